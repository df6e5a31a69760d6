"""How code measures its models: with which metrics, on what data, and what it looks at beyond one number."""
# ruff: noqa: E501 - lists of words and names

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, identifier, name_called, string, walk
from portfolio_kit.repository.held_out.asked_apart import asked_apart
from portfolio_kit.repository.held_out.copied_rows import copied_rows
from portfolio_kit.repository.held_out.cut import cut_off
from portfolio_kit.repository.held_out.given_apart import given_apart
from portfolio_kit.repository.held_out.own_answer import learns_its_answer
from portfolio_kit.repository.held_out.relearned import Joined, joins, relearned
from portfolio_kit.repository.held_out.same_rows import gives_same_rows, pretending
from portfolio_kit.repository.held_out.spoiled import dividing, is_in_sample, refitted, spoiled, thrown_away, unused
from portfolio_kit.repository.measuring.beyond import FOLDS, looked_at_beyond, never_called
from portfolio_kit.repository.measuring.by_hand import counted
from portfolio_kit.repository.measuring.data_names import (
    ASKED,
    HELD_OUT_NAME,
    HELD_OUT_TEXT,
    asks_training_data,
    held_out_by_name,
    is_on_training,
    names_training,
    stored_names,
)
from portfolio_kit.repository.measuring.looked_up import looked_up, tables
from portfolio_kit.repository.measuring.plain_errors import plain_errors
from portfolio_kit.repository.measuring.residuals import residuals_looked_at
from portfolio_kit.repository.measuring.taken import EVALUATORS, computed_names, default_score, metrics_of
from portfolio_kit.repository.measuring.timed import timed
from portfolio_kit.repository.models.searches import idle_searches
from portfolio_kit.repository.models.stages import TRAIN, is_test, stage_of
from portfolio_kit.repository.models.weighed import COSTS, CUT, charged_or_cut
from portfolio_kit.rubric.finding import Evidence

_HINTS = (
    "score", "metric", "report", "confusion", "error", "evaluate", "auc", "rmse", "mae", "accuracy", "loss", "r2",
    "ilhouette", "mrr", "mape", "wape", "mase", "mse", "pinball", "ndcg", "recall", "precision", "f1", "hit",
    "rappel", "justesse", "exhaustivi", "sensibili", "treffer", "genauigkeit", "richiamo", "acuracia", "revoca",
)  # fmt: skip
# What Ultralytics' `model.val()` measures, on the validation part of its data where no other is named.
_OF_DETECTION = ("average_precision", "precision", "recall")
HELD_OUT_BY_NAME = "a held-out part"
"""What is held out where no call does it, and names in the measuring code say so."""
LATER = "the later rows"
_OTHERS = "other rows than those that were fitted"
_CROSSED = re.compile(r"cross_val\w+|\w*SearchCV")
_WEAK = frozenset({"accuracy", "loss", "log_loss", ""})
_SPLIT = re.compile(r"\w*SearchCV|\w*(?:train|random|data)\w*_split|randomSplit|split_data")
_ENOUGH = 2
# What is decided after measuring is looked at, too.
_DECIDED = {COSTS: "costs and benefits", CUT: "a threshold choice"}


@dataclass
class Evaluation:
    """What the code of the project measures: metrics, ways of holding data out, and what goes beyond, with their places."""

    metrics: dict[str, Evidence] = field(default_factory=dict)
    held_out: dict[str, Evidence] = field(default_factory=dict)
    beyond: dict[str, Evidence] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    """The metrics that are taken of more than the rows that the model was fitted to, as far as the names there tell."""
    promised: Evidence | None = None
    """Where something is measured on what is called held out."""
    copied: tuple[Evidence, Evidence] | None = None
    """Where rows are multiplied, and where they are split after that, if nothing else is held out."""
    by_module: dict[str, Evaluation] = field(default_factory=dict)
    """The same of each module that measures, by its path."""

    @property
    def fitting(self) -> dict[str, Evidence]:
        """The metrics that say more than accuracy or a loss does, and not of training data alone."""
        return {name: place for name, place in self.off_training.items() if name not in _WEAK}

    @property
    def off_training(self) -> dict[str, Evidence]:
        """The metrics without those that are only taken of training data."""
        return {name: place for name, place in self.metrics.items() if name in self.seen}


