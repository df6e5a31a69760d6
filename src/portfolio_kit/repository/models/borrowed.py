"""What a project does with a model that somebody else trained and hosts: documents cut and stored for a search, answers
asked of the model, and answers measured.

Nothing is trained there, and yet there can be more than an app around a model: what is searched is the project's own
work, as is what measures the answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import string
from portfolio_kit.repository.models.stages import EVALUATE, LOAD, PREPARE, is_test

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_ASKS = re.compile(
    r"(?:completions|messages|responses)\.create$|generate_content(?:_async)?$|create_chat_completion$|ollama\.(?:chat"
    r"|generate)$|\.(?:converse|invoke_model)$|(?:chain|llm)\w*\.a?invoke$",
    re.IGNORECASE,
)
_ASK_WORDS = (".create(", "generate_content", "create_chat_completion", "ollama.", "converse(", "invoke")
_CUTS = frozenset({"split_text", "split_documents", "create_documents", "get_nodes_from_documents"})
_STORES = re.compile(
    r"embeddings\.create$|embed_documents$|\.(?:from_documents|from_texts|from_chunks|add_documents|add_texts"
    r"|write_documents|upsert)$"
)
_PUBLISHED = frozenset({"from_pretrained", "SentenceTransformer", "CrossEncoder"})
# What loads a model by a name under which it is published, and the packages that read files of one's own so.
_BY_NAME = _PUBLISHED | {"load", "load_model", "pipeline"}
_OF_FILES = frozenset({
    "joblib", "pickle", "dill", "cloudpickle", "numpy", "torch", "json", "yaml", "mlflow", "bentoml", "keras",
    "tensorflow", "toml", "tomllib", "skops", "shelve", "catboost", "pycaret",
})  # fmt: skip
_NAME = re.compile(r"[A-Za-z][\w-]*(?:/[\w.-]+)?")
# What takes words apart comes after what answers.
_FOR_WORDS = ("spacy.", "nltk.", "stanza.")
_STORE_WORDS = ("embed", "from_", "add_", "write_documents", "upsert")
# Pages and servers: what they do while they run for a visitor is one stage, whatever it is.
_APPS = ("streamlit", "gradio", "chainlit", "fastapi", "flask", "django", "dash", "tkinter")

# A call or two prepare nothing to speak of.
_FEWEST = 3


class Borrowed(NamedTuple):
    """Where scripts do what is left to do around such a model; an app is none of them, but where it asks."""

    asked: Evidence | None
    loaded: Evidence | None
    """Where a published model is loaded by its name."""
    cut: Evidence | None
    stored: Evidence | None
    prepared: Evidence | None
    measured: Evidence | None

    @property
    def is_indexed(self) -> bool:
        """Whether documents are cut and stored for a search."""
        return self.cut is not None and self.stored is not None

    @property
    def is_worked_with(self) -> bool:
        """Whether the model is asked, and data is prepared for it or its answers are measured; or a published one is
        loaded and measured.
        """
        if self.measured is not None:
            return self.asked is not None or self.loaded is not None
        return self.asked is not None and (self.is_indexed or self.prepared is not None)


def borrowed(repository: Repository) -> Borrowed:
    """Return what the scripts of a repository do around a model that is hosted or was trained elsewhere."""
    scripts = [module for module in repository.scripts if not is_test(module.path)]
    own = [module for module in scripts if module.imports_any(*_APPS) is None]
    apps = {module.path for module in scripts} - {module.path for module in own}
    stages = repository.stages.in_scripts
    prepared = [use.evidence for use in stages[PREPARE] if use.module.path not in apps]
    return Borrowed(
        next(_calling(repository, scripts, _ASK_WORDS, lambda name, _: bool(_ASKS.search(name))), None),
        next((use.evidence for use in stages[LOAD] if use.call.last in _PUBLISHED), None),
        next(_calling(repository, own, tuple(_CUTS), lambda _, last: last in _CUTS), None),
        next(_calling(repository, own, _STORE_WORDS, lambda name, _: bool(_STORES.search(name))), None),
        prepared[0] if len(prepared) >= _FEWEST else None,
        next((use.evidence for use in stages[EVALUATE] if use.module.path not in apps), None),
    )


def published(repository: Repository) -> Evidence | None:
    """Return where a project that trains nothing loads a model that somebody else published, by its name alone."""
    if repository.stages.trains():
        return None
    stems = {file.path.partition("/")[0] for file in repository.files} | {file.name for file in repository.files}
    found = []
    for module in repository.scripts:
        if not is_test(module.path) and module.mentions("load", "from_pretrained", "pipeline"):
            for call in repository.live.calls(module):
                name = string(call.node.args[0]) if call.node.args else None
                is_named = name is not None and _NAME.fullmatch(name) and name.partition("/")[0] not in stems
                if is_named and call.last in _BY_NAME and call.name.partition(".")[0] in module.packages - _OF_FILES:
                    found.append((call.name.startswith(_FOR_WORDS), module.evidence(call.line)))
    return min(found, key=lambda one: one[0])[1] if found else None


def _calling(
    repository: Repository, modules: Sequence[Module], words: tuple[str, ...], does: Callable[[str, str], bool]
) -> Iterator[Evidence]:
    """Yield the calls that can be made and do something, by their names and what these end on."""
    for module in modules:
        if module.mentions(*words):
            for call in repository.live.calls(module):
                if does(call.name, call.last):
                    yield module.evidence(call.line)
