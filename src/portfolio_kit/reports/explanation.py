"""What a criterion asks for, why, and how to reach the next level: for a terminal, and as a page of the docs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portfolio_kit.errors import UserError
from portfolio_kit.look import Look, cells, wrapped
from portfolio_kit.reports.wording import number
from portfolio_kit.rubric.finding import Level
from portfolio_kit.rubric.rubric import Criterion, Rubric, option

_LEVELS: tuple[tuple[Level, str, str], ...] = ((0, "○", "missing"), (1, "◐", "partial"), (2, "●", "met"))
_MARKS = tuple(mark for _, mark, _ in _LEVELS)
_ASCII = str.maketrans({"●": "+", "◐": "~", "○": "-", "·": "-", "→": ">", "²": "2", "…": "..."})
_MARGIN = "  "
# Shorter words of a title, such as "from" and "to", tell criteria apart by nothing.
_WORD = 5


def explanation(rubric: Rubric, names: Sequence[str], look: Look | None = None) -> str:
    """Return what there is to say of the criteria of these identifiers or titles, or of all where there are none.

    Words that are a title together are one name. Raises UserError where there is no such criterion.
    """
    if not names:
        return listed(rubric, look)
    together = " ".join(names)
    asked = [together] if len(names) > 1 and _titled(rubric, together) else names
    return "\n".join(_explanation(rubric, name, look) for name in asked)


def _titled(rubric: Rubric, name: str) -> Criterion | None:
    """The criterion of that title or identifier, in capitals or not."""
    wanted = " ".join(name.split()).casefold()
    return next((each for each in rubric.criteria if wanted in (each.title.casefold(), each.id.casefold())), None)


def _explanation(rubric: Rubric, name: str, look: Look | None) -> str:
    if criterion := _titled(rubric, name):
        return explained(rubric, criterion, look)
    try:
        return explained(rubric, rubric.criterion(name), look)
    except KeyError:
        if told := _elsewhere(rubric, name, look or Look()):
            return told
        near = _near(rubric, name.lower()[:40])
        meant = (
            f": did you mean {' or '.join(near)}?"
            if near
            else f" (`portfolio-kit explain{option(rubric.chosen_as)}` lists them)"
        )
        title = f"the {rubric.title}" if rubric.title.endswith("rubric") else rubric.title
        raise UserError(f"{title} has no criterion {name!r}{meant}") from None


def _elsewhere(rubric: Rubric, name: str, look: Look) -> str | None:
    """Return what there is to say of a criterion that the rubric leaves out, or judges within another."""
    for left_out in rubric.dropped:
        if left_out.criterion.id == name:
            said = wrapped(f"{rubric.title} leaves it out: {left_out.reason}", look.width)
            return _written([*said, ""], look) + explained(rubric, left_out.criterion, look)
    for criterion in rubric.criteria:
        if any(part.criterion == name for part in criterion.parts):
            said = wrapped(f"{rubric.title} judges {name} as a part of {criterion.id}:", look.width)
            return _written([*said, ""], look) + explained(rubric, criterion, look)
    return None


def _near(rubric: Rubric, name: str) -> list[str]:
    """Return the criteria that are called nearly so, or have a word that is nearly so, in the id or else the title."""
    from difflib import get_close_matches

    for called in (
        {item: [item.id, *item.id.split("-")] for item in rubric.criteria},
        {item: [word for word in item.title.lower().split() if len(word) >= _WORD] for item in rubric.criteria},
    ):
        near = [item.id for item, words in called.items() if get_close_matches(name, words, n=1, cutoff=0.8)]
        if near:
            return near
    return []


def listed(rubric: Rubric, look: Look | None = None) -> str:
    """Return the criteria of a rubric with their points and titles, by pillar."""
    look = look or Look()
    names = max(len(item.id) for item in (*rubric.criteria, *(left_out.criterion for left_out in rubric.dropped)))
    lines = []
    for pillar in rubric.pillars:
        lines += ["", look.styled(pillar.title, "bold")]
        for criterion in rubric.criteria:
            if criterion.pillar == pillar.id:
                lines.append(f"{_MARGIN}{criterion.id:<{names}}  {number(criterion.points):>4}  {criterion.title}")
    if rubric.dropped:
        lines += ["", look.styled("Left out", "bold")]
        for left_out in rubric.dropped:
            lines += _hanging(f"{_MARGIN}{left_out.criterion.id:<{names}}  ", left_out.reason, look)
    lines += ["", *rubric.remarks] if rubric.remarks else []
    said = f"portfolio-kit explain{option(rubric.chosen_as)} CRITERION says more."
    return _written([f"{rubric.title}: {_total(rubric)} points", *lines, "", said], look)


def explained(rubric: Rubric, criterion: Criterion, look: Look | None = None) -> str:
    """Return what a person needs to know of one criterion."""
    look = look or Look()
    lines = [
        *(look.styled(line, "bold") for line in wrapped(f"{criterion.title} ({criterion.id})", look.width)),
        *wrapped(_about(rubric, criterion), look.width),
        "",
        *wrapped(criterion.why, look.width),
        "",
        look.styled("The levels", "bold"),
    ]
    for (level, mark, name), text in zip(_LEVELS, criterion.levels, strict=True):
        points = _earned(criterion, level)
        lines += _hanging(f"{_MARGIN}{mark} {name:<7}  {points:>3}  ", text, look)
    lines += ["", look.styled("To reach the next", "bold")]
    for number_of_level, text in enumerate(criterion.next):
        lines += _hanging(f"{_MARGIN}{_MARKS[number_of_level]} → {_MARKS[number_of_level + 1]}  ", text, look)
    return _written(lines, look)


def page(rubric: Rubric, criterion: Criterion) -> str:
    """Return the page of the docs about one criterion, in Markdown."""
    rows = "\n".join(
        f"| {mark} {name} | {_earned(criterion, level)} | {text} |"
        for (level, mark, name), text in zip(_LEVELS, criterion.levels, strict=True)
    )
    return f"""\
