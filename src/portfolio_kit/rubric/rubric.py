"""Rubrics as data: which criteria count, for how much, and what their levels say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from math import isclose
from pathlib import Path
from shlex import quote
from typing import Any, Literal, NamedTuple, get_args

from portfolio_kit.errors import UserError
from portfolio_kit.rubric.finding import Level

ARTICLE = "article"
NAMES = (ARTICLE, "ml-zoomcamp", "mlops-zoomcamp", "ml-code-completeness")
Combine = Literal["all", "any", "least", "sum"]
COMBINES: tuple[Combine, ...] = get_args(Combine)


class Pillar(NamedTuple):
    """A group of criteria."""

    id: str
    title: str


class Part(NamedTuple):
    """Another criterion whose finding this one is judged by.

    `levels` is the level that each of its levels 0, 1 and 2 stands for here, `points` what each of them adds to a sum.
    """

    criterion: str
    levels: tuple[Level, Level, Level] = (0, 1, 2)
    points: tuple[float, float, float] = (0.0, 0.0, 0.0)


class Criterion(NamedTuple):
    """One thing that is asked for.

    `levels` are the definitions of levels 0, 1 and 2; `next` says how to reach level 1 and level 2; `sections` are the
    places of the article that it comes from, FC being its final checklist.

    Without `parts` the criterion has a function of its own. With them it takes its verdict from their findings: `least`
    is the lowest of their levels, `any` the highest, `all` is met when every part is and partial when some part is
    something; `sum` adds their points. `earns` are the points of the three levels where level 1 is not worth half.
    `begins` are criteria whose level 0 is, by its text, what this one's is too: who does something about this one does
    it for them as well.
    """

    id: str
    pillar: str
    title: str
    points: float
    sections: tuple[str, ...]
    why: str
    levels: tuple[str, str, str]
    next: tuple[str, str]
    parts: tuple[Part, ...] = ()
    combine: Combine = "least"
    earns: tuple[float, float, float] | None = None
    begins: tuple[str, ...] = ()

    def earned(self, level: Level) -> float:
        """Return the points that a level earns."""
        return self.points * level / 2 if self.earns is None else self.earns[level]


class Dropped(NamedTuple):
    """A criterion of the base that a mentor's rubric leaves out, and why."""

    criterion: Criterion
    reason: str


class Rubric(NamedTuple):
    """Pillars and criteria, in the order in which they are shown.

    `file` is the mentor's file that it is, `remarks` what its author may not have meant.
    """

    name: str
    title: str
    pillars: tuple[Pillar, ...]
    criteria: tuple[Criterion, ...]
    source: str = ""
    dropped: tuple[Dropped, ...] = ()
    file: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def chosen_as(self) -> str:
        """What `--rubric` is given for it: its name, or a mentor's file."""
        return self.file or self.name

    def criterion(self, name: str) -> Criterion:
        """Return the criterion called `name`. Raises KeyError."""
        for criterion in self.criteria:
            if criterion.id == name:
                return criterion
        raise KeyError(name)


def option(name: str) -> str:
    """Return what a command needs to judge by the rubric of this name or file: nothing for the article's."""
    return "" if name == ARTICLE else f" --rubric {quote(name)}"


def chosen(name: str) -> Rubric:
    """Return what `--rubric` names: a rubric that comes with the package, or a mentor's own file.

    Raises UserError when it is neither, or the file is no rubric.
    """
    if name in NAMES:
        return installed(name)
    if not Path(name).exists():
        raise UserError(f"there is no rubric {name!r}: give one of {', '.join(NAMES)}, or a TOML file")
    from portfolio_kit.rubric.own import read

    return read(Path(name))


def installed(name: str = ARTICLE) -> Rubric:
    """Return a rubric that comes with the package. Raises UserError when there is none of that name."""
    if name not in NAMES:
        raise UserError(f"there is no rubric {name!r}: give one of {', '.join(NAMES)}")
    return parsed(tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8")))


def parsed(document: Mapping[str, Any]) -> Rubric:
    """Return the rubric that a TOML document describes. Raises KeyError, TypeError or ValueError when it is not one."""
    pillars = tuple(Pillar(**pillar) for pillar in document["pillars"])
    criteria = tuple(criterion_of(entry) for entry in document["criteria"])
    return Rubric(document["name"], document["title"], pillars, criteria, document["source"])


def criterion_of(entry: Mapping[str, Any]) -> Criterion:
    """Return the criterion that a table describes. Raises KeyError, TypeError or ValueError when it is not one."""
    fields = dict(entry)
    parts = tuple(_part(part) for part in fields.pop("from", ()))
    for key in ("sections", "levels", "next", "earns", "begins"):
        if key in fields:
            fields[key] = tuple(fields[key])
    made = Criterion(parts=parts, **fields)
    check(made)
    return made


def check(made: Criterion) -> None:
    """Raise ValueError for a criterion that could not be scored."""
    if made.combine == "sum" and made.parts:
        _rising(made.points, *(part.points for part in made.parts))
    elif made.earns is not None:
        _rising(made.points, made.earns)
    # Something has to be found for a level above 0.
    grounded = [part.levels[0] == 0 for part in made.parts]
    if made.parts and not (all(grounded) if made.combine == "any" else any(grounded)):
        raise ValueError("a level above 0 would need nothing to be there: let `levels` begin with 0")


def _rising(points: float, *scales: tuple[float, float, float]) -> None:
    for scale in scales:
        if scale[0] != 0 or not scale[0] <= scale[1] <= scale[2]:
            raise ValueError("the points of the three levels begin with 0 and do not fall")
    total = sum(scale[2] for scale in scales)
    if not isclose(total, points):
        raise ValueError(f"points is {points:g}, but what can be earned is {total:g}")


def _part(part: str | Mapping[str, Any]) -> Part:
    if isinstance(part, str):
        return Part(part)
    fields = dict(part)
    for key in ("levels", "points"):
        if key in fields:
            fields[key] = tuple(fields[key])
    return Part(**fields)
