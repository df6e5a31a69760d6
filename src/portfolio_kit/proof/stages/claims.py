"""The figures that the texts state, held against what the training of this run has printed and written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from portfolio_kit.proof.context import Context
from portfolio_kit.proof.copies import AS_IT_WAS
from portfolio_kit.proof.model import Outcome, Result
from portfolio_kit.proof.pairing import Paired, Produced, paired
from portfolio_kit.proof.removal import remove
from portfolio_kit.repository import figures
from portfolio_kit.repository.file import File
from portfolio_kit.repository.limits import counted
from portfolio_kit.repository.repository import Repository, read

_MOST_SHOWN = 3


def claims(context: Context) -> Result:
    """Pair the claims with what training produced; the headline decides."""
    if not context.repository.support.claims:
        return Result("claims", "skipped", "no text states a measured figure")
    training = context.results["training"]
    after = _after(context.place.tree)
    written = {path for path in after.by_path if _was_written(context.place.tree / path)}
    written |= {file.path for file in after.runs if _was_written(context.place.tree / file.path)}
    produced = [
        *((item.figure, item.place) for item in after.shown if item.path in written),
        *(item for outcome in training.outcomes for item in _printed(outcome)),
    ]
    notebooks = [notebook for notebook in after.notebooks if notebook.file.path in written]
    pairs = paired(context.repository.claims, produced, notebooks)
    return _result(pairs, training.outcomes[-1].command.shown if training.outcomes else "training")


def _result(pairs: list[Paired], command: str) -> Result:
    first = pairs[0]
    where = f"{first.claim.evidence.path}:{first.claim.evidence.line}"
    facts = {"claims": [_fact(pair) for pair in pairs]}
    reproduced = [pair for pair in pairs if pair.verdict == "reproduced"]
    if first.verdict == "reproduced":
        others = "".join(f"; {pair.shown}" for pair in reproduced[1:_MOST_SHOWN])
        more = f"; {len(reproduced)} of {counted(len(pairs), 'figure')} reproduced" if len(pairs) > 1 else ""
        return Result("claims", "passed", f"{where} {first.shown} measured{others}{more}", facts=facts)
    if first.verdict == "differs":
        return Result(
            "claims",
            "failed",
            f"{where} {first.shown} measured",
            f"Write at {where} what `{command}` gives; if {first.claim.name} is right, "
            "seed what is random and pin the versions that gave it.",
            facts=facts,
        )
    return Result(
        "claims",
        "failed",
        f"{where} {first.claim.name}: `{command}` neither prints nor writes it",
        f"Let `{command}` print {first.claim.figure.metric.replace('_', ' ')}, or write it to a metrics file.",
        facts=facts,
    )


def _fact(pair: Paired) -> dict[str, object]:
    return {
        "path": pair.claim.evidence.path,
        "line": pair.claim.evidence.line,
        "metric": pair.claim.figure.metric,
        "claimed": pair.claim.figure.value,
        "measured": pair.measured,
        "verdict": pair.verdict,
        "from": f"{pair.place.path}:{pair.place.line}" if pair.place else None,
    }


def _after(tree: Path) -> Repository:
    """Read the tree as training has left it: every file, for git has not been told of the new ones."""
    remove(tree / ".git")
    return read(tree)


def _was_written(file: Path) -> bool:
    """Whether a file is not as it was copied."""
    try:
        return file.lstat().st_mtime != AS_IT_WAS
    except OSError:
        return False


def _printed(outcome: Outcome) -> Iterator[Produced]:
    """The figures in what a command printed."""
    log = outcome.log
    size = log.stat().st_size if log.is_file() else 0
    file = File(log.parent, log.name, size)
    for figure in figures.in_output(file.text):
        yield figure, partial(file.evidence, figure.line)
