"""Functions of a project's own that give back what a model says of what they are handed, whatever they are called."""

from __future__ import annotations

import ast

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, walk

_ASKING = frozenset({"predict", "predict_proba", "decision_function", "predict_classes", "inplace_predict"})
_LEARNING = frozenset({"fit", "partial_fit", "fit_predict", "fit_transform", "train", "backward", "split", "read_csv"})
# What measures, learns or looks at a split is no way to ask about something new.
_MEASURING = re.compile(
    r"metric|evalu?a|report|plot|train|fit|_error|_curve|cross|oof|valid|backtest|resid|importance|explain|shap|baseline"
    r"|(?:^|_)test|objective|tun(?:e|ing)",
    re.IGNORECASE,
)
_SCORING = re.compile(r"_(?:score|error|loss|report|matrix|curve)$|^(?:score|evaluate|cross_val\w*)$")


def asks_for_its_caller(module: Module, name: str, by: Call | None = None) -> Call | None:
    """Return the call by which a function of a module asks a model about what it is handed, to give back what that
    says: `def ask(model, rows): return model.predict(rows[COLUMNS])`. None where it does not, learns or measures.
    `by` is the call, where it is known that it asks.
    """
    if not (by or module.mentions(*_ASKING)) or _MEASURING.search(name.rpartition(".")[2]):
        return None
    function = next((one for one in module.functions if one.name == name), None)
    return None if function is None else _asked(module, function, by)


def _asked(module: Module, function: Function, by: Call | None) -> Call | None:
    calls = module.calls_in.get(function.name, ())
    asked = by or next((call for call in calls if call.last in _ASKING and "." in call.name and call.node.args), None)
    if (
        asked is None
        or not asked.node.args
        or any(call.last in _LEARNING or _SCORING.search(call.last) for call in calls)
    ):
        return None
    handed = {argument.arg for argument in (*function.node.args.args, *function.node.args.kwonlyargs)} - {"self"}
    made, answer = set(handed), set[str]()
    statements = [part for part in walk(function.node) if isinstance(part, (ast.Assign, ast.Return))]
    for part in sorted(statements, key=lambda one: one.lineno):
        if part.value is None:
            continue
        is_answer = _holds(part.value, asked.node) or bool(_names(part.value) & answer)
        if isinstance(part, ast.Return):
            # What is held against the truth is an error, not an answer.
            if is_answer and _names(asked.node.args[0]) & made and not _is_held_against(part.value, asked.node, answer):
                return asked
            continue
        targets = {inner.id for target in part.targets for inner in walk(target) if isinstance(inner, ast.Name)}
        if is_answer:
            answer |= targets
        elif _names(part.value) & made:
            made |= targets
    return None


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}


def _holds(node: ast.AST, call: ast.Call) -> bool:
    return any(part is call for part in walk(node))


def _is_held_against(node: ast.AST, call: ast.Call, answer: set[str]) -> bool:
    """Whether the answer stands in a difference or an equation with something else that has a name."""
    for part in walk(node):
        sides: list[ast.expr] = []
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Sub):
            sides = [part.left, part.right]
        elif isinstance(part, ast.Compare) and isinstance(part.ops[0], (ast.Eq, ast.NotEq)):
            sides = [part.left, *part.comparators]
        elif isinstance(part, ast.Call) and name_called(part) in ("sum", "len"):
            return True
        said = [side for side in sides if _holds(side, call) or _names(side) & answer]
        if said and any(_names(side) for side in sides if side not in said):
            return True
    return False
