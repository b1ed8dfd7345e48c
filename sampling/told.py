"""Lists of values that say themselves what each value means, for whoever prints one."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self

NOTHING = "Nothing: it is a fact."


class Words(NamedTuple):
    """A value and its words: the label where it is shown, its meaning, and what may be done then."""

    value: str
    label: str
    meaning: str
    then: str


def told(value: str, label: str, meaning: str, *, then: str = NOTHING) -> Words:
    """Return a value with its words, for the members of an enumeration that is `Told`."""
    return Words(value, label, meaning, then)


class Told(StrEnum):
    """A closed list of values that stand beside their words; each is the text of its value as well.

    >>> class Answer(Told):
    ...     YES = told("yes", "Yes", "It is so.")
    >>> Answer("yes") is Answer.YES, Answer.YES == "yes", Answer.YES.label
    (True, True, 'Yes')
    """

    _value_: str
    label: str
    meaning: str
    then: str

    # Without the words it is the call that finds a member by its value.
    def __new__(cls, value: str, label: str = "", meaning: str = "", then: str = NOTHING) -> Self:
        """Make a member of its value and words; none of them may be empty."""
        if not all((value, label, meaning, then)):
            raise ValueError(f"A value of {cls.__name__} has no words.")
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.meaning, member.then = label, meaning, then
        return member

    @property
    def in_a_sentence(self) -> str:
        """The label as written within a sentence: its first letter is small, unless the word is an abbreviation."""
        first = self.label.partition(" ")[0]
        return self.label if first[1:] != first[1:].lower() else self.label[0].lower() + self.label[1:]
