"""What of a project a test exercises: the inference path, data or the model, a server that runs."""

from __future__ import annotations

import ast

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.models.asking import asks_model
from portfolio_kit.repository.models.given_back import asks_for_its_caller
from portfolio_kit.repository.models.stages import LOAD, PREDICT, TRAIN, stage_of
from portfolio_kit.repository.testing.swallowed import without_effect
from portfolio_kit.repository.testing.tested import ARTEFACTS, Names

LIVE = re.compile(r"^(?:requests|httpx|urllib\.request|urllib3|aiohttp|http\.client)\b")
# What is asked through; other names in capitals are errors and answers, made for a test.
_CLIENTS = frozenset(
    {"Client", "AsyncClient", "Session", "ClientSession", "HTTPConnection", "HTTPSConnection", "Request"}
)
_INFERENCE = re.compile(
    r"predict|infer(?!no|_schema|_d?types?|_objects|_columns)|recommend|classif(?:y|ies)|forecast"
    r"|detect(?!\w*(?:outlier|drift|encoding|missing|duplicate|leak|delimiter|type))|^score_"
    r"|serving|generate_answer|translate|estimate_|prever|predecir|previsao|prediksi",
    re.IGNORECASE,
)
_RUNNING = re.compile(r"^(?:subprocess|runpy)\.|^os\.system$")
_HANDLERS = frozenset({"lambda_handler", "handler"})
_NO_INFERENCE = re.compile(r"metric|evaluat|report|plot|train|fit|_error|_curve", re.IGNORECASE)
# What looks at a model that was loaded, and asks it nothing.
_ABOUT = frozenset({"load_state_dict", "isinstance", "len", "print", "type", "str", "repr", "id", "hasattr", "getattr"})
_STAND_IN = re.compile(
    r"mock|patch$|(?:^|_)(?:fake|stub|dummy)(?!\w*(?:_?data|_?df|_?frame)|Classifier|Regressor)|^(?:Fake|Stub)[A-Z]|^Dummy(?!Cl|Re)",
    re.IGNORECASE,
)
_TABLES = (".csv", ".parquet", ".feather", ".npy", ".npz")
_DATA = (
    "numpy", "pandas", "sklearn", "scipy", "torch", "tensorflow", "keras", "xgboost", "lightgbm", "catboost",
    "polars", "pyspark", "cv2", "PIL", "nltk", "spacy", "transformers", "statsmodels", "prophet", "joblib",
    "datasets", "pandera", "mlflow", "librosa", "gensim", "surprise", "dask", "duckdb", "sentence_transformers",
    "llama_cpp", "langchain", "chromadb", "faiss",
)  # fmt: skip


def asks_saved_model(calls: list[Call], touched: list[str]) -> bool:
    """Whether a test loads a model that the project saved, and asks it."""
    saved = any(what.partition(":")[0].endswith(ARTEFACTS) for what in touched) and any(
        stage_of(call) == LOAD for call in calls
    )
    return saved and any(stage_of(call) == PREDICT for call in calls)


