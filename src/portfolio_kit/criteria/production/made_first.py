"""What an image copies that no clone has, and that the steps written down for the project make before it is built."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.models.stages import SAVE, is_test, stage_of
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.shell import commands
from portfolio_kit.repository.running.written import written_commands

_WRITES = (
    "to_csv", "to_parquet", "to_pickle", "dump", "save", "write_text", "write_bytes", "savez", "to_feather", "copy2",
    "copyfile", "copytree", "shutil.copy", "shutil.move",
)  # fmt: skip
_LASTS = frozenset(name.rpartition(".")[2] for name in _WRITES)
# What brings a file to the place that it is told: by its last word, or by an option.
_BRINGING = frozenset(
    {"cp", "mv", "rsync", "ln", "copy", "xcopy", "aws", "gsutil", "wget", "curl", "unzip", "tar", "gdown"}
)
_JOINING = frozenset({"join", "joinpath", "Path", "PurePath"})
# What people write and no step makes.
_WRITTEN_BY_HAND = (".py", ".txt", ".toml", ".lock", ".cfg", ".ini", ".yml", ".yaml", ".sh", ".env", ".html", ".js")
_MAKEFILES = ("Makefile", "makefile", "GNUmakefile")
_OF_DVC = (".dvc", ".yaml", ".lock")
_LONGEST = 300


def can_be_made(path: str) -> bool:
    """Whether a path is one that code may make, and not what people write."""
    name = posixpath.basename(path)
    return bool(name) and not name.lower().endswith(_WRITTEN_BY_HAND)


def is_made_first(repository: Repository, path: str) -> bool:
    """Whether a command that the texts or task files give runs code of the project that writes to a path, or DVC, which
    they tell to use, brings it.
    """
    if not can_be_made(path):
        return False
    if any(_names(module, path) for module in repository.scripts):
        reach = repository.reach
        images = {dockerfile.file.path for dockerfile in repository.dockerfiles}
        for command in written_commands(repository):
            if command.evidence.path in images or is_test(command.module.path) or command.module.is_notebook:
                continue
            modules = reach.reached(command.module)
            if any(_names(module, path) for module in modules) and any(
                _writes(repository, module) for module in modules
            ):
                return True
    return _is_of_dvc(repository, path.strip("/")) or _is_brought(repository, path)


def _is_brought(repository: Repository, path: str) -> bool:
    """Whether a command that the texts tell, or one of a Makefile, copies or downloads something to a path."""
    told = [list(repository.tasks.expanded(command.text)) for command in repository.commands]
    told += [
        [command for line in document.lines if line.kind == "code" for command in commands(line.text.strip(" $"))]
        for document in repository.near_documents
        if any(f"{program} " in document.source for program in _BRINGING)
    ]
    told += [
        [command for line in file.text.splitlines() if not line.startswith("#") for command in commands(line.strip())]
        for file in repository.files
        if file.name in _MAKEFILES
    ]
    for steps in told:
        folder = ""
        for step in steps:
            if step.program == "cd" and step.operands:
                folder = posixpath.join(folder, step.operands[0])
            elif step.program in _BRINGING and any(
                f"{posixpath.normpath(posixpath.join(folder, word))}/".startswith(f"{path}/") for word in step.words[2:]
            ):
                return True
    return False


def _names(module: Module, path: str) -> bool:
    """Whether a module names a file or folder, alone or in a path; a folder below others by more than its last name,
    unless the module stands beside it.
    """
    above, name = posixpath.split(path)
    if not module.mentions(name):
        return False
    is_near = not above or "." in name or module.path.startswith(f"{above}/")
    wanted = [name] if is_near else [posixpath.basename(above), name]
    texts = [text for text, _ in module.strings if name in text and len(text) < _LONGEST]
    if len(wanted) > 1 and module.mentions(wanted[0]):
        texts += _joined(module)
    return any(
        parts[start : start + len(wanted)] == wanted
        for text in texts
        for parts in [text.replace("\\", "/").strip("/").split("/")]
        for start in range(len(parts))
    )


def _joined(module: Module) -> Iterator[str]:
    """Yield the paths that a module puts together of constant parts: `root / "a" / "b"`, `join(root, "a", "b")`."""
    for node in (node for tree, _ in module.trees for node in walk(tree)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            yield "/".join(_parts(node))
        elif isinstance(node, ast.Call) and name_called(node) in _JOINING:
            yield "/".join(text for given in node.args if (text := string(given)))


def _parts(node: ast.expr) -> Iterator[str]:
    """Yield the constant parts of a path that is put together with strokes, from the left."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        yield from _parts(node.left)
        yield from _parts(node.right)
    elif (text := string(node)) is not None:
        yield text


def _writes(repository: Repository, module: Module) -> bool:
    return module.mentions(*_WRITES) and any(
        stage_of(call) == SAVE or call.last in _LASTS for call in repository.live.calls(module)
    )


def _is_of_dvc(repository: Repository, path: str) -> bool:
    """Whether a file of DVC's tracks the path or what is below it, and the texts say to pull or make it."""
    return any(command.text.startswith(("dvc pull", "dvc repro")) for command in repository.commands) and any(
        path in file.text for file in repository.files if "dvc" in file.name and file.suffix in _OF_DVC
    )
