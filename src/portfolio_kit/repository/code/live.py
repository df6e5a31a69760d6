"""Which functions, methods and classes of the project can run: those that something leads to which runs by itself.

What runs by itself is the top of a script and the cells of a notebook, what a decorator or a base class hands to
somebody else, and what a file that is no Python starts by name. A chain of functions that begins in one that nobody
calls leads nowhere, and so does one that only leads back to itself.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope, scopes
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.registries import Registry, registries
from portfolio_kit.repository.code.syntax import dotted
from portfolio_kit.repository.file import File

# What only wraps a function or describes it, and registers it nowhere.
_WRAPPERS = re.compile(
    r"(?:staticmethod|classmethod|property|abstractmethod|(?:\w+\.)*(?:cached_property|lru_cache|cache|wraps|abstractmethod"
    r"|contextmanager|singledispatch|total_ordering|override|overload|no_grad|inference_mode|jit|njit|vmap|dataclass"
    r"|(?:prefect|airflow|zenml)(?:\.\w+)*\.(?:task|step)|hydra\.main"
    r"|(?:rich_)?click\.(?:command|option|argument|pass_\w+|\w+_option)"
    r"|cache_data|cache_resource|retry|deprecated|setter|typechecked|beartype|timeit))(?:\(\))?"
)
# What makes a step of a pipeline or a command of a function, which nothing runs that only imports it.
_STEPS = re.compile(r"(?:\w+\.)*(?:flow|task|asset|op|job|command|step|pipeline|dag|component|fixture)(?:\(\))?")
# Methods that a library calls by their name on what it is given, whatever the class is made from.
_PROTOCOL = frozenset(
    {
        "fit", "transform", "fit_transform", "inverse_transform", "get_feature_names_out", "predict", "predict_proba",
        "forward",
    }
)  # fmt: skip
# Functions that a host calls by their name, with how much it hands them: Lambda, SageMaker, Azure, Google.
_HOSTED = {
    "lambda_handler": 2, "handler": 2, "model_fn": 1, "input_fn": 2, "predict_fn": 2, "output_fn": 2, "run": 1,
    "init": 0,
}  # fmt: skip
# Of these a host calls the one only beside the other.
_BESIDE = {"run": "init", "init": "run"}
# What Kedro calls in a project: the registry of its pipelines, and what makes each of those that it finds.
_OF_KEDRO = frozenset({"register_pipelines", "create_pipeline"})
_BY_NAME = ("getattr(", "globals()", "locals()", "import_module", "entry_points", "fire.", "Fire(", "runpy", "%run")
_STARTING = frozenset({"", ".toml", ".cfg", ".ini", ".yml", ".yaml", ".sh", ".bat", ".dockerfile", ".mk", ".tf"})
_LARGEST = 100_000
_NAMED = re.compile(r"[.:]([A-Za-z_]\w*)|\b([A-Za-z_]\w*)\(|\bimport[ \t]+([A-Za-z_]\w*)")
_TARGET = re.compile(r"(?:[\w.-]+[ \t]*=[ \t]*)?[A-Za-z_][\w.]*[.:]([A-Za-z_]\w*)")


@dataclass(slots=True)
class _Part:
    """A function, method or class: what is known of it before it is known whether it runs."""

    module: Module
    scope: str
    runs_with_its_owner: bool = False

    @property
    def owner(self) -> str:
        return self.scope.rpartition(".")[0]

    @property
    def last(self) -> str:
        return self.scope.rpartition(".")[2]


@dataclass(slots=True)
class _Names:
    """The names that are read by what runs: anywhere, and in one module, where they mean its own functions."""

    anywhere: set[str] = field(default_factory=set)
    within: set[tuple[str, str]] = field(default_factory=set)


class Live:
    """The functions, methods and classes of some modules that can run; `files` are searched for what starts one.

    All of the modules are started as programs, or `as_programs` and the others only imported. `hands_over` says of a
    function that is no method whether somebody else calls it.
    """

    def __init__(
        self,
        modules: Sequence[Module],
        files: Iterable[File] = (),
        hands_over: Callable[[Function], bool] | None = None,
        *,
        as_programs: Sequence[Module] | None = None,
    ) -> None:
        self._files = files
        self._as_programs = None if as_programs is None else {module.path for module in as_programs}
        found = (
            part
            for module in modules
            for part in _parts(
                module,
                hands_over or _is_for_hosts,
                is_program=self._as_programs is None or module.path in self._as_programs,
            )
        )
        self._parts = {(part.module.path, part.scope): part for part in found}
        self._by_module: dict[str, Module] = {module.path: module for module in modules}
        self._by_name: dict[str, list[_Part]] = {}
        self._inner: dict[tuple[str, str], list[_Part]] = {}
        self._own: set[tuple[str, str]] = set()
        for part in self._parts.values():
            self._by_name.setdefault(part.last, []).append(part)
            self._inner.setdefault((part.module.path, part.owner), []).append(part)
            self._own.add((part.module.path, part.last))
        self._names = _Names()
        self._tables_in: dict[tuple[str, str], list[Registry]] = {}
        self._taken_in: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for table in registries(modules):
            self._tables_in.setdefault((table.path, table.scope), []).append(table)
            for user in table.users:
                self._taken_in.setdefault(user, []).append((table.path, table.scope))
            if table.decorated and table.decorated not in _HOSTED:
                self._parts[table.path, table.decorated].runs_with_its_owner = False
        self._scopes: dict[str, list[Scope]] = {}
        self._live: set[tuple[str, str]] = set()
        self._waiting: list[tuple[str, str]] = []
        self._run(module for module in modules if not module.is_notebook)
        self._by_scripts = frozenset(self._live)
        self._run(module for module in modules if module.is_notebook)

    def runs(self, module: Module, scope: str) -> bool:
        """Whether a function, a method or the top of a module, which is an empty scope, can run."""
        return not scope or (module.path, scope) in self._live

    def makes(self, module: Module, call: Call) -> bool:
        """Whether a call stands where it can be made."""
        return self.runs(module, call.scope)

    def calls(self, module: Module) -> list[Call]:
        """Return the calls of a module that can be made."""
        return [call for call in module.calls if self.makes(module, call)]

    def scopes(self, module: Module) -> list[Scope]:
        """Return what can run of a module: its top, and its functions."""
        found = self._scopes.get(module.path)
        if found is None:
            found = self._scopes[module.path] = list(scopes(module, lambda name: self.runs(module, name)))
        return found

    def attributes(self, module: Module) -> set[str]:
        """Return the attributes that are named where a module runs."""
        return {name for scope, names in module.own_attributes.items() if self.runs(module, scope) for name in names}

    def is_for_notebooks(self, module: Module, call: Call) -> bool:
        """Whether a call is only made when a notebook is run."""
        return (module.path, call.scope) not in self._by_scripts

    def runs_in_scripts(self, module: Module, scope: str) -> bool:
        """Whether a function can run without a notebook that calls it."""
        return (module.path, scope) in self._by_scripts

    def _run(self, modules: Iterable[Module]) -> None:
        """Let run what is at the top of some modules, and what that leads to."""
        for module in modules:
            self._enter(module.path, "")
        self._spread()
        if len(self._live) < len(self._parts) + len(self._by_module):
            self._read(self._started, None)
            self._spread()

    @cached_property
    def _started(self) -> frozenset[str]:
        return frozenset(_named_in(self._files))

    def _enter(self, path: str, scope: str) -> None:
        if (path, scope) not in self._live:
            self._live.add((path, scope))
            self._waiting.append((path, scope))
            for where in self._taken_in.get((path, scope), ()):
                if where in self._live:
                    self._waiting.append(where)

    def _spread(self) -> None:
        while self._waiting:
            path, scope = self._waiting.pop()
            module = self._by_module[path]
            names, attributes = module.own_names.get(scope, set()), module.own_attributes.get(scope, set())
            if self._as_programs is not None:
                if not scope and path not in self._as_programs:
                    names, attributes = names & module.read_on_import, attributes & module.read_on_import
                attributes = {name for name in attributes if self._may_mean(module, name)}
            for table in self._tables_in.get((path, scope), ()):
                # What is put into it is read where something takes it out.
                if not self._live.isdisjoint(table.users):
                    names = names | table.names
                elif not table.decorated:
                    names, attributes = names - table.names, attributes - table.attributes
            self._read(names, module)
            self._read(attributes, None)
            for part in self._inner.get((path, scope), ()):
                self._start(part)
            if not scope:
                self._read(_named_by(module), None)

    def _may_mean(self, module: Module, attribute: str) -> bool:
        """Whether an attribute may be a method of the project's, or a function of a module that is imported whole.

        The `run` of `app.run()` is none that another module happens to have.
        """
        modules = {full.rpartition(".")[2] for full in module.aliases.values()}
        return any(part.owner or part.module.file.stem in modules for part in self._by_name.get(attribute, ()))

    def _read(self, names: Iterable[str], module: Module | None) -> None:
        """Take note of names that are read: bare ones of a module mean its own function, or what it imports."""
        for name in names:
            key = (module.path, name) if module is not None else None
            if key is not None and key in self._own:
                if key in self._names.within:
                    continue
                self._names.within.add(key)
                parts = [part for part in self._by_name[name] if part.module is module]
            else:
                full = module.aliases.get(name, name).rpartition(".")[2] if module is not None else name
                if full in self._names.anywhere:
                    continue
                self._names.anywhere.add(full)
                parts = self._by_name.get(full, [])
            for part in parts:
                self._start(part)

    def _start(self, part: _Part) -> None:
        """Let a part run where what it stands in does and something reads its name or runs it without."""
        path = part.module.path
        if (path, part.owner) in self._live and (
            part.runs_with_its_owner or part.last in self._names.anywhere or (path, part.last) in self._names.within
        ):
            self._enter(path, part.scope)


def _parts(module: Module, hands_over: Callable[[Function], bool], *, is_program: bool) -> Iterator[_Part]:
    classes = {node.name: node for node in module.classes}
    is_of_kedro = module.mentions(*_OF_KEDRO) and module.imports_any("kedro") is not None
    functions = {function.name: function for function in module.functions}
    scopes = {call.scope for call in module.calls} | module.own_names.keys() | module.own_attributes.keys()
    for scope in {*scopes, *functions, *(function.name.rpartition(".")[0] for function in module.functions)} - {""}:
        function = functions.get(scope)
        node = classes.get(scope.rpartition(".")[2])
        if function is not None:
            owner = classes.get(function.in_class)
            by_kedro = is_of_kedro and function.name in _OF_KEDRO
            is_idle = not is_program and (function.name in _HOSTED or any(map(_STEPS.fullmatch, function.decorators)))
            is_idle |= function.name in _BESIDE and _BESIDE[function.name] not in functions and not function.decorators
            yield _Part(
                module, scope, not is_idle and (by_kedro or _is_handed_over(function, owner, classes, hands_over))
            )
        elif node is not None:
            yield _Part(module, scope, any(map(registers, map(dotted, node.decorator_list))))


def _is_handed_over(
    function: Function,
    owner: ast.ClassDef | None,
    classes: dict[str, ast.ClassDef],
    hands_over: Callable[[Function], bool],
) -> bool:
    """Whether somebody else may call a function: by its decorator, its host, or what its class is made from."""
    if owner is None:
        return hands_over(function)
    last = function.last
    if any(map(registers, function.decorators)):
        return True
    return (
        last in _PROTOCOL
        or (last.startswith("__") and last.endswith("__"))
        or any(
            dotted(base).partition(".")[0] not in {"object", "ABC", "abc", "Protocol", *classes} for base in owner.bases
        )
    )


def _is_for_hosts(function: Function) -> bool:
    """Whether a decorator or a host takes a function that is no method."""
    return any(map(registers, function.decorators)) or (
        "." not in function.name
        and function.last in _HOSTED
        and len(function.node.args.posonlyargs) + len(function.node.args.args) >= _HOSTED[function.last]
    )


def registers(decorator: str) -> bool:
    """Whether a decorator hands the function that it is given to somebody, and does not only wrap or describe it."""
    return bool(decorator) and not _WRAPPERS.fullmatch(decorator)


def _named_by(module: Module) -> Iterator[str]:
    """Yield what the strings of a module start by name: `pkg.train:main`, or any name that it looks up."""
    by_name = module.mentions(*_BY_NAME)
    if by_name and any(call.last == "Fire" and not call.node.args for call in module.calls):
        yield from (function.name for function in module.functions if "." not in function.name)
    for text, _ in module.strings:
        if match := _TARGET.fullmatch(text):
            yield match[1]
        elif by_name and text.isidentifier():
            yield text


def _named_in(files: Iterable[File]) -> Iterator[str]:
    """Yield what files of settings, images and tasks start by name."""
    for file in files:
        if file.suffix in _STARTING and file.size <= _LARGEST:
            for match in _NAMED.finditer(file.text):
                yield match[1] or match[2] or match[3]
