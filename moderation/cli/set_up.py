"""Makes what a service needs before anybody can act: its folder, its database and its signing key."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, make_url

from moderation.access.permissions import Permission
from moderation.audit.act import Act, acting
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.clock import Clock
from moderation.database.engine import open_engine
from moderation.database.schema import upgrade
from moderation.draws.key_records import keys_in_use, record_key
from moderation.draws.signing import create_key, is_open_to_others, load_key
from moderation.errors import Unavailable
from moderation.people.find import the_operator
from moderation.proof.all_tables import all_records
from moderation.settings import Settings
from moderation.windows.default_policy import record_bundled_policy
from sampling.signature import key_id


def set_up(settings: Settings, *, clock: Clock, replace_key: bool = False) -> list[str]:
    """Make whatever is missing and return a sentence for each thing made.

    A missing signing key is replaced only when asked, since a copy of it may be put back.
    """
    made = [*_make_folder(settings.var)]
    engine = open_engine(settings.database_url)
    try:
        made += [*_make_database(engine), *_record_policy(engine, clock)]
        made += close_store(settings)
        made += _make_key(engine, settings, clock=clock, replace_key=replace_key)
    finally:
        engine.dispose()
    return made


def _make_key(engine: Engine, settings: Settings, *, clock: Clock, replace_key: bool) -> list[str]:
    if settings.signing_key.exists():
        return []
    with acting(engine, the_operator, clock=clock) as act:
        act.permit(Permission.SET_UP)
        used = keys_in_use(act.session)
        if used and not replace_key:
            raise Unavailable(
                f"There is no signing key at {settings.signing_key}, and certificates are signed with "
                f"{', '.join(sorted(used))}. Put that key back from its copy. If it is lost for good, make a new one: "
                "moderation init --replace-key. What was signed before can be checked for ever."
            )
        create_key(settings)
        if used:
            _record_replacement(act, settings)
    return [f"The signing key {settings.signing_key} was made: keep it safe, and out of backups of the data."]


def _record_replacement(act: Act, settings: Settings) -> None:
    key = load_key(settings)
    record_key(act.session, key, at=act.at)
    act.log(Happened.SIGNING_KEY_REPLACED, Subject("signing_key", key_id(key.public_key())))


def close_store(settings: Settings) -> list[str]:
    """Make folder and database readable by their owner alone; return a sentence for each that others could read."""
    database = sqlite_file(settings)
    closed = []
    for path, mode in ((settings.var, 0o700), (database, 0o600)):
        if path is not None and path.exists() and is_open_to_others(path):
            path.chmod(mode)
            closed.append(f"{path} was open to others, and is its owner's alone now.")
    return closed


def sqlite_file(settings: Settings) -> Path | None:
    """Return the file of the database, where it is one."""
    address = make_url(settings.database_url)
    return Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None


def _make_folder(folder: Path) -> list[str]:
    if folder.is_dir():
        return []
    try:
        folder.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise Unavailable(f"The folder {folder} cannot be made: {error.strerror}. Set MODERATION_VAR.") from None
    return [f"The folder {folder} was made: everything that grows lies there."]


def _make_database(engine: Engine) -> list[str]:
    if engine.dialect.name == "sqlite" and engine.url.database:
        file = Path(engine.url.database)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
    applied = upgrade(engine)
    if not applied:
        return []
    return [f"The database {engine.url.render_as_string()} was brought to the schema {applied[-1]}."]


def _record_policy(engine: Engine, clock: Clock) -> list[str]:
    all_records()
    with acting(engine, the_operator, clock=clock) as act:
        version = record_bundled_policy(act)
        return [f"The default policy {version.label!r} was recorded."] if version else []
