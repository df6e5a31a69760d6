"""Measured figures: a metric with its value, as texts claim them and as artefacts show them.

A threshold, a target, a share of a class, a date, a confidence level, how much was held out or the width of a picture
is not a result.
"""
# ruff: noqa: E501 - lists of words and names

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.figure import Figure, figure_at
from portfolio_kit.repository.results.guesses import guessed_columns, named_guesses, names_guess, told_guesses
from portfolio_kit.repository.results.measured import measured_on, names_baseline
from portfolio_kit.repository.results.metrics import AMBIGUOUS, WHOLE, is_spread, mentioned, metric_named, metric_of_key
from portfolio_kit.repository.results.sentences import LONGEST, in_sentence, is_formula
from portfolio_kit.repository.results.values import NUMBER, fits, numbers, value_of
from portfolio_kit.repository.results.wishes import is_goal, made_up_lines
from portfolio_kit.repository.results.wrapped import Announcement, Wrapped
from portfolio_kit.repository.texts.lines import Line

__all__ = ["Figure", "in_json", "in_output", "in_text", "metric_named", "metric_of_key", "numbers"]

_MODEL = re.compile(
    r"(?:logistic|linear|ridge|lasso|multiple|polynomial) ?(?:regression|regressor)?|(?:random|isolation) ?forests?|decision ?trees?|(?:hist)?(?:ada|cat|xg|gradient|light) ?(?:boost\w{0,3}|gbm)|xgb\w{0,10}|lgbm\w{0,10}|"
    r"svm|svc|svr|support vector|k-?nn|k-nearest|naive bayes|neural network|mlp|cnn|lstm|gru|bert\w{0,8}|distilbert|resnet\d{0,3}|prophet|s?arimax?|ensemble|stacking|voting|dummy|baseline|model [a-z\d]",
    re.IGNORECASE,
)
# The value of the last column is not there, so that those before it stand one to the left.
_LACKS_LAST = re.compile(r"\s(?:[—–-]|NaN)\s*$")
# Whose figures a column holds that are not of the project's own model: what others reached, or what was before.
_OF_OTHERS = re.compile(
    r"winners?|best[ -]known|\bsota\b|state[ -]of[ -]the[ -]art|publish|paper|literature|leaderboard|competitor|"
    r"^\W*(?:start(?:ing)?|before|initial|original|old|previous|vorher|antes|avant|до)\b",
    re.IGNORECASE,
)
_AIMED_AT = re.compile(
    r"^\W*(?:targets?|goals?|required?|requirements?|thresholds?|weight(?:ing)?s?|gewicht\w*|pesos?|ziel(?:wert)?|meta|objetivo|objectif)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?<![\w.])([a-z]\w{0,30})=(\d{1,9}\.\d{2,9})(?![\w.])", re.IGNORECASE)
_COLUMN = re.compile(r"\s{2,}|\t|\|")
_NAME_AND_NUMBER = re.compile(r"[:=–-]\W*~?(?:\d*[.,]\d+\s?(?:%|[A-Za-z€$]{1,4})?|\d+\s?%)\W*$")
_NUMBERED = re.compile(r"^\W{0,4}\d{1,2}[.)]\s?")
# Where a table has a column that names the metric of each row, and one for its value.
_NAMES_METRIC = re.compile(r"metric|métri|metrik", re.IGNORECASE)
_NAMES_ENTRY = re.compile(r"name|metri|métri|measure", re.IGNORECASE)
_HOLDS_VALUE = re.compile(r"value|score|valor|wert|nilai|valeur", re.IGNORECASE)
_QUOTED = frozenset({"", "text", "txt", "console", "plaintext", "output", "log", "bash", "shell"})
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDS = frozenset({"0", "1"})
_MOST = 5000
_NEAR = 30
_NEIGHBOURS = 3
# Columns that say only what was measured on, of the metric that the text above names.
_SPLIT = re.compile(
    r"\W*(?:train(?:ing)?|valid(?:ation)?|val|cv|cross[- ]validation|test(?:ing)?|hold[- ]?out|treino|teste|validação"
    r"|entrenamiento|prueba|validación|entra[îi]nement|validation)(?: (?:set|data|score|folds?))?\W*",
    re.IGNORECASE,
)
# A table stands right below what announces it, or with an empty line between.
_ABOVE = 2
_FEW = 60
# What Python warns of: "metrics.py:1469: UndefinedMetricWarning: Precision is ill-defined and being set to 0.0".
_WARNED = re.compile(r":\d{1,7}: (?:\w{1,60}\.){0,4}\w{0,40}Warning: ")
# Of a long log, its beginning and its end tell what came out.
_FIRST_LINES = 500
_LAST_LINES = 1000

