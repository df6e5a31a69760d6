"""Which metric the code of a cell measures, where what it printed does not say so."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.metrics import REGRESSION, mentioned

# What gives several metrics, or that of whatever model is asked.
_ANY = re.compile(r"\.score\(|classification_report|\bevaluate\(|cross_val|confusion_matrix|\bcompile\(")
_LONGEST = 5_000


def measures_otherwise(code: str, metric: str) -> bool:
    """Whether code names metrics, and neither this one nor anything that may give it.

    One error may be had from another, as the root is from the mean of squares.
    """
    if not code or _ANY.search(code):
        return False
    named = {match.lastgroup or "" for match in mentioned(code[:_LONGEST])}
    return bool(named) and metric not in named and not (metric in REGRESSION and named & REGRESSION)
