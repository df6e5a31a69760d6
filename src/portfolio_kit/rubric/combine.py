"""One verdict from several: how a criterion with parts takes level, reason, evidence and fix from their findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from portfolio_kit.rubric.finding import Evidence, Finding, Level, not_applicable
from portfolio_kit.rubric.rubric import Criterion, Part

_MOST_EVIDENCE = 6
_MET: Level = 2
# Words that begin a reason and are names of nothing.
_PLAIN = frozenset(
    {"A", "An", "Code", "Most", "No", "None", "Nothing", "One", "Only", "Scripts", "The", "There", "This"}
)


class Points(NamedTuple):
    """What a sum of parts earned, what it could have, and what the most rewarding next step adds."""

    earned: float
    possible: float
    step: float


class _Judged(NamedTuple):
    part: Part
    finding: Finding

    @property
    def level(self) -> Level:
        """The level that the part's level stands for."""
        return self.part.levels[self.finding.level or 0]

    @property
    def earned(self) -> float:
        return self.part.points[self.finding.level or 0]

    @property
    def step(self) -> float:
        """What the part's next level adds, or the one after it where that adds nothing."""
        above = [points - self.earned for points in self.part.points]
        return next((more for more in above if more > 0), 0.0)


def combined(criterion: Criterion, findings: Mapping[str, Finding]) -> tuple[Finding, Points | None]:
    """Return the finding of a criterion with parts, and its points where they are a sum.

    A part that is not applicable is left out, with its points. A part that could not be judged counts as missing.
    """
    every = [_Judged(part, findings[part.criterion]) for part in criterion.parts]
    judged = [item for item in every if item.finding.level is not None]
    # What is left after parts that do not apply must still be able to say that there is nothing.
    if not any(item.part.levels[0] == 0 for item in judged):
        return not_applicable(_once((item.finding.reason for item in every), "; ")), None
    if criterion.combine == "sum":
        return _sum(criterion, judged)
    levels = [item.level for item in judged]
    level: Level = min(levels) if criterion.combine == "least" else max(levels)
    if criterion.combine == "all" and min(levels) < level == _MET:
        level = 1
    if criterion.combine == "any":
        # Below what is asked for, what could still lead there says what is missing.
        best = [item for item in judged if item.level == level]
        leading = [item for item in judged if item.part.levels[_MET] == _MET and item not in best]
        judged = best if level == _MET else [*best, *leading]
    return _finding(criterion, level, judged, [item for item in judged if item.level < _MET]), None


def _sum(criterion: Criterion, judged: list[_Judged]) -> tuple[Finding, Points]:
    earned, possible = sum(item.earned for item in judged), sum(item.part.points[2] for item in judged)
    level: Level = 0 if earned == 0 else 2 if earned == possible else 1
    short = [item for item in judged if item.step]
    points = Points(earned, possible, max((item.step for item in short), default=0.0))
    return _finding(criterion, level, judged, short), points


def _finding(criterion: Criterion, level: Level, judged: list[_Judged], short: list[_Judged]) -> Finding:
    """Argue a level: by every part's reason and evidence, and the fixes of those parts that fall short."""
    evidence = _in_turn([item.finding.evidence for item in judged])
    # The reason of a part that falls short of its own level, and of nothing here, tells what is not asked for.
    telling = [item for item in judged if item in short or item.finding.level == _MET] or judged
    if criterion.combine == "sum":
        # Of many parts those that are missing come first.
        telling = sorted(telling, key=lambda item: item not in short)
    reason = _once((item.finding.reason for item in telling), "; ")
    if level == _MET and not any(item.finding.level == _MET for item in judged):
        reason = criterion.levels[2]
    if level == 2:  # noqa: PLR2004
        return Finding(level, reason, evidence)
    fixes = _once((item.finding.fix for item in short if item.finding.fix), " ")
    error = level == 0 and any(item.finding.error for item in judged)
    return Finding(level, reason, evidence, fixes or criterion.next[level], error)


def _in_turn(places: list[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    """A few places, the first of every part before the second of any."""
    longest = max(map(len, places), default=0)
    found = [place[position] for position in range(longest) for place in places if position < len(place)]
    return tuple(dict.fromkeys(found))[:_MOST_EVIDENCE]


def _once(texts: Iterable[str], between: str) -> str:
    """The texts one after another, each once; those that are put into one sentence without their ends and capitals."""
    if not between.startswith(";"):
        return between.join(dict.fromkeys(text.strip() for text in texts))
    first, *others = dict.fromkeys(text.strip().rstrip(".") for text in texts)
    return between.join([first, *map(_within, others)])


def _within(text: str) -> str:
    """A sentence within another: without its capital, where its first word is no name."""
    word = text.partition(" ")[0]
    return text[:1].lower() + text[1:] if word in _PLAIN else text
