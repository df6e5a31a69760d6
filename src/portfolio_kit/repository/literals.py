"""Values that are written out in the code, and never come from data or a model."""

from __future__ import annotations

import ast

from portfolio_kit.repository.python import Call, Module, name_called, walk

_PAIR = 2
_ARRAYS = frozenset({"array", "asarray", "Series", "tensor", "list", "tuple"})
_WRITTEN = (ast.Constant, ast.List, ast.Tuple, ast.UnaryOp, ast.USub, ast.expr_context)


def compares_literals(module: Module, call: Call) -> bool:
    """Whether a call holds two lists against one another that both stand in the code: `f1_score([1, 0], [1, 1])`."""
    given = {word.arg: word.value for word in call.node.keywords}
    pair = [*call.node.args[:_PAIR], *(given[name] for name in ("y_true", "y_pred", "y_score") if name in given)][
        :_PAIR
    ]
    return len(pair) == _PAIR and all(_is_written(module, value) for value in pair)


def _is_written(module: Module, value: ast.expr, *, follows: bool = True) -> bool:
    if isinstance(value, ast.Call) and name_called(value) in _ARRAYS and len(value.args) == 1:
        value = value.args[0]
    if isinstance(value, (ast.List, ast.Tuple)):
        return bool(value.elts) and all(isinstance(part, _WRITTEN) for part in walk(value))
    if not isinstance(value, ast.Name) or not follows:
        return False
    targets = [
        node.value
        for node in module.assignments
        if node.value is not None
        and any(
            isinstance(part, ast.Name) and part.id == value.id
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            for part in walk(target)
        )
    ]
    is_argument = any(
        argument.arg == value.id
        for function in module.functions
        for argument in (*function.node.args.args, *function.node.args.kwonlyargs)
    )
    return bool(targets) and not is_argument and all(_is_written(module, node, follows=False) for node in targets)
