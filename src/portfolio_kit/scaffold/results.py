"""The numbers that a project's own training wrote into its documents: an update leaves them as they are.

Generated documents hold them between `<!-- result:NAME -->` and `<!-- /result -->`, in YAML between `# result:NAME` and
`# /result`; the project's `make report` fills them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from portfolio_kit.scaffold.render import File

_MARKED = re.compile(
    rb"(?P<open><!-- result:(?P<name>[\w-]+) -->|\# result:(?P<yaml>[\w-]+)\n)(?P<value>.*?)"
    rb"(?P<close><!-- /result -->|\# /result)",
    re.DOTALL,
)


def results(text: bytes) -> dict[bytes, bytes]:
    """Return what a document shows under each name."""
    return {match["name"] or match["yaml"]: match["value"] for match in _MARKED.finditer(text)}


def with_results(text: bytes, values: Mapping[bytes, bytes]) -> bytes:
    """Return a document with the values that are given for its marks; a mark without one keeps its own."""

    def filled(match: re.Match[bytes]) -> bytes:
        name = match["name"] or match["yaml"]
        return match["open"] + values.get(name, match["value"]) + match["close"]

    return _MARKED.sub(filled, text)


def with_results_of(files: Mapping[str, File], project: Mapping[str, File]) -> dict[str, File]:
    """Return a template's files as they would be if they had been filled with the project's own results."""
    return {
        path: replace(file, content=with_results(file.content, results(project[path].content)))
        if path in project
        else file
        for path, file in files.items()
    }
