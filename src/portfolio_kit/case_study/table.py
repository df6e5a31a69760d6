"""The results as a table of a Markdown page."""

from __future__ import annotations

from portfolio_kit.case_study.metrics import Results, Value
from portfolio_kit.case_study.words import escaped

_HUNDRED, _TEN = 100, 10


def table(results: Results, decimals: int | None = None) -> str:
    """Return a row for each model and a column for each metric, the chosen model's name in bold.

    Intervals stand below their values. Without `decimals`, small values get three.
    """
    named = any(model.is_chosen for model in results.models)
    head = ["Model", *(escaped(label) for label in results.labels.values())]
    rows = [head, ["---", *["---:"] * len(results.metrics)]]
    for model in results.models:
        name = escaped(model.label)
        cells = [cell(model.values.get(metric), decimals) for metric in results.metrics]
        rows.append([f"**{name}**" if named and model.is_chosen else name, *cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def cell(value: Value | None, decimals: int | None = None) -> str:
    """Return a value as it stands in the table."""
    if value is None:
        return "–"
    places = _places(value.value) if decimals is None else decimals
    text = figure(value.value, places)
    if value.low is not None and value.high is not None:
        return f"{text}<br>{figure(value.low, places)}–{figure(value.high, places)}"
    return text if value.spread is None else f"{text} ± {figure(value.spread, places)}"


def figure(value: float, places: int | None = None) -> str:
    """Return a number with so many places, or as many as its size asks for."""
    text = f"{value:,.{_places(value) if places is None else places}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.,") else text


def _places(value: float) -> int:
    if abs(value) >= _HUNDRED:
        return 1
    return 2 if abs(value) >= _TEN else 3
