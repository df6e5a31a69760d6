"""What comments beside the code that reads data say of how to get it: from which page to download which file.

# Download from https://example.org/rents
# Files needed: flats.csv
flats = pd.read_csv("flats.csv")
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.givers import gives_data, is_left_open, is_of_own_network
from portfolio_kit.repository.data.sources import BRING

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.data.data import Wanted
    from portfolio_kit.rubric.finding import Evidence

_COMMENT = re.compile(r"^[ \t]*#(?!!)[ \t]*(.*)$")
_ADDRESS = re.compile(r"https?://[^\s)>\"'\]]{3,500}")
_LONGEST = 600
# How many lines of comments belong together.
_MOST = 12


def told_in_comments(reads: Sequence[Wanted]) -> Iterator[Evidence]:
    """Yield the lines of comments that name the page from which a file comes that the same module reads by that name:
    a page that gives data away, or one from which they tell to download it.
    """
    modules = {read.use.module.path: read.use.module for read in reads}
    for path, module in modules.items():
        names = {read.name for read in reads if read.use.module.path == path and "." in read.name}
        if "http" in module.source and names:
            yield from (module.evidence(line) for line in _told(module, names))


def _told(module: Module, names: set[str]) -> Iterator[int]:
    for block in _blocks(module.source.split("\n")):
        plain = " ".join(_ADDRESS.sub(" ", text) for _, text in block).lower()
        if not any(re.search(rf"(?<![\w/.-]){re.escape(name)}(?!\w)", plain) for name in names):
            continue
        tells = bool(BRING.search(plain))
        for line, text in block:
            addresses = [one for one in _ADDRESS.findall(text) if not is_left_open(one) and not is_of_own_network(one)]
            if any(tells or gives_data(address) for address in addresses):
                yield line
                break


def _blocks(lines: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield comments that stand below each other, each with its line."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], start=1):
        if (match := _COMMENT.match(line[:_LONGEST])) and len(block) < _MOST:
            block.append((number, match[1]))
        elif block:
            yield block
            block = []
