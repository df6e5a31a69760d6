"""Whether what texts claim in figures is found again in what the project's runs left behind."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Literal, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.notebook import Cell, Notebook
from portfolio_kit.repository.held_out.training_scores import predicts_otherwise, taken
from portfolio_kit.repository.models.models import model_in_words
from portfolio_kit.repository.results.alike import (
    given_otherwise,
    is_of_another,
    is_precise,
    of_no_other,
    told_together,
)
from portfolio_kit.repository.results.figure import is_above
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.results.measured_by import measures_otherwise
from portfolio_kit.repository.results.metrics import ERRORS, mentioned
from portfolio_kit.repository.results.nearest import distance, nearest_of_model
from portfolio_kit.repository.results.shelf import Shelf
from portfolio_kit.repository.results.values import THOUSAND, numbers
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence

Verdict = Literal["shown", "contradicted", "not shown"]

_PRINTED = re.compile(r"(?<![\w.])-?\d{1,9}\.\d{1,17}(?:e[+-]\d{1,3})?(?![\w.])|(?<![\w.,:/-])\d{2,9}(?![\w.,:/-])")
_RANGE = re.compile(
    r"(?P<low>\d[\d.,]*)\s?%?\s?(?:[-–—~]|to|a|bis|à|até|and|y|e|et|und|dan)\s?(?P<high>\d[\d.,]*\d|\d)(?:\s?%)?"
)
_MOST_CHARACTERS = 3_000_000
_EXACT = 6
# Of the value that was stated.
_FAR = 0.02
_OF_ONE_RUN = (".json", ".yaml", ".yml", ".txt", ".log")
_FEW = 100
_SHORTEST_KEY = 4
# Among so few, one that is the same to the hundredth is no accident.
_SEVERAL_DIGITS, _FEW_UNNAMED = 2, 20
_SIGNS = re.compile(r"[\W_]+")
# The metrics of a line whose figures are shown, with the values that show them.
_Row = list[tuple[str, float]]


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
        figure = self.figure
        if figure.kind == "range" and (ends := self._ends()):
            return f"{figure.metric.replace('_', ' ')} {ends}"
        value = f"{figure.value:.{min(max(figure.decimals, 0), _EXACT)}f}"
        if figure.value and (not float(value) or figure.decimals > _EXACT):
            value = f"{figure.value:g}"
        above = "above " if figure.kind == "range" and self._is_above else ""
        return f"{figure.metric.replace('_', ' ')} {above}{value}{'%' if figure.is_percent else ''}".strip()

    def _ends(self) -> str:
        """Both ends of a range, as they are written."""
        for match in _RANGE.finditer(self.document.source_line(self.figure.line)):
            if f"{self.figure.value:g}" in (match["low"].replace(",", "."), match["high"].replace(",", ".")):
                return match[0]
        return ""

    @property
    def _is_above(self) -> bool:
        """Whether a text gives only the lower end of a range."""
        line = self.document.source_line(self.figure.line)
        return any(number == self.figure.value and is_above(line, start) for number, start in numbers(line))

    @property
    def is_sold(self) -> bool:
        """Whether a figure that code takes of training data is called one of data that was held out."""
        return self.figure.on_training and self.figure.measured in ("held-out", "folds")

    @property
    def is_precise(self) -> bool:
        """Whether so many digits are given that finding them again is no accident."""
        return is_precise(self.figure)


class Checked(NamedTuple):
    """A claim, what became of it, and the figure of an artefact that shows or contradicts it."""

    claim: Claim
    verdict: Verdict
    place: Callable[[], Evidence]
    found: float = 0.0
    model: str = ""
    """The model that the artefact gives the figure of, where it says so."""
    is_of_one: bool = False
    """Whether a file, and no notebook, gives the metric once, so that no other model can be meant."""

    @property
    def is_far_off(self) -> bool:
        """Whether an artefact gives another value, by more than rounding or a rerun would explain."""
        figure = self.claim.figure
        return self.verdict == "contradicted" and distance(self.found, figure) > _FAR * max(abs(figure.fraction), 1e-9)


class Support:
    """What a repository's artefacts show, to hold claims against."""

    def __init__(
        self,
        shown: Iterable[tuple[Figure, Callable[[], Evidence]]],
        notebooks: Sequence[Notebook],
        idle: Container[str] = (),
        typed: Iterable[tuple[str, Figure, Callable[[], Evidence]]] = (),
    ) -> None:
        """`typed` are figures, with the name of their file, that no run wrote: they bear nothing out."""
        # "Threshold for recall >= 0.90" gives no recall.
        self._artefacts = [(figure, place) for figure, place in shown if figure.kind != "target"]
        self._idle = idle
        self._notebooks = notebooks
        self._typed = list(typed)

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        """Where among the artefacts' figures those of a metric stand."""
        found: dict[str, list[int]] = {}
        for at, (figure, _) in enumerate(self._artefacts):
            found.setdefault(figure.metric, []).append(at)
        return found

    def _of_metric(self, metric: str) -> list[tuple[Figure, Callable[[], Evidence]]]:
        return [self._artefacts[at] for at in self._positions.get(metric, ())]

    @cached_property
    def _by_metric(self) -> dict[str, Shelf]:
        found: dict[str, list[tuple[float, Callable[[], Evidence]]]] = {}
        for figure, place in self._artefacts:
            found.setdefault(figure.metric, []).append((figure.fraction, place))
        return {metric: Shelf(entries) for metric, entries in found.items()}

    @cached_property
    def _off_training(self) -> dict[str, Shelf]:
        """The figures by metric without those that code takes of training data."""
        found: dict[str, list[tuple[float, Callable[[], Evidence]]]] = {}
        for figure, place in self._artefacts:
            if not figure.on_training:
                found.setdefault(figure.metric, []).append((figure.fraction, place))
        return {metric: Shelf(entries) for metric, entries in found.items()}

    @cached_property
    def _on_training(self) -> dict[str, Shelf]:
        """The figures by metric that code takes of training data alone."""
        found: dict[str, list[tuple[float, Callable[[], Evidence]]]] = {}
        for figure, place in self._artefacts:
            if figure.on_training and figure.metric:
                found.setdefault(figure.metric, []).append((figure.fraction, place))
        return {metric: Shelf(entries) for metric, entries in found.items()}

    def of_training(self, figure: Figure) -> Callable[[], Evidence] | None:
        """Return where a figure that a text states is taken of training data, if it is found nowhere else."""
        shelf = self._on_training.get(figure.metric)
        agreeing = shelf.agreeing(figure) if shelf else None
        if agreeing is None:
            return None
        other = self._off_training.get(figure.metric)
        if (other and other.agreeing(figure)) or self._printed_off_training.agreeing(figure):
            return None
        return agreeing[1]

    @cached_property
    def printed(self) -> Shelf:
        """Every number that a notebook's cell printed or that an artefact gives without a name."""
        return self._numbers(off_training=False)

    @cached_property
    def _printed_off_training(self) -> Shelf:
        return self._numbers(off_training=True)

    def _numbers(self, *, off_training: bool) -> Shelf:
        """The numbers, also without those of cells that measure on training data alone."""
        entries = [(figure.value, place) for figure, place in self._artefacts if not figure.metric]
        room = _MOST_CHARACTERS
        for notebook in self._notebooks:
            written: set[float] = set()
            otherwise = off_training and predicts_otherwise(cell.source for cell in notebook.code)
            for cell in notebook.code:
                if notebook.file.path in self._idle:
                    written |= cell.written
                room -= len(cell.output)
                if off_training and not otherwise and taken(cell.source).only:
                    continue
                if cell.output and room > 0:
                    entries += [
                        (float(match[0]), _place(notebook, cell, match))
                        for match in _PRINTED.finditer(cell.output)
                        if float(match[0]) not in written
                    ]
        return Shelf(entries)

    @cached_property
    def _by_key(self) -> dict[str, Shelf]:
        """The numbers of no known metric, by the keys that give them: the text may call a metric the same."""
        found: dict[str, list[tuple[float, Callable[[], Evidence]]]] = {}
        for figure, place in self._artefacts:
            key = _bare(figure.context.rpartition(" ")[2])
            if not figure.metric and len(key) >= _SHORTEST_KEY and not key.isdigit():
                found.setdefault(key, []).append((figure.fraction, place))
        return {key: Shelf(entries) for key, entries in found.items()}

    def check_all(self, claims: Sequence[Claim]) -> list[Checked]:
        """Return what becomes of the claims of one text; what bears one of them out contradicts none of the others."""
        together = {at: block for block in told_together([claim.figure for claim in claims]) for at in block}
        found = [
            self._borne_out(claim, [claims[other].figure for other in together.get(at, ())])
            for at, claim in enumerate(claims)
        ]
        rows: dict[tuple[str, int], _Row] = {}
        for claim, check in zip(claims, found, strict=True):
            if check:
                figure = claim.figure
                rows.setdefault((claim.document.path, figure.line), []).append((figure.metric, check.found))
        found = [check or self._beside(claim, rows) for claim, check in zip(claims, found, strict=True)]
        files = {check.place().path for check in found if check} if not all(found) else set()
        found = [check or self._in_file(claim, files) for claim, check in zip(claims, found, strict=True)]
        borne_out = {(check.claim.figure.metric, check.found) for check in found if check}
        return [check or self._against(claim, borne_out) for claim, check in zip(claims, found, strict=True)]

    def at_odds(self, checked: Sequence[Checked]) -> Checked | None:
        """Return the first of what is told together that a record gives otherwise which bears two others out."""
        for block in told_together([check.claim.figure for check in checked]):
            found = given_otherwise([checked[at].claim.figure for at in block], self._artefacts)
            if found is not None and checked[block[found[0]]].verdict != "shown":
                figure, place = self._artefacts[found[1]]
                return Checked(checked[block[found[0]]].claim, "contradicted", place, figure.fraction)
        return None

    def _borne_out(self, claim: Claim, together: Sequence[Figure]) -> Checked | None:
        """A claim that is shown: under its metric, by a key that is a word of the text, or as an exact number.

        Errors may be given in thousands, too. What is told `together` with it is of the same model: a figure of another
        one, or of another metric, shows nothing.
        """
        figure = claim.figure
        if claim.is_sold:
            return None
        same = self._by_metric.get(figure.metric)
        agreeing = of_no_other(figure, self._of_metric(figure.metric), same.agreeing(figure)) if same else None
        if agreeing and same and together and same.is_various:
            agreeing = self._of_same_model(figure, together)
            if agreeing is None:
                return None
        if agreeing is None and self._by_key:
            named = {_bare(word) for word in figure.context.split()} & self._by_key.keys()
            agreeing = next(filter(None, (self._by_key[key].agreeing(figure) for key in sorted(named))), None)
        if agreeing is None and claim.is_precise:
            agreeing = self.printed.agreeing(figure)
            beside = bool(same and together)
            if agreeing and self._is_named_otherwise(*agreeing, figure.metric, elsewhere=beside):
                return None
            if agreeing is None and same and figure.metric in ERRORS:
                thousands = figure._replace(value=figure.value * THOUSAND, unit=THOUSAND)
                agreeing = same.agreeing(thousands)
        return Checked(claim, "shown", agreeing[1], agreeing[0]) if agreeing else None

    def _of_same_model(self, figure: Figure, together: Sequence[Figure]) -> tuple[float, Callable[[], Evidence]] | None:
        """A figure of the same metric and value whose row does not give otherwise what is told together with it."""
        for at in self._positions.get(figure.metric, ()):
            shown, place = self._artefacts[at]
            if figure.agrees(shown.fraction) and not is_of_another(at, self._artefacts, together):
                return shown.fraction, place
        return None

    @cached_property
    def _names(self) -> dict[float, set[str]]:
        """The metrics that artefacts give a value under, by the value."""
        names: dict[float, set[str]] = {}
        for figure, _ in self._artefacts:
            if figure.metric:
                names.setdefault(figure.value, set()).add(figure.metric)
        return names

    def _is_named_otherwise(self, value: float, place: Callable[[], Evidence], metric: str, *, elsewhere: bool) -> bool:
        """Whether artefacts give a number as another metric's, there or `elsewhere`, and never as this one's; what is
        printed without a name is of the metric that the code of its cell names.
        """
        where = place()
        names = {match.lastgroup or "" for match in mentioned(where.excerpt)}
        names |= self._names.get(value, set()) if elsewhere else set()
        return (bool(names) and metric not in names) or (not names and measures_otherwise(self._code(where), metric))

    def _code(self, where: Evidence) -> str:
        """The code of the notebook's cell that a place is in; empty where it is in none."""
        cells = (cell for notebook in self._notebooks if notebook.file.path == where.path for cell in notebook.code)
        return next((cell.source for cell in cells if cell.number == where.cell), "")

    def _beside(self, claim: Claim, rows: Mapping[tuple[str, int], _Row]) -> Checked | None:
        """A claim whose value a file gives under a key of its own, where others of its row are borne out.

        A row may be called otherwise in the text: "P@60" and `p60` of `{"logreg": {"p60": 0.38, "roc": 0.77}}`.
        """
        figure = claim.figure
        row = rows.get((claim.document.path, figure.line), [])
        if claim.is_sold or not row:
            return None
        keys = {
            (shown.context.rpartition(" ")[0], place().path)
            for shown, place in self._artefacts
            if (shown.metric, shown.fraction) in row and shown.context.count(" ") > 1
        }
        for shown, place in self._artefacts if keys else ():
            under = shown.context.rpartition(" ")[0]
            if not shown.metric and any(under == key for key, _ in keys) and figure.agrees(shown.value):
                where = place()
                if where.path.endswith(".json") and (under, where.path) in keys:
                    return Checked(claim, "shown", place, shown.fraction)
        return None

    def _in_file(self, claim: Claim, files: Container[str]) -> Checked | None:
        """A claim whose value a small JSON file that bears others out gives under the name of what it is of alone, such
        as a group: `{"macro_f1": 0.83, "all_others": 0.86}`.
        """
        figure = claim.figure
        if claim.is_sold or figure.decimals < _SEVERAL_DIGITS or figure.kind != "result":
            return None
        for path, shelf in self._unnamed_in_file.items():
            agreeing = shelf.agreeing(figure) if path in files else None
            if agreeing is not None:
                return Checked(claim, "shown", agreeing[1], agreeing[0])
        return None

    @cached_property
    def _unnamed_in_file(self) -> dict[str, Shelf]:
        """The fractions that small JSON files give under the names of no metric."""
        found: dict[str, list[tuple[float, Callable[[], Evidence]]]] = {}
        for figure, place in self._artefacts:
            if not figure.metric and not float(figure.value).is_integer() and (path := place().path).endswith(".json"):
                found.setdefault(path, []).append((figure.fraction, place))
        return {path: Shelf(entries) for path, entries in found.items() if len(entries) <= _FEW_UNNAMED}

    def _is_alone(self, figure: Figure, place: Callable[[], Evidence]) -> bool:
        """Whether a file, and no notebook, gives a metric nowhere else."""
        path = place().path
        among = [where for _, where in self._of_metric(figure.metric)]
        return path.endswith(_OF_ONE_RUN) and len(among) <= _FEW and sum(where().path == path for where in among) == 1

    def _against(self, claim: Claim, borne_out: Container[tuple[str, float]]) -> Checked:
        """What becomes of a claim that nothing shows."""
        if claim.figure.kind == "result":
            named = ((figure, place) for name, figure, place in self._typed if name in claim.document.source)
            for among in (self._of_metric(claim.figure.metric), named):
                other = nearest_of_model(
                    claim.figure,
                    (
                        item
                        for item in among
                        if (item[0].metric, item[0].fraction) not in borne_out
                        and not (claim.is_sold and item[0].on_training)
                    ),
                )
                if other is not None:
                    figure, place = other
                    if claim.figure.agrees(figure.fraction):
                        # The same value, but of a model of which the rest is not true.
                        continue
                    model = model_in_words(figure.context)
                    return Checked(claim, "contradicted", place, figure.fraction, model, self._is_alone(figure, place))
        return Checked(claim, "not shown", partial(getattr, claim, "evidence"))


def _bare(word: str) -> str:
    """A word as a key of a file writes it: "Treffer@3" as "treffer3"."""
    return _SIGNS.sub("", word.lower())


def _place(notebook: Notebook, cell: Cell, match: re.Match[str]) -> Callable[[], Evidence]:
    def place() -> Evidence:
        start = cell.output.rfind("\n", 0, match.start()) + 1
        end = cell.output.find("\n", match.end())
        return notebook.evidence(cell.output[start : end if end >= 0 else len(cell.output)], cell.number)

    return place
