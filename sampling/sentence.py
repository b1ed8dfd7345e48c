"""The plain sentence that joins rule and evidence: the first words of every page with a figure.

It never says more than the counts: what the rule decided, and what a sample of this size can and cannot tell.
"""

from __future__ import annotations

from fractions import Fraction

from sampling.evidence import Evidence, Interval
from sampling.ratio import Ratio
from sampling.rule import Counts, Status


def sentence(
    counts: Counts,
    status: Status,
    *,
    interval: Interval | None,
    evidence: Evidence | None,
    threshold: Ratio,
) -> str:
    """Return what a figure says in words; interval and evidence are there just when the sample is complete.

    >>> from sampling.accuracy import assess
    >>> print(assess(Counts(scripts=200, moderated=20, overturned=1)).sentence)
    Met: 1 of 20 overturned. A sample of 20 from 200 cannot tell whether the true rate is within 5%: \
anything from 1 to 47 of the 200 is compatible with it.
    """
    if status is Status.NOT_ASSESSABLE:
        return f"Not assessable: no script was sampled from {_frame(counts.scripts)}."
    if interval is None or evidence is None:
        return _incomplete(counts, status, threshold)
    head = f"{status.label}: {_many(counts.overturned)} of {_many(counts.sample)} overturned."
    return f"{head} {_evidence(counts, evidence, interval, threshold)}"


def _evidence(counts: Counts, evidence: Evidence, interval: Interval, threshold: Ratio) -> str:
    percent = percentage(threshold)
    sample, scripts = _many(counts.sample), _many(counts.scripts)
    compatible = f"{_many(interval.lower)} to {_many(interval.upper)} of the {scripts}"
    if evidence is Evidence.INCONCLUSIVE:
        doubt = f"A sample of {sample} from {scripts} cannot tell whether the true rate is within {percent}"
        return f"{doubt}: anything from {compatible} is compatible with it."
    if evidence is Evidence.CERTAIN:
        return _certainty(counts, percent, threshold)
    side = f"is within {percent}" if evidence is Evidence.STRONG_MET else f"is above {percent}"
    return (
        f"The sample of {sample} from {scripts} is strong evidence that the true rate {side}: "
        f"{compatible} is compatible with it."
    )


def _certainty(counts: Counts, percent: str, threshold: Ratio) -> str:
    scripts = _many(counts.scripts)
    if counts.sample == counts.scripts:
        return f"All {scripts} scripts were moderated, so this is the true rate."
    if threshold.is_exceeded(counts.overturned, counts.scripts):
        return f"These alone are more than {percent} of all {scripts} scripts, so the true rate is certainly above it."
    return f"Were every other script overturned, the {scripts} would still be within {percent}: this is certain."


def _incomplete(counts: Counts, status: Status, threshold: Ratio) -> str:
    """Return the sentence while outcomes are pending or scripts missing: counts alone, and why no evidence is given."""
    most = counts.overturned + counts.missing
    overturned = _many(counts.overturned)
    if counts.missing:
        overturned += f" to {_many(most)}"
    parts = []
    if counts.missing:
        parts.append(f"{_scripts(counts.missing)} not supplied")
    if counts.pending:
        parts.append(f"{_scripts(counts.pending)} not moderated yet")
    known = f"{status.label}: {overturned} of {_many(counts.sample)} overturned, with {' and '.join(parts)}."
    percent = percentage(threshold)
    if status is Status.NOT_MET:
        return f"{known} Those overturned are already more than {percent}."
    if status is Status.MET:
        return f"{known} Were all of those overturned, it would still be no more than {percent}."
    if status is Status.NOT_SHOWN:
        return f"{known} Whether it is within {percent} depends on the missing scripts."
    return f"{known} Whether it is within {percent} depends on the scripts without an outcome."


def percentage(ratio: Ratio) -> str:
    """Return a rate in per cent, or as the ratio itself where two decimals cannot hold it.

    >>> percentage(Ratio(1, 20)), percentage(Ratio(1, 3))
    ('5%', '1/3')
    """
    hundredths = Fraction(ratio.numerator, ratio.denominator) * 10_000
    if hundredths.denominator != 1:
        return str(ratio)
    whole, rest = divmod(int(hundredths), 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%" if rest else f"{whole}%"


def _many(count: int) -> str:
    return f"{count:,}"


def _scripts(count: int) -> str:
    return f"{_many(count)} script{'' if count == 1 else 's'}"


def _frame(count: int) -> str:
    return "a frame of no scripts" if count == 0 else f"the {_scripts(count)} of the frame"
