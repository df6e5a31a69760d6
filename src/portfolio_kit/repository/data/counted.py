"""How often texts say words for what data is about, and where: not denied, not repeated, and of nobody else."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.subjects import ALSO_OF_MODELS, Words
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence

_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_LINE = 3000
_MOST_PLACES = 3
# A word that a text repeats tells no more than one that it says a dozen times.
_CAP = 12
_LEAST_REPEATED = 40
_HEADING_WEIGHT = 3
# "There are no people in it" speaks of none, and neither does "People: none".
_NOBODY = re.compile(
    r"(?<!\w)(?:no|not|nor|neither|without|nem|não há|sem|sin|ni|no hay|ohne|keine?[nr]?|sans|aucune?|pas d['’e]|senza"
    r"|non ci sono|tanpa|tidak ada|без|нет) ?(?:([\w-]{1,12}) )?(\w+)|^\W*(\w+)\W{1,4}(?:none|no|keine?|nessun\w?"
    r"|aucune?|ningun[oa]|nenhum\w?|нет)\b"
)
# What is no person's where these words stand in the same line: Hugging Face, a program that asks a server, and what
# plants suffer from.
_PROGRAMS = (
    *("server", "servers", "api", "http", "sdk", "library", "libraries", "python", "spark", "session", "mlflow"),
    *("minio", "browser", "websocket", "token", "oauth", "docker", "kubernetes", "сервер", "сервера"),
)
_CLIENTS = ("client", "клиент")
_OF_OTHERS = {
    "face": ("hugging",),
    **dict.fromkeys(
        ("disease", "diseases"), ("plant", "plants", "leaf", "leaves", "crop", "crops", "tomato", "potato", "rice")
    ),
}


class Count:
    """How often some words are said, and where first."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._counts: dict[str, int] = {}
        self._titled: set[str] = set()
        self._lines: dict[str, tuple[str, int]] = {}
        self._places: dict[str, Evidence] = {}

    @property
    def words(self) -> tuple[str, ...]:
        """The words that texts say, the ones first that they say most, as far as their places are known."""
        return tuple(sorted(self._places, key=lambda word: (word in ALSO_OF_MODELS, -min(self._counts[word], _CAP))))

    @property
    def places(self) -> list[Evidence]:
        """Where the words stand that are said most."""
        plain = [word for word in self.words if word not in ALSO_OF_MODELS] or self.words
        return list(dict.fromkeys(self._places[word] for word in plain))[:_MOST_PLACES]

    @property
    def total(self) -> int:
        """The sum of all words' counts, each up to what repeating tells."""
        return sum(min(count, _CAP) for count in self._counts.values())

    def of(self, words: Words) -> int:
        """The sum for those of the words that are among others."""
        return sum(min(count, _CAP) for word, count in self._counts.items() if words.has(word))

    def document(self, document: Document) -> None:
        """Count the words of a text, headings more."""
        for word, at in document.index.items():
            positions = _of_people(document, word, at) if self._words.has(word) else []
            positions = [
                position
                for position in positions
                if not _is_denied(document, word, position) and not self._is_repeated(document, position)
            ]
            if positions:
                heavy = sum(document.lines[position].kind == "heading" for position in positions)
                self._titled.update([word] if heavy else [])
                self._add(word, len(positions) + (_HEADING_WEIGHT - 1) * heavy)
                if word not in self._places:
                    plain = (position for position in positions if document.lines[position].kind != "table")
                    self._places[word] = document.evidence(document.lines[next(plain, positions[0])].number)
        if document.is_unspaced:
            for term in self._words.terms:
                if count := document.source.count(term):
                    self._add(term, count)
                    line = document.source.count("\n", 0, document.source.index(term)) + 1
                    self._places.setdefault(term, document.evidence(line))

    def _is_repeated(self, document: Document, position: int) -> bool:
        """Whether another text has said the same line already, as a notebook says what the README does."""
        line = document.lines[position]
        here = document.path, line.number
        return len(line.text) >= _LEAST_REPEATED and self._lines.setdefault(line.text, here) != here

    def only(self, beginnings: tuple[str, ...]) -> bool:
        """Whether only words that begin so are counted, in no heading and in no name of a file."""
        return not self._titled and all(word.startswith(beginnings) for word in self._counts)

    def text(self, text: str, weight: int) -> None:
        """Count the words of a few words of text."""
        for word in _LETTERS.findall(text.lower()):
            if self._words.has(word):
                self._add(word, weight)
                self._titled.add(word)
        for term in self._words.terms:
            if term in text:
                self._add(term, weight)

    def _add(self, word: str, count: int) -> None:
        self._counts[word] = self._counts.get(word, 0) + count


def _of_people(document: Document, word: str, at: list[int]) -> list[int]:
    """Where a word stands that is not made another's by the words beside it."""
    besides = _PROGRAMS if word.startswith(_CLIENTS) else _OF_OTHERS.get(word, ())
    others = [document.index[other] for other in besides if other in document.index]
    return [position for position in at if not any(position in other for other in others)] if others else at


def _is_denied(document: Document, word: str, position: int) -> bool:
    """Whether a line only says that there is no such thing in it."""
    found = _NOBODY.finditer(document.lines[position].text[:_LONGEST_LINE].lower())
    return any(word in match.groups() for match in found)
