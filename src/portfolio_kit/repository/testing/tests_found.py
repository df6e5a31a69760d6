"""Which tests a project really has: what they assert, and what of the project they assert it of."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.asking import asks_model
from portfolio_kit.repository.models.given_back import asks_for_its_caller
from portfolio_kit.repository.models.stages import LOAD, PREDICT, TRAIN, is_test, stage_of
from portfolio_kit.repository.testing import telling
from portfolio_kit.repository.testing.assertions import can_fail, constants, given, is_only_an_answer
from portfolio_kit.repository.testing.cases import asserted
from portfolio_kit.repository.testing.clients import CLIENTS, asks_by_case
from portfolio_kit.repository.testing.collected import Collected, may_hold_tests, never_called
from portfolio_kit.repository.testing.kinds import asks_kind, asks_kind_only
from portfolio_kit.repository.testing.over_nothing import over_nothing
from portfolio_kit.repository.testing.prepared import prepared
from portfolio_kit.repository.testing.presence import is_of_presence
from portfolio_kit.repository.testing.skipped import goes_home, is_module_skipped, is_skipped
from portfolio_kit.repository.testing.stand_ins import without_stand_ins
from portfolio_kit.repository.testing.swallowed import swallowed, without_effect
from portfolio_kit.repository.testing.tested import ARTEFACTS, Names, Places
from portfolio_kit.rubric.finding import Evidence

_LIVE = re.compile(r"^(?:requests|httpx|urllib\.request|urllib3|aiohttp|http\.client)\b")
_INFERENCE = re.compile(
    r"predict|infer(?!no|_schema|_d?types?|_objects|_columns)|recommend|classif(?:y|ies)|forecast"
    r"|detect(?!\w*(?:outlier|drift|encoding|missing|duplicate|leak|delimiter|type))|^score_"
    r"|serving|generate_answer|translate|estimate_|prever|predecir|previsao|prediksi",
    re.IGNORECASE,
)
_HANDLERS = frozenset({"lambda_handler", "handler"})
_NO_INFERENCE = re.compile(r"metric|evaluat|report|plot|train|fit|_error|_curve", re.IGNORECASE)
_TEST_NAME = re.compile(r"test(?:_|[A-Z0-9]|$)")
_MOST = 1_000
# What looks at a model that was loaded, and asks it nothing.
_ABOUT = frozenset({"load_state_dict", "isinstance", "len", "print", "type", "str", "repr", "id", "hasattr", "getattr"})
_STAND_IN = re.compile(
    r"mock|patch$|(?:^|_)(?:fake|stub|dummy)(?!\w*(?:_?data|_?df|_?frame)|Classifier|Regressor)|^(?:Fake|Stub)[A-Z]|^Dummy(?!Cl|Re)",
    re.IGNORECASE,
)
_TABLES = (".csv", ".parquet", ".feather", ".npy", ".npz")
_CALLED = re.compile(r"tests?|tests?-\w[\w-]*|\w[\w-]*-tests?", re.IGNORECASE)
_DATA = (
    "numpy", "pandas", "sklearn", "scipy", "torch", "tensorflow", "keras", "xgboost", "lightgbm", "catboost",
    "polars", "pyspark", "cv2", "PIL", "nltk", "spacy", "transformers", "statsmodels", "prophet", "joblib",
    "datasets", "pandera", "mlflow", "librosa", "gensim", "surprise", "dask", "duckdb", "sentence_transformers",
    "llama_cpp", "langchain", "chromadb", "faiss",
)  # fmt: skip


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
            written = [function.line for function in module.functions if _is_called_test(function)]
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
            module.evidence(1) for module in self._modules if _CALLED.fullmatch(module.file.stem) and not module.asserts
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
                if re.search(r"^\s*>>> .*\n\s*(?!>>>)\S", text, re.MULTILINE):
                    yield Test(
                        function.name,
                        module.evidence(function.line),
                        exercises_data=True,
                        exercises_inference=False,
                        needs_server=False,
                    )


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
    return module.file.name in ("test.py", "tests.py") or (
        module.mentions("TestCase") and module.imports_any("unittest", "django.test") is not None
    )


def _tests(module: Module, names: Names) -> Iterator[Test]:
    classes = {node.name: node for node in module.classes}
    helpers = {function.last: function.node for function in module.functions if not function.last.startswith("test")}
    for function in sorted(module.functions, key=lambda function: function.line)[:_MOST]:
        node: ast.AST = function.node
        in_class = classes.get(function.in_class)
        if not _is_called_test(function) or not may_hold_tests(in_class) or is_skipped(function, in_class):
            continue
        if not _can_tell(node, names, [helpers[name] for name in _called(node) if name in helpers]):
            continue
        calls = module.calls_in.get(function.name, [])
        touched = _touched(node, names, in_class, [helpers[name] for name in _called(node) if name in helpers])
        if asks_by_case(module, in_class, function.name):
            touched.append("client:")
        live = _asks_server(node, calls)
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
                _is_inference(what)
                or _asks_loaded(names, what)
                or _gives_back(names, what)
                or _is_asked_by_host(names, what)
                for what in touched
            )
            or _asks_saved_model(calls, touched)
            or (_asks_method(names, calls, touched) and not _takes_stand_in(node))
        )
        data = _is_data(module, names, touched) and not client
        if data and inference and any(_takes_stand_in(other.node) for other in module.functions):
            # Beside a stand-in for the model, the inference alone tries neither a model nor the data.
            data = any(not _is_inference(what) and not _gives_back(names, what) for what in touched)
        plainly = (rank(function.last, node, touched, calls) for rank in (telling.of_data, telling.of_inference))
        yield Test(function.name, evidence, data, inference, live, *plainly)


def _touched(node: ast.AST, names: Names, owner: ast.ClassDef | None, helpers: Iterable[ast.AST]) -> list[str]:
    """What of the project a test uses, by what its class prepares and by the functions that it calls too."""
    found = without_stand_ins(node, names)
    for part in prepared(owner, node) if owner is not None else ():
        found += [*names.touched(part), *_clients(part)]
    return found + [what for helper in helpers for what in names.touched(helper)]


def _can_tell(node: ast.AST, names: Names, helpers: Iterable[ast.AST]) -> bool:
    """Whether a test, or a function that it calls, asserts anything that can be false, and comes to it."""
    if goes_home(node, names.places.has):
        return False
    unreached = over_nothing(names.module, node, names.places.matches)
    unreached |= _of_kind_only(node, names)
    return _asserts(node, names.imported | _looped(node, names.imported), unreached) or any(map(_asserts, helpers))


def _of_kind_only(node: ast.AST, names: Names) -> set[int]:
    """The assertions that ask nothing but the kind of what always gives True or False."""
    plain = [part for part in walk(node) if isinstance(part, ast.Assert) and asks_kind(part.test)]
    tellers = names.places.tellers if plain else frozenset()
    return {id(part) for part in plain if asks_kind_only(part.test, tellers)}


def _as_script(module: Module, names: Names) -> Iterator[Test]:
    """A test file without test functions that asserts as it runs."""
    found = next(
        (node for node, scope in module.asserts if not scope and can_fail(node.test, (), names.imported)), None
    )
    if found is None or not is_test(module.path):
        return
    touched = [what for tree, _ in module.trees for what in names.touched(tree)]
    live = any(_LIVE.match(call.name) for call in module.calls)
    if touched or live:
        inference = any(_is_inference(what) for what in touched)
        yield Test(
            module.file.stem,
            module.evidence(found.lineno),
            bool(touched) and _is_data(module, names, touched),
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


def _asks_saved_model(calls: list[Call], touched: list[str]) -> bool:
    saved = any(what.partition(":")[0].endswith(ARTEFACTS) for what in touched) and any(
        stage_of(call) == LOAD for call in calls
    )
    return saved and any(stage_of(call) == PREDICT for call in calls)


def _asks_server(node: ast.AST, calls: list[Call]) -> bool:
    """Whether a test asks a server that runs, and minds whether it answers: no stand-in for the call itself."""
    asked = [call for call in calls if _LIVE.match(call.name)]
    if not asked:
        return False
    thrown_away = {id(part) for part in without_effect(node)}
    replaced = {
        string(call.args[0]) or ""
        for call in walk(node)
        if isinstance(call, ast.Call) and name_called(call) in ("patch", "setattr") and call.args
    }
    return any(id(call.node) not in thrown_away and call.name not in replaced for call in asked)


def _is_inference(what: str) -> bool:
    place, _, name = what.partition(":")
    if name == "?" or (not name and place.endswith(_TABLES)):
        return False
    if name:
        return bool(_INFERENCE.search(name)) and not _NO_INFERENCE.search(name)
    return bool(_INFERENCE.search(place.rpartition("/")[2]))


def _asks_loaded(names: Names, what: str) -> bool:
    """Whether what is tested is a function that loads a model and hands it on, or asks it, whatever it is called."""
    place, _, name = what.partition(":")
    module = names.places.module(place) if name and not _NO_INFERENCE.search(name) else None
    if module is None:
        return False
    calls = [call for call in module.calls if call.scope == name]
    if any(stage_of(call) == TRAIN for call in calls):
        return False
    function = next((one.node for one in module.functions if one.name == name), None)
    loaded = {call.name.rpartition(".")[0] for call in calls if call.last == "load_state_dict"}
    for node in walk(function) if function is not None else ():
        if isinstance(node, ast.Assign) and any(
            call.node is part for call in calls if stage_of(call) == LOAD for part in walk(node.value)
        ):
            loaded.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return any(
        (stage_of(call) == PREDICT and call.name.partition(".")[0] in loaded)
        or call.name in loaded
        or any(isinstance(given, ast.Name) and given.id in loaded for given in call.node.args)
        for call in calls
        if stage_of(call) != LOAD and call.last not in _ABOUT
    )


def _is_asked_by_host(names: Names, what: str) -> bool:
    """Whether what is tested is a handler that a cloud calls, of a module that asks a model or leads to one that does.

    A handler may as well prepare data, or send something.
    """
    place, _, name = what.partition(":")
    module = names.places.module(place) if name in _HANDLERS else None
    if module is None:
        return name in _HANDLERS
    led_to = [names.places.module(found) for imported in module.imports if (found := names.places.of(imported))]
    return any(
        asks_model(call) or stage_of(call) == LOAD for one in (module, *led_to) if one is not None for call in one.calls
    )


def _asks_method(names: Names, calls: list[Call], touched: list[str]) -> bool:
    """Whether a test calls the method by which a class of the project predicts, of what it made of that class."""
    asked = {call.last for call in calls if _is_inference(f":{call.last}")}
    for what in touched if asked else ():
        place, _, name = what.partition(":")
        module = names.places.module(place) if name else None
        if module is not None and any(
            function.in_class == name and function.last in asked for function in module.functions
        ):
            return True
    return False


def _takes_stand_in(node: ast.AST) -> bool:
    """Whether a test makes or takes a stand-in: a mock, a patch, or a fixture or class that is called so."""
    return any(
        _STAND_IN.search(part.id if isinstance(part, ast.Name) else part.arg)
        for part in walk(node)
        if isinstance(part, (ast.Name, ast.arg))
    )


def _gives_back(names: Names, what: str) -> bool:
    """Whether what is tested is a function that gives back what a model says, whatever it is called."""
    place, _, name = what.partition(":")
    module = names.places.module(place) if name else None
    return module is not None and asks_for_its_caller(module, name) is not None


def _is_data(module: Module, names: Names, touched: list[str]) -> bool:
    """Whether what is tested handles data or the model, by the libraries that it or its test works with."""
    modules = [module, *(found for what in touched if (found := names.places.module(what.partition(":")[0])))]
    return any(name.partition(".")[0] in _DATA for item in modules for name in item.imported) or any(
        what.partition(":")[0].endswith(ARTEFACTS) for what in touched
    )


def _looped(node: ast.AST, imported: Iterable[str]) -> set[str]:
    """The names that a test gives in turn to what it imported: `for step in (prepare, train): ...`."""
    known = frozenset(imported)
    return {
        part.target.id
        for part in walk(node)
        if isinstance(part, ast.For)
        and isinstance(part.target, ast.Name)
        and isinstance(part.iter, (ast.Tuple, ast.List))
        and all(isinstance(item, ast.Name) and item.id in known for item in part.iter.elts)
    }


def _asserts(node: ast.AST, imported: Iterable[str] = (), unreached: Iterable[int] = ()) -> bool:
    """Whether it asserts anything that can be false."""
    thrown_away = swallowed(node) | never_called(node) | frozenset(unreached)
    parts = [part for part in walk(node) if id(part) not in thrown_away]
    plain = [part.test for part in parts if isinstance(part, ast.Assert)]
    calls = [part for part in parts if isinstance(part, ast.Call)]
    tests = plain + [test for call in calls if (test := asserted(call)) is not None]
    if tests:
        fixed, values = constants(node), given(node)
        for test in tests:
            meant = values.get(test.id, test) if isinstance(test, ast.Name) else test
            if can_fail(meant, fixed, imported) and not is_only_an_answer(meant, values):
                return True
    return any(asserted(call) is None and _fails(call) for call in calls) or any(
        isinstance(part, ast.Raise) and part.exc is not None and "AssertionError" in ast.unparse(part.exc)
        for part in parts
    )


def _fails(call: ast.Call) -> bool:
    """Whether a call is one that can fail a test, other than by what it compares."""
    name = name_called(call)
    if name in ("raises", "warns", "check_estimator", "deprecated_call"):
        return bool(call.args)
    return name.startswith("assert") and (
        any(not isinstance(argument, ast.Constant) for argument in call.args) or name.startswith("assert_called")
    )
