"""A model file that is loaded by an absolute path to a place outside of the repository, which nothing of it fills."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.model_files import assigned, imported, is_model_file
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_ABSOLUTE = re.compile(r"^(?:[A-Za-z]:/|/)(?!/)")
_OWN_MACHINE = re.compile(r"^(?:/Users/|[A-Za-z]:/Users/)", re.IGNORECASE)
# Where a host puts what it is given, and what a program fills for itself as it starts.
_HOSTS = re.compile(r"^/(?:opt/ml|var/task|tmp|mnt/models|repository|run/secrets)/")
# The first folder tells little where everybody's things are below it.
_SHARED = frozenset({"mnt", "home", "opt", "var", "usr", "data", "root", "srv", "content"})
_PASSED_ON = frozenset({"Path", "PurePath", "PosixPath", "str", "open", "abspath", "fspath", "expanduser"})
_LARGE = 200_000
_DEEPEST = 4


def outside(repository: Repository, loads: Sequence[tuple[Module, Call]]) -> tuple[str, Evidence] | None:
    """Return the path of the model file that some calls load, and where it stands, if it is such a place and all the
    files that they name are.
    """
    places = [place for module, call in loads for place in _named(repository, module, call)]
    if not places or not all(_ABSOLUTE.match(_path(node)) for _, node in places):
        return None
    for module, node in places:
        path = _path(node)
        if not _HOSTS.match(path) and (_OWN_MACHINE.match(path) or not _is_told_of(repository, module, path)):
            return path, module.evidence(node.lineno)
    return None


def _path(node: ast.Constant) -> str:
    return str(node.value).replace("\\", "/")


def _is_told_of(repository: Repository, module: Module, path: str) -> bool:
    """Whether a container, a configuration or a text names the folder, or other code a model or a folder in it."""
    parts = path.split("/")
    folder = "/".join(parts[: 3 if len(parts) > 3 and parts[1] in _SHARED else 2])  # noqa: PLR2004
    return any(
        folder in file.text for file in repository.files if file.suffix not in (".py", ".ipynb") and file.size < _LARGE
    ) or any(
        text.startswith(f"{folder}/") and (is_model_file(text) or "." not in text)
        for other in repository.modules
        if other is not module and other.mentions(f"{folder}/")
        for text, _ in other.strings
    )


def _named(repository: Repository, module: Module, call: Call) -> list[tuple[Module, ast.Constant]]:
    """The model files that stand in the code for a call to load; none where anything else may be meant."""
    given = [*call.node.args[:1], *(word.value for word in call.node.keywords if word.arg in ("path", "filename"))]
    found = [place for node in given for place in _fixed(repository, module, call, node, call.scope, 0)]
    return [(where, node) for where, node in found if is_model_file(_path(node))]


def _fixed(
    repository: Repository, module: Module, call: Call, node: ast.expr, scope: str, depth: int
) -> Iterator[tuple[Module, ast.Constant]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield module, node
    elif isinstance(node, ast.Call) and name_called(node) in _PASSED_ON and node.args:
        yield from _fixed(repository, module, call, node.args[0], scope, depth)
    elif isinstance(node, (ast.Name, ast.Attribute)) and depth < _DEEPEST:
        name = dotted(node)
        made = assigned(module, call)
        values = made.get(name) or (made.get(name.partition(".")[2]) if name.startswith(("self.", "cls.")) else None)
        for value in values or imported(repository, module, name):
            yield from _fixed(repository, module, call, value, scope, depth + 1)
        if taking := _taking(module, name, scope):
            for other, value in _handed(repository, taking, name):
                yield from _fixed(repository, other, call, value, "", _DEEPEST)


def _taking(module: Module, name: str, scope: str) -> Function | None:
    """The function around a call that takes what it is named by, else the one that makes its class."""
    owner = scope.rpartition(".")[0]
    for wanted in (scope, f"{owner}.__init__"):
        for function in module.functions:
            arguments = function.node.args
            if function.name == wanted and any(one.arg == name for one in (*arguments.args, *arguments.kwonlyargs)):
                return function
    return None


def _handed(repository: Repository, function: Function, name: str) -> Iterator[tuple[Module, ast.expr]]:
    """What the project's scripts hand to a function under the name of one of its parameters."""
    called = function.in_class if function.last == "__init__" else function.last
    names = [one.arg for one in function.node.args.args][bool(function.in_class) :]
    for module in repository.scripts:
        for call in module.calls if not is_test(module.path) and module.mentions(called) else ():
            if call.last == called:
                value = call.keyword(name)
                if value is None and name in names and names.index(name) < len(call.node.args):
                    value = call.node.args[names.index(name)]
                if value is not None:
                    yield module, value


def in_repository(repository: Repository, path: str) -> str | None:
    """Return where the repository itself has a file of that name."""
    name = path.rpartition("/")[2]
    return next((file.path for file in repository.files if file.name == name and not file.is_blank), None)
