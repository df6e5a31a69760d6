"""What a figure was measured on, and whose figure it is, as the words around it say."""
# ruff: noqa: E501 - lists of words and names

from __future__ import annotations

from functools import lru_cache

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.words import folded, words

_FOLDS = words(
    r"cross[ _-]?valid\w{0,8}|cross_val\w{0,10}|cv|\d{1,2}[ -]?folds?|k[ -]?folds?|out[ -]of[ -]folds?|oof|folds|walk[ -]?forward|backtest\w{0,4}|rolling[ -]origin|"
    r"leave[ -]one[ -]out|valida[çc][ãa]o cruzada|validaci[óo]n cruzada|validation crois[ée]e|kreuzvalidierung|convalida incrociata|validazione incrociata|"
    r"validasi silang|validasi (?:\w+ ){0,3}?bergulir|rollierende\w? (?:validierung|auswertung|prüfung)|скользящ\w{2,3} (?:проверк|валидаци|контрол)\w{1,2}|滚动(?:验证|回测|预测)|кросс-?валидаци\w|交叉验证|交叉検証|क्रॉस वैलिडेशन|[çc]apraz do[gğ]rulama|walidacj\w krzy[żz]ow\w"
)  # fmt: skip
# What a model never met, in words of every day.
_LEARNER = r"(?:model|net(?:work)?|it|they|forest|trees?|classifier|regress\w+|learner|machine|algorithm|\w*boost\w*|lstm|cnn|training)"
_LEARNING = (
    r"(?:the |its )?(?:train\w*|fit\w*|learn\w*|model|test\w*|validat\w*|evaluat\w*|judg\w+|scor\w+|measur\w+|end)"
)
_NEVER_MET = (
    rf"{_LEARNER} (?:has |had |have )?never (?:saw|seen|met|looked at)|{_LEARNER} (?:had|has|have|did)(?: not|n[’']t) (?:yet )?(?:seen?|met)|"
    rf"(?:never|not) (?:seen|shown|used) (?:in|during|for|while|to|by) {_LEARNING}|kept (?:away|out|aside|apart|back) (?:from|for|of|until) {_LEARNING}|"
    r"(?:learn\w*|fitted|trained|refitted) (?:always |each time )?(?:only )?(?:on|from) (?:only )?(?:the past|what (?:came|was|went) before|earlier \w+) ?(?:only|alone)?(?=[\s,.;:)]|$)|"
    r"(?:aprend\w+|entren\w+|ajustad\w+|trein\w+) (?:siempre |sempre )?(?:s[óo]lo|apenas|somente) (?:de|con|com|do|da) (?:lo anterior|el pasado|o passado|o anterior|meses anteriores|semanas anteriores)|"
    r"(?:appris|entra[îi]n[ée]\w?) (?:toujours )?(?:seulement |uniquement )(?:du|sur le) pass[ée]|nur aus (?:der vergangenheit|dem (?:vorher|fr[üu]her)\w*) (?:gelernt|lern\w+)|impara\w* (?:sempre )?solo dal passato|"
    r"(?:no se us(?:aron|[óo])|n[ãa]o (?:foram |foi )?usad[oa]s?|pas (?:[ée]t[ée] )?utilis[ée]e?s?|non usat[oaie]) (?:para o |para |no |pour l['’]|pour |[àa] l['’]|per l['’]|in |nell['’])(?:entren|trein|entra[îi]n|addestr|apprent)\w+|"
    r"modelo (?:ainda |a[úu]n |todav[íi]a )?(?:nunca|n[ãa]o|no|jam[áa]s) (?:vi[uo]|hab[íi]a visto|ha visto|tinha visto|conhec\w+|conoc\w+)|mod[èe]le n['’]a(?:vait)? (?:encore )?(?:jamais|pas) vue?s?|modell (?:nie|nicht) gesehen|modello non (?:ha|aveva) (?:mai |ancora )?vist[oaie]|"
    r"(?:modell|netz|wald|verfahren|lerner)\w{0,2} (?:\S+ ){0,5}?(?:nie|nicht|niemals) (?:zuvor |vorher )?(?:gesehen|gekannt|zu gesicht|gezeigt)|(?:modell|netz|training) (?:\S+ ){0,4}?vorenthalten|"
    r"(?:belum|tidak|tak) pernah (?:dilihat|dipakai|digunakan|ditunjukkan)|tidak (?:\w+ ){0,2}?(?:ikut|dipakai|digunakan|dilibatkan|disertakan) (?:\w+ ){0,2}?(?:dilatih|melatih|pelatihan|latih\w*)|"
    r"модел\w{1,2} (?:\w+ )?(?:не|никогда не|ни разу не|ещё не) (?:видел\w?|встречал\w?|знал\w?)|не (?:участвовал\w?|использовал\w{1,3}|входил\w?|попадал\w?) (?:в|при|для) (?:обучени\w|обучающ\w+)|"
    r"(?:没有?|未|从未|从来没有?)(?:参与|参加|用于|用来|进入)过?训练|模型(?:从来?|之前|事先)?(?:没有?|未)(?:见|看)过|"
    r"(?:पहले|कभी) (?:कभी )?नहीं देख\S*|(?:ट्रेनिंग|प्रशिक्षण) (?:में|के लिए) (?:शामिल |इस्तेमाल )?नहीं"
)
# "On the 20 % that I kept aside", in Portuguese, Spanish, French and Italian.
_SET_ASIDE = (
    r"(?:\d\d? ?%|(?:um|un|o|el|le) (?:quinto|quarto|cuarto|ter[cç]o|tercio|terzo|d[ée]cimo|quart|tiers|cinqui[èe]me|dixi[èe]me)|(?:uma|una) (?:quinta|cuarta|quarta|d[ée]cima) parte) (?:(?:de|do|da|dos|das|du|des|di|del|delle|dei|que|qu['’]on|che|el|o|le|les|j['’]ai|ho|[^\W\d]{3,14}),? ){0,4}?"
    r"(?:reservad|(?:post|deixad|dejad)[oa]s? (?:de (?:lado|parte)|aparte)|laiss[ée]e?s? de c[ôo]t[ée]|apartad|separad|guardad|r[ée]serv[ée]|gard[ée]|mis(?:e|es)? de c[ôo]t[ée]|tenut[oaie] da parte|mess[oaie] da parte|lasciat[oaie]|apart[ée]\b|separei|reserv[ée]\b|m[áa]s recientes|mais recentes|(?:les )?plus r[ée]cents?|pi[ùu] recenti)\w{0,4}|"
    r"(?:que|qu['’]on|che|j['’]ai|ho|abbiamo|avons|hemos|he) (?:\w+ ){0,2}?(?:aparta?(?:[ée]|mos|do|ei)|separ(?:ei|[ée]|amos|ado)|reserv(?:ei|[ée]|amos|ado)|gard[ée]e?s? (?:de c[ôo]t[ée]|pour)|mis(?:e|es)? de c[ôo]t[ée]|(?:tenut|mess)[oaie] da parte)|"
    r"(?:deixad|dejad)[oa]s? (?:de fora|de lado|fuera|aparte)|fic(?:aram|ou) (?:de )?fora do (?:treino|treinamento)|qued(?:aron|[óo]) fuera del entrenamiento|(?:rest|laiss)[ée]e?s? (?:hors|en dehors) de l['’](?:entra[îi]nement|apprentissage)|"
    r"(?:mis|gard|laiss)(?:[ée]e?s?|e?s?) de c[ôo]t[ée] pour|(?:tenut|mess|lasciat)[oaie] da parte|rimast[oaie] fuori dall['’]addestramento|"
    r"(?:jamais|mai|nunca|jam[áa]s) (?:vus?|vues?|vist[oaie]s?|usad[oa]s?|utilis[ée]e?s?) (?:[àa] |pendant |durante |in |en |em |no |nel |para )?(?:l['’]|el |o |lo )?(?:entra[îi]n|addestr|entren|trein|apprent)\w+|"
    r"(?:amostra|muestra|[ée]chantillon|campione) (?:de|di) (?:teste|prueba|test|prova|verifica|control[eo]?)"
)
_HELD_OUT = words(
    rf"{_NEVER_MET}|{_SET_ASIDE}|"
    r"tests?(?:[ _-]?(?:set|sets|split|data|dataset|sample|samples|images?|rows|period|fold|size|users?|acc\w{0,6}|rmse|mae|auc|f1|r2|r²|loss))?|testing(?:[ _-](?:set|data|dataset))?|"
    r"hold[ _-]?outs?|held[ _-]?out|out[ -]of[ -](?:sample|time)|unseen|validation(?:[ _-](?:set|split|data|dataset|loss|auc|acc\w{0,6}))?|val(?:[ _-]?set)?|dev set|eval(?:uation)? (?:set|split)|"
    r"leaderboard|public (?:lb|score)|private (?:lb|score)|kaggle (?:score|rmsle|lb|submission)|"
    r"teste|conjunto de (?:teste|prueba|test|valida\w{3,6})|dados de (?:teste|valida[çc][ãa]o)|datos de (?:prueba|test|validaci[óo]n)|prueba|holdout|"
    r"jeu(?:x)? de (?:test|validation)|donn[ée]es de (?:test|validation)|testdaten\w?|testdatensatz|testmenge|testset|testfeld|validierungsdaten|"
    r"set di test|dati di test|data (?:uji|testing|validasi)|set pengujian|pengujian|тестов\w{2,4}|валидацион\w{2,4}|отложенн\w{2,4}|测试集|验证集|测试数据|検証|テスト|परीक्षण|टेस्ट|"
    r"test veris\w{1,4}|test k[üu]mesi|do[gğ]rulama k[üu]mesi|zbi[óo]r\w{0,3} testow\w{1,3}"
)  # fmt: skip
_TRAINING = words(
    r"train(?:ing)?(?:[ _-](?:set|data|dataset|acc\w{0,6}|score|rmse|mae|loss))?|treino|treinamento|entrenamiento|entra[îi]nement|trainingsdaten|addestramento|pelatihan|data latih|обучающ\w{2,4}|训练集|प्रशिक्षण|e[gğ]itim"
)  # fmt: skip
# "0.87 on the rows that it was fitted on".
_OWN_ROWS = re.compile(
    r"[\s*_`%)|]{0,4}(?:on|over|for|of) (?:the |its |their )?(?:same |very |own )?\w+ (?:that |which )?(?:it|they|the model) (?:was|were|had been|has been)?"
    r" ?(?:fitted|fit|trained|learn\w{1,3})(?: (?:on|to|from|with))?\b"
)
_PERIOD = re.compile(
    r"\b(?:19|20)\d\d\b.{0,12}\b(?:19|20)\d\d\b|\b\d{1,4}[- ](?:days?|weeks?|months?|hours?|years?|d[ií]as|semanas|meses|dias|jours|mois|tage|wochen|monate|hari|bulan)\b"
)

