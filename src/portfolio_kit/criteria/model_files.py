"""Which file of a model a call loads, and whether there is one: in the repository, or made or fetched by its code."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.if_there import is_called_if_there
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, string, walk
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.asking import loads_model
from portfolio_kit.repository.models.stages import SAVE, is_test, stage_of
from portfolio_kit.repository.repository import Repository

_MODEL_FILE = re.compile(
    r"\.(?:pkl|pickle|joblib|bin|h5|keras|pt|pth|onnx|json|cbm|ubj|model|sav|dill|skops|tflite|safetensors)$",
    re.IGNORECASE,
)
_BRINGS = re.compile(
    r"(?<!model_)dump|download|retrieve|get_file|wget|fetch|pull|^save_|^save$|^(?-i:persist)", re.IGNORECASE
)
_NO_MODEL = re.compile(r"^(?:json|yaml|toml)\.")
# What is saved so is no text, but where it is a pointer to what is kept elsewhere, or a pickle of the first protocol.
_BINARY = frozenset(
    {".pkl", ".pickle", ".joblib", ".h5", ".keras", ".pt", ".pth", ".onnx", ".sav", ".dill", ".skops", ".tflite"}
    | {".safetensors"}
)
_POINTS = re.compile(r"version https?://|/annex/|oid sha256:|\A[(c\]}IFSVL][^\n]{0,80}\n(?:[^\n]*\n)+[^\n]*\.\s*\Z")
_LARGEST_TEXT = 1_000
_LARGE = 100_000
_CONFIGURATION = (".yaml", ".yml", ".toml", ".sh", ".cfg", ".ini", ".env", ".dvc")
_OPTIONS = frozenset({"add_argument", "option", "argument", "Option", "Argument", "getenv", "get"})
PREPARING = r"scaler|encoder|vectori[sz]er|imputer|tokeni[sz]er|tfidf|preprocess|transformer|label"
"""What is called so prepares a model's input: a part of patterns."""
PREPARING_PIPE = re.compile(r"(?:process|prepar|transform|feature|encod|scal)[a-z]{0,8}_?pipe[a-z]*", re.IGNORECASE)
"""A pipeline that is called so prepares a model's input, and holds no model."""
MODEL = r"model|classif|regress|clf|pipe|forest|boost|svm"
"""What is called so is a model, or holds one: a part of patterns."""


def absent(repository: Repository, module: Module, call: Call) -> str | None:
    """Return the model file that a call loads by name, where the repository neither has it nor writes or fetches it."""
    names = {text for text in named(repository, module, call) if _MODEL_FILE.search(text)}
    if len(names) != 1:
        return None
    wanted = names.pop().rpartition("/")[2]
    is_there = any(file.name == wanted and _may_hold_model(file) for file in repository.files)
    return None if is_there or _is_made(repository, module, wanted) else wanted


def _may_hold_model(file: File) -> bool:
    """Whether a file is more than nothing, or a few words of text in the place of a model."""
    if file.is_blank or file.size > _LARGEST_TEXT or file.suffix not in _BINARY:
        return not file.is_blank
    words = " ".join(file.text.split())
    return not words or not words.isprintable() or bool(_POINTS.search(file.text))


def absent_of_all(repository: Repository, loads: Iterable[tuple[Module, Call]]) -> str | None:
    """Return the first model file of what loads that is absent; where another is there, one that is only loaded if it
    exists is not waited for.
    """
    loads = list(loads)
    missing = [(file, *found) for found in loads if (file := absent(repository, *found))]
    if len(missing) < len(loads):
        missing = [(file, module, call) for file, module, call in missing if not is_called_if_there(module, call)]
    return missing[0][0] if missing else None


def is_model_file(path: str) -> bool:
    """Whether a path is called as the file of a model is."""
    return bool(_MODEL_FILE.search(path))


def named(repository: Repository, module: Module, call: Call) -> set[str]:
    """Return the model files that a call is given by name, through the variables, options and files put into it."""
    made = assigned(module, call)
    found: set[str] = set()
    seen: set[str] = set()
    pending: list[ast.AST] = [*call.node.args, *(keyword.value for keyword in call.node.keywords)]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Div)):
            continue  # a name that is put together is not known
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value.replace("\\", "/"))
        elif isinstance(node, (ast.Name, ast.Attribute)) and dotted(node) not in seen:
            name = dotted(node)
            seen.add(name)
            # What a class gives a name, its methods read of the class or of themselves.
            of_class = made.get(name.partition(".")[2], ()) if name.startswith(("self.", "cls.")) else ()
            own = [*made.get(name, ()), *of_class, *_options(module, node)]
            pending += own or imported(repository, module, name)
        pending += ast.iter_child_nodes(node)
    return {text for text in found if _MODEL_FILE.search(text)}


