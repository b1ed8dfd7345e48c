"""The table that `python -m bench` prints, a line a result."""

from __future__ import annotations

from bench.result import Result

_COLUMNS = "{:<51}  {:>9}  {:>9}  {:<34}  {:>6}  {:<12}  {}"
_VERDICTS = {True: "holds", False: "DOES NOT HOLD", None: "information"}


def heading() -> str:
    """Return the names of the columns; the ratio is ours over the baseline."""
    return _COLUMNS.format("what", "ours", "baseline", "which baseline", "ratio", "wanted", "verdict")


def line(result: Result) -> str:
    """Return a result as a line of the table."""
    wanted = [
        *([] if result.most is None else [f"<= {result.most:g} {result.unit}"]),
        *([] if result.most_ratio is None else [f"ratio <= {result.most_ratio:g}"]),
    ]
    return _COLUMNS.format(
        result.name,
        _measure(result.ours, result.unit),
        "-" if result.baseline is None else _measure(result.baseline, result.unit),
        result.baseline_name or "-",
        "-" if result.ratio is None else f"{result.ratio:.2f}",
        ", ".join(wanted) or "-",
        _VERDICTS[result.holds],
    )


def _measure(value: float, unit: str) -> str:
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"
