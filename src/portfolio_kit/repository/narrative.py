"""The story that a text tells of its project: the problem, the approach, the results and the lessons learned.

A text needs no headings of ours for it: its parts are found by what its headings and its sentences say, in any order and
in the languages of `narrative_words`. How to install and run the thing is no part of the story, and neither is what was
left to be filled in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from portfolio_kit.repository import figures
from portfolio_kit.repository.figures import Figure
from portfolio_kit.repository.markdown import Document, Line, words
from portfolio_kit.repository.narrative_words import (
    APPROACH,
    ASIDE,
    COMPARES,
    FIRST_PERSON,
    GENERIC,
    GOAL,
    LESSON_MARKS,
    LESSONS,
    PARTS,
    PLACEHOLDER,
    PROBLEM,
    RESULTS,
    SAYS,
    TITLES,
)
from portfolio_kit.rubric.finding import Evidence

_LABEL = re.compile(r"\W{0,6}([^:：.!?。\n]{2,45})[:：.。]\s*(?=\S)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]{0,3}\s+(?=\S)|(?<=[。！？；।])")
_ENGLISH = re.compile(r"\b(?:the|and|of|is|was|with|for|to|that|it|are|this)\b")
_NOT_LATIN = re.compile(r"[\u0400-\u04ff\u0900-\u097f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# What a text is about, by its longer words: their first letters, as endings change. What any text of this kind is about
# says nothing of this one.
_STEM = 5
_USUAL = re.compile(
    r"mod[eè]l|datas|dados|datos|donn[ée]|daten|data$|featu|accur|train|predi|resul|r[ée]sul|perfo|proje|projet|machi|learn|algor|techn|diffe|impro|bette|futur|metho|m[ée]tod|m[ée]tho|analy|analis|neura|deep$|proce|value|based|using|other|hyper|param|overf|thing|would|could|which|there|where|about|becau|probl|busin|stake|decis|impor|bette|predi|solut|negoc|empre|unter|мо?дел|данн|обуче|模型|数据|训练|结果|預測|预测"
)
_CONTENT = re.compile(r"[^\W\d_][\w\u0900-\u0963]{4,}|(?=([\u3400-\u9fff]{2}))")
_OWN = re.compile(r"\d|`|\b[a-z]+_[a-z_]+\b|\b[A-Z][a-z]*[A-Z]\w*|\b[A-Z]{2,}\b")
_BECAUSE = re.compile(
    r"\b(?:because|since|so that|which meant|instead|although|whereas|until|after|unless|porque|pues|já que|ya que|parce que|car|weil|denn|obwohl|perché|siccome|karena|sebab|потому|так как|поэтому|çünkü|ponieważ|bo)\b|因为|因為|所以|ので|क्योंकि|इसलिए",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:>\s*)*(?:[-*+•‣▪]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s*)?")
# An item of a list of columns: `alpha = right ascension`, `age_group: the age in bands`.
_COLUMN = re.compile(r"(?:[-*+]|\d{1,3}[.)])?\s*(?:\w+\s*=|\w+_\w+\s*[:–-])\s")
_NUMBER = re.compile(r"\d")
_UNTICKED = re.compile(r"^\s*(?:[-*+]\s+)?\[\s?\]")
_LONGEST = 4_000
_MOST_LINES = 6_000
_SHORT_TITLE = 6
_LOOSE = 7


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the story: where it stands, how many words it has, and which parts it tells.

    `is_goal` is whether it says what is wanted, not who needs it; `is_specific` whether it names what the text is about.
    """

    document: Document
    line: int
    text: str
    words: int
    parts: frozenset[str]
    is_goal: bool
    is_specific: bool
    is_in_list: bool

    @property
    def evidence(self) -> Evidence:
        """Where it stands."""
        return self.document.evidence(self.line)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are read as one: a paragraph or an item of a list, and the parts that its heading is about."""

    line: int
    text: str
    parts: frozenset[str]
    is_aside: bool
    is_item: bool
    is_open_task: bool = False

    @property
    def is_placeholder(self) -> bool:
        """Whether it was left to be filled in."""
        return PLACEHOLDER.search(self.text.lower())


class Narrative:
    """What one text, or several read one after the other, tell of the project."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)

    @cached_property
    def paragraphs(self) -> tuple[tuple[Document, Paragraph], ...]:
        """The paragraphs of every text."""
        return tuple((document, paragraph) for document in self.documents for paragraph in paragraphs(document))

    @cached_property
    def placeholders(self) -> tuple[Evidence, ...]:
        """What was left to be filled in."""
        return tuple(
            document.evidence(paragraph.line) for document, paragraph in self.paragraphs if paragraph.is_placeholder
        )

    @cached_property
    def told(self) -> tuple[tuple[Document, Paragraph], ...]:
        """The paragraphs of the story: nothing of how to run it, nothing that was left to be filled in."""
        return tuple(
            (document, paragraph)
            for document, paragraph in self.paragraphs
            if not paragraph.is_aside and not paragraph.is_placeholder
        )

    @cached_property
    def words(self) -> int:
        """How many words of prose the story has: outside code, tables and trees."""
        return sum(words(paragraph.text) for _, paragraph in self.told if not _COLUMN.match(paragraph.text))

    @cached_property
    def figures(self) -> tuple[tuple[Document, Figure], ...]:
        """The results that it gives in figures."""
        return tuple(
            (document, figure)
            for document in self.documents
            for figure in figures.in_text(document.lines)
            if figure.kind == "result"
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the story."""
        whole = " ".join(paragraph.text for _, paragraph in self.told).lower()
        english = is_english(whole)
        usual = {word for word, count in Counter(_subjects(whole)).items() if count > 1}
        return tuple(
            _sentence(document, paragraph, text, usual, english_only=english)
            for document, paragraph in self.told
            for text in split(paragraph.text)
        )

    def part(self, name: str) -> tuple[Sentence, ...]:
        """Return the sentences that tell a part."""
        return tuple(sentence for sentence in self.sentences if name in sentence.parts)

    @cached_property
    def weights(self) -> dict[str, int]:
        """How much of each part is told: 0 nothing, 1 thinly, 2 in full."""
        return {
            PROBLEM: self._problem(),
            APPROACH: self._approach(),
            RESULTS: self._results(),
            LESSONS: self._lessons(),
        }

    def _problem(self) -> int:
        told = self.part(PROBLEM)
        felt = sum(sentence.words for sentence in told if not sentence.is_goal and sentence.is_specific)
        if felt >= 16:  # noqa: PLR2004
            return 2
        return 1 if felt + sum(sentence.words for sentence in told if sentence.is_goal) >= 12 else 0  # noqa: PLR2004

    def _approach(self) -> int:
        count = sum(sentence.words for sentence in self.part(APPROACH))
        return 2 if count >= 90 else 1 if count >= 15 else 0  # noqa: PLR2004

    def _results(self) -> int:
        count = sum(sentence.words for sentence in self.part(RESULTS))
        measured = len(self.figures)
        if measured >= 2 or count >= 40:  # noqa: PLR2004
            return 2
        return 1 if measured or count >= 12 else 0  # noqa: PLR2004

    def _lessons(self) -> int:
        told = [sentence for sentence in self.part(LESSONS) if sentence.is_specific]
        count = sum(sentence.words for sentence in told)
        if len(told) >= 2 and count >= 22:  # noqa: PLR2004
            return 2
        return 1 if count >= 10 else 0  # noqa: PLR2004

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that it tells, be it thinly."""
        return tuple(part for part in PARTS if self.weights[part])


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs and items of a text, each with what its heading is about."""
    above: list[tuple[int, frozenset[str], bool]] = []
    first = True
    pending: list[Line] = []
    for line in (*document.lines[:_MOST_LINES], Line(0, "blank", "")):
        bare = _BULLET.sub("", line.text).strip("> \t")
        starts = line.kind == "item" or line.kind not in ("prose", "item") or not bare
        if starts and pending:
            title = _short_title(pending)
            if title is not None:
                # A line that only reads like a heading ends whatever a real heading opened.
                above = [(_LOOSE, *title)]
            else:
                yield from _paragraph(pending, above)
            pending = []
        if line.kind == "heading":
            level = int(line.language or 2)
            above = [entry for entry in above if entry[0] < level]
            parts, aside = about(line.text)
            above.append((level, frozenset() if first else parts, aside and not first))
            first = False
        elif line.kind in ("prose", "item") and bare:
            pending.append(line)


def about(title: str) -> tuple[frozenset[str], bool]:
    """Return the parts of a story that a heading announces, and whether what follows is no story at all."""
    lower = title.lower()[:200]
    parts = {part for part in PARTS if TITLES[part].search(lower)}
    if LESSONS in parts or RESULTS in parts:
        parts.discard(APPROACH)
    aside = (ASIDE.search(lower) and not (parts & {RESULTS, LESSONS})) or PLACEHOLDER.search(lower)
    return frozenset(() if aside else parts), aside


def split(text: str) -> list[str]:
    """Return the sentences of a paragraph."""
    return [sentence for part in _SENTENCE_END.split(text[:_LONGEST]) if (sentence := part.strip())]


def is_english(lower: str) -> bool:
    """Whether a text in lower case is English throughout."""
    sample = lower[:20_000]
    count = words(sample)
    return count > 0 and len(_ENGLISH.findall(sample)) / count >= 0.09 and len(_NOT_LATIN.findall(sample)) < count / 10  # noqa: PLR2004


def _short_title(lines: Sequence[Line]) -> tuple[frozenset[str], bool] | None:
    """What a line that stands alone like a heading is about; None where it is no heading."""
    if len(lines) != 1 or lines[0].kind != "prose":
        return None
    text = lines[0].text.strip().rstrip(":")
    if not 1 <= words(text) <= _SHORT_TITLE or text[-1:] in ".!?,;。！？।" or re.search(r"[:=/]|\d\.\d", text):
        return None
    parts, aside = about(text)
    return (parts, aside) if parts or aside else None


def _paragraph(lines: Sequence[Line], above: Sequence[tuple[int, frozenset[str], bool]]) -> Iterator[Paragraph]:
    text = " ".join(line.text.strip("> \t") for line in lines)
    aside = any(entry[2] for entry in above)
    parts = next((entry[1] for entry in reversed(above) if entry[1]), frozenset())
    label = _LABEL.match(text)
    if label and words(label[1]) <= _SHORT_TITLE:
        announced, _ = about(label[1])
        parts = announced or parts
        text = text[label.end() :] if announced else text
    is_item = lines[0].kind == "item"
    if aside and above[-1][0] == _LOOSE and not is_item and words(text) > _SHORT_TITLE + 1:
        # A line that only reads like a heading reaches no further than the list or the few words below it.
        aside = False
    yield Paragraph(lines[0].number, _BULLET.sub("", text), parts, aside, is_item, bool(_UNTICKED.match(text)))


def _sentence(document: Document, paragraph: Paragraph, text: str, usual: set[str], *, english_only: bool) -> Sentence:
    lower = text.lower()
    count = words(text)
    parts = set()
    is_question = text.rstrip("\"'”’) ").endswith(("?", "？"))
    says = {part for part in PARTS if count >= 4 and SAYS[part].search(lower, english_only=english_only)}  # noqa: PLR2004
    is_goal = PROBLEM not in says and GOAL.search(lower, english_only=english_only)
    if not is_question:
        parts |= says - {LESSONS, RESULTS}
        if RESULTS in says and (_NUMBER.search(text) or COMPARES.search(lower, english_only=english_only)):
            parts.add(RESULTS)
        parts |= paragraph.parts & {APPROACH}
        if count > _SHORT_TITLE and not parts and LESSONS not in says and not paragraph.parts & {LESSONS, RESULTS}:
            # Somebody who says what they did, and no more, tells the approach.
            parts |= {APPROACH} if FIRST_PERSON.search(lower, english_only=english_only) else set()
        if RESULTS in paragraph.parts and _NUMBER.search(text):
            parts.add(RESULTS)
    elif PROBLEM in paragraph.parts:
        parts.add(PROBLEM)
    if PROBLEM in paragraph.parts or is_goal:
        parts.add(PROBLEM)
    if PROBLEM not in paragraph.parts and paragraph.parts & {RESULTS, LESSONS}:
        parts.discard(PROBLEM)
    if not is_question and not GENERIC.search(_unlabelled(lower)) and not paragraph.is_open_task:
        told = LESSONS in paragraph.parts and LESSON_MARKS.search(lower, english_only=english_only)
        if told or (LESSONS in says and count >= 6):  # noqa: PLR2004
            parts.add(LESSONS)
    else:
        parts -= {LESSONS}
    specific = _is_specific(text, lower, usual, count)
    return Sentence(
        document, paragraph.line, text, count, frozenset(parts), PROBLEM not in says, specific, paragraph.is_item
    )


def _is_specific(text: str, lower: str, usual: Iterable[str], count: int) -> bool:
    """Whether a lesson is one of this project: a whole sentence that names what the rest of the text is about."""
    if count < 6:  # noqa: PLR2004
        return False
    shared = len(set(_subjects(lower)) & set(usual))
    own = len(_OWN.findall(text[1:])) + len(_BECAUSE.findall(text))
    return shared + own >= (1 if count >= 10 else 2)  # noqa: PLR2004


def _unlabelled(text: str) -> str:
    """A sentence without the label in front of it."""
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def _subjects(lower: str) -> list[str]:
    """The longer words of a text, without their endings; of ideographs, every two that stand together."""
    found = [match[1] or match[0][:_STEM] for match in _CONTENT.finditer(lower)]
    return [word for word in found if not _USUAL.match(word)]
