"""The scorecard for a terminal: a bar for each pillar, and what to do next.

Everything that comes from the repository is written so that it cannot steer the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from portfolio_kit.look import Look, cells, wrapped
from portfolio_kit.reports.wording import (
    SAYS,
    STATUS,
    applying,
    by_score,
    errors,
    gain,
    gain_of,
    gains,
    grade,
    is_empty,
    new_places,
    number,
    points,
    sentence,
    shared,
    shown,
    status,
    step_of,
)
from portfolio_kit.rubric.rubric import Pillar
from portfolio_kit.rubric.scorecard import Judged, Scorecard
from portfolio_kit.terminal import printable

_MARKS = {"met": "●", "partial": "◐", "missing": "○", "not_applicable": "n/a", "error": "!"}
_ASCII = str.maketrans({"●": "+", "◐": "~", "○": "-", "█": "#", "░": ".", "·": "-"})
_COLOURS = {
    "met": ("green",),
    "partial": ("yellow",),
    "missing": ("red",),
    "not_applicable": ("dim",),
    "error": ("red", "bold"),
}
_GRADES = {"high": "green", "middle": "yellow", "low": "red"}
_LEGEND = "● met, ◐ partial, ○ missing, n/a not applicable"
_MARGIN = "  "
_BAR = 20
_FIRST_STEPS = 5
_SHORT_STEPS = 3
_POINTS = 9


def report(scorecards: Sequence[Scorecard], look: Look | None = None, *, verbose: bool = False) -> str:
    """Return the scorecards one below the other, and a table of the scores when there are several.

    `verbose` tells all that is to be done, and of every criterion why it is judged so. Without it several are told in
    short.
    """
    look = look or Look()
    is_short = len(scorecards) > 1 and not verbose
    parts = ["\n".join(_scorecard(scorecard, look, verbose=verbose, is_short=is_short)) for scorecard in scorecards]
    if is_short:
        more = f"{_LEGEND}. `portfolio-kit check` of one of them says what to do next, --verbose why it is judged so."
        parts.append("\n".join(_indented(more, look, 2)))
    if len(scorecards) > 1:
        parts.append("\n".join(_table(scorecards, look)))
    text = "\n\n".join(parts) + "\n"
    return text if look.unicode else text.translate(_ASCII)


def _scorecard(scorecard: Scorecard, look: Look, *, verbose: bool, is_short: bool) -> Iterator[str]:
    yield from _title(scorecard, look)
    if is_empty(scorecard):
        return
    titles = max((cells(pillar.title) for pillar in scorecard.rubric.pillars), default=0)
    for pillar in scorecard.rubric.pillars:
        if of_pillar := scorecard.of(pillar):
            yield from _pillar(pillar, of_pillar, titles, look)
    if is_short:
        yield from _next(scorecard, look, "Next: ", scorecard.next_steps[:_SHORT_STEPS])
    else:
        yield from _indented(_LEGEND, look, 2, "dim")
        if explained := applying(scorecard):
            yield from _indented(explained, look, 2, "dim")
        yield from _ranked(scorecard, look) if verbose else _steps(scorecard, look)
        yield from _verdicts(scorecard, look) if verbose else ()
    yield from _remarks(scorecard, look)


def _remarks(scorecard: Scorecard, look: Look) -> Iterator[str]:
    if failed := errors(scorecard):
        yield ""
        yield f"{_MARGIN}{look.styled('Not judged', 'bold')} (an error of portfolio-kit)"
        for judged in failed:
            yield from _indented(f"{judged.criterion.id}: {judged.finding.reason}", look, 2)
    if scorecard.notes:
        yield ""
        yield f"{_MARGIN}{look.styled('How it was read', 'bold')}"
        for note in scorecard.notes:
            yield from _indented(note, look, 2)


def _title(scorecard: Scorecard, look: Look) -> Iterator[str]:
    score = f"{number(scorecard.score)} / 100"
    of_rubric = f"{scorecard.rubric.title}, {points(scorecard)}" if points(scorecard) else scorecard.rubric.title
    title = wrapped(f"{_text(scorecard.title, look)} · {of_rubric}", look.width - 4 - len(score))
    gap = look.width - 2 - cells(title[0]) - len(score)
    yield f"{_MARGIN}{look.styled(title[0], 'bold')}{' ' * gap}{look.styled(score, 'bold')}"
    yield from (f"{_MARGIN}{look.styled(line, 'bold')}" for line in title[1:])
    if scorecard.warning:
        yield from _indented(scorecard.warning, look, 2, "red", "bold")


def _pillar(pillar: Pillar, judged: Sequence[Judged], titles: int, look: Look) -> Iterator[str]:
    earned, possible = sum(each.earned for each in judged), sum(each.possible for each in judged)
    bar = _BAR if look.width >= 2 + titles + 2 + _BAR + 2 + _POINTS else max(look.width - titles - 6 - _POINTS, 4)
    filled = round(bar * earned / possible) if possible else 0
    counted = f"{number(earned)}/{number(possible)}" if possible else "n/a"
    share = 100 * earned / possible if possible else 0
    coloured = look.styled("█" * filled, _GRADES[grade(share)]) + look.styled("░" * (bar - filled), "dim")
    title = pillar.title + " " * (titles - cells(pillar.title))
    start = f"{_MARGIN}{title}  {coloured}  {counted:>{_POINTS - 2}}"
    used = 2 + titles + 2 + bar + 2 + _POINTS - 2
    marked = [(f"{each.criterion.id} {_MARKS[status(each)]}", _mark(each, look)) for each in judged]
    beside = look.width - used - 3
    fits = beside >= max(len(plain) for plain, _ in marked) and beside >= look.width // 3
    lines = _flowed(marked, beside if fits else look.width - 4)
    if fits:
        yield f"{start}   {next(lines)}"
        yield from (f"{' ' * used}   {line}" for line in lines)
    else:
        yield start
        yield from (f"{_MARGIN * 2}{line}" for line in lines)


def _mark(judged: Judged, look: Look) -> str:
    return f"{judged.criterion.id} {look.styled(_MARKS[status(judged)], *_COLOURS[status(judged)])}"


def _flowed(items: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    """Fill lines with items; of each the plain text, which is measured, and the text that is shown."""
    line: list[str] = []
    used = 0
    for plain, styled in items:
        if line and used + 1 + cells(plain) > width:
            yield " ".join(line)
            line, used = [], 0
        used += cells(plain) + (1 if line else 0)
        line.append(styled)
    yield " ".join(line)


def _verdicts(scorecard: Scorecard, look: Look) -> Iterator[str]:
    for pillar in scorecard.rubric.pillars:
        judged_of_pillar = scorecard.of(pillar)
        if not judged_of_pillar:
            continue
        yield ""
        yield f"{_MARGIN}{look.styled(pillar.title, 'bold')}"
        for judged in judged_of_pillar:
            counted = "" if judged.finding.level is None else f", {number(judged.earned)} of {number(judged.possible)}"
            verdict = STATUS[status(judged)] + counted
            start = f"{_MARGIN}{_mark(judged, look)}"
            used = len(f"{_MARGIN}{judged.criterion.id} {_MARKS[status(judged)]}")
            gap = " " if used + 1 + len(verdict) <= look.width else f"\n{' ' * 6}"
            yield f"{start}{gap}{look.styled(verdict, 'dim')}"
            yield from _indented(sentence(judged.finding.reason), look, 6)
            if judged.annotation:
                yield from _indented(f"{SAYS}: {judged.annotation}", look, 6)
            for evidence in judged.finding.evidence:
                yield from _indented(f"{shown(evidence, is_quoted=True)}: {evidence.excerpt}", look, 6, "dim")
            if step := step_of(scorecard, judged):
                to_do = f"To do ({gain(scorecard, judged)}, step {step}): {_told(scorecard, judged)}"
                yield from _indented(to_do, look, 6)


def _told(scorecard: Scorecard, judged: Judged) -> str:
    return " ".join(filter(None, (sentence(judged.finding.fix or ""), shared(scorecard, judged))))


def _next(scorecard: Scorecard, look: Look, start: str, steps: Sequence[Judged]) -> Iterator[str]:
    named = [f"{judged.criterion.id} {gain(scorecard, judged)}" for judged in steps]
    if named:
        items = [*(f"{name}," for name in named[:-1]), named[-1]]
        items[0] = start + items[0]
        yield from (_MARGIN + line for line in _flowed([(item, item) for item in items], look.width - 2))


def _heading(scorecard: Scorecard, steps: Sequence[Judged], look: Look) -> Iterator[str]:
    first, *more = wrapped(f"What to do next ({gains(scorecard, steps)})", look.width - 2)
    yield _MARGIN + first.replace("What to do next", look.styled("What to do next", "bold"))
    yield from (_MARGIN + line for line in more)


def _ranked(scorecard: Scorecard, look: Look) -> Iterator[str]:
    """All steps by what they bring: what each asks for is told below its verdict."""
    steps = scorecard.next_steps
    if not steps:
        return
    yield ""
    yield from _heading(scorecard, steps, look)
    items = [f"{count}. {judged.criterion.id} {gain(scorecard, judged)}" for count, judged in enumerate(steps, start=1)]
    items[:-1] = [f"{item}," for item in items[:-1]]
    yield from (_MARGIN + line for line in _flowed([(item, item) for item in items], look.width - 2))


def _steps(scorecard: Scorecard, look: Look) -> Iterator[str]:
    """The first steps, each with what to do."""
    steps = scorecard.next_steps
    if not steps:
        return
    yield ""
    told = steps[:_FIRST_STEPS]
    yield from _heading(scorecard, told, look)
    names = max(len(judged.criterion.id) for judged in told)
    points_wide = max(len(gain(scorecard, judged)) for judged in told)
    for count, judged in enumerate(told, start=1):
        promised = gain(scorecard, judged)
        start = f"{count:>{len(str(len(told)))}}. {judged.criterion.id:<{names}}  {promised:<{points_wide}}"
        beside = len(start) + 4
        narrow = look.width - beside < 32  # noqa: PLR2004 - too few columns for a sentence
        indent = 7 if narrow else beside
        lines = wrapped(_text(_told(scorecard, judged), look), look.width - indent)
        if narrow:
            yield f"{_MARGIN}{look.styled(start.rstrip(), 'bold')}"
        else:
            yield f"{_MARGIN}{look.styled(start, 'bold')}  {lines.pop(0)}"
        yield from (f"{' ' * indent}{line}" for line in lines)
        if judged.annotation:
            said = wrapped(_text(f"{SAYS}: {judged.annotation}", look), look.width - indent)
            yield from (f"{' ' * indent}{line}" for line in said)
        if places := new_places(judged):
            judged_by = f"judged by {', '.join(shown(evidence) for evidence in places[:3])}"
            for line in wrapped(judged_by, look.width - indent):
                yield f"{' ' * indent}{look.styled(line, 'dim')}"
    if rest := steps[len(told) :]:
        more = f"… and {len(rest)} more (up to {gain_of(scorecard, rest)})"
        yield from _indented(f"{more}: --verbose shows them and every verdict with its reason.", look, 2)


def _indented(text: str, look: Look, indent: int, *names: str) -> Iterator[str]:
    for line in wrapped(_text(text, look), look.width - indent):
        yield f"{' ' * indent}{look.styled(line, *names) if names else line}"


def _text(text: str, look: Look) -> str:
    """Return text of the repository so that it does nothing at a terminal."""
    text = printable(text)
    return text if look.unicode else text.replace("…", "...")


def _table(scorecards: Sequence[Scorecard], look: Look) -> Iterator[str]:
    yield f"{_MARGIN}{look.styled('All of them', 'bold')}"
    for scorecard in by_score(scorecards):
        first, *more = wrapped(_text(scorecard.target, look), look.width - 10)
        yield f"{_MARGIN}{number(scorecard.score):>5}   {first}"
        yield from (f"{' ' * 10}{line}" for line in more)
