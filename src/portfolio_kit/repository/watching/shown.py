"""What a service measures of each request and writes into a database, which a dashboard beside it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import string, walk
from portfolio_kit.repository.file import File
from portfolio_kit.rubric.finding import Evidence

_MEASURED = re.compile(
    r"latenc|duration|elapsed|response_?time|(?:request|error|prediction)_?count|_ms\b|drift|psi\b", re.IGNORECASE
)
_INSERTS = re.compile(r"\binsert\s+into\b", re.IGNORECASE)
# Grafana as a service of a compose file or a chart, not as a word of a remark.
_DASHBOARD = re.compile(r"^[ \t]*image:[ \t]*[\"']?(?:[\w.-]+/)*(?:grafana|metabase|superset|redash)\b", re.MULTILINE)
_SUFFIXES = frozenset({".yml", ".yaml"})
_LARGEST = 200_000


def shown(kept: Sequence[tuple[Module, Call]], files: Sequence[File]) -> Iterator[Evidence]:
    """Yield where a service writes its measurements into a table, if a service that shows tables is started with it."""
    measuring = [(module, call) for module, call in kept if _measures(call)]
    if measuring and any(
        file.suffix in _SUFFIXES and file.size <= _LARGEST and _DASHBOARD.search(file.text) for file in files
    ):
        yield from (module.evidence(call.line) for module, call in measuring)


def _measures(call: Call) -> bool:
    """Whether a call inserts a row with what was measured into a table."""
    told = [text for part in walk(call.node) if (text := string(part))]
    return any(_INSERTS.search(text) and _MEASURED.search(text) for text in told)
