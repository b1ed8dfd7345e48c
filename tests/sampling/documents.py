"""A certificate and a private part, with values that each of their members may and may not have."""

from __future__ import annotations

from typing import Any

from tests.sampling.running import some_certificate, some_frame, some_private_part

CERTIFICATE = some_certificate(some_frame())
PRIVATE = some_private_part(some_frame())

WRONG: dict[str, list[Any]] = {
    "schema_version": [0, 2, "1", None, True],
    "method": ["", "Consistent_sampler", None, 1, []],
    "method_version": ["1.0.9", None, 1],
    "provider": ["", "A/B", "A B", "X" * 33, "A\n", "é", None, 7, [], {}],
    "window": ["", "A/B", "A\n", None],
    "scripts_count": [0, -1, 10_000_001, 10**4_000, "40", None, True, [40]],
    "rate": ["0/1", "1/0", "01/10", "1/10 ", "1/10\n", "1:10", "1/1000000000", "٣/10", None, 10],
    "sample_count": [0, -4, "4", None, True],
    "extended_to": [0, 10_000_001, "8", None, False],
    "frame_digest": ["", "AB" * 32, "ab" * 31, "ab" * 33, "ab" * 32 + "\n", 0],
    "frame_frozen_at": ["", "2026-06-15", "2026-06-15T17:00:00", "2026-06-15T17:00:00+01:00", 0],
    "seed": ["", "1" * 19, "1" * 201, "\ud800" * 20, None, 12345678901234567890],
    "seed_source": ["", "x" * 201, 0, []],
    "seed_announced_at": ["yesterday", "2026-06-15T17:00:00.1234567Z", 0],
    "seed_recorded_at": ["2026-06-15T17:00:00Z\n", False],
    "recorder_role": ["", {}],
    "witness_role": ["", 1],
    "sample": [
        *([], {}, None, "sample", [1], [[]], [{}], [{"position": 1}], [{"ticket": "0." + "1" * 70}]),
        *([{"position": each, "ticket": "0." + "1" * 70}] for each in (0, "1", None, True, 10_000_001)),
        *([{"position": 1, "ticket": each}] for each in ("", "0.1", "1." + "1" * 70, "0." + "1" * 79, None, 0)),
        [{"position": 1, "ticket": "0." + "1" * 70, "script_ref": "S-1"}],
        [{"position": 1, "ticket": "0." + "1" * 70}, {"position": 2}],
    ],
    "audit_head": ["", "g" * 64, 1],
    "key_id": ["", "ab" * 31, []],
    "signature": ["", "ab" * 63, "AB" * 64, "ab" * 64 + "\n", 0],
}
NO_REFERENCES: tuple[Any, ...] = ("", "S" * 65, "S 1", "S\n", None, 1, [])
WRONG_PRIVATE: dict[str, list[Any]] = {
    "schema_version": WRONG["schema_version"],
    "provider": WRONG["provider"],
    "window": WRONG["window"],
    "frame_digest": [*WRONG["frame_digest"], None],
    "salt": ["0", "0g", "FF", "00" * 65, "00\n", None, 0],
    "references": [
        *([], {}, None, [1], [{}], [{"position": 1}], [{"position": 0, "script_ref": "S-1"}]),
        *([{"position": 1, "script_ref": each}] for each in NO_REFERENCES),
        [{"position": 1, "script_ref": "S-1", "ticket": "0." + "1" * 70}],
    ],
}
RIGHT: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("provider", "window"), ("A", "." * 32, "a.b_c-D9")),
    **dict.fromkeys(("scripts_count", "sample_count", "extended_to"), (1, 10_000_000)),
    **dict.fromkeys(("frame_digest", "audit_head", "key_id"), ("0" * 64, None)),
    **dict.fromkeys(("recorder_role", "witness_role", "seed_source"), (None, "x", "é" * 200, "a\nb")),
    **dict.fromkeys(("frame_frozen_at", "seed_announced_at"), (None, "2026-06-15T17:00:00.123456Z")),
    "rate": ("1/1", "999999999/999999999", "1/10"),
    "seed": ("1" * 20, "é" * 200, "\N{FACE WITH TEARS OF JOY}" * 200, "\n" * 20),
    "sample": ([{"position": 10_000_000, "ticket": "0." + "0" * 64}],),
    "signature": (None, "0" * 128),
}
