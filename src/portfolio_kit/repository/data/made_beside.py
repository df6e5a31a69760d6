"""What is called synthetic or simulated and is not the data itself: rows for balance, or one of many kinds read."""

from __future__ import annotations

from portfolio_kit import lazily as re

_SYNTHETIC = (
    r"(?:synthetic|simulated|artificial|sint[ée]tic\w+|simulad\w+|simulat[aeio]|synthéti\w+|synthetisch\w*|sintetis"
    r"|синтетическ\w+)"
)
_DATA = r"(?:data|dataset|datasets|dados|datos|données|daten|dati|данн\w+)"
# One of two is not said to be it.
ONE_OF_TWO = re.compile(
    r"\b(?:synthetic|simulated|artificial|fictional) or "
    r"(?!(?:synthetic|simulated|artificial|fictional|fictitious|made)\b)",
    re.IGNORECASE,
)
MADE_BESIDE = re.compile(
    # Rows that are made so that the smaller class has more of them.
    r"smote|adasyn|over-?sampl|minorit|minderheit|миноритарн|меньшинств|少数类|过采样|上采样|superamostr|sobreamostr"
    r"|sobremuestr|suréchantillon|sovracampion"
    # What a model is trained with and without is a choice, not what the data is.
    r"|\b(?:without|sem|sin|sans|ohne|senza|tanpa|без)"
    rf" (?:{_SYNTHETIC} {_DATA}|{_DATA} {_SYNTHETIC})"
    rf"|{ONE_OF_TWO.pattern}"
    # The last of the kinds that a program reads.
    r"|\b(?:csv|excel|json|xml|sql|parquet|apis?)\b[^.;:!?\n]{0,40}?"
    r"(?:[,、/&+或及与和]|\b(?:and|or|und|oder|et|ou|y|o|e|dan|atau|и|или)\b)\s{0,2}"
    rf"(?:{_SYNTHETIC} {_DATA}|{_DATA} {_SYNTHETIC}|(?:合成|模拟)数据)",
    re.IGNORECASE,
)
