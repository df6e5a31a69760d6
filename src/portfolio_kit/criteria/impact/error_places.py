"""Where a text says, in figures, where a model's errors are largest: in which year, on which rows, for whom."""
# ruff: noqa: E501 - lists of words

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.passages import Passage
from portfolio_kit.repository.models.models import kinds
from portfolio_kit.repository.results.metrics import mentioned
from portfolio_kit.repository.texts.words import folded

_ERROR = (
    r"(?:errors?|mistakes?|misses|residuals?|mae|rmse|mape|erros?|errores|errore|errori|erreurs?|fehler\w?|kesalahan|ошибк\w"
    r"|hata\w{0,3}|b[łl][eę]d\w{0,2}|误差)"
)
_LARGE = (
    r"(?:largest|biggest|greatest|highest|worst|larger|bigger|worse|twice|grows?|grew|rises?|rose|maior(?:es)?|mayor(?:es)?"
    r"|pior(?:es)?|peor(?:es)?|gr[öo][ßs]+te\w?|gr[öo][ßs]+er\w?|plus (?:grand|gros|fort)\w{0,3}|pires?|maggior\w|peggior\w|terbesar"
    r"|больше|наибольш\w{2,3}|хуже)"
)
_PLACE = (
    r"(?:in|for|on|at|among|when|where|with|around|near|above|below|during|as|by|em|nos?|nas?|en|para|cuando|quando|bei|im|wenn"
    r"|dans|pour|quand|nel\w{0,2}|per|pada|saat|в|для|при)"
)
_LARGEST = re.compile(
    rf"\b{_ERROR}\b[^.!?;]{{0,60}}?\b{_LARGE}\b[^.!?;]{{0,20}}?\b{_PLACE}\b|\b{_LARGE}\b (?:\w+ ){{0,2}}{_ERROR}\b[^.!?;]{{0,40}}?\b{_PLACE}\b"
)
_LARGE_WORD = re.compile(rf"\b{_LARGE}\b")
_TITLE = re.compile(
    r"\bwhere (?:it|the \w+|this|they) (?:goes|go|gets?|is|are|fails?|breaks?|misses|went|errs?)\b|\b(?:goes|gets (?:it )?|went) wrong\b"
    r"|\b(?:worst|hardest) \w+|\bmistakes\b|\b(?:its|the|largest|error) errors?\b|error analysis|onde (?:ele|o modelo|ela) erra"
    r"|wo (?:es|das modell|der \w+) (?:\w+ ){0,2}?(?:daneben\w*|irrt|falsch|versagt|scheitert|patzt)|fehleranalyse|di mana (?:model\w*|ia) (?:\w+ )?(?:keliru|salah|meleset|gagal)|analisis (?:kesalahan|galat|error)"
    r"|где (?:\w+ )?(?:модель|она|он) (?:\w+ )?(?:ошиба|врёт|врет|промахив|путает|не справля)\w*|(?:анализ|разбор) ошибок|哪里[^？。]{0,6}(?:不准|出错|错|不行)|(?:误差|错误)分析|(?:कहाँ|कहां) (?:चूक|गलत|ग़लत)|(?:त्रुटि|गलतियों का) विश्लेषण"
    r"|d[óo]nde (?:falla|se equivoca)|wo (?:es|das modell) \w+ ?(?:falsch|daneben|irrt)|o[ùu] (?:il|elle|[çc]a|le mod[èe]le) se trompe"
)
# A figure that is no year, no number of a list and no count of folds.
_FIGURE = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d(?![\d.,]))\d+(?:[.,]\d+)?(?![\w])")
_PLACED = re.compile(rf"\b{_PLACE}\b [^.;:]{{0,60}}?\d")
_LEAST = 2


def places_errors(passage: Passage) -> bool:
    """Whether a passage says where errors are largest, or lists below a heading about them how large they are where.

    Two figures are asked for; which of several models is wrong most is a comparison of models.
    """
    text = passage.low
    if len(_FIGURE.findall(text)) < _LEAST:
        return False
    said = _LARGEST.search(text)
    if said and not kinds(text[max(0, said.start() - 40) : said.end() + 40]) and not _is_praise(said[0]):
        return True
    is_about_them = _TITLE.search(folded(passage.title)) or _TITLE.match(text)
    return bool(is_about_them) and len(_PLACED.findall(text)) >= _LEAST and not kinds(text)


def _is_praise(said: str) -> bool:
    """Whether what is largest is another metric than the error: "the lowest RMSE and highest R² on the test set"."""
    largest = list(_LARGE_WORD.finditer(said))
    return bool(largest) and largest[0].start() > 0 and bool(mentioned(said[largest[-1].end() :]))
