"""Paths that exist on the author's machine only, in strings of code; routes and paths of containers are none."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.models.stages import READ, stage_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.rubric.finding import Evidence

_LOCAL = re.compile(
    r"^(?:file://)?/?(?:[A-Za-z]:[\\/]+(?=[\w .])|/home/(?!app\b|user/app|appuser|vscode|jovyan|airflow"
    r"|runner)[\w.-]+/|/Users/[\w. -]+/[\w. -]+|/mnt/[a-z]/|/root/(?!\.)[\w.-]+/|/content/drive/|/gdrive/|/Volumes/"
    r"|/media/[\w.-]+/)"
)
# A session of Colab keeps there what was uploaded to it by hand; nothing else has such a folder.
_OF_A_SESSION = re.compile(
    r"^/content/(?:[^\n]{1,200}\.(?:csv|tsv|xlsx?|parquet|zip|json|jsonl|txt|npy|npz|h5|pkl|pt|pth|joblib)$"
    r"|(?:data|datasets?|train|test|raw|images?|sample_data)(?:/|$))",
    re.IGNORECASE,
)
# Beside a notebook lies what it reads: from the root of a disk it is read on one machine only, or in a cloud's session.
_OF_A_DISK = re.compile(
    r"^/(?!kaggle/|tmp/|app/|usr/|opt/|home/jovyan/|workspace/)[\w.-]+/[^\n]{0,300}\.(?:csv|tsv|xlsx?|parquet|zip)$"
)
_MAGIC = re.compile(r"^[ \t]*[%!]cd[ \t]+[\"']?(?P<path>\S{3,300})", re.MULTILINE)
_LONGEST = 400
_WRITES = re.compile(r"to_[a-z]+$|save|dump|write|imwrite|makedirs|mkdir|export")
_READ, _NEITHER, _WRITTEN = 0, 1, 2
_WORDS = ("/home/", "/Users/", ":\\", ":/", "/mnt/", "/root/", "/content/", "/gdrive", "/Volumes/", "/media/")
_QUOTED = ("'/", '"/')


def is_local(path: str) -> bool:
    """Whether a path leads into somebody's home, drive or cloud drive."""
    return (
        bool(_LOCAL.match(path) or _OF_A_SESSION.match(path))
        and "\n" not in path
        and len(path) < _LONGEST
        and not path.startswith(("/home/user/your", "/home/username", "C:/path", "C:\\path"))
    )


def local_paths(module: Module) -> list[Evidence]:
    """Return where a module's code names such a path: where it reads first, where it only writes last."""
    lines: list[int] = []
    if module.mentions(*_WORDS):
        lines += [line for text, line in module.strings if is_local(text)]
    if module.notebook is not None and module.mentions(*_QUOTED):
        lines += [line for text, line in module.strings if _OF_A_DISK.match(text)]
    ranks = _ranks(module) if len(lines) > 1 else {}
    found = [module.evidence(line) for line in sorted(lines, key=lambda line: ranks.get(line, _NEITHER))]
    if module.notebook is not None:
        for cell in module.notebook.code:
            found += [
                module.notebook.evidence(match[0]) for match in _MAGIC.finditer(cell.source) if is_local(match["path"])
            ]
    return found


def only_elsewhere(module: Module, places: Sequence[Evidence]) -> bool:
    """Whether all places of a module stand below a condition or an error, as what is tried somewhere else does."""
    if not places:
        return False
    asked: set[int] = set()
    for tree, start in module.trees:
        for node in walk(tree):
            parts: list[ast.stmt] = []
            if isinstance(node, ast.If) and not any(
                isinstance(part, ast.Name) and part.id == "__name__" for part in walk(node.test)
            ):
                parts = [*node.body, *node.orelse]
            elif isinstance(node, ast.ExceptHandler):
                parts = node.body
            for part in parts:
                asked.update(range(part.lineno + start, (part.end_lineno or part.lineno) + start + 1))
    conditional = {module.evidence(line) for line in asked}
    return all(place in conditional for place in places)


def _ranks(module: Module) -> dict[int, int]:
    """The lines on which data is read or something is written."""
    ranks: dict[int, int] = {}
    for call in module.calls:
        rank = _READ if stage_of(call) == READ else _WRITTEN if _WRITES.match(call.last) else None
        if rank is not None:
            for line in range(call.line, call.line + (call.node.end_lineno or call.node.lineno) - call.node.lineno + 1):
                ranks[line] = min(rank, ranks.get(line, rank))
    return ranks
