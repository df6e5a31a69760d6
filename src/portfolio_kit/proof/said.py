"""What a log says last, in characters that any terminal can show."""

from __future__ import annotations

from pathlib import Path

from portfolio_kit import lazily as re

_READ = 16_384
_LONGEST = 300
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


def last_lines(log: Path, most: int = 5) -> tuple[str, ...]:
    """Return the last lines that say something; none where there is no log."""
    try:
        with log.open("rb") as file:
            file.seek(max(log.stat().st_size - _READ, 0))
            text = file.read(_READ).decode("utf-8", "replace")
    except OSError:
        return ()
    lines = (plain(line) for line in text.splitlines())
    return tuple([line for line in lines if line][-most:])


def plain(text: str) -> str:
    """A line of anyone's text without what steers a terminal, and not too long."""
    bare = _ESCAPES.sub("", text[: 4 * _LONGEST])
    shown = "".join(character if character.isprintable() else " " for character in bare).strip()
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
