"""How a stranger gets the data that the code reads: what is here, what fetches or makes it, what the texts say."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.if_there import is_called_if_there
from portfolio_kit.repository.code.localpaths import is_local
from portfolio_kit.repository.data.asking import COLLECTING
from portfolio_kit.repository.data.columns import header, taken_columns
from portfolio_kit.repository.data.data import Wanted, collections, held, in_data_folder, wanted, with_gaps_filled
from portfolio_kit.repository.data.fetching import asks_nowhere, fetched, generated, writes, written_out
from portfolio_kit.repository.data.fetching_scripts import fetching_scripts
from portfolio_kit.repository.data.givers import is_left_open
from portfolio_kit.repository.data.origins import is_toy_beside
from portfolio_kit.repository.data.row_lists import lists_rows
from portfolio_kit.repository.data.source_lines import GIVER
from portfolio_kit.repository.data.sources import instructions
from portfolio_kit.repository.data.told_in_code import told_in_comments
from portfolio_kit.repository.models.borrowed import borrowed
from portfolio_kit.repository.models.stages import READ, is_test
from portfolio_kit.repository.running.commands import FETCH, Command, leads_nowhere, script_of
from portfolio_kit.repository.running.tasks import script

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

# What a script that brings data along speaks of.
_BRINGING = (
    "download", "fetch", "boto3", "kaggle", "gdown", "wget", "scrap", "random", "rng", "make_", "aker",
    "enerat", "synth", "subprocess", "connect",
)  # fmt: skip
# What brings along what an address gives.
_ASKING = (
    "requests", "httpx", "urllib", "aiohttp", "urlopen", "read_", "scan_", "session", "Session", "curl", "open_url",
    "pooch", "fsspec",
)  # fmt: skip
_ON_DISK = (".csv", ".tsv", ".parquet", ".feather", ".xlsx", ".xls", ".jsonl", ".arff", ".data")
# What reads pictures from folders, one for each class, and no table.
_OF_FOLDERS = frozenset({"ImageFolder", "image_dataset_from_directory", "flow_from_directory"})
# Where DVC keeps data, in its settings: a folder of a machine, or a server on it, is nothing that a stranger reaches.
_STORE = re.compile(r"^[ \t]*url[ \t]*=[ \t]*(\S{1,500})", re.MULTILINE)
_AT_HOME = re.compile(r"/|~|\.\.|[A-Za-z]:[\\/]|file:")
_SERVED_AT_HOME = re.compile(r"^[ \t]*endpointurl[ \t]*=[ \t]*https?://(?:localhost|127\.|0\.0\.0\.0)", re.MULTILINE)
# What a shell script may only say, or get ready.
_SAYING = re.compile(r"(?:(?:echo|printf|sleep|mkdir|set|cd|export|exit|local|return|true|:)(?=\s|$)|\w+=)")
# What only asks a server whether something is there, or throws it away.
_ONLY_ASKS = re.compile(r"curl\b[^|;&]*?(?:\s-[a-zA-Z]*I|\s--head\b|>\s*/dev/null)|wget\b[^|;&]*?\s--spider\b")
# What somebody tells of a command that was typed is no instruction: "when we ran `dvc pull`, it got stuck".
_IS_TOLD = re.compile(
    r"\b(?:we|I) (?:\w+ ){0,3}?(?:ran|run into|tried|managed|had to|used|typed|faced)\b|\bgot stuck\b"
)
_COMES_OUT = re.compile(r"submission|predict|forecast|report|figure|plot|chart|docs?(?:[_.]|$)", re.IGNORECASE)
_CONTROL = re.compile(r"(?:if|then|else|fi|for|while|do|done|case|esac|\{|\}|\))\b|[{})]")
# Where a table may be named that is read by no name of its own.
_NAMING = frozenset({".py", ".ipynb", ".yaml", ".yml", ".toml", ".json", ".ini", ".cfg", ".sh", ".mk", ".env"})
_LARGEST = 200_000
_FEWEST_COLUMNS = 4
_LEAST_DOCUMENT = 300
_OF_DOCUMENTS = re.compile(r"data|documents?\b|corpus|corpora|knowledge|sources|manuals?\b", re.IGNORECASE)
_NO_DOCUMENT = re.compile(r"prompt|template|system|readme|licen[cs]e|requirements|index\.html", re.IGNORECASE)
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".gz", ".tgz", ".tar"})


class Supply:
    """Where the data is to be had; each fact is looked for when it is first asked for."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    @cached_property
    def reads(self) -> tuple[Wanted, ...]:
        """The data files that the code reads under a name that stands in it."""
        lists = {file.name for file in self._repository.files if lists_rows(file)}
        return tuple(
            read
            for named in wanted(self._repository.stages.of(READ))
            for read in with_gaps_filled(named, self._repository.files)
            if read.path.rpartition("/")[2] not in lists
        )

    @cached_property
    def tables(self) -> tuple[File, ...]:
        """The files of data that are here, read or not, but what the code writes outside of a data folder."""
        names = {read.name for read in self.reads}
        return tuple(
            file
            for file in held(self._repository.files, self._is_named)
            if in_data_folder(file) or file.name.lower() in names or not self._is_made(file)
            if not self._is_of_other(file)
            if file.name.lower() in names or file.suffix in _ARCHIVES or not self._is_of_folders
        )

    @cached_property
    def _is_of_folders(self) -> bool:
        """Whether the code learns from pictures in folders: then a table that it reads by no name is what came out, or
        what the pictures show.
        """
        return any(use.call.last in _OF_FOLDERS for use in self._repository.stages.of(READ))

    def _is_of_other(self, file: File) -> bool:
        """Whether a table that nothing names holds other data than the files that are read, none of which is here: the
        code names few of its columns, and takes columns that it has not.
        """
        columns = header(file)
        if len(columns) < _FEWEST_COLUMNS or not self.reads or self._is_spoken_of(file):
            return False
        if any(other.name.lower() in self._brought for other in self._repository.files):
            return False
        modules = {read.use.module.path: read.use.module for read in self.reads}.values()
        taken = {name for module in modules for name in taken_columns(module)}
        named = {
            text for module in self._repository.modules if not is_test(module.path) for text, _ in module.strings
        } | {name for module in modules for names in module.own_attributes.values() for name in names}
        return bool(taken - columns) and len(columns & named) * 3 <= len(columns)

    def _is_spoken_of(self, file: File) -> bool:
        """Whether a text, a setting or code that is no test names a file."""
        return any(file.name in document.source for document in self._repository.documents) or any(
            file.name in other.text
            for other in self._repository.files
            if other.size < _LARGEST
            and (other.suffix in _NAMING or other.name == "Makefile")
            and not is_test(other.path)
        )

    def _is_named(self, file: File) -> bool:
        """Whether the code names a file in a string of its own."""
        ends = tuple(f"{before}{file.name}{after}" for before in "/\\\"'" for after in "\"'")
        return any(module.mentions(*ends) for module in self._repository.modules)

    @cached_property
    def _brought(self) -> frozenset[str]:
        """The names of the files that are read and that have to be there first: no other module writes them, nor does a
        stage of DVC, and others are read whether they are there or not.
        """
        outs = [file.text for file in self._repository.files if file.name == "dvc.yaml"]
        needed = [read for read in self.reads if not is_called_if_there(read.use.module, read.use.call)] or self.reads
        return frozenset(
            read.name
            for read in needed
            if not any(
                module is not read.use.module and writes(module, read.path.rpartition("/")[2])
                for module in self._repository.modules
                if not is_test(module.path)
            )
            and not any(
                f"outs: [{read.path}" in text or f"- {read.path}" in text.partition("outs:")[2] for text in outs
            )
        )

    @cached_property
    def of_tests(self) -> tuple[File, ...]:
        """The tables that tests have, called as files that the code reads: they show what it takes."""
        names = {read.name for read in self.reads}
        return tuple(
            file
            for file in self._repository.suffixed(*_ON_DISK)
            if file.name.lower() in names and is_test(file.path) and not file.is_blank
        )

    @cached_property
    def fitting(self) -> tuple[File, ...]:
        """Those of them that may be what the code reads."""
        names = self._brought
        if self._is_elsewhere:
            return ()
        return tuple(
            file
            for file in self.tables
            if not names or file.name.lower() in names or in_data_folder(file) or file.suffix in _ARCHIVES
        )

    @cached_property
    def _is_elsewhere(self) -> bool:
        """Whether the code names a table on its author's disk, and none that is here, by name or by folder."""
        modules = [module for module in self._repository.modules if not is_test(module.path)]
        texts = [text.replace("\\", "/") for module in modules for text, _ in module.strings]
        if not any(is_local(text) and text.lower().endswith(_ON_DISK) for text in texts):
            return False
        return not any(
            file.name in text or (file.folder and file.folder.rpartition("/")[2] in text.split("/"))
            for file in self.tables
            for text in texts
        )

    def _is_made(self, file: File) -> bool:
        """Whether the code itself writes a file, which is what came out then, and not what went in."""
        return any(writes(module, file.name) for module in self._repository.modules if not is_test(module.path))

    @cached_property
    def searched(self) -> tuple[File, ...]:
        """The documents that code names, where a search over documents is built and nothing is trained; a prompt is
        none.
        """
        if self._repository.stages.trains() or not borrowed(self._repository).is_indexed:
            return ()
        return tuple(
            file
            for file in self._repository.suffixed(".txt", ".md", ".pdf", ".html")
            if _OF_DOCUMENTS.search(file.folder) and file.size >= _LEAST_DOCUMENT and not _NO_DOCUMENT.search(file.path)
            if not is_test(file.path) and self._is_named(file)
        )

    @cached_property
    def collection(self) -> tuple[File, str, int] | None:
        """A folder of pictures, recordings or texts: a file of it, the folder, and how many it holds."""
        return next(collections(self._repository.files), None)

    @cached_property
    def fetching(self) -> Evidence | None:
        """Where the code fetches it, in what is called after that first; else where a shell script or Makefile does."""
        first = min(self.fetched, key=lambda one: not COLLECTING.search(one[0].file.stem), default=None)
        return first[0].evidence(first[1]) if first else next(fetching_scripts(self._repository.files), None)

    @cached_property
    def fetched(self) -> tuple[tuple[Module, int], ...]:
        """Each line of running code that fetches data, with its module."""
        modules = [module for module in self._repository.modules if not is_test(module.path)]
        return tuple(
            found
            for found in fetched(modules, self._repository.files)
            if self._is_run(*found) and not self._is_toy(*found)
        )

    @cached_property
    def code(self) -> Evidence | None:
        """Where the code fetches or generates it."""
        if self.fetching:
            return self.fetching
        modules = [module for module in self._repository.modules if not is_test(module.path)]
        own = written_out(modules) if not self._repository.stages.of(READ) else ()
        readers = {use.module for use in self._repository.stages.of(READ)}
        found = next(chain(generated(modules, self._repository.live, readers), own), None)
        return found[0].evidence(found[1]) if found else None

    @cached_property
    def pointer(self) -> Evidence | None:
        """A file of DVC that stands for data, where its settings name no store, or one that only its author reaches."""
        settings = self._repository.by_path.get(".dvc/config")
        is_stored = bool(settings and _STORE.search(settings.text)) and not self._is_stored_at_home
        files = (file for file in self._repository.files if file.suffix == ".dvc" and "path:" in file.text)
        return next((file.evidence(1) for file in files if in_data_folder(file)), None) if not is_stored else None

    def _is_toy(self, module: Module, line: int) -> bool:
        """Whether a line loads one of the small tables that scikit-learn itself brings, beside code that reads data."""
        return is_toy_beside(module, line, self._repository) and any(
            call.line == line and call.last.startswith("load_") for call in module.calls
        )

    def _is_run(self, module: Module, line: int) -> bool:
        """Whether a line is in no function that nothing calls."""
        around = [
            function
            for function in module.functions
            if function.line <= line <= function.line + (function.node.end_lineno or 0) - function.node.lineno
        ]
        return not around or any(self._repository.live.runs(module, function.name) for function in around)

    @cached_property
    def instructions(self) -> tuple[Evidence, ...]:
        """Where a text, or else a comment beside the code that reads it, says exactly how to get it: a command, or a
        link and where that goes.
        """
        fetches = tuple(
            command.evidence
            for command in self._repository.commands
            if FETCH in command.purposes
            and not is_left_open(command.text)
            and not leads_nowhere(command, self._repository.ends_with)
            and not _IS_TOLD.search(command.document.source_line(command.line))
            and self._may_bring(command)
            # What is made of predictions is no data to learn from.
            and not _COMES_OUT.search(script_of(command) or "")
        )
        return (
            fetches or tuple(instructions(self._repository.texts, {read.name for read in self.reads})) or self.commented
        )

    @cached_property
    def commented(self) -> tuple[Evidence, ...]:
        """Where comments beside the code that reads it say so."""
        return tuple(told_in_comments(self.reads))

    def _may_bring(self, command: Command) -> bool:
        """Whether a command can bring data along: no script of the project that only reads what must be there."""
        if command.text.startswith("dvc pull"):
            return not self._is_stored_at_home
        if command.text.startswith(("make ", "just ")):
            steps = [" ".join(step.words) for step in self._repository.tasks.expanded(command.text)][1:]
            told = [step for step in steps if _brings(step)]
            return not steps or any(self._may_bring(command._replace(text=step)) for step in told)
        name = script_of(command)
        shell = [file for file in self._repository.suffixed(".sh") if name and f"/{file.path}".endswith(f"/{name}")]
        if shell:
            return any(_brings(line) for line in script(shell[0].text))
        started = [module for module in self._repository.scripts if name and f"/{module.path}".endswith(f"/{name}")]
        return not started or any(
            (module.mentions(*_BRINGING) or (module.mentions("http") and module.mentions(*_ASKING)))
            and not asks_nowhere(module)
            for module in started
        )

    @cached_property
    def _is_stored_at_home(self) -> bool:
        """Whether all the stores that DVC is told of are folders or servers of its author's own machine."""
        settings = self._repository.by_path.get(".dvc/config")
        told = settings.text if settings is not None else ""
        stores = _STORE.findall(told)
        return bool(stores) and (all(map(_AT_HOME.match, stores)) or bool(_SERVED_AT_HOME.search(told)))

    @cached_property
    def named(self) -> tuple[Evidence, ...]:
        """Where its source is plainly named, the most plainly first."""
        return tuple(origin.evidence for origin in self._repository.origins if origin.strength >= GIVER)

    @property
    def is_here(self) -> bool:
        """Whether the data or a sample is here, or code that brings it."""
        return bool(self.fitting or self.collection or self.code or self.searched)

    @property
    def is_known(self) -> bool:
        """Whether there is anything to get the data by."""
        return self.is_here or (self._repository.has_code and bool(self.instructions or self.named or self.tables))


def _brings(line: str) -> bool:
    """Whether a line of a shell script does more than say something, make room for it or ask whether it is there."""
    return not (_SAYING.match(line) or _CONTROL.match(line) or _ONLY_ASKS.match(line))
