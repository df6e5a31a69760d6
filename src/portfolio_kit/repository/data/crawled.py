"""The sites that a crawler of the project reads page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from portfolio_kit.repository.data.fetching import KEEPERS
from portfolio_kit.repository.data.givers import is_left_open, is_of_own_network

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

# What drives a browser, or goes from page to page itself.
_BROWSERS = ("selenium", "playwright", "undetected_chromedriver", "seleniumwire")
_SPIDERS = ("scrapy",)
_GOING = frozenset({"get", "goto"})


def crawled(modules: Sequence[Module]) -> Iterator[tuple[Module, int]]:
    """Yield where the address stands of each site that a module goes to with a browser, to keep what it finds there, or
    that a spider starts from: in the module, or in the settings that it takes a constant from.
    """
    crawlers = [module for module in modules if _is_crawler(module)]
    constants = _constants(modules) if crawlers else {}
    for module in crawlers:
        own = [line for _, line in _addresses(module)]
        taken = [constants[name] for name in module.names if name in constants]
        if own:
            yield module, own[0]
        elif taken:
            yield min(taken, key=lambda found: found[0])[1]


def _constants(modules: Sequence[Module]) -> dict[str, tuple[int, tuple[Module, int]]]:
    """The addresses that modules give a name in capitals, each with how many stand before it."""
    found: dict[str, tuple[int, tuple[Module, int]]] = {}
    before = 0
    for module in modules:
        if not module.mentions("://"):
            continue
        names: dict[str, list[str]] = {}
        for name, texts in module.assigned.items():
            if name.isupper():
                for text in texts:
                    names.setdefault(text, []).append(name)
        for text, line in _addresses(module):
            before += 1
            for name in names.get(text, ()):
                found.setdefault(name, (before, (module, line)))
    return found


def _is_crawler(module: Module) -> bool:
    if module.imports_any(*_SPIDERS):
        return True
    return (
        module.imports_any(*_BROWSERS) is not None
        and any(call.last in _GOING and call.node.args for call in module.calls)
        and any(call.last in KEEPERS for call in module.calls)
    )


def _addresses(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the addresses of others' pages in a module, with their lines."""
    for text, line in module.strings:
        if text.startswith(("http://", "https://")) and not (is_of_own_network(text) or is_left_open(text)):
            yield text, line
