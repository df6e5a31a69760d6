"""A case study's numbers brought up to date with its metrics file, and not one byte of its words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portfolio_kit.case_study import marks
from portfolio_kit.case_study.find import case_study_of, content
from portfolio_kit.case_study.new import OWN_DECIMALS
from portfolio_kit.case_study.source import Measured, measured
from portfolio_kit.case_study.stale import Stale, cells, stale
from portfolio_kit.case_study.table import table
from portfolio_kit.case_study.writing import write
from portfolio_kit.errors import UserError
from portfolio_kit.repository.text import decoded


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A page that was brought up to date: from which files, whether that changed it, and what its words say else."""

    page: Path
    files: tuple[str, ...]
    changed: bool
    stale: tuple[Stale, ...]


def refresh(root: Path) -> Refreshed:
    """Fill the marked places of the case study in `root` from the metrics files that they name.

    Numbers in the words around them are looked at and never changed.

    Raises UserError when there is no case study or no marked place in it, when a mark has lost its other half or words
    stand in its place, and when a metrics file is missing, gives no metric or lies outside of the repository; OSError
    when the system refuses to write. Nothing is changed then.
    """
    page = case_study_of(root)
    name = page.relative_to(root)
    before = content(root, name)
    found = marks.places(before, str(page))
    if not found:
        raise UserError(
            f"{page} has no place for the numbers: put `{marks.opening(marks.OWN_FILE, is_own=False)}` above its table "
            f"and `{marks.CLOSING}` below it"
        )
    read = {place.file: _measured(root, page, place) for place in found}
    after = marks.filled(before, found, lambda place: _table(read[place.file]))
    if after != before:
        write(root, name, after)
    old, new = cells(_tables(before, found)), cells(_tables(after, marks.places(after, str(page))))
    words = decoded(marks.without(after)) or ""
    return Refreshed(page, tuple(read), after != before, tuple(stale(words, list(read.values()), old, new)))


def _measured(root: Path, page: Path, place: marks.Place) -> Measured:
    try:
        return measured(root, place.file)
    except UserError as error:
        raise UserError(f"{page}:{place.line} takes its numbers from a file, but {error}") from error


def _table(found: Measured) -> str:
    return table(found.results, OWN_DECIMALS if found.is_own else None)


def _tables(page: bytes, found: tuple[marks.Place, ...]) -> list[str]:
    return [decoded(page[place.start : place.end]) or "" for place in found]
