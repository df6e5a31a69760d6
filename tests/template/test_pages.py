"""The pages of a fresh project: complete where a machine can write, visibly unfinished where only its author can."""

import json
import re
from pathlib import Path

import pytest
from huggingface_hub import ModelCard

from tests.template.conftest import TASKS, Render

PAGES = ["README.md", "MODEL_CARD.md", "docs/case-study.md", "data/README.md"]


@pytest.fixture(
    scope="module",
    params=TASKS,
)
def project(request: pytest.FixtureRequest, render: Render) -> Path:
    return render(task=request.param)


def test_the_model_cards_own_loader_reads_the_metrics(project: Path) -> None:
    card = ModelCard.load(project / "MODEL_CARD.md")
    metrics = json.loads((project / "reports/metrics.json").read_text(encoding="utf-8"))
    chosen = metrics["holdout"][metrics["chosen"]]
    assert card.data.license == "mit"
    assert {result.metric_type: result.metric_value for result in card.data.eval_results or []} == {
        name: round(metric["value"], 4) for name, metric in chosen.items()
    }


def test_every_marked_place_is_filled(project: Path) -> None:
    for page in PAGES:
        text = (project / page).read_text(encoding="utf-8")
        assert not re.search(r"<!-- result:[\w-]+ -->\s*<!-- /result -->", text), page


def test_no_mark_begins_a_line_of_prose(project: Path) -> None:
    """A comment at the start of a line makes Markdown take the whole paragraph for HTML."""
    for page in PAGES:
        lines = (project / page).read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if re.match(r"<!-- result:[\w-]+ -->.", line)], page


def test_links_and_pictures_lead_somewhere(project: Path) -> None:
    for page in PAGES:
        text = (project / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert target.startswith("https://") or ((project / page).parent / target).exists(), f"{page}: {target}"


def test_every_picture_says_what_it_shows(project: Path) -> None:
    pictures = re.findall(r"!\[([^\]]*)\]", (project / "README.md").read_text(encoding="utf-8"))
    assert pictures
    assert all(len(words) > 60 for words in pictures)


def test_what_only_the_author_can_write_is_asked_for(project: Path) -> None:
    assert "TODO" in (project / "README.md").read_text(encoding="utf-8").split("## Results")[0]
    for part in (project / "docs/case-study.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        assert part.count("TODO") >= 2, part.splitlines()[0]


def test_every_file_of_the_project_is_explained(project: Path) -> None:
    readme = (project / "README.md").read_text(encoding="utf-8").split("## What every file is for")[1]
    for module in (project / "src").rglob("*.py"):
        assert f"`{module.name}`" in readme or f"/{module.name}`" in readme or module.name == "__init__.py", module.name
