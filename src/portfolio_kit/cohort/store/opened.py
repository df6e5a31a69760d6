"""Opening a store: a SQLite file beside the cohort, or any database that SQLAlchemy reaches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store.mark import APPLICATION, is_ours
from portfolio_kit.errors import UserError

_PATIENCE = 30
_WRITES = "portfolio_kit_writes"


class Store:
    """An open store. `reading` and `writing` are its two kinds of transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(**{_WRITES: True})

    @property
    def name(self) -> str:
        """What to call it, never with a password."""
        url = self.engine.url
        return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees the store as it is now, whatever is written meanwhile."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that is committed when the block ends, and undone when it breaks.

        It is the only writer from its first statement on: another one waits, so that what was read in it still holds
        when it is written.
        """
        with Session(self._writing) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def opened(where: str | Path) -> Store:
    """Open the store in a file or at a database's URL, made if it is not there and brought up to this version.

    Raises UserError when there is no database to be had, when it is something else, and when a newer version made it.
    """
    url = _url(where)
    try:
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite", **_arguments(url))
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise UserError(f"there is no driver for {_shown(url)}: install it with pip ({error})") from None
    _manners(engine)
    try:
        with engine.execution_options(**{_WRITES: True}).begin() as connection:
            _migrate(connection)
    except DBAPIError as error:
        engine.dispose()
        raise UserError(f"the store {_shown(url)} cannot be opened: {_complaint(error)}") from None
    except UserError:
        engine.dispose()
        raise
    return Store(engine)


def _url(where: str | Path) -> URL:
    if isinstance(where, Path) or "://" not in where:
        file = Path(where)
        if file.is_dir():
            raise UserError(f"{file} is a folder: name a file for the store")
        if not file.absolute().parent.is_dir():
            raise UserError(f"{file.parent} is not a folder: make it first, or name a store elsewhere")
        if file.exists() and file.stat().st_size and not is_ours(file):
            raise UserError(f"{file} is no store of portfolio-kit: name another file with --store")
        return URL.create("sqlite", database=str(file))
    try:
        return make_url(where)
    except ArgumentError:
        raise UserError("--store is not a file and not a database's URL, such as postgresql://host/name") from None


def _arguments(url: URL) -> dict[str, Any]:
    if url.get_backend_name() != "sqlite":
        return {}
    return {"connect_args": {"timeout": _PATIENCE, "check_same_thread": False}}


def _manners(engine: Engine) -> None:
    """Make SQLite safe and patient: readers and the writer don't wait for each other, and what is committed stays."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        # The driver's own transactions would begin too late for us.
        connection.isolation_level = None
        for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        kind = "IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")


def _migrate(connection: Connection) -> None:
    settings = Config()
    settings.set_main_option("script_location", "portfolio_kit.cohort.store:migrations")
    scripts = ScriptDirectory.from_config(settings)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise UserError("the store was written by a newer portfolio-kit: update yours")
    settings.attributes["connection"] = connection
    try:
        command.upgrade(settings, "head")
    except CommandError as error:
        raise UserError(f"the store cannot be brought up to this version: {error}") from None
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def _shown(url: URL) -> str:
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()


def _complaint(error: DBAPIError) -> str:
    return next(iter(str(error.orig).splitlines()), type(error).__name__)
