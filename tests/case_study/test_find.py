"""Which file of a repository is its case study."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.case_study.find import case_study_of
from portfolio_kit.errors import UserError
from tests.case_study.kit import written


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (["docs/case-study.md", "CASE_STUDY.md"], "docs/case-study.md"),
        (["docs/Case Study.md", "README.md"], "docs/Case Study.md"),
        (["CASE_STUDY.md"], "CASE_STUDY.md"),
        (["doc/fallstudie.markdown"], "doc/fallstudie.markdown"),
        (["reports/étude-de-cas.md"], "reports/étude-de-cas.md"),
    ],
)
def test_it_is_where_people_put_it(tmp_path: Path, files: list[str], found: str) -> None:
    assert case_study_of(written(tmp_path, dict.fromkeys(files, "# Churn\n"))) == tmp_path / found


@pytest.mark.parametrize("files", [[], ["README.md"], ["docs/case-study.pdf"], ["notes/case-study.md"]])
def test_where_there_is_none_one_line_says_how_to_make_it(tmp_path: Path, files: list[str]) -> None:
    with pytest.raises(
        UserError, match=r"has no case study: `portfolio-kit case-study new .*` makes docs/case-study.md$"
    ):
        case_study_of(written(tmp_path, dict.fromkeys(files, "x")))


@pytest.mark.parametrize("target", ["/etc/hostname", "nowhere.md", "."])
def test_a_link_out_of_the_repository_or_to_no_file_is_none(tmp_path: Path, target: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/case-study.md").symlink_to(target)
    with pytest.raises(UserError, match=r"leads out of the repository|is not a file"):
        case_study_of(tmp_path)
