"""Opens a window: its days, who is judged in it, the policy, and where its seed will come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import Conflict, Fault, Rejected, Step, Verb
from moderation.providers.records import Provider, Qualification, Regime, accredited_providers, providers_by_code
from moderation.windows.announce_round import (
    Announcement,
    announce_round,
    earliest_moment,
    moment_faults,
    source_faults,
)
from moderation.windows.deadlines import working_days_after
from moderation.windows.default_policy import default_version
from moderation.windows.policy import Policy, adopt, policy_in
from moderation.windows.records import Window, WindowProvider
from moderation.windows.seed_records import SeedWay
from sampling.codes import code_faults

DAYS = (
    "assessed_from_on",
    "assessed_to_on",
    "returns_due_on",
    "frames_close_on",
    "scripts_due_on",
    "moderation_due_on",
    "comments_due_on",
)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWindow:
    """A period to be judged; without codes every accredited provider is, and days left out follow from the policy.

    Before `seed_not_before` no digits of the source can exist: when the frames have closed, unless it is given.
    """

    code: str
    assessed_from_on: date
    assessed_to_on: date
    returns_due_on: date
    frames_close_on: date
    seed_source: str
    seed_way: SeedWay = SeedWay.DIGITS
    seed_not_before: datetime | None = None
    provider_codes: tuple[str, ...] = ()
    scripts_due_on: date | None = None
    moderation_due_on: date | None = None
    comments_due_on: date | None = None
    regime: Regime | None = None


def open_window(act: Act, command: OpenWindow) -> Window:
    """Open a window under the default policy of today, and announce where its first seed will come from."""
    person = act.permit_person(Permission.OPEN_WINDOW)
    session = act.session
    version = default_version(session, at=act.at)
    named = providers_by_code(session, command.provider_codes)
    faults = [*_faults(command, named), *_day_faults(command)]
    days = _days(command, policy_in(session, version)) if not _day_faults(command) else {}
    faults += _order_faults(days)
    if days:
        faults += moment_faults(command.seed_not_before, frames_close_on=command.frames_close_on, now=act.at)
    if faults:
        unknown = [code for code in dict.fromkeys(command.provider_codes) if code not in named]
        raise Rejected(faults, then=tuple(Step(Verb.ADD_PROVIDER, provider=code) for code in unknown))
    if session.scalar(select(Window.id).where(Window.code == command.code)) is not None:
        raise Conflict(f"There is a window {command.code} already. Choose another code.", field="code")
    window = Window(
        code=command.code,
        regime=command.regime or _regime(session, command.assessed_from_on),
        **days,
        all_providers=not command.provider_codes,
        opened_by=person,
        opened_at=act.at,
    )
    session.add(window)
    session.flush()
    judged = named.values() if command.provider_codes else accredited_providers(session)
    session.add_all(WindowProvider(window_id=window.id, provider_id=each.id, added_at=act.at) for each in judged)
    adopt(session, window, version=version, by=person, at=act.at)
    announcement = Announcement(
        source=command.seed_source.strip(),
        way=command.seed_way,
        not_before=earliest_moment(command.frames_close_on, command.seed_not_before),
    )
    announced = announce_round(session, window, announcement, number=1, by=person, at=act.at)
    _log(act, window, policy=version.version)
    announced.log(act)
    return window


def _faults(command: OpenWindow, named: dict[str, Provider]) -> list[Fault]:
    unknown = [code for code in dict.fromkeys(command.provider_codes) if code not in named]
    return [
        *code_faults("code", command.code),
        *source_faults(command.seed_source),
        *(Fault("There is no such provider.", column="provider", value=code) for code in unknown),
    ]


def _day_faults(command: OpenWindow) -> list[Fault]:
    sentence = f"A window's days lie between {EARLIEST.isoformat()} and {LATEST.isoformat()}."
    return [
        Fault(sentence, column=name, value=day.isoformat())
        for name, day in _given_days(command).items()
        if day is not None and not EARLIEST <= day <= LATEST
    ]


def _given_days(command: OpenWindow) -> dict[str, date | None]:
    return {name: getattr(command, name) for name in DAYS}


def _days(command: OpenWindow, policy: Policy) -> dict[str, date]:
    """Return all the days of a window; those left out are counted in working days from the day before them."""
    scripts = command.scripts_due_on or working_days_after(command.frames_close_on, policy.script_supply_working_days)
    moderation = command.moderation_due_on or working_days_after(scripts, policy.moderation_working_days)
    until_comments = policy.feedback_draft_working_days + policy.comment_working_days
    comments = command.comments_due_on or working_days_after(moderation, until_comments)
    derived = {"scripts_due_on": scripts, "moderation_due_on": moderation, "comments_due_on": comments}
    given = {name: day for name, day in _given_days(command).items() if day is not None}
    return {name: (given | derived)[name] for name in DAYS}


def _order_faults(days: dict[str, date]) -> list[Fault]:
    return [
        Fault(f"This day comes before {before}, {earlier.isoformat()}.", column=after, value=later.isoformat())
        for (before, earlier), (after, later) in pairwise(days.items())
        if later < earlier
    ]


def _regime(session: Session, assessed_from_on: date) -> Regime:
    """Return the suite whose rules apply: the reformed one from the day on which its first qualification began."""
    begun = select(Qualification.from_on).where(Qualification.regime == Regime.REFORMED).order_by(Qualification.from_on)
    first = session.scalars(begun.limit(1)).first()
    return Regime.REFORMED if first is not None and assessed_from_on >= first else Regime.SUITE_2017


def _log(act: Act, window: Window, *, policy: int) -> None:
    act.log(
        Happened.WINDOW_OPENED,
        Subject("window", window.public_id),
        window_code=window.code,
        details={
            "assessed_from_on": window.assessed_from_on.isoformat(),
            "assessed_to_on": window.assessed_to_on.isoformat(),
            "frames_close_on": window.frames_close_on.isoformat(),
            "all_providers": window.all_providers,
            "policy_version": policy,
        },
    )
