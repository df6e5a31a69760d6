"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from portfolio_kit.errors import UserError


def write_whole(file: Path, content: str | bytes) -> None:
    """Write `content` to `file`, text in UTF-8, so that a reader finds the old content or the new, never a part.

    What cannot be encoded, half a character of a file name, is written as an escape. A pipe or a device is written to
    as it is. Raises UserError when there is no folder for the file, and OSError, of `file`, when the system refuses.
    """
    with written_whole(file) as stream:
        stream.write(content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content)


@contextmanager
def written_whole(file: Path) -> Iterator[BinaryIO]:
    """Give a stream to write a file's content to in pieces, which is there when the block ends and not before; nothing
    is when it breaks. Raises what `write_whole` does.
    """
    file = file.resolve() if file.is_symlink() else file
    if file.is_dir():
        raise UserError(f"{file} is a folder: name a file to write to")
    if not file.parent.is_dir():
        raise UserError(f"{file.parent} is not a folder: make it first, or write elsewhere")
    if file.exists() and not file.is_file():
        with file.open("wb") as stream:
            yield stream
        return
    aside = file.with_name(f".{file.name[:100]}.{os.urandom(4).hex()}")
    try:
        with aside.open("wb") as stream:
            yield stream
        if file.exists():
            aside.chmod(file.stat().st_mode & 0o7777)
        os.replace(aside, file)  # noqa: PTH105
    except BaseException as error:
        with suppress(OSError):
            aside.unlink()
        if isinstance(error, OSError):
            error.filename = str(file)
        raise
