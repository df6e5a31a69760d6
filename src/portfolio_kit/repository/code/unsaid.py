"""What a program waits to be told from outside and nobody tells it: an option without a word on it that no command
gives, a variable of the environment that nothing sets, arguments that it only counts.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from portfolio_kit.repository.code.syntax import dotted, name_called, string

ASKING = ("parse_args", "parse_known_args", "environ", "getenv", "argv")
"""What a module speaks of that asks somebody outside."""
_READERS = frozenset({"argparse", "click", "typer", "fire", "docopt", "hydra", "absl", "simple_parsing", "tyro"})
_SETTING = ("environ[", "setdefault(", "putenv(", "dotenv", "environ.update", "setenv(")
_VARIABLES = frozenset({"os.environ.get", "environ.get", "os.getenv", "getenv"})
_PARSES = frozenset({"parse_args", "parse_known_args"})


class Unsaid:
    """Conditions of one module that hang on what nobody tells it.

    `is_said` says of an option or a variable whether any other file speaks of it, `is_told` whether one tells to run
    the module.
    """

    def __init__(
        self, nodes: list[ast.AST], source: str, is_said: Callable[[str], bool], is_told: Callable[[], bool]
    ) -> None:
        self._options = {name: False for name in _options(nodes, is_said) if is_told()}
        self._parsed = {
            target.id
            for node in nodes
            if isinstance(node, ast.Assign) and _parses(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        self._variables: dict[str, ast.Call] = {}
        self._may_be_set = any(word in source for word in _SETTING)
        self._is_said = is_said
        kept: dict[str, list[ast.Assign]] = {}
        for node in nodes:
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                kept.setdefault(node.targets[0].id, []).append(node)
        for name, assignments in kept.items():
            value = assignments[0].value
            if len(assignments) == 1 and isinstance(value, ast.Call) and dotted(value.func) in _VARIABLES:
                self._variables[name] = value
        self._counts = _only_counts(nodes) and is_told()

    def outcome(self, test: ast.expr) -> bool | None:
        """What a condition comes out as while nobody tells the program anything; None where it hangs on more."""
        if isinstance(test, ast.Attribute):
            is_parsed = _parses(test.value) or (isinstance(test.value, ast.Name) and test.value.id in self._parsed)
            return self._options.get(test.attr) if is_parsed else None
        if not isinstance(test, ast.Compare) or len(test.ops) != 1:
            return None
        left, kind, right = test.left, test.ops[0], test.comparators[0]
        if self._counts and _is_count(left) and isinstance(kind, (ast.Gt, ast.GtE, ast.Eq)):
            least = right.value if isinstance(right, ast.Constant) and isinstance(right.value, int) else 0
            return False if least >= 1 + (not isinstance(kind, ast.Gt)) else None
        return self._compared(left, kind, right)

    def _compared(self, left: ast.expr, kind: ast.cmpop, right: ast.expr) -> bool | None:
        """What comes of a variable of the environment that is held against constants."""
        call: ast.expr | None = self._variables.get(left.id) if isinstance(left, ast.Name) else left
        while (
            isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in ("lower", "strip")
        ):
            call = call.func.value
        if not isinstance(call, ast.Call) or dotted(call.func) not in _VARIABLES or self._may_be_set or not call.args:
            return None
        name = string(call.args[0])
        asked = _constants(right)
        default = call.args[1] if len(call.args) > 1 else ast.Constant(value=None)
        if not name or asked is None or not isinstance(default, ast.Constant) or self._is_said(name):
            return None
        is_asked = default.value in asked
        if isinstance(kind, (ast.Eq, ast.In)):
            return is_asked
        return not is_asked if isinstance(kind, (ast.NotEq, ast.NotIn)) else None


def _options(nodes: list[ast.AST], is_said: Callable[[str], bool]) -> Iterator[str]:
    """Yield the options that are off until somebody gives them and of which nothing says a word, as attributes."""
    for node in nodes:
        if not isinstance(node, ast.Call) or name_called(node) != "add_argument":
            continue
        words = {keyword.arg: keyword.value for keyword in node.keywords}
        names = [name for part in node.args if (name := string(part))]
        is_off = string(words.get("action")) == "store_true" and "default" not in words and "help" not in words
        if is_off and names and names[-1].startswith("--") and not any(map(is_said, names)):
            yield string(words.get("dest")) or names[-1].lstrip("-").replace("-", "_")


def _parses(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in _PARSES


def _is_count(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id == "len"
        and len(value.args) == 1
        and dotted(value.args[0]) in ("sys.argv", "argv")
    )


def _only_counts(nodes: list[ast.AST]) -> bool:
    """Whether a program asks how many arguments it is given, and reads none of them."""
    counted = {id(node.args[0]) for node in nodes if isinstance(node, ast.Call) and _is_count(node)}
    if not counted:
        return False
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr == "argv" and id(node) not in counted:
            return False
        if isinstance(node, ast.Name) and node.id == "argv" and id(node) not in counted:
            return False
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if any(name.partition(".")[0] in _READERS for name in modules):
            return False
    return True


def _constants(value: ast.expr) -> list[object] | None:
    parts = value.elts if isinstance(value, (ast.Tuple, ast.List, ast.Set)) else [value]
    found: list[object] = [part.value for part in parts if isinstance(part, ast.Constant)]
    return found if len(found) == len(parts) else None
