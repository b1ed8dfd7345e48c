"""What each command of `python -m sampling` does with its arguments; each returns its exit status.

numpy is loaded only by the commands that draw.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from sampling.accuracy import Accuracy, assess
from sampling.codes import parse_salt, seed_warnings
from sampling.faults import printable
from sampling.files.notes import Notes
from sampling.frame import Frame
from sampling.frame_file import read_frame
from sampling.ratio import parse_confidence, parse_ratio
from sampling.rule import Counts, Status

HELD, FAILED = 0, 1
BAR_WIDTH = 40


def digest(given: Namespace) -> int:
    """Print the digest of a frame file."""
    salt = parse_salt(given.salt)
    frame = _frame_of(given.frame)
    _say_left_out(frame.left_out_count)
    print(frame.digest(salt))
    return HELD


def draw_sample(given: Namespace) -> int:
    """Print a sample, or the unsigned certificate of its draw."""
    from sampling.certificate import Circumstances, certificate
    from sampling.draw import draw

    for warning in seed_warnings(given.seed):
        print(f"warning: {warning}", file=sys.stderr)
    rate, salt = parse_ratio(given.rate), parse_salt(given.salt)
    frame = None if given.frame is None else _frame_of(given.frame)
    drawn = draw(
        given.provider,
        given.window,
        seed=given.seed,
        scripts_count=given.count if frame is None else frame.scripts_count,
        rate=rate,
        extend_to=given.extend_to,
    )
    if frame is not None:
        _say_left_out(frame.left_out_count)
    if given.json:
        frame_digest = None if frame is None else frame.digest(salt)
        print(json.dumps(certificate(drawn, Circumstances(frame_digest=frame_digest)), indent=2))
    elif frame is None:
        print("\n".join(map(str, drawn.positions)))
    else:
        print("\n".join(frame.reference(position) for position in drawn.positions))
    return HELD


def verify_certificate(given: Namespace) -> int:
    """Print a line for each check of a certificate; fails when any check does."""
    from sampling.certificate_file import read_document
    from sampling.rows import opened
    from sampling.verify import Given, Verdict, verify

    key = None
    if given.public_key is not None:
        from sampling.signature import read_public_key

        with opened(given.public_key) as file:
            key = read_public_key(file.read(1 << 16))
    document = read_document(given.certificate)
    private = None if given.private is None else read_document(given.private)
    frame = None if given.frame is None else _frame_of(given.frame)
    kept = private.get("salt") if private else None
    salt = parse_salt(given.salt if given.salt is not None else kept if isinstance(kept, str) else "")
    checks = verify(document, Given(frame, salt, private, key))
    for check in checks:
        print(printable(str(check), sys.stdout))
    return FAILED if any(check.verdict is Verdict.FAILS for check in checks) else HELD


def accuracy(given: Namespace) -> int:
    """Print the figure of metric 5 for some counts."""
    counts = Counts(given.scripts, given.moderated, given.overturned, given.pending, given.missing)
    found = assess(counts, confidence=parse_confidence(given.confidence))
    if given.json:
        print(json.dumps(found.as_json(), indent=2))
    else:
        _print_figure(found)
    return HELD


def show_characteristic(given: Namespace) -> int:
    """Print how often the rule says met, by the true number of overturns."""
    from sampling.characteristic import characteristic

    found = characteristic(given.scripts)
    if given.json:
        print(json.dumps(found.as_json(), indent=2))
        return HELD
    print(
        f"A sample of {found.sample:,} from {found.scripts:,}: met with at most {found.most_overturned:,} overturned."
    )
    print(f"Truly within 5%: at most {found.allowed:,} of the {found.scripts:,}.")
    shows = "can" if found.can_show_met else "can never, even with no overturn,"
    print(f"A sample of this size {shows} show at 95% confidence that the true rate is within 5%.\n")
    print(f"{'true count':>10}  {'true rate':>9}  {'judged met':>10}")
    for point in found.points:
        bar = "#" * round(point.p_met * BAR_WIDTH)
        print(
            f"{point.true_count:>10,}  {point.true_count / found.scripts:>9.2%}  {point.p_met:>10.4f}  {bar}".rstrip()
        )
        if point.p_met < 1e-4 and point.true_count > found.allowed:
            break
    return HELD


def _print_figure(found: Accuracy) -> None:
    print(found.sentence)
    if found.shown is None or found.status is Status.NOT_ASSESSABLE:
        return
    shown, scripts = found.shown, found.counts.scripts
    low, high = shown.interval.lower, shown.interval.upper
    level = f"{float(shown.interval.confidence):.10g}"
    print(
        f"  interval at {level}      {low:,} to {high:,} of {scripts:,} ({low / scripts:.1%} to {high / scripts:.1%})"
    )
    print(f"  upper bound at {level}   {shown.upper_bound_count:,} of {scripts:,}")
    print(f"  p_fails, p_meets      {shown.p_fails:.4g}, {shown.p_meets:.4g}")
    print(f"  evidence              {shown.evidence.value}")
    print(f"  e_met, e_fails        {shown.e_met:.4g}, {shown.e_fails:.4g}")
    settles = "never" if shown.settles_at is None else f"at {shown.settles_at:,} scripts, if no more are overturned"
    print(f"  certified as met      {settles}")


def _frame_of(path: str) -> Frame:
    """Read a frame, and say what was read how."""
    notes = Notes()
    frame = read_frame(path, notes=notes)
    for sentence in notes.sentences():
        print(printable(sentence, sys.stderr), file=sys.stderr)
    return frame


def _say_left_out(count: int) -> None:
    if count:
        rows = "row is" if count == 1 else "rows are"
        print(f"{count} {rows} pending or voided and no part of the frame.", file=sys.stderr)
