"""Models of the project's own that are none: classes whose `fit` or `predict` takes no notice of what it is given.

A class called `ChurnModel` that answers 0.81 to everybody trains nothing and predicts nothing, however it is called.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterable
from functools import cached_property

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.models.own_made import given, own_function

_OF_MODELS = frozenset(
    {
        "fit", "train", "predict", "predict_proba", "decision_function", "fit_predict", "partial_fit", "forward",
        "evaluate", "score", "forecast", "recommend", "inference", "infer",
    }
)  # fmt: skip
# What a model may come from that is not the project's own.
ELSEWHERE = frozenset(
    {
        "sklearn", "torch", "tensorflow", "keras", "xgboost", "lightgbm", "catboost", "transformers", "statsmodels",
        "prophet", "joblib", "pickle", "dill", "cloudpickle", "mlflow", "onnxruntime", "spacy", "fastai", "pycaret",
        "pyspark", "h2o", "surprise", "implicit", "lightfm", "autogluon", "flaml", "ultralytics", "bentoml", "river",
        "sentence_transformers", "langchain", "openai", "skops", "gensim", "darts", "sktime", "pmdarima", "importlib",
    }
)  # fmt: skip
# Functions of the project's own that are to measure or train a model.
_OF_FUNCTIONS = frozenset({"evaluate", "evaluate_model", "score", "train_model"})
# Calls that work nothing out, whatever they are given: they draw by chance, wait or tell.
_DRAWS = frozenset({
    "rand", "randn", "random", "uniform", "normal", "randint", "integers", "choice", "gauss", "standard_normal", "seed",
    "default_rng",
})  # fmt: skip
_TALK = frozenset({"sleep", "debug", "info", "warning", "error"})
_ITSELF = frozenset({"self", "cls"})
# Methods that learn from what they are given, and what tells only how much of it there is.
_LEARNING = frozenset({"fit", "train", "partial_fit"})
_HOW_MUCH = frozenset({"shape", "nunique", "size", "ndim"})
# Calls that bring in what could be learned from.
_READING = frozenset({
    "reader", "DictReader", "load", "loads", "read", "readline", "readlines", "read_text", "read_bytes", "connect",
    "urlopen", "input", "stdin", "iterdir", "glob", "listdir", "import_module",
})  # fmt: skip
_LONGEST_MODE = 3
_BUILT_IN = frozenset(dir(builtins)) - {"open", "exec", "eval"}


class Hollow:
    """The methods of a project's classes that do nothing with what they are given, and the calls that lead to them."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self._modules = [module for module in modules if not module.is_beyond]

    def is_asked(self, module: Module, call: Call) -> bool:
        """Whether a call is of such a method: of what is made of such a class, or of what can be nothing else."""
        owner = call.name.rpartition(".")[0]
        if call.last in _OF_FUNCTIONS and self._is_idle_function(module, call):
            return True
        if "." in call.name and self._is_stub(module, call):
            return True
        if call.last not in _OF_MODELS or not owner or not self._idle:
            return False
        made = {owner.removesuffix("()").rpartition(".")[2]} if owner.endswith("()") else self._made(module, owner)
        if made:
            return all((name, call.last) in self._idle or self._lacks(name, call.last) for name in made)
        return call.last in self._nothing_else

    def works(self, module: Module, call: Call) -> bool:
        """Whether such a method does sums of its own, though it learns nothing by them."""
        made = self._made(module, call.name.rpartition(".")[0]) or {
            name for name, last in self._idle if last == call.last
        }
        return any(self._sums.get((name, call.last), False) for name in made)

    def _is_idle_function(self, module: Module, call: Call) -> bool:
        """Whether a call is of a function of the project's own that takes no notice of what it is given."""
        found = self._functions.get((module.path, call.last))
        if found is None and "." in call.name:
            parts = call.name.strip(".").split(".")[:-1]
            named = [
                is_idle
                for (path, name), is_idle in self._functions.items()
                if name == call.last and _is_of(path, parts)
            ]
            found = bool(named) and all(named)
        return bool(found)

    def _is_stub(self, module: Module, call: Call) -> bool:
        """Whether a call is of a function that does nothing, in a module of the project where Python looks first:
        beside or above the one that imports it, though it be called like a library's.
        """
        found = own_function(self._by_path, module, call.name)
        return found is not None and bool(found.args.args) and _only_counts(found)

    @cached_property
    def _by_path(self) -> dict[str, Module]:
        return {module.path: module for module in self._modules if not module.is_notebook}

    def _lacks(self, name: str, method: str) -> bool:
        """Whether a class that does nothing elsewhere inherits nothing either, and has no such method."""
        return (name, method) not in self._methods and name in self._alone

    @cached_property
    def _alone(self) -> frozenset[str]:
        """The classes with methods that do nothing that are only what stands in them."""
        idle = {name for name, _ in self._idle}
        classes = [node for module in self._modules for node in module.classes if node.name in idle]
        inheriting = {node.name for node in classes if node.bases or node.decorator_list}
        return frozenset(node.name for node in classes) - inheriting

    @cached_property
    def _functions(self) -> dict[tuple[str, str], bool]:
        """The functions of models and their evaluation by module and name, with whether they do nothing."""
        return {
            (module.path, function.name): bool(function.node.args.args) and _only_counts(function.node)
            for module in self._modules
            if module.mentions(*(f"def {name}" for name in sorted(_OF_FUNCTIONS)))
            for function in module.functions
            if function.name in _OF_FUNCTIONS
        }

    @cached_property
    def _methods(self) -> dict[tuple[str, str], bool]:
        """The methods of models by class and name, with whether they do nothing, or learn nothing."""
        return {
            (function.in_class, function.last): _does_nothing(function.node)
            or (function.last in _LEARNING and _learns_nothing(module, function.node))
            for module in self._modules
            if module.mentions(*_OF_MODELS) and module.mentions("class ")
            for function in module.functions
            if function.in_class and function.last in _OF_MODELS
        }

    @cached_property
    def _sums(self) -> dict[tuple[str, str], bool]:
        """The methods of models by class and name, with whether they read anything that they know or are given."""
        return {
            (function.in_class, function.last): not _does_nothing(function.node)
            for module in self._modules
            if module.mentions(*sorted(_LEARNING)) and module.mentions("class ")
            for function in module.functions
            if function.in_class and function.last in _LEARNING
        }

    @cached_property
    def _idle(self) -> frozenset[tuple[str, str]]:
        """Those that do nothing, of classes that the project itself makes something of."""
        idle = {method for method, does_nothing in self._methods.items() if does_nothing}
        if not idle:
            return frozenset()
        made = {call.last for module in self._modules for call in module.calls}
        return frozenset((name, method) for name, method in idle if name in made)

    @cached_property
    def _nothing_else(self) -> frozenset[str]:
        """The names of methods that only such classes have, where no model can come from elsewhere."""
        if any(not ELSEWHERE.isdisjoint(module.packages) for module in self._modules):
            return frozenset()
        working = {method for (_, method), does_nothing in self._methods.items() if not does_nothing}
        return frozenset(method for _, method in self._idle) - working

    def _made(self, module: Module, owner: str) -> set[str]:
        """The classes of the project that a name or attribute is made of in a module."""
        own = {name for name, _ in self._methods}
        found: set[str] = set()
        for value in given(module, owner):
            name = name_called(value) if isinstance(value, ast.Call) else ""
            if name not in own:
                return set()
            found.add(name)
        return found


