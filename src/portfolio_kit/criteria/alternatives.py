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
        head, named = _row(result)
        if named:
            rows[head][named.lower()] = named
    return next((list(found.values()) for found in rows.values() if len(found) > 1), [])


def row_of(result: Claim) -> str:
    """What the row of such a table is called that gives a result; empty where it stands in none."""
    return _row(result)[1]


def fullest(results: Sequence[Claim], first: Claim) -> Sequence[Claim]:
    """Those results, of the first one's text or of another as far from the root, that most alternatives are set side by
    side with in one table: of many reports, one of a single model tells less of which is best. What stands at the root
    is read first in any case.
    """
    depth = first.document.path.count("/")
    texts: dict[str, list[Claim]] = defaultdict(list)
    for result in results if depth else ():
        if result.document.path.count("/") == depth and result.figure.metric == first.figure.metric:
            texts[result.document.path].append(result)
    own = [result for result in results if result.document is first.document]
    if len(texts) < 2:  # noqa: PLR2004
        return own
    best = max(texts.values(), key=lambda group: (len(alternatives(group)), group[0].document is first.document))
    return [result for result in results if result.document is best[0].document]


def _row(result: Claim) -> tuple[int, str]:
    """Where the table of a result begins, and what its row is called, as far as that is an alternative's name."""
    lines, line = result.document.lines, result.figure.line
    at = first = result.document.position(line)
    if at is None or first is None or lines[at].kind != "table":
        return line, ""
    while first > 0 and lines[first - 1].kind == "table":
        first -= 1
    called = takewhile(lambda cell: _ALTERNATIVES.fullmatch(cell[0]), _cells(lines[first].text, lines[at].text))
    return lines[first].number, " ".join(cell for _, cell in called) if first != at else ""


def _cells(head: str, line: str) -> list[tuple[str, str]]:
    """The cells of a table's row with what their columns are called, without a rank or an empty column before them."""
    columns, row = ([cell.strip(" *`_") for cell in text.strip(" |").split("|")] for text in (head, line))
    pairs = list(zip(columns, row, strict=False))
    return pairs[1:] if pairs and not any(map(str.isalpha, pairs[0][0])) else pairs