def asks_loaded_above(module: Module, calls: list[Call]) -> bool:
    """Whether a test asks a model that its module loads at the top."""
    loading = {id(call.node) for call in module.calls if not call.scope and stage_of(call) == LOAD}
    loaded = {
        target.id
        for node in module.assignments
        if isinstance(node, ast.Assign) and id(node.value) in loading
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return any(stage_of(call) == PREDICT and call.name.partition(".")[0] in loaded for call in calls)


def is_only_made(node: ast.AST, calls: list[Call], what: str) -> bool:
    """Whether what is tested is a class that is called after a prediction, of which nothing is asked: no method of it,
    nor of what is made of it.
    """
    name = what.rpartition(":")[2]
    if not name[:1].isupper() or name.isupper():
        return False
    made = {
        target.id
        for part in walk(node)
        if isinstance(part, ast.Assign) and isinstance(part.value, ast.Call) and name_called(part.value) == name
        for target in part.targets
        if isinstance(target, ast.Name)
    }
    # `Name().run(x)`, `made.run(x)` and `made(x)`.
    return not any(
        call.name in made or not {name, *made}.isdisjoint(part.removesuffix("()") for part in call.name.split(".")[:-1])
        for call in calls
    )


def asks_server(node: ast.AST, calls: list[Call]) -> bool:
    """Whether a test asks a server that runs, and minds whether it answers: no stand-in for the call itself."""
    asked = [call for call in calls if LIVE.match(call.name) and (not call.last[:1].isupper() or call.last in _CLIENTS)]
    if not asked:
        return False
    thrown_away = {id(part) for part in without_effect(node)}
    replaced = {
        string(call.args[0]) or ""
        for call in walk(node)
        if isinstance(call, ast.Call) and name_called(call) in ("patch", "setattr") and call.args
    }
    return any(id(call.node) not in thrown_away and call.name not in replaced for call in asked)


def is_inference(what: str) -> bool:
    """Whether what is tested is called as something that predicts."""
    place, _, name = what.partition(":")
    if name == "?" or (not name and place.endswith(_TABLES)):
        return False
    if name:
        return bool(_INFERENCE.search(name)) and not _NO_INFERENCE.search(name)
    return bool(_INFERENCE.search(place.rpartition("/")[2]))


def asks_loaded(names: Names, what: str) -> bool:
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
    loading = {call.node for call in calls if stage_of(call) == LOAD}
    for node in walk(function) if function is not None and loading else ():
        if isinstance(node, ast.Assign) and not loading.isdisjoint(walk(node.value)):
            loaded.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return any(
        (stage_of(call) == PREDICT and call.name.partition(".")[0] in loaded)
        or call.name in loaded
        or any(isinstance(given, ast.Name) and given.id in loaded for given in call.node.args)
        for call in calls
        if stage_of(call) != LOAD and call.last not in _ABOUT
    )


def runs_asking(names: Names, calls: list[Call], what: str) -> bool:
    """Whether a test runs a script of the project that asks a model and trains none."""
    place, _, name = what.partition(":")
    is_run = not name and place.endswith(".py") and any(_RUNNING.search(call.name) for call in calls)
    module = names.places.module(place) if is_run else None
    return (
        module is not None
        and any(asks_model(call) for call in module.calls)
        and not any(stage_of(call) == TRAIN for call in module.calls)
    )


def is_asked_by_host(names: Names, what: str) -> bool:
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


def asks_method(names: Names, calls: list[Call], touched: list[str]) -> bool:
    """Whether a test calls the method by which a class of the project predicts, of what it made of that class."""
    asked = {call.last for call in calls if is_inference(f":{call.last}")}
    for what in touched if asked else ():
        place, _, name = what.partition(":")
        module = names.places.module(place) if name else None
        if module is not None and any(
            function.in_class == name and function.last in asked for function in module.functions
        ):
            return True
    return False


def takes_stand_in(node: ast.AST) -> bool:
    """Whether a test makes or takes a stand-in: a mock, a patch, or a fixture or class that is called so."""
    return any(
        _STAND_IN.search(part.id if isinstance(part, ast.Name) else part.arg)
        for part in walk(node)
        if isinstance(part, (ast.Name, ast.arg))
    )


def gives_back(names: Names, what: str) -> bool:
    """Whether what is tested is a function that gives back what a model says, whatever it is called."""
    place, _, name = what.partition(":")
    module = names.places.module(place) if name else None
    return module is not None and asks_for_its_caller(module, name) is not None


def is_data(module: Module, names: Names, touched: list[str]) -> bool:
    """Whether what is tested handles data or the model, by the libraries that it or its test works with."""
    modules = [module, *(found for what in touched if (found := names.places.module(what.partition(":")[0])))]
    return any(name.partition(".")[0] in _DATA for item in modules for name in item.imported) or any(
        what.partition(":")[0].endswith(ARTEFACTS) for what in touched
    )
