"""Which tests a project really has: what they assert, and what of the project they assert it of."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.testing import telling
from portfolio_kit.repository.testing.assertions import can_fail
from portfolio_kit.repository.testing.can_tell import can_tell, only_refuses_anything
from portfolio_kit.repository.testing.clients import CLIENTS, asks_by_case
from portfolio_kit.repository.testing.collected import Collected, may_hold_tests
from portfolio_kit.repository.testing.exercised import (
    LIVE,
    asks_loaded,
    asks_loaded_above,
    asks_method,
    asks_saved_model,
    asks_server,
    gives_back,
    is_asked_by_host,
    is_data,
    is_inference,
    is_only_made,
    runs_asking,
    takes_stand_in,
)
from portfolio_kit.repository.testing.mocks import without_mocked
from portfolio_kit.repository.testing.prepared import prepared
from portfolio_kit.repository.testing.presence import is_of_code, is_of_presence
from portfolio_kit.repository.testing.skipped import is_module_skipped, is_skipped
from portfolio_kit.repository.testing.tested import Names, Places
from portfolio_kit.rubric.finding import Evidence

_TEST_NAME = re.compile(r"test(?:_|[A-Z0-9]|$)")
_MOST = 1_000
_RUN = re.compile(r"test_\w+|\w+_test")
_CALLED = re.compile(r"tests?|tests?-\w[\w-]*|\w[\w-]*-tests?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Test:
    """A test that can fail: where it is, and what it exercises: data or the model, inference, a live server."""

    __test__ = False

    name: str
    evidence: Evidence
    exercises_data: bool
    exercises_inference: bool
    needs_server: bool
    of_data: int = 0
    """How plainly it shows that it is of data handling or the model: the lower the plainer."""
    of_inference: int = 0
    """The same of the inference path."""
    runs_code: bool = True
    """Whether it runs any code of the project, or asks a server, rather than looking at files alone."""


class Tests:
    """The tests of a project, and the test-like files that assert nothing."""

    __test__ = False

    def __init__(
        self,
        modules: Sequence[Module],
        paths: Sequence[str],
        files: Sequence[File] = (),
        declared: Iterable[str] = (),
    ) -> None:
        self._modules = [module for module in modules if not module.is_notebook]
        self._places = Places(self._modules, paths, frozenset(declared))
        self._collected = Collected(self._modules, files)
        self.idle: list[Evidence] = []
        """Test-like files that hold nothing that could fail, or nothing of the project."""
        self.skipped: list[Evidence] = []
        """Those of them of which everything is skipped."""
        self.failing: list[Evidence] = []
        """Where tests of those files fail whatever the project does."""
        self.others = 0
        """How many test functions assert nothing of the project."""
        self.hollow: list[Evidence] = []
        """Where those of them stand that are in files with tests that do."""
        self.replaced: list[Evidence] = []
        """Where tests stand that are never run, because a later one of the same file has the same name."""

    @cached_property
    def found(self) -> tuple[Test, ...]:
        """The tests that assert something of the project."""
        candidates = [module for module in self._modules if _may_test(module)]
        shared = {
            module.file.folder: Names(module, self._places, {})
            for module in candidates
            if module.file.name == "conftest.py"
        }
        found: list[Test] = []
        for module in candidates:
            if module.file.name == "conftest.py":
                continue
            inherited = {
                name: what
                for folder, names in sorted(shared.items())
                if module.path.startswith(f"{folder}/" if folder else "")
                for name, what in names.own.items()
            }
            names = Names(module, self._places, inherited)
            is_off = is_module_skipped(module, self._places.is_absent) or self._collected.passes_over(module)
            tests = [] if is_off else list(_tests(module, names)) or list(_as_script(module, names))
            found += tests
            standing = _standing(module)
            written = [function.line for function in standing if _is_called_test(function)]
            last = set(written)
            self.replaced += [
                module.evidence(function.line)
                for function in (module.functions if tests else ())
                if _is_called_test(function) and function.line not in last
            ]
            self.others += max(0, len(written) - len(tests))
            telling = {test.evidence.line for test in tests}
            self.hollow += [module.evidence(line) for line in written if tests and line not in telling]
            if not tests:
                self.idle.append(module.evidence(1))
                self.skipped += [module.evidence(1)] if is_off else []
                self.failing += [module.evidence(node.lineno) for node, _ in module.asserts if _is_false(node.test)]
        found += self._doctests()
        return tuple(sorted(found, key=lambda test: (test.evidence.path, test.evidence.line)))

    @cached_property
    def named(self) -> list[Evidence]:
        """Files that are called tests, and are programs that assert nothing."""
        return [
            module.evidence(1)
            for module in self._modules
            if not module.is_beyond
            and (_CALLED.fullmatch(module.file.stem) or (_RUN.fullmatch(module.file.stem) and not _may_test(module)))
            and not module.asserts
        ]

    def _doctests(self) -> Iterator[Test]:
        """Examples in docstrings that the module itself runs."""
        for module in self._modules:
            if not module.mentions(">>>") or not module.mentions("testmod"):
                continue
            if not any(call.name == "doctest.testmod" for call in module.calls):
                continue
            for function in module.functions:
                text = ast.get_docstring(function.node) or ""
                if re.search(r"^[ \t]*>>> .*\n\s*(?!>>>)\S", text, re.MULTILINE):
                    yield Test(
                        function.name,
                        module.evidence(function.line),
                        exercises_data=True,
                        exercises_inference=False,
                        needs_server=False,
                    )


def _standing(module: Module) -> list[Function]:
    """The functions of a module in their order; of several with one name in one place, Python keeps the last."""
    last = {function.name: function for function in sorted(module.functions, key=lambda function: function.line)}
    return sorted(last.values(), key=lambda function: function.line)


def _is_called_test(function: Function) -> bool:
    """Whether pytest would take a function for a test by its name; a fixture may be called so too."""
    return bool(_TEST_NAME.match(function.last)) and not any("fixture" in name for name in function.decorators)


def _is_false(test: ast.expr) -> bool:
    return isinstance(test, ast.Constant) and not test.value


def _may_test(module: Module) -> bool:
    if module.is_beyond:
        return False
    if is_test(module.path):
        return module.mentions("assert", "fixture", "raises", "def test")
    if not module.mentions("def test"):
        return False
    if module.file.name in ("test.py", "tests.py"):
        # What only works on the test data may be called so, too, down to its functions.
        return module.mentions("assert", "raises", "fixture", "pytest", "unittest")
    return module.mentions("TestCase") and module.imports_any("unittest", "django.test") is not None


def _tests(module: Module, names: Names) -> Iterator[Test]:
    classes = {node.name: node for node in module.classes}
    helpers = {function.last: function.node for function in module.functions if not function.last.startswith("test")}
    for function in _standing(module)[:_MOST]:
        node: ast.AST = function.node
        in_class = classes.get(function.in_class)
        if not _is_called_test(function) or not may_hold_tests(in_class) or is_skipped(function, in_class):
            continue
        if not can_tell(node, names, [helpers[name] for name in _called(node) if name in helpers]):
            continue
        calls = module.calls_in.get(function.name, [])
        touched = _touched(node, names, in_class, [helpers[name] for name in _called(node) if name in helpers])
        if asks_by_case(module, in_class, function.name):
            touched.append("client:")
        live = asks_server(node, calls)
        evidence = module.evidence(function.line)
        if touched and is_of_presence(node, touched):
            continue
        if not touched:
            if live:
                yield Test(function.name, evidence, exercises_data=False, exercises_inference=False, needs_server=True)
            continue
        client = any(what.startswith("client:") for what in touched) or any(CLIENTS.search(call.name) for call in calls)
        inference = (
            client
            or any(
                (is_inference(what) and not is_only_made(node, calls, what))
                or asks_loaded(names, what)
                or gives_back(names, what)
                or is_asked_by_host(names, what)
                or runs_asking(names, calls, what)
                for what in touched
            )
            or asks_saved_model(calls, touched)
            or asks_loaded_above(module, calls)
            or (asks_method(names, calls, touched) and not takes_stand_in(node))
        )
        data = is_data(module, names, touched) and not client
        if data and inference and any(takes_stand_in(other.node) for other in module.functions):
            # Beside a stand-in for the model, the inference alone tries neither a model nor the data.
            data = any(not is_inference(what) and not gives_back(names, what) for what in touched)
        if only_refuses_anything(node):
            data = inference = False
        of_data, of_inference = (
            rank(function.last, node, touched, calls) for rank in (telling.of_data, telling.of_inference)
        )
        runs_code = client or live or is_of_code(node, touched)
        yield Test(function.name, evidence, data, inference, live, of_data, of_inference, runs_code)


def _touched(node: ast.AST, names: Names, owner: ast.ClassDef | None, helpers: Iterable[ast.AST]) -> list[str]:
    """What of the project a test uses, by what its class prepares and by the functions that it calls too."""
    found = without_mocked(node, names)
    for part in prepared(owner, node) if owner is not None else ():
        found += [*names.touched(part), *_clients(part)]
    return found + [what for helper in helpers for what in names.touched(helper)]


def _as_script(module: Module, names: Names) -> Iterator[Test]:
    """A test file without test functions that asserts as it runs."""
    found = next(
        (node for node, scope in module.asserts if not scope and can_fail(node.test, (), names.imported)), None
    )
    if found is None or not is_test(module.path) or "test" not in module.file.stem.lower():
        return
    touched = [what for tree, _ in module.trees for what in names.touched(tree)]
    live = any(LIVE.match(call.name) for call in module.calls)
    if touched or live:
        inference = any(is_inference(what) for what in touched)
        yield Test(
            module.file.stem,
            module.evidence(found.lineno),
            bool(touched) and is_data(module, names, touched),
            inference,
            live,
        )


def _clients(node: ast.AST) -> Iterator[str]:
    """A test client that a method prepares for the tests beside it."""
    if any(CLIENTS.search(dotted(call.func)) for call in walk(node) if isinstance(call, ast.Call)):
        yield "client:"


def _called(node: ast.AST) -> set[str]:
    found = set()
    for call in walk(node):
        if isinstance(call, ast.Call):
            found.add(
                call.func.attr
                if isinstance(call.func, ast.Attribute)
                else call.func.id
                if isinstance(call.func, ast.Name)
                else ""
            )
    return found
