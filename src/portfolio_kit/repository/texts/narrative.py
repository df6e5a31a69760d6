"""The story that a text tells of its project: the problem, the approach, the results and the lessons learned.

A text needs no headings of ours for it: its parts are found by what its headings and its sentences say, in any order
and in the languages of `narrative_words`. How to install and run the thing is no part of the story, and neither is what
was left to be filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import dropwhile, takewhile
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import shortened
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.texts.markdown import Document, words
from portfolio_kit.repository.texts.narrative_words import (
    APPROACH,
    COMPARES,
    FALLS_SHORT,
    GENERIC,
    GOAL,
    LESSON_MARKS,
    LESSONS,
    PARTS,
    PROBLEM,
    RESULTS,
    SAYS,
    SUBJECTS_OF_ALL,
)
from portfolio_kit.repository.texts.paragraphs import Paragraph, paragraphs, split, unlabelled
from portfolio_kit.repository.texts.pointers import is_pointer, names_code
from portfolio_kit.repository.texts.vague import is_vague
from portfolio_kit.rubric.finding import Evidence

_ENGLISH = re.compile(r"\b(?:the|and|of|is|was|with|for|to|that|it|are|this)\b")
_NOT_LATIN = re.compile(r"[\u0400-\u04ff\u0900-\u097f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SUBJECT = re.compile(r"[^\W\d_][\w\u0900-\u0963]{4,}|(?=([\u3400-\u9fff]{2}))")
_SUBJECT_IN_ASCII = re.compile(r"[^\W\d_]\w{4,}")
_STEM = 5
# A figure, a name of code, an abbreviation: what only this project's text has.
_OWN = re.compile(r"\d|`|\b[a-z]+_[a-z_]+\b|\b[A-Z][a-z]*[A-Z]\w*|\b[A-Z]{2,}\b")
_BECAUSE = re.compile(
    r"\b(?:because|since|so that|which meant|instead|although|whereas|until|after|unless|porque|pues|já que|ya que|"
    r"parce que|car|weil|denn|obwohl|perché|siccome|karena|sebab|потому|так как|поэтому|çünkü|ponieważ|bo)\b"
    r"|因为|因為|所以|ので|क्योंकि|इसलिए",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")
# What would be done if something came out is no result.
_IF = re.compile(
    r"\W*(?:if|in case|whenever|when|as soon as|once|se|si|caso|wenn|falls|sobald|если|jika)\b", re.IGNORECASE
)
_ENDS = re.compile(r"[.!?…:。！？।][\"'”’)*_\s]*$")
_AUTHOR = re.compile(
    r"\W*(?:(?:written|made|created|built|developed) )?by\b|"
    r"\W*(?:author|autore?|auteur|penulis|автор|作者|por|par|von|di)\b"
)
_SHORT_LINE = 12
_VALUE = re.compile(r"\d[.,]\d|\d\s?%")
_ENGLISH_SHARE = 0.09
_SAMPLE = 20_000
_MOST_SENTENCES = 1_500
_SHORTEST, _WHOLE, _LONG, _LONGEST = 4, 6, 10, 60
# How many words tell a part thinly, and in full.
_THIN = {PROBLEM: 12, APPROACH: 12, RESULTS: 12, LESSONS: 10}
_FULL = {PROBLEM: 16, APPROACH: 90, RESULTS: 40, LESSONS: 22}
# Of so many words on, what share of them differs in any text that somebody wrote.
_ENOUGH_TO_TELL, _MOST_READ, _VOCABULARY = 200, 1_500, 0.15
_SEVERAL, _SHARE, _AT_LENGTH = 2, 50, 60
_SHORT_STORY = 3
# Lines in which a text says what it is for, whatever heading stands above them.
_OPENING = 30
_BRIEF, _MANY = 9, 5
# "**Author:** Ada", a line of its own.
_LABELLED = re.compile(r"\s{0,3}(?:\*\*|__)[^*_\n]{2,30}(?::(?:\*\*|__)|(?:\*\*|__):)\s*(?:\S+\s*){0,6}$")
# What stands below a picture says what is to be seen, and beside a file what is in it.
_CAPTION = re.compile(
    r"\W*(?:(?:fig(?:ure|\.)|figura|abb(?:ildung|\.)|image|table|tabela|tabla|gambar|рис\.)\W"
    r"|(?:\d+[.)]\s*)?[\w.-]+(?:/|\.(?:py|ipynb|csv|pkl|joblib|ya?ml|json)\b))",
    re.IGNORECASE,
)
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


class Sentence(NamedTuple):
    """One sentence of the story: where it stands, how many words it has, which parts it tells, and which `heads` the
    heading above it announces.

    `is_goal` is whether it says what is wanted, not who needs it, and `is_aim` whether it does so in words that only
    such a sentence has; `is_specific` whether it names what the text is
    about, `is_experience` whether it tells what somebody met with who did it.
    """

    document: Document
    line: int
    text: str
    words: int
    parts: frozenset[str]
    heads: frozenset[str]
    is_goal: bool
    is_aim: bool
    is_specific: bool
    is_experience: bool

    @property
    def evidence(self) -> Evidence:
        """The line that it begins on, and of a long one the part that it is."""
        number = self._below_labels(self._begins_on)
        place = self.document.evidence(number)
        if not place.excerpt.endswith("…") or number > len(self.document.source_lines):
            return place
        source = self.document.source_lines[number - 1]
        opening = self.text.split()
        around = next((start for count in (4, 2, 1) if (start := " ".join(opening[:count])) in source), "")
        return replace(place, excerpt=shortened(source, around)) if around not in place.excerpt else place

    def _below_labels(self, number: int) -> int:
        """The line below the labels that a paragraph may begin with: its author, its date."""
        lines = self.document.lines
        at = next((position for position, line in enumerate(lines) if line.number == number), len(lines))
        following = at
        while following + 1 < len(lines) and lines[following].kind == lines[following + 1].kind == "prose":
            if not _LABELLED.match(self.document.source_line(lines[following].number)):
                return lines[following].number
            following += 1
        return number

    def decides(self, part: str) -> bool:
        """Whether it is by such sentences that a part is told in full."""
        if part == PROBLEM:
            return self.is_specific and not self.is_goal
        if part == RESULTS:
            return bool(_NUMBER.search(self.text))
        return self.is_experience if part == LESSONS else self.is_specific

    def rank(self, part: str) -> tuple[int, ...]:
        """How well it shows a part, the best first: below the heading that asks for it rather than elsewhere.

        What a problem is stands at the beginning as well. An approach is told by who names most of its methods, and not
        where results are read or lessons told.
        """
        in_place, decides = part in self.heads, self.decides(part)
        if part == PROBLEM:
            is_opening = self.line <= _OPENING
            order = (in_place and decides, is_opening and decides, is_opening, in_place, decides, True)
            return (order.index(True),)
        if part == APPROACH:
            is_outcome = bool(self.heads & {RESULTS, LESSONS}) or LESSONS in self.parts
            methods = min(SAYS[APPROACH].named(self.text.lower()), _MANY)
            tells = (
                methods + 2 * in_place + decides - 2 * (self.words < _BRIEF) - _MANY * bool(_CAPTION.match(self.text))
            )
            return (is_outcome, -tells)
        return (not decides, not in_place, -self.words)

    @property
    def aim(self) -> tuple[int, ...]:
        """How well it shows what a text is for, the best first: by a goal that it names, and where that is told."""
        return (not self.is_aim, self.line > _OPENING, PROBLEM not in self.heads)

    @property
    def _begins_on(self) -> int:
        first = self.text.split(maxsplit=1)[0]
        following = dropwhile(lambda line: line.number < self.line, self.document.lines)
        for line in takewhile(lambda line: line.kind in ("prose", "item"), following):
            text = line.text.strip("> \t")
            position = text.find(first)
            while position >= 0:
                rest = text[position:]
                if self.text.startswith(rest) or rest.startswith(self.text):
                    return line.number
                position = text.find(first, position + 1)
        return self.line


class Telling:
    """What one text tells; `figures` are those that it states."""

    def __init__(self, document: Document, figures: Sequence[Figure]) -> None:
        self.document = document
        self.figures = tuple(figure for figure in figures if figure.kind in ("result", "range"))

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
        reader = _Reader(
            self.document,
            frozenset(word for word, count in Counter(_subjects(whole)).items() if count > 1),
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
        subjects = set(_subjects(whole))
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
        enough = max(_FULL[LESSONS], self.words // _SHARE) if self._tells_experience else _AT_LENGTH
        if len(told[LESSONS]) < _SEVERAL or count[LESSONS] < enough:
            weights[LESSONS] = min(weights[LESSONS], 1)
        return weights

    @property
    def _tells_experience(self) -> bool:
        sentences = (sentence for telling in self.tellings for sentence in telling.sentences)
        return any(sentence.is_experience and LESSONS in sentence.parts for sentence in sentences)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that it tells, be it thinly."""
        return tuple(part for part in PARTS if self.weights[part])

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
    subjects = set(_subjects(lower)) if vocabulary and is_english(lower) else set()
    named = {part for subject in subjects for part in (subject, subject[:_SHORT_NAME])}
    return len(subjects) >= _ENOUGH_SUBJECTS and vocabulary.isdisjoint(named)


