"""Journals: where a service keeps what it was asked or what it answered, and by what that can be found again."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, string, walk
from portfolio_kit.repository.models.asking import asks_model
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.repository.serving.serving import Serving
from portfolio_kit.repository.watching.logs import is_log, logs_to_file

# Calls that add a row to a database or a file, by their last name; and those that do where their owner is a database.
_KEEPS = frozenset({
    "insert_one", "insert_many", "put_item", "put_record", "to_sql", "writerow", "append_row", "put_object", "rpush",
    "lpush", "xadd", "send_message", "produce",
})  # fmt: skip
# Calls that put rows below those of a table.
_LENGTHENS = frozenset({"concat", "append", "_append", "vstack"})
_ADDS = frozenset({"add", "create", "insert", "insert_into", "execute", "save"})
# What a page remembers of its visitor in `st.session_state` is gone with the visit.
_DATABASE = re.compile(
    r"session(?!_state)|objects|\bdb\b|database|cursor|conn|collection|table\b|repository|supabase", re.IGNORECASE
)
_INSERTS = re.compile(r"insert", re.IGNORECASE)
_FILE = re.compile(r"(?:[^/\\]*[/\\])*([\w.-]+\.(?:csv|tsv|jsonl?|ndjson|log|txt|db|sqlite3?|parquet))")
_SETTING = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+")
_TABLE = re.compile(r"\b(?:insert\s+(?:or\s+\w+\s+)?into|select\b[^;]{1,400}?\bfrom)\s+[\"`]?(\w+)", re.IGNORECASE)
_FIELD = re.compile(r"[a-z]\w*")
_ANSWER = re.compile(
    r"pred|prob|scor|confid|label|answer|output|r[eé]sult|infer|forecast|classif|recommend|sentiment|verdict|price|"
    r"histor|feedback|hasil|ergebnis|prever|previs|vorhers|prompt|question",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"passw|_hash$", re.IGNORECASE)
_PLACE = re.compile(r"path|file|log|journal|csv|jsonl|store|database|diary", re.IGNORECASE)
_DEEPEST = 3


class Journal(NamedTuple):
    """One place that is written to: where, by what it can be found again, and what its rows tell."""

    module: Module
    call: Call
    names: frozenset[str]
    """Its file's name, the environment variable that gives it, its table, or the class of its rows."""
    fields: frozenset[str]


