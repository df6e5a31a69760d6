"""Figures that stand together as the results of one model: in a text, and in what runs left behind.

Where several models were measured, a stated value is soon found again by chance, as another model's. Then what stands
beside it in the artefact gives other values for most of what stands beside it in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from portfolio_kit import lazily as re
from portfolio_kit.repository.models.models import kinds, model_families
from portfolio_kit.repository.results.figure import Figure
from portfolio_kit.rubric.finding import Evidence

Placed = tuple[Figure, Callable[[], Evidence]]
"""A figure of an artefact, and how to find where in it."""

# Of a text, how many metrics of one model tell it from others.
_SEVERAL = 3
# Lines between two figures of one model, in a text and in an artefact.
_NEAR, _NEXT = 2, 3
# How many figures before and after one are looked at.
_FAR = 20
_LEAST_SAME, _LEAST_OTHERWISE = 2, 2
# Values this far apart are of another unit (a logarithm, thousands) rather than of another model.
_OTHER_UNIT = 5
_VALUE = re.compile(r"(?<![\w.])\d{0,9}[.,]\d{1,9}(?![\w.])")
_ROW = 400
_PRECISE = 3


def told_together(figures: Sequence[Figure]) -> Iterator[list[int]]:
    """Yield which figures of a text, by position, are of one model: three metrics or more, each once, and near
    each other.
    """
    block: list[int] = []
    for at, figure in enumerate(figures):
        if block and not _continues([figures[before] for before in block], figure):
            if len(block) >= _SEVERAL:
                yield block
            block = []
        block.append(at)
    if len(block) >= _SEVERAL:
        yield block


def _continues(block: Sequence[Figure], figure: Figure) -> bool:
    last = block[-1]
    if not 0 <= figure.line - last.line <= _NEAR or figure.is_baseline != last.is_baseline:
        return False
    if figure.metric in {other.metric for other in block}:
        return False
    # A line of a printed report has all of its own; what is said twice is counted once, and may lack here.
    if figure.line != last.line and (_is_row(figure) or _is_row(last)):
        return False
    ours, theirs = model_families(figure.context), model_families(last.context)
    return not (ours and theirs and ours.isdisjoint(theirs))


def _is_row(figure: Figure) -> bool:
    """Whether what is around a figure gives the values of several metrics."""
    return len(_VALUE.findall(figure.context[:_ROW])) >= _SEVERAL


def of_no_other(
    figure: Figure, artefacts: Sequence[Placed], agreeing: tuple[float, Callable[[], Evidence]] | None
) -> tuple[float, Callable[[], Evidence]] | None:
    """Return where artefacts give a stated figure, of which one `agreeing` is known: the same model's, where a row or
    key names it, else one that does not say whose it is; none where the rows of files all say that it is another's.
    A value of few digits is found by chance under any name.
    """
    ours = _models(figure.context) if agreeing and is_precise(figure) else set()
    if not ours:
        return agreeing
    found = [
        (_models(shown.context), (shown.fraction, place))
        for shown, place in artefacts
        if shown.metric == figure.metric and figure.agrees(shown.fraction)
    ]
    own = (entry for theirs, entry in found if not ours.isdisjoint(theirs))
    unnamed = (entry for theirs, entry in found if not theirs)
    printed = (entry for _, entry in found if entry[1]().path.endswith(".ipynb"))
    return next(own, None) or next(unnamed, None) or next(printed, None)


def is_precise(figure: Figure) -> bool:
    """Whether so many digits are given that finding them again is no accident."""
    digits = f"{abs(figure.value):.{min(max(figure.decimals, 0), 9)}f}".replace(".", "").lstrip("0")
    return len(digits) >= _PRECISE


def _models(context: str) -> set[str]:
    """The models that the words around a figure name, by kind and family."""
    words = context.replace("_", " ")
    return model_families(words) | kinds(words)


def is_of_another(at: int, artefacts: Sequence[Placed], together: Sequence[Figure]) -> bool:
    """Whether the row that an artefact's figure stands in has other values for most of what is told together."""
    row = {figure.metric: figure for figure in _row(at, artefacts)}
    same = otherwise = 0
    for figure in together:
        shown = row.get(figure.metric)
        if shown is None:
            continue
        if figure.agrees(shown.fraction) or figure.agrees(shown.value):
            same += 1
        elif not _is_of_other_unit(shown, figure):
            otherwise += 1
    return otherwise >= _LEAST_OTHERWISE and otherwise > same


