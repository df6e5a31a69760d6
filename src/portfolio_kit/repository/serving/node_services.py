"""Services in JavaScript that start a script of the project: read as far as their routes and their log, no further."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.serving.leading import FOR_PREDICTING
from portfolio_kit.rubric.finding import Evidence

_SUFFIXES = frozenset({".js", ".mjs", ".cjs", ".ts"})
_NAMES = {"express": "Express", "fastify": "Fastify", "koa": "Koa"}
_TAKEN_IN = r"(?:\brequire\s{0,3}\(\s{0,3}|\bfrom\s{1,3})[\"']"
_FRAMEWORK = re.compile(rf"{_TAKEN_IN}(express|fastify|koa)[\"']")
_LOGGER = re.compile(rf"{_TAKEN_IN}(?:winston|pino|bunyan|log4js|morgan)[\"']")
_LOGS = re.compile(r"\b(?:createLogger|getLogger|pino|morgan)\s{0,3}\(")
_ROUTE = re.compile(r"\b\w{2,40}\.(?:post|get)\s{0,3}\(\s{0,20}[\"'`](/[^\"'`\s]{0,100})[\"'`]")
_LISTENS = re.compile(r"\.listen\s{0,3}\(")
_STARTS = re.compile(r"\b(?:spawn|spawnSync|execFile|execFileSync|exec|execSync|PythonShell)\b")
_SCRIPT = re.compile(r"([\w.-]{1,80}\.py)\b")
# Strings are kept, comments are not; quantifiers are possessive, so that any content is read in one pass.
_PART = re.compile(
    r"(\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`)|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)",
    re.DOTALL,
)
_NOT_A_BREAK = re.compile(r"[^\n]+")


class NodeService(NamedTuple):
    """A web service in JavaScript with a route for predictions, beside code that starts a script of the project."""

    path: str
    framework: str
    route: Evidence
    starts: Evidence
    """Where a script of the project is named that it starts."""
    logger: Evidence | None
    """Where the service makes its logger, if it has one."""


def node_services(files: Sequence[File], scripts: Collection[str]) -> Iterator[NodeService]:
    """Yield the services of a repository: a file that makes and starts a server and has a route for predictions, in a
    folder of which some file starts one of the project's Python scripts, `scripts` by their file names.
    """
    sources = [file for file in files if file.suffix in _SUFFIXES and file.size <= LIMITS.text]
    for file in sources:
        framework = _FRAMEWORK.search(file.text)
        if framework is None:
            continue
        code = _without_comments(file.text)
        route = next((found for found in _ROUTE.finditer(code) if FOR_PREDICTING.search(found[1])), None)
        if route is None or not _FRAMEWORK.search(code) or not _LISTENS.search(code):
            continue
        beside = [other for other in sources if other is file or other.path.startswith(f"{file.folder}/")]
        starts = next((place for other in beside if (place := _starting(other, scripts)) is not None), None)
        if starts is not None:
            logger = next((place for other in beside if (place := _logging(other)) is not None), None)
            yield NodeService(file.path, _NAMES[framework[1]], file.at(route.start()), starts, logger)


def _starting(file: File, scripts: Collection[str]) -> Evidence | None:
    """Where a file that starts other programs names one of the scripts."""
    if not _STARTS.search(file.text):
        return None
    code = _without_comments(file.text)
    return next((file.at(found.start()) for found in _SCRIPT.finditer(code) if found[1] in scripts), None)


def _logging(file: File) -> Evidence | None:
    """Where a file makes a logger of a library for that."""
    if not _LOGGER.search(file.text):
        return None
    code = _without_comments(file.text)
    made = _LOGS.search(code) if _LOGGER.search(code) else None
    return file.at(made.start()) if made is not None else None


def _without_comments(text: str) -> str:
    """Return JavaScript with its comments blanked, every character at its place."""
    return _PART.sub(lambda part: part[1] or _NOT_A_BREAK.sub(lambda line: " " * len(line[0]), part[0]), text)
