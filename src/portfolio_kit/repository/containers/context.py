"""The build context of a container image: the files that a Dockerfile can copy."""

from __future__ import annotations

import fnmatch
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

# A .dockerignore that takes longer is not for people.
_MOST_PATTERNS = 1_000
_MOST_COMPARISONS = 100_000
_MOST_FILES = 200


class Ignored:
    """The patterns of a .dockerignore: what of the context a build does not see."""

    def __init__(self, text: str) -> None:
        self._patterns: list[tuple[list[str], bool]] = []
        self._left = _MOST_COMPARISONS
        for line in text.split("\n")[:_MOST_PATTERNS]:
            pattern = line.strip()
            if not pattern or pattern.startswith("#"):
                continue
            kept = pattern.startswith("!")
            segments = [part for part in pattern.lstrip("!").strip().split("/") if part not in ("", ".")]
            if segments and len(segments) < 40:  # noqa: PLR2004
                self._patterns.append((segments, kept))

    def ignores(self, path: str) -> bool:
        """Whether the file or folder at `path`, from the context's root, is left out of the build."""
        segments = [part for part in path.split("/") if part]
        ignored = False
        for pattern, kept in self._patterns:
            self._left -= len(segments)
            if self._left < 0:
                return False
            if any(_matches(pattern, segments[:length]) for length in range(1, len(segments) + 1)):
                ignored = not kept
        return ignored


def _matches(pattern: Sequence[str], segments: Sequence[str]) -> bool:
    reached = {0}
    for part in pattern:
        if part == "**":
            reached = set(range(min(reached), len(segments) + 1)) if reached else set()
        else:
            reached = {
                position + 1
                for position in reached
                if position < len(segments) and fnmatch.fnmatchcase(segments[position], part)
            }
    return len(segments) in reached


class Context:
    """The folder that a build sees, less what its .dockerignore leaves out."""

    def __init__(self, folder: str, paths: Iterable[str], ignored: Ignored) -> None:
        self.folder = folder.strip("/")
        prefix = f"{self.folder}/" if self.folder else ""
        self._ignored = ignored
        self._files = sorted(path[len(prefix) :] for path in paths if path.startswith(prefix))
        self._all = frozenset(self._files)
        self._seen: dict[str, bool] = {}

    def is_file(self, path: str) -> bool:
        """Whether it is a file rather than a folder."""
        return path in self._all

    def holds(self, path: str) -> bool:
        """Whether a file or folder is there for COPY."""
        if path not in self._seen:
            self._seen[path] = self._holds(path)
        return self._seen[path]

    def _holds(self, path: str) -> bool:
        # What DVC tracks is there once it was pulled.
        if path in ("", "."):
            return bool(self._files)
        if path in self._all or f"{path}.dvc" in self._all:
            return not self._ignored.ignores(path)
        prefix = f"{path}/"
        start = bisect_left(self._files, prefix)
        below = takewhile(lambda file: file.startswith(prefix), islice(self._files, start, start + _MOST_FILES))
        return any(not self._ignored.ignores(file) for file in below)

    def leaves_out(self, path: str) -> bool:
        """Whether the build would not see it, were it there."""
        return self._ignored.ignores(path)

    def leaves_out_of_all(self, path: str) -> bool:
        """Whether the build would not see a path that is told from the repository's root."""
        prefix = f"{self.folder}/" if self.folder else ""
        return path.startswith(prefix) and self._ignored.ignores(path[len(prefix) :])

    def matching(self, pattern: str) -> list[str]:
        """Return the files and folders that a COPY pattern with wildcards takes."""
        segments = pattern.split("/")
        found = {
            "/".join(parts[: len(segments)])
            for file in self._files
            if len(parts := file.split("/")) >= len(segments) and _matches(segments, parts[: len(segments)])
        }
        return sorted(path for path in found if self.holds(path))
