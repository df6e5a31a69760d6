"""`portfolio-kit review export`: scores, findings, grades and feedback of a cohort, in files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from portfolio_kit.errors import UserError
from portfolio_kit.terminal import printable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from portfolio_kit.cohort.store.cohorts import Cohort

    Write = Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class ExportCall:
    """What `review export` was given: where each of the files goes, None for those that are not wanted.

    Grades are points of so many, 100 where none are given, or `percent`, in a column called `column`.
    """

    store: str | None = None
    cohort: str | None = None
    feedback: Path | None = None
    csv: Path | None = None
    findings: Path | None = None
    jsonl: Path | None = None
    parquet: Path | None = None
    grades: Path | None = None
    scale: str | None = None
    column: str | None = None

    @property
    def files(self) -> list[Path]:
        """The files that are wanted."""
        return [file for file in (self.csv, self.findings, self.jsonl, self.parquet, self.grades) if file is not None]


def export(call: ExportCall) -> int:
    """Write what is wanted, and say what was written. What cannot be is complained of before anything is written.

    Raises UserError.
    """
    if any(find_spec(name) is None for name in ("alembic", "sqlalchemy")):
        raise UserError("review needs packages that are not there: pip install 'portfolio-kit[review]'")
    from portfolio_kit.cohort.exports import folder, parquet
    from portfolio_kit.cohort.store.mark import chosen
    from portfolio_kit.cohort.store.opened import opened
    from portfolio_kit.output import written_whole

    _check(call)
    if call.parquet is not None:
        parquet.need()
    if call.feedback is not None:
        folder.check(call.feedback)
    with opened(chosen(call.store)) as store, store.reading() as session:
        cohort = _cohort(session, call.cohort)
        for file, write in _writers(call, session, cohort):
            with written_whole(file) as stream:
                write(stream)
            print(printable(f"{file} written"))
        if call.feedback is not None:
            count = folder.write(call.feedback, session, cohort.id)
            print(printable(f"{call.feedback} written: feedback for {count:,} {_repositories(count)}"))
        if waiting := _waiting(session, cohort.id):
            print(f"{waiting:,} {_repositories(waiting)} not reviewed yet: `portfolio-kit review run` goes on")
    return 0


def _check(call: ExportCall) -> None:
    if not call.files and call.feedback is None:
        raise UserError(
            "nothing to write: say what and where, such as --feedback FOLDER or --csv FILE "
            "(`portfolio-kit review export --help` shows all)"
        )
    if call.grades is None and (call.column or call.scale):
        raise UserError("--scale and --column are about grades: give --grades FILE as well")
    places = [file.absolute() for file in (*call.files, *([call.feedback] if call.feedback else []))]
    if len(set(places)) < len(places):
        raise UserError("two of the files would be the same one: give each a name of its own")
    for file in call.files:
        if file.is_dir():
            raise UserError(f"{file} is a folder: name a file to write to")
        if not file.absolute().parent.is_dir():
            raise UserError(f"{file.parent} is not a folder: make it first, or write elsewhere")


def _cohort(session: Session, name: str | None) -> Cohort:
    from portfolio_kit.cohort.store.cohorts import cohorts

    every = cohorts(session)
    found = [cohort for cohort in every if name in (None, cohort.name)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(cohort.name for cohort in every[:5])
    if not every:
        raise UserError("the store is empty: fill it with `portfolio-kit review run COHORT`")
    if name is None:
        raise UserError(f"the store has {len(every)} cohorts: choose one with --cohort, {names}")
    raise UserError(f"the store has no cohort {name}: there is {names}")


def _writers(call: ExportCall, session: Session, cohort: Cohort) -> list[tuple[Path, Write]]:
    from portfolio_kit.cohort.exports import grades, json_lines, parquet, scores_csv
    from portfolio_kit.cohort.exports.rows import criteria, exported

    scale = grades.scale_of(call.scale)
    writers: list[tuple[Path | None, Write]] = [
        (call.csv, lambda out: scores_csv.scores(out, exported(session, cohort.id), criteria(session, cohort.id))),
        (call.findings, lambda out: scores_csv.findings(out, exported(session, cohort.id))),
        (call.jsonl, lambda out: json_lines.json_lines(out, exported(session, cohort.id))),
        (call.parquet, lambda out: parquet.parquet(out, exported(session, cohort.id))),
        (call.grades, lambda out: grades.grades(out, exported(session, cohort.id), scale, call.column)),
    ]
    return [(file, write) for file, write in writers if file is not None]


def _waiting(session: Session, cohort_id: int) -> int:
    from sqlalchemy import func, select

    from portfolio_kit.cohort.store.tables import Repository

    is_waiting = (Repository.cohort_id == cohort_id, Repository.is_listed, Repository.standing_state == "waiting")
    return session.scalar(select(func.count()).where(*is_waiting)) or 0


def _repositories(count: int) -> str:
    return "repository" if count == 1 else "repositories"
