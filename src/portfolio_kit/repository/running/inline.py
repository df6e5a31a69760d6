"""What the code that stands in a command leads to: `python -c "from harbour import main; main()"`."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.syntax import dotted


def called_from(code: str) -> list[str]:
    """Return the modules that a piece of code imports and calls something of; to import alone does nothing."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    called = {dotted(node.func).partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if (alias.asname or alias.name.partition(".")[0]) in called]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # `from train import main`, or `from jobs import train`, which is a module of it.
            for alias in node.names:
                if (alias.asname or alias.name) in called:
                    found += [node.module, f"{node.module}.{alias.name}"]
    return list(dict.fromkeys(found))
