"""Readings that several criteria ask for: made once a repository, and forgotten with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from portfolio_kit.repository.repository import Repository

Found = TypeVar("Found")


def once(reading: Callable[[Repository], Found]) -> Callable[[Repository], Found]:
    """Return a reading of a repository that is made when it is first asked for, and kept."""

    @wraps(reading)
    def kept(repository: Repository) -> Found:
        if reading not in repository.kept:
            repository.kept[reading] = reading(repository)
        return cast("Found", repository.kept[reading])

    return kept
