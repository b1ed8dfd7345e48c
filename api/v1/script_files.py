"""PUT `scripts/{id}/file`: a provider's program hands in a script; the answer is its receipt."""

from __future__ import annotations

from http import HTTPStatus

from api.v1.door.answer import JSON_TYPE, Answer, one
from api.v1.door.errors import Problem, Refusal
from api.v1.door.routes import Act, Body, Free, Record, Route
from api.v1.door.uploads import received
from api.v1.door.viewer import needs
from api.v1.scripts import SCRIPTS
from moderation.access.permissions import Permission
from moderation.database.transaction import reading
from moderation.scripts.file_store import keep_file, settle
from moderation.scripts.supply_script import SupplyScript, supply_script

LARGEST_FILE = 2 << 30


def put_file(act: Act) -> Answer:
    """Take a script's file: kept, hashed, and receipted; the same file again changes nothing, another replaces it."""
    viewer = act.viewer
    with reading(act.engine) as session:
        # Whose it is is asked before a byte of it is taken.
        SCRIPTS.find(session, viewer, act.record)
    with received(act.settings.var) as body:
        if not body.byte_count:
            raise Refusal((Problem(code="invalid", detail="The file is empty."),))
        # The wait for the disk comes before the transaction, so that nobody else waits with it.
        settle(body.path)
        command = SupplyScript(script_id=act.record, sha256=body.sha256, byte_count=body.byte_count)
        with act.acting() as opened:
            supply_script(opened, command)
            keep_file(act.settings.var, body.path, script_id=act.record, sha256=body.sha256)
    with reading(act.engine) as session:
        return one(SCRIPTS.kind, SCRIPTS.attributes, item=SCRIPTS.find(session, viewer, act.record))


ROUTE = Route(
    method="PUT",
    path="/scripts/<uuid:id>/file",
    name="put_script_file",
    summary="Hand in the file of a script",
    tag=SCRIPTS.kind,
    access=needs(Permission.SUPPLY_SCRIPT),
    # Programs that are made from the description can send no */*.
    body=Body(
        shapes={"application/octet-stream": Free(schema={"type": "string", "format": "binary"})},
        any_media_type=True,
        largest=LARGEST_FILE,
    ),
    act=put_file,
    answers={HTTPStatus.OK: {JSON_TYPE: Record(kind=SCRIPTS.kind, attributes=SCRIPTS.attributes)}},
)
