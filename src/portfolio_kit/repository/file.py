"""One file of the repository, read at most once."""

from __future__ import annotations

import os
import stat
from functools import cached_property, lru_cache
from pathlib import Path

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.secrets import masked
from portfolio_kit.repository.limits import LIMITS, Budget
from portfolio_kit.repository.text import decoded
from portfolio_kit.rubric.finding import Evidence

LOCK_FILES = frozenset(
    {
        "uv.lock", "poetry.lock", "pdm.lock", "pipfile.lock", "conda-lock.yml", "conda-lock.yaml", "pixi.lock",
        "pylock.toml",
    }
)  # fmt: skip
"""What tools hold every version in, in lower case."""

_EXCERPT = 160
# What is read of a line for its excerpt, to either side.
_READ = 8 * _EXCERPT
_HEAD = 200
_PROBE = 1024
_NEAR = 30
_PICTURE = re.compile(rb'("image/[\w.+-]{1,40}"\s*:\s*")(?:[A-Za-z0-9+/=]++|\\n)++"')
# What names its columns first, however large it is.
_HEADED = frozenset({".csv", ".tsv"})
_BLANK = re.compile(r"\s+")


class File:
    """A regular file: its path from the repository's root with forward slashes, and its size in bytes."""

    def __init__(self, root: Path, path: str, size: int, budget: Budget | None = None) -> None:
        self._root = root
        self._budget = budget or Budget()
        self.path = path
        self.size = size
        self._has_only_blanks: bool | None = None
        self.name = path.rpartition("/")[2]
        self.folder = path.rpartition("/")[0]
        self.stem, dot, suffix = self.name.rpartition(".")
        self.suffix = f"{dot}{suffix}".lower() if self.stem else ""
        self.stem = self.stem or self.name

    def __repr__(self) -> str:
        return f"File({self.path!r})"

    @property
    def parts(self) -> tuple[str, ...]:
        """The path's folders and its name, in lower case."""
        return tuple(self.path.lower().split("/"))

    @property
    def _limit(self) -> int:
        if self.name.lower() in LOCK_FILES:
            return LIMITS.lock
        return LIMITS.notebook if self.suffix == ".ipynb" else LIMITS.text

    @cached_property
    def content(self) -> bytes:
        """The bytes; none where the file is larger than what is read, or cannot be read."""
        limit = self._limit
        if self.size > limit:
            # That a model or a picture is not read as text is nothing to tell.
            if b"\0" not in self._read(_PROBE):
                self._budget.too_large.add(self.path)
            return b""
        return self._read(limit)

    @cached_property
    def text(self) -> str:
        r"""The text with `\n` for every line end; empty where it is not text or not read."""
        content = self.content
        # The pictures of a notebook are most of it, and nobody reads them here.
        text = decoded(_PICTURE.sub(rb'\1"', content) if self.suffix == ".ipynb" else content)
        if text is None or not self._budget.hold(self.path, text):
            self.__dict__.pop("content", None)
            return ""
        # Nobody asks for the bytes of a text again but to know whether there are any.
        self._has_only_blanks = not content or content.isspace()
        self.__dict__.pop("content", None)
        return text

    @property
    def packed(self) -> bytes:
        """The bytes of a document that is no plain text, read anew each time; none where it is too large."""
        return self._read(LIMITS.paper) if self.size <= LIMITS.paper else b""

    def first(self, most: int) -> bytes:
        """Return the first bytes of a file of any size, read anew each time."""
        return self._read(most)

    @property
    def head(self) -> str:
        """The first lines of a file of any size, for looking at a table's columns."""
        # What was read whole is neither read nor kept again.
        if self.size <= LIMITS.head or self.__dict__.get("text"):
            return self.text[: LIMITS.head]
        return self._beginning

    @cached_property
    def _beginning(self) -> str:
        return decoded(self._read(LIMITS.head)) or ""

    @property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return _lines(self.text)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it but white space."""
        if self.size == 0 or self.size > LIMITS.text:
            return self.size == 0
        if self._has_only_blanks is None:
            self._has_only_blanks = not self.content or self.content.isspace()
        return self._has_only_blanks

    def evidence(self, line: int = 1) -> Evidence:
        """Return the place at `line`; for a file that is no text, the file itself, for a table too large to be
        read its header.

        A first line of marks alone, such as the `---` above a model card or the `{` of a metrics file, shows nothing:
        the first one that does stands for it.
        """
        if 1 < line <= len(self.lines) and (excerpt := shortened(self.lines[line - 1])):
            return Evidence(self.path, line, excerpt)
        if number := self._first_line:
            return Evidence(self.path, number, shortened(self.lines[number - 1]))
        if self.suffix in _HEADED and (excerpt := shortened(self.head.partition("\n")[0])):
            return Evidence(self.path, 1, excerpt)
        return Evidence(self.path, 1, f"({self.size:,} bytes)", whole=True)

    @cached_property
    def _first_line(self) -> int:
        """The first line that says something, or is not blank where none does; 0 where all are."""
        first = 0
        for number, text in enumerate(self.lines[:_HEAD], start=1):
            if any(character.isalnum() for character in text[:_EXCERPT]):
                return number
            first = first or (number if shortened(text) else 0)
        return first or next((number for number, text in enumerate(self.lines, start=1) if shortened(text)), 0)

    def at(self, offset: int) -> Evidence:
        """Return the place at a character offset of the text."""
        return self.evidence(self.line_at(offset))

    def line_at(self, offset: int) -> int:
        """Return the number of the line that a character offset of the text is on."""
        return self.text.count("\n", 0, max(offset, 0)) + 1

    @property
    def budget(self) -> Budget:
        """What may still be read of the repository, and what was cut."""
        return self._budget

    def _read(self, most: int) -> bytes:
        if not self._budget.take(self.path, min(self.size, most)):
            return b""
        try:
            descriptor = os.open(self._root / self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except (OSError, ValueError):
            return b""
        with open(descriptor, "rb") as stream:  # noqa: PTH123
            try:
                return stream.read(most) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
            except OSError:
                return b""


@lru_cache(maxsize=16)
def _lines(text: str) -> list[str]:
    """The lines of a text, kept as long as they are likely to be asked for again: of all files they take too much."""
    return text.split("\n")


@lru_cache(maxsize=256)
def shortened(text: str, around: str = "") -> str:
    """Return one line of text as an excerpt: blanks folded, secrets written over, cut where it is long.

    What is cut is far from `around`, where that stands in the line.
    """
    text = text.strip()
    position = max(0, text.find(around)) if around else 0
    lead, end = max(0, position - _READ), position + 2 * _READ
    shown = masked(text[lead:end])
    # A secret that the end cuts through is not known as one.
    shown = _BLANK.sub(" ", shown[:-_READ] if end < len(text) else shown).strip()
    position = shown.find(around) if around else 0
    if position > _EXCERPT * 3 // 4 and len(shown) > _EXCERPT:
        begin = position - _EXCERPT // 2
        shown = f"…{shown[shown.rfind(' ', begin - _NEAR, begin) + 1 or begin :].lstrip()}"
    if len(shown) <= _EXCERPT:
        return shown
    # Between two words, where there is a gap near the end.
    gap = shown.rfind(" ", _EXCERPT - _NEAR, _EXCERPT)
    return shown[: gap if gap > 0 else _EXCERPT - 1].rstrip() + "…"