def _is_prose(text: str) -> bool:
    """Whether a paragraph is made of sentences, not of a name, a date or a label."""
    is_author_s = _AUTHOR.match(text.lower()) and words(text) <= _SHORT_LINE
    return words(text) >= _WHOLE and bool(_ENDS.search(text)) and not is_author_s


def is_english(lower: str) -> bool:
    """Whether a text in lower case is English throughout."""
    return _is_english(lower[:_SAMPLE])


@lru_cache(maxsize=64)
def _is_english(sample: str) -> bool:
    count = words(sample)
    foreign = 0 if sample.isascii() else len(_NOT_LATIN.findall(sample))
    return len(_ENGLISH.findall(sample)) >= _ENGLISH_SHARE * count > 0 and foreign < count / 10


class _Reader:
    """Tells what the sentences of one text say: `subjects` is what the text is about."""

    def __init__(self, document: Document, subjects: frozenset[str], *, english_only: bool) -> None:
        self._document = document
        self._subjects = subjects
        self._english_only = english_only

    def sentences(self, paragraph: Paragraph) -> list[Sentence]:
        """The sentences of a paragraph; of one that tells an experience, what it restricts or explains is a lesson."""
        found = [self._sentence(paragraph, text) for text in split(paragraph.text)]
        if any(sentence.is_experience and sentence.is_specific and LESSONS in sentence.parts for sentence in found):
            # What would be done next, beside what somebody met with, is said of the same project.
            found = [self._beside(sentence) for sentence in found]
        tells = any(sentence.is_experience and LESSONS in sentence.parts for sentence in found)
        if not tells or paragraph.parts or len(found) < _SHORT_STORY:
            return found
        marked = [LESSON_MARKS.search(sentence.text.lower(), english_only=self._english_only) for sentence in found]
        return [
            sentence._replace(parts=sentence.parts | {LESSONS}) if mark and sentence.words >= _WHOLE else sentence
            for sentence, mark in zip(found, marked, strict=True)
        ]

    @staticmethod
    def _beside(sentence: Sentence) -> Sentence:
        is_told = LESSONS in sentence.parts and sentence.is_experience and sentence.words >= _WHOLE
        return sentence._replace(is_specific=True) if is_told and not is_vague(sentence.text) else sentence

    def _sentence(self, paragraph: Paragraph, text: str) -> Sentence:
        lower = text.lower()
        count = words(text)
        is_question = text.rstrip("\"'”’) ").endswith(("?", "？"))
        says = {
            part for part in PARTS if count >= _SHORTEST and SAYS[part].search(lower, english_only=self._english_only)
        }
        # A question may put the problem. To any other part it is no answer.
        parts = {PROBLEM} & paragraph.parts if is_question else self._told(paragraph, text, says)
        is_specific = self._is_specific(text, lower, count)
        return Sentence(
            self._document,
            paragraph.line,
            text,
            count,
            frozenset(parts),
            paragraph.parts,
            is_goal=PROBLEM not in says,
            is_aim=GOAL.search(lower, english_only=self._english_only),
            is_specific=is_specific,
            is_experience=LESSONS in says,
        )

    def _told(self, paragraph: Paragraph, text: str, says: set[str]) -> set[str]:
        lower = text.lower()
        english_only = self._english_only
        heads = paragraph.parts
        is_outcome = bool(heads & {RESULTS, LESSONS})
        parts = (says | heads) & {APPROACH}
        source = self._document.source_line(paragraph.line)
        if is_pointer(source) or names_code(source):
            return parts
        if (RESULTS in heads and _VALUE.search(lower)) or (
            RESULTS in says
            and (_NUMBER.search(lower) or (COMPARES.search(lower, english_only=english_only) and not _IF.match(lower)))
        ):
            parts.add(RESULTS)
        if PROBLEM in heads or (not is_outcome and (PROBLEM in says or GOAL.search(lower, english_only=english_only))):
            parts.add(PROBLEM)
        if not paragraph.is_open_task and not GENERIC.search(unlabelled(lower)) and not is_vague(text):
            marked = LESSONS in heads and LESSON_MARKS.search(lower, english_only=english_only)
            if marked or LESSONS in says or self._falls_short(lower, is_result=RESULTS in parts):
                parts.add(LESSONS)
        return parts

    def _falls_short(self, lower: str, *, is_result: bool) -> bool:
        """Whether it gives a result that is less than was hoped for, which is a limit wherever it stands."""
        is_measured = is_result or bool(_VALUE.search(lower))
        is_sentence = words(lower) <= _LONGEST
        return is_measured and is_sentence and FALLS_SHORT.search(lower, english_only=self._english_only)

    def _is_specific(self, text: str, lower: str, count: int) -> bool:
        """Whether it names what the rest of the text is about, or something that only this project has."""
        if count < _WHOLE or is_vague(text):
            return False
        shared = len(set(_subjects(lower)) & self._subjects)
        own = len(_OWN.findall(text[1:])) + len(_BECAUSE.findall(text))
        return shared + own >= (1 if count >= _LONG else 2)


def _subjects(lower: str) -> list[str]:
    """The longer words of a text, without their endings; of ideographs, every two that stand together."""
    if lower.isascii():
        # A pattern with all ideographs in it takes long to compile.
        found = [word[:_STEM] for word in _SUBJECT_IN_ASCII.findall(lower)]
    else:
        found = [match[1] or match[0][:_STEM] for match in _SUBJECT.finditer(lower)]
    return [word for word in found if not _is_of_all(word)]


@lru_cache(maxsize=4096)
def _is_of_all(beginning: str) -> bool:
    """Whether a word that begins so is one of those that stand in all such texts."""
    return SUBJECTS_OF_ALL.match(beginning) is not None
