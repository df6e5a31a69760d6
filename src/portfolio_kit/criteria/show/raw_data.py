"""Which file a stranger needs first: one that the code reads, and that nothing of the project writes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository import ignoring
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import string, walk
from portfolio_kit.repository.data.fetching import KEEPERS, writes
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_TABLE = re.compile(r"[\w-]\.(?:csv|tsv|parquet|feather|xlsx?|jsonl?|arff|pkl)$", re.IGNORECASE)
# What a function of the project's own is called that reads the file which it is given.
_READS = re.compile(r"^(?:load|read|get|import|open)_?\w*$", re.IGNORECASE)


def is_written(repository: Repository, path: str) -> bool:
    """Whether the project itself writes a file, by its name or by a name in the code that stands for it."""
    name = path.rpartition("/")[2]
    return any(
        writes(module, name) or any(text.endswith(name) for text in _written_by_name(module))
        for module in repository.modules
        if not is_test(module.path) and module.mentions(name)
    )


def handed_over(repository: Repository) -> tuple[str, Evidence] | None:
    """Return the first file that a function which reads is told by name, and that the project does not write."""
    for module in repository.modules:
        for call in module.calls if not is_test(module.path) else ():
            text = call.text()
            if text and _TABLE.search(text) and _READS.match(call.last) and not is_written(repository, text):
                return text.replace("\\", "/"), module.evidence(call.line)
    return None


def in_spite_of_rules(repository: Repository, path: str) -> str:
    """What `Commit a sample` has to add where the rules of git keep out the folder or the kind of file that is read."""
    file = repository.by_path.get(".gitignore")
    if file is None:
        return ""
    parts = path.removeprefix("./").lstrip("./").split("/")
    # A file without a folder is looked for in that for data, where projects keep it.
    whole = parts if parts[1:] else ["data", *parts]
    for end in range(1, len(whole) + 1):
        below = "/".join(whole[:end])
        is_folder = end < len(whole)
        if ignoring.said(ignoring.rules(file.lines), below, is_folder=is_folder):
            line = ignoring.line_of(file.lines, below, is_folder=is_folder)
            return f" (with git add -f: {cited(file.evidence(line))} keeps out {file.lines[line - 1].strip()})"
    return ""


def _written_by_name(module: Module) -> Iterator[str]:
    """The files that calls which keep tables are given by names: those of assignments and of defaults."""
    for call in module.calls:
        if call.last in KEEPERS:
            for part in (part for place in call.node.args[:1] for part in walk(place)):
                if isinstance(part, ast.Name):
                    yield from module.assigned.get(part.id, ())
                    yield from _by_default(module, call, part.id)


def _by_default(module: Module, call: Call, name: str) -> Iterator[str]:
    function = next((one for one in module.functions if one.name == call.scope), None)
    if function is not None:
        arguments = function.node.args
        plain = [*arguments.posonlyargs, *arguments.args]
        for argument, value in zip(plain[len(plain) - len(arguments.defaults) :], arguments.defaults, strict=True):
            if argument.arg == name and (text := string(value)):
                yield text