def given_otherwise(together: Sequence[Figure], artefacts: Sequence[Placed]) -> tuple[int, int] | None:
    """Return which of the figures that are told together a record gives otherwise, and by which of the artefacts'
    figures: the record is theirs, as it gives two of them to all digits, and differs in two others or more.
    """
    for at, (shown, _) in enumerate(artefacts):
        first = next((figure for figure in together if _is_exactly(figure, shown)), None)
        if first is None:
            continue
        row = {figure.metric: figure for figure in _row(at, artefacts)}
        known = [(place, row[figure.metric]) for place, figure in enumerate(together) if figure.metric in row]
        same = sum(_is_exactly(together[place], other) for place, other in known)
        otherwise = [
            (place, other)
            for place, other in known
            if not together[place].agrees(other.fraction)
            and not together[place].agrees(other.value)
            and not _is_of_other_unit(other, together[place])
        ]
        if same >= _LEAST_SAME and len(otherwise) >= _LEAST_OTHERWISE:
            place, other = otherwise[0]
            near = _around(at, artefacts)
            return place, next(position for position in near if artefacts[position][0] is other)
    return None


def _is_exactly(figure: Figure, shown: Figure) -> bool:
    return figure.metric == shown.metric and is_precise(figure) and figure.agrees(shown.fraction)


def _is_of_other_unit(shown: Figure, figure: Figure) -> bool:
    ours, theirs = sorted((abs(shown.fraction), abs(figure.fraction)))
    return theirs > 1 and theirs > _OTHER_UNIT * ours


def _row(at: int, artefacts: Sequence[Placed]) -> list[Figure]:
    """The figures that are of the same model as one: those of its object in a JSON file, of its line where that gives
    several, such as a row of a table, or one of each metric on lines of their own below each other.
    """
    near = _around(at, artefacts)
    lines = {place: artefacts[place][1]().line for place in near}
    of_line = Counter(line for line, _ in {(line, artefacts[place][0].metric) for place, line in lines.items()})
    if artefacts[at][1]().path.endswith(".json"):
        groups = [near]
    elif of_line[lines[at]] > 1:
        groups = [[place for place in near if lines[place] == lines[at]]]
    else:
        groups = [list(group) for _, group in groupby(near, key=lambda place: of_line[lines[place]] == 1)]
    group = next(group for group in groups if at in group)
    row: list[int] = []
    for place in group:
        if artefacts[place][0].metric in {artefacts[other][0].metric for other in row}:
            if lines[place] == lines[row[-1]]:
                # The same once more, as "0.9857 (98.57%)".
                continue
            if place > at:
                break
            row = []
        row.append(place)
    return [artefacts[place][0] for place in row]


def _around(at: int, artefacts: Sequence[Placed]) -> list[int]:
    """The positions of the named figures that follow each other, one of them `at`, without a gap."""
    begin = end = at
    while begin and at - begin < _FAR and _are_next(artefacts[begin - 1], artefacts[begin]):
        begin -= 1
    while end + 1 < len(artefacts) and end - at < _FAR and _are_next(artefacts[end], artefacts[end + 1]):
        end += 1
    return [place for place in range(begin, end + 1) if artefacts[place][0].metric]


def _are_next(one: Placed, other: Placed) -> bool:
    first, second = one[1](), other[1]()
    if first.path != second.path or abs(second.line - first.line) > _NEXT:
        return False
    is_object = first.path.endswith(".json")
    return not is_object or one[0].context.rpartition(" ")[0] == other[0].context.rpartition(" ")[0]
