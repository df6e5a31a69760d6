"""Measured figures: a metric with its value, as texts claim them and as artefacts show them.

Names of metrics are known in the languages that portfolios are written in. A threshold, a target, a share of a class,
a date or the width of a picture is not a figure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from portfolio_kit.repository.markdown import Line

_NAMES = {
    "balanced_accuracy": r"balanced[ _-]acc(?:uracy)?",
    "accuracy": r"acc(?:uracy|uracies)?|acur[áa]cia|accuratezza|exactitude?|exactitud|genauigkeit|akurasi|dok[łl]adno[śs][ćc]|accuratesse|точност[ьи]|доля правильных|准确率|正確率|精度|सटीकता",
    "f1": r"f[ _-]?1(?:[ _-]?(?:score|macro|micro|weighted|measure|skor|值))?|f[ _-]?score|f[ _-]?measure|f-?мер[аы]|medida f1?",
    "fbeta": r"f[ _-]?(?:2|beta|0\.5)(?:[ _-]?score)?",
    "average_precision": r"average[ _]precision|pr[ _-]?auc|auc[ _-]?pr|auprc|aucpr|mean average precision|m?ap(?:@[\d.:\[\]-]+)|map50(?:-95)?",
    "roc_auc": r"(?:roc|auc|au)[ _/-]?(?:roc|auc)?[ _-]?(?:score|curve)?|auroc|area (?:under|sob|bajo|sous)[^.:|\n]{0,30}?(?:curve|curva|courbe)(?: roc)?",
    "precision": r"precision|precis[ãa]o|precisi[óo]n|pr[ée]cision|pr[äa]zision|precisione|presisi|точность \(precision\)|精确率|查准率|परिशुद्धता",
    "recall": r"recall|revoca[çc][ãa]o|sensibilidade|sensibilidad|exhaustividad|rappel|sensitivit(?:y|[äa]t)|richiamo|trefferquote|полнот[аы]|召回率|再現率|specificity",
    "r2": r"r[ _-]?(?:²|\^2|\^\{2\}|2|squared|square|quadrado|cuadrado)(?:[ _-]?score)?|r\$?\^2\$?|r2_score|coefficient of determination|coeficiente de determina[çc][ãa]o|коэффициент детерминации|决定系数|adjusted r2",
    "rmsle": r"rmsle",
    "rmse": r"n?rmse|root[ _]mean[ _]squared?[ _]error|raiz do erro|均方根误差|eqm",
    "smape": r"smape",
    "mape": r"w?mape|mean[ _]absolute[ _]percentage[ _]error",
    "mae": r"mae|mean[ _]absolute[ _]error|erro m[ée]dio absoluto|error (?:medio )?absoluto(?: medio)?|erreur absolue moyenne|平均绝对误差|средн\w+ абсолютн\w+ ошибк\w+",
    "mse": r"mse|mean[ _]squared?[ _]error|error cuadr[áa]tico medio|erro quadr[áa]tico m[ée]dio|erreur quadratique moyenne|均方误差",
    "log_loss": r"log[ _-]?loss|cross[ _-]?entropy",
    "brier": r"brier(?:[ _]score)?",
    "kappa": r"(?:cohen'?s? )?kappa|qwk",
    "mcc": r"mcc|matthews(?:[ _]corr\w*(?:[ _]coef\w*)?)?",
    "silhouette": r"silhouette(?:[ _](?:score|coefficient))?|silueta",
    "davies_bouldin": r"davies[ _-]bouldin(?:[ _](?:score|index))?",
    "ndcg": r"ndcg(?:@\d+)?",
    "hit_rate": r"hit[ _-]?rate(?:@\d+)?|hr@\d+|mrr(?:@\d+)?",
    "iou": r"m?iou|dice(?:[ _](?:score|coefficient))?|jaccard",
    "bleu": r"bleu(?:-\d)?|rouge(?:-[\dl])?|meteor|perplexity|wer|cer",
    "gini": r"gini(?: coefficient)?|ks(?:[ _-]statistic| score)",
    "loss": r"(?:test|validation|val|train(?:ing)?)[ _]loss",
    "error_rate": r"error[ _]rate|taxa de erro|tasa de error",
    "disparity": r"disparate impact|demographic parity(?: difference| ratio)?|equali[sz]ed odds(?: difference)?|equal opportunity(?: difference)?",
}  # fmt: skip
_ERRORS = frozenset({"mae", "mse", "rmse", "mape", "smape", "rmsle", "log_loss", "brier", "loss", "davies_bouldin", "bleu", "error_rate"})
_WHOLE = frozenset({"mae", "mse", "rmse", "mape", "smape", "davies_bouldin", "bleu"})
_METRIC = re.compile("|".join(f"(?P<{name}>(?<![^\\W_])(?:{pattern})(?![^\\W_]))" for name, pattern in _NAMES.items()), re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>[-−–](?=\d))?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+[.,]\d+|[.]\d+|\d+)(?P<exponent>[eE][+-]?\d{1,2})?(?P<percent>\s?(?:%|percent|por ?ciento|por cento|persen|pour ?cent|Prozent|процент\w*))?(?![\w]|[.,]\d)"
)
_RANGE = re.compile(r"\s*(?:-|–|—|to|a|bis|à|até|hingga|до|~)\s*\d")
_TARGET = re.compile(
    r"[<>≥≤]|\bat least\b|\btarget|\bgoal\b|\baim\b|\bthreshold|\bobjetivo|\bmeta\b|\bmínim|\bminim|\bexpected\b|\bshould\b|\bmust\b|\bimprove(?:d)? by\b|\brequire|\bcontra\b",
    re.IGNORECASE,
)
_CONFIDENCE = re.compile(r"confian|confiden|vertrauens|kepercayaan|довери|置信|信頼区間|ufności|güven aralığı|\b[ci]\.?[ci]\b|bootstrap|percentil|quantil|interval", re.IGNORECASE)
_BETWEEN = 60
_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric with its value as written: `decimals` after the point, `is_percent` when it is written as one.

    `kind` is result, target (a threshold or goal) or range; `context` is the text around it that names what was
    measured, such as the row and column of a table.
    """

    metric: str
    value: float
    decimals: int
    is_percent: bool
    kind: str
    line: int
    context: str

    @property
    def fraction(self) -> float:
        """The value on the scale from 0 to 1 where it is a percentage."""
        return self.value / 100 if self.is_percent else self.value

    def agrees(self, other: float) -> bool:
        """Whether `other` is this value, to the rounding that was written; cutting off instead of rounding is let pass."""
        for scaled in (other, other * 100, other / 100):
            if abs(scaled - self.value) <= 0.51 * 10**-self.decimals or abs(self.value - scaled) < 10**-self.decimals and scaled >= self.value > 0:
                return self.is_percent or scaled is other or self.value > 1 >= abs(other) or abs(other) > 1 >= self.value
        return False


