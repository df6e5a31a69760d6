"""A store in PostgreSQL: the same commands, and the same pages."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from portfolio_kit.cohort.dashboard.app import create_app
from portfolio_kit.cohort.store.opened import opened
from tests.cohort.dashboard.conftest import HERE
from tests.cohort.dashboard.html import Page
from tests.cohort.dashboard.test_notes import override
from tests.cohort.filling import Filling, fill
from tests.cohort.kit import cohort, portfolio_kit, repository

pytestmark = pytest.mark.slow
PLACES = os.pathsep.join([*map(str, Path("/usr/lib/postgresql").glob("*/bin")), os.environ["PATH"]])
# It refuses to be run by root.
USER = "nobody" if os.geteuid() == 0 else None


def program(name: str) -> str:
    """A program of PostgreSQL, which Debian keeps off PATH."""
    found = shutil.which(name, path=PLACES)
    assert found, f"{name} is missing: install PostgreSQL"
    return found


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of our own on the loopback; its URL without a database."""
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-postgresql-") as name:
        if USER:
            shutil.chown(name, USER)
        data = Path(name, "data")
        initdb = [program("initdb"), "--pgdata", str(data), "--auth=trust", "--username=ada", "--no-sync"]
        subprocess.run(initdb, user=USER, cwd=name, check=True, capture_output=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [program("postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", name]
        with Path(name, "log").open("w+b") as log:
            process = subprocess.Popen(command, user=USER, cwd=name, stdout=log, stderr=log)
            try:
                ready = [program("pg_isready"), "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
                for _ in range(60):
                    if subprocess.run(ready, check=False, capture_output=True).returncode == 0:
                        break
                yield f"postgresql://ada@127.0.0.1:{port}"
            finally:
                process.terminate()
                process.wait(30)


@pytest.fixture
def database(server: str) -> str:
    """The URL of an empty database."""
    name = f"review_{secrets.token_hex(8)}"
    subprocess.run([program("createdb"), "--maintenance-db", f"{server}/postgres", name], check=True)
    return f"{server}/{name}"


def test_a_cohort_is_reviewed_into_it_and_goes_on_from_it(tmp_path: Path, database: str) -> None:
    names = ("ada", "grace", "joan")
    for name in names:
        repository(tmp_path / "repos" / name)
    cohort(tmp_path, [*((name, (tmp_path / "repos" / name).as_uri()) for name in names), ("mary", "")])
    first = portfolio_kit("review", "run", "spring.csv", "--store", database, cwd=tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("spring: 3 scored, 1 could not be had, in 0:")
    again = portfolio_kit("review", "run", "spring.csv", "--store", database, cwd=tmp_path)
    assert again.stdout.startswith("spring: 0 scored, 3 unchanged, 1 could not be had, in 0:")
    exported = portfolio_kit(
        "review", "export", database, "--csv", "scores.csv", "--grades", "grades.csv", cwd=tmp_path
    )
    assert (exported.returncode, exported.stderr) == (0, "")
    lines = (tmp_path / "grades.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == [*names, "mary"]
    assert len((tmp_path / "scores.csv").read_text(encoding="utf-8").splitlines()) == 1 + 4


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?sort=-score&q=A&tag=evening",
        "?sort=name&from=10&to=80",
        "?sort=-reviewed&state=scored&notes=without",
        "?sort=state&criterion=readme&level=met",
        "?sort=-criterion.readme&state=failed",
    ],
)
def test_the_pages_choose_and_sort_as_those_of_a_file_do(tmp_path: Path, database: str, query: str) -> None:
    found = []
    for where in (database, str(tmp_path / "spring.db")):
        with opened(where) as store:
            fill(store, Filling(60, failing=0.1))
            with TestClient(create_app(store), base_url=HERE) as client:
                pages = [client.get(f"/cohorts/1{page}{query}") for page in ("", "/heat-map", "/lessons")]
        assert [page.status_code for page in pages] == [200, 200, 200]
        found.append([re.findall(r'href="(/repositories/\d+)', page.text) for page in pages])
    assert found[0] == found[1]


def test_a_mentor_overrides_and_comments_in_it(database: str) -> None:
    with opened(database) as store:
        fill(store, Filling(8))
        with TestClient(create_app(store), base_url=HERE) as client:
            assert override(client, 1, "met") == 303
            for address in ("/repositories/1", "/repositories/1/feedback", "/cohorts/1/compare?r=1&r=2"):
                assert client.get(address).status_code == 200
            assert "Grace says met" in Page(client.get("/repositories/1").text).text
