"""Scripts of a shell that run Python and append what happens to a log, with the time: those that a scheduler starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File
from portfolio_kit.rubric.finding import Evidence

_SUFFIXES = frozenset({".sh", ".bash", ".bat", ".cmd", ".ps1"})
_LARGEST = 100_000
_APPENDS = re.compile(r">>[ \t]*\"?[^\s\"]{1,200}\.(?:log|txt)\b|\|[ \t]*tee[ \t]+-a\b|\bAdd-Content\b")
_SAYS = re.compile(r"^[ \t(@]*(?:echo|printf|Add-Content|Write-Output)\b", re.IGNORECASE)
_TIME = re.compile(r"%date%|%time%|\$\(date\b|`date\b|Get-Date|\$\{?(?:now|timestamp|date)\b", re.IGNORECASE)
_PYTHON = re.compile(
    r"^[ \t@]*(?:call[ \t]+)?(?:\S*[/\\])?(?:python[\d.]*|py|uv run|poetry run)(?:\.exe)?\s", re.MULTILINE
)


def batch_logs(files: Sequence[File]) -> Iterator[Evidence]:
    """Yield where such a script first writes a line with the time into its log."""
    for file in files:
        if file.suffix not in _SUFFIXES or file.size > _LARGEST or not _PYTHON.search(file.text):
            continue
        for number, line in enumerate(file.lines, start=1):
            if _SAYS.match(line) and _TIME.search(line) and _APPENDS.search(line):
                yield file.evidence(number)
                break
