"""Which files a repository has, and which of them are the project's own."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.errors import UserError
from portfolio_kit.repository import gitindex, surroundings, untracked
from portfolio_kit.repository.chosen import chosen
from portfolio_kit.repository.file import File
from portfolio_kit.repository.limits import LIMITS, Budget, counted, named
from portfolio_kit.repository.not_own import REASON, RUNS, why_not_own
from portfolio_kit.repository.vendored import copies, vendored

# Control characters, and the bytes of names that are not UTF-8.
_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSHOWN = "names with control characters, or not in UTF-8"
_SKIPPED_WALKING = frozenset({".git", ".hg", ".svn", *REASON})


class Listing(NamedTuple):
    """The project's own files, the files of its experiment tracker, and what was left out and why.

    `repositories` are the folders in it that are git repositories of their own, where it is none itself; `untracked`
    says what git does not track.
    """

    own: tuple[File, ...]
    runs: tuple[File, ...]
    commit: str | None
    notes: tuple[str, ...]
    budget: Budget
    repositories: tuple[str, ...] = ()
    untracked: str | None = None


def listing(root: Path) -> Listing:
    """List the files of the repository at `root`: those that git tracks, or all where there is no git.

    Follows no link and opens nothing but git's own files. Raises UserError when `root` is no folder that can be read.
    """
    if not root.is_dir():
        raise UserError(f"{root} is not a folder: give a repository's folder, or a git URL")
    notes: list[str] = []
    commit, paths = None, None
    folder = gitindex.git_folder(root)
    if folder is not None:
        commit = gitindex.commit(folder)
        try:
            paths = gitindex.tracked(folder) or None
            if paths is None:
                notes.append("git tracks no file here yet: every file of the folder was taken")
        except gitindex.UnreadableIndexError as error:
            notes.append(f"git's index could not be read ({error}): every file of the folder was taken")
    elif part := surroundings.note(root):
        notes.append(part)
    everything = _walked(root, notes) if paths is None else list(_present(root, paths, notes))
    budget = Budget()
    own: list[File] = []
    runs: list[File] = []
    left_out: defaultdict[str, list[str]] = defaultdict(list)
    environments = {path.rpartition("/")[0] for path, _ in everything if path.rpartition("/")[2] == "pyvenv.cfg"}
    for path, size in everything:
        folders = path.lower().split("/")[:-1]
        if not _can_be_shown(path):
            left_out[_UNSHOWN].append(path)
        elif RUNS.intersection(folders):
            runs.append(File(root, path, size, budget))
        elif reason := why_not_own(path, folders, environments):
            left_out[reason].append(path)
        else:
            own.append(File(root, path, size, budget))
    own = _without_copies(own, left_out)
    notes += [
        f"{counted(len(left), 'file')} left out: {reason}" + ("" if reason == _UNSHOWN else f" ({named(left)})")
        for reason, left in sorted(left_out.items())
    ]
    beside = untracked.note(root, paths, folder, _may_be_own) if folder is not None and paths is not None else None
    repositories = () if os.path.lexists(root / ".git") else surroundings.repositories(root)
    return Listing(tuple(own), tuple(runs), commit, tuple(notes), budget, repositories, beside)


def _without_copies(own: list[File], left_out: dict[str, list[str]]) -> list[File]:
    """The files without somebody else's projects and copies of the own one among them, which are counted."""
    if foreign := vendored(own):
        above = tuple(f"{folder}/" for folder in foreign)
        left_out["somebody else's project"] = [file.path for file in own if file.path.startswith(above)]
        own = [file for file in own if not file.path.startswith(above)]
    if twins := copies(own):
        left_out["a copy of the project's own code"] = sorted(twins)
        own = [file for file in own if file.path not in twins]
    return own


def _can_be_shown(path: str) -> bool:
    """Whether a path can stand in a report: no bytes that are not UTF-8, nothing that steers a terminal."""
    return path.isprintable() or not _UNSHOWABLE.search(path)


def _present(root: Path, paths: Iterable[str], notes: list[str]) -> Iterator[tuple[str, int]]:
    """The tracked paths that are regular files on disk, reached through no link, and their sizes."""
    real_folders = {"": True}

    def is_real(folder: str) -> bool:
        if folder not in real_folders:
            parent = folder.rpartition("/")[0]
            try:
                real_folders[folder] = is_real(parent) and stat.S_ISDIR(os.lstat(root / folder).st_mode)
            except (OSError, ValueError):
                real_folders[folder] = False
        return real_folders[folder]

    too_deep = 0
    for path in chosen(sorted(paths), notes):
        parts = path.split("/")
        if len(parts) > LIMITS.depth:
            too_deep += 1
            continue
        if {"", "..", ".git"}.intersection(parts) or not is_real(path.rpartition("/")[0]):
            continue
        try:
            status = os.lstat(f"{root}/{path}")
        except (OSError, ValueError):
            continue
        if stat.S_ISREG(status.st_mode):
            yield path, status.st_size
    if too_deep:
        notes.append(f"{counted(too_deep, 'file')} not looked at: more than {LIMITS.depth} folders deep")


def _walked(root: Path, notes: list[str]) -> list[tuple[str, int]]:
    sizes = dict(islice(_walk(root, notes), LIMITS.seen))
    return [(path, sizes[path]) for path in chosen(list(sizes), notes)]


def _walk(root: Path, notes: list[str]) -> Iterator[tuple[str, int]]:
    """The regular files below `root` and their sizes, without the folders that are never the project's own."""
    pending = [("", 1)]
    walked = unreadable = too_deep = 0
    while pending and walked < LIMITS.files:
        folder, depth = pending.pop()
        walked += 1
        try:
            with os.scandir(root / folder) as entries:
                found = sorted(islice(entries, LIMITS.seen + 1), key=lambda entry: entry.name)
        except OSError as error:
            if not folder:
                raise UserError(f"{root} cannot be read: {error.strerror}") from None
            unreadable += 1
            continue
        folders = []
        for entry in found:
            path = f"{folder}/{entry.name}".lstrip("/")
            if entry.is_file(follow_symlinks=False) and (size := _size(entry)) is not None:
                yield path, size
            elif _may_be_own(entry):
                folders.append((path, depth + 1))
        if depth >= LIMITS.depth:
            too_deep += len(folders)
        else:
            pending.extend(reversed(folders))
    cut = (
        (len(pending), f"only the first {LIMITS.files:,} folders were looked at"),
        (unreadable, f"{counted(unreadable, 'folder')} could not be read"),
        (too_deep, f"{counted(too_deep, 'folder')} not looked at: more than {LIMITS.depth} deep"),
    )
    notes.extend(note for count, note in cut if count)


def _may_be_own(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder to look into: neither skipped by its name nor an installed environment."""
    return (
        entry.is_dir(follow_symlinks=False)
        and entry.name.lower() not in _SKIPPED_WALKING
        and not os.path.lexists(f"{entry.path}/pyvenv.cfg")
    )


def _size(entry: os.DirEntry[str]) -> int | None:
    """The size of a file, None where it has gone since the folder was read."""
    try:
        return entry.stat(follow_symlinks=False).st_size
    except OSError:
        return None
