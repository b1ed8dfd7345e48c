"""The few ways in which the service says no: each carries a plain sentence, each door translates it once."""

from __future__ import annotations

from collections.abc import Iterable

from moderation.steps import Step, Verb
from sampling.faults import Fault

__all__ = [
    "BUSY_SECONDS",
    "Busy",
    "Conflict",
    "Fault",
    "NotAllowed",
    "NotFound",
    "Rejected",
    "ServiceError",
    "Step",
    "Unavailable",
    "Verb",
]

Then = Step | tuple[Step, ...]
# After so long it is worth asking again.
BUSY_SECONDS = 2


class ServiceError(Exception):
    """The family: `sentence` is written for the person who asked, `then` is the way out, in the order of its steps."""

    def __init__(self, sentence: str, *, then: Then = ()) -> None:
        self.sentence = sentence
        self.then = (then,) if isinstance(then, Step) else then
        super().__init__(sentence)


class NotFound(ServiceError):
    """What was asked for does not exist, or not for this person."""


class NotAllowed(ServiceError):
    """The acting person may not do this; the sentence says who may."""


class Conflict(ServiceError):
    """The request disagrees with what is recorded already; `field` is the input to blame, if one is."""

    def __init__(self, sentence: str, *, field: str | None = None, then: Then = ()) -> None:
        self.field = field
        super().__init__(sentence, then=then)


class Busy(ServiceError):
    """The database is busy with other work; the same request will succeed when it is repeated."""


class Rejected(ServiceError):
    """The input is wrong; `faults` holds everything that is wrong with it, in the order of the input."""

    def __init__(self, faults: Iterable[Fault], *, sentence: str | None = None, then: Then = ()) -> None:
        self.faults = tuple(faults)
        super().__init__(sentence or "\n".join(str(fault) for fault in self.faults), then=then)


class Unavailable(ServiceError):
    """Something that the service needs, such as its database, cannot be reached or cannot write."""
