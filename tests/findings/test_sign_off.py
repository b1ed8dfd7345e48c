"""Signing off: findings, breakdowns and enquiries in one transaction, or nothing."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from sqlalchemy import Engine, func, select

from moderation.audit.act import Act
from moderation.audit.log import head
from moderation.audit.records import AuditEntry
from moderation.audit.verify import verify
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading
from moderation.draws.records import Purpose
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected
from moderation.findings.enquiry_records import Enquiry, EnquiryGround
from moderation.findings.figures import figures
from moderation.findings.records import (
    Dimension,
    Finding,
    FindingBreakdown,
    FindingStatus,
    ReopeningReason,
    WindowSignOff,
)
from moderation.findings.reopen import Reopen, reopen
from moderation.findings.shown_independent import without_independent_lead
from moderation.findings.sign_off import SignOff, sign_off
from moderation.scripts.exclude_script import (
    ProposeExclusion,
    RefuseExclusion,
    propose_exclusion,
    refuse_exclusion,
)
from moderation.scripts.records import ScriptReason
from moderation.scripts.seal_records import sealed_scripts
from tests.builders import later, make_lines
from tests.findings.signing import sign
from tests.inserting import inserting
from tests.moderated import SIGNED, Drawn, drawn_window, settle_sample
from tests.worlds import Stand

CLOCK = fixed_clock(SIGNED)


@pytest.fixture
def world(stand: Stand) -> Drawn:
    return stand(drawn_window, {"AAA": make_lines(23), "BBB": make_lines(200), "CCC": make_lines(200)})


def test_a_finding_holds_what_the_sample_shows(world: Drawn) -> None:
    settle_sample(world, "AAA")
    settle_sample(world, "BBB", overturned=2, missing=1, excluded=2)
    settle_sample(world, "CCC", overturned=1)
    findings = {each.sample.scripts_count - each.sample.excluded_count: each for each in sign(world)}
    excluding, counted = findings[198], findings[198].sample
    assert (counted.sample_count, counted.moderated_count, counted.missing_count) == (18, 17, 1)
    assert (counted.overturned_count, counted.excluded_count) == (2, 2)
    assert excluding.status is FindingStatus.NOT_MET
    assert findings[23].status is findings[200].status is FindingStatus.MET


def test_the_stored_figure_is_what_the_command_prints_for_the_same_counts(world: Drawn) -> None:
    settle_sample(world, "CCC", overturned=1)
    sign(world, "CCC")
    arguments = ["--scripts", "200", "--moderated", "20", "--overturned", "1", "--json"]
    program = [sys.executable, "-m", "sampling", "accuracy", *arguments]
    printed = json.loads(subprocess.run(program, check=True, capture_output=True, text=True).stdout)
    with reading(world.engine) as session:
        (figure,) = figures(session, provider_code="CCC")
        assert {name: figure.as_json()[name] for name in printed} == printed
        (kept,) = session.scalars(select(Finding.figure))
        assert json.loads(kept)["answer"] == printed


def test_nothing_is_signed_while_a_metric_script_is_pending(world: Drawn) -> None:
    settle_sample(world, "AAA")
    settle_sample(world, "BBB", pending=3)
    settle_sample(world, "CCC", pending=20)
    with pytest.raises(Conflict, match=r"BBB 3 of 20, CCC 20 of 20"):
        sign(world)
    with reading(world.engine) as session:
        assert session.scalar(select(func.count()).select_from(WindowSignOff)) == 0
    assert [each.version for each in sign(world, "AAA")] == [1]


def test_pending_extension_scripts_do_not_stand_in_the_way(world: Drawn) -> None:
    settle_sample(world, "CCC", overturned=1)
    world.extend("CCC", to=60, at=SIGNED)
    (finding,) = sign(world, "CCC")
    assert (finding.sample.sample_count, finding.sample.moderated_count) == (20, 20)


def test_a_missed_metric_and_missing_scripts_each_open_an_enquiry(world: Drawn) -> None:
    settle_sample(world, "AAA")
    settle_sample(world, "BBB", overturned=2, missing=1)
    settle_sample(world, "CCC", overturned=2)
    findings = {each.id: each for each in sign(world)}
    with reading(world.engine) as session:
        opened = session.scalars(select(Enquiry).order_by(Enquiry.id)).all()
        assert [(findings[each.finding_id].sample.missing_count, each.ground) for each in opened] == [
            (1, EnquiryGround.METRIC_5),
            (1, EnquiryGround.REQUIREMENT_A),
            (0, EnquiryGround.METRIC_5),
        ]


def test_what_is_signed_is_not_signed_again(world: Drawn) -> None:
    settle_sample(world, "AAA")
    sign(world, "AAA")
    with pytest.raises(Conflict, match="signed off already: AAA"):
        sign(world, "AAA")


def test_a_provider_without_a_frame_is_a_fault(world: Drawn) -> None:
    with pytest.raises(Rejected, match="ZZZ"):
        sign(world, "ZZZ")


def test_an_unknown_window_is_not_found(world: Drawn) -> None:
    with inserting(world.engine) as session, pytest.raises(NotFound, match="2099Z"):
        sign_off(Act(session, world.cast.lead, CLOCK()), SignOff(window_code="2099Z"))


@pytest.mark.parametrize("who", ["official", "case_officer", "administrator"])
def test_only_a_lead_moderator_signs_off(world: Drawn, who: str) -> None:
    with inserting(world.engine) as session, pytest.raises(NotAllowed, match="a lead moderator"):
        sign_off(Act(session, getattr(world.cast, who), CLOCK()), SignOff(window_code=world.code))


def test_an_empty_frame_is_not_assessable_and_never_met(engine: Engine) -> None:
    world = drawn_window(engine, {"AAA": []})
    (finding,) = sign(world)
    assert finding.status is FindingStatus.NOT_ASSESSABLE
    with reading(engine) as session:
        (figure,) = figures(session)
        assert figure.answer["accuracy"] is None


def test_a_sample_that_is_excluded_whole_is_not_assessable(engine: Engine) -> None:
    world = drawn_window(engine, {"AAA": make_lines(8)})
    settle_sample(world, "AAA", excluded=1)
    assert sign(world)[0].status is FindingStatus.NOT_ASSESSABLE


def test_breakdowns_cover_the_whole_frame_and_add_up(world: Drawn) -> None:
    settle_sample(world, "AAA", overturned=1)
    (finding,) = sign(world, "AAA")
    with reading(world.engine) as session:
        rows = session.scalars(select(FindingBreakdown)).all()
        for dimension in Dimension:
            part = [row for row in rows if row.dimension is dimension]
            assert sum(row.scripts_count for row in part) == finding.sample.scripts_count
            assert sum(row.moderated_count for row in part) == finding.sample.moderated_count
            assert sum(row.pass_to_fail_count + row.fail_to_pass_count for row in part) == 1
        qualifications = [row for row in rows if row.dimension is Dimension.QUALIFICATION]
        assert len(qualifications) == 4
        assert [row.is_covered for row in qualifications].count(False) >= 1


def test_a_sealed_frame_refuses_further_outcomes(world: Drawn) -> None:
    settle_sample(world, "AAA")
    sign(world, "AAA")
    with reading(world.engine) as session:
        sample = world.sample(session, "AAA")
        assert sealed_scripts(session, sample) == {script.id for script in sample}
        assert not sealed_scripts(session, world.sample(session, "BBB"))


def test_an_error_is_found_by_another_lead_than_who_signed(world: Drawn) -> None:
    settle_sample(world, "AAA")
    sign(world, "AAA")
    command = Reopen(window_code=world.code, provider_codes=("AAA",), reason=ReopeningReason.ERROR_FOUND)
    with pytest.raises(NotAllowed, match="You signed off AAA"), inserting(world.engine) as session:
        reopen(Act(session, world.cast.lead, later(SIGNED, days=1)), command)
    with inserting(world.engine) as session:
        assert len(reopen(Act(session, world.cast.other_lead, later(SIGNED, days=1)), command)) == 1


def test_a_sign_off_tells_of_whom_nobody_is_left_who_could_decide_anew(world: Drawn) -> None:
    for code in ("AAA", "BBB"):
        settle_sample(world, code)
    sign(world, "AAA", "BBB")
    with inserting(world.engine) as session:
        assert without_independent_lead(session, world.cast.lead, world.code) == ()
    with inserting(world.engine) as session:
        command = Reopen(window_code=world.code, provider_codes=("AAA",), reason=ReopeningReason.REPRESENTATION)
        reopen(Act(session, world.cast.other_lead, later(SIGNED, days=1)), command)
    sign(world, "AAA", at=later(SIGNED, days=2))
    with inserting(world.engine) as session:
        assert without_independent_lead(session, world.cast.lead, world.code) == ("AAA",)


def test_what_extends_a_sample_is_not_sealed_with_it(world: Drawn) -> None:
    settle_sample(world, "AAA")
    sign(world, "AAA")
    with reading(world.engine) as session:
        whole = len(world.sample(session, "AAA"))
    world.extend("AAA", to=whole + 2, at=later(SIGNED, days=1))
    with reading(world.engine) as session:
        extension = world.sample(session, "AAA", purpose=Purpose.EXTENSION)
        assert len(extension) == 2
        assert not sealed_scripts(session, extension)


def test_a_proposed_exclusion_is_answered_before_the_sign_off(world: Drawn) -> None:
    settle_sample(world, "AAA", missing=1)
    with inserting(world.engine) as session:
        script = world.sample(session, "AAA")[0]
        proposal = ProposeExclusion(script.public_id, ScriptReason.CONSENT_WITHDRAWN)
        propose_exclusion(Act(session, world.cast.official, CLOCK()), proposal)
    with pytest.raises(Conflict, match=f"the exclusion of AAA {script.script_ref} is proposed and not answered"):
        sign(world, "AAA")
    with inserting(world.engine) as session:
        refuse_exclusion(Act(session, world.cast.witness, CLOCK()), RefuseExclusion(script.public_id))
    (finding,) = sign(world, "AAA")
    assert (finding.sample.missing_count, finding.sample.excluded_count) == (1, 0)


def test_the_log_tells_of_each_finding_and_its_head_stands_in_it(world: Drawn) -> None:
    settle_sample(world, "BBB", overturned=2)
    with reading(world.engine) as session:
        before = head(session)
    (finding,) = sign(world, "BBB")
    assert finding.audit_head == before
    with reading(world.engine) as session:
        assert verify(session, head=before).holds
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()
        assert actions[-2:] == ["finding_signed_off", "enquiry_opened"]


def test_the_policy_of_the_window_decides(engine: Engine) -> None:
    lenient = {"overturn_threshold": "1/10", "confidence": "0.9"}
    world = drawn_window(engine, {"AAA": make_lines(200)}, policy=lenient)
    settle_sample(world, "AAA", overturned=2)
    assert sign(world)[0].status is FindingStatus.MET
    with reading(engine) as session:
        (figure,) = figures(session)
        assert figure.policy_version == "policy of 2014J"
        assert figure.answer["interval"]["confidence"] == 0.9
