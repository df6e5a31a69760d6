"""Where the case study of a repository is, and which of its files may be read and written at all."""

from __future__ import annotations

import os
from pathlib import Path

from portfolio_kit.errors import UserError

HOME = Path("docs/case-study.md")
"""Where a case study is made."""

_FOLDERS = ("docs", "", "doc", "reports", "report")
_SUFFIXES = (".md", ".markdown")
_LARGEST = 4 << 20


def case_study_of(root: Path) -> Path:
    """Return the case study of the repository in the folder `root`.

    That is docs/case-study.md, else a Markdown file that calls itself a case study, in any language, in one of the
    folders where people keep texts. Raises UserError when there is none, and when it is a link out of the repository.
    """
    found = existing(root)
    if found is None:
        raise UserError(f"{root} has no case study: `portfolio-kit case-study new {root}` makes {HOME.as_posix()}")
    return found


def existing(root: Path) -> Path | None:
    """Return the case study of `root`, None where it has none. Raises UserError as `case_study_of` does."""
    if not root.is_dir():
        raise UserError(f"{root} is not a folder: give the folder of a repository")
    if os.path.lexists(root / HOME):
        return _page(root, HOME)
    # Only where there is something to compare it to: most repositories have no other.
    from portfolio_kit.repository.texts.stories import CASE_STUDY

    for folder in _FOLDERS:
        for name in _names(root / folder):
            if name.lower().endswith(_SUFFIXES) and CASE_STUDY.search(name):
                return _page(root, Path(folder, name))
    return None


def inside(root: Path, path: Path) -> Path:
    """Return where `path`, below `root`, really is. Raises UserError when links lead it out of the repository."""
    place = root / path
    try:
        real, top = place.resolve(), root.resolve()
    except (OSError, RuntimeError) as error:
        raise UserError(f"{place} is a link that leads nowhere: remove it, or repair it") from error
    if not real.is_relative_to(top):
        raise UserError(f"{place} leads out of the repository: put a file of its own there")
    return real


def content(root: Path, path: Path) -> bytes:
    """Return the bytes of a file below `root`.

    Raises UserError when links lead it out of the repository, when it is no file, and when it is far too large to be
    read, OSError when the system refuses.
    """
    real = inside(root, path)
    if not real.is_file():
        raise UserError(f"{root / path} is not a file")
    if real.stat().st_size > _LARGEST:
        raise UserError(f"{root / path} is larger than {_LARGEST >> 20} MiB: that is no text to work with")
    return real.read_bytes()


def _page(root: Path, path: Path) -> Path:
    inside(root, path)
    if not (root / path).is_file():
        raise UserError(f"{root / path} is not a file: a case study belongs there")
    return root / path


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is needed
    except OSError:
        return []
