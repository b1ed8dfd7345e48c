"""A seed is recorded once, after the digests stand, by one official before another."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import text

from moderation.access.actor import Actor
from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.transaction import reading
from moderation.draws.record_seed import Recorded, RecordSeed, record_seed
from moderation.errors import Conflict, NotAllowed, Rejected, Step, Verb
from moderation.providers.records import provider_by_code
from moderation.windows.records import window_by_code
from tests import builders
from tests.builders import FROZEN, NOT_BEFORE, SEED, SEEDED, later
from tests.draws.frozen import WINDOW, World
from tests.inserting import inserting


def test_a_seed_is_recorded_for_the_round_of_the_frozen_frames(frozen: World) -> None:
    seed = frozen.record_seed()
    assert seed.seed == SEED
    assert seed.recorded_by == frozen.cast.official.person_id
    assert seed.witnessed_by == frozen.cast.witness.person_id
    with reading(frozen.engine) as session:
        entry = session.query(AuditEntry).one()
    assert entry.action == "seed_recorded"
    assert '"frames_count":3' in entry.details
    assert SEED not in entry.details


def test_a_seed_is_used_exactly_as_typed(frozen: World) -> None:
    typed = "ünï ' ; DROP --  \t 12345678901234567890."
    assert frozen.record_seed(typed).seed == typed


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\r", "\u00a0", "\u2003", "\ufeff", "\u200b", "\x00", "\x7f"])
@pytest.mark.parametrize("form", ["{blank}{seed}", "{seed}{blank}", "{blanks}"])
def test_a_blank_at_an_end_of_a_seed_is_refused_for_it_is_lost_in_copying(frozen: World, blank: str, form: str) -> None:
    typed = form.format(blank=blank, seed=SEED, blanks=blank * 20)
    with pytest.raises(Rejected) as refusal:
        frozen.record_seed(typed)
    assert [(fault.column, fault.value) for fault in refusal.value.faults] == [("seed", typed)]
    assert "is lost when its digits are copied" in refusal.value.faults[0].sentence


def test_no_seed_is_recorded_before_a_digest_stands(opened: World) -> None:
    with pytest.raises(Conflict, match="No frame of the window 2014J is frozen yet") as refused:
        opened.record_seed()
    assert refused.value.then == (Step(Verb.FREEZE_FRAME, window="2014J"),)


def test_the_database_itself_takes_no_seed_before_a_digest(opened: World) -> None:
    values = {
        "window": WINDOW,
        "one": opened.cast.official.person_id,
        "other": opened.cast.witness.person_id,
        "at": "2015-08-02T09:00:00.000000Z",
    }
    statement = text(
        "INSERT INTO seeds (public_id, round_id, first_frame_id, seed, recorded_by, witnessed_by, recorded_at) "
        "SELECT '00000000000000000000000000000001', r.id, 1, '01234567890123456789', :one, :other, :at "
        "FROM seed_rounds r"
    )
    with pytest.raises(Conflict), inserting(opened.engine) as session:
        session.execute(statement, values)


def test_a_seed_is_recorded_once(frozen: World) -> None:
    frozen.record_seed()
    with pytest.raises(Conflict, match="recorded once"):
        frozen.record_seed("another seed of over twenty characters")


def test_all_that_is_wrong_is_said_at_once(frozen: World) -> None:
    with pytest.raises(Rejected) as refusal:
        frozen.record_seed("short", witness="nobody@dfe.example")
    assert [fault.column for fault in refusal.value.faults] == ["seed", "witness"]


@pytest.mark.parametrize(
    ("witness", "sentence"),
    [
        ("official@dfe.example", "another official"),
        ("lead@agent.example", "is a DfE official"),
        ("nobody@dfe.example", "Nobody is known"),
    ],
)
def test_the_witness_is_another_official(frozen: World, witness: str, sentence: str) -> None:
    with pytest.raises(Rejected, match=sentence):
        frozen.record_seed(witness=witness)


def test_only_an_official_records_a_seed(frozen: World) -> None:
    others: list[Actor] = [frozen.cast.lead, frozen.cast.administrator, frozen.cast.case_officer]
    for actor in others:
        command = RecordSeed(window_code=WINDOW, seed=SEED, witness_email="witness@dfe.example")
        with pytest.raises(NotAllowed), inserting(frozen.engine) as session:
            record_seed(Act(session, actor, SEEDED), command)


def test_a_clock_that_stands_before_the_freeze_is_refused(frozen: World) -> None:
    command = RecordSeed(window_code=WINDOW, seed=SEED, witness_email="witness@dfe.example")
    with pytest.raises(Conflict, match="clock"), inserting(frozen.engine) as session:
        record_seed(Act(session, frozen.cast.official, later(FROZEN, minutes=-1)), command)


def test_no_seed_is_recorded_before_its_source_can_give_it(frozen: World) -> None:
    command = RecordSeed(window_code=WINDOW, seed=SEED, witness_email="witness@dfe.example")
    early = later(NOT_BEFORE, minutes=-1)
    with (
        pytest.raises(Conflict, match="no digits exist before 2015-08-01T21:00:00Z"),
        inserting(frozen.engine) as session,
    ):
        record_seed(Act(session, frozen.cast.official, early), command)
    assert recorded(frozen, WINDOW, SEED, at=NOT_BEFORE).round.number == 1


def test_a_late_frame_waits_for_a_seed_of_its_own(opened: World) -> None:
    opened.freeze("AAA", "BBB")
    first = opened.record_seed()
    with inserting(opened.engine) as session:
        builders.announce_next_round(session, window_by_code(session, WINDOW), opened.cast, at=SEEDED)
    opened.freeze("CCC")
    with pytest.raises(Rejected, match="An earlier round of this window used this seed"):
        opened.record_seed()
    second = opened.record_seed("the digits of the following draw")
    assert first.round_id != second.round_id


def recorded(world: World, window: str, seed: str, *, at: datetime) -> Recorded:
    command = RecordSeed(window_code=window, seed=seed, witness_email="witness@dfe.example")
    with inserting(world.engine) as session:
        return record_seed(Act(session, world.cast.official, at), command)


def frozen_beside(world: World, code: str, *, at: datetime) -> None:
    """Open another window for the same providers and freeze a frame in it."""
    assert world.cast.official.person_id is not None
    with inserting(world.engine) as session:
        provider = provider_by_code(session, "BBB")
        window = builders.make_window(session, world.cast, code=code, providers=[provider])
        builders.freeze(session, window, provider, lines=world.lines["BBB"], by=world.cast.official.person_id, at=at)


@pytest.mark.parametrize("wait", [0, 1, 60 * 24 * 300])
def test_a_seed_of_another_window_is_refused_where_it_was_known_before_the_freeze(frozen: World, wait: int) -> None:
    frozen.record_seed()
    frozen_beside(frozen, "2015J", at=later(SEEDED, minutes=wait))
    now = later(SEEDED, days=400)
    with pytest.raises(Rejected, match="The window 2014J used this seed, recorded before the last of these frames"):
        recorded(frozen, "2015J", SEED, at=now)
    assert recorded(frozen, "2015J", f"{SEED} of another round", at=now).round.number == 1


def test_windows_that_froze_before_the_same_public_draw_share_its_digits(frozen: World) -> None:
    frozen_beside(frozen, "2015J", at=later(SEEDED, minutes=-1))
    frozen.record_seed()
    assert recorded(frozen, "2015J", SEED, at=later(SEEDED, days=3)).seed.seed == SEED


def test_of_several_rounds_that_wait_the_oldest_is_served_and_the_others_are_named(opened: World) -> None:
    opened.freeze("AAA")
    opened.record_seed()
    for code in ("BBB", "CCC"):
        with inserting(opened.engine) as session:
            builders.announce_next_round(session, window_by_code(session, WINDOW), opened.cast, at=SEEDED)
        opened.freeze(code)
    second = recorded(opened, WINDOW, "the digits of the following draw", at=SEEDED)
    assert (second.round.number, [each.number for each in second.still_waiting]) == (2, [3])
    # Who froze for round 3 may have frozen before these digits came, or after: they serve one round.
    with pytest.raises(Rejected, match="An earlier round of this window used this seed"):
        recorded(opened, WINDOW, "the digits of the following draw", at=SEEDED)
    third = recorded(opened, WINDOW, "the digits of the draw after that", at=SEEDED)
    assert (third.round.number, third.still_waiting) == (3, ())
    with pytest.raises(Conflict, match="recorded once"):
        recorded(opened, WINDOW, "the digits of the draw after all", at=SEEDED)


@pytest.mark.parametrize("sign", ["\x1b", "\n", "\u200b", "\x7f"])
def test_a_seed_with_a_sign_that_no_page_shows_is_refused(frozen: World, sign: str) -> None:
    with pytest.raises(Rejected, match="no page shows"):
        frozen.record_seed(f"3141592653{sign}5897932384")
