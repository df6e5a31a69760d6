"""When a case study was written."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from portfolio_kit import git
from portfolio_kit.errors import UserError


def written(file: Path) -> dt.datetime:
    """Return the moment that SOURCE_DATE_EPOCH says, else that of the commit that last changed `file`, else its own.

    Nothing that the repository's own settings name is run.
    """
    for seconds in (os.environ.get("SOURCE_DATE_EPOCH", ""), _committed(file)):
        try:
            return dt.datetime.fromtimestamp(int(seconds), dt.UTC)
        except (ValueError, OverflowError, OSError):
            continue
    return dt.datetime.fromtimestamp(int(file.stat().st_mtime), dt.UTC)


def _committed(file: Path) -> str:
    try:
        return git.run(
            *(
                "log",
                "-1",
                "--no-show-signature",
                "--no-ext-diff",
                "--no-textconv",
                "--format=%ct",
                "--",
                f"./{file.name}",
            ),
            cwd=file.parent,
            variables={"GIT_NO_LAZY_FETCH": "1", "GIT_LITERAL_PATHSPECS": "1"},
        ).decode("ascii", "replace")
    except UserError:
        # Not a repository, or no git at all.
        return ""
