"""What code does to the world outside of it: what it asks the network for, and the files of its own that it writes.

A test that calls such a function downloads or writes over something, and one that imports a module which asks as it is
imported fails wherever nothing answers.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.models.stages import SAVE, TRAIN, stage_of

_ASKS = re.compile(
    r"^(?:requests|httpx)\.(?:get|post|put|patch|delete|request|head)$|^urllib\.request\.url\w+$|^(?:wget|gdown)\.download"
    r"|^(?:kagglehub|opendatasets|yfinance)\.\w*download"
)
# What asks a store of the cloud, for which keys are needed.
STORES = frozenset({
    "download_file", "download_fileobj", "fget_object", "get_object", "download_blob", "download_to_filename",
})  # fmt: skip
_FETCHES = STORES | frozenset({
    "hf_hub_download", "snapshot_download", "dataset_download", "dataset_download_files", "competition_download_files",
    "urlretrieve", "fetch_openml", "fetch_ucirepo", "upload_file", "upload_fileobj", "put_object", "fput_object",
    "upload_blob", "upload_from_filename",
})  # fmt: skip
_WRITES = re.compile(r"\.(?:to_(?:csv|parquet|pickle|json|excel|feather|hdf)|write_csv)$|^joblib\.dump$|\.savefig$")
_TO_WRITE = re.compile(r"^[wax]")
_MAKING = (TRAIN, SAVE)
# What stands below these may not run, or its failure stops nothing.
_MAYBE = (ast.If, ast.Try, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def asks_network(call: Call) -> bool:
    """Whether a call asks a server for something, downloads it or sends something there."""
    return bool(_ASKS.search(call.name)) or call.last in _FETCHES


def asked_on_import(module: Module, *, of_stores: bool = False) -> int | None:
    """Return the line where a module asks the network, or a store of the cloud, as it is imported, whatever is there;
    None where it does not.
    """
    asked = [call for call in module.calls_in.get("", ()) if asks_network(call)]
    calls = {id(call.node): call for call in asked if not of_stores or call.last in STORES}
    if not calls:
        return None
    for tree, _ in module.trees:
        for statement in tree.body:
            if not isinstance(statement, _MAYBE):
                for part in walk(statement):
                    if id(part) in calls:
                        return calls[id(part)].line
    return None


def trains_on_import(module: Module) -> int | None:
    """Return the line where a module trains or saves a model as it is imported, whatever is there, itself or by a
    function of its own; None where it does not.
    """
    functions = {function.last: function for function in module.functions if not function.in_class}

    def makes(call: Call) -> bool:
        own = functions.get(call.name)
        if own is None:
            return stage_of(call) in _MAKING
        return any(
            stage_of(inner) in _MAKING
            for called in _led_to(module, own)
            for inner in module.calls_in.get(called.name, ())
            if inner.name not in functions
        )

    calls = {id(call.node): call for call in module.calls_in.get("", ())}
    lines = (
        calls[id(part)].line
        for tree, _ in module.trees
        for statement in tree.body
        if not isinstance(statement, _MAYBE)
        for part in walk(statement)
        if id(part) in calls and makes(calls[id(part)])
    )
    return min(lines, default=None)


def fetches(module: Module, function: Function) -> bool:
    """Whether a function asks the network, or calls one of its module that does."""
    return any(
        asks_network(call) for called in _led_to(module, function) for call in module.calls_in.get(called.name, ())
    )


def writes_its_own(module: Module, function: Function) -> bool:
    """Whether a function, or one of its module that it calls, writes a file whose place no caller gives it."""
    return any(map(_writes_its_own, _led_to(module, function)))


def _led_to(module: Module, function: Function) -> list[Function]:
    """A function and those of its module that it calls, and they call, by their names."""
    by_name = {other.last: other for other in module.functions}
    found = {function.last: function}
    for current in (waiting := [function]):
        for call in module.calls_in.get(current.name, ()):
            other = by_name.get(call.last)
            if other is not None and other.last not in found:
                found[other.last] = other
                waiting.append(other)
    return list(found.values())


def _writes_its_own(function: Function) -> bool:
    arguments = function.node.args
    given = {argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    for _ in range(2):
        given |= {
            target.id
            for part in walk(function.node)
            if isinstance(part, ast.Assign) and _names(part.value) & given
            for target in part.targets
            if isinstance(target, ast.Name)
        }
    return any(not _names(place) & given for place in _written(function.node))


def _written(node: ast.AST) -> Iterator[ast.expr]:
    """Where a piece of code writes: what its calls are given for the place."""
    for part in walk(node):
        if not isinstance(part, ast.Call):
            continue
        if name_called(part) == "open" and len(part.args) > 1 and _TO_WRITE.match(string(part.args[1]) or ""):
            yield part.args[0]
        elif isinstance(part.func, ast.Attribute) and _WRITES.search(dotted(part.func)):
            # Of what is written and where to, the place comes last.
            yield from part.args[-1:]


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}
