"""One repository reviewed: folders, clones, sub-folders, what has not changed, what cannot be had."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portfolio_kit.cohort.result import Failed, Result, Scored, Unchanged
from portfolio_kit.cohort.work import Job, reviewed
from portfolio_kit.criteria.judge import judge
from portfolio_kit.repository.repository import read
from tests.cohort.kit import FILES, repository, settings
from tests.kit import commit, git


def review(source: str | Path, within: Path, *, subfolder: str = "", known: str | None = None) -> Result:
    """Review a folder or a URL."""
    return reviewed(Job(1, str(source), subfolder, known), settings(), within)


def scored(result: Result) -> Scored:
    assert isinstance(result.outcome, Scored)
    return result.outcome


def failed(result: Result) -> Failed:
    assert isinstance(result.outcome, Failed)
    return result.outcome


def test_a_folder_scores_what_check_says(tmp_path: Path) -> None:
    folder = repository(tmp_path / "churn")
    found = scored(review(folder, tmp_path))
    expected = judge(read(folder), settings().rubric, str(folder))
    assert found.score == expected.score
    assert [(each.criterion, each.level, each.reason) for each in found.verdicts] == [
        (each.criterion.id, each.finding.level, each.finding.reason) for each in expected.judged
    ]


def test_a_url_scores_as_its_folder_does_and_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = repository(tmp_path / "churn")
    (tmp_path / "work").mkdir()
    result = review(folder.as_uri(), tmp_path / "work")
    assert scored(result).score == scored(review(folder, tmp_path)).score
    assert result.commit == git(folder, "rev-parse", "HEAD").strip()
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize("is_url", [False, True], ids=["folder", "URL"])
def test_what_is_known_is_not_read_again_until_it_changes(is_url: bool, tmp_path: Path) -> None:
    folder = repository(tmp_path / "churn")
    source = folder.as_uri() if is_url else folder
    first = review(source, tmp_path)
    assert review(source, tmp_path, known=first.key).outcome == Unchanged()
    commit(folder, {"README.md": "# Churn\n\nWritten anew.\n"})
    again = review(source, tmp_path, known=first.key)
    scored(again)
    assert again.key != first.key


def test_what_was_changed_and_not_committed_is_another_content(tmp_path: Path) -> None:
    folder = repository(tmp_path / "churn")
    first = review(folder, tmp_path)
    (folder / "train.py").write_text(FILES["train.py"].replace("tenure", "months"))
    scored(review(folder, tmp_path, known=first.key))


def test_a_change_that_keeps_size_and_time_of_a_plain_folder_is_seen(tmp_path: Path) -> None:
    folder = repository(tmp_path / "churn", commits=False)
    before = (folder / "train.py").stat()
    first = review(folder, tmp_path)
    assert review(folder, tmp_path, known=first.key).outcome == Unchanged()
    (folder / "train.py").write_text(FILES["train.py"].replace("random_state=7", "random_state=8"))
    os.utime(folder / "train.py", ns=(before.st_atime_ns, before.st_mtime_ns))
    scored(review(folder, tmp_path, known=first.key))


def test_the_same_commit_cloned_anew_is_the_same_content(tmp_path: Path) -> None:
    folder = repository(tmp_path / "churn")
    first = review(folder, tmp_path)
    git(tmp_path, "clone", "--quiet", str(folder), "copies/churn")
    assert review(tmp_path / "copies" / "churn", tmp_path, known=first.key).outcome == Unchanged()


def test_another_rubric_is_another_review(tmp_path: Path) -> None:
    folder = repository(tmp_path / "churn")
    usual = settings()
    other = type(usual)(usual.rubric, "another digest")
    first = reviewed(Job(1, str(folder)), usual, tmp_path)
    scored(reviewed(Job(1, str(folder), known=first.key), other, tmp_path))


@pytest.mark.parametrize("is_url", [False, True], ids=["folder", "URL"])
def test_a_sub_folder_is_reviewed_alone(is_url: bool, tmp_path: Path) -> None:
    top = repository(tmp_path / "work", {f"week 3/churn/{path}": text for path, text in FILES.items()})
    alone = repository(tmp_path / "churn", commits=False)
    result = review(top.as_uri() if is_url else top, tmp_path, subfolder="week 3/churn")
    assert scored(result).score == scored(review(alone, tmp_path)).score
    assert result.commit == git(top, "rev-parse", "HEAD").strip()


def test_a_sub_folder_that_leads_elsewhere_is_none(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    folder = repository(tmp_path / "churn")
    (folder / "link").symlink_to(tmp_path / "secret")
    assert failed(review(folder, tmp_path, subfolder="link")) == Failed(
        "clone", "there is no folder link in the repository"
    )


def test_what_is_not_there_fails_with_its_reason(tmp_path: Path) -> None:
    assert failed(review(tmp_path / "gone", tmp_path)) == Failed("clone", f"{tmp_path / 'gone'} is not a folder")
    gone = failed(review((tmp_path / "gone").as_uri(), tmp_path))
    assert gone.kind == "clone"
    assert "cannot be cloned" in gone.reason


def test_a_verdict_shows_the_lines_around_its_evidence(tmp_path: Path) -> None:
    found = scored(review(repository(tmp_path / "churn"), tmp_path))
    places = [place for verdict in found.verdicts for place in verdict.evidence]
    for place in places:
        assert place.source is not None
        assert place.source_line is not None
        lines = FILES[place.path].rstrip("\n").split("\n")
        assert place.source.split("\n") == lines[place.source_line - 1 : place.line + 4]
    assert {place.path for place in places} >= {"README.md", "train.py"}


def test_secrets_are_masked_in_the_lines_around(tmp_path: Path) -> None:
    token = "ghp_" + "x7Kq2Lm9Zt4Rw8Yp3Nv6Bc1Df5Gh0Jk2LmQ9"
    files = {**FILES, "train.py": FILES["train.py"].replace("data = pd", f'token = "{token}"\ndata = pd')}
    found = scored(review(repository(tmp_path / "churn", files), tmp_path))
    shown = [place.source for verdict in found.verdicts for place in verdict.evidence if place.source]
    assert any("********" in source for source in shown)
    assert not any(token in source for source in shown)
