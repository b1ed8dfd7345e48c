"""Answers that were given before: good until the log grows, since nothing changes without an entry in it."""

from __future__ import annotations

import threading
from collections import OrderedDict

from api.v1.door.answer import Answer

Question = tuple[str | None, str, bool]

MOST_BYTES = 32 << 20
LARGEST_ANSWER = 2 << 20


class Cache:
    """Holds the latest answers of this process, by whose records were asked for and how; bounded in bytes."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        self._held: OrderedDict[Question, Answer] = OrderedDict()
        self._most, self._bytes, self._entry = most_bytes, 0, -1
        self._lock = threading.Lock()

    def recall(self, question: Question, entry: int) -> Answer | None:
        """Return the answer to a question as of an entry of the log, if it was given."""
        with self._lock:
            if entry != self._entry:
                return None
            answer = self._held.get(question)
            if answer is not None:
                self._held.move_to_end(question)
            return answer

    def keep(self, question: Question, entry: int, *, answer: Answer) -> None:
        """Remember an answer; those of earlier entries are forgotten."""
        if len(answer.body) > LARGEST_ANSWER:
            return
        with self._lock:
            if entry < self._entry:
                return
            if entry > self._entry:
                self._held.clear()
                self._entry, self._bytes = entry, 0
            replaced = self._held.pop(question, None)
            self._held[question] = answer
            self._bytes += len(answer.body) - (len(replaced.body) if replaced else 0)
            while self._bytes > self._most:
                self._bytes -= len(self._held.popitem(last=False)[1].body)
