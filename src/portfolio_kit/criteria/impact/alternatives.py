"""The ways to do something that a table of results sets against each other, whatever they are called."""
# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.support import Claim

# What a column of a table is called whose rows are tried against each other.
_ALTERNATIVES = re.compile(
    r"(?:models?|algorithms?|methods?|strateg(?:y|ies)|approach(?:es)?|variants?|config(?:uration)?s?|settings?|classifiers?|regressors?|estimators?|retriev\w+|modelos?|algoritmos?|m[ée]todos?|estrategias?|mod[èe]les?|m[ée]thodes?|modelle?|verfahren|methoden?|metodi|модел\w|метод\w?|模型|方法)(?: (?:name|type|used))?",
    re.IGNORECASE,
)


def alternatives(group: Sequence[Claim]) -> list[str]:
    """The rows, by what they are called, of a table whose first columns say that each is a way to do it, and which figures
    of a metric are of; a table of tasks may name the model of each in a later one.
    """
    rows: dict[int, dict[str, str]] = defaultdict(dict)
    for result in group:
        lines = {line.number: line.text for line in result.document.lines if line.kind == "table"}
        head = result.figure.line
        while head - 1 in lines:
            head -= 1
        called = list(takewhile(lambda cell: _ALTERNATIVES.fullmatch(cell[0]), _cells(lines, head, result.figure.line)))
        if called and head != result.figure.line:
            named = " ".join(cell for _, cell in called)
            rows[head][named.lower()] = named
    return next((list(found.values()) for found in rows.values() if len(found) > 1), [])


def _cells(lines: dict[int, str], head: int, line: int) -> list[tuple[str, str]]:
    """The cells of a table's row with what their columns are called, without a rank or an empty column before them."""
    columns, row = ([cell.strip(" *`_") for cell in lines.get(at, "").strip(" |").split("|")] for at in (head, line))
    pairs = list(zip(columns, row, strict=False))
    return pairs[1:] if pairs and not any(map(str.isalpha, pairs[0][0])) else pairs
