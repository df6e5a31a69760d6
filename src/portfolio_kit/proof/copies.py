"""Copies of a tree: one aside from the original, and one for each stage, in the state in which its parent left it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from portfolio_kit import git
from portfolio_kit.errors import UserError

# What the room for a proof is at least, beside the copy itself.
_SPARE = 1 << 30
# The one commit of the copy has no history to tell and nobody to name.
_NOBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "nobody"), ("EMAIL", "nobody@localhost"), ("DATE", "2000-01-01T00:00:00Z"))
}
_PLAIN = ("-c", "core.autocrlf=false", "-c", "core.compression=0", "-c", "core.safecrlf=false")


def copy_aside(root: Path, paths: Sequence[str], destination: Path) -> None:
    """Copy files and links of `root` to a new folder: contents and whether they may be run, nothing else of them.

    Raises UserError where they cannot be read or have no room.
    """
    size = sum(os.lstat(root / path).st_size for path in paths)
    if shutil.disk_usage(destination.parent).free < size + _SPARE:
        raise UserError(f"{root} takes {size >> 20} MB, and {destination.parent} has no room for a copy")
    destination.mkdir()
    for path in paths:
        try:
            _copy(root / path, destination / path)
        except OSError as error:
            raise UserError(f"{root / path} cannot be copied: {error.strerror}") from None


def begin_history(tree: Path) -> None:
    """Make the copy a git repository of one commit.

    The original's history and configuration stay where they are: they may hold secrets and programs to run. But what
    asks git for the version or the files of a project, as packaging tools and pipelines do, finds an answer. Without
    git on the machine there is none.
    """
    with suppress(UserError):
        git.run("init", "--quiet", "--initial-branch=main", cwd=tree)
        git.run(*_PLAIN, "add", "--all", "--force", cwd=tree)
        git.run(*_PLAIN, "commit", "--quiet", "--allow-empty", "-m", "As it was", cwd=tree, variables=_NOBODY)


def snapshot(folder: Path, destination: Path) -> None:
    """Copy a folder as a stage has left it, whatever that holds. Shares the contents where the file system can.

    No file is ever linked to another's content that could be written through. Raises OSError for a folder that cannot
    be read.
    """
    # In one go and without following anything; names of any bytes, nests and holes are its daily work.
    options = ["-a"] if os.uname().sysname == "Darwin" else ["--archive", "--reflink=auto", "--sparse=auto"]
    done = subprocess.run(["cp", *options, "--", folder, destination], capture_output=True, check=False)
    if done.returncode != 0:
        raise OSError(None, done.stderr.decode("utf-8", "replace").strip()[:500])


def _copy(source: Path, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    if source.is_symlink():
        destination.symlink_to(os.readlink(source))  # noqa: PTH115 - as it is written
        return
    descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with open(descriptor, "rb") as content, destination.open("xb") as copy:  # noqa: PTH123
        shutil.copyfileobj(content, copy, 1 << 20)
        copy.flush()
        os.fchmod(copy.fileno(), 0o755 if os.fstat(descriptor).st_mode & 0o100 else 0o644)
