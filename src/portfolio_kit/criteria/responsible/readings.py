"""Where a text reads what an explanation of the model shows: what it says of this model's own features.

And where features are only named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.responsible.explaining_words import DRIVERS, INFLUENCE, LOOKING, SEEING, TECHNIQUE
from portfolio_kit.repository.explaining.explanations import Explanation, features
from portfolio_kit.repository.explaining.perturbed import COVERED, FOLLOWED
from portfolio_kit.repository.models.fitted import reading, seeing
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document, Section
from portfolio_kit.repository.texts.statements import Wording, is_plan_title
from portfolio_kit.repository.texts.vague import own_words
from portfolio_kit.repository.texts.words import plain
from portfolio_kit.rubric.finding import Evidence

_READ_ON = 30
_LONGEST = 3000
_NO_LETTER = re.compile(r"[\W_]+")
_LEAST_NAMED = 2
_LEAST_OWN = 3
_FEW = 12
# A sentence that gives what each input does in figures may call a column by the one word that it has for itself.
_LEAST_LETTERS = 4
# What explains by where on an input it looks, which has no names that the code knows.
_MAP = "Grad-CAM"
_OF_INPUTS = frozenset({COVERED, FOLLOWED, _MAP, "occlusion maps", "integrated gradients"})
_CODED = re.compile(r"`([A-Za-z_]\w*)`")
# What is shuffled, with what that costs.
_BY_HAND = re.compile(r"shuffl|permut|\bshap(?:ley)?\b|섞|embaralh|baraj|mélang|misch", re.IGNORECASE)
_PAIR = re.compile(r"([^\W\d_][^\W\d_]*(?:[ -][^\W\d_]+){0,3}) \(?[+−-]?\d+[.,]\d+")
_METRIC = re.compile(r"accuracy|precision|recall|\bf1\b|auc|rmse|\bmae\b|score|\bachiev", re.IGNORECASE)
_FILE = re.compile(r"\.\w+$")
_QUOTED = re.compile(r"[\"“]([^\W\d_][\w '-]{1,24})[\"”]")
_DECIMAL = re.compile(r"\d[.,]\d|\d ?%")
# Columns without names, as of anonymous data: V14, V4.
_NUMBERED = re.compile(r"\b([A-Z]|[A-Za-z]{3,}_?)(\d{1,3})\b")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=\w)")
# Letters of alphabets that columns are seldom called in.
_OTHER_SCRIPT = re.compile(r"[\u0400-\u04ff\u0900-\u097f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PART_END = re.compile(r"[.,;:!?]\s|[，。；：！？।]")
# How many features there are says nothing of what they do.
_COUNT_OF_FEATURES = re.compile(r"\d+ ?(?:признак\w*|переменн\w+|个?(?:特征|变量)|(?:फ\u093c?ीचर|चर)\w*)")
_SHARE = re.compile(r"\d ?%")
_LEAST_SHARES = 3
# A picture of something else below its letter, and tables of right and wrong.
_OTHER_CAPTION = re.compile(
    r"^\W{0,2}\([a-h]\) |^(?:fig(?:ure)?\.? ?\d|abb(?:ildung)?\.? ?\d|рис\w*\.? ?\d)"
    r"(?!.*(?:import|shap|lime|permut|depend|dépend|влия|важн|wichtig))|confusi\w+|\broc\b|матриц\w+ ошибок",
    re.IGNORECASE,
)
# A file of plans says what is to be shown.
_PLANS = re.compile(
    r"(?:^|[/_\s-])(?:plans?|roadmap|todo|prd|specs?)(?:[_\s.-][^/]*)?$|(?:^|/)(?:specs|plans)/", re.IGNORECASE
)
# What nobody has looked at yet.
_TO_COME = re.compile(
    r"\b(?:will|shall|would|could|can be used to|is going to) (?:show|tell|reveal|explain|help|see|understand|find)\b"
    r"|\b(?:vai|va a|irá) mostrar|\bmostrar[áã]o?\b|\b(?:montrera|montreront)\b|\b(?:wird|werden)\b[^.]{0,60}\bzeigen\b"
    r"|\bakan (?:menunjukkan|dijelaskan)|\bпокажет\b",
    re.IGNORECASE,
)
# What a plot is said to show, whatever it shows.
_OF_ANY = re.compile(
    r"(?:impact|effect|influence|importance|contribution|impacto|efecto|efeito|influ[eê]ncia|einfluss|effet|pengaruh"
    r"|влияние)s? (?:of|de las?|de los|d[aoe]s?|des|du|der|dari|that)"
    r" (?:the |each |every |all |our |these |different )?"
    r"(?:\w+ )?(?:features?|variables?|inputs?|columns?|attributes?|factors?|vari[áa]veis|variables|merkmale?\w*|fitur"
    r"|признак\w*)",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\binstead of\b|\brather than\b|\bnot (?:at |on |the |to )"
    r"|\bbut\b|\bwhile\b|\bhardly\b|\bmore than\b|\bwrong\b|\bmistak",
    re.IGNORECASE,
)
_MATTERS = re.compile(
    r"(?:top|most|main|key) (?:\d{1,2} )?(?:predictive|important|influential) (?:feature|variable|factor|predictor)s?",
    re.IGNORECASE,
)


def readings(repository: Repository, strong: Sequence[Explanation]) -> list[Evidence]:
    """Where a text that speaks of the method, or of what drives the model, says something of its own features; of what
    is no table, where on an input the answer hangs.
    """
    only_looks = all(explanation.what == _MAP for explanation in strong)
    looks = any(explanation.what in _OF_INPUTS for explanation in strong) or seeing(repository) is not None
    of_words = reading(repository) is not None
    known: set[str] | None = None
    for document, wordings in _speaking(repository, strong):
        found = _seen(document) if looks else []
        for section, said in () if found else _sections(document, *wordings):
            lines = _influence(section, said)
            if not lines and of_words and said is TECHNIQUE:
                found = _quoting(document, [line for line in _spoken(section, said) if _names(line, said)])
            if not lines and not found:
                continue
            if found:
                break
            if known is None:
                # A map of an image knows no columns.
                known = set() if only_looks else features(repository)
            found = _told_of(document, lines, known, said)
            if not found and said is not DRIVERS:
                found = _marked(document, lines, of_words=of_words, of_inputs=looks)
            if found:
                break
        if found:
            return found
    return []


def _speaking(repository: Repository, strong: Sequence[Explanation]) -> Iterator[tuple[Document, tuple[Wording, ...]]]:
    """The texts that may read it, with the words for it: where some call the method by its name, others that tell of
    features tell of something else, but for the notebook that works it out; and what is planned is read nowhere.
    """
    computing = {explanation.evidence.path for explanation in strong}
    naming = {document.path for document in repository.texts if _names_technique(document)}
    for document in repository.texts:
        if not _PLANS.search(document.path):
            speaks = not naming or document.path in naming or document.path in computing
            yield document, (TECHNIQUE, DRIVERS, LOOKING) if speaks else (TECHNIQUE,)


def _names_technique(document: Document) -> bool:
    """Whether a text calls a method that explains by its name, in a sentence or a heading."""
    return any(
        document.lines[position].kind in ("heading", "prose", "item", "table")
        and TECHNIQUE.pattern.search(document.lines[position].text[:_LONGEST])
        for position in document.with_words(TECHNIQUE.beginnings)
    )


def _seen(document: Document) -> list[Evidence]:
    """The lines of a document that say where on an input the answer hangs."""
    for section, said in _sections(document, TECHNIQUE, LOOKING):
        seen = [line for line in _spoken(section, said) if _says_where(line.text[:_LONGEST])]
        if seen:
            return [document.evidence(line.number) for line in seen]
    return []


def _sections(document: Document, *wordings: Wording) -> Iterator[tuple[Section, Wording]]:
    """The sections of a document that may speak of it, and not of what is planned, one wording after the other."""
    for said in wordings:
        if document.with_words(said.beginnings):
            yield from ((section, said) for section in document.sections if not is_plan_title(section.title))


def _marked(document: Document, lines: list[Line], *, of_words: bool, of_inputs: bool) -> list[Evidence]:
    """The lines that give figures of what is named as code, by numbers or in words, or quote the words that a model
    goes by, or share out what parts of the input do.
    """
    for line in lines:
        if _numbers_columns(line.text[:_LONGEST]) or (of_inputs and _shares_out(line.text[:_LONGEST])):
            return [document.evidence(line.number)]
        by_hand = _BY_HAND.search(line.text[:_LONGEST])
        pairs = {match[1].lower() for match in _PAIR.finditer(line.text[:_LONGEST])} if by_hand else set()
        pairs = {name for name in pairs if not _METRIC.search(name)}
        if len(pairs) > _LEAST_NAMED and len([name for name in pairs if own_words(name)]) >= _LEAST_NAMED:
            return [document.evidence(line.number)]
        text = document.source_line(line.number)[:_LONGEST]
        named = {match[1] for match in _CODED.finditer(text) if not _FILE.search(match[1])}
        tells = len(named) > _LEAST_NAMED and TECHNIQUE.pattern.search(text) and INFLUENCE.search(_OF_ANY.sub("", text))
        if tells or (len(named) >= _LEAST_NAMED and _DECIMAL.search(text)):
            return [document.evidence(line.number)]
    return _quoting(document, lines) if of_words else []


def _told_of(document: Document, lines: list[Line], known: set[str], said: Wording) -> list[Evidence]:
    """The lines that say something of the features: by their names, or in an alphabet that these are not written in."""
    found = _naming_shortly(document, lines, known) if said is TECHNIQUE else []
    found += [place for place in _naming(document, lines, known) if place not in found]
    return found or (_in_another_script(document, lines, known) if said is TECHNIQUE else [])


def _in_another_script(document: Document, lines: list[Line], known: set[str]) -> list[Evidence]:
    """The line that reads it where the columns are called in Latin letters and the text is in another alphabet, so that
    neither can be looked for in the other: what has an influence said twice, and once with a figure of how much.
    """
    if not known or not all(map(str.isascii, known)):
        return []
    for line in lines:
        text = line.text[:_LONGEST]
        if len(_OTHER_SCRIPT.findall(text)) * 2 < sum(map(str.isalpha, text)):
            continue
        parts = [TECHNIQUE.pattern.sub("", part) for part in _PART_END.split(_COUNT_OF_FEATURES.sub("", text))]
        telling = [part for part in parts if INFLUENCE.search(_OF_ANY.sub("", part))]
        if len(telling) >= _LEAST_NAMED and any(any(map(str.isdigit, part)) for part in telling):
            return [document.evidence(line.number)]
    return []


def _names(line: Line, said: Wording) -> bool:
    """Whether a line speaks of it itself, in no heading above."""
    return bool(said.pattern.search(line.text[:_LONGEST]))


def _quoting(document: Document, lines: list[Line]) -> list[Evidence]:
    """The lines that quote some of the words that a model goes by."""
    quoting = [line for line in lines if _QUOTED.search(line.text[:_LONGEST])]
    quoted = {match[1].lower() for line in quoting for match in _QUOTED.finditer(line.text[:_LONGEST])}
    return [document.evidence(line.number) for line in quoting] if len(quoted) > _LEAST_NAMED else []


def _numbers_columns(text: str) -> bool:
    """Whether figures are given of columns that are only numbered."""
    found: dict[str, set[str]] = {}
    for match in _NUMBERED.finditer(text):
        found.setdefault(match[1], set()).add(match[2])
    return bool(_DECIMAL.search(text)) and any(len(numbers) > _LEAST_NAMED for numbers in found.values())


def _shares_out(text: str) -> bool:
    """Whether a sentence gives several parts of an input their shares in the answer, and none of a metric."""
    return any(
        len(_SHARE.findall(sentence)) >= _LEAST_SHARES and not _METRIC.search(sentence)
        for sentence in _SENTENCE_END.split(text)
    )


def _says_where(text: str) -> bool:
    """Whether a sentence says where on an input the answer hangs, in words of its own, with a figure or a contrast."""
    return bool(SEEING.search(text) and (_DECIMAL.search(text) or _CONTRAST.search(text))) and (
        own_words(text) >= _LEAST_OWN
    )


def named_in_words(repository: Repository) -> Evidence | None:
    """Where a text says which features matter, with the names of at least two below or beside it."""
    for document in repository.documents:
        for position, line in enumerate(document.lines):
            if line.kind in ("heading", "prose", "item") and _MATTERS.search(line.text[:_LONGEST]):
                below = [other for other in document.lines[position : position + _FEW] if other.kind != "code"]
                if _naming(document, below, features(repository)):
                    return document.evidence(line.number)
    return None


def _influence(section: Section, said: Wording) -> list[Line]:
    """The lines of a section from where it speaks of it on; none where they don't say what has an influence."""
    lines = _spoken(section, said)
    return lines if any(_has_influence(_OF_ANY.sub("", line.text[:_LONGEST])) for line in lines) else []


