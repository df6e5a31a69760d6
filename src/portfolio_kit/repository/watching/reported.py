"""Predictions that a service keeps, and the route of it that reports them: read from where they are kept."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.repository.serving.apis import Route
from portfolio_kit.repository.serving.serving import Serving
from portfolio_kit.rubric.finding import Evidence

_REPORTING = re.compile(r"metrics|monitor|stat(?:s|istic)|drift|dashboard|report|summary|analytics", re.IGNORECASE)
_READING = frozenset({
    "query", "select", "aggregate", "find", "count", "read_sql", "read_csv", "read_json", "filter", "annotate", "open",
})  # fmt: skip
_SUMMING = frozenset({
    "count", "sum", "avg", "mean", "len", "aggregate", "Counter", "value_counts", "group_by", "groupby", "round",
    "defaultdict",
})  # fmt: skip
_KEPT = re.compile(r"[A-Z]\w+")


def reported(
    kept: Sequence[tuple[Module, Call]], routes: Sequence[Route], serving: Serving
) -> tuple[str, Evidence] | None:
    """Return the path of a route that sums up what is kept, and its place.

    It reads what the place that keeps names: the class of the rows, or the constant that names the file.
    """
    names = {name for module, call in kept for name in module.own_names.get(call.scope, set()) if _KEPT.fullmatch(name)}
    for route in routes if names else ():
        if not _REPORTING.search(f"{route.path} {route.function.name}"):
            continue
        reached = serving.reached(route.module, route.function)
        reads = any(call.last in _READING and not names.isdisjoint(_given(call)) for _, call in reached)
        if reads and any(call.last in _SUMMING for _, call in reached):
            return route.path, route.evidence
    return None


def _given(call: Call) -> set[str]:
    """The names that a call is made on or with, without what they are of: `query(Row)`, `Row.objects.filter()`."""
    return {part for node in walk(call.node) for part in dotted(node).split(".")[:1]}
