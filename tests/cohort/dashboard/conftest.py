"""A filled store, and browsers without a window that ask for its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from portfolio_kit.cohort.dashboard.app import create_app
from portfolio_kit.cohort.dashboard.password import Password
from portfolio_kit.cohort.dashboard.settings import Settings
from portfolio_kit.cohort.store.opened import Store, opened
from tests.cohort.filling import Filling, fill

HERE = "http://127.0.0.1:8000"
PASSWORD = "correct horse"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Sixty repositories, some of them reviewed twice, some without a score."""
    with opened(tmp_path / "spring.db") as store:
        fill(store, Filling(60, failing=0.1))
        yield store


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    """A mentor on the machine that serves."""
    with TestClient(create_app(store), base_url=HERE) as client:
        yield client


@pytest.fixture
def guest(store: Store) -> Iterator[TestClient]:
    """Somebody who asks from elsewhere, and has not said the password yet."""
    settings = Settings("0.0.0.0", 8000, Password(PASSWORD))  # noqa: S104 - it is what a password is asked for on
    with TestClient(create_app(store, settings), base_url="http://review.example.org:8000") as client:
        yield client
