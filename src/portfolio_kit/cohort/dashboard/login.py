"""Signing in, where the dashboard has a password, and signing out."""

from __future__ import annotations

import math
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from portfolio_kit.cohort.dashboard.session import check_form, local_path
from portfolio_kit.cohort.dashboard.state import ThePages

router = APIRouter()


class _Login(BaseModel):
    token: str = ""
    password: Annotated[str, Field(max_length=1_000)] = ""
    go: Annotated[str, Field(max_length=2_000)] = "/"


class _Logout(BaseModel):
    token: str = ""


@router.get("/login")
def ask(request: Request, pages: ThePages, go: str = "/") -> Response:
    """Ask for the password."""
    if request.app.state.settings.password is None:
        return RedirectResponse("/", 303)
    return pages.answer(request, "login.html.jinja", go=local_path(go), complaint=None)


@router.post("/login")
def sign_in(request: Request, pages: ThePages, form: Annotated[_Login, Form()]) -> Response:
    """Begin a session for whoever knows the password."""
    check_form(request, form.token)
    state, go = request.app.state, local_path(form.go)
    if state.settings.password is None:
        return RedirectResponse("/", 303)
    address = request.client.host if request.client else ""
    wait = state.tries.wait(address)
    if wait > 0:
        seconds = math.ceil(wait)
        complaint = f"Too many tries. Wait {seconds} seconds, then try again."
        answer = pages.answer(request, "login.html.jinja", 429, go=go, complaint=complaint)
        answer.headers["Retry-After"] = str(seconds)
        return answer
    if not state.settings.password.matches(form.password):
        return pages.answer(request, "login.html.jinja", 401, go=go, complaint="That is not the password.")
    state.tries.forget(address)
    state.sessions.begin(request)
    return RedirectResponse(go, 303)


@router.post("/logout")
def sign_out(request: Request, form: Annotated[_Logout, Form()]) -> Response:
    """End the session."""
    check_form(request, form.token)
    request.app.state.sessions.end(request)
    return RedirectResponse("/login", 303)


def login_address(request: Request) -> str:
    """Return where to sign in, to come back to the page that was asked for."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return "/login" if request.method != "GET" or asked == "/" else f"/login?go={quote(asked, safe='')}"
