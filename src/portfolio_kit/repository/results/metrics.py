"""Names of metrics, in the languages that portfolios are written in."""
# ruff: noqa: E501 - lists of words and names

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.words import folded

# "It is wrong by 1.21 on average" names the error without its name; a share, a count of cases or of times is none.
_BY_SO_MUCH = r"(?=,? ~?\d[\d.,]*+(?!\s?%| ?(?:vezes|veces|fois|volte)\b| (?:em|en|de|sur|su) (?:cada )?\d))"
_ON_AVERAGE = r"(?:,? (?:em m[ée]dia|de media|en promedio|por t[ée]rmino medio|en moyenne|in media|mediamente),?| (?:por|em|en|de|di|d['’]environ|cerca de|circa|unos|unas|uns|umas|s[óo]|s[óo]lo|seulement|solo))"
_ERRS = (
    r"(?:erra(?:va)?|errou|falha(?:va)?|falhou|engana-se|enganou-se|desvia-se|se equivoca(?:ba)?|se equivoc[óo]|yerra|falla(?:ba)?|fall[óo]|se desv[íi]a"
    rf"|(?:se|s['’]est) tromp(?:e|ait|[ée])|se plante|(?:si )?sbagli(?:a|ava|ato)){_ON_AVERAGE}{{0,3}}{_BY_SO_MUCH}"
)
# "The mean error is 1.83", and not by how much it rises when something is taken away.
_MEAN_ERROR = (
    r"(?:erro m[ée]dio|error (?:medio|promedio)|erreur moyenne|errore medio)"
    r"(?! (?:absol|quadr|cuadr|percent|porcent|relativ|en pourcent|(?:se )?(?:sob|sub|aument|desce|cai|caiu|baj|cae|augment|mont|grimp|baiss|sal|cresc|scend)))"
)

