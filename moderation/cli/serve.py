"""`moderation serve`: the pages, by gunicorn."""

from __future__ import annotations

import os
import socket
import sys

import click

from moderation.cli.acting import opened, settings
from moderation.cli.commands import command
from moderation.database.revision import refuse_other_schema
from moderation.database.transaction import reading
from moderation.errors import Conflict, Fault, Rejected

# A slow upload keeps a thread, not a worker: a sync worker would be killed while it receives one.
THREADS = 4
PATIENCE_SECONDS = 60


@command("serve --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on; else PORT, or 8000.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="How many processes answer.")
def serve(*, host: str, port: int | None, workers: int) -> None:
    """Serve the pages until the command is stopped."""
    start(host, port or settings().port, workers=workers)


def start(host: str, port: int, *, workers: int = 2) -> None:
    """Become the server, once it is sure that it can serve."""
    found = settings()
    with opened(found) as engine, reading(engine) as session:
        refuse_other_schema(session)
    refuse_taken(host, port)
    click.echo(f"Serving on http://{host}:{port} - stop with Ctrl-C.", err=True)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *gunicorn(host, port, workers=workers)])  # noqa: S606 - ourselves


def gunicorn(host: str, port: int, *, workers: int) -> list[str]:
    """Return the arguments with which Python runs the server."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        "-m",
        "gunicorn",
        "moderation.app:create_app()",
        f"--bind={address}",
        f"--workers={workers}",
        "--worker-class=gthread",
        f"--threads={THREADS}",
        f"--timeout={PATIENCE_SECONDS}",
        "--graceful-timeout=30",
        "--max-requests=10000",
        "--max-requests-jitter=1000",
        # Its socket would let whoever reaches it command the server.
        "--no-control-socket",
        "--log-level=warning",
    ]


def refuse_taken(host: str, port: int) -> None:
    """Refuse a port on which somebody listens already, before the server tries for long; and no address at all."""
    if not host.strip():
        raise Rejected(
            [Fault("Name the address to listen on; 0.0.0.0 is every address of this machine.", column="host")]
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = (error.strerror or "unknown").lower()
            raise Conflict(f"{host}:{port} cannot be listened on: {reason}. Choose another port.") from None
