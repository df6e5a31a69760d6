"""Functions of the project that hand out the model they load, and the calls that ask what was handed out."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.models.asking import loaded_names, loads_model

_PROMISED = frozenset({"Depends", "Provide", "Security"})


class HandedOut:
    """Who asks what a function such as `load_pipeline()` returns, whatever name it is kept under."""

    def __init__(self, modules: Sequence[Module]) -> None:
        self._givers = frozenset(
            function.last
            for module in modules
            if any(map(loads_model, module.calls))
            for function in module.functions
            if _hands_out(module, function)
        )

    def is_asked(self, module: Module, function: Function, call: Call) -> bool:
        """Whether a call in a function hands something to what was loaded: `load_pipeline()(text)`."""
        if not self._givers or call.scope != function.name or not (call.node.args or call.node.keywords):
            return False
        if isinstance(call.node.func, ast.Call):
            return self._gives(call.node.func)
        return isinstance(call.node.func, ast.Name) and call.node.func.id in self._kept(module, function)

    def _gives(self, value: ast.AST) -> bool:
        return isinstance(value, ast.Call) and name_called(value) in self._givers

    def _kept(self, module: Module, function: Function) -> set[str]:
        """The names that a function keeps what it is given under: its own, its module's, and what it depends on."""
        names = {
            target.id
            for node in module.assignments
            if isinstance(node, ast.Assign) and self._gives(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        return names | {name for name, promise in _promises(function) if dotted(promise) in self._givers}


def _hands_out(module: Module, function: Function) -> bool:
    """Whether what a function returns is what it loaded, or is made of that."""
    loads = {id(call.node) for call in module.calls if loads_model(call)}
    names = loaded_names(module)
    returned = [node.value for node in walk(function.node) if isinstance(node, ast.Return) and node.value is not None]
    return any(
        id(part) in loads or (isinstance(part, ast.Name) and part.id in names and value is part)
        for value in returned
        for part in walk(value)
    )


def _promises(function: Function) -> Iterator[tuple[str, ast.expr]]:
    """Yield the arguments that a framework fills in by calling a function, with that function."""
    arguments = function.node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    given = [*zip(reversed(plain), reversed(arguments.defaults), strict=False)]
    given += [(part, value) for part, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value]
    given += [(part, part.annotation) for part in (*plain, *arguments.kwonlyargs) if part.annotation is not None]
    for argument, value in given:
        for part in walk(value):
            if isinstance(part, ast.Call) and name_called(part) in _PROMISED and part.args:
                yield argument.arg, part.args[0]
