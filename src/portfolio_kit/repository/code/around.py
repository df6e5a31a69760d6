"""What a module can be told of the rest of its project before it is read: whose its imports are, and which switches
of other modules nothing turns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.filled import defines_class, is_filled
from portfolio_kit.repository.code.fixed import Fixed, constants
from portfolio_kit.repository.code.reach import Reach
from portfolio_kit.repository.code.syntax import parsed

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.file import File

_LARGEST = 50_000


class Around:
    """The modules of a project, seen from one of them; none is parsed but the settings that one asks for."""

    def __init__(
        self,
        modules: Callable[[], Sequence[Module]],
        reach: Callable[[], Reach],
        is_absent: Callable[[str, Module], bool],
        settings: Callable[[str], object],
        told: Callable[[], Iterable[File]] = lambda: (),
    ) -> None:
        self._modules = modules
        self._reach = reach
        self.is_absent = is_absent
        """Whether a module imports something that is nowhere: no package that is known or declared, nothing of it."""
        self.settings = settings
        """What a file of settings holds, by the name that code has for it; None where there is none."""
        self._told = told
        self._switches: dict[str, dict[str, Fixed]] = {}
        self._turned: dict[str, bool] = {}
        self._filled: dict[str, bool] = {}

    def switch(self, name: str, module: Module) -> Fixed | None:
        """Return what a name that a module imports always stands for: a switch of another, which nothing turns."""
        parts = name.split(".")
        for end in range(len(parts) - 1, max(len(parts) - 3, 0), -1):
            for other in self._reach().named(".".join(parts[:end]), module)[:1]:
                found = self._of(other).get(".".join(parts[end:]))
                owner = parts[-2] if len(parts) - end > 1 else ""
                if found is not None and not self._is_turned(parts[-1]) and not self._is_filled(owner):
                    return found
        return None

    def is_elsewhere(self, name: str, module: Module) -> bool:
        """Whether another module speaks of a name, or a server is told to take what is kept under it."""
        server = f":{name}"
        return any(name in other.source for other in self._modules() if other.path != module.path) or any(
            server in file.text for file in self._told()
        )

    def is_said(self, word: str, module: Module) -> bool:
        """Whether a text, a file of settings or commands, or another module speaks of something."""
        return any(word in file.text for file in self._told()) or any(
            word in other.source for other in self._modules() if other.path != module.path
        )

    def is_told(self, module: Module) -> bool:
        """Whether a text or a file of commands speaks of a module by its name."""
        return any(module.file.stem in file.text for file in self._told())

    def _of(self, module: Module) -> dict[str, Fixed]:
        found = self._switches.get(module.path)
        if found is None:
            tree = parsed(module.source) if module.file.size <= _LARGEST else None
            found = self._switches[module.path] = {} if tree is None else constants(tree)
        return found

    def _is_turned(self, name: str) -> bool:
        """Whether a switch is set in more places than one."""
        found = self._turned.get(name)
        if found is None:
            setting = re.compile(rf"\b{re.escape(name)}\b[\"']?\s*(?::[^=\n]{{0,60}})?=(?!=)|setattr\(")
            found = self._turned[name] = _more_than_one(
                match
                for module in self._modules()
                if name in module.source
                for match in setting.finditer(module.source)
            )
        return found

    def _is_filled(self, name: str) -> bool:
        """Whether the fields of a class may be given other values where it is made, or by whom it is handed to."""
        found = self._filled.get(name)
        if found is None:
            read = (parsed(module.source) for module in self._modules() if name and module.mentions(name))
            trees = [tree for tree in read if tree is not None]
            found = any(defines_class(tree, name) for tree in trees) and any(is_filled(tree, name) for tree in trees)
            self._filled[name] = found
        return found


def _more_than_one(found: Iterable[object]) -> bool:
    return sum(1 for _, _ in zip(found, range(2), strict=False)) > 1
