"""The rule of metric 5, in integers: met, not met, or why neither can be said (source 000, Annex A, metric 5)."""

from __future__ import annotations

from dataclasses import dataclass

from sampling.faults import Fault, Refused, number_shown
from sampling.ratio import TWENTIETH, Ratio
from sampling.told import Told, told

LARGEST_COUNT = 10_000_000


class Status(Told):
    """What the rule says of a sample."""

    MET = told("met", "Met", "No more than 5% of the sample was overturned.")
    NOT_MET = told("not_met", "Not met", "More than 5% of the sample was overturned.")
    NOT_YET_DETERMINED = told("not_yet_determined", "Not yet determined", "Sampled scripts are without an outcome.")
    NOT_SHOWN = told("not_shown", "Not shown", "Missing scripts leave it open on which side of 5% it lies.")
    NOT_ASSESSABLE = told("not_assessable", "Not assessable", "There was nothing to sample.")


@dataclass(frozen=True, slots=True)
class Counts:
    """The scripts of a frame and what became of its metric sample.

    The sample is `moderated` + `pending` + `missing`: excluded scripts are in none of them. Overturned scripts are
    among the moderated. All are whole numbers from 0 to LARGEST_COUNT.
    """

    scripts: int
    moderated: int
    overturned: int
    pending: int = 0
    missing: int = 0

    @property
    def sample(self) -> int:
        """The denominator of the metric, n."""
        return self.moderated + self.pending + self.missing

    @property
    def is_complete(self) -> bool:
        """Whether every sampled script has a national outcome."""
        return not self.pending and not self.missing


def check_counts(counts: Counts) -> None:
    """Refuse counts that cannot be those of a sample, with every reason."""
    named = {
        "scripts": counts.scripts,
        "moderated": counts.moderated,
        "overturned": counts.overturned,
        "pending": counts.pending,
        "missing": counts.missing,
    }
    rule = f"A count is a whole number from 0 to {LARGEST_COUNT}."
    faults = [
        Fault(rule, column=name, value=number_shown(each))
        for name, each in named.items()
        if not 0 <= each <= LARGEST_COUNT
    ]
    if faults:
        raise Refused(faults)
    if counts.overturned > counts.moderated:
        sentence = f"More scripts were overturned than the {counts.moderated} that were moderated."
        faults.append(Fault(sentence, column="overturned", value=str(counts.overturned)))
    if counts.sample > counts.scripts:
        sentence = (
            f"Moderated, pending and missing make {counts.sample}, more than the {counts.scripts} scripts of the frame."
        )
        faults.append(Fault(sentence, column="moderated", value=str(counts.moderated)))
    if faults:
        raise Refused(faults)


def decide(counts: Counts, *, threshold: Ratio = TWENTIETH) -> Status:
    """Say whether no more than the threshold was overturned, whatever the pending and missing scripts turn out to be.

    >>> decide(Counts(scripts=1190, moderated=119, overturned=6)).value
    'not_met'
    >>> decide(Counts(scripts=1200, moderated=119, overturned=6, missing=1)).value
    'not_shown'
    """
    if not counts.sample:
        return Status.NOT_ASSESSABLE
    if threshold.is_exceeded(counts.overturned, counts.sample):
        return Status.NOT_MET
    if not threshold.is_exceeded(counts.overturned + counts.pending + counts.missing, counts.sample):
        return Status.MET
    return Status.NOT_YET_DETERMINED if counts.pending else Status.NOT_SHOWN
