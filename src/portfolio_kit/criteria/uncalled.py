"""What a function of the project does and nothing calls: who calls it has what is lacking, and need not write it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from portfolio_kit.criteria.chief import ASIDE, trainings
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.explaining.explanations import Explanation, explanations
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.models.found_stages import Use
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

# What a search tries its settings by is no measure of the model that is kept.
_OF_SEARCHES = ("CV", "make_scorer")
_DIVIDES = frozenset({"train_test_split", "randomSplit"})
_DEEPEST = 5


class Uncalled(NamedTuple):
    """A function that does something and that nothing calls, and where it does it."""

    module: Module
    function: Function
    evidence: Evidence

    @property
    def words(self) -> str:
        """How a reader finds it: `confusion_of() of shop/measures.py`."""
        return f"{self.function.name}() of {self.module.path}"

    def to_call(self, repository: Repository) -> str:
        """What to do with it, as the beginning of a sentence: where the model is trained it can be called."""
        chief = next(iter(trainings(repository)), None)
        if chief is None:
            return f"Call {self.words} in a script that is run"
        if chief.module is self.module:
            return f"Call {self.function.name}() in {self.module.path} after the training of line {chief.evidence.line}"
        if is_led_back(repository, self.module, chief.module):
            return f"Call {self.words} in a script that trains the model with {chief.module.path} first"
        return f"Call {self.words} in {chief.module.path} after the training of line {chief.evidence.line}"


class _Dead(Live):
    """What of the project can't run, asked for as what can is."""

    def __init__(self, live: Live) -> None:
        super().__init__(())
        self._alive = live

    def runs(self, module: Module, scope: str) -> bool:
        return bool(scope) and not module.is_notebook and not self._alive.runs(module, scope)


def measuring(repository: Repository) -> Uncalled | None:
    """Return a function that measures a model and that nothing calls."""
    uses = [
        use
        for use in repository.stages.unused[stages.EVALUATE]
        if not use.module.is_notebook and not ASIDE.search(use.module.path) and not scores_a_search(use.call)
    ]
    uses.sort(key=lambda use: (use.module.path, use.call.line))
    return next(_outermost(repository, uses), None)


def explaining(repository: Repository) -> tuple[Explanation, Uncalled] | None:
    """Return how a function that nothing calls explains the model, by a method for that before importances."""
    by_path = {module.path: module for module in repository.scripts}
    found = sorted(explanations(repository, _Dead(repository.live)), key=lambda one: not one.attributes)
    for explanation in found:
        module = by_path.get(explanation.evidence.path)
        scope = _around(module, explanation.evidence.line) if module is not None else None
        if module is not None and scope is not None and can_name(repository, module):
            return explanation, Uncalled(*_led_to_by(repository, module, scope), explanation.evidence)
    return None


def scores_a_search(call: Call) -> bool:
    """Whether a call only says by what a search of settings compares what it tries."""
    return call.last.endswith(_OF_SEARCHES)


def named_at(repository: Repository, evidence: Evidence) -> str | None:
    """Return the name of the function to be called for what stands at a place; None where something calls it."""
    use = next((use for use in repository.stages.unused[stages.EVALUATE] if use.evidence == evidence), None)
    found = next(_outermost(repository, [use]), None) if use is not None else None
    return found.function.name if found is not None else None


def can_name(repository: Repository, module: Module) -> bool:
    """Whether an import in the module that trains can name another: no folder between them has a blank in it."""
    chief = next(iter(trainings(repository)), None)
    start = chief.module.file.folder if chief is not None else ""
    path = module.path.removesuffix(".py")
    if start and path.startswith(f"{start}/"):
        path = posixpath.relpath(path, start)
    return all(part.isidentifier() for part in path.split("/"))


def is_led_back(repository: Repository, module: Module, chief: Module) -> bool:
    """Whether a module imports the one that trains, so that each would need the other first."""
    return module is not chief and chief in repository.reach.reached(module)


def held_out_at(repository: Repository) -> str | None:
    """Return where rows are held out already, to follow `the rows that`: a split that runs, of the module that trains
    before others.
    """
    chief = next(iter(trainings(repository)), None)
    found = [use for use in repository.stages.of(stages.PREPARE) if use.call.last in _DIVIDES]
    found.sort(key=lambda use: chief is None or use.module is not chief.module)
    return f"{cited(found[0].evidence)} holds out" if found else None


def _outermost(repository: Repository, uses: list[Use]) -> Iterator[Uncalled]:
    """Yield for calls in functions that don't run the function that would have to be called."""
    for use in uses:
        function = _function(use.module, use.call.scope)
        if function is not None and can_name(repository, use.module):
            yield Uncalled(*_led_to_by(repository, use.module, function), use.evidence)


def _led_to_by(repository: Repository, module: Module, function: Function) -> tuple[Module, Function]:
    """The function that leads to one that doesn't run, and that no other calls: that does all of it."""
    seen = {(module.path, function.name)}
    for _ in range(_DEEPEST):
        above = next(_callers(repository, module, function), None)
        if above is None or (above[0].path, above[1].name) in seen or not can_name(repository, above[0]):
            break
        module, function = above
        seen.add((module.path, function.name))
    return module, function


def _callers(repository: Repository, module: Module, function: Function) -> Iterator[tuple[Module, Function]]:
    """Yield the functions that call another, those beside it first."""
    others = (other for other in repository.stages.modules if other is not module and not other.is_notebook)
    for other in (module, *others):
        for call in other.calls if other is module or other.mentions(function.last) else ():
            owner = call.name.rpartition(".")[0].rpartition(".")[2]
            is_meant = call.last == function.last and owner in (
                ("", "self") if other is module else (module.file.stem,)
            )
            caller = _function(other, call.scope) if is_meant else None
            if caller is not None and caller is not function:
                yield other, caller


def _function(module: Module, scope: str) -> Function | None:
    return next((function for function in module.functions if function.name == scope), None) if scope else None


def _around(module: Module, line: int) -> Function | None:
    """The innermost function that a line stands in."""
    found = [function for function in module.functions if function.line <= line <= (function.node.end_lineno or 0)]
    return max(found, key=lambda function: function.line, default=None)
