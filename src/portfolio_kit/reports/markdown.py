"""The scorecard as a comment on a pull request.

Texts of the repository stay text: no markup, mention, issue reference or link in them comes to life, whether the page
is made by GitHub, GitLab or a plain Markdown renderer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portfolio_kit.reports.links import line_url
from portfolio_kit.reports.wording import (
    SAYS,
    STATUS,
    applying,
    by_score,
    errors,
    gain,
    gains,
    is_empty,
    number,
    points,
    sentence,
    shared,
    shown,
    status,
)
from portfolio_kit.rubric.finding import Evidence
from portfolio_kit.rubric.rubric import Pillar
from portfolio_kit.rubric.scorecard import Judged, Scorecard
from portfolio_kit.terminal import printable

# Lets a workflow find its own comment again and replace it.
MARKER = "<!-- portfolio-kit check -->"

_MARKS = {"met": "●", "partial": "◐", "missing": "○", "not_applicable": "n/a", "error": "!"}
_FIRST_STEPS = 5
_MARKUP = re.compile(r"[\\`*_\[\]{}()#|~$!+=^-]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# Hosts make links out of finished text: a character without width keeps these from being what they look for. It is
# written as its number, so that no character of the report itself is one that nobody can see.
_LIVE = re.compile(r"(?<=[@#!%])(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=GH-)(?=\d)|(?<=mailto)(?=:)", re.IGNORECASE)
_NO_WIDTH = "\u200b"
# What acts at the beginning of a line only, or within brackets or tags that stay escaped: it may stand as it is.
_HARMLESS = re.compile(
    r"(?<!\A)\\([-+=)!^}]|#(?!\Z)|(?<!\]\\)\()|(?<=[^\W_])\\(_)(?=[^\W_])|\\(\[)(\d{1,6})\\(\])(?!\\?[\[(:])"
    r"|(?<!\A)(&)(?:gt;|amp;(?!\#?\w+;))"
)
_BACKTICKS = re.compile(r"`+")


def report(scorecards: Sequence[Scorecard]) -> str:
    """Return the scorecards one below the other, with a table of the scores in front when there are several."""
    lines = [MARKER]
    if len(scorecards) > 1:
        lines += ["", "| Repository | Score |", "|---|---:|"]
        lines += [f"| {inline(scorecard.title)} | {number(scorecard.score)} |" for scorecard in by_score(scorecards)]
    for scorecard in scorecards:
        lines += ["", *_scorecard(scorecard)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return `text` as Markdown that shows it and does nothing else, on one line."""
    text = _LIVE.sub(_NO_WIDTH, printable(text))
    text = _MARKUP.sub(lambda found: f"\\{found[0]}", text)
    return "".join(_HTML.get(character, character) for character in text).replace(_NO_WIDTH, "&#8203;")


def inline(text: str) -> str:
    """Return what `escaped` does, for text within a line, with no more escapes than it needs there to be inert."""
    return _HARMLESS.sub(_bare, escaped(text))


def _bare(found: re.Match[str]) -> str:
    if found[6]:
        return ">" if found[0] == "&gt;" else "&"
    return "".join(filter(None, found.groups()))


def code(text: str) -> str:
    """Return `text` as a code span, in which hosts look for nothing."""
    text = printable(text).replace("|", "\u2502")
    fence = "`" * (max((len(run) for run in _BACKTICKS.findall(text)), default=0) + 1)
    padding = " " if len(fence) > 1 or not text.strip() else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _scorecard(scorecard: Scorecard) -> Iterator[str]:
    of_rubric = f"{scorecard.rubric.title}, {points(scorecard)}" if points(scorecard) else scorecard.rubric.title
    yield f"### {inline(scorecard.title)}: {number(scorecard.score)} / 100 ({inline(of_rubric)})"
    yield ""
    yield from _said([f"**{inline(scorecard.warning)}**"] if scorecard.warning else [])
    yield from _notes(scorecard) if is_empty(scorecard) else _judged(scorecard)


def _judged(scorecard: Scorecard) -> Iterator[str]:
    yield "| | Points | Criteria |"
    yield "|---|---:|---|"
    for pillar in scorecard.rubric.pillars:
        if of_pillar := scorecard.of(pillar):
            yield _row(pillar, of_pillar)
    yield ""
    legend = "● met, ◐ partial, ○ missing, n/a not applicable"
    yield " ".join([f"{legend}.", inline(how)] if (how := applying(scorecard)) else [legend])
    if steps := scorecard.next_steps:
        yield ""
        yield f"**What to do next** ({gains(scorecard, steps[:_FIRST_STEPS])})"
        yield ""
        for count, judged in enumerate(steps[:_FIRST_STEPS], start=1):
            what = f"**{inline(judged.criterion.id)}** {gain(scorecard, judged)}"
            also = f" {inline(both)}" if (both := shared(scorecard, judged)) else ""
            yield f"{count}. {what}: {inline(judged.finding.fix or '')}{also}"
    yield ""
    yield "<details><summary>Every verdict with its reason and evidence</summary>"
    for pillar in scorecard.rubric.pillars:
        if judged_of_pillar := scorecard.of(pillar):
            yield ""
            yield f"**{inline(pillar.title)}**"
            yield ""
            for judged in judged_of_pillar:
                yield from _verdict(scorecard, judged)
    yield ""
    yield "</details>"
    if failed := errors(scorecard):
        yield ""
        yield f"Not judged, an error of portfolio-kit: {', '.join(inline(judged.criterion.id) for judged in failed)}."
    yield from _notes(scorecard)


def _notes(scorecard: Scorecard) -> Iterator[str]:
    if scorecard.notes:
        yield ""
        yield "<details><summary>How it was read</summary>"
        yield ""
        yield from (f"- {inline(note)}" for note in scorecard.notes)
        yield ""
        yield "</details>"


def _said(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield line
        yield ""


def _row(pillar: Pillar, judged: Sequence[Judged]) -> str:
    earned, possible = sum(each.earned for each in judged), sum(each.possible for each in judged)
    counted = f"{number(earned)}/{number(possible)}" if possible else "n/a"
    criteria = ", ".join(f"{inline(each.criterion.id)} {_MARKS[status(each)]}" for each in judged)
    return f"| {inline(pillar.title)} | {counted} | {criteria} |"


def _verdict(scorecard: Scorecard, judged: Judged) -> Iterator[str]:
    finding = judged.finding
    counted = "" if finding.level is None else f", {number(judged.earned)} of {number(judged.possible)}"
    verdict = f"{_MARKS[status(judged)]} **{inline(judged.criterion.id)}** ({STATUS[status(judged)]}{counted})"
    yield f"- {verdict}: {inline(sentence(finding.reason))}"
    if judged.annotation:
        yield f"  - {SAYS}: {inline(judged.annotation)}"
    if finding.fix and not finding.error:
        yield f"  - To do: {inline(finding.fix)}"
    for evidence in finding.evidence:
        yield f"  - {_linked(scorecard, evidence)} {code(evidence.excerpt)}"


def _linked(scorecard: Scorecard, evidence: Evidence) -> str:
    url = line_url(scorecard, evidence.path, None if evidence.whole else evidence.line)
    where = code(shown(evidence, is_quoted=True))
    return f"[{where}]({url})" if url else where
