"""The parts of a model card, wherever the texts have them: intended use, training data, metrics, limitations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio_kit.repository import figures
from portfolio_kit.repository.markdown import Document, Section, words
from portfolio_kit.repository.statements import is_plan, is_plan_title

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

PARTS = ("intended use", "training data", "metrics", "limitations")
_CARD = re.compile(r"model[-_ ]?cards?|modell?karte|(?:ficha|tarjeta|cart[ãa]o)[-_ ](?:do|del|de)[-_ ]modelo|fiche[-_ ](?:du[-_ ]|de[-_ ])?mod[èe]le|scheda[-_ ]modello|kartu[-_ ]model|карточк\w+ модели|模型卡", re.IGNORECASE)
_USE_TITLE = re.compile(
    r"intended|use[- ]?cases?|\buses?\b|purpose|objectives?|\bgoals?\b|about|overview|introduction|problem|business|motivation|background|description|uso|finalidad|objetiv|prop[óo]sito|problema|descri[çp]|contexto|"
    r"introdu|objectif|but\b|contexte|anwendung|zweck|ziel|einsatz|überblick|scopo|obiettiv|tujuan|latar belakang|penggunaan|цель|назначение|описание|задача|目的|用途|简介|背景|उद्देश्य|amaç|cel\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\b(?:predict\w*|forecast\w*|classif\w+|estimat\w+|detect\w*|recommend\w*|identif\w+|segment\w*|prev\w+|prever|predecir|predic\w+|estim\w+|detectar|prédi\w+|vorhersag\w*|prognos\w+|memprediksi|prediksi|klasifikasi\w*|предсказ\w+|прогноз\w+)\b|预测|分类|识别|推荐",
    re.IGNORECASE,
)
_DATA_TITLE = re.compile(r"\bdata\b|data-?\s?set|dados|datos|donn[ée]es|daten|\bdati\b|данн|датасет|数据|डेटा|\bveri|\bdane\b|(?:input|model) features|vari[áa]bles|variables", re.IGNORECASE)
_NO_DATA_TITLE = re.compile(r"wrangl|clean|prepar|preprocess|split|load|import|visuali|augment|folder|pipeline|flow|drift|valida|quality|monitor|limpieza|limpeza|bereinig", re.IGNORECASE)
_DATA_STATED = re.compile(
    r"\b\d[\d.,]*\+?\s*(?:[kKmM]\b\s*)?(?:[a-z]+\s){0,2}?(?:rows?|records?|samples?|observations?|instances?|entries|images?|customers?|patients?|examples?|linhas|registros|filas|amostras|muestras|clientes|lignes|zeilen|datensätze|baris|data\b|запис\w+|строк\w*|行|条)|"
    r"(?:data-?\s?set|dataset|\bdata\b|conjunto de d\w+|jeu de données|datensatz|датасет|数据集)[^.\n]{0,80}\b(?:contains?|consists?|includes?|comprises?|has|describes?|from|cont[ée]m|contiene|contient|enthält|berisi|содерж\w+|包含)",
    re.IGNORECASE,
)
_LIMITS_TITLE = re.compile(r"limitation|limits?\b|caveat|known issues|out[- ]of[- ]scope|should not|bias|risk|assumption|limita[çc]|limitac|l[íi]mites|grenzen|einschränkung|limiti|keterbatasan|ограничени|局限|限制|सीमाएँ|kısıt|ograniczen", re.IGNORECASE)
_LIMITS_STATED = re.compile(
    r"\blimitations?\b|\blimited (?:to|by)\b|\bnot (?:be )?(?:suitable|intended|meant|a substitute|representative|reliable|generali[sz]e)\b|does not generali[sz]e|should not be used|\bcaveats?\b|only (?:valid|applies|works) (?:for|in)|"
    r"limita[çc][ãõ][oe]s?|limitaciones|não (?:deve|substitui)|no (?:debe|sustituye)|einschränkung\w*|keterbatasan|ограничени\w*|局限",
    re.IGNORECASE,
)
_METRIC_TITLE = re.compile(r"metric|evaluat|performance|result|m[ée]tric|avalia|evaluaci|desempenho|desempe|rendimiento|ergebnis|leistung|résultat|risultat|hasil|evaluasi|метрик|результат|指标|结果|评估", re.IGNORECASE)
_LEAST_BELOW = 8
_LEAST_PURPOSE = 7


@dataclass(frozen=True, slots=True)
class Card:
    """Which parts are there and where; `at` is where the card itself stands, None for parts that are scattered."""

    parts: dict[str, Evidence]
    at: Evidence | None = None

    @property
    def absent(self) -> list[str]:
        """The parts that are not there."""
        return [part for part in PARTS if part not in self.parts]


def model_card(repository: Repository) -> Card | None:
    """Return the text or section that is called a model card and has something in it, the fullest one."""
    best: Card | None = None
    for document in repository.texts:
        for at, sections in _cards(document):
            found = Card(parts(document, sections), document.evidence(at))
            if best is None or len(found.parts) > len(best.parts):
                best = found
    return best if best and best.parts else None


def scattered(repository: Repository) -> Card:
    """Return the parts that all texts together have."""
    found: dict[str, Evidence] = {}
    for document in repository.texts:
        for part, evidence in parts(document, document.sections).items():
            found.setdefault(part, evidence)
    return Card(found)


def _cards(document: Document) -> list[tuple[int, Sequence[Section]]]:
    if _CARD.search(document.path.rpartition("/")[2]) or (document.sections and _CARD.search(document.sections[0].title)) or _CARD.search(document.path.rpartition("/")[0].rpartition("/")[2]):
        return [(1, document.sections)]
    found: list[tuple[int, Sequence[Section]]] = []
    for position, section in enumerate(document.sections):
        if _CARD.search(section.title):
            end = position + 1
            while end < len(document.sections) and document.sections[end].level > section.level:
                end += 1
            found.append((section.number, document.sections[position:end]))
    return found


def parts(document: Document, sections: Sequence[Section]) -> dict[str, Evidence]:
    """Return which parts of a model card some sections of a text have, each with where it stands."""
    found: dict[str, int] = {}
    for section in sections:
        if is_plan_title(section.title):
            continue
        lines = [line for line in section.lines if line.kind in ("prose", "item", "table") and not is_plan(line.text)]
        below = sum(words(line.text) for line in lines)
        if below >= _LEAST_BELOW and _LIMITS_TITLE.search(section.title):
            found.setdefault("limitations", section.number)
        if below >= _LEAST_BELOW and _DATA_TITLE.search(section.title) and not _NO_DATA_TITLE.search(section.title):
            found.setdefault("training data", section.number)
        if below >= _LEAST_PURPOSE and _USE_TITLE.search(section.title):
            found.setdefault("intended use", section.number)
        for line in lines:
            text = line.text[:2000]
            if "limitations" not in found and _LIMITS_STATED.search(text) and words(text) >= _LEAST_PURPOSE:
                found["limitations"] = line.number
            if "training data" not in found and _DATA_STATED.search(text) and words(text) >= _LEAST_PURPOSE:
                found["training data"] = line.number
            if "intended use" not in found and line.kind == "prose" and _PURPOSE.search(text) and words(text) >= _LEAST_PURPOSE:
                found["intended use"] = line.number
        if "metrics" not in found:
            measured = [figure for figure in figures.in_text(section.lines) if figure.kind == "result"]
            if measured:
                found["metrics"] = measured[0].line
    return {part: document.evidence(found[part]) for part in PARTS if part in found}
