"""Where the project's code does machine learning: which calls do each stage, and which of them ask about what is new.

Found by what is called, in code that can be reached; a test is no part of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.literals import compares_literals
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.measuring.by_hand import worked_out
from portfolio_kit.repository.models.answered_rows import answers_what_it_reads, readers
from portfolio_kit.repository.models.asked_rows import (
    is_new,
    is_split,
    is_thrown_away,
    names_split,
    writes_submission,
)
from portfolio_kit.repository.models.from_scratch import SOLVER, from_scratch
from portfolio_kit.repository.models.given_back import asks_for_its_caller
from portfolio_kit.repository.models.hollow import Hollow
from portfolio_kit.repository.models.searches import idle_searches
from portfolio_kit.repository.models.stages import EVALUATE, LOAD, PREDICT, SAVE, STAGES, TRAIN, is_test, stage_of
from portfolio_kit.rubric.finding import Evidence

# What `fit` is given to measure on while it learns, and searches that score what they try.
_VALIDATED = frozenset({"validation_data", "validation_split", "eval_set", "evals", "valid_sets", "val_dataloaders"})
_SEARCHES = re.compile(r"(?:SearchCV|[a-z]CV)$")
_SPARK_MODEL = re.compile(r"(?:model|pipeline_?model)\.transform$", re.IGNORECASE)
EVALUATING = re.compile(
    r"eval|valid|metric|test|report|cross|compare|explain|shap|fairness|drift|monitor|tun(?:e|ing)|optim", re.IGNORECASE
)
_ASKING = re.compile(
    r"^_?(?:predict|infer|forecast|classif|recommend|score_|scoring|prever|predecir|prediz|detect|ask|"
    r"serve|inferir)",
    re.IGNORECASE,
)
_NETWORKS = frozenset({"model", "net", "pipe", "pipeline", "classifier"})
_PREDICTING = re.compile(
    r"predict|infer|scor(?:e|ing)|submi|demo(?!n|gra|cra)|app(?![a-z])|(?<![a-z])(?:web)?serv|classif|detect|forecast",
    re.IGNORECASE,
)


class Use(NamedTuple):
    """A call that does one of the stages, and where."""

    module: Module
    call: Call

    @property
    def evidence(self) -> Evidence:
        """The place of the call: of one that ends a chain over several lines, where its name stands."""
        return self.module.evidence(self.call.named_at)


class Stages:
    """What each stage is done by, in scripts and in notebooks."""

    def __init__(self, modules: Sequence[Module], live: Live) -> None:
        self.in_scripts: dict[str, list[Use]] = {stage: [] for stage in STAGES}
        self.in_notebooks: dict[str, list[Use]] = {stage: [] for stage in STAGES}
        self.unused: dict[str, list[Use]] = {stage: [] for stage in STAGES}
        # What learns nothing by the sums that it does.
        self.idle: list[Use] = []
        self.modules = [module for module in modules if not is_test(module.path)]
        own = [module for module in self.modules if module.trees]
        hollow = self._hollow = Hollow(own)
        asked = {
            call.last
            for module in own
            if not module.is_notebook
            for call in module.calls
            if call.scope.rpartition(".")[2] != call.last
        }
        # A search evaluates where what it scored is looked at.
        is_scored = any(not module.names.isdisjoint(("best_score_", "cv_results_")) for module in own)
        for module in own:
            for call, stage in _staged(module, is_scored=is_scored):
                if hollow.is_asked(module, call):
                    if hollow.works(module, call):
                        self.idle.append(Use(module, call))
                    continue
                target = self.in_notebooks if live.is_for_notebooks(module, call) else self.in_scripts
                counts = live.makes(module, call) and (
                    module.is_notebook or not _is_wrapped(call) or call.scope.rpartition(".")[2] in asked
                )
                (target if counts else self.unused)[stage].append(Use(module, call))
        if all(SOLVER.fullmatch(use.call.name) for use in self.of(TRAIN)):
            self._add_from_scratch(own, live)
        for table in (self.in_scripts, self.in_notebooks):
            for uses in table.values():
                uses.sort(key=lambda use: (use.module.path, use.call.line))

    def _add_from_scratch(self, own: Sequence[Module], live: Live) -> None:
        """Add what is done with models that the project fits itself, where no library fits any."""
        done = from_scratch(own)
        self.in_scripts[TRAIN].clear()
        self.in_notebooks[TRAIN].clear()
        for stage, calls in ((TRAIN, done.fits), (SAVE, done.keeps), (LOAD, done.fetches), (PREDICT, done.asks)):
            for module, call in calls:
                target = self.in_notebooks if live.is_for_notebooks(module, call) else self.in_scripts
                (target if live.makes(module, call) else self.unused)[stage].append(Use(module, call))

    def of(self, stage: str) -> list[Use]:
        """Return what does the stage, in scripts first."""
        return self.in_scripts[stage] + self.in_notebooks[stage]

    def inference(self) -> list[Use]:
        """Return the calls outside notebooks that ask a model about something new, by the first way that is taken."""
        return next(filter(None, self.inference_ways()), [])

    def inference_ways(self) -> Iterator[list[Use]]:
        """Yield the calls outside notebooks that ask a model about something new, not about its test split, by each way
        to do so.

        Those are calls where a model is loaded, in a function that is there for predicting, on what is called new, or
        in a module that neither trains nor evaluates; where a saved model is loaded and a function gives its caller
        what that says, or a submission is written of it, about whatever rows; where rows are read, and a table of the
        answers is written, and nothing measured; else in a function that gives its caller what the model says.
        """
        loads, trains, evaluates = (
            {use.module.path for use in self.in_scripts[stage]} for stage in (LOAD, TRAIN, EVALUATE)
        )
        found = []
        reading = readers(self.modules)
        for use in self.in_scripts[PREDICT]:
            path, call = use.module.path, use.call
            is_written = _is_handed_in(use) or answers_what_it_reads(use.module, call, reading)
            if is_written or (path in loads - trains and _answers_its_caller(use)):
                found.append(use)
                continue
            if _of_split(use) or is_thrown_away(use.module, use.call) or (_passes_on(call) and path not in loads):
                continue
            apart = path not in trains and (path not in evaluates or not EVALUATING.search(path))
            apart = apart and "backtest" not in use.module.file.stem
            if is_split(call):
                is_asked = path in loads and apart and path not in evaluates
            else:
                is_asked = (path in loads and apart) or bool(_ASKING.search(call.scope.rpartition(".")[2]))
            if is_asked or (apart and not call.scope) or is_new(call):
                found.append(use)
        yield found
        yield self._forward(loads, trains, evaluates)
        yield self._through(trains, evaluates)
        yield [use for use in self.in_scripts[PREDICT] if _is_given_back(use)]

    def _forward(self, loads: set[str], trains: set[str], evaluates: set[str]) -> list[Use]:
        """Return the calls of a network itself, `model(batch)`, in code that loads it or is there for predicting."""
        return [
            Use(module, call)
            for module in self.modules
            if not module.is_notebook
            and module.mentions("model(", "net(", "pipe(", "pipeline(", "classifier(", "(model,", "(clf,", "(net,")
            for call in module.calls
            if (call.last.lower().strip("_") in _NETWORKS or is_handed_model(call))
            and (call.node.args or call.node.keywords)
            and not is_split(call)
            and (
                _ASKING.search(call.scope.rpartition(".")[2])
                or (_PREDICTING.search(module.file.stem) and module.path not in trains)
                or (
                    module.path in loads - evaluates
                    and not EVALUATING.search(module.path)
                    and not module.mentions("backward(")
                )
            )
        ]

    def _through(self, trains: set[str], evaluates: set[str]) -> list[Use]:
        """Return the calls of other modules' functions that ask a model, in scripts that do nothing else with it.

        Such a function asks by itself, or calls the network that it is handed.
        """
        asking = {use.call.scope for use in self.in_scripts[PREDICT] if use.call.scope and "." not in use.call.scope}
        asking |= {
            function.name
            for module in self.modules
            if not module.is_notebook
            for function in module.functions
            if any(
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in _NETWORKS
                and any(argument.arg == node.func.id for argument in function.node.args.args)
                for node in walk(function.node)
            )
        }
        return [
            Use(module, call)
            for module in self.modules
            if not module.is_notebook
            and module.path not in trains | evaluates
            and not EVALUATING.search(module.file.stem)
            for call in module.calls
            if call.last in asking
            and call.last in module.aliases
            and (call.node.args or call.node.keywords)
            and not is_split(call)
        ]

    def is_hollow(self, module: Module, call: Call) -> bool:
        """Whether a call is of a method of the project's own that takes no notice of what it is given."""
        return self._hollow.is_asked(module, call)

    def trains(self) -> bool:
        """Whether a model is trained anywhere."""
        return bool(self.of(TRAIN))


