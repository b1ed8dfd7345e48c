"""Tells a file of another kind by its first bytes, and the way out of it."""

from __future__ import annotations

import re

from sampling.faults import Fault, Refused

WORKBOOK = b"PK\x03\x04"
_AS_CSV = "Open it in a spreadsheet and save its first sheet as CSV UTF-8."
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel workbook (.xls) or another old Office file, no CSV. Save it as .xlsx or as CSV UTF-8.",
    ),
    (b"%PDF", "a PDF, no CSV. File the table that the PDF was made from, as CSV UTF-8."),
    (b"\x1f\x8b", "a compressed file (gzip). Unpack it and file what is inside."),
    (b"{\\rtf", "a text document (RTF), no CSV. File the table itself as CSV UTF-8."),
    (b"SQLite format 3", "a database. Export the results as CSV UTF-8."),
    (b"\x89PNG", "a picture. File the table itself as CSV UTF-8."),
    (b"\xff\xd8\xff", "a picture. File the table itself as CSV UTF-8."),
)
_HTML = re.compile(rb"<(?:!doctype|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\b", re.IGNORECASE)


def refuse_other_kinds(head: bytes) -> None:
    """Refuse a file that is no table of text, in one sentence; a workbook too, which only its own reader opens."""
    if head.startswith(WORKBOOK):
        sentence = f"This is a workbook (or another zip file), whatever its name says, and no CSV. {_AS_CSV}"
        raise Refused([Fault(sentence)])
    for sign, what in _SIGNS:
        if head.startswith(sign):
            raise Refused([Fault(f"This is {what}")])
    text = _text(head).lstrip()
    if text.startswith(b"<"):
        if _HTML.match(text) or _HTML.search(text):
            sentence = f"This is a web page (HTML), as some systems save it under the name .xls or .csv. {_AS_CSV}"
            raise Refused([Fault(sentence)])
        if _XML.match(text):
            raise Refused([Fault(f"This is an XML file, no CSV. {_AS_CSV}")])
    if text.startswith((b"{", b"[{")):
        raise Refused([Fault("This is JSON, no CSV: a file has a header row and a row for each result.")])


def _text(head: bytes) -> bytes:
    """Return what may be text in bytes of one each, whatever encoding it comes in."""
    return head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
