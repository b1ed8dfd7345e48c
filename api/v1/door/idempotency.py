"""Does a request once under a key of the program's own, and answers a repetition as it answered the first."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from flask import request

import moderation.audit.act as audit
from api.v1.door.answer import Answer, one
from api.v1.door.collection import Collection
from api.v1.door.errors import refuse
from api.v1.door.routes import Act, Header
from moderation.database.transaction import reading
from moderation.errors import Busy, Conflict
from moderation.people.request_records import Done, answered, remember

IDEMPOTENCY_KEY = "Idempotency-Key"
KEY = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)
HEADER = Header(
    name=IDEMPOTENCY_KEY,
    does="A key of your own: the same request with the same key is done once, and answered alike.",
    pattern="^[!-~]{1,255}$",
)


def key_of_request() -> str | None:
    """Return the key that the request carries, if it carries one."""
    key = request.headers.get(IDEMPOTENCY_KEY)
    if key is not None and KEY.fullmatch(key) is None:
        sentence = "A key is 1 to 255 visible characters of ASCII."
        raise refuse("bad_header", sentence, pointer=f"/{IDEMPOTENCY_KEY}")
    return key


def once(
    act: Act,
    key: str | None,
    *,
    content_hash: str,
    kind: Collection,
    do: Callable[[audit.Act], tuple[UUID, HTTPStatus]],
) -> Answer:
    """Do what is asked, unless it was done before under this key, and answer with the record that came of it."""
    done = _done(act, key, content_hash)
    if done is None:
        try:
            done = _do(act, key, content_hash=content_hash, do=do)
        except (Busy, Conflict):
            # Where the same request, sent at the same time, came first, its answer is this one's too.
            done = _done(act, key, content_hash)
            if done is None:
                raise
    with reading(act.engine) as session:
        item = kind.find(session, act.viewer, done.record_id)
    status = HTTPStatus(done.status)
    answer = one(kind.kind, kind.attributes, item=item, status=status)
    return Answer(body=answer.body, status=status, headers={"Location": f"/api/v1/{kind.kind}/{item.id}"})


def _do(act: Act, key: str | None, *, content_hash: str, do: Callable[[audit.Act], tuple[UUID, HTTPStatus]]) -> Done:
    with act.acting() as opened:
        record_id, status = do(opened)
        done = Done(record_id, status.value)
        if key is not None:
            remember(
                opened.session,
                token_id=act.viewer.token_id,
                key=key,
                content_hash=content_hash,
                done=done,
                at=opened.at,
            )
    return done


def _done(act: Act, key: str | None, content_hash: str) -> Done | None:
    if key is None:
        return None
    with reading(act.engine) as session:
        return answered(session, token_id=act.viewer.token_id, key=key, content_hash=content_hash)
