"""The template's fingerprints, made once."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from portfolio_kit.cohort.similarity import template
from portfolio_kit.cohort.similarity.pairs import compared
from portfolio_kit.cohort.similarity.template import template_marks
from portfolio_kit.scaffold.new import new
from portfolio_kit.scaffold.own_data import own_data
from portfolio_kit.scaffold.templates import installed
from tests.cohort.similarity.kit import prints
from tests.scaffold.profile.kit import write
from tests.template.test_own_data import classes, of_time, words_only

ROOT = Path(__file__).parents[3]


@pytest.fixture
def maintenance() -> ModuleType:
    """What writes the answers that tables of people's own give."""
    spec = importlib.util.spec_from_file_location("own_tables", ROOT / "templates/maintenance/own_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_answers_of_own_tables_are_those_that_are_given_now(maintenance: ModuleType) -> None:
    assert json.loads(maintenance.FILE.read_text(encoding="utf-8")) == maintenance.answers()


@pytest.mark.slow
def test_projects_from_tables_of_their_own_share_nothing_but_the_template(tmp_path: Path) -> None:
    cohort = []
    tables = {"leavers": (classes, "Churned"), "shops": (of_time, "sold"), "mushrooms": (words_only, "edible")}
    for number, (name, (table, target)) in enumerate(tables.items()):
        own = own_data(write(tmp_path / f"{name}.csv", table()), target, {}, ask=False)
        project = new(installed(), tmp_path / name, own.answers, files=own.files).path
        cohort.append(prints(number, project))
    assert compared(cohort).pairs
    assert compared(cohort, template_marks()).pairs == ()


@pytest.mark.slow
def test_they_are_made_once_and_kept(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template_marks.cache_clear()
    made = template_marks()
    assert len(made) > 1_000
    (kept,) = (machine / ".cache" / "portfolio-kit" / "shared").glob("template-*.marks")
    template_marks.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(template, "_marks", lambda: pytest.fail("made again"))
        assert template_marks() == made
    kept.write_bytes(b"cut short")
    template_marks.cache_clear()
    assert template_marks() == made
