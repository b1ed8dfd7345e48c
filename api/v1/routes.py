"""All routes of version 1, in the order of the cycle."""

from __future__ import annotations

from api.v1 import accuracy, filing, health, malpractice_reports, script_files
from api.v1.audit_entries import AUDIT_ENTRIES
from api.v1.cases import CASES
from api.v1.door import reference
from api.v1.door.collection import Collection
from api.v1.door.routes import Route
from api.v1.draws import CERTIFICATES, DRAWS
from api.v1.enquiries import ENQUIRIES
from api.v1.frames import FRAMES
from api.v1.malpractice_reports import REPORTS
from api.v1.outcomes import OUTCOMES
from api.v1.providers import PROVIDERS
from api.v1.returns import RETURNS
from api.v1.samples import SAMPLES
from api.v1.scripts import SCRIPTS
from api.v1.windows import WINDOWS

COLLECTIONS: tuple[Collection, ...] = (
    WINDOWS,
    PROVIDERS,
    RETURNS,
    FRAMES,
    DRAWS,
    SAMPLES,
    SCRIPTS,
    OUTCOMES,
    ENQUIRIES,
    CASES,
    REPORTS,
    AUDIT_ENTRIES,
)

RESOURCES: tuple[Route, ...] = (
    *(route for collection in COLLECTIONS for route in collection.routes()),
    filing.ROUTE,
    *CERTIFICATES,
    script_files.ROUTE,
    *accuracy.ROUTES,
    malpractice_reports.ROUTE,
    *health.ROUTES,
)

ROUTES: tuple[Route, ...] = (*RESOURCES, *reference.routes(RESOURCES))
