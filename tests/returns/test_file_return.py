"""Filing stores a version or nothing; the same bytes are the same filing; a named person declares it right."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from moderation.access.actor import OPERATOR
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.clock import Clock, fixed_clock
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected
from moderation.people.records import Scope, Token
from moderation.people.tokens import AddToken, TokenActor, add_token, authenticate
from moderation.returns.checking.check import ReturnRejected
from moderation.returns.file_return import Filed, FileReturn, file_return
from moderation.returns.preview import Preview, preview_return
from moderation.returns.records import Outcome, Result, Return, latest_return
from moderation.texts.keep import text_hash
from moderation.texts.records import KeptText
from moderation.windows.records import window_by_code
from tests.inserting import inserting
from tests.returns.files import a_file, a_pending_row, a_plain_file, a_row
from tests.returns.seasons import WINDOW, Season
from tests.windows.scenes import CLOCK, NOON, a_window, opened, somebody


def stored(season: Season) -> tuple[int, int, int]:
    """Count returns, results and the texts of declarations."""
    with reading(season.engine) as session:
        returns, results, declarations = (
            session.scalar(select(func.count()).select_from(record)) or 0 for record in (Return, Result, KeptText)
        )
    return returns, results, declarations


def previewed(season: Season, file: io.BytesIO, provider: str | None = "AAA") -> Preview:
    with reading(season.engine) as session:
        return preview_return(session, file, window_code=WINDOW, provider_code=provider, now=CLOCK())


def test_a_return_is_stored_as_it_was_written(season: Season) -> None:
    rows = [a_row(2, qualification="NPQH", borderline="yes"), a_pending_row(1), a_row(3, outcome="fail", attempt="2")]
    filed = season.file("AAA", a_file(rows))
    assert filed.is_new
    assert (filed.version.version, filed.version.final_count, filed.version.pending_count) == (1, 2, 1)
    assert (filed.version.filed_by, filed.version.filed_at) == (season.staff["AAA"].person_id, NOON)
    with reading(season.engine) as session:
        first, second, third = session.scalars(select(Result).order_by(Result.row))
    assert (first.row, first.script_ref, first.qualification, first.borderline) == (2, "2014J-000002", "NPQH", True)
    assert (first.final_mark, first.max_mark, first.outcome, first.assessed_on) == (
        61,
        100,
        Outcome.PASS,
        date(2015, 6, 2),
    )
    assert (second.status.value, second.final_mark, second.outcome, second.assessed_on) == ("pending", None, None, None)
    assert (third.outcome, third.attempt, third.peer_moderated) == (Outcome.FAIL, 2, True)


def test_only_the_hash_of_who_declared_it_stays_for_ever(season: Season) -> None:
    filed = season.file("AAA", a_plain_file(1), declared_by="  Ann Bee ")
    with reading(season.engine) as session:
        declaration = session.scalars(select(KeptText)).one()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "return_filed")).one()
    assert declaration.text == "Ann Bee"
    assert filed.version.text_hash == text_hash([declaration])
    assert "Ann" not in entry.details
    assert json.loads(entry.details)["sha256"] == filed.version.sha256


def test_a_return_with_a_fault_stores_nothing(season: Season) -> None:
    with pytest.raises(ReturnRejected):
        season.file("AAA", a_file([a_row(number) for number in range(50)] + [a_row(51, outcome="maybe")]))
    assert stored(season) == (0, 0, 0)


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "x" * 201, "Ann\nBee"])
def test_a_return_is_declared_by_somebody_with_a_name(season: Season, name: str) -> None:
    with pytest.raises(Rejected, match="Name the person who declares"):
        season.file("AAA", a_plain_file(1), declared_by=name)
    assert stored(season) == (0, 0, 0)


def test_the_same_bytes_are_the_same_filing(season: Season) -> None:
    first = season.file("AAA", a_plain_file(3))
    again = season.file("AAA", a_plain_file(3))
    assert (again.is_new, again.version.public_id) == (False, first.version.public_id)
    assert stored(season) == (1, 3, 1)


def test_going_back_to_an_earlier_file_is_a_version_of_its_own(season: Season) -> None:
    for count in (3, 4, 3):
        assert season.file("AAA", a_plain_file(count)).is_new
    with reading(season.engine) as session:
        provider_id = session.scalars(select(Return.provider_id).distinct()).one()
        newest = latest_return(session, window_id=window_by_code(session, WINDOW).id, provider_id=provider_id)
    assert newest is not None
    assert (newest.version, newest.final_count) == (3, 3)


def test_another_provider_may_file_the_same_bytes(season: Season) -> None:
    season.file("AAA", a_plain_file(1))
    assert season.file("BBB", a_plain_file(1)).version.version == 1


def test_nobody_files_for_another_provider(season: Season) -> None:
    with pytest.raises(NotAllowed, match="for your own provider only"):
        season.file("AAA", a_plain_file(1), actor=season.staff["BBB"])
    with pytest.raises(NotAllowed, match="Only the provider's own staff may file a return"):
        season.file("AAA", a_plain_file(1), actor=season.official)


def test_a_program_of_the_provider_files_under_its_token(season: Season) -> None:
    with inserting(season.engine) as session:
        command = AddToken(
            label="nightly", scope=Scope.PROVIDER, provider_code="AAA", expires_on=NOON.date() + timedelta(days=9)
        )
        plaintext = add_token(Act(session, OPERATOR, CLOCK()), command).plaintext
    with reading(season.engine) as session:
        program = authenticate(session, plaintext, NOON)
        number = session.scalars(select(Token.id)).one()
    assert isinstance(program, TokenActor)
    filed = season.file("AAA", a_plain_file(1), actor=program.actor)
    assert (filed.version.filed_by, filed.version.filed_by_token) == (None, number)


def test_a_provider_that_is_not_judged_in_the_window_is_told_so(season: Season) -> None:
    opened(season.engine, season.official, command=a_window("2015B", providers=("BBB",)))
    command = FileReturn(provider_code="AAA", window_code="2015B", file=a_plain_file(1), declared_by="Ann Bee")
    with pytest.raises(Conflict, match="AAA is not judged in the window 2015B"), inserting(season.engine) as session:
        file_return(Act(session, season.staff["AAA"], CLOCK()), command)


def test_an_unknown_window_is_not_found(season: Season) -> None:
    command = FileReturn(provider_code="AAA", window_code="2014K", file=a_plain_file(1), declared_by="Ann Bee")
    with pytest.raises(NotFound, match=r"The windows are 2014J\."), inserting(season.engine) as session:
        file_return(Act(session, season.staff["AAA"], CLOCK()), command)


def test_after_the_freeze_no_return_is_taken_and_the_sentence_speaks_of_amendments(season: Season) -> None:
    season.file("AAA", a_plain_file(3))
    season.freeze("AAA")
    with pytest.raises(Conflict, match="recorded as an amendment"):
        season.file("AAA", a_plain_file(4))
    assert not season.file("AAA", a_plain_file(3)).is_new
    assert season.file("BBB", a_plain_file(4)).is_new


class Treacherous(io.BytesIO):
    """A file that is another one when it is read again."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if self.tell():
            content = self.getvalue().replace(b"P000002", b"P000009")
            super().seek(0)
            self.write(content)
        return super().seek(offset, whence)


