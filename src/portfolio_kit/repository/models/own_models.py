"""Models of the project's own, kept in files of its own making: classes that learn, and read themselves back."""

from __future__ import annotations

from collections.abc import Iterable

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module

_LEARNING = frozenset({"fit", "train", "partial_fit", "learn", "fit_transform"})
_LOADING = ("load", "from_file", "restore", "read", "open", "from_disk")
_READING = frozenset({"open", "load", "loads", "read_text", "read_bytes", "read_csv", "read_json", "read_parquet"})


def own_models(modules: Iterable[Module]) -> frozenset[str]:
    """Return the calls that load such a model, as `Shelf.load`: of a class that has a method to learn by, and whose
    method of that name reads a file.
    """
    found: set[str] = set()
    for module in modules:
        if not module.mentions("class ") or not module.mentions("def fit", "def train", "def learn", "def partial_fit"):
            continue
        learning = {function.in_class for function in module.functions if function.last in _LEARNING}
        for function in module.functions:
            if (
                function.in_class in learning - {""}
                and function.last.startswith(_LOADING)
                and not _READING.isdisjoint(call.last for call in module.calls_in.get(function.name, ()))
            ):
                found.add(f"{function.in_class}.{function.last}")
    return frozenset(found)


def loads_own(call: Call, loading: frozenset[str]) -> bool:
    """Whether a call is one of those: of the class, `Shelf.load(path)`, or of what it makes, `Shelf().load(path)`."""
    return bool(loading) and ".".join(call.name.replace("()", "").split(".")[-2:]) in loading
