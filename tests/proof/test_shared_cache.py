"""Nothing of a repository changes what other proofs install: hostile packages and settings, in the real sandbox."""

from __future__ import annotations

import ensurepip
import shutil
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from portfolio_kit.proof import interpreters
from portfolio_kit.proof.found.environment import environment
from portfolio_kit.proof.model import Result
from portfolio_kit.proof.sandboxes import chosen
from portfolio_kit.proof.stages.environment import install
from tests.proof.kit import sdist, stage, wheel
from tests.proof.test_stage_environment import BACKEND

pytestmark = pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not there")

# What hostile code does to each folder that may be a cache, and what it leaves in what is installed.
POISON = """
import os
for top in ("/cache", os.environ.get("UV_CACHE_DIR", "/cache")):
    for folder, _, files in os.walk(top):
        for path in [os.path.join(folder, name) for name in ["p01s" "oned", *files]]:
            try:
                with open(path, "a") as file:
                    file.write("\\n# p01s" "oned\\n")
            except OSError:
                pass
"""
PROGRAM = '#!/bin/sh\nfind /cache -type d -exec touch {}/p01s""oned ";"\nexec /usr/bin/env -i PATH=/usr/bin sh "$@"\n'


class Index(SimpleHTTPRequestHandler):
    """An index of packages, or a proxy that gives its own for anybody's."""

    asked: list[str]

    def __init__(self, *arguments: Any, asked: list[str], **named: Any) -> None:
        self.asked = asked
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        self.path = urlsplit(self.path).path
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(packages: Path, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve packages as an index does; give its address and what it is asked for."""
    for file in packages.iterdir():
        page = folder / "simple" / file.name.split("-")[0] / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        with page.open("a", encoding="utf-8") as written:
            written.write(f'<a href="/{file.name}" data-core-metadata="true">{file.name}</a>\n')
        shutil.copy(file, folder)
        if file.suffix == ".whl":
            with zipfile.ZipFile(file) as archive:
                about = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
                (folder / f"{file.name}.metadata").write_bytes(archive.read(about))
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Index, directory=str(folder), asked=asked))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    folder = tmp_path / "packages"
    wheel(folder, "small", "1.0")
    wheel(folder, "runner", "1.0")
    for bundled in Path(ensurepip.__file__).parent.glob("_bundled/*.whl"):
        shutil.copy(bundled, folder)
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def index(packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where packages come from."""
    monkeypatch.setenv("UV_FIND_LINKS", str(packages))
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("UV_DEFAULT_INDEX", (tmp_path / "empty").as_uri())
    return packages


def proven(folder: Path, cache: Path, files: Mapping[str, str], *tools: str) -> tuple[Result, Path]:
    """What became of the environment of a repository, and that environment."""
    cache.mkdir(exist_ok=True)
    made = stage(folder, "environment", files)
    sandbox = chosen(unsafe=False, readable=interpreters.readable())
    made = replace(made, sandbox=sandbox, place=replace(made.place, cache=cache))
    return install(made, environment(made.repository), tools), made.place.environment


def poisoned(cache: Path) -> list[Path]:
    return [
        path
        for path in cache.rglob("*")
        if path.name == "p01soned" or (path.is_file() and b"p01soned" in path.read_bytes())
    ]


@pytest.mark.parametrize("own", [False, True], ids=["a package", "the project"])
def test_what_is_built_cannot_change_the_cache(tmp_path: Path, index: Path, cache: Path, own: bool) -> None:
    wheel(index, "backend", "1.0", code=f"{POISON}\n{BACKEND}")
    sdist(index, "built", "backend")
    project = '[build-system]\nrequires = ["backend"]\nbuild-backend = "backend"\n'
    files = {"pyproject.toml": f'[project]\nname = "own"\nversion = "1"\ndependencies = ["small"]\n{project}'}
    result, made = proven(
        tmp_path / "stage", cache, files if own else {"requirements.txt": "built==1\nsmall==1.0\n"}, "runner"
    )
    assert result.status == "passed", result
    assert (made / "portfolio-kit/tools/runner.py").is_file()
    assert list(cache.rglob("small.py"))
    assert poisoned(cache) == []
    assert {path.name for path in (tmp_path / "stage/work").iterdir()} == {"tree", "environment"}


def test_programs_that_a_package_brings_cannot_change_the_cache(tmp_path: Path, index: Path, cache: Path) -> None:
    wheel(index, "hostile", "1.0", programs=dict.fromkeys(("sh", "uv", "printf", "env", "git"), PROGRAM))
    result, made = proven(tmp_path / "stage", cache, {"requirements.txt": "hostile\n"}, "runner")
    assert result.status == "passed", result
    assert (made / "bin/sh").is_file()
    assert (made / "portfolio-kit/tools/runner.py").is_file()
    assert poisoned(cache) == []


def test_a_proxy_that_the_repository_names_cannot_change_the_cache(
    tmp_path: Path, packages: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UV_FIND_LINKS", raising=False)
    for name in ("real", "proxy"):
        (tmp_path / name).mkdir()
    with serving(packages, tmp_path / "real") as (real, _):
        wheel(packages, "small", "1.0", code="p01soned = 1\n")
        with serving(packages, tmp_path / "proxy") as (proxy, asked):
            monkeypatch.setenv("UV_DEFAULT_INDEX", f"{real}/simple")
            files = {"requirements.txt": "small==1.0\n", "uv.toml": f'http-proxy = "{proxy}"\n'}
            result, made = proven(tmp_path / "stage", cache, files)
    assert result.status == "passed", result
    assert asked == []
    assert poisoned(cache) == []
    assert "p01soned" not in next(made.rglob("site-packages/small.py")).read_text(encoding="utf-8")


def test_what_has_a_wheel_is_fetched_once_though_something_else_is_built(
    tmp_path: Path, packages: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel(packages, "backend", "1.0", code=BACKEND)
    sdist(packages, "built", "backend")
    monkeypatch.delenv("UV_FIND_LINKS", raising=False)
    (tmp_path / "real").mkdir()
    with serving(packages, tmp_path / "real") as (real, asked):
        monkeypatch.setenv("UV_DEFAULT_INDEX", f"{real}/simple")
        for number in (1, 2):
            asked.clear()
            result, _ = proven(tmp_path / str(number), cache, {"requirements.txt": "built==1\nsmall==1.0\n"})
            assert (result.status, result.facts["built"]) == ("passed", True), result
    assert "/built-1.tar.gz" in asked
    assert "/small-1.0-py3-none-any.whl" not in asked
