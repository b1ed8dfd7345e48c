"""The service's own other files, by the columns that tell each: whoever files one meant another."""

from __future__ import annotations

OTHER_FILES = {
    frozenset({"provider", "script_ref", "mark", "max_mark", "outcome"}): "a sheet of second marks",
    frozenset({"rank", "position", "script_ref", "ticket"}): "the sample that was drawn",
    frozenset({"position", "script_ref", "qualification"}): "a frame that was frozen from a return",
    frozenset({"provider_code", "window_code", "evidence"}): "the table of figures",
}
