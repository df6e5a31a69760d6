"""Python scripts whose names have no suffix: `Model`, `train`, `bin/predict`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.python import STANDARD, Module
from portfolio_kit.repository.file import File
from portfolio_kit.repository.limits import LIMITS

# What has no suffix by custom, and may quote Python.
_OTHERS = re.compile(
    r"makefile|gnumakefile|justfile|rakefile|snakefile|vagrantfile|jenkinsfile|procfile|pipfile|brewfile|codeowners|"
    r".*(?:dockerfile|containerfile|licen[cs]e|copying|notice|authors|readme|changelog|changes|contributing|todo|version).*",
    re.IGNORECASE,
)
_IMPORT = re.compile(r"^(?:import[ \t]+([A-Za-z_]\w*)|from[ \t]+([A-Za-z_]\w*)[\w.]*[ \t]+import\b)", re.MULTILINE)


# Files: where there are more, they are data.
_MOST = 200


def scripts(files: Iterable[File], room: int) -> Iterator[Module]:
    """Yield the files without suffix that are Python, as long as they are no more than `room` bytes in all."""
    for file in islice((file for file in files if not file.suffix), _MOST):
        if file.size <= room and (module := _script(file)) is not None:
            room -= file.size
            yield module


def _script(file: File) -> Module | None:
    """Return a file as a module where its first lines import a package and Python can parse it."""
    if file.name.startswith(".") or not 0 < file.size <= LIMITS.text or _OTHERS.fullmatch(file.name):
        return None
    if all((match[1] or match[2]) in STANDARD for match in _IMPORT.finditer(file.head)):
        return None
    module = Module(file)
    if not module.trees:
        # Something else that quotes an import.
        file.budget.no_python.discard(file.path)
        return None
    return module
