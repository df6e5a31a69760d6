"""Files of results whose values stand in the code that writes them: no run measured what they show."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import string

_WRITING = frozenset({"dump", "dumps", "safe_dump"})
_FORMATS = ("json.", "yaml.", "toml", "simplejson.", "ujson.", "orjson.")
# Other ways to leave a file behind.
_OTHERWISE = ("to_json", "to_csv", "write_text", "write(")


class TypedFiles:
    """What modules write into files as it stands in the code, typed whole or put in over what was measured."""

    def __init__(self, modules: Iterable[Module]) -> None:
        writing = [module for module in modules if module.mentions(*_WRITING, *_OTHERWISE)]
        self._typed = [(module, typed) for module in writing if (typed := frozenset(_typed(module)))]
        self._overwriting = [module for module, _ in self._typed if _overwrites(module)]
        self._measuring = [module for module in writing if not _writes_typed_only(module)]

    def hold(self, path: str, value: float) -> bool:
        """Whether what a file shows is typed in the module that names it: the value, or all that is written there; of
        what typed values were put over nothing is believed.
        """
        name = path.rpartition("/")[2]
        typed = [values for module, values in self._typed if module.mentions(name)]
        is_whole = bool(typed) and not any(module.mentions(name) for module in self._measuring)
        is_whole |= any(module.mentions(name) for module in self._overwriting)
        return is_whole or any(value in values for values in typed)


def _writes_typed_only(module: Module) -> bool:
    """Whether all that a module writes so is tables of numbers that stand in the call."""
    written = list(_written(module))
    return (
        bool(written)
        and not module.mentions(*_OTHERWISE)
        and all(isinstance(node, ast.Dict) and _is_typed(node) for node in written)
    )


def _is_typed(node: ast.expr) -> bool:
    return all(
        _is_typed(part) if isinstance(part, ast.Dict) else isinstance(part, ast.Constant)
        for part in (node.values if isinstance(node, ast.Dict) else ())
    )


def _typed(module: Module) -> Iterator[float]:
    """Yield the shares that a module writes into a file and that stand in its code as numbers."""
    written = list(_written(module))
    names = {node.id for node in written if isinstance(node, ast.Name)}
    for node in written:
        if isinstance(node, ast.Dict):
            yield from _numbers(node)
    for statement in module.assignments:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        if statement.value is not None and any(_is_part_of(target, names) for target in targets):
            yield from _numbers(statement.value)


def _overwrites(module: Module) -> bool:
    """Whether a module puts a number that it holds in the place of one that it measured: `metrics["f1"] = 0.91` where
    `metrics` was given `{"f1": f1_score(…)}`.
    """
    names = {node.id for node in _written(module) if isinstance(node, ast.Name)}
    measured: set[tuple[int, str]] = set()
    typed: set[tuple[int, str]] = set()
    for statement in module.assignments if names else ():
        for target in statement.targets if isinstance(statement, ast.Assign) else [statement.target]:
            depth, value = _depth(target, names), statement.value
            if depth is not None and isinstance(value, ast.Dict):
                pairs = zip(value.keys, value.values, strict=True)
                measured |= {(depth + 1, string(key) or "") for key, part in pairs if isinstance(part, ast.Call)}
            elif depth and isinstance(target, ast.Subscript) and (key := string(target.slice)):
                if isinstance(value, ast.Call):
                    measured.add((depth, key))
                elif isinstance(value, ast.Constant) and isinstance(value.value, float):
                    typed.add((depth, key))
    return not measured.isdisjoint(typed)


def _depth(target: ast.expr, names: set[str]) -> int | None:
    """How many keys lead from one of the names to what is given a value; None where none of them is."""
    keys = 0
    while isinstance(target, ast.Subscript):
        target, keys = target.value, keys + 1
    return keys if isinstance(target, ast.Name) and target.id in names else None


def _written(module: Module) -> Iterator[ast.expr]:
    """Yield what a module writes as a table of names and values."""
    for call in module.calls:
        if call.last in _WRITING and call.name.startswith(_FORMATS) and call.node.args:
            yield call.node.args[0]


def _is_part_of(target: ast.expr, names: set[str]) -> bool:
    """Whether something is put into one of the names, `metrics["forest"]["f1"]`."""
    if not isinstance(target, ast.Subscript):
        return False
    place: ast.expr = target
    while isinstance(place, ast.Subscript):
        place = place.value
    return isinstance(place, ast.Name) and place.id in names


def _numbers(value: ast.expr) -> Iterator[float]:
    """The numbers of a value that is written out, in tables within it, too; nothing of what is called or worked out."""
    if isinstance(value, ast.Dict):
        for part in value.values:
            yield from _numbers(part)
    elif isinstance(value, ast.Constant) and isinstance(value.value, float):
        yield from (value.value, value.value / 100)
