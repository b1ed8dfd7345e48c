"""Builds whole small windows by inserting records, for tests of what comes after filing and freezing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Table
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.database.bulk import insert_rows
from moderation.database.fingerprint import fingerprint, new_salt
from moderation.people.find import person_by_id
from moderation.people.records import Grant, Person, PersonDetail
from moderation.providers.records import Accreditation, Provider, ProviderStatus, Regime, StatusReason
from moderation.returns.records import Frame, Outcome, Result, ResultStatus, Return
from moderation.returns.results_hash_records import COLUMN_NAMES, ResultsHash, stored_hash
from moderation.texts.keep import keep
from moderation.windows.default_policy import bundled_values, record_version
from moderation.windows.policy import adopt, fix_for_ever
from moderation.windows.records import Window, WindowProvider
from moderation.windows.seed_records import Seed, SeedConfirmation, SeedRound, SeedWay
from sampling.frame import digest

OPENED = datetime(2015, 6, 1, 9, tzinfo=UTC)
FROZEN = datetime(2015, 8, 1, 9, tzinfo=UTC)
NOT_BEFORE = datetime(2015, 8, 1, 21, tzinfo=UTC)
SEEDED = datetime(2015, 8, 2, 9, tzinfo=UTC)
DRAWN = datetime(2015, 8, 3, 9, tzinfo=UTC)
SEED = "01382438112797316654"
SOURCE = "the winning numbers of the national lottery of 2 August 2015, in the order of their drawing"


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of a test."""

    official: Actor
    witness: Actor
    lead: Actor
    other_lead: Actor
    moderators: tuple[Actor, ...]
    case_officer: Actor
    administrator: Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One result of a return."""

    script_ref: str
    outcome: Outcome | None = Outcome.PASS
    final_mark: int | None = 60
    max_mark: int | None = 100
    qualification: str = "NPQSL"
    peer_moderated: bool = False
    changed: bool = False
    status: ResultStatus = ResultStatus.FINAL


def make_person(session: Session, role: Role, email: str, *, provider: Provider | None = None) -> Actor:
    """Insert a person with one role and return them as an actor."""
    salt = new_salt()
    person = Person(created_at=OPENED, email_hash=fingerprint(email, salt))
    session.add(person)
    session.flush()
    session.add(PersonDetail(person_id=person.id, email=email, name=None, salt=salt))
    session.add(Grant(person_id=person.id, role=role, provider_id=provider.id if provider else None, created_at=OPENED))
    session.flush()
    return person_by_id(session, person.id)


def make_cast(session: Session, *, moderators: int = 4) -> Cast:
    """Insert one person of each role, two where two are needed, and some moderators."""
    return Cast(
        official=make_person(session, Role.OFFICIAL, "official@dfe.example"),
        witness=make_person(session, Role.OFFICIAL, "witness@dfe.example"),
        lead=make_person(session, Role.LEAD_MODERATOR, "lead@agent.example"),
        other_lead=make_person(session, Role.LEAD_MODERATOR, "other.lead@agent.example"),
        moderators=tuple(
            make_person(session, Role.MODERATOR, f"moderator{number}@agent.example")
            for number in range(1, moderators + 1)
        ),
        case_officer=make_person(session, Role.CASE_OFFICER, "case@dfe.example"),
        administrator=make_person(session, Role.ADMINISTRATOR, "admin@dfe.example"),
    )


def make_provider(session: Session, code: str) -> Provider:
    """Insert an accredited provider."""
    provider = Provider(code=code, name=f"Provider {code}", created_at=OPENED)
    session.add(provider)
    session.flush()
    session.add(
        ProviderStatus(
            provider_id=provider.id,
            status=Accreditation.ACCREDITED,
            since=OPENED,
            reason_code=StatusReason.ADDED,
            created_at=OPENED,
        )
    )
    session.flush()
    return provider


def make_window(
    session: Session,
    cast: Cast,
    *,
    code: str = "2014J",
    providers: Iterable[Provider] = (),
    policy: Mapping[str, str] | None = None,
) -> Window:
    """Insert a window of 2014 to 2015 with its providers, an adopted policy and an announced round."""
    assert cast.official.person_id is not None
    window = Window(
        code=code,
        regime=Regime.SUITE_2017,
        assessed_from_on=date(2014, 9, 1),
        assessed_to_on=date(2015, 7, 15),
        returns_due_on=date(2015, 7, 20),
        frames_close_on=date(2015, 7, 31),
        scripts_due_on=date(2015, 8, 14),
        moderation_due_on=date(2015, 10, 9),
        comments_due_on=date(2015, 10, 30),
        all_providers=False,
        opened_by=cast.official.person_id,
        opened_at=OPENED,
    )
    session.add(window)
    session.flush()
    session.add_all(WindowProvider(window_id=window.id, provider_id=each.id, added_at=OPENED) for each in providers)
    values = {
        key: replace(value, value=(policy or {}).get(key, value.value)) for key, value in bundled_values().items()
    }
    version = record_version(
        session, label=f"policy of {code}", values=values, effective_on=date(2014, 9, 1), at=OPENED
    )
    adopt(session, window, version=version, by=cast.official.person_id, at=OPENED)
    session.add(
        SeedRound(
            window_id=window.id,
            number=1,
            source=SOURCE,
            way=SeedWay.DIGITS,
            not_before=NOT_BEFORE,
            announced_by=cast.official.person_id,
            announced_at=OPENED,
        )
    )
    session.flush()
    return window


def make_lines(count: int, *, prefix: str = "S") -> list[Line]:
    """Return plain results: every seventh a fail, every third peer moderated, every ninth changed by it."""
    return [
        Line(
            f"{prefix}-{number:06d}",
            outcome=Outcome.FAIL if number % 7 == 0 else Outcome.PASS,
            final_mark=40 if number % 7 == 0 else 50 + number % 50,
            qualification=("NPQML", "NPQSL", "NPQH", "NPQEL")[number % 4],
            peer_moderated=number % 3 == 0,
            changed=number % 9 == 0,
        )
        for number in range(1, count + 1)
    ]


def make_return(session: Session, window: Window, provider: Provider, *, lines: Sequence[Line], by: int) -> Return:
    """Insert a filed return with its results."""
    final = [line for line in lines if line.status is ResultStatus.FINAL]
    public_id = uuid4()
    filed = Return(
        public_id=public_id,
        window_id=window.id,
        provider_id=provider.id,
        version=1,
        sha256=fingerprint(f"{window.code} {provider.code}", new_salt()),
        byte_count=1,
        presented_count=len(lines),
        final_count=len(final),
        pending_count=sum(line.status is ResultStatus.PENDING for line in lines),
        voided_count=sum(line.status is ResultStatus.VOIDED for line in lines),
        pass_count=sum(line.outcome is Outcome.PASS for line in final),
        peer_moderated_count=sum(line.peer_moderated for line in final),
        changed_count=sum(line.changed for line in final),
        text_hash=keep(session, public_id, {"declared_by": "A Name"}, at=OPENED, window_code=window.code),
        filed_by=by,
        filed_at=OPENED,
    )
    session.add(filed)
    session.flush()
    table = Result.__table__
    assert isinstance(table, Table)
    columns = [column.name for column in table.columns]
    insert_rows(
        session, table, columns, rows=(_row(filed.id, number, line) for number, line in enumerate(lines, start=1))
    )
    hashed = stored_hash(session, filed.id)
    session.add(ResultsHash(return_id=filed.id, column_names=COLUMN_NAMES, sha256=hashed))
    session.flush()
    return filed


def freeze(
    session: Session, window: Window, provider: Provider, *, lines: Sequence[Line], by: int, at: datetime = FROZEN
) -> Frame:
    """Insert a return and the frame frozen from it, with its true digest, in the window's latest round."""
    filed = make_return(session, window, provider, lines=lines, by=by)
    # No frame without a policy that is fixed for ever.
    fix_for_ever(session, window, at=at)
    ordered = sorted(
        (line for line in lines if line.status is ResultStatus.FINAL), key=lambda line: line.script_ref.encode()
    )
    salt = new_salt()
    rounds = session.query(SeedRound).filter(SeedRound.window_id == window.id).order_by(SeedRound.number).all()
    frame = Frame(
        window_id=window.id,
        provider_id=provider.id,
        return_id=filed.id,
        scripts_count=len(ordered),
        presented_count=len(lines),
        pending_count=filed.pending_count,
        voided_count=filed.voided_count,
        salt=salt,
        digest=digest((canonical(line) for line in ordered), salt=bytes.fromhex(salt)),
        late=len(rounds) > 1,
        round_id=rounds[-1].id,
        frozen_by=by,
        frozen_at=at,
    )
    session.add(frame)
    session.flush()
    return frame