# Splitting the data, said anywhere in a text: what its results were measured on. Training, evaluation and validating
# something are steps of a pipeline and no parts of the data.
_SPLIT = words(
    rf"{_NEVER_MET}|{_SET_ASIDE}|"
    r"(?:train|trein|entren|entra[iî]n|addestra|latih|обуча|тренир)\w{0,10}(?:[^\w.\n]{1,4}\w+){0,3}?[^\w.\n]{1,4}(?:test(?!\w{0,3}\s+(?:code )?coverage)|valid(?!at(?:es?|ed|ing|ors?)\b)|val\b|eval(?!u|id)|prueba|uji|hold|провер)\w{0,12}|"
    r"(?:train|fit)\w{0,4}(?:[^\w.\n]{1,4}\w+){0,9}?[^\w.\n]{1,4}(?:evaluat|validat|test)ed on|"
    # Data that tests of code are run on is no part of the project's.
    r"(?:test(?:ing)?|validation|eval(?:uation)?|hold[ -]?out)[ _-](?:sets?|split|dataset|data|sample|images?)(?! (?:generat|factor|fixture|builder|mock|stub))|held[ -]?out|hold[ -]?out|unseen data|out[ -]of[ -]sample|"
    r"\d{1,2} ?%? ?[/:-] ?\d{1,2} ?%?\W{1,3}(?:train|split|stratified|hold|time|chrono|temporal|di[vw]i|trein|data|for)\w{0,12}|\d\d ?% (?:of (?:the )?data )?(?:for |as |de |para )?(?:teste?(?!\s+(?:code )?coverage)|prueba|validation|hold\w*)|"
    r"(?:conjunto|dados|datos|base) de (?:teste|prueba|test)|(?:jeu|donn[ée]es) de test|test(?:daten|menge|satz)\w{0,5}|dati di test|data uji|тестов\w{2,4} (?:выборк|набор|данн)\w{0,3}|测试集|テストデータ"
)  # fmt: skip

