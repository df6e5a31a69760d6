"""Errors and spread as texts discuss them, beyond the plain metrics."""
# ruff: noqa: E501 - lists of words

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.impact.error_places import places_errors
from portfolio_kit.criteria.passages import Passage, about_project, passages
from portfolio_kit.criteria.success_words import says_cost_of_errors
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.metrics import metric_named
from portfolio_kit.repository.texts.narrative import fits_any_project
from portfolio_kit.repository.texts.words import folded
from portfolio_kit.rubric.finding import Evidence

_ERRORS = re.compile(
    r"\b(?:false (?:negative|positive|alarm)|misclassif|mis-?predict|(?:wrong|incorrect)ly|residual(?!s? (?:connection|block|network|learning|layer|unit|stream|skip|path|add))|(?:under|over)-?(?:predict|estimat)|struggl|confus(?:es|ed)\b|"
    r"gets? (?:[\w ]{1,20} )?wrong|(?:are|is|was|were) (?:all |mostly |often )?wrong|(?:wrong|missed) (?:cases?|predictions?|answers?|messages?|ones|images?|texts?|customers?|patients?)|"
    r"fals[oi]s? (?:negativ|positiv)|faux (?:n[ée]gatif|positif)|falsch(?:e|en)? (?:negativ|positiv)|confunde|confond|res[íi]duo|r[ée]sidus|residuen|fehlklassifi|verwechsel|"
    # That it is off by so much is its error, and not yet where it errs.
    r"salah (?:klasifikasi|prediksi)|kesulitan meng|dificulta|schwierig|ложно|остатк|ошиба(?!\w{2,4} (?:\w+ ){0,3}?на \d)|путает|"
    # How many were missed or wrong, and which way the model errs.
    r"von (?:den|allen|diesen) \S+ (?:übersehenen|verpassten|falsch\w{0,2}|fehlerhaften|fehlalarmen)|(?:fälschlich(?:erweise)?|falsch) (?:eingestuft|eingeordnet|erkannt|abgelehnt|vorhergesagt|zugeordnet)|(?:modell|netz|wald|prognose|vorhersage)\w{0,2} [^.;]{0,80}?(?:(?:über|unter)schätzt|zu (?:viele?|wenige?|hoch|niedrig)\b)|"
    r"(?:dari|di antara) \S+ \S+ (?:\S+ ){0,2}?(?:terlewat|lolos|keliru|salah)\b|(?:ketebak|ditebak|diprediksi|diperkirakan) (?:\w+ )?(?:terlalu|kemurahan|kemahalan|ketinggian|kerendahan|keliru|salah)|model\w* (?:sering |selalu |masih )?(?:keliru|mengira|salah)|"
    r"из \S+ (?:пропущенн|ошибочн)\w+|(?:модель|лес|бустинг|сеть) (?:\S+ ){0,3}?(?:завыша|занижа|недооценива|переоценива)\w+|(?:завыша|занижа|недооценива|переоценива)(?:ет|ем|ют)|(?:menebak|memprediksi|meramal\w*) [^.;]{0,40}?terlalu (?:sedikit|banyak|tinggi|rendah))|"
    r"模型[^。；，]{0,12}(?:低估|高估|少报|多报|漏掉|漏了|误判|错判|分错)|[多少]估了?|误报|漏报|误分类|残差|मॉडल [^।]{0,60}(?:ज़्यादा|ज्यादा|कम) (?:बताया|बताता|आँका|आंका)|गलत पहचान"
)
_THRESHOLD = re.compile(
    r"\b(?:thresholds?|cut-?offs?|umbral|limiar|seuil|schwell\w{1,8}|soglia|ambang|порог\w{0,2})\b|阈值|सीमा मान"
)
# What is taken where nobody chooses.
_DEFAULT = re.compile(
    r"\b(?:threshold|cut-?off|umbral|limiar|seuil|schwelle)\W{1,4}(?:(?:of|is|at|de|von|ist|es|é)\W{1,3})?0[.,]50?(?!\d)"
)
# A threshold that makes what is gained the most, or what is lost the least: "at 0.12, which maximises the net benefit".
_MAKES_BEST = re.compile(
    r"(?:maximi[sz]|minimi[sz]|maksimal|minimal|memaksimal|meminimal|m[áa]xim|m[íi]nim|massimizz|минимиз|максимиз)\w{0,8}[^.;]{0,30}?\b(?:costs?|profit|(?:net )?benefit|savings|loss(?:es)?|lucro|custos?|beneficio|costes?|costos?|gain|co[ûu]ts?|profitto|costi|biaya|keuntungan|kerugian|выгод\w|прибыл\w|затрат\w?|потер\w|убытк\w{1,2})\b"
    r"|\b\w{0,20}(?:nutzen|kosten|gewinn|verlust|ertrag)\w{0,2} (?:\S+ ){0,3}?(?:am (?:größten|kleinsten|höchsten|niedrigsten)|maximi\w+|minimi\w+)|(?:最大化|最小化|最低|最高)[^。；]{0,8}(?:收益|成本|利润|损失)|(?:收益|成本|利润|损失)(?:最大|最小|最低|最高)|(?:लागत|नुकसान) सबसे कम|(?:लाभ|मुनाफ़?ा) सबसे (?:ज़्यादा|अधिक)"
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
    r"|\b(?:confidence interval|konfidenzintervall|vertrauensintervall|(?:selang|interval) kepercayaan|intervalo de confian[çz]a|intervalle de confiance|intervallo di confidenza|доверительн\w{2,3} интервал)|置信区间|विश्वास अंतराल"
    r"|\b(?:startwerte\w?|seeds|l[äa]ufe\w?|durchl[äa]ufe\w?|folds|lipatan|benih|percobaan|запус\w+|сид\w+|фолд\w+|разбиени\w+)\b[^.;:]{0,30}?\b(?:schwank|streu|variier|bervariasi|berkisar|колебл|варьир|меня|разброс)\w*"
    r"|\b(?:simpangan baku|standar deviasi|deviasi standar|sebaran|стандартн\w{2,3} отклонен\w+|разброс)\b[^.;:]{0,25}?\b(?:antar\w*|между|по) ?(?:lipatan|folds?|seeds?|percobaan|фолд\w+|запуск\w+|сид\w+|разбиени\w+)?\b|(?:各折|不同种子|五次|多次)[^。；]{0,12}(?:波动|标准差|方差)"
)
# Of an answer it says how sure the model is; of what was measured, as between two figures, how sure that is.
_INTERVAL = re.compile(
    r"confidence interval|konfidenzintervall|vertrauensintervall|(?:selang|interval) kepercayaan|intervalo de confian[çz]a|intervalle de confiance|intervallo di confidenza|доверительн|置信区间|विश्वास अंतराल"
)
# What a value means, said in brackets behind it: "85% (low false positives)".
_GLOSS = re.compile(r"(?<=[\d%+])[ *_`]{0,3}\([^()\d]{0,120}\)")
_FROM_TO = re.compile(r"0[.,]\d+ ?(?:[-–—~]|to|bis|a|до|至) ?0[.,]\d")
_PLUS_MINUS = re.compile(r"\d ?%? ?(?:±|\+/-|\+-) ?\d")
_NUMBER = re.compile(r"(?<![A-Za-z])(?<![A-Za-z][-–_])\d")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s|[。！？；।]")
_PRICED = re.compile(
    r"\b(?:cost(?:s|ing|ed)?|price[sd]?|fees?|co[ûu]t(?:s|e|ent)?|custos?|custam?|costes?|costos?|cuestan?|kostet|kosten|costi|costan?o?|biaya)\b"
)
_MONEY = re.compile(
    r"(?:[$€£¥₹]|\b(?:usd|eur|gbp|brl|inr|rp|rs|r\$))[.]? ?\d[\d.,]{0,12}(?: ?[km]\b)?"
    r"|(?<![\w.,])\d[\d.,]{0,12} ?(?:[km] ?)?(?:[$€£¥₹]|(?:usd|eur|gbp|brl|inr|euros?|dollars?|d[óo]lares|reais|rupees|rupiah)\b)"
)


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
            elif _weighs_threshold(passage):
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
    return not is_plan and any(
        _ERRORS.search(_GLOSS.sub(" ", sentence))
        and (_has_digit(sentence) or not _SAYS_DONE.search(sentence))
        and _has_figures_near(sentences, at)
        for at, sentence in enumerate(sentences)
    )


