"""How much of a repository is read. What a limit cuts is said in the scorecard's notes."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds of the processor.

    `files` also limits the folders that are walked; of more files, those that tell most are chosen among the first
    `seen`. `criterion` is what one criterion may take, `seconds` what all of them may. `cells` are those of one
    notebook, `objects` the objects in its JSON and `strings` the strings. `paper` is a report that is no plain text,
    `lock` a file that a tool holds all versions in.
    `total` is what is read in all, `held` what is kept of it in memory. `parsed` is how much Python is parsed,
    `modules` in how many files.
    """

    files: int = 20_000
    seen: int = 100_000
    depth: int = 40
    text: int = 1 << 20
    lock: int = 4 << 20
    notebook: int = 24 << 20
    cells: int = 2_000
    objects: int = 400_000
    strings: int = 600_000
    head: int = 8 << 10
    document: int = 200_000
    paper: int = 8 << 20
    lines: int = 10_000
    parsed: int = 870_000
    texts: int = 400_000
    total: int = 256 << 20
    held: int = 64 << 20
    modules: int = 4_000
    index: int = 64 << 20
    criterion: float = 10.0
    seconds: float = 60.0


LIMITS = Limits()
_NAMED = 3


@dataclass(slots=True)
class Budget:
    """What is read of one repository in all, and what was asked for and not read."""

    left: int = field(default_factory=lambda: LIMITS.total)
    room: int = field(default_factory=lambda: LIMITS.held)
    too_large: set[str] = field(default_factory=set)
    too_much: set[str] = field(default_factory=set)
    too_long: set[str] = field(default_factory=set)
    too_many_cells: set[str] = field(default_factory=set)
    no_notebooks: set[str] = field(default_factory=set)
    no_python: set[str] = field(default_factory=set)

    def take(self, path: str, size: int) -> bool:
        """Whether so much may still be read; what may not is remembered."""
        if size > self.left:
            self.too_much.add(path)
            return False
        self.left -= size
        return True

    def hold(self, path: str, text: str) -> bool:
        """Whether so long a text may still be kept in memory; what may not is remembered."""
        size = sys.getsizeof(text)
        if size > self.room:
            self.too_much.add(path)
            return False
        self.room -= size
        return True

    def beginning(self, path: str, text: str) -> str:
        """Return as much of a text for people as is read; that the rest is not is remembered."""
        if len(text) <= LIMITS.document and text.count("\n") < LIMITS.lines:
            return text
        self.too_long.add(path)
        return "\n".join(text[: LIMITS.document].split("\n")[: LIMITS.lines])

    def notes(self) -> tuple[str, ...]:
        """What was cut, in words; Python that does not parse is a fault, which is told before the score."""
        cut = (
            (self.too_large, "file", "too large to be read whole"),
            (self.no_notebooks, "notebook", "without a cell that can be read"),
            (self.too_long, "text", f"read to the first {LIMITS.document:,} characters only"),
            (self.too_many_cells, "notebook", f"read to the first {LIMITS.cells:,} cells only"),
            (self.too_much, "file", "not read, because it was too much in all"),
        )
        return tuple(f"{counted(len(paths), noun)} {what}: {named(paths)}" for paths, noun, what in cut if paths)


def named(paths: Collection[str]) -> str:
    """Return the first few of them, those nearest to the root before others, and how many more there are."""
    nearest = sorted(paths, key=lambda path: (path.count("/"), path))
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return ", ".join(nearest[:_NAMED]) + more


def counted(count: int, noun: str) -> str:
    """Return how many there are, in words: 1 file, 12 files."""
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"
