"""Free text of moderators: checked, kept where it can be erased, and remembered for ever as a salted hash alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from moderation.database.fingerprint import fingerprint, new_salt
from moderation.errors import Fault

LONGEST_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A text with the salt of its hash."""

    text: str
    salt: str

    @property
    def hash(self) -> str:
        """The salted hash that an immutable record keeps."""
        return fingerprint(self.text, self.salt)


def keep(text: str) -> Kept:
    """Return a text ready to be kept, with a fresh salt."""
    return Kept(text.strip(), new_salt())


def hash_of_all(texts: Iterable[Kept]) -> str | None:
    """Return one hash over several texts in their order, or None where there is none."""
    hashes = [each.hash for each in texts]
    return fingerprint("".join(hashes), "") if hashes else None


def text_faults(text: str | None, *, column: str, required: bool) -> list[Fault]:
    """Return what is wrong with a text."""
    stripped = (text or "").strip()
    if required and not stripped:
        return [Fault("Give a reason.", column=column)]
    if len(stripped) > LONGEST_TEXT:
        return [Fault(f"A text has at most {LONGEST_TEXT} characters.", column=column, value=stripped)]
    if "\0" in stripped or any("\ud800" <= character <= "\udfff" for character in stripped):
        return [Fault("The text holds characters that are none. Type it again.", column=column, value=stripped)]
    return []
