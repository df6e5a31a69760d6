"""The files that are proven, and how to tell that they are the same again.

They are those that git tracks, as they are in the folder, or all of a folder without git but its installed environments
and caches: what nobody else has can prove nothing. What earlier proofs wrote is left out, so that a proof can be
committed to the tree that it is about.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portfolio_kit.errors import UserError
from portfolio_kit.repository import gitindex
from portfolio_kit.repository.limits import LIMITS

PREDICATE = "urn:portfolio-kit:proof:1"
STATEMENT_FILE = "proof.json"
LOGS = "logs"
REPORT = "report"
ENDING = {"json": ".json", "markdown": ".md", "html": ".html", "badge": ".svg"}
"""What the name of a report ends in, by its format."""

_SKIPPED = frozenset({
    ".git", ".hg", ".svn", "__pycache__", "node_modules", ".pytest_cache", ".mypy_cache", ".ruff_cache",
    ".ipynb_checkpoints", ".tox", ".nox",
})  # fmt: skip
_CHUNK = 1 << 20
_BEGINNING = 1 << 10
_LINK = "120000"


@dataclass(frozen=True, slots=True)
class Item:
    """A file or a link of a tree: its mode as git writes it, and the digests of its content."""

    path: str
    mode: str
    sha256: str
    blob: bytes


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a folder in the order of their names."""

    items: tuple[Item, ...]

    @property
    def git_tree(self) -> str:
        """The name that git gives a tree of these files."""
        return _git_tree([(os.fsencode(item.path).split(b"/"), item) for item in self.items]).hex()

    @property
    def dir_hash(self) -> str:
        """The digest of names and contents that Go calls Hash1 and in-toto dirHash; of files only, not of links."""
        lines = sorted((os.fsencode(item.path), item.sha256) for item in self.items if item.mode != _LINK)
        text = b"".join(b"%s  %s\n" % (digest.encode("ascii"), path) for path, digest in lines)
        return hashlib.sha256(text).hexdigest()

    def without(self, paths: Iterable[str]) -> Tree:
        """Return the tree without some of its files."""
        left_out = frozenset(paths)
        return Tree(tuple(item for item in self.items if item.path not in left_out))

    def difference(self, other: Tree) -> str | None:
        """Return the path of the first file that is not the same in both."""
        ours, theirs = ({item.path: (item.mode, item.sha256) for item in tree.items} for tree in (self, other))
        return next((path for path in sorted({*ours, *theirs}) if ours.get(path) != theirs.get(path)), None)


def paths(root: Path) -> list[str]:
    """Return the paths of the files that are proven, and of the links that stay inside. Raises UserError."""
    if not root.is_dir():
        raise UserError(f"{root} is not a folder: give a repository's folder, or a git URL")
    folder = gitindex.git_folder(root)
    tracked = None
    if folder is not None:
        try:
            tracked = gitindex.tracked(folder, links=True)
        except gitindex.UnreadableIndexError as error:
            raise UserError(
                f"git's index of {root} could not be read ({error}): clone it and prove the clone"
            ) from None
    real = _RealFolders(root)
    found = tracked or _walked(root)
    return sorted(path for path in found if real.holds(path) and _is_wanted(root, path))


def outputs(root: Path, found: Iterable[str]) -> frozenset[str]:
    """Return those paths that an earlier proof wrote: its statement, and the report and the logs beside it."""
    found = list(found)
    folders = {
        path.removesuffix(STATEMENT_FILE)
        for path in found
        if path.rpartition("/")[2] == STATEMENT_FILE and _is_statement(root / path)
    }
    if not folders:
        return frozenset()
    return frozenset(path for path in found if any(_is_beside(path, folder) for folder in folders))


def fingerprint(root: Path, found: Iterable[str], algorithm: str = "sha1") -> Tree:
    """Return the digests of files below `root`; `algorithm` is what git names its objects by. Raises OSError."""
    return Tree(tuple(_item(root, path, algorithm) for path in found))


