"""The stage training: the project is trained, and what it measured is read from what this run wrote and printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from portfolio_kit import lazily as re
from portfolio_kit.proof.found.makefile import as_it_is
from portfolio_kit.proof.found.training import NOTEBOOK, Training
from portfolio_kit.proof.model import Command, Outcome, Result
from portfolio_kit.proof.sandbox import ENVIRONMENT
from portfolio_kit.proof.stages import run_notebook
from portfolio_kit.proof.stages.changes import Changes, between, snapshot
from portfolio_kit.proof.stages.measured import measured
from portfolio_kit.proof.stages.stage import TOOLS, Stage, text_of
from portfolio_kit.proof.stages.troubles import Trouble, trouble
from portfolio_kit.repository.results.shown import Shown

_LEAST = 1.0
_SHOWN = 100
_NAMED = 4
_MODEL = re.compile(r"\.(?:pkl|pickle|joblib|sav|bin|h5|hdf5|keras|pt|pth|onnx|cbm|ubj|model|skops|safetensors)$")
_TRACKED = re.compile(r"((?:^|.*/)(?:mlruns|mlartifacts|wandb)/).*")


@dataclass(frozen=True, slots=True)
class _Try:
    """One way to train that was tried."""

    way: Training
    outcomes: tuple[Outcome, ...]
    changes: Changes
    metrics: tuple[Shown, ...]

    @property
    def is_good(self) -> bool:
        """Whether it came to its end: of notebooks, whether one of them did."""
        good = [outcome.is_good for outcome in self.outcomes]
        return any(good) if self.way.kind == "notebooks" else all(good) and len(good) == len(self.way.commands)

    @property
    def measured(self) -> frozenset[str]:
        """The metrics that it left figures of; none where it did not come to its end."""
        return frozenset(item.figure.metric for item in self.metrics if item.figure.metric and self.is_good)

    @property
    def trained(self) -> bool:
        """Whether it came to its end and left a figure or a model."""
        return bool(self.measured) or (self.is_good and any(_MODEL.search(path) for path in self.changes.written))

    @property
    def name(self) -> str:
        """What a person would type."""
        shown = [f"`{outcome.command.shown[:_SHOWN]}`" for outcome in self.outcomes[:_NAMED]]
        return ", ".join(shown) + (", …" if len(self.outcomes) > _NAMED else "")


def train(stage: Stage, ways: Sequence[Training]) -> Result:
    """Train in one way after the other, until one comes to its end and shows what it measured.

    Metrics that the texts state and that are still missing are looked for in what evaluates, and in notebooks.
    """
    if not ways:
        return Result("training", "skipped", "nothing in the repository trains a model")
    stated = {figure.metric for _, figure in stage.repository.claims if figure.metric and figure.kind == "result"}
    tries: list[_Try] = []
    left, number = stage.limits.wall, 0
    for way in ways:
        trained = any(tried.trained for tried in tries)
        shown_already = frozenset[str]().union(*(tried.measured for tried in tries))
        if left < _LEAST or (shown_already and stated <= shown_already):
            break
        if (shown_already and way.kind == "script") or (way.kind == "evaluation" and not trained):
            continue
        tried = _tried(stage, way, min(left, stage.limits.wall / 2) if shown_already else left, number)
        number += len(tried.outcomes)
        left -= sum(outcome.seconds for outcome in tried.outcomes)
        tries.append(tried)
        if any(outcome.stopped for outcome in tried.outcomes):
            break
    return _judged(stage, tries)


def _tried(stage: Stage, way: Training, left: float, number: int) -> _Try:
    before = snapshot(stage.place.tree)
    outcomes: list[Outcome] = []
    for command in way.commands:
        spent = sum(outcome.seconds for outcome in outcomes)
        if left - spent < _LEAST:
            break
        limited = replace(stage, limits=replace(stage.limits, wall=left - spent))
        outcome = limited.run(_inside(stage, command), number + len(outcomes) + 1, shown=command)
        outcomes.append(outcome)
        if outcome.stopped or (way.kind != "notebooks" and not outcome.is_good):
            break
    changes = between(before, snapshot(stage.place.tree))
    return _Try(way, tuple(outcomes), changes, tuple(measured(stage.place.tree, changes.written, outcomes)))


def _inside(stage: Stage, command: Command) -> Command:
    """The command as it is run: in the environment that is there, notebooks by what the proof brings along."""
    words = command.arguments
    if words[0] == "make":
        return as_it_is(stage.repository, command, ENVIRONMENT)
    if words[0] == NOTEBOOK:
        source = Path(run_notebook.__file__).read_text(encoding="utf-8")
        return replace(command, arguments=("python", "-c", source, TOOLS, words[-1]))
    if words[0] in ("python3", "py") or re.fullmatch(r"python3\.\d{1,2}", words[0]):
        return replace(command, arguments=("python", *words[1:]))
    return command


def _judged(stage: Stage, tries: Sequence[_Try]) -> Result:
    """The first of the tries that left something, else the first of all: what it says counts most.

    That a later one comes to its end without a figure or a model, as one that prints its help, proves nothing.
    """
    left = [tried for tried in tries if tried.measured] or [tried for tried in tries if tried.trained]
    good = left or [tried for tried in tries[:1] if tried.is_good]
    outcomes = tuple(outcome for tried in tries for outcome in tried.outcomes)
    chosen = (good or list(tries))[0]
    failures = {tried.name: _what(stage, tried).what for tried in tries if not tried.is_good}
    before = [tried.name for tried in tries[: list(tries).index(chosen)] if not tried.is_good]
    facts: dict[str, object] = {
        "command": [outcome.command.shown for tried in good or [chosen] for outcome in tried.outcomes],
        "metrics": tuple(item for tried in good for item in tried.metrics),
        "written": _all(tried.changes.written for tried in good or [chosen]),
        "changed": _all(tried.changes.changed for tried in good or [chosen]),
        "appeared": _all(tried.changes.appeared for tried in good or [chosen]),
        "failed": failures,
    }
    if not good:
        what = _what(stage, chosen)
        return Result("training", "failed", f"{chosen.name}: {what.what}", what.fix, outcomes, facts)
    ended = f" (before it {', '.join(before)} failed)" if before else ""
    more = "".join(f"; {tried.name}, {_found(tried)}" for tried in good[1:])
    return Result("training", "passed", f"{chosen.name}{ended}, {_found(chosen)}{more}", None, outcomes, facts)


def _all(paths: Iterable[tuple[str, ...]]) -> list[str]:
    return sorted({path for each in paths for path in each})


def _found(tried: _Try) -> str:
    """Where the metrics are, in words."""
    written = frozenset(tried.changes.written)
    places = dict.fromkeys(item.path for item in tried.metrics if item.figure.metric)
    # Of a tracker's record, the folder says enough.
    files = list(dict.fromkeys(_TRACKED.sub(r"\1", path) for path in places if path in written))
    if files:
        more = f" and {len(files) - 2} more" if len(files) > 2 else ""  # noqa: PLR2004 - two are shown
        return f"metrics written to {', '.join(files[:2])}{more}"
    return "metrics printed" if places else "no metrics were written or printed"


def _what(stage: Stage, tried: _Try) -> Trouble:
    """What stopped a try, in words."""
    outcome = next((outcome for outcome in tried.outcomes if not outcome.is_good), None)
    if outcome is None:
        return Trouble(
            "there was no time left for it", "Make the training smaller, or give it more time with --timeout."
        )
    text = text_of(outcome)
    if outcome.stopped:
        last = next((line.strip() for line in reversed(text.split("\n")) if line.strip()), "")
        doing = f", the last it said: {last[:_SHOWN]}" if last else ", without a word"
        return Trouble(
            f"stopped at the limit on {outcome.stopped} after {outcome.seconds:.0f} s{doing}",
            "Make a smaller training possible (fewer rows, rounds or settings to search) and name it in "
            "[tool.portfolio-kit.prove.training], or give it more with --timeout.",
        )
    found = trouble(text, stage.repository)
    if found:
        return found
    last = next(_said(text), "nothing was printed")
    return Trouble(
        f"it ended with exit code {outcome.code}: {last}",
        f"Run `{outcome.command.shown}` in a new environment and mend what stops it.",
    )


def _said(text: str) -> Iterator[str]:
    return (line.strip()[:_SHOWN] for line in reversed(text.split("\n")) if line.strip())


def figures_of(facts: Mapping[str, object]) -> tuple[Shown, ...]:
    """Return the figures that a training left in its facts."""
    metrics = facts.get("metrics")
    return tuple(item for item in metrics if isinstance(item, Shown)) if isinstance(metrics, tuple) else ()
