"""The figures that one run left: in the files that it wrote, the notebooks that it ran, and what it printed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from portfolio_kit.proof.model import Outcome
from portfolio_kit.proof.stages.stage import text_of
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.file import File, shortened
from portfolio_kit.repository.results import figures
from portfolio_kit.repository.results.shown import Shown, shown
from portfolio_kit.rubric.finding import Evidence

_RUNS = ("mlruns", "mlartifacts", "wandb")
_MOST = 5_000


def measured(tree: Path, written: Iterable[str], outcomes: Sequence[Outcome]) -> list[Shown]:
    """Return the figures of a run, those in files first; each with its place as it is now."""
    files = [file for path in written if (file := _file(tree, path))]
    notebooks = [Notebook(file) for file in files if file.suffix == ".ipynb"]
    runs = [file for file in files if any(part in _RUNS for part in file.parts[:-1])]
    others = [file for file in files if file not in runs]
    found = [*_settled(shown(notebooks, others, runs)), *_printed(outcomes)]
    return list(islice(found, _MOST))


def notebooks(tree: Path, written: Iterable[str]) -> Iterator[Notebook]:
    """Yield the notebooks that a run wrote its outputs into."""
    for path in written:
        if path.endswith(".ipynb") and (file := _file(tree, path)):
            yield Notebook(file)


def _settled(found: Iterator[Shown]) -> Iterator[Shown]:
    """The figures with their places read now: the files will not stay."""
    for item in found:
        place = item.evidence
        yield Shown(item.figure, item.path, partial(_same, place))


def _same(place: Evidence) -> Evidence:
    return place


def _printed(outcomes: Sequence[Outcome]) -> Iterator[Shown]:
    for outcome in outcomes:
        lines = text_of(outcome).split("\n")
        for figure in figures.in_output("\n".join(lines)):
            line = min(figure.line, len(lines))
            excerpt = shortened(lines[line - 1]) or outcome.command.shown
            yield Shown(figure, outcome.log.name, partial(_same, Evidence(outcome.log.name, line, excerpt)))


def _file(tree: Path, path: str) -> File | None:
    """A file that was written, if it is still one, reached through no link, and its name can be shown."""
    if not path.isprintable():
        return None
    try:
        status = os.lstat(tree / path)
    except OSError:
        return None
    return File(tree, path, status.st_size) if stat.S_ISREG(status.st_mode) else None
