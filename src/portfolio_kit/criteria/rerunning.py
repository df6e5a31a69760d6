"""What stands between a written-down command and a result that comes out the same, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit.criteria.phrases import cited

if TYPE_CHECKING:
    from portfolio_kit.repository.running.runs import Run


class Obstacle(NamedTuple):
    """What stands in the way, in words that follow "but", and what to do about it."""

    words: str
    remedy: str


def obstacles(run: Run) -> list[Obstacle]:
    """Return what stands in the way of a run, what is to be mended first at the front."""
    return list(chain(_of_code(run), _of_chance(run), _of_paths(run), _of_typing(run)))


def _of_code(run: Run) -> Iterator[Obstacle]:
    path = run.command.module.path
    if run.broken:
        broken = run.broken[0].path
        yield Obstacle(f"{broken} does not parse", f"Repair {broken}, which is no valid Python.")
    if run.absent:
        yield Obstacle(run.absent.words, run.absent.remedy)
    elif run.refused:
        place = cited(run.command.evidence)
        yield Obstacle(run.refused.words, f"Run {path} as a module of its package (`python -m`) at {place}.")
    if run.local:
        place = cited(run.local[0])
        yield Obstacle(
            f"{place} is a path of its author's machine", f"Replace the path at {place} by one inside the repository."
        )
    if run.measured is None:
        yield Obstacle(
            "it measures nothing", f"Let {path} measure the model that it trains, and print or save the metrics."
        )


def _of_chance(run: Run) -> Iterator[Obstacle]:
    if run.seeding.unseeded:
        place = cited(run.seeding.unseeded[0])
        yield Obstacle(f"{place} draws at random without a seed", f"Set a seed for what {place} draws.")


def _of_paths(run: Run) -> Iterator[Obstacle]:
    if run.unset:
        place = cited(run.unset.evidence)
        yield Obstacle(
            f"{place} needs {run.unset.path}, which is not there",
            f"Commit {run.unset.path}, or name the settings that are there at {place}.",
        )
    if run.unplaced:
        path = _shown(run.unplaced.path)
        yield Obstacle(
            f"no text says how to get {path}, which {cited(run.unplaced.use.evidence)} reads",
            f"Say which file to download and that it goes to {path}, or write a script that fetches it, or add a "
            "sample.",
        )
    if run.outside:
        place = cited(run.outside)
        yield Obstacle(
            f"{place} leaves the repository where the command is run",
            f"Give the path at {place} from the repository's root, or from the file's own place.",
        )
    if run.misplaced:
        read, path = run.misplaced.wanted, run.misplaced.path
        place = cited(read.use.evidence)
        yield Obstacle(
            f"{place} reads {read.path}, which stands at {path}", f"Read {path} at {place}, from the repository's root."
        )


def _of_typing(run: Run) -> Iterator[Obstacle]:
    command = cited(run.command.evidence)
    if run.waiting:
        yield Obstacle(
            f"{cited(run.waiting)} only makes a deployment of it, which no written-down command starts",
            f"Write down the command that starts the training itself, or its deployment, beside {command}.",
        )
    if run.elsewhere:
        place = cited(run.elsewhere)
        yield Obstacle(
            f"{place} takes its settings from a run of a tracking server, which is not in the repository",
            f"Commit the settings that {place} reads, in code or in a file of settings.",
        )
    if run.left_out:
        option = run.left_out.option
        yield Obstacle(
            f"{command} leaves out {option}, without which it does not start",
            f"Give {option} at {command}, or a default at {cited(run.left_out.evidence)}.",
        )
    if run.asked:
        place = cited(run.asked)
        yield Obstacle(
            f"{place} waits for somebody to type something",
            f"Read what {place} asks for from the command line or a file of settings, with a default.",
        )


def _shown(path: str) -> str:
    """A path as it stands in code; of one that begins with a variable, the name of the file."""
    return path.rpartition("/")[2] if path.startswith("/") else path
