"""Bounds that a request is held to: wider than what was seen, narrow enough to catch a slip."""

from __future__ import annotations

import math

_STEPS = (1, 2, 5, 10)
_LARGEST = 1e300


def bounds(low: float, high: float) -> tuple[float, float]:
    """Return round bounds around the values from `low` to `high`, at least their own span away from them.

    What is never negative stays so, and so does a share of 1.
    """
    span = high - low
    upper = 1.0 if low >= 0 and high in {1.0, 100.0} else _round_up(high + span)
    if low >= 0 and high == 100:  # noqa: PLR2004
        upper = 100.0
    lower = 0.0 if low >= 0 else -_round_up(span - low)
    return lower, 0.0 if high <= 0 else upper


def plain(number: float) -> int | float:
    """Return a number without a needless fraction: what people would write."""
    return int(number) if number == int(number) and abs(number) < 2**53 else number


def _round_up(number: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, 50, … that is not smaller; of what is next to nothing, itself."""
    if not 0 < number < _LARGEST:
        return 0.0 if number <= 0 else _LARGEST
    power = 10.0 ** math.floor(math.log10(number))
    steps = (float(f"{step * power:.3g}") for step in _STEPS)
    return next((step for step in steps if step >= number), number)
