"""What a metrics file says: which models it measured, by which metrics, with which values."""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from portfolio_kit.case_study.documents import number
from portfolio_kit.case_study.words import label
from portfolio_kit.repository.results.measured import names_baseline
from portfolio_kit.repository.results.metrics import ERRORS, metric_named

_NAMES = ("model", "model_name", "name", "algorithm", "classifier", "regressor", "estimator", "modelo", "modell")
_CHOSEN = (
    "chosen", "chosen_model", "best", "best_model", "best_model_name", "best_model_type", "selected", "selected_model",
    "champion", "winner", "final_model",
)  # fmt: skip
_WRAPPER = re.compile(
    r"(?:(?:model|best|final|overall|global|performance|evaluation|classification|regression)[ _-]?)*"
    r"(?:metrics|results|scores|performance|evaluation|models|report)"
)
_VALUE = ("value", "mean", "estimate", "score", "point", "avg", "average")
_LOW = ("low", "lower", "lo", "ci_low", "ci_lower", "lower_bound", "ci_lo")
_HIGH = ("high", "upper", "hi", "ci_high", "ci_upper", "upper_bound", "ci_hi")
_SPREAD = ("std", "deviation", "sd", "stdev", "std_dev", "se")
_INTERVAL = ("ci", "ci95", "ci_95", "interval", "confidence_interval", "95_ci")
_AVERAGES = ("macro avg", "weighted avg")
_BOUND = re.compile(
    r"(?P<base>.+?)[_ .-]+(?:ci[_ .-]?)?(?P<bound>low|lower|lo|high|upper|hi|std|sd|stdev|deviation|se)"
)
_PLUS_MINUS = re.compile(r"\s*([^±]{1,20}?)\s*(?:±|\+/-)\s*(.{1,20})")
# What was measured on what, by the key that says so: the sooner in the list, the more it is worth.
_OF = r"(?:[ _-](?:set|data|metrics|results|scores))?"
_KINDS = (
    re.compile(rf"(?:test|testing|hold[ _-]?out|held[ _-]?out|eval|evaluation|unseen|final){_OF}"),
    re.compile(rf"(?:val|valid|validation|dev){_OF}"),
    re.compile(rf"(?:cv|cross[ _-]?validation|oof|folds?){_OF}"),
    re.compile(rf"(?:train|training){_OF}"),
)
_TRAINING_KEY = re.compile(r"(?:^|[ _-])train(?:ing)?(?:[ _-]|$)", re.IGNORECASE)
_BASELINES = re.compile(
    r"dummy|na[iï]ve(?![ _-]?bayes)|majority|(?:mean|median|persistence|chance|rules?)(?![a-z])|"
    r"random(?![ _-]?(?:forest|search|sub))",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?:^|[ _-])(?:cv|val|validation|loss|cross)(?:[ _-]|$)")
_DEEPEST = 12
_MOST = 2_000
_MOST_COLUMNS, _MOST_MODELS = 6, 15


@dataclass(frozen=True, slots=True)
class Value:
    """A measured value, with the interval or the spread that the file gives for it."""

    value: float
    low: float | None = None
    high: float | None = None
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """One measured model: the key that names it in the file, what to call it, and its values by metric."""

    key: str
    label: str
    values: Mapping[str, Value]
    is_baseline: bool = False
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """The models of one metrics file. `kind` is how good what they were measured on is: 0 the best, 3 training."""

    models: tuple[Model, ...]
    labels: Mapping[str, str]
    kind: int = 0

    @property
    def metrics(self) -> tuple[str, ...]:
        """The keys of the metrics, in the file's order."""
        return tuple(self.labels)

    @property
    def metric(self) -> str:
        """The key of the metric to speak of: the first one that is neither a loss nor of cross-validation."""
        return next((key for key in self.labels if not _ASIDE.search(key.lower())), self.metrics[0])

    @property
    def baseline(self) -> Model | None:
        """The model that is there to be beaten."""
        return next((model for model in self.models if model.is_baseline), None)

    @property
    def chosen(self) -> Model:
        """The model that the file calls the chosen one, else the best of those that are no baseline."""
        named = next((model for model in self.models if model.is_chosen), None)
        metric = self.metric
        rivals = [model for model in self.models if not model.is_baseline and metric in model.values]
        sign = -1 if metric_named(metric) in ERRORS else 1
        best = max(rivals, key=lambda model: sign * model.values[metric].value, default=self.models[0])
        return named or best


