"""What a text says that its model is to be used for, or who is helped by it."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.boilerplate import is_boilerplate
from portfolio_kit.repository.texts.card_words import STATED
from portfolio_kit.repository.texts.markdown import Document, Section
from portfolio_kit.repository.texts.marks import words
from portfolio_kit.repository.texts.paragraphs import split
from portfolio_kit.repository.texts.pointers import is_pointer
from portfolio_kit.repository.texts.statements import is_plan

# What somebody does with the model, or is helped with.
_USED = re.compile(
    r"\b(?:helps?|assists?|allows?|enables?|supports?|lets|flag|tool (?:to|for)|used (?:by|for|to)|so that|intended for"
    r"|meant for|ajuda\w?|permite|apoia\w?|auxilia\w?|ayuda\w?|permite|apoya\w?|aide\w?|permet|hilft|ermöglicht"
    r"|aiuta|membantu|memungkinkan)\b|помога"
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
# What somebody is after, or is at work on.
_AIM = re.compile(
    r"\b(?:i|we|it|this|they) (?:[a-z]+ ){0,2}?(?:predict|forecast|classif|estimat|detect|recommend|identif|segment|use"
    r"|build|train|develop|analy[sz]|try|want|aim)"
    r"|\b(?:goal|aim|objective|purpose|idea|task|intended|meant|designed|built|made|able|capable)s?\b"
    r"|\bobje[ct]tiv|\bprop[óo]sito|\bfinalidad|\bobjectif|\bziel\b|\bzweck|\bscopo\b|\bobiettivo|\btujuan|\bbertujuan"
    r"|\b(?:gedacht|bestimmt|ditujukan|hanya)\b|mục tiêu|dự án|\bцель|предназнач|\bтолько|目的|目标|用|供|के लिए",
    re.IGNORECASE,
)
# "A service that scores applicants": what it is, and what it is there to do.
_MADE_FOR = re.compile(
    r"\b(?:service|app|application|api|tool|system|model|classifier|predictor|recommender|detector|platform|assistant|dashboard|serviço|servicio|herramienta"
    r"|ferramenta|sistema|aplica[çc][ãi][oó]n?|modelo|outil|système|modèle|dienst|werkzeug|anwendung|modell|sistem"
    r"|aplikasi),? (?:that|which|to|for|que|para|pour|qui|der|die|das|zum|zur|yang|untuk) \w",
    re.IGNORECASE,
)
# What a model or a part of one is called after its task: that it is there says not what for.
_TOOL = re.compile(
    r"(?:predic|predict|estimat?|detect|recommend|recomend|segment|forecast|classifi|clasific|identifi)"
    r"(?:t?ors?|t?or[ae]s?|ers?|eurs?|ador[ae]?s?)",
    re.IGNORECASE,
)
# "Prediction errors" are how good the answers are.
_OF_QUALITY = re.compile(
    r"\s(?:performance|accurac|quality|errors?\b|clusters?\b|results?\b|scores?\b|scenarios?\b|metrics?\b|threshold)",
    re.IGNORECASE,
)
# What a text says of itself, be it named after the project, is no use of the model.
_OF_TEXT = re.compile(
    r"\W*(?:this (?:document|file|page|guide|text|folder)|(?:este|esse) documento|este archivo|este arquivo|ce document"
    r"|dies(?:es|e) (?:dokument|datei|seite)|questo documento|dokumen ini|t[àa]i li[ệe]u n[àa]y"
    r"|(?:этот|данный) документ|本文档|本文件|bu belge|ten dokument)\b",
    re.IGNORECASE,
)
ENDS = re.compile(r"[.!。।][\W_]*$")
_CODE = re.compile(r"`([^`\n]{1,200})`")
_OPENING = 3
_LEAST_WORDS, _LEAST_WITHOUT_END = 4, 6


def says_task(document: Document, number: int, text: str) -> bool:
    """Whether words of a line say what is to be predicted, and do not only name a model, code or a measure after it."""
    prose = text
    for code in _CODE.findall(document.source_line(number)):
        prose = prose.replace(code, " ")
    return any(
        not _TOOL.fullmatch(found[0]) and not _OF_QUALITY.match(prose, found.end())
        for found in STATED["intended use"].pattern.finditer(prose)
    )


def is_said_of_this(document: Document, number: int, text: str) -> bool:
    """Whether a sentence of a line says what this project is to predict, or whom it helps to do it."""
    return any(
        (_AIM.search(sentence) and _MADE_FOR.search(sentence))
        or (
            (_is_own(sentence) or _USED.search(sentence) or _MADE_FOR.search(sentence))
            and says_task(document, number, sentence)
        )
        for sentence in split(text)
        if not _OF_TEXT.match(sentence)
    )


def opening(document: Document, *, is_readme: bool) -> list[int]:
    """Return the first lines of a text, before its second heading, that say what is predicted, whole sentences first;
    in the README, what the whole thing is made for will do.
    """
    first = next((section for section in document.sections if any(_is_told(line.kind) for line in section.lines)), None)
    told = [line for line in first.lines if line.kind == "prose"][:_OPENING] if first else []
    said = [
        line
        for line in told
        if any(
            (is_readme and _MADE_FOR.search(said)) or says_task(document, line.number, said)
            for said in split(line.text)
            if not _OF_TEXT.match(said)
        )
        if words(line.text) >= (_LEAST_WORDS if ENDS.search(line.text) else _LEAST_WITHOUT_END)
        if not is_plan(line.text) and not is_boilerplate(line.text)
        if not is_pointer(document.source_line(line.number)) and not line.text.rstrip("* ").endswith(":")
    ]
    return [line.number for line in sorted(said, key=lambda line: not ENDS.search(line.text))]


def says_use(document: Document, section: Section, number: int) -> bool:
    """Whether a line says what is predicted or whom this helps; a row of a table describes a column."""
    text = next((line.text for line in section.lines if line.number == number and line.kind != "table"), "")
    return bool(text) and (says_task(document, number, text) or bool(_USED.search(text) and _is_own(text)))


def uses(document: Document, section: Section, *, is_plain: bool) -> list[tuple[int, int]]:
    """The lines below a heading about the use that say whom the model helps with what: how plainly, and where.

    Below a heading that may be about anything else of the project, they say what is predicted or that it is this one.
    """
    return [
        (len(said) + bool(_THIS_ONE.search(line.text)), -line.number)
        for line in section.lines
        if line.kind in ("prose", "item")
        and (said := _USED.findall(line.text))
        and words(line.text) >= _LEAST_WORDS
        and not is_boilerplate(line.text)
        and not is_plan(line.text)
        and not is_pointer(document.source_line(line.number))
        and (is_plain or _is_own(line.text) or says_task(document, line.number, line.text))
    ]


def _is_own(text: str) -> bool:
    return bool(_THIS_ONE.search(text) or _AIM.search(text))


def _is_told(kind: str) -> bool:
    return kind in ("prose", "item", "table")
