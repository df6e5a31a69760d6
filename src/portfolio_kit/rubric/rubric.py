"""Rubrics as data: which criteria count, for how much, and what their levels say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from portfolio_kit.errors import UserError
from portfolio_kit.rubric.finding import Level

ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Pillar:
    """A group of criteria."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is asked for.

    `levels` are the definitions of levels 0, 1 and 2; `next` says how to reach level 1 and level 2; `sections` are the
    places of the article that it comes from, FC being its final checklist.
    """

    id: str
    pillar: str
    title: str
    points: float
    sections: tuple[str, ...]
    why: str
    levels: tuple[str, str, str]
    next: tuple[str, str]

    def earned(self, level: Level) -> float:
        """Return the points that a level earns."""
        return self.points * level / 2


@dataclass(frozen=True, slots=True)
class Rubric:
    """Pillars and criteria, in the order in which they are shown."""

    name: str
    title: str
    pillars: tuple[Pillar, ...]
    criteria: tuple[Criterion, ...]

    def criterion(self, name: str) -> Criterion:
        """Return the criterion called `name`. Raises KeyError."""
        for criterion in self.criteria:
            if criterion.id == name:
                return criterion
        raise KeyError(name)


def chosen(name: str) -> Rubric:
    """Return what `--rubric` names: a rubric that comes with the package, or a mentor's own file.

    Raises UserError when it is neither, or the file is no rubric.
    """
    if not Path(name).is_file():
        return installed(name)
    try:
        return parsed(tomllib.loads(Path(name).read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"{name} is not a rubric: {error}") from None


def installed(name: str = ARTICLE) -> Rubric:
    """Return a rubric that comes with the package. Raises UserError when there is none of that name."""
    file = files(__package__).joinpath(f"{name}.toml")
    if not name.isidentifier() or not file.is_file():
        raise UserError(f"there is no rubric {name!r}: give `article` or a file")
    return parsed(tomllib.loads(file.read_text(encoding="utf-8")))


def parsed(document: Mapping[str, object]) -> Rubric:
    """Return the rubric that a TOML document describes. Raises KeyError, TypeError or ValueError when it is not one."""
    pillars = tuple(Pillar(**pillar) for pillar in document["pillars"])  # type: ignore[attr-defined]
    criteria = tuple(
        Criterion(
            **{
                **criterion,
                "sections": tuple(criterion["sections"]),
                "levels": tuple(criterion["levels"]),
                "next": tuple(criterion["next"]),
            }
        )
        for criterion in document["criteria"]  # type: ignore[attr-defined]
    )
    return Rubric(str(document["name"]), str(document["title"]), pillars, criteria)