@dataclass(slots=True)
class _Record:
    """Metrics that stand together in the file, and the keys that lead to them."""

    path: tuple[str, ...]
    values: dict[str, Value]
    name: str = ""
    kind: int = 0
    owner: tuple[str, ...] = field(default=())


class _Node(NamedTuple):
    """A part of the document that is still to be looked at, and the model that it belongs to, if that is known."""

    path: tuple[str, ...]
    value: Any
    name: str = ""


def results(document: Any, *, keep_all: bool = False) -> Results | None:
    """Return what a document says of its models, as much as a page holds or all; None where it names no metric.

    It may be flat, nested by model, by metric or by split, or a list of models. What was measured on data that no model
    has seen is taken before all else, then what names most models.
    """
    records = [_placed(record) for record in _records(document) if not _is_numbered(record)]
    groups: dict[tuple[int, int, tuple[str, ...]], dict[tuple[str, ...], _Record]] = {}
    for record in records:
        # What stands at the top is of one model: beside it, not among the models below.
        group = groups.setdefault((record.kind, min(len(record.path), 1), record.owner), {})
        group[record.path] = _joined(group.get(record.path), record)
    if not groups:
        return None
    key = min(groups, key=lambda key: (key[0], -len(groups[key])))
    found, most = list(groups[key].values()), None if keep_all else _MOST_COLUMNS
    return _results(found[: None if keep_all else _MOST_MODELS], most, key[0], _chosen_name(document, key[2]))


def renamed(found: Results, models: Mapping[str, str], metrics: Mapping[str, str]) -> Results:
    """Return the results with other labels for the keys that are given."""
    return replace(
        found,
        models=tuple(replace(model, label=models.get(model.key, model.label)) for model in found.models),
        labels={key: metrics.get(key, text) for key, text in found.labels.items()},
    )


def _results(records: list[_Record], most: int | None, kind: int, chosen: str) -> Results:
    keys = list(dict.fromkeys(key for record in records for key in record.values))
    keys = [key for key in keys if not _TRAINING_KEY.search(key)] or keys
    keys = keys[:most]
    models = []
    for record in records:
        name = record.name or (record.path[-1] if record.path else chosen if len(records) == 1 else "")
        values = {key: record.values[key] for key in keys if key in record.values}
        if values:
            is_baseline = names_baseline(name.replace("_", " ")) or bool(_BASELINES.match(name))
            is_chosen = bool(chosen) and chosen in (name, *record.path[-1:])
            models.append(Model(name, label(name), values, is_baseline, is_chosen))
    return Results(tuple(models), {key: label(key) for key in keys}, kind)


def _placed(record: _Record) -> _Record:
    """The record with the keys that only say what it was measured on, or hold things together, taken from its path."""
    kinds = [kind for part in record.path if (kind := _kind(part)) is not None]
    path = tuple(part for part in record.path if not _names_no_model(part))
    return replace(record, path=path, kind=max(kinds, default=0), owner=path[:-1])


def _joined(one: _Record | None, other: _Record) -> _Record:
    """Two records of the same model as one."""
    return other if one is None else replace(one, values={**other.values, **one.values}, name=one.name or other.name)


def _is_numbered(record: _Record) -> bool:
    """Whether it is one of a series, such as the epochs of a training or the folds of a validation: no model."""
    return not record.name and bool(record.path) and record.path[-1].isdigit()


def _kind(key: str) -> int | None:
    return next((place for place, pattern in enumerate(_KINDS) if pattern.fullmatch(key.lower())), None)


def _names_no_model(key: str) -> bool:
    return _WRAPPER.fullmatch(key.lower()) is not None or _kind(key) is not None


def _records(document: Any) -> Iterator[_Record]:
    pending = deque([_Node((), document)])
    seen = 0
    while pending and seen < _MOST:
        path, node, name = pending.popleft()
        seen += 1
        if len(path) > _DEEPEST:
            continue
        if isinstance(node, list):
            items = (item for item in enumerate(node[:_MOST]) if isinstance(item[1], dict))
            pending.extend(_Node((*path, str(place)), item) for place, item in items)
        elif isinstance(node, dict):
            yield from _in(path, {str(key): item for key, item in node.items()}, name, pending)


