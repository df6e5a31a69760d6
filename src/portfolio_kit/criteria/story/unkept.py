"""Files that measuring code writes what it measured to, and that the repository does not hold."""

from __future__ import annotations

from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_RESULTS = re.compile(
    r"[\w./{}-]{0,120}(?:metric|result|score|evaluation|report|performance|comparison|m[ée]tri[ck]|relat[óo]rio|reporte)[\w-]{0,60}\.(?:json|csv|ya?ml|txt|md)",
    re.IGNORECASE,
)
_WRITES = frozenset(
    {"dump", "to_csv", "to_json", "to_markdown", "write", "write_text", "safe_dump", "savetxt", "dumps"}
)


class Unkept(NamedTuple):
    """A file of results by its name, and where the code names it."""

    name: str
    evidence: Evidence


def unkept_results(repository: Repository) -> Unkept | None:
    """Return the file of results that a module which measures writes, if it is nowhere in the repository."""
    for path, found in repository.evaluation.by_module.items():
        module = next((module for module in repository.modules if module.path == path), None)
        if module is None or not found.metrics or not _WRITES & {call.last for call in module.calls}:
            continue
        for text, line in module.strings:
            name = text.rpartition("/")[2]
            if _RESULTS.fullmatch(text) and "{" not in name and not repository.is_somewhere(name):
                return Unkept(name, module.evidence(line))
    return None
