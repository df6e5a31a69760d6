"""What was pasted into a text: commands, JSON and drawings without a fence around them, tables in HTML.

It reads like prose, line for line, and says nothing of the project.
"""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re

_ESCAPED_FENCE = "\\`\\`\\`"
# How such a line begins: what is quick to look for.
_HINT = re.compile(r"[\[\]{}\"\-$←→↓↑▼]|[A-Z][A-Z0-9_]{2,}\s?=|(?:pip|python|cd|cp|mkdir|git|docker|curl|uvicorn)")
_COMMAND = (
    r"(?:\$\s?)?(?:pip3? install\b|python3? (?:-[mc] |\S+\.py\b)|cd [\w./~-]+$|cp (?:-\w+ )?\S*[./]\S* \S+$"
    r"|mkdir (?:-p )?\S+$|git (?:clone|checkout|pull|lfs|init|push) |curl (?:-|https?:)|uvicorn \S+:\S+"
    r"|docker(?:[ -]compose)? (?:build|run|compose|pull|push|stack|swarm|exec|up|down|logs) )"
)
_SENTENCE_END = re.compile(r"\S[.!?:。]$")
_NOT_PROSE = re.compile(
    # A part of a JSON object or list, or of a matrix.
    r"[\[\]{}(),\s]+$|\"[\w -]{1,60}\"\s?:|\[\s*-?\d+(?:\.\d+)?(?:,\s*-?\d+(?:\.\d+)?)*\s*\][\]},]*$"
    # The rest of a command, and a setting.
    r"|-{1,2}[A-Za-z][\w-]*[ =][\"'@/\d]|[A-Z][A-Z0-9]*_[A-Z0-9_]+\s?=\s?(?:\d+(?![\d.,%])|[\"'/])"
    # A step of a drawing.
    r"|\[[^\[\]]{1,60}\]\s*(?:[←→↓↑]|[-=]+>)|[←→↓↑▼\s]+$"
)
_TYPED = re.compile(_COMMAND)
_TABLE = re.compile(r"</?table\b", re.IGNORECASE)
_LONGEST = 300


def unescaped(source: str) -> str:
    """Return a text with the fences that somebody escaped as fences."""
    return source.replace(_ESCAPED_FENCE, "```") if _ESCAPED_FENCE in source else source


def is_pasted(line: str) -> bool:
    """Whether a line without a fence is no prose: a command, a piece of JSON, a setting, a step of a drawing."""
    if len(line) > _LONGEST or not _HINT.match(line):
        return False
    if _NOT_PROSE.match(line):
        return True
    return bool(_TYPED.match(line)) and not _SENTENCE_END.search(line)


def tables_in_html(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that a table in HTML takes up, one that is closed again."""
    found: set[int] = set()
    start = 0
    for number, line in enumerate(lines, start=1):
        if "<" not in line:
            continue
        for match in _TABLE.finditer(line[: 10 * _LONGEST]):
            if match[0][1] != "/":
                start = start or number
            elif start:
                found.update(range(start, number + 1))
                start = 0
    return frozenset(found)