<!-- Made from the rubric by `make docs`; edit src/portfolio_kit/rubric/{rubric.name}.toml. -->
# {criterion.title}

`{criterion.id}`: {_about(rubric, criterion)}

{criterion.why}

| Level | Points | What it looks like |
|---|---:|---|
{rows}

## How to reach the next level

- **From missing to partial:** {criterion.next[0]}
- **From partial to met:** {criterion.next[1]}

[All criteria](README.md) · [How to check a repository](../checking.md)
"""


def index(rubric: Rubric) -> str:
    """Return the page of the docs that lists all criteria, in Markdown."""
    lines = [
        f"<!-- Made from the rubric by `make docs`; edit src/portfolio_kit/rubric/{rubric.name}.toml. -->",
        "# The criteria",
        "",
        "A criterion is missing, partial or met and earns none, half or all of its points. One that the kind of the",
        "project rules out is not applicable, and its points are taken out of the total. The score is the share of the",
        "points that are left, from 0 to 100.",
    ]
    for pillar in rubric.pillars:
        criteria = [criterion for criterion in rubric.criteria if criterion.pillar == pillar.id]
        points = number(sum(criterion.points for criterion in criteria))
        lines += ["", f"## {pillar.title} ({points} points)", "", "| Criterion | Points | |", "|---|---:|---|"]
        lines += [
            f"| [{criterion.id}]({criterion.id}.md) | {number(criterion.points)} | {criterion.title} |"
            for criterion in criteria
        ]
    return "\n".join(lines) + "\n"


def pages(rubric: Rubric) -> dict[str, str]:
    """Return all pages about a rubric by the names of their files."""
    return {"README.md": index(rubric)} | {
        f"{criterion.id}.md": page(rubric, criterion) for criterion in rubric.criteria
    }


def _about(rubric: Rubric, criterion: Criterion) -> str:
    pillar = next((pillar.title for pillar in rubric.pillars if pillar.id == criterion.pillar), criterion.pillar)
    words = [f"{number(criterion.points)} of {_total(rubric)} points", pillar]
    if criterion.sections:
        named = ["final checklist" if section == "FC" else section for section in criterion.sections]
        of = f' of the article "{rubric.source}"' if rubric.source else " of the article"
        words.append(f"section{'s' if len(named) > 1 else ''} {', '.join(named)}{of}")
    return " · ".join(words)


def _earned(criterion: Criterion, level: Level) -> str:
    """Return the points of a level: a range, where each part adds its own."""
    if level == 1 and criterion.parts and criterion.combine == "sum":
        least = min((points for part in criterion.parts for points in part.points if points), default=0.0)
        return f"{number(least)}-{number(criterion.points - least)}"
    return number(criterion.earned(level))


def _total(rubric: Rubric) -> str:
    return number(sum(criterion.points for criterion in rubric.criteria))


def _hanging(start: str, text: str, look: Look) -> Iterator[str]:
    first, *rest = wrapped(text if look.unicode else text.translate(_ASCII), look.width - cells(start))
    yield start + first
    yield from (" " * cells(start) + line for line in rest)


def _written(lines: list[str], look: Look) -> str:
    text = "\n".join(lines) + "\n"
    return text if look.unicode else text.translate(_ASCII)
