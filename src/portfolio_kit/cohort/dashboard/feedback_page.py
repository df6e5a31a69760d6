"""The feedback for whoever made a repository, ready to be copied or saved."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from portfolio_kit.cohort.dashboard.asked import choice_of
from portfolio_kit.cohort.dashboard.session import SignedIn
from portfolio_kit.cohort.dashboard.state import ThePages, TheStore, cohort_of, row_number
from portfolio_kit.cohort.feedback import feedback
from portfolio_kit.cohort.store.detail import detail
from portfolio_kit.cohort.store.listing import rows
from portfolio_kit.cohort.store.queue import position

router = APIRouter(dependencies=[SignedIn])


@router.get("/repositories/{repository_id}/feedback")
def show(request: Request, repository_id: int, store: TheStore, pages: ThePages) -> Response:
    """Show the feedback as Markdown in a field to copy from."""
    with store.reading() as session:
        found = detail(session, row_number(repository_id))
        if found is None:
            raise HTTPException(404, "There is no such repository in this store.")
        cohort = cohort_of(session, found.cohort_id)
        choice = choice_of(cohort, request.query_params)
        return pages.answer(
            request,
            "feedback.html.jinja",
            cohort=cohort,
            choice=choice,
            repository=found,
            position=position(session, choice, found.id),
            text=feedback(found, rows(session, [found.id])[0].change),
        )


@router.get("/repositories/{repository_id}/feedback.md")
def save(repository_id: int, store: TheStore) -> Response:
    """Give the feedback as a file."""
    with store.reading() as session:
        found = detail(session, row_number(repository_id))
        if found is None:
            raise HTTPException(404, "There is no such repository in this store.")
        text = feedback(found, rows(session, [found.id])[0].change)
    name = f"feedback-{repository_id}.md"
    return Response(
        text.encode("utf-8", "backslashreplace"),
        media_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
