"""What mentors say: forms that are sent, and added to the store."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from pydantic import AfterValidator, BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from portfolio_kit.cohort.dashboard.session import LONGEST_AUTHOR, SignedIn, check_form, remember_author
from portfolio_kit.cohort.dashboard.state import TheStore, row_number
from portfolio_kit.cohort.store import mentors

router = APIRouter(dependencies=[SignedIn])
LONGEST_TEXT = 5_000


def _said(text: str) -> str:
    """The text as it is kept: with plain line ends, without what no database takes and without blanks around it."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if not kept:
        raise ValueError("it is empty")
    return kept


_Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_said)]
_Author = Annotated[str, Field(max_length=LONGEST_AUTHOR), AfterValidator(_said)]


class _Note(BaseModel):
    token: str = ""
    query: Annotated[str, Field(max_length=2_000)] = ""
    author: _Author
    text: _Text


class _Override(_Note):
    criterion: Annotated[str, Field(max_length=100)]
    verdict: mentors.Verdict


@router.post("/repositories/{repository_id}/overrides")
def override(request: Request, repository_id: int, store: TheStore, form: Annotated[_Override, Form()]) -> Response:
    """Add an override."""
    check_form(request, form.token)
    try:
        with store.writing() as session:
            mentors.override(
                session,
                row_number(repository_id),
                form.criterion,
                form.verdict,
                comment=form.text,
                author=form.author,
            )
    except LookupError:
        raise HTTPException(404, "The last review of this repository did not judge that criterion.") from None
    return _back(request, repository_id, form, f"criterion-{quote(form.criterion, safe='/')}")


@router.post("/repositories/{repository_id}/comments")
def comment(request: Request, repository_id: int, store: TheStore, form: Annotated[_Note, Form()]) -> Response:
    """Add a comment."""
    check_form(request, form.token)
    try:
        with store.writing() as session:
            mentors.comment(session, row_number(repository_id), text=form.text, author=form.author)
    except LookupError:
        raise HTTPException(404, "There is no such repository in this store.") from None
    return _back(request, repository_id, form, "notes")


def _back(request: Request, repository_id: int, form: _Note, place: str) -> Response:
    query = form.query if form.query.startswith("?") and form.query.isascii() and form.query.isprintable() else ""
    response = RedirectResponse(f"/repositories/{repository_id}{query.replace('#', '')}#{place}", 303)
    remember_author(request, response, form.author)
    return response
