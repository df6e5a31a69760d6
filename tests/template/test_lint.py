"""What is generated is clean by the judgement of the tools that know each kind of file, for every task."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.template.conftest import TASKS, TEMPLATE, VERSIONS, Render


def tool(name: str) -> str:
    """A program of the environment that the tests run in, or of the machine."""
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    assert found, f"{name} is missing: it belongs to the development environment"
    return found


def findings(*command: str | Path, cwd: Path | None = None, text: str | None = None) -> str:
    """What a tool says against its input; nothing when it is content."""
    done = subprocess.run(command, cwd=cwd, input=text, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def steps(project: Path) -> list[dict[str, Any]]:
    """The steps of the generated workflow."""
    workflow = yaml.safe_load((project / ".github/workflows/ci.yml").read_text())
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("version", VERSIONS)
def test_dockerfile(render: Render, version: str) -> None:
    project = render(python_version=version)
    assert findings(tool("hadolint"), project / "Dockerfile") == ""
    assert f"FROM python:{version}-slim" in (project / "Dockerfile").read_text()


def test_dockerfile_names_what_is_there(render: Render) -> None:
    project = render()
    copied = [line.split()[1] for line in (project / "Dockerfile").read_text().splitlines() if line.startswith("COPY ")]
    made_by_training = {"models"}
    assert copied
    assert [name for name in copied if name not in made_by_training and not (project / name).exists()] == []


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        (".github/workflows/ci.yml", "vendor.github-workflows"),
        ("compose.yaml", "vendor.compose-spec"),
    ],
)
def test_schema(render: Render, file: str, schema: str) -> None:
    assert findings(tool("check-jsonschema"), "--builtin-schema", schema, render() / file) == ""


def test_workflow_by_actionlint(render: Render) -> None:
    if (actionlint := shutil.which("actionlint")) is None:
        pytest.skip("actionlint is not on PATH, and its Python package downloads it from outside the package registry")
    assert findings(actionlint, render() / ".github/workflows/ci.yml") == ""


def test_workflow_steps_by_shellcheck(render: Render) -> None:
    scripts = [step["run"] for step in steps(render()) if "run" in step]
    assert scripts
    for script in scripts:
        assert findings(tool("shellcheck"), "--shell=bash", "-", text=script) == ""


def test_workflow_pins_actions(render: Render) -> None:
    project = render()
    used = [step["uses"] for step in steps(project) if "uses" in step]
    assert used
    assert [action for action in used if len(action.rpartition("@")[2]) != 40] == []
    workflow = yaml.safe_load((project / ".github/workflows/ci.yml").read_text())
    assert workflow["permissions"] == {"contents": "read"}


def pins(requirements: Path) -> set[str]:
    """The lines of a requirements file that pin a package, without its hashes."""
    text = requirements.read_text()
    assert "://" not in text
    assert "--index" not in text
    return {line.rstrip(" \\") for line in text.splitlines() if "==" in line and not line.startswith("#")}


def test_requirements_agree() -> None:
    by_name: dict[str, set[str]] = {}
    for everything in (TEMPLATE / "template").glob("*/requirements.txt"):
        assert pins(everything.with_name("requirements-serve.txt")) < pins(everything)
        for pin in pins(everything):
            by_name.setdefault(pin.split("==")[0], set()).add(pin)
    assert by_name
    assert {name: found for name, found in by_name.items() if len(found) > 1} == {}, "one environment can't hold them"


@pytest.mark.parametrize("license_", ["MIT", "Apache-2.0", "BSD-3-Clause"])
def test_license(render: Render, license_: str) -> None:
    text = (render(license=license_, author_name="Ada Lovelace") / "LICENSE").read_text()
    assert "Ada Lovelace" in text
    assert {"MIT": "MIT License", "Apache-2.0": "Apache License", "BSD-3-Clause": "BSD 3-Clause License"}[
        license_
    ] in text


@pytest.mark.slow
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize(
    "package_name", ["ab", "a_package_name_that_is_all_of_41_letters_"], ids=["shortest name", "longest name"]
)
def test_python(render: Render, trained: Path, task: str, package_name: str) -> None:
    project, python = render(task=task, package_name=package_name), trained / ".venv/bin/python"
    assert findings(python, "-m", "ruff", "check", cwd=project) == ""
    assert findings(python, "-m", "ruff", "format", "--check", cwd=project) == ""
    assert findings(python, "-m", "mypy", cwd=project) == ""


@pytest.mark.slow
def test_pre_commit_configuration(trained: Path) -> None:
    assert findings(trained / ".venv/bin/python", "-m", "pre_commit", "validate-config", cwd=trained) == ""


def test_make_refuses_an_old_python(render: Render, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = subprocess.run(["make", "setup", f"PYTHON={old}"], cwd=render(), capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == "Python 3.11 or newer is needed: make setup PYTHON=python3.12"


def test_make_says_what_it_can(render: Render) -> None:
    done = subprocess.run(["make"], cwd=render(), capture_output=True, text=True, check=True)
    assert {line.split()[1] for line in done.stdout.splitlines()} >= {"setup", "test", "train", "serve", "image"}
