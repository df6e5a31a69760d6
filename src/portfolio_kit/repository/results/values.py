"""Numbers in texts: what they are worth as written, and whether one can be a metric's value at all."""
# ruff: noqa: E501 - lists of words in many alphabets

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.metrics import LETTER, REGRESSION, UNBOUNDED, WHOLE, metric_named
from portfolio_kit.repository.results.wishes import is_by_the_book, is_wished

# "validation_0-rmse" counts what is measured on; the nought is no value.
NUMBER = re.compile(
    rf"(?<![{LETTER}.,])(?<![A-Za-z]_)(?P<sign>[-−–](?=\d))?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+[.,]\d+|[.]\d+|\d+)(?P<exponent>[eE][+-]?\d{1,2})?"
    r"(?P<percent>\s?(?:%|％|percent|por ?ciento|por cento|persen|pour ?cent|prozent|процент[а-я]{0,3}))?"
    rf"(?P<thousand>\s?[kK])?(?![{LETTER}]|[.,]\d)"
)
# Where a number leads over to the next: "0.72 to 0.85", "0.72-0.85".
TO = re.compile(r"\s?%?\s*(?:-|–|—|~|(?:to|a|bis|à|até|hingga|до)\s)\s*~?\d")
_AFTER_TO = re.compile(r"\d\s?%?\s*(?:[-–—~]|\b(?:to|a|bis|à|até|hingga|до)\s)\s*~?$")
_TARGET = re.compile(
    r"[<≥≤]|(?<![-=–—])>|_thresholds?\b|\b(?:min|max)_\w|\b(?:at least|at most|beyond|less than|more than|below|(?<!just )above|(?<!area )under|di ?bawah|target|goals?|aims?|thresholds?|cut-?off|objetivo|objectif|meta|umbral|limiar|seuil|"
    r"alvo|schwell(?:e|wert)|grenz(?:e|wert)|ziel|m[íi]nim[oa]|minimum|maximum|expected|should|must|improved? by|require[sd]?|menos de|menor que|moins de|weniger als|kurang dari|"
    r"порог[а-я]{0,2}|не менее|не более)\b|目标|阈值|低于|目標",
    re.IGNORECASE,
)
# What a number can count instead of measuring: folds, days, how much of the data, how sure an interval is.
_COUNTED = re.compile(
    r"\s?[-–]?\s?(?:(?:stratified |repeated |backtest\w{0,3} )?folds?|days?|weeks?|months?|years?|hours?|epochs?|trees|estimators|samples|rows|records|images|users|models?|classes|"
    r"clusters|features|seeds|runs|iterations|neighbou?rs|(?:of (?:the )?(?:data|rows|samples|customers|cases|observations|dataset))|test|hold|held|train|split|"
    r"validation|stratified|d[ií]as|semanas|meses|de (?:los datos|dos dados|teste|treino|confian)|ci\b|confidence|interval|konfidenz|bootstrap|seconds?|sec\b|ms\b|min\b)(?!_\d)",
    re.IGNORECASE,
)
# "On the 30% of the rows that were set aside": how much it was measured on.
_MEASURED_ON = re.compile(
    r"\b(?:on|over|from|auf|an|em|en|sobre|sur|su)\s(?:(?:the|a|our|another|other|remaining|last|den|die|os|o|las?|los|el|les?)\s){0,2}\W{0,2}$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\s(?:of|de|der|des|von|di|du) ", re.IGNORECASE)
