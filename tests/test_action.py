"""The GitHub Action and the pre-commit hook: valid by their schemas, and their commands really run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
# As they were before every test lost its network.
PROXIES = {name: os.environ.get(name) for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")}
SCRIPTS = Path(sysconfig.get_path("scripts"))


@dataclass
class Job:
    """A runner's folders and files, and the repository that was checked out."""

    folder: Path

    def __post_init__(self) -> None:
        (self.folder / "temp").mkdir()
        (self.folder / "work").mkdir()
        (self.folder / "work/README.md").write_text("# Bikes\n")
        for name in ("env", "output", "summary"):
            (self.folder / name).touch()

    def values(self, name: str) -> dict[str, str]:
        """What steps wrote to the file that GitHub reads `name=value` from."""
        return dict(line.split("=", 1) for line in (self.folder / name).read_text().splitlines())

    def run(self, step: Mapping[str, Any], inputs: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a step's script as GitHub does: bash with -e and pipefail, and the step's environment."""
        given = {name: entry["default"] for name, entry in ACTION["inputs"].items()} | dict(inputs)
        known = {f"inputs.{name}": value for name, value in given.items()}
        known |= {"steps.python.outputs.python-path": sys.executable, "github.action_path": str(ROOT)}
        environment = {
            name: re.sub(r"\$\{\{ (\S+) \}\}", lambda match: known[match[1]], text)
            for name, text in step.get("env", {}).items()
        }
        files = {
            "GITHUB_ENV": "env",
            "GITHUB_OUTPUT": "output",
            "GITHUB_STEP_SUMMARY": "summary",
            "RUNNER_TEMP": "temp",
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder / "work",
            env={
                **os.environ,
                **{name: str(self.folder / file) for name, file in files.items()},
                "PORTFOLIO_KIT": str(SCRIPTS / "portfolio-kit"),
                **self.values("env"),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path)


def step(name: str) -> dict[str, Any]:
    return next(entry for entry in STEPS if entry.get("name") == name)


def test_the_action_is_valid_by_its_schema() -> None:
    command = [str(SCRIPTS / "check-jsonschema"), "--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_no_script_of_the_action_holds_an_expression() -> None:
    """What a caller passes would be run otherwise."""
    scripts = [entry["run"] for entry in STEPS if "run" in entry]

    assert scripts
    assert not [script for script in scripts if "${{" in script]


def test_other_actions_are_named_by_commit() -> None:
    used = [entry["uses"] for entry in STEPS if "uses" in entry]

    assert used
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name) for name in used)


def test_a_check_writes_the_job_s_summary_and_its_outputs(job: Job) -> None:
    done = job.run(step("Check"), {})

    assert done.returncode == 0, done.stderr
    assert "readme" in (job.folder / "summary").read_text().lower()
    outputs = job.values("output")
    assert Path(outputs["markdown"]).read_text().startswith("<!-- portfolio-kit check -->\n")
    assert 0 <= float(outputs["score"]) <= 100
    assert '"2.1.0"' in Path(outputs["sarif"]).read_text()


def test_the_rubric_is_handed_on(job: Job) -> None:
    job.run(step("Check"), {"rubric": "ml-zoomcamp"})

    assert "ML Zoomcamp" in (job.folder / "summary").read_text()


@pytest.mark.parametrize(("least", "code"), [("0", 0), ("100", 1)])
def test_the_threshold_decides_the_job(job: Job, least: str, code: int) -> None:
    assert job.run(step("Threshold"), {"fail-under": least}).returncode == code


def test_a_wrong_input_fails_the_job_with_one_line(job: Job) -> None:
    done = job.run(step("Check"), {"rubric": "mine"})

    assert done.returncode == 2
    assert done.stderr.startswith("portfolio-kit: error: there is no rubric 'mine'")
    assert (job.folder / "summary").read_text() == ""


@pytest.mark.parametrize("name", ["path", "rubric", "fail-under"])
def test_an_input_is_never_run(job: Job, name: str) -> None:
    for entry in STEPS:
        if "run" in entry and entry["name"] != "Install":
            job.run(entry, {name: '"; touch hacked; $(touch hacked) `touch hacked` #'})

    assert not list(job.folder.rglob("hacked"))


def test_a_folder_that_looks_like_an_option_is_a_folder(job: Job) -> None:
    (job.folder / "work/--help").mkdir()

    assert job.run(step("Check"), {"path": "--help"}).returncode == 0


@pytest.mark.slow
def test_the_action_installs_the_package_of_its_own_ref(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, proxy in PROXIES.items():
        monkeypatch.delenv(name)
        if proxy is not None:
            monkeypatch.setenv(name, proxy)
    done = job.run(step("Install"), {})

    assert done.returncode == 0, done.stderr
    installed = job.values("env")["PORTFOLIO_KIT"]
    assert installed.startswith(str(job.folder / "temp"))
    assert job.run(step("Check"), {}).returncode == 0


def test_the_hook_has_what_pre_commit_needs() -> None:
    hook = HOOKS[0]

    assert hook["id"] == "portfolio-kit-check"
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert hook["language"] == "python"
    # It judges the repository, not the files that are about to be committed.
    assert hook["pass_filenames"] is False
    assert hook["always_run"] is True


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--fail-under=100"], 1)])
def test_the_hook_s_command_judges_the_repository_that_it_runs_in(job: Job, arguments: list[str], code: int) -> None:
    program, *words = shlex.split(HOOKS[0]["entry"])
    command = [str(SCRIPTS / program), *words, *arguments]
    done = subprocess.run(command, cwd=job.folder / "work", capture_output=True, text=True, check=False)

    assert done.returncode == code, done.stderr
    assert "article rubric" in done.stdout
