"""Errors, thresholds and spread as texts discuss them, beyond the plain metrics."""
# ruff: noqa: E501 - lists of words

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.passages import about_project, passages
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.words import folded
from portfolio_kit.rubric.finding import Evidence

_ERRORS = re.compile(
    r"\b(?:false (?:negatives?|positives?|alarms?)|misclassif\w{2,8}|confus(?:es?|ed|ion) (?:\w+ ){0,3}(?:with|between|for|as)|(?:wrong|incorrect)(?:ly)? (?:predict|classif)\w{2,6}|residuals?|"
    r"under-?predict\w{0,4}|over-?predict\w{0,4}|largest errors|missed (?:cases|churners|frauds?|failures|patients)|falsos? (?:negativos?|positivos?)|erros? de classifica\w{3,5}|res[íi]duos|"
    r"faux (?:n[ée]gatifs?|positifs?)|r[ée]sidus|falsch(?:e|en)? (?:negativ|positiv)\w{0,3}|residuen|fehlklassifi\w{3,8}|falsi (?:negativi|positivi)|residui|salah (?:klasifikasi|prediksi)|ложно\w{6,12}|остатк\w{1,3})\b|误报|漏报|误分类|残差",
)
_READING = re.compile(
    r"\b(?:because|since|due to|suggest\w{0,3}|indicat\w{1,4}|shows?|means?|mostly|mainly|especially|struggl\w{1,3}|more often|tend\w{0,1} to|higher|lower|fewer|worse|better|whereas|while|however|"
    r"porque|devido|indica\w{0,2}|mostra\w{0,1}|significa|principalmente|muestra\w{0,1}|debido|sugiere|parce que|montre|indique|weil|zeigt|deutet|vor allem|mostra|indica|karena|menunjukkan|потому|показыва\w{2,3}|означа\w{2,3})\b|因为|表明|说明",
)
_SPREAD = re.compile(
    r"\d\s?%?\s?(?:±|\+/-|\\pm)\s?\d|(?:standard deviation|std(?:dev)?|desvio[- ]padr[ãa]o|desviaci[óo]n|[ée]cart[- ]type|standardabweichung|streuung|deviazione standard|стандартн\w{2,3} отклонени\w)[^.\n]{0,30}\d",
)
_OF_FOLDS = re.compile(
    r"fold|cross|cv\b|seed|valid|crois|kreuz|cruzada|ventana|window|backtest|bootstrap|кросс|交叉",
)
_THRESHOLD = re.compile(
    r"\b(?:threshold|cut-?off|umbral|limiar|seuil|schwell\w{1,6}|soglia|порог\w{0,2}|ambang)\b[^.\n]{0,80}\b(?:because|cost|precision|recall|f1|trade-?off|maximi\w{2,4}|minimi\w{2,4}|optimi\w{2,4}|lower\w{0,3}|rais\w{2,3}|chosen|choose|instead of|"
    r"custo|costo|precis[ãa]o|escolhid\w|elegid\w|co[ûu]t|rappel|kosten|gew[äa]hlt|scelt\w|полнот\w)\b|阈值[^。\n]{0,40}(?:召回|精确|成本|选择)",
)
_UNREAL = re.compile(
    r"\b(?:future|todo|next steps?|could|would|should|planned|futur[oae]s?|pr[óo]xim[oa]s?|selanjutnya|zuk[üu]nft\w{1,4}|prochaines?|можно|планиру\w{1,4})\b",
)


def discussed(repository: Repository) -> dict[str, Evidence]:
    """Return what the texts read out of the evaluation, with the place of each; plans are no reading."""
    found: dict[str, Evidence] = {}
    for document in about_project(repository):
        for passage in passages(document):
            text = passage.low
            if _UNREAL.search(f"{folded(passage.title)} {text}"):
                continue
            if len(text) > 80 and any(character.isdigit() for character in text):  # noqa: PLR2004
                if _ERRORS.search(text) and _READING.search(text):
                    found.setdefault("what is wrong and why", passage.evidence)
                if _SPREAD.search(text) and _OF_FOLDS.search(f"{folded(passage.title)} {text}"):
                    found.setdefault("the spread over folds", passage.evidence)
                if _THRESHOLD.search(text):
                    found.setdefault("a threshold choice", passage.evidence)
    return found
