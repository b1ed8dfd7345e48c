"""Extends a sample: the next tickets of the same order, which add evidence and never change the rule's decision."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.log import head
from moderation.draws.drawing import Drawn, Occasion, Order, draw_frames, due_day
from moderation.draws.find import Origin, draws_of, origin_of
from moderation.draws.records import Draw
from moderation.errors import Conflict, Fault, Rejected, Step, Verb
from moderation.windows.policy import policy_of
from moderation.windows.records import lock_window, window_by_code
from sampling.ratio import Ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendSample:
    """Up to how many scripts in all a sample grows; unless said, by as many again as the first draw took."""

    provider_code: str
    window_code: str
    to: int | None = None


def extend_sample(act: Act, command: ExtendSample, *, key: Ed25519PrivateKey) -> Drawn:
    """Draw further scripts of a frame in the order of its tickets."""
    person = act.permit_person(Permission.EXTEND_SAMPLE)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    origin = origin_of(session, provider_code=command.provider_code, window_code=command.window_code)
    first, last = _ends(draws_of(session, origin.frame.id), origin)
    up_to = _up_to(command, origin, first=first.sample_count, last=last.sample_count)
    occasion = Occasion(
        person=person,
        at=act.at,
        audit_head=head(session),
        due_on=due_day(window, policy_of(session, window), now=act.at),
        key=key,
    )
    order = Order(
        origin=origin,
        # The rate of the first draw, whatever happened since.
        rate=Ratio(first.rate_numerator, first.rate_denominator),
        number=last.number + 1,
        beyond=last.sample_count,
        up_to=up_to,
    )
    (drawn,) = draw_frames(session, [order], occasion=occasion)
    drawn.log(act)
    return drawn


def _ends(draws: list[Draw], origin: Origin) -> tuple[Draw, Draw]:
    if not draws:
        raise Conflict(
            f"The sample of {origin.provider.code} in the window {origin.window.code} is not drawn yet.",
            field="provider",
            then=Step(Verb.DRAW, window=origin.window.code),
        )
    return draws[0], draws[-1]


def _up_to(command: ExtendSample, origin: Origin, *, first: int, last: int) -> int:
    scripts = origin.frame.scripts_count
    if last == scripts:
        raise Conflict(f"All {scripts} scripts of the frame of {origin.provider.code} are sampled already.", field="to")
    if command.to is None:
        return min(last + first, scripts)
    if not last < command.to <= scripts:
        sentence = f"The sample holds {last} of {scripts} scripts: extend it to {last + 1} up to {scripts}."
        raise Rejected([Fault(sentence, column="to", value=str(command.to)[:40])])
    return command.to
