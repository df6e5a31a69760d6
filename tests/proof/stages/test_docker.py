"""What is asked of docker, and what is read of its answers: a program in its place answers as it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.proof.docker import Docker
from portfolio_kit.proof.engines import engine
from portfolio_kit.proof.found.container import container as found_container
from portfolio_kit.proof.model import Limits
from portfolio_kit.proof.sandbox import Place
from portfolio_kit.proof.stages import container
from portfolio_kit.proof.stages.stage import Stage
from portfolio_kit.proof.unsafe import Unsafe
from tests.criteria.kit import repository

DOCKERFILE = "FROM python:3.12\n\nRUN pip install nothing\nCMD ls\n"
# As BuildKit ends a build that failed.
FAILED = """#5 0.512 ERROR: No matching distribution found for nothing
------
Dockerfile:3
--------------------
   3 | >>> RUN pip install nothing
--------------------
ERROR: failed to solve: process "/bin/sh -c pip install nothing" did not complete successfully: exit code: 1
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A place, and a docker on the path that writes down what it is asked."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "answer").write_text(FAILED, encoding="ascii")
    docker = tmp_path / "bin/docker"
    docker.write_text(
        f"""#!/bin/sh
echo "$*" >> {tmp_path}/asked
case "$1" in
    info) echo 27.0.1;;
    build) cat {tmp_path}/answer; exit 1;;
    image) [ "$2" = rm ] || [ "$3" != python:none ];;
    pull) echo 'manifest unknown: none' >&2; exit 1;;
esac
""",
        encoding="ascii",
    )
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr("portfolio_kit.proof.engines._buildah", lambda _: "buildah is not there")
    made = Place(tmp_path / "work/tree", tmp_path / "work/environment")
    made.tree.mkdir(parents=True)
    made.environment.mkdir()
    return made


def build(folder: Path, place: Place, dockerfile: str) -> tuple[str, str]:
    """The verdict on a Dockerfile, and what docker was asked."""
    found = engine(place)
    assert isinstance(found, Docker)
    assert found.name == "docker 27.0.1"
    read = repository(folder / "repository", {"Dockerfile": dockerfile})
    stage = Stage("container", read, place, Unsafe(), Limits(20, 20), folder / "logs")
    result = container.prove(stage, found_container(read), found)
    found.remove()
    return f"{result.status}: {result.summary}", (folder / "asked").read_text(encoding="ascii")


def test_the_instruction_that_failed_is_read_off_what_buildkit_says(tmp_path: Path, place: Place) -> None:
    verdict, asked = build(tmp_path, place, DOCKERFILE)
    said = "ERROR: No matching distribution found for nothing"
    assert verdict == f"failed: Dockerfile:3 RUN pip install nothing: {said}"
    assert "--tag portfolio-kit-proof-" in asked
    assert "--ulimit nproc=" in asked


def test_what_was_made_is_removed_by_its_name(tmp_path: Path, place: Place) -> None:
    asked = build(tmp_path, place, DOCKERFILE)[1].splitlines()
    assert asked[-2].startswith("rm --force portfolio-kit-proof-")
    assert asked[-1].startswith("image rm --force portfolio-kit-proof-")


def test_a_base_image_that_its_registry_does_not_have_fails(tmp_path: Path, place: Place) -> None:
    verdict, _ = build(tmp_path, place, "FROM python:none\nRUN ls\n")
    assert verdict == (
        "failed: Dockerfile begins with python:none, which its registry does not have: manifest unknown: none"
    )
