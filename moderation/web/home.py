"""The public pages: published figures in alphabetical order, digests, certificates, and whether the service lives."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, Response, render_template

from moderation.audit.newest import newest_entry_in
from moderation.database.clock import LONDON, london_day
from moderation.draws.shown import public_certificate, public_key
from moderation.findings.shown_public import public_page
from moderation.web.session import session
from sampling.evidence import Evidence
from sampling.rule import Status

pages = Blueprint("home", __name__, template_folder="templates", static_folder="static", static_url_path="/static")


@pages.get("/")
def home() -> str:
    """Show what everybody may know."""
    return render_template("home.html", windows=public_page(session()))


@pages.get("/certificates/<uuid:public_id>.json")
def certificate(public_id: UUID) -> Response:
    """Give the public certificate of a draw, byte for byte as it was signed."""
    return Response(public_certificate(session(), public_id), mimetype="application/json")


@pages.get("/signing-keys/<key_id>.pem")
def signing_key(key_id: str) -> Response:
    """Give the public half of a key that signed certificates."""
    return Response(public_key(session(), key_id), mimetype="application/x-pem-file")


@pages.get("/health")
def health() -> Response:
    """Say that the service and its database answer."""
    newest_entry_in(session())
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@pages.app_template_filter("day")
def day(value: date | datetime) -> str:
    """Write a day as people do: 22 June 2026."""
    on = london_day(value) if isinstance(value, datetime) else value
    return f"{on.day} {on:%B %Y}"


@pages.app_template_filter("moment")
def moment(value: datetime) -> str:
    """Write a moment as people in London do: 22 June 2026, 10:30 London time."""
    return f"{day(value)}, {value.astimezone(LONDON):%H:%M} London time"


@pages.app_template_filter("rate")
def rate(value: float | None, highest: float | None = None) -> str:
    """Write a rate in per cent, as its two ends where scripts are missing.

    >>> rate(0.05, 0.05), rate(0.05, 0.15), rate(0.235), rate(None, None)
    ('5.0%', '5.0% to 15.0%', '23.5%', 'not given')
    """
    if value is None:
        return "not given"
    return f"{value:.1%}" if highest in {None, value} else f"{value:.1%} to {highest:.1%}"


@pages.app_template_filter("status")
def status(value: str) -> str:
    """Write what the rule says of a sample in its own words."""
    return Status(value).label


@pages.app_template_filter("evidence")
def evidence(value: str) -> str:
    """Write how much a sample shows in its own words."""
    return Evidence(value).label


@pages.app_template_filter("many")
def many(value: int) -> str:
    """Write a count with its thousands parted."""
    return f"{value:,}"
