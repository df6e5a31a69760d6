"""Feedback for whoever made a repository, in Markdown: what it shows already, what gains most, and how to go on.

It is pasted into a mail or posted as an issue. What the repository or its learner wrote stays text: no markup, mention,
reference or link in it comes to life. What a mentor wrote is the mentor's own Markdown, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.cohort.store.detail import Detail, Place, Said, Verdict
from portfolio_kit.reports.links import line_page
from portfolio_kit.reports.markdown import code, inline
from portfolio_kit.reports.wording import number, sentence
from portfolio_kit.repository.address import is_url
from portfolio_kit.rubric.finding import on_page
from portfolio_kit.rubric.rubric import ARTICLE, NAMES, option
from portfolio_kit.terminal import printable

MARKER = "<!-- portfolio-kit feedback -->"
"""The first line, by which a feedback is known as one."""

_BYTES = re.compile(r"\([\d,]+ bytes\)")
_STRENGTHS, _FEW, _STEPS, _PLACES = 4, 3, 3, 2
_LONGEST_EXCERPT = 80
_TOO_LARGE = (
    "such as data, models or notebooks full of outputs. What can be downloaded or made again does not need to be in "
    "the repository: a `.gitignore` keeps it out."
)
_OF_FAILURE = {
    "clone": "Please check that the address is right and that whoever reviews may read it. Then tell your mentor, and "
    "it is looked at again.",
    "time": f"Mostly that means very many or very large files, {_TOO_LARGE}",
    "memory": f"Mostly that means very large files, {_TOO_LARGE}",
    "error": "That is an error of the tool, not of yours: there is nothing that you need to change. Your mentor knows.",
}
_COUNTED = {
    "missing": "counted as missing",
    "partial": "counted as partly there",
    "met": "counted as met",
    "not_applicable": "does not apply here",
    "taken_back": "counts again as it was found",
}


def feedback(detail: Detail, gained: float | None = None) -> str:
    """Return what to tell about a repository; `gained` is how much its score rose since the review before."""
    body = _scored(detail, gained) if detail.state == "scored" else _unscored(detail)
    lines = [MARKER, f"# Feedback on {inline(detail.name)}", "", *body]
    return "\n".join(lines).rstrip("\n") + "\n"


def _scored(detail: Detail, gained: float | None) -> Iterator[str]:
    yield _opening(detail.verdicts)
    if detail.review is not None and detail.review.warning:
        yield from ("", f"One thing first: {inline(detail.review.warning)}")
    yield from _strengths(detail)
    since = f", {number(gained)} more than last time" if gained and gained > 0 else ""
    score = f"**{number(detail.score or 0.0)} of 100 points**{since}"
    steps = detail.steps[:_STEPS]
    if steps:
        yield from ("", f"## {_title_of_steps(steps)}", "")
        most = "This gains most:" if len(steps) == 1 else "These gain most:"
        yield f"Your project has {score}. {most}" if detail.score else most
        yield ""
        for count, verdict in enumerate(steps, start=1):
            yield from _step(detail, count, verdict)
    else:
        yield from ("", "## What is left", "")
        yield f"Nothing: your project has {score}, and every criterion that applies to it is met. That is rare."
        yield "Now let it work for you: put the link at the top of your CV, and be ready to explain every line of it."
    yield from _said(detail.said)
    yield from _going_on(detail, steps)


def _opening(verdicts: Sequence[Verdict]) -> str:
    met = sum(verdict.status == "met" for verdict in verdicts)
    begun = sum(verdict.status == "partial" for verdict in verdicts)
    applying = sum(verdict.status in ("met", "partial", "missing") for verdict in verdicts)
    more = " more" if met else f" of the {applying} things that a portfolio should show"
    parts = [f"{met} of the {applying} things that a portfolio should show {_are(met)} there"] if met else []
    parts += [f"{begun}{more} {_are(begun)} well begun"] if begun else []
    return f"{', and '.join(parts)}." if parts else "A project begins with its first files; here is what to add first."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _strengths(detail: Detail) -> Iterator[str]:
    def most(status: str) -> list[Verdict]:
        return sorted((item for item in detail.verdicts if item.status == status), key=lambda item: -item.earned)

    met, begun = most("met")[:_STRENGTHS], most("partial")
    if met:
        yield from ("", "## What convinces already", "")
        yield from (_strength(detail, verdict) for verdict in met)
    if begun and len(met) < _FEW:
        yield from ("", "## What you can build on", "")
        yield from (_strength(detail, verdict) for verdict in begun[: _STRENGTHS - len(met)])


def _strength(detail: Detail, verdict: Verdict) -> str:
    title = f"- **{inline(verdict.criterion.title)}.**"
    if verdict.override is not None:
        return f"{title} Your mentor says: {_own(verdict.override.comment, 2)}"
    proven = " It was really run, and it works." if verdict.proven == "passed" else ""
    shown = [_shown(detail, place) for place in verdict.places[:1]]
    return f"{title} {inline(sentence(verdict.reason))}{proven}" + "".join(f" See {place}" for place in shown)


def _title_of_steps(steps: Sequence[Verdict]) -> str:
    words = {1: "The one step that is left", 2: "Two steps that are left"}
    return words.get(len(steps), "Three next steps that gain most")


def _step(detail: Detail, count: int, verdict: Verdict) -> Iterator[str]:
    gain = number(verdict.gain)
    points = "point" if gain == "1" else "points"
    # The first step of what is missing may bring half of them.
    worth = f"up to {gain}" if verdict.status == "missing" else gain
    why = f" {inline(sentence(verdict.criterion.why))}" if verdict.criterion.why else ""
    yield f"{count}. **{inline(verdict.criterion.title)}**, worth {worth} {points}.{why}"
    if verdict.override is not None:
        yield f"   - Your mentor says: {_own(verdict.override.comment, 5)}"
    else:
        yield f"   - Now: {inline(sentence(verdict.reason))}"
    if verdict.fix:
        yield f"   - To do: {inline(sentence(verdict.fix))}"
    said = f"{verdict.reason} {verdict.fix or ''}"
    places = [_shown(detail, place) for place in verdict.places if _called(place) not in said][:_PLACES]
    if places:
        yield f"   - Where: {'; '.join(places)}"


def _said(said: Sequence[Said]) -> Iterator[str]:
    last = {item.criterion: item for item in said if item.criterion}
    told = [item for item in said if not item.criterion or last[item.criterion] is item]
    told = [item for item in told if item.verdict != "taken_back"]
    if told:
        yield from ("", "## What your mentor says", "")
    for item in told:
        if item.verdict:
            yield from (f"> **{inline(item.title or '')}** {_COUNTED[item.verdict]}.", ">")
        # Two blanks at its end keep a line a line.
        yield from (f"> {line}  " if line else ">" for line in _lines(item.text))
        yield from (">", f"> ({inline(item.author)})", "")


def _going_on(detail: Detail, steps: Sequence[Verdict]) -> Iterator[str]:
    rubric = detail.run.rubric if detail.run else ARTICLE
    yield from ("", "## How to go on", "")
    if rubric in NAMES:
        check = code(f"portfolio-kit check{option(rubric)}")
        yield f"- {check} in your project's folder shows where you stand, as often as you like. It runs nothing of your"
        yield "  project and sends nothing anywhere."
        if steps:
            command = f"portfolio-kit explain{option(rubric)} {steps[0].criterion.id}"
            yield f"- {code(command)} says what is asked for, and how to reach the next level."
    else:
        yield f"- {code('portfolio-kit check --rubric FILE')} in your project's folder shows where you stand, with your"
        yield "  mentor's rubric as the file. It runs nothing of your project and sends nothing anywhere."
    if steps:
        yield "- One step at a time is fine. Push when it is done: the next review shows what got better."
    if detail.review is not None and detail.review.commit:
        yield ""
        yield f"This is about commit {code(detail.review.commit[:10])}."


def _unscored(detail: Detail) -> Iterator[str]:
    review = detail.review
    if review is None or review.state != "failed":
        yield "Your project waits to be reviewed. There is nothing that you need to do."
    else:
        yield "Your project could not be reviewed yet, so there is no score, and nothing counts against you."
        yield ""
        yield f"What happened: {inline(sentence(_reason(detail, review.failure, review.failure_kind)))}"
        yield ""
        yield _OF_FAILURE.get(review.failure_kind or "", _OF_FAILURE["error"])
    yield from _said(detail.said)
    if review is not None and review.failure_kind != "error":
        yield from _going_on(detail, ())


def _reason(detail: Detail, failure: str | None, kind: str | None) -> str:
    """Why there is no score, without a place on the mentor's machine: that says nothing to its owner."""
    reason = failure or "the reason is not known"
    is_elsewhere = is_url(detail.source) and not detail.source.lower().startswith("file:")
    is_inside = reason == f"there is no folder {detail.subfolder} in the repository"
    if is_elsewhere or is_inside:
        return reason
    if not detail.source:
        return "no repository is known of you yet"
    is_named = detail.source in reason or kind == "clone"
    return "the folder that was given for it could not be read" if is_named else reason


