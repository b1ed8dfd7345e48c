"""Turns the bytes of a file into one text: UTF-8, with a line feed at each line's end, whatever they came as."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from sampling.faults import Fault, Refused
from sampling.files.kinds import refuse_other_kinds
from sampling.files.notes import Notes
from sampling.rows import LARGEST_FILE, LONGEST_LINE

BLOCK = 1 << 20
HEAD = 1 << 16
LINES_LOOKED_AT = 20
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_UTF8_MARK = b"\xef\xbb\xbf"
_SEPARATOR_LINE = re.compile(rb'"?sep=([,;\t|])"?[ \t]*', re.IGNORECASE)
# What Windows-1252 does not know.
_NO_CP1252 = bytes((0x00, 0x81, 0x8D, 0x8F, 0x90, 0x9D))
_MOSTLY = 0.4


@contextmanager
def as_text(file: BinaryIO, notes: Notes, *, is_column: Callable[[str], bool]) -> Iterator[tuple[BinaryIO, str]]:
    """Open the text of a file from its beginning, with the sign that stands between its values.

    Raises Refused for a file of another kind.
    """
    file.seek(0)
    head = file.read(HEAD)
    refuse_other_kinds(head)
    encoding, skipped = _encoding(file, head, notes)
    file.seek(skipped)
    with TemporaryFile() as kept:
        text = cast("BinaryIO", kept)
        _transcribe(file, text, encoding=encoding)
        text.seek(0)
        separator = _separator(text, notes, is_column=is_column)
        yield text, separator


def _encoding(file: BinaryIO, head: bytes, notes: Notes) -> tuple[str, int]:
    """Return the encoding of a file and how many bytes its marks take."""
    marks = 0
    while head.startswith(_UTF8_MARK, marks):
        marks += len(_UTF8_MARK)
    if marks:
        if marks > len(_UTF8_MARK):
            notes.say("The byte order mark stands more than once and was skipped.")
        return "utf-8", marks
    for mark, name in ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")):
        if head.startswith(mark):
            notes.say("Read as text in UTF-32.")
            return name, len(mark)
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            notes.say("Read as text in UTF-16.")
            return name, len(mark)
    for name, zeros in (("utf-16-le", head[1:200:2]), ("utf-16-be", head[0:200:2])):
        if len(head) >= 4 and zeros.count(0) > len(zeros) * (1 - _MOSTLY) and head[:200].count(0) <= len(zeros) + 1:
            notes.say("Read as text in UTF-16.")
            return name, 0
    return _of_bytes(file, notes), 0


def _of_bytes(file: BinaryIO, notes: Notes) -> str:
    """Tell UTF-8 from Windows-1252; what is neither stays UTF-8, and each cell that is none is named."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, may_be_cp1252 = True, True
    while block := file.read(BLOCK):
        if is_utf8:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                is_utf8 = False
        may_be_cp1252 = may_be_cp1252 and len(block) == len(block.translate(None, _NO_CP1252))
        if not is_utf8 and not may_be_cp1252:
            return "utf-8"
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    if is_utf8 or not may_be_cp1252:
        return "utf-8"
    notes.say("Read as text in Windows-1252, which is not UTF-8.")
    return "cp1252"


def _transcribe(file: BinaryIO, text: BinaryIO, *, encoding: str) -> None:
    """Write a file as UTF-8 with line feeds; inside quotes nothing changes."""
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(errors=errors)
    size, is_quoted, held = 0, False, ""
    while True:
        block = file.read(BLOCK)
        size += len(block)
        if size > LARGEST_FILE:
            raise Refused([Fault(f"The file is larger than {LARGEST_FILE} bytes. Split it.")])
        piece = held + decoder.decode(block, final=not block)
        # A carriage return may be half of a line's end.
        held = "\r" if block and piece.endswith("\r") else ""
        piece = piece[: len(piece) - len(held)]
        lines, is_quoted = _with_line_feeds(piece, is_quoted=is_quoted)
        text.write(lines.encode("utf-8", "surrogateescape"))
        if not block:
            return


def _with_line_feeds(piece: str, *, is_quoted: bool) -> tuple[str, bool]:
    if "\r" not in piece:
        return piece, is_quoted ^ bool(piece.count('"') % 2)
    parts = piece.split('"')
    for place in range(int(is_quoted), len(parts), 2):
        parts[place] = parts[place].replace("\r\n", "\n").replace("\r", "\n")
    return '"'.join(parts), is_quoted ^ (len(parts) % 2 == 0)


def _separator(text: BinaryIO, notes: Notes, *, is_column: Callable[[str], bool]) -> str:
    """Return what stands between values, by a line that says so or by the names it parts; leave the text there."""
    line = text.readline(LONGEST_LINE)
    named = _SEPARATOR_LINE.fullmatch(line.strip(b"\n"))
    if named:
        separator = named.group(1).decode()
        notes.say(f"The first line, {line.strip().decode()}, was read as what stands between values.")
        return separator
    lines = [line, *(text.readline(LONGEST_LINE) for _ in range(LINES_LOOKED_AT - 1))]
    text.seek(0)
    decoded = [each.decode("utf-8", "replace").rstrip("\n") for each in lines]
    separator = max(SEPARATORS, key=lambda sign: max(_names(each, sign, is_column) for each in decoded))
    if separator != ",":
        notes.say(f"Read with {SEPARATORS[separator]} between values.")
    return separator


def _names(line: str, separator: str, is_column: Callable[[str], bool]) -> int:
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return 0
    return len({cell for cell in cells if is_column(cell)})