def _is_made(repository: Repository, module: Module, wanted: str) -> bool:
    """Whether code, a configuration or a download that the texts name brings a file of that name."""
    naming = [other for other in repository.modules if other.mentions(wanted) and not is_test(other.path)]
    if any(other.is_notebook or other.is_beyond for other in naming):
        return True
    if any(_may_make(other) and not _only_names(other, module) for other in naming if other is not module):
        return True
    kept = {name for other in naming for name in _kept_as(other, wanted)}
    passing = [
        other for other in repository.modules if kept and not is_test(other.path) and not other.names.isdisjoint(kept)
    ]
    if any(_brings(made) for other in {*naming, *passing} for made in other.calls):
        return True
    if any(wanted in file.text for file in repository.files if file.suffix in _CONFIGURATION and file.size < _LARGE):
        return True
    lines = (line.lower() for document in repository.documents for line in document.source_lines if wanted in line)
    return any("http" in line or "download" in line for line in lines)


def _may_make(module: Module) -> bool:
    return not any(map(loads_model, module.calls))


def _only_names(settings: Module, module: Module) -> bool:
    """Whether a module of settings only says where the file is that another loads by its name from there."""
    return not settings.functions and settings.file.stem in module.imported_names


def _kept_as(module: Module, wanted: str) -> Iterator[str]:
    """The names that a module gives to a file's path, and not to what it loads from there."""
    loads = {id(call.node) for call in module.calls if loads_model(call)}
    for node in module.assignments:
        parts = walk(node.value) if node.value is not None else []
        if any(_last(string(part) or "") == wanted for part in parts) and loads.isdisjoint(map(id, parts)):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield dotted(target).rpartition(".")[2]


# The kinds of nodes that give names something: most nodes are of others, which is told quickest by their type.
_GIVING = frozenset({ast.With, ast.AsyncWith, ast.Assign, ast.AnnAssign, ast.arguments})


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _brings(call: Call) -> bool:
    return stage_of(call) == SAVE or bool(_BRINGS.search(call.last) and not _NO_MODEL.match(call.name))


def assigned(module: Module, call: Call) -> dict[str, list[ast.expr]]:
    """What each name of a module is given, what its functions take it for, and what is opened around a call."""
    made: dict[str, list[ast.expr]] = {}
    for node in (node for tree, _ in module.trees for node in walk(tree) if type(node) in _GIVING):
        if isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if isinstance(item.optional_vars, ast.Name) and any(part is call.node for part in walk(node)):
                    made[item.optional_vars.id] = [item.context_expr]
        for name, value in _given(node):
            made.setdefault(name, []).append(value)
    return made


def _given(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """The names that a node gives a value, with the value."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, (ast.Name, ast.Attribute)):
                yield dotted(target), node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield dotted(node.target), node.value
    elif isinstance(node, ast.arguments):
        yield from _defaults(node)


def _defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    """What the arguments of a function are where it is called without them."""
    plain = [*arguments.posonlyargs, *arguments.args]
    for argument, value in zip(reversed(plain), reversed(arguments.defaults), strict=False):
        yield argument.arg, value
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield argument.arg, default


def _options(module: Module, node: ast.Name | ast.Attribute) -> Iterator[ast.expr]:
    """The defaults of the command line's options that a name stands for, `args.model` for `--model`."""
    name = node.id if isinstance(node, ast.Name) else node.attr
    for call in module.calls:
        if call.last in _OPTIONS and (default := call.keyword("default")) is not None:
            texts = [string(given) for given in (*call.node.args, call.keyword("dest"))]
            if any(text and text.lstrip("-").replace("-", "_") == name for text in texts):
                yield default


def imported(repository: Repository, module: Module, name: str) -> Iterable[ast.expr]:
    """What a name of another module of the project is given there: `from settings import MODEL`, `settings.MODEL`."""
    first, _, rest = name.partition(".")
    full = module.aliases.get(first)
    if full is None:
        return ()
    owner, _, last = f"{full}.{rest}".strip(".").rpartition(".")
    stem = owner.rpartition(".")[2]
    return [
        node.value
        for other in repository.scripts
        if other is not module and stem in (other.file.stem, other.file.folder.rpartition("/")[2])
        for node in other.assignments
        if node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if dotted(target) == last
    ]
