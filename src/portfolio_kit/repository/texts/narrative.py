"""The story that a text tells of its project: the problem, the approach, the results and the lessons learned.

A text needs no headings of ours for it: its parts are found by what its headings and its sentences say, in any order
and in the languages of `narrative_words`. How to install and run the thing is no part of the story, and neither is what
was left to be filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.marks import words
from portfolio_kit.repository.texts.narrative_words import (
    APPROACH,
    LESSONS,
    PARTS,
    PROBLEM,
    RESULTS,
)
from portfolio_kit.repository.texts.paragraphs import Paragraph, paragraphs
from portfolio_kit.repository.texts.sentences import Reader, Sentence, is_english, subjects_of
from portfolio_kit.rubric.finding import Evidence

_ENDS = re.compile(r"[.!?…:。！？।][\"'”’)*_\s]*$")
_AUTHOR = re.compile(
    r"\W*(?:(?:written|made|created|built|developed) )?by\b|"
    r"\W*(?:author|autore?|auteur|penulis|автор|作者|por|par|von|di)\b"
)
_SHORT_LINE = 12
_MOST_SENTENCES = 1_500
# Fewer words are no sentence.
_WHOLE = 6
# How many words tell a part thinly, and in full.
_THIN = {PROBLEM: 12, APPROACH: 12, RESULTS: 12, LESSONS: 10}
_FULL = {PROBLEM: 16, APPROACH: 90, RESULTS: 40, LESSONS: 22}
# Of so many words on, what share of them differs in any text that somebody wrote.
_ENOUGH_TO_TELL, _MOST_READ, _VOCABULARY = 200, 1_500, 0.15
_SEVERAL, _SHARE, _AT_LENGTH = 2, 50, 60
# How many words of a project's code and data, or which share of its own, a story of it has in any case.
_ENOUGH_NAMED, _SHARE_NAMED = 8, 0.1
# From how many subjects on a text names at least one thing of the project that it is about.
_ENOUGH_SUBJECTS = 14
# Columns and folders have short names, too: `drug` is in "drugs".
_SHORT_NAME = 4
# What only one project's text has: a figure, a name of code, something quoted, an abbreviation, a name in a sentence.
_POINTS = re.compile(
    r"\d|`|[\"\u201c\u201e\u00ab]|://|\w_\w|[a-z][A-Z]|\b[A-Z]{2,}\b"
    r"|(?<=[^\W\d_] )[A-Z\u00c0-\u00de\u0410-\u042f][^\W\d_]"
)
_OF_TRADE = re.compile(r"\b(?:AI|IA|KI|ML|MLOps|IT|TI|API|REST|Machine Learning|Data Science|Big Data|Deep Learning)\b")
# From how many words on a story points at something, if it is one of this project.
_POINTING = 100
# A column and what it means, in a list of them: "`fed_funds` → the rate of the central bank".
_COLUMN = re.compile(
    r"\s*(?:[-*+•]|\d{1,2}[.)])?\s*[*_`\"']{0,4}([^\W\d_]\w*?)[*_`\"']{0,4} ?(?:\([^()]{1,40}\) ?)?"
    r"(?:→|->|=>|[:–—=-])[*_]{0,2}\s"
)
_LEAST_COLUMNS = 6
_STEP = re.compile(r"\s*\d{1,2}[.)]\s")


class Telling:
    """What one text tells; `figures` are those that it states."""

    def __init__(self, document: Document, figures: Sequence[Figure]) -> None:
        self.document = document
        # What lies between two bounds is expected of a model; what came out is one value.
        self.figures = tuple(figure for figure in figures if figure.kind == "result")

    @cached_property
    def _paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(paragraphs(self.document))

    @cached_property
    def placeholders(self) -> tuple[Evidence, ...]:
        """What was left to be filled in."""
        return tuple(
            self.document.evidence(paragraph.line)
            for paragraph in self._paragraphs
            if paragraph.is_placeholder and not paragraph.is_aside
        )

    @cached_property
    def told(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the story: nothing of how to run it, nothing that was left to be filled in, and where they
        are most of a text, no columns with what they mean.
        """
        told = [part for part in self._paragraphs if not part.is_aside and not part.is_placeholder]
        lines = ((part.line, self.document.source_line(part.line)) for part in told)
        columns = {number: name[1] for number, line in lines if (name := _COLUMN.match(line))}
        coded = [name for name in columns.values() if "_" in name]
        if len(columns) < _LEAST_COLUMNS or 2 * len(columns) < len(told) or 2 * len(coded) < len(columns):
            return tuple(told)
        return tuple(part for part in told if part.line not in columns)

    @cached_property
    def words(self) -> int:
        """How many words of prose the story has: outside code, tables and trees."""
        return sum(words(paragraph.text) for paragraph in self.told)

    @cached_property
    def steps(self) -> int:
        """How many words of the story are a numbered list: what a program does in turn, or is to do."""
        return sum(words(part.text) for part in self.told if _STEP.match(self.document.source_line(part.line)))

    @cached_property
    def points_at_nothing(self) -> bool:
        """Whether a story of some length, in whatever language, has no figure, name, quotation or word of code in it.

        German writes all its nouns as names, and other scripts have no capitals: of these it takes all the rest.
        """
        prose = " ".join(paragraph.text for paragraph in self.told)
        return self.words >= _POINTING and not _POINTS.search(_OF_TRADE.sub("it", prose))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the story."""
        whole = " ".join(paragraph.text for paragraph in self.told).lower()
        reader = Reader(
            self.document,
            frozenset(word for word, count in Counter(subjects_of(whole)).items() if count > 1),
            english_only=is_english(whole),
        )
        found: list[Sentence] = []
        for paragraph in self.told:
            if len(found) < _MOST_SENTENCES:
                found += reader.sentences(paragraph)
        return tuple(found)


class Narrative:
    """What one text, or several read one after the other, tell of the project."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self.tellings = tuple(tellings)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The texts."""
        return tuple(telling.document for telling in self.tellings)

    @property
    def placeholders(self) -> tuple[Evidence, ...]:
        """What was left to be filled in."""
        return tuple(place for telling in self.tellings for place in telling.placeholders)

    @cached_property
    def words(self) -> int:
        """How many words of prose the story has."""
        return sum(telling.words for telling in self.tellings)

    @property
    def start(self) -> Evidence | None:
        """Where the prose of the story begins, below the line that names its author."""
        told = [(telling.document, part) for telling in self.tellings for part in telling.told]
        prose = (item for item in told if _is_prose(item[1].text))
        document, part = next(prose, told[0] if told else (None, None))
        return document.evidence(part.line) if document and part else None

    def is_about(self, vocabulary: frozenset[str]) -> bool:
        """Whether it names enough of what a project's code and data are called to be about that project.

        Only English names are looked for: code is written in them, whatever language a text is in.
        """
        whole = " ".join(paragraph.text for telling in self.tellings for paragraph in telling.told).lower()
        if not vocabulary or not is_english(whole):
            return True
        subjects = set(subjects_of(whole))
        named = len(subjects & vocabulary)
        return named >= _ENOUGH_NAMED or named >= len(subjects) * _SHARE_NAMED

    def deciding(self, name: str) -> list[Evidence]:
        """Return where a part is told, in front what decides it: a need, a measured figure, a lesson of doing it."""
        told = sorted(self.part(name), key=lambda sentence: sentence.rank(name))
        return [*(self.figures[:1] if name == RESULTS else ()), *(sentence.evidence for sentence in told[:2])]

    @property
    def figures(self) -> tuple[Evidence, ...]:
        """Where it gives results in figures, those of a baseline last."""
        stated = [(telling.document, figure) for telling in self.tellings for figure in telling.figures]
        stated.sort(key=lambda item: item[1].is_baseline)
        return tuple(document.evidence(figure.line) for document, figure in stated)

    def part(self, name: str) -> tuple[Sentence, ...]:
        """Return the sentences that tell a part; of lessons, those that could only be said of this project."""
        sentences = (sentence for telling in self.tellings for sentence in telling.sentences if name in sentence.parts)
        return tuple(sentence for sentence in sentences if name != LESSONS or sentence.is_specific)

    @cached_property
    def weights(self) -> dict[str, int]:
        """How much of each part is told: 0 nothing, 1 thinly, 2 in full."""
        told = {part: self.part(part) for part in PARTS}
        count = {part: sum(sentence.words for sentence in told[part]) for part in PARTS}
        weights = {part: 2 if count[part] >= _FULL[part] else int(count[part] >= _THIN[part]) for part in PARTS}
        # A need that somebody has makes the problem; a goal alone is thin, and a need of nobody in particular is none.
        felt = sum(sentence.words for sentence in told[PROBLEM] if not sentence.is_goal and sentence.is_specific)
        aimed = sum(sentence.words for sentence in told[PROBLEM] if sentence.is_goal)
        weights[PROBLEM] = 2 if felt >= _FULL[PROBLEM] else int(felt + aimed >= _THIN[PROBLEM])
        measured = sum(len(telling.figures) for telling in self.tellings)
        weights[RESULTS] = max(weights[RESULTS], min(measured, 2))
        # Limits that are only listed could be known from the start, unless they are gone into; and a long text is
        # not about what its author learned because of two sentences.
        enough = self.enough_lessons if self._tells_experience else _AT_LENGTH
        if len(told[LESSONS]) < _SEVERAL or count[LESSONS] < enough:
            weights[LESSONS] = min(weights[LESSONS], 1)
        return weights

    @property
    def enough_lessons(self) -> int:
        """How many words of lessons make that part, where one of them tells what was met with in doing it."""
        return max(_FULL[LESSONS], self.words // _SHARE)

    @property
    def _tells_experience(self) -> bool:
        sentences = (sentence for telling in self.tellings for sentence in telling.sentences)
        return any(sentence.is_experience and LESSONS in sentence.parts for sentence in sentences)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that it tells, be it thinly."""
        return tuple(part for part in PARTS if self.weights[part])

    @property
    def announced(self) -> frozenset[str]:
        """The parts that its headings name."""
        return frozenset(part for telling in self.tellings for paragraph in telling.told for part in paragraph.parts)

    @property
    def is_padded(self) -> bool:
        """Whether one of its texts tells nothing and only makes it longer, or it is a few words again and again, or
        points at nothing that any project has for itself.
        """
        return (self._is_filler or any(telling.points_at_nothing for telling in self.tellings)) or (
            len(self.tellings) > 1 and not all(Narrative([telling]).parts for telling in self.tellings)
        )

    @cached_property
    def _is_filler(self) -> bool:
        prose = " ".join(part.text for telling in self.tellings for part in telling.told).lower().split()[:_MOST_READ]
        return len(prose) >= _ENOUGH_TO_TELL and len(set(prose)) < len(prose) * _VOCABULARY


def fits_any_project(text: str, vocabulary: frozenset[str]) -> bool:
    """Whether an English text of some length names nothing at all of what a project's code and data are called."""
    lower = text.lower()
    subjects = set(subjects_of(lower)) if vocabulary and is_english(lower) else set()
    named = {part for subject in subjects for part in (subject, subject[:_SHORT_NAME])}
    return len(subjects) >= _ENOUGH_SUBJECTS and vocabulary.isdisjoint(named)


def _is_prose(text: str) -> bool:
    """Whether a paragraph is made of sentences, not of a name, a date or a label."""
    is_author_s = _AUTHOR.match(text.lower()) and words(text) <= _SHORT_LINE
    return words(text) >= _WHOLE and bool(_ENDS.search(text)) and not is_author_s
