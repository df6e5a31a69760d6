"""The page of one repository."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from portfolio_kit.cohort.dashboard.asked import choice_of
from portfolio_kit.cohort.dashboard.proof import stages_of
from portfolio_kit.cohort.dashboard.session import SignedIn
from portfolio_kit.cohort.dashboard.state import ThePages, TheStore, row_number
from portfolio_kit.cohort.similarity.keeping import near_copies
from portfolio_kit.cohort.store import cohorts
from portfolio_kit.cohort.store.detail import detail
from portfolio_kit.cohort.store.history import history
from portfolio_kit.cohort.store.queue import position

_MOST_ALIKE = 3
router = APIRouter(dependencies=[SignedIn])


@router.get("/repositories/{repository_id}")
def repository(request: Request, repository_id: int, store: TheStore, pages: ThePages) -> Response:
    """Show everything that is known of a repository, and what is beside it in the queue."""
    with store.reading() as session:
        found = detail(session, row_number(repository_id))
        cohort = cohorts.cohort(session, found.cohort_id) if found else None
        if found is None or cohort is None:
            raise HTTPException(404, "There is no such repository in this store.")
        choice = choice_of(cohort, request.query_params)
        return pages.answer(
            request,
            "repository.html.jinja",
            cohort=cohort,
            choice=choice,
            repository=found,
            position=position(session, choice, found.id),
            history=history(session, found.id),
            alike=near_copies(session, cohort.id, repository_id=found.id, most=_MOST_ALIKE),
            stages=stages_of(found.review.proof if found.review else None),
        )
