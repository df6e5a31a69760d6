"""Which project of a repository a file belongs to, where several lie side by side."""

from __future__ import annotations

from collections.abc import Iterable

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.texts.markdown import Document


class Homes:
    """The folders below the root that have a README and code of their own: projects, or parts of one."""

    def __init__(self, readmes: Iterable[Document], modules: Iterable[Module]) -> None:
        folders = {readme.path.rpartition("/")[0] for readme in readmes} - {""}
        paths = [module.path for module in modules] if folders else []
        self._folders = [folder for folder in folders if any(path.startswith(f"{folder}/") for path in paths)]

    def of(self, path: str) -> str:
        """Return the deepest such folder that a file lies in; empty for what belongs to the whole."""
        return max((folder for folder in self._folders if path.startswith(f"{folder}/")), key=len, default="")

    def are_one(self, paths: Iterable[str]) -> bool:
        """Whether files can belong to one project: no two of them lie in folders side by side."""
        homes = [f"{home}/" for path in paths if (home := self.of(path))]
        return all(one.startswith(other) or other.startswith(one) for one in homes for other in homes)
