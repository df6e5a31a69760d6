"""Tables of reStructuredText that are ruled with signs, rewritten line for line as tables with bars between cells."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re

# "=====  ====  ====" above and below the head of a simple table, and where it ends.
_BORDER = re.compile(r"\s{0,12}={2,}(?: {1,8}={2,}){1,40}\s*$")
# "+------+-----+" and "+======+=====+" between the rows of a grid.
_GRID = re.compile(r"\s{0,12}\+(?:[-=]{2,200}\+){2,40}\s*$")
_COLUMN = re.compile(r"={2,}")
_RULE = "|--|--|"
_MOST_ROWS = 200
# A cell that stands for an empty one: a comment.
_EMPTY = ".."


def with_bars(lines: Sequence[str]) -> list[str]:
    """Return the lines, those of ruled tables with bars; there are as many, each at its place."""
    found = [_RULE if line.lstrip()[:1] == "+" and _GRID.match(line) else line for line in lines]
    at = 0
    while at < len(found):
        if found[at].lstrip()[:2] == "==" and _BORDER.match(found[at]):
            at = _rewritten(found, at)
        at += 1
    return found


def _rewritten(lines: list[str], top: int) -> int:
    """Rewrite the simple table whose upper border is at `top`, and return where it ends; `top` where it never does."""
    starts = [match.start() for match in _COLUMN.finditer(lines[top])]
    borders = [top]
    for at in range(top + 1, min(len(lines), top + _MOST_ROWS)):
        if _BORDER.match(lines[at]):
            borders.append(at)
        after = lines[at + 1].strip() if at + 1 < len(lines) else ""
        # The lower border is the last: what follows it is blank.
        if borders[-1] == at and not after:
            break
    if len(borders) == 1:
        return top
    for at in range(top, borders[-1] + 1):
        lines[at] = _RULE if at in borders else _row(lines[at], starts)
    return borders[-1]


def _row(line: str, starts: Sequence[int]) -> str:
    if not line.strip():
        return _RULE
    ends = [*starts[1:], len(line)]
    cells = [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    return "| " + " | ".join("" if cell == _EMPTY else cell.replace("|", " ") for cell in cells) + " |"
