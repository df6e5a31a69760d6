"""Claims supported: what is said where no text states a figure, and where two texts state one in two ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import notebook
from tests.criteria.trained import TRAINING, judged


class TestClaimsSupported:
    @pytest.mark.parametrize(("other", "is_told"), [("0.7046", True), ("0.7031", False)])
    def test_what_two_texts_give_of_one_model_in_two_ways_is_told(
        self, tmp_path: Path, other: str, is_told: bool
    ) -> None:
        readme = (
            "# Boats\n\n## Results\n\n| Data | RMSE | R2 |\n|---|---|---|\n| Training set | 0.4131 | 0.7031 |\n"
            "| Test set | 0.4162 | 0.6989 |\n"
        )
        report = (
            "# All models\n\n| Model | Train RMSE | Train R2 | Test RMSE | Test R2 |\n|---|---|---|---|---|\n"
            f"| First | 0.5131 | 0.6031 | 0.5162 | 0.5989 |\n| Final | 0.4131 | {other} | 0.4162 | 0.6989 |\n"
        )
        found = judged(tmp_path, "claims-supported", {"README.md": readme, "docs/models.md": report})
        assert ("README.md:7 gives r2 0.7031 where docs/models.md:6 gives r2 0.7046" in found.reason) == is_told
        assert ("README.md:7 and docs/models.md:6" in (found.fix or "")) == is_told

    def test_other_models_of_another_text_contradict_nothing(self, tmp_path: Path) -> None:
        readme = "# Boats\n\n## Results\n\n| Data | RMSE | R2 |\n|---|---|---|\n| Test set | 0.4162 | 0.6989 |\n"
        report = "# Others\n\n| Model | Test RMSE | Test R2 |\n|---|---|---|\n| First | 0.5162 | 0.5989 |\n"
        found = judged(tmp_path, "claims-supported", {"README.md": readme, "docs/models.md": report})
        assert "where" not in found.reason

    def test_what_code_writes_is_to_be_committed_and_not_written_anew(self, tmp_path: Path) -> None:
        code = (
            "import json\nfrom sklearn.ensemble import RandomForestClassifier\nfrom sklearn.metrics import f1_score\n"
            "from sklearn.model_selection import train_test_split\n\nX_train, X_test, y_train, y_test = train_test_split(X, y)\n"
            "model = RandomForestClassifier().fit(X_train, y_train)\nf1 = f1_score(y_test, model.predict(X_test))\n"
            'json.dump({"f1": f1}, open("artifacts/boat_metrics.json", "w"))\n'
        )
        files = {"README.md": "# Boats\n", ".gitignore": "artifacts/\n"}
        found = judged(tmp_path, "claims-supported", files, training=code)
        assert "train.py:9 writes what is measured to boat_metrics.json, which is not in the repository" in (
            found.fix or ""
        )
        kept = judged(tmp_path / "kept", "claims-supported", files, training=code.replace("boat_metrics", "boats"))
        assert "Let train.py:8 write what it measures" in (kept.fix or "")

    def test_a_starters_readme_is_not_where_the_figure_goes(self, tmp_path: Path) -> None:
        cells = notebook("# Boats", ("print(a)", "Forest accuracy: 0.812\n"))
        files = {"boats.ipynb": cells, "client/README.md": "# React + Vite\n", "client/package.json": "{}\n"}
        fix = judged(tmp_path, "claims-supported", files).fix or ""
        assert "client/README.md" not in fix
        assert "a README.md at the root" in fix

    def test_of_several_values_none_is_chosen_for_the_author(self, tmp_path: Path) -> None:
        cells = notebook("# Boats", ("print(a)", "Forest accuracy: 0.812\n"), ("print(b)", "Ridge accuracy: 0.745\n"))
        fix = judged(tmp_path, "claims-supported", {"boats.ipynb": cells, "README.md": "# Boats\n"}).fix or ""
        assert (
            "shows accuracy 0.812, one of several values of accuracy there: write the accuracy of the model that you keep into README.md"
            in fix
        )

    def test_what_a_threshold_was_looked_for_at_contradicts_nothing(self, tmp_path: Path) -> None:
        printed = notebook("# Trial", ("print(found)", "Threshold for recall >= 0.90: 0.181\n"))
        found = judged(
            tmp_path,
            "claims-supported",
            {"README.md": "# Mails\n\n## Results on the test set\n\nRecall: 0.8947\n", "trial.ipynb": printed},
        )
        assert found.level == 1
        assert "0.9" not in found.reason.replace("0.8947", "")

    @pytest.mark.parametrize(("recall", "level"), [("0.3809", 0), ("0.5289", 2)])
    def test_a_record_that_is_told_in_part_and_otherwise_contradicts(
        self, recall: str, level: int, tmp_path: Path
    ) -> None:
        readme = (
            "# Mails\n\nOn the validation set:\n\nF1: 0.5748\nPrecision: 0.6499\nRecall: 0.5152\n\n"
            f"On the test set:\n\nROC-AUC: 0.9287\nAverage precision: 0.5960\nPrecision: {'0.8311' if level == 0 else '0.6366'}\n"
            f"Recall: {recall}\n"
        )
        kept = '{\n"roc_auc": 0.92870675,\n"average_precision": 0.59602831,\n"precision": 0.63664476,\n"recall": 0.52890173\n}\n'
        chosen = '{\n"f1": 0.57475,\n"precision": 0.64988,\n"recall": 0.51521\n}\n'
        code = TRAINING + (
            "import json\n"
            'json.dump(measured(model, X_val, y_val), open("validation.json", "w"))\n'
            'json.dump(measured(model, X_test, y_test), open("champion.json", "w"))\n'
        )
        files = {"README.md": readme, "champion.json": kept, "validation.json": chosen}
        found = judged(tmp_path, "claims-supported", files, training=code)
        assert found.level == level
        if level == 0:
            assert found.reason == "The text in README.md gives precision 0.8311, but champion.json:4 shows 0.6366."

    @pytest.mark.parametrize(("counts", "expected"), [("40,10\n5,45\n", 0), ("46,4\n4,46\n", 1)])
    def test_a_kept_confusion_matrix_that_comes_to_something_else_contradicts_a_text(
        self, tmp_path: Path, counts: str, expected: int
    ) -> None:
        readme = "# Boats\n\n## Results on the test set\n\n- ROC AUC: 0.97\n- Accuracy: 0.92\n"
        code = (
            f"{TRAINING}\nfrom sklearn.metrics import confusion_matrix\n\n"
            "counts = pd.DataFrame(confusion_matrix(y_test, model.predict(X_test)))\n"
            'counts.to_csv("tables/confusion_matrix.csv", index=False)\n'
        )
        files = {"README.md": readme, "tables/confusion_matrix.csv": f"stays,sells\n{counts}"}
        found = judged(tmp_path, "claims-supported", files, training=code)
        assert found.level == expected
        told = {place.path for place in found.evidence}
        assert ("tables/confusion_matrix.csv" in told) == (expected == 0)

    @pytest.mark.parametrize(
        ("kept", "expected"),
        [
            ('json.dump({"f1": f1}, file)\n', 2),
            ('json.dump({"forest": {"f1": 0.812}}, file)\n', 1),
            ('json.dump({"forest": {"f1": 0.794}}, file)\n', 1),
            ('scores = {"f1": f1}\nscores["f1"] = 0.812\njson.dump(scores, file)\n', 1),
            ('scores = {"f1": f1}\nscores["limit"] = 0.5\njson.dump(scores, file)\n', 2),
            ('scores = {"f1": float(f1)}\nscores["f1"] = 0.794\njson.dump(scores, file)\n', 1),
            ('scores = {"f1": f1}\nscores["published"] = {"f1": 0.794}\njson.dump(scores, file)\n', 2),
        ],
        ids=[
            "measured",
            "typed",
            "typed otherwise",
            "written over",
            "beside what was chosen",
            "written over otherwise",
            "beside what others measured",
        ],
    )
    def test_a_file_shows_what_was_measured_and_not_what_was_typed_into_it(
        self, kept: str, expected: int, tmp_path: Path
    ) -> None:
        code = (
            "import json\nimport pandas as pd\nfrom sklearn.ensemble import RandomForestClassifier\n"
            "from sklearn.metrics import f1_score\nfrom sklearn.model_selection import train_test_split\n\n"
            'boats = pd.read_csv("boats.csv")\nrows, answers = boats[["length"]], boats["sold"]\n'
            "X_train, X_test, y_train, y_test = train_test_split(rows, answers)\n"
            "model = RandomForestClassifier().fit(X_train, y_train)\nf1 = f1_score(y_test, model.predict(X_test))\n"
            f'file = open("boat_metrics.json", "w")\n{kept}'
        )
        files = {
            "README.md": "# Boats\n\n## Results\n\nThe forest reaches an F1 of 0.812 on held-out boats.\n",
            "boat_metrics.json": '{"f1": 0.812}',
            "boats.csv": "length,sold\n7,1\n9,0\n",
        }
        assert judged(tmp_path, "claims-supported", files, training=code).level == expected


class TestTablesOfAnEarlierRun:
    """Of a table in a text and the one that a notebook printed: where they differ in a place."""

    README = (
        "# Boats\n\n## Results\n\nF1 on the test set:\n\n| Step | Forest F1 | Ridge F1 | Lasso F1 |\n|---|---|---|---|\n"
        "| Plain (test) | 0.7611 | 0.7322 | 0.7433 |\n| Tuned (test) | 0.7844 | 0.7555 | 0.7666 |\n"
    )

    def judge(self, folder: Path, tuned: str) -> str:
        printed = f"Step         Forest  Ridge  Lasso\nPlain (test) 0.7611 0.7322 0.7433\n{tuned}\n"
        files = {"README.md": self.README, "boats.ipynb": notebook("# Boats", ("f1_table", printed))}
        found = judged(folder, "claims-supported", files)
        return f"{found.level} {found.reason}"

    def test_a_value_that_the_output_gives_otherwise_is_told_with_it(self, tmp_path: Path) -> None:
        told = self.judge(tmp_path, "Tuned (test) 0.7844 0.7571 0.7666")
        assert told.startswith("2 ")
        assert "README.md:10 still states f1 0.7555 where boats.ipynb, cell 2" in told
        assert "shows 0.7571" in told

    @pytest.mark.parametrize(
        "tuned", ["Tuned (test) 0.7844 0.7555 0.7666", "Tuned (train) 0.7844 0.7571 0.7666", "Tuned (test) 0.1 0.2 0.3"]
    )
    def test_the_same_values_another_row_and_other_runs_are_out_of_date_nowhere(
        self, tuned: str, tmp_path: Path
    ) -> None:
        assert "still states" not in self.judge(tmp_path, tuned)


def test_the_figure_that_is_looked_for_is_the_headline_of_the_text_that_compares_the_models(tmp_path: Path) -> None:
    table = "| Model | Recall |\n|---|---|\n| Popular (baseline) | 0.0512 |\n| SVD | 0.0143 |\n| Walks | 0.0731 |\n"
    files = {
        "README.md": "# Books\n",
        "out/a_svd.md": "# SVD\n\nOn the test set:\n\n- recall: 0.0143\n",
        "out/compared.md": f"# All models\n\nOn the test set:\n\n{table}",
        "out/compared.json": '[\n{"model": "SVD", "recall": 0.01432},\n{"model": "Walks", "recall": 0.07312}\n]',
        "rank.py": "open('out/compared.json', 'w').write('')\n",
    }
    found = judged(tmp_path, "claims-supported", files)
    assert found.level == 2
    assert "out/compared.md states" in found.reason
    assert "0.0731" in found.evidence[0].excerpt


FITTED = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score

boats = pd.read_csv({path!r})
model = Ridge().fit(boats[["hull"]][:50], boats["price"][:50])
print("R2 on the test set:", r2_score(boats["price"][50:], model.predict(boats[["hull"]][50:])))
"""
PRINTED = "R2 on the test set: 0.81234\n"


