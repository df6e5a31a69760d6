"""The pages about what is alike in a cohort: the pairs, and the places that two of them share."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from portfolio_kit.cohort.dashboard.asked import choice_of, page_of
from portfolio_kit.cohort.dashboard.session import SignedIn
from portfolio_kit.cohort.dashboard.state import ThePages, TheStore, cohort_of, row_number
from portfolio_kit.cohort.similarity import keeping
from portfolio_kit.cohort.similarity.matched import Side
from portfolio_kit.cohort.store.listing import PAGE, rows

router = APIRouter(dependencies=[SignedIn])
_MOST_PLACES = 40


@router.get("/cohorts/{cohort_id}/similarity")
def similarity(request: Request, cohort_id: int, store: TheStore, pages: ThePages) -> Response:
    """Show the pairs of repositories that share something, the nearest copies first."""
    with store.reading() as session:
        cohort = cohort_of(session, cohort_id)
        count = keeping.count(session, cohort.id)
        last = max(1, -(-count // PAGE))
        number = min(page_of(request.query_params), last)
        return pages.answer(
            request,
            "similarity.html.jinja",
            cohort=cohort,
            choice=choice_of(cohort, {}),
            pairs=keeping.near_copies(session, cohort.id, offset=(number - 1) * PAGE, most=PAGE),
            count=count,
            number=number,
            last=last,
        )


@router.get("/cohorts/{cohort_id}/similarity/{first_id}/{second_id}")
def pair(request: Request, cohort_id: int, first_id: int, second_id: int, store: TheStore, pages: ThePages) -> Response:
    """Show the places that two repositories share, side by side."""
    with store.reading() as session:
        cohort = cohort_of(session, cohort_id)
        first_id, second_id = sorted((row_number(first_id), row_number(second_id)))
        of_first = keeping.near_copies(session, cohort.id, repository_id=first_id, most=1_000)
        found = next((copy for copy in of_first if (copy.first_id, copy.second_id) == (first_id, second_id)), None)
        if found is None:
            raise HTTPException(404, "These two repositories share too little to be shown side by side.")
        return pages.answer(
            request,
            "pair.html.jinja",
            cohort=cohort,
            choice=choice_of(cohort, {}),
            pair=found,
            both=rows(session, (first_id, second_id)),
            matches=keeping.places(session, first_id, second_id, most=_MOST_PLACES),
            most=_MOST_PLACES,
            numbered=_numbered,
        )


def _numbered(side: Side) -> list[tuple[int, str]]:
    """The lines of a place with their numbers."""
    return [(number, line.rstrip("\r").expandtabs(4)) for number, line in enumerate(side.lines, start=side.start)]
