"""Responsible AI: honest work in other forms, and beside each the twin that only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import MEMBERS, repository
from tests.criteria.kit import OF_MEMBERS as TRAIN

READ = "SHAP shows that visits and tenure drive the risk of leaving: few visits raise it most."
BY_SEX = "## Fairness\n\nRecall is 0.81 for women and 0.62 for men. We lowered the threshold for men until both agree."
TOY = "rng = np.random.default_rng(0)\n"


def judged(criterion: str, folder: Path, readme: str, **files: str) -> Finding:
    named: dict[str, str | bytes] = {f"{name}.py": TRAIN + code for name, code in files.items() if name != "alone"}
    if "alone" in files:
        named["alone.py"] = files["alone"]
    named |= {"train.py": TRAIN, "data/members.csv": MEMBERS}
    named["README.md"] = f"# Members\n\nWhich customers leave the gym next month?\n\n{readme}\n"
    finding = finding_of(repository(folder, named), criterion)
    assert not finding.error, finding.reason
    return finding


class TestExplanations:
    @pytest.mark.parametrize(
        "code",
        [
            "print(abs(shap.TreeExplainer(model).shap_values(x_test)).mean(0))\n",
            (
                "background = x_test.iloc[np.random.default_rng(0).choice(len(x_test), 20)]\n"
                "print(shap.KernelExplainer(model.predict_proba, background).shap_values(background))\n"
            ),
        ],
        ids=["of the test data", "of rows drawn from the data"],
    )
    def test_shap_of_the_projects_data_and_model_is_whole(self, code: str, tmp_path: Path) -> None:
        assert judged("explainability", tmp_path, READ, explain=f"import numpy as np\nimport shap\n\n{code}").level == 2

    @pytest.mark.parametrize(
        "code",
        [
            (
                f"{TOY}x = pd.DataFrame(rng.normal(size=(9, 3)))\nmodel = joblib.load('model.pkl')\n"
                "shap.summary_plot(shap.TreeExplainer(model).shap_values(x), x)\n"
            ),
            (
                f"{TOY}x = pd.DataFrame({{'visits': rng.integers(0, 9, 99), 'tenure': rng.normal(size=99)}})\n"
                "model = RandomForestClassifier().fit(x, rng.integers(0, 2, 99))\n"
                "print(shap.TreeExplainer(model).shap_values(x))\n"
            ),
            (
                f"{TOY}\n\ndef load():\n    return rng.random_sample((9, 3))\n\n\nx = load()\n"
                "model = joblib.load('model.pkl')\nprint(shap.TreeExplainer(model).shap_values(x))\n"
            ),
            (
                "x, y = load_iris(return_X_y=True)\nmodel = RandomForestClassifier().fit(x, y)\n"
                "print(shap.TreeExplainer(model).shap_values(x))\n"
            ),
            (
                "x = joblib.load('rows.pkl')\nmodel = RandomForestClassifier()\n"
                "print(shap.TreeExplainer(model).shap_values(x))\n"
            ),
            "values = np.array([[0.4, 0.3, 0.2]])\nshap.summary_plot(values, feature_names=['visits', 'tenure', 'age'])\n",
            (
                "x = np.zeros((9, 3))\nmodel = joblib.load('model.pkl')\n"
                "shap.summary_plot(shap.TreeExplainer(model).shap_values(x), x)\n"
            ),
            "shap.summary_plot(np.random.normal(size=(9, 3)), joblib.load('rows.pkl'))\n",
            "shap.TreeExplainer(joblib.load('model.pkl'))\n",
        ],
        ids=[
            *("drawn", "drawn columns", "a function draws", "a toy data set", "never fitted", "typed", "zeros"),
            *("drawn where it is shown", "an explainer that nobody asks"),
        ],
    )
    def test_shap_of_a_toy_explains_nothing_of_the_model(self, code: str, tmp_path: Path) -> None:
        head = (
            "import joblib\nimport numpy as np\nimport pandas as pd\nimport shap\n"
            "from sklearn.datasets import load_iris\nfrom sklearn.ensemble import RandomForestClassifier\n\n"
        )
        assert judged("explainability", tmp_path, READ, alone=head + code).level == 0

    @pytest.mark.parametrize(
        ("rows", "level"), [("x, y = load_iris(return_X_y=True)\n", 0), ("x, y = x_train, y_train\n", 2)]
    )
    def test_shap_of_a_toy_beside_the_projects_own_model_explains_nothing(
        self, rows: str, level: int, tmp_path: Path
    ) -> None:
        code = (
            "import shap\nfrom sklearn.datasets import load_iris\nfrom sklearn.ensemble import RandomForestClassifier\n\n"
            f"{rows}forest = RandomForestClassifier().fit(x, y)\n"
            "print(shap.TreeExplainer(forest).shap_values(x))\n"
        )
        assert judged("explainability", tmp_path, READ, explain=code).level == level

    @pytest.mark.parametrize(("loads", "level"), [("", 0), ("        self.load_state_dict(torch.load('net.pt'))\n", 2)])
    def test_a_network_explains_itself_once_it_has_weights(self, loads: str, level: int, tmp_path: Path) -> None:
        code = (
            "import pandas as pd\nimport torch\nfrom captum.attr import IntegratedGradients\n\n\n"
            "class Net(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n"
            f"        self.layer = torch.nn.Linear(3, 1)\n{loads}\n    def forward(self, x):\n        return self.layer(x)\n"
            "\n\nrows = torch.tensor(pd.read_csv('data/members.csv').to_numpy())\nmodel = Net().eval()\n"
            "print(IntegratedGradients(model).attribute(rows).mean(0))\n"
        )
        readme = "Integrated gradients: visits and tenure drive the risk, few visits raise it most."
        assert judged("explainability", tmp_path, readme, alone=code).level == level

    @pytest.mark.parametrize(("kind", "level"), [("type='ShapValues'", 2), ("type='PredictionValuesChange'", 1)])
    def test_catboost_gives_shap_when_it_is_asked_for_it(self, kind: str, level: int, tmp_path: Path) -> None:
        code = f"from catboost import Pool\n\nprint(model.get_feature_importance(Pool(x_test), {kind}).mean(0))\n"
        assert judged("explainability", tmp_path, READ, explain=code).level == level

    @pytest.mark.parametrize(
        ("text", "level"),
        [
            ("SHAP on held-out rows: V14 is far ahead (0.091), then V4 (0.055) and V12, which raise the score.", 2),
            ("SHAP raises trust; accuracy is 0.91, F1 0.72 and R2 0.55.", 1),
            ("The SHAP plot shows the impact of the features age, visits and tenure.", 1),
        ],
    )
    def test_columns_that_are_only_numbered_are_named_by_their_numbers(
        self, text: str, level: int, tmp_path: Path
    ) -> None:
        code = "import shap\n\nprint(abs(shap.TreeExplainer(model).shap_values(x_test)).mean(0))\n"
        assert judged("explainability", tmp_path, text, explain=code).level == level

    @pytest.mark.parametrize(
        ("text", "level"),
        [
            ("Os gradientes integrados dizem: ontem leva 43%, os quatro dias antes 39%, o resto 15%, e aumenta.", 2),
            ("Os gradientes integrados aumentam a confiança; accuracy 91%, precision 88%, recall 79%.", 1),
        ],
    )
    def test_shares_of_parts_of_an_input_read_integrated_gradients(self, text: str, level: int, tmp_path: Path) -> None:
        code = (
            "from captum.attr import IntegratedGradients\n\n"
            "print(IntegratedGradients(model).attribute(x_test).abs().mean(0))\n"
        )
        assert judged("explainability", tmp_path, text, explain=code).level == level


class TestFairness:
    @pytest.mark.parametrize(
        "code",
        [
            "print(x_test.assign(wrong=pred != y_test, gender=data['gender']).pivot_table('wrong', index='gender'))\n",
            (
                "for g in data['gender'].unique():\n    m = (data.loc[x_test.index, 'gender'] == g).to_numpy()\n"
                "    print(g, recall_score(y_test[m], pred[m]))\n"
            ),
        ],
        ids=["a pivot table of errors", "a loop"],
    )
    def test_a_measure_of_each_group_counts(self, code: str, tmp_path: Path) -> None:
        assert judged("fairness", tmp_path, BY_SEX, groups=code).level == 2

    @pytest.mark.parametrize(
        "code",
        [
            "for g in data['gender'].unique():\n    print(g, recall_score(y_test, pred))\n",
            (
                "import numpy as np\n\ngroup = np.random.default_rng(0).integers(0, 2, len(y_test))\n"
                "for g in (0, 1):\n    print(g, recall_score(y_test[group == g], pred[group == g]))\n"
            ),
            (
                "def recall_by_gender():\n    values = {'f': 0.81, 'm': 0.62}\n    return sum(values.values()) / 2\n\n\n"
                "print(recall_by_gender())\n"
            ),
            "print(pd.crosstab(y_test, pred))\n",
        ],
        ids=["the same in each turn", "groups by chance", "typed", "a confusion matrix"],
    )
    def test_what_measures_no_group_does_not(self, code: str, tmp_path: Path) -> None:
        assert judged("fairness", tmp_path, BY_SEX, groups=code).level != 2

    @pytest.mark.parametrize(("predicted", "level"), [("pred", 2), ("rng.integers(0, 2, len(y_test))", 0)])
    def test_a_library_is_asked_about_what_the_model_said(self, predicted: str, level: int, tmp_path: Path) -> None:
        code = (
            f"import numpy as np\nfrom fairlearn.metrics import MetricFrame\n\n{TOY}print(MetricFrame(metrics=recall_score, "
            f"y_true=y_test, y_pred={predicted}, sensitive_features=data.loc[x_test.index, 'gender']).by_group)\n"
        )
        assert judged("fairness", tmp_path, BY_SEX, groups=code).level == level

    def test_a_metric_worked_out_of_named_masks_names_its_groups(self, tmp_path: Path) -> None:
        code = (
            "import numpy as np\n\n\ndef slices(rows, y, said):\n    masks = {'regulars': rows['visits'] > 8, "
            "'rare guests': rows['visits'] < 2}\n    out = []\n    for name, mask in masks.items():\n"
            "        mask = np.asarray(mask)\n"
            "        out.append({'who': name, 'mae': float(np.abs(y[mask] - said[mask]).mean())})\n    return out\n\n\n"
            "print(slices(x_test, y_test, pred))\n"
        )
        text = "## For whom is it worse?\n\nFor rare guests the error is 0.31 instead of 0.12; they should be called by hand."
        assert judged("fairness", tmp_path, text, groups=code).level == 2

    def test_what_is_told_before_of_something_else_is_no_answer_to_the_figures(self, tmp_path: Path) -> None:
        code = (
            "for g in data['gender'].unique():\n    m = (data.loc[x_test.index, 'gender'] == g).to_numpy()\n"
            "    print(g, recall_score(y_test[m], pred[m]))\n"
        )
        text = "The cut-off is 0.26, where an offer costs least.\n\nRecall is 0.81 for women and 0.62 for men."
        assert judged("fairness", tmp_path, text, groups=code).level == 1

    @pytest.mark.parametrize(
        ("text", "level"),
        [
            ("Fairness matters: a model can be biased against groups such as older members.", 0),
            ("The model was tested with Fairlearn and has no gender bias between men and women.", 0),
            ("There is a gender bias in the data: men answered the survey twice as often.", 1),
            ("## Desequilíbrio\n\nDos 448 clientes só 110 (25%) saem, os outros 338 ficam na academia.", 1),
            ("We checked that the target is not skewed towards one class before we trained.", 1),
        ],
    )
    def test_what_might_be_of_any_model_and_mere_claims_are_nothing(
        self, text: str, level: int, tmp_path: Path
    ) -> None:
        assert judged("fairness", tmp_path, text).level == level

    def test_a_text_that_only_counts_the_classes_is_where_more_is_to_be_said(self, tmp_path: Path) -> None:
        finding = judged("fairness", tmp_path, "The data has 12.5k positive and 12.5k negative answers of customers.")
        assert finding.level == 0
        assert "README.md:5 counts the classes" in (finding.fix or "")

    def test_what_is_comes_before_what_would_be(self, tmp_path: Path) -> None:
        text = "Imbalanced classes could bias the forest here.\n\nOnly 12% left, so the classes are imbalanced."
        assert judged("fairness", tmp_path, text).evidence[0].line == 7


class TestLineage:
    @pytest.mark.parametrize(
        ("text", "level"),
        [
            ("The data comes from Kaggle under an open license.", 1),
            ("The data comes from Kaggle and was used in compliance with its terms of use.", 1),
            ("The data comes from Kaggle; it is public and free to use.", 1),
            ("The data comes from Kaggle, we used the latest version of the dataset.", 1),
            ("Source: Kaggle. License: unknown.", 1),
            ("Os dados foram obtidos junto à Universidade de Brasília.", 1),
            ("Данные предоставлены в рамках курса Skillbox.", 1),
            ("Data diekspor dari SIAKAD Universitas Ganesha.", 1),
            ("The data comes from Kaggle, licence CC BY 4.0.", 2),
            ("Les données viennent de Kaggle. Licence inconnue, téléchargé le 3 janvier 2026.", 2),
            ("Dados baixados do Yahoo Finance em 15/12/2025.", 2),
            ("The data comes from Kaggle and is free to use for teaching.", 2),
            (
                (
                    "Dados do Yahoo Finance para uso pessoal (termos em https://legal.yahoo.com/a.html); a licença MIT deste "
                    "repositório não vale para eles."
                ),
                2,
            ),
        ],
    )
    def test_terms_are_what_they_are_and_not_that_there_are_some(self, text: str, level: int, tmp_path: Path) -> None:
        assert judged("data-lineage", tmp_path, f"## Data\n\n{text}").level == level

    def test_a_toy_beside_the_data_is_no_source(self, tmp_path: Path) -> None:
        toy = (
            "import numpy as np\nimport pandas as pd\nfrom sklearn.svm import SVC\n\n"
            "x = pd.DataFrame(np.random.normal(size=(9, 2)))\ny = np.random.randint(0, 2, 9)\nnp.random.seed(1)\n"
            "print(SVC().fit(x, y).score(x, y))\n"
        )
        assert judged("data-lineage", tmp_path, "", alone=toy).level == 0

    def test_more_is_to_be_said_in_a_section_and_not_in_a_title(self, tmp_path: Path) -> None:
        finding = judged("data-lineage", tmp_path, "## IMDB data\n\nThe reviews are those of the IMDB data.")
        assert finding.evidence[0].line == 7


class TestCard:
    CARD = (
        "# {title}\n\n## Intended use\n\nPredicts which members leave, for the desk of the gym.\n\n## Training data\n\n"
        "448 members of a gym in Bonn, January 2025.\n\n## Metrics\n\nF1 0.71 and recall 0.66 on 112 members.\n\n"
        "## Limitations\n\n{limits}\n"
    )

    @pytest.mark.parametrize(
        ("title", "limits", "level"),
        [
            ("Model card", "Members under 20 are rare, so their score is unsure.", 2),
            ("Carte du modèle", "Members under 20 are rare, so their score is unsure.", 2),
            ("Model card", "None known so far for this model.", 1),
            ("Model card", "There are no known limitations of the model.", 1),
        ],
    )
    def test_that_there_are_no_limits_is_none_of_them(
        self, title: str, limits: str, level: int, tmp_path: Path
    ) -> None:
        files: dict[str, str | bytes] = {
            "train.py": TRAIN,
            "README.md": "# Members\n\nWho leaves the gym?\n",
            "docs/about.md": self.CARD.format(title=title, limits=limits),
        }
        assert finding_of(repository(tmp_path, files), "model-card").level == level

    def test_what_has_a_part_is_a_line_and_no_heading(self, tmp_path: Path) -> None:
        text = "## Overview\n\nThe forest predicts which customers leave.\n\n## Data\n\nThe file has 448 rows of customers."
        finding = judged("model-card", tmp_path, text)
        assert not any(place.excerpt.startswith("#") for place in finding.evidence)
        assert "README.md:7" in (finding.fix or "")
        assert "other texts" not in (finding.fix or "")

    @pytest.mark.parametrize(("limits", "level"), [("\n\n## Limitations\n\nWinter is not in the rows.", 1), ("", 0)])
    def test_without_a_model_here_it_takes_three_parts(self, limits: str, level: int, tmp_path: Path) -> None:
        text = (
            "# Members\n\n## Intended use\n\nThe desk of the gym decides with it whom to call.\n\n"
            f"## Training data\n\nIt learned from the 448 rows of members that left in 2021.{limits}"
        )
        code = (
            "import pandas as pd\n\nrows = pd.read_csv('members.csv').dropna().drop_duplicates()\n"
            "rows = pd.merge(rows.fillna(0), pd.get_dummies(rows), how='left')\n"
            "rows['plan'] = rows['plan'].astype(str).replace('a', 'b').map({'b': 1})\n"
            "print(rows.groupby('plan').mean(), rows.pivot_table('visits', 'plan'), pd.cut(rows.visits, 3))\n"
        )
        assert (
            finding_of(
                repository(tmp_path, {"look.py": code, "members.csv": MEMBERS, "README.md": text}), "model-card"
            ).level
            == level
        )

    def test_the_tables_of_an_application_are_no_training_data(self, tmp_path: Path) -> None:
        text = "## Database\n\nMySQL keeps the accounts of the site in five tables, see accounts.sql for them."
        assert judged("model-card", tmp_path, text).level == 0


class TestMore:
    @pytest.mark.parametrize(
        ("model", "level"), [("RandomForestClassifier", 2), ("DummyClassifier", 0)], ids=["a forest", "a dummy"]
    )
    def test_a_dummy_has_nothing_to_explain(self, model: str, level: int, tmp_path: Path) -> None:
        code = (
            "import pandas as pd\nfrom sklearn.dummy import DummyClassifier\n"
            "from sklearn.ensemble import RandomForestClassifier\nfrom sklearn.inspection import permutation_importance\n"
            "rows = pd.read_csv('data/members.csv')\nx, y = rows[['visits', 'tenure']], rows['left']\n"
            f"model = {model}().fit(x, y)\nprint(permutation_importance(model, x, y).importances_mean)\n"
        )
        readme = "Permutation importance shows that visits and tenure drive the risk, visits most."
        assert judged("explainability", tmp_path, readme, alone=code).level == level

    @pytest.mark.parametrize(
        ("text", "level"),
        [
            (
                "Shuffling the inputs shows that the calm wind does nearly all the work (0.61), the ice adds little (0.02).",
                2,
            ),
            (
                "According to the permutation importance, wind does most of the work (0.61); ice hardly moves it (0.02).",
                2,
            ),
            ("Shuffling the inputs shows that one does nearly all the work (0.61), the next adds little (0.02).", 1),
            ("Shuffling the inputs shows that the wind does nearly all the work, and ice hardly adds a thing.", 1),
        ],
        ids=["shuffled", "a method", "no names", "no figures"],
    )
    def test_a_column_may_be_called_by_the_word_that_is_its_own(self, text: str, level: int, tmp_path: Path) -> None:
        code = (
            "import pandas as pd\nfrom sklearn.linear_model import Ridge\n"
            "from sklearn.inspection import permutation_importance\n"
            "rows = pd.read_csv('data/flow.csv')\nx, y = rows[['wind_speed_mean', 'icecover_days', 'silt_cm']], rows['flow']\n"
            "model = Ridge().fit(x, y)\nprint(permutation_importance(model, x, y).importances_mean)\n"
        )
        text = text.replace("ice", "icecover")
        assert judged("explainability", tmp_path, text, alone=code).level == level

    @pytest.mark.parametrize(
        ("text", "level"),
        [
            ("If visits are shuffled, F1 drops by 0.21, with tenure by 0.05.", 2),
            ("SHAP will show which features such as visits and tenure drive the risk most.", 1),
        ],
    )
    def test_what_will_be_seen_is_not_read_yet(self, text: str, level: int, tmp_path: Path) -> None:
        code = "import shap\n\nprint(abs(shap.TreeExplainer(model).shap_values(x_test)).mean(0))\n"
        assert judged("explainability", tmp_path, text, explain=code).level == level

    @pytest.mark.parametrize(
        ("advice", "level"),
        [
            ("Men should be called by hand until the desk has more of them.", 2),
            ("Fairness is important and should always be considered.", 1),
        ],
    )
    def test_advice_that_any_project_gives_answers_no_figures(self, advice: str, level: int, tmp_path: Path) -> None:
        code = (
            "for g in data['gender'].unique():\n    m = (data.loc[x_test.index, 'gender'] == g).to_numpy()\n"
            "    print(g, recall_score(y_test[m], pred[m]))\n"
        )
        assert (
            judged("fairness", tmp_path, f"Recall is 0.81 for women, 0.62 for men. {advice}", groups=code).level
            == level
        )

    def test_the_truth_set_against_itself_measures_nothing(self, tmp_path: Path) -> None:
        code = (
            "for g in data['gender'].unique():\n    m = (data.loc[x_test.index, 'gender'] == g).to_numpy()\n"
            "    print(g, recall_score(y_test[m], y_test[m]))\n"
        )
        assert judged("fairness", tmp_path, BY_SEX, groups=code).level != 2

    @pytest.mark.parametrize(
        ("text", "level"),
        [
            ("The data comes from Kaggle and is read with pandas version 2.2.", 1),
            ("The data comes from the Kaggle competition Gym; its rules allow learning with it only.", 2),
            (
                "| What | Licence |\n|---|---|\n| [Gym members](https://www.kaggle.com/datasets/x/gym) | CC0: Public Domain |",
                2,
            ),
        ],
    )
    def test_a_version_of_software_is_none_of_the_data(self, text: str, level: int, tmp_path: Path) -> None:
        assert judged("data-lineage", tmp_path, text).level == level