def _staged(module: Module, *, is_scored: bool) -> Iterator[tuple[Call, str]]:
    """Yield the calls that do a stage; a metric worked out by hand, a search and a fit that validates evaluate."""
    by_hand = worked_out(module)
    idle = idle_searches(module) if is_scored else frozenset()
    for call in module.calls:
        is_measured = id(call.node) in by_hand or (
            is_scored and _SEARCHES.search(call.last) and id(call.node) not in idle
        )
        stage = EVALUATE if is_measured else stage_of(call)
        # What counts words is often called `cv`, and so is a search of Spark's.
        if call.name == "cv.fit" and module.mentions("CrossValidator", "SearchCV"):
            stage = TRAIN
        # A model of Spark's answers by transforming.
        if call.last == "transform" and _SPARK_MODEL.search(call.name) and module.imports_any("pyspark") is not None:
            stage = PREDICT
        if stage and not (stage == EVALUATE and compares_literals(module, call)):
            yield call, stage
        if stage == TRAIN and any(keyword.arg in _VALIDATED for keyword in call.node.keywords):
            yield call, EVALUATE


def _is_handed_in(use: Use) -> bool:
    """Whether a script writes a submission where it asks: about rows whose answers nobody here has, however called."""
    return any(map(writes_submission, use.module.calls_in.get(use.call.scope, ())))


