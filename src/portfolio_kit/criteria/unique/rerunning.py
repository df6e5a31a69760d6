"""What stands between a written-down command and a result that comes out the same, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited, enumerated

if TYPE_CHECKING:
    from portfolio_kit.repository.data.own_stores import Unfilled
    from portfolio_kit.repository.running.runs import Run
    from portfolio_kit.rubric.finding import Evidence


_MOST = 4
# A command that ends in dots where its options go on: `python train.py --depth 3 …`.
_CUT = re.compile(r"\.py\s(?:[^\n`]*\s)?(?:…|\.\.\.|\[(?:…|\.\.\.)\])\s*`*\s*$")
_COMMENT = re.compile(r"\s#.*$")


class Obstacle(NamedTuple):
    """What stands in the way, in words that follow "but", and what to do about it."""

    words: str
    remedy: str
    place: Evidence | None = None


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
        places = run.seeding.unseeded
        yield Obstacle(f"{drawing_at(places)} at random without a seed", seed_for(places))


def drawing_at(places: Sequence[Evidence]) -> str:
    """The places that draw at random, with their verb."""
    return f"{_listed(places)} {'draws' if len(places) == 1 else 'draw'}"


def seed_for(places: Sequence[Evidence]) -> str:
    """What to do about places that draw at random without a seed."""
    return f"Set a seed for what {drawing_at(places)}."


def _listed(places: Sequence[Evidence]) -> str:
    """The first of some places, and how many more there are."""
    more = [f"{len(places) - _MOST} more"] if len(places) > _MOST else []
    named = [
        f":{place.line}" if place.path == before and not place.cell else cited(place)
        for place, before in zip(places[:_MOST], ["", *(place.path for place in places)], strict=False)
    ]
    return enumerated([*named, *more])


def _of_paths(run: Run) -> Iterator[Obstacle]:
    if run.unset:
        place = cited(run.unset.evidence)
        yield Obstacle(
            f"{place} needs {run.unset.path}, which is not there",
            f"Commit {run.unset.path}, or name the settings that are there at {place}.",
        )
    if run.unplaced:
        path = _shown(run.unplaced.path)
        reader = cited(run.unplaced.place) if run.unplaced.place else run.command.module.path
        yield Obstacle(
            f"no text says how to get {path or 'the data'}, which {reader} reads"
            if path or run.unplaced.place
            else "no text says how to get the data",
            f"Say which file to download and {f'that it goes to {path}' if path else f'where {reader} reads it'}, or "
            "write a script that fetches it, or add a sample.",
        )
    if run.unmade:
        maker = run.unmade.maker.path
        yield Obstacle(
            f"{cited(run.unmade.place)} reads {run.unmade.name}, which {maker} makes, and nothing says to run that",
            f"Write down the command that runs {maker} before that of {run.command.module.path}, or one for both.",
        )
    if run.unfilled:
        yield of_store(run.unfilled)
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


def of_store(unfilled: Unfilled) -> Obstacle:
    """What stands in the way where a database or a bucket is read that nothing here fills."""
    place = cited(unfilled.place)
    instead = f"Read {unfilled.here} at {place} instead" if unfilled.here else f"Commit a sample that {place} can read"
    return Obstacle(
        f"{place} reads {unfilled.what}, which nothing in the repository fills",
        f"{instead}, or commit the script that fills what is read there, and say how to run it.",
    )


def _of_typing(run: Run) -> Iterator[Obstacle]:
    command = cited(run.command.evidence)
    if _CUT.search(_COMMENT.sub("", run.command.evidence.excerpt)) and run.command.in_text:
        yield Obstacle(
            f"{command} leaves a part of the command out, behind the dots",
            f"Write the command at {command} out in full, so that it can be copied.",
        )
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
    if run.unknown:
        option = run.unknown.option
        yield Obstacle(
            f"{command} gives {option}, which {cited(run.unknown.evidence)} does not know and refuses",
            f"Take {option} out of the command at {command}, or let {run.unknown.evidence.path} know it.",
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
