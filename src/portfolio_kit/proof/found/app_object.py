"""The object that a web server is given: what a module calls it, and how Python finds that module."""

from __future__ import annotations

import ast
import posixpath
from dataclasses import dataclass

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.repository.repository import Repository

_ASGI = frozenset({"FastAPI", "Starlette", "Litestar", "Quart"})
_WSGI = frozenset({"Flask", "APIFlask", "OpenAPI", "Bottle"})


@dataclass(frozen=True, slots=True)
class AppObject:
    """`name` is that of a variable, or of a function that makes it; `module` and `roots` are how it is imported."""

    kind: str
    name: str
    module: str
    roots: tuple[str, ...]
    line: int
    is_factory: bool = False

    @property
    def target(self) -> str:
        """How servers are told of it, `churn.serve:app`."""
        return f"{self.module}:{self.name}"


def app_object(repository: Repository, module: Module) -> AppObject | None:
    """Return the app that a module makes; None where it makes none that a server is given."""
    name, roots = imported_as(repository, module)
    for tree, _ in module.trees:
        for node in tree.body:
            kind = _kind(node.value) if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value else None
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if kind and isinstance(target, ast.Name):
                return AppObject(kind, target.id, name, roots, node.lineno)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.args.args:
                kind = next((found for inner in walk(node) if (found := _kind(inner))), None)
                if kind and any(isinstance(inner, ast.Return) for inner in walk(node)):
                    return _from_factory(tree, AppObject(kind, node.name, name, roots, node.lineno, is_factory=True))
    return None


def _from_factory(tree: ast.Module, factory: AppObject) -> AppObject:
    """The variable that a module keeps what its factory makes in, else the factory."""
    for node in tree.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call)
            and dotted(node.value.func) == factory.name
        ):
            return AppObject(factory.kind, node.targets[0].id, factory.module, factory.roots, node.lineno)
    return factory


def _kind(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    made = dotted(node.func).rpartition(".")[2]
    return "asgi" if made in _ASGI else "wsgi" if made in _WSGI else None


def imported_as(repository: Repository, module: Module) -> tuple[str, tuple[str, ...]]:
    """Return the name that a module is imported by, and the folders that Python has to look in for it.

    A module that imports its neighbours by their bare names is started in its own folder, as `python app.py` does.
    """
    folder, name = module.file.folder, module.file.stem
    root = folder
    while root and repository.exists(posixpath.join(root, "__init__.py")):
        root = posixpath.dirname(root)
    imports = {found.split(".")[0] for found in module.imports if not found.startswith(".")}
    is_relative = any(found.startswith(".") for found in module.imports)
    parts = folder.split("/") if folder else []
    named = next(
        (number for number, part in enumerate(parts) if part in imports and _is_own(repository, parts, number)), None
    )
    if named is not None:
        root = "/".join(parts[:named])
    elif is_relative and root == folder and folder:
        root = posixpath.dirname(folder)
    elif any(repository.exists(posixpath.join(folder, f"{each}.py")) for each in imports):
        return name, tuple(dict.fromkeys((folder, root)))
    below = posixpath.relpath(folder, root or ".") if folder != root else "."
    prefix = "" if below == "." else below.replace("/", ".") + "."
    return f"{prefix}{name}", (root,)


def _is_own(repository: Repository, parts: list[str], number: int) -> bool:
    """Whether no neighbour further in has the folder's name: `app/app.py` imports itself by neither."""
    return not repository.exists("/".join([*parts, f"{parts[number]}.py"]))
