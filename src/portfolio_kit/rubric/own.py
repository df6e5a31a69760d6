"""A mentor's own rubric: a TOML file that changes one of the rubrics that come with the package.

base = "article"                      # what it starts from
title = "Cohort 7"

[criteria.readme]
points = 10                           # reweighted
title = "Front page"                  # renamed

[criteria.fairness]
drop = "comes up next term"           # left out, and said so

[criteria.service]                    # two made one
title = "A service in a container"
points = 8
from = ["serving-endpoint", { criterion = "containerization", levels = [0, 2, 2] }]
combine = "least"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

from portfolio_kit.errors import UserError
from portfolio_kit.rubric.finding import Level
from portfolio_kit.rubric.rubric import (
    ARTICLE,
    COMBINES,
    NAMES,
    Criterion,
    Dropped,
    Part,
    Pillar,
    Rubric,
    check,
    installed,
)

Name = TypeVar("Name", bound=str)
_LARGEST = 1 << 20
_MOST_POINTS = 1000
_EVERY_LEVEL: tuple[Level, Level, Level] = (0, 1, 2)
_TOP = ("base", "title", "criteria", "pillars")
_ENTRY = ("points", "title", "why", "levels", "next", "pillar", "earns", "drop", "from", "combine")
_PART = ("criterion", "levels", "points")


def read(file: Path) -> Rubric:
    """Return the rubric that a file describes. Raises UserError, one line with file, key and what is allowed."""
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UserError(f"{file}: {error.strerror}: give a rubric's name ({', '.join(NAMES)}) or a TOML file") from None
    if len(content) > _LARGEST:
        raise UserError(f"{file}: larger than {_LARGEST >> 20} MiB, which no rubric is")
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UserError(f"{file}: not TOML: {' '.join(str(error).split())}") from None
    return _Reader(str(file)).rubric(file.stem, document)


def known() -> frozenset[str]:
    """Return every criterion that has a function, as the rubrics of the package name them: what `from` may name."""
    found: set[str] = set()
    for name in NAMES:
        for criterion in installed(name).criteria:
            found.update((part.criterion for part in criterion.parts) if criterion.parts else (criterion.id,))
    return frozenset(found)


class _Reader(NamedTuple):
    """Turns tables into a rubric, and whatever is wrong with them into one line."""

    file: str

    def rubric(self, name: str, document: Mapping[str, Any]) -> Rubric:
        self.keys("", document, _TOP)
        base = installed(self.one_of("base", document.get("base", ARTICLE), NAMES))
        pillars = list(base.pillars)
        for key, title in self.table("pillars", document.get("pillars", {})).items():
            pillars = [pillar for pillar in pillars if pillar.id != key]
            pillars.append(Pillar(key, self.text(f"pillars.{key}", title)))
        criteria = {criterion.id: criterion for criterion in base.criteria}
        homes = {part.criterion: item.pillar for item in base.criteria for part in item.parts}
        homes |= {item.id: item.pillar for item in base.criteria}
        dropped: list[Dropped] = []
        merged: set[str] = set()
        tables = self.table("criteria", document.get("criteria", {}))
        for key, value in tables.items():
            where = f"criteria.{key}"
            entry = self.table(where, value)
            self.keys(where, entry, _ENTRY)
            if "from" in entry:
                criteria[key] = self.combination(where, key, entry, criteria.get(key), pillars, homes)
                merged.update(part.criterion for part in criteria[key].parts if part.criterion != key)
            elif key not in criteria:
                self.fail(where, f"a criterion of {base.name} ({', '.join(criteria)}), or one of your own with `from`")
            elif "drop" in entry:
                self.keys(where, entry, ("drop",))
                dropped.append(Dropped(criteria.pop(key), self.text(f"{where}.drop", entry["drop"])))
            else:
                criteria[key] = self.changed(where, criteria[key], entry, pillars)
        # What was combined would count twice; who wants that says what it is worth on its own.
        kept = [criterion for name, criterion in criteria.items() if name not in merged or name in tables]
        if not kept:
            self.fail("criteria", "at least one criterion that is not dropped")
        order = {pillar.id: position for position, pillar in enumerate(pillars)}
        kept.sort(key=lambda criterion: order[criterion.pillar])
        used = {criterion.pillar for criterion in kept}
        title = self.text("title", document.get("title", name))
        shown = tuple(pillar for pillar in pillars if pillar.id in used)
        unnamed = f"{Path(self.file).name} names no base, so it starts from the {base.title}"
        return Rubric(
            name,
            title,
            shown,
            tuple(kept),
            f"{self.file}, made from {base.title}",
            tuple(dropped),
            self.file,
            () if "base" in document else (unnamed,),
        )

    def changed(self, where: str, old: Criterion, entry: Mapping[str, Any], pillars: list[Pillar]) -> Criterion:
        """Return a criterion of the base with what the table says otherwise."""
        fields = self.fields(where, entry, pillars)
        points = fields.get("points", old.points)
        if "combine" in entry:
            self.fail(f"{where}.combine", "it only beside `from`")
        if "points" in fields and points != old.points and "earns" not in fields:
            # The grades stay in proportion.
            ratio = points / old.points
            fields["earns"] = None if old.earns is None else self.three(*(value * ratio for value in old.earns))
            if old.combine == "sum":
                fields["parts"] = tuple(
                    part._replace(points=self.three(*(value * ratio for value in part.points))) for part in old.parts
                )
        return self.checked(where, old._replace(**fields))

    def combination(
        self,
        where: str,
        name: str,
        entry: Mapping[str, Any],
        old: Criterion | None,
        pillars: list[Pillar],
        homes: Mapping[str, str],
    ) -> Criterion:
        """Return a criterion that is judged by others; it stands in the pillar of the first, unless the table says."""
        fields = self.fields(where, entry, pillars)
        combine = self.one_of(f"{where}.combine", entry.get("combine", "least"), COMBINES)
        listed = entry["from"]
        if not isinstance(listed, list) or not listed:
            self.fail(f"{where}.from", "a list of criteria")
        allowed = known()
        parts = tuple(self.part(f"{where}.from[{place}]", item, allowed) for place, item in enumerate(listed))
        if combine == "sum":
            fields.setdefault("points", sum(part.points[2] for part in parts))
        if old is None and "points" not in fields:
            self.fail(f"{where}.points", f"a number above 0 and up to {_MOST_POINTS}")
        titles = {criterion.id: criterion.title for base in NAMES for criterion in installed(base).criteria}
        names = ", ".join(titles.get(part.criterion, part.criterion) for part in parts)
        blank = Criterion(
            id=name,
            pillar=homes.get(parts[0].criterion, pillars[0].id),
            title=name,
            points=1,
            sections=(),
            why="Your mentor asks for it.",
            levels=_LEVELS[combine],
            next=(f"Begin with: {names}.", f"Complete: {names}."),
        )
        return self.checked(
            where, (old or blank)._replace(**{"earns": None, **fields, "parts": parts, "combine": combine})
        )

    def part(self, where: str, item: object, allowed: frozenset[str]) -> Part:
        if isinstance(item, str):
            item = {"criterion": item}
        table = self.table(where, item)
        self.keys(where, table, _PART)
        name = self.one_of(f"{where}.criterion", table.get("criterion"), sorted(allowed))
        levels = table.get("levels", list(_EVERY_LEVEL))
        if (
            not isinstance(levels, list)
            or len(levels) != len(_EVERY_LEVEL)
            or any(level not in _EVERY_LEVEL or isinstance(level, (bool, float)) for level in levels)
        ):
            self.fail(f"{where}.levels", "three levels of 0, 1 or 2: what levels 0, 1 and 2 of the criterion stand for")
        points = self.grades(f"{where}.points", table.get("points", [0, 0.5, 1]))
        return Part(name, (levels[0], levels[1], levels[2]), points)

    def fields(self, where: str, entry: Mapping[str, Any], pillars: list[Pillar]) -> dict[str, Any]:
        """Return the plain fields that a table gives."""
        fields: dict[str, Any] = {}
        for key in ("title", "why"):
            if key in entry:
                fields[key] = self.text(f"{where}.{key}", entry[key])
        for key, count in (("levels", 3), ("next", 2)):
            if key in entry:
                texts = entry[key]
                if not isinstance(texts, list) or len(texts) != count:
                    self.fail(f"{where}.{key}", f"a list of {count} texts")
                fields[key] = tuple(self.text(f"{where}.{key}", text) for text in texts)
        if "points" in entry:
            fields["points"] = self.number(f"{where}.points", entry["points"], least=0)
            if fields["points"] == 0:
                self.fail(
                    f"{where}.points", f"a number above 0 and up to {_MOST_POINTS}; `drop` leaves a criterion out"
                )
        if "earns" in entry:
            fields["earns"] = self.grades(f"{where}.earns", entry["earns"])
            fields.setdefault("points", fields["earns"][2])
        if "pillar" in entry:
            fields["pillar"] = self.one_of(f"{where}.pillar", entry["pillar"], [pillar.id for pillar in pillars])
        return fields

    def checked(self, where: str, made: Criterion) -> Criterion:
        try:
            check(made)
        except ValueError as error:
            raise UserError(f"{self.file}: {where}: {error}") from None
        return made

    def grades(self, where: str, value: object) -> tuple[float, float, float]:
        if not isinstance(value, list) or len(value) != len(_EVERY_LEVEL):
            self.fail(where, "a list of three numbers: the points of levels 0, 1 and 2")
        return self.three(*(self.number(where, item, least=0) for item in value))

    def three(self, *values: float) -> tuple[float, float, float]:
        return values[0], values[1], values[2]

    def number(self, where: str, value: object, least: float) -> float:
        if (
            isinstance(value, bool)
            or not isinstance(value, (int, float))
            or not least <= value <= _MOST_POINTS
            or not isfinite(value)
        ):
            self.fail(where, f"a number from {least:g} to {_MOST_POINTS}")
        return float(value)

    def text(self, where: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fail(where, "a text that is not empty")
        return " ".join(value.split())

    def table(self, where: str, value: object) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self.fail(where, "a table")
        return value

    def keys(self, where: str, table: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
        for key in table:
            if key not in allowed:
                self.fail(f"{where}.{key}".lstrip("."), f"one of {', '.join(allowed)}")

    def one_of(self, where: str, value: object, allowed: Sequence[Name]) -> Name:
        """Return the allowed value that `value` is."""
        found = next((name for name in allowed if name == value), None)
        if found is None:
            self.fail(where, f"one of {', '.join(allowed)}")
        return found

    def fail(self, where: str, allowed: str) -> NoReturn:
        raise UserError(f"{self.file}: {where}: give {allowed}")


_LEVELS = {
    "least": (
        "At least one of its parts is missing.",
        "Every part is there, at least one of them incomplete.",
        "Every part is met.",
    ),
    "all": ("All of its parts are missing.", "Some part is there, and not every part is met.", "Every part is met."),
    "any": ("None of its parts is there.", "One of its parts is there, incomplete.", "One of its parts is met."),
    "sum": (
        "None of its parts earns a point.",
        "Some of its parts earn points.",
        "Every part earns all of its points.",
    ),
}
