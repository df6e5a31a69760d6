"""Which numbers of a sentence can have been measured: not those of rules, names, scales and answers of a server."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.metrics import metric_named

_BAR = "threshold|cut-?off|limiar|umbral|seuil|schwelle|soglia|ambang|порог"
# What a rule sets: "pass at the 0.8 threshold", "a cutoff of 0.4".
_OF_RULE = re.compile(
    rf"(?<![\d.,])\d[\d.,]*\s?%?[-\s]{{1,2}}(?:{_BAR})|\b(?:{_BAR})\w{{0,2}} (?:of |at |de |von |di |is )?\d[\d.,]*",
    re.IGNORECASE,
)
# "SDG 10": a number that belongs to a name.
_OF_NAME = re.compile(r"\b([A-Z]{2,6})[ -]\d{1,2}\b(?![.,]\d|\s?%)")
# "A [0, 1] scale", "0 is the worst": where something begins and ends.
_OF_SCALE = re.compile(r"\[\s?-?\d+\s?,\s?\d+\s?\]|(?<![\w.,-])0(?! ?%)(?![.,]?\d)")
# "A clean 422 at the API".
_ANSWER = re.compile(r"(?<![\w.,-])[1-5]\d\d(?![\w.,]*\d| ?%)")
_SERVER = re.compile(r"\b(?:api|http|https|status|endpoint|request|response)s?\b", re.IGNORECASE)
# "(higher = safer)": how a scale is read.
_LEGEND = re.compile(r"\([^()\n]{0,80}=[^()\n]{0,80}\)")


def without_legends(text: str) -> str:
    """Return a sentence without what it says in brackets of how a scale is read."""
    return _LEGEND.sub("", text) if "=" in text else text


def measured(text: str) -> str:
    """Return a sentence without the numbers that cannot have come out of a measurement."""
    rest = _OF_NAME.sub(_without_number, _OF_RULE.sub("", _OF_SCALE.sub("", text)))
    return _ANSWER.sub("", rest) if _SERVER.search(rest) else rest


def _without_number(match: re.Match[str]) -> str:
    """A name without the number that belongs to it; what a metric is called is followed by its value."""
    return match[0] if metric_named(match[1]) else match[1]
