"""Which file a stranger needs first: one that the code reads, and that nothing of the project writes."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository import ignoring
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.data.written_here import is_written
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_TABLE = re.compile(r"[\w-]\.(?:csv|tsv|parquet|feather|xlsx?|jsonl?|arff|pkl)$", re.IGNORECASE)
# What a function of the project's own is called that reads the file which it is given.
_READS = re.compile(r"^(?:load|read|get|import|open)_?\w*$", re.IGNORECASE)


def handed_over(modules: Sequence[Module]) -> tuple[str, Evidence] | None:
    """Return the first file that a function which reads is told by name, and that none of the modules writes."""
    for module in modules:
        for call in module.calls:
            text = call.text()
            if text and _TABLE.search(text) and _READS.match(call.last) and not is_written(modules, text):
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
