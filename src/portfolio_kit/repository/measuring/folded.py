"""Where what a model gets right or wrong is folded group by group in one call: a table that is grouped or turned."""

from __future__ import annotations

import ast

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.measuring.by_hand import METRIC
from portfolio_kit.repository.measuring.divided import NO_GROUP, Divisions

PREDICTED = re.compile(
    r"(?:^|_)(?:(?:y_?)?(?:hat|pred|preds)|guess(?:es|ed)?|predicted\w*|(?<!to_)predict(?:ions?)?"
    r"|proba?s?|probabilit\w+|p|pp|correct|errors?|err|residuals?|hits?"
    r"|wrong|refus\w+|alarms?|flagged|missed|fp|fn|tp|tn|ape|abs_?e\w*|sq_?e\w*|absolute_error|mistakes?)(?:$|_)",
    re.IGNORECASE,
)
# A mean probability of each group measures nothing by itself.
_ONLY_SAID = re.compile(r"(?:\w+_)?(?:proba?s?|probabilit\w+|pp?|alarms?)", re.IGNORECASE)

# Totals and extremes describe a predicted quantity, such as the sales of each shop: none of them is an error.
_AMOUNT = re.compile(
    r"(?:predicted|prediction|forecast(?:ed)?)_(?!label|class|positive)\w+|\w+_(?:predicted|forecast)", re.IGNORECASE
)
_DESCRIBING = frozenset({"sum", "min", "max", "std"})


def folds_groups(call: ast.Call, divisions: Divisions) -> bool:
    """Whether a call folds what is right or wrong of each group: `data.groupby("sex")["error"].mean()`."""
    if name_called(call) not in ("mean", "sum", "median", "agg", "aggregate", "apply") or not isinstance(
        call.func, ast.Attribute
    ):
        return False
    if not divisions.is_grouping(call.func.value):
        return False
    named = [name for argument in call.args for name in names_in(argument)]
    named += [name for keyword in call.keywords for name in names_in(keyword.value)]
    on: ast.AST = call.func.value
    while isinstance(on, (ast.Attribute, ast.Subscript)):
        named += names_in(on.slice) if isinstance(on, ast.Subscript) else [on.attr]
        on = on.value
    if isinstance(on, ast.Call) and isinstance(on.func, ast.Attribute) and isinstance(on.func.value, ast.Name):
        named.append(on.func.value.id)
    if not _DESCRIBING.isdisjoint([name_called(call), *named]):
        named = [name for name in named if not _AMOUNT.fullmatch(name)]
    return any((PREDICTED.search(name) and not _ONLY_SAID.fullmatch(name)) or METRIC.match(name) for name in named)


def tabulates_groups(call: ast.Call) -> bool:
    """Whether a call tabulates what is right or wrong by groups: `data.pivot_table("wrong", index="sex")`."""
    if name_called(call) not in ("pivot_table", "crosstab"):
        return False
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    places = ["values", "index"] if name_called(call) == "pivot_table" else ["index", "columns"]
    if (
        isinstance(call.func, ast.Attribute)
        and name_called(call) == "pivot_table"
        and names_in(call.func.value) == ["pd"]
    ):
        places.insert(0, "data")
    named |= dict(zip(places, call.args, strict=False))
    measured = named.get("values" if name_called(call) == "pivot_table" else "columns")
    by = [name for key in ("index",) if (value := named.get(key)) is not None for name in names_in(value)]
    return (
        measured is not None
        and bool(by)
        and not NO_GROUP.fullmatch(by[0])
        and not NO_GROUP.fullmatch(by[-1])
        and any(PREDICTED.search(name) and not _ONLY_SAID.fullmatch(name) for name in names_in(measured))
    )


def names_in(node: ast.AST) -> list[str]:
    """The names, attributes and strings of an expression."""
    return [
        name
        for part in walk(node)
        if (
            name := part.id
            if isinstance(part, ast.Name)
            else part.attr
            if isinstance(part, ast.Attribute)
            else string(part) or ""
        )
    ]
