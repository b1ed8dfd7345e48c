"""Answers a provider's reply: noted, or for a representation accepted or declined, always in words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require_person
from moderation.access.permissions import Permission
from moderation.audit.log import Subject, append
from moderation.database.clock import Clock
from moderation.errors import Fault, Rejected
from moderation.feedback.find import comment_by_id
from moderation.feedback.records import AnswerKind, CommentAnswer, CommentKind
from moderation.feedback.texts import keep_text, text_faults

FITTING = {
    CommentKind.NONE: frozenset[AnswerKind](),
    CommentKind.COMMENT: frozenset({AnswerKind.NOTED}),
    CommentKind.REPRESENTATION: frozenset({AnswerKind.ACCEPTED, AnswerKind.DECLINED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReply:
    """The reply to answer, and what becomes of it."""

    comment_id: UUID
    kind: AnswerKind
    text: str


def answer_reply(session: Session, actor: Actor, command: AnswerReply, *, clock: Clock) -> CommentAnswer:
    """Record the answer to a reply; an accepted representation changes nothing until the script is judged again."""
    person = require_person(actor, Permission.WRITE_FEEDBACK)
    comment, provider_code, window_code = comment_by_id(session, command.comment_id)
    faults = text_faults("text", command.text)
    if command.kind not in FITTING[comment.kind]:
        fitting = " or ".join(sorted(FITTING[comment.kind])) or "left as it is: there is nothing to answer"
        sentence = f"A reply of the kind {comment.kind.value} is {fitting}."
        faults.append(Fault(sentence, column="kind", value=command.kind.value))
    if faults:
        raise Rejected(faults)
    now, public_id = clock(), uuid4()
    answer = CommentAnswer(
        public_id=public_id,
        comment_id=comment.id,
        kind=command.kind,
        text_hash=keep_text(session, public_id, command.text),
        answered_by=person,
        answered_at=now,
    )
    session.add(answer)
    append(
        session,
        at=now,
        actor=actor,
        action="reply_answered",
        subject=Subject("comment", comment.public_id),
        provider_code=provider_code,
        window_code=window_code,
        details={"kind": command.kind.value},
    )
    return answer