def _has_figures_near(sentences: list[str], at: int) -> bool:
    """Whether a sentence or the one before or after it gives a figure; farther off they are of something else.

    What an error costs is a price, and tells of none that the model made: figures beside it are of something else.
    """
    near = sentences[max(0, at - 1) : at + 2]
    if _PRICED.search(sentences[at]):
        near = [_MONEY.sub("", sentences[at])]
    return any(map(_has_digit, near))


def _tells_spread(passage: Passage) -> bool:
    """Whether a passage says in figures how far runs, seeds or folds differ."""
    sentences = _SENTENCE_END.split(passage.low)
    of_measures = metric_named(f"{folded(passage.title)} {passage.low}") or _FROM_TO.search(passage.low)
    return any(
        (
            (said := _SPREAD.search(sentence))
            and (of_measures or not _INTERVAL.match(said[0]))
            and any(map(_has_digit, sentences[at : at + 2]))
        )
        or (_PLUS_MINUS.search(sentence) and metric_named(sentence))
        for at, sentence in enumerate(sentences)
    )


def _weighs_threshold(passage: Passage) -> bool:
    """Whether a passage chooses a threshold by what errors cost, and says which; what another would do may stand beside.

    That it was reviewed with the costs in mind weighs nothing.
    """
    if _UNREAL.search(folded(passage.title)):
        return False
    said = [sentence for sentence in _SENTENCE_END.split(passage.low) if not _SAYS_DONE.search(sentence)]
    told = [sentence for sentence in said if _THRESHOLD.search(sentence) and _has_digit(sentence)]
    chosen = [sentence for sentence in told if not (_UNREAL.search(sentence) or _DEFAULT.search(sentence))]
    return bool(chosen) and (says_cost_of_errors(" ".join(said)) or any(map(_MAKES_BEST.search, chosen)))


def _has_digit(text: str) -> bool:
    """Whether a text gives a number: one that is part of a name, such as F1 or CIFAR-10, is none."""
    return bool(_NUMBER.search(text))
