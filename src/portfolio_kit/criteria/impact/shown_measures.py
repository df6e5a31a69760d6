"""Metrics that only the outputs of a notebook show: what takes them is called there, and is not in the repository.

`evaluator.evaluate_model(model, X_test, y_test)` of a module that was never committed or of a library, and below the
cell the F1 that it printed.
"""

from __future__ import annotations

import ast
from collections import defaultdict

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.syntax import identifier, walk
from portfolio_kit.repository.measuring.data_names import HELD_OUT_NAME, is_on_training
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_MEASURES = re.compile(r"(?:\w+_)?(?:evaluat|scor|measur|assess|test)\w{0,3}(?:_\w+)?", re.IGNORECASE)
_WEAK = frozenset({"accuracy", "loss", "log_loss", ""})


def shown_measures(repository: Repository) -> dict[str, Evidence]:
    """Return the metrics, beyond accuracy and loss, that the output of a cell shows in which something that is called
    after measuring is handed what is called held out; with the call.
    """
    metrics: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for shown in repository.made:
        if shown.path.endswith(".ipynb") and shown.figure.metric not in _WEAK:
            metrics[shown.path, shown.evidence.cell].append(shown.figure.metric)
    found: dict[str, Evidence] = {}
    for module in repository.modules if metrics else ():
        if module.is_notebook:
            for call in module.calls:
                if _is_handed_held_out(call):
                    place = module.evidence(call.line)
                    for metric in metrics.get((module.path, place.cell), ()):
                        found.setdefault(metric, place)
    return found


def _is_handed_held_out(call: Call) -> bool:
    if not _MEASURES.fullmatch(call.last) or is_on_training(call.node):
        return False
    given = [*call.node.args, *(keyword.value for keyword in call.node.keywords)]
    names = [identifier(part) for value in given for part in walk(value) if isinstance(part, (ast.Name, ast.Attribute))]
    return len(names) > 1 and any(map(HELD_OUT_NAME.search, names))
