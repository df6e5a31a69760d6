"""What a project of `portfolio-kit new` calls its models and metrics: read from its `facts.py`, which is not run."""

from __future__ import annotations

import ast
from pathlib import Path

from portfolio_kit.case_study.find import content
from portfolio_kit.errors import UserError


def labels(root: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of the models and those of the metrics, by the keys of reports/metrics.json.

    Both are empty where the project's author has moved or rewritten what says them.
    """
    for path in sorted(root.glob("src/*/facts.py")):
        try:
            tree = ast.parse(content(root, path.relative_to(root)))
        except (UserError, OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        found = _dictionary(tree, "MODELS"), _dictionary(tree, "METRICS")
        if all(found):
            return found
    return {}, {}


def _dictionary(tree: ast.Module, name: str) -> dict[str, str]:
    """What a module puts into a dictionary of that name, by `=` and by `|=`."""
    found: dict[str, str] = {}
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        )
        if not (isinstance(node, (ast.Assign, ast.AugAssign)) and isinstance(node.value, ast.Dict)):
            continue
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            found |= {
                key.value: value.value
                for key, value in zip(node.value.keys, node.value.values, strict=True)
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
                if isinstance(value, ast.Constant) and isinstance(value.value, str)
            }
    return found
