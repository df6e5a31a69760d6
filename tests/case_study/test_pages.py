"""`portfolio-kit case-study pdf` and `case-study html`, as a person meets them: a page beside the study, or one line."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from portfolio_kit import cli
from portfolio_kit.case_study.dates import written
from tests.case_study.kit import STUDY, repository
from tests.kit import git

FORMS = ("pdf", "html")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return repository(tmp_path / "docks")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert cli.run(["case-study", *map(str, arguments)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("portfolio-kit: error: ")
    assert err.count("\n") == 1
    return err


@pytest.mark.parametrize("form", FORMS)
class TestBoth:
    def test_the_page_is_written_beside_the_study(
        self, repo: Path, form: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.run(["case-study", form, str(repo)]) == 0
        assert (repo / f"docs/case-study.{form}").read_bytes()[:5] in (b"%PDF-", b"<!DOC")
        assert capsys.readouterr().out == f"Wrote {repo}/docs/case-study.{form}\n"

    def test_the_repository_is_the_folder_one_stands_in(
        self, repo: Path, form: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(repo)
        assert cli.run(["case-study", form]) == 0
        assert (repo / f"docs/case-study.{form}").is_file()

    def test_it_may_be_written_elsewhere(self, repo: Path, form: str, tmp_path: Path) -> None:
        assert cli.run(["case-study", form, str(repo), "-o", str(tmp_path / "mine.out")]) == 0
        assert (tmp_path / "mine.out").is_file()
        assert not (repo / f"docs/case-study.{form}").exists()

    def test_the_study_may_have_another_name(self, tmp_path: Path, form: str) -> None:
        repository(tmp_path, STUDY)
        (tmp_path / "docs/case-study.md").rename(tmp_path / "docs/CASE_STUDY.md")
        assert cli.run(["case-study", form, str(tmp_path)]) == 0
        assert (tmp_path / f"docs/CASE_STUDY.{form}").is_file()

    def test_a_repository_without_a_study_is_told_how_to_get_one(
        self, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert "case-study new" in refused(capsys, form, tmp_path)

    def test_a_folder_that_is_not_there_is_named(
        self, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert "gone is not a folder" in refused(capsys, form, tmp_path / "gone")

    @pytest.mark.parametrize("text", ["# T\n\n> **TODO:** Who?\n", "No title.\n", "# T\n\n![it](gone.png)\n"])
    def test_what_is_not_finished_leaves_the_page_before_as_it_was(
        self, repo: Path, form: str, text: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (repo / f"docs/case-study.{form}").write_text("before")
        (repo / "docs/case-study.md").write_text(text)
        assert "docs/case-study.md" in refused(capsys, form, repo)
        assert sorted(file.name for file in (repo / "docs").iterdir()) == sorted(
            ["case-study.md", f"case-study.{form}"]
        )
        assert (repo / f"docs/case-study.{form}").read_text() == "before"

    def test_a_study_that_is_no_text_is_refused(
        self, repo: Path, form: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (repo / "docs/case-study.md").write_bytes(b"\0\1\2\3" * 100)
        assert "docs/case-study.md is not text" in refused(capsys, form, repo)
        (repo / "docs/case-study.md").write_bytes(b"# T\n" * 1024 * 1024 + b"more")
        assert "docs/case-study.md is larger than 4 MiB" in refused(capsys, form, repo)

    def test_a_study_that_leads_out_of_the_repository_is_not_shown(
        self, repo: Path, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "secret.md").write_text("# Secret\n\nText.\n")
        (repo / "docs/case-study.md").unlink()
        (repo / "docs/case-study.md").symlink_to(tmp_path / "secret.md")
        assert "leads out of the repository" in refused(capsys, form, repo)

    def test_a_page_that_leads_out_of_the_repository_is_not_written(
        self, repo: Path, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "profile").write_text("mine")
        (repo / f"docs/case-study.{form}").symlink_to(tmp_path / "profile")
        assert "leads out of the repository" in refused(capsys, form, repo)
        assert (tmp_path / "profile").read_text() == "mine"

    def test_a_folder_that_is_not_there_is_not_made(
        self, repo: Path, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert "is not a folder: make it first" in refused(capsys, form, repo, "-o", tmp_path / "no/page")

    def test_a_folder_that_may_not_be_written_to_is_named(
        self, repo: Path, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def forbidden(source: Path, _target: Path) -> None:
            raise PermissionError(errno.EACCES, "Permission denied", str(source))

        monkeypatch.setattr(os, "replace", forbidden)
        page = repo / f"docs/case-study.{form}"
        assert f"cannot write {page}: Permission denied; nothing was changed" in refused(capsys, form, repo)
        elsewhere = repo / "page"
        assert f"{elsewhere}: Permission denied; nothing was changed" in refused(capsys, form, repo, "-o", elsewhere)

    def test_without_the_packages_it_says_what_to_install(
        self, repo: Path, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setitem(sys.modules, "markdown_it", None)
        assert "`pip install 'portfolio-kit[case-study]'`" in refused(capsys, form, repo)


def test_an_action_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    refused(capsys)
    assert "invalid choice: 'pfd'" in refused(capsys, "pfd")


class TestTheDate:
    def test_it_is_what_the_environment_says(self, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        assert written(repo / "docs/case-study.md").timestamp() == 1700000000

    @pytest.mark.parametrize("said", ["", "yesterday", "9" * 40])
    def test_else_it_is_that_of_the_last_commit_that_changed_the_study(
        self, repo: Path, said: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
        git(repo, "init", "--quiet")
        for number, name in enumerate(["docs/case-study.md", "reports/error.png"]):
            monkeypatch.setenv("GIT_COMMITTER_DATE", f"{1600000000 + number} +0000")
            git(repo, "add", name)
            git(repo, "commit", "--quiet", "--message", name)
        assert written(repo / "docs/case-study.md").timestamp() == 1600000000

    def test_else_it_is_that_of_the_file(self, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        os.utime(repo / "docs/case-study.md", (1500000000, 1500000000))
        assert written(repo / "docs/case-study.md").timestamp() == 1500000000
        git(repo, "init", "--quiet")
        assert written(repo / "docs/case-study.md").timestamp() == 1500000000

    def test_nothing_that_the_repository_sets_is_run(self, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        git(repo, "init", "--quiet")
        git(repo, "add", ".")
        git(repo, "commit", "--quiet", "--message", "One")
        program = repo / "program.sh"
        program.write_text(f"#!/bin/sh\ntouch {repo}/run\n")
        program.chmod(0o755)
        settings = ("core.pager", "core.fsmonitor", "gpg.program", "diff.external", "core.sshCommand", "pager.log")
        for setting in settings:
            git(repo, "config", setting, str(program))
        git(repo, "config", "log.showSignature", "true")
        written(repo / "docs/case-study.md")
        assert not (repo / "run").exists()
