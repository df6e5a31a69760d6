"""Python's syntax trees: made of any text, walked quickly, and the names and texts that stand in them."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping

from portfolio_kit import lazily as re

_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_LONGEST_LINE = 20_000
_LONGEST_CHAIN = 100
_LONGEST_RETRIED = 100_000
_MOST_NESTED = 12
_FORMATTED = re.compile(r"\b(?:[rR]?[fF]|[fF][rR])([\"'])(?!\1\1).*\1")
# What Python writes since 3.12 (PEP 695: names of types and what they hang on) and 3.14 (PEP 758: exceptions in a row).
_NAMED_TYPE = re.compile(r"(?m)^([ \t]*)type[ \t]+(\w+)[ \t]*(?:\[[^\]\n]*\][ \t]*)?=(?!=)")
_TYPE_PARAMETERS = re.compile(r"(?m)^([ \t]*(?:class|(?:async[ \t]+)?def)[ \t]+\w+)[ \t]*\[[^\n]*?\](?=[ \t]*[(:])")
_BARE_EXCEPTIONS = re.compile(r"(?m)^([ \t]*except[ \t]+)([\w.]+(?:[ \t]*,[ \t]*[\w.]+)+)[ \t]*:")
# Each begins with one certain character, which `re` finds several times as quickly as a choice of beginnings.
_NESTING = (
    re.compile(r"[(\[{][(\[{]{59}"),
    re.compile(r"[-+~](?:[-+~]|not ){199}"),
    re.compile(r"not (?:[-+~]|not ){199}"),
)


def parsed(source: str) -> ast.Module | None:
    """Return the syntax tree, None where the source does not parse, or is too deeply nested to try."""
    if not source.strip() or len(max(source.split("\n"), key=len)) > _LONGEST_LINE:
        return None
    if any(pattern.search(source) for pattern in _NESTING):
        return None
    if source.count("\n") < source.count("(") - 4 * _LONGEST_LINE:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in range(_MOST_NESTED if len(source) <= _LONGEST_RETRIED else 0):
                try:
                    return ast.parse(source)
                except SyntaxError as error:
                    plainer = _without_nested_quotes(source, error) or _without_newer_forms(source)
                    if plainer is None:
                        return None
                    source = plainer
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None


def error_line(source: str) -> int | None:
    """Return the line on which a source that does not parse goes wrong, None where its depth or length stops it."""
    if len(source) > _LONGEST_RETRIED or any(pattern.search(source) for pattern in _NESTING):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except SyntaxError as error:
        return error.lineno
    except (ValueError, RecursionError, MemoryError, OverflowError):
        return None
    return None


def _without_nested_quotes(source: str, error: SyntaxError) -> str | None:
    """Return a source without the f-string on the line of an error, where it holds quotes of its own kind.

    Python reads those since 3.12; what is judged does not depend on the Python that judges.
    """
    lines = source.split("\n")
    number = (error.lineno or 0) - 1
    if not error.msg.startswith("f-string") or not 0 <= number < len(lines):
        return None
    match = _FORMATTED.search(lines[number])
    if match is None or match[0].count(match[1]) <= 2:  # noqa: PLR2004
        return None
    lines[number] = f'{lines[number][: match.start()]}""{lines[number][match.end() :]}'
    return "\n".join(lines)


def _without_newer_forms(source: str) -> str | None:
    """Return a source with types and exceptions written as every Python reads them, line by line; None without any.

    `type Label = str | int` becomes `Label = str | int`, `class Result[T]:` becomes `class Result:`, and `except A, B:`
    becomes `except (A, B):`.
    """
    plainer = _NAMED_TYPE.sub(r"\1\2 =", source)
    plainer = _TYPE_PARAMETERS.sub(r"\1", plainer)
    plainer = _BARE_EXCEPTIONS.sub(r"\1(\2):", plainer)
    return plainer if plainer != source else None


def string(node: ast.AST | None) -> str | None:
    """Return the text of a string constant; of an f-string, what is fixed in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return None


def texts_in(node: ast.AST) -> Iterator[str]:
    """Yield the texts in a piece of code, f-strings as wholes and not their parts besides."""
    nodes = walk(node)
    parts = {id(part) for outer in nodes if isinstance(outer, ast.JoinedStr) for part in outer.values}
    yield from (text for inner in nodes if id(inner) not in parts and (text := string(inner)))


def name_called(call: ast.Call) -> str:
    """Return the last name of what is called: `score` of `metrics.score(…)`."""
    function = call.func
    if type(function) is ast.Attribute:
        return function.attr
    return function.id if type(function) is ast.Name else dotted(function).rpartition(".")[2]


def attribute_asked(call: ast.Call) -> str | None:
    """The attribute that a call of `getattr` asks for by its name: "coef_" of `getattr(model, "coef_", None)`."""
    if isinstance(call.func, ast.Name) and call.func.id == "getattr" and len(call.args) > 1:
        return string(call.args[1])
    return None


