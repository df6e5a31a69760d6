"""The lines around what speaks for a verdict, as they are shown to who cannot open the repository."""

from __future__ import annotations

from portfolio_kit.cohort.result import Place
from portfolio_kit.repository.data.secrets import MASK, masked
from portfolio_kit.repository.file import shortened
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_AROUND = 4
_LONGEST = 240
# What is read of a line: a secret that the end cuts through would not be known as one.
_READ = 4 * _LONGEST
_KEY_BEGINS, _KEY_ENDS = "PRIVATE KEY-----", "-----END"


def place(repository: Repository, evidence: Evidence) -> Place:
    """Return a place with the lines around it, from what was read of the repository."""
    shown = None if evidence.whole else _around(repository, evidence)
    source, first = shown or (None, None)
    return Place(evidence.path, evidence.line, evidence.excerpt, evidence.cell, source, first)


def _around(repository: Repository, evidence: Evidence) -> tuple[str, int] | None:
    if evidence.cell is not None:
        return _in_cell(repository, evidence)
    file = repository.by_path.get(evidence.path)
    if file is None or evidence.line > len(file.lines):
        return None
    return excerpt(file.lines, evidence.line)


def _in_cell(repository: Repository, evidence: Evidence) -> tuple[str, int] | None:
    for notebook in repository.notebooks:
        if notebook.file.path == evidence.path:
            cell = next((cell for cell in notebook.cells if cell.number == evidence.cell), None)
            if cell is None:
                return None
            lines = cell.source.split("\n")
            found = (number for number, line in enumerate(lines, start=1) if shortened(line) == evidence.excerpt)
            # What the cell printed is told by the excerpt; the lines are those that printed it.
            return excerpt(lines, next(found, len(lines)))
    return None


def excerpt(lines: list[str], line: int) -> tuple[str, int] | None:
    """Return the lines around one of them, cut to a screenful and with secrets masked, and the number of the first.

    None where nothing stands there.
    """
    first = max(1, line - _AROUND)
    # What follows the last line end is no line.
    last = min(line + _AROUND, len(lines) - (not lines[-1]))
    near = [text[:_READ] for text in lines[first - 1 : last]]
    if not any(text.strip() for text in near):
        return None
    is_key = _opens_key(lines, first)
    shown = []
    for text in _masked(near):
        is_key = is_key and _KEY_ENDS not in text
        safe = MASK if is_key else text.rstrip()
        shown.append(safe if len(safe) <= _LONGEST else f"{safe[: _LONGEST - 1]}…")
        is_key = is_key or _KEY_BEGINS in text
    return "\n".join(shown), first


def _masked(lines: list[str]) -> list[str]:
    """Mask secrets, those too whose name stands on the line before; as many lines as before."""
    whole = masked("\n".join(lines)).split("\n")
    return whole if len(whole) == len(lines) else [masked(line) for line in lines]


def _opens_key(lines: list[str], first: int) -> bool:
    """Whether a private key that begins before a line goes on there."""
    for text in reversed(lines[max(0, first - 1 - _LONGEST) : first - 1]):
        if _KEY_ENDS in text or _KEY_BEGINS in text:
            return _KEY_ENDS not in text
    return False
