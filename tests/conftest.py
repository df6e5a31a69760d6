"""A machine of its own for every test: no person's configuration, no network."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.kit import Kit

# A first example pays for patterns that are compiled then, and a busy machine for everything: what runs away is stopped
# by the tests that count processor time.
settings.register_profile("portfolio-kit", deadline=None)
settings.load_profile("portfolio-kit")


@pytest.fixture(autouse=True)
def machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder and a git without configuration; a look at the network would fail."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith(("GIT_", "COPIER_", "XDG_"))] + ["EMAIL"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "file")
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    return home


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """The command line sets its own handlers; the test run keeps its own."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """A small template that can be released in several versions."""
    return Kit(tmp_path_factory.mktemp("kit"))
