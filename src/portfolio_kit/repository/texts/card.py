"""The parts of a model card, wherever the texts have them: intended use, training data, metrics, limitations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.boilerplate import is_boilerplate
from portfolio_kit.repository.texts.labels import labels
from portfolio_kit.repository.texts.markdown import Document, Section
from portfolio_kit.repository.texts.marks import words
from portfolio_kit.repository.texts.paragraphs import split
from portfolio_kit.repository.texts.pointers import is_pointer
from portfolio_kit.repository.texts.statements import Wording, is_plan, is_plan_title, stated, wording

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

PARTS = ("intended use", "training data", "metrics", "limitations")
_CARD = re.compile(
    r"model[-_ ]?cards?|modell?karte|(?:ficha|tarjeta|cart[ãa]o)[-_ ](?:do|del|de)[-_ ]modelo"
    r"|(?:fiche|carte)[-_ ](?:du[-_ ]"
    r"|de[-_ ])?mod[èe]le|scheda[-_ ]modello|kartu[-_ ]model|карточк\w+ модели|模型卡",
    re.IGNORECASE,
)
# A file or heading that is called so and nothing else may be a card of something else, too.
_SHORT = re.compile(
    r"\W*(?:the )?(?:card|model|ficha|fiche|tarjeta|karte|steckbrief|scheda|kartu|карточка|kart)\W*", re.IGNORECASE
)
_TITLES = {
    "limitations": re.compile(
        r"limitation|limits?\b|caveat|known issues|out[- ]of[- ]scope|should not|\bbias|\brisks\b|\brisk (?:and|&|of)\b"
        r"|^\W*risk\W*$|assumption"
        r"|limita[çc]"
        r"|limitac|l[íi]mites|grenzen|einschränkung|limiti|keterbatasan|ограничени|局限|限制|सीमाएँ|सीमाएं|kısıt"
        r"|ograniczen",
        re.IGNORECASE,
    ),
    "intended use": re.compile(
        r"intended|use[- ]?cases?|\buses?\b|purpose|objectives?|\bgoals?\b|about|overview|introduction|problem|business"
        r"|motivation|background|description|\busos?\b|finalidad|objetiv|prop[óo]sito|para qu[eé]|problema"
        r"|descri[çp]|contexto"
        r"|introdu|objectif|\bbut\b|contexte|anwendung|zweck|\bziel|einsatz|überblick|scopo|obiettiv|tujuan"
        r"|latar belakang|penggunaan|цель|назначение|описание|задача|目的|用途|简介|背景|概述|उद्देश्य|परिचय|amaç|\bcel\b",
        re.IGNORECASE,
    ),
}
_DATA_TITLE = re.compile(
    r"\bdata\b|data-?\s?set|dados|datos|donn[ée]es|daten|\bdati\b|данн|датасет|数据|डेटा|데이터|\bveri(?:(?:ler|si"
    r"|set)\w{0,5})?\b|\bdane\b"
    r"|(?:input|model) features|vari[áa]bles|variables",
    re.IGNORECASE,
)
# Headings of what is done with data, or measured on it, say not what the model learned from.
_DONE_WITH_DATA = re.compile(
    r"process|clean|transform|augment|encod|performance|\bmetrics?\b|monitor|drift|infra|visuali|pipeline|quality"
    r"|loader"
    r"|analys|analis|explor|engineer|storage|format\b|split|limpeza|tratamento|monitora",
    re.IGNORECASE,
)
# A heading that says itself whence the data comes, above the command that fetches it.
_FROM_SOMEWHERE = re.compile(r"\b(?i:data|data-?\s?set|daten) (?:from|aus|von) (?:the )?[A-Z]\w")
_DATABASE = re.compile(
    r"data ?base|banco de da|base (?:de|di) da|base de donn|datenbank|basis data|баз\w+ данн", re.IGNORECASE
)
_SERVER = re.compile(
    r"sql\b|phpmyadmin|mongo|redis|\bmigrat|\bforeign key|clé étrangère|\bcreate table|\.sql\b", re.IGNORECASE
)
# Headings of how the thing is set up and run, and of what goes wrong there.
_OPERATING = re.compile(
    r"^\W*(?:errors?|erros?|fehler|errore)\b|trouble-?shoot|rate[- ]limit|(?:environment|env|entorno"
    r"|ambiente)\W+(?:vars?|vari)"
    r"|vari[áa]\w+ de (?:entorno|ambiente)|umgebungsvariablen|\bports?\b|puertos?|\bportas?\b|^\W*(?:\d+\W+)?usos?\W*$"
    r"|\binstal|\bset-?up\b|quick ?start|getting started|^\W*(?:running|run)\b|endpoints?|docker|commands?",
    re.IGNORECASE,
)
# How a line tells somebody to do something.
_ORDERS = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:[^:\n]{2,40}:\s*)?(?:start|run|open|execute|download|place|put|copy|clone|unzip|load|rode"
    r"|baixe|abra"
    r"|execute|coloque|descarga|ejecuta|abre|téléchargez|lancez|lade)\b",
    re.IGNORECASE,
)
_HELD_OUT = re.compile(r"\b(?:in|of|on|for) (?:the |our )?(?:test|validation|hold-?out|held-out)\b", re.IGNORECASE)
# What somebody does with the model, or is helped with.
_USED = re.compile(
    r"\b(?:helps?|assists?|allows?|enables?|supports?|lets|flag|tool (?:to|for)|used (?:by|for|to)|so that|intended for"
    r"|meant for|ajuda|permite|apoia|ayuda|apoya|aide|permet|hilft|ermöglicht|aiuta|membantu|memungkinkan)\b|помога"
    r"|позволя",
    re.IGNORECASE,
)
_THIS_ONE = re.compile(
    r"\b(?:this|the|our|we|este|esta|o|el|la|ce|cette|dieses?|questo) (?:\S+ ){0,3}?(?:project|model|tool|system|app"
    r"|application|pipeline"
    r"|service|projeto|modelo|sistema|proyecto|projet|modèle|projekt|modell|progetto|modello)\b|\bwe (?:use|predict"
    r"|build)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!。।][\W_]*$")
_HOW_TO = re.compile(r".*\b(?:how (?:to|do i|can i) |getting started|instructions).*", re.IGNORECASE)
# What a card calls its parts, in its headings and in front of its lines. Anywhere else these say too little.
_CALLED = {
    "limitations": re.compile(
        r"weak|problems?\b|\bfail|\bbreaks?\b|\bcan'?t\b|cannot|careful|caution|warning|don'?t use|do not use"
        r"|\bnot (?:for|to)\b|not (?:meant|made|intended)|shortcoming|pitfall|gaps?\b|\b(?:must|should) ?(?:not|n't)\b"
        r"|fraquez|debilidad|\bfal[hl]a|n[ãa]o (?:usar|serve)"
        r"|no (?:usar|sirve)|schwäch|nicht (?:für|geeignet)|faible|debolez|kelemahan|слаб|\bне (?:для|умеет)"
        r"|zayıf|sınır",
        re.IGNORECASE,
    ),
    "intended use": re.compile(
        r"^(?:for|für|para|pour|per|для)$|"
        r"(?:meant|made|good|built|used|useful) for|for what|what (?:it|this|the model) (?:is|does)|use (?:it|this|for)"
        r"|who (?:should|can|is it)|para qu|aplica[çc]|wofür|gedacht|à quoi|usage|per cosa|kegunaan|untuk|для чего"
        r"|ne için|kullanım",
        re.IGNORECASE,
    ),
    "training data": re.compile(
        r"trained|fitted (?:on|to|with)|learn(?:ed|t|s)? (?:from|on)|training|treinad|treino|entrenad|entrenamiento"
        r"|trainiert|entraîn"
        r"|addestra|dilatih|latih|обучен|обуча|eğit|\bappris\b|aprendi|\bgelernt|imparat|belajar",
        re.IGNORECASE,
    ),
}
# Labels of what a model is bad at, where no heading says that a card follows.
_WEAK = re.compile(
    r"^(?:where (?:it|the model) )?(?:is )?(?:weak|fails?\b|bad (?:at|with)|not (?:for|meant for|good)|breaks)"
    r"|\b(?:can'?t|cannot) do\b|weakness|fraquez|debilidad|onde (?:falha|erra)|donde falla|schwäch|faibless|debolezz"
    r"|kelemahan|слаб|zayıf",
    re.IGNORECASE,
)
# What a card calls its figures, and how it points at where they stand.
_MEASURES = re.compile(
    r"metric|métri|metrik|measure|medid|mesure|gemessen|evaluat|avalia|evalua|évalu|performance|results?|resultados?"
    r"|résultats|ergebnis|scores?|how good|how well|counted on|misure|hasil|метрик|качеств|başarı",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(
    r"\babove\b|\bbelow\b|\btables?\b|\bsee\b|acima|abaixo|tabelas?\b|tablas?\b|arriba|abajo|ci-dess|plus haut|plus bas"
    r"|tableau|oben|unten|tabelle|sopra|sotto|di atas|di bawah|tabel\b|выше|ниже|таблиц|yukarıda|tablo",
    re.IGNORECASE,
)
_RESTRICTS = re.compile(
    r"\b(?:not|no|never|none|only|few|hardly|cannot|can't|doesn't|isn't|aren't|won't|wasn't|weren't|without|unknown|too"
    r"|n[ãa]o|nunca|s[óo]|apenas|poucas?|poucos|sem|sólo|solo|solamente|pocos|pocas|sin|nicht|keine?n?|nur|wenige"
    r"|ohne|nie"
    r"|pas|jamais|seulement|peu|sans|aucune?|non|mai|soltanto|pochi|poche|senza|tidak|hanya|belum|tanpa|bukan"
    r"|не|нет|только|никогда|мало|без|değil|yok|sadece|yalnız\w*|olmadan|nie|tylko|brak)\b|不|没有|只|नहीं|केवल",
    re.IGNORECASE,
)
_STATED = {
    "training data": wording(
        "row record sample observation instance entries image customer patient example linha registro fila amostra"
        " muestra trained fitted learned learnt csv tsv xlsx parquet json "
        "client ligne zeile datens baris data dataset dados datos conjunto jeu запис строк датасет",
        r"\b\d[\d.,]*\+?\s*(?:[kKmM]\b\s*)?(?:[a-z]+\s){0,2}?(?:rows?|records?|samples?|observations?|instances?"
        r"|entries|images?|customers?|patients?|examples?|linhas|registros|filas|amostras|muestras|clientes|lignes"
        r"|zeilen"
        r"|datensätze|baris|data\b|запис\w+|строк\w*|行|条)"
        r"|\bdata\b[^.\n]{0,40}\b(?:contains?|consists?|includes?|comprises?|comes? from|collected|taken from)"
        r"|\b(?:trained|fitted|learn(?:ed|t)) (?:on|from) (?!(?:an? |the |my |our )?(?:google|colab|kaggle|aws|gpu|cpu"
        r"|tpu|apple|nvidia|sagemaker|cloud|local|laptop|it|them|this|that|it's|scratch|each|all|both"
        r"|every)\b)[^.\n]{0,80}"
        r"\b(?:\d|from|of|between|until|since)\b"
        r"|\b(?:trains?|trained|fine-?tuned|learns?|learned|based|built) (?:on|from|off) (?:the |an? )?"
        r"(?:(?-i:[A-Z])[\w-]*[ -]){1,5}data(?:[ -]?set)?\b"
        r"|\.(?:csv|tsv|xlsx|parquet|json)\b\W{0,3}(?:has|have|holds?|contains?|covers?|is|are)\b[^.\n]{0,60}\d"
        r"|(?:data-?\s?set|conjunto de d\w+|jeu de données|datensatz|датасет|数据集)[^.\n]{0,80}"
        r"\b(?:contains?|consists?|includes?|comprises?|has|describes?|from|cont[ée]m|contiene|contient|enthält|berisi"
        r"|содерж\w+|包含)",
    ),
    "intended use": wording(
        "predict forecast classif estimat detect recommend identif segment prev predic estim prédi vorhersag prognos "
        "memprediksi prediksi klasifikasi предсказ прогноз",
        r"\b(?:predict\w*|forecast\w*|classif\w+|estimat\w+|detect\w*|recommend\w*|identif\w+|segment\w*|prev\w+|prever"
        r"|predecir|predic\w+|estim\w+|detectar|prédi\w+|vorhersag\w*|prognos\w+|memprediksi|prediksi|klasifikasi\w*"
        r"|предсказ\w+|прогноз\w+)\b|预测|分类|识别|推荐|भविष्यवाणी|예측",
    ),
}
# What a text says of its model that it cannot do or is not for, below any heading.
_STATED["limitations"] = wording(
    "it model network forest classifier regressor regression predictor system result no not nor cannot",
    r"\b(?:the |this |our |my )(?:\w+ ){0,2}?(?:model|network|forest|classifier|regressor|regression|predictor)"
    r" (?:\w+ ){0,2}?(?:can(?:no|')?t(?! be (?:run|started|loaded|installed|found|built|used without)\b)"
    r"|fails? (?:to|on|for|when)|struggles|underestimates|overestimates"
    r"|under-?predicts|over-?predicts|lags)\b"
    r"|\b(?:it|i|we) (?:cannot|can ?not|can't) (?:say|tell|know|see|predict|extrapolate|generali[sz]e"
    r"|recogni[sz]e|forecast)\b"
    r"|\bresults? (?:is|are) not (?:very )?(?:stable|reliable|robust)\b"
    r"|\bno(?:t an?)? (?:diagnosis|diagnostic tool|(?:medical|financial|investment|legal) advice)\b"
    r"|\b(?:no|not an?) (?:substitute|replacement) for\b"
    r"|\bnot (?:(?:meant|intended|made|suitable|suited|fit) )?for (?:clinical|medical|real|live|commercial|trading)\b",
)
# What a hub of models reads at the top of a card: how its model is loaded, or what it was made from.
_FOR_HUB = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?:(?!---)[^\n]{0,300}\n){0,60}?(?:library_name|pipeline_tag|model-index|base_model)[ \t]*:"
)
# Kinds of figures that say what a model reaches.
_MEASURED = ("result", "range")
_LEAST_WORDS = 4
_SHORT_TITLE = 3
_LEAST_BELOW = 4
_LEAST_LABELLED = 2
_SEVERAL = 2
# "Intended use is teaching."
_SUBJECT = re.compile(r"\W{0,6}([^:：.?|\n]{2,40}?)\s(?:is|are|es|son|é|são|ist|sind|est|sont)\s")
# What fills a field and says that there is nothing to say.
_NONE = re.compile(
    r"\W*(?:none|nothing|n/?a|there are no|no|keine|aucune?|nenhuma?|ninguna?|nessuna?|tidak ada|нет)\b"
    r"(?:(?: \w+){0,2} (?:limitations?|limits?|issues?|risks?|problems?|einschränkungen|limites|limita\w+|keterbatasan"
    r"|ограничений)\b|(?: known| so far| yet| at the moment| bekannt| connue?s?)*(?=[.!]|$| for this))"
    r"[^.!]{0,40}[.!]?\s*$",
    re.IGNORECASE,
)
# Lines of a section that is read as a card; more are a report.
_LONGEST_CARD = 80
_LONGEST_LINE = 3000


class Card(NamedTuple):
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
            found = Card(_of_card(repository, document, sections), document.evidence(at))
            if best is None or len(found.parts) > len(best.parts):
                best = found
    return best if best and best.parts else None


def hollow_card(repository: Repository) -> Evidence | None:
    """Return where a card has the headings or labels of its parts, and not a fact of this model behind any."""
    found: Evidence | None = None
    for document in repository.texts:
        for at, sections in _cards(document):
            if _of_card(repository, document, sections):
                return None
            named = [section.title for section in sections]
            named += [label.name for section in sections for label in labels(document, section.lines)]
            asked = (_TITLES["limitations"], _TITLES["intended use"], _DATA_TITLE, _MEASURES)
            if sum(any(title.search(name) for name in named) for title in asked) >= _SEVERAL:
                found = found or document.evidence(at)
    return found


def scattered(repository: Repository) -> Card:
    """Return the parts that all texts together have."""
    found: dict[str, Evidence] = {}
    for document in repository.texts:
        for part, evidence in parts(repository, document, document.sections).items():
            found.setdefault(part, evidence)
    return Card(found)


def _cards(document: Document) -> list[tuple[int, Sequence[Section]]]:
    name = document.path.rpartition("/")[2]
    if (
        _CARD.search(name)
        or (document.sections and _CARD.search(document.sections[0].title))
        or _CARD.search(document.path.rpartition("/")[0].rpartition("/")[2])
        or (_SHORT.fullmatch(name.rpartition(".")[0]) and _is_equal(document, document.sections))
        or _FOR_HUB.match(document.source)
    ):
        return [(1, document.sections)]
    found: list[tuple[int, Sequence[Section]]] = []
    for position, section in enumerate(document.sections):
        end = position + 1
        is_short = bool(_SHORT.fullmatch(section.title))
        if is_short or _CARD.search(section.title):
            while end < len(document.sections) and document.sections[end].level > section.level:
                end += 1
        within = document.sections[position:end]
        if _CARD.search(section.title) or _is_equal(document, within if is_short else (section,)):
            found.append((section.number, within))
    return found


def _is_equal(document: Document, sections: Sequence[Section]) -> bool:
    """Whether sections have the parts of a card one by one, each with its label or as one of several headings."""
    if sum(len(section.lines) for section in sections) > _LONGEST_CARD:
        return False
    named = {
        label.name
        for section in sections
        for label in labels(document, section.lines)
        if words(label.text) >= _LEAST_LABELLED
    }
    named |= {section.title for section in sections[1:] if _below(section) >= _LEAST_BELOW}
    limits = {name for name in named if _TITLES["limitations"].search(name) or _WEAK.search(name)}
    return bool(limits) and all(
        any(is_called.search(name) for name in named - limits for is_called in called)
        for called in (
            (_TITLES["intended use"], _CALLED["intended use"]),
            (_DATA_TITLE, _CALLED["training data"]),
        )
    )


def _of_card(repository: Repository, document: Document, sections: Sequence[Section]) -> dict[str, Evidence]:
    """Return the parts of what is called a card, with those that it has by a label or by a heading of its own words."""
    found = parts(repository, document, sections)
    named = [(section.number, section.title, _below(section)) for section in sections if section.title]
    for section in sections:
        named += [(label.line, label.name, _said(label.text)) for label in labels(document, section.lines)]
        named += [
            (line.number, subject[1], _said(line.text[subject.end() :]))
            for line in section.lines
            if line.kind == "prose" and (subject := _SUBJECT.match(line.text))
        ]
    for part in PARTS:
        if part in found or part == "metrics":
            continue
        patterns = [pattern for of in (_CALLED, _TITLES) if (pattern := of.get(part))]
        patterns += [_DATA_TITLE] if part == "training data" else []
        line = next(
            (
                line
                for line, name, below in named
                if below >= _LEAST_LABELLED and any(pattern.search(name) for pattern in patterns)
            ),
            None,
        )
        if line is not None:
            found[part] = document.evidence(line)
    if "metrics" not in found and (line := _pointed(repository, document, sections)):
        found["metrics"] = document.evidence(line)
    if "limitations" not in found and (line := _restricted(sections, named)):
        found["limitations"] = document.evidence(line)
    return found


def _pointed(repository: Repository, document: Document, sections: Sequence[Section]) -> int | None:
    """Where a card points at measured figures: those of the same text, or of another that it names."""
    measured = {claimed.path.rpartition("/")[2] for claimed, figure in repository.claims if figure.kind == "result"}
    here = document.path.rpartition("/")[2] in measured
    for section in sections:
        lines = section.lines if _MEASURES.search(section.title) else ()
        for number in [
            *(label.line for label in labels(document, section.lines) if _MEASURES.search(label.name)),
            *(line.number for line in lines if line.kind in ("prose", "item")),
        ]:
            text = document.source_line(number)[:_LONGEST_LINE]
            if (here and _POINTS_AT.search(text)) or any(name in text for name in measured):
                return number
    return None


def _restricted(sections: Sequence[Section], named: Sequence[tuple[int, str, int]]) -> int | None:
    """Where a card begins to say what model or data are not, in two sentences or more that are not of its use."""
    of_use = {
        line for line, name, _ in named if _CALLED["intended use"].search(name) or _TITLES["intended use"].search(name)
    }
    found = [
        line.number
        for section in sections
        for line in section.lines
        if line.kind in ("prose", "item") and line.number not in of_use
        for sentence in split(line.text)
        if _RESTRICTS.search(sentence) and _said(sentence) >= _LEAST_WORDS
    ]
    return found[0] if len(found) >= _SEVERAL else None


def parts(repository: Repository, document: Document, sections: Sequence[Section]) -> dict[str, Evidence]:
    """Return which parts of a model card some sections of a text have, each with where it stands."""
    extent = _extent(sections)
    found = _titled(document, sections)
    counted, told = _of_data(document, sections)
    if counted is not None:
        found["training data"] = counted
    found = _labelled(document, sections) | found
    for part, said in _STATED.items():
        if part not in found and (line := _first_stated(document, said, extent, is_use=part == "intended use")):
            found[part] = line
    # In a notebook, what stands below such a heading is as often what is done with the data.
    if "training data" not in found and told is not None and not document.path.endswith(".ipynb"):
        found["training data"] = told
    if (measured := _measured(repository, document, sections)) is not None:
        found["metrics"] = measured
    return {part: document.evidence(found[part]) for part in PARTS if part in found}


def _titled(document: Document, sections: Sequence[Section]) -> dict[str, int]:
    """The lines that say it below a heading of its own; of the use, the plainest below any such heading."""
    found: dict[str, int] = {}
    uses: list[tuple[int, int]] = []
    for section in sections:
        if is_plan_title(section.title) or _OPERATING.search(section.title):
            continue
        for part, is_title in _TITLES.items():
            # How to use a thing says not what it is for.
            title = _HOW_TO.sub("", section.title) if part == "intended use" else section.title
            if not is_title.search(title) or _below(section, document) < _LEAST_BELOW:
                continue
            line = _first_said(document, section, _STATED.get(part))
            if part != "intended use" or line != section.number:
                found.setdefault(part, line)
            uses += _uses(document, section) if part == "intended use" else []
    return found | ({"intended use": -max(uses)[1]} if uses else {})


def _first_stated(document: Document, said: Wording, extent: tuple[int, int], *, is_use: bool) -> int | None:
    """The first line between two that says it of this model; what it is used for is said in a sentence."""
    first, last = extent
    found = [
        statement.line
        for statement in stated([document], said, _LEAST_WORDS)
        if first <= statement.line.number <= last
        and not is_boilerplate(statement.text)
        and (not is_use or statement.line.kind == "prose")
        and not is_pointer(document.source_line(statement.line.number))
        # What a step reads or makes may be what the model learns from; what it does is no use and no limit.
        and not (
            _HELD_OUT.search(statement.text) or _ORDERS.match(statement.text)
            if said is _STATED["training data"]
            else _OPERATING.search(statement.title)
        )
    ]
    whole = [line for line in found if is_use and _ENDS.search(line.text)]
    return next((line.number for line in [*whole, *found]), None)


def _uses(document: Document, section: Section) -> list[tuple[int, int]]:
    """The lines below a heading about the use that say whom the model helps with what: how plainly, and where."""
    return [
        (len(said) + bool(_THIS_ONE.search(line.text)), -line.number)
        for line in section.lines
        if line.kind in ("prose", "item")
        and (said := _USED.findall(line.text))
        and _said(line.text) >= _LEAST_WORDS
        and not is_plan(line.text)
        and not is_pointer(document.source_line(line.number))
    ]


def _measured(repository: Repository, document: Document, sections: Sequence[Section]) -> int | None:
    """The line of the first figure of the model: one value before a range, and below what it is weak at last."""
    first, last = _extent(sections)
    weak = [section for section in sections if _TITLES["limitations"].search(section.title)]
    of_limits = {line.number for section in weak for line in section.lines}
    measured = [
        (figure.kind == "range", figure.line in of_limits, position, figure.line)
        for position, (claimed, figure) in enumerate(repository.claims)
        if claimed is document and figure.kind in _MEASURED and first <= figure.line <= last
    ]
    return min(measured)[-1] if measured else None


def _of_data(document: Document, sections: Sequence[Section]) -> tuple[int | None, int | None]:
    """The line below a heading about the data that says what it is, and the first there in whatever words.

    A heading about what is done with the data is not asked.
    """
    titled = [
        section
        for section in sections
        if not is_plan_title(section.title)
        and _DATA_TITLE.search(section.title)
        and not _DONE_WITH_DATA.search(section.title)
        and not _OPERATING.search(section.title)
        and not _is_of_database(section)
    ]
    telling = [section for section in titled if _below(section, document) >= _LEAST_BELOW]
    lines = [_first_said(document, section, _STATED["training data"]) for section in telling]
    # A heading that is about the data and nothing else says what stands below it.
    said = [
        number
        for section, number in zip(telling, lines, strict=True)
        if (
            words(section.title) <= _SHORT_TITLE
            and "prepar" not in section.title.lower()
            and not _ORDERS.match(document.source_line(number))
        )
        or any(line.number == number and _STATED["training data"].pattern.search(line.text) for line in section.lines)
    ]
    sourced = [section.number for section in titled if _FROM_SOMEWHERE.search(section.title)]
    return next(iter(said), None), next(iter([*lines, *sourced]), None)


def _labelled(document: Document, sections: Sequence[Section]) -> dict[str, int]:
    """The line that a label in front of it calls a limitation, below any heading but that of a plan."""
    found = (
        label.line
        for section in sections
        if not is_plan_title(section.title)
        for label in labels(document, section.lines)
        if _TITLES["limitations"].match(label.name) and _said(label.text) >= _LEAST_BELOW
    )
    return dict.fromkeys(["limitations"], line) if (line := next(found, None)) else {}


def _first_said(document: Document, section: Section, said: Wording | None = None) -> int:
    """The line below a heading that says something in these words, else the first that says anything."""
    lines = [line for line in section.lines if line.kind in ("prose", "item", "table") and not is_plan(line.text)]
    lines = [line for line in lines if _said(line.text) >= _LEAST_WORDS]
    lines.sort(key=lambda line: is_pointer(document.source_line(line.number)))
    if said is not None:
        lines.sort(key=lambda line: not said.pattern.search(line.text))
    return lines[0].number if lines else section.number


def _is_of_database(section: Section) -> bool:
    """Whether a section is about the tables that an application keeps, and not about what a model learns from."""
    return bool(_DATABASE.search(section.title)) and any(_SERVER.search(line.text) for line in section.lines)


def _extent(sections: Sequence[Section]) -> tuple[int, int]:
    last = sections[-1].lines[-1].number if sections[-1].lines else sections[-1].number
    return (sections[0].number if sections[0].title else 0), last


def _below(section: Section, document: Document | None = None) -> int:
    """How many words stand below a heading, those of plans, unfilled fields and mere links to files left out."""
    lines = [line for line in section.lines if line.kind in ("prose", "item", "table")]
    if document:
        lines = [line for line in lines if not is_pointer(document.source_line(line.number))]
    return sum(_said(line.text) for line in lines if not is_plan(line.text))


def _said(text: str) -> int:
    """How many words say something; none does in what is as true of any other model."""
    return 0 if is_boilerplate(text) or _NONE.match(text) else words(text)
