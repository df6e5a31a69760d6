"""Feedback for every repository of a cohort, as a folder of Markdown files that is there whole or not at all."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio_kit import lazily as re
from portfolio_kit.cohort.feedback import MARKER, feedback
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.detail import detail
from portfolio_kit.cohort.store.history import history
from portfolio_kit.errors import UserError

# What file systems take, in bytes, with room for the ending and a number.
_LONGEST_NAME = 160
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
# What Windows takes for a device, whatever stands after the first dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def check(folder: Path) -> None:
    """Raise UserError where the folder cannot be written, or holds something else than feedback."""
    if not folder.absolute().parent.is_dir():
        raise UserError(f"{folder.parent} is not a folder: make it first, or write elsewhere")
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file: name a folder for the feedback")
    for file in sorted(folder.iterdir()) if folder.exists() else ():
        if not _is_feedback(file):
            raise UserError(f"{folder} holds {file.name}, which is no feedback: name another folder")


def write(folder: Path, session: Session, cohort_id: int) -> int:
    """Write a file for each repository that was reviewed, in place of the feedback that is there, and return how many.

    Raises what `check` does.
    """
    check(folder)
    statement = (
        select(tables.Repository.id, tables.Repository.name)
        .where(
            tables.Repository.cohort_id == cohort_id,
            tables.Repository.is_listed,
            tables.Repository.standing_state != "waiting",
        )
        .order_by(tables.Repository.place, tables.Repository.id)
    )
    taken: set[str] = set()
    with _whole(folder) as aside:
        for number, name in session.execute(statement).all():
            found = detail(session, number)
            if found is None:
                continue
            steps = history(session, number)
            text = feedback(found, steps[0].gained if steps else None)
            (aside / f"{file_name(name, taken)}.md").write_bytes(text.encode("utf-8", "backslashreplace"))
            session.expunge_all()
    return len(taken)


def file_name(name: str, taken: set[str]) -> str:
    """Return a file's name for a repository, without its ending, that every system takes and none of `taken` has; it is
    among them then.
    """
    plain = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", name)).strip(".-") or "repository"
    plain = f"_{plain}" if _DEVICES.match(plain) else plain
    found = short = plain.encode()[:_LONGEST_NAME].decode(errors="ignore").rstrip(".-")
    count = 1
    while found.casefold() in taken:
        count += 1
        found = f"{short}-{count}"
    taken.add(found.casefold())
    return found


def _is_feedback(file: Path) -> bool:
    if file.suffix != ".md" or file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as stream:
        return stream.read(len(MARKER)) == MARKER.encode()


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """Give a folder to fill that takes the place of `folder` when the block ends, and is gone when it breaks."""
    folder = folder.resolve()
    aside = folder.with_name(f".{folder.name[:100]}.{os.urandom(4).hex()}")
    before = aside.with_name(f"{aside.name}.before")
    aside.mkdir()
    try:
        yield aside
        if folder.exists():
            folder.rename(before)
        try:
            aside.rename(folder)
        except OSError:
            if before.exists():
                before.rename(folder)
            raise
        shutil.rmtree(before, ignore_errors=True)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
