"""The figures that a project's runs left behind: in saved outputs, metrics files, logs and the records of trackers."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.file import File
from portfolio_kit.repository.held_out import training_scores
from portfolio_kit.repository.results import confusion, figures, tracking
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.results.guesses import named_guesses
from portfolio_kit.repository.results.measured import measured_on, names_baseline
from portfolio_kit.repository.results.metrics import is_spread
from portfolio_kit.rubric.finding import Evidence

_RESULT_FILES = re.compile(
    r"metric|result|score|report|eval|perform|summary|classification|comparison|leaderboard|benchmark|log|history|run|cv|registry|metadata|model_info",
    re.IGNORECASE,
)
# What is kept to show what such a file looks like: no run wrote its figures.
_SAMPLE = re.compile(
    r"^(?:sample|example|template|mock|dummy|fake)[-_.]|[-_.](?:sample|example|template)\.", re.IGNORECASE
)
# A search on its way: "Best val_accuracy So Far: 0.63".
_SO_FAR = re.compile(r"\bso far\b", re.IGNORECASE)
_NUMBER_IN_JSON = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?(?:[eE][-+]?\d{1,3})?")
_PRINTED = frozenset({".txt", ".log", ".out", ".yaml", ".yml", ".toml"})
_TABLES = frozenset({".csv", ".tsv"})
# What stands in quotes in a row of a table, a doubled quote among it.
_QUOTED = re.compile(r'("[^"]*+")')
_DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})
_LARGEST_TABLE = 200_000
_LARGEST_LOG = 500_000
# Of a heap of logs, as a scheduler leaves it, the smallest are read, to so many bytes in all.
_MOST_LOGGED = 2_000_000
# How large a file of results may be that is not called so, and which part of its numbers is of metrics at least.
_LARGEST_UNNAMED = 20_000
_MOSTLY = 4
_SEVERAL = 3
_FEW_ROWS = 50
_LONGEST_HEAD = 2000
# How many cells a table of results has at most; one of cases has more.
_RESULTS = 1500
_MOST_ROWS = 400
_MOST_LINES = 400
_EXACT = 12
_LONGEST_LABEL = 80
_ALONE = re.compile(r"\s*(?:np\.float64\()?(-?\d{1,9}\.\d{2,17})\)?\s*")
_LAST_CODE, _MOST_BARE = 400, 20
_EXACT_TIME = 20


class Shown(NamedTuple):
    """A figure that an artefact of the repository shows, and how to find where in it: most are never quoted."""

    figure: Figure
    path: str
    place: Callable[[], Evidence]

    @property
    def evidence(self) -> Evidence:
        """Where it is shown."""
        return self.place()


def shown(
    notebooks: Iterable[Notebook], files: Iterable[File], runs: Iterable[File], idle: Container[str] = ()
) -> Iterator[Shown]:
    """Yield the figures of the notebooks' outputs, of the project's files and of its tracked runs.

    What an idle notebook prints, by its path, shows nothing where it is written out in the notebook's own code.
    """
    for notebook in notebooks:
        yield from _in_notebook(notebook, is_idle=notebook.file.path in idle)
    files = tuple(file for file in files if not _SAMPLE.search(file.name))
    logs = _logs(files)
    for file in files:
        yield from _in_log(file) if file.path in logs else _in_file(file)
    # The newest run first: what was tried first is seldom what is meant.
    measured = [file for file in runs if file.folder.endswith("/metrics")]
    for file in sorted(measured, key=_when, reverse=True):
        yield from _in_run(file)


def _in_notebook(notebook: Notebook, *, is_idle: bool) -> Iterator[Shown]:
    written: set[float] = set()
    otherwise = training_scores.predicts_otherwise(cell.source for cell in notebook.code)
    for cell in notebook.code:
        if is_idle:
            written |= cell.written
        if cell.output:
            lines = cell.output.split("\n")
            if len(lines) > _MOST_LINES:
                # The log of a training's thousand steps: how it began and how it ended is what it shows.
                lines = lines[: _MOST_LINES // 2] + lines[-_MOST_LINES // 2 :]
            for figure in (*figures.in_output("\n".join(lines)), *_bare(cell.source, lines)):
                if figure.value not in written and not _SO_FAR.search(lines[figure.line - 1]):
                    place = partial(notebook.evidence, lines[figure.line - 1], cell.number)
                    marked = figure if otherwise else training_scores.in_cell(figure, cell.source)
                    yield Shown(marked, notebook.file.path, place)


def _bare(source: str, lines: list[str]) -> Iterator[Figure]:
    """The numbers that a cell printed alone, of the metric that is the last thing it computes."""
    code = [line for line in source[-_LAST_CODE:].split("\n") if line.strip() and not line.lstrip().startswith("#")]
    name = figures.metric_named(code[-1]) if code else ""
    if name:
        for number, line in enumerate(lines[:_MOST_BARE], start=1):
            alone = _ALONE.fullmatch(line)
            if alone:
                value = float(alone[1])
                yield Figure(name, value, _EXACT, is_percent=False, kind="result", line=number, context=code[-1][:200])


def _in_file(file: File) -> Iterator[Shown]:
    if file.suffix in _DATABASES:
        for figure in tracking.in_database(file.content):
            yield Shown(figure, file.path, file.evidence)
    elif file.suffix == ".json":
        for figure in _in_json(file):
            yield Shown(figure, file.path, partial(_place_in_json, file, figure))
    elif file.suffix in _TABLES and file.size < _LARGEST_TABLE:
        counted = confusion.accuracy_in(file.text) if confusion.is_confusion(file.stem) else None
        if counted is not None:
            accuracy = Figure("accuracy", counted, _EXACT, is_percent=False, kind="result", line=1, context=file.stem)
            yield Shown(accuracy, file.path, file.evidence)
        if _is_of_results(file):
            for figure in _in_table(file.text, figures.metric_named(file.stem)):
                yield Shown(figure, file.path, partial(file.evidence, figure.line))


def _in_log(file: File) -> Iterator[Shown]:
    for figure in figures.in_output(file.text):
        yield Shown(figure, file.path, partial(file.evidence, figure.line))


def _logs(files: Iterable[File]) -> frozenset[str]:
    """Return the paths of the files of what was printed or settled that are called after results and read for them."""
    found = sorted(
        (file for file in files if file.suffix in _PRINTED and file.size < _LARGEST_LOG and _is_log(file)),
        key=lambda file: (file.size, file.path),
    )
    sums = accumulate(file.size for file in found)
    return frozenset(file.path for file, total in zip(found, sums, strict=True) if total <= _MOST_LOGGED)


def _is_of_results(file: File) -> bool:
    """Whether a table is called after results, or is a short one with a column that is called after a metric."""
    if _RESULT_FILES.search(file.path):
        return True
    if file.size > _LARGEST_UNNAMED or file.text.count("\n") > _FEW_ROWS:
        return False
    head = file.text.partition("\n")[0]
    return any(figures.metric_of_key(cell.strip('" ')) for cell in re.split(r"[,;\t]", head[:_LONGEST_HEAD]))


def _in_json(file: File) -> list[Figure]:
    """The numbers of a JSON file that is called after results, or of a small one whose keys name metrics, whatever the
    language of its own name: several numbers, or a good part of them, are of metrics.
    """
    if _RESULT_FILES.search(file.path):
        return figures.in_json(file.text)
    found = figures.in_json(file.text) if file.size < _LARGEST_UNNAMED else []
    named = sum(bool(figure.metric) for figure in found)
    return found if named >= _SEVERAL or (named and named * _MOSTLY >= len(found)) else []


def _is_log(file: File) -> bool:
    return bool(_RESULT_FILES.search(file.path)) and not file.name.lower().startswith(("requirements", "license"))


def _when(file: File) -> int:
    """The time that a metric's file of MLflow begins with; 0 where it begins with something else."""
    first = file.text[:_EXACT_TIME].partition(" ")[0]
    return int(first) if first.isascii() and first.isdigit() else 0


