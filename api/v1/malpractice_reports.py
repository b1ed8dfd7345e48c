"""`malpractice-reports`: what providers report of investigations and confirmed instances, at once."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from uuid import UUID

from marshmallow import fields, validate

import moderation.audit.act as audit
from api.v1.door.answer import JSON_TYPE, Answer, as_json
from api.v1.door.collection import Collection
from api.v1.door.errors import Refusal, problems_of
from api.v1.door.fields import Attributes, Closed, Moment, code
from api.v1.door.idempotency import HEADER, key_of_request, once
from api.v1.door.reading_json import ATTRIBUTES, attributes_of, load, read_document
from api.v1.door.routes import Act, Body, Record, Route
from api.v1.door.viewer import needs
from moderation.access.permissions import Permission
from moderation.cases import shown_reports
from moderation.cases.malpractice_records import MalpracticeKind, MalpracticeStage
from moderation.cases.report_malpractice import ReportMalpractice, report_malpractice
from moderation.errors import Rejected
from moderation.texts.keep import LONGEST_TEXT


class MalpracticeReportAttributes(Attributes):
    """A report; what was written in it stays on the pages."""

    provider_code = code(required=True)
    kind = fields.Enum(MalpracticeKind, by_value=True, required=True)
    stage = fields.Enum(MalpracticeStage, by_value=True, required=True)
    began_at = Moment(required=True)
    reported_at = Moment(required=True)


class NewReport(Closed):
    """A report to make: what is investigated or confirmed, since when, in the provider's words."""

    kind = fields.Enum(MalpracticeKind, by_value=True, required=True)
    stage = fields.Enum(MalpracticeStage, by_value=True, required=True)
    began_at = Moment(required=True)
    text = fields.String(required=True, validate=validate.Length(1, LONGEST_TEXT))


REPORTS = Collection(
    kind="malpractice-reports", listing=shown_reports.REPORTS, attributes=MalpracticeReportAttributes()
)


def post_report(act: Act) -> Answer:
    """Record a provider's report; sent again under the same key it is one report."""
    key = key_of_request()
    sent = attributes_of(read_document(), REPORTS.kind)
    attributes = load(NewReport(), sent)
    assert act.viewer.provider_code is not None
    command = ReportMalpractice(provider_code=act.viewer.provider_code, **attributes)

    def report(opened: audit.Act) -> tuple[UUID, HTTPStatus]:
        made = report_malpractice(opened, command)
        return made.public_id, HTTPStatus.CREATED

    content_hash = hashlib.sha256(as_json(sent)).hexdigest()
    try:
        return once(act, key, content_hash=content_hash, kind=REPORTS, do=report)
    except Rejected as refusal:
        raise Refusal(problems_of(refusal.faults, at=ATTRIBUTES), then=refusal.then) from None


ROUTE = Route(
    method="POST",
    path=f"/{REPORTS.kind}",
    name="report_malpractice",
    summary="Report malpractice or maladministration",
    tag=REPORTS.kind,
    access=needs(Permission.REPORT_MALPRACTICE),
    headers=(HEADER,),
    body=Body(shapes={JSON_TYPE: Record(kind=REPORTS.kind, attributes=NewReport())}),
    act=post_report,
    answers={HTTPStatus.CREATED: {JSON_TYPE: Record(kind=REPORTS.kind, attributes=REPORTS.attributes)}},
)
