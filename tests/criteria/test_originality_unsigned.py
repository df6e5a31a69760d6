"""Originality: a README that leaves open who made the project is a form, whatever else there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.texts.unsigned import unsigned
from tests.criteria.boats import DATA, TRAIN, Files, judged
from tests.criteria.kit import repository
from tests.criteria.test_originality import LARGE, TEXT


@pytest.mark.parametrize(
    "lines",
    [
        "- **Your Name**\n- your_email@example.com",
        "**Email**: yourname@domain.com\n\n**Company**: Your Company Name",
        "**Seu Nome** - [GitHub](https://github.com/seu-usuario)",
        "- **Tu Nombre** - *Todo*\n- **LinkedIn:** [Tu Perfil](https://linkedin.com/in/tu-perfil)",
        "Author: [Your Full Name]\n\nMail: <your.email@example.com>",
    ],
)
def test_who_made_it_left_open_in_the_readme_is_a_template(lines: str, tmp_path: Path) -> None:
    files: Files = {"train.py": TRAIN + LARGE, "data/boats.csv": DATA}
    finding = judged("originality", tmp_path / "a", {**files, "README.md": f"{TEXT}\n\n## Contact\n\n{lines}\n"})
    assert finding.level == 0
    assert finding.evidence[0].path == "README.md"
    assert judged("originality", tmp_path / "b", {**files, "README.md": TEXT, "notes.md": lines}).level == 2


@pytest.mark.parametrize(
    "lines",
    [
        "- **Ada Boat**\n- ada@boats.example\n- [Your LinkedIn Profile](https://linkedin.com/in/ada-boat)",
        "The form of the harbour asks for:\n\n- Your name\n- Your email",
        "Your name: it is only kept until the boat is sold. Your email is asked for as well.",
        "```bash\ngit config user.name your-name\ngit config user.email your.email@example.com\n```",
        "**Author**: [Your Name]",
    ],
    ids=["signed", "what users enter", "sentences", "commands", "one"],
)
def test_what_users_fill_in_or_one_place_is_none(lines: str, tmp_path: Path) -> None:
    text = f"{TEXT}\n\n## Contact\n\n{lines}\n"
    assert judged("originality", tmp_path, {"README.md": text, "train.py": TRAIN + LARGE, "data/boats.csv": DATA}).level


def test_a_profile_of_nobody_is_left_open_and_a_repository_of_theirs_is_not(tmp_path: Path) -> None:
    text = "# Boats\n\n`git clone https://github.com/your-username/boats`\n\nhttps://github.com/your-username\n"
    assert [place.line for place in unsigned(repository(tmp_path, {"README.md": text}))] == [5]


def test_who_made_it_left_open_in_two_files_of_a_package_is_a_template(tmp_path: Path) -> None:
    project = (
        '[project]\nname = "boats"\nauthors = [\n    {name = "Your Name", email = "your.email@boats.example"},\n]\n'
    )
    files: Files = {"README.md": TEXT, "train.py": TRAIN + LARGE, "data/boats.csv": DATA, "pyproject.toml": project}
    assert judged("originality", tmp_path / "one", files).level == 2
    finding = judged("originality", tmp_path / "two", {**files, "boats/__init__.py": '__author__ = "Your Name"\n'})
    assert (finding.level, [place.path for place in finding.evidence]) == (0, ["pyproject.toml", "boats/__init__.py"])


def test_who_made_a_package_may_be_called_anything_else(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": '[tool.poetry]\nauthors = ["Ada Boat <your.boat@boats.example>"]\n',
        "setup.py": 'setup(author="Ada Boat", description="Your name on a boat")\n',
        "boats/__init__.py": 'GREETING = "Your Name"\n',
    }
    assert not list(unsigned(repository(tmp_path, files)))
