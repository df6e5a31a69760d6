"""Which of the project's modules a command line runs, by itself or through a Makefile, a pipeline or a shell script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.launch import PROGRAM
from portfolio_kit.repository.running.dispatched import dispatched
from portfolio_kit.repository.running.entry_points import entry_points
from portfolio_kit.repository.running.inline import called_from
from portfolio_kit.repository.running.makefiles import is_makefile, recipe
from portfolio_kit.repository.running.unrolled import unrolled

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository

_PYTHON = re.compile(
    r"\b(?:python[\d.]{0,5}|py|\$\(?\{?PYTHON\)?\}?|streamlit run|kaggle kernels|prefect run|torchrun"
    r"|accelerate launch|ipython"
    r"|exec)(?:\.exe)?(?:[\"']\s*,\s*[\"']|[`\"'\s]+)(?:-[uBOW]\s+)*(?:(?P<module>-m)(?:[\"']\s*,\s*[\"']|\s+))?[\"']?(?P<script>[\w./\\-]{1,200})"
)
_RUNNER = re.compile(
    r"\b(?:uv|poetry|pipenv|pdm|hatch|rye|conda|pixi) run\s+(?:-[\w-]+\s+)*(?:-m\s+)?(?P<script>[\w./\\-]{1,200})"
)
# A name with spaces in it, in quotes or with a backslash before each.
_QUOTED = re.compile(
    r"\b(?:python[\d.]{0,5}|py|\$\(?\{?PYTHON\)?\}?)(?:\.exe)?\s+(?:-[uBOW]\s+)*"
    r"(?:(?P<mark>[\"'])(?P<quoted>[\w ./\\()-]{1,200}\.py)(?P=mark)|(?P<escaped>(?:[\w./-]|\\ ){1,200}\.py))"
)
# What Spark is told to run stands behind its own options, and is no value of one.
_SUBMITTED = re.compile(r"\bspark-submit\s(?P<rest>[^\n`;|&]{1,600})")
_OPTION = re.compile(r"--?[\w-]{1,40}(?P<given>=\S+)?")
# Code that stands in the command itself: `python -c "import train; train.main()"`.
_INLINE = re.compile(
    r"\b(?:python[\d.]{0,5}|py|\$\(?\{?PYTHON\)?\}?)(?:\.exe)?\s+(?:-[uBOW]\s+)*-c\s+(?P<mark>[\"'])(?P<code>[^\n]{1,400}?)(?P=mark)"
)
# What is only printed is not run.
_ECHO = re.compile(r"(?:^|[;&|`(\"'])[ \t]*[@-]?(?:echo|printf)[ \t][^;&|]*$")
_NOTEBOOK = re.compile(r"\b(?:papermill|nbconvert)\b[^\n]{0,200}?(?P<script>[\w./-]{1,150}\.ipynb)")
_SHELL = re.compile(r"(?:\b(?:bash|sh|source)\s+|(?:^|[\s`])\./)(?P<script>[\w./-]{1,150}\.sh)\b")
_DIRECT = re.compile(r"(?:^|[\s`])\./(?P<script>[\w./-]{1,150}\.py)\b")
# What an orchestrator is told to run once, from the file or module that it is named.
_ORCHESTRATED = re.compile(
    r"\b(?:dagster\s+(?:job\s+(?:execute|launch)|asset\s+materialize)\s[^\n]{0,100}?"
    r"(?:-f|--python-file|-m|--module-name)[ =]|pyflyte\s+run\s+(?:--[\w-]{1,40}\s+){0,5}|luigi\s+--module[ =])"
    r"(?P<script>[\w./\\-]{1,200})"
)
# Below a rule of Snakemake: what it runs with its own Python, named from the folder of the rules.
_RULE_SCRIPT = re.compile(
    r"^[ \t]*(?:script|notebook):\s*[\"'](?P<script>[\w./-]{1,150}\.(?:py|ipynb))[\"']", re.MULTILINE
)
_ASKS_HELP = re.compile(r"[\w./ -]{0,80}?\s(?:-h|--help)\b")
EXIT = re.compile(r"exit(?:[ \t]+\d+)?[ \t]*")
# A folder that a line enters before what it runs.
_ENTERED = re.compile(r"\bcd\s+[\"']?([\w./-]{1,100})[\"']?\s*(?:&&|;)")
_TOOL = re.compile(
    r"\b(?P<tool>dvc repro|dvc exp run|mlflow run|make(?=[\s`]|$)|(?:kedro|\$\(KEDRO\)) run"
    r"|snakemake)(?:\s+(?P<target>[\w./-]{1,60}))?"
)
_PIPELINES = ("dvc.yaml", "MLproject", "pipeline_registry.py", "pipeline.py")
_TEXTS = (".md", ".rst", ".txt", ".ipynb")
MOST = 400
LONGEST_FILE = 100_000
HINTS = (
    "python",
    "py ",
    "PYTHON",
    " run ",
    "make",
    "dvc ",
    "mlflow run",
    "papermill",
    "nbconvert",
    ".sh",
    "./",
    "exec",
    "kedro",
    "KEDRO",
    "dagster ",
    "luigi ",
    "snakemake",
    "streamlit",
    "torchrun",
    "spark-submit",
    "launch",
)


class Ran(NamedTuple):
    """A module that a command line runs, and the name that Python runs it under; none where a tool calls it."""

    module: Module
    name: str = ""


def is_snakefile(file: File) -> bool:
    """Whether a file holds rules of Snakemake."""
    return file.name == "Snakefile" or file.suffix == ".smk"


class CommandLines:
    """Finds the modules that command lines run."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._by_path = {module.path: module for module in repository.modules}
        self._by_name: dict[str, list[Module]] = {}
        for module in repository.modules:
            self._by_name.setdefault(module.file.name, []).append(module)
        self._pipelines = [
            file for file in repository.files if is_makefile(file) or is_snakefile(file) or file.name in _PIPELINES
        ]
        self.entry_points = dict(entry_points(repository))
        self._followed: dict[tuple[str, str], tuple[Ran, ...]] = {}

    def run_by(self, line: str, path: str) -> Iterator[Ran]:
        """Yield the modules that a line runs; the path is that of the file that it stands in."""
        for pattern in (_PYTHON, _RUNNER, _NOTEBOOK, _DIRECT, _ORCHESTRATED):
            for match in pattern.finditer(line):
                if (
                    _ECHO.search(line, 0, match.start())
                    or self._is_lost(line[: match.start()], path)
                    or _ASKS_HELP.match(line, match.end())
                ):
                    continue
                name = (
                    match["script"].replace("\\", "/").strip("./")
                    if match["script"].startswith("./")
                    else match["script"].replace("\\", "/")
                )
                is_path = pattern in (_PYTHON, _DIRECT) and not match.groupdict().get("module")
                dotted = not is_path and not name.endswith((".py", ".ipynb"))
                module = self._named(name, path, dotted=dotted)
                if module:
                    yield Ran(module, name if dotted else PROGRAM)
                    yield from self._dispatched(module, line[match.end() :], path)
        yield from self._submitted(line, path)
        yield from self._spaced(line, path)
        yield from self._inline(line, path)
        yield from self._installed(line, path)
        yield from self._led_to(line)

    def _submitted(self, line: str, path: str) -> Iterator[Ran]:
        """The program that Spark is told to run."""
        for match in _SUBMITTED.finditer(line) if "spark-submit" in line else ():
            words = match["rest"].split()
            before = ["", *words]
            for at, word in enumerate(words):
                option = _OPTION.fullmatch(before[at])
                is_value = option is not None and option["given"] is None
                if word.endswith(".py") and not is_value and not _ECHO.search(line, 0, match.start()):
                    if module := self._at(word.removeprefix("./"), path):
                        yield Ran(module, PROGRAM)
                        yield from self._dispatched(module, " ".join(words[at + 1 :]), path)
                    break

    def _dispatched(self, module: Module, rest: str, path: str) -> Iterator[Ran]:
        """The modules that a program imports by a word of its command."""
        named = (self._named(name, path, dotted=True) for name in dispatched(module, rest))
        yield from (Ran(other) for other in named if other and other is not module)

    def _led_to(self, line: str) -> Iterator[Ran]:
        """What the scripts of a shell and the pipelines run that a line starts, and does not only print."""
        for match in _SHELL.finditer(line):
            if not _ECHO.search(line, 0, match.start()):
                for file in self._repository.files:
                    if file.name == match["script"].rpartition("/")[2]:
                        yield from self._inside(file, "")
        for match in _TOOL.finditer(line):
            if not _ECHO.search(line, 0, match.start()):
                yield from self._pipeline(match["tool"], match["target"] or "")

    def _spaced(self, line: str, path: str) -> Iterator[Ran]:
        """The scripts whose names have spaces in them, as a shell takes these."""
        for match in _QUOTED.finditer(line) if ".py" in line else ():
            name = (match["quoted"] or match["escaped"]).replace("\\ ", " ").replace("\\", "/").removeprefix("./")
            if " " in name and not _ECHO.search(line, 0, match.start()) and (module := self._at(name, path)):
                yield Ran(module, PROGRAM)

    def _inline(self, line: str, path: str) -> Iterator[Ran]:
        """The modules that a command's own code imports and calls something of."""
        for match in _INLINE.finditer(line) if " -c" in line else ():
            before = line[: match.start()]
            if not _ECHO.search(line, 0, match.start()) and not self._is_lost(before, path):
                for name in called_from(match["code"]):
                    if module := self._named(name, path, dotted=True):
                        yield Ran(module)

    def _installed(self, line: str, path: str) -> Iterator[Ran]:
        """The module of a command that installing the project makes, where a line begins with it."""
        typed = line.strip(" \t`$>").split(maxsplit=1)
        name = typed[0].strip("`") if typed else ""
        if name in self.entry_points and (module := self._named(name, path, dotted=True)):
            yield Ran(module, name)

    def _is_lost(self, before: str, path: str) -> bool:
        """Whether a line of a file of commands enters a folder that is not there; a text may enter the clone's own."""
        if "cd " not in before or path.endswith(_TEXTS):
            return False
        folders = self._repository.folders
        return any(
            (name := match[1].strip("./")) and not any(f"/{folder}".endswith(f"/{name}") for folder in folders)
            for match in _ENTERED.finditer(before)
        )

    def _named(self, name: str, path: str, *, dotted: bool) -> Module | None:
        if dotted:
            if name in self.entry_points:
                name = self.entry_points[name]
            name = name.replace(".", "/")
            for candidate in (f"{name}.py", f"{name}/__main__.py", f"{name}/__init__.py"):
                module = self._at(candidate, path)
                if module:
                    return module
            return None
        return self._at(name, path)

    def _at(self, name: str, path: str) -> Module | None:
        """The module at a path from the root, from the text's folder, or from one that the reader has entered."""
        while name.startswith("../"):
            name = name[3:]
        folder = path.rpartition("/")[0]
        for candidate in (f"{folder}/{name}" if folder else name, name):
            if candidate in self._by_path:
                return self._by_path[candidate]
        candidates = [
            module for module in self._by_name.get(name.rpartition("/")[2], ()) if module.path.endswith(f"/{name}")
        ]
        return candidates[0] if candidates else None

    def _pipeline(self, tool: str, target: str) -> Iterator[Ran]:
        for file in self._pipelines:
            if (
                (tool == "make" and is_makefile(file))
                or (tool.startswith("dvc") and file.name == "dvc.yaml")
                or (tool.startswith("mlflow") and file.name == "MLproject")
                or (tool == "snakemake" and is_snakefile(file))
            ):
                yield from self._inside(file, target if tool == "make" else "")
            elif tool.startswith(("kedro", "$(KEDRO)")) and file.path in self._by_path:
                yield Ran(self._by_path[file.path])

    def _inside(self, file: File, target: str) -> tuple[Ran, ...]:
        """The modules that a file of commands runs; of a Makefile, those of one target."""
        known = self._followed.get((file.path, target))
        if known is not None:
            return known
        # Nothing until it is read: a file may start itself.
        self._followed[file.path, target] = ()
        found: list[Ran] = []
        text = file.text[:LONGEST_FILE]
        for line in (recipe(text, target) if is_makefile(file) else unrolled(text)).split("\n"):
            if file.suffix == ".sh" and EXIT.fullmatch(line):
                break
            if not line.lstrip().startswith("#") and any(word in line for word in HINTS) and len(found) < MOST:
                found += self.run_by(line, file.path)
        if is_snakefile(file):
            found += [Ran(module) for name in _RULE_SCRIPT.findall(text) if (module := self._at(name, file.path))]
        self._followed[file.path, target] = tuple(found[:MOST])
        return self._followed[file.path, target]
