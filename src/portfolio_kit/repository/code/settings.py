"""The files of settings that code reads: which are not there, and which name a path of the author's machine."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.localpaths import is_local
from portfolio_kit.repository.code.syntax import string, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Call
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.running.written import Command
    from portfolio_kit.rubric.finding import Evidence

# Code writes JSON as often as it reads it: settings are what is called so.
_SETTINGS = re.compile(
    r"\.(?:ya?ml|toml|ini|cfg)$|(?:^|[/\\])\w*(?:config|settings|params|paths)\w*\.json$", re.IGNORECASE
)
_SUFFIXES = (".yaml", ".yml", ".toml", ".json", ".ini", ".cfg")
_ONLY_READ = (".yaml", ".yml", ".toml", ".ini", ".cfg")
_READERS = frozenset({"open", "load", "safe_load", "read", "read_text", "full_load", "load_config", "read_yaml"})
_OPTION = re.compile(r"\s--?(?:config|cfg|conf|params?|settings)[\w-]*[ =][\"']?([\w./-]+\.(?:ya?ml|toml|json|ini))\b")
_VALUE = re.compile(r"(?:^|[\s\"'=:])((?:/|[A-Za-z]:[\\/])[^\s\"'#,]{3,300})")
# Where Kaggle lays the data of its notebooks; a script with settings of its own runs elsewhere too.
_OF_KAGGLE = "/kaggle/input/"
_WRITING = frozenset({"w", "a", "x", "wt", "wb", "w+", "at", "ab"})
_LARGEST = 50_000
_LONGEST = 200


class Unset(NamedTuple):
    """A file of settings that is not there: its path, and where it is read or given."""

    path: str
    evidence: Evidence


def local_in_settings(module: Module, files: Callable[[str], File | None]) -> Iterator[Evidence]:
    """Yield the lines of the settings that a script names which lead into somebody's home, drive or session."""
    if module.is_notebook or not module.mentions(*_SUFFIXES):
        return
    for text, _ in module.strings:
        if len(text) <= _LONGEST and _SETTINGS.search(text):
            file = files(text)
            if file is not None and file.size <= _LARGEST and ("/" in file.text or ":\\" in file.text):
                for number, line in enumerate(file.lines, start=1):
                    bare = line.strip()
                    if not bare.startswith(("#", ";")) and any(
                        is_local(path) or path.startswith(_OF_KAGGLE) for path in _VALUE.findall(bare)
                    ):
                        yield file.evidence(number)


def unset(command: Command, modules: tuple[Module, ...], live: Live, exists: Callable[[str], bool]) -> Unset | None:
    """Return the file of settings that a command gives, or what it runs reads, and that is nowhere in the project."""
    for path in _OPTION.findall(command.evidence.excerpt):
        if not exists(_name(path)):
            return Unset(path, command.evidence)
    for module in modules:
        if module.mentions(*_ONLY_READ) and not module.mentions("exists(", "is_file(", "isfile("):
            for call in live.calls(module):
                if call.last in _READERS and not _writes(call):
                    for path in _paths(module, call):
                        if not exists(_name(path)):
                            return Unset(path, module.evidence(call.line))
    return None


def _paths(module: Module, call: Call) -> Iterator[str]:
    for node in walk(call.node):
        if isinstance(node, ast.Name):
            found = module.assigned.get(node.id, [])
        else:
            found = [text] if (text := string(node)) else []
        yield from (text for text in found if text.endswith(_ONLY_READ) and text[:1] != "/" and "{" not in text)


def _writes(call: Call) -> bool:
    modes = [call.keyword("mode"), *call.node.args[:2]]
    return any(string(mode) in _WRITING for mode in modes)


def _name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
