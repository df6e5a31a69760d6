"""The commands that the repository writes down: which scripts a reader is told to run, and which a pipeline runs.

A command counts where it names a script that is there. Makefiles, dvc.yaml, MLproject and shell scripts lead on to
the scripts that they run.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.launch import PROGRAM
from portfolio_kit.repository.running.inline import called_from
from portfolio_kit.repository.running.unrolled import unrolled

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

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
# Code that stands in the command itself: `python -c "import train; train.main()"`.
_INLINE = re.compile(
    r"\b(?:python[\d.]{0,5}|py|\$\(?\{?PYTHON\)?\}?)(?:\.exe)?\s+(?:-[uBOW]\s+)*-c\s+(?P<mark>[\"'])(?P<code>[^\n]{1,400}?)(?P=mark)"
)
# What a script is told to do, of several things: `python boats.py train`, `--stage train`.
_SAYS_TRAIN = re.compile(
    r"(?:\.py|\s-m\s+[\w.]+)\s+(?:\S+\s+){0,4}?-{0,2}(?:train(?:ing)?|fit|retrain)\b", re.IGNORECASE
)
_TYPED = re.compile(
    r"[\s$>%`*+-]*(?:\d+\.\s+)?`?(?:[\w./-]*python[\d.]*|py|make|uv|poetry|dvc|bash|sh|\./|docker|pipenv|mlflow|torchrun)"
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
_EXIT = re.compile(r"exit(?:[ \t]+\d+)?[ \t]*")
# A folder that a line enters before what it runs.
_ENTERED = re.compile(r"\bcd\s+[\"']?([\w./-]{1,100})[\"']?\s*(?:&&|;)")
_TOOL = re.compile(
    r"\b(?P<tool>dvc repro|dvc exp run|mlflow run|make(?=[\s`]|$)|(?:kedro|\$\(KEDRO\)) run"
    r"|snakemake)(?:\s+(?P<target>[\w./-]{1,60}))?"
)
_MAKE_TARGET = re.compile(r"^([A-Za-z0-9_.-]{1,60})\s*:(?!=)([^\n#]{0,300})", re.MULTILINE)
_MAKE_VARIABLE = re.compile(r"^([A-Za-z_]\w{0,40})[ \t]*[:?]?=[ \t]*([^\n$]{1,300})$", re.MULTILINE)
_MAKE_USE = re.compile(r"\$[({](\w{1,40})[)}]")
_PIPELINES = ("dvc.yaml", "MLproject", "pipeline_registry.py", "pipeline.py")
# Where tasks are written down that a runner starts by name.
_TASK_FILES = frozenset(
    {
        "MLproject", "Procfile", "justfile", "Justfile", "tox.ini", "noxfile.py", "dvc.yaml", "Taskfile.yml",
        "Taskfile.yaml", "pyproject.toml", "docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml",
        "Pipfile", "pixi.toml", "tasks.py", "dodo.py",
    }
)  # fmt: skip
_STEPS = (".sh", ".bat", ".ps1")
_TEXTS = (".md", ".rst", ".txt", ".ipynb")
_MOST = 400
_LONGEST_FILE = 100_000
_LONGEST_LINE = 2000
_MOST_LINES = 2000


class Ran(NamedTuple):
    """A module that a command line runs, and the name that Python runs it under; none where a tool calls it."""

    module: Module
    name: str = ""


class Command(NamedTuple):
    """A written-down command: the module that it runs, where it is written, and whether a reader is told of it."""

    module: Module
    evidence: Evidence
    in_text: bool
    name: str = ""
    """The name that Python runs the module under; none where that is not known."""


def written_commands(repository: Repository) -> list[Command]:  # noqa: C901, PLR0912 - one branch for each kind of file
    """Return the commands that run the project's Python, those that the texts give first."""
    reader = _Reader(repository)
    found: list[Command] = []
    for document in repository.documents:
        hints = [word for word in (*_HINTS, *reader.entry_points) if word in document.source]
        for number, line in enumerate(document.source_lines, start=1) if hints else ():
            if len(line) < _LONGEST_LINE and any(word in line for word in hints):
                found += reader.commands(line, document.path, partial(document.evidence, number), in_text=True)
        if len(found) > _MOST:
            break
    for file in repository.files:
        if file.suffix in _STEPS or file.name in _TASK_FILES or _is_makefile(file) or _is_snakefile(file):
            lines = _lines(file)
            for number, line in enumerate(lines[:_MOST_LINES], start=1):
                if file.suffix == ".sh" and _EXIT.fullmatch(line):
                    break
                if not line.lstrip().startswith("#") and any(word in line for word in _HINTS):
                    found += reader.commands(line, file.path, partial(file.evidence, number), in_text=False)
    for dockerfile in repository.dockerfiles:
        for instruction in dockerfile.of("RUN", "CMD", "ENTRYPOINT"):
            found += reader.commands(
                instruction.command,
                dockerfile.file.path,
                partial(dockerfile.file.evidence, instruction.line),
                in_text=False,
            )
    for workflow in repository.workflows:
        for step in workflow.steps:
            found += reader.commands(step.command, "", partial(workflow.file.evidence, step.line), in_text=False)
    found.sort(key=lambda command: not command.in_text)
    unique: dict[tuple[str, bool, str], Command] = {}
    for command in found:
        key = (command.module.path, command.in_text, command.name)
        known = unique.setdefault(key, command)
        if command.in_text and _told(command.evidence.excerpt) < _told(known.evidence.excerpt):
            unique[key] = command
    return list(unique.values())


