"""Code and prose as rows of tokens in which what is easily changed is left out.

Of Python, what its author calls things, numbers, strings, comments, line breaks, imports and what only prints say
nothing: a copy in which they are changed is still a copy. What libraries call things stays: it is what the code does.
Nothing is parsed, so that a cell which does not run, or Python of another version, has tokens too.
"""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from portfolio_kit import lazily as re

# One that is never closed goes on to the end of its line, or of the text, so that nothing is looked at twice.
_STRING = (
    r"(?:[rRbBfFuU]{1,2})?(?:'''[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+(?:''')?"
    r'|"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+(?:""")?'
    r"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'?|\"[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+\"?)"
)
_IMPORT = r"^[ \t]*(?:from[ \t]+[\w.]+[ \t]+import\b[ \t]*(?:\([^()]*\)|[^\n;]*)|import[ \t]+[\w., \t\\]+)"
# The kinds in their order, each after the blanks before it, so that no blank is looked at twice. A name is taken with
# the dot before it, or the `=` after it.
_TOKEN = re.compile(
    rf"({_IMPORT})|[^\S\n]*+(?:(\n)|({_STRING})|(\.[^\W\d]\w*)|([^\W\d]\w*)([ \t]*=(?!=))?|#[^\n]*"
    r"|((?:\d|\.\d)[\w.]*)|,(?=\s*[)\]}])|([^\s\w])|\Z)",
    re.MULTILINE | re.DOTALL,
)
_IMPORTING, _NEWLINE, _TEXT, _ATTRIBUTE, _NAME, _NAMED, _NUMBER, _SIGN = range(1, 9)
_OPENING, _CLOSING = "([{", ")]}"
_IMPORTED = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]*)[ \t]+import[ \t]*(?:\(([^()]*)\)|([^\n;#]*))|import[ \t]+([\w., \t]+))",
    re.MULTILINE,
)
# Each begins with certain letters, which are found several times as quickly as a choice.
_FUNCTION, _CLASS = (re.compile(rf"{word}[ \t]+([^\W\d]\w*)") for word in ("def", "class"))
# What libraries expect to find under these names, and what many classes have.
_EXPECTED = frozenset(
    "fit transform fit_transform predict predict_proba score forward get_params set_params inverse_transform".split()  # noqa: SIM905
)
_KEYWORDS = frozenset(keyword.kwlist)
_GIVEN = frozenset(dir(builtins)) | _KEYWORDS
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]|[^\W\d_]+|\d[\d.,]*")


class Tokens(NamedTuple):
    """Tokens as numbers, and the line that each stands on, counted from 1."""

    numbers: list[int]
    lines: list[int]


class Vocabulary:
    """The tokens of one repository: `own` is what it defines itself, whose names its author may change at will."""

    def __init__(self, sources: Iterable[str]) -> None:
        found: set[str] = set()
        for source in sources:
            found.update(_FUNCTION.findall(source), _CLASS.findall(source))
        self._own = found - _EXPECTED
        self._numbers = _Numbers()

    def code(self, *sources: tuple[int, str]) -> Tokens:
        """Return the tokens of Python: of a file, or of cells one after the other, each with the number of its first
        line. What one of them opens and does not close is closed at its end.
        """
        names = self._names("\n".join(source for _, source in sources))
        found = Tokens([], [])
        for first, source in sources:
            self._add(found, first, source, names)
        return found

    # A call for each token would take as long again.
    def _add(self, found: Tokens, line: int, source: str, names: Mapping[str, int]) -> None:  # noqa: C901, PLR0912, PLR0915
        numbers, tokens, lines = self._numbers, found.numbers, found.lines
        name, text, number, equals, comma = map(numbers.__getitem__, ("N", "S", "0", "=", ","))
        literals = (text, number)
        depth, in_header = 0, False
        # Whether a statement begins here, and whether this one only prints: whoever looks for a mistake adds such.
        begins, prints = True, False
        for match in _TOKEN.finditer(source):
            kind = match.lastindex
            if kind == _NEWLINE:
                line += 1
                if depth == 0:
                    begins, prints = True, False
                continue
            prints = prints or (begins and match[_NAME] == "print")
            begins = False
            if prints:
                if kind == _SIGN:
                    depth = max(0, depth + (match[_SIGN] in _OPENING) - (match[_SIGN] in _CLOSING))
                elif kind == _TEXT:
                    line += match[0].count("\n")
                continue
            if kind == _NAME:
                word = match[_NAME]
                if word in _KEYWORDS:
                    in_header = word == "def" or (in_header and word != "lambda")
                    if word == "pass":
                        # A blank statement, or what stands in for a notebook's magic.
                        continue
                tokens.append(names.get(word, name))
            elif kind == _SIGN:
                sign = match[_SIGN]
                if sign in _OPENING:
                    depth += 1
                elif sign in _CLOSING:
                    depth -= depth > 0
                elif sign == ":" and depth == 0:
                    in_header = False
                tokens.append(numbers[sign])
            elif kind == _ATTRIBUTE:
                word = match[_ATTRIBUTE]
                tokens.append(name if word[1:] in self._own else numbers[word])
            elif kind == _NAMED:
                if depth and not in_header:
                    tokens.append(numbers[f"{match[_NAME]}="])
                else:
                    lines.append(line)
                    tokens += (names.get(match[_NAME], name), equals)
            elif kind in (_TEXT, _NUMBER):
                if tokens[-1:] == [comma] and tokens[-2:-1] and tokens[-2] in literals:
                    # A list of values is as one value: tables are no code.
                    del tokens[-2:], lines[-2:]
                tokens.append(text if kind == _TEXT else number)
                lines.append(line)
                line += match[0].count("\n") if kind == _TEXT else 0
                continue
            else:
                line += match[0].count("\n") if kind == _IMPORTING else 0
                continue
            lines.append(line)

    def prose(self, lines: Iterable[tuple[int, str]]) -> Tokens:
        """Return the words of numbered lines of text."""
        numbers, tokens = self._numbers, Tokens([], [])
        for line, text in lines:
            found = [numbers["0" if word[0].isdigit() else word] for word in _WORD.findall(text.lower())]
            tokens.numbers.extend(found)
            tokens.lines.extend([line] * len(found))
        return tokens

    def _names(self, source: str) -> dict[str, int]:
        """The tokens of the names that a source has from Python or other packages, whatever it calls them."""
        found = {name: self._numbers[name] for name in _GIVEN}
        for package, enclosed, listed, modules in _IMPORTED.findall(source):
            for name, called in _renamed(modules or enclosed or listed):
                if not package.startswith(".") and name not in self._own:
                    found[called] = self._numbers[name]
        return found


class _Numbers(dict[str, int]):
    """The number of each token: the same on every machine."""

    def __missing__(self, token: str) -> int:
        self[token] = number = int.from_bytes(blake2b(token.encode(), digest_size=8).digest()) >> 3
        return number


def _renamed(names: str) -> Iterator[tuple[str, str]]:
    """Each of `a, b as c` with what it is called from there on."""
    for part in names.split(","):
        words = part.split()
        if words:
            yield words[0], words[-1]
