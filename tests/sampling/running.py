"""Running `python -m sampling` inside the test, and a certificate with all that belongs to it."""

from __future__ import annotations

import copy
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sampling.certificate import Circumstances, Json, certificate, private_part
from sampling.command_line import main
from sampling.draw import draw
from sampling.frame import Frame, canonical_order

SEED = "01382438112797316654"
SALT = bytes(range(32))
HEADER = "script_ref,qualification,final_mark,max_mark,outcome,peer_moderated,changed_by_peer_moderation"


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    status: int
    out: str
    err: str


def run(*arguments: str | Path) -> Ran:
    """Run a command with streams as strict as those of a terminal; only an exit may end it otherwise."""
    out, err = io.BytesIO(), io.BytesIO()
    strict = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    lenient = io.TextIOWrapper(err, encoding="utf-8", errors="backslashreplace", write_through=True)
    with redirect_stdout(strict), redirect_stderr(lenient):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as exit_:
            status = exit_.code if isinstance(exit_.code, int) else 0
    return Ran(status, out.getvalue().decode(), err.getvalue().decode())


def refused(ran: Ran, status: int = 1) -> str:
    """Return the sentences of a refusal; fail where it is none, or says more than sentences on standard error."""
    assert (ran.status, ran.out) == (status, "")
    assert "Traceback" not in ran.err
    lines = ran.err.splitlines()
    assert lines
    if status == 1:
        assert [line for line in lines if not line.endswith(".")] == []
        assert all(character.isprintable() for line in lines for character in line)
    return ran.err


def result(reference: str, qualification: str = "NPQSL", mark: int = 70) -> tuple[str, ...]:
    """Return one final result in the order of a frame's columns."""
    return (reference, qualification, str(mark), "100", "pass", "no", "no")


def some_frame(scripts: int = 40) -> Frame:
    """Return a frame of some scripts with marks that differ."""
    return Frame(canonical_order(result(f"S-{number}", mark=number % 101) for number in range(scripts)))


def file_of(frame: Frame) -> str:
    """Return the text of a frame's file."""
    return "\n".join([HEADER, *(",".join(each) for each in frame.results)]) + "\n"


def some_certificate(frame: Frame, *, extend_to: int | None = 8) -> Json:
    """Return an unsigned certificate in which every member but key and signature is known."""
    drawn = draw("CCC", "2014J", seed=SEED, scripts_count=frame.scripts_count, extend_to=extend_to)
    known = Circumstances(
        frame_digest=frame.digest(SALT),
        seed_source="National Lottery, Lotto, draw 2847",
        seed_announced_at="2026-06-01T09:00:00Z",
        frame_frozen_at="2026-06-15T17:00:00.25Z",
        seed_recorded_at="2026-06-22T09:30:00Z",
        recorder_role="official",
        witness_role="official",
        audit_head="ab" * 32,
    )
    return certificate(drawn, known)


def some_private_part(frame: Frame, *, extend_to: int | None = 8) -> Json:
    """Return the private part of `some_certificate`."""
    drawn = draw("CCC", "2014J", seed=SEED, scripts_count=frame.scripts_count, extend_to=extend_to)
    return private_part(drawn, frame, salt=SALT)


def changed(document: Json, **members: Any) -> Json:
    """Return a copy of a document with some members changed."""
    return copy.deepcopy(document) | members


def written(folder: Path, name: str, document: Any) -> Path:
    """Write a document as JSON and return its path."""
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