_NAMES = {
    "balanced_accuracy": r"balanced[ _-]acc(?:uracy)?|acur[áa]cia balanceada|exactitud balanceada",
    "accuracy": r"acc(?:uracy|uracies)?|top[ _-]1(?!\s?%| \w)|(?<=% )accurate|(?:right|correct) (?:in|for)(?= (?:about |around |~)?\d[\d.,]{0,4}\s?(?:%|percent))|acur[áa]cia|accuratezza|exactitude?|justesse|genauigkeit|akurasi|do[gğ]ruluk|dok[łl]adno[śs][ćc]|accuratesse|"
    r"точност(?:[ьи]|ью(?! до))(?! \(precision\))|доля правильных(?: ответов)?|准确率|準確率|正確率|精度|सटीकता|शुद्धता",
    "f1": r"f[ _-]?1(?:[ _-]?(?:score|macro|micro|weighted|measure|skor|skoru|值|分数))?|f[ _-]score|f[ _-]measure|f-?мер[аы]|medida f1?|miara f1?",
    "fbeta": r"f[ _-]?(?:2|3|5|beta|0\.5)(?:[ _-]?score)?",
    "average_precision": r"average[ _]precision|pr[ _-]?auc|auc[ _-]?pr|auprc|aucpr|mean average precision|m?ap@[\d.:\[\]-]{1,12}|m?ap50(?:-95)?|m?ap at k|mapk|map",
    "roc_auc": r"roc[ _/-]auc|auc[ _/-]roc|rocauc|(?:roc|auc)(?:[ _-](?:score|curve))?|auroc|"
    r"area (?:under|sob|bajo|sous)[^.:|\n]{0,30}?(?:curve|curva|courbe)(?: roc)?",
    "precision": r"precision|p@\d{1,4}|precis[ãa]o|precisi[óo]n|pr[ée]cision|pr[äa]zision|precisione|presisi|kesinlik|precyzj[aię]|точность \(precision\)|"
    r"精确率|精確率|查准率|परिशुद्धता",
    "specificity": r"specificity|especificidad(?:e)?|spezifit[äa]t|sp[ée]cificit[ée]|spesifisitas",
    "recall": r"recall|r@\d{1,4}|revoca[çc][ãa]o|sensibilidade?|sensibilit[ée]|exhaustividad|rappel|sensitivit(?:y|[äa]t)|sensitivitas|richiamo|trefferquote|"
    r"duyarl[ıi]l[ıi]k|czu[łl]o[śs][ćc]|полнот(?:[аыуе]|ой)|召回率|再現率|रिकॉल",
    "r2": r"(?:adjusted[ _-])?r[ _-]?(?:²|\^2|\^\{2\}|2|squared?|quadrado|cuadrado|quadrato|quadrat|carr[ée]|kare)(?:[ _-]?(?:score|skoru))?|"
    r"r\$?\^2\$?|coefficient of determination|coeficiente de determina(?:[çc][ãa]o|ci[óo]n)|коэффициент\w{0,2} детерминации|决定系数|explained variance",
    "rmsle": r"rmsle|msle|(?:root )?mean[ _]squared?[ _]log(?:arithmic)?[ _]error",
    "rmse": r"n?rmse|root[ _]mean[ _]squared?[ _]error|raiz do erro|均方根误差|reqm|recm",
    "smape": r"smape",
    "mase": r"mase",
    "pinball": r"pinball[ _]loss|quantile[ _]loss|crps|winkler[ _]score",
    "mape": r"w?mape|wape|mean[ _]absolute[ _]percentage[ _]error",
    "wmae": r"wmae|weighted[ _]mean[ _]absolute[ _]error",
    "mae": r"mae|mean[ _]absolute[ _]error|erro m[ée]dio absoluto|erro absoluto m[ée]dio|error (?:medio )?absoluto(?: medio)?|"
    rf"{_MEAN_ERROR}|{_ERRS}|"
    r"erreur (?:absolue moyenne|moyenne absolue)|errore (?:assoluto medio|medio assoluto)|mittlere[rn]? absolute[rn]? fehler|平均绝对误差|平均絶対誤差|средн\w{1,4} абсолютн\w{1,4} ошибк\w{1,3}",
    "mse": r"mse|eqm|mean[ _]squared?[ _]error|error cuadr[áa]tico medio|erro quadr[áa]tico m[ée]dio|erreur quadratique moyenne|均方误差|"
    r"mittlere[rn]? quadratische[rn]? fehler",
    "deviance": r"(?:mean[ _])?(?:poisson|gamma|tweedie)[ _](?:half[ _])?deviance",
    "log_loss": r"log[ _-]?loss|cross[ _-]?entropy(?: loss)?",
    "brier": r"brier(?:[ _](?:score|skill score))?",
    "kappa": r"(?:cohen'?s? )?kappa|qwk",
    "mcc": r"mcc|matthews(?:[ _]corr\w{0,12}(?:[ _]coef\w{0,10})?)?",
    "silhouette": r"silhouette(?:[ _](?:score|coefficient|coef))?|silueta|silhueta|силуэт\w{0,3}|轮廓系数",
    "davies_bouldin": r"davies[ _-]bouldin(?:[ _](?:score|index))?",
    "ndcg": r"ndcg(?:@\d{1,4})?",
    "coverage": r"(?:interval|empirical|item|user|catalog(?:ue)?)[ _-]coverage(?:@\d{1,4})?|coverage@\d{1,4}|picp",
    "alarms": r"false[ _](?:alarms?|positives?)[ _](?:rate|(?:per|a|each)[ _](?:day|hour|week|month))|false[ _]alarms?",
    "delay": r"(?:detection|alarms?|alerts?|warning)[ _](?:delay|latency|lead[ _]time)|(?:mean|median|average)[ _]lead[ _]time|time[ _]to[ _]detect(?:ion)?|mttd",
    "uplift": r"uplift(?:(?:@|[ _]at[ _](?:the top )?)\d{1,3}\s?%?)?|qini(?:[ _](?:coefficient|score))?|auuc",
    "faithfulness": r"faithfulness|groundedness|(?:answer|context)[ _](?:relevanc[ey]|correctness)",
    "mrr": r"mrr(?:@\d{1,4})?|mean reciprocal rank",
    "hit_rate": r"hits?[ _-]?(?:rate)?(?:@\d{1,4})|hit[ _-]?rate|hr@\d{1,4}|[^\W\d_]{3,12}@\d{1,3}(?![.\w])",
    "iou": r"m?iou|dice[ _](?:score|coefficient|coef)|jaccard(?:[ _](?:score|index))?",
    "bleu": r"bleu(?:-\d)?|rouge(?:-[\dl])?|meteor|wer|cer|perplexity",
    "gini": r"gini(?: coefficient)?|ks(?:[ _-]statistic| score)",
    "loss": r"(?:test|validation|val|train(?:ing)?|lowest|smallest|best)[ _]loss",
    "error_rate": r"error[ _]rate|taxa de erro|tasa de error|taux d[’']erreur|fehlerrate|tingkat (?:error|kesalahan)",
    "disparity": r"disparate impact|demographic parity(?: difference| ratio)?|equali[sz]ed odds(?: difference)?|"
    r"equal opportunity(?: difference)?|statistical parity(?: difference)?",
}  # fmt: skip

