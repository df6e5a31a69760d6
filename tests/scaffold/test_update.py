"""Updating a project, with real renders and real repositories."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold import worktree as worktree_module
from portfolio_kit.scaffold.merge import Kind
from portfolio_kit.scaffold.new import new
from portfolio_kit.scaffold.render import File
from portfolio_kit.scaffold.templates import Source
from portfolio_kit.scaffold.update import Update, report, update
from tests.kit import Kit, commit, copy, git, snapshot, worktree

README = "template/README.md.jinja"
README_2 = "# {{ project_name }}\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive, said better.\n"
ANSWERS = ".copier-answers.yml"
# Each line holds all of the line before twice: 2 to the 40th entries.
MERGE_BOMB = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 41))


@pytest.fixture
def old(kit: Kit) -> Source:
    return kit.release("0.1.0")


@pytest.fixture
def project(old: Source, tmp_path: Path) -> Path:
    return new(old, tmp_path / "churn", {}).path


def kinds(result: Update) -> dict[str, str]:
    return {change.path: change.kind.value for change in result.changes}


def test_what_the_template_changed_comes_and_what_the_owner_changed_stays(kit: Kit, project: Path) -> None:
    commit(project, {"README.md": "# Churn, mine\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n", "mine.py": "x = 1\n"})
    kit.write({README: README_2, "template/new.txt": "new\n", "template/src/{{package_name}}/old.py": None})

    result = update(kit.release("0.2.0"), project)

    assert kinds(result) == {
        ANSWERS: "changed",
        "README.md": "changed",
        "new.txt": "added",
        "src/churn/old.py": "removed",
    }
    assert (project / "README.md").read_text().startswith("# Churn, mine\n")
    assert (project / "README.md").read_text().endswith("Five, said better.\n")
    assert (project / "mine.py").read_text() == "x = 1\n"
    assert "_commit: v0.2.0" in (project / ANSWERS).read_text()
    assert not (project / "src/churn/old.py").exists()


def test_numbers_of_the_owners_training_stay_without_a_conflict(kit: Kit, tmp_path: Path) -> None:
    text = "# Churn\n\nOff by <!-- result:mae -->{}<!-- /result --> {}.\n"
    kit.write({README: text.format(31, "bicycles")})
    project = new(kit.release("0.1.0"), tmp_path / "churn", {}).path
    commit(project, {"README.md": text.format(29, "bicycles")})
    kit.write({README: text.format(30, "bicycles an hour")})

    result = update(kit.release("0.2.0"), project)

    assert result.conflicts == ()
    assert (project / "README.md").read_text() == text.format(29, "bicycles an hour")


def test_it_is_left_for_the_owner_to_look_over_and_commit(kit: Kit, project: Path) -> None:
    kit.write({README: README_2})
    head = git(project, "rev-parse", "HEAD")
    update(kit.release("0.2.0"), project)

    assert git(project, "rev-parse", "HEAD") == head
    assert git(project, "status", "--porcelain").split() == ["M", ANSWERS, "M", "README.md"]


def test_an_untouched_project_becomes_what_the_new_template_makes(kit: Kit, project: Path, tmp_path: Path) -> None:
    kit.write({README: README_2, "template/picture.png": b"\x89PNG\0second", "template/run.sh": None})
    kit.write({"template/deep/er/new.sh": "#!/bin/sh\n"})
    (kit.tree / "template/deep/er/new.sh").chmod(0o755)
    newer = kit.release("0.2.0")
    update(newer, project)

    fresh = new(newer, tmp_path / "again" / "churn", {}).path
    assert worktree(project) == worktree(fresh)
    assert (project / "deep/er/new.sh").stat().st_mode & stat.S_IXUSR


def test_both_changed_the_same_lines(kit: Kit, project: Path) -> None:
    commit(project, {"README.md": "# Churn\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive, mine.\n"})
    kit.write({README: README_2, "template/other.txt": "x\n"})

    result = update(kit.release("0.2.0"), project)

    assert [change.path for change in result.conflicts] == ["README.md"]
    text = (project / "README.md").read_text()
    assert "<<<<<<< yours\nFive, mine.\n" in text
    assert "Five, said better.\n>>>>>>> template 0.2.0\n" in text
    assert git(project, "diff", "--name-only", "--diff-filter=U").split() == ["README.md"]
    assert git(project, "show", ":2:README.md").endswith("Five, mine.\n")
    assert git(project, "show", ":3:README.md").endswith("Five, said better.\n")
    assert "1 conflict: settle each file" in report(result)


def test_a_file_of_the_owner_where_the_template_puts_a_new_one(kit: Kit, project: Path) -> None:
    commit(project, {"new.txt": "mine\n"})
    kit.write({"template/new.txt": "theirs\n"})

    result = update(kit.release("0.2.0"), project)

    assert kinds(result)["new.txt"] == "conflict"
    assert "mine\n" in (project / "new.txt").read_text()


def test_an_edited_file_that_the_template_dropped_is_kept(kit: Kit, project: Path) -> None:
    commit(project, {"src/churn/old.py": "# soon gone\nMINE = 1\n"})
    kit.write({"template/src/{{package_name}}/old.py": None})

    result = update(kit.release("0.2.0"), project)

    assert kinds(result)["src/churn/old.py"] == "conflict"
    assert (project / "src/churn/old.py").read_text() == "# soon gone\nMINE = 1\n"
    assert "the new version no longer has it" in report(result)


def test_an_edited_picture_is_kept(kit: Kit, project: Path) -> None:
    commit(project, {"picture.png": b"\x89PNG\0mine"})
    kit.write({"template/picture.png": b"\x89PNG\0second"})

    result = update(kit.release("0.2.0"), project)

    assert kinds(result)["picture.png"] == "conflict"
    assert (project / "picture.png").read_bytes() == b"\x89PNG\0mine"


def test_bytes_that_are_not_utf8_are_kept(kit: Kit, project: Path) -> None:
    mine = b"# Churn \xe9t\xe9\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n"
    commit(project, {"README.md": mine})
    kit.write({README: README_2})

    update(kit.release("0.2.0"), project)

    assert (project / "README.md").read_bytes() == mine.replace(b"Five.", b"Five, said better.")


def test_data_notebooks_and_the_case_study_never_change(kit: Kit, project: Path) -> None:
    commit(project, {"docs/case-study.md": "I found this.\n"})
    before = worktree(project)
    kit.write(
        {
            "template/data/sample.csv": "a,b\n3,4\n",
            "template/docs/case-study.md": "What did you learn?\n",
            "template/notebooks/look.ipynb": None,
            "template/notebooks/second.ipynb": "{}\n",
        }
    )
    result = update(kit.release("0.2.0"), project)

    assert kinds(result) == {ANSWERS: "changed", "notebooks/second.ipynb": "added"}
    assert {path: content for path, content in worktree(project).items() if path in before and path != ANSWERS} == {
        path: content for path, content in before.items() if path != ANSWERS
    }


@pytest.mark.parametrize("path", ["notebooks/look.ipynb", "data/sample.csv", "src/churn/old.py"])
def test_what_the_owner_deleted_does_not_come_back(kit: Kit, project: Path, path: str) -> None:
    commit(project, {path: None})
    template = "template/" + path.replace("churn", "{{package_name}}")
    kit.write({template: "changed\n"})

    update(kit.release("0.2.0"), project)

    assert not (project / path).exists()


def test_files_that_git_ignores_are_merged_too(kit: Kit, old: Source, tmp_path: Path) -> None:
    project = new(old, tmp_path / "churn", {}).path
    git(project, "rm", "--quiet", "--cached", "run.sh")
    commit(project, {".gitignore": "run.sh\n/venv/\n"})
    (project / "venv").mkdir()
    (project / "venv/x").write_text("x")
    (project / "run.sh").write_text("#!/bin/sh\necho mine first\necho run\n")
    kit.write({"template/run.sh": "#!/bin/sh\necho run\necho more\n"})

    update(kit.release("0.2.0"), project)

    text = (project / "run.sh").read_text()
    assert "mine first" in text
    assert (project / "venv/x").read_text() == "x"


def test_links_and_folders_in_the_way_are_not_written_through(kit: Kit, project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (project / "linked").symlink_to(outside)
    (project / "README.md").unlink()
    (project / "README.md").symlink_to(outside / "README.md")
    commit(project, {"taken/by/me.txt": "x"})
    kit.write({README: README_2, "template/linked/new.txt": "new\n", "template/taken": "a file\n"})

    result = update(kit.release("0.2.0"), project)

    assert list(outside.iterdir()) == []
    assert kinds(result) == {
        ANSWERS: "changed",
        "README.md": "conflict",
        "linked/new.txt": "conflict",
        "taken": "conflict",
    }
    assert (project / "README.md").is_symlink()


def test_a_project_in_a_folder_of_a_larger_repository(kit: Kit, old: Source, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    project = new(old, tmp_path / "work/churn", {}).path
    commit(tmp_path, {"work/other/README.md": "other\n"})
    commit(tmp_path, {"work/churn/README.md": "# Churn\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive, mine.\n"})
    (tmp_path / "work/other/untracked.txt").write_text("not my business")
    kit.write({README: README_2, "template/new.txt": "new\n"})

    result = update(kit.release("0.2.0"), project)

    assert kinds(result) == {ANSWERS: "changed", "README.md": "conflict", "new.txt": "added"}
    assert git(tmp_path, "diff", "--name-only", "--diff-filter=U").split() == ["work/churn/README.md"]
    assert (tmp_path / "work/other/README.md").read_text() == "other\n"


def test_a_project_that_was_made_on_another_machine(
    kit: Kit, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "--quiet", str(project), str(tmp_path / "cloned"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    kit.write({README: README_2})

    update(kit.release("0.2.0"), Path("../cloned"))

    assert "said better" in (tmp_path / "cloned/README.md").read_text()


def test_a_dry_run_says_the_same_and_touches_nothing(kit: Kit, project: Path) -> None:
    commit(project, {"README.md": "# Mine\n\nFive, mine.\n"})
    kit.write({README: README_2, "template/new.txt": "new\n"})
    source = kit.release("0.2.0")
    before = snapshot(project)

    dry = update(source, project, dry_run=True)

    assert snapshot(project) == before
    assert dry.changes == update(source, project).changes
    assert "nothing written" in report(dry)


@pytest.mark.parametrize("writes", [0, 1, 2])
@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()])
def test_an_update_that_fails_midway_restores_everything(
    kit: Kit, project: Path, monkeypatch: pytest.MonkeyPatch, writes: int, error: BaseException
) -> None:
    commit(project, {"README.md": "# Mine\n\nFive, mine.\n"})
    kit.write({README: README_2, "template/a/b/new.txt": "new\n", "template/src/{{package_name}}/old.py": None})
    source = kit.release("0.2.0")
    before = {path: state for path, state in snapshot(project).items() if not path.startswith(".git/objects")}
    done: list[Path] = []
    real = worktree_module.write

    def write(target: Path, file: File) -> None:
        if len(done) == writes:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(b"half")
            raise error
        done.append(target)
        real(target, file)

    monkeypatch.setattr(worktree_module, "write", write)
    with pytest.raises(type(error)):
        update(source, project)

    after = {path: state for path, state in snapshot(project).items() if not path.startswith(".git/objects")}
    assert after == before
    assert not (project / "a").exists()


def test_a_failure_of_the_last_step_restores_everything(kit: Kit, project: Path) -> None:
    commit(project, {"README.md": "# Mine\n\nFive, mine.\n"})
    kit.write({README: README_2, "template/src/{{package_name}}/old.py": None})
    source = kit.release("0.2.0")
    (project / ".git/index.lock").write_text("")
    before = worktree(project)
    with pytest.raises(UserError, match="index"):
        update(source, project)
    assert worktree(project) == before


def test_up_to_date(kit: Kit, project: Path) -> None:
    result = update(kit.release("0.1.0"), project)
    assert report(result) == "churn is up to date with template 0.1.0."


def test_a_newer_project_is_refused(kit: Kit, old: Source, tmp_path: Path) -> None:
    project = new(kit.release("0.3.0"), tmp_path / "churn", {}).path
    with pytest.raises(
        UserError, match=r"was made with 0\.3\.0, this is 0\.1\.0: `pip install -U portfolio-kit` first"
    ):
        update(old, project)


def test_changes_that_are_not_committed_are_refused(kit: Kit, project: Path) -> None:
    source = kit.release("0.2.0")
    for name in ("a", "b", "c", "d\x1b[31m"):
        (project / name).write_text("x")
    with pytest.raises(UserError, match=r"not committed \(a, b, c and 1 more\): commit them or `git stash`"):
        update(source, project)


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        (None, "has no .copier-answers.yml: give the folder that `portfolio-kit new` made"),
        ("_src_path: https://example.org/other.git\n_commit: v0.1.0\n", "was not made by `portfolio-kit new`"),
        ("_src_path: {url}\n_commit: v0.1.7\n", "names template version 0.1.7, which portfolio-kit never had"),
        ("_src_path: {url}\n_commit: --upload-pack=x\n", "names no released template version"),
        ("_src_path: {url}\n_commit: 12\n", "names no released template version"),
        ("_src_path: {url}\n_commit: v0.1.0\nproject_name: [1]\n", "project_name is not a short plain value"),
        ("_src_path: {url}\n_commit: v0.1.0\ntask: ranking\n", "task: 'ranking' is not in"),
        ("_src_path: {url}\n_commit: v0.1.0\nproject_name: 0x" + "f" * 9000 + "\n", "is not a short plain value"),
        ("_src_path: {url}\n_commit: v" + "9" * 9000 + "\n", "names no released template version"),
        (MERGE_BOMB, "is not valid YAML"),
        ("- a list\n", "does not hold answers"),
        ("[" * 5000, "is not valid YAML"),
        ("!!python/object/apply:os.system [exit]\n", "is not valid YAML"),
        ("a: " + "x" * 70_000, "larger than an answers file can be"),
    ],
)
def test_a_project_that_is_not_ours_is_refused(kit: Kit, project: Path, answers: str | None, complaint: str) -> None:
    url = "https://github.com/portfolio-kit/project-template.git"
    commit(project, {ANSWERS: answers.replace("{url}", url) if answers else None})
    with pytest.raises(UserError) as caught:
        update(kit.release("0.2.0"), project)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_project_without_git_is_refused(kit: Kit, old: Source, tmp_path: Path) -> None:
    project = new(old, tmp_path / "churn", {}, use_git=False).path
    with pytest.raises(UserError, match="is not under git"):
        update(kit.release("0.2.0"), project)


def test_a_project_that_its_repository_ignores_is_refused(kit: Kit, old: Source, tmp_path: Path) -> None:
    project = new(old, tmp_path / "churn", {}, use_git=False).path
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {".gitignore": "churn\n"})
    with pytest.raises(UserError, match=r"nothing of .* is committed"):
        update(kit.release("0.2.0"), project)


def test_an_answer_that_the_new_template_no_longer_takes_gives_way(kit: Kit, old: Source, tmp_path: Path) -> None:
    project = new(old, tmp_path / "churn", {"python_version": "3.11"}).path
    questions = (kit.tree / "copier.yml").read_text().replace('["3.11", "3.12",', '["3.12",')
    kit.write({"copier.yml": questions})

    result = update(kit.release("0.2.0"), project)

    assert result.dropped == ("python_version",)
    assert "python_version: '3.12'" in (project / ANSWERS).read_text()
    assert "python_version takes its default" in report(result)


def test_a_question_that_is_new_takes_its_default(kit: Kit, project: Path) -> None:
    kit.write({"copier.yml": (kit.tree / "copier.yml").read_text() + "colour:\n  type: str\n  default: green\n"})
    update(kit.release("0.2.0"), project)
    assert "colour: green" in (project / ANSWERS).read_text()


def test_hooks_and_settings_of_the_project_are_not_run(kit: Kit, project: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {ran}\n")
    script.chmod(0o755)
    commit(project, {"README.md": "# Mine\n\nFive, mine.\n"})
    (project / ".git/hooks").mkdir()
    for name in ("post-index-change", "pre-commit", "post-checkout"):
        os.link(script, project / ".git/hooks" / name)
    git(project, "config", "core.fsmonitor", str(script))
    kit.write({README: README_2})

    result = update(kit.release("0.2.0"), project)

    assert result.conflicts
    assert not ran.exists()


def test_names_that_steer_a_terminal_are_written_out(kit: Kit, project: Path) -> None:
    kit.write({"template/a\x1b[31mb.txt": "x\n"})
    text = report(update(kit.release("0.2.0"), project))
    assert "\x1b" not in text
    assert "a\\x1b[31mb.txt" in text


def test_two_steps_give_what_one_gives(kit: Kit, project: Path, tmp_path: Path) -> None:
    skipping = copy(project, tmp_path / "skipping")
    kit.write({README: README_2})
    update(kit.release("0.2.0"), project)
    commit(project, {})
    kit.write({"template/new.txt": "new\n"})
    last = kit.release("0.3.0")

    update(last, project)
    update(last, skipping)

    assert worktree(project) == worktree(skipping)
    assert Kind.CONFLICT not in {change.kind for change in update(last, project).changes}
