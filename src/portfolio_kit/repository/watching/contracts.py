"""Contracts on a pipeline's data: a pandera schema that runs hold what they read against.

`schema.validate(table)` of a `DataFrameSchema` or a class that is one, or a function that `@check_input` and the like
stand over. What does not keep to it stops the run, or is told by who catches it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.rubric.finding import Evidence

_PACKAGE = "pandera"
_MADE = frozenset({"DataFrameSchema", "SeriesSchema", "infer_schema", "from_yaml", "from_json"})
_CLASSES = frozenset({"DataFrameModel", "SchemaModel"})
_DECORATORS = frozenset({"check_types", "check_input", "check_output", "check_io"})


def validated(modules: Sequence[Module], live: Live) -> Iterator[Evidence]:
    """Yield where data is held against a contract, in code that runs: once for each module."""
    contracts = {name for module in modules if module.imports_any(_PACKAGE) for name in _contracts(module)}
    for module in modules:
        if not contracts or not module.mentions(_PACKAGE, "validate"):
            continue
        lines = [
            call.line
            for call in live.calls(module)
            if call.last == "validate" and contracts & {part.removesuffix("()") for part in call.name.split(".")[-2:-1]}
        ]
        lines += [
            function.line
            for function in module.functions
            if any(_is_check(decorator) for decorator in function.decorators)
            # What a decorator is given may be kept to be called by others: here only a call counts.
            and any(call.last == function.last for other in modules for call in live.calls(other))
        ]
        if lines:
            yield module.evidence(min(lines))


def _is_check(decorator: str) -> bool:
    return decorator.startswith(f"{_PACKAGE}.") and decorator.rpartition(".")[2] in _DECORATORS


def _contracts(module: Module) -> Iterator[str]:
    """The names of the contracts that a module makes."""
    made = {id(call.node) for call in module.calls if call.name.startswith(f"{_PACKAGE}.") and call.last in _MADE}
    for function in module.functions:
        if any(isinstance(part, ast.Return) and id(part.value) in made for part in walk(function.node)):
            yield function.last
    for assignment in module.assignments:
        if id(assignment.value) in made:
            for target in assignment.targets if isinstance(assignment, ast.Assign) else [assignment.target]:
                yield dotted(target).rpartition(".")[2]
    for node in module.classes:
        for base in node.bases:
            name = dotted(base)
            first, _, rest = name.partition(".")
            full = ".".join(part for part in (module.aliases.get(first, first), rest) if part)
            if full.startswith(f"{_PACKAGE}.") and full.rpartition(".")[2] in _CLASSES:
                yield node.name
