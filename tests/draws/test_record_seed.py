"""A seed is recorded after the digests stand, given twice, and counts once another official confirmed it."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import text

from moderation.access.actor import Actor
from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.transaction import reading
from moderation.draws.record_seed import Recorded, RecordSeed, record_seed
from moderation.draws.written_seed import written_faults
from moderation.errors import Conflict, NotAllowed, Rejected, Step, Verb
from moderation.providers.records import provider_by_code
from moderation.windows.records import window_by_code
from moderation.windows.seed_records import Seed, SeedConfirmation, SeedWay
from moderation.windows.shown import ShownRound, public_windows
from tests import builders
from tests.builders import FROZEN, NOT_BEFORE, SEED, SEEDED, later
from tests.draws.frozen import WINDOW, World
from tests.inserting import inserting


def test_a_seed_is_recorded_for_the_round_of_the_frozen_frames(frozen: World) -> None:
    seed = frozen.record_seed()
    assert seed.seed == SEED
    assert seed.recorded_by == frozen.cast.official.person_id
    with reading(frozen.engine) as session:
        entry = session.query(AuditEntry).one()
    assert entry.action == "seed_recorded"
    assert '"frames_count":3' in entry.details
    assert SEED not in entry.details


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            "1.23451234512345E+19",
            "At place 2 stands '.' (U+002E FULL STOP), at place 17 stands 'E' (U+0045 LATIN",
        ),
        ("1.23451234512345E+19", "It looks like a number that a spreadsheet rounded"),
        ("#REF!#REF!#REF!#REF!", "and 17 more"),
        ("#REF!#REF!#REF!#REF!", "It looks like an error of a spreadsheet"),
        ("3141592653589793238\u0664", "At place 20 stands U+0664 ARABIC-INDIC DIGIT FOUR."),
        ("\uff13141592653589793238", "At place 1 stands U+FF13 FULLWIDTH DIGIT THREE."),
        ("31415926535897932384\u200b", "At place 21 stands U+200B ZERO WIDTH SPACE."),
        ("\ufeff31415926535897932384", "At place 1 stands U+FEFF ZERO WIDTH NO-BREAK SPACE."),
        ("31415926535897932384 ", "At place 21 stands ' ' (U+0020 SPACE)."),
        ("31415926535897932384\n", "At place 21 stands U+000A."),
        ("3141592653589793238\x00", "At place 20 stands U+0000."),
        ("3141592653589793238\ud800", "At place 20 stands U+D800."),
        ("3141592653589793238a", "At place 20 stands 'a' (U+0061 LATIN SMALL LETTER A)."),
    ],
)
def test_a_seed_is_digits_and_what_is_none_is_named_with_its_place(frozen: World, typed: str, says: str) -> None:
    with pytest.raises(Rejected) as refusal:
        frozen.record_seed(typed)
    (fault,) = refusal.value.faults
    assert (fault.column, fault.value) == ("seed", typed)
    assert says in fault.sentence


def test_a_seed_may_be_announced_as_hexadecimal() -> None:
    typed = "deadbeef" * 8
    assert written_faults(typed, SeedWay.HEX) == []
    assert [fault.column for fault in written_faults(typed, SeedWay.DIGITS)] == ["seed"]
    assert "At place 1 stands 'D'" in written_faults(typed.upper(), SeedWay.HEX)[0].sentence


@pytest.mark.parametrize("zeros", [5, 6, 20])
def test_zeros_at_the_end_are_asked_about(frozen: World, zeros: int) -> None:
    typed = f"314159265358979{'0' * zeros}"
    with pytest.raises(Rejected, match=f"The seed ends in {zeros} zeros"):
        frozen.record_seed(typed)
    assert frozen.record_seed(typed, zeros_are_right=True).seed == typed


def test_four_zeros_at_the_end_are_digits_like_others(frozen: World) -> None:
    assert frozen.record_seed("31415926535897930000").number == 1


@pytest.mark.parametrize(("again", "place"), [(SEED[:-1] + "5", 20), (SEED + "1", 21), ("", 1)])
def test_a_seed_is_given_twice(frozen: World, again: str, place: int) -> None:
    with pytest.raises(Rejected, match=f"These are not the same|They differ at place {place}") as refusal:
        frozen.record_seed(again=again)
    assert [fault.column for fault in refusal.value.faults] == ["again"]
    assert f"They differ at place {place}." in refusal.value.faults[0].sentence


def test_a_seed_counts_once_another_official_confirmed_it(frozen: World) -> None:
    frozen.record_seed()
    with pytest.raises(Conflict, match="nothing is drawn before another official confirms it") as refused:
        frozen.draw()
    assert refused.value.then == (Step(Verb.CONFIRM_SEED, window=WINDOW),)
    with pytest.raises(Conflict, match="You recorded seed 1 of the window 2014J yourself"):
        frozen.confirm_seed(by=frozen.cast.official)
    with pytest.raises(NotAllowed, match="Only a DfE official may witness a seed"):
        frozen.confirm_seed(by=frozen.cast.lead)
    assert frozen.confirm_seed().seed == SEED
    with reading(frozen.engine) as session:
        confirmation = session.query(SeedConfirmation).one()
        assert confirmation.confirmed_by == frozen.cast.witness.person_id
        assert [each.action for each in session.query(AuditEntry).order_by(AuditEntry.number)] == [
            "seed_recorded",
            "seed_confirmed",
        ]
    with pytest.raises(Conflict, match="No seed of the window 2014J waits for its witness"):
        frozen.confirm_seed()
    assert len(frozen.draw()) == 3


def test_a_witness_who_reads_other_digits_confirms_nothing_and_says_where(frozen: World) -> None:
    frozen.record_seed()
    with pytest.raises(Rejected, match="They differ at place 3") as refusal:
        frozen.confirm_seed("01482438112797316654")
    assert refusal.value.then == (Step(Verb.RECORD_SEED, window=WINDOW),)
    with pytest.raises(Conflict, match="nothing is drawn before"):
        frozen.draw()


def test_what_is_not_confirmed_is_recorded_again_in_its_place_and_stays_on_record(frozen: World) -> None:
    frozen.record_seed("27182818284590452353")
    with pytest.raises(Conflict, match="waits for another official to confirm it"):
        frozen.record_seed()
    with pytest.raises(Conflict, match="waits for another official to confirm it"):
        frozen.record_seed("27182818284590452353", instead=True)
    assert frozen.record_seed(instead=True).number == 2
    with pytest.raises(Rejected, match="They differ at place 1"):
        frozen.confirm_seed("27182818284590452353")
    assert frozen.confirm_seed().seed == SEED
    with reading(frozen.engine) as session:
        assert [each.seed for each in session.query(Seed).order_by(Seed.number)] == ["27182818284590452353", SEED]
    with pytest.raises(Conflict, match="is recorded and confirmed"):
        frozen.record_seed("27182818284590452353", instead=True)


def test_the_database_itself_takes_no_confirmation_by_the_recorder(frozen: World) -> None:
    seed = frozen.record_seed()
    with pytest.raises(Conflict, match="Another official confirms a seed"), inserting(frozen.engine) as session:
        session.add(
            SeedConfirmation(
                seed_id=seed.id,
                round_id=seed.round_id,
                recorded_by=seed.recorded_by,
                confirmed_by=seed.recorded_by,
                confirmed_at=SEEDED,
            )
        )


def test_the_window_shows_the_seed_and_whether_it_counts(frozen: World) -> None:
    def shown() -> ShownRound:
        with reading(frozen.engine) as session:
            return public_windows(session)[0].seed_rounds[0]

    assert (shown().way, shown().not_before, shown().seed) == (SeedWay.DIGITS, NOT_BEFORE, None)
    frozen.record_seed()
    assert (shown().seed, shown().recorded_at, shown().confirmed_at) == (SEED, SEEDED, None)
    frozen.confirm_seed()
    assert shown().confirmed_at == SEEDED


def test_no_seed_is_recorded_before_a_digest_stands(opened: World) -> None:
    with pytest.raises(Conflict, match="No frame of the window 2014J is frozen yet") as refused:
        opened.record_seed()
    assert refused.value.then == (Step(Verb.FREEZE_FRAME, window="2014J"),)


def test_the_database_itself_takes_no_seed_before_a_digest(opened: World) -> None:
    values = {
        "one": opened.cast.official.person_id,
        "at": "2015-08-02T09:00:00.000000Z",
    }
    statement = text(
        "INSERT INTO seeds (public_id, round_id, number, first_frame_id, seed, recorded_by, recorded_at) "
        "SELECT '00000000000000000000000000000001', r.id, 1, 1, '01234567890123456789', :one, :at "
        "FROM seed_rounds r"
    )
    with pytest.raises(Conflict), inserting(opened.engine) as session:
        session.execute(statement, values)


def test_a_seed_is_recorded_once(frozen: World) -> None:
    frozen.seeded()
    with pytest.raises(Conflict, match="recorded and confirmed, and that is done once"):
        frozen.record_seed("27182818284590452353")


def test_all_that_is_wrong_is_said_at_once(frozen: World) -> None:
    with pytest.raises(Rejected) as refusal:
        frozen.record_seed("1200000", again="1200001")
    assert [fault.column for fault in refusal.value.faults] == ["seed", "seed", "again"]


def test_only_an_official_records_a_seed(frozen: World) -> None:
    others: list[Actor] = [frozen.cast.lead, frozen.cast.administrator, frozen.cast.case_officer]
    for actor in others:
        command = RecordSeed(window_code=WINDOW, seed=SEED, again=SEED)
        with pytest.raises(NotAllowed), inserting(frozen.engine) as session:
            record_seed(Act(session, actor, SEEDED), command)


def test_a_clock_that_stands_before_the_freeze_is_refused(frozen: World) -> None:
    command = RecordSeed(window_code=WINDOW, seed=SEED, again=SEED)
    with pytest.raises(Conflict, match="clock"), inserting(frozen.engine) as session:
        record_seed(Act(session, frozen.cast.official, later(FROZEN, minutes=-1)), command)


def test_no_seed_is_recorded_before_its_source_can_give_it(frozen: World) -> None:
    command = RecordSeed(window_code=WINDOW, seed=SEED, again=SEED)
    early = later(NOT_BEFORE, minutes=-1)
    with (
        pytest.raises(Conflict, match="no digits exist before 2015-08-01T21:00:00Z"),
        inserting(frozen.engine) as session,
    ):
        record_seed(Act(session, frozen.cast.official, early), command)
    assert recorded(frozen, WINDOW, SEED, at=NOT_BEFORE).round.number == 1


def test_a_late_frame_waits_for_a_seed_of_its_own(opened: World) -> None:
    opened.freeze("AAA", "BBB")
    first = opened.seeded()
    with inserting(opened.engine) as session:
        builders.announce_next_round(session, window_by_code(session, WINDOW), opened.cast, at=SEEDED)
    opened.freeze("CCC")
    with pytest.raises(Rejected, match="An earlier round of this window used this seed"):
        opened.record_seed()
    second = opened.seeded("27182818284590452353")
    assert first.round_id != second.round_id


def recorded(world: World, window: str, seed: str, *, at: datetime) -> Recorded:
    command = RecordSeed(window_code=window, seed=seed, again=seed)
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
    assert recorded(frozen, "2015J", "27182818284590452353", at=now).round.number == 1


def test_windows_that_froze_before_the_same_public_draw_share_its_digits(frozen: World) -> None:
    frozen_beside(frozen, "2015J", at=later(SEEDED, minutes=-1))
    frozen.record_seed()
    assert recorded(frozen, "2015J", SEED, at=later(SEEDED, days=3)).seed.seed == SEED


def test_of_several_rounds_that_wait_the_oldest_is_served_and_the_others_are_named(opened: World) -> None:
    opened.freeze("AAA")
    opened.seeded()
    for code in ("BBB", "CCC"):
        with inserting(opened.engine) as session:
            builders.announce_next_round(session, window_by_code(session, WINDOW), opened.cast, at=SEEDED)
        opened.freeze(code)
    second = recorded(opened, WINDOW, "27182818284590452353", at=SEEDED)
    opened.confirm_seed("27182818284590452353")
    assert (second.round.number, [each.number for each in second.still_waiting]) == (2, [3])
    # Who froze for round 3 may have frozen before these digits came, or after: they serve one round.
    with pytest.raises(Rejected, match="An earlier round of this window used this seed"):
        recorded(opened, WINDOW, "27182818284590452353", at=SEEDED)
    third = recorded(opened, WINDOW, "69399375105820974944", at=SEEDED)
    opened.confirm_seed("69399375105820974944")
    assert (third.round.number, third.still_waiting) == (3, ())
    with pytest.raises(Conflict, match="recorded and confirmed"):
        recorded(opened, WINDOW, "14142135623730950488", at=SEEDED)
