"""What to tell a person about their case study, at the terminal."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from portfolio_kit.case_study.find import HOME
from portfolio_kit.case_study.found import Found
from portfolio_kit.case_study.marks import OWN_FILE
from portfolio_kit.case_study.new import Created
from portfolio_kit.case_study.refresh import Refreshed
from portfolio_kit.case_study.source import Measured
from portfolio_kit.case_study.table import figure
from portfolio_kit.case_study.words import listed
from portfolio_kit.look import cut
from portfolio_kit.repository.gitindex import git_folder
from portfolio_kit.terminal import printable

_WIDEST = 58
_MOST_NAMED = 3


def created(made: Created) -> str:
    """Return what was found for a new case study, and what is left to do."""
    root = made.page.parents[len(HOME.parts) - 1]
    lines = [f"{printable(str(made.page))} is there, with what was found:"]
    for name, text, place in _found(made.found):
        shown = printable(text)
        shown = shown if len(shown) <= _WIDEST else f"{cut(shown, _WIDEST - 1)}…"
        lines.append(f"  {name:<9} {shown:<{_WIDEST}} {printable(place)}".rstrip())
    if made.found.measured is None:
        lines += [
            "",
            f"No metrics file was found, so there is no table yet: let your evaluation write {OWN_FILE}, then refresh.",
        ]
    elif made.found.measured.others:
        others = listed([printable(path) for path in made.found.measured.others], _MOST_NAMED)
        lines += ["", f"Not shown: {others}. To show another one, remove the page and name it with --metrics FILE."]
    lines += [
        "",
        f"{made.questions} questions in it are yours to answer, each marked TODO until you do. Until then check takes",
        "this page for the case study and counts it as missing, whatever the README tells. Once they are answered:",
    ]
    lines += _next(root)
    return "\n".join(lines)


def refreshed(done: Refreshed) -> str:
    """Return what a refresh did, and the numbers in the words that it points out."""
    page = printable(str(done.page))
    files = printable(listed(done.files))
    lines = [f"{page} shows the numbers of {files}{'' if done.changed else ', as it did before'}."]
    if done.stale:
        lines += ["", "Your words say something else; they are yours to change:"]
        lines += [f"  {page}:{item.line}  {printable(item.written)}: {printable(item.instead)}" for item in done.stale]
    return "\n".join(lines)


def _next(root: Path) -> Iterator[str]:
    name = shlex.quote(printable(str(root)))
    where = "" if root == Path() else f" {name}"
    steps = [(f"portfolio-kit case-study refresh{where}", "its numbers, whenever you have trained again")]
    if git_folder(root) is not None:
        within = "" if root == Path() else f" -C {name}"
        steps.append(
            (f"git{within} add {HOME.as_posix()}", "what git does not track, neither check nor a visitor sees")
        )
    steps += [
        (f"portfolio-kit check{where}", "what it is worth now"),
        (f"portfolio-kit case-study pdf{where}", "one or two pages to send; html makes one to publish"),
    ]
    widest = max(len(command) for command, _ in steps)
    return (f"  {command:<{widest}}    {words}" for command, words in steps)


def _found(found: Found) -> Iterator[tuple[str, str, str]]:
    for name, fact in (
        ("title", found.title),
        ("author", found.author),
        ("code", found.code),
        ("live", found.live),
        ("data", found.data),
    ):
        if fact is not None:
            yield name, fact.text, fact.place if fact.place != fact.text else ""
    if found.source is not None:
        yield "from", found.source.text, found.source.place
    if found.measured is not None:
        yield from _results(found.measured)
    if found.endpoint is not None:
        yield (
            "service",
            found.endpoint.text + (f", started by {found.start}" if found.start else ""),
            found.endpoint.place,
        )
    for path, alt in found.figures:
        yield "figure", alt, path


def _results(measured: Measured) -> Iterator[tuple[str, str, str]]:
    results = measured.results
    yield "results", f"{_count(len(results.models), 'model')}, {listed(list(results.labels.values()))}", measured.path
    metric, baseline = results.metric, results.baseline
    if baseline is not None and metric in baseline.values:
        yield "baseline", f"{baseline.label}, {results.labels[metric]} {figure(baseline.values[metric].value)}", ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
