"""Numbers in the words of a case study that its metrics file does not give, or gives no longer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from portfolio_kit import lazily as re
from portfolio_kit.case_study.source import Measured
from portfolio_kit.case_study.table import figure as as_written
from portfolio_kit.case_study.words import label
from portfolio_kit.repository.results import figures
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.results.values import NUMBER, is_percent, value_of
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.narrative_words import LESSONS
from portfolio_kit.repository.texts.paragraphs import about
from portfolio_kit.rubric.finding import Evidence

Cells = Mapping[tuple[int, str, str], float]
"""The first number of each cell of the tables of a page, by the table's place, the row's name and the column's."""

_SPOKEN = frozenset({"heading", "prose", "item", "table"})
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_LEAST_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Stale:
    """A number of the text, the line that it stands on, and what is said instead where it came from."""

    line: int
    written: str
    instead: str


def stale(text: str, files: Sequence[Measured], before: Cells, after: Cells) -> list[Stale]:
    """Return the numbers of a text, from which the tables are taken out, that its metrics files do not give.

    A number that is named with its metric must be a value that a file gives for that metric, of any model, to the
    rounding that is written; not where lessons are told, which speak of runs that are long gone. One that stood in a
    table `before` a refresh and is in none `after` it is out of date whether its sentence names a metric or not.
    """
    document = Document("", text, lambda line: Evidence("", line, ""))
    found: dict[tuple[int, str], Stale] = {}
    shown = _by_metric(files)
    lessons = _lessons(document)
    for said in figures.in_text(line for line in document.lines if line.kind in _SPOKEN):
        values = shown.get(said.metric) if said.line not in lessons else None
        if said.kind == "result" and values and not any(said.agrees(value) for value in values):
            written = _written(said)
            found[said.line, written] = Stale(said.line, f"{label(said.metric)} {written}", _instead(said, files))
    for line, number in _numbers(document):
        old = _outdated(number, before, after)
        written = _written(number)
        if old is not None and (line, written) not in found:
            (_, model, metric), now = old
            found[line, written] = Stale(line, written, f"{metric} of {model} was that, and is {as_written(now)} now")
    return sorted(found.values(), key=lambda item: item.line)


def _lessons(document: Document) -> frozenset[int]:
    """The lines below headings that announce what was learned."""
    found, level = set(), 0
    for line in document.lines:
        if line.kind == "heading" and (level == 0 or int(line.language) <= level):
            level = int(line.language) if LESSONS in about(line.text)[0] else 0
        elif level:
            found.add(line.number)
    return frozenset(found)


def cells(tables: Sequence[str]) -> Cells:
    """Return the numbers of the Markdown tables of a page."""
    return {(place, *key): value for place, table in enumerate(tables) for key, value in _in_table(table).items()}


def _in_table(table: str) -> dict[tuple[str, str], float]:
    rows = [
        [cell.strip(" *") for cell in line.strip().strip("|").split("|")] for line in table.split("\n") if "|" in line
    ]
    found = {}
    for row in rows[2:]:
        for head, cell in zip(rows[0][1:], row[1:], strict=False):
            if match := NUMBER.search(_BREAK.split(cell)[0]):
                found[row[0], head] = value_of(match, cell)[0]
    return found


def _by_metric(files: Sequence[Measured]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for measured in files:
        for shown in figures.in_json(json.dumps(measured.document, default=str, skipkeys=True)):
            found.setdefault(shown.metric, []).append(shown.value)
    return found


def _instead(said: Figure, files: Sequence[Measured]) -> str:
    """What is given for the metric: of the model that is nearest to what was said."""
    given = [
        (abs(value.value - said.fraction), value.value, model.label, measured.path)
        for measured in files
        for model in measured.results.models
        for metric, value in model.values.items()
        if figures.metric_named(metric) == said.metric
    ]
    if not given:
        return f"{files[0].path} has other values for it"
    _, value, model, path = min(given)
    return f"{path} gives {as_written(value)} ({model})"


def _numbers(document: Document) -> Iterator[tuple[int, Figure]]:
    for line in document.lines:
        if line.kind in _SPOKEN:
            for match in NUMBER.finditer(line.text):
                value, decimals = value_of(match, line.text)
                percent = is_percent(match, line.text)
                if decimals >= _LEAST_DECIMALS or percent:
                    yield line.number, Figure("", value, decimals, percent, "result", line.number, "")


def _outdated(number: Figure, before: Cells, after: Cells) -> tuple[tuple[int, str, str], float] | None:
    if any(number.agrees(value) for value in after.values()):
        return None
    return next(
        (
            (place, after[place])
            for place, value in before.items()
            if place in after and after[place] != value and number.agrees(value)
        ),
        None,
    )


def _written(figure: Figure) -> str:
    return f"{figure.value:.{min(max(figure.decimals, 0), 6)}f}{'%' if figure.is_percent else ''}"
