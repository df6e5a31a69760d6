"""One measured figure: a metric with its value, as a text states it or an artefact shows it."""
# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.measured import measured_on, names_baseline, of_own_rows
from portfolio_kit.repository.results.values import THOUSAND, is_percent, kind_of, value_of

# Where the words after a figure begin to speak of another: "0.81 (baseline 0.52)".
_OTHER = re.compile(
    r"[,;]|\((?=[^(),;]{1,28}\d)|\.\s|\band (?:an?|the|its)\s"
    r"|\b(?:vs|versus|against|over|than|compared|from|contra|gegen|contre|frente)\b",
    re.IGNORECASE,
)

# "Accuracy: >85%" below a heading about what came out is a result, if a rough one; one that was aimed at is none.
_BOUNDS = frozenset({">", "≥", ">="})
_OUTCOME = re.compile(
    r"result|perform|achiev|outcome|obtained|resultad|desempe|rendimiento|r[ée]sultat|ergebnis|risultat|hasil|результат|结果",
    re.IGNORECASE,
)
_AIMED = re.compile(
    r"target|goal|threshold|requir|accept|criteri|expect|minimum|objecti|objetiv|\bmeta\b|ziel|obiettiv|alert|monitor",
    re.IGNORECASE,
)
# "Accuracy above 90%" gives the end of a range where it tells what was reached: as the only thing that a line below a
# heading of results says, or behind a verb that says so.
_ABOVE = re.compile(
    r"\b(?:above|over|(?:more|greater|higher|better) than|exceeding|superior(?:es)? ao?s?|acima d[eo]s?|por encima del?|(?:mayor|maior)(?:es)? (?:do )?(?:que|a|de)"
    r"|mais d[eo]|m[áa]s del?|plus de|sup[ée]rieure?s? [àa]|au[- ]dessus de|über|mehr als|höher als|oltre|superiore al?|lebih dari|выше|более)\s(?:the )?[*_`~]{0,3}$",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"(?<!that )(?<!which )(?<!be )\b(?:achieve[ds]|reache[ds]|attained|obtain(?:ed|s)|got|scored|yield(?:ed|s)|atingi(?:u|ram)|alcan[çz](?:ou|aram|[óo]|aron)|obte(?:ve|uvo)|obtuvo|logr[óo]"
    r"|erreicht|(?:a|ont) (?:atteint|obtenu)|ha (?:raggiunto|ottenuto))\b[^.;:!?]{0,80}$|\b(?:was|were|foi|ficou|fue|war|lag|était)\s+$",
    re.IGNORECASE,
)
_LONGEST_ABOVE = 40
_LABEL = 60


class Figure(NamedTuple):
    """A metric with its value as written: `decimals` after the point, `is_percent` when it is written as one.

    `kind` is result, target (a threshold or goal) or range; `context` is the text around it that names what was
    measured, such as the row and column of a table. `measured` is what the words at the figure say it was measured on
    (folds, held-out, training, period, or nothing); `is_baseline` is whether they call it that of something to compare
    with. `unit` is 1000 where the value was written in thousands ("16k"). `on_training` is whether code took it of the
    data that the model was trained on, whatever the words say.
    """

    metric: str
    value: float
    decimals: int
    is_percent: bool
    kind: str
    line: int
    context: str
    measured: str = ""
    is_baseline: bool = False
    unit: int = 1
    on_training: bool = False

    @property
    def fraction(self) -> float:
        """The value on the scale from 0 to 1 where it is a percentage."""
        return self.value / 100 if self.is_percent else self.value

    @property
    def step(self) -> float:
        """How far apart two values are that would be written so: 5150 may stand for 5153.7."""
        if self.decimals or self.unit > 1 or abs(self.value) < THOUSAND:
            return self.unit * 10.0**-self.decimals
        whole = str(int(self.value))
        return 10.0 ** min(len(whole) - len(whole.rstrip("0")), 2)

    def agrees(self, other: float) -> bool:
        """Whether `other` is this value, to the rounding that was written; cutting off is let pass."""
        if self._is_as_written(other):
            return True
        if self.is_percent or self.value > 1 >= abs(other):
            return self._is_as_written(other * 100)
        return abs(other) > 1 >= self.value and self._is_as_written(other / 100)

    def _is_as_written(self, other: float) -> bool:
        return abs(other - self.value) <= 0.501 * self.step or (
            other * self.value > 0 and 0 <= abs(other) - abs(self.value) < self.step
        )


def figure_at(name: str, match: re.Match[str], text: str, line: int, context: str, start: int) -> Figure:
    """Return the figure whose value is a number of a text; what belongs to it begins at `start`."""
    value, decimals = value_of(match, text)
    # Words after the figure tell what it was measured on ("0.87 on the test set"); those before it, whose it is.
    after = _OTHER.split(text[match.end() : match.end() + 30])[0]
    own = f"{text[max(0, start - 40) : match.end()]} {after}"
    measured = (
        "training"
        if of_own_rows(text[match.end() : match.end() + 60])
        else measured_on(text[max(0, start - 60) : match.end() + 60]) or measured_on(context[:200])
    )
    # What follows the figure in a short line may be the baseline's.
    told = context.removesuffix(text[match.end() :])
    is_baseline = names_baseline(own) or (len(context) < 200 and len(text) < 40 and names_baseline(told))  # noqa: PLR2004
    unit = THOUSAND if match["thousand"] else 1
    kind = kind_of(match, text, start)
    if kind == "target" and text[max(start, match.start() - 3) : match.start()].strip(" :~*") in _BOUNDS:
        about = f"{context[:200]} {text[:200]}"
        kind = "result" if _OUTCOME.search(about) and not _AIMED.search(about) else kind
    elif kind == "target" and _is_reached_from(match, text, context, start):
        kind = "range"
    percent = is_percent(match, text)
    return Figure(name, value, decimals, percent, kind, line, context[:400], measured, is_baseline, unit)


def is_above(text: str, number: int) -> bool:
    """Whether what stands right before a number of a text says that a value is higher."""
    return bool(_ABOVE.search(text[max(0, number - _LONGEST_ABOVE) : number]))


def _is_reached_from(match: re.Match[str], text: str, context: str, start: int) -> bool:
    """Whether a text says of a value only that it came out above a number; what belongs to it begins at `start`."""
    before = text[: match.start()]
    above = _ABOVE.search(before[-_LONGEST_ABOVE:])
    if above is None or _AIMED.search(f"{context[:200]} {text[:200]}"):
        return False
    # Without the word that bounds it, nothing may be left that makes it a wish or a threshold.
    lead = before[: len(before) - len(above[0])]
    if kind_of(match, f"{lead}{' ' * len(above[0])}{text[match.start() :]}", start) != "result":
        return False
    is_alone = len(lead) < _LABEL and not any(map(str.isalnum, text[match.end() :]))
    return bool(_REACHED.search(lead)) or (is_alone and bool(_OUTCOME.search(context.removesuffix(text))))
