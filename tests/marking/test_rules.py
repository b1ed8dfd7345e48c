"""When an outcome is settled, checked against somebody who plays the rules by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.marking.judgement_records import AdjudicationDecision
from moderation.marking.records import SettledHow
from moderation.marking.rules import Adjudicated, Course, Judged, Settled, Step, may_refer_back, next_step, settled
from moderation.returns.records import Outcome

PASS, FAIL = Outcome.PASS, Outcome.FAIL
CONFIRM, OVERRIDE, REFER = AdjudicationDecision.CONFIRM, AdjudicationDecision.OVERRIDE, AdjudicationDecision.REFER_BACK


@dataclass
class ByHand:
    """A clerk who follows the domain's sentences one event at a time, and never looks at a whole course."""

    provider: Outcome
    decoy: bool
    waits_for: str = "first"
    words: list[tuple[Outcome, bool]] = field(default_factory=list)
    doubted: bool = False
    referred: bool = False
    outcome: Outcome | None = None
    how: SettledHow | None = None

    def judged(self, outcome: Outcome, *, misleads: bool) -> None:
        self.words.append((outcome, misleads))
        place = len(self.words)
        if place == 1:
            self.doubted = outcome is not self.provider or self.decoy or misleads
            if self.doubted:
                self.waits_for = "second"
            else:
                self._end(outcome, SettledHow.FIRST_AGREED)
        elif place == 2:
            (first, first_misleads), (second, second_misleads) = self.words
            if first is second and not (first_misleads or second_misleads):
                self._end(first, SettledHow.SECOND_AGREED)
            else:
                self.waits_for = "lead"
        else:
            self.waits_for = "lead"

    def corrected_first(self, outcome: Outcome) -> None:
        was = self.words[0]
        self.words[0] = (outcome, was[1])
        self.doubted = True

    def decided(self, decision: AdjudicationDecision) -> Outcome | None:
        first = self.words[0][0]
        if decision is REFER:
            self.waits_for, self.referred = "third", True
            return None
        outcome = first if decision is CONFIRM else (FAIL if first is PASS else PASS)
        self._end(outcome, SettledHow.ADJUDICATED)
        return outcome

    def _end(self, outcome: Outcome, how: SettledHow) -> None:
        self.waits_for, self.outcome, self.how = "nobody", outcome, how


STEPS = {
    "first": Step.FIRST_JUDGEMENT,
    "second": Step.SECOND_JUDGEMENT,
    "third": Step.THIRD_JUDGEMENT,
    "lead": Step.ADJUDICATION,
    "nobody": Step.NOTHING,
}


def same(course: Course, clerk: ByHand) -> None:
    assert next_step(course) is STEPS[clerk.waits_for]
    found = settled(course)
    assert (found is None) == (clerk.outcome is None)
    if found is not None:
        assert (found.outcome, found.how) == (clerk.outcome, clerk.how)


def with_judgement(course: Course, place: str, judged: Judged) -> Course:
    if place == "first":
        return replace(course, first=judged)
    return replace(course, second=judged) if place == "second" else replace(course, third=judged)


outcomes = st.sampled_from([PASS, FAIL])


@given(provider=outcomes, decoy=st.booleans(), data=st.data())
def test_every_course_goes_as_a_clerk_would_take_it(provider: Outcome, decoy: bool, data: st.DataObject) -> None:  # noqa: FBT001
    course, clerk = Course(provider, decoy), ByHand(provider, decoy)
    same(course, clerk)
    for _ in range(8):
        if clerk.waits_for in ("first", "second", "third"):
            outcome, misleads = data.draw(outcomes), data.draw(st.booleans())
            course = with_judgement(course, clerk.waits_for, Judged(outcome, total_misleads=misleads))
            clerk.judged(outcome, misleads=misleads)
        elif clerk.waits_for == "lead":
            decision = data.draw(st.sampled_from([CONFIRM, OVERRIDE] if clerk.referred else list(AdjudicationDecision)))
            assert may_refer_back(course) is not clerk.referred
            outcome_given = clerk.decided(decision)
            course = replace(course, adjudications=[*course.adjudications, Adjudicated(decision, outcome_given)])
        same(course, clerk)
        if clerk.waits_for == "second" and data.draw(st.booleans()):
            assert course.first is not None
            corrected = data.draw(outcomes)
            earlier = (*course.first.earlier, course.first.outcome)
            course = replace(course, first=replace(course.first, outcome=corrected, earlier=earlier))
            clerk.corrected_first(corrected)
            same(course, clerk)
    assert clerk.waits_for == "nobody"


@pytest.mark.parametrize("outcome", [PASS, FAIL])
def test_a_first_judgement_that_agrees_settles(outcome: Outcome) -> None:
    course = Course(outcome, first=Judged(outcome, 40, 100))
    assert settled(course) == Settled(outcome, 40, 100, SettledHow.FIRST_AGREED)


@pytest.mark.parametrize("provider", [PASS, FAIL])
def test_an_overturn_never_rests_on_one_judgement(provider: Outcome) -> None:
    other = FAIL if provider is PASS else PASS
    assert next_step(Course(provider, first=Judged(other))) is Step.SECOND_JUDGEMENT
    assert next_step(Course(provider, first=Judged(provider, earlier=(other,)))) is Step.SECOND_JUDGEMENT


def test_a_decoy_that_agrees_is_judged_twice() -> None:
    course = Course(PASS, is_decoy=True, first=Judged(PASS, 60, 100))
    assert next_step(course) is Step.SECOND_JUDGEMENT
    course = replace(course, second=Judged(PASS, 70, 100))
    assert settled(course) == Settled(PASS, 60, 100, SettledHow.SECOND_AGREED)


def test_a_correction_does_not_undo_a_second_judgement() -> None:
    course = Course(PASS, first=Judged(PASS, earlier=(FAIL,)), second=Judged(FAIL))
    assert next_step(course) is Step.ADJUDICATION


def test_a_total_that_misleads_goes_to_a_lead_even_where_two_agree() -> None:
    course = Course(PASS, first=Judged(PASS, total_misleads=True), second=Judged(PASS))
    assert next_step(course) is Step.ADJUDICATION
    course = Course(PASS, is_decoy=True, first=Judged(PASS), second=Judged(PASS, total_misleads=True))
    assert next_step(course) is Step.ADJUDICATION


def test_a_third_judgement_is_asked_for_once() -> None:
    course = Course(PASS, first=Judged(FAIL), second=Judged(PASS), adjudications=[Adjudicated(REFER)])
    assert next_step(course) is Step.THIRD_JUDGEMENT
    course = replace(course, third=Judged(FAIL))
    assert next_step(course) is Step.ADJUDICATION
    assert not may_refer_back(course)
