"""Freezes frames: fixes each provider's list of final results under a salted digest, before anyone knows the seed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.clock import london_day
from moderation.errors import Conflict, Fault, NotFound, Rejected, Step, Verb
from moderation.providers.records import Provider
from moderation.returns.early import early_reason, keep_reason
from moderation.returns.ordered_results import canonical_results
from moderation.returns.records import Frame, Return, frames_of_window
from moderation.returns.unchanged import changes
from moderation.windows.announce_round import Announced, Announcement, announce_round, written
from moderation.windows.policy import fix_for_ever
from moderation.windows.records import Window, lock_window, providers_of, window_by_code
from moderation.windows.seed_records import Seed, SeedRound, rounds_of
from sampling.frame import digest

SALT_BYTES = 32
Rounds = Sequence[tuple[SeedRound, Seed | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeFrames:
    """The window, and the providers whose frames freeze; without codes, all that filed and are not frozen yet.

    A reason is asked for while returns are not due yet and somebody has not filed.
    """

    window_code: str
    provider_codes: tuple[str, ...] = ()
    early_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A frame that froze, with the code of its provider."""

    provider_code: str
    frame: Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Freezing:
    """What froze, in the order of the providers' codes, for which round, and who filed nothing yet.

    `after_close` tells that it froze after the day on which the window's frames were to close, `close_on`.
    """

    round: SeedRound
    frozen: tuple[Frozen, ...]
    without_return: tuple[str, ...]
    close_on: date
    after_close: bool


def freeze_frames(act: Act, command: FreezeFrames) -> Freezing:
    """Freeze the newest return of each provider as its frame; once its digits may exist, for a later round."""
    person = act.permit_person(Permission.FREEZE_FRAME)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    judged = {provider.code: provider for provider in providers_of(session, window)}
    returns = newest_returns(session, window)
    chosen = _chosen(session, window, judged=judged, returns=returns, codes=command.provider_codes)
    reason = early_reason(window, command.early_reason, judged=judged, filed=returns.keys(), now=act.at)
    rounds = rounds_of(session, window.id)
    _refuse_clock(rounds, (returns[provider.id] for provider in chosen), now=act.at)
    _refuse_changed(session, {provider.code: returns[provider.id] for provider in chosen})
    fix_for_ever(session, window, at=act.at)
    the_round, announced = _round(session, window, rounds, by=person, at=act.at)
    after_close = london_day(act.at) > window.frames_close_on
    frozen = tuple(
        Frozen(
            provider_code=provider.code,
            frame=_freeze(session, returns[provider.id], the_round=the_round, by=person, at=act.at),
        )
        for provider in chosen
    )
    keep_reason(session, (each.frame for each in frozen), reason, window=window, at=act.at)
    if announced is not None:
        announced.log(act)
    for each in frozen:
        _log(act, each, window=window, round_number=the_round.number, after_close=after_close)
    missing = tuple(code for code, provider in judged.items() if provider.id not in returns)
    return Freezing(
        round=the_round,
        frozen=frozen,
        without_return=missing,
        close_on=window.frames_close_on,
        after_close=after_close,
    )


def newest_returns(session: Session, window: Window) -> dict[int, Return]:
    """Return the newest filing of each provider for a window, by the provider's number."""
    newest = (
        select(Return.provider_id, func.max(Return.version).label("version"))
        .where(Return.window_id == window.id)
        .group_by(Return.provider_id)
        .subquery()
    )
    same = (Return.provider_id == newest.c.provider_id) & (Return.version == newest.c.version)
    found = session.scalars(select(Return).join(newest, same).where(Return.window_id == window.id))
    return {each.provider_id: each for each in found}


def _chosen(
    session: Session,
    window: Window,
    *,
    judged: Mapping[str, Provider],
    returns: Mapping[int, Return],
    codes: tuple[str, ...],
) -> list[Provider]:
    already = {frame.provider_id for frame in frames_of_window(session, window.id)}
    if codes:
        return _named(window, judged=judged, returns=returns, already=already, codes=codes)
    chosen = [each for each in judged.values() if each.id in returns and each.id not in already]
    if not chosen and already:
        raise Conflict(
            f"Every provider that filed for the window {window.code} is frozen already; there is nothing to freeze. "
            "The seed comes next.",
            then=Step(Verb.RECORD_SEED, window=window.code),
        )
    if not chosen:
        raise Conflict(
            f"No provider has filed a return for the window {window.code} yet.",
            then=Step(Verb.FILE_RETURN, window=window.code),
        )
    return chosen


