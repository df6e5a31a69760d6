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
    for module in modules:
        if _is_crawler(module):
            place = next(_addressed(module, None), None) or next(
                (
                    place
                    for other in modules
                    if other is not module and other.mentions("://")
                    for place in _addressed(other, module)
                ),
                None,
            )
            if place is not None:
                yield place


def _is_crawler(module: Module) -> bool:
    if module.imports_any(*_SPIDERS):
        return True
    return (
        module.imports_any(*_BROWSERS) is not None
        and any(call.last in _GOING and call.node.args for call in module.calls)
        and any(call.last in KEEPERS for call in module.calls)
    )


def _addressed(module: Module, taker: Module | None) -> Iterator[tuple[Module, int]]:
    """Yield the addresses of others' pages in a module: those alone that it gives a name which `taker` takes."""
    taken = {
        text
        for name in (taker.names if taker is not None else ())
        if name.isupper()
        for text in module.assigned.get(name, ())
    }
    for text, line in module.strings:
        is_page = text.startswith(("http://", "https://")) and not (is_of_own_network(text) or is_left_open(text))
        if is_page and (taker is None or text in taken):
            yield module, line
