"""Takes a provider's reply to its finding: nothing to say, a comment, or a representation on one script."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.draws.find import sampled_script_named
from moderation.errors import Conflict, Fault, Rejected
from moderation.feedback.find import hold_signed
from moderation.feedback.records import Comment, CommentKind
from moderation.texts.keep import keep, text_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyToFinding:
    """What a provider says; a representation names the script that it holds to be judged wrongly."""

    window_code: str
    provider_code: str
    kind: CommentKind
    text: str | None = None
    script_ref: str | None = None


def reply_to_finding(act: Act, command: ReplyToFinding) -> Comment:
    """Record a provider's reply to the finding that holds for it, before the finding is published.

    One that comes after the provider's time is recorded too, and keeps nothing from being published.
    """
    person = act.permit_person(Permission.COMMENT, provider_code=command.provider_code)
    session = act.session
    faults = _faults(command)
    if faults:
        raise Rejected(faults)
    signed = hold_signed(session, window_code=command.window_code, provider_code=command.provider_code)
    if signed.publication is not None:
        raise Conflict(
            f"The finding of {command.provider_code} in the window {command.window_code} is published, so the time "
            "for comments is over. What was overlooked is taken up in an enquiry."
        )
    sampled = (
        sampled_script_named(
            session,
            provider_code=command.provider_code,
            window_code=command.window_code,
            script_ref=command.script_ref,
        )
        if command.script_ref is not None
        else None
    )
    public_id = uuid4()
    comment = Comment(
        public_id=public_id,
        finding_id=signed.finding.id,
        kind=command.kind,
        sampled_script_id=None if sampled is None else sampled.script.id,
        text_hash=None
        if command.text is None
        else keep(session, public_id, {"text": command.text}, at=act.at, window_code=command.window_code),
        commented_by=person,
        commented_at=act.at,
    )
    session.add(comment)
    act.log(
        Happened.FINDING_REPLIED_TO,
        Subject("comment", public_id),
        provider_code=command.provider_code,
        window_code=command.window_code,
        details={"kind": command.kind.value, "finding": str(signed.finding.public_id)},
    )
    return comment


def _faults(command: ReplyToFinding) -> list[Fault]:
    faults = []
    if command.kind is CommentKind.NONE:
        if command.text is not None:
            sentence = "Whoever has no comment writes none: leave the text out, or reply with a comment."
            faults.append(Fault(sentence, column="text"))
    else:
        faults += text_faults(command.text, column="text")
    if command.kind is CommentKind.REPRESENTATION and command.script_ref is None:
        sentence = "A representation names the script that was judged wrongly, by its reference."
        faults.append(Fault(sentence, column="script_ref"))
    if command.kind is not CommentKind.REPRESENTATION and command.script_ref is not None:
        sentence = "Only a representation names a script."
        faults.append(Fault(sentence, column="script_ref", value=command.script_ref))
    return faults
