"""A repository's case study with all that a page of it needs: text, figures, origin."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from portfolio_kit.case_study.dates import written
from portfolio_kit.case_study.figure_files import Figure, figures
from portfolio_kit.case_study.find import case_study_of, content, inside
from portfolio_kit.case_study.markdown import read
from portfolio_kit.case_study.page import Block, Heading, Link, Page, Paragraph, plain
from portfolio_kit.errors import UserError
from portfolio_kit.repository.text import decoded

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LARGEST = 1024 * 1024
_MOST_KEYWORDS = 12
_LONGEST_DESCRIPTION = 200
_FORGES = frozenset({"github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "git.sr.ht"})
_CODE = frozenset({"code", "source", "source code", "repository", "github", "gitlab"})


@dataclass(frozen=True, slots=True)
class Study:
    """A case study: `file` of the repository at `root`, `where` in it; its figures by target; when it was written."""

    root: Path
    file: Path
    where: str
    page: Page
    figures: Mapping[str, Figure]
    written: dt.datetime
    keywords: tuple[str, ...]

    @property
    def day(self) -> str:
        """The day it was written, as its language writes one; without words of other languages."""
        day = self.written
        return (
            f"{day.day}\N{NO-BREAK SPACE}{_MONTHS[day.month - 1]}\N{NO-BREAK SPACE}{day.year}"
            if self.page.language == "en"
            else day.date().isoformat()
        )

    @property
    def description(self) -> str:
        """What it begins with, in at most 200 characters."""
        text = next((plain(block.content) for block in _told(self.page.blocks)), self.page.title)
        text = " ".join(text.split())
        if len(text) <= _LONGEST_DESCRIPTION:
            return text
        sentences = re.match(rf"(.{{60,{_LONGEST_DESCRIPTION}}}[.!?。])\s", text)
        return sentences[1] if sentences else text[: _LONGEST_DESCRIPTION - 1].rpartition(" ")[0].rstrip(",;:") + "…"

    @property
    def repository(self) -> str | None:
        """The address of its code, when the byline has it."""
        return self._linked(lambda name, _: name in _CODE) or self._linked(lambda _, host: host in _FORGES)

    @property
    def address(self) -> str | None:
        """Its own address on the web, when the byline has a link that is called Page."""
        return self._linked(lambda name, _: name == "page")

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the byline."""
        return tuple(inline for part in self.page.byline for inline in part if isinstance(inline, Link))

    def _linked(self, is_wanted: Callable[[str, str], bool]) -> str | None:
        for link in self.links:
            if is_wanted(plain(link.content).strip().lower(), urlsplit(link.address).hostname or ""):
                return link.address
        return None


def study_of(root: Path) -> Study:
    """Return the case study of the repository at `root`, read and with everything it needs.

    Raises UserError when there is none, or when it is not finished.
    """
    name = case_study_of(root).relative_to(root)
    source = decoded(content(root, name))
    root, file = root.resolve(), inside(root, name)
    where = file.relative_to(root).as_posix()
    if source is None:
        raise UserError(f"{where} is not text: write it in Markdown, in UTF-8")
    page = read(source, where)
    return Study(root, file, where, page, figures(page, file, root, where), written(file), tuple(_keywords(root)))


def _told(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """The paragraphs below the first heading, then any."""
    first = next((number for number, block in enumerate(blocks) if isinstance(block, Heading)), 0)
    for block in (*blocks[first:], *blocks[:first]):
        if isinstance(block, Paragraph):
            yield block


def _keywords(root: Path) -> Iterator[str]:
    """What the project says of itself in pyproject.toml."""
    yield "case study"
    file = root / "pyproject.toml"
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST or not file.resolve().is_relative_to(root):
            return
        found = tomllib.loads(file.read_text(encoding="utf-8")).get("project", {}).get("keywords", [])
        yield from [word for word in found if isinstance(word, str) and word.isprintable()][:_MOST_KEYWORDS]
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        # Whatever is wrong with it is not the case study's business.
        return
