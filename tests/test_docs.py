"""The docs say what the program does now."""

from __future__ import annotations

import re
import runpy
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from portfolio_kit.case_study.new import new
from portfolio_kit.reports.markdown import MARKER
from portfolio_kit.rubric.rubric import chosen
from portfolio_kit.scaffold.bundle import CASE_STUDY
from portfolio_kit.scaffold.templates import installed as templates

ROOT = Path(__file__).resolve().parents[1]
# The links of an example lead nowhere.
_CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def docs() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / ".ci" / "docs.py"))


def test_the_pages_and_transcripts_are_those_of_this_version(docs: dict[str, Any]) -> None:
    stale = [str(file.relative_to(ROOT)) for file, text in docs["made"]().items() if not _holds(file, text)]
    assert stale == [], "run `make docs`"


def test_there_is_a_page_for_each_criterion_and_no_other(docs: dict[str, Any]) -> None:
    wanted = {file.name for file in docs["made"]() if file.parent.name == "criteria"}
    assert {file.name for file in (ROOT / "docs" / "criteria").iterdir()} == wanted


def test_every_link_of_the_docs_leads_somewhere() -> None:
    links = [
        (page, target)
        for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", _CODE.sub("", page.read_text(encoding="utf-8")))
    ]
    assert [(str(page), target) for page, target in links if not (page.parent / target).exists()] == []


def test_the_workflow_of_the_docs_is_one_that_the_action_takes() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    steps = yaml.safe_load(_block("yaml", "jobs:"))["jobs"]["check"]["steps"]
    used = next(step for step in steps if "portfolio-kit@" in step.get("uses", ""))
    assert set(used["with"]) <= set(action["inputs"])
    outputs = set(re.findall(rf"steps\.{used['id']}\.outputs\.(\w+)", str(steps)))
    assert outputs
    assert outputs <= set(action["outputs"])
    scripts = [step["run"] for step in steps if "run" in step]
    for script in scripts:
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)
    assert any(MARKER in script for script in scripts)


def test_the_docs_name_every_input_and_output_of_the_action() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
    assert [name for name in (*action["inputs"], *action["outputs"]) if f"| `{name}` |" not in page] == []


def test_the_rubric_of_the_docs_is_one(tmp_path: Path) -> None:
    file = tmp_path / "cohort.toml"
    file.write_text(_block("toml", "base ="), encoding="utf-8")
    rubric = chosen(str(file))
    assert {"service", "habits"} <= {criterion.id for criterion in rubric.criteria}


def test_the_questions_of_the_docs_are_those_of_the_page(tmp_path: Path, docs: dict[str, Any]) -> None:
    example = docs["example"]
    example.write(tmp_path, example.MEASURED)
    made = new(templates(CASE_STUDY), tmp_path).page.read_text(encoding="utf-8")
    page = (ROOT / "docs" / "case-study.md").read_text(encoding="utf-8")
    questions = [line for line in page.splitlines() if line.startswith("> **TODO:**")]
    assert questions
    assert [question for question in questions if question not in made] == []


def _block(language: str, start: str) -> str:
    """Return the block of code of the page on checking that has a line with this start."""
    page = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
    blocks = re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)
    found: str = next(block for block in blocks if re.search(rf"^{start}", block, re.MULTILINE))
    return found


def _holds(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == text
