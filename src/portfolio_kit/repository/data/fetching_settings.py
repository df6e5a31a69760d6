"""Code that fetches data from an address that stands in a file of settings which it reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted
from portfolio_kit.repository.data.asking import APPS, ASKERS, COLLECTING, TABLE_READERS
from portfolio_kit.repository.data.givers import gives_data, is_left_open, is_of_own_network

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File

_SETTINGS = frozenset({".yaml", ".yml", ".toml", ".json", ".ini", ".cfg"})
_LONGEST_SETTINGS = 50_000
_FILE_ADDRESS = re.compile(
    r"https?://[^\s\"'<>]{3,500}\.(?:csv|tsv|zip|parquet|xlsx?|arff|gz|tgz|data)\b", re.IGNORECASE
)
_FOLDER_ADDRESS = re.compile(
    r"^[^\n#:=]{0,60}(?:ur[il]|source|link|host)[\"']?[ \t]*[:=][ \t]*[\"']?(https?://[\w-]+\.[\w.-]+(?:/[\w./-]*)?)"
    r"[\"']?,?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# An address on the internet that is set for the code to ask; what a service is reached at is none of data.
_ADDRESS_SETTING = re.compile(
    r"^[ \t]*[\"']?(?P<key>(?!tracking|webhook|registry|mlflow|dashboard)[a-z_]{0,40}(?:url|uri"
    r"|endpoint))[\"']?[ \t]*[:=][ \t]*"
    r"[\"']?(?P<address>https?://[\w-]+(?:\.[\w-]+)+[^\s\"']{0,300})",
    re.IGNORECASE | re.MULTILINE,
)
_FILE_NAME = re.compile(
    r"^[^\n#:=]{0,60}[:=][ \t]*[\"']?[^\s\"'/]*\{[^\s\"'/]*\.(?:csv|tsv|zip|parquet|xlsx?|gz)[\"']?,?[ \t]*$",
    re.MULTILINE,
)
_ADDRESSED = re.compile(r"ur[il](?:$|_)|link|source|remote", re.IGNORECASE)


def fetched_by_settings(modules: Sequence[Module], files: Sequence[File]) -> Iterator[tuple[Module, int]]:
    """Yield where the code fetches data from an address that stands in one of the settings in `files`. Where they give
    the address of a folder and the file's name apart, only what is called after fetching asks for the two.
    """
    settings = [file.text for file in files if _is_read(file, modules)]
    yield from _asked_by_setting(modules, settings)
    is_whole = any(gives_data(address) for text in settings for address in _FILE_ADDRESS.findall(text))
    if is_whole or any(map(_gives_in_parts, settings)):
        for module in modules:
            if module.mentions("url", "uri", "URL", "link", "source"):
                for call in module.calls:
                    asks = call.name in ASKERS and call.last != "post"
                    if (asks or call.last in TABLE_READERS) and call.node.args:
                        argument = dotted(call.node.args[0])
                        is_called_so = COLLECTING.search(call.scope) or COLLECTING.search(module.file.stem)
                        if argument and _ADDRESSED.search(argument) and (is_whole or is_called_so):
                            yield module, call.line


def _asked_by_setting(modules: Sequence[Module], settings: Sequence[str]) -> Iterator[tuple[Module, int]]:
    """Yield where code that is there to collect asks the address that one of the settings gives, which it takes by the
    setting's name: `config["data"]["exchange_api_url"]`.
    """
    keys = {
        match["key"]
        for text in settings
        for match in _ADDRESS_SETTING.finditer(text)
        if not (is_of_own_network(match["address"]) or is_left_open(match["address"]))
    }
    for module in modules if keys else ():
        if not module.mentions(*keys) or module.imports_any(*APPS):
            continue
        if not any(text in keys for text, _ in module.strings):
            continue
        for call in module.calls:
            if call.name in ASKERS and call.last != "post" and COLLECTING.search(f"{module.file.stem} {call.scope}"):
                yield module, call.line


def _is_read(file: File, modules: Sequence[Module]) -> bool:
    """Whether a file holds settings that the code reads."""
    return (
        file.suffix in _SETTINGS
        and 0 < file.size <= _LONGEST_SETTINGS
        and any(module.mentions(file.name) for module in modules)
    )


def _gives_in_parts(settings: str) -> bool:
    """Whether settings give the address of a folder on the internet and, apart, the name of a file of data in it."""
    return bool(_FILE_NAME.search(settings)) and any(
        gives_data(f"{match[1].rstrip('/')}/data.csv") for match in _FOLDER_ADDRESS.finditer(settings)
    )
