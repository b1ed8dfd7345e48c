"""When an outcome is settled, checked against somebody who plays the rules by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.marking.judgement_records import AdjudicationDecision
from moderation.marking.records import SettledHow
from moderation.marking.rules import Adjudicated, Course, Judged, Needed, Settled, may_refer_back, next_step, settled
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
    taken_back: list[Outcome] = field(default_factory=list)
    doubted: bool = False
    referred: bool = False
    outcome: Outcome | None = None
    how: SettledHow | None = None

    def judged(self, outcome: Outcome, *, misleads: bool) -> None:
        self.words.append((outcome, misleads))
        self._weigh()

    def corrected(self, place: int, outcome: Outcome) -> None:
        said, misleads = self.words[place]
        self.words[place] = (outcome, misleads)
        self.taken_back.append(said)
        self._weigh()

    def _weigh(self) -> None:
        self.outcome = self.how = None
        said = {outcome for outcome, _ in self.words} | set(self.taken_back)
        misleads = any(each for _, each in self.words)
        if len(self.words) == 1:
            self.doubted = self.doubted or said != {self.provider} or self.decoy or misleads
            if self.doubted:
                self.waits_for = "second"
            else:
                self._end(self.provider, SettledHow.FIRST_AGREED)
        elif len(self.words) == 2 and len(said) == 1 and not misleads:
            self._end(self.words[0][0], SettledHow.SECOND_AGREED)
        else:
            self.waits_for = "lead"

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
    "first": Needed.FIRST_JUDGEMENT,
    "second": Needed.SECOND_JUDGEMENT,
    "third": Needed.THIRD_JUDGEMENT,
    "lead": Needed.ADJUDICATION,
    "nobody": Needed.NOTHING,
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


def with_correction(course: Course, place: str, outcome: Outcome) -> Course:
    judged = course.first if place == "first" else course.second
    assert judged is not None
    earlier = (*judged.earlier, judged.outcome)
    return with_judgement(course, place, replace(judged, outcome=outcome, earlier=earlier))


outcomes = st.sampled_from([PASS, FAIL])


@given(provider=outcomes, decoy=st.booleans(), data=st.data())
def test_every_course_goes_as_a_clerk_would_take_it(provider: Outcome, decoy: bool, data: st.DataObject) -> None:  # noqa: FBT001
    course, clerk = Course(provider, decoy), ByHand(provider, decoy)
    same(course, clerk)
    for turn in range(8):
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
        # While nobody decided on it and nothing is settled, whoever judged may correct, also what agrees.
        if turn < 3 and not course.adjudications and data.draw(st.booleans()):
            place = data.draw(st.integers(0, len(clerk.words) - 1))
            corrected = data.draw(outcomes)
            course = with_correction(course, ("first", "second")[place], corrected)
            clerk.corrected(place, corrected)
            same(course, clerk)
    assert clerk.waits_for == "nobody"


@pytest.mark.parametrize("outcome", [PASS, FAIL])
def test_a_first_judgement_that_agrees_settles(outcome: Outcome) -> None:
    course = Course(outcome, first=Judged(outcome, 40, 100))
    assert settled(course) == Settled(outcome, 40, 100, SettledHow.FIRST_AGREED)


@pytest.mark.parametrize("provider", [PASS, FAIL])
def test_an_overturn_never_rests_on_one_judgement(provider: Outcome) -> None:
    other = FAIL if provider is PASS else PASS
    assert next_step(Course(provider, first=Judged(other))) is Needed.SECOND_JUDGEMENT
    assert next_step(Course(provider, first=Judged(provider, earlier=(other,)))) is Needed.SECOND_JUDGEMENT


def test_a_decoy_that_agrees_is_judged_twice() -> None:
    course = Course(PASS, is_decoy=True, first=Judged(PASS, 60, 100))
    assert next_step(course) is Needed.SECOND_JUDGEMENT
    course = replace(course, second=Judged(PASS, 70, 100))
    assert settled(course) == Settled(PASS, 60, 100, SettledHow.SECOND_AGREED)


def test_a_correction_does_not_undo_a_second_judgement() -> None:
    course = Course(PASS, first=Judged(PASS, earlier=(FAIL,)), second=Judged(FAIL))
    assert next_step(course) is Needed.ADJUDICATION


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Judged(PASS, earlier=(FAIL,)), Judged(PASS)),
        (Judged(FAIL), Judged(FAIL, earlier=(PASS,))),
        (Judged(PASS, earlier=(FAIL,)), Judged(PASS, earlier=(FAIL,))),
    ],
)
def test_a_dispute_that_was_corrected_away_is_still_decided_by_a_lead(first: Judged, second: Judged) -> None:
    assert next_step(Course(PASS, first=first, second=second)) is Needed.ADJUDICATION


def test_a_correction_of_a_mark_alone_makes_no_dispute() -> None:
    course = Course(PASS, is_decoy=True, first=Judged(PASS, 61, 100, earlier=(PASS,)), second=Judged(PASS))
    assert settled(course) == Settled(PASS, 61, 100, SettledHow.SECOND_AGREED)


def test_a_total_that_misleads_goes_to_a_lead_even_where_two_agree() -> None:
    course = Course(PASS, first=Judged(PASS, total_misleads=True), second=Judged(PASS))
    assert next_step(course) is Needed.ADJUDICATION
    course = Course(PASS, is_decoy=True, first=Judged(PASS), second=Judged(PASS, total_misleads=True))
    assert next_step(course) is Needed.ADJUDICATION


def test_a_third_judgement_is_asked_for_once() -> None:
    course = Course(PASS, first=Judged(FAIL), second=Judged(PASS), adjudications=[Adjudicated(REFER)])
    assert next_step(course) is Needed.THIRD_JUDGEMENT
    course = replace(course, third=Judged(FAIL))
    assert next_step(course) is Needed.ADJUDICATION
    assert not may_refer_back(course)
