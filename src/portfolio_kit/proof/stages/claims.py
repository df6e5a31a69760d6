"""The figures that the texts state, held against what the training of this run has printed and written."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.results import reported
from portfolio_kit.proof.context import Context
from portfolio_kit.proof.model import Result
from portfolio_kit.proof.pairing import Paired, paired
from portfolio_kit.proof.stages.measured import notebooks
from portfolio_kit.proof.stages.stage import facts_of as texts
from portfolio_kit.proof.stages.training import figures_of
from portfolio_kit.repository.limits import counted
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.repository.watch import at_most

_MOST_SHOWN = 2
# What a feature does for a model, which may be told in the units of a metric.
_WEIGHS = re.compile(
    r"import[aâ]n[cz]i?[ae]|wichtigkeit|\bshap\b|most important (?:feature|variable|predictor)|"
    r"\b(?:drop|decrease|loss|fall) (?:in|of)\b",
    re.IGNORECASE,
)


def claims(context: Context) -> Result:
    """Pair the claims with what training produced; the headline decides. Raises TookTooLongError."""
    stated = stated_in(context.repository)
    if not stated:
        return Result("claims", "skipped", "no text states a measured figure")
    with at_most(context.limits.wall):
        return _held(context, stated)


def _held(context: Context, stated: list[Claim]) -> Result:
    facts = context.results["training"].facts
    produced = [(item.figure, item.place) for item in figures_of(facts)]
    ran = list(notebooks(context.place.tree, texts(facts, "written")))
    pairs = paired(stated, produced, ran)
    return _result(pairs, " && ".join(texts(facts, "command")))


def stated_in(repository: Repository) -> list[Claim]:
    """Return the figures that the texts state as results, each once; notebooks' own where no other text has any."""
    results = [
        claim for claim in reported(repository) if claim.figure.kind == "result" and not _weighs_a_feature(claim)
    ]
    in_texts = [claim for claim in results if not claim.document.path.endswith(".ipynb")]
    unique: dict[tuple[str, float, bool], Claim] = {}
    for claim in in_texts or results:
        unique.setdefault((claim.figure.metric, claim.figure.value, claim.figure.is_percent), claim)
    return list(unique.values())


def _weighs_a_feature(claim: Claim) -> bool:
    """Whether a figure says how much a feature counts; a heading above it may say so and mean something else."""
    line = claim.figure.line
    above = (each.text for each in reversed(claim.document.lines) if each.kind == "heading" and each.number < line)
    return bool(_WEIGHS.search(claim.figure.context.removeprefix(next(above, ""))))


def _result(pairs: list[Paired], command: str) -> Result:
    first = pairs[0]
    where = f"{first.claim.evidence.path}:{first.claim.evidence.line}"
    facts = {"claims": [_fact(pair) for pair in pairs]}
    reproduced = [pair for pair in pairs if pair.verdict == "reproduced"]
    if first.verdict == "reproduced":
        others = "".join(f"; {pair.shown}" for pair in _others(reproduced)[:_MOST_SHOWN])
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


def _others(pairs: list[Paired]) -> list[Paired]:
    """The model's other metrics, each once: those of the headline's line, then of others."""
    found: dict[str, Paired] = {}
    line = pairs[0].claim.figure.line
    for pair in sorted(pairs, key=lambda pair: pair.claim.figure.line != line):
        if not pair.claim.figure.is_baseline:
            found.setdefault(pair.claim.figure.metric, pair)
    return [pair for pair in found.values() if pair.claim.figure.metric != pairs[0].claim.figure.metric]


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