ERRORS = frozenset(
    {
        "mae",
        "wmae",
        "mse",
        "rmse",
        "mape",
        "smape",
        "rmsle",
        "log_loss",
        "brier",
        "loss",
        "davies_bouldin",
        "bleu",
        "error_rate",
        "mase",
        "deviance",
        "pinball",
        "alarms",
        "delay",
    }
)
"""Metrics whose value has no upper end at 1 or 100 %."""

UNBOUNDED = ERRORS | {"uplift"}

WHOLE = frozenset({"mae", "wmae", "mse", "rmse", "mape", "smape", "bleu", "alarms", "delay"})
"""Metrics whose value may be a whole number."""

REGRESSION = frozenset({"mae", "wmae", "mse", "rmse", "mape", "smape", "mase", "pinball", "rmsle", "r2"})
"""Metrics of a predicted quantity."""

# Letters of alphabets that put blanks between words; ideographs and Devanagari stand next to each other.
LETTER = "0-9A-Za-z\u00aa-\u00b1\u00b5\u00ba\u00c0-\u024f\u0370-\u052f"
# One pattern finds, without groups, which is much faster; the other says which metric was found.
_FOUND = re.compile(rf"(?<![{LETTER}])(?:{'|'.join(_NAMES.values())})(?![{LETTER}])")
_WHICH = re.compile(rf"(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _NAMES.items())})(?![{LETTER}])")
# Words of every day where they are not written as the names of metrics: `mAP`, but neither "map" nor `folium.Map`.
_CAPITALS = frozenset({"map", "meteor", "wer", "cer"})


AMBIGUOUS = frozenset({"MAP", "CER", "WER"})
"""Names of metrics that are short for other quantities, too: the mean arterial pressure."""


@lru_cache(maxsize=4096)
def mentioned(text: str) -> tuple[re.Match[str], ...]:
    """Return where a text names a metric; the match's `lastgroup` is the metric."""
    return tuple(_mentioned(text))


def _mentioned(text: str) -> Iterator[re.Match[str]]:
    lower = folded(text)
    for found in _FOUND.finditer(lower):
        if found[0] in _CAPITALS and not text[found.end() - 1].isupper():
            continue
        match = _WHICH.match(lower, found.start())
        if match:
            yield match


def metric_named(text: str) -> str:
    """Return the metric that a text names, empty where it names none."""
    match = next(iter(mentioned(text)), None)
    if match is None and "_" in text:
        match = next(iter(mentioned(text.replace("_", " "))), None)
    return match.lastgroup or "" if match else ""


# What is measured of logarithms is another quantity than what bears the name.
_OF_LOGARITHM = re.compile(r"(?:^|_)log_?(?:r2|mae|mape|mse|rmse)(?:$|_)", re.IGNORECASE)
# How far values of a metric spread or lie apart is no value of it: `rmse_std`, `f1 delta`.
_SPREAD = re.compile(
    r"(?:^|[_ .-])(?:std|stdev|std[_ -]?dev|sem|stderr|std[_ -]err(?:or)?|variance|delta|diff|difference|improvement)$",
    re.IGNORECASE,
)
_COUNT_AT_END = re.compile(r"(?<=[^\W\d_]{3})[@_-]?(?:at[_-]?)?\d{1,3}$")


def is_spread(key: str) -> bool:
    """Whether the key of a file or its column says that its numbers tell how far values spread or lie apart."""
    return bool(_SPREAD.search(key[:100]))


def metric_of_key(key: str) -> str:
    """Return the metric that the key of a file or its column names: "recall10" is the recall of the first ten."""
    key = key[:100]
    if _OF_LOGARITHM.search(key) or is_spread(key):
        return ""
    return metric_named(key) or metric_named(_COUNT_AT_END.sub("", key))
