"""Whether a function is worth a first test: it runs, it works on what it is given, and somebody takes its answer."""

from __future__ import annotations

import ast

from portfolio_kit.criteria import model_files
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.if_there import is_called_if_there
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.models.asking import loads_model
from portfolio_kit.repository.models.stages import TRAIN, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.testing import outside

# What only looks up in a table, or turns what it finds into a text.
_LOOKING_UP = frozenset({"get", "items", "keys", "values", "isinstance", "str", "format", "title", "lower", "upper"})
_LEAST_LISTED = 3


def only_renames(function: Function) -> bool:
    """Whether a function gives back what stands in it: a constant, or the entries of a table of texts."""
    given = [node.value for node in walk(function.node) if isinstance(node, ast.Return) and node.value is not None]
    if given and all(isinstance(value, ast.Constant) for value in given):
        # One that decides between several answers works on what it is given.
        return len({ast.dump(value) for value in given}) == 1
    called = {name_called(node) for node in walk(function.node) if isinstance(node, ast.Call)}
    return called <= _LOOKING_UP and any(
        isinstance(node, ast.Dict)
        and len(node.values) >= _LEAST_LISTED
        and all(string(value) is not None for value in node.values)
        for node in walk(function.node)
    )


def answer_is_dropped(repository: Repository, module: Module, function: Function) -> bool:
    """Whether all who call a function assign its answer to a name that they don't read, or leave it lying."""
    dropped = [
        _is_dropped(other, node)
        for other in repository.modules
        if not is_test(other.path) and other.mentions(function.last)
        for call in repository.live.calls(other)
        if call.last == function.last and call.scope != function.name
        if _is_meant(call.name.rpartition(".")[0], function, other, module)
        for node in (call.node,)
    ]
    return bool(dropped) and all(dropped)


def uncommitted(repository: Repository, module: Module, function: Function) -> str:
    """What to do before a route or function can be asked in a test, where it, the top of its modules or its class loads
    a model from a file that the repository has not.
    """
    reached = repository.serving.reached(module, function)
    beside = (
        (other, call)
        for other in dict.fromkeys([module, *(other for other, _ in reached)])
        for call in repository.live.calls(other)
        if not call.scope or (other is module and function.in_class and call.scope.startswith(f"{function.in_class}."))
    )
    for other, call in (*reached, *beside):
        names = {name.rpartition("/")[2] for name in model_files.named(repository, other, call)}
        is_waited_for = loads_model(call) and not is_called_if_there(other, call)
        if names and is_waited_for and not any(map(repository.is_somewhere, names)):
            name = min(names)
            first = "train the model" if repository.stages.in_scripts[TRAIN] else f"commit {name}"
            return f"first {first}, for {other.path}:{call.line} loads {name}, which is not in the repository; then "
    return ""


def in_store(repository: Repository, service: Module) -> str:
    """What a test has to put in the model's place, where all that a service leads to loads it from a store of the
    cloud, for which keys are needed.
    """
    reached = repository.reach.reached(service)
    loads = [(module, call) for module in reached for call in repository.live.calls(module) if loads_model(call)]
    fetching = {
        function.last
        for module in reached
        for function in module.functions
        if any(call.last in outside.STORES for call in module.calls_in.get(function.name, ()))
    }
    for module, call in loads:
        beside = module.calls_in.get(call.scope, ()) if call.scope else ()
        if not any(other.last in fetching or other.last in outside.STORES for other in beside):
            return ""
    if not loads:
        return ""
    module, call = loads[0]
    return (
        f" (put a model of your own in the place of the one that {module.path}:{call.line} fetches from a store of the "
        "cloud, with monkeypatch or dependency_overrides)"
    )


def _is_meant(owner: str, function: Function, where: Module, module: Module) -> bool:
    if where is module:
        return owner in ("", "self") or (not function.in_class) or where.mentions(f"{function.in_class}(")
    return where.mentions(function.in_class or module.file.stem)


def _is_dropped(module: Module, call: ast.Call) -> bool:
    """Whether a call stands alone in its line, or gives its value to a name that nothing else in its function reads."""
    for function in [*(one.node for one in module.functions), *(tree for tree, _ in module.trees)]:
        nodes = list(walk(function))
        statement = next(
            (node for node in nodes if isinstance(node, (ast.Expr, ast.Assign)) and node.value is call),
            None,
        )
        if isinstance(statement, ast.Expr):
            return True
        if statement is not None:
            names = {target.id for target in statement.targets if isinstance(target, ast.Name)}
            return len(names) == len(statement.targets) and not any(
                isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load) for node in nodes
            )
    return False
