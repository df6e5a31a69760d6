"""What each sentence of a story tells: the problem, the approach, results or lessons learned."""

from __future__ import annotations

from functools import lru_cache
from itertools import dropwhile, takewhile
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.card_uses import says_task
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.marks import words
from portfolio_kit.repository.texts.narrative_words import (
    APPROACH,
    ASKS,
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
from portfolio_kit.repository.texts.numbers import measured, without_legends
from portfolio_kit.repository.texts.paragraphs import Paragraph, split, unlabelled
from portfolio_kit.repository.texts.pointers import is_pointer, names_code
from portfolio_kit.repository.texts.vague import is_vague
from portfolio_kit.rubric.finding import Evidence

_ENGLISH = re.compile(r"\b(?:the|and|of|is|was|with|for|to|that|it|are|this)\b")
_NOT_LATIN = re.compile(r"[\u0400-\u04ff\u0900-\u097f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# A word of Devanagari is long where it has three signs.
_SUBJECT = re.compile(r"[^\W\d_][\w\u0900-\u0963]{4,}|[\u0904-\u0939][\u0900-\u0963]{2,}|(?=([\u3400-\u9fff]{2}))")
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
# A number, and no digit of a name.
_NUMBER = re.compile(r"(?<![\w-])\d[\d.,]*(?:%|[kKmMx]\b|(?!\w))")
# What would be done if something came out is no result.
_IF = re.compile(
    r"\W*(?:if|in case|whenever|when|as soon as|once|se|si|caso|wenn|falls|sobald|если|jika)\b", re.IGNORECASE
)
# A condition whatever language it is in, and no "when" or impersonal "se" that may begin what came out as well.
_CONDITION = re.compile(r"\W*(?:if|in case|falls|jika|apabila|если)\b", re.IGNORECASE)
# How sure an interval is says nothing of what lies in it.
_LEVEL = re.compile(
    r"\b(?:confidence|confian[çz]a|confiance|konfidenz\w*|confidenza|kepercayaan|ci|ic)\b\W{0,3}(?:\w+ )?"
    r"\d\d(?:[.,]\d)?\s?%"
    r"|\b\d\d(?:[.,]\d)?\s?%[\W_]{0,3}(?:(?:de|di|of|tingkat) )?(?:confiden|confian|konfidenz|kepercayaan|ci\b|ic\b)",
    re.IGNORECASE,
)
# "To find the best approach, we compare …": what something is done for, and not what came of it.
_PURPOSE = re.compile(
    r"\W*(?:in order to|to|pour|para|per|um|untuk)\s+(?:\w+ ){0,2}?(?:evaluat|[ée]valu|avaliar|compar|determin"
    r"|d[ée]termin|find|identif|select|choose|assess|measure|trouver|choisir|mesurer|medir|elegir|escolher|encontrar|valutare"
    r"|confrontare|bewert|vergleich|mengevaluasi|membandingkan)\w*\b",
    re.IGNORECASE,
)
# What is hoped for or awaited, or what a program does whichever comes out best, came out of nothing yet.
_NOT_YET = re.compile(
    r"\b(?:only (?:if|when)|will|would|might|may|could|can be|future|hope(?:fully)?|ideally|whether|see if"
    r"|automatic(?:ally)?"
    r"|(?:is|are) (?:\w+ )?(?:selected|chosen|picked|kept)|würden?|wird|werden|könnten?|pourrai(?:t|ent)|será"
    r"|serão|poderia|podría|potrebbe|sarà)\b",
    re.IGNORECASE,
)
# "It picks the model with the best F1": which one that will be, is what a program finds out.
_CHOOSES = re.compile(
    r"\b(?:select|choos|pick|keep|sav|return|register|promot|deploy)(?:s|es|ing|e)?\b (?:\w+ ){0,2}?"
    r"(?:models?|one|candidates?|classifiers?|runs?|estimators?|pipelines?) (?:with|that|which|by|having|whose)\b"
    r"|\b(?:s[ée]lectionn(?:e|er|ons)|choisi(?:t|r|ssons)|seleccion(?:a|amos|ar)|elig(?:e|en)|elegir|seleciona(?:r|mos)?"
    r"|escolhe(?:r|mos)?|seleziona(?:re)?|sceglie(?:re)?|memilih|ch[oọ]n) (?:\w+ ){0,2}?"
    r"(?:mod[eèé]l\w{0,3}|m[oô] h[iì]nh) (?:avec|qui|ayant|con|que|com|dengan|yang|c[oó])\b",
    re.IGNORECASE,
)
# Below these a text says what the data is, or what to do when something fails, and not how the model came about.
_OF_DATA = re.compile(
    r"^\W*(?:(?:the|our|os|los|les|die) )?(?:data ?sets?\b|(?:data|dados|datos|donn[ée]es|daten|columns)\W*$)"
    r"(?!.*(?:prepa|process|clean|engineer|split|pipeline|model))|\bdata ?sets?\W*$"
    r"|^\W*why\b.*\bdata ?set|troubleshoot|not \w+ing\b",
    re.IGNORECASE,
)
# Below these a text says how a tool is used that keeps runs or shows pages; and so do sentences that tell a reader to.
_OF_TOOL = re.compile(
    r"\btracking\b|\bregistry\b|mlflow|wandb|weights (?:and|&) biases|tensorboard|grafana|prometheus|\bui\b|dashboard"
    r"|kubernetes|docker|\bci/cd\b",
    re.IGNORECASE,
)
_TO_READER = re.compile(
    r"\W*(?:you (?:can|may|will|need|should)|click|select|open|go to|run|if you|make sure)\b", re.IGNORECASE
)
# What is still to be done says less of what was met with than what is.
_PLANNED = re.compile(
    r"\b(?:could|should|would|can|might|will|to|needs? to) (?:also |still |then )?be \w+ed\b|\bnice to have\b"
    r"|\bfuture\b|\bnext\b|\b(?:could|would|will) (?:also )?(?:add|try|improve|use|include)\b",
    re.IGNORECASE,
)
# The version of a tool has a point in it as well.
_VERSION = re.compile(r"\b(?:python|version|release|cuda|ubuntu|v)\.? ?\d", re.IGNORECASE)
_VALUE = re.compile(r"\d[.,]\d|\d\s?%")
_SHORTEST, _WHOLE, _LONG, _LONGEST = 4, 6, 10, 60
_ENGLISH_SHARE = 0.09
_SAMPLE = 20_000
_SHORT_STORY = 3
# Lines in which a text says what it is for, whatever heading stands above them.
_OPENING = 30
_BRIEF, _FEW, _MANY = 9, 2, 5
# "**Author:** Ada", a line of its own.
_LABELLED = re.compile(r"\s{0,3}(?:\*\*|__)[^*_\n]{2,30}(?::(?:\*\*|__)|(?:\*\*|__):)\s*(?:\S+\s*){0,6}$")
# What stands below a picture says what is to be seen, and beside a file what is in it.
_CAPTION = re.compile(
    r"\W*(?:(?:fig(?:ure|\.)|figura|abb(?:ildung|\.)|image|table|tabela|tabla|gambar|рис\.)\W"
    r"|(?:\d+[.)]\s*)?[\w.-]+(?:/|\.(?:py|ipynb|csv|pkl|joblib|ya?ml|json)\b))",
    re.IGNORECASE,
)


# What was seen in what came out is no way of going about it.
_FOUND = re.compile(
    r"\b(?:indicates? that|reveal(?:s|ed)|suggests? that|(?:reports?|tests?|monitoring) detected)\b", re.IGNORECASE
)
# Nor is what a user of the program may set.
_SETTABLE = re.compile(
    r"\bcan be (?:set|defined|changed|modified|configured|adjusted|overridden|specified)\b", re.IGNORECASE
)


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
        return self.document.quoting(number, self.text)

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
            return bool(_VALUE.search(self.text)) and not _VERSION.search(self.text)
        return self.is_experience if part == LESSONS else self.is_specific

    def rank(self, part: str) -> tuple[int, ...]:
        """How well it shows a part, the best first: below the heading that asks for it rather than elsewhere, and in
        words of the author's own.

        What a problem is stands at the beginning as well. An approach is told by who names most of its methods, and not
        where results are read or lessons told.
        """
        return (int(self.is_quoted), *self._rank(part))

    def _rank(self, part: str) -> tuple[int, ...]:
        in_place, decides = part in self.heads, self.decides(part)
        if part == PROBLEM:
            is_opening = self.line <= _OPENING
            order = (in_place and decides, is_opening and decides, is_opening, in_place, decides, True)
            return (order.index(True),)
        if part == APPROACH:
            is_outcome = (
                bool(self.heads & {RESULTS, LESSONS}) or LESSONS in self.parts or bool(_FOUND.search(self.text))
            )
            methods = min(SAYS[APPROACH].named(self.text.lower()), _MANY)
            tells = (
                methods + 2 * in_place + decides - 2 * (self.words < _BRIEF) - _MANY * bool(_CAPTION.match(self.text))
            )
            is_of_data = methods <= _FEW and bool(_OF_DATA.search(self.title))
            is_of_use = any(_OF_TOOL.search(section.title) for section in self.document.around(self.line)) or bool(
                _TO_READER.match(self.text) or _SETTABLE.search(self.document.source_line(self.line))
            )
            return (is_outcome, _MANY * (is_of_data + is_of_use) - tells)
        is_planned = part == LESSONS and bool(_PLANNED.search(self.text))
        return (not decides, is_planned, not in_place, -self.words)

    @property
    def is_purpose(self) -> bool:
        """Whether it says what is wanted, or what is to be predicted."""
        return self.is_aim or says_task(self.document, self.line, self.text)

    @property
    def is_told_in_place(self) -> bool:
        """Whether it stands where a problem is told: at the beginning of a text, or, of a need, below its heading."""
        return self.line <= _OPENING or (PROBLEM in self.heads and self.decides(PROBLEM))

    @property
    def title(self) -> str:
        """The heading that it stands below."""
        titles = self.document.titles
        return titles[self.line - 1] if self.line <= len(titles) else ""

    @property
    def is_quoted(self) -> bool:
        """Whether it stands in a quotation: there others speak, or somebody speaks of the text itself."""
        return self.document.source_line(self.line).lstrip().startswith(">")

    @property
    def aim(self) -> tuple[int, ...]:
        """How well it shows what a text is for, the best first: by a goal that it names, and where that is told."""
        return (self.is_quoted, not self.is_aim, self.line > _OPENING, PROBLEM not in self.heads)

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


def is_english(lower: str) -> bool:
    """Whether a text in lower case is English throughout."""
    return _is_english(lower[:_SAMPLE])


@lru_cache(maxsize=64)
def _is_english(sample: str) -> bool:
    count = words(sample)
    foreign = 0 if sample.isascii() else len(_NOT_LATIN.findall(sample))
    return len(_ENGLISH.findall(sample)) >= _ENGLISH_SHARE * count > 0 and foreign < count / 10


class Reader:
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
        # A question may put the problem. To any other part it is no answer; what a template asks for is none at all.
        parts = {PROBLEM} & paragraph.parts if is_question else self._told(paragraph, text, says)
        if ASKS.search(lower, english_only=self._english_only):
            parts = set()
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
        valued = _LEVEL.sub("", measured(text).lower())
        if not _CONDITION.match(lower) and (
            (RESULTS in heads and _VALUE.search(valued))
            or (RESULTS in says and (_NUMBER.search(valued) or self._compares(lower)))
        ):
            parts.add(RESULTS)
        if PROBLEM in heads or (not is_outcome and (PROBLEM in says or GOAL.search(lower, english_only=english_only))):
            parts.add(PROBLEM)
        if not paragraph.is_open_task and not GENERIC.search(unlabelled(lower)) and not is_vague(text):
            marked = LESSONS in heads and LESSON_MARKS.search(lower, english_only=english_only)
            if marked or LESSONS in says or self._falls_short(lower, is_result=RESULTS in parts):
                parts.add(LESSONS)
        return parts

    def _compares(self, lower: str) -> bool:
        """Whether it holds one thing that came out against another, without a figure."""
        is_compared = COMPARES.search(without_legends(lower), english_only=self._english_only)
        is_open = _IF.match(lower) or _PURPOSE.match(lower) or _NOT_YET.search(lower) or _CHOOSES.search(lower)
        return is_compared and not is_open

    def _falls_short(self, lower: str, *, is_result: bool) -> bool:
        """Whether it gives a result that is less than was hoped for, which is a limit wherever it stands."""
        is_measured = is_result or bool(_VALUE.search(lower))
        is_sentence = words(lower) <= _LONGEST
        return is_measured and is_sentence and FALLS_SHORT.search(lower, english_only=self._english_only)

    def _is_specific(self, text: str, lower: str, count: int) -> bool:
        """Whether it names what the rest of the text is about, or something that only this project has."""
        if count < _WHOLE or is_vague(text):
            return False
        shared = len(set(subjects_of(lower)) & self._subjects)
        own = len(_OWN.findall(text[1:])) + len(_BECAUSE.findall(text))
        return shared + own >= (1 if count >= _LONG else 2)


def subjects_of(lower: str) -> list[str]:
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
