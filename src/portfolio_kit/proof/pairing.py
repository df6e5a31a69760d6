"""Claims paired with what a run has produced: reproduced, different, or not produced at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from portfolio_kit import lazily as re
from portfolio_kit.criteria import headline
from portfolio_kit.proof.tolerance import stated
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.models.models import model_families
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.results.support import Checked, Claim, Support
from portfolio_kit.rubric.finding import Evidence

Verdict = Literal["reproduced", "differs", "not produced"]
Produced = tuple[Figure, Callable[[], Evidence]]

_WORD = re.compile(r"[^\W\d_]{2,}")
_SAYS_NOTHING = frozenset(
    {"the", "of", "on", "and", "for", "model", "score", "results", "value", "metrics", "set", "data"}
)
_SPREAD = frozenset({"low", "high", "lower", "upper", "std", "sd", "ci", "min", "max", "sem"})
_LAST = 12


@dataclass(frozen=True, slots=True)
class Paired:
    """A claim, and the value that the run gave for it where it gave one: `place` is where it shows that."""

    claim: Claim
    verdict: Verdict
    measured: float | None = None
    place: Evidence | None = None

    @property
    def shown(self) -> str:
        """The two numbers: f1 0.87 → 0.871."""
        if self.measured is None:
            return self.claim.name
        figure = self.claim.figure
        # As the claim is written, whatever the scale that the run wrote it in.
        scales = [self.measured, 100 * self.measured, self.measured / 100]
        value = min(scales, key=lambda scaled: abs(scaled - figure.value))
        return f"{self.claim.name} → {value:.{min(figure.decimals + 1, 6)}f}{'%' if figure.is_percent else ''}"


def paired(claims: Sequence[Claim], produced: Iterable[Produced], notebooks: Sequence[Notebook]) -> list[Paired]:
    """Return what became of each claim, the headline first; none where nothing is claimed."""
    produced = list(produced)
    support = Support(produced, notebooks)
    found = [_judged(check, produced) for check in support.check_all(claims)]
    if not found:
        return []
    # How fair a model is does not stand for how good it is, where that is stated.
    about = [pair for pair in found if pair.claim.figure.metric not in ("disparity", "")] or found
    first = headline.of_texts([pair.claim for pair in about])
    return sorted(found, key=lambda pair: pair.claim.figure is not first.figure)


def _judged(check: Checked, produced: Sequence[Produced]) -> Paired:
    claim = check.claim
    comparable = [item for item in produced if _are_comparable(claim.figure, item[0])]
    agreeing = [item for item in comparable if claim.figure.agrees(item[0].fraction)]
    if agreeing:
        figure, where = min(agreeing, key=lambda item: _distance(claim.figure, item[0]))
        return Paired(claim, "reproduced", figure.fraction, where())
    if check.verdict == "shown" and (claim.is_precise or not comparable):
        # A number that was printed without its name, in so many digits that it is no accident.
        return Paired(claim, "reproduced", check.found, check.place())
    if not comparable:
        return Paired(claim, "not produced")
    figure, where = min(comparable, key=lambda item: _distance(claim.figure, item[0]))
    bounds = stated(claim)
    is_within = bounds is not None and any(
        bounds[0] <= scaled <= bounds[1] for scaled in (figure.value, 100 * figure.value, figure.value / 100)
    )
    return Paired(claim, "reproduced" if is_within else "differs", figure.fraction, where())


def _distance(claimed: Figure, measured: Figure) -> tuple[int, float]:
    """How far a measured figure is from being the one that is claimed: by what it is called, then by its value."""
    shared = _words(claimed.context) & _words(measured.context)
    return -len(shared), abs(measured.fraction - claimed.fraction)


def _are_comparable(claimed: Figure, measured: Figure) -> bool:
    """Whether both may be the same measurement: on the same kind of data, of the same kind of model."""
    if claimed.metric != measured.metric or claimed.is_baseline != measured.is_baseline:
        return False
    if (claimed.measured == "training") != (measured.measured == "training"):
        return False
    # The end of an interval or a spread is not what was measured.
    if _words(measured.context[-_LAST:]) & _SPREAD:
        return False
    ours, theirs = model_families(claimed.context), model_families(measured.context)
    return not (ours and theirs) or bool(ours & theirs)


def _words(context: str) -> set[str]:
    return {word for word in _WORD.findall(context.lower()) if word not in _SAYS_NOTHING}
