"""Which of several dependency files counts: the one that installs what the code imports, before those for tests."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from portfolio_kit import lazily as re
from portfolio_kit.repository.environment.dependencies import DependencyFile
from portfolio_kit.repository.environment.packages import is_declared

# What installs the tools of its developers, beside what the program needs.
_ASIDE = re.compile(
    r"(?:^|[-_./])(?:dev|develop|development|tests?|testing|lint|linting|docs?|ci|quality)(?=[-_./]|$)", re.IGNORECASE
)
_PARTS = re.compile(r"[^a-z0-9]+")


def is_aside(file: DependencyFile) -> bool:
    """Whether a file is for tests, development or documentation, by its name or folder."""
    return bool(_ASIDE.search(file.file.path))


def ranked(files: Iterable[DependencyFile], packages: Collection[str]) -> tuple[DependencyFile, ...]:
    """Return the files, those for tests and development last, and before others the one that declares most of the
    packages that the code imports.
    """

    def covers(file: DependencyFile) -> int:
        names = {dependency.name for dependency in file.dependencies}
        return sum(is_declared(package, names) for package in packages)

    return tuple(sorted(files, key=lambda file: (is_aside(file), -covers(file))))


def where_to_add(path: str, files: Iterable[DependencyFile]) -> DependencyFile:
    """Return the file, of some in their order of rank, that a package belongs into which the module at a path imports:
    written by hand, for the program, in the nearest folder above, and called like the module or its folder if one is.
    """
    every = list(files)
    written = [file for file in every if not file.is_lock] or every
    plain = [file for file in written if not is_aside(file)] or written
    parts = set(_PARTS.split(path.lower()))

    def nearness(file: DependencyFile) -> tuple[int, int]:
        folder = file.file.folder
        if folder.rpartition("/")[2] == "requirements":
            folder = folder.rpartition("/")[0]
        depth = folder.count("/") + 1 if folder else 0
        is_above = not folder or path.startswith(f"{folder}/")
        names = set(_PARTS.split(file.file.stem.lower())) & parts
        return (depth if is_above else -1, len(names))

    return max(plain, key=nearness)