def _in(path: tuple[str, ...], node: dict[str, Any], name: str, pending: deque[_Node]) -> Iterator[_Record]:
    """Yield the records of a dictionary, and put what else may hold some in line."""
    name = next((text for key in _NAMES if isinstance(text := node.get(key), str)), name)
    averaged = next((node[key] for key in _AVERAGES if isinstance(node.get(key), dict)), None)
    if averaged is not None:
        # scikit-learn's report: the classes are no models.
        overall = _values({**node, **averaged})
        if overall:
            yield _Record(path, overall, name)
        return
    values = _values(node)
    if values:
        yield _Record(path, values, name)
    by_model: dict[str, dict[str, Value]] = {}
    for key, item in node.items():
        if key in values or not isinstance(item, (dict, list)):
            continue
        inner = _by_model(item) if metric_named(key) else {}
        for model, value in inner.items():
            by_model.setdefault(model, {})[key] = value
        if not inner:
            pending.append(_Node((*path, key), item, name if _names_no_model(key) else ""))
    for model, found in by_model.items():
        yield _Record((*path, model), found)


def _by_model(item: Any) -> dict[str, Value]:
    """The values of one metric by model, where a file is nested so."""
    if not isinstance(item, dict) or any(metric_named(str(key)) for key in item):
        return {}
    found = {str(key): value for key, inner in item.items() if (value := _value(inner)) is not None}
    return found if len(found) == len(item) else {}


def _values(node: Mapping[str, Any]) -> dict[str, Value]:
    """The metrics of a dictionary with their values; beside one, whatever else was measured with an interval."""
    found = {key: value for key, item in node.items() if metric_named(key) and (value := _value(item)) is not None}
    if found:
        found = {
            key: value
            for key, item in node.items()
            if (value := _value(item)) is not None and (key in found or value.low is not None)
        }
    bounds = {key: match for key in found if (match := _BOUND.fullmatch(key.lower()))}
    for key, match in bounds.items():
        bases = (match["base"], f"{match['base']}_mean", f"mean_{match['base']}")
        base = next((other for other in found if other.lower() in bases), None)
        if base is not None:
            bound = found.pop(key).value
            side = "low" if match["bound"] in _LOW else "high" if match["bound"] in _HIGH else "spread"
            found[base] = replace(found[base], **{side: bound})
    return found


def _value(item: Any) -> Value | None:
    if isinstance(item, dict):
        plain = {str(key).lower(): inner for key, inner in item.items()}
        value = _first(plain, _VALUE)
        if value is None:
            return None
        pair = next((plain[key] for key in _INTERVAL if key in plain), None)
        low, high = (_number(end) for end in pair) if isinstance(pair, list) and len(pair) == 2 else (None, None)  # noqa: PLR2004
        return Value(
            value,
            low if low is not None else _first(plain, _LOW),
            high if high is not None else _first(plain, _HIGH),
            _first(plain, _SPREAD),
        )
    if isinstance(item, str) and (match := _PLUS_MINUS.fullmatch(item)):
        value, spread = number(match[1]), number(match[2])
        return None if value is None else Value(value, spread=spread)
    value = _number(item)
    return None if value is None else Value(value)


def _first(node: Mapping[str, Any], keys: tuple[str, ...]) -> float | None:
    return next((value for key in keys if (value := _number(node.get(key))) is not None), None)


def _number(item: Any) -> float | None:
    if isinstance(item, str):
        return number(item) if len(item) < 40 else None  # noqa: PLR2004
    if isinstance(item, bool) or not isinstance(item, (int, float)):
        return None
    try:
        value = float(item)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def _chosen_name(document: Any, owner: tuple[str, ...]) -> str:
    """The model that a document calls the chosen one, at its top or where its models are."""
    found = ""
    for key in (None, *owner):
        document = document if key is None else document.get(key) if isinstance(document, dict) else None
        if isinstance(document, dict):
            found = next((text for name in _CHOSEN if isinstance(text := document.get(name), str)), found)
    return found
