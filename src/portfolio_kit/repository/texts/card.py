"""The model card of a repository: what is called one, and its parts, wherever the texts have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.source_lines import GIVER
from portfolio_kit.repository.texts.card_parts import (
    HELPS,
    LEAST_BELOW,
    LEAST_WORDS,
    is_of_its_own,
    parts,
    plain_use,
    words_below,
    words_said,
)
from portfolio_kit.repository.texts.card_words import DATA_TITLE, PARTS, STATED, TITLES
from portfolio_kit.repository.texts.labels import labels
from portfolio_kit.repository.texts.markdown import Document, Section
from portfolio_kit.repository.texts.marks import words
from portfolio_kit.repository.texts.paragraphs import split
from portfolio_kit.repository.texts.plans_and_diagrams import is_plan_of_work
from portfolio_kit.repository.texts.statements import is_plan

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

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
# What a card calls its parts, in its headings and in front of its lines. Anywhere else these say too little.
_CALLED = {
    "limitations": re.compile(
        # Elsewhere this is what a project leaves to another.
        r"out[- ]of[- ]scope|"
        r"weak|problems?\b|falls? short|short of|\bfail|\bbreaks?\b|\bcan'?t\b|cannot|careful|caution|warning"
        r"|don'?t use|do not use"
        r"|\bnot (?:for|to)\b|not (?:meant|made|intended)|shortcoming|pitfall|gaps?\b|\b(?:must|should) ?(?:not|n't)\b"
        r"|fraquez|debilidad|\bfal[hl]a|n[ãa]o (?:usar|serve)"
        r"|no (?:usar|sirve)|schwäch|nicht (?:für|geeignet)|faible|debolez|kelemahan|слаб|\bне (?:для|умеет)"
        r"|zayıf|sınır",
        re.IGNORECASE,
    ),
    "intended use": re.compile(
        r"^(?:for|für|para|pour|per|для)$|^(?:for whom|für wen|(?:para|a) qui[eé]n|para quem|pour qui|per chi"
        r"|для кого)\b|"
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
# What a hub of models reads at the top of a card: how its model is loaded, or what it was made from.
_FOR_HUB = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?:(?!---)[^\n]{0,300}\n){0,60}?(?:library_name|pipeline_tag|model-index|base_model)[ \t]*:"
)
_LEAST_LABELLED = 2
_SEVERAL = 2
# "Intended use is teaching."
_SUBJECT = re.compile(r"\W{0,6}([^:：.?|\n]{2,40}?)\s(?:is|are|es|son|é|são|ist|sind|est|sont)\s")
# Texts in which somebody tells of the data, and no description that came with it.
_PROSE = (".md", ".rst", ".adoc", ".ipynb", ".pdf")
# Lines of a section that is read as a card; more are a report.
_LONGEST_CARD = 80
_LONGEST_LINE = 3000
# Fewer words say of nobody with what the model helps.
_LEAST_HELPING = 5
# Up to which line a text still says what the whole is for.
_OPENING = 40


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
            asked = (TITLES["limitations"], TITLES["intended use"], DATA_TITLE, _MEASURES)
            if sum(any(title.search(name) for name in named) for title in asked) >= _SEVERAL:
                found = found or document.evidence(at)
    return found


def scattered(repository: Repository) -> Card:
    """Return the parts that all texts together have."""
    found: dict[str, Evidence] = {}
    for document in repository.texts:
        if is_plan_of_work(document):
            continue
        for part, evidence in parts(repository, document, document.sections).items():
            found.setdefault(part, evidence)
    use = found.get("intended use")
    if use is not None and (better := _plainer(repository, use)):
        found["intended use"] = better
    # What stands below any heading on data says less than the line that names it.
    told = found.get("training data")
    if told is None or not STATED["training data"].pattern.search(told.excerpt):
        found |= {"training data": named} if (named := _named_data(repository)) else {}
    return Card({part: found[part] for part in PARTS if part in found})


def says_whom(repository: Repository, use: Evidence) -> Evidence | None:
    """Where the text that gives the use says whom the model helps: in that line, or else in its opening."""
    if HELPS.search(use.excerpt):
        return use
    document = next((document for document in repository.texts if document.path == use.path), None)
    helping = [
        line.number
        for line in (document.lines if document else ())
        if line.kind in ("prose", "item")
        and HELPS.search(line.text[:_LONGEST_LINE])
        and (
            line.number == use.line
            or (line.number <= _OPENING and words(line.text) >= _LEAST_HELPING and not is_plan(line.text))
        )
    ]
    if document is None or not helping:
        return None
    return use if use.line in helping else document.evidence(helping[0])


def _plainer(repository: Repository, use: Evidence) -> Evidence | None:
    """Where a text gives the use below a heading of its own, if it was found only in passing."""
    for document in repository.texts:
        if document.path == use.path and is_of_its_own(document, use.line):
            return None
    titled = ((one, plain_use(one)) for one in repository.texts if not one.path.endswith(".ipynb"))
    return next((one.evidence(line) for one, line in titled if line is not None), None)


def _named_data(repository: Repository) -> Evidence | None:
    """Where a text says by its name, its address or who gives it away what data the model learns from, in a line that
    speaks of data.
    """
    return next(
        (
            origin.evidence
            for origin in repository.origins
            if origin.in_text and origin.strength >= GIVER and origin.evidence.path.endswith(_PROSE)
            if DATA_TITLE.search(origin.evidence.excerpt)
        ),
        None,
    )


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
    # A printed page has headings of a report, whatever they are called.
    if document.path.endswith(".pdf") or sum(len(section.lines) for section in sections) > _LONGEST_CARD:
        return False
    named = {
        label.name
        for section in sections
        for label in labels(document, section.lines)
        if words(label.text) >= _LEAST_LABELLED
    }
    named |= {section.title for section in sections[1:] if words_below(section) >= LEAST_BELOW}
    limits = {name for name in named if TITLES["limitations"].search(name) or _WEAK.search(name)}
    return bool(limits) and all(
        any(is_called.search(name) for name in named - limits for is_called in called)
        for called in (
            (TITLES["intended use"], _CALLED["intended use"]),
            (DATA_TITLE, _CALLED["training data"]),
        )
    )


def _of_card(repository: Repository, document: Document, sections: Sequence[Section]) -> dict[str, Evidence]:
    """Return the parts of what is called a card, with those that it has by a label or by a heading of its own words."""
    found = parts(repository, document, sections)
    named = [(section.number, section.title, words_below(section)) for section in sections if section.title]
    for section in sections:
        named += [(label.line, label.name, words_said(label.text)) for label in labels(document, section.lines)]
        named += [
            (line.number, subject[1], words_said(line.text[subject.end() :]))
            for line in section.lines
            if line.kind == "prose" and (subject := _SUBJECT.match(line.text))
        ]
    for part in PARTS:
        if part in found or part == "metrics":
            continue
        patterns = [pattern for of in (_CALLED, TITLES) if (pattern := of.get(part))]
        patterns += [DATA_TITLE] if part == "training data" else []
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
    # A card that is a part of a text has what the text itself measured, where it asks for it and says how.
    if here and any(_MEASURES.search(section.title) and words_below(section) >= LEAST_BELOW for section in sections):
        return next(
            (figure.line for claimed, figure in repository.claims if claimed is document and figure.kind == "result"),
            None,
        )
    return None


def _restricted(sections: Sequence[Section], named: Sequence[tuple[int, str, int]]) -> int | None:
    """Where a card begins to say what model or data are not, in two sentences or more that are not of its use."""
    of_use = {
        line for line, name, _ in named if _CALLED["intended use"].search(name) or TITLES["intended use"].search(name)
    }
    found = [
        line.number
        for section in sections
        for line in section.lines
        if line.kind in ("prose", "item") and line.number not in of_use
        for sentence in split(line.text)
        if _RESTRICTS.search(sentence) and words_said(sentence) >= LEAST_WORDS
    ]
    return found[0] if len(found) >= _SEVERAL else None
