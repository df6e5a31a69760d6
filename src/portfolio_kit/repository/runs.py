"""The written-down commands that train the model: what each leads to, and what stands in the way of repeating it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.localpaths import local_paths
from portfolio_kit.repository.origins import SAID, origins
from portfolio_kit.repository.reach import Reach
from portfolio_kit.repository.seeds import Seeding, seeding
from portfolio_kit.repository.stages import EVALUATE, TRAIN, is_test, stage_of
from portfolio_kit.repository.statements import stated, wording
from portfolio_kit.repository.written import Command, written_commands

if TYPE_CHECKING:
    from portfolio_kit.repository.python import Call, Module
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_TRAINING_NAME = re.compile(
    r"train|pipeline|fit|main|run|workflow|flow|build|treina|entren|entraîn|treino|latih|orchestr", re.IGNORECASE
)
_NOT_TRAINING_NAME = re.compile(
    r"predict|infer|serv|app|api|dashboard|demo|score|monitor|drift|eda|plot|visual", re.IGNORECASE
)
_MEASURES = re.compile(
    r"^(?:log_metrics?|evals_result|evaluate\w*|compute_metrics\w*|calculate_metrics\w*|backtest\w*"
    r"|write_metrics\w*|save_metrics\w*|\w*_metrics?)$",
    re.IGNORECASE,
)
_DATA_FILE = re.compile(
    r"([\w .()+-]{1,80}\.(?:csv|tsv|parquet|xlsx?|feather|data|arff|jsonl|h5|hdf5|npz|npy|zip))$", re.IGNORECASE
)
_DATA_SUFFIXES = (
    ".csv",
    ".tsv",
    ".parquet",
    ".xlsx",
    ".xls",
    ".feather",
    ".data",
    ".arff",
    ".jsonl",
    ".npz",
    ".db",
    ".sqlite",
    ".dvc",
    ".zip",
    ".gz",
    ".h5",
    ".txt",
)
_IMAGES = (".jpg", ".jpeg", ".png")
_SAVED = re.compile(
    r"^(?:\./)?([\w-]{1,60}(?:/[\w-]{1,60}){0,4})/[\w. -]{1,80}\.(?:pkl|joblib|pickle|bin|sav|h5|keras|pt|pth|onnx)$"
)
_MODEL_FOLDER = re.compile(r"(?:saved_)?models?|artifacts?|checkpoints?|weights", re.IGNORECASE)
_MAKES_FOLDERS = frozenset(
    {"makedirs", "mkdir", "mkdirs", "ensure_dir", "create_directories", "create_folder", "makedir"}
)
_INSTRUCTION = wording(
    "download place placed put copy save move unzip extract baix coloque salve descarg coloc guard télécharg plac"
    " herunterladen "
    "ablegen lade unduh simpan letakkan indir yerleştir скач помест полож extra extraí descompact descomprim",
    r"(?:download|place|put|copy|save|move|unzip|extract\w*|extra[ií]\w+|descompact\w+|descomprim\w+|baix\w+"
    r"|coloque|salve"
    r"|descarg\w+|coloc\w+|guard\w+|télécharg\w+|plac\w+|herunterladen|ablegen|lade\w*|unduh|simpan|letakkan|indir\w*"
    r"|yerleştir\w*|скача\w+|помест\w+|положи\w+|下载|放)[^\n]{0,160}"
    r"(?:data/|datasets?/|\.csv|\.zip|raw/|\bdata\b ?(?:folder|directory|$)|pasta|carpeta|dossier|ordner|папк|dizin"
    r"|目录|文件夹)"
    r"|(?:data/|\.csv)[^\n]{0,120}(?:yerleştir|ablegen|放|помест|letakkan)",
)
_FETCH = re.compile(
    r"kaggle (?:datasets|competitions) download|\bdvc pull\b|\bcurl\b.{0,200}https?://|\bwget\b|\bgdown\b"
    r"|download[\w./-]{0,40}\.(?:py|sh)|git lfs pull|make (?:data|download|get)",
    re.IGNORECASE,
)
_NO_DATA = re.compile(
    r"(?:^|/)requirements[\w.-]*$|submission|reference|metric|result|experiment|report|output|prediction"
    r"|catboost_info",
    re.IGNORECASE,
)
_MANY_IMAGES = 40
_LONGEST = 300
_COMMAND_DECORATORS = ("command", "flow", "task", "main", "callback", "step", "pipeline", "asset", "job", "entrypoint")


class Obstacle(NamedTuple):
    """What makes a written-down command fail or stop, in words that follow "but", and what to do about it."""

    what: str
    fix: str


class Run(NamedTuple):
    """A written-down command that trains: the modules that it leads to, and what was found in them."""

    command: Command
    modules: tuple[Module, ...]
    measured: Evidence | None
    seeding: Seeding
    local: tuple[Evidence, ...]
    broken: tuple[Module, ...]
    obstacles: tuple[Obstacle, ...]


def training_runs(repository: Repository) -> Iterator[Run]:
    """Yield the written-down commands that train a model, those that a reader is told of first."""
    reach = Reach(repository.scripts)
    for command in written_commands(repository):
        if is_test(command.module.path):
            continue
        modules = reach.reached(command.module)
        calls = list(_reached(repository, command.module, modules))
        named = command.module.file.name
        in_name = bool(_TRAINING_NAME.search(named)) and not _NOT_TRAINING_NAME.search(named)
        everything = (
            [(module, call) for module in modules for call in repository.live.calls(module)] if in_name else calls
        )
        broken = tuple(module for module in modules if module.is_broken)
        if not any(stage_of(call) == TRAIN for _, call in everything) and not (in_name and broken):
            continue
        measured = next(
            (
                module.evidence(call.line)
                for module, call in everything
                if stage_of(call) == EVALUATE or _MEASURES.match(call.last)
            ),
            None,
        )
        if measured is None:
            measured = next((place for module in modules for place in _best_scores(module)), None)
        local = tuple(place for module in modules for place in local_paths(module))
        yield Run(
            command,
            tuple(modules),
            measured,
            seeding(modules, repository.live),
            local,
            broken,
            tuple(_obstacles(repository, command, modules, calls)),
        )


def _best_scores(module: Module) -> Iterator[Evidence]:
    """Where the score of a search over settings is read."""
    if module.mentions("best_score_", "cv_results_"):
        for tree, start in module.trees:
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and node.attr in ("best_score_", "cv_results_"):
                    yield module.evidence(node.lineno + start)


def _reached(repository: Repository, module: Module, modules: list[Module]) -> Iterator[tuple[Module, Call]]:
    """The calls that running a module really leads to."""
    own = {other.path for other in modules}
    found = repository.serving.reached(module, None)
    for function in module.functions:
        if any(decorator.rpartition(".")[2] in _COMMAND_DECORATORS for decorator in function.decorators):
            found += repository.serving.reached(module, function)
    return ((other, call) for other, call in found if other.path in own)


def has_instructions(repository: Repository) -> bool:
    """Whether a text says to download the data and where to put it, or code fetches it."""
    if any(not origin.in_text and origin.strength > SAID for origin in origins(repository)):
        return True
    return next(stated(repository.documents, _INSTRUCTION), None) is not None or any(
        _FETCH.search(line.text) for document in repository.documents for line in document.code
    )


def has_data(repository: Repository, modules: list[Module]) -> bool:
    """Whether the data that some modules read is in the repository; where they name no file, whether any data is."""
    named = {
        match[1].strip().lower()
        for module in modules
        for text, _ in module.strings
        if len(text) < _LONGEST and (match := _DATA_FILE.search(text))
    }
    held = {file.name.lower() for file in repository.files if file.size}
    if named and not named.isdisjoint(held):
        return True
    images = sum(file.suffix in _IMAGES for file in repository.files)
    data = any(
        file.suffix in _DATA_SUFFIXES
        and not _NO_DATA.search(file.path)
        and re.search(r"data|raw|train|sample|input|corpus", file.path, re.IGNORECASE)
        for file in repository.files
    )
    return data or images >= _MANY_IMAGES


def _obstacles(
    repository: Repository, command: Command, modules: list[Module], calls: list[tuple[Module, Call]]
) -> Iterator[Obstacle]:
    asked = next(((module, call) for module, call in calls if call.name == "input"), None)
    if asked:
        where = f"{asked[0].path}:{asked[1].line}"
        yield Obstacle(
            f"{where} asks for a choice by hand", f"Let {where} take its choice from an argument with a default."
        )
    absent = _absent_folder(repository, modules)
    if absent:
        module, line, folder = absent
        yield Obstacle(
            f"{module.path}:{line} saves into {folder}/, which is not there",
            f"Make {folder}/ before the model is saved into it ({module.path}:{line}).",
        )
    if "/" in command.module.path and command.module.path in command.evidence.excerpt:
        for module in modules:
            if not module.mentions("__file__", "chdir"):
                above = next(
                    (line for text, line in module.strings if text.startswith("../") and _DATA_FILE.search(text)), None
                )
                if above:
                    yield Obstacle(
                        f"{module.path}:{above} leaves the repository where the command is run",
                        f"Give the path at {module.path}:{above} from the repository's root, or from the file's "
                        "own place.",
                    )
                    return


def _absent_folder(repository: Repository, modules: list[Module]) -> tuple[Module, int, str] | None:
    """Where a model is saved into a folder that the repository does not have and no code makes."""
    made = [ast.unparse(call.node) for module in modules for call in module.calls if call.last in _MAKES_FOLDERS]
    if any("'" not in text for text in made):
        return None
    if not any(
        call.last == "dump" or (call.last == "save" and call.name.startswith("torch"))
        for module in modules
        for call in module.calls
    ):
        return None
    for module in modules:
        for text, line in module.strings:
            match = _SAVED.match(text)
            folder = match[1] if match else text if _MODEL_FOLDER.fullmatch(text) and _is_path(module, text) else None
            if (
                folder
                and not any(folder in text for text in made)
                and not any(known == folder or known.endswith(f"/{folder}") for known in repository.folders)
            ):
                return module, line, folder
    return None


def _is_path(module: Module, text: str) -> bool:
    """Whether a folder's name stands in `Path("…")`, in `… / "…"` or in `os.path.join(…)`."""
    return bool(re.search(rf"""(?:Path\(\s*|/\s*|join\([^()\n]{{0,80}})["']{re.escape(text)}["']""", module.source))
