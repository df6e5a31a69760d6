"""Which names of a test stand for something of the project: imported, made by fixtures, or named as files."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from functools import cached_property

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.python import STANDARD, Module
from portfolio_kit.repository.code.syntax import dotted, name_called, parsed, string, walk
from portfolio_kit.repository.environment.dependencies import canonical
from portfolio_kit.repository.environment.package_names import NAMES
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.testing.clients import CLIENTS, is_of_settings
from portfolio_kit.repository.testing.kinds import truth_tellers

_KNOWN_PACKAGES = frozenset({
    "numpy", "pandas", "sklearn", "scipy", "torch", "tensorflow", "keras", "requests", "httpx", "pytest", "fastapi",
    "flask", "django", "streamlit", "mlflow", "joblib", "hypothesis", "starlette", "pydantic", "yaml", "matplotlib",
    "xgboost", "lightgbm", "catboost", "evidently", "prefect", "airflow", "shap", "boto3", "moto", "nltk", "spacy",
    "transformers", "datasets", "great_expectations", "pandera", "polars", "pyspark", "PIL", "cv2", "dotenv",
    "setuptools", "deepdiff",
})  # fmt: skip
# Python's own modules, of which nothing is below, that projects call a folder after.
_FOLDERS = frozenset({"code", "site"})
_LONGEST_CODE = 4_000
# What is a package or a program as a whole, and what reads something without importing anything.
_WHOLE = frozenset({"__init__.py", "__main__.py", "main.py", "app.py", "setup.py", "conftest.py"})
_OPENS = ("open(", "predict", "fit", "transform")
_MADE_FOR_TESTS = frozenset({"tmp_path", "tmpdir", "tmp_path_factory"})
ARTEFACTS = (
    ".csv",
    ".parquet",
    ".pkl",
    ".pickle",
    ".joblib",
    ".bin",
    ".h5",
    ".keras",
    ".pt",
    ".pth",
    ".onnx",
    ".npy",
    ".npz",
    ".cbm",
    ".feather",
)


class Places:
    """Where the project's own modules are: which imports mean them."""

    def __init__(self, modules: Sequence[Module], paths: Sequence[str], declared: frozenset[str] = frozenset()) -> None:
        self._declared = declared
        self._imported = {name for module in modules if not is_test(module.path) for name in module.packages}
        self._by_tail: dict[str, Module] = {}
        self._folders: set[str] = set()
        self._paths = set(paths)
        self._all = modules
        self._modules = [module for module in modules if not is_test(module.path)]
        self._apart: set[str] = set()
        for module in self._modules:
            parts = module.path.removesuffix(".py").removesuffix("/__init__").split("/")
            tails = [".".join(parts[start:]) for start in range(len(parts))]
            if self._is_apart(module):
                self._apart.update(tails)
                continue
            for tail in tails:
                self._by_tail.setdefault(tail, module)
            for end in range(1, len(parts)):
                for start in range(end):
                    self._folders.add(".".join(parts[start:end]))

    def _is_apart(self, module: Module) -> bool:
        """Whether a module is no part of the work: it takes nothing from anywhere, and none of those that do the
        work with packages of others speaks of it.
        """
        return (
            not module.is_notebook
            and not module.is_beyond
            and bool(module.functions)
            and not module.packages
            and not module.mentions(*_OPENS)
            and module.file.name not in _WHOLE
            and not any(other.mentions(module.file.stem) for other in self._modules if other is not module)
            and any(not other.packages.isdisjoint(_KNOWN_PACKAGES) for other in self._modules)
        )

    @cached_property
    def tellers(self) -> frozenset[str]:
        """The functions of the project and its tests that always give True or False, by names that no other has."""
        defined = [function for module in self._all for function in module.functions]
        names = [function.last for function in defined]
        return frozenset(name for name in truth_tellers(defined) if names.count(name) == 1)

    def of(self, name: str) -> str | None:
        """Return the path of the module that an import means, or its package's folder; None for a foreign one."""
        plain = name.lstrip(".")
        top = plain.partition(".")[0]
        if not plain or (not name.startswith(".") and (top in STANDARD or top in _KNOWN_PACKAGES)):
            found = self._by_tail.get(plain) if top in _FOLDERS and "." in plain else None
            return found.path if found is not None else None
        parts = plain.split(".")
        for end in range(len(parts), 0, -1):
            tail = ".".join(parts[:end])
            if tail in self._apart and tail not in self._by_tail:
                return None
            if tail in self._by_tail:
                return self._by_tail[tail].path
            if tail in self._folders:
                return tail
        return None

    def module(self, path: str) -> Module | None:
        """Return the module at a path that `of` gave."""
        return self._by_tail.get(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))

    def is_absent(self, name: str) -> bool:
        """Whether a dotted name begins with a folder of the project or its tests, and means nothing that is there.

        A plain name of several words is absent where no file or folder is called so, the project declares its packages
        and that is none of them, and no code of it imports it.
        """
        parts = name.split(".")
        if len(parts) == 1:
            return (
                "_" in name.strip("_")
                and bool(self._declared)
                and canonical(name) not in self._declared
                and name not in self._imported | _KNOWN_PACKAGES
                and name not in NAMES
                and not any(name in path.removesuffix(".py").split("/") for path in self._paths)
            )
        below = "/".join(parts)
        return (
            len(parts) > 1
            and any(f"/{path}".find(f"/{parts[0]}/") >= 0 for path in self._paths)
            and not any(
                f"/{path}".endswith((f"/{below}.py", f"/{below}/__init__.py")) or f"/{path}".find(f"/{below}/") >= 0
                for path in self._paths
            )
        )

    def has(self, path: str) -> bool:
        """Whether a path, from wherever a test may run, is in the repository."""
        plain = path.replace("\\", "/").removeprefix("./").lstrip("./")
        return any(f"/{known}/".find(f"/{plain}/") >= 0 for known in self._paths)

    def matches(self, folder: str, pattern: str) -> bool:
        """Whether a file in or below a folder fits the last part of a pattern."""
        last = pattern.rpartition("/")[2]
        return any(path.startswith(f"{folder}/") and fnmatch(path.rpartition("/")[2], last) for path in self._paths)

    def named(self, text: str) -> str | None:
        """Return what of the project a string names: a file of it or that it writes, a module, a script to be run."""
        if not text or len(text) > 300 or "\n" in text or "." not in text:  # noqa: PLR2004
            return None
        if " " in text:
            return next((found for word in text.split() if word.endswith(".py") and (found := self.named(word))), None)
        plain = text.replace("\\", "/").removeprefix("./").removeprefix("../").removeprefix("../")
        if plain in self._paths:
            return plain
        if plain.endswith(".py") and "/" in plain:
            # A script that is run from a folder of tests: `python ../service/score.py`.
            below = [path for path in self._paths if path.endswith(f"/{plain}")]
            return below[0] if len(below) == 1 else None
        if plain.endswith(ARTEFACTS) and plain.rpartition("/")[2] in self._artefacts:
            return plain
        return self.of(text) if re.fullmatch(r"[A-Za-z_][\w.]*", text) else None

    @cached_property
    def _artefacts(self) -> set[str]:
        """The names of the data and model files that the project has, or that its code names."""
        named = {path.rpartition("/")[2] for path in self._paths if path.endswith(ARTEFACTS)}
        for module in self._modules:
            named.update(text.rpartition("/")[2] for text, _ in module.strings if text.endswith(ARTEFACTS))
        return named


