"""Data that a script reads where it does not lie: by its bare name, while the file stands in another folder."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit.repository.code.syntax import string
from portfolio_kit.repository.data.fetching import writes

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.data.data import Wanted
    from portfolio_kit.repository.repository import Repository

_ELSEWHERE = ("chdir", "%cd", "os.listdir", "copyfile", "shutil", "urlretrieve")


class Misplaced(NamedTuple):
    """A file that is read where it is not, and where it is."""

    wanted: Wanted
    path: str


def misplaced(modules: Sequence[Module], repository: Repository) -> Misplaced | None:
    """Return the first file that some scripts read from a folder where it is not, while it is in another.

    Asked only of a whole path that stands in the call: from the root, and from any folder that the script is in.
    """
    if any(module.mentions(*_ELSEWHERE) for module in modules):
        return None
    paths = {module.path for module in modules if not module.is_notebook}
    for read in repository.supply.reads:
        module = read.use.module
        if module.path not in paths or not read.use.call.node.args:
            continue
        path = (string(read.use.call.node.args[0]) or "").replace("\\", "/")
        if not path or path.startswith(("/", "~", "..")) or "://" in path or posixpath.basename(path) == "":
            continue
        name = posixpath.basename(path)
        others = [file.path for file in repository.files if file.name == name]
        if others and not _is_found(path, module, repository) and not _is_written(name, repository):
            return Misplaced(read, others[0])
    return None


def _is_found(path: str, module: Module, repository: Repository) -> bool:
    folder = module.file.folder
    while True:
        if repository.exists(posixpath.normpath(posixpath.join(folder, path))):
            return True
        if not folder:
            return False
        folder = posixpath.dirname(folder)


def _is_written(name: str, repository: Repository) -> bool:
    return any(writes(module, name) for module in repository.scripts)