def evaluation(modules: Sequence[Module], live: Live) -> Evaluation:
    """Read how the modules evaluate models; tests are no part of it."""
    found = Evaluation()
    own = [module for module in modules if not is_test(module.path) and module.mentions(*_HINTS)]
    default = default_score(own)
    fitting = _fitting(modules)
    own_functions = frozenset(
        function.last for module in modules if not is_test(module.path) for function in module.functions
    )
    kept = tables(own)
    for module in own:
        one = found.by_module[module.path] = _of_module(module, default, live, kept)
        found.seen += one.seen
        for mine, theirs in ((found.metrics, one.metrics), (found.held_out, one.held_out), (found.beyond, one.beyond)):
            for name, place in theirs.items():
                mine.setdefault(name, place)
        if one.promised and _sets_apart(module):
            found.held_out.setdefault(HELD_OUT_BY_NAME, one.promised)
        found.promised = found.promised or one.promised
        later = next(cut_off(live.scopes(module), fitting), None) if LATER not in found.held_out else None
        found.held_out |= {LATER: module.evidence(later)} if later is not None else {}
        if one.metrics and not found.held_out:
            apart = next(asked_apart(live.scopes(module), fitting), None)
            if apart is None:
                apart = next(given_apart(live.scopes(module), fitting, own_functions), None)
            found.held_out |= {_OTHERS: module.evidence(apart)} if apart is not None else {}
    if found.metrics:
        _add_beyond(found, modules, live)
    joined = _joined(modules)
    loaders = pretending(own)
    spoiled_in = {
        module.path: module
        for module in modules
        if _is_spoiled(module, default, live, fitting, joined)
        or gives_same_rows(module, live, loaders)
        or _is_given_away(module, live)
    }
    if spoiled_in:
        found.held_out = {
            name: place
            for name, place in found.held_out.items()
            if (_CROSSED.fullmatch(name) and _reads_score(name, spoiled_in.get(place.path)))
            or (place.path not in spoiled_in and name != HELD_OUT_BY_NAME)
        }
        found.promised = None
    elif not found.held_out:
        _add_held_out_elsewhere(found, modules, own)
    _take_copied(found, modules, live)
    return found


def _add_beyond(found: Evaluation, modules: Sequence[Module], live: Live) -> None:
    """Add what is looked at in modules that take no metric themselves: how long answers take, and residuals."""
    others = [module for module in modules if not is_test(module.path)]
    for what, look in (("latency", timed), ("residuals", residuals_looked_at)):
        where = next((where for module in others if (where := look(module, live)) is not None), None)
        if where is not None:
            found.beyond.setdefault(what, where)


def _take_copied(found: Evaluation, modules: Sequence[Module], live: Live) -> None:
    """Take away what is held out of rows that were multiplied before: it is in what is learned from, too."""
    copied = copied_rows(modules, live) if found.held_out else None
    if copied is None:
        return
    # What only a name calls held out was handed over by the split, where the module reads no data itself.
    reading = {module.path for module in modules if module.mentions("read_", "load")}
    kept = {
        name: place
        for name, place in found.held_out.items()
        if place.path not in copied.paths and (name != HELD_OUT_BY_NAME or place.path in reading)
    }
    for path, one in found.by_module.items():
        kept |= {name: place for name, place in one.held_out.items() if path not in copied.paths and name not in kept}
    found.held_out = kept
    if not kept:
        found.promised = None
        found.copied = copied.module.evidence(copied.multiplied), copied.module.evidence(copied.split)


