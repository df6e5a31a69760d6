"""What `portfolio-kit review` does: a cohort of repositories reviewed into a store."""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from portfolio_kit.errors import UserError
from portfolio_kit.rubric.rubric import chosen

if TYPE_CHECKING:
    from portfolio_kit.cohort.roster import Roster
    from portfolio_kit.cohort.run import Crew, Planned
    from portfolio_kit.cohort.work import Settings

_SECONDS, _SECONDS_OF_PROOF = 600.0, 7200.0
_STOPPED = 130


@dataclass(frozen=True, slots=True)
class RunCall:
    """What `review run` was given. `jobs` are the processes, all processors where there is none given."""

    cohort: Path
    store: str | None = None
    rubric: str = "article"
    proves: bool = False
    force: bool = False
    jobs: int | None = None
    scheduler: str | None = None
    timeout: float | None = None


def need() -> None:
    """Raise UserError where the packages of the extra are not there."""
    if any(find_spec(name) is None for name in ("alembic", "sqlalchemy")):
        raise UserError("review needs packages that are not there: pip install 'portfolio-kit[review]'")


def run(call: RunCall) -> int:
    """Review a cohort and say what came of it. Raises UserError."""
    need()
    if call.scheduler is not None:
        from portfolio_kit.cohort import on_dask

        on_dask.need()
        if call.jobs is not None:
            raise UserError("--jobs is for this machine: how many a cluster does at a time, its workers say")
    from portfolio_kit.cohort import identity, roster
    from portfolio_kit.cohort.work import Settings

    started = time.monotonic()
    rubric = chosen(call.rubric)
    read = roster.read(call.cohort)
    seconds = call.timeout or (_SECONDS_OF_PROOF if call.proves else _SECONDS)
    settings = Settings(rubric, identity.of_rubric(rubric), call.proves, seconds)
    if call.proves and call.scheduler is None:
        _check_proving()
    # They start while the rest is imported and the store is opened.
    with closing(_crew(call, settings, len(read.entries))) as crew:
        return _reviewed(call, read, settings, crew, started)


def _reviewed(call: RunCall, read: Roster, settings: Settings, crew: Crew, started: float) -> int:
    from sqlalchemy.exc import DBAPIError

    from portfolio_kit.cohort import telling
    from portfolio_kit.cohort.run import carry_out, finish, plan
    from portfolio_kit.cohort.similarity.keeping import refresh
    from portfolio_kit.cohort.store.opened import opened
    from portfolio_kit.proof.workspace import claimed
    from portfolio_kit.signals import first_only

    telling.say(telling.problems(read), sys.stderr, "portfolio-kit: ")
    with opened(call.store or _beside(call.cohort)) as store, claimed(f"store {store.place}") as is_ours:
        if not is_ours:
            raise UserError(f"another `review run` is writing to {store.name}: wait for it, or stop it")
        planned = plan(store, read, settings, force=call.force)
        bar = telling.Bar(sys.stderr)
        try:
            with first_only() as go_on:
                count = carry_out(store, planned, crew, bar, go_on)
                refresh(store, planned.begun.cohort)
                finish(store, planned)
        except KeyboardInterrupt:
            bar.clear()
            return _stopped(planned)
        except DBAPIError as error:
            raise UserError(f"{store.name} cannot be written: {error.orig}; run it again to continue") from None
        finally:
            bar.clear()
        telling.say(telling.outcome(read, count, time.monotonic() - started), sys.stdout)
        telling.say([f"{store.name} written: portfolio-kit review serve {quote(store.name)}"], sys.stdout)
    return 0


def _crew(call: RunCall, settings: Settings, jobs: int) -> Crew:
    if call.scheduler is not None:
        from portfolio_kit.cohort.on_dask import Cluster

        return Cluster(settings, call.scheduler)
    from portfolio_kit.cohort.local import Crew

    crew = Crew(settings, min(call.jobs or _processors(), jobs))
    crew.hire()
    return crew


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _beside(cohort: Path) -> Path:
    """Where the store of a cohort is when nobody says: beside its file, or its folder."""
    if cohort.is_dir():
        folder = cohort.resolve()
        return folder.with_name(f"{folder.name}.db")
    return cohort.with_suffix(".db")


def _check_proving() -> None:
    if find_spec("schemathesis") is None:
        raise UserError("--prove needs packages that are not there: pip install 'portfolio-kit[prove]'")
    from portfolio_kit.proof import interpreters, uv
    from portfolio_kit.proof.sandboxes import chosen as chosen_sandbox

    uv.binary()
    chosen_sandbox(unsafe=False, readable=interpreters.readable())


def _stopped(planned: Planned) -> int:
    count = planned.count
    print(
        f"portfolio-kit: stopped with {count.done:,} of {count.total:,} done: run it again to continue", file=sys.stderr
    )
    return _STOPPED