def test_a_file_that_changes_while_it_is_read_is_not_stored(season: Season) -> None:
    with pytest.raises(Conflict, match="changed while it was read"):
        season.file("AAA", Treacherous(a_plain_file(3).getvalue()))
    assert stored(season) == (0, 0, 0)


def test_a_preview_counts_and_compares_with_the_version_before(season: Season) -> None:
    before = [a_row(1), a_row(2), a_row(3), a_pending_row(4)]
    season.file("AAA", a_file(before))
    after = [a_row(1), a_row(2, final_mark="62"), a_row(4), a_row(5), a_row(6)]
    preview = previewed(season, a_file(after))
    assert preview.checked.presented_count == 5
    assert preview.changes is not None
    assert preview.changes.since_version == 1
    # 5 and 6 are new, 3 is gone; 2 has another mark and 4 is no longer pending.
    assert (preview.changes.added_count, preview.changes.removed_count, preview.changes.changed_count) == (2, 1, 2)
    assert not preview.is_filed_already
    assert previewed(season, a_file(before)).is_filed_already
    assert stored(season) == (1, 4, 1)


def test_a_preview_of_the_same_rows_in_another_order_shows_no_change(season: Season) -> None:
    rows = [a_row(number) if number % 3 else a_pending_row(number, status="voided") for number in range(40)]
    season.file("AAA", a_file(rows))
    preview = previewed(season, a_file(rows[::-1]))
    assert preview.changes is not None
    assert (preview.changes.added_count, preview.changes.removed_count, preview.changes.changed_count) == (0, 0, 0)


def test_a_first_preview_has_nothing_to_compare_with(season: Season) -> None:
    assert previewed(season, a_plain_file(2)).changes is None
    assert previewed(season, a_plain_file(2), provider=None).changes is None


def test_a_preview_names_the_faults(season: Season) -> None:
    with pytest.raises(ReturnRejected):
        previewed(season, a_file([a_row(1, outcome="")]))


def test_a_preview_says_that_the_frame_is_frozen(season: Season) -> None:
    season.file("AAA", a_plain_file(3))
    season.file("BBB", a_plain_file(3))
    assert not previewed(season, a_plain_file(4)).is_frozen
    season.freeze("AAA")
    assert previewed(season, a_plain_file(4)).is_frozen
    assert not previewed(season, a_plain_file(4), provider="BBB").is_frozen
    assert not previewed(season, a_plain_file(4), provider=None).is_frozen


def test_a_result_of_tomorrow_is_filed_tomorrow(season: Season) -> None:
    window = replace(
        a_window("2025J"),
        assessed_from_on=date(2025, 9, 1),
        assessed_to_on=date(2026, 7, 10),
        returns_due_on=date(2026, 7, 20),
        frames_close_on=date(2026, 7, 31),
        seed_not_before=None,
    )
    opened(season.engine, season.official, command=window)

    def filed(clock: Clock) -> Filed:
        file = a_file([a_row(1, assessed_on="2026-06-23")])
        command = FileReturn(provider_code="AAA", window_code="2025J", file=file, declared_by="Ann Bee")
        with inserting(season.engine) as session:
            preview_return(session, file, window_code="2025J", now=clock())
            return file_return(Act(session, season.staff["AAA"], clock()), command)

    with pytest.raises(ReturnRejected) as refusal:
        filed(CLOCK)
    assert [(fault.row, fault.column) for fault in refusal.value.faults] == [(2, "assessed_on")]
    # In London it is tomorrow an hour before it is in Greenwich.
    assert filed(fixed_clock(datetime(2026, 6, 22, 23, 30, tzinfo=UTC))).is_new


def test_a_lead_moderator_cannot_file(season: Season) -> None:
    lead = somebody(season.engine, Role.LEAD_MODERATOR)
    with pytest.raises(NotAllowed):
        season.file("AAA", a_plain_file(1), actor=lead)
