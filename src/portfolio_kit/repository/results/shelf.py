"""Figures in order of their value, so that one that agrees with what a text states is found at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.rubric.finding import Evidence

SAME = 0.001
"""To what two values of an artefact differ that are given with more or fewer digits."""


class Shelf:
    """Figures in order of their value, so that one that agrees is found at once."""

    def __init__(self, entries: Iterable[tuple[float, Callable[[], Evidence]]]) -> None:
        self._entries = sorted(entries, key=lambda entry: entry[0])
        self._values = [value for value, _ in self._entries]

    def __bool__(self) -> bool:
        return bool(self._values)

    @property
    def is_various(self) -> bool:
        """Whether it holds several values, so that one that agrees may be another model's."""
        return self._values[-1] - self._values[0] > SAME

    def agreeing(self, figure: Figure) -> tuple[float, Callable[[], Evidence]] | None:
        """Return an entry that is the figure, to the rounding that was written."""
        # What was cut off is farther from nought than what is written, what was rounded by half a step at most.
        below, above = (0.505, 1.01) if figure.value >= 0 else (1.01, 0.505)
        for scale in (1.0, 0.01, 100.0):
            position = bisect_left(self._values, (figure.value - below * figure.step) * scale)
            for value, place in self._entries[position : position + 500]:
                if value > (figure.value + above * figure.step) * scale:
                    break
                # A count of 22 is no 0.2200, nor 22 % when the text has it to a hundredth.
                is_count = scale > 1 and value.is_integer() and figure.step * scale < 1
                if figure.agrees(value) and not is_count:
                    return value, place
        return None