def _has_influence(text: str) -> bool:
    """Whether a text says what has an influence, be the word written with an accent or without."""
    return bool(INFLUENCE.search(text) or INFLUENCE.search(plain(text)))


def _spoken(section: Section, said: Wording) -> list[Line]:
    """The lines of a section from where it speaks of it on."""
    in_title = said.pattern.search(section.title)
    # Rows of a table speak of the method only below a heading that does: else they list a stack.
    kinds = ("prose", "item", "table") if in_title else ("prose", "item")
    lines = [line for line in section.lines if line.kind in kinds and not _TO_COME.search(line.text[:_LONGEST])]
    start = (
        0
        if in_title
        else next((at for at, line in enumerate(lines) if said.pattern.search(line.text[:_LONGEST])), None)
    )
    if start is None:
        return []
    lines = lines[start : start + _READ_ON]
    return lines if in_title else list(_without_lists_of_others(lines, said))


def _without_lists_of_others(lines: list[Line], said: Wording) -> Iterator[Line]:
    """The lines without the lists that a sentence leads into which is about something else, such as the inputs."""
    is_other = False
    for line in lines:
        text = line.text[:_LONGEST]
        if line.kind != "item":
            leads = text.rstrip("*_ ").endswith((":", "："))
            is_other = leads and not (INFLUENCE.search(text) or said.pattern.search(text))
        if line.kind != "item" or not is_other:
            yield line


