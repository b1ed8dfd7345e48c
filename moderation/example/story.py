"""The story of the example: each step an act of somebody, done once; what was done before is passed over."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Role
from moderation.audit.act import acting
from moderation.audit.records import AuditEntry
from moderation.database.clock import Clock
from moderation.database.transaction import reading
from moderation.draws.confirm_seed import ConfirmSeed, confirm_seed
from moderation.draws.draw_window import DrawWindow, draw_window
from moderation.draws.find import origins
from moderation.draws.record_seed import RecordSeed, record_seed
from moderation.example import bundle
from moderation.example.bundle import ExampleWindow
from moderation.feedback.publish_window import PublishWindow, publish_window
from moderation.feedback.records import CommentKind
from moderation.feedback.reply import ReplyToFinding, reply_to_finding
from moderation.findings.sign_off import SignOff, sign_off
from moderation.marking.import_outcomes import ImportOutcomes, import_outcomes
from moderation.people.add_user import AddUser, add_user
from moderation.people.find import person_by_email, the_operator
from moderation.people.records import PersonDetail
from moderation.providers.add_provider import AddProvider, add_provider
from moderation.providers.records import Provider
from moderation.returns.file_return import FileReturn, file_return
from moderation.returns.freeze_frames import FreezeFrames, freeze_frames
from moderation.scripts.find import Asked, scripts_of
from moderation.scripts.records import ScriptReason
from moderation.scripts.state import ScriptStanding
from moderation.scripts.supply_script import DeclareMissing, declare_missing
from moderation.windows.open_window import OpenWindow, open_window
from moderation.windows.records import all_windows, window_by_code

Verb = Callable[..., Any]

DAY, HOURS_UNTIL_SEED = timedelta(days=1), timedelta(hours=12)


class Story:
    """Tells the example step by step, each in a transaction of its own."""

    def __init__(self, engine: Engine, key: Ed25519PrivateKey, *, clock: Clock, say: Callable[[str], None]) -> None:
        self._engine, self._key, self._say = engine, key, say
        self._today, self._clock = clock, day_before(clock)

    def tell(self) -> None:
        """Do the steps of the story that are not done yet.

        What froze, froze the day before: the digits of a seed come out later than the moment that was announced.
        """
        self._let_people_in()
        whole, waiting = bundle.PUBLISHED, bundle.WAITING
        early = tuple(code for code in whole.providers if code != bundle.LATE)
        self._open(whole)
        self._file(whole, early)
        self._freeze(whole, early)
        self._open(waiting)
        self._file(waiting, waiting.providers)
        self._freeze(waiting, waiting.providers)
        self._clock = self._today
        self._draw(whole, number=1)
        self._file(whole, (bundle.LATE,))
        self._freeze(whole, (bundle.LATE,))
        self._draw(whole, number=2)
        self._lose_scripts(whole)
        self._moderate(whole)
        self._sign_off_and_publish(whole)

    def _let_people_in(self) -> None:
        with reading(self._engine) as session:
            known = set(session.scalars(select(PersonDetail.email)))
            provided = set(session.scalars(select(Provider.code)))
        for email, role in bundle.STAFF:
            if email not in known:
                self._operate(AddUser(email=email, role=role))
        for code in bundle.PROVIDERS:
            if code not in provided:
                wanted = AddProvider(code=code, name=f"Example provider {code}")
                self._act(bundle.ADMINISTRATOR, add_provider, wanted)
            if bundle.staff_of(code) not in known:
                self._operate(AddUser(email=bundle.staff_of(code), role=Role.PROVIDER, provider_code=code))
        self._say(f"People and {len(bundle.PROVIDERS)} providers are there.")

    def _open(self, window: ExampleWindow) -> None:
        if not self._was_done("window_opened", window):
            self._act(
                bundle.OFFICIAL,
                open_window,
                OpenWindow(
                    code=window.code,
                    assessed_from_on=window.assessed_from_on,
                    assessed_to_on=window.assessed_to_on,
                    returns_due_on=window.returns_due_on,
                    frames_close_on=window.frames_close_on,
                    seed_source=bundle.SEED_SOURCE,
                    seed_not_before=self._clock() + HOURS_UNTIL_SEED,
                    provider_codes=window.providers,
                ),
            )
        self._say(f"{window.code}: opened. Its seed will come from {bundle.SEED_SOURCE}.")

    def _file(self, window: ExampleWindow, providers: tuple[str, ...]) -> None:
        for code in providers:
            if not self._was_done("return_filed", window, provider=code):
                wanted = FileReturn(
                    provider_code=code,
                    window_code=window.code,
                    file=io.BytesIO(bundle.return_of(window, code)),
                    declared_by=f"The head of assessment of {code}",
                )
                self._act(bundle.staff_of(code), file_return, wanted)
            self._say(f"{window.code}: {code} filed its return.")

    def _freeze(self, window: ExampleWindow, providers: tuple[str, ...]) -> None:
        left = tuple(code for code in providers if not self._was_done("frame_frozen", window, provider=code))
        if left:
            self._act(bundle.OFFICIAL, freeze_frames, FreezeFrames(window_code=window.code, provider_codes=left))
        with reading(self._engine) as session:
            for each in origins(session, window_by_code(session, window.code)):
                if each.provider.code in providers:
                    late = ", late: it waits for the next seed" if each.frame.late else ""
                    self._say(f"{window.code}: {each.provider.code} frozen, digest {each.frame.digest[:16]}...{late}")

    def _draw(self, window: ExampleWindow, *, number: int) -> None:
        seed = bundle.SEEDS[number - 1]
        if self._count("seed_recorded", window) < number:
            wanted = RecordSeed(window_code=window.code, seed=seed, again=seed)
            self._act(bundle.OFFICIAL, record_seed, wanted)
        if self._count("seed_confirmed", window) < number:
            self._act(bundle.WITNESS, confirm_seed, ConfirmSeed(window.code, seed))
        self._say(f"{window.code}: seed {number} recorded, and confirmed by a second official: {seed}")
        with reading(self._engine) as session:
            ready = [each for each in origins(session, window_by_code(session, window.code)) if each.seed]
        if self._count("sample_drawn", window) < len(ready):
            self._act(bundle.OFFICIAL, draw_window, DrawWindow(window.code), key=self._key)
        self._say(f"{window.code}: a tenth of each of {len(ready)} frames is drawn, and its certificate signed.")

    def _lose_scripts(self, window: ExampleWindow) -> None:
        asked = self._scripts(window, bundle.FORGETFUL)
        lost = [each for each in asked[: bundle.MISSING_COUNT] if each.state.standing is not ScriptStanding.MISSING]
        for each in lost:
            wanted = DeclareMissing(each.sampled.script.public_id, ScriptReason.FILE_LOST)
            self._act(bundle.staff_of(bundle.FORGETFUL), declare_missing, wanted)
        self._say(f"{window.code}: {bundle.FORGETFUL} cannot supply {bundle.MISSING_COUNT} of its sampled scripts.")

    def _moderate(self, window: ExampleWindow) -> None:
        if not self._was_done("outcomes_imported", window):
            asked = self._scripts(window, bundle.FORGETFUL)
            missing = {
                (each.sampled.provider_code, each.sampled.script.script_ref)
                for each in asked
                if each.state.standing is ScriptStanding.MISSING
            }
            marks = io.BytesIO(bundle.second_marks(window, without=missing))
            self._act(bundle.LEAD, import_outcomes, ImportOutcomes(window_code=window.code, file=marks))
        self._say(f"{window.code}: the sampled scripts were marked again, and their outcomes are settled.")

    def _sign_off_and_publish(self, window: ExampleWindow) -> None:
        if not self._was_done("finding_signed_off", window):
            self._act(bundle.LEAD, sign_off, SignOff(window_code=window.code))
        self._say(f"{window.code}: signed off by a lead moderator. There is a finding for each provider.")
        if not self._was_done("finding_published", window):
            for code in window.providers:
                if not self._was_done("finding_replied_to", window, provider=code):
                    reply = ReplyToFinding(window_code=window.code, provider_code=code, kind=CommentKind.NONE)
                    self._act(bundle.staff_of(code), reply_to_finding, reply)
            self._act(bundle.OFFICIAL, publish_window, PublishWindow(window.code))
        self._say(f"{window.code}: the providers were asked for comments, and the figures are public.")

    def _scripts(self, window: ExampleWindow, provider: str) -> list[Asked]:
        with reading(self._engine) as session:
            return scripts_of(session, window_by_code(session, window.code), provider_code=provider)

    def _was_done(self, action: str, window: ExampleWindow, *, provider: str | None = None) -> bool:
        return self._count(action, window, provider=provider) > 0

    def _count(self, action: str, window: ExampleWindow, *, provider: str | None = None) -> int:
        wanted = select(AuditEntry.number).where(AuditEntry.action == action, AuditEntry.window_code == window.code)
        if provider is not None:
            wanted = wanted.where(AuditEntry.provider_code == provider)
        with reading(self._engine) as session:
            return len(session.scalars(wanted).all())

    def _act(self, email: str, verb: Verb, command: object, **more: object) -> None:
        with acting(self._engine, partial(person_by_email, email=email), clock=self._clock) as act:
            verb(act, command, **more)

    def _operate(self, command: AddUser) -> None:
        with acting(self._engine, the_operator, clock=self._clock) as act:
            add_user(act, command)


def day_before(clock: Clock) -> Clock:
    """Return a clock that stands a day before another."""
    return lambda: clock() - DAY


def holds_other_records(session: Session) -> bool:
    """Tell whether the database holds records that are not the example's; the example then does nothing."""
    windows = {window.code for window in all_windows(session)}
    emails = set(session.scalars(select(PersonDetail.email)))
    return bool(windows - {bundle.PUBLISHED.code, bundle.WAITING.code}) or bool(
        emails and bundle.ADMINISTRATOR not in emails
    )
