"""What a call in an app leads to: through the functions, methods and modules of the project."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import cached_property

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.reach import Reach
from portfolio_kit.repository.code.syntax import dotted, name_called
from portfolio_kit.repository.models.found_stages import is_handed_model
from portfolio_kit.repository.models.hollow import Hollow
from portfolio_kit.repository.models.stages import is_test

# What is called so is for predicting.
FOR_PREDICTING = re.compile(
    r"predict|infer|scor(?:e|ing)|submi|batch|forecast|recommend|classif|detect|estimat", re.IGNORECASE
)
_CALLING_BACK = frozenset({
    "add_task", "Thread", "Process", "submit", "run_in_threadpool", "to_thread", "run_in_executor", "map", "partial",
    "Depends", "run_sync", "map_batches",
})  # fmt: skip
_DEEPEST = 5
_FEW = 6


class Leading:
    """The calls that the project's own functions lead to."""

    def __init__(self, modules: Sequence[Module]) -> None:
        self._modules = [module for module in modules if not is_test(module.path)]
        self._scripts = [module for module in self._modules if not module.is_notebook]
        self._hollow = Hollow(self._scripts)
        self._reach = Reach(self._scripts)
        self._reached: dict[tuple[str, str], list[tuple[Module, Call]]] = {}

    def asks_by_function(self, call: Call) -> bool:
        """Whether a call hands a model to a function of the project that predicts: `predict_logistic(model, row)`."""
        return is_handed_model(call) and call.last in self._targets

    def reached(self, module: Module, function: Function | None) -> list[tuple[Module, Call]]:
        """Return the calls that a function makes, and those of the project's functions that it leads to.

        Without a function, those of the module's top level.
        """
        return self.reached_from(module, function.name if function else "")

    def reached_from(self, module: Module, scope: str) -> list[tuple[Module, Call]]:
        """Return the same for a function by its name."""
        key = (module.path, scope)
        if key not in self._reached:
            self._reached[key] = self._led_to(module, scope)
        return self._reached[key]

    def _led_to(self, module: Module, scope: str) -> list[tuple[Module, Call]]:
        found: list[tuple[Module, Call]] = []
        pending = [(module, scope, 0)]
        seen: set[tuple[str, str]] = set()
        while pending:
            where, inside, depth = pending.pop()
            if (where.path, inside) in seen or depth > _DEEPEST:
                continue
            seen.add((where.path, inside))
            for call in where.calls_in.get(inside, ()):
                if self._hollow.is_asked(where, call):
                    continue
                handed = _handed(call)
                found += [(where, made) for made in (call, *handed)]
                for called in (call.last.removesuffix("()"), *(made.last for made in handed)):
                    targets = self._targets.get(called) or self._instances.get(called, [])
                    # The module's own function of that name is meant before those of others, but not by a function
                    # that passes a request on to a service's method of the same name.
                    targets = self._named_by_import(where, call, targets) or targets
                    own = [target for target in targets if target[0] is where]
                    passes_on = "." in call.name and own == [(where, inside)]
                    # A method that is only declared is done by those of the classes that are made from its own.
                    done = [target for target in targets if target[1] not in self._declared.get(target[0].path, ())]
                    if own and not any(target in done for target in own):
                        targets, own = done, []
                    meant = targets[:_FEW] if passes_on or not own else own
                    meant = [target for target in meant if _may_lead_to(call, *target)]
                    pending += [(other, name, depth + 1) for other, name in meant]
        return found

    def _named_by_import(
        self, where: Module, call: Call, targets: Sequence[tuple[Module, str]]
    ) -> list[tuple[Module, str]]:
        """Of the functions of one name, the one of the module that a call's name says it was imported from."""
        owner = call.name.rpartition(".")[0]
        meant = self._reach.named(owner, where) if len(targets) > 1 and owner else []
        return [target for target in targets if target[0] in meant]

    @cached_property
    def _targets(self) -> dict[str, list[tuple[Module, str]]]:
        """The project's functions, methods and constructors by the name they are called by."""
        table: dict[str, list[tuple[Module, str]]] = {}
        for module in self._scripts:
            for function in module.functions:
                table.setdefault(function.last, []).append((module, function.name))
                if function.last in ("__init__", "__call__") and function.in_class:
                    table.setdefault(function.in_class, []).append((module, function.name))
        return table

    @cached_property
    def _declared(self) -> dict[str, set[str]]:
        """The methods that do nothing by themselves, by the path of their module: those of a class to be made others
        from.
        """
        table: dict[str, set[str]] = {}
        for module in self._scripts:
            for function in module.functions:
                if function.in_class and function.is_only_declared:
                    table.setdefault(module.path, set()).add(function.name)
        return table

    @cached_property
    def _instances(self) -> dict[str, list[tuple[Module, str]]]:
        """How what is made of the project's own classes answers where it is called: by the names that it is kept
        under.
        """
        answering = {
            function.in_class: (module, function.name)
            for module in self._scripts
            for function in module.functions
            if function.last == "__call__" and function.in_class
        }
        table: dict[str, list[tuple[Module, str]]] = {}
        for module in self._scripts if answering else ():
            for node in module.assignments:
                made = name_called(node.value) if isinstance(node.value, ast.Call) else ""
                if made in answering:
                    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                        if name := dotted(target).rpartition(".")[2]:
                            table.setdefault(name, []).append(answering[made])
        return table

    def imported(self, module: Module) -> list[tuple[Module, Call]]:
        """Return the calls of the project's modules that a module imports, and of those that they import in turn."""
        return [(other, call) for other in self._imported_by(module) for call in other.calls]

    def _imported_by(self, module: Module) -> list[Module]:
        found: list[Module] = []
        pending, seen = [(module, 0)], {module.path}
        while pending:
            where, depth = pending.pop(0)
            for name in where.imports:
                for other in self._reach.named(name, where):
                    if other.path not in seen:
                        seen.add(other.path)
                        found.append(other)
                        if depth < _DEEPEST:
                            pending.append((other, depth + 1))
        return found


def _may_lead_to(call: Call, module: Module, scope: str) -> bool:
    """Whether a call may be of a function: the `run` that starts an application, `app.run()`, is not."""
    if call.last != "run" or "." in scope or not isinstance(call.node.func, ast.Attribute):
        return True
    return call.name.split(".")[-2] in module.path.removesuffix(".py").split("/")


def _handed(call: Call) -> list[Call]:
    """The calls that are made later or elsewhere of what a call is handed: `to_thread(model.predict, row)`."""
    if call.last not in _CALLING_BACK:
        return []
    given = [*call.node.args, *(word.value for word in call.node.keywords)]
    return [
        call._replace(name=name, last=name.rpartition(".")[2])
        for node in given
        if isinstance(node, (ast.Name, ast.Attribute)) and (name := dotted(node))
    ]
