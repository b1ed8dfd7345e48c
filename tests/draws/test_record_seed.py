"""A seed is recorded once, after the digests stand, by one official before another."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from moderation.access.actor import Actor
from moderation.audit.records import AuditEntry
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading, writing
from moderation.draws.record_seed import RecordSeed, record_seed
from moderation.errors import Conflict, NotAllowed, Rejected
from moderation.windows.records import window_by_code
from tests import builders
from tests.builders import FROZEN, SEED, SEEDED, later
from tests.draws.frozen import WINDOW, World


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
    typed = "  ünï ' ; DROP -- \t 12345678901234567890  "
    assert frozen.record_seed(typed).seed == typed


def test_no_seed_is_recorded_before_a_digest_stands(opened: World) -> None:
    with pytest.raises(Conflict, match="frame freeze 2014J"):
        opened.record_seed()


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
    with pytest.raises(Conflict), writing(opened.engine) as session:
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
        with pytest.raises(NotAllowed), writing(frozen.engine) as session:
            record_seed(session, actor, command, clock=fixed_clock(SEEDED))


def test_a_clock_that_stands_before_the_freeze_is_refused(frozen: World) -> None:
    command = RecordSeed(window_code=WINDOW, seed=SEED, witness_email="witness@dfe.example")
    with pytest.raises(Conflict, match="clock"), writing(frozen.engine) as session:
        record_seed(session, frozen.cast.official, command, clock=fixed_clock(later(FROZEN, minutes=-1)))


def test_a_late_frame_waits_for_a_seed_of_its_own(opened: World) -> None:
    opened.freeze("AAA", "BBB")
    first = opened.record_seed()
    with writing(opened.engine) as session:
        builders.announce_next_round(session, window_by_code(session, WINDOW), opened.cast, at=SEEDED)
    opened.freeze("CCC")
    with pytest.raises(Rejected, match="An earlier round of this window used this seed"):
        opened.record_seed()
    second = opened.record_seed("the digits of the following draw")
    assert first.round_id != second.round_id
