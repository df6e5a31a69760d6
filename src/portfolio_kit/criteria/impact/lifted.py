"""A lift: how many times as many of those sought the model's choice holds as a random one of the same size.

It is a gain by its definition: the baseline is the share of them in all of the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portfolio_kit import lazily as re
from portfolio_kit.criteria.impact.compared_models import Comparison
from portfolio_kit.criteria.results import is_example, reported
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.statements import is_plan_title

_HEAD = re.compile(r"\W*(?:\w+ ){0,2}lift\b(?! chart| curve)", re.IGNORECASE)
_CELL = re.compile(r"\W*(\d{1,3}(?:[.,]\d{1,3})?) ?[×x]?\W*", re.IGNORECASE)
# The sign tells a lift from that of a rule of what is bought together, and from how much anything rose.
_TOLD = re.compile(
    r"\blift\b[^.;|\d]{0,40}(\d{1,3}(?:[.,]\d{1,3})?) ?(?:×|x\b)"
    r"|(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3})?) ?(?:×|x) (?:lift\b|better than (?:random|chance)\b)",
    re.IGNORECASE,
)
_AIMED = re.compile(r"\b(?:targets?|goals?|objetivo|meta|ziel|at least|could|would|should|if)\b|[≥>]", re.IGNORECASE)
_LONGEST = 2_000


def lifted(repository: Repository) -> Iterator[Comparison]:
    """Yield where a table gives the lift beside another result of its row, or a text with results tells it."""
    stated = [result for result in reported(repository) if result.figure.kind == "result" and not is_example(result)]
    heads = {document: _heads(document) for document in dict.fromkeys(result.document for result in stated)}
    for result in stated:
        if (lift := _in_row(result, heads[result.document])) is not None:
            yield Comparison(f"a lift of {lift} over a random choice", (result.evidence,))
    for document in heads:
        for line in document.lines:
            text = line.text[:_LONGEST]
            told = _TOLD.search(text) if line.kind in ("prose", "item") else None
            if told is None or _AIMED.search(text):
                continue
            title = next((section.title for section in reversed(document.around(line.number))), "")
            lift = told[1] or told[2]
            if _is_gain(lift) and not is_plan_title(title):
                yield Comparison(f"a lift of {lift} over a random choice", (document.evidence(line.number),))


def _heads(document: Document) -> dict[int, str]:
    """The first row of the table that a line of a text stands in, by the line's number."""
    found: dict[int, str] = {}
    head: str | None = None
    for line in document.lines:
        head = None if line.kind != "table" else line.text if head is None else head
        if head is not None:
            found[line.number] = head
    return found


def _in_row(result: Claim, heads: Mapping[int, str]) -> str | None:
    """The lift in the row of a table that a result stands in."""
    row, at = heads.get(result.figure.line), result.document.position(result.figure.line)
    if row is None or at is None:
        return None
    for head, cell in zip(row.split("|"), result.document.lines[at].text.split("|"), strict=False):
        match = _CELL.fullmatch(cell) if _HEAD.match(head) else None
        if match and _is_gain(match[1]):
            return match[1]
    return None


def _is_gain(value: str) -> bool:
    return float(value.replace(",", ".")) > 1