_TRAINING = re.compile(r"\bepoch\b|\bimproved from\b|^\s*\d+/\d+\s", re.IGNORECASE)


def in_text(lines: Iterable[Line]) -> list[Figure]:
    """Return the figures that a text states, in prose, lists and tables, and in the reports that it quotes as code.

    Those below a word that they were made up are no results.
    """
    lines = list(lines)
    made_up = made_up_lines(lines)
    found = _in_lines(lines)
    return [
        figure._replace(kind="target") if figure.line in made_up and figure.kind == "result" else figure
        for figure in found
    ]


def _in_lines(lines: Iterable[Line]) -> list[Figure]:
    found: list[Figure] = []
    header: list[str] = []
    columns: list[str] = []
    title = alone = last = ""
    above = "", 0
    last_at = announced = 0
    rows: list[tuple[str, list[Figure]]] = []
    wrapped = Wrapped()
    announcement = Announcement()
    for line in lines:
        if line.kind == "heading":
            title, level = line.text, int(line.language or 2)
            # Models are often headings of their own below the one that names the metric.
            if level <= above[1] or metric_named(title):
                above = title, level
        in_html = line.kind == "table" and line.language == "html"
        if line.kind == "table" and not in_html:
            if line.text:
                cells = _cells(line.text)
                is_announced = announced and line.number - announced <= _ABOVE
                are_splits = line.number - last_at < _NEAR and len(cells) > 1 and all(map(_SPLIT.fullmatch, cells[1:]))
                header = header or _named_before(cells, last, is_announced=bool(is_announced or are_splits))
                figures = _in_row(cells, header, line.number, title)
                rows.append((_row_of(cells), _aimed_at(figures, title, f"{' '.join(header)} {line.text}")))
            continue
        found += _in_table(rows)
        rows = []
        header = []
        if in_html or line.kind in ("prose", "item", "heading"):
            # A cell of an HTML table, or a caption, may stand on the line above its value.
            text = f"{alone}: {line.text}" if alone and len(line.text) < 20 and line.text[:1].isdigit() else line.text  # noqa: PLR2004
            # "Random forest: 0.86", below the sentence that says which metric is meant.
            if last and line.number - last_at < _NEAR and _is_of_model(text, listed=bool(metric_named(above[0]))):
                text = f"{last}: {_NUMBERED.sub('', text)}"
            lead = announcement.over(line)
            figures = in_sentence(text, line.number, f"{title} {lead}".strip())
            figures = wrapped.read(line, figures, title)
            announcement.read(line, states=bool(figures))
            found += _aimed_at(figures, title if line.kind != "heading" else "", text)
            name = metric_named(line.text[:LONGEST]) if len(line.text) > 2 else ""  # noqa: PLR2004
            alone = line.text if name and len(line.text) < 40 and not _has_value(line.text) else ""  # noqa: PLR2004
            if name and not figures:
                last, last_at = name.replace("_", " "), line.number
                announced = line.number if line.text.rstrip("*_ ").endswith((":", "：")) else 0
        elif line.kind == "code" and line.language in _QUOTED:
            columns = _columns(line.text, columns)
            found += _in_columns(line.text, columns, line.number) + in_sentence(line.text, line.number, title)
    return found + _in_table(rows)


def _aimed_at(figures: list[Figure], title: str, text: str) -> list[Figure]:
    """Some figures of a text, as targets where the heading above says that they are what is aimed at."""
    if not figures or not is_goal(title, text):
        return figures
    return [figure._replace(kind="target") if figure.kind == "result" else figure for figure in figures]


def _in_table(rows: list[tuple[str, list[Figure]]]) -> list[Figure]:
    """The figures of a table, those of guesses that learn nothing as figures of something to compare with. A metric
    whose name has other meanings is none among quantities: `MAP` between a pulse and a temperature is a pressure.
    """
    rows = [(row, figures) for row, figures in rows if row not in AMBIGUOUS or _names_other(rows, row)]
    guesses = told_guesses(rows)
    return [
        figure._replace(is_baseline=True) if at in guesses else figure
        for at, (_, figures) in enumerate(rows)
        for figure in figures
    ]


def _names_other(rows: list[tuple[str, list[Figure]]], name: str) -> bool:
    """Whether another row of a table names a metric, too; where it has few rows, nothing tells."""
    others = {row for row, _ in rows} - {name}
    return len(others) < _NEIGHBOURS or any(metric_named(row) for row in others)


