"""Whether what texts claim in figures is found again in what the project's runs left behind."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import Literal, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.figures import Figure
from portfolio_kit.repository.markdown import Document
from portfolio_kit.repository.notebook import Cell, Notebook
from portfolio_kit.rubric.finding import Evidence

Verdict = Literal["shown", "contradicted", "not shown"]

_PRINTED = re.compile(r"(?<![\w.])-?\d{1,9}\.\d{1,17}(?:e[+-]\d{1,3})?(?![\w.])|(?<![\w.,:/-])\d{2,9}(?![\w.,:/-])")
_EXACT = re.compile(r"(?<![\w.,])0?[.,]\d{3,17}(?![\w])|(?<![\w.,])\d{1,2}[.,]\d{2,3}\s?%")
_OUTPUT_LANGUAGES = frozenset({"", "text", "txt", "console", "output", "bash", "sh", "log", "plaintext"})
_MOST_CHARACTERS = 3_000_000
_THOUSAND = 1_000
_PRECISE = 3


class Claim(NamedTuple):
    """A figure that a text states, and where."""

    document: Document
    figure: Figure

    @property
    def evidence(self) -> Evidence:
        """Where it is stated."""
        return self.document.evidence(self.figure.line)

    @property
    def name(self) -> str:
        """The metric and the value, as they are read."""
        value = f"{self.figure.value:.{min(max(self.figure.decimals, 0), 6)}f}{'%' if self.figure.is_percent else ''}"
        return f"{self.figure.metric.replace('_', ' ')} {value}".strip()

    @property
    def is_precise(self) -> bool:
        """Whether so many digits are given that finding them again is no accident."""
        digits = f"{abs(self.figure.value):.{min(max(self.figure.decimals, 0), 9)}f}".replace(".", "").lstrip("0")
        return len(digits) >= _PRECISE


class Checked(NamedTuple):
    """A claim, what became of it, and the figure of an artefact that shows or contradicts it."""

    claim: Claim
    verdict: Verdict
    place: Callable[[], Evidence]
    found: float = 0.0


class Shelf:
    """Figures in order of their value, so that one that agrees is found at once."""

    def __init__(self, entries: Iterable[tuple[float, Callable[[], Evidence]]]) -> None:
        self._entries = sorted(entries, key=lambda entry: entry[0])
        self._values = [value for value, _ in self._entries]

    def __bool__(self) -> bool:
        return bool(self._values)

    def agreeing(self, figure: Figure) -> tuple[float, Callable[[], Evidence]] | None:
        """Return an entry that is the figure, to the rounding that was written."""
        for reading in _readings(figure):
            step = _step(reading)
            for scale in (1.0, 0.01, 100.0):
                position = bisect_left(self._values, (reading.value - step) * scale)
                for value, place in self._entries[position : position + 500]:
                    if value > (reading.value + step) * scale:
                        break
                    if step > 1 or reading.agrees(value):
                        return value, place
        return None

    def nearest(self, figure: Figure) -> tuple[float, Callable[[], Evidence]]:
        """Return the entry that is nearest to the figure."""
        return min(self._entries, key=lambda entry: min(abs(entry[0] - figure.value), abs(entry[0] - figure.fraction)))


class Support:
    """The claims of a repository's texts held against its artefacts."""

    def __init__(
        self,
        claims: Sequence[tuple[Document, Figure]],
        shown: Iterable[tuple[Figure, Callable[[], Evidence]]],
        notebooks: Sequence[Notebook],
    ) -> None:
        self._stated = claims
        self._artefacts = list(shown)
        self._notebooks = notebooks

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The results that texts state: those of the README and the docs; of notebooks where those state none."""
        results = [Claim(document, figure) for document, figure in self._stated if figure.kind == "result"]
        in_texts = [claim for claim in results if not claim.document.path.endswith(".ipynb")]
        unique: dict[tuple[str, float, bool], Claim] = {}
        for claim in in_texts or results:
            unique.setdefault((claim.figure.metric, claim.figure.value, claim.figure.is_percent), claim)
        return tuple(unique.values())

    @cached_property
    def checked(self) -> tuple[Checked, ...]:
        """What became of each claim."""
        return tuple(self._check(claim) for claim in self.claims)

    @cached_property
    def _by_metric(self) -> dict[str, Shelf]:
        found: dict[str, list[tuple[float, Callable[[], Evidence]]]] = {}
        for figure, place in self._artefacts:
            found.setdefault(figure.metric, []).append(
                (figure.value / 100 if figure.is_percent else figure.value, place)
            )
        return {metric: Shelf(entries) for metric, entries in found.items()}

    @cached_property
    def printed(self) -> Shelf:
        """Every number that a notebook's cell printed or that an artefact gives without a name."""
        entries = [(figure.value, place) for figure, place in self._artefacts]
        room = _MOST_CHARACTERS
        for notebook in self._notebooks:
            for cell in notebook.code:
                room -= len(cell.output)
                if cell.output and room > 0:
                    entries += [
                        (float(match[0]), _place(notebook, cell, match)) for match in _PRINTED.finditer(cell.output)
                    ]
        return Shelf(entries)

    def _check(self, claim: Claim) -> Checked:
        same = self._by_metric.get(claim.figure.metric)
        agreeing = same.agreeing(claim.figure) if same else None
        if agreeing is None and (claim.is_precise or not same):
            agreeing = self.printed.agreeing(claim.figure) if claim.is_precise else None
        if agreeing is not None:
            return Checked(claim, "shown", agreeing[1], agreeing[0])
        if same:
            value, place = same.nearest(claim.figure)
            return Checked(claim, "contradicted", place, value)
        return Checked(claim, "not shown", partial(getattr, claim, "evidence"))

    def unnamed(self, documents: Iterable[Document]) -> list[tuple[Evidence, Evidence]]:
        """Return where texts state exact numbers without a metric's name, and where a notebook printed them."""
        if not any(cell.output for notebook in self._notebooks for cell in notebook.code):
            return []
        found = []
        for document in documents:
            for line in document.lines:
                if line.kind == "tree" or (line.kind == "code" and line.language not in _OUTPUT_LANGUAGES):
                    continue
                for match in _EXACT.finditer(line.text[:1_000]):
                    digits = match[0].rstrip("% \u00a0").replace(",", ".")
                    decimals = len(digits.partition(".")[2])
                    figure = Figure("", float(digits), decimals, match[0].endswith("%"), "result", line.number, "")
                    if agreeing := self.printed.agreeing(figure):
                        found.append((document.evidence(line.number), agreeing[1]()))
        return found


def _place(notebook: Notebook, cell: Cell, match: re.Match[str]) -> Callable[[], Evidence]:
    def place() -> Evidence:
        start = cell.output.rfind("\n", 0, match.start()) + 1
        end = cell.output.find("\n", match.end())
        return notebook.evidence(cell.output[start : end if end >= 0 else len(cell.output)], cell.number)

    return place


def _readings(figure: Figure) -> list[Figure]:
    """The figure as it was read; and, where the point may stand between thousands, as that."""
    readings = [figure]
    if figure.decimals == _PRECISE and 1 <= figure.value < _THOUSAND and not figure.is_percent:
        readings.append(figure._replace(value=round(figure.value * _THOUSAND), decimals=0))
    return readings


def _step(figure: Figure) -> float:
    """How far the true value may be from the one that was written."""
    if figure.decimals or figure.value < _THOUSAND:
        return 1.01 * 10.0**-figure.decimals
    whole = str(int(figure.value))
    return 0.51 * 10.0 ** min(len(whole) - len(whole.rstrip("0")), 2)
