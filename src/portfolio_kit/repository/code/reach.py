"""What a module leads to: the project's own modules that it imports or starts, and theirs in turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

_BY_NAME = re.compile(r" -m ([A-Za-z_][\w.]*)")
_MOST = 300
_LONGEST = 300


def starts_programs(module: Module) -> bool:
    """Whether a module may start others as programs, as a pipeline does its steps, or take them whole, as Dagster does,
    and not call what it imports by name.
    """
    return module.is_notebook or module.mentions(
        "subprocess", "os.system", "runpy", "mlflow.run", "import_module", "load_assets_from_"
    )


class Reach:
    """Finds the project's modules by the names that they are imported under."""

    def __init__(self, scripts: Sequence[Module]) -> None:
        self._by_name: dict[str, list[Module]] = {}
        for module in scripts:
            parts = module.path.removesuffix(".py").removesuffix("/__init__").split("/")
            for start in range(len(parts)):
                self._by_name.setdefault(".".join(parts[start:]), []).append(module)
        self._folders = {module.file.folder for module in scripts}

    def reached(self, module: Module) -> list[Module]:
        """Return the module and every module of the project that it leads to, the nearest first."""
        found = [module]
        seen = {module.path}
        for current in found:
            for name in self._names(current):
                for other in self.named(name, current):
                    if other.path not in seen and len(found) < _MOST:
                        seen.add(other.path)
                        found.append(other)
        return found

    def _names(self, module: Module) -> list[str]:
        names = list(module.imports)
        if starts_programs(module):
            names += [
                part.removesuffix(".py").replace("/", ".").lstrip(".")
                for text, _ in module.strings
                if ".py" in text and len(text) < _LONGEST
                for part in text.split()
                if part.endswith(".py")
            ]
            # What Python is told to run by its name: `[sys.executable, "-m", "boats.train"]`.
            texts = dict.fromkeys(text for text, _ in module.strings)
            if "-m" in texts:
                names += [text for text in texts if text.replace(".", "").isidentifier()]
            # A whole line for a shell: `run("python -m boats.train")`.
            names += [
                name for text in texts if " -m " in text and len(text) < _LONGEST for name in _BY_NAME.findall(text)
            ]
        return names

    def named(self, name: str, module: Module) -> list[Module]:
        """Return the module that another means by a name that it imports; none where that is not the project's."""
        name = self._whole(name, module)
        candidates = self._by_name.get(name, [])
        if not candidates[1:]:
            return candidates
        near = [other for other in candidates if other.file.folder == module.file.folder]
        exact = [
            other
            for other in candidates
            if other.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") == name
        ]
        top = f"{module.file.folder.partition('/')[0]}/"
        same = [other for other in candidates if top != "/" and other.path.startswith(top)]
        return (near or exact or same or candidates)[:1]

    def only(self, name: str, module: Module) -> Module | None:
        """Return the only module that another can mean by a name, below a folder that the other is in; None where there
        is none, or one of that name elsewhere too.
        """
        whole = self._whole(name, module)
        candidates = self._by_name.get(whole, [])
        if len(candidates) != 1:
            return None
        plain = candidates[0].path.removesuffix(".py").removesuffix("/__init__")
        above = plain[: len(plain) - len(whole)]
        is_there = f"{module.file.folder}/".startswith(above) if whole == name else not above
        return candidates[0] if is_there else None

    def folder(self, name: str, module: Module) -> str | None:
        """Return the folder of modules, told from the root, that another means by a name; None where none is meant."""
        path = self._whole(name, module).replace(".", "/")
        return path if "/" in path and path in self._folders else None

    def _whole(self, name: str, module: Module) -> str:
        """What a relative name means, from the root; any other is as it was."""
        if not name.startswith("."):
            return name
        folder = module.file.folder.split("/") if module.file.folder else []
        dots = len(name) - len(name.lstrip("."))
        return ".".join([*folder[: len(folder) - dots + 1], name.lstrip(".")]).strip(".")