def _is_of(path: str, parts: list[str]) -> bool:
    """Whether a module is the one that a name's parts lead to."""
    return path.removesuffix(".py").split("/")[-1:] == parts[-1:]


def _only_counts(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function does nothing with what it is given, and calls nothing but what Python has itself, draws by
    chance or tells.
    """
    return _does_nothing(function) and all(
        (isinstance(node.func, ast.Name) and node.func.id in _BUILT_IN) or name_called(node) in _DRAWS | _TALK
        for statement in function.body
        for node in walk(statement)
        if isinstance(node, ast.Call)
    )


def _learns_nothing(module: Module, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a method that is to learn works with no more of the data than how much there is of it, or with none."""
    return _only_measures_size(function) or (_is_given_nothing(function) and _reads_nothing(module))


def _is_given_nothing(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a method takes nothing but what it belongs to."""
    arguments = function.args
    others = (*arguments.posonlyargs, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
    return len(arguments.args) == 1 and not any(others)


def _reads_nothing(module: Module) -> bool:
    """Whether a module uses nothing but Python's own library and brings in no data, from a file or another module."""
    if not module.packages <= sys.stdlib_module_names or any(name.startswith(".") for name in module.imports):
        return False
    for call in module.calls:
        if call.last in _READING:
            return False
        if call.last == "open":
            modes = [call.keyword("mode"), *call.node.args[:2]]
            if not any((text := string(mode)) and text[0] in "wax" and len(text) <= _LONGEST_MODE for mode in modes):
                return False
    return True


def _only_measures_size(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether all that a method reads of what it is given is how much there is of it, at least once."""
    given = {argument.arg for argument in (*function.args.posonlyargs, *function.args.args)} - _ITSELF
    sizes: set[int] = set()
    is_measured = False
    for node in (node for statement in function.body for node in walk(statement)):
        if isinstance(node, ast.Attribute) and node.attr in _HOW_MUCH:
            sizes.update(id(part) for part in walk(node.value) if isinstance(part, ast.Name))
        elif isinstance(node, ast.Call) and dotted(node.func) == "len":
            sizes.update(id(argument) for argument in node.args)
        elif isinstance(node, ast.Name) and node.id in given:
            if id(node) not in sizes:
                return False
            is_measured = True
    return is_measured


def _does_nothing(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a method reads nothing of what it is given but how much it is, and nothing of what it knows."""
    arguments = function.args
    given = {part.arg for part in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    given |= {part.arg for part in (arguments.vararg, arguments.kwarg) if part is not None}
    counted: set[int] = set()
    for node in (node for statement in function.body for node in walk(statement)):
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            if name.startswith("super()"):
                return False
            counted.update(id(argument) for argument in node.args if name == "len")
        elif isinstance(node, ast.Attribute):
            counted.update([id(node.value)] if node.attr == "shape" else [])
            if isinstance(node.value, ast.Name) and node.value.id in _ITSELF and isinstance(node.ctx, ast.Load):
                return False
        elif isinstance(node, ast.Name) and node.id in given - _ITSELF and id(node) not in counted:
            return False
    return True
