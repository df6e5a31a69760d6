"""A project under git as an update sees it: what is committed, what is in the way, and writing to it all or nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from portfolio_kit import git
from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.render import File

_MOST_NAMES = 3


@dataclass(frozen=True)
class Unmerged:
    """A file that the owner has to settle: the old template's, the owner's and the new template's version of it."""

    path: str
    versions: tuple[File | None, File | None, File | None]


@dataclass(frozen=True)
class WorkTree:
    """A folder inside a git work tree, and what is committed in it."""

    root: Path
    entries: Mapping[str, git.Entry]

    def files(self, paths: Iterable[str]) -> dict[str, File]:
        """Return the project's files at `paths`: as committed, else (ignored by git) as they are on disk."""
        wanted = {path: self.entries[path] for path in paths if path in self.entries}
        # A submodule has no content here; its mode alone says that it is not an ordinary file.
        contents = git.contents((entry.name for entry in wanted.values() if entry.mode != "160000"), self.root)
        files = {path: File(contents.get(entry.name, b""), entry.mode) for path, entry in wanted.items()}
        for path in set(paths) - set(files):
            file = _on_disk(self.root / path)
            if file is not None and not self._parent_in_the_way(path):
                files[path] = file
        return files

    def blocked(self, paths: Iterable[str]) -> frozenset[str]:
        """Return the paths that cannot be written: a parent is a file or a link, or they are a folder."""
        return frozenset(path for path in paths if self._parent_in_the_way(path) or self._is_folder(path))

    def _parent_in_the_way(self, path: str) -> bool:
        parents = list(Path(path).parents)[:-1]
        return any(
            parent.as_posix() in self.entries
            or (os.path.lexists(self.root / parent) and not _is_dir(self.root / parent))
            for parent in parents
        )

    def _is_folder(self, path: str) -> bool:
        return path not in self.entries and _is_dir(self.root / path)


def find(project: Path) -> WorkTree:
    """Return the work tree of `project`.

    Raises UserError when it is not in a git work tree, or nothing of it is committed, or something is not.
    """
    inside = git.outcome("rev-parse", "--is-inside-work-tree", cwd=project)
    if inside.stdout.strip() != b"true":
        raise UserError(
            f"{project} is not under git, which keeps your edits safe in an update: "
            "run `git init && git add -A && git commit -m Start` in it first"
        )
    changed = _changed(project)
    if changed:
        more = f" and {len(changed) - _MOST_NAMES} more" if len(changed) > _MOST_NAMES else ""
        raise UserError(
            f"{project} has changes that are not committed ({', '.join(changed[:_MOST_NAMES])}{more}): "
            "commit them or `git stash` them first"
        )
    prefix = git.run("rev-parse", "--show-prefix", cwd=project).rstrip(b"\n")
    try:
        return WorkTree(project, git.tree(f"HEAD:{os.fsdecode(prefix)}", project))
    except git.GitError:
        raise UserError(f"nothing of {project} is committed: commit it first, so that your edits are safe") from None


def apply(tree: WorkTree, files: Mapping[str, File | None], unmerged: Sequence[Unmerged]) -> None:
    """Write `files` (None removes one) and mark the committed ones among `unmerged` as such in git's index.

    When anything fails or interrupts, every file is as it was before, and the exception goes on.
    """
    entries = _index_entries(tree, unmerged)
    undo: list[_Before] = []
    try:
        for path, file in files.items():
            target = tree.root / path
            undo.append(_before(tree.root, target))
            if file is None:
                _remove(tree.root, target)
            else:
                write(target, file)
        if entries:
            git.run("update-index", "-z", "--index-info", cwd=tree.root, stdin=entries)
    except BaseException:
        for before in reversed(undo):
            _restore(before)
        raise


def write(target: Path, file: File) -> None:
    """Write one file, its folders made where they are missing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.content)
    mode = stat.S_IMODE(target.stat().st_mode)
    # Executable for those who may read it, as git does.
    target.chmod(mode | (mode & 0o444) >> 2 if file.mode == "100755" else mode & ~0o111)


@dataclass(frozen=True)
class _Before:
    target: Path
    content: bytes | None
    status: os.stat_result | None
    missing: Collection[Path]


def _before(root: Path, target: Path) -> _Before:
    missing = [parent for parent in target.parents if parent.is_relative_to(root) and not parent.exists()]
    if not target.is_file():
        return _Before(target, None, None, missing)
    return _Before(target, target.read_bytes(), target.stat(), missing)


def _restore(before: _Before) -> None:
    if before.content is None or before.status is None:
        before.target.unlink(missing_ok=True)
        for folder in before.missing:
            with suppress(OSError):
                folder.rmdir()
        return
    before.target.parent.mkdir(parents=True, exist_ok=True)
    before.target.write_bytes(before.content)
    before.target.chmod(stat.S_IMODE(before.status.st_mode))
    os.utime(before.target, ns=(before.status.st_atime_ns, before.status.st_mtime_ns))


def _remove(root: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    for parent in target.parents:
        if parent == root:
            return
        try:
            parent.rmdir()
        except OSError:
            return


def _changed(project: Path) -> list[str]:
    status = git.run("status", "--porcelain", "-z", "--", ".", cwd=project)
    names = []
    fields = iter(status.split(b"\0")[:-1])
    for field in fields:
        names.append(os.fsdecode(field[3:]))
        if field[:1] in b"RC":
            # The old name of a renamed file follows on its own.
            next(fields, None)
    return names


def _on_disk(path: Path) -> File | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    if stat.S_ISLNK(status.st_mode):
        return File(os.fsencode(path.readlink()), "120000")
    if not stat.S_ISREG(status.st_mode):
        return None
    return File(path.read_bytes(), "100755" if status.st_mode & stat.S_IXUSR else "100644")


def _is_dir(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _index_entries(tree: WorkTree, unmerged: Sequence[Unmerged]) -> bytes:
    """Return what `git update-index` reads to show the committed paths among `unmerged` as conflicts."""
    prefix = git.run("rev-parse", "--show-prefix", cwd=tree.root).rstrip(b"\n")
    lines = []
    for conflict in unmerged:
        if conflict.path not in tree.entries:
            continue
        path = prefix + os.fsencode(conflict.path)
        lines.append(b"0 %s\t%s\0" % (b"0" * 40, path))
        for stage, file in enumerate(conflict.versions, start=1):
            if file is not None:
                name = git.run("hash-object", "-w", "--stdin", cwd=tree.root, stdin=file.content).strip()
                lines.append(b"%s %s %d\t%s\0" % (file.mode.encode(), name, stage, path))
    return b"".join(lines)
