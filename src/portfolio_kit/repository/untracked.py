"""What lies in a folder under git and git does not track, so that a person learns why it does not count.

Nobody adds what `.gitignore` names. Its rules are read as text: git itself never runs here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from portfolio_kit import lazily as re
from portfolio_kit.repository import gitindex, ignoring
from portfolio_kit.repository.limits import counted, named
from portfolio_kit.repository.watch import TookTooLongError, at_most

_ENTRIES = 10_000
_SECONDS = 0.5
_SIZE = 64 << 10
# Longer ones take long to compare with rules, and nobody wrote them.
_LONGEST_PATH = 200
# What systems, editors and Python leave behind, and what nobody should be told to commit.
_NEVER = re.compile(
    r"\.DS_Store|Thumbs\.db|desktop\.ini|.*~|\..*\.sw[op]|.*\.py[co]|\.env(?:\..*)?|\.netrc|id_(?:rsa|ed25519)|"
    r".*\.(?:pem|key|p12|pfx)|(?:credentials|secrets?|kaggle)\.(?:json|ya?ml|toml)"
)


def note(root: Path, tracked: Iterable[str], git: Path, may_be_own: Callable[[os.DirEntry[str]], bool]) -> str | None:
    """Return one line that names what git neither tracks nor ignores below `root`; None where there is nothing.

    `git` is the folder of git's own files, `may_be_own` says of a folder whether it is looked into. Where there is too
    much to look at in half a second nothing is said.
    """
    try:
        with at_most(_SECONDS):
            found = _untracked(root, frozenset(tracked), _Ignored(root, git), may_be_own)
    except TookTooLongError:
        return None
    if not found:
        return None
    if len(found) == 1:
        return (
            f"1 file is not tracked by git and was not read, {named(found)}: `git add` it if it belongs to the project"
        )
    return (
        f"{counted(len(found), 'file')} are not tracked by git and were not read, {named(found)}: `git add` what "
        "belongs to the project"
    )


def _untracked(
    root: Path, tracked: frozenset[str], ignored: _Ignored, may_be_own: Callable[[os.DirEntry[str]], bool]
) -> list[str]:
    folders = {""}
    for path in tracked:
        while (path := path.rpartition("/")[0]) and path not in folders:
            folders.add(path)
    found: list[str] = []
    pending, left = [("", False)], _ENTRIES
    while pending and left > 0:
        folder, is_out = pending.pop()
        try:
            with os.scandir(root / folder) as entries:
                inside = list(islice(entries, left))
        except OSError:
            continue
        left -= len(inside)
        for entry in inside:
            path = f"{folder}/{entry.name}".lstrip("/")
            if len(path) > _LONGEST_PATH or not path.isprintable() or path in tracked:
                continue
            if entry.is_dir(follow_symlinks=False):
                below_is_out = is_out or ignored(path, is_folder=True)
                # What git tracks in a folder that it ignores keeps the rest of it ignored.
                if path in folders or not (below_is_out or _is_another(entry) or not may_be_own(entry)):
                    pending.append((path, below_is_out))
            elif not (is_out or _NEVER.fullmatch(entry.name)) and entry.is_file(follow_symlinks=False):
                found += [] if ignored(path, is_folder=False) else [path]
    return found


def _is_another(entry: os.DirEntry[str]) -> bool:
    return os.path.lexists(f"{entry.path}/.git")


class _Ignored:
    """Whether git would ignore a path, by the rules of the folders above it and of the repository's own `exclude`."""

    def __init__(self, root: Path, git: Path) -> None:
        self._root = root
        self._git = git
        self._rules: dict[str | None, tuple[ignoring.Rule, ...]] = {}

    def __call__(self, path: str, *, is_folder: bool) -> bool:
        folder = path
        while folder:
            # The rules nearest to a file count before others.
            folder = folder.rpartition("/")[0]
            below = path[len(folder) + 1 :] if folder else path
            if (said := ignoring.said(self._of(folder), below, is_folder=is_folder)) is not None:
                return said
        return bool(ignoring.said(self._of(None), path, is_folder=is_folder))

    def _of(self, folder: str | None) -> tuple[ignoring.Rule, ...]:
        if folder not in self._rules:
            place = self._git / "info" / "exclude" if folder is None else self._root / folder / ".gitignore"
            try:
                text = gitindex.plain(place, _SIZE).decode("utf-8", "replace")
            except (OSError, ValueError):
                text = ""
            self._rules[folder] = ignoring.rules(text.split("\n"))
        return self._rules[folder]
