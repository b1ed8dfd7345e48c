"""Asks a server the same questions over many connections at once, and tells how long each answer took."""

from __future__ import annotations

import selectors
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured: answers a second, and the middle and the slow end of their times."""

    rate: float
    p50: float
    p99: float
    statuses: frozenset[int]


class _Connection:
    """One connection that has asked and waits."""

    def __init__(self, address: tuple[str, int], question: bytes) -> None:
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.question, self.answer, self.asked_at = question, b"", 0.0

    def ask(self) -> None:
        """Send the question."""
        self.answer, self.asked_at = b"", perf_counter()
        self.socket.sendall(self.question)

    def take(self) -> int | None:
        """Take what came; return the status once the answer is whole."""
        block = self.socket.recv(BLOCK)
        if not block:
            raise ConnectionError("The server closed a connection in the middle of an answer.")
        self.answer += block
        head, found, body = self.answer.partition(b"\r\n\r\n")
        if not found:
            return None
        length = next((int(line[15:]) for line in head.split(b"\r\n") if line[:15].lower() == b"content-length:"), 0)
        return int(head[9:12]) if len(body) >= length else None


def load(
    address: tuple[str, int], path: str, *, headers: Sequence[str] = (), connections: int = 64, seconds: float = 5
) -> Load:
    """Ask for a path over some connections, each one question after another, for some seconds."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {address[0]}:{address[1]}", *headers]
    question = "\r\n".join([*lines, "", ""]).encode("ascii")
    selector = selectors.DefaultSelector()
    opened = [_Connection(address, question) for _ in range(connections)]
    for connection in opened:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.ask()
    times: list[float] = []
    statuses: set[int] = set()
    began = perf_counter()
    # A server that only just started may answer nobody for a while.
    while perf_counter() - began < seconds or len(times) < connections:
        for key, _ in selector.select(timeout=1):
            connection = key.data
            status = connection.take()
            if status is not None:
                statuses.add(status)
                times.append(perf_counter() - connection.asked_at)
                connection.ask()
    taken = perf_counter() - began
    # What is still being answered would be in the way of whatever is measured next.
    for connection in opened:
        while connection.take() is None:
            pass
        connection.socket.close()
    times.sort()
    return Load(
        rate=len(times) / taken,
        p50=times[len(times) // 2],
        p99=times[len(times) * 99 // 100],
        statuses=frozenset(statuses),
    )
