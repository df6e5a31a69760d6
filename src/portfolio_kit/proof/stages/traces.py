"""Where in the project a program stopped, from the traceback that it printed."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.proof.sandbox import PROJECT
from portfolio_kit.repository.environment.packages import distribution
from portfolio_kit.repository.repository import Repository

_FRAME = re.compile(r"File \"([^\"\n]{1,300})\", line (\d+)|^([\w./-]{1,200}\.py):(\d+): ", re.MULTILINE)
# The cell before the one that failed, as the runner of notebooks prints them.
_CELL = re.compile(r"^cell (?P<number>\d+) of (?P<path>[^\n]{1,200}\.ipynb)$", re.MULTILINE)


def place(text: str, repository: Repository, name: str = "") -> str:
    """Return the last line of the project's own code in a traceback, or where it names something."""
    found = ""
    for match in _FRAME.finditer(text):
        path, line = match[1] or match[3], match[2] or match[4]
        path = path.removeprefix(f"{PROJECT}/").removeprefix("./")
        own = path if path in repository.by_path else _ending(path, repository)
        if own:
            found = f"{own}:{line}"
    if not found and (cells := list(_CELL.finditer(text))):
        path = cells[-1]["path"]
        whole = next(
            (file.path for file in repository.suffixed(".ipynb") if f"/{file.path}".endswith(f"/{path}")), path
        )
        return f"{whole}, cell {int(cells[-1]['number']) + 1}"
    if not found and name:
        for module in repository.modules:
            for text_, line_ in module.strings:
                if name in text_:
                    return f"{module.path}:{line_}"
    return found


def _ending(path: str, repository: Repository) -> str:
    """The file of the repository that a path of the machine ends with, where the copy is not at the usual place."""
    parts = path.split("/")
    if "site-packages" in parts or len(parts) < 2:  # noqa: PLR2004 - a name alone says nothing
        return ""
    return next((end for start in range(len(parts)) if (end := "/".join(parts[start:])) in repository.by_path), "")


def speaks_of(name: str, where: str, repository: Repository) -> bool:
    """Whether the line of a place speaks of a name: it may only import what does."""
    path, _, number = where.rpartition(":")
    file = repository.by_path.get(path)
    if file is None or not number.isdigit() or int(number) > len(file.lines):
        return True
    return name.partition(".")[0] in file.lines[int(number) - 1]


def loose(text: str, repository: Repository) -> str:
    """Return the package in whose code a program stopped, where it may be of any version; else nothing."""
    frames = [match[1] or match[3] for match in _FRAME.finditer(text)]
    inside = re.search(r"/site-packages/(\w{1,60})[/.]", frames[-1]) if frames else None
    name = distribution(inside[1]) if inside else ""
    declared = repository.environment.declared.get(name)
    return name if declared and declared.pin in ("none", "lower") else ""
