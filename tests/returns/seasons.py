"""A window that is open for returns, and the people who file and freeze."""

from __future__ import annotations

import io
from dataclasses import dataclass

from sqlalchemy import Engine

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.returns.file_return import Filed, FileReturn, file_return
from moderation.returns.freeze_frames import FreezeFrames, Freezing, freeze_frames
from tests.inserting import inserting
from tests.windows.scenes import CLOCK, opened, some_providers, somebody

WINDOW = "2014J"


@dataclass(frozen=True, slots=True)
class Season:
    """A window with three providers, each with somebody who files for it."""

    engine: Engine
    official: Actor
    staff: dict[str, Actor]

    def file(self, code: str, file: io.BytesIO, *, actor: Actor | None = None, declared_by: str = "Ann Bee") -> Filed:
        """File a return."""
        command = FileReturn(provider_code=code, window_code=WINDOW, file=file, declared_by=declared_by)
        with inserting(self.engine) as session:
            return file_return(Act(session, actor or self.staff[code], CLOCK()), command)

    def freeze(self, *codes: str) -> Freezing:
        """Freeze frames."""
        with inserting(self.engine) as session:
            command = FreezeFrames(window_code=WINDOW, provider_codes=codes)
            return freeze_frames(Act(session, self.official, CLOCK()), command)


def open_season(engine: Engine) -> Season:
    """Open a window for three providers."""
    some_providers(engine, "AAA", "BBB", "CCC")
    official = somebody(engine, Role.OFFICIAL)
    opened(engine, official)
    staff = {
        code: somebody(engine, Role.PROVIDER, email=f"staff@{code.lower()}.example", provider=code)
        for code in ("AAA", "BBB", "CCC")
    }
    return Season(engine, official, staff)
