"""`refresh`: the numbers of the marked places, and not one other byte."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from portfolio_kit.case_study.refresh import refresh
from portfolio_kit.case_study.report import refreshed
from portfolio_kit.errors import UserError
from tests.case_study.kit import metrics, written

MARK = "<!-- result:results from reports/metrics.json -->"
TABLE = "| Model | F1 |\n| --- | ---: |\n| Dummy | 0.400 |\n| Forest | 0.810 |"
PAGE = f"# Churn\n\n## Results\n\n{MARK}\n\n{TABLE}\n\n<!-- /result -->\n\nThe forest reaches an F1 of 0.81.\n"


def repository(folder: Path, page: str | bytes = PAGE, **models: float) -> Path:
    values = models or {"dummy": 0.4, "forest": 0.81}
    return written(folder, {"docs/case-study.md": page, "reports/metrics.json": metrics(**values)})


def page_of(root: Path) -> bytes:
    return (root / "docs/case-study.md").read_bytes()


def complaint(root: Path) -> str:
    with pytest.raises(UserError) as raised:
        refresh(root)
    text = str(raised.value)
    assert "\n" not in text
    return text


def test_it_fills_the_table_and_touches_nothing_else(tmp_path: Path) -> None:
    root = repository(tmp_path, dummy=0.4, forest=0.84)
    assert refresh(root).changed
    assert page_of(root) == PAGE.replace("| 0.810 |", "| 0.840 |").encode()


def test_a_page_that_is_up_to_date_is_not_written(tmp_path: Path) -> None:
    root = repository(tmp_path)
    before = (root / "docs/case-study.md").stat()
    assert not refresh(root).changed
    assert (root / "docs/case-study.md").stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("\n", "\r\n", id="Windows line ends"),
        pytest.param("# Churn\n", "\ufeff# Churn  \n\n\n\t\n", id="a mark of the byte order, and trailing blanks"),
        pytest.param("0.81.\n", "0.81.", id="no last line end"),
        pytest.param("0.81.\n", "0.81.\n\x0c\u2028 \x00", id="what others take for line ends"),
    ],
)
def test_what_editors_differ_in_stays(tmp_path: Path, before: str, after: str) -> None:
    page = PAGE.replace(before, after).encode()
    root = repository(tmp_path, page, dummy=0.4, forest=0.84)
    refresh(root)
    assert page_of(root) == page.replace(b"| 0.810 |", b"| 0.840 |")


def test_a_page_that_is_not_utf8_stays_in_its_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("Churn", "Évasion").encode("latin-1")
    root = repository(tmp_path, page)
    (root / "reports/metrics.json").write_text(json.dumps({"forêt": {"r2": 0.5}}))
    refresh(root)
    assert page_of(root).startswith("# Évasion\n".encode("latin-1"))
    assert b"| Model | R&#178; |" in page_of(root)
    assert b"| For&#234;t | 0.500 |" in page_of(root)


def test_a_row_and_a_column_may_come(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "reports/metrics.json").write_text(json.dumps({"svm": {"f1": 0.7, "auc": 0.9}, "knn": {"f1": 0.6}}))
    refresh(root)
    assert (
        b"| Model | F1 | AUC |\n| --- | ---: | ---: |\n| SVM | 0.700 | 0.900 |\n| KNN | 0.600 | \xe2\x80\x93 |"
        in page_of(root)
    )


def test_each_place_has_its_own_file(tmp_path: Path) -> None:
    other = PAGE.replace("reports/metrics.json", "reports/old year.csv")
    root = repository(tmp_path, PAGE + other)
    (root / "reports/old year.csv").write_text("model,f1\ndummy,0.3\n")
    assert refresh(root).files == ("reports/metrics.json", "reports/old year.csv")
    assert b"| Dummy | 0.400 |" in page_of(root)
    assert b"| Dummy | 0.300 |" in page_of(root)


def test_a_case_study_under_another_name_is_found(tmp_path: Path) -> None:
    root = written(tmp_path, {"ESTUDO_DE_CASO.md": PAGE, "reports/metrics.json": metrics(dummy=0.5)})
    assert refresh(root).page == root / "ESTUDO_DE_CASO.md"


def test_a_link_inside_of_the_repository_is_written_through(tmp_path: Path) -> None:
    root = written(tmp_path, {"text.md": PAGE, "reports/metrics.json": metrics(dummy=0.5)})
    (root / "docs").mkdir()
    (root / "docs/case-study.md").symlink_to("../text.md")
    refresh(root)
    assert (root / "docs/case-study.md").is_symlink()
    assert "| Dummy | 0.500 |" in (root / "text.md").read_text()


class TestWords:
    """Numbers in the learner's prose are pointed out and left alone."""

    def test_a_metric_that_the_file_does_not_give_any_more(self, tmp_path: Path) -> None:
        root = repository(tmp_path, dummy=0.4, forest=0.84)
        done = refresh(root)
        assert [(item.line, item.written) for item in done.stale] == [(14, "F1 0.81")]
        said = refreshed(done)
        assert f"{root}/docs/case-study.md:14  F1 0.81: reports/metrics.json gives 0.840 (Forest)" in said
        assert b"an F1 of 0.81." in page_of(root)

    def test_and_it_is_pointed_out_until_it_is_changed(self, tmp_path: Path) -> None:
        root = repository(tmp_path, dummy=0.4, forest=0.84)
        refresh(root)
        assert refresh(root).stale
        page = root / "docs/case-study.md"
        page.write_text(page.read_text().replace("0.81.", "0.84."))
        assert refresh(root).stale == ()

    @pytest.mark.parametrize("words", ["F1 is 81%", "an F1 of 0.810", "F1: 0.8, against 0.4 of the dummy"])
    def test_rounded_or_as_a_percentage_it_is_the_same_number(self, tmp_path: Path, words: str) -> None:
        assert refresh(repository(tmp_path, PAGE.replace("an F1 of 0.81", words))).stale == ()

    def test_a_number_that_was_in_the_table_is_out_of_date_without_its_metric_s_name(self, tmp_path: Path) -> None:
        page = PAGE + "\nFour of five are found: the forest's 0.81 is what the crew notices.\n"
        (item, _) = sorted(
            refresh(repository(tmp_path, page, dummy=0.4, forest=0.84)).stale, key=lambda item: -item.line
        )
        assert (item.line, item.written, item.instead) == (16, "0.81", "F1 of Forest was that, and is 0.840 now")

    @pytest.mark.parametrize(
        "words",
        [
            "We hoped for an F1 of at least 0.9.",
            "The team has 81 people in 2024 and 0.81 was no number of ours.",
            "```\nF1 0.5\n```",
            "<!-- F1 was 0.5 once -->",
            "> **TODO:** Is an F1 of 0.5 enough?",
            "## Lessons learned\n\nMy first F1 of 0.97 was a leak.",
        ],
    )
    def test_what_is_no_result_of_today_is_none(self, tmp_path: Path, words: str) -> None:
        assert refresh(repository(tmp_path, f"{PAGE}\n{words}\n")).stale == ()

    def test_the_other_half_of_two_files_is_no_mistake(self, tmp_path: Path) -> None:
        root = repository(tmp_path, PAGE + PAGE.replace("metrics.json", "second.json"))
        (root / "reports/second.json").write_text(metrics(forest=0.66))
        assert refresh(root).stale == ()

    def test_a_terminal_is_not_steered_by_them(self, tmp_path: Path) -> None:
        root = repository(tmp_path)
        (root / "reports/metrics.json").write_text(json.dumps({"\x1b[2Jforest": {"f1": 0.5}}))
        assert "\x1b" not in refreshed(refresh(root))


