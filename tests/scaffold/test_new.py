"""A new project."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold import new as new_module
from portfolio_kit.scaffold.new import Created, Versioning, new, next_steps, suggested
from portfolio_kit.scaffold.templates import PUBLIC_URL, Question, Source, installed, questions
from tests.kit import Kit, git

ASKED = (
    *map(Question, ("project_name", "package_name", "author_name")),
    Question("python_version", ("3.11", "3.12", "3.13", "3.14")),
)


def answers_of(project: Path) -> dict[str, str]:
    loaded = yaml.safe_load((project / ".copier-answers.yml").read_text())
    assert isinstance(loaded, dict)
    return loaded


def test_a_project_is_made_and_committed(kit: Kit, tmp_path: Path) -> None:
    created = new(kit.release("0.1.0"), tmp_path / "churn", {"task": "regression"})

    assert created == Created(tmp_path / "churn", Versioning.COMMITTED)
    assert "TASK = 'regression'" in (tmp_path / "churn/src/churn/app.py").read_text()
    assert (tmp_path / "churn/run.sh").stat().st_mode & stat.S_IXUSR
    assert git(tmp_path / "churn", "status", "--porcelain", "--branch").strip() == "## main"
    assert git(tmp_path / "churn", "log", "--format=%s").strip() == "Start from portfolio-kit 0.1.0"
    assert [path.name for path in tmp_path.iterdir()] == ["churn"]


def test_it_remembers_a_stable_address_and_its_version(kit: Kit, tmp_path: Path) -> None:
    new(kit.release("0.1.0"), tmp_path / "churn", {})

    answers = answers_of(tmp_path / "churn")
    assert (answers["_src_path"], answers["_commit"]) == (PUBLIC_URL, "v0.1.0")
    assert str(kit.tree.parent) not in (tmp_path / "churn/.copier-answers.yml").read_text()


@pytest.mark.parametrize("name", ["plain", "a: b", 'it\'s "quoted"', "ünï", "long " * 30, "#x", "{{ x }}"])
def test_its_record_does_not_depend_on_the_temporary_folder(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / name))
    new(kit.release("0.1.0"), tmp_path / "churn", {}, use_git=False)

    text = (tmp_path / "churn/.copier-answers.yml").read_text()
    assert text.startswith(f"_commit: v0.1.0\n_src_path: {PUBLIC_URL}\nauthor_name: The author\n")
    assert list((tmp_path / name).iterdir()) == []


def test_defaults_fit_the_folder_and_the_machine(kit: Kit, tmp_path: Path, machine: Path) -> None:
    (machine / ".gitconfig").write_text("[user]\n\tname = Grace Hopper\n\temail = grace@example.org\n")
    new(kit.release("0.1.0"), tmp_path / "früh-start", {})

    answers = answers_of(tmp_path / "früh-start")
    assert answers["project_name"] == "Früh start"
    assert answers["package_name"] == "fruh_start"
    assert answers["author_name"] == "Grace Hopper"
    assert answers["python_version"] == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert git(tmp_path / "früh-start", "log", "--format=%an %ae").strip() == "Grace Hopper grace@example.org"


def test_without_a_name_for_git_the_author_commits(kit: Kit, tmp_path: Path) -> None:
    new(kit.release("0.1.0"), tmp_path / "churn", {"author_name": "Ada Lovelace"})

    log = git(tmp_path / "churn", "log", "--format=%an %ae %cn").strip()
    assert log == "Ada Lovelace noreply@portfolio-kit.invalid Ada Lovelace"
    assert "Lovelace" not in (tmp_path / "churn/.git/config").read_text()


def test_hooks_signing_and_ignore_files_of_the_person_do_not_get_in_the_way(
    kit: Kit, tmp_path: Path, machine: Path
) -> None:
    hooks = machine / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "commit-msg", "post-commit", "post-checkout"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {machine}/ran\nexit 1\n")
        (hooks / name).chmod(0o755)
    (machine / "ignore").write_text("*.csv\nrun.sh\n")
    (machine / ".gitconfig").write_text(
        f"[core]\n\thooksPath = {hooks}\n\texcludesFile = {machine}/ignore\n\tautocrlf = input\n"
        "[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = /bin/false\n[user]\n\tname = A\n\temail = a@example.org\n"
        '[url "git@github.com:"]\n\tinsteadOf = https://github.com/\n'
    )
    new(kit.release("0.1.0"), tmp_path / "churn", {})

    assert not (machine / "ran").exists()
    assert {"data/sample.csv", "run.sh"} <= set(git(tmp_path / "churn", "ls-files").split())


def test_nothing_of_copier_is_left_in_the_home_folder(kit: Kit, tmp_path: Path, machine: Path) -> None:
    settings = machine / ".config/copier/settings.yml"
    settings.parent.mkdir(parents=True)
    settings.write_text("defaults:\n  author_name: Somebody else\n")
    before = dict(os.environ)

    new(kit.release("0.1.0"), tmp_path / "churn", {})

    assert [path for path in machine.rglob("*") if path.is_file()] == [settings]
    assert answers_of(tmp_path / "churn")["author_name"] == "The author"
    assert dict(os.environ) == before


def test_in_another_repository_it_gets_none_of_its_own(kit: Kit, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    created = new(kit.release("0.1.0"), tmp_path / "inner/churn", {})

    assert created.versioning is Versioning.IN_ANOTHER
    assert not (tmp_path / "inner/churn/.git").exists()
    assert "git repository already" in next_steps(created, "inner/churn")


def test_where_another_repository_ignores_it_it_gets_its_own(kit: Kit, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".gitignore").write_text("/churn/\n")

    assert new(kit.release("0.1.0"), tmp_path / "churn", {}).versioning is Versioning.COMMITTED


def test_git_can_be_left_out(kit: Kit, tmp_path: Path) -> None:
    created = new(kit.release("0.1.0"), tmp_path / "churn", {}, use_git=False)

    assert created.versioning is Versioning.LEFT_OUT
    assert not (tmp_path / "churn/.git").exists()


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        ({"tsak": "regression"}, "there is no question 'tsak': the keys are project_name, package_name, task"),
        ({"taken": "x"}, "there is no question 'taken'"),
        ({"_src_path": "x"}, "there is no question '_src_path'"),
        ({"task": "ranking"}, "task cannot be 'ranking': choose classification or regression"),
        ({"python_version": "2.7"}, "choose 3.11, 3.12, 3.13 or 3.14"),
        ({"project_name": "x" * 61}, "project_name: Keep it to 60 characters."),
    ],
)
def test_a_wrong_answer_is_one_line_and_leaves_nothing(
    kit: Kit, tmp_path: Path, answers: dict[str, str], complaint: str
) -> None:
    with pytest.raises(UserError) as caught:
        new(kit.release("0.1.0"), tmp_path / "a/churn", answers)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_failing_commit_leaves_nothing(kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> dict[str, str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(new_module, "_identity", fail)
    with pytest.raises(KeyboardInterrupt):
        new(kit.release("0.1.0"), tmp_path / "churn", {})
    assert list(tmp_path.iterdir()) == []


def test_a_template_that_does_not_render_is_one_line(kit: Kit, tmp_path: Path) -> None:
    kit.write({"template/broken.md.jinja": "{{ nothing.at.all }}"})
    with pytest.raises(UserError, match="the template could not be rendered"):
        new(kit.release("0.1.0"), tmp_path / "churn", {})
    assert list(tmp_path.iterdir()) == []


def test_a_missing_template_is_one_line(tmp_path: Path) -> None:
    nowhere = Source(history=tmp_path / "missing.bundle", tree=None, version="0.1.0")
    with pytest.raises(UserError, match="holds no template: install it again"):
        new(nowhere, tmp_path / "churn", {})


def test_from_a_clone_edits_of_the_template_show_at_once(kit: Kit, tmp_path: Path) -> None:
    source = Source(history=None, tree=kit.tree, version="0.1.0")
    new(source, tmp_path / "one", {})
    kit.write({"template/fresh.txt": "x"})
    new(source, tmp_path / "two", {})

    assert not (tmp_path / "one/fresh.txt").exists()
    assert (tmp_path / "two/fresh.txt").exists()


def test_next_steps_can_be_pasted(tmp_path: Path) -> None:
    text = next_steps(Created(tmp_path / "my churn", Versioning.COMMITTED), "my churn")
    assert "cd 'my churn'" in text
    assert [word for word in ("make test", "make train", "make serve") if word not in text] == []
    assert "\x1b" not in next_steps(Created(tmp_path / "a\x1b[31m", Versioning.COMMITTED), "a\x1b[31m")


@given(folder=st.text(min_size=1, max_size=90), author=st.text(max_size=90))
def test_suggestions_are_always_accepted_names(folder: str, author: str) -> None:
    given_names = suggested(folder, author=author, python="2.7", questions=ASKED, taken=("sklearn",))
    assert "python_version" not in given_names
    assert all(value.strip() and "\n" not in value for value in given_names.values())
    package = given_names.get("package_name", "okay")
    assert package.isidentifier()
    assert package.isascii()
    assert 2 <= len(package) <= 41
    assert package not in sys.stdlib_module_names
    assert len(given_names.get("project_name", "x")) <= 60


@pytest.mark.parametrize(
    ("folder", "package"),
    [
        ("churn", "churn"),
        ("früh", "fruh"),
        ("My Churn 2", "my_churn_2"),
        ("2024-churn", "churn"),
        ("test", "test_project"),
        ("class", "class_project"),
        ("sklearn", "sklearn_project"),
        ("x", "x_project"),
        ("日本", None),
    ],
)
def test_package_names_come_from_the_folder(folder: str, package: str | None) -> None:
    given_names = suggested(folder, author="", python="3.12", questions=ASKED, taken=("sklearn", "test"))
    assert given_names.get("package_name") == package


@pytest.mark.parametrize("folder", ["churn", "früh", "test", "日本", "a" * 70, "x", "it's $HOME", "data", "1"])
def test_the_real_template_takes_every_suggestion(folder: str, tmp_path: Path, machine: Path) -> None:
    (machine / ".gitconfig").write_text('[user]\n\tname = "Evil \\"quoted\\" `name` $(x) {{ 7 * 7 }}"\n')
    created = new(installed(), tmp_path / folder, {}, use_git=False)
    with installed().opened() as templates:
        keys = {question.key for question in questions(templates.configuration(templates.current))}
    assert set(answers_of(created.path)) == keys | {"_commit", "_src_path"}
