"""The pages about a cohort: its repositories, their heat map, and what the mentor teaches next."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from portfolio_kit.cohort.dashboard.asked import choice_of, left_out_of, page_of
from portfolio_kit.cohort.dashboard.session import SignedIn
from portfolio_kit.cohort.dashboard.state import ThePages, TheStore, cohort_of
from portfolio_kit.cohort.store import cohorts, overview
from portfolio_kit.cohort.store.choosing import Choice
from portfolio_kit.cohort.store.listing import listing

router = APIRouter(dependencies=[SignedIn])
_FIRST_MISSED = 5


@router.get("/")
def start(request: Request, store: TheStore, pages: ThePages) -> Response:
    """Go to the only cohort, or show the list of several."""
    with store.reading() as session:
        found = cohorts.cohorts(session)
        if len(found) == 1:
            return RedirectResponse(f"/cohorts/{found[0].id}", 303)
        return pages.answer(request, "cohorts.html.jinja", cohorts=found)


@router.get("/cohorts/{cohort_id}")
def repositories(request: Request, cohort_id: int, store: TheStore, pages: ThePages) -> Response:
    """Show the repositories, how their scores are spread and what they miss most."""
    with store.reading() as session:
        cohort = cohort_of(session, cohort_id)
        choice = choice_of(cohort, request.query_params)
        return pages.answer(
            request,
            "cohort.html.jinja",
            **_chosen(request, session, cohort, choice),
            spread=overview.spread(session, choice),
            missed=overview.missed(session, choice)[:_FIRST_MISSED],
            listing=listing(session, choice, page_of(request.query_params)),
        )


@router.get("/cohorts/{cohort_id}/heat-map")
def heat_map(request: Request, cohort_id: int, store: TheStore, pages: ThePages) -> Response:
    """Show every criterion of every repository at once."""
    with store.reading() as session:
        cohort = cohort_of(session, cohort_id)
        choice = choice_of(cohort, request.query_params)
        return pages.answer(
            request,
            "heat_map.html.jinja",
            **_chosen(request, session, cohort, choice),
            listing=listing(session, choice, page_of(request.query_params)),
        )


@router.get("/cohorts/{cohort_id}/lessons")
def lessons(request: Request, cohort_id: int, store: TheStore, pages: ThePages) -> Response:
    """Show what becomes of every criterion over the cohort, what loses most points first."""
    with store.reading() as session:
        cohort = cohort_of(session, cohort_id)
        choice = choice_of(cohort, request.query_params)
        return pages.answer(
            request,
            "lessons.html.jinja",
            **_chosen(request, session, cohort, choice),
            missed=overview.missed(session, choice),
        )


def _chosen(request: Request, session: Session, cohort: cohorts.Cohort, choice: Choice) -> dict[str, Any]:
    """What every page says of the repositories that it is about."""
    return {
        "cohort": cohort,
        "choice": choice,
        "left_out": left_out_of(cohort, choice, request.query_params),
        "tags": cohorts.tags(session, cohort.id),
    }