def _told(line: str) -> tuple[bool, bool]:
    """How plainly a line tells to train: where it says so to what it starts, then where it is a command to be typed and
    no sentence about one.
    """
    return not _SAYS_TRAIN.search(line), not _TYPED.match(line)


_HINTS = (
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
    "launch",
)


def _is_makefile(file: File) -> bool:
    return file.name.lower() in ("makefile", "gnumakefile") or file.suffix == ".mk"


def _is_snakefile(file: File) -> bool:
    return file.name == "Snakefile" or file.suffix == ".smk"


class _Reader:
    """Finds the modules that command lines run."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._by_path = {module.path: module for module in repository.modules}
        self._by_name: dict[str, list[Module]] = {}
        for module in repository.modules:
            self._by_name.setdefault(module.file.name, []).append(module)
        self._pipelines = [
            file for file in repository.files if _is_makefile(file) or _is_snakefile(file) or file.name in _PIPELINES
        ]
        self.entry_points = dict(_entry_points(repository))
        self._followed: dict[tuple[str, str], tuple[Ran, ...]] = {}

    def commands(self, line: str, path: str, evidence: Callable[[], Evidence], *, in_text: bool) -> Iterator[Command]:
        for ran in self._ran(line, path):
            yield Command(ran.module, evidence(), in_text, ran.name)

    def _ran(self, line: str, path: str) -> Iterator[Ran]:
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
        yield from self._spaced(line, path)
        yield from self._inline(line, path)
        yield from self._installed(line, path)
        yield from self._led_to(line)

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
                (tool == "make" and _is_makefile(file))
                or (tool.startswith("dvc") and file.name == "dvc.yaml")
                or (tool.startswith("mlflow") and file.name == "MLproject")
                or (tool == "snakemake" and _is_snakefile(file))
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
        text = file.text[:_LONGEST_FILE]
        for line in (_recipe(text, target) if _is_makefile(file) else unrolled(text)).split("\n"):
            if file.suffix == ".sh" and _EXIT.fullmatch(line):
                break
            if not line.lstrip().startswith("#") and any(word in line for word in _HINTS) and len(found) < _MOST:
                found += self._ran(line, file.path)
        if _is_snakefile(file):
            found += [Ran(module) for name in _RULE_SCRIPT.findall(text) if (module := self._at(name, file.path))]
        self._followed[file.path, target] = tuple(found[:_MOST])
        return self._followed[file.path, target]


def _recipe(text: str, target: str) -> str:
    """The lines that a Makefile's target runs, with those of the targets that it needs."""
    text = _expanded(text)
    rules: dict[str, tuple[list[str], str]] = {}
    matches = list(_MAKE_TARGET.finditer(text))
    for position, match in enumerate(matches):
        end = matches[position + 1].start() if position + 1 < len(matches) else len(text)
        if match[1] not in (".PHONY", ".DEFAULT_GOAL"):
            rules.setdefault(match[1], (match[2].split(), text[match.end() : end]))
    wanted = [target] if target in rules else list(rules)[:1] if not target else []
    seen: list[str] = []
    while wanted and len(seen) < 60:  # noqa: PLR2004
        name = wanted.pop()
        if name in rules and name not in seen:
            seen.append(name)
            wanted += rules[name][0]
    return unrolled("\n".join(rules[name][1] for name in seen))


def _lines(file: File) -> list[str]:
    """The lines of a file of commands, a Makefile's variables put in and loops written out."""
    if _is_makefile(file):
        return unrolled(_expanded(file.text[:_LONGEST_FILE])).split("\n")
    return unrolled(file.text[:_LONGEST_FILE]).split("\n") if file.suffix in _STEPS else file.lines


def _expanded(text: str) -> str:
    """A Makefile's text with its variables put in, those that stand for a word or two."""
    variables = {match[1]: match[2].strip() for match in _MAKE_VARIABLE.finditer(text)}
    return _MAKE_USE.sub(lambda match: variables.get(match[1], match[0]), text) if variables else text


def _entry_points(repository: Repository) -> Iterator[tuple[str, str]]:
    """The commands that installing the project makes, with the module that each runs."""
    for file in repository.files:
        if file.name == "pyproject.toml":
            try:
                document = tomllib.loads(file.text)
            except (tomllib.TOMLDecodeError, RecursionError):
                continue
            tables = [
                document.get("project"),
                (document.get("tool") or {}).get("poetry") if isinstance(document.get("tool"), dict) else None,
            ]
            for table in tables:
                scripts = table.get("scripts") if isinstance(table, dict) else None
                if isinstance(scripts, dict):
                    yield from (
                        (name, value.partition(":")[0]) for name, value in scripts.items() if isinstance(value, str)
                    )
