"""Results that somebody changes between filing and freezing are found, and no frame vouches for them."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from moderation.database.transaction import reading
from moderation.errors import Conflict, Step, Verb
from moderation.returns.records import frames_of_window
from moderation.returns.unchanged import changed_returns
from moderation.windows.records import window_by_code
from tests.returns.files import a_file, a_pending_row, a_plain_file, a_row
from tests.returns.seasons import WINDOW, Season

UNCOUNTED = {
    "row": "99",
    "script_ref": "'X'",
    "participant_ref": "'X'",
    "qualification": "'NPQH'",
    "attempt": "2",
    "final_mark": "62",
    "max_mark": "99",
    "borderline": "true",
    "assessed_on": "'2015-06-03'",
}
# What is done to the first row of a return, whose results are all passes, and what freezing says of it.
SAME = "as many as filed, and not the same"
CHANGES = {
    **{f"{column} = {value}": SAME for column, value in UNCOUNTED.items()},
    "outcome = 'fail'": "passes 3 filed and 2 stored",
    "peer_moderated = false": "peer moderated 3 filed and 2 stored",
    "changed_by_peer_moderation = true": "changed by it 0 filed and 1 stored",
    "status = 'voided', final_mark = NULL, outcome = NULL": "final 3 filed and 2 stored, voided 1 filed and 2 stored",
    "return_id = 2, row = 9, script_ref = 'X'": "final 3 filed and 2 stored",
}


def three_and_two(season: Season) -> None:
    """File two returns: three final results and one of each other status, and two final results."""
    rows = [a_row(1), a_row(2), a_row(3), a_pending_row(4), a_pending_row(5, status="voided")]
    season.file("AAA", a_file(rows))
    season.file("BBB", a_plain_file(2))


def change(engine: Engine, how: str) -> None:
    """Change the first result of the first return, as whoever owns the database can."""
    with engine.begin() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        trigger = "results_kept_from_update" if is_sqlite else "results_kept ON results"
        connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.exec_driver_sql(f"UPDATE results SET {how} WHERE return_id = 1 AND row = 2")


@pytest.mark.parametrize(("how", "said"), CHANGES.items())
def test_a_return_with_changed_results_is_named_and_never_freezes(season: Season, how: str, said: str) -> None:
    three_and_two(season)
    with reading(season.engine) as session:
        assert list(changed_returns(session)) == []
    change(season.engine, how)
    with reading(season.engine) as session:
        assert "version 1 of the return of AAA in 2014J are not as filed" in next(changed_returns(session))
    with pytest.raises(Conflict) as refused:
        season.freeze()
    assert f"AAA: {said}" in refused.value.sentence
    assert refused.value.then == (Step(Verb.CHECK_RECORDS),)
    with reading(season.engine) as session:
        assert frames_of_window(session, window_by_code(session, WINDOW).id) == []


def test_a_return_freezes_beside_one_that_was_changed_and_after_it_was_filed_again(season: Season) -> None:
    three_and_two(season)
    change(season.engine, "outcome = 'fail'")
    assert [each.provider_code for each in season.freeze("BBB").frozen] == ["BBB"]
    season.file("AAA", a_plain_file(4))
    assert [each.provider_code for each in season.freeze().frozen] == ["AAA"]
