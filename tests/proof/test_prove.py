"""Whatever is done by hand to a row of fact is found, though the triggers stand again, and the row is named."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from moderation.database.clock import fixed_clock
from moderation.database.immutability import vouched_tables
from moderation.database.transaction import reading
from moderation.draws.unchanged import changed_certificates
from moderation.proof.prove import MOST_NAMED, Proof, prove
from moderation.returns.records import Result
from tests.moderated import SIGNED, Drawn
from tests.proof.cycles import by_hand, whole_cycle
from tests.worlds import Stand

CLOCK = fixed_clock(SIGNED)
VOUCHED = "audit_vouchers JOIN audit_forms ON number = form_number"
OF_SEEDS = "form_number IN (SELECT number FROM audit_forms WHERE table_name = 'seeds')"


@pytest.fixture
def world(stand: Stand) -> Drawn:
    return stand(whole_cycle)


@pytest.fixture
def engine(world: Drawn) -> Engine:
    return world.engine


def proofs(engine: Engine) -> dict[str, Proof]:
    with reading(engine) as session:
        return {proof.name: proof for proof in prove(session)}


def test_what_nobody_touched_holds(world: Drawn, engine: Engine) -> None:
    found = proofs(engine)
    assert [proof.name for proof in found.values()] == ["log", "records", "results", "certificates", "words"]
    assert all(proof.holds for proof in found.values()), found


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        (
            "sample_findings",
            "UPDATE sample_findings SET overturned_count = 1, pass_to_fail_count = 1 WHERE finding_id = 1",
        ),
        ("findings", "UPDATE findings SET figure = '{}' WHERE id = 1"),
        ("settlements", "UPDATE settlements SET national_outcome = 'fail' WHERE id = 1"),
        ("settlements", "UPDATE settlements SET settled_at = '2015-08-09T09:00:00.000000Z' WHERE id = 1"),
        ("seeds", "UPDATE seeds SET seed = '99999999999999999999' WHERE id = 1"),
        ("draws", "UPDATE draws SET private_part = '{}' WHERE id = 1"),
        ("sampled_scripts", "UPDATE sampled_scripts SET alias = 'abcdefghij' WHERE id = 1"),
        ("frames", "UPDATE frames SET late = NOT late WHERE id = 1"),
        ("policy_values", "UPDATE policy_values SET value = '1/2' WHERE key = 'overturn_threshold'"),
        ("windows", "UPDATE windows SET comments_due_on = '2015-10-31' WHERE id = 1"),
        ("grants", "UPDATE grants SET role = 'official' WHERE role = 'moderator'"),
    ],
)
def test_a_changed_row_is_named_though_the_triggers_stand_again(
    world: Drawn, engine: Engine, table: str, statement: str
) -> None:
    by_hand(engine, table, statement)
    found = proofs(engine)
    assert found["log"].holds
    assert not found["records"].holds
    assert f"of {table} was changed." in found["records"].sentence


def test_rows_that_change_their_numbers_are_named_though_each_says_what_it_said(world: Drawn, engine: Engine) -> None:
    by_hand(engine, "frame_seals", "UPDATE frame_seals SET id = id + 1000")
    assert "of frame_seals was changed." in proofs(engine)["records"].sentence


def test_results_that_change_places_under_their_sampled_scripts_are_found(world: Drawn, engine: Engine) -> None:
    with reading(engine) as session:
        sampled = {script.row for script in world.sample(session, "CCC")}
        one, other = min(sampled), next(row for row in range(1, 121) if row not in sampled)
        first, second = (session.get_one(Result, (1, row)).script_ref for row in (one, other))
    by_hand(
        engine,
        "results",
        f"UPDATE results SET script_ref = 'X' WHERE return_id = 1 AND row = {one}",
        f"UPDATE results SET script_ref = '{first}' WHERE return_id = 1 AND row = {other}",
        f"UPDATE results SET script_ref = '{second}' WHERE return_id = 1 AND row = {one}",
    )
    assert "the sampled scripts of CCC in 2014J are not the results at their" in proofs(engine)["results"].sentence


def test_providers_that_change_names_are_found(world: Drawn, engine: Engine) -> None:
    by_hand(engine, "providers", "UPDATE providers SET code = 'EEE' WHERE code = 'CCC'")
    found = proofs(engine)
    assert "of providers was changed." in found["records"].sentence
    assert "certificate 1 of EEE in 2014J" in found["certificates"].sentence


def test_a_moment_in_other_digits_is_found(world: Drawn, engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL keeps no moment as text")
    by_hand(engine, "settlements", "UPDATE settlements SET settled_at = '\uff12' || substr(settled_at, 2) WHERE id = 1")
    assert "the row 1 of settlements was changed." in proofs(engine)["records"].sentence


def test_a_policy_that_nobody_approved_is_named(world: Drawn, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO policy_values (policy_version_id, key, value, basis, citation) "
            "VALUES (1, 'zzz', '1/2', 'policy', 'nobody')"
        )
    assert "the row 1/zzz of policy_values was put in without" in proofs(engine)["records"].sentence


def test_a_log_written_anew_is_contradicted_by_what_was_signed(world: Drawn, engine: Engine) -> None:
    """Whoever can write everything can write the log anew, but cannot sign."""
    by_hand(engine, "seeds", "UPDATE seeds SET seed = '99999999999999999999' WHERE id = 1")
    with reading(engine) as session:
        wrong = list(changed_certificates(session))
    assert [sentence.split(" of ")[0] for sentence in wrong] == ["certificate 1", "certificate 1"]


def test_what_cannot_be_checked_is_a_fault(world: Drawn, engine: Engine) -> None:
    by_hand(engine, "signing_keys", "DELETE FROM signing_keys")
    by_hand(engine, "results_hashes", "DELETE FROM results_hashes WHERE return_id = 1")
    found = proofs(engine)
    assert "is not signed by its key" in found["certificates"].sentence
    assert "the results of version 1 of the return of CCC in 2014J are not as filed." in found["results"].sentence


def test_a_row_that_is_gone_is_named(world: Drawn, engine: Engine) -> None:
    by_hand(engine, "finding_breakdowns", "DELETE FROM finding_breakdowns WHERE finding_id = 1 AND value = 'NPQSL'")
    assert "the row 1/qualification/NPQSL of finding_breakdowns is gone." in proofs(engine)["records"].sentence


def test_a_row_that_no_act_wrote_is_named(world: Drawn, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO script_events "
            "(public_id, sampled_script_id, kind, takes_reason, takes_day, recorded_by, recorded_at) SELECT "
            + ("'ffffffff000000000000000000000000'" if engine.dialect.name == "sqlite" else "gen_random_uuid()")
            + ", 1, 'supplied', false, false, recorded_by, recorded_at FROM seeds LIMIT 1"
        )
    assert "of script_events was put in without an entry of the log." in proofs(engine)["records"].sentence


def test_changed_vouchers_do_not_hide_a_changed_row(world: Drawn, engine: Engine) -> None:
    by_hand(engine, "seeds", "UPDATE seeds SET seed = '99999999999999999999' WHERE id = 1")
    by_hand(engine, "audit_vouchers", f"UPDATE audit_vouchers SET sha256 = '{'0' * 64}' WHERE {OF_SEEDS}")
    assert "of the log vouches for was changed, added to or removed." in proofs(engine)["records"].sentence


def test_a_changed_form_is_found_by_what_every_entry_vouches_for(world: Drawn, engine: Engine) -> None:
    shorter = "UPDATE audit_forms SET column_names = 'id public_id' WHERE table_name = 'seeds'"
    by_hand(engine, "audit_forms", shorter)
    found = proofs(engine)["records"]
    assert "of the log vouches for was changed, added to or removed." in found.sentence
    assert "of seeds was changed." in found.sentence


def test_a_form_of_columns_that_are_not_there_is_named(world: Drawn, engine: Engine) -> None:
    by_hand(engine, "audit_forms", "UPDATE audit_forms SET column_names = 'id nothing' WHERE table_name = 'seeds'")
    assert "of seeds names the column 'nothing', which is not there." in proofs(engine)["records"].sentence


def test_a_hash_of_results_over_fewer_columns_is_found(world: Drawn, engine: Engine) -> None:
    for names in ("row", "nothing"):
        by_hand(engine, "results_hashes", f"UPDATE results_hashes SET column_names = '{names}' WHERE return_id = 1")
        found = proofs(engine)
        assert "the row 1 of results_hashes was changed." in found["records"].sentence
        assert "the results of version 1 of the return of CCC in 2014J are not as filed." in found["results"].sentence


def test_an_emptied_log_is_found_by_the_heads_that_draws_and_findings_keep(world: Drawn, engine: Engine) -> None:
    by_hand(engine, "audit_vouchers", "DELETE FROM audit_vouchers")
    by_hand(engine, "audit_entries", "DELETE FROM audit_entries")
    found = proofs(engine)
    assert [name for name, proof in found.items() if not proof.holds] == ["log", "records"]
    assert found["records"].faults == ("a log that does not hold vouches for none of them.",)
    assert "its 0 entries are sound among themselves, but " in found["log"].sentence
    assert "heads that draws and findings keep are not among them" in found["log"].sentence


def test_changed_results_no_longer_have_the_digest_of_their_frame(world: Drawn, engine: Engine) -> None:
    by_hand(engine, "results", "UPDATE results SET final_mark = 1 WHERE return_id = 1 AND row = 3")
    found = proofs(engine)
    assert found["records"].holds
    assert "the results in the frame of CCC in 2014J no longer have its digest." in found["results"].sentence


def test_a_moment_that_cannot_be_read_is_no_surprise(world: Drawn, engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL keeps no moment that cannot be read")
    by_hand(engine, "seeds", "UPDATE seeds SET recorded_at = 'yesterday'")
    assert "the row 1 of seeds was changed." in proofs(engine)["records"].sentence
    by_hand(engine, "audit_entries", "UPDATE audit_entries SET at = '2015-13-99' WHERE number = 2")
    assert "entry 2 was changed; 1 entries before it are sound." in proofs(engine)["log"].sentence


def test_every_fault_is_named_and_a_line_holds_the_first_of_them(world: Drawn, engine: Engine) -> None:
    by_hand(engine, "settlements", "UPDATE settlements SET national_mark = 1, max_mark = 100")
    found = proofs(engine)["records"]
    assert len(found.faults) == len(found.lines()) - 1 == 14
    assert all("of settlements was changed." in fault for fault in found.faults)
    assert found.sentence.count("of settlements was changed.") == MOST_NAMED
    assert found.sentence.endswith(" And 4 more.")


def test_what_is_found_by_one_check_does_not_keep_the_others_from_looking(world: Drawn, engine: Engine) -> None:
    by_hand(engine, "results", "UPDATE results SET final_mark = 1 WHERE return_id = 1 AND row = 3")
    by_hand(engine, "seeds", "UPDATE seeds SET seed = '99999999999999999999' WHERE id = 1")
    by_hand(engine, "audit_entries", "DELETE FROM audit_entries WHERE number = 2")
    failing = [name for name, proof in proofs(engine).items() if not proof.holds]
    assert failing == ["log", "records", "results", "certificates"]


def test_every_row_of_a_whole_cycle_is_vouched_for_once(world: Drawn, engine: Engine) -> None:
    with reading(engine) as session:
        rows = {name: session.scalar(text(f"SELECT count(*) FROM {name}")) for name in sorted(vouched_tables())}
        counted = session.execute(text(f"SELECT table_name, count(*) FROM {VOUCHED} GROUP BY table_name"))
        vouched = {row[0]: row[1] for row in counted}
    assert vouched == {name: count for name, count in rows.items() if count}
