"""A scorecard with what happened in its proof, as a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit.proof.proven import Proven
from portfolio_kit.reports import markdown
from portfolio_kit.reports.markdown import code, inline
from portfolio_kit.reports.proof_terminal import MARKS
from portfolio_kit.reports.proof_wording import log, seconds, summary, tail
from portfolio_kit.reports.wording import number

_LINES = 20


def report(proven: Proven) -> str:
    """Return the scorecard that counts, below what happened."""
    marker, rest = markdown.report([proven.scorecard]).split("\n", 1)
    return "\n".join([marker, "", *_run(proven), rest])


def _run(proven: Proven) -> Iterator[str]:
    before, after = number(proven.before.score), number(proven.scorecard.score)
    yield f"### {inline(proven.scorecard.title)} was run: score {before} → {after}"
    yield ""
    yield "| | Stage | What happened | Time |"
    yield "|---|---|---|---:|"
    for result in proven.proof.results:
        yield f"| {MARKS[result.status]} | {result.stage} | {inline(summary(result))} | {seconds(result)} |"
    yield ""
    for result in proven.proof.results:
        if result.status == "failed":
            yield f"- **{result.stage}**, to do: {inline(result.fix or '')}"
            yield from (f"  - {code(line)}" for line in tail(result, _LINES)[-3:])
            if name := log(result):
                yield f"  - all of it: {code(name)}"
    yield ""
    yield f"Run in {inline(proven.proof.sandbox)} by {inline(proven.proof.tool)}, {inline(proven.proof.started)}."
