"""Measured figures: a metric with its value, as texts claim them and as artefacts show them.

A threshold, a target, a share of a class, a date, a confidence level, how much was held out or the width of a picture
is not a result.
"""
# ruff: noqa: E501, RUF001 - lists of words and names

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from portfolio_kit.repository.markdown import Line
from portfolio_kit.repository.measured import measured_on, names_baseline
from portfolio_kit.repository.metrics import ERRORS, LETTER, WHOLE, mentioned, metric_named

__all__ = ["Figure", "in_json", "in_output", "in_text", "metric_named", "numbers"]

_NUMBER = re.compile(
    rf"(?<![{LETTER}.,])(?P<sign>[-−–](?=\d))?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+[.,]\d+|[.]\d+|\d+)(?P<exponent>[eE][+-]?\d{1,2})?"
    r"(?P<percent>\s?(?:%|％|percent|por ?ciento|por cento|persen|pour ?cent|prozent|процент[а-я]{0,3}))?"
    rf"(?P<thousand>\s?[kK])?(?![{LETTER}]|[.,]\d)"
)
_TO = re.compile(r"\s?%?\s*(?:-|–|—|~|(?:to|a|bis|à|até|hingga|до)\s)\s*\d")
_AFTER_TO = re.compile(r"\d\s?%?\s*(?:[-–—~]|\b(?:to|a|bis|à|até|hingga|до)\s)\s*$")
_TARGET = re.compile(
    r"[<>≥≤]|\b(?:at least|at most|less than|more than|below|(?<!just )above|under|di ?bawah|target|goals?|aims?|thresholds?|cut-?off|objetivo|objectif|meta|umbral|limiar|seuil|"
    r"schwell(?:e|wert)|ziel|m[íi]nim[oa]|minimum|maximum|expected|should|must|improved? by|require[sd]?|menos de|menor que|moins de|weniger als|kurang dari|"
    r"порог[а-я]{0,2}|не менее|не более)\b|目标|阈值|低于|目標",
    re.IGNORECASE,
)
# What a number can count instead of measuring: folds, days, how much of the data, how sure an interval is.
_COUNTED = re.compile(
    r"\s?[-–]?\s?(?:(?:stratified |repeated )?folds?|days?|weeks?|months?|years?|hours?|epochs?|trees|estimators|samples|rows|records|images|users|models?|classes|"
    r"clusters|features|seeds|runs|iterations|neighbou?rs|(?:of (?:the )?(?:data|rows|samples|customers|cases|observations|dataset))|test|hold|held|train|split|"
    r"validation|stratified|d[ií]as|semanas|meses|de (?:los datos|dos dados|teste|treino|confian)|ci\b|confidence|interval|konfidenz|bootstrap|seconds?|sec\b|ms\b|min\b)",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"(?:confidence|confian[çcz]a|confiance|konfidenz\w{0,12}|\bci\b|\bic\b|significance|alpha|intervalo? de \w{1,12}|доверительн\w{0,12})[^.;\d]{0,12}$",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\)?\s*,?\s*\(?(?:vs\.?|versus|compared (?:to|with)|against|over|than|up from|from|instead of|contra|frente ao?|em vez de|gegen(?:über)?|statt|contre|face à|"
    r"dibanding(?:kan)?|против|по сравнению с|对比|而)[^.;\d]{0,60}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;]\s|[。！？；]")
_JOINED = re.compile(r"[\s,/&+|()*]*(?:and|e|y|et|und|dan|и|和|与|及|、)?[\s,/&+|()*]*")
_CLAUSE = re.compile(r"[.;,(|:]")
_LATEX = re.compile(r"\\(?:text|mathrm|mathbf|textbf|operatorname)\s?\{([^{}]{0,40})\}|\\[,;: ]|\$")
_MODEL = re.compile(
    r"(?:logistic|linear|ridge|lasso|multiple|polynomial) ?(?:regression|regressor)?|(?:random|isolation) ?forests?|decision ?trees?|(?:hist)?(?:ada|cat|xg|gradient|light) ?(?:boost\w{0,3}|gbm)|xgb\w{0,10}|lgbm\w{0,10}|"
    r"svm|svc|svr|support vector|k-?nn|k-nearest|naive bayes|neural network|mlp|cnn|lstm|gru|bert\w{0,8}|distilbert|resnet\d{0,3}|prophet|s?arimax?|ensemble|stacking|voting|dummy|baseline|model [a-z\d]",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"\b(?:scores?|values?|results?|valor|resultado|wert|valeur|skor|nilai|значение|score on|mean)\b|得分|分数|值",
    re.IGNORECASE,
)
_REPORT = re.compile(r"\s*([\w./ -]{1,40}?)\s{2,}(\d\.\d+)\s+(?:(\d\.\d+)\s+(\d\.\d+)\s+)?(\d+(?:\.0)?)\s*$")
_COLUMN = re.compile(r"\s{2,}|\t|\|")
_QUOTED = frozenset({"", "text", "txt", "console", "plaintext", "output", "log", "bash", "shell"})
_BETWEEN = 90
_BEFORE = 25
_DIGIT = re.compile(r"\d")
_LONGEST = 1500
_MOST = 5000
_NEAR = 30
# Of a long log, its beginning and its end tell what came out.
_FIRST_LINES = 500
_LAST_LINES = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric with its value as written: `decimals` after the point, `is_percent` when it is written as one.

    `kind` is result, target (a threshold or goal) or range; `context` is the text around it that names what was
    measured, such as the row and column of a table. `measured` is what the words at the figure say it was measured on
    (folds, held-out, training, period, or nothing); `is_baseline` is whether they call it that of something to compare
    with.
    """

    metric: str
    value: float
    decimals: int
    is_percent: bool
    kind: str
    line: int
    context: str
    measured: str = ""
    is_baseline: bool = False

    @property
    def fraction(self) -> float:
        """The value on the scale from 0 to 1 where it is a percentage."""
        return self.value / 100 if self.is_percent else self.value

    def agrees(self, other: float) -> bool:
        """Whether `other` is this value, to the rounding that was written; cutting off instead of rounding is let pass."""
        scales = [other]
        if self.is_percent or self.value > 1 >= abs(other):
            scales.append(other * 100)
        elif abs(other) > 1 >= self.value:
            scales.append(other / 100)
        step = 10.0**-self.decimals
        return any(
            abs(scaled - self.value) <= 0.51 * step or (0 < self.value <= scaled and scaled - self.value < step)
            for scaled in scales
        )


def in_text(lines: Iterable[Line]) -> list[Figure]:
    """Return the figures that a text states, in prose, lists and tables, and in the reports that it quotes as code."""
    found: list[Figure] = []
    header: list[str] = []
    title = alone = last = ""
    last_at = 0
    for line in lines:
        if line.kind == "heading":
            title = line.text
        if line.kind == "table":
            if line.text:
                cells = _cells(line.text)
                found += _in_row(cells, header, line.number, title)
                header = header or cells
            continue
        header = []
        if line.kind in ("prose", "item", "heading"):
            # A cell of an HTML table, or a caption, may stand on the line above its value.
            text = f"{alone}: {line.text}" if alone and len(line.text) < 20 and line.text[:1].isdigit() else line.text  # noqa: PLR2004
            # "Random forest: 0.86", below the sentence that says which metric is meant.
            if last and line.number - last_at < _NEAR and _is_of_model(text):
                text = f"{last}: {text}"
            figures = _in_sentence(text, line.number, title)
            found += figures
            name = metric_named(line.text[:_LONGEST]) if len(line.text) > 2 else ""  # noqa: PLR2004
            alone = line.text if name and len(line.text) < 40 and not _has_value(line.text) else ""  # noqa: PLR2004
            if name and not figures:
                last, last_at = name.replace("_", " "), line.number
        elif line.kind == "code" and line.language in _QUOTED:
            found += _in_output_line(line.text, line.number, title)
    return found


def _is_of_model(text: str) -> bool:
    """Whether a line is a model's name and a number."""
    return (
        len(text) < 60
        and bool(_MODEL.search(text))
        and bool(re.search(r"[:=–-]\s*~?\d*[.,]\d+\s?%?\W*$", text))
        and not metric_named(text)
    )  # noqa: PLR2004


def in_output(text: str) -> list[Figure]:
    """Return the figures in what a program printed: `Accuracy: 0.87`, a classification report, a printed table."""
    found: list[Figure] = []
    columns: list[str] = []
    title = ""
    lines = text.split("\n")
    for number, whole in enumerate(lines, start=1):
        if _FIRST_LINES < number <= len(lines) - _LAST_LINES:
            continue
        line = whole[:_LONGEST]
        if not _has_value(line):
            columns = _header(line) or (columns if len(line) < 3 else [])  # noqa: PLR2004
            title = line.strip()[:60] if len(line) > 2 else title  # noqa: PLR2004
            continue
        if columns:
            found += _in_columns(line, columns, number)
        found += _in_output_line(line, number, title)
    return found


def in_json(text: str) -> list[Figure]:
    """Return the numbers of a JSON document as figures named by their keys; none where it is not JSON."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return []
    found: list[Figure] = []
    pending: list[tuple[str, str, Any]] = [("", "", document)]
    while pending and len(found) < _MOST:
        metric, path, value = pending.pop()
        if isinstance(value, dict):
            for key, item in value.items():
                pending.append((metric_named(str(key)[:100]) or metric, f"{path} {key}"[-200:], item))
        elif isinstance(value, list):
            pending.extend((metric, path, item) for item in value[:500])
        elif isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300:  # noqa: PLR2004
            found.append(_shown(metric, float(value), path))
    return found


def numbers(text: str) -> Iterator[tuple[float, int]]:
    """Yield every number of a text with its offset."""
    for match in _NUMBER.finditer(text):
        yield _value(match, text)[0], match.start()


def _shown(metric: str, value: float, path: str) -> Figure:
    return Figure(
        metric,
        value,
        12,
        False,
        "result",
        1,
        path,
        measured_on(path.replace("_", " ")),
        names_baseline(path.replace("_", " ")),
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


def _header(line: str) -> list[str]:
    """Return the columns of a printed table's head; none where the line is not one."""
    columns = _COLUMN.split(line.strip())
    return columns if len(columns) > 1 and any(metric_named(column) for column in columns) else []


def _in_sentence(text: str, line: int, title: str) -> list[Figure]:
    text = text[:_LONGEST]
    if not _DIGIT.search(text):
        return []
    if "\\" in text or "$" in text:
        text = _LATEX.sub(lambda match: match[1] or "", text)
    metrics = list(mentioned(text))
    if not metrics:
        return []
    values = [
        match
        for match in _NUMBER.finditer(text)
        if not any(metric.start() <= match.start() < metric.end() for metric in metrics)
    ]
    found: list[Figure] = []
    taken: set[int] = set()
    position = 0
    while position < len(metrics):
        listed = _listed(metrics, position, text)
        pairs = _in_turn(metrics[position : position + listed], values, text) if listed > 1 else []
        position += listed if pairs else 1
        if not pairs:
            chosen = _value_of(metrics, position - 1, [value for value in values if value.start() not in taken], text)
            pairs = [(metrics[position - 1], chosen)] if chosen else []
        for metric, value in pairs:
            taken.add(value.start())
            figure = _figure(
                metric.lastgroup or "", value, text, line, f"{title} {text}", min(metric.start(), value.start())
            )
            found.append(figure)
        if pairs:
            found += _compared(pairs[-1], values, taken, text, line, title)
    return found


def _listed(metrics: list[re.Match[str]], position: int, text: str) -> int:
    """Return how many metrics are named in a row with nothing but commas and "and" between them."""
    count = 1
    while position + count < len(metrics):
        between = text[metrics[position + count - 1].end() : metrics[position + count].start()]
        if len(between) > 12 or not _JOINED.fullmatch(between):  # noqa: PLR2004
            break
        count += 1
    return count


def _in_turn(
    metrics: list[re.Match[str]], values: list[re.Match[str]], text: str
) -> list[tuple[re.Match[str], re.Match[str]]]:
    """Pair "precision, recall and F1 of 0.8, 0.7 and 0.75" in turn; nothing where the values are not as many."""
    start = metrics[-1].end()
    after = [value for value in values if start <= value.start() < start + _BETWEEN * len(metrics)][: len(metrics)]
    if (
        len(after) < len(metrics)
        or after[0].start() > start + _BETWEEN
        or _SENTENCE_END.search(text[start : after[0].start()])
    ):
        return []
    if any(
        not _JOINED.fullmatch(text[left.end() : right.start()]) for left, right in zip(after, after[1:], strict=False)
    ):
        return []
    pairs = list(zip(metrics, after, strict=True))
    return pairs if all(_fits(metric.lastgroup or "", value, text) for metric, value in pairs) else []


def _value_of(
    metrics: list[re.Match[str]], position: int, values: list[re.Match[str]], text: str
) -> re.Match[str] | None:
    """Return the number that is a metric's value: the nearest after it, else one right before it ("0.87 accuracy")."""
    metric = metrics[position]
    name = metric.lastgroup or ""
    following = metrics[position + 1].start() if position + 1 < len(metrics) else len(text)
    end = min(following, metric.end() + _BETWEEN)
    after = [value for value in values if metric.end() <= value.start() < end and _fits(name, value, text)]
    after = [value for value in after if not _SENTENCE_END.search(text[metric.end() : value.start()])]
    chosen = next(
        (value for value in after if _kind(value, text, metric.start()) != "target"), after[0] if after else None
    )
    before = [value for value in values if metric.start() - _BEFORE <= value.start() and value.end() <= metric.start()]
    before = [
        value
        for value in before
        if _fits(name, value, text) and not re.search(r"[.!?;,)|:]", text[value.end() : metric.start()])
    ]
    if before and (chosen is None or (before[-1]["percent"] and not chosen["percent"])):
        return before[-1]
    return chosen


def _compared(
    pair: tuple[re.Match[str], re.Match[str]],
    values: list[re.Match[str]],
    taken: set[int],
    text: str,
    line: int,
    title: str,
) -> list[Figure]:
    """Return the figure that another is set against: "0.87, against 0.72 of the dummy classifier"."""
    metric, value = pair
    connected = _AGAINST.match(text, value.end())
    if not connected:
        return []
    other = next((item for item in values if item.start() >= connected.end() - 1), None)
    if (
        other is None
        or other.start() > connected.end() + 1
        or other.start() in taken
        or not _fits(metric.lastgroup or "", other, text)
    ):
        return []
    taken.add(other.start())
    figure = _figure(metric.lastgroup or "", other, text, line, f"{title} {text}", value.end())
    around = f"{connected[0]} {_SENTENCE_END.split(text[other.end() : other.end() + 50])[0]}"
    return [
        Figure(
            figure.metric,
            figure.value,
            figure.decimals,
            figure.is_percent,
            figure.kind,
            line,
            figure.context,
            figure.measured,
            names_baseline(around),
        )
    ]


def _fits(metric: str, match: re.Match[str], text: str) -> bool:
    """Whether the number can be a value of the metric: no count, no year, nothing beyond its scale."""
    value, decimals = _value(match, text)
    if text[match.end() : match.end() + 2].strip()[:1] == "x" or text[max(match.start() - 1, 0)] in "#@v":
        return False
    if _COUNTED.match(text, match.end()) or _SURE.search(text[max(0, match.start() - 40) : match.start()]):
        return metric in WHOLE and bool(
            re.match(r"\s?(?:days?|weeks?|hours?|minutes?|d[ií]as|sec|ms|min)\b", text[match.end() : match.end() + 12])
        )
    percent = _is_percent(match, text)
    if metric in ERRORS:
        is_year = decimals == 0 and 1990 <= value <= 2035 and not percent  # noqa: PLR2004
        return bool(decimals or percent or metric in WHOLE) and not is_year
    if percent:
        return abs(value) <= 100  # noqa: PLR2004
    return bool(decimals) and (abs(value) <= 1 or 20 <= value <= 100)  # noqa: PLR2004


def _in_row(cells: list[str], header: list[str], line: int, title: str) -> list[Figure]:
    found: list[Figure] = []
    row_metric = metric_named(cells[0]) if cells else ""
    for position, cell in enumerate(cells):
        column = header[position] if position < len(header) else ""
        name = (
            metric_named(column)
            or (row_metric if position else "")
            or (metric_named(title) if position and _SCORE.search(column) else "")
        )
        context = f"{title} {cells[0]} {column}"
        if not name or not header:
            found += _in_sentence(cell, line, context)
            continue
        for match in _NUMBER.finditer(cell[:200]):
            if _fits(name, match, cell) or (_value(match, cell)[1] and len(cell) < 40) or name in WHOLE:  # noqa: PLR2004
                found.append(_figure(name, match, cell, line, f"{context} {cell}", match.start()))
                break
    return found


def _in_output_line(text: str, line: int, title: str) -> list[Figure]:
    report = _REPORT.match(text) if len(text) < 200 else None  # noqa: PLR2004
    if report:
        if report[3] is None:
            if "acc" not in report[1].lower():
                return _in_sentence(text, line, title)
            return [
                Figure(
                    "accuracy",
                    float(report[2]),
                    len(report[2]) - 2,
                    is_percent=False,
                    kind="result",
                    line=line,
                    context=text,
                )
            ]
        names = ("precision", "recall", "f1")
        return [
            Figure(
                name,
                float(report[position]),
                len(report[position]) - 2,
                is_percent=False,
                kind="result",
                line=line,
                context=report[1],
            )
            for position, name in enumerate(names, start=2)
        ]
    return _in_sentence(text, line, title)


def _in_columns(text: str, columns: list[str], line: int) -> list[Figure]:
    values = list(_NUMBER.finditer(text[:_LONGEST]))
    metrics = [metric_named(column) for column in columns]
    found = []
    for name, match in zip(reversed(metrics), reversed(values), strict=False):
        if name and _fits(name, match, text):
            found.append(_figure(name, match, text, line, text, match.start()))
    return found


def _figure(name: str, match: re.Match[str], text: str, line: int, context: str, start: int) -> Figure:
    value, decimals = _value(match, text)
    # Words after the figure tell what it was measured on ("0.87 on the test set"); those before it, whose it is.
    own = text[max(0, start - 40) : match.end()] if len(text) > 80 else text  # noqa: PLR2004
    measured = measured_on(text[max(0, start - 60) : match.end() + 60]) or measured_on(context[:200])
    return Figure(
        name, value, decimals, _is_percent(match, text), _kind(match, text, start), line, context[:400], measured,
        names_baseline(own) or (len(context) < 200 and len(text) < 40 and names_baseline(context)),  # noqa: PLR2004
    )  # fmt: skip


def _kind(match: re.Match[str], text: str, start: int) -> str:
    if _TO.match(text, match.end()) or _AFTER_TO.search(text[max(0, match.start() - 16) : match.start()]):
        return "range"
    clause = _CLAUSE.split(text[max(0, start - 30) : start])[-1] if start else ""
    return "target" if _TARGET.search(clause + text[start : match.end()]) else "result"


def _is_percent(match: re.Match[str], text: str) -> bool:
    if match["percent"]:
        return True
    return (
        text[max(match.start() - 1, 0) : match.start()] == "%"
        and not text[max(match.start() - 2, 0) : match.start() - 1].isdigit()
    )


def _value(match: re.Match[str], text: str) -> tuple[float, int]:
    digits = match["digits"]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits) and not digits.startswith("0,"):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", digits) and (digits.count(".") > 1 or _points_group(match, text)):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    decimals = len(digits.partition(".")[2])
    value = float(digits + (match["exponent"] or ""))
    if match["thousand"]:
        value, decimals = value * 1000, decimals - 3
    return (-value if match["sign"] else value), decimals


def _points_group(match: re.Match[str], text: str) -> bool:
    """Whether the point in "15.500 €" groups thousands: money after it, or decimal commas beside it."""
    return bool(
        re.match(r"\s?(?:€|eur|r\$|kr)", text[match.end() : match.end() + 5], re.IGNORECASE)
        or re.search(r"(?<!\d)\d,\d{1,2}(?!\d)", text[:200])
    )


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().strip("|").split("|")]