@pytest.mark.parametrize(
    ("path", "script", "is_told"),
    [
        (r"C:\Users\kim\boats.csv", FITTED.format(path="boats.csv"), False),
        ("boats.csv", FITTED.format(path="boats.csv"), True),
        (r"C:\Users\kim\boats.csv", "print()\n", True),
    ],
)
def test_what_a_notebook_on_its_authors_disk_shows_is_no_figure_of_a_model_that_a_script_makes(
    path: str, script: str, is_told: bool, tmp_path: Path
) -> None:
    book = notebook("# Boats", (FITTED.format(path=path), PRINTED))
    files = {"README.md": "# Boats\n\nPrices of boats.\n", "boats.ipynb": book, "train.py": script, "measures.py": ""}
    for criterion in ("claims-supported", "quantified-results"):
        found = judged(tmp_path / criterion, criterion, files)
        assert found.level == 0
        assert ("boats.ipynb" in (found.fix or "")) == is_told


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        ("Ridge: R2 = 0.81 on the boats of May.", "only the code of a page does (app.py:4)."),
        ("Ridge: a price is good where its error is small.", "The texts state no result in figures."),
    ],
)
def test_results_that_only_the_code_of_a_page_states_are_pointed_at(shown: str, reason: str, tmp_path: Path) -> None:
    app = f'import streamlit as st\n\nst.markdown("""\n* {shown}\n""")\n'
    files = {"README.md": "# Boats\n\nPrices of boats.\n", "app.py": app}
    found = judged(tmp_path, "claims-supported", files)
    assert (found.level, reason in found.reason) == (0, True)
    assert ("app.py:4 shows to visitors into README.md" in (found.fix or "")) == ("app.py" in reason)