def _in_run(file: File) -> Iterator[Shown]:
    """A metric's file of MLflow: each line is a time, the value and a step; the file is named after the metric."""
    name = figures.metric_named(file.name)
    for part in file.text.split()[1:2]:
        try:
            value = float(part)
        except ValueError:
            continue
        yield Shown(
            Figure(name, value, _EXACT, is_percent=False, kind="result", line=1, context=file.path),
            file.path,
            file.evidence,
        )


def _in_table(text: str, metric: str) -> Iterator[Figure]:
    """The numbers of a table, of the metric that their column, their row or the file itself is named after.

    Of a large one, whose rows are cases rather than results, those alone whose column is named after a metric.
    """
    lines = text.split("\n")
    separator = max(",;\t", key=lines[0].count)
    header = [cell.strip('" ') for cell in lines[0].split(separator)]
    of_column = [figures.metric_of_key(column) for column in header]
    rows = [[cell.strip('" ') for cell in _cells(line, separator)] for line in lines[1:_MOST_ROWS]]
    guesses = named_guesses([_label(row) for row in rows[:_FEW_ROWS]])
    is_of_cases = len(lines) * len(header) > _RESULTS
    for number, cells in enumerate(rows, start=2):
        label = _label(cells)
        of_row = "" if is_of_cases else figures.metric_named(cells[0]) or metric
        for position, cell in enumerate(cells):
            column = header[position] if position < len(header) else ""
            name = (of_column[position] if column else "") or ("" if is_spread(column) else of_row)
            if is_of_cases and not name:
                continue
            try:
                value = float(cell)
            except ValueError:
                continue
            context = f"{label} {column}"
            is_baseline = label in guesses or names_baseline(context.replace("_", " "))
            yield Figure(
                name,
                value,
                _EXACT,
                is_percent=False,
                kind="result",
                line=number,
                context=context,
                measured=measured_on(context),
                is_baseline=is_baseline,
            )


def _cells(line: str, separator: str) -> list[str]:
    """The cells of a row; in quotes a separator divides none."""
    if '"' not in line:
        return line.split(separator)
    parts = (part for part in _QUOTED.split(line) if part)
    cells = [""]
    for part in parts:
        if part[0] == '"':
            cells[-1] += part
        else:
            first, *others = part.split(separator)
            cells[-1] += first
            cells += others
    return cells


def _label(cells: list[str]) -> str:
    """What a row of a table is of: a number may stand before it."""
    return next((cell[:_LONGEST_LABEL] for cell in cells if any(map(str.isalpha, cell))), cells[0][:_LONGEST_LABEL])


def _place_in_json(file: File, figure: Figure) -> Evidence:
    """The line of a JSON file that gives the figure: that of its key, with its value where there are several."""
    key = f'"{figure.context.rpartition(" ")[2]}"'
    value = f"{figure.value:.6g}"
    lines = [number for number, line in enumerate(file.lines, start=1) if key in line]
    exact = (
        number
        for number in lines
        if any(value == f"{float(told):.6g}" for told in _NUMBER_IN_JSON.findall(file.lines[number - 1]))
    )
    return file.evidence(next(exact, min(lines, default=1)))
