"""What a sample of some size can show at all, whatever it finds: said beside every figure (method page, section 4)."""

from __future__ import annotations

from sampling.evidence import Evidence, weigh
from sampling.ratio import TWENTIETH, Ratio
from sampling.sentence import percentage


def outlook(scripts: int, sample: int, *, threshold: Ratio = TWENTIETH) -> str:
    """Return in words what a sample of n of N scripts can show at most; empty where nothing needs to be said.

    >>> outlook(200, 20)
    'A sample of 20 from 200 can never show that the true rate is within 5%, even with no overturn.'
    >>> outlook(190, 19).partition("overturn. ")[2]
    'One overturn in a sample of 19 is more than 5%.'
    >>> outlook(540, 54)
    ''
    """
    if not 1 <= sample <= scripts:
        return ""
    sentences = []
    percent = percentage(threshold)
    if weigh(scripts, sample, 0, threshold=threshold) not in {Evidence.CERTAIN, Evidence.STRONG_MET}:
        sentences.append(
            f"A sample of {sample:,} from {scripts:,} can never show that the true rate is within {percent}, even with "
            "no overturn."
        )
    if sample < scripts and threshold.is_exceeded(1, sample):
        sentences.append(f"One overturn in a sample of {sample:,} is more than {percent}.")
    return " ".join(sentences)
