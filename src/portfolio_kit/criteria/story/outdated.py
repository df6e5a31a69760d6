"""Cells of a text's table that a notebook printed with another value: they are of an earlier run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.rubric.finding import Evidence

_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,17})?%?")
_SAME = 2
# Half of the last digit, and what floats lose.
_HALF = 0.500001
_LEAST_LABEL = 3
_MOST_OF_OUTPUT, _LONGEST_LINE = 100_000, 1_000


class Outdated(NamedTuple):
    """What a text states, and the value that a notebook printed in the same place of the same table."""

    claim: Claim
    value: str
    place: Evidence


def outdated(repository: Repository, claims: Iterable[Claim]) -> list[Outdated]:
    """Return the claims that stand in a row which a notebook printed under the same name with another value there, and
    with the same value in two other places at least, or in most.
    """
    rows = [(claim, row) for claim in claims if (row := _row(claim))]
    found: dict[int, Outdated] = {}
    for notebook in repository.notebooks if rows else ():
        for cell in notebook.cells:
            for line in cell.output[:_MOST_OF_OUTPUT].split("\n") if cell.output else ():
                folded = " ".join(line[:_LONGEST_LINE].lower().split())
                for claim, (label, stated, at) in rows:
                    if id(claim) not in found and folded.startswith(label):
                        printed = _numbers(folded[len(label) :])
                        if at < len(printed) <= len(stated) and _differ_there(stated, printed, at):
                            place = notebook.evidence(line.strip(), cell.number)
                            found[id(claim)] = Outdated(claim, printed[at], place)
    return [found[id(claim)] for claim, _ in rows if id(claim) in found]


def _row(claim: Claim) -> tuple[str, list[str], int] | None:
    """What the row of a table is called that a claim stands in, its numbers, and which of them the claim is."""
    document, figure = claim.document, claim.figure
    at = document.position(figure.line)
    if at is None or document.lines[at].kind != "table":
        return None
    label, *cells = [cell.strip(" *`_").lower() for cell in document.lines[at].text.strip(" |").split("|")]
    stated = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    own = [number for number, cell in enumerate(stated) if float(cell.rstrip("%")) == figure.value]
    is_told = len(stated) == len(cells) and len(label) >= _LEAST_LABEL and any(map(str.isalpha, label))
    return (" ".join(label.split()), stated, own[0]) if is_told and len(own) == 1 else None


def _numbers(text: str) -> list[str]:
    """The numbers of a printed row; none where it has anything else in it."""
    cells = text.split()
    return cells if all(map(_NUMBER.fullmatch, cells)) else []


def _differ_there(stated: list[str], printed: list[str], at: int) -> bool:
    """Whether a row differs in one place, and is otherwise the same in two or in most."""
    same: list[bool] = [_are_same(one, other) for one, other in zip(stated, printed, strict=False)]
    return not same[at] and (sum(same) >= _SAME or 2 * sum(same) > len(same))


def _are_same(one: str, other: str) -> bool:
    """Whether two numbers are the same, as far as both are written."""
    digits = min(len(number.rstrip("%").partition(".")[2]) for number in (one, other))
    difference = abs(float(one.rstrip("%")) - float(other.rstrip("%")))
    return difference <= _HALF * float(f"1e-{digits}")