def _named(
    window: Window,
    *,
    judged: Mapping[str, Provider],
    returns: Mapping[int, Return],
    already: set[int],
    codes: tuple[str, ...],
) -> list[Provider]:
    wanted = sorted(set(codes))
    frozen = [code for code in wanted if code in judged and judged[code].id in already]
    faults: list[Fault] = []
    unfiled: list[Step] = []
    for code in wanted:
        if code not in judged:
            sentence = f"The window {window.code} judges no such provider."
            faults.append(Fault(sentence, column="provider", value=code))
        elif judged[code].id not in returns:
            sentence = f"This provider has filed no return for the window {window.code}."
            unfiled.append(Step(Verb.FILE_RETURN, window=window.code, provider=code))
            faults.append(Fault(sentence, column="provider", value=code))
    if faults:
        raise Rejected(faults, then=tuple(unfiled))
    if frozen:
        raise Conflict(f"A frame freezes once, and these are frozen already: {', '.join(frozen)}.", field="provider")
    return [judged[code] for code in wanted]


def _refuse_clock(rounds: Rounds, returns: Iterable[Return], *, now: datetime) -> None:
    """Refuse a moment before those of which the record must show that they came first."""
    before = [the_round.announced_at for the_round, _ in rounds]
    before += [seed.recorded_at for _, seed in rounds if seed is not None]
    before += [filed.filed_at for filed in returns]
    if before and now < max(before):
        raise Conflict(
            "The clock of this machine stands before the moment at which the last of these was done: announce the "
            "seed's source, record an earlier seed, file the return. The record would not show that the frame came "
            "after them. Set the clock and freeze again."
        )


def _refuse_changed(session: Session, returns: Mapping[str, Return]) -> None:
    """Refuse results that are not those that were filed: a frame would vouch for what somebody put in by hand."""
    codes = {filed.id: code for code, filed in returns.items()}
    changed = [f"{codes[filed.id]}: {what}." for filed, what in changes(session, list(returns.values()))]
    if changed:
        raise Conflict(
            f"The stored results are not those that were filed; nothing was frozen. {' '.join(changed)} "
            "Restore a backup, or have the provider file again.",
            field="provider",
            then=Step(Verb.CHECK_RECORDS),
        )


def _round(
    session: Session, window: Window, rounds: Rounds, *, by: int, at: datetime
) -> tuple[SeedRound, Announced | None]:
    """Return the window's first round while nobody can know its seed; after that announce one for this act alone.
    From the moment on at which digits may exist, somebody may know them, whether or not they are recorded; so may
    whoever comes after others who were late know the digits of their round.
    """
    if not rounds:
        raise NotFound(f"No seed was announced for the window {window.code}, and no frame freezes before it is.")
    first, seed = rounds[0]
    if seed is None and at < first.not_before:
        return first, None
    following = Announcement(
        source=f"The next round after {written(at)} of: {first.source}", way=first.way, not_before=at
    )
    announced = announce_round(session, window, following, number=rounds[-1][0].number + 1, by=by, at=at)
    return announced.round, announced


def _freeze(session: Session, filed: Return, *, the_round: SeedRound, by: int, at: datetime) -> Frame:
    salt = secrets.token_bytes(SALT_BYTES)
    frame = Frame(
        public_id=uuid4(),
        window_id=filed.window_id,
        provider_id=filed.provider_id,
        return_id=filed.id,
        scripts_count=filed.final_count,
        presented_count=filed.presented_count,
        pending_count=filed.pending_count,
        voided_count=filed.voided_count,
        salt=salt.hex(),
        digest=digest(canonical_results(session, filed.id), salt=salt),
        late=the_round.number > 1,
        round_id=the_round.id,
        frozen_by=by,
        frozen_at=at,
    )
    session.add(frame)
    return frame


def _log(act: Act, frozen: Frozen, *, window: Window, round_number: int, after_close: bool) -> None:
    act.log(
        Happened.FRAME_FROZEN,
        Subject("frame", frozen.frame.public_id),
        provider_code=frozen.provider_code,
        window_code=window.code,
        details={
            "scripts_count": frozen.frame.scripts_count,
            "digest": frozen.frame.digest,
            "round": round_number,
            "late": frozen.frame.late,
            "after_close": after_close,
            "early": frozen.frame.text_hash is not None,
        },
    )