def _shown(detail: Detail, place: Place) -> str:
    """A place with its words, as a link where the host has a page of it."""
    commit = detail.review.commit if detail.review else None
    below = f"{detail.subfolder}/{place.path}" if detail.subfolder else place.path
    page = line_page(detail.source, commit, below, None if _is_paged(place) or _is_bytes(place) else place.line)
    called = code(_called(place))
    linked = f"[{called}]({page})" if page else called
    return linked if _is_bytes(place) else f"{linked}: {code(_cut(place.excerpt))}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_EXCERPT else f"{text[: _LONGEST_EXCERPT - 1].rstrip()}…"


def _called(place: Place) -> str:
    if place.cell is not None:
        return f"{place.path}, cell {place.cell}"
    if _is_bytes(place):
        return place.path
    return on_page(place.path, place.line) if _is_paged(place) else f"{place.path}:{place.line}"


def _is_bytes(place: Place) -> bool:
    """Whether it is a file of which no line is shown: a picture, a model."""
    return bool(_BYTES.fullmatch(place.excerpt))


def _is_paged(place: Place) -> bool:
    """Whether its place is a page, of which hosts show no lines."""
    return place.path.lower().endswith(".pdf")


def _own(text: str, indent: int) -> str:
    """A mentor's own words within an item of a list: on its line, or as blocks below it."""
    lines = _lines(text)
    if len(lines) == 1:
        return lines[0]
    return "\n".join(["", "", *(f"{' ' * indent}{line}" if line else "" for line in lines)])


def _lines(text: str) -> list[str]:
    return [printable(line.expandtabs(4).rstrip()) for line in text.strip("\n").split("\n")]
