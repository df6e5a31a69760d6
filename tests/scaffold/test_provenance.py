"""What of a project is still as the template made it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.new import new
from portfolio_kit.scaffold.provenance import FileShare, Share, Status, share, still_generated
from portfolio_kit.scaffold.templates import Source, installed
from tests.kit import Kit, worktree


def texts(project: Path) -> dict[str, str]:
    return {path: content.decode() for path, content in worktree(project).items() if b"\0" not in content}


@pytest.mark.parametrize(
    ("generated", "current", "expected"),
    [
        ("a\nb\n", "a\nb\n", FileShare("f", Status.UNCHANGED, 2, 2)),
        ("a\nb\n", "a\r\n\r\nb  \r\n", FileShare("f", Status.UNCHANGED, 2, 2)),
        ("a\nb\n", "b\na\n", FileShare("f", Status.EDITED, 2, 2)),
        ("a\nb\n", "a\nmine\nmine too\n", FileShare("f", Status.EDITED, 3, 1)),
        ("a\n", "a\na\na\n", FileShare("f", Status.EDITED, 3, 1)),
        ("a\n", None, FileShare("f", Status.DELETED, 0, 0)),
        (None, "a\n", FileShare("f", Status.ADDED, 1, 0)),
    ],
)
def test_a_file(generated: str | None, current: str | None, expected: FileShare) -> None:
    sides = [{} if text is None else {"f": text} for text in (generated, current)]
    assert share(*sides) == Share((expected,))


TREES = st.dictionaries(st.sampled_from("abc"), st.text(alphabet="xy\n ", max_size=12))


@given(generated=TREES, current=TREES)
def test_the_ratio_is_a_share(generated: dict[str, str], current: dict[str, str]) -> None:
    result = share(generated, current)
    assert 0 <= result.ratio <= 1
    assert all(0 <= file.generated <= file.lines for file in result.files)


@given(tree=TREES)
def test_an_untouched_tree_is_all_generated(tree: dict[str, str]) -> None:
    result = share(tree, tree)
    assert result.generated == result.lines
    assert {file.status for file in result.files} <= {Status.UNCHANGED}


def test_a_project_after_its_owner_worked_on_it(kit: Kit, tmp_path: Path) -> None:
    source = kit.release("0.1.0")
    project = new(source, tmp_path / "churn", {"project_name": "Churn"}).path
    (project / "README.md").write_text((project / "README.md").read_text() + "\nSix, mine.\n")
    (project / "run.sh").unlink()
    (project / "mine.py").write_text("x = 1\ny = 2\n")
    kit.write({"template/README.md.jinja": "quite another\n"})

    result = still_generated(kit.release("0.2.0"), texts(project))

    assert result is not None
    by_path = {file.path: file for file in result.files}
    assert by_path["README.md"] == FileShare("README.md", Status.EDITED, 7, 6)
    assert by_path["run.sh"].status is Status.DELETED
    assert by_path["mine.py"] == FileShare("mine.py", Status.ADDED, 2, 0)
    assert by_path["src/churn/app.py"].status is Status.UNCHANGED
    assert ".copier-answers.yml" not in by_path


def test_a_fresh_project_of_the_real_template_is_all_generated(tmp_path: Path) -> None:
    project = new(installed(), tmp_path / "churn", {}).path
    files = {path: text for path, content in worktree(project).items() if (text := decoded(content)) is not None}
    result = still_generated(installed(), files)
    assert result is not None
    assert result.ratio == 1.0
    assert {file.status for file in result.files} == {Status.UNCHANGED}


def decoded(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "x"},
        {".copier-answers.yml": "_src_path: gh:somebody/else\n_commit: v0.1.0\n"},
        {".copier-answers.yml": "[" * 9000},
    ],
)
def test_a_project_of_others_has_none(kit: Kit, files: dict[str, str]) -> None:
    assert still_generated(kit.release("0.1.0"), files) is None


def test_answers_are_data(kit: Kit) -> None:
    source = kit.release("0.1.0")
    answers = "_src_path: https://github.com/portfolio-kit/project-template.git\n_commit: v0.1.0\n"

    def made(more: str) -> Share | None:
        return still_generated(source, {".copier-answers.yml": answers + more})

    assert (
        made("_subdirectory: /etc\n_tasks: [touch x]\nunknown: 1\ntaken: [x]\nproject_name: '{{ 7 * 7 }}'\n")
        is not None
    )
    with pytest.raises(UserError):
        made("package_name: ../../outside\n")
    with pytest.raises(UserError):
        made("task: {a: b}\n")


def test_nothing_is_fetched_from_where_the_answers_point(kit: Kit, tmp_path: Path) -> None:
    nowhere = Source(history=tmp_path / "missing.bundle", tree=None, version="0.1.0")
    answers = "_src_path: https://github.com/portfolio-kit/project-template.git\n_commit: v0.1.0\n"
    with pytest.raises(UserError, match="holds no template"):
        still_generated(nowhere, {".copier-answers.yml": answers})
    with pytest.raises(UserError, match="never had"):
        still_generated(kit.release("0.2.0"), {".copier-answers.yml": answers})