class _RealFolders:
    """Tells which folders are reached through no link."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known = {"": True}

    def holds(self, path: str) -> bool:
        """Whether a path has no strange part and is not too deep, and every folder above it is a real one."""
        parts = path.split("/")
        if len(parts) > LIMITS.depth or {"", ".", "..", ".git"}.intersection(parts):
            return False
        return self._is_real(path.rpartition("/")[0])

    def _is_real(self, folder: str) -> bool:
        if folder not in self._known:
            try:
                mode = os.lstat(self._root / folder).st_mode
            except (OSError, ValueError):
                mode = 0
            self._known[folder] = stat.S_ISDIR(mode) and self._is_real(folder.rpartition("/")[0])
        return self._known[folder]


def _is_wanted(root: Path, path: str) -> bool:
    """Whether it is a regular file, or a link that leads to another place in the tree."""
    try:
        mode = os.lstat(root / path).st_mode
        if not stat.S_ISLNK(mode):
            return stat.S_ISREG(mode)
        inside = os.path.realpath(root / path)
        return not os.readlink(root / path).startswith("/") and Path(inside).is_relative_to(root.resolve())  # noqa: PTH115
    except (OSError, ValueError):
        return False


def _walked(root: Path) -> Iterator[str]:
    pending = [""]
    while pending:
        folder = pending.pop()
        with os.scandir(root / folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}".lstrip("/")
                if not entry.is_dir(follow_symlinks=False):
                    yield path
                elif entry.name not in _SKIPPED and not os.path.lexists(f"{entry.path}/pyvenv.cfg"):
                    pending.append(path)


def _is_statement(file: Path) -> bool:
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    with open(descriptor, "rb") as stream:  # noqa: PTH123
        return PREDICATE.encode("ascii") in stream.read(_BEGINNING)


def _is_beside(path: str, folder: str) -> bool:
    if not path.startswith(folder):
        return False
    name = path.removeprefix(folder)
    is_ours = name in {STATEMENT_FILE, *(f"{REPORT}{ending}" for ending in ENDING.values())}
    return is_ours or (name.startswith(f"{LOGS}/") and name.endswith(".log"))


def _item(root: Path, path: str, algorithm: str) -> Item:
    place = root / path
    status = os.lstat(place)
    if stat.S_ISLNK(status.st_mode):
        content = os.fsencode(os.readlink(place))  # noqa: PTH115
        blob = hashlib.new(algorithm, b"blob %d\0%s" % (len(content), content), usedforsecurity=False)
        return Item(path, _LINK, hashlib.sha256(content).hexdigest(), blob.digest())
    digest = hashlib.sha256()
    blob = hashlib.new(algorithm, b"blob %d\0" % status.st_size, usedforsecurity=False)
    descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with open(descriptor, "rb") as stream:  # noqa: PTH123
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            blob.update(chunk)
    mode = "100755" if status.st_mode & stat.S_IXUSR else "100644"
    return Item(path, mode, digest.hexdigest(), blob.digest())


def _git_tree(items: list[tuple[list[bytes], Item]]) -> bytes:
    """The name of the tree object that holds these files, each with the parts of its path below that tree."""
    entries: list[tuple[bytes, bytes, bytes]] = []
    folders: dict[bytes, list[tuple[list[bytes], Item]]] = {}
    for parts, item in items:
        if len(parts) == 1:
            entries.append((parts[0], item.mode.encode("ascii"), item.blob))
        else:
            folders.setdefault(parts[0], []).append((parts[1:], item))
    # Git sorts a folder as if its name ended with a slash.
    entries += [(name + b"/", b"40000", _git_tree(below)) for name, below in folders.items()]
    entries.sort()
    content = b"".join(b"%s %s\0%s" % (mode, name.removesuffix(b"/"), digest) for name, mode, digest in entries)
    algorithm = "sha256" if any(len(digest) > 20 for _, _, digest in entries) else "sha1"  # noqa: PLR2004
    return hashlib.new(algorithm, b"tree %d\0%s" % (len(content), content), usedforsecurity=False).digest()
