"""Pages from templates. Whatever is put into one is text there: escaped, and what could not be seen written out."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from portfolio_kit import __version__
from portfolio_kit.cohort.dashboard.asked import query_of, sorted_by
from portfolio_kit.cohort.dashboard.session import author, csrf_token
from portfolio_kit.reports.links import line_page
from portfolio_kit.reports.wording import STATUS, grade, number, sentence
from portfolio_kit.terminal import printable

STATES = {"scored": "scored", "failed": "failed", "waiting": "waiting", "unlisted": "no longer listed"}
VERDICTS = {**STATUS, "taken_back": "as the tool found"}


class Pages:
    """The templates of the dashboard."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("portfolio_kit.cohort.dashboard"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            finalize=_seen,
        )
        self._environment.filters.update(
            number=number,
            signed=signed,
            thousands=thousands,
            sentence=sentence,
            day=day,
            short=short,
            moment=moment,
            grade=grade,
        )
        self._environment.globals.update(
            version=__version__,
            words=STATUS,
            verdicts=VERDICTS,
            states=STATES,
            query_of=query_of,
            sorted_by=sorted_by,
            web_address=web_address,
            line_page=line_page,
        )

    def answer(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return the page that a template makes of the values."""
        settings = request.app.state.settings
        text = self._environment.get_template(template).render(
            **values,
            token=csrf_token(request),
            author=author(request),
            has_password=settings.password is not None,
            path=request.url.path,
        )
        return HTMLResponse(text, status)


def _seen(value: object) -> object:
    return printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def web_address(source: str) -> str | None:
    """Return where a browser may go for a repository: an http or https address, None for anything else."""
    try:
        parts = urlsplit(source)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return None
    return source if is_web and source.isprintable() else None


def signed(value: float) -> str:
    """Return a difference with its sign, a real minus."""
    text = number(abs(value))
    return "±0" if text == "0" else f"+{text}" if value > 0 else f"\N{MINUS SIGN}{text}"


def thousands(value: int) -> str:
    """Return a count as people read it: 10,000."""
    return f"{value:,}"


def day(value: datetime) -> str:
    """Return a date: 2 March 2026."""
    return f"{value.day} {value:%B %Y}"


def short(value: datetime) -> str:
    """Return a date for a column: 2 Mar 2026."""
    return f"{value.day} {value:%b %Y}"


def moment(value: datetime) -> str:
    """Return a date and time: 2 March 2026, 09:41 UTC."""
    return f"{day(value)}, {value:%H:%M} UTC"