def dotted(node: ast.AST) -> str:
    """Return `a.b().c` for a chain of attributes and calls; an index is passed over (`models["best"].predict` is
    `models.predict`), and what has no name becomes an empty first part.

    Of a chain of hundreds, the last parts.
    """
    if type(node) is ast.Name:
        return node.id
    parts: list[str] = []
    called = ""
    for _ in range(_LONGEST_CHAIN):
        if isinstance(node, ast.Attribute):
            parts.append(node.attr + called)
            called, node = "", node.value
        elif isinstance(node, ast.Call):
            called, node = f"{called}()", node.func
        elif isinstance(node, ast.Subscript) and parts:
            node = node.value
        else:
            break
    parts.append((node.id if isinstance(node, ast.Name) else "") + called)
    return ".".join(reversed(parts))


class _Children(dict[type[ast.AST], tuple[tuple[str, bool], ...]]):
    """The fields of each kind of node that hold nodes or lists of them, without what only says how a name is used.

    With each, whether it holds a list of nodes and of nothing else, which need not be looked at one by one.
    """

    _PLAIN = frozenset(
        "arg attr conversion ctx id is_async kind level module rest simple type_comment".split()  # noqa: SIM905
    )
    _PLAIN_IN: Mapping[type[ast.AST], frozenset[str]] = {
        ast.Constant: frozenset({"value"}),
        ast.alias: frozenset({"name", "asname"}),
        ast.FunctionDef: frozenset({"name"}),
        ast.AsyncFunctionDef: frozenset({"name"}),
        ast.ClassDef: frozenset({"name"}),
        ast.ExceptHandler: frozenset({"name"}),
        ast.MatchAs: frozenset({"name"}),
        ast.MatchStar: frozenset({"name"}),
        ast.MatchSingleton: frozenset({"value"}),
        ast.Global: frozenset({"names"}),
        ast.Nonlocal: frozenset({"names"}),
    }
    _LISTS = frozenset(
        "args bases body cases comparators decorator_list defaults elts finalbody generators handlers ifs items "  # noqa: SIM905
        "keywords kwonlyargs names ops orelse posonlyargs targets values".split()
    )
    # What is a node there, and a list elsewhere.
    _SINGLE_IN: Mapping[type[ast.AST], frozenset[str]] = {
        ast.IfExp: frozenset({"body", "orelse"}),
        ast.Lambda: frozenset({"args", "body"}),
        ast.Expression: frozenset({"body"}),
        ast.FunctionDef: frozenset({"args"}),
        ast.AsyncFunctionDef: frozenset({"args"}),
    }

    def __missing__(self, kind: type[ast.AST]) -> tuple[tuple[str, bool], ...]:
        plain = self._PLAIN | self._PLAIN_IN.get(kind, frozenset())
        lists = self._LISTS - self._SINGLE_IN.get(kind, frozenset())
        self[kind] = tuple((name, name in lists) for name in kind._fields if name not in plain)
        return self[kind]


CHILDREN = _Children()
# What several criteria walk as a whole; the nodes of functions are kept in any case, by what is known of their names.
_WALKED_OFTEN = frozenset({ast.Module, ast.FunctionDef, ast.AsyncFunctionDef})


def walk(node: ast.AST) -> list[ast.AST]:
    """Return a node and all below it, those further up first, as `ast.walk` does and several times as quickly."""
    if "walked" in node.__dict__:
        whole: list[ast.AST] = node.__dict__["walked"]
        return whole
    found = [node]
    if type(node) in _WALKED_OFTEN:
        node.__dict__["walked"] = found
    for outer in found:
        for name, holds_nodes in CHILDREN[type(outer)]:
            value = getattr(outer, name, None)
            if holds_nodes:
                found += value or ()
            elif type(value) is list:
                found += [child for child in value if isinstance(child, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
    return found


def own_nodes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """Yield what stands in a function itself, and in no function or class inside it."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, _INNER):
            pending.extend(ast.iter_child_nodes(node))


def is_main(node: ast.If) -> bool:
    """Whether a condition asks whether the module is started as a program."""
    test = node.test
    return isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == "__name__"


def words_in(node: ast.AST, most: int = 60) -> str:
    """The names, attributes and texts that stand in a piece of code, without what it does with them."""
    found: list[str] = []
    for part in walk(node):
        if isinstance(part, ast.Name):
            found.append(part.id)
        elif isinstance(part, ast.Attribute):
            found.append(part.attr)
        elif text := string(part):
            found.append(text)
        if len(found) >= most:
            break
    return " ".join(found)


def identifier(node: ast.AST) -> str:
    """Return the name that a node reads, stores or defines; empty for other nodes."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.name if isinstance(node, ast.FunctionDef) else ""
