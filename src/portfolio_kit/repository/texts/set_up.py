"""How a project is installed where no package manager does it: numbered steps below a heading that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.markdown import Document, Section
from portfolio_kit.rubric.finding import Evidence

_HEADING = re.compile(
    r"\binstall|\binstal|\bset ?up\b|\bmise en place\b|einrichtung|установ|安装|インストール|kurulum|instalac",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:step\s*|étape\s*|schritt\s*|paso\s*|passo\s*)?\d{1,2}\s*[.):-]\s*\S", re.IGNORECASE)
# How many steps there are, and how many of them name what they are about.
_FEWEST, _FEWEST_NAMING = 3, 2
# Words of a step that says what to do.
_SAYING = 4
_NAMED = re.compile(r"`[^`\n]+`|https?://|[\w-]+/[\w./-]+|\b\w+\.(?:php|py|sql|exe|jar|env|json|ya?ml|txt|cfg|ini)\b")


def steps(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield the headings of installations below which at least three numbered steps say what to do with what."""
    for document in documents:
        sections = list(document.sections)
        for position, section in enumerate(sections):
            if not _HEADING.search(section.title):
                continue
            below = [section]
            for later in sections[position + 1 :]:
                if later.level <= section.level:
                    break
                below.append(later)
            if _are_steps(below):
                yield document.evidence(section.number)


def _are_steps(sections: list[Section]) -> bool:
    numbered = [inner for inner in sections[1:] if _NUMBERED.match(inner.title)]
    if len(numbered) >= _FEWEST:
        return sum(_says(inner.text) for inner in numbered) >= _FEWEST_NAMING
    items = [line.text for line in sections[0].lines if line.kind == "item" and _NUMBERED.match(line.text)]
    return len(items) >= _FEWEST and sum(map(_says, items)) >= _FEWEST_NAMING


def _says(text: str) -> bool:
    return len(text.split()) >= _SAYING and bool(_NAMED.search(text) or re.search(r"\b[A-Z]\w*[A-Z]\w*\b", text))
