"""Guesses that learn nothing from the features, as tables and sentences name them without the word baseline.

"Always ham", "nobody leaves", "mean of March", "same weekday last week", "trust the timetable": a figure of one of them
is what a model's gain is read from. Many of these words say something else beside no model ("everyone" is a group of
people, "last week" a period), so a row is only taken for a guess where another row of its table names a model.
"""
# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.models.models import kinds, model_families
from portfolio_kit.repository.results.figure import Figure
from portfolio_kit.repository.results.measured import calls_baseline, names_baseline
from portfolio_kit.repository.results.metrics import ERRORS, metric_named
from portfolio_kit.repository.results.without_model import tells_of_doing_without
from portfolio_kit.repository.texts.words import folded, words

_TOMORROW = r"(?:tomorrow|next (?:hour|day|week|month|year)|ma[ñn]ana|amanh[ãa]|demain|morgen|domani|besok|jutro)"
_TODAY = (
    r"(?:today|yesterday|this (?:hour|day|week|month|year)|hoy|ayer|hoje|ontem|aujourd['’]hui|hier|heute|gestern|oggi|ieri|"
    r"hari ini|dzi[śs]|dzisiaj)"
)
# What comes is what was: "tomorrow equals today", "mañana igual que hoy".
_SAME = (
    rf"(?<!whether )(?<!if ){_TOMORROW}(?:['’]s \w+)?[^\w.;:][^.;:\d]{{0,25}}?"
    r"(?:=+|(?<!\w)(?:equals?|(?:be|is) (?:unchanged from|the same as)|like|same as|as|igual(?: que| ao?)?|como|comme|[ée]gale? [àa]|wie|gleich|come|uguale a|sama(?: dengan)?|seperti|(?:tak )?jak))"
    rf"\s?(?:(?:it|that|the one) (?:is|was|of) )?{_TODAY}|yar[ıi]n\w{{0,3}} bug[üu]n\w{{0,4}} (?:gibi|ayn[ıi])"
)
_UNIT = r"(?:hour|day|week ?day|week|month|quarter|season|year|period|time|value|price|observation)"
_STATISTIC = r"(?:mean|average|median)"
_GUESS = words(
    # The same answer to everybody, or whatever comes up.
    r"always|never|every(?:one|body)|everything is|call\w{0,3} everything|nobody|no[ -]one|coin|guess(?:es|ing|ed)?|(?:by|over|than|above) chance|constant|same (?:answer|class|risk|score|probability)|all (?:zeros?|ones?|positives?|negatives?)|"
    r"no model|without (?:a |any )?model|do(?:ing)? nothing|base rate|prevalence|prior (?:only|alone|probabilit\w{1,3}|rate)|majority(?! vot)|most (?:frequent|common|popular|voted|sold|watched|viewed|read|rated|borrowed|bought|played|clicked|ordered|listened|visited|lent|streamed|downloaded)|commonest|popularity|"
    r"best-?sellers?|top sellers|random(?:ly)?(?! (?:forests?|search|over|under|split|states?|crop|eras|init|seeds?|sampl\w*|projection|fourier|effects?|sub))|"
    # What was before, or is so on average.
    rf"(?:last|previous|prior|latest) (?:known |observed |week's |month's |year's |day's )?{_UNIT}|same {_UNIT}|{_UNIT}s? (?:before|ago|earlier)|yesterday|last (?:week|month|year|season)'s|carr(?:y|ied) forward|"
    rf"(?:(?:the|always|train(?:ing)?|historical|global|overall|rolling|moving|running|\d+-day|hourly|daily|weekly|monthly|seasonal) )+{_STATISTIC}|^{_STATISTIC}(?! (?:absolute|squared?|error|score|precision|recall|f1|acc\w*|auc|folds?|cv|over|across|pool\w*|ensembl\w*|of (?:\w+ )?(?:folds|seeds|runs|models|classes|splits)))(?= \w)|^median$|"
    # How it is done by hand or without any model.
    r"rules?(?:[ -]of[ -]thumb)?|heuristics?|by hand|manual (?:process|review|rule|check|triage|planning)|\w+['’]s (?:habits?|way|custom)|current (?:practice|process|procedure|way)|usual (?:practice|way)|status quo|as (?:it is )?(?:done )?today|(?:what|how) (?:it |this |that )?(?:is|was) done(?: (?:today|now|so far|by \w+))?|\w+s today|^(?:today|heute|bisher|hoje|hoy|oggi)$|keywords? (?:filter|rule|search|list|match\w{0,3})|look-?up|trust|timetable|today's|what (?:an? )?\w+ (?:has|have|do|does|use|uses) today|"
    rf"{_SAME}|"
    # What somebody does today out of habit, or what was the last time.
    r"habits?|gut feeling|by feel|h[áa]bitos?|costumbres?|costumes?|no olho|a ojo|habitudes?|au pif|au jug[ée]|gewohnheit(?:en)?|bauchgef[üu]hl|daumenregel|pi mal daumen|abitudin[ei]|a occhio|kebiasaan|привычк\w|al[ıi][şs]kanl[ıi]k\w{0,4}|zwyczaj\w?|"
    r"(?:hora|dia|semana|m[êe]s|ano|temporada) (?:passad[oa]|anterior)|(?:d[íi]a|semana|mes|a[ñn]o) (?:pasad[oa]|anterior)|(?:heure|jour|semaine|mois|ann[ée]e) (?:derni[èe]re?|pass[ée]e?|pr[ée]c[ée]dente?)|(?:letzte|vorige)\w? (?:woche|stunde|monat|jahr)|vor(?:tag|monat|jahr)|(?:settimana|mese|anno|giorno) (?:scors[oa]|precedente)|(?:minggu|bulan|tahun) lalu|прошл\w{2} (?:недел\w|месяц\w?|год\w?)|"
    r"mism[oa] (?:hora|d[íi]a|semana|mes)|mesm[oa] (?:hora|dia|semana|m[êe]s)|m[êe]me (?:heure|jour|semaine|mois)|(?:gleiche|selbe)[rs]? (?:stunde|tag|wochentag|woche|monat)|stess[oa] (?:ora|giorno|settimana|mese)|"
    r"vigente|en vigueur|in vigore|(?:pr[áa]tica|pr[áa]ctica|m[ée]todo|proceso|processo|procedura|metodo|prassi) (?:actual|atual|attuale|corrente)|(?:proc[ée]dure|pratique|m[ée]thode) (?:actuelle|en place)|"
    r"siempre|nadie|ning[úu]n\w?|azar|aleat[óo]ri[oa]s?|(?:promedio|mediana|m[ée]dia) (?:d\w{1,2}|hist[óo]ric[oa]|m[óo]vi?l|geral|global)|[úu]ltimo valor|reglas?|pr[áa]ctica (?:actual|habitual)|clase mayoritaria|sempre|ningu[ée]m|acaso|regras?|pr[áa]tica atual|classe majorit[áa]ria|"
    r"toujours|personne ne|hasard|al[ée]atoire|(?:moyenne|m[ée]diane) (?:d\w{1,2}|historique|mobile|globale)|derni[èe]re valeur|taux de base|r[èe]gles?|pratique actuelle|classe majoritaire|"
    r"immer|niemand|zufall\w{0,5}|m[üu]nzwurf|(?:mittelwert|durchschnitt|median) (?:der|des|von|vom)|letzter wert|vorwoche|faustregel|(?:bisherige|jetzige|heutige|aktuelle)\w? \w+|regeln?|\d-?sigma|mehrheitsklasse|"
    r"nessuno|a caso|media (?:del\w{0,3}|di|storica|mobile)|ultimo valore|regola|classe maggioritaria|selalu|acak|kelas mayoritas|всегда|никто|константн\w{2}|правил[оа]|случайн\w{2}|her zaman|rastgele|zawsze|losow\w{1,2}",
    r"总是|全部预测|随机|多数类|上周|常に|ランダム|항상|무작위|हमेशा",
)  # fmt: skip
# Of a row, that it is of a model, whatever its kind.
_MODEL = words(
    # What is called the best is one of them.
    r"best of|(?:our|the|my) (?:best|final)|(?:best|final|chosen|winner)$|este proyecto|este projeto|this project|"
    r"models?|modelos?|mod[èe]les?|modell\w?|modelli|model\w?|ours|proposed|net(?:work)?s?|r[ée]seau\w?|redes?|rede|netz\w?|rete|ensembles?|stack(?:ing|ed)|voting|\w*boost\w*|\w*regress\w+|\w*classif\w+|transformers?|autoencoder|fine-?tuned|"
    r"bm25|tf-?idf|\w*bert|\w*lm|gpt\S*|resnet\W?\d*|cosin\w*|bosques?|florestas?|for[êe]ts?|лес|orman\w?|las|collaborative|als|ncf|модел\w|нейро\w+",
    r"模型|神经|モデル|신경망|모델",
)  # fmt: skip
# In a sentence of its own, what a figure without a metric's name can only be of.
_SAID = words(
    rf"{_SAME}|"
    r"always (?:say|answer|predict|guess|call)\w{0,3}|(?:say|answer|predict|guess|call|quot|giv|assign)ing \S.{0,40}? (?:to|for) (?:every|all|each)\w*|(?:predict|guess|forecast|quot|giv|assign)ing the (?:mean|median|average|last|same)|a coin|random guess\w*|"
    r"siempre (?:dice|decir|predice|predecir)|sempre (?:diz|dizer|prev[êe]|prever)|toujours (?:dire|pr[ée]dire)|immer \S{1,20} (?:sagt|vorhersagt)|dire sempre",
)  # fmt: skip
# Of a row whose words no list of models knows: a method of learning all the same, or one model with a part taken away.
_METHOD = re.compile(
    r"gradient|gaussian|gau[ßs]|process|centroid|aggressiv|discrimina|perceptron|kernel|vector|vetor|vektor|machin|m[áa]quin|learn|bagging|tuned|tuning|attention|convol|recurren|seq2|shot|prompt|embed|smot|sampl|featur|smooth|exponent|temporal|fusion|"
    r"graph|bayes|markov|quantil|huber|robust|additiv|spline|poisson|multinomial|bernoulli|neural|deep|augment|regular|dropout|pre-?train|finetun|weight|\bstep|stage|epoch|\bcv\b|cross|fold|\btrain|\btest|\bvalid|\bval\b|\bavg|average|overall|total|macro|micro|"
    r"version|\bv\d|\bmit\b.{0,30}\bohne\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"^\W*(?:(?:without|w/o|no|minus|only|just|sem|s[óo]|sin|solo|sans|ohne|nur|senza|tanpa|без|plus|with|com|con|avec|after|before)\b|[-+−])",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"\W*(?:no|without(?: a| any)?|ohne|sem|sin(?: ning[úu]n)?|sans|senza|tanpa|kein) (?:model\w{0,2}|modelos?|modelli|mod[èe]le)\b"
)
# A model that learns nothing, as a sentence tells of it.
_LAZY = re.compile(
    r"\b(?:an?|the|one) (?:lazy|trivial|dumb|stupid|blind|constant|know-nothing|do-nothing) (?:\w+ )?(?:model|rule|guess\w*|classifier|predictor|forecast\w*|clerk|system)\b"
    # Somebody who does the same whatever comes, and whom there is not.
    r"|\b(?:who|that|which) (?:\w+ ){1,2}(?:everybody|everyone|nobody|no[ -]one|all|every \w+)(?: \w+)? would\b"
)
_QUOTE = re.compile(r"[\"“”«„]([^\"“”«»„]{3,40})[\"“”»]")
_ALWAYS = words(
    r"always|never|every(?:one|body)|nobody|no[ -]one|all|none|siempre|nadie|todos|sempre|ningu[ée]m|toujours|personne|tous|immer|niemand|alle|nessuno|tutti"
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[^\W\d_][^\W\d_A-ZÀ-ÖØ-Þ]{2,}")
_LEAST_MODELS = 2
_LEAST_WORDS = 2
# What a sentence begins with that gives a figure of a guess: `Saying "nobody leaves" has a balanced accuracy of 0.5`.
_SAYING = re.compile(
    r"\W{0,4}(?:always )?(?:(?:say|answer|guess|predict|call|assum|forecast|quot|giv|assign)ing (?:[\"“”«'‘]|always|nobody|no[ -]one|every|never|the (?:mean|median|average|last|same|majority|most))"
    r"|always (?:say|answer|guess|predict|call)ing (?=\S)|(?:decir|responder|predecir|dizer|prever) siempre |(?:dizer|responder|prever|dire|rispondere|prevedere) sempre |(?:dire|r[ée]pondre|pr[ée]dire) toujours "
    r"|(?:refus|approv|accept|reject|grant|deny|declin|flagg|admitt|call|warn)ing (?:all\b(?! (?:features|columns|data|rows))|every \w+|each \w+)|\w{3,12}ing (?:everybody|everyone|nobody|no[ -]one)\b"
    r"|(?:repeat|copy|carry)ing (?:yesterday|today|last|the (?:last|latest|previous|same))"
    r"|(?:repetir|r[ée]p[ée]ter|ripetere|copiar|copier|copiare|reprendre|reporter|riprendere|prendere|garder|dar por buen[oa]|dar por bo[ma]|quedarse con|ficar com|assumir|suponer) (?:[^\W\d][\w'’]* ){0,5}?"
    r"(?:anterior|passad[oa]|pasad[oa]|veille|pr[ée]c[ée]dente?|hier|ayer|ontem|ieri|hoje|hoy|oggi|sera|ahora|agora|maintenant|adesso|mism[oa]|mesm[oa]|m[êe]me|stess[oa])(?!\w)"
    r"|(?:repetir|r[ée]p[ée]ter|ripetere|copiar|copier|copiare) (?:(?:el|la|o|a|le|il|lo) |l['’])?(?:[úu]ltim|derni|precio|pre[çc]o|prix|prezzo|valor|valeur|dato|dado|hoy|hoje|ayer|ontem|hier|ieri|oggi))"
)
_AS_BEFORE = words(_SAME)
_LONGEST = 80
_NOTHING = 0.005
_LIKE_A_COIN = 0.5
_WITHOUT_FEATURES = {"roc_auc": _LIKE_A_COIN, "r2": 0.0, "recall": 0.0, "f1": 0.0}
"""What a model scores that tells nobody apart, or finds nobody."""

Row = tuple[str, Sequence[Figure]]
"""What a row of a table is of, with its figures."""


def told_guesses(rows: Sequence[Row]) -> frozenset[int]:
    """Return which rows of a table, by position, are of a guess: one with figures must be of a model."""
    given = [(at, label, figures) for at, (label, figures) in enumerate(rows) if figures]
    if len(given) < 2 or not any(_is_model(label) for _, label, _ in given):  # noqa: PLR2004
        return frozenset()
    guesses = frozenset(at for at, label, figures in given if names_guess(label) or _scores_nothing(label, figures))
    return guesses or _rules_of_thumb(given)


def _rules_of_thumb(given: Sequence[tuple[int, str, Sequence[Figure]]]) -> frozenset[int]:
    """The one row beside several models that is none, told in plain words, and does worst: how it is done without any.

    The last place is asked for since a model may have a name that is not known here.
    """
    models = [label for _, label, _ in given if _is_model(label)]
    if len(models) < _LEAST_MODELS:
        return frozenset()
    others = [(at, figures) for at, label, figures in given if _is_in_plain_words(label)]
    return frozenset(at for at, figures in others if _is_last(figures, [row for _, _, row in given]))


def _is_in_plain_words(label: str) -> bool:
    """Whether a row is of no model, method or part of one, by words of a language rather than a name made up."""
    if len(label) > _LONGEST or _is_model(label) or _METHOD.search(label) or _LESS.match(label):
        return False
    return sum(bool(_PLAIN.fullmatch(word)) for word in _WORD.findall(label)) >= _LEAST_WORDS


def _is_last(figures: Sequence[Figure], rows: Sequence[Sequence[Figure]]) -> bool:
    """Whether a row is the worst in half of its metrics or more: who picks everything finds everything."""
    worst = 0
    for figure in figures:
        others = [
            other.fraction for row in rows for other in row if row is not figures and other.metric == figure.metric
        ]
        is_error = figure.metric in ERRORS
        worst += bool(others) and (figure.fraction > max(others) if is_error else figure.fraction < min(others))
    return worst * 2 >= len(figures)


def named_guesses(labels: Sequence[str]) -> frozenset[str]:
    """Return which names of what was measured are of a guess; one beside them must be a model's, and none a metric's."""
    said = {label: label.replace("_", " ").replace("-", " ") for label in labels if not metric_named(label)}
    if len(said) < 2 or not any(map(_is_model, said.values())):  # noqa: PLR2004
        return frozenset()
    return frozenset(label for label, name in said.items() if names_guess(name))


def guessed_columns(header: Sequence[str]) -> frozenset[int]:
    """Return which columns of a table, by position, are of a guess, where its head names a model beside it."""
    labels = list(header[1:])
    if not any(map(_is_model, labels)):
        return frozenset()
    return frozenset(at for at, label in enumerate(labels, start=1) if names_guess(label) and not metric_named(label))


def names_guess(label: str) -> bool:
    """Whether what a row is of may be a guess."""
    if len(label) > _LONGEST or _is_model(label):
        return False
    return bool(_GUESS.search(folded(label).strip(" *_`\"'"))) or tells_of_doing_without(label)


def is_of_guess(figure: Figure) -> bool:
    """Whether a figure is of a guess, and of no model that is called the baseline: it is no result of the project."""
    if not figure.is_baseline or calls_baseline(figure.context):
        return False
    # What follows the value tells of others.
    before = figure.context.partition(f"{figure.value:.{min(max(figure.decimals, 0), 9)}f}")[0]
    return not model_families(before) - {"rule"}


def tells_of_guess(sentence: str) -> bool:
    """Whether a sentence speaks of a guess or a baseline."""
    said = folded(sentence)
    return names_baseline(sentence) or bool(_SAID.search(said)) or begins_with_guess(sentence)


def begins_with_guess(before: str) -> bool:
    """Whether a sentence, up to the metric that it names, says what comes of a guess and names no model."""
    said = folded(before)
    does_without = tells_of_doing_without(said) and not _MODEL.search(said)
    tells = does_without or _SAYING.match(said) or _AS_BEFORE.search(said) or _LAZY.search(said)
    return bool(tells) and not kinds(before)


def quotes_guess(between: str) -> bool:
    """Whether what stands between a metric and its value says that what comes is what was, or quotes an answer that is
    always the same: `"all stay" is`.
    """
    return bool(_AS_BEFORE.search(folded(between[:_LONGEST]))) or any(
        _ALWAYS.search(folded(match[1])) for match in _QUOTE.finditer(between[:_LONGEST])
    )


def _is_model(label: str) -> bool:
    said = folded(label)
    if _NO_MODEL.match(said):
        return False
    return bool(kinds(label) or model_families(label) - {"dummy", "rule"} or _MODEL.search(said)) and not (
        calls_baseline(label)
    )


def _scores_nothing(label: str, figures: Sequence[Figure]) -> bool:
    return not _is_model(label) and any(
        figure.metric in _WITHOUT_FEATURES and abs(figure.fraction - _WITHOUT_FEATURES[figure.metric]) < _NOTHING
        for figure in figures
    )