def _row_of(cells: list[str]) -> str:
    """What a row of a table is of: a rank, a mark of the best or nothing may stand before it."""
    return next((cell for cell in cells if any(map(str.isalpha, cell))), "")


def _named_before(cells: list[str], metric: str, *, is_announced: bool) -> list[str]:
    """The head of a table: where it names models and no metric, its figures are of the one last spoken of; all of them
    are where a line that names it ends on a colon right above, or where they are named for the parts of the data.
    """
    if not metric or any(metric_named(cell) for cell in cells):
        return cells
    if is_announced:
        return [*cells[:1], *(f"{cell} {metric}" for cell in cells[1:])]
    are_models = [bool(_MODEL.search(cell[:_NEAR])) for cell in cells]
    if sum(are_models) < 2:  # noqa: PLR2004
        return cells
    return [f"{cell} {metric}" if is_model else cell for cell, is_model in zip(cells, are_models, strict=True)]


def _is_of_model(text: str, *, listed: bool) -> bool:
    """Whether a line is a model's name and a number, or any name and a number, `listed` below a metric's."""
    return (
        len(text) < 60  # noqa: PLR2004
        and (listed or bool(_MODEL.search(text)))
        and bool(_NAME_AND_NUMBER.search(text))
        and not metric_named(text)
    )


def in_output(text: str) -> list[Figure]:
    """Return the figures in what a program printed: `Accuracy: 0.87`, a classification report, a printed table."""
    found: list[Figure] = []
    columns: list[str] = []
    title = ""
    lines = text.split("\n")
    for number, whole in enumerate(lines, start=1):
        if _FIRST_LINES < number <= len(lines) - _LAST_LINES:
            continue
        line = whole[:LONGEST]
        if _WARNED.search(line):
            continue
        columns = _columns(line, columns)
        found += _bare_pairs(line, number)
        if not _has_value(line):
            title = line.strip()[:60] if len(line) > 2 else title  # noqa: PLR2004
            continue
        figures = _in_columns(line, columns, number) + in_sentence(line, number, title)
        # "val_accuracy improved from 0.88 to 0.89": an epoch before is no baseline.
        found += [figure._replace(is_baseline=False) for figure in figures] if _TRAINING.search(line) else figures
    return found


def _bare_pairs(line: str, number: int) -> Iterator[Figure]:
    """Yield the numbers that a line gives under names of which no metric is known: `who=als hit=0.402 recall=0.18`."""
    pairs = list(_PAIR.finditer(line)) if line.count("=") > 1 else []
    if len(pairs) > 1:
        for pair in pairs:
            if not metric_named(pair[1].replace("_", " ")):
                yield Figure("", float(pair[2]), len(pair[2].partition(".")[2]), False, "result", number, pair[1])  # noqa: FBT003


def in_json(text: str) -> list[Figure]:
    """Return the numbers of a JSON document as figures named by their keys; none where it is not JSON."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return []
    found: list[Figure] = []
    pending: list[tuple[str, str, Any, bool]] = [("", "", document, False)]
    while pending and len(found) < _MOST:
        metric, path, value, is_guess = pending.pop()
        if isinstance(value, dict):
            said = _metric_said(value)
            guesses = named_guesses([str(key)[:_NEAR] for key in value][:_FEW])
            for key, item in value.items():
                told = metric_of_key(str(key)) or (said if _HOLDS_VALUE.search(str(key)) else "")
                is_of_guess = is_guess or str(key)[:_NEAR] in guesses
                told = told or ("" if is_spread(str(key)) else metric)
                pending.append((told, f"{path} {key}"[-200:], item, is_of_guess))
        elif isinstance(value, list):
            labels = [_label(item) for item in value[:500]]
            guesses = named_guesses([label for label in labels if label][:_FEW])
            # What the record names is what its figures are of, as a key would be.
            pending.extend(
                (metric, f"{path} {label}"[-200:] if label else path, item, is_guess or label in guesses)
                for item, label in zip(value, labels, strict=False)
            )
        elif isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300:  # noqa: PLR2004
            figure = _shown(metric, float(value), path)
            found.append(figure._replace(is_baseline=True) if is_guess else figure)
    return found


def _metric_said(entry: dict[str, Any]) -> str:
    """The metric that an entry names beside its value, `{"name": "f1", "value": 0.8}`; empty where it names none."""
    said = (
        metric_named(item)
        for key, item in entry.items()
        if isinstance(item, str) and len(item) < _NEAR and _NAMES_ENTRY.search(str(key))
    )
    return next(filter(None, said), "")


def _label(row: Any) -> str:
    """What an entry of a list is of: the first text in it."""
    texts = row.values() if isinstance(row, dict) else ()
    return next((text[:_NEAR] for text in texts if isinstance(text, str)), "")


def _shown(metric: str, value: float, path: str) -> Figure:
    words = path.replace("_", " ")
    return Figure(
        metric,
        value,
        decimals=12,
        is_percent=False,
        kind="result",
        line=1,
        context=path,
        measured=measured_on(words),
        is_baseline=names_baseline(words),
    )


def _has_value(line: str) -> bool:
    """Whether a line has a digit that is no part of a metric's name."""
    if not _DIGIT.search(line):
        return False
    return any(character.isdigit() for character in _unnamed(line))