def canonical(line: Line) -> tuple[str, ...]:
    """Return a result as it stands in a frame's canonical bytes."""
    return (
        line.script_ref,
        line.qualification,
        str(line.final_mark),
        str(line.max_mark),
        str(line.outcome),
        "yes" if line.peer_moderated else "no",
        "yes" if line.changed else "no",
    )


def record_seed(session: Session, window: Window, cast: Cast, *, seed: str = SEED, at: datetime = SEEDED) -> Seed:
    """Insert the confirmed seed of a window's latest round; a frame of it must be frozen."""
    assert cast.official.person_id is not None
    assert cast.witness.person_id is not None
    latest = session.query(SeedRound).filter(SeedRound.window_id == window.id).order_by(SeedRound.number.desc()).first()
    assert latest is not None
    first = session.query(Frame).filter(Frame.round_id == latest.id).order_by(Frame.id).first()
    assert first is not None
    recorded = Seed(
        round_id=latest.id,
        number=1,
        first_frame_id=first.id,
        seed=seed,
        recorded_by=cast.official.person_id,
        recorded_at=at,
    )
    session.add(recorded)
    session.flush()
    confirmation = SeedConfirmation(
        seed_id=recorded.id,
        round_id=latest.id,
        recorded_by=recorded.recorded_by,
        confirmed_by=cast.witness.person_id,
        confirmed_at=at,
    )
    session.add(confirmation)
    session.flush()
    return recorded