class Names:
    """Which names of a test module stand for something of the project, and what of it."""

    def __init__(self, module: Module, places: Places, inherited: dict[str, str]) -> None:
        self.module = module
        self.places = places
        self.own: dict[str, str] = dict(inherited)
        self.imported: set[str] = set()
        """Those of them that the module's own imports make."""
        self._replaced = frozenset(_replaced(module))
        for tree, _ in module.trees:
            for node in _statements(tree):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    self.own.update(self._imported(node))
            self.imported |= self.own.keys() - inherited.keys()
            for _ in range(3):
                new = [self._spread(node) for node in _statements(tree)]
                if not any(new):
                    break

    def _imported(self, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
        """The names that an import of the project's makes, with the module and what of it they are."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name not in self._replaced and (where := self.places.of(alias.name)):
                    yield alias.asname or alias.name.partition(".")[0], f"{where}:"
            return
        base = "." * node.level + (node.module or "")
        if base in self._replaced:
            return
        for alias in node.names:
            full = base + alias.name if base.endswith(".") else f"{base}.{alias.name}"
            whole = self.places.of(full)
            if where := whole or self.places.of(base):
                is_module = whole is not None and self.places.of(base) != whole
                yield alias.asname or alias.name, f"{where}:" if is_module else f"{where}:{alias.name}"

    def _spread(self, node: ast.stmt) -> bool:
        """Take the names that a statement of the module or of a class makes from the project's; whether any was new."""
        names: list[str] = []
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if not node.name.startswith("test"):
                names = [_fixture(node) or node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.With):
            names = [item.optional_vars.id for item in node.items if isinstance(item.optional_vars, ast.Name)]
        new = [name for name in names if name not in self.own]
        if not new:
            return False
        what = next(iter(self.touched(node)), None)
        if what is None:
            return False
        if any(CLIENTS.search(ast.unparse(call.func)) for call in walk(node) if isinstance(call, ast.Call)):
            what = "client:"
        for name in new:
            self.own[name] = what
        return True

    def touched(self, node: ast.AST) -> list[str]:  # noqa: C901 - one branch for each way to use it
        """Return what of the project a piece of code uses, as `path:name`."""
        found: list[str] = []
        own = _made_here(node)
        for inner in walk(node):
            if id(inner) in own:
                continue
            if isinstance(inner, ast.Attribute):
                first, _, rest = dotted(inner).partition(".")
                if self.own.get(first, "").endswith(":"):
                    found.append(self.own[first] + rest.rpartition(".")[2])
            elif isinstance(inner, ast.Name) and inner.id in self.own:
                found.append(self.own[inner.id] + ("?" if self.own[inner.id].endswith(":") else ""))
            elif isinstance(inner, ast.arg) and inner.arg in self.own:
                found.append(self.own[inner.arg])
            elif isinstance(inner, ast.Call) and (where := self._loaded(inner)):
                found.append(where)
            elif (
                isinstance(inner, ast.ImportFrom)
                and inner.module
                and not (not inner.level and self.places.is_absent(inner.module))
                and (where := self.places.of(inner.module))
            ):
                found += [f"{where}:{alias.name}" for alias in inner.names]
            elif isinstance(inner, ast.Import):
                found += [f"{where}:" for alias in inner.names if (where := self.places.of(alias.name))]
            elif (
                isinstance(inner, (ast.Constant, ast.JoinedStr))
                and (text := string(inner))
                and (where := self.places.named(text))
            ):
                found.append(f"{where}:")
            elif isinstance(inner, ast.Constant) and isinstance(inner.value, str) and "import " in inner.value:
                found += self._run_apart(inner.value)
        return found

    def _run_apart(self, text: str) -> list[str]:
        """What of the project a text imports that a test hands to a Python of its own, as `python -c` runs it."""
        if len(text) > _LONGEST_CODE or not self.module.mentions("subprocess"):
            return []
        tree = parsed(textwrap.dedent(text))
        imports = (node for node in walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))) if tree else ()
        return [what for node in imports for _, what in self._imported(node)]

    def _loaded(self, call: ast.Call) -> str | None:
        """What of the project a call brings: a module by its name, or a client that finds the project by itself."""
        if is_of_settings(self.module, call):
            return "client:"
        if call.args and name_called(call) in ("import_module", "__import__"):
            name = string(call.args[0]) or ""
            where = self.places.of(name) if name not in self._replaced else None
            return f"{where}:" if where else None
        return None


