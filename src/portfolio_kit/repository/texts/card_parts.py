"""Which parts of a model card some sections of a text have, below their headings or in their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts import card_uses
from portfolio_kit.repository.texts.boilerplate import is_boilerplate
from portfolio_kit.repository.texts.card_words import DATA_TITLE, PARTS, STATED, TITLES
from portfolio_kit.repository.texts.labels import labels
from portfolio_kit.repository.texts.markdown import Document, Section
from portfolio_kit.repository.texts.marks import words
from portfolio_kit.repository.texts.paragraphs import split
from portfolio_kit.repository.texts.pointers import is_pointer
from portfolio_kit.repository.texts.statements import Wording, is_plan, is_plan_title, stated

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

# Headings of what is done with data, or measured on it, say not what the model learned from.
_DONE_WITH_DATA = re.compile(
    r"process|clean|transform|augment|encod|performance|\bmetrics?\b|monitor|drift|infra|visuali|pipeline|quality"
    r"|loader|\bpush|\bpull\b|\bversion|\bsync|upload|artifact"
    r"|analys|analis|explor|engineer|storage|format\b|split|limpeza|tratamento|monitora"
    r"|protec|prote[çc]|privac|privas|privat|pribadi|persönlich|personenbez|персональн|隐私|个人|व्यक्तिगत|निजी",
    re.IGNORECASE,
)
# A heading that says itself whence the data comes, above the command that fetches it.
_FROM_SOMEWHERE = re.compile(r"\b(?i:data|data-?\s?set|daten) (?:from|aus|von) (?:the )?[A-Z]\w")
# A heading that names a folder says what lies in that.
_FOLDER = re.compile(r"[\W\d]*\w[\w./-]*/\W*")
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
_TROUBLE = re.compile(r"trouble-?shoot|\b(?:common|known) (?:errors|problems)|\bfaq\b", re.IGNORECASE)
# How a line tells somebody to do something.
_ORDERS = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:[^:\n]{2,40}:\s*)?(?:start|run|open|execute|download|place|put|copy|clone|unzip|load|rode"
    r"|baixe|abra"
    r"|execute|coloque|descarga|ejecuta|abre|téléchargez|lancez|lade)\b",
    re.IGNORECASE,
)
# Images that are no pictures.
_CONTAINER = re.compile(r"\bdocker|container|registry|\becr\b|\bghcr\b", re.IGNORECASE)
_HELD_OUT = re.compile(r"\b(?:in|of|on|for) (?:the |our )?(?:test|validation|hold-?out|held-out)\b", re.IGNORECASE)
# Headings that are of the use and of nothing else.
_INTENDED = re.compile(
    r"intended|use[- ]?cases?\b|purpose|(?:uso|utilización|utilização)s? (?:pretendid|previst|indicad)"
    r"|finalidad|prop[óo]sito|para que (?:é que )?(?:isto |isso )?serve|à quoi (?:ça|cela) sert"
    r"|a (?:che )?cosa serve|cadre d['’]emploi|ambito d['’]uso"
    r"|para qu[eé]|usage prévu|zweck|verwendung|scopo|uso previsto|tujuan|назначение|用途|amaç",
    re.IGNORECASE,
)
# Whom the use is for, and not only what is predicted.
HELPS = re.compile(
    r"\b(?:helps?|assists?|enables?|supports?|intended for|meant for|ajuda\w?|apoia\w?|auxilia\w?|ayuda\w?"
    r"|apoya\w?|aide\w?"
    r"|hilft|ermöglicht|aiuta|membantu)\b|помога",
    re.IGNORECASE,
)
_HOW_TO = re.compile(r".*\b(?:how (?:to|do i|can i) |getting started|instructions).*", re.IGNORECASE)
# What a caller sets, and no limit of a model.
_SETTING = re.compile(
    r"\W*limit\W*(?:\(\W*(?:int(?:eger)?|number|float|str(?:ing)?|query|optional|default)\b[^()]{0,40}\)\W*)?",
    re.IGNORECASE,
)
# Issues that are known are often those of running it, with the command that helps: a word of code with a blank in it.
_ISSUES = re.compile(r"known issues", re.IGNORECASE)
_COMMAND = re.compile(r"`[^`\n]{1,60}[^`\s] [^`\s][^`\n]{0,200}`")
# Kinds of figures that say what a model reaches.
_MEASURED = ("result", "range")
LEAST_WORDS = 4
_SHORT_TITLE = 3
LEAST_BELOW = 4
# Below a step of a notebook these are the reasons of the step.
_ASSUMED = re.compile(r"\W*(?:\w+ )?assum", re.IGNORECASE)
# What fills a field and says that there is nothing to say.
_NONE = re.compile(
    r"\W*(?:none|nothing|n/?a|there are no|no|keine|aucune?|nenhuma?|ninguna?|nessuna?|tidak ada|нет)\b"
    r"(?:(?: \w+){0,2} (?:limitations?|limits?|issues?|risks?|problems?|einschränkungen|limites|limita\w+|keterbatasan"
    r"|ограничений)\b|(?: known| so far| yet| at the moment| bekannt| connue?s?)*(?=[.!]|$| for this))"
    r"[^.!]{0,40}[.!]?\s*$",
    re.IGNORECASE,
)


def parts(repository: Repository, document: Document, sections: Sequence[Section]) -> dict[str, Evidence]:
    """Return which parts of a model card some sections of a text have, each with where it stands."""
    extent = _extent(sections)
    found = _titled(document, sections)
    counted, told = _of_data(document, sections)
    if counted is not None:
        found["training data"] = counted
    found = _labelled(document, sections) | found
    # The README of a folder begins with what lies in that.
    is_readme = document is repository.readme
    if (
        "intended use" not in found
        and sections == document.sections
        and (is_readme or document not in repository.readmes)
    ):
        begun = card_uses.opening(document, is_readme=is_readme)
        found |= {"intended use": begun[0]} if begun else {}
    for part, said in STATED.items():
        if part not in found and (line := _first_stated(document, said, extent, is_use=part == "intended use")):
            found[part] = line
    # In a notebook, what stands below such a heading is as often what is done with the data.
    if "training data" not in found and told is not None and not document.path.endswith(".ipynb"):
        found["training data"] = told
    if (measured := _measured(repository, document, sections)) is not None:
        found["metrics"] = measured
    return {part: document.evidence(found[part]) for part in PARTS if part in found}


def _titled(document: Document, sections: Sequence[Section]) -> dict[str, int]:
    """The lines that say it below a heading of its own; of the use, the plainest below any such heading, below one that
    is of the use alone before one that is of the whole project.
    """
    found: dict[str, int] = {}
    uses: list[tuple[bool, int, int]] = []
    for section in sections:
        if is_plan_title(section.title) or _OPERATING.search(section.title):
            continue
        for part, is_title in TITLES.items():
            # How to use a thing says not what it is for.
            title = _HOW_TO.sub("", section.title) if part == "intended use" else section.title
            if not is_title.search(title) or words_below(section, document) < LEAST_BELOW:
                continue
            if _ISSUES.search(title) and _is_of_running(section, document):
                continue
            if part == "limitations" and _is_of_step(document, title):
                continue
            line = _first_said(document, section, STATED.get(part))
            if part != "intended use":
                found.setdefault(part, line)
                continue
            is_plain = bool(_INTENDED.search(title))
            uses += [(is_plain, *use) for use in card_uses.uses(document, section, is_plain=is_plain)]
            if line != section.number and (is_plain or card_uses.says_use(document, section, line)):
                uses.append((is_plain, 0, -line))
    return found | ({"intended use": -max(uses)[2]} if uses else {})


def _is_of_step(document: Document, name: str) -> bool:
    """Whether a heading or label says what a step of a notebook takes for granted: no limit of the model."""
    return document.path.endswith(".ipynb") and bool(_ASSUMED.match(name))


def _is_of_running(section: Section, document: Document) -> bool:
    """Whether every line below a heading goes with a command that somebody is to type."""
    said = [line.number for line in section.lines if line.kind in ("prose", "item") and words(line.text) >= LEAST_WORDS]
    return bool(said) and all(_COMMAND.search(document.source_line(number)) for number in said)


def _first_stated(document: Document, said: Wording, extent: tuple[int, int], *, is_use: bool) -> int | None:
    """The first line between two that says it of this model; what it is used for is said in a sentence."""
    first, last = extent
    found = [
        statement.line
        for statement in stated([document], said, LEAST_WORDS)
        if first <= statement.line.number <= last
        and not is_boilerplate(statement.text)
        and (not is_use or (statement.line.kind == "prose" and not statement.text.rstrip("* ").endswith(":")))
        and not _TROUBLE.search(statement.title)
        and not is_pointer(document.source_line(statement.line.number))
        # What a step reads or makes may be what the model learns from; what it does is no use and no limit.
        and (
            _says_data(statement.text, said)
            if said is STATED["training data"]
            else not _OPERATING.search(statement.title)
        )
    ]
    if is_use:
        found = [line for line in found if card_uses.is_said_of_this(document, line.number, line.text)]
    whole = [line for line in found if is_use and card_uses.ENDS.search(line.text)]
    return next((line.number for line in [*whole, *found]), None)


def _says_data(text: str, said: Wording) -> bool:
    """Whether a sentence says what a model learned from, and not what it is measured on, nor what is to be done."""
    return not (_CONTAINER.search(text) or _ORDERS.match(text)) and any(
        said.pattern.search(sentence) and not _HELD_OUT.search(sentence) for sentence in split(text)
    )


def _measured(repository: Repository, document: Document, sections: Sequence[Section]) -> int | None:
    """The line of the first figure of the model: one value before a range, and below what it is weak at last."""
    first, last = _extent(sections)
    weak = [section for section in sections if TITLES["limitations"].search(section.title)]
    of_limits = {line.number for section in weak for line in section.lines}
    measured = [
        (figure.kind == "range", figure.line in of_limits, figure.is_baseline, position, figure.line)
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
        and DATA_TITLE.search(section.title)
        and not _DONE_WITH_DATA.search(section.title)
        and not _OPERATING.search(section.title)
        and not _FOLDER.fullmatch(section.title)
        and not _is_of_database(section)
    ]
    telling = [section for section in titled if words_below(section, document) >= LEAST_BELOW]
    lines = [_first_said(document, section, STATED["training data"]) for section in telling]
    # A heading that is about the data and nothing else says what stands below it.
    said = [
        number
        for section, number in zip(telling, lines, strict=True)
        if (
            words(section.title) <= _SHORT_TITLE
            and "prepar" not in section.title.lower()
            and not _ORDERS.match(document.source_line(number))
        )
        or any(line.number == number and STATED["training data"].pattern.search(line.text) for line in section.lines)
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
        if TITLES["limitations"].match(label.name)
        and not (_SETTING.fullmatch(label.name) or _is_of_step(document, label.name))
        and words_said(label.text) >= LEAST_BELOW
    )
    return dict.fromkeys(["limitations"], line) if (line := next(found, None)) else {}


def _first_said(document: Document, section: Section, said: Wording | None = None) -> int:
    """The line below a heading that says something in these words, else the first that says anything."""
    lines = [line for line in section.lines if line.kind in ("prose", "item", "table") and not is_plan(line.text)]
    lines = [line for line in lines if words_said(line.text) >= LEAST_WORDS]
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


def plain_use(document: Document) -> int | None:
    """The line of a text below a heading that is of the use of the thing and of nothing else."""
    said = [section for section in document.sections if _INTENDED.search(section.title)]
    return _titled(document, said).get("intended use") if said else None


def is_of_its_own(document: Document, number: int) -> bool:
    """Whether a line that says the use stands where a text begins, or below a heading that is of the project."""
    section = next((one for one in reversed(document.sections) if one.number <= number), None)
    is_titled = section is not None and bool(TITLES["intended use"].search(section.title))
    return is_titled or number in card_uses.opening(document, is_readme=True)


def words_below(section: Section, document: Document | None = None) -> int:
    """How many words stand below a heading, those of plans, unfilled fields and mere links to files left out."""
    lines = [line for line in section.lines if line.kind in ("prose", "item", "table")]
    if document:
        lines = [line for line in lines if not is_pointer(document.source_line(line.number))]
    return sum(words_said(line.text) for line in lines if not is_plan(line.text))


def words_said(text: str) -> int:
    """How many words say something; none does in what is as true of any other model."""
    return 0 if is_boilerplate(text) or _NONE.match(text) else words(text)
