"""Errors and spread as texts discuss them, beyond the plain metrics."""
# ruff: noqa: E501 - lists of words

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.impact.error_places import places_errors
from portfolio_kit.criteria.passages import Passage, about_project, passages
from portfolio_kit.criteria.success_words import says_cost_of_errors
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.narrative import fits_any_project
from portfolio_kit.repository.texts.words import folded
from portfolio_kit.rubric.finding import Evidence

_ERRORS = re.compile(
    r"\b(?:false (?:negative|positive|alarm)|misclassif|mis-?predict|(?:wrong|incorrect)ly|residual(?!s? (?:connection|block|network|learning|layer|unit|stream|skip|path|add))|(?:under|over)-?(?:predict|estimat)|struggl|confus(?:es|ed)\b|"
    r"gets? (?:[\w ]{1,20} )?wrong|(?:are|is|was|were) (?:all |mostly |often )?wrong|(?:wrong|missed) (?:cases?|predictions?|answers?|messages?|ones|images?|texts?|customers?|patients?)|"
    r"fals[oi]s? (?:negativ|positiv)|faux (?:n[ée]gatif|positif)|falsch(?:e|en)? (?:negativ|positiv)|confunde|confond|res[íi]duo|r[ée]sidus|residuen|fehlklassifi|verwechsel|"
    r"salah (?:klasifikasi|prediksi)|kesulitan meng|dificulta|schwierig|ложно|остатк|ошиба|путает)|误报|漏报|误分类|残差"
)
_THRESHOLD = re.compile(
    r"\b(?:thresholds?|cut-?offs?|umbral|limiar|seuil|schwell\w{1,6}|soglia|ambang|порог\w{0,2})\b|阈值"
)
_UNREAL = re.compile(
    r"\b(?:future|todo|next steps?|could|would|should|planned|futur[oae]s?|pr[óo]xim[oa]s?|selanjutnya|zuk[üu]nft\w{1,4}|prochaines?|можно|планиру\w{1,4})\b",
)
# "58 of 284 are taken for early blight", "39 photos are wrong": how many cases, and what became of them.
_TAKEN = re.compile(
    r"\b(?:\d+ (?:out )?of (?:the )?\d+|\d+(?:[.,]\d+)? ?%|\d+)(?: of (?:the|all|our))?(?: [\w-]+){0,5}? (?:(?:are|is|was|were|get|got) (?:all |mostly |often |still |wrongly |nearly all )?"
    r"(?:taken|mistaken|read|heard|called|labell?ed|classified|seen|predicted) (?:for|as) |(?:are|is|was|were) (?:wrong|missed|misread|mislabell?ed)\b)"
)
# That somebody looked is not yet what they saw: "We analysed the residuals".
_SAYS_DONE = re.compile(
    r"\b(?:analy[sz]ed|(?:was|were|has been|have been) (?:carried out|performed|conducted|done|reviewed|examined|inspected|studied|checked|considered|optimi[sz]ed)|"
    r"we (?:looked at|examined|inspected|reviewed|studied|checked)|(?:se|foi|foram|fue|fueron) (?:analiz|analis|realiz|revis|estud)\w{2,6}|(?:a|ont) été (?:analys|effectu|étudi|examin)\w{1,4}|"
    r"wurden? \w{0,20} ?(?:analysiert|untersucht|durchgeführt|geprüft)|(?:è|sono) stat\w (?:analizzat|effettuat|svolt)\w)"
)
# "A run-to-run variance of 2 points": how far what was measured again came out.
_SPREAD = re.compile(
    r"\b(?:run|seed|fold)-to-(?:run|seed|fold)\b|\b(?:varia(?:nce|tion)|spread|noise|standard deviation|std|differences?)\b[^.;:]{0,25}?\b(?:over|across|between|among) (?:the |all |our |\w+ )?(?:runs|seeds|folds)\b"
    r"|\b(?:desvio|desviaci[óo]n|varia[çc][ãa]o|variaci[óo]n|streuung|[ée]cart|varianza|scarto)\b[^.;:]{0,25}?\b(?:entre|sobre|[üu]ber|zwischen|tra|sur) (?:os |as |los |las |les |die |den |i |le )?(?:folds|seeds|rodadas|execu[çc][õo]es|ejecuciones|l[äa]ufe\w?|runs?|esecuzioni)\b"
)
_NUMBER = re.compile(r"(?<![A-Za-z])(?<![A-Za-z][-–_])\d")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s|[。！？；।]")


def discussed(repository: Repository) -> dict[str, Evidence]:
    """Return what the texts read out of the evaluation in figures, with the place of each; plans are no reading."""
    found: dict[str, Evidence] = {}
    for document in about_project(repository):
        for passage in passages(document):
            text = passage.low
            if not _has_digit(text):
                continue
            is_plan = _UNREAL.search(f"{folded(passage.title)} {text}")
            tells = _tells_errors(passage, is_plan=bool(is_plan)) or (not is_plan and places_errors(passage))
            if tells and not fits_any_project(passage.text, repository.vocabulary):
                found.setdefault("what is wrong and why", _telling(passage, _TAKEN, _ERRORS))
            elif not is_plan and _tells_spread(passage):
                found.setdefault("the spread over runs", _telling(passage, _SPREAD))
            elif not is_plan and _weighs_threshold(passage):
                found.setdefault("a threshold chosen by what errors cost", passage.evidence)
    return found


def _telling(passage: Passage, *patterns: re.Pattern[str]) -> Evidence:
    """The line of a passage that speaks of something; a heading's link or a picture may stand before it."""
    for line in passage.lines:
        low = folded(line.text)
        if any(pattern.search(low) for pattern in patterns):
            return passage.document.evidence(line.number)
    return passage.evidence


def _tells_errors(passage: Passage, *, is_plan: bool) -> bool:
    """Whether a passage says in figures what is wrong; what one of its sentences plans, the others may still tell."""
    if _UNREAL.search(folded(passage.title)):
        return False
    for sentence in _SENTENCE_END.split(passage.low):
        if _TAKEN.search(sentence) and not _UNREAL.search(sentence):
            return True
    sentences = _SENTENCE_END.split(passage.low)
    return (
        not is_plan
        and any(
            _ERRORS.search(sentence)
            and (_has_digit(sentence) or not _SAYS_DONE.search(sentence))
            # The figures may stand in the sentence before or after it; farther off they are of something else.
            and any(map(_has_digit, sentences[max(0, at - 1) : at + 2]))
            for at, sentence in enumerate(sentences)
        )
    )


def _tells_spread(passage: Passage) -> bool:
    """Whether a passage says in figures how far runs, seeds or folds differ."""
    return any(_SPREAD.search(sentence) and _has_digit(sentence) for sentence in _SENTENCE_END.split(passage.low))


def _weighs_threshold(passage: Passage) -> bool:
    """Whether a passage chooses a threshold by what errors cost, and says which.

    That it was reviewed with the costs in mind weighs nothing.
    """
    said = [sentence for sentence in _SENTENCE_END.split(passage.low) if not _SAYS_DONE.search(sentence)]
    return says_cost_of_errors(" ".join(said)) and any(
        _THRESHOLD.search(sentence) and _has_digit(sentence) for sentence in said
    )


def _has_digit(text: str) -> bool:
    """Whether a text gives a number: one that is part of a name, such as F1 or CIFAR-10, is none."""
    return bool(_NUMBER.search(text))
