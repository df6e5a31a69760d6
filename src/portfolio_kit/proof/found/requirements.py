"""Requirements files: which of several is the one, what others add to it, and their lines where uv can't read them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.proof.sandbox import PROJECT
from portfolio_kit.repository.environment.dependencies import DependencyFile
from portfolio_kit.repository.file import File

_MAIN = re.compile(
    r"requirements?(?:[-_.](?:lock|base|prod|all|full|train(?:ing)?|main))?\.(?:txt|lock|pip)", re.IGNORECASE
)
_NOT_MAIN = re.compile(
    r"dev|test|ci\b|lint|doc|serv|api|app|ui|web|docker|deploy|monitor|dashboard|stream|aws|azure|gcp|lambda|old|backup|"
    r"mac|win|gpu|cuda|arm|m1|colab|kaggle|airflow|prefect|dvc",
    re.IGNORECASE,
)
_ADDS = re.compile(r"dev|test|ci\b|serv|api|app|train|notebook|web", re.IGNORECASE)
_OTHER = re.compile(r"(?:-r|--requirement|-c|--constraint)[ =]\s*(\S.*)")
_ITSELF = re.compile(r"(?:-e|--editable)[ =]?\s*\.{1,2}/?(?:\[[^\]]*\])?|\.(?:\[[^\]]*\])?", re.IGNORECASE)


def best(files: Iterable[DependencyFile]) -> File | None:
    """Return the file that the project is to be run with: by its name, then by how much of the versions it holds."""

    def key(declares: DependencyFile) -> tuple[bool, bool, bool, int, int, str]:
        name = declares.file.name.lower()
        return (
            bool(_NOT_MAIN.search(name)),
            not _MAIN.fullmatch(name),
            name.endswith(".in"),
            declares.file.path.count("/"),
            -len(declares.dependencies),
            declares.file.path,
        )

    ordered = sorted(files, key=key)
    return ordered[0].file if ordered else None


def beside(main: File, files: Sequence[DependencyFile]) -> Iterator[File]:
    """Yield the files beside the main one that add what tests, the service or training need."""
    names = {declares.file.path: {one.name for one in declares.dependencies} for declares in files}
    for declares in files:
        file = declares.file
        if file.path != main.path and _ADDS.search(file.name) and not names[file.path] <= names.get(main.path, set()):
            yield file


def plain(file: File) -> list[str] | None:
    """Return the lines of a file that uv does not read as pip does; None where it can be given as it is.

    That is one in UTF-16 or with a mark in front, and one that lists the project itself, which is built apart.
    """
    if _is_utf8(file) and not any(_ITSELF.fullmatch(line.strip()) for line in file.lines):
        return None
    found = []
    for line in file.lines:
        text = line.strip().lstrip("\ufeff")
        if _ITSELF.fullmatch(text):
            continue
        if match := _OTHER.match(text):
            option = text[: match.start(1)].strip(" =")
            text = f"{option} {_inside(file, match[1])}"
        found.append(text)
    return found


def _inside(file: File, path: str) -> str:
    return posixpath.normpath(posixpath.join(PROJECT, file.folder, path.strip()))


def _is_utf8(file: File) -> bool:
    try:
        return not file.content.decode("utf-8").startswith("\ufeff")
    except UnicodeDecodeError:
        return False
