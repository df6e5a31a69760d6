"""The application: every page, behind the guard."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from portfolio_kit.cohort.dashboard import (
    cohort_pages,
    comparison,
    feedback_page,
    login,
    notes,
    repository_page,
    similarity_pages,
)
from portfolio_kit.cohort.dashboard.guard import Guard
from portfolio_kit.cohort.dashboard.pages import Pages
from portfolio_kit.cohort.dashboard.password import Tries
from portfolio_kit.cohort.dashboard.session import SECONDS, NotOurFormError, NotSignedInError, Sessions, cookie_name
from portfolio_kit.cohort.dashboard.settings import Settings
from portfolio_kit.cohort.store.opened import Store

# No more than the store has connections for, and more would only take turns.
_THREADS = 10
_TITLES = {
    400: "That cannot be read",
    403: "That form is out of date",
    404: "Not found",
    405: "Not found",
    413: "Too much",
    503: "Busy",
}


def create_app(store: Store, settings: Settings | None = None) -> ASGIApp:
    """Return the dashboard of a store."""
    settings = settings or Settings()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan)
    app.state.store, app.state.settings, app.state.pages = store, settings, Pages()
    app.state.sessions, app.state.tries = Sessions(), Tries()
    app.mount("/static", StaticFiles(directory=Path(__file__).with_name("static")), name="static")
    for module in (login, cohort_pages, repository_page, comparison, similarity_pages, feedback_page, notes):
        app.include_router(module.router)
    app.add_middleware(
        SessionMiddleware,
        secret_key=secrets.token_urlsafe(32),
        session_cookie=cookie_name(settings.port),
        same_site="strict",
        max_age=SECONDS,
    )
    app.add_exception_handler(NotSignedInError, _not_signed_in)
    app.add_exception_handler(NotOurFormError, _not_our_form)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(OperationalError, _busy)
    return Guard(app, settings)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    del app
    anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
    yield


def _not_signed_in(request: Request, _error: Exception) -> Response:
    return RedirectResponse(login.login_address(request), 303)


def _not_our_form(request: Request, _error: Exception) -> Response:
    return _page(request, 403, "Go back, load the page again and send the form once more: nothing was changed.")


def _not_understood(request: Request, error: Exception) -> Response:
    if isinstance(error, RequestValidationError) and request.method == "POST":
        fields = {str(problem["loc"][-1]): problem["type"] for problem in error.errors()}
        return _page(request, 400, f"{_complaint(fields)} Nothing was changed: go back, and send the form once more.")
    return _page(request, 404, "There is nothing at this address.")


def _complaint(fields: dict[str, str]) -> str:
    names = {"author": "your name", "text": "a comment that says why", "verdict": "a level", "password": "the password"}
    for field, kind in fields.items():
        if kind == "string_too_long":
            return f"What stands in {names.get(field, field)} is too long."
        if field in names:
            return f"The form needs {names[field]}."
    return "The form could not be read."


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    is_ours = isinstance(error, HTTPException) and status in (404, 413) and error.detail.endswith(".")
    said = error.detail if is_ours and isinstance(error, HTTPException) else "There is nothing at this address."
    return _page(request, status, said)


def _busy(request: Request, _error: Exception) -> Response:
    return _page(request, 503, "The store did not answer in time. Nothing was changed: try it again.")


def _page(request: Request, status: int, said: str) -> Response:
    pages: Pages = request.app.state.pages
    return pages.answer(request, "problem.html.jinja", status, title=_TITLES.get(status, "Not possible"), said=said)
