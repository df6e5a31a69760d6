"""Which calls load a model, and which ask one for a prediction."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, string, walk
from portfolio_kit.repository.models.stages import LOAD, PREDICT, stage_of

_MODELS = frozenset(
    {
        "model",
        "net",
        "classifier",
        "pipe",
        "pipeline",
        "predictor",
        "clf",
        "regressor",
        "detector",
        "summarizer",
        "translator",
        "generator",
        "infer",
        "inference",
        "kneighbors",
        "detect",
        "cosine_similarity",
        "linear_kernel",
        "similarity_search",
        "get_nns_by_vector",
        "get_nns_by_item",
        "knn_query",
    }
)
_RECOMMENDS = re.compile(r"(?:^|_)recommend(?:ations?)?(?:_|$)")
# A runner has a `run` for each method of the model that it holds: `runner.predict.run(rows)`.
_RUN_OWNER = re.compile(
    r"(?:sess|session|runner(?:\.predict\w*)?|model|chain|agent|predictor|pipeline|graph)(?:\(\))?$", re.IGNORECASE
)
_GENERATE_OWNER = re.compile(r"(?:model|llm|generator|gpt|lm|net|chain|pipe\w*)(?:\(\))?$", re.IGNORECASE)
_EMBEDS_OWNER = re.compile(r"(?:model|embedder|embeddings?|sbert)(?:\(\))?$", re.IGNORECASE)
_OF_EMBEDDINGS = frozenset({"normalize_embeddings", "convert_to_tensor", "convert_to_numpy", "show_progress_bar"})
_HOSTED = re.compile(
    r"(?:completions|messages|responses)\.create$|\.create_(?:chat_)?completion$|generate_content(?:_async)?$|(?:chain|llm|agent|rag|graph|qa"
    r"|retriever)\w*\.a?(?:invoke|run|query)$|ollama\.(?:chat|generate)$",
    re.IGNORECASE,
)
_LOADING = frozenset(
    {
        "transformers.pipeline",
        "pickle.loads",
        "dill.loads",
        "openai.OpenAI",
        "openai.AsyncOpenAI",
        "anthropic.Anthropic",
        "groq.Groq",
        "google.generativeai.GenerativeModel",
        "llama_cpp.Llama",
    }
)
_LOADING_LAST = frozenset(
    {
        "YOLO",
        "SentenceTransformer",
        "CrossEncoder",
        "WhisperModel",
        "load_state_dict",
        "Interpreter",
        "InferenceClient",
        "ChatOpenAI",
        "ChatOllama",
        "ChatGroq",
        "AzureChatOpenAI",
        "load_artifact",
        "readNet",
        "readNetFromONNX",
        "read_index",
        "AnnoyIndex",
    }
)
# Of what is loaded, what asks it only about itself.
_ABOUT_ITSELF = re.compile(
    r"^(?:get|get_\w+|allocate_\w+|eval|to|summary|compile|items|keys|values|print|len|isinstance|dict|type|str|repr|id"
    r"|hasattr|bool|callable|vars|dir)$"
)
_WEIGHTS_FILE = re.compile(r"(?:model|weights|coefficients?|coefs?)\.json$", re.IGNORECASE)
_WEIGHTS = frozenset({"coef", "coefs", "coef_", "coefficients", "weights", "betas", "theta", "trees"})
_MOST_ROUNDS = 3
_LONGEST_CHAIN = 20


def asks_model(call: Call) -> bool:
    """Whether a call asks a model for a prediction, by method or by calling the model itself."""
    if stage_of(call) == PREDICT or _HOSTED.search(call.name):
        return True
    owner = call.name.rpartition(".")[0]
    if call.last in ("run", "async_run"):
        return bool(_RUN_OWNER.search(owner))
    if call.last == "encode":
        return _embeds(call, owner)
    if call.last == "generate":
        return bool(_GENERATE_OWNER.search(owner))
    return (
        bool(call.last.strip("_") in _MODELS or _RECOMMENDS.search(call.last))
        and bool(call.node.args or call.node.keywords)
        and not call.name.startswith("transformers.")
    )


def _embeds(call: Call, owner: str) -> bool:
    """Whether a call asks a model for the vectors of texts; texts have a method of the same name for their bytes."""
    named = {keyword.arg for keyword in call.node.keywords}
    return bool(call.node.args) and (
        not named.isdisjoint(_OF_EMBEDDINGS) or bool(_EMBEDS_OWNER.search(owner) and string(call.node.args[0]) is None)
    )


def asked_directly(module: Module) -> list[Call]:
    """Return the calls by which a module asks what it loaded: by calling it, whatever its name, or by a method."""
    names = loaded_names(module)
    return [
        call
        for call in (module.calls if names else ())
        if (call.node.args or call.node.keywords)
        and not _HOSTED.search(call.name)
        and (call.name in names or (asks_model(call) and call.name.rpartition(".")[0] in names))
    ]


def loads_model(call: Call) -> bool:
    """Whether a call brings a trained model into memory, or a client of one that is hosted."""
    if stage_of(call) == LOAD or call.name in _LOADING or call.last in _LOADING_LAST or _loads_weights(call):
        return True
    return call.name.startswith("bentoml.") and call.last in ("get", "to_runner", "load_runner")


def _loads_weights(call: Call) -> bool:
    """Whether a call reads the weights of a model that were written as JSON."""
    return call.name in ("json.load", "json.loads") and any(
        (text := string(part)) and _WEIGHTS_FILE.search(text) for given in call.node.args for part in walk(given)
    )


def weighs(module: Module, call: Call) -> bool:
    """Whether a call works with the weights of a model that a module loaded: `zip(model["coef"], row)`."""
    names = loaded_names(module)
    return any(
        isinstance(part, ast.Subscript) and dotted(part.value) in names and string(part.slice) in _WEIGHTS
        for part in (walk(call.node) if names else ())
    )


def asks_loaded(calls: list[tuple[Module, Call]]) -> tuple[Module, Call] | None:
    """Return the first of some calls that uses what was loaded as a model, whatever the method is called.

    That is a call of it, a method of it, or a function that it is handed to.
    """
    loaded: dict[str, set[str]] = {}
    for module, call in calls:
        if module.path not in loaded:
            loaded[module.path] = loaded_names(module)
        names = loaded[module.path]
        is_given = call.node.args or call.node.keywords
        if not names or not is_given or loads_model(call) or _ABOUT_ITSELF.match(call.last):
            continue
        if (
            call.name in names
            or call.name.partition(".")[0] in names
            or any(_is_looked_up(given, names) for given in call.node.args)
        ):
            return module, call
    return None


def _is_looked_up(given: ast.expr, names: set[str]) -> bool:
    """Whether a call is handed what was loaded, or what that holds for something: `argsort(similarity[film])`."""
    if isinstance(given, ast.Subscript) and not isinstance(given.slice, ast.Constant):
        given = given.value
    return isinstance(given, ast.Name) and given.id in names


def loaded_names(module: Module) -> set[str]:
    """Return the names that a module gives to the models that it loads, and to what is made from those by a method."""
    lines = {id(call.node) for call in module.calls if loads_model(call)}
    # A network that was made first has what it learned once its weights are put into it.
    names = {owner for call in module.calls if lines and (owner := _filled(call))}
    for _ in range(_MOST_ROUNDS if lines else 0):
        before = len(names)
        for node in module.assignments:
            if node.value is not None and _is_loaded(node.value, lines, names):
                names.update(_targets(node))
        if len(names) == before:
            break
    return names


def _filled(call: Call) -> str:
    """What a call puts weights into that were saved; an empty name where it does not."""
    owner, _, last = call.name.rpartition(".")
    return owner if last == "load_state_dict" and owner.replace(".", "").isidentifier() else ""


def _is_loaded(value: ast.expr, loads: set[int], names: set[str]) -> bool:
    """Whether a value is what a load returns, or what a method without arguments makes of it (`ref.to_runner()`)."""
    for _ in range(_LONGEST_CHAIN):
        if isinstance(value, (ast.Await, ast.Subscript, ast.Attribute)):
            value = value.value
        elif isinstance(value, ast.Call) and id(value) not in loads:
            if value.args or not isinstance(value.func, ast.Attribute):
                return False
            value = value.func.value
        else:
            break
    return id(value) in loads or (isinstance(value, ast.Name) and value.id in names)


def _targets(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        for part in target.elts if isinstance(target, ast.Tuple) else [target]:
            if isinstance(part, (ast.Name, ast.Attribute)):
                yield dotted(part)
