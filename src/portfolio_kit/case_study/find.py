"""Where a repository's case study is."""

from __future__ import annotations

import re
from pathlib import Path

from portfolio_kit.errors import UserError

HOME = "docs/case-study.md"
_NAMED = re.compile(r"case[-_ ]?study\.(?:md|markdown)", re.IGNORECASE)


def case_study_of(root: Path) -> Path:
    """Return the case study of the repository at `root`: docs/case-study.md, or a file that calls itself one.

    Raises UserError when there is none.
    """
    if not root.is_dir():
        raise UserError(f"{root} is not a folder")
    if (root / HOME).is_file():
        return root / HOME
    for folder in (root / "docs", root):
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            if _NAMED.fullmatch(file.name) and file.is_file():
                return file
    raise UserError(f"{root} has no case study: `portfolio-kit case-study new` writes {HOME}")
