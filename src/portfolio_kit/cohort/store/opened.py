"""Opening a store: a SQLite file beside the cohort, or any database that SQLAlchemy reaches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store.mark import APPLICATION, is_ours
from portfolio_kit.cohort.store.migrations import NEWEST
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

    @property
    def place(self) -> str:
        """Which store it is, by whatever name it was opened: two folders may each have one of the same name."""
        url = self.engine.url
        is_file = url.get_backend_name() == "sqlite"
        return str(Path(url.database or "").resolve()) if is_file else url.render_as_string()

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
        extra = "'portfolio-kit[postgresql]'" if url.get_backend_name() == "postgresql" else "it"
        raise UserError(f"there is no driver for {_shown(url)}: pip install {extra} ({error})") from None
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
    """Return the URL of a store. Raises UserError where it names a file that is something else, or no database."""
    if isinstance(where, Path) or "://" not in where:
        url = URL.create("sqlite", database=str(where))
    else:
        try:
            url = make_url(where)
        except ArgumentError:
            raise UserError("--store is no file and no database's URL, such as postgresql://host/name") from None
    if url.get_backend_name() == "sqlite" and url.database:
        _check(Path(url.database))
    # The driver of our extra, not the one that SQLAlchemy took for its default before there was this one.
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _check(file: Path) -> None:
    if file.is_dir():
        raise UserError(f"{file} is a folder: name a file for the store")
    if not file.absolute().parent.is_dir():
        raise UserError(f"{file.parent} is not a folder: make it first, or name a store elsewhere")
    if file.exists() and file.stat().st_size and not is_ours(file):
        raise UserError(f"{file} is no store of portfolio-kit: name another file with --store")


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
        # The mark comes first: with a write-ahead log it would not be in the file itself until much later.
        if connection.execute("PRAGMA application_id").fetchone() == (0,):
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
        for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        kind = "IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")


def _migrate(connection: Connection) -> None:
    current = _version(connection)
    if current == NEWEST:
        return
    # Only a store that is not of this version needs what brings it there.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    settings = Config()
    settings.set_main_option("script_location", "portfolio_kit.cohort.store:migrations")
    known = {script.revision for script in ScriptDirectory.from_config(settings).walk_revisions()}
    if current is not None and current not in known:
        raise UserError("the store was written by a newer portfolio-kit: update yours")
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def _version(connection: Connection) -> str | None:
    """Return the version that Alembic has written down; None for a store that is new."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _shown(url: URL) -> str:
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()


def _complaint(error: DBAPIError) -> str:
    return next(iter(str(error.orig).splitlines()), type(error).__name__)