# "A lowest loss of ~2900 rupees": a whole number, said to be it, and of what.
_IS = re.compile(r"\b(?:of|is|was|reached|de|von)\s\W{0,3}$", re.IGNORECASE)
# "Right in 54.1% of cases" counts none of them.
_RIGHT_IN = re.compile(r"\b(?:right|correct) (?:in|for) (?:about |around |~)?$", re.IGNORECASE)
_UNIT = re.compile(r"\s?[^\W\d]")
_SURE = re.compile(
    r"(?:confidence|confian[çcz]a|confiance|konfidenz\w{0,12}|\bci\b|\bic\b|significance|alpha|intervalo? de \w{1,12}|доверительн\w{0,12})[^.;\d]{0,12}$",
    re.IGNORECASE,
)
# "raised F1 from 0.72 to 0.85" tells two results, not a range.
_CHANGE = re.compile(
    r"\b(?:improv|increas|rais|ris|rose|lift|boost|went|grew|grow|reduc|drop|fell|lower|decreas|cut|mejor|aument|melhor|subi|baj|am[ée]lior|pass(?!ass)|verbesser|steig|stieg|senk|meningkat|turun|вырос|улучш|сниз)"
    r"\w{0,8}[^.;\n]{0,50}?\b(?:from|de|do|von|desde|dari|с|um)\s(?:~?\d[\d.,]{0,8}\s?%?\s(?:to|a|para|à|auf|ke|menjadi|до)\s)?~?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|entre|zwischen|antara|tra|między|между)\s(?:~?\d[\d.,]{0,8}\s?%?\s(?:and|e|y|et|und|dan|i|и)\s)?~?$",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(r"(?<![A-Za-z^@\d.,])\d[\d.,]{0,12}\s?%?")
# "30% default rate", "26% churners": how many there are, not how well they are found.
_SHARE = re.compile(
    r"\s(?!acc|rec|prec|f1|f-|auc|hit|err|r2|r²)(?:[a-z]+ )?(?:rate|share|class|minority|majority|positives?|negatives?|prevalence|imbalance|churn(?:ers|ed)?|defaults?)\b",
    re.IGNORECASE,
)
# "costs 41% less than none": how far two values are apart, and neither of them.
_APART = re.compile(
    r"\s(?:(?:less|fewer|lower|more|higher|cheaper|faster|better|worse)\b"
    r"|(?:(?!(?:after|with|without|in|by|on|for|of|to|and|or|from|via|when|at)\b)[a-z0-9-]{2,12} ){0,2}(?:reduction|improvement|increase|decrease|drop|gain|"
    r"uplift|redu[çc][ãa]o|reducci[óo]n|r[ée]duction|riduzione|melhoria|mejora|am[ée]lioration|verbesserung|reduktion|penurunan|peningkatan)\b)",
    re.IGNORECASE,
)
# "Beats the baseline's accuracy by 15%": how far two values are apart, too.
_GAINED = re.compile(
    r"\b(?:beat|outperform|improv|increas|rais|ris|rose|lift|boost|gain|grew|reduc|lower|decreas|dropp|fell|cut|exceed|surpass|better|worsen)"
    r"[^.;:,]{0,60}?\bby\s(?:(?:about|around|over|roughly|nearly|almost|another|a further|up to|~)\s?){0,2}"
    r"\W{0,3}(?:\d[\d.]{0,6}\s?%?\s?(?:[-–—]|to|and)\s?)?$",
    re.IGNORECASE,
)
# "0.002 improvement in ROC-AUC" is such a distance, too, without a sign of percentage.
_STEP_UP = re.compile(
    r"\s(?:absolute |points? |point |pp )?(?:reduction|improvement|increase|decrease|drop|gain|uplift|melhoria|aumento|mejora"
    r"|am[ée]lioration|gewinn|verbesserung|peningkatan|penurunan) (?:in|of|on|over|de|do|da|en|em|von|bei|der|des|pada)\b",
    re.IGNORECASE,
)
THOUSAND = 1000
"""What a k after a number stands for."""
# "Reduce MAPE from 54% to 40%" is an aim, "reduced" a result.
_AIM = re.compile(
    r"(?:^|[.:;•*-]\s)(?:to )?(?:reduce|improve|increase|raise|lower|cut|decrease|boost)\s[^.;\n]*$", re.IGNORECASE
)
# "A score of 0.5 indicates random guessing" says how to read a score.
_READING = re.compile(
    r"\s?(?:\([^)]*\)\s)?(?:indicates?|means?|represents?|corresponds?|would (?:be|mean)|is (?:random|perfect|no better))\b",
    re.IGNORECASE,
)
# In formulas and calls: "0.5 * (RMSE / mean)", "random_seed=42".
_DIVIDED = re.compile(r"[A-Za-z)\]]\s/\s$")
# "best_mse_202808.txt" is a file's name.
_FILE_ENDING = re.compile(
    r"\.(?:txt|csv|tsv|json|ya?ml|log|md|html?|png|jpe?g|svg|pdf|py|ipynb|pkl|joblib|pth?|h5|keras|onnx|parquet)\b",
    re.IGNORECASE,
)
_FACTOR = re.compile(r"\s\*\s\(?[A-Za-z]")
_SETTING = re.compile(r"[A-Za-z]\w*_\w*(?<!score)(?<!value)(?<!mean)(?<!result)\s?=\s?$", re.IGNORECASE)
_LONGEST_NAME = 40
_LONGEST_GAIN = 110
_ENDS = frozenset({0.0, 0.5, 1.0, 50.0, 100.0})
_CLAUSE = re.compile(r"[.;,(|:]")


def numbers(text: str) -> Iterator[tuple[float, int]]:
    """Yield every number of a text with its offset."""
    for match in NUMBER.finditer(text):
        yield value_of(match, text)[0], match.start()


# "The top 2", "stage 3": which one, and not how good.
_RANK = re.compile(r"\b(?:top|first|last|stage|phase|step|fold|epoch|version|round|rank)[ -]$", re.IGNORECASE)

# "The top 1 %, 0.5 % and 0.2 %": how much of a ranking is looked at.
_SHARES = re.compile(r"\btop[ -](?:\d[\d.]{0,5}\s?%?(?:\s?[,/&]\s?|\s(?:and|or)\s)(?:top[ -])?){0,6}$", re.IGNORECASE)
_LONGEST_SHARES = 60


def fits(metric: str, match: re.Match[str], text: str) -> bool:
    """Whether the number can be a value of the metric: no count, no year, nothing beyond its scale."""
    value, decimals = value_of(match, text)
    if _is_part_of_name(match, text, is_whole=decimals == 0):
        return False
    if _GAINED.search(text[max(0, match.start() - _LONGEST_GAIN) : match.start()]):
        return False
    if _FACTOR.match(text, match.end()) or _is_setting(text[max(0, match.start() - _LONGEST_NAME) : match.start()]):
        return False
    is_counted = _COUNTED.match(text, match.end()) and not _RIGHT_IN.search(text[: match.start()][-40:])
    if is_counted or _SURE.search(text[max(0, match.start() - 40) : match.start()]):
        return metric in WHOLE and bool(
            re.match(r"\s?(?:days?|weeks?|hours?|minutes?|d[ií]as|sec|ms|min)\b", text[match.end() : match.end() + 12])
        )
    percent = is_percent(match, text)
    if (
        percent
        and _OF_THEM.match(text, match.end())
        and _MEASURED_ON.search(text[max(0, match.start() - 40) : match.start()])
    ):
        return False
    if percent and (_SHARE.match(text, match.end()) or _APART.match(text, match.end())):
        return False
    if _STEP_UP.match(text, match.end()):
        return False
    if metric in UNBOUNDED:
        is_year = decimals == 0 and 1990 <= value <= 2035 and not percent  # noqa: PLR2004
        # An error of a bare 0 counts something else: "bad merges = 0".
        is_none = value == 0 and not decimals and not percent and metric in REGRESSION
        is_whole = metric in WHOLE or (metric == "loss" and _is_of_unit(match, text))
        return bool(decimals or percent or is_whole) and not is_year and not is_none
    if percent:
        return abs(value) <= 100  # noqa: PLR2004
    return bool(decimals) and (abs(value) <= 1 or 20 <= value <= 100)  # noqa: PLR2004


def _is_part_of_name(match: re.Match[str], text: str, *, is_whole: bool) -> bool:
    """Whether a number is a factor, a version, a divisor, a part of a file's name, or says which one of several."""
    before = text[max(0, match.start() - 12) : match.start()]
    return (
        text[match.end() : match.end() + 2].strip()[:1] == "x"
        or text[max(match.start() - 1, 0)] in "#@v^"
        or bool(_FILE_ENDING.match(text, match.end()) or _DIVIDED.search(before[-4:]))
        or (is_whole and bool(_RANK.search(before)))
        or bool(_SHARES.search(text[max(0, match.start() - _LONGEST_SHARES) : match.start()]))
    )


def _is_of_unit(match: re.Match[str], text: str) -> bool:
    """Whether a number is said to be what is named, with what it counts: "of ~2900 rupees"."""
    return bool(_IS.search(text[: match.start()][-20:]) and _UNIT.match(text, match.end()))


def _is_setting(before: str) -> bool:
    """Whether what is before a number gives it to a name as in code, and the name is of no metric."""
    setting = _SETTING.search(before)
    return setting is not None and not metric_named(setting[0].rstrip("= "))


# How far a metric moves when something is taken away is no value of it: "the MAE worsens by 6.1".
_BY_SO_MUCH = re.compile(
    r"(?:\b(?:worsens?|verschlechter\w*|wächst|steigt|sinkt|fällt)\b[^.;:]{0,60}?\bum|\b(?:выраста|раст[её]|пада|снижа)\w+ на"
    r"|\b(?:worsens?|rises?|drops?|falls?) by|\b(?:naik|turun) sebesar|掉了|(?:上升|下降|增加|减少)了)\s?\W{0,3}$",
    re.IGNORECASE,
)


def kind_of(match: re.Match[str], text: str, start: int) -> str:
    """Return what a number is that belongs to what is named at `start`: a result, a target or one end of a range."""
    before = text[max(0, match.start() - 90) : match.start()]
    if _BY_SO_MUCH.search(before) and not TO.match(text, match.end()):
        return "target"
    if _CHANGE.search(before):
        return "target" if _AIM.search(before) else "result"
    if is_by_the_book(text, match.start()):
        return "target"
    if TO.match(text, match.end()) or _AFTER_TO.search(text[max(0, match.start() - 16) : match.start()]):
        return "range"
    if _BETWEEN.search(before[-30:]):
        return "range"
    if value_of(match, text)[0] in _ENDS and _READING.match(text, match.end()):
        return "target"
    if is_wished(text, start, match.span()):
        return "target"
    clause = _CLAUSE.split(text[max(0, start - 30) : start])[-1] if start else ""
    # Only what stands after the number before: "at threshold 0.5: 0.81".
    said = _OTHER_NUMBER.split(clause + text[start : match.start()])[-1]
    return "target" if _TARGET.search(said) else "result"


def is_change(match: re.Match[str], text: str) -> bool:
    """Whether a number is the first of a change: "raised F1 from 0.72 to 0.85" tells what was before."""
    return bool(_CHANGE.search(text[max(0, match.start() - 90) : match.start()]) and TO.match(text, match.end()))


def is_percent(match: re.Match[str], text: str) -> bool:
    """Whether a number is written as a percentage, the sign after it or, as in Turkish, before it."""
    if match["percent"]:
        return True
    return (
        text[max(match.start() - 1, 0) : match.start()] == "%"
        and not text[max(match.start() - 2, 0) : match.start() - 1].isdigit()
    )


def value_of(match: re.Match[str], text: str) -> tuple[float, int]:
    """Return the value of a number and how many decimals are written."""
    digits = match["digits"]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits) and not digits.startswith("0,"):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", digits) and (digits.count(".") > 1 or _points_group(match, text)):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    # "2.08e-05" is written to seven decimals.
    decimals = max(len(digits.partition(".")[2]) - int(match["exponent"][1:] if match["exponent"] else 0), 0)
    value = float(digits + (match["exponent"] or ""))
    if match["thousand"]:
        value *= THOUSAND
    return (-value if match["sign"] else value), decimals


def _points_group(match: re.Match[str], text: str) -> bool:
    """Whether the point in "15.500 €" groups thousands: money after it, or decimal commas beside it."""
    return bool(
        re.match(r"\s?(?:€|eur|r\$|kr)", text[match.end() : match.end() + 5], re.IGNORECASE)
        or re.search(r"(?<!\d)\d,\d{1,2}(?!\d)", text[:200])
    )
