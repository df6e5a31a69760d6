"""How far from a stated figure its author says that another run may be: 0.78 ± 0.02, 0.73 (0.70 to 0.76)."""

# ruff: noqa: RUF001 - dashes as people write them

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.support import Claim

_NUMBER = r"\d{1,9}(?:[.,]\d{1,9})?"
_SPREAD = re.compile(rf"\s*%?\s*(?:±|\+\s?/\s?[-−]|\\pm)\s*({_NUMBER})")
# A table may have it on a line of its own; in brackets a comma may stand between its ends.
_SAYS = r"(?:9\d(?:\.\d)?\s?%\s?)?(?:c\.?i\.?|interval|between|range|from)?[\s:,=]*"
_INTERVAL = re.compile(
    rf"\s*%?[\s*_`,;:]*(?:<br ?/?>)?\s*(?:"
    rf"[\[(]\s*{_SAYS}[\[(]?({_NUMBER})\s*%?\s*(?:[-–—,;]|to|and)\s*({_NUMBER})"
    rf"|{_SAYS}({_NUMBER})\s*%?\s*(?:[-–—]|to|and)\s*({_NUMBER}))",
    re.IGNORECASE,
)
_LONGEST = 2_000


def stated(claim: Claim) -> tuple[float, float] | None:
    """Return the lowest and the highest value that the text around a claim allows, None where it says nothing of it.

    Both are on the scale that the claim is written in.
    """
    lines = claim.document.source_lines
    line = lines[claim.figure.line - 1][:_LONGEST] if claim.figure.line <= len(lines) else ""
    value, decimals = claim.figure.value, claim.figure.decimals
    for match in re.finditer(_NUMBER, line):
        if round(abs(_value(match[0]) - value), 9) != 0:
            continue
        if spread := _SPREAD.match(line, match.end()):
            # Both ends as they would be written.
            half = _value(spread[1]) + 0.51 * 10.0**-decimals
            return value - half, value + half
        if interval := _INTERVAL.match(line, match.end()):
            low, high = (_value(end) for end in interval.groups() if end)
            if low <= value <= high:
                return low, high
    return None


def _value(text: str) -> float:
    return float(text.replace(",", "."))
