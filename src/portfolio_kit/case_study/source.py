"""The metrics file of a repository that its case study shows: found, chosen between several, and read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from portfolio_kit import lazily as re
from portfolio_kit.case_study.documents import SUFFIXES, TREES, document
from portfolio_kit.case_study.find import content
from portfolio_kit.case_study.labels import labels
from portfolio_kit.case_study.marks import OWN_FILE, can_be_named
from portfolio_kit.case_study.metrics import Results, renamed, results
from portfolio_kit.case_study.words import plain
from portfolio_kit.errors import UserError
from portfolio_kit.repository.data.data import in_data_folder
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.models import model_in_words
from portfolio_kit.repository.results.metrics import metric_named
from portfolio_kit.repository.text import decoded

_FOR_RESULTS = re.compile(
    r"metric|m[ée]trica|result|score|eval|perform|compar|leaderboard|benchmark|accuracy|report|summary", re.IGNORECASE
)
_NO_RESULTS = re.compile(
    r"(?:^|/)(?:tests?|fixtures|config|configs|conf|\.github|\.dvc)/|param|config|schema|package(?:-lock)?\.json|history|"
    r"(?:^|/)\.|prediction|submission|drift",
    re.IGNORECASE,
)
_OF_TRAINING = re.compile(r"(?:^|[/_.-])train(?:ing)?(?=[/_.-])", re.IGNORECASE)
_TRAINING = 3
_SAME = 5e-3


@dataclass(frozen=True, slots=True)
class Measured:
    """A metrics file: its path from the repository's root, what it holds, and what it says of the models.

    `others` are those that say something too, and were not chosen.
    """

    path: str
    document: Any
    results: Results
    is_own: bool = False
    others: tuple[str, ...] = ()


def measured(root: Path, path: str) -> Measured:
    """Return what the metrics file at `path`, below `root`, says.

    Raises UserError when it is missing, leads out of the repository, or gives no metric.
    """
    if Path(path).is_absolute() or ".." in Path(path).parts:
        raise UserError(f"{path} is not a path inside of the repository: name the metrics file from {root}")
    if not (root / path).is_file():
        raise UserError(f"{root / path} is missing: run what writes it, or name another metrics file")
    suffix = Path(path).suffix.lower()
    read = document(decoded(content(root, Path(path))) or "", suffix)
    if read is None and suffix in TREES:
        raise UserError(f"{root / path} is empty, broken or no {suffix}: run what writes it again")
    found = _read(root, path, read)
    if found is None:
        raise UserError(f"{root / path} gives no metric that is known here, such as accuracy, roc_auc or mae")
    return found


def named(root: Path, given: Path) -> Measured:
    """Return what the metrics file says that a person named, from where they stand or from the repository's root.

    Raises UserError as `measured` does.
    """
    if given.suffix.lower() not in SUFFIXES:
        raise UserError(f"{given} cannot be read as metrics: give a file that ends in {', '.join(SUFFIXES)}")
    place = given if given.exists() else root / given
    real, top = place.resolve(), root.resolve()
    if not real.is_relative_to(top):
        raise UserError(f"{given} is not inside of {root}: a case study shows the numbers of its own repository")
    path = real.relative_to(top).as_posix()
    if not can_be_named(path):
        raise UserError(f"{given} has a name that a mark in the page cannot hold: rename it")
    return measured(root, path)


def chosen(root: Path, files: Mapping[str, File]) -> Measured | None:
    """Return the metrics file among a repository's files that says most, None where there is none.

    Raises UserError when two of them give different values for the same model and metric.
    """
    own = files.get(OWN_FILE)
    if own is not None and (found := _of(root, own)) and found.is_own:
        return found
    candidates = [
        found
        for file in files.values()
        if _may_be(file) and (found := _of(root, file)) is not None and can_be_named(file.path)
    ]
    if not candidates:
        return None
    best = min(found.results.kind for found in candidates)
    candidates = [found for found in candidates if found.results.kind == best]
    candidates.sort(key=lambda found: (-_size(found.results), found.path.count("/"), found.path))
    for other in candidates[1:]:
        if disagreement := _disagreement(candidates[0].results, other.results):
            raise UserError(
                f"{candidates[0].path} and {other.path} disagree on {plain(disagreement)}: "
                f"say which one counts, for example with --metrics {root / candidates[0].path}"
            )
    return replace(candidates[0], others=tuple(other.path for other in candidates[1:]))


def _may_be(file: File) -> bool:
    return (
        file.suffix in SUFFIXES
        and bool(_FOR_RESULTS.search(file.path))
        and not _NO_RESULTS.search(file.path)
        and not in_data_folder(file)
    )


def _of(root: Path, file: File) -> Measured | None:
    return _read(root, file.path, document(file.text, file.suffix))


def _read(root: Path, path: str, read: Any) -> Measured | None:
    is_own = path == OWN_FILE and isinstance(read, dict) and {"holdout", "chosen"} <= read.keys()
    found = results({key: read[key] for key in ("holdout", "chosen")} if is_own else read, keep_all=is_own)
    if found is None:
        return None
    if is_own:
        return Measured(path, read, renamed(found, *labels(root)), is_own=True)
    if len(found.models) == 1 and not found.models[0].label:
        # A file for one model is called after it, if anything names it.
        name = model_in_words(Path(path).stem.replace("_", " "))
        only = replace(found.models[0], key=name, label=name[:1].upper() + name[1:] or "Model")
        found = replace(found, models=(only,))
    if _OF_TRAINING.search(path):
        found = replace(found, kind=_TRAINING)
    return Measured(path, read, found)


def _size(found: Results) -> int:
    return sum(len(model.values) for model in found.models)


def _disagreement(one: Results, other: Results) -> str:
    """Return for which model and metric two files give different values; empty where they do not."""
    for metric, label in other.labels.items():
        same = next((key for key in one.labels if key == metric or metric_named(key) == metric_named(metric)), None)
        if same is None:
            continue
        for model in other.models:
            value = model.values.get(metric)
            if value is None:
                continue
            twins = [twin for twin in one.models if twin.label.casefold() == model.label.casefold()]
            known = not twins and model.key and all(twin.key for twin in one.models)
            rivals = [twin.values[same].value for twin in twins or one.models if same in twin.values]
            if rivals and not known and not any(math.isclose(value.value, rival, rel_tol=_SAME) for rival in rivals):
                return f"{label} of {model.label}"
    return ""