class Journals:
    """What the apps of a project keep of their predictions."""

    def __init__(self, modules: Sequence[Module], apps: Sequence[App], serving: Serving, live: Live) -> None:
        self._modules = modules
        self._apps = [app for app in apps if app.kind != "command"]
        self._serving = serving
        self._live = live

    @cached_property
    def kept(self) -> list[tuple[Module, Call]]:
        """The calls by which a route or an app that asks the model adds a row to a database, a queue or a file."""
        firsts = (next(iter(self._keeping(reached)), None) for reached in self.answering)
        return [keeping for keeping in firsts if keeping is not None]

    def _keeping(self, reached: Sequence[tuple[Module, Call]]) -> list[tuple[Module, Call]]:
        """The calls that add a row of what was answered, of those of one route or app; what says so comes first.

        A page does all that its buttons do: one that registers a visitor keeps no prediction of theirs.
        """
        adding = [one for one in reached if _keeps(one[1]) or _grows(*one)]
        told = [one for one in adding if _tells_of_answers(*one)]
        beside = _led_to_by_asking(reached) if len(told) < len(adding) else frozenset[str]()
        others = (one for one in adding if one not in told and one[1].scope.rpartition(".")[2] in beside)
        return told + [one for one in others if not _tells_of_accounts(one[1])]

    @cached_property
    def found(self) -> list[Journal]:
        """The places where predictions are kept, files of a log among them."""
        keeping = (one for reached in self.answering for one in self._keeping(reached))
        places = [*self.kept, *keeping, *self._logged()]
        return [
            Journal(module, call, frozenset(self._names(module, call)), frozenset(_fields(module, call.scope)))
            for module, call in {(module.path, call.line): (module, call) for module, call in places}.values()
        ]

    @cached_property
    def answering(self) -> list[list[tuple[Module, Call]]]:
        """What each route or app that asks the model calls."""
        found = []
        for app in self._apps:
            starts: list[tuple[Module, Function | None]] = [(route.module, route.function) for route in app.routes]
            for module, function in starts or [(app.module, None)]:
                reached = self._serving.reached(module, function)
                if any(asks_model(call) for _, call in reached):
                    found.append(reached)
        return found

    def _logged(self) -> Iterator[tuple[Module, Call]]:
        """The files of the log, where what answers logs."""
        if any(is_log(call) for reached in self.answering for _, call in reached):
            for module in self._modules:
                if module.mentions("FileHandler", "filename", ".add("):
                    yield from ((module, call) for call in self._live.calls(module) if logs_to_file(call))

    def _names(self, module: Module, call: Call) -> Iterator[str]:
        """The names of files, tables, variables and classes that stand where something is kept."""
        function = next((function for function in module.functions if function.name == call.scope), None)
        opening = [other.node for other in module.calls_in.get(call.scope, ()) if _opens(other)]
        # What a row is made of says nothing of where it goes.
        told = call.node.func if call.last == "writerow" else call.node
        exactly = {name for node in (told, *opening) for name in self.named(module, node)}
        yield from exactly
        if not exactly and function is not None:
            yield from self.named(module, function.node)
        # What keeps may be told where by what answers.
        if function is not None and function.node.args.args:
            for where, asking in chain.from_iterable(self.answering):
                if asking.last == function.last:
                    yield from self.named(where, asking.node)

    def named(self, module: Module, node: ast.AST, depth: int = 0) -> Iterator[str]:
        """Yield by what a place could be found that is named in a piece of code, through the constants it reads."""
        for part in walk(node):
            if text := string(part):
                if match := _FILE.fullmatch(text):
                    yield match[1]
                elif _SETTING.fullmatch(text):
                    yield text
                else:
                    yield from (f"table {match[1].lower()}" for match in _TABLE.finditer(text))
            elif isinstance(part, ast.Name) and depth < _DEEPEST:
                if part.id in self._rows:
                    yield f"class {part.id}"
                for where, value in self._given(module, part.id):
                    yield from self.named(where, value, depth + 1)
            elif isinstance(part, ast.Attribute) and depth < _DEEPEST and _is_place(part):
                for where, value in self._kept_as.get(part.attr, ()):
                    yield from self.named(where, value, depth + 1)

    @cached_property
    def _rows(self) -> frozenset[str]:
        """The classes of rows of a database: what they come from is no schema of a request."""
        return frozenset(
            node.name
            for module in self._modules
            if module.mentions("sqlalchemy", "SQLModel", "sqlmodel", "models.Model", "peewee", "db.Model", "Document")
            for node in module.classes
            if node.bases
        )

    def _given(self, module: Module, name: str) -> Iterator[tuple[Module, ast.expr]]:
        """What a module, or the one that it imports the name from, gives to a name at its top."""
        places = [place for place in (module, self._from(module, name)) if place is not None]
        for where in places:
            for value in self._constants.get((where.path, name), ()):
                yield where, value

    def _from(self, module: Module, name: str) -> Module | None:
        owner = module.aliases.get(name, "").rpartition(".")[0].lstrip(".")
        return self._by_name.get(owner.rpartition(".")[2]) if owner else None

    @cached_property
    def _by_name(self) -> dict[str, Module]:
        # A package is called by its folder.
        return {
            module.file.folder.rpartition("/")[2] if module.file.stem == "__init__" else module.file.stem: module
            for module in self._modules
        }

    @cached_property
    def _kept_as(self) -> dict[str, list[tuple[Module, ast.expr]]]:
        """What modules give to attributes that are called after a place: those of settings, of an app's state."""
        found: dict[str, list[tuple[Module, ast.expr]]] = {}
        for module in self._modules:
            for node in module.assignments:
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    name = dotted(target).rpartition(".")[2]
                    if node.value is not None and _PLACE.search(name):
                        found.setdefault(name, []).append((module, node.value))
        return found

    @cached_property
    def _constants(self) -> dict[tuple[str, str], list[ast.expr]]:
        """What modules give to names at their top."""
        found: dict[tuple[str, str], list[ast.expr]] = {}
        for module in self._modules:
            for tree, _ in module.trees:
                for node in tree.body:
                    targets = (
                        node.targets
                        if isinstance(node, ast.Assign)
                        else [node.target]
                        if isinstance(node, ast.AnnAssign)
                        else []
                    )
                    for target in targets:
                        if isinstance(target, ast.Name) and (value := getattr(node, "value", None)) is not None:
                            found.setdefault((module.path, target.id), []).append(value)
        return found


