"""Which paths the rules of a `.gitignore` name, as git's documentation of gitignore reads them.

The package that does this for `update` takes a third of the time of a usual check to import; most rules are a name or
an ending, and need no more than a comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from portfolio_kit.repository.file import File

# What is read of the rules: they become regular expressions, and many stars in one would take forever.
_MOST, _LONGEST, _STARS = 1_000, 300, 3
_WILD = re.compile(r"[*?\[\\]")
_PIECE = re.compile(r"\\.|\[[!^]?\]?[^\]/]*\]|.", re.DOTALL)
_ENDED = re.compile(r"(?<!\\) +$")


class Rule(NamedTuple):
    """A line: what it names, by name alone or by the path from the rules' folder, and whether it is `!` kept."""

    is_kept: bool
    only_folders: bool
    name: str = ""
    ending: str = ""
    pattern: re.Pattern[str] | None = None

    def names(self, path: str, *, is_folder: bool) -> bool:
        """Whether it names a path, without a slash at its end, from the folder that the rules stand in."""
        if self.only_folders and not is_folder:
            return False
        if self.pattern is not None:
            return bool(self.pattern.fullmatch(path))
        name = path.rpartition("/")[2]
        return name.endswith(self.ending) if self.ending else name == self.name


def rules(lines: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules, the last first: the last one that names a path decides."""
    found = [made for _, line in zip(range(_MOST), lines, strict=False) if (made := _rule(line)) is not None]
    return tuple(reversed(found))


def said(of_folder: tuple[Rule, ...], path: str, *, is_folder: bool) -> bool | None:
    """Return whether the rules ignore a path, None where they say nothing of it."""
    return next((not rule.is_kept for rule in of_folder if rule.names(path, is_folder=is_folder)), None)


def line_of(lines: Iterable[str], path: str, *, is_folder: bool) -> int:
    """Return the number of the line that decides to ignore a path that is ignored."""
    found = enumerate(lines, start=1)
    naming = [number for number, line in found if said(rules([line]), path, is_folder=is_folder)]
    return naming[-1] if naming else 1


def is_kept_out(name: str, ignored: File | None) -> bool:
    """Whether a `.gitignore` at the top keeps out a folder or a Python module of a name."""
    found = rules(ignored.text.split("\n")) if ignored is not None else ()
    return any(said(found, path, is_folder=path == name) for path in (name, f"{name}.py"))


def _rule(line: str) -> Rule | None:
    text = line.rstrip("\r\n")
    if text.startswith("#") or len(text) > _LONGEST or text.count("*") > _STARS:
        return None
    text = _ENDED.sub("", text)
    is_kept = text.startswith("!")
    text = text.removeprefix("!")
    only_folders = text.endswith("/")
    text = text.removesuffix("/")
    if not text:
        return None
    if "/" not in text and not _WILD.search(text):
        return Rule(is_kept, only_folders, name=text)
    if "/" not in text and text.startswith("*") and len(text) > 1 and not _WILD.search(text[1:]):
        return Rule(is_kept, only_folders, ending=text[1:])
    pattern = re.compile(_regular(text), re.DOTALL)
    try:
        pattern.fullmatch("")
    except re.error:
        return None
    return Rule(is_kept, only_folders, pattern=pattern)


def _regular(text: str) -> str:
    """The regular expression of a rule: of a name in any folder, or of a path where a slash is in it."""
    if "/" not in text:
        return f"(?:.*/)?{_segment(text)}"
    *folders, last = text.removeprefix("/").split("/")
    return "".join("(?:.*/)?" if folder == "**" else f"{_segment(folder)}/" for folder in folders) + (
        ".+" if last == "**" else _segment(last)
    )


def _segment(text: str) -> str:
    return "".join(map(_translated, _PIECE.findall(text)))


def _translated(piece: str) -> str:
    if piece in ("*", "?"):
        return "[^/]*" if piece == "*" else "[^/]"
    if len(piece) > 2 and piece.startswith("["):  # noqa: PLR2004 - a class has something in it
        inside = piece[1:-1]
        negated = inside[:1] in ("!", "^")
        chosen = (inside[1:] if negated else inside).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        return f"(?!/)[{'^' if negated else ''}{chosen}]"
    return re.escape(piece[1:] if len(piece) > 1 and piece.startswith("\\") else piece)
