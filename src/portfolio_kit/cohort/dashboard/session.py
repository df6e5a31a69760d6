"""Who is asking: signed in or not, by which name, and whether a form came from a page of ours."""

from __future__ import annotations

import hmac
import secrets
import time
from urllib.parse import quote, unquote, urlsplit

from fastapi import Depends, Request
from starlette.responses import Response

SECONDS = 12 * 60 * 60
"""How long a session lasts after the last page that it asked for."""
_AUTHOR_SECONDS = 365 * 24 * 60 * 60
_TOKEN, _SESSION = "token", "session"
LONGEST_AUTHOR = 100


class NotSignedInError(Exception):
    """A page was asked for that only those see who know the password."""


class NotOurFormError(Exception):
    """A form was sent that no page of this session had."""


class Sessions:
    """The sessions that are signed in: signing out ends one, whoever still has its cookie."""

    def __init__(self) -> None:
        self._ends: dict[str, float] = {}

    def begin(self, request: Request) -> None:
        """Sign in; with another token than before, which somebody may have planted."""
        now = time.monotonic()
        self._ends = {name: ends for name, ends in self._ends.items() if ends > now}
        request.session.clear()
        request.session[_SESSION] = name = secrets.token_urlsafe(24)
        self._ends[name] = now + SECONDS

    def end(self, request: Request) -> None:
        """Sign out."""
        self._ends.pop(request.session.get(_SESSION, ""), None)
        request.session.clear()

    def is_known(self, request: Request) -> bool:
        """Whether the request comes from somebody who is signed in, who stays so for another while then."""
        name = request.session.get(_SESSION, "")
        now = time.monotonic()
        if self._ends.get(name, 0.0) <= now:
            return False
        self._ends[name] = now + SECONDS
        return True


def csrf_token(request: Request) -> str:
    """Return what every form of this session has to send along."""
    if _TOKEN not in request.session:
        request.session[_TOKEN] = secrets.token_urlsafe(24)
    token: str = request.session[_TOKEN]
    return token


def check_form(request: Request, token: str) -> None:
    """Raise NotOurFormError unless a form was sent by a page of this session."""
    known = request.session.get(_TOKEN, "")
    origin = request.headers.get("origin")
    is_ours = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not (known and is_ours and hmac.compare_digest(known.encode(), token.encode("utf-8", "surrogatepass"))):
        raise NotOurFormError


async def require_sign_in(request: Request) -> None:
    """Raise NotSignedInError where a password is asked for that this session has not given."""
    state = request.app.state
    if state.settings.password is not None and not state.sessions.is_known(request):
        raise NotSignedInError


SignedIn = Depends(require_sign_in)


def author(request: Request) -> str:
    """Return the name that the mentor gave last, empty for none."""
    return unquote(request.cookies.get(_cookie(request), ""), errors="replace")[:LONGEST_AUTHOR]


def remember_author(request: Request, response: Response, name: str) -> None:
    """Let the forms know the name of the mentor from now on."""
    response.set_cookie(
        _cookie(request), quote(name, safe=""), max_age=_AUTHOR_SECONDS, httponly=True, samesite="strict"
    )


def cookie_name(port: int) -> str:
    """Return the name of the session's cookie: browsers don't tell two ports of a machine apart."""
    return f"portfolio-kit-{port}"


def _cookie(request: Request) -> str:
    return f"{cookie_name(request.app.state.settings.port)}-author"


def local_path(text: str) -> str:
    """Return where to go on after signing in: a path of this server, the start for anything else."""
    is_path = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if is_path and "\\" not in text else "/"