@pytest.mark.parametrize(
    ("code", "is_shown"),
    [
        ("auc = roc_auc_score(y_test, scores)\nprint('C=%s %.3f' % (1, auc))", False),
        ("right = accuracy_score(y_test, guesses)\nprint('C=%s %.3f' % (1, right))", True),
        ("auc = roc_auc_score(y_test, scores)\nprint('C=%s %.3f' % (1, model.score(X_test, y_test)))", True),
        ("print('C=%s %.3f' % (1, (guesses == y_test).mean()))", True),
    ],
    ids=["another metric", "this metric", "whatever the model is asked for", "no metric"],
)
def test_a_bare_number_is_of_the_metric_that_its_cell_measures(tmp_path: Path, code: str, *, is_shown: bool) -> None:
    files = {
        "README.md": "# Boats\n\n## Results\n\n- Accuracy on the test set: 0.961\n",
        "look.ipynb": notebook("# Boats", (code, "C=1 0.961\n")),
    }
    found = judged(tmp_path, "claims-supported", files)
    assert (found.level == 2) is is_shown, found.reason


def test_an_error_may_be_had_from_another(tmp_path: Path) -> None:
    code = "error = mean_squared_error(y_test, model.predict(X_test)) ** 0.5\nprint('%.3f' % error)"
    files = {
        "README.md": "# Boats\n\n## Results\n\n- RMSE on the test set: 0.961\n",
        "look.ipynb": notebook("# Boats", (code, "0.961\n")),
    }
    assert judged(tmp_path, "claims-supported", files).level == 2


@pytest.mark.parametrize(
    ("file", "asked"),
    [("boat_results.txt", "boat_results.txt, which train.py:10 writes"), ("boats.txt", "the metrics file of the run")],
)
def test_the_file_that_the_run_writes_is_the_one_to_commit(tmp_path: Path, file: str, asked: str) -> None:
    training = f"{TRAINING}with open('{file}', 'w') as log:\n    log.write(str(model.score(X_test, y_test)))\n"
    readme = "# Boats\n\n## Results\n\n- Accuracy on the test set: 0.961\n"
    found = judged(tmp_path, "claims-supported", {"README.md": readme}, training=training)
    assert found.level == 1
    assert asked in (found.fix or "")


@pytest.mark.parametrize("criterion", ["case-study-content", "case-study-length", "problem-framing"])
def test_nothing_is_to_be_written_into_what_a_front_ends_starter_brought_along(criterion: str, tmp_path: Path) -> None:
    page = {
        "web/README.md": "# React + Vite\n\nThis template provides a minimal setup to get React working in Vite.\n",
        "web/package.json": "{}\n",
    }
    fix = judged(tmp_path, criterion, page).fix or ""
    assert "a README.md at the root" in fix
    assert "web/README.md" not in fix