def in_text(lines: Iterable[Line]) -> list[Figure]:
    """Return the figures that a text states, in prose, lists and tables, and in the reports that it quotes as code."""
    found: list[Figure] = []
    header: list[str] = []
    title = ""
    for line in lines:
        if line.kind == "heading":
            title = line.text
        if line.kind == "table":
            cells = _cells(line.text)
            if not line.text:
                continue
            if not header:
                header = cells
                found += _in_row(cells, [], line.number, title)
            else:
                found += _in_row(cells, header, line.number, title)
            continue
        header = []
        if line.kind in ("prose", "item", "heading"):
            found += _in_sentence(line.text, line.number, title)
        elif line.kind == "code" and line.language in ("", "text", "txt", "console", "plaintext", "output", "log", "bash", "shell"):
            found += _in_output_line(line.text, line.number)
    return found


def in_output(text: str) -> list[Figure]:
    """Return the figures in what a program printed: `Accuracy: 0.87`, a classification report, a printed table."""
    found: list[Figure] = []
    columns: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _LONGEST:
            line = line[:_LONGEST]  # noqa: PLW2901
        if not any(character.isdigit() for character in line):
            names = [match.lastgroup or "" for match in _METRIC.finditer(line)]
            if len(names) > 1:
                columns = re.split(r"\s{2,}|\t|\|", line.strip())
            elif line.strip():
                columns = columns if len(line) < 3 else []  # noqa: PLR2004
            continue
        if columns:
            found += _in_columns(line, columns, number)
        found += _in_output_line(line, number)
    return found