def announce_next_round(session: Session, window: Window, cast: Cast, *, at: datetime) -> SeedRound:
    """Insert a further round of a window's seed."""
    assert cast.official.person_id is not None
    count = session.query(SeedRound).filter(SeedRound.window_id == window.id).count()
    made = SeedRound(
        window_id=window.id,
        number=count + 1,
        source=SOURCE,
        way=SeedWay.DIGITS,
        not_before=at,
        announced_by=cast.official.person_id,
        announced_at=at,
    )
    session.add(made)
    session.flush()
    return made


def later(moment: datetime, *, days: int = 0, minutes: int = 0) -> datetime:
    """Return a moment after another."""
    return moment + timedelta(days=days, minutes=minutes)


def _row(return_id: int, number: int, line: Line) -> tuple[object, ...]:
    values = {
        "return_id": return_id,
        "row": number,
        "script_ref": line.script_ref,
        "participant_ref": f"P{number}",
        "qualification": line.qualification,
        "attempt": 1,
        "status": line.status.value,
        "final_mark": line.final_mark,
        "max_mark": line.max_mark,
        "outcome": line.outcome.value if line.outcome else None,
        "peer_moderated": line.peer_moderated,
        "changed_by_peer_moderation": line.changed,
        "borderline": False,
        "assessed_on": date(2015, 6, 30),
    }
    return tuple(values[column.name] for column in Result.__table__.columns)