class TestBadInput:
    def test_no_case_study(self, tmp_path: Path) -> None:
        assert f"`portfolio-kit case-study new {tmp_path}`" in complaint(tmp_path)

    def test_no_folder(self, tmp_path: Path) -> None:
        assert "is not a folder" in complaint(tmp_path / "missing")

    def test_no_place(self, tmp_path: Path) -> None:
        assert "has no place for the numbers" in complaint(repository(tmp_path, "# Churn\n"))

    @pytest.mark.parametrize(
        ("page", "said"),
        [
            (PAGE.replace("<!-- /result -->", ""), ":5 opens a place that nothing closes"),
            (PAGE.replace(MARK, ""), ":12 closes a place that nothing opens"),
            (PAGE.replace("<!-- /result -->", "") + PAGE, ":5 opens a place that nothing closes"),
            (PAGE.replace("|\n\n<!--", "|\n\nMy own words.\n\n<!--"), ":12 stands between the marks"),
            (PAGE.replace("reports/metrics.json", "/etc/hostname"), "is not a path inside of the repository"),
            (PAGE.replace("reports/metrics.json", "../metrics.json"), "is not a path inside of the repository"),
            (PAGE.replace("reports/metrics.json", "reports/none.json"), "none.json is missing"),
            (PAGE.replace("reports/metrics.json", "docs/case-study.md"), "gives no metric that is known here"),
        ],
    )
    def test_a_broken_place_is_named_and_the_page_stays(self, tmp_path: Path, page: str, said: str) -> None:
        root = repository(tmp_path, page, dummy=0.1)
        assert said in complaint(root)
        assert page_of(root) == page.encode()

    @pytest.mark.parametrize("link", ["docs/case-study.md", "docs", "reports/metrics.json", "reports"])
    def test_links_out_of_the_repository_are_not_followed(self, tmp_path: Path, link: str) -> None:
        outside = repository(tmp_path / "outside")
        root = repository(tmp_path / "inside", dummy=0.1)
        moved = root / link
        moved.rename(root / "aside")
        moved.symlink_to(outside / link)
        before = page_of(outside)
        assert "leads out of the repository" in complaint(root)
        assert page_of(outside) == before

    def test_a_folder_that_cannot_be_written_in(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        root = repository(tmp_path, dummy=0.1)
        monkeypatch.setattr(os, "replace", refuse)
        assert complaint(root).endswith("docs/case-study.md: Permission denied; nothing was changed")
        assert page_of(root) == PAGE.encode()
        assert [path.name for path in (root / "docs").iterdir()] == ["case-study.md"]