def in_json(text: str) -> list[Figure]:
    """Return the numbers of a JSON document as figures named by their keys; none where it is not JSON."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return []
    found: list[Figure] = []
    pending: list[tuple[str, str, Any]] = [("", "", document)]
    while pending and len(found) < 5000:  # noqa: PLR2004
        metric, path, value = pending.pop()
        if isinstance(value, dict):
            for key, item in value.items():
                name = metric_named(str(key)) or metric
                pending.append((name, f"{path} {key}", item))
        elif isinstance(value, list):
            pending.extend((metric, path, item) for item in value[:500])
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            found.append(Figure(metric, float(value), 12, is_percent=False, kind="result", line=1, context=path))
    return found


def metric_named(text: str) -> str:
    """Return the metric that a text names, empty where it names none."""
    match = _METRIC.search(text.replace("_", " ")) or _METRIC.search(text)
    return match.lastgroup or "" if match else ""


def numbers(text: str) -> Iterator[tuple[float, int]]:
    """Yield every number of a text with its offset."""
    for match in _NUMBER.finditer(text):
        yield _value(match)[0], match.start()


def _in_sentence(text: str, line: int, title: str) -> list[Figure]:
    text = text[:_LONGEST]
    metrics = list(_METRIC.finditer(text))
    if not metrics or not any(character.isdigit() for character in text):
        return []
    values = [match for match in _NUMBER.finditer(text) if not any(metric.start() <= match.start() < metric.end() for metric in metrics)]
    found: list[Figure] = []
    taken: set[int] = set()
    for position, metric in enumerate(metrics):
        name = metric.lastgroup or ""
        following = metrics[position + 1].start() if position + 1 < len(metrics) else len(text)
        after = [value for value in values if metric.end() <= value.start() < min(following, metric.end() + _BETWEEN)]
        after = [value for value in after if not re.search(r"[.!?;]\s", text[metric.end() : value.start()])]
        before = [value for value in values if metric.start() - 25 <= value.start() and value.end() <= metric.start()]
        chosen = next((value for value in after if value.start() not in taken and _fits(name, value, text)), None)
        if chosen is None or (before and before[-1]["percent"] and not chosen["percent"]):
            near = [value for value in reversed(before) if value.start() not in taken and _fits(name, value, text)]
            near = [value for value in near if not re.search(r"[.!?;,)|:]", text[value.end() : metric.start()])]
            chosen = near[0] if near else chosen
        if chosen is None:
            continue
        taken.add(chosen.start())
        found.append(_figure(name, chosen, text, line, f"{title} {text}", min(metric.start(), chosen.start())))
    return found


def _fits(metric: str, match: re.Match[str], text: str) -> bool:
    """Whether the number can be a value of the metric: no count, no year, nothing beyond its scale."""
    value, decimals = _value(match)
    if text[match.end() : match.end() + 2].strip()[:1] in ("k", "x") or text[max(match.start() - 1, 0)] in "#@v":
        return False
    if metric in _ERRORS:
        return bool(decimals or match["percent"] or metric in _WHOLE) and not (decimals == 0 and 1990 <= value <= 2035 and not match["percent"])
    if match["percent"]:
        return value <= 100  # noqa: PLR2004
    if not decimals:
        return False
    return abs(value) <= 1 or 20 <= value <= 100  # noqa: PLR2004


def _in_row(cells: list[str], header: list[str], line: int, title: str) -> list[Figure]:
    found: list[Figure] = []
    row_metric = metric_named(cells[0]) if cells else ""
    for position, cell in enumerate(cells):
        column = header[position] if position < len(header) else ""
        name = metric_named(column) or (row_metric if position else "")
        context = f"{title} {cells[0]} {column}"
        if not name:
            found += _in_sentence(cell, line, context)
            continue
        for match in _NUMBER.finditer(cell[:200]):
            if _fits(name, match, cell) or (_value(match)[1] and len(cell) < 40) or name in _WHOLE:  # noqa: PLR2004
                found.append(_figure(name, match, cell, line, f"{context} {cell}", match.start()))
                break
    return found


def _in_output_line(text: str, line: int) -> list[Figure]:
    report = re.match(r"\s*(accuracy|macro avg|weighted avg|[\w .-]{1,30}?)\s{2,}(\d\.\d+)\s+(?:(\d\.\d+)\s+(\d\.\d+)\s+)?(\d+)\s*$", text)
    if report:
        if report[3] is None:
            return [Figure("accuracy", float(report[2]), 2, is_percent=False, kind="result", line=line, context=text)]
        names = ("precision", "recall", "f1")
        return [
            Figure(name, float(report[position]), len(report[position]) - 2, is_percent=False, kind="result", line=line, context=report[1])
            for position, name in enumerate(names, start=2)
        ]
    return _in_sentence(text, line, "")


def _in_columns(text: str, columns: list[str], line: int) -> list[Figure]:
    values = list(_NUMBER.finditer(text[:_LONGEST]))
    metrics = [metric_named(column) for column in columns]
    found = []
    for name, match in zip(reversed(metrics), reversed(values), strict=False):
        if name and _fits(name, match, text):
            found.append(_figure(name, match, text, line, text, match.start()))
    return found


def _figure(name: str, match: re.Match[str], text: str, line: int, context: str, start: int) -> Figure:
    value, decimals = _value(match)
    around = text[max(0, start - 30) : match.end()]
    kind = "result"
    if _RANGE.match(text, match.end()) or re.search(r"\d\s*[-–—]\s*$", text[: match.start()]):
        kind = "range"
    elif match["percent"] and value in (90, 95, 99) and _CONFIDENCE.search(text):
        # How sure an interval is, not what was measured.
        kind = "range"
    elif _TARGET.search(around):
        kind = "target"
    return Figure(name, value, decimals, bool(match["percent"]), kind, line, context[:400])


def _value(match: re.Match[str]) -> tuple[float, int]:
    digits = match["digits"]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits) and not re.fullmatch(r"0,\d{3}", digits):
        digits = digits.replace(",", "")
    digits = digits.replace(",", ".")
    decimals = len(digits.partition(".")[2])
    exponent = match["exponent"] or ""
    value = float(digits + exponent)
    return (-value if match["sign"] else value), decimals


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().strip("|").split("|")]
