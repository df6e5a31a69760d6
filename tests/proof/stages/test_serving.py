"""The stages service, load and malformed input, with real services."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from portfolio_kit.proof.found.service import Service
from portfolio_kit.proof.model import Command, Result
from portfolio_kit.proof.sandbox import Place
from portfolio_kit.proof.stages import load, serving
from portfolio_kit.proof.unsafe import Unsafe
from tests.proof.conftest import PYTHON
from tests.proof.stages.services import CAREFUL, server, stage, started

# It forgets that a field can be null.
BREAKS = """
try:
    row = json.loads(body)
    age = row["age"]
except Exception:
    return 422, "{}"
return (500 if age is None else 200), "{}"
"""
Proving = Callable[..., dict[str, Result]]


@pytest.fixture
def prove(tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> Proving:
    """Prove a service that deals with a body so, without the sandbox, which is proven elsewhere."""
    monkeypatch.setattr(load, "_SECONDS", 0.3)

    def proven(
        answer: str = CAREFUL, delay: float = 0, found: Service | None = None, wall: float = 60
    ) -> dict[str, Result]:
        files = {"server.py": server(answer, delay)}
        one = stage(tmp_path, place, Unsafe(), files, wall)
        return {result.stage: result for result in serving.prove(found or started(), one)}

    return proven


def test_a_careful_service_passes_all(prove: Proving) -> None:
    results = prove()
    assert [result.status for result in results.values()] == ["passed"] * 3, results
    assert "POST /predict 200 in" in results["service"].summary
    assert "(JSON: prediction)" in results["service"].summary
    assert results["service"].facts["request_from"] == "README.md:4"
    assert results["malformed input"].summary.endswith("malformed requests, no 5xx, no hang")
    assert "requests a second from 4 connections, p50" in results["load"].summary


def test_readiness_is_awaited(prove: Proving) -> None:
    ready = prove(delay=1)["service"].facts["ready_seconds"]
    assert isinstance(ready, float)
    assert ready >= 1


def test_one_that_ends_at_once_is_told_with_what_it_said(prove: Proving) -> None:
    code = "open('model.pkl')"
    results = prove(found=Service(Command((PYTHON, "-c", code))))
    assert results["service"].status == "failed"
    assert "it ended with exit code 1 before it answered" in results["service"].summary
    assert "model.pkl" in results["service"].summary
    assert results["load"].status == results["malformed input"].status == "skipped"


def test_a_request_that_readme_shows_has_to_work(prove: Proving) -> None:
    results = prove('return 500, \'{"error": "no model"}\'')
    assert "POST /predict answers 500 to the request of README.md:4" in results["service"].summary
    assert "no model" in results["service"].summary
    assert results["service"].fix is not None
    assert "curl -i -X POST" in results["service"].fix


def test_a_field_that_breaks_it_is_named_with_the_request_that_did_it(prove: Proving) -> None:
    result = prove(BREAKS)["malformed input"]
    assert result.summary.startswith("POST /predict with age = null: it answers 500; ")
    assert result.fix is not None
    assert """--data-binary '{"age": null}'""" in result.fix


def test_one_that_a_request_ends_is_told(prove: Proving) -> None:
    answer = "if b'NaN' in body:\n    os._exit(3)\n" + CAREFUL
    result = prove(answer)["malformed input"]
    assert result.summary.startswith(
        "POST /predict with age = NaN: the connection was closed without an answer, and the service is gone"
    )


def test_a_hang_is_told(prove: Proving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portfolio_kit.proof.client._PATIENCE", 0.5)
    monkeypatch.setattr("portfolio_kit.proof.client.Client.__init__.__defaults__", (0.5,))
    answer = "if b'[1]' in body:\n    time.sleep(30)\n" + CAREFUL
    result = prove(answer)["malformed input"]
    assert result.summary.startswith("POST /predict with age = a list: no answer within 0.5 seconds")


def test_errors_under_load_fail(prove: Proving) -> None:
    answer = "global asked\nasked = globals().get('asked', 0) + 1\nreturn (200 if asked < 9 else 429), '{}'"
    result = prove(answer)["load"]
    assert result.status == "failed"
    assert "POST /predict answers 429" in result.summary


def test_a_page_is_only_looked_at(prove: Proving) -> None:
    page = started()
    results = prove(found=Service(page.command, is_page=True, ready=("/health",)))
    assert results["service"].status == "passed"
    assert "it is a page for people" in results["service"].summary
    assert results["load"].status == "skipped"


def test_without_a_service_there_is_nothing_to_prove(tmp_path: Path, place: Place) -> None:
    results = serving.prove(None, stage(tmp_path, place, Unsafe(), {}))
    assert {result.status for result in results} == {"skipped"}
