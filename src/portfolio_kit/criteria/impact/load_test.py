"""How long a service takes to answer under load: a script that asks it, and what came out of that."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_RESULT = re.compile(r"(?:load|stress|perf\w{0,9})[-_ ]?(?:test\w{0,3}|report|results?)|locust", re.IGNORECASE)
_SHOWN = frozenset({".html", ".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".csv", ".json", ".txt", ".log", ".pdf"})


def load_tested(repository: Repository) -> dict[str, Evidence]:
    """Return where a load test asks the service, if what it measured is kept: a report, a table or a picture."""
    kept = any(file.suffix in _SHOWN and _RESULT.search(file.name) for file in repository.files)
    for module in repository.modules if kept else ():
        if module.mentions("locust") and module.imports_any("locust"):
            for call in module.calls:
                if call.last in ("post", "get"):
                    return {"latency under load": module.evidence(call.line)}
    return {}
