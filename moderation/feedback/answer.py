"""Answers a provider's reply: noted, or for a representation accepted or declined, always in words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.draws.records import SampledScript
from moderation.errors import Conflict, Fault, Rejected, Step, Verb
from moderation.feedback.find import comment_by_id
from moderation.feedback.records import AnswerKind, Comment, CommentAnswer, CommentKind
from moderation.findings.records import ReopeningReason
from moderation.marking.records import Settlement
from moderation.texts.keep import keep, text_faults
from moderation.windows.records import share_window

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


def answer_reply(act: Act, command: AnswerReply) -> CommentAnswer:
    """Record the answer to a reply; an accepted representation changes nothing until the script is judged again."""
    person = act.permit_person(Permission.WRITE_FEEDBACK)
    session = act.session
    comment, provider_code, window = comment_by_id(session, command.comment_id)
    # What is accepted while the window is published, or signed off, is accepted before that or after it.
    share_window(session, window)
    faults = text_faults(command.text, column="text")
    if command.kind not in FITTING[comment.kind]:
        fitting = " or ".join(sorted(FITTING[comment.kind])) or "left as it is: there is nothing to answer"
        sentence = f"A reply of the kind {comment.kind.in_a_sentence} is {fitting}."
        faults.append(Fault(sentence, column="kind", value=command.kind.value))
    if faults:
        raise Rejected(faults)
    if command.kind is AnswerKind.ACCEPTED:
        _refuse_without_outcome(session, comment, provider_code=provider_code, window_code=window.code)
    public_id = uuid4()
    answer = CommentAnswer(
        public_id=public_id,
        comment_id=comment.id,
        kind=command.kind,
        text_hash=keep(session, public_id, {"text": command.text}, at=act.at, window_code=window.code),
        answered_by=person,
        answered_at=act.at,
    )
    session.add(answer)
    act.log(
        Happened.REPLY_ANSWERED,
        Subject("comment", comment.public_id),
        provider_code=provider_code,
        window_code=window.code,
        details={"kind": command.kind.value},
    )
    return answer


def _refuse_without_outcome(session: Session, comment: Comment, *, provider_code: str, window_code: str) -> None:
    """Refuse to accept that a script was judged wrongly which has no outcome: nobody could judge it again."""
    wanted = select(SampledScript).where(SampledScript.id == comment.sampled_script_id)
    script = session.scalars(wanted).one()
    if session.scalar(select(exists().where(Settlement.sampled_script_id == script.id))):
        return
    raise Conflict(
        f"The script {script.script_ref} of {provider_code} has no outcome that could be decided anew, so this "
        "representation cannot be accepted. Decline it; where the script can be had after all, reopen the finding.",
        then=Step(
            Verb.REOPEN,
            window=window_code,
            provider=provider_code,
            reason=ReopeningReason.SCRIPT_SUPPLIED_LATE.value,
        ),
    )
