"""Results that stand in the code of an app's page, and in no text."""

from __future__ import annotations

from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results import figures
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.rubric.finding import Evidence

# What says more than a name or a label.
_SHORTEST, _LONGEST = 20, 20_000


def on_a_page(repository: Repository) -> Evidence | None:
    """Return the first line with a result that an app has written into a text that it shows."""
    for app in repository.apps:
        if app.kind != "interactive" or app.module.is_notebook:
            continue
        for text, begins in app.module.strings:
            if not _SHORTEST <= len(text) <= _LONGEST:
                continue
            lines = [Line(number, "prose", line) for number, line in enumerate(text.split("\n"))]
            found = next((figure for figure in figures.in_text(lines) if figure.kind == "result"), None)
            if found is not None and found.metric:
                return app.module.evidence(begins + found.line)
    return None
