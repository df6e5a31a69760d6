"""Whether a file of results was made by the project: its code, settings or tasks name it, or the folder it is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.file import File
from portfolio_kit.repository.work import PROGRAMS

_TASKS = frozenset({"", ".yaml", ".yml", ".toml", ".cfg", ".ini", ".sh", ".bat", ".mk"})
_LARGEST = 100_000


class Makers:
    """What could write a project's files of results."""

    def __init__(self, modules: Sequence[Module], files: Iterable[File]) -> None:
        self._modules = modules
        self._files = files
        self._known: dict[str, bool] = {}
        self._may_have: dict[str, bool] = {}

    def may_have_written(self, path: str) -> bool:
        """Whether anything names the file, by its name with or without what it ends with, or its folder.

        Without any code there is nothing to ask, and nothing that a figure could be worth.
        """
        if not self._modules:
            return True
        known = self._may_have.get(path)
        if known is None:
            folder, _, name = path.rpartition("/")
            stem = name.rpartition(".")[0] or name
            known = any(self._is_named(word) for word in (stem, folder.rpartition("/")[2]) if word)
            self._may_have[path] = known
        return known

    def _is_named(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = any(
                module.mentions(word) and (module.is_beyond or any(word in text for text, _ in module.strings))
                for module in self._modules
            ) or any(
                word in file.text for file in self._files if file.suffix in _TASKS | PROGRAMS and file.size <= _LARGEST
            )
        return self._known[word]
