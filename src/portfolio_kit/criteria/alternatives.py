"""The ways to do something that a table of results sets against each other, whatever they are called."""
# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.support import Claim

# What a column of a table is called whose rows are tried against each other.
_ALTERNATIVES = re.compile(
    r"(?:models?|algorithms?|methods?|strateg(?:y|ies)|approach(?:es)?|variants?|config(?:uration)?s?|settings?|classifiers?|regressors?|estimators?|retriev\w+|modelos?|algoritmos?|m[ée]todos?|estrategias?|mod[èe]les?|m[ée]thodes?|modelle?|verfahren|methoden?|metodi|модел\w|метод\w?|模型|方法)(?: (?:name|type|used))?",
    re.IGNORECASE,
)


def alternatives(group: Sequence[Claim]) -> list[str]:
    """The rows, by what they are called, of a table whose head says that each is a way to do it, and which figures of a
    metric are of.
    """
    rows: dict[int, dict[str, str]] = defaultdict(dict)
    for result in group:
        lines = {line.number: line.text for line in result.document.lines if line.kind == "table"}
        head = result.figure.line
        while head - 1 in lines:
            head -= 1
        cells = [cell.strip(" *`_") for cell in lines.get(head, "").strip(" |").split("|")]
        own = [cell.strip(" *`_") for cell in lines.get(result.figure.line, "").strip(" |").split("|")]
        called = [cell for column, cell in zip(cells, own, strict=False) if _ALTERNATIVES.fullmatch(column)]
        if any(called) and head != result.figure.line:
            rows[head][" ".join(called).lower()] = " ".join(called)
    return next((list(found.values()) for found in rows.values() if len(found) > 1), [])