def _fixture(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str | None:
    """The name that tests know a fixture by, where its decorator gives it another: `fixture(name="client")`."""
    return next(
        (
            string(word.value)
            for decorator in function.decorator_list
            if isinstance(decorator, ast.Call) and name_called(decorator) == "fixture"
            for word in decorator.keywords
            if word.arg == "name"
        ),
        None,
    )


def _made_here(node: ast.AST) -> set[int]:
    """The names of files in a folder that pytest makes for a test: `tmp_path / "model.pkl"` is none of the project."""
    return {
        id(part.right)
        for part in walk(node)
        if isinstance(part, ast.BinOp)
        and isinstance(part.op, ast.Div)
        and dotted(part.left).partition(".")[0].partition("(")[0] in _MADE_FOR_TESTS
    }


def _replaced(module: Module) -> Iterator[str]:
    """The modules in whose place a test module puts something else: `sys.modules["predict"] = MagicMock()`."""
    for node in module.assignments if module.mentions("sys.modules") else ():
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if (
                isinstance(target, ast.Subscript)
                and dotted(target.value) == "sys.modules"
                and isinstance(node.value, ast.Call)
                and (name := string(target.slice))
            ):
                yield name


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    for node in tree.body:
        yield node
        if isinstance(node, (ast.ClassDef, ast.Try, ast.If, ast.With)):
            yield from node.body
