"""Writing a file of a repository: whole or not at all, and never outside of it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from portfolio_kit.case_study.find import inside
from portfolio_kit.errors import UserError
from portfolio_kit.output import write_whole


def write(root: Path, path: Path, content: bytes) -> None:
    """Write `content` to the file at `path`, below `root`, its folder made where it is missing.

    Raises UserError when links lead out of the repository and when the system does not let it be written. Nothing is
    left then, and what was there stays.
    """
    file = inside(root, path)
    folder = file.parent
    is_new = not folder.exists()
    if not (is_new or folder.is_dir()):
        raise UserError(f"{(root / path).parent} is a file, so there is no place for {path.name} in it: move it away")
    try:
        if is_new:
            folder.mkdir()
        write_whole(file, content)
    except BaseException as error:
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise UserError(f"cannot write {root / path}: {error.strerror or error}; nothing was changed") from error
        raise
