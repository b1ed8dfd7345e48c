"""The figure of metric 5: the rule's answer and what the sample shows, in the fields that every door prints."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isinf
from typing import Any

from sampling import evidence, extension
from sampling.evidence import USUAL_CONFIDENCE, Evidence, Interval
from sampling.ratio import TWENTIETH, Ratio
from sampling.rule import Counts, Status, check_counts, decide
from sampling.sentence import sentence

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a complete sample shows beyond the rule; counts are of the frame's N scripts, p-values lie in [0, 1]."""

    interval: Interval
    upper_bound_count: int
    p_fails: float
    p_meets: float
    evidence: Evidence
    e_met: float
    e_fails: float
    settles_at: int | None


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A figure: counts, status, what is shown (nothing while a script is pending or missing) and its sentence."""

    counts: Counts
    status: Status
    shown: Shown | None
    sentence: str

    def as_json(self) -> Json:
        """Return the figure in the fields of `accuracy --json`: numbers, texts, and null for what is not known."""
        counts, shown = self.counts, self.shown
        return {
            "scripts_count": counts.scripts,
            "sample_count": counts.sample,
            "moderated_count": counts.moderated,
            "pending_count": counts.pending,
            "missing_count": counts.missing,
            "overturned_count": counts.overturned,
            **_rate("overturn_rate", counts, counts.overturned),
            **_rate("accuracy", counts, counts.sample - counts.overturned - counts.missing),
            "status": self.status.value,
            "interval": None if shown is None else _interval(shown.interval, counts.scripts),
            "upper_bound_count": shown and shown.upper_bound_count,
            "p_fails": shown and shown.p_fails,
            "p_meets": shown and shown.p_meets,
            "evidence": shown and shown.evidence.value,
            **e_value_json("e_met", None if shown is None else shown.e_met),
            **e_value_json("e_fails", None if shown is None else shown.e_fails),
            "settles_at": shown and shown.settles_at,
            "sentence": self.sentence,
        }


def e_value_json(name: str, value: float | None) -> Json:
    """Return an e-value as a number, null where none can hold it, and as text, which is then `inf`.

    >>> e_value_json("e_met", 0.5), e_value_json("e_met", float("inf"))
    ({'e_met': 0.5, 'e_met_text': '0.5'}, {'e_met': None, 'e_met_text': 'inf'})
    """
    held = None if value is None or isinf(value) else value
    return {name: held, f"{name}_text": None if value is None else str(value)}


def assess(counts: Counts, *, confidence: Fraction = USUAL_CONFIDENCE, threshold: Ratio = TWENTIETH) -> Accuracy:
    """Return the figure of these counts; raises Refused when they cannot be those of a sample.

    >>> assess(Counts(scripts=200, moderated=20, overturned=1)).sentence[:57]
    'Met: 1 of 20 overturned. A sample of 20 from 200 cannot t'
    """
    check_counts(counts)
    status = decide(counts, threshold=threshold)
    shown = _shown(counts, confidence, threshold) if counts.is_complete and counts.sample else None
    words = sentence(
        counts,
        status,
        interval=None if shown is None else shown.interval,
        evidence=None if shown is None else shown.evidence,
        threshold=threshold,
    )
    return Accuracy(counts, status, shown, words)


def _shown(counts: Counts, confidence: Fraction, threshold: Ratio) -> Shown:
    sample = counts.scripts, counts.sample, counts.overturned
    return Shown(
        interval=evidence.interval(*sample, confidence=confidence),
        upper_bound_count=evidence.upper_bound(*sample, confidence=confidence),
        p_fails=evidence.risk_if_failing(*sample, threshold=threshold),
        p_meets=evidence.risk_if_meeting(*sample, threshold=threshold),
        evidence=evidence.weigh(*sample, threshold=threshold),
        e_met=extension.e_met(*sample, threshold=threshold),
        e_fails=extension.e_fails(*sample, threshold=threshold),
        settles_at=extension.settles_at(*sample, threshold=threshold),
    )


def _rate(name: str, counts: Counts, least: int) -> Json:
    """Return a share of the sample and its two ends, which missing scripts keep apart; nulls while any is pending."""
    if counts.pending or not counts.sample:
        return dict.fromkeys((name, f"{name}_lower", f"{name}_upper"))
    lowest, highest = least / counts.sample, (least + counts.missing) / counts.sample
    return {name: None if counts.missing else lowest, f"{name}_lower": lowest, f"{name}_upper": highest}


def _interval(interval: Interval, scripts: int) -> Json:
    return {
        "confidence": float(interval.confidence),
        "lower_count": interval.lower,
        "upper_count": interval.upper,
        "lower_rate": interval.lower / scripts,
        "upper_rate": interval.upper / scripts,
    }
