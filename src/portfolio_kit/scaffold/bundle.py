"""A template's versions as a git repository with one tag a version, and as one file that the wheel can carry.

Used by the build (hatch_build.py) and, when running from a clone, at every use: standard library and git only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from portfolio_kit import git
from portfolio_kit.errors import UserError

PROJECT, CASE_STUDY = NAMES = ("project", "case_study")
"""The templates that there are, by their folders; each has versions of its own."""

# What tools and operating systems leave behind in a folder; never part of a template.
_LITTER = frozenset(
    {".DS_Store", ".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv", "__pycache__"}
)
_COMPILED = (".pyc", ".pyo")
# The same author and moment for every version: the same files give the same commits on every machine.
_BY = b"portfolio-kit <noreply@portfolio-kit.invalid> 946684800 +0000"


def assemble(repository: Path, *, tree: Path, version: str, history: Path | None) -> None:
    """Make `repository` (bare, new): the versions in the bundle `history`, then the folder `tree` as `version`.

    Raises UserError when `version` is in the history already with other files: a released version never changes.
    """
    if history is None:
        git.run("init", "--quiet", "--bare", "--initial-branch=main", repository, cwd=tree)
    else:
        git.run("clone", "--quiet", "--bare", history, repository, cwd=tree)
    released = set(git.run("tag", "--list", cwd=repository).decode().split())
    tag = f"v{version}"
    git.run(
        "fast-import", "--quiet", "--force", cwd=repository, stdin=_stream(tree, version, has_history=bool(released))
    )
    if tag not in released:
        git.run("tag", tag, "candidate", cwd=repository)
        git.run("branch", "--force", "main", "candidate", cwd=repository)
    elif _tree(repository, "candidate") != _tree(repository, tag):
        raise UserError(
            f"the template differs from its released version {version}: "
            "raise the version in src/portfolio_kit/__init__.py"
        )
    git.run("branch", "--delete", "--force", "candidate", cwd=repository)


def write(repository: Path, bundle: Path) -> None:
    """Write every version in `repository` to the file `bundle`, the same bytes for the same versions."""
    one_thread = (("pack.threads", "1"),)
    references = ("HEAD", "refs/heads/main", "--tags")
    git.run(
        *("bundle", "create", "--quiet", bundle.absolute(), *references),
        cwd=repository,
        variables=git.environment(one_thread),
    )


def _tree(repository: Path, name: str) -> bytes:
    return git.run("rev-parse", f"{name}^{{tree}}", cwd=repository)


def _stream(tree: Path, version: str, *, has_history: bool) -> bytes:
    """Return the `git fast-import` commands for one commit on the branch `candidate` that holds exactly `tree`."""
    message = f"Template of portfolio-kit {version}".encode()
    parts = [
        b"commit refs/heads/candidate\n",
        b"committer %s\n" % _BY,
        b"data %d\n%s\n" % (len(message), message),
        b"from refs/heads/main^0\ndeleteall\n" if has_history else b"",
    ]
    for path in sorted(_files(tree)):
        name = path.relative_to(tree).as_posix()
        if "\n" in name or name.startswith('"'):
            raise UserError(f"a template file cannot be called {name!r}")
        content = path.read_bytes()
        mode = b"100755" if os.access(path, os.X_OK) else b"100644"
        parts.append(b"M %s inline %s\ndata %d\n%s\n" % (mode, os.fsencode(name), len(content), content))
    return b"".join(parts)


def _files(tree: Path) -> Iterator[Path]:
    """Yield the files of the template, symbolic links followed: what is in the wheel stands on its own."""
    for folder, folders, names in os.walk(tree, followlinks=True):
        folders[:] = [name for name in folders if name not in _LITTER]
        for name in names:
            if name not in _LITTER and not name.endswith(_COMPILED):
                yield Path(folder, name)
