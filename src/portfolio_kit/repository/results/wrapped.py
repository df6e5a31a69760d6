"""Figures of sentences that go on over the end of a line, as in paragraphs that were broken to a width."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.figure import Figure
from portfolio_kit.repository.results.sentences import in_sentence
from portfolio_kit.repository.texts.lines import Line

_ENDED = re.compile(r"[.!?:;。！？：；|][\W_]*$")
_DIGIT = re.compile(r"\d")
# Who breaks lines by hand breaks them near the margin; a short line ends where its author wanted it to.
_SHORTEST = 40
_LONGEST = 400
_LONGEST_LEAD = 30


class Announcement:
    """What a short line announces for those right below it in its paragraph: "Final testing:"."""

    def __init__(self) -> None:
        self._said = ""
        self._number = 0

    def over(self, line: Line) -> str:
        """Return what is announced for a line, empty where nothing is."""
        return self._said if line.kind == "prose" and line.number == self._number + 1 else ""

    def read(self, line: Line, *, states: bool) -> None:
        """Take in a line; one that `states` a figure announces none."""
        text = line.text.rstrip("\\*_ ")
        is_short = line.kind in ("prose", "item") and len(text) < _LONGEST_LEAD
        self._said = text if is_short and not states and text.endswith((":", "：")) else self.over(line)
        self._number = line.number


class Wrapped:
    """The lines of a text one after the other, with what stood right above each in its paragraph."""

    def __init__(self) -> None:
        self._before = ""
        self._number = 0

    def read(self, line: Line, own: list[Figure], title: str) -> list[Figure]:
        """Return a line's `own` figures, with those that it and the lines above it only state together.

        What stands above may tell that a figure is of a guess. Where the sentence there has ended, what goes on may
        still be what a guess gives of the metric named there.
        """
        before = self._before if line.kind == "prose" and line.number == self._number + 1 else ""
        is_prose = line.kind in ("prose", "item")
        self._number = line.number if is_prose else 0
        self._before = f"{before} {line.text}".strip()[-_LONGEST:] if len(line.text) >= _SHORTEST and is_prose else ""
        if not before or not _DIGIT.search(line.text):
            return own
        known = {(figure.metric, figure.value) for figure in [*own, *in_sentence(before, line.number, title)]}
        joined = in_sentence(f"{before} {line.text}", line.number, title)
        values = {figure.value for figure in own}
        found = [
            figure for figure in joined if (figure.metric, figure.value) not in known and figure.value not in values
        ]
        if _ENDED.search(before):
            return [*own, *(figure for figure in found if figure.is_baseline)]
        guesses = {(figure.metric, figure.value) for figure in joined if figure.is_baseline}
        own = [
            figure._replace(is_baseline=figure.is_baseline or (figure.metric, figure.value) in guesses)
            for figure in own
        ]
        return [*own, *found]
