"""What a Makefile's targets run: their recipes, with the variables put in and the loops written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.running.unrolled import unrolled

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File

_MAKE_TARGET = re.compile(r"^([A-Za-z0-9_.-]{1,60})\s*:(?!=)([^\n#]{0,300})", re.MULTILINE)
_MAKE_VARIABLE = re.compile(r"^([A-Za-z_]\w{0,40})[ \t]*[:?]?=[ \t]*([^\n$]{1,300})$", re.MULTILINE)
_MAKE_USE = re.compile(r"\$[({](\w{1,40})[)}]")


def is_makefile(file: File) -> bool:
    """Whether a file holds rules for make."""
    return file.name.lower() in ("makefile", "gnumakefile") or file.suffix == ".mk"


def recipe(text: str, target: str) -> str:
    """The lines that a Makefile's target runs, with those of the targets that it needs."""
    text = expanded(text)
    rules: dict[str, tuple[list[str], str]] = {}
    matches = list(_MAKE_TARGET.finditer(text))
    for position, match in enumerate(matches):
        end = matches[position + 1].start() if position + 1 < len(matches) else len(text)
        if match[1] not in (".PHONY", ".DEFAULT_GOAL"):
            rules.setdefault(match[1], (match[2].split(), text[match.end() : end]))
    wanted = [target] if target in rules else list(rules)[:1] if not target else []
    seen: list[str] = []
    while wanted and len(seen) < 60:  # noqa: PLR2004
        name = wanted.pop()
        if name in rules and name not in seen:
            seen.append(name)
            wanted += rules[name][0]
    return unrolled("\n".join(rules[name][1] for name in seen))


def expanded(text: str) -> str:
    """A Makefile's text with its variables put in, those that stand for a word or two."""
    variables = {match[1]: match[2].strip() for match in _MAKE_VARIABLE.finditer(text)}
    return _MAKE_USE.sub(lambda match: variables.get(match[1], match[0]), text) if variables else text
