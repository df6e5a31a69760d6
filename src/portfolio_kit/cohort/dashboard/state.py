"""What the pages share: the store, the templates, and the cohort that an address names.

A page opens its session itself and closes it before it returns, all in one thread: a session that waited for a thread
while it holds a connection could keep those waiting for one that have the threads.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from portfolio_kit.cohort.dashboard.pages import Pages
from portfolio_kit.cohort.store import cohorts
from portfolio_kit.cohort.store.opened import Store

_MOST_ROW = 2**31 - 1


async def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


async def _pages(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages


TheStore = Annotated[Store, Depends(_store)]
ThePages = Annotated[Pages, Depends(_pages)]


def cohort_of(session: Session, cohort_id: int) -> cohorts.Cohort:
    """Return the cohort of that number. Raises HTTPException where there is none."""
    found = cohorts.cohort(session, row_number(cohort_id))
    if found is None:
        raise HTTPException(404, "There is no such cohort in this store.")
    return found


def row_number(value: int) -> int:
    """Return the number of a row as an address gives it. Raises HTTPException for one that no database could have."""
    if not 0 < value <= _MOST_ROW:
        raise HTTPException(404, "There is nothing at this address.")
    return value