def _add_held_out_elsewhere(found: Evaluation, modules: Sequence[Module], own: Sequence[Module]) -> None:
    """Add what is held out in other modules than those that measure."""
    if found.metrics and not found.promised:
        found.held_out.update(_held_out_for_others(own))
    if not found.held_out and found.promised:
        read = {module.path for module in own}
        others = (module for module in modules if module.path not in read and not is_test(module.path))
        if any(map(_sets_apart, others)):
            found.held_out[HELD_OUT_BY_NAME] = found.promised


def _fitting(modules: Sequence[Module]) -> frozenset[str]:
    """The functions of the project that fit a model in what they do themselves."""
    return frozenset(
        call.scope.rpartition(".")[2]
        for module in modules
        if not is_test(module.path)
        for call in module.calls
        if call.scope and stage_of(call) == TRAIN
    )


def _joined(modules: Sequence[Module]) -> Joined:
    """The functions that fit a model to what is learned from and what was held out together."""
    return {
        function.last: places
        for module in modules
        if module.mentions("concat", "vstack") and module.mentions(".fit(") and not is_test(module.path)
        for function in module.functions
        if (places := joins(function))
    }


def _reads_score(name: str, module: Module | None) -> bool:
    """Whether what folds have shown is looked at, where a module does not hold out anything else.

    A search keeps it for whoever asks.
    """
    return module is None or name.startswith("cross_val") or module.mentions("best_score_", "cv_results_")


def _is_spoiled(module: Module, default: str, live: Live, fitting: frozenset[str], joined: Joined) -> bool:
    """Whether a module undoes a split that it made before anything is measured."""
    splitting = dividing(module.functions) if module.mentions("split(") else frozenset()
    if is_test(module.path) or not (
        splitting or module.mentions("_split(", ".sample(") or (joined and module.mentions(*joined))
    ):
        return False
    calls = [call for call in module.calls if metrics_of(call, default, watches=False)]
    measuring = {id(call.node) for call in calls}
    functions = frozenset(call.scope.rpartition(".")[2] for call in calls if call.scope)
    scopes = live.scopes(module)
    if unused(scopes) is not None or refitted(scopes, fitting, functions, splitting) is not None:
        return True
    asking = functions | {function.last for function in module.functions if _asks_model(function)}
    if calls and relearned(scopes, joined, asking) is not None:
        return True
    return spoiled(scopes, lambda node: id(node) in measuring) is not None


def _is_given_away(module: Module, live: Live) -> bool:
    """Whether a model of a module learns from the very column that it is to predict."""
    return (
        not is_test(module.path)
        and module.mentions("fit(", "train_test_split(", "cross_val")
        and learns_its_answer(live.scopes(module))
    )


def _asks_model(function: Function) -> bool:
    """Whether a function asks a model that it is handed."""
    given = {argument.arg for argument in function.node.args.args}
    return any(
        isinstance(node, ast.Call) and name_called(node) in ASKED and dotted(node.func).partition(".")[0] in given
        for node in walk(function.node)
    )


def _held_out_for_others(modules: Sequence[Module]) -> dict[str, Evidence]:
    """What is held out in a module that sets data apart and hands it to another's functions to be measured on."""
    for module in modules:
        others = {
            function.last
            for other in modules
            if other is not module and _measures(other)
            for function in other.functions
            if "." not in function.name
        }
        if any(call.last in others for call in module.calls) and not asks_training_data(module):
            apart = next((line for name, line in stored_names(module) if HELD_OUT_NAME.search(name)), None)
            if apart is not None:
                return {HELD_OUT_BY_NAME: module.evidence(apart)}
    return {}


def _measures(module: Module) -> bool:
    """Whether a module takes a metric, whatever it is handed."""
    return any(metrics_of(call, "accuracy", watches=False) for call in module.calls) or any(computed_names(module))


