"""A draw is reproducible by anybody from its certificate, and every stored certificate verifies."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import Engine

from moderation.access.permissions import Role
from moderation.audit.log import head
from moderation.audit.records import AuditEntry
from moderation.audit.verify import verify as verify_log
from moderation.database.transaction import reading
from moderation.draws.find import (
    certificate_of,
    draws_of,
    draws_of_window,
    origin_of,
    private_part_of,
    sample_of,
    sampled_script,
    sampled_script_named,
    samples,
)
from moderation.draws.records import DrawKind, Purpose
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected, Step, Verb
from moderation.providers.records import provider_by_code
from moderation.windows.records import window_by_code
from sampling.draw import draw as draw_positions
from sampling.frame import Frame, canonical_order
from sampling.verify import Given, Verdict, verify
from tests import builders
from tests.builders import SEED, SEEDED, Line
from tests.draws.frozen import KEY, WINDOW, World, open_world
from tests.inserting import inserting


def exported(lines: list[Line]) -> Frame:
    return Frame(canonical_order(builders.canonical(line) for line in lines))


def test_every_frame_is_drawn_as_the_method_draws_it(frozen: World) -> None:
    frozen.seeded()
    drawn = frozen.draw()
    assert [each.provider_code for each in drawn] == ["AAA", "BBB", "CCC"]
    for each in drawn:
        scripts = len(frozen.lines[each.provider_code])
        right = draw_positions(each.provider_code, WINDOW, seed=SEED, scripts_count=scripts)
        frame = exported(frozen.lines[each.provider_code])
        assert each.references == tuple(frame.reference(position) for position in right.positions)
        with reading(frozen.engine) as session:
            kept = sample_of(session, each.draw.frame_id)
        assert [script.position for script in kept] == list(right.positions)
        assert [script.ticket for script in kept] == list(right.tickets())
        assert [script.script_ref for script in kept] == list(each.references)
        assert {script.purpose for script in kept} == {Purpose.METRIC}


def test_a_sampled_script_stands_for_its_own_result(frozen: World) -> None:
    frozen.seeded()
    frozen.draw()
    with reading(frozen.engine) as session:
        for each in samples(session, window_by_code(session, WINDOW)):
            line = frozen.lines[each.provider_code][each.script.row - 1]
            assert line.script_ref == each.script.script_ref


def test_every_certificate_verifies_with_frame_salt_private_part_and_key(frozen: World) -> None:
    frozen.seeded()
    frozen.draw()
    frozen.extend("CCC", to=33)
    with reading(frozen.engine) as session:
        draws = draws_of_window(session, window_by_code(session, WINDOW))
        assert len(draws) == 4
        for draw, code in draws:
            private = private_part_of(draw, frozen.cast.official, provider_code=code)
            given = Given(
                frame=exported(frozen.lines[code]),
                salt=bytes.fromhex(private["salt"]),
                private=private,
                public_key=KEY.public_key(),
            )
            checks = verify(certificate_of(draw), given)
            assert [check for check in checks if check.verdict is not Verdict.HOLDS] == []
            assert len(checks) == 8


def test_a_certificate_of_a_changed_frame_does_not_verify(frozen: World) -> None:
    frozen.seeded()
    (draw, *_) = frozen.draw()
    changed = [builders.Line("AAA-000001", final_mark=99)]
    with reading(frozen.engine) as session:
        origin = origin_of(session, provider_code="AAA", window_code=WINDOW)
    given = Given(frame=exported(changed), salt=bytes.fromhex(origin.frame.salt))
    checks = {check.name: check.verdict for check in verify(certificate_of(draw.draw), given)}
    assert checks["frame digest"] is Verdict.FAILS


def test_the_public_certificate_names_no_script(frozen: World) -> None:
    frozen.seeded()
    for each in frozen.draw():
        assert not any(line.script_ref in each.draw.certificate for line in frozen.lines[each.provider_code])


def test_the_private_part_is_for_the_provider_itself_and_dfe(frozen: World) -> None:
    frozen.seeded()
    drawn = {each.provider_code: each.draw for each in frozen.draw()}
    with inserting(frozen.engine) as session:
        own = builders.make_person(
            session, Role.PROVIDER, "staff@ccc.example", provider=provider_by_code(session, "CCC")
        )
    assert private_part_of(drawn["CCC"], own, provider_code="CCC")["references"]
    with pytest.raises(NotAllowed):
        private_part_of(drawn["BBB"], own, provider_code="BBB")
    for actor in (frozen.cast.lead, frozen.cast.moderators[0], frozen.cast.administrator):
        with pytest.raises(NotAllowed):
            private_part_of(drawn["CCC"], actor, provider_code="CCC")


def test_the_certificate_carries_the_head_of_the_log_before_the_draw(frozen: World) -> None:
    frozen.seeded()
    with reading(frozen.engine) as session:
        before = head(session)
    drawn = frozen.draw()
    assert {each.draw.audit_head for each in drawn} == {before}
    assert {json.loads(each.draw.certificate)["audit_head"] for each in drawn} == {before}
    with reading(frozen.engine) as session:
        found = verify_log(session, head=before)
        actions = [entry.action for entry in session.query(AuditEntry).order_by(AuditEntry.number)]
    assert found.holds
    assert actions == ["seed_recorded", "seed_confirmed", "sample_drawn", "sample_drawn", "sample_drawn"]


def test_nothing_is_drawn_before_the_seed(frozen: World) -> None:
    with pytest.raises(Conflict, match="3 frozen frames wait"):
        frozen.draw()


def test_nothing_is_drawn_where_nothing_froze(opened: World) -> None:
    with pytest.raises(Conflict, match="No frame of the window 2014J is frozen yet") as refused:
        opened.draw()
    assert refused.value.then == (Step(Verb.FREEZE_FRAME, window="2014J"),)


def test_a_frame_is_drawn_once(frozen: World) -> None:
    frozen.seeded()
    frozen.draw()
    with pytest.raises(Conflict, match="drawn already"):
        frozen.draw()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE results SET outcome = 'fail' WHERE script_ref = 'CCC-000001'",
        "UPDATE results SET script_ref = 'CCC-000000' WHERE script_ref = 'CCC-000200'",
        "DELETE FROM results WHERE script_ref = 'CCC-000200'",
    ],
)
def test_nothing_is_drawn_from_other_results_than_those_which_froze(frozen: World, change: str) -> None:
    frozen.seeded()
    with frozen.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER results_kept_from_update")
            connection.exec_driver_sql("DROP TRIGGER results_kept_from_delete")
        else:
            connection.exec_driver_sql("DROP TRIGGER results_kept ON results")
        connection.exec_driver_sql(change)
    with pytest.raises(Conflict, match="frame of CCC are no longer those that froze") as refused:
        frozen.draw()
    assert refused.value.then == (Step(Verb.CHECK_RECORDS),)
    with reading(frozen.engine) as session:
        assert draws_of_window(session, window_by_code(session, WINDOW)) == []


def test_a_frame_without_a_final_result_is_never_drawn(opened: World) -> None:
    opened.lines["AAA"].clear()
    opened.freeze("AAA", "BBB")
    opened.seeded()
    assert [each.provider_code for each in opened.draw()] == ["BBB"]
    with pytest.raises(Conflict, match="that holds a script is drawn already"):
        opened.draw()


def test_a_late_frame_is_drawn_by_its_own_seed(opened: World) -> None:
    opened.freeze("AAA", "BBB")
    opened.seeded()
    opened.draw()
    with inserting(opened.engine) as session:
        builders.announce_next_round(session, window_by_code(session, WINDOW), opened.cast, at=SEEDED)
    opened.freeze("CCC")
    with pytest.raises(Conflict, match="1 frozen frame waits"):
        opened.draw()
    opened.seeded("69399375105820974944")
    (drawn,) = opened.draw()
    assert json.loads(drawn.draw.certificate)["seed"] == "69399375105820974944"


def test_an_alias_says_nothing_and_is_unique(frozen: World) -> None:
    frozen.seeded()
    frozen.draw()
    with reading(frozen.engine) as session:
        aliases = [each.script.alias for each in samples(session, window_by_code(session, WINDOW))]
    assert len(set(aliases)) == len(aliases) == 1 + 3 + 20
    assert all(re.fullmatch(r"[B-Z2-9]{4}(-[B-Z2-9]{4}){2}", alias) for alias in aliases)


def test_scripts_are_due_on_the_windows_day_but_never_at_too_short_notice(frozen: World) -> None:
    frozen.seeded()
    frozen.draw()
    with reading(frozen.engine) as session:
        days = {each.script.due_on.isoformat() for each in samples(session, window_by_code(session, WINDOW))}
    # Ten working days after Monday 3 August 2015; the window's own day, 14 August, would leave nine.
    assert days == {"2015-08-17"}


def test_an_extension_draws_on_in_the_same_order(frozen: World) -> None:
    frozen.seeded()
    first = {each.provider_code: each.references for each in frozen.draw()}
    extended = frozen.extend("CCC")
    assert extended.draw.kind is DrawKind.EXTENSION
    assert extended.draw.sample_count == 40
    assert extended.references[:20] == first["CCC"]
    with reading(frozen.engine) as session:
        kept = sample_of(session, extended.draw.frame_id)
        assert len(draws_of(session, extended.draw.frame_id)) == 2
    assert [script.purpose for script in kept] == [Purpose.METRIC] * 20 + [Purpose.EXTENSION] * 20
    assert [script.rank for script in kept] == list(range(1, 41))


def test_a_sample_extends_up_to_the_whole_frame_and_no_further(frozen: World) -> None:
    frozen.seeded()
    frozen.draw()
    assert frozen.extend("BBB", to=22).draw.sample_count == 22
    assert frozen.extend("BBB").draw.sample_count == 23
    with pytest.raises(Conflict, match="All 23 scripts"):
        frozen.extend("BBB")


@pytest.mark.parametrize("to", [-1, 0, 20, 201, 10**400])
def test_an_extension_outside_the_frame_is_refused(frozen: World, to: int) -> None:
    frozen.seeded()
    frozen.draw()
    with pytest.raises(Rejected, match="extend it to 21 up to 200"):
        frozen.extend("CCC", to=to)


def test_an_extension_needs_a_sample(frozen: World) -> None:
    with pytest.raises(Conflict, match="not drawn yet") as refused:
        frozen.extend("CCC")
    assert refused.value.then == (Step(Verb.DRAW, window="2014J"),)


def test_a_sampled_script_is_found_by_reference_and_identifier(frozen: World) -> None:
    frozen.seeded()
    drawn = frozen.draw()[-1]
    with reading(frozen.engine) as session:
        named = sampled_script_named(session, provider_code="CCC", window_code=WINDOW, script_ref=drawn.references[0])
        assert sampled_script(session, named.script.public_id) == named
        unsampled = next(line.script_ref for line in frozen.lines["CCC"] if line.script_ref not in drawn.references)
        with pytest.raises(NotFound, match="was not sampled"):
            sampled_script_named(session, provider_code="CCC", window_code=WINDOW, script_ref=unsampled)


def test_references_are_counted_in_byte_order_whatever_the_collation(icu_engine: Engine) -> None:
    world = open_world(icu_engine)
    world.lines["CCC"] = [Line(reference) for reference in ("a", "B", "b", "A", "Z9", "z-1", "_", "a.1", "a/1", "0")]
    world.freeze("CCC")
    world.seeded()
    (drawn,) = world.draw()
    private = json.loads(drawn.draw.private_part)
    given = Given(
        frame=exported(world.lines["CCC"]),
        salt=bytes.fromhex(private["salt"]),
        private=private,
        public_key=KEY.public_key(),
    )
    checks = verify(json.loads(drawn.draw.certificate), given)
    assert {check.verdict for check in checks} == {Verdict.HOLDS}
