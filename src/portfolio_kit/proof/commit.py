"""Whether a folder is as its commit has it, without git ever running in it."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from portfolio_kit import git
from portfolio_kit.errors import UserError
from portfolio_kit.repository import gitindex

_TREE = re.compile(rb"tree ([0-9a-f]{40}|[0-9a-f]{64})\n")


def tree_of(root: Path, commit: str) -> str | None:
    """Return the name of the tree of the commit that `root` is at; None where that cannot be found out.

    Git reads the object from a repository of our own: the configuration of the one under review could make it run a
    program.
    """
    folder = gitindex.git_folder(root)
    if folder is None:
        return None
    objects = (_shared(folder) / "objects").resolve()
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-") as name:
        own = Path(name)
        try:
            kind = "sha256" if len(commit) == 64 else "sha1"  # noqa: PLR2004
            git.run("init", "--quiet", "--bare", f"--object-format={kind}", cwd=own)
            (own / "objects" / "info" / "alternates").write_text(f"{objects}\n", encoding="utf-8")
            found = _TREE.match(git.run("cat-file", "commit", commit, cwd=own))
        except UserError:
            return None
    return found[1].decode("ascii") if found else None


def _shared(folder: Path) -> Path:
    """Where a worktree's objects are: in the repository that it belongs to."""
    pointer = folder / "commondir"
    if pointer.is_file() and not pointer.is_symlink():
        return folder / pointer.read_text(encoding="utf-8", errors="surrogateescape").strip()
    return folder
