"""`new`: what a repository says of itself is in the page, the rest is asked for, and nothing is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.case_study.new import Created, new
from portfolio_kit.case_study.report import created
from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.bundle import CASE_STUDY
from portfolio_kit.scaffold.templates import installed
from tests.case_study.kit import NOTEBOOK_ONLY, PNG, PORTUGUESE, SCRIPTS, metrics, written
from tests.kit import git, snapshot


def made(folder: Path, files: Mapping[str, str | bytes], metrics_file: Path | None = None) -> Created:
    return new(installed(CASE_STUDY), written(folder, files), metrics=metrics_file)


def page(folder: Path, files: Mapping[str, str | bytes], metrics_file: Path | None = None) -> str:
    return made(folder, files, metrics_file).page.read_text(encoding="utf-8")


def complaint(folder: Path, files: Mapping[str, str | bytes], metrics_file: Path | None = None) -> str:
    written(folder, files)
    before = snapshot(folder)
    with pytest.raises(UserError) as raised:
        made(folder, {}, metrics_file)
    assert snapshot(folder) == before
    assert "\n" not in str(raised.value)
    return str(raised.value)


class TestFound:
    def test_scripts_with_a_table_of_metrics(self, tmp_path: Path) -> None:
        text = page(tmp_path, SCRIPTS)
        assert text.startswith(
            "# Late parcels\n\n*Jo Lindqvist · [Code](https://github.com/jo/late-parcels) · "
            "[Live](https://late-parcels.onrender.com/)*\n"
        )
        assert "<!-- result:results from results/comparison.csv -->\n\n| Model | MAE | RMSE | R² |\n" in text
        assert "| RandomForestRegressor | 22.41 | 35.77 | 0.620 |\n\n<!-- /result -->" in text
        assert "![Predicted against actual delay of the test weeks](../figures/predicted\\_vs\\_actual.png)" not in text
        assert "![Predicted against actual delay of the test weeks](../figures/predicted_vs_actual.png)" in text
        assert "logo.png" not in text

    @pytest.mark.parametrize(
        "question",
        [
            "`data/scans.csv` ([Zenodo](https://zenodo.org/records/123456))",
            "You tried DummyRegressor, Ridge and RandomForestRegressor.",
            "(MAE only stands for it)",
            "`POST /delay` answers after `uvicorn api:app`",
            "RandomForestRegressor reaches MAE 22.41, DummyRegressor 41.30",
            "besides DummyRegressor, Ridge and RandomForestRegressor that failed",
            "what did the business (or whoever has it) lose",
            "with another month",
        ],
    )
    def test_the_questions_name_what_was_found(self, tmp_path: Path, question: str) -> None:
        assert question in page(tmp_path, SCRIPTS)

    def test_a_readme_in_portuguese(self, tmp_path: Path) -> None:
        text = page(tmp_path, PORTUGUESE)
        assert text.startswith("# Previsão de evasão no cursinho popular\n\n*Luísa de Almeida Prado*\n")
        assert "| Regressão logística | 0.780<br>0.690–0.860 | 0.470 |" in text
        assert "`dados/presenca.csv` (“planilhas de presença" in text

    def test_a_notebook_without_a_metrics_file_gets_a_question_in_place_of_the_table(self, tmp_path: Path) -> None:
        done = made(tmp_path, NOTEBOOK_ONLY)
        text = done.page.read_text()
        assert "<!-- result:results from reports/metrics.json -->\n\n> **TODO:** What came out" in text
        assert "You tried DummyClassifier, LogisticRegression and RandomForestClassifier." in text
        assert "No metrics file was found" in created(done)

    def test_that_question_gives_way_to_the_table_once_there_is_a_file(self, tmp_path: Path) -> None:
        from portfolio_kit.case_study.refresh import refresh

        done = made(tmp_path, NOTEBOOK_ONLY)
        written(tmp_path, {"reports/metrics.json": metrics(dummy=0.1, forest=0.3)})
        refresh(tmp_path)
        assert "What came out" not in done.page.read_text()
        assert "| Forest | 0.300 |" in done.page.read_text()

    def test_the_address_of_the_code_is_that_of_git(self, tmp_path: Path) -> None:
        written(tmp_path, {"README.md": "# Churn\n"})
        git(tmp_path, "init", "--quiet")
        git(tmp_path, "remote", "add", "origin", "git@github.com:ada/churn.git")
        git(tmp_path, "config", "user.name", "Ada Lovelace")
        assert "*Ada Lovelace · [Code](https://github.com/ada/churn)*" in page(tmp_path, {})

    def test_from_wherever_the_repository_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        git(written(tmp_path / "churn", {"notes.txt": "x"}), "init", "--quiet")
        git(tmp_path / "churn", "remote", "add", "origin", "git@github.com:ada/churn.git")
        monkeypatch.chdir(tmp_path)
        assert "[Code](https://github.com/ada/churn)" in page(Path("churn"), {})

    @pytest.mark.parametrize("remote", ["https://ada:secret@github.com/ada/churn.git", "https://github.com/ada/churn"])
    def test_no_password_is_in_it(self, tmp_path: Path, remote: str) -> None:
        git(tmp_path, "init", "--quiet")
        git(tmp_path, "remote", "add", "origin", remote)
        assert "[Code](https://github.com/ada/churn)" in page(tmp_path, {})

    @pytest.mark.parametrize(
        ("readme", "title"),
        [
            ("\nDemand forecasting (ML + API)\n\nWeekly sales.\n", "Demand forecasting (ML + API)"),
            ("This predicts the demand of 45 shops.\n\nMore.\n", "Repo"),
            ("Demand forecasting of\n45 shops\n", "Repo"),
        ],
    )
    def test_a_first_line_that_lacks_only_the_mark_of_a_heading_is_a_title(
        self, tmp_path: Path, readme: str, title: str
    ) -> None:
        assert page(tmp_path / "repo", {"README.md": readme}).startswith(f"# {title}\n")

    @pytest.mark.parametrize(
        ("heading", "title"),
        [
            ("🚀 Churn \u2764\ufe0f of clients", "Churn of clients"),
            ("churn_prediction-api", "Churn prediction api"),
            ("1. Introduction", "Repo"),
            ("README", "Repo"),
        ],
    )
    def test_the_title_is_the_readme_s_or_the_folder_s(self, tmp_path: Path, heading: str, title: str) -> None:
        assert page(tmp_path / "repo", {"README.md": f"# {heading}\n"}).startswith(f"# {title}\n")

    def test_a_folder_without_letters_has_a_page_too(self, tmp_path: Path) -> None:
        assert page(tmp_path / "---", {"notes.txt": "x"}).startswith("# My project\n")

    def test_the_data_is_what_it_began_with(self, tmp_path: Path) -> None:
        rows = "a,b\n" + "1,2\n" * 30
        assert "Where does `data/trees.csv` come from" in page(
            tmp_path, {"data/processed.csv": rows, "data/trees.csv": rows}
        )

    def test_an_empty_folder_gets_a_page_of_questions(self, tmp_path: Path) -> None:
        done = made(tmp_path / "my-churn", {"notes.txt": "x"})
        assert done.page.read_text().startswith("# My churn\n\n*The author*\n")
        assert done.questions == 12

    def test_nothing_else_is_written(self, tmp_path: Path) -> None:
        written(tmp_path, SCRIPTS)
        before = snapshot(tmp_path)
        made(tmp_path, {})
        assert {path for path in snapshot(tmp_path) if path not in before} == {"docs/case-study.md"}

    def test_a_figure_without_words_is_named_by_its_file(self, tmp_path: Path) -> None:
        assert "![Roc curve](../out/roc_curve%20%281%29.png)" not in page(tmp_path, {"out/roc_curve (1).png": PNG})
        assert "![Roc curve 1](../out/roc_curve%20%281%29.png)" in (tmp_path / "docs/case-study.md").read_text()


class TestHostile:
    def test_what_the_repository_says_is_no_markup_and_no_template(self, tmp_path: Path) -> None:
        title = "{{ 7 * 7 }} {% raw %} <script>x</script> **TODO:** [a](javascript:1) `b` | --> \u202eend"
        files = {"README.md": f"# {title}\n", "pyproject.toml": '[project]\nauthors = [{name = "b*_|\\n# y <m@x>"}]\n'}
        lines = page(tmp_path, files).splitlines()
        assert lines[0].startswith("# {{ 7 \\* 7 }} {% raw %}")
        assert not {"<script>", "-->", "\u202e", "](javascript"} & set(lines[0].split())
        assert lines[2] == r"*b\*\_\| \# y*"

    def test_no_address_but_of_the_web_becomes_a_link(self, tmp_path: Path) -> None:
        files = {"pyproject.toml": '[project]\nurls = {Repository = "javascript:alert(1)"}\n'}
        assert "[Code]" not in page(tmp_path, files)

    def test_it_says_so_without_steering_the_terminal(self, tmp_path: Path) -> None:
        assert "\x1b" not in created(made(tmp_path, {"README.md": "# Churn \x1b[2J\n"}))


class TestMetricsFiles:
    TWO: Mapping[str, str] = {"metrics.json": metrics(rf=0.8), "results/eval.json": metrics(rf=0.7)}

    def test_two_that_disagree_are_both_named_with_the_way_to_choose(self, tmp_path: Path) -> None:
        said = complaint(tmp_path, self.TWO)
        assert "metrics.json and results/eval.json disagree on F1 of RF" in said
        assert f"--metrics {tmp_path}/metrics.json" in said

    def test_one_that_is_chosen_is_taken(self, tmp_path: Path) -> None:
        assert "| RF | 0.700 |" in page(tmp_path, self.TWO, Path("results/eval.json"))

    def test_it_may_be_named_from_where_one_stands(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        written(tmp_path / "repo", self.TWO)
        monkeypatch.chdir(tmp_path)
        assert "from results/eval.json -->" in page(tmp_path / "repo", {}, Path("repo/results/eval.json"))

    @pytest.mark.parametrize(
        "files",
        [
            {"metrics.json": metrics(rf=0.8012), "results.csv": "model,f1\nrf,0.80\n"},
            {"metrics.json": metrics(rf=0.8), "metrics_train.json": metrics(rf=0.99)},
            {"metrics.json": metrics(rf=0.8), "data/scores.csv": "f1\n0.1\n", "tests/metrics.json": metrics(rf=0.1)},
            {"metrics.json": metrics(rf=0.8), "results/metrics_lr.json": metrics(lr=0.1)},
        ],
    )
    def test_those_that_do_not_disagree_need_no_choice(self, tmp_path: Path, files: Mapping[str, str]) -> None:
        assert "from metrics.json -->" in page(tmp_path, files)

    def test_files_for_one_model_each_do_not_disagree_and_the_other_is_named(self, tmp_path: Path) -> None:
        one, two = '{"f1": 0.8}', '{"f1": 0.7}'
        done = made(tmp_path, {"out/random_forest_metrics.json": one, "out/svm_metrics.json": two})
        assert "| Random forest | 0.800 |" in done.page.read_text()
        assert "Not shown: out/svm_metrics.json." in created(done)

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ("none.json", "is missing"),
            ("README.md", "cannot be read as metrics"),
            ("params.json", "gives no metric"),
            ("broken.json", "is empty, broken or no .json"),
            ("../outside.json", "is not inside of"),
        ],
    )
    def test_a_file_that_cannot_be_taken_is_one_line(self, tmp_path: Path, given: str, said: str) -> None:
        written(tmp_path, {"outside.json": metrics(rf=0.1)})
        files = {"README.md": "# Churn\n", "params.json": '{"depth": 3}', "broken.json": '{"f1": '}
        assert said in complaint(tmp_path / "repo", files, Path(given))


def test_under_git_it_says_that_the_page_is_still_to_be_added(tmp_path: Path) -> None:
    assert " add docs/case-study.md" not in created(made(tmp_path / "plain", {"notes.txt": "x"}))
    git(written(tmp_path / "repo", {"notes.txt": "x"}), "init", "--quiet")
    assert f"git -C {tmp_path / 'repo'} add docs/case-study.md" in created(made(tmp_path / "repo", {}))


class TestKept:
    @pytest.mark.parametrize("path", ["docs/case-study.md", "CASE_STUDY.md", "docs/estudo-de-caso.md"])
    def test_a_case_study_that_is_there_stays(self, tmp_path: Path, path: str) -> None:
        said = complaint(tmp_path, {path: "Mine.\n"})
        assert f"{path} is there already and stays as it is" in said

    @pytest.mark.parametrize("link", ["docs", "docs/case-study.md"])
    def test_links_out_of_the_repository_are_not_followed(self, tmp_path: Path, link: str) -> None:
        (tmp_path / "outside").mkdir()
        root = written(tmp_path / "repo", {"README.md": "# Churn\n"})
        (root / link).parent.mkdir(exist_ok=True)
        (root / link).symlink_to(tmp_path / "outside")
        assert "leads out of the repository" in complaint(root, {})

    def test_a_file_in_the_place_of_the_folder(self, tmp_path: Path) -> None:
        assert "docs is a file" in complaint(tmp_path, {"docs": "x"})

    def test_where_nothing_may_be_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(path: Path, *_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        written(tmp_path, {"README.md": "# Churn\n"})
        monkeypatch.setattr("portfolio_kit.output.os.replace", refuse)
        said = complaint(tmp_path, {})
        assert said.endswith("docs/case-study.md: Permission denied; nothing was changed")
        assert not (tmp_path / "docs").exists()

    def test_no_folder(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="is not a folder"):
            new(installed(CASE_STUDY), tmp_path / "missing")