def _unnamed(line: str) -> str:
    parts, end = [], 0
    for match in mentioned(line):
        parts.append(line[end : match.start()])
        end = match.end()
    return "".join(parts) + line[end:]


def _columns(line: str, columns: list[str]) -> list[str]:
    """Return the columns of the printed table that a line is in: its own where it is the head of one."""
    if _has_value(line) or len(line) < 3 or not any(map(str.isalnum, line)):  # noqa: PLR2004
        return columns
    found = _COLUMN.split(line.strip())
    if len(found) == 1 and line.endswith("  "):
        # The name of an index, which pandas prints below the columns and as wide as the table.
        return columns
    return found if len(found) > 1 and any(metric_named(column) for column in found) else []


def _in_row(cells: list[str], header: list[str], line: int, title: str) -> list[Figure]:
    found: list[Figure] = []
    if is_formula("|".join(cells)[:LONGEST]):
        return found
    row_metric = metric_named(cells[0]) if cells else ""
    named = _row_of(cells)
    told = [cell for cell, column in zip(cells, header, strict=False) if _NAMES_METRIC.search(column)]
    told_metric = metric_named(told[0]) if told else ""
    is_head = cells == header
    # "MSE baseline" is a model's name where the first column names the metrics.
    names_metrics = bool(row_metric and header and _NAMES_METRIC.search(header[0]))
    for position, cell in enumerate(cells):
        column = header[position] if position < len(header) else ""
        name = "" if names_metrics else metric_named(column)
        # "Best accuracy | the forest (F1 0.81)": the cell names the metric of its figure itself.
        names_own = bool(position and not name and metric_named(cell) and _has_value(cell))
        name = name or (row_metric if position and not names_own else "")
        name = name or (told_metric if _HOLDS_VALUE.search(column) else "")
        context = f"{title} {named} {column}"
        if not name or not header:
            found += in_sentence(cell, line, context)
            continue
        for match in NUMBER.finditer(cell[:200]):
            # Who guesses may find nobody at all, or everybody.
            is_end = cell in _ENDS and names_guess(named)
            is_value = fits(name, match, cell) or (value_of(match, cell)[1] and len(cell) < 40)  # noqa: PLR2004
            # The years that a column's head tells are those that its figures are of.
            if is_value or (name in WHOLE and not (is_head and _YEAR.fullmatch(match["digits"]))) or is_end:
                figure = figure_at(name, match, cell, line, f"{context} {cell}", match.start())
                if row_metric and name == row_metric:
                    figure = _by_column(figure, column)
                    # "60 times over chance (0.006)" stands in a further cell of the row.
                    is_guess = position in guessed_columns(header) or (
                        position > 1 and figure.decimals > 1 and names_guess(cell[: match.start()])
                    )
                    figure = figure._replace(is_baseline=True) if is_guess else figure
                found.append(figure)
                break
    return found


def _by_column(figure: Figure, column: str) -> Figure:
    """The figure of a row that names the metric, where the column says that it is no result of the model's own."""
    if _AIMED_AT.search(column):
        return figure._replace(kind="target")
    return figure._replace(is_baseline=True) if _OF_OTHERS.search(column) else figure


def _in_columns(text: str, columns: list[str], line: int) -> list[Figure]:
    if metric_named(text[:LONGEST]) or _LACKS_LAST.search(text[:LONGEST]):
        return []
    # A whole number in front counts the rows.
    begin = re.match(r"\s*\d{1,6}\s(?=.*[^\W\d])", text[:LONGEST])
    values = list(NUMBER.finditer(text[:LONGEST], begin.end() if begin else 0))
    metrics = [metric_named(column) for column in columns]
    found = []
    for name, match in zip(reversed(metrics), reversed(values), strict=False):
        if name and fits(name, match, text):
            found.append(figure_at(name, match, text, line, text, match.start()))
    return found


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().strip("|").split("|")]
