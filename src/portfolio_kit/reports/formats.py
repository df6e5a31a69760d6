"""The formats by the names that the command line gives them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio_kit.errors import UserError
from portfolio_kit.look import Look
from portfolio_kit.rubric.scorecard import Scorecard

if TYPE_CHECKING:
    # `check` need not wait for it.
    from portfolio_kit.proof.proven import Proven

# The format that a file's name asks for; a name without an ending is a terminal's text, as before a pipe.
_ENDINGS = {
    "": "terminal",
    ".txt": "terminal",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".sarif": "sarif",
    ".svg": "badge",
}


def of_file(file: Path) -> str:
    """Return the format that the name of a file asks for. Raises UserError when it is none of ours."""
    name = file.name.lower().removesuffix(".json") if file.name.lower().endswith(".sarif.json") else file.name.lower()
    ending = Path(name).suffix
    if ending not in _ENDINGS:
        known = ", ".join(filter(None, _ENDINGS))
        raise UserError(f"{file}: no format ends in {ending}: give --format, or a name that ends in one of {known}")
    return _ENDINGS[ending]


def rendered_proof(proven: Proven, name: str, folder: Path | None = None) -> str:
    """Return a scorecard with what happened in its proof; `folder` is where the logs will be, beside the text.

    Raises KeyError for an unknown format.
    """
    if name == "json":
        from portfolio_kit.reports import proof_json

        return proof_json.report(proven)
    if name == "markdown":
        from portfolio_kit.reports import proof_markdown

        return proof_markdown.report(proven)
    if name == "html":
        from portfolio_kit.reports import html

        return html.report([proven.scorecard], folder, proven)
    if name == "badge":
        from portfolio_kit.reports import badge

        return badge.report(proven.scorecard, proven=proven.has_passed)
    raise KeyError(name)


def rendered(
    scorecards: Sequence[Scorecard],
    name: str,
    look: Look | None = None,
    *,
    verbose: bool = False,
    folder: Path | None = None,
) -> str:
    """Return the scorecards in the format called `name`; only `terminal` heeds `look` and `verbose`.

    `folder` is where the text will be written to, which only `html` heeds.

    Raises UserError for a badge of several repositories and KeyError for an unknown format.
    """
    # Each format is imported when it is asked for: a template engine is nothing that a terminal should wait for.
    if name == "terminal":
        from portfolio_kit.reports import terminal

        return terminal.report(scorecards, look, verbose=verbose)
    if name == "json":
        from portfolio_kit.reports import as_json

        return as_json.report(scorecards)
    if name == "markdown":
        from portfolio_kit.reports import markdown

        return markdown.report(scorecards)
    if name == "html":
        from portfolio_kit.reports import html

        return html.report(scorecards, folder)
    if name == "sarif":
        from portfolio_kit.reports import sarif

        return sarif.report(scorecards)
    if name == "badge":
        from portfolio_kit.reports import badge

        if len(scorecards) != 1:
            raise UserError("a badge shows one repository: give one")
        return badge.report(scorecards[0])
    raise KeyError(name)