# What is done to a model, rather than a part of the data, unless words for data or how much of it stand around it.
_STEP = re.compile(
    r"(?:train(?:ing|ed)|treina(?:mento|d\w)|entrena(?:miento|d\w{1,2})|entra[iî]n(?:ement|[ée]\w{0,2})|addestra(?:mento|t\w))\b"
)
_ROWS = re.compile(
    r"\d ?%|\d\d ?[/:-] ?\d\d|\b0?[.,]\d|[:=(] ?\d|split|\b(?:sets?\b|data(?!\w* (?:prep|pipe|ing|load|clean|engin|analy|explor))|subsets?|partition|rows\b|portion|parts?\b|images?\b|samples?\b|conjunto|datos|dados|jeux?\b|donn[ée]es|dati\b|divid|divis|separa|diff[ée]ren)|(?:daten|satz|menge)\b"
)
_AROUND = 30
# "Fitted on all the rows, no validation data": nothing was held out.
_NONE = re.compile(
    r"\b(?:no|without(?: any)?|kein\w{0,2}|ohne|sem|sin|sans(?: aucun\w?)?|senza|tanpa|без)\s[*_`]{0,2}$"
)
_BEFORE = 20

_BASELINE = words(
    r"base[ -]?lines?|dummy(?:[ _]?(?:classifier|regressor|model))?|dummy(?:classifier|regressor|most|strat|uniform|mean|median|constant|prior)\w{0,12}|na[iï]ve?(?! bayes)(?:[ -](?:forecast|model|prediction|approach|guess))?|seasonal[ -]na[iï]ve|"
    r"majority[ -](?:class|vote|baseline)|clases? mayoritarias?|classe majorit(?:[áa]ria|aire)|mehrheitsklasse|classe maggioritaria|kelas mayoritas|мажоритарн\w{2,3} класс\w{0,2}|多数类|most[ -]frequent(?: class)?|random (?:guess\w{0,3}|chance|classifier|baseline)|chance level|always predict\w{0,3}|predict(?:ing|s)? the (?:mean|median|majority|average)|"
    r"mean predict\w{0,4}|global mean|persistence|rule[ -]based|(?<!as a )rules?[ _-]of[ _-]thumb|faustregeln?|regras? de bolso|r[èe]gles? empiriques?|regol[ae] empiric(?:a|he)|current (?:process|system|practice|rule|policy)|status quo|human (?:performance|level)|previous (?:model|version|system|work)|"
    r"default (?:param\w{0,6}|hyper\w{0,12}|settings?|values)|default(?= \((?!0?[.,]\d|thr)|$)|untuned|before (?:tuning|optimi[sz]ation|fine[ -]tuning)|out[ -]of[ -]the[ -]box|vanilla|"
    r"state[ -]of[ -]the[ -]art|sota|published|reported in (?:the )?(?:paper|literature)|original paper|buy[ -](?:and|&)[ -]hold|no[ -]skill|"
    r"(?<!bayes )(?:ing[êeé]nu[oa]s?|na[ïi](?:fs?|ve[rsnm]|ves)|naiwn\w{1,3})(?! (?:de |d[ei] )?bay)|linha de base|modelo base|l[íi]nea (?:de )?base|r[ée]f[ée]rence|mod[èe]le na[ïi]f|basismodell|referenzmodell|vergleichsma(?:ß|ss)stab|modello di base|model dasar|"
    r"бейзлайн\w{0,2}|базов\w{2,3} модел\w{1,2}|наивн\w{2,3}|基线|基準|ベースライン|आधार रेखा|temel model|model bazowy"
)  # fmt: skip