def _is_place(node: ast.Attribute) -> bool:
    """Whether an attribute is called after a place where something is kept, and is none of a module's or a logger."""
    return bool(_PLACE.search(node.attr)) and node.attr not in ("path", "log", "logger", "logging")


def _fields(module: Module, scope: str) -> Iterator[str]:
    """What the rows tell: the keys and names that stand where they are written."""
    function = next((function for function in module.functions if function.name == scope), None)
    for part in walk(function.node) if function is not None else ():
        if (text := string(part)) and _FIELD.fullmatch(text):
            yield text


def _led_to_by_asking(reached: Sequence[tuple[Module, Call]]) -> frozenset[str]:
    """The names of the functions that ask a model, and of those that they call with what these call."""
    found = {call.scope.rpartition(".")[2] for _, call in reached if asks_model(call)}
    for _ in range(_DEEPEST):
        found |= {call.last for _, call in reached if call.scope and call.scope.rpartition(".")[2] in found}
    return frozenset(found)


def _tells_of_answers(module: Module, call: Call) -> bool:
    """Whether what a row is made of, or the function that writes it, is called after what a model says or is asked."""
    function = next((function for function in module.functions if function.name == call.scope), None)
    told = [*_named_in(call.node)]
    if function is not None:
        told += [function.last, *_named_in(function.node.args)]
        # Lines are written to a file by calls of their own.
        told += _named_in(function.node) if call.last == "open" else ()
    elif call.last == "open":
        told += [name for tree, _ in module.trees for name in _named_in(tree)]
    return not _tells_of_accounts(call) and any(map(_ANSWER.search, told))


def _tells_of_accounts(call: Call) -> bool:
    """Whether a row is made of a password: that of who may come in."""
    return any(map(_ACCOUNT.search, _named_in(call.node)))


def _named_in(node: ast.AST) -> Iterator[str]:
    """The names and strings of a piece of code."""
    for part in walk(node):
        if isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, (ast.arg, ast.keyword)):
            yield part.arg or ""
        elif isinstance(part, ast.Attribute):
            yield part.attr
        elif text := string(part):
            yield text


def _keeps(call: Call) -> bool:
    """Whether a call adds a row to a database or a line to a file."""
    owner = call.name.rpartition(".")[0]
    if call.last in _KEEPS:
        return True
    if call.last in ("to_csv", "open"):
        # Of a path's own `open` the mode is the first argument, of others the second.
        given = call.keyword("mode")
        modes = [given] if given is not None else call.node.args[:2] if call.last == "open" else []
        return any(re.fullmatch(r"a[bt+]*", string(mode) or "") for mode in modes)
    if call.last.startswith("execute"):
        return any(_INSERTS.search(text) for node in call.node.args for part in walk(node) if (text := _words(part)))
    return call.last in _ADDS and bool(_DATABASE.search(owner))


def _grows(module: Module, call: Call) -> bool:
    """Whether a call writes a table back to the file that it was read from, after rows were added to it."""
    if call.last != "to_csv" or not call.node.args:
        return False
    beside = module.calls_in.get(call.scope, ())
    where = ast.dump(call.node.args[0])
    is_read = any(
        other.last == "read_csv" and other.node.args and ast.dump(other.node.args[0]) == where for other in beside
    )
    return is_read and any(other.last in _LENGTHENS for other in beside)


def _opens(call: Call) -> bool:
    """Whether a call opens what rows are added to: a file for writing, a database."""
    modes = (string(node) or "" for node in (*call.node.args, *(keyword.value for keyword in call.node.keywords)))
    return call.last == "connect" or (call.last == "open" and any(re.fullmatch(r"[aw][bt+]*", mode) for mode in modes))


def _words(node: ast.AST) -> str | None:
    """Return what a part of an argument says: a string, or the name of the variable that holds it."""
    return node.id if isinstance(node, ast.Name) else string(node)
