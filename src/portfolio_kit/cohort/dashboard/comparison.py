"""The page that shows repositories side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from portfolio_kit.cohort.dashboard.asked import choice_of
from portfolio_kit.cohort.dashboard.session import SignedIn
from portfolio_kit.cohort.dashboard.state import ThePages, TheStore, cohort_of, row_number
from portfolio_kit.cohort.store.comparing import MOST, compared

router = APIRouter(dependencies=[SignedIn])


@router.get("/cohorts/{cohort_id}/compare")
def compare(
    request: Request,
    cohort_id: int,
    store: TheStore,
    pages: ThePages,
    r: Annotated[list[int] | None, Query(max_length=100)] = None,
) -> Response:
    """Show the repositories `r` of the cohort side by side."""
    with store.reading() as session:
        cohort = cohort_of(session, cohort_id)
        found = compared(session, cohort.id, [row_number(number) for number in r or ()])
        if r and not found:
            raise HTTPException(404, "None of these repositories is in this cohort.")
        return pages.answer(
            request,
            "compare.html.jinja",
            cohort=cohort,
            choice=choice_of(cohort, request.query_params),
            compared=found,
            left_out=max(0, len(set(r or ())) - MOST),
            most=MOST,
        )
