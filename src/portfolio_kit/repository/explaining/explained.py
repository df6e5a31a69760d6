"""Explanations that nobody looks at: computed and dropped."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from portfolio_kit.repository.code.bound import outside
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, walk

_DEEPEST = 6


def is_dropped(module: Module, call: Call, modules: Sequence[Module]) -> bool:
    """Whether nothing looks at what a call gives: it is assigned and never read, or handed back to who drops it."""
    return _Use(module, modules).is_dropped(call.node, call.scope, _DEEPEST)


class _Use:
    """What becomes of values in a module."""

    def __init__(self, module: Module, modules: Sequence[Module]) -> None:
        self._module = module
        self._modules = modules

    def is_dropped(self, node: ast.AST, scope: str, depth: int) -> bool:
        """Whether a value is assigned to what nobody reads, or only to what is dropped itself."""
        nodes = _nodes(self._module, scope)
        statement = _statement(nodes, node)
        if depth <= 0 or statement is None:
            return False
        if isinstance(statement, ast.Return):
            return self._is_never_taken(scope)
        if isinstance(statement, ast.Expr):
            return statement.value is node and _only_makes(node)
        if not isinstance(statement, (ast.Assign, ast.AnnAssign)):
            return False
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        names = {part.id for target in targets for part in walk(target) if isinstance(part, ast.Name)}
        if not all(isinstance(target, (ast.Name, ast.Tuple)) for target in targets):
            return False
        if not scope and any(
            not names.isdisjoint(module.own_names.get(other, ()) if other else ())
            or (module is not self._module and not names.isdisjoint(module.names | module.imported_names))
            for module in self._modules
            for other in (module.own_names if module is self._module else ("",))
        ):
            return False
        inside = {id(part) for part in walk(statement)}
        uses = [
            part
            for part in nodes
            if isinstance(part, ast.Name)
            and part.id in names
            and isinstance(part.ctx, ast.Load)
            and id(part) not in inside
        ]
        return all(self.is_dropped(use, scope, depth - 1) for use in uses)

    def _is_never_taken(self, scope: str) -> bool:
        """Whether all who call a function leave lying what it gives."""
        last = scope.rpartition(".")[2]
        if "." in scope or any(
            module is not self._module and last in module.names | module.imported_names for module in self._modules
        ):
            return False
        made = [call for call in self._module.calls if call.last == last]
        left = {id(node.value) for tree, _ in self._module.trees for node in walk(tree) if isinstance(node, ast.Expr)}
        return bool(made) and not self._module.is_notebook and all(id(call.node) in left for call in made)


def _only_makes(node: ast.AST) -> bool:
    """Whether a call only makes what explains, which says nothing before it is asked: `shap.TreeExplainer(model)`."""
    return isinstance(node, ast.Call) and name_called(node).endswith("Explainer")


def _nodes(module: Module, scope: str) -> list[ast.AST]:
    """The nodes of a function, or of the top of a module."""
    if not scope:
        return [node for tree, _ in module.trees for node in outside(tree.body)]
    return next((walk(function.node) for function in module.functions if function.name == scope), [])


def _statement(nodes: list[ast.AST], node: ast.AST) -> ast.stmt | None:
    """The innermost statement that a node stands in."""
    holding = [
        other
        for other in nodes
        if isinstance(other, (ast.Assign, ast.AnnAssign, ast.Return, ast.Expr))
        and any(part is node for part in walk(other))
    ]
    return holding[-1] if holding else None