def _naming_shortly(document: Document, lines: list[Line], known: set[str]) -> list[Evidence]:
    """The first line that says of what is shuffled or left out how much two of the columns do, in figures, and calls
    them by words that no other column has in its name.
    """
    telling = [line for line in lines if _tells_in_figures(line.text[:_LONGEST])]
    alone = {plain(name) for name in _names_alone(known)} if telling else set()
    for line in telling:
        if len(alone.intersection(_NO_LETTER.sub(" ", plain(line.text[:_LONGEST].lower())).split())) >= _LEAST_NAMED:
            return [document.evidence(line.number)]
    return []


def _tells_in_figures(text: str) -> bool:
    """Whether a line gives figures of what the method shows to have an influence."""
    said = TECHNIQUE.pattern.search(text) and _has_influence(text)
    return bool(said) and len(_DECIMAL.findall(text)) >= _LEAST_NAMED


def _names_alone(known: set[str]) -> set[str]:
    """The words that one column alone has in its name; of a column that is known by the beginning of its name as well,
    the whole name counts.
    """
    split = {name: name.split() for name in known}
    begun = {" ".join(parts[:count]) for parts in split.values() for count in range(1, len(parts))}
    counted = Counter(part for name, parts in split.items() if name not in begun for part in set(parts))
    return {
        part
        for part, count in counted.items()
        if count == 1 and len(part) >= _LEAST_LETTERS and part.isalpha() and own_words(part)
    }


def _naming(document: Document, lines: list[Line], known: set[str]) -> list[Evidence]:
    """The lines that name features; none where they are too few."""
    known = {plain(name) for name in known}
    named: set[str] = set()
    found: list[Evidence] = []
    for line in lines:
        if _OTHER_CAPTION.search(line.text[:_LONGEST]):
            continue
        text = f" {_NO_LETTER.sub(' ', plain(line.text[:_LONGEST].lower()))} "
        here = {name for name in known if f" {name} " in text or f" {name}s " in text}
        if here - named:
            found.append(document.evidence(line.number))
        named |= here
    return found if len(named) >= _LEAST_NAMED else []