def _answers_its_caller(use: Use) -> bool:
    """Whether a function gives back what a model says of what it is handed."""
    return bool(use.call.scope) and asks_for_its_caller(use.module, use.call.scope, use.call) is not None


def _is_given_back(use: Use) -> bool:
    """Whether a function at the top of a module asks for its caller, and not about a split."""
    name = use.call.scope
    return (
        bool(name) and "." not in name and not is_split(use.call) and asks_for_its_caller(use.module, name) is not None
    )


def is_handed_model(call: Call) -> bool:
    """Whether a function of the project's own asks the model that it is given: `scores_of(model, row)`."""
    first = call.node.args[0] if call.node.args else None
    return isinstance(first, ast.Name) and first.id in ("model", "clf", "net") and bool(_PREDICTING.search(call.last))


def _of_split(use: Use) -> bool:
    """Whether what a function predicts is what it took out of a split before, whatever it is called then."""
    given = use.call.node.args[0] if use.call.node.args else None
    function = next((one for one in use.module.functions if one.name == use.call.scope), None)
    if function is None or not isinstance(given, ast.Name):
        return False
    return any(
        isinstance(part, ast.Name) and names_split(part.id)
        for node in walk(function.node)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == given.id for target in node.targets)
        for part in walk(node.value)
    )


def _is_wrapped(call: Call) -> bool:
    """Whether a call stands in a method that only passes it on: the `fit` of a class of the project's own."""
    return _passes_on(call) and call.last in ("fit", "train")


def _passes_on(call: Call) -> bool:
    """Whether a method hands what it is given to a method of the same name, for whoever asks it."""
    return "." in call.scope and call.scope.rpartition(".")[2] == call.last