# What only a model to compare with is called.
_CALLED = words(
    r"base[ -]?lines?|dummy(?:[ _]?(?:classifier|regressor|model))|na[iï]ve?(?! bayes)[ -](?:forecast|model|prediction|approach|baseline)|seasonal[ -]na[iï]ve|linha de base|modelo base|l[íi]nea (?:de )?base|"
    r"mod[èe]le (?:de r[ée]f[ée]rence|na[ïi]f)|basismodell|referenzmodell|vergleichsma(?:ß|ss)stab|modello di base|бейзлайн\w{0,2}|базов\w{2,3} модел\w{1,2}|基线|ベースライン|temel model|model bazowy"
)  # fmt: skip


def of_own_rows(after: str) -> bool:
    """Whether the words right after a figure say that it is of what the model learnt from."""
    return bool(_OWN_ROWS.match(folded(after)))


def measured_on(text: str) -> str:
    """Return what a text says that something was measured on: folds, held-out, training, or nothing."""
    text = folded(text)
    if _FOLDS.search(text):
        return "folds"
    if _HELD_OUT.search(text):
        return "held-out"
    if _TRAINING.search(text):
        return "training"
    return "period" if _PERIOD.search(text) else ""


@lru_cache(maxsize=32)
def tells_split(text: str) -> bool:
    """Whether a text says that data was held out or cross-validated; asked of the same text for each of its figures."""
    text = folded(text)
    return bool(_FOLDS.search(text)) or _divides(text)


def tells_division(text: str) -> bool:
    """Whether a text says how data was divided, and not only that something was cross-validated."""
    return _divides(folded(text))


def _divides(text: str) -> bool:
    """Whether a text divides data: training and testing alone are steps of a pipeline."""
    return any(
        not _NONE.search(text[max(0, match.start() - _BEFORE) : match.start()])
        if not _STEP.match(match[0])
        else _ROWS.search(text, max(0, match.start() - _AROUND), match.end() + _AROUND)
        for match in _SPLIT.finditer(text)
    )


def names_baseline(text: str) -> bool:
    """Whether a text names something to compare with: a baseline, a rule, a previous model, a published figure."""
    return bool(_BASELINE.search(folded(text)))


def calls_baseline(text: str) -> bool:
    """Whether a text calls a model the baseline, in so many words."""
    return bool(_CALLED.search(folded(text)))
