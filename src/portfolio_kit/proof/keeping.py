"""Keeping the result of a proof: the statement, the logs and the report, in one folder."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from portfolio_kit.errors import UserError
from portfolio_kit.output import write_whole
from portfolio_kit.proof import statement
from portfolio_kit.proof.proven import Proven
from portfolio_kit.proof.tree import ENDING, LOGS, REPORT, STATEMENT_FILE


def check(folder: Path) -> None:
    """Raise UserError for a folder that cannot take a result, before anything has run."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file: give a folder for proof.json, its report and its logs")
    # In a repository under review it could lead to a file of ours.
    for name in (STATEMENT_FILE, LOGS, *(f"{REPORT}{ending}" for ending in ENDING.values())):
        if (folder / name).is_symlink():
            raise UserError(f"{folder / name} is a link: give another folder")
    logs = folder / LOGS
    if logs.exists() and not (folder / STATEMENT_FILE).is_file():
        raise UserError(f"{logs} is there and not from a proof: give another folder")
    if not folder.exists() and not folder.absolute().parent.is_dir():
        raise UserError(f"{folder.parent} is not a folder: make it first, or write elsewhere")


def write(proven: Proven, folder: Path) -> None:
    """Write the statement and the logs; those of an earlier proof go. Raises OSError."""
    text = statement.text(proven)
    folder.mkdir(parents=True, exist_ok=True)
    logs = folder / LOGS
    logs.mkdir(exist_ok=True)
    for old in logs.glob("*.log"):
        old.unlink()
    for result in proven.proof.results:
        for outcome in result.outcomes:
            with suppress(FileNotFoundError):
                shutil.copyfile(outcome.log, logs / outcome.log.name, follow_symlinks=False)
    write_whole(folder / STATEMENT_FILE, text)