def _sets_apart(module: Module) -> bool:
    """Whether anything held out is made or read here: an argument that is called so may be handed anything."""
    lost = _lost(module)
    splits = (call for call in module.calls if _SPLIT.fullmatch(call.last) or FOLDS.fullmatch(call.last))
    if any(id(call.node) not in lost for call in splits):
        return True
    stored = (
        identifier(node)
        for tree, _ in module.trees
        for node in walk(tree)
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Store)
    )
    return any(map(HELD_OUT_NAME.search, stored)) or any(HELD_OUT_TEXT.search(text) for text, _ in module.strings)


def _of_module(module: Module, default: str, live: Live, kept: dict[str, tuple[str, ...]]) -> Evaluation:
    found = Evaluation()
    watches = module.mentions("eval_set")
    idle = idle_searches(module) | _lost(module)
    validates = module.mentions(".val(") and module.imports_any("ultralytics") is not None
    for call in sorted(module.calls, key=lambda call: call.line):
        if id(call.node) in idle or not live.makes(module, call):
            continue
        measured = _metrics_of(module, call, default, watches=watches)
        if validates and call.last == "val" and "." in call.name:
            measured = _OF_DETECTION
            split = string(call.keyword("split")) or "val"
            if split != "train":
                found.held_out.setdefault(f"the {split} part of its data", module.evidence(call.line))
        for metric in measured if measured and not call.compares_itself else ():
            found.metrics.setdefault(metric, module.evidence(call.line))
            found.seen += [] if is_on_training(call.node) else [metric]
        if (_SPLIT.fullmatch(call.last) or FOLDS.fullmatch(call.last)) and (call.last != "cv" or "." in call.name):
            found.held_out.setdefault(call.last, module.evidence(call.line))
    _add_looked_up(found, module, live, kept)
    _add_computed(found, module, live)
    in_sample = is_in_sample(module.trees)
    found.seen = [] if in_sample else found.seen
    if found.metrics:
        if not (in_sample or found.held_out or asks_training_data(module)):
            found.promised = held_out_by_name(module)
        found.beyond.update(looked_at_beyond(module, never_called(module, live), default))
        for kind, line in charged_or_cut(module, live) if len(found.beyond) < _ENOUGH else ():
            found.beyond.setdefault(_DECIDED[kind], module.evidence(line))
    return found


def _metrics_of(module: Module, call: Call, default: str, *, watches: bool) -> tuple[str, ...]:
    """Return the metrics that a call takes; an evaluator of Spark's names its own where it is made."""
    if call.last == "evaluate" and module.mentions(*EVALUATORS):
        return ()
    return metrics_of(call, default, watches=watches)


def _add_looked_up(found: Evaluation, module: Module, live: Live, kept: dict[str, tuple[str, ...]]) -> None:
    """Add the metrics of the tables from which a module looks up what it measures with."""
    for metrics, node, line in looked_up(module, live, kept):
        for metric in metrics:
            found.metrics.setdefault(metric, module.evidence(line))
            found.seen += [] if is_on_training(node) else [metric]


def _add_computed(found: Evaluation, module: Module, live: Live) -> None:
    """Add the metrics that a module computes under their names, and those that it works out in plain arithmetic."""
    for name, line, value in computed_names(module):
        found.metrics.setdefault(name, module.evidence(line))
        measures = [node for node in walk(value) if isinstance(node, ast.Call) and len(node.args) > 1] if value else []
        found.seen += [] if any(map(is_on_training, measures)) else [name]
    right = counted(module)
    for call in module.calls if right else ():
        if id(call.node) in right and live.makes(module, call) and "accuracy" not in found.metrics:
            found.metrics["accuracy"] = module.evidence(call.line)
            found.seen.append("accuracy")
    for name, line, averaged in plain_errors(module, live):
        found.metrics.setdefault(name, module.evidence(line))
        found.seen += [] if names_training(averaged) else [name]


def _lost(module: Module) -> frozenset[int]:
    """What cross-validates and is thrown away."""
    return thrown_away(module.trees) if module.mentions("_ = cross_val") else frozenset()
