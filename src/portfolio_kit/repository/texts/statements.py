"""What the texts really state: sentences about what is, not plans, not headings, not unfilled fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.labels import labels
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.marks import words
from portfolio_kit.rubric.finding import Evidence

_PLAN = re.compile(
    r"\bto-?do\b|coming soon|\btbd\b|work in progress|\bplanned\b|\bwill be (?:added|implemented|included)"
    r"|\bto be (?:added|done|implemented|filled)|not (?:yet )?(?:implemented|done|available)|"
    r"\bto be (?:completed|specified|determined|confirmed)\b|\bà (?:compléter|définir|préciser|renseigner)\b"
    r"|\b(?:por|a) (?:completar|definir|preencher|rellenar)\b|\bda (?:completare|definire)\b|\bnoch (?:offen"
    r"|zu ergänzen)\b|"
    r"\bem breve\b|\bpr[óo]ximamente\b|\ba fazer\b|\bpor hacer\b|à venir|demnächst|akan datang|в планах|敬请期待|待办"
    r"|lorem ipsum|<\s*\.\.\.\s*>|\[\s*(?:describe|insert|fill|your)\b|more information needed",
    re.IGNORECASE,
)
_PLAN_TITLE = re.compile(
    r"future|roadmap|next steps?|to-?do|planned|upcoming|improvements?|enhancements?"
    r"|trabalhos? futuros?|pr[óo]ximos? pasos?|próximos passos|melhorias|mejoras|"
    r"travaux futurs|améliorations|ausblick|nächste schritte|sviluppi futuri|pengembangan|saran|планы|дальнейш|未来"
    r"|改进|भविष्य|gelecek|dalsze",
    re.IGNORECASE,
)
_OF_ADVICE = re.compile(r"best practices", re.IGNORECASE)
_ADVICE = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:[\w -]{1,40}:\s*)?(?:add|use(?! of\b)|implement|consider|monitor|ensure|apply|try|explore"
    r"|integrate|include|provide|comply|never|always|avoid|check|adicionar|implementar|agregar|usar|ajouter"
    r"|hinzufügen|tambahkan|добавить|添加)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"(?<=[.;])\s|(?<=[。；।])")
_LONGEST = 3000
_LINKS_OF_CONTENTS = 2


class Statement(NamedTuple):
    """A line of a text that states something, the heading above it, and where it stands."""

    document: Document
    line: Line
    title: str
    says: str = ""
    """The words by which it states that, where they were looked for."""

    @property
    def text(self) -> str:
        """What it says."""
        return self.line.text[:_LONGEST]

    @property
    def evidence(self) -> Evidence:
        """Where it stands, with what states it in the excerpt."""
        return self.document.quoting(self.line.number, self.says)


class Wording(NamedTuple):
    """What to look for: a pattern, and the beginnings of the words without which no line matches it (in lower case)."""

    beginnings: tuple[str, ...]
    pattern: re.Pattern[str]


def wording(beginnings: str, pattern: str) -> Wording:
    """Return a wording from its beginnings, one after the other, and its pattern, in which case does not matter."""
    return Wording(tuple(beginnings.split()), re.compile(pattern, re.IGNORECASE))


def stated(documents: Iterable[Document], said: Wording, least_words: int = 4) -> Iterator[Statement]:
    """Yield the lines that say it and state something: not a heading, plan or piece of general advice."""
    for document in documents:
        positions = document.with_words(said.beginnings)
        titles = document.titles if positions else []
        for position in positions:
            line = document.lines[position]
            if line.kind == "heading":
                continue
            text = line.text[:_LONGEST]
            if (
                (found := said.pattern.search(text))
                and document.source_line(line.number).count("](#") < _LINKS_OF_CONTENTS
                and words(text) >= least_words
                and not is_plan(text)
                and not is_plan_title(titles[position])
            ):
                yield Statement(document, line, titles[position], found[0])


def announced(documents: Iterable[Document], title: Wording, least_words: int = 6) -> Iterator[Statement]:
    """Yield the lines that state something below a heading that says it, or behind a label that does."""
    for document in documents:
        for position in document.with_words(title.beginnings):
            line = document.lines[position]
            text = line.text[:_LONGEST]
            if line.kind == "heading":
                found = [] if is_plan_title(text) or not title.pattern.search(text) else _below(document, position)
                name = text
            else:
                named = (label.name for label in labels(document, (line,)))
                name = next((name for name in named if title.pattern.search(name)), "")
                found = [line] if name and not is_plan_title(document.titles[position]) else []
            for below in found:
                said = below.text[:_LONGEST]
                if words(said) >= least_words and not is_plan(said):
                    yield Statement(document, below, name)


def _below(document: Document, position: int) -> Iterator[Line]:
    """What stands below a heading, up to the next."""
    for line in document.lines[position + 1 :]:
        if line.kind == "heading":
            return
        if line.kind in ("prose", "item", "table"):
            yield line


def clauses(text: str) -> list[str]:
    """Return what a line says one after the other: its sentences, and the parts that semicolons divide."""
    return _CLAUSE_END.split(text)


def is_plan(text: str) -> bool:
    """Whether a line says what is to be done, or is a field of a template that nobody filled in."""
    return bool(_PLAN.search(text) or _ADVICE.search(text))


def is_plan_title(title: str) -> bool:
    """Whether what stands below a heading is about the future, or advice for everybody."""
    return is_future_title(title) or bool(_OF_ADVICE.search(title))


def is_future_title(title: str) -> bool:
    """Whether what stands below a heading is about the future."""
    return bool(_PLAN_TITLE.search(title))
