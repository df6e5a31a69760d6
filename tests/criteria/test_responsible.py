"""Responsible AI: what earns each level, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria import responsible
from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.criteria.lineage import data_lineage
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

TRAIN = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, recall_score
from sklearn.model_selection import train_test_split

data = pd.read_csv("data/members.csv").dropna()
x_train, x_test, y_train, y_test = train_test_split(data[["age", "visits"]], data["left"], random_state=1)
model = LogisticRegression().fit(x_train, y_train)
print(f1_score(y_test, model.predict(x_test)))
"""
FIT = "from sklearn.linear_model import LogisticRegression\n\nLogisticRegression().fit([[1], [2]], [0, 1])\n"
MEMBERS = "customer_id,gender,age,visits,left\n1,f,31,4,0\n2,m,40,1,1\n"
SENSORS = "sensor_1,temperature,torque,failure\n0.1,300.2,41.0,0\n"
# A repository's key as a scanner finds it, put together so that no scanner finds it here.
AWS = "AKIA" + "Q7RZ3MNB5TYW2KXL"


def judged(criterion: str, folder: Path, files: dict[str, str | bytes]) -> Finding:
    if criterion in ("explainability", "model-card", "data-lineage"):
        # Words alone are judged before, for every criterion: here is always a model that they are about.
        files = {"fit.py": FIT, **files}
    finding = finding_of(repository(folder, files), criterion)
    assert not finding.error, finding.reason
    return finding


class TestFairness:
    def test_silence_about_the_data_of_people_is_nothing(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "train.py": TRAIN,
            "data/members.csv": MEMBERS,
            "README.md": "# Members\n\nWho leaves?",
        }
        finding = judged("fairness", tmp_path, files)
        assert finding.level == 0
        assert "gender" in (finding.fix or "")

    def test_a_metric_of_the_projects_own_over_slices_is_measured_over_groups(self, tmp_path: Path) -> None:
        code = TRAIN + (
            "\n\ndef compute_model_metrics(truth, predicted):\n    return sum(truth == predicted) / len(truth)\n"
            "\n\ndef compute_slice_metrics(data):\n    for value in data['gender'].unique():\n"
            "        part = data[data['gender'] == value]\n        print(compute_model_metrics(part['left'], part['said']))\n"
            "\n\ncompute_slice_metrics(data)\n"
        )
        text = (
            "# Members\n\nRecall is 0.81 for women and 0.62 for men, so the model is biased by gender: we lowered the "
            "threshold of men until both agree.\n"
        )
        finding = judged("fairness", tmp_path, {"train.py": code, "data/members.csv": MEMBERS, "README.md": text})
        assert finding.level == 2

    @pytest.mark.parametrize(
        "sentence",
        [
            "Only 12% of the members left, so the classes are imbalanced.",
            "A base é desbalanceada, apenas 12% cancelaram o plano.",
            "El conjunto de datos está desbalanceado: pocos clientes se van.",
            "Le jeu de données est déséquilibré entre les deux classes.",
            "Die beiden Klassen sind im Datensatz stark unausgeglichen.",
            "Kelas pada data ini tidak seimbang, hanya sedikit yang pergi.",
            "Классы в этих данных сильно несбалансированы по числу.",
            "数据集的两个类别不平衡，流失客户只占百分之十二。",
        ],
    )
    def test_imbalance_that_the_text_discusses_is_a_beginning(self, sentence: str, tmp_path: Path) -> None:
        finding = judged(
            "fairness",
            tmp_path,
            {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# Members\n\n{sentence}\n"},
        )
        assert finding.level == 1
        assert finding.evidence[0].line == 3

    @pytest.mark.parametrize(
        "text",
        [
            "## Fairness\n",
            "## Future work\n\nWe will measure gender bias of the model over groups.\n",
            "- TODO: measure the gender bias of the data\n",
            "- Monitor for gender bias in the data and retrain.\n",
            "Each neuron has weights and a bias that gradient descent learns.\n",
        ],
    )
    def test_plans_headings_and_other_biases_are_nothing(self, text: str, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "train.py": TRAIN,
            "data/members.csv": MEMBERS,
            "README.md": f"# Members\n\n{text}",
        }
        assert judged("fairness", tmp_path, files).level == 0

    def test_class_weights_in_code_alone_are_nothing(self, tmp_path: Path) -> None:
        code = TRAIN.replace(
            "LogisticRegression()", "LogisticRegression(class_weight='balanced')  # imbalanced classes"
        )
        assert judged("fairness", tmp_path, {"train.py": code, "data/members.csv": MEMBERS}).level == 0

    CHECK = (
        TRAIN + 'for group in data["gender"].unique():\n    rows = data.loc[x_test.index, "gender"] == group\n'
        "    print(group, recall_score(y_test[rows], model.predict(x_test[rows])))\n"
    )

    def test_groups_measured_in_code_with_a_silent_text_are_half(self, tmp_path: Path) -> None:
        finding = judged("fairness", tmp_path, {"train.py": self.CHECK, "data/members.csv": MEMBERS})
        assert finding.level == 1
        assert "train.py:10" in (finding.fix or "")

    def test_groups_measured_and_acted_upon_are_whole(self, tmp_path: Path) -> None:
        readme = (
            "# Members\n\nFairness: recall is 0.81 for women and 0.72 for men, so we lowered the threshold for men.\n"
        )
        files: dict[str, str | bytes] = {"train.py": self.CHECK, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("fairness", tmp_path, files).level == 2

    def test_it_does_not_apply_to_the_data_of_things(self, tmp_path: Path) -> None:
        readme = "# Pump failures\n\nSensors of the machines give temperature and torque; the engine fails or not.\n"
        finding = judged("fairness", tmp_path, {"train.py": TRAIN, "data/sensors.csv": SENSORS, "README.md": readme})
        assert finding.level is None
        assert finding.evidence

    def test_users_of_the_app_are_no_people_in_the_data(self, tmp_path: Path) -> None:
        readme = "# House prices\n\nThe price of houses, by bedrooms. Users enter the houses' bedrooms in the app.\n"
        assert judged("fairness", tmp_path, {"train.py": TRAIN, "README.md": readme}).level is None

    def test_it_does_not_apply_where_nothing_points_to_people(self, tmp_path: Path) -> None:
        finding = judged("fairness", tmp_path, {"train.py": FIT, "README.md": "# Boats\n\nWhich boats sell.\n"})
        assert finding.level is None

    def test_what_is_about_nothing_in_particular_is_judged(self, tmp_path: Path) -> None:
        assert judged("fairness", tmp_path, {"main.py": "print(1)\n"}).level == 0

    CHURN = "RowNumber,CustomerId,Surname,Geography,Gender,Age,NumOfProducts,EstimatedSalary,Exited\n1,2,Hill,ES,f,3,1,1,0\n"

    def test_the_groups_are_columns_of_people_as_the_data_writes_them(self, tmp_path: Path) -> None:
        finding = judged("fairness", tmp_path, {"train.py": FIT, "churn.csv": self.CHURN, "README.md": "# Churn\n"})
        assert "(Gender, Age, Geography)" in (finding.fix or "")
        assert finding.evidence[0].path == "churn.csv"

    def test_what_is_predicted_is_no_group(self, tmp_path: Path) -> None:
        code = 'import pandas\n\ndata = pandas.read_csv("m.csv")\ny = data["education"]\n' + FIT
        table = "customerid,gender,education\n1,f,2\n"
        fix = judged("fairness", tmp_path, {"train.py": code, "m.csv": table, "README.md": "# Members\n"}).fix or ""
        assert "(gender)" in fix

    def test_the_place_that_counts_the_classes_is_named_where_no_text_speaks_of_them(self, tmp_path: Path) -> None:
        code = TRAIN + 'print(data["left"].value_counts())\nprint(data["label"].value_counts())\n'
        found = judged("fairness", tmp_path, {"train.py": code, "data/members.csv": MEMBERS})
        assert found.level == 0
        assert "train.py:11 counts the classes" in (found.fix or "")
        assert found.evidence[0].excerpt == 'print(data["label"].value_counts())'


class TestPrivacy:
    def test_a_tree_that_calls_the_data_synthetic_is_a_word_where_the_code_makes_it(self, tmp_path: Path) -> None:
        readme = "# PQRS\n\n```\n├── generate_data.py  # Generador de datos sintéticos\n└── train.py\n```\n"
        makes = (
            "import random\n\nimport pandas as pd\n\nrandom.seed(1)\n"
            "rows = [(random.random(), random.choice('ab'), random.randint(1, 9)) for _ in range(9)]\n"
            "pd.DataFrame(rows).to_csv('data.csv')\n"
        )
        files: dict[str, str | bytes] = {"README.md": readme, "train.py": TRAIN, "generate_data.py": makes}
        assert judged("privacy", tmp_path / "made", files).level == 2
        assert judged("privacy", tmp_path / "said", {**files, "generate_data.py": "print(1)\n"}).level == 1

    def test_columns_are_called_as_they_are_written(self, tmp_path: Path) -> None:
        table = "personal_status_sex,Credit Score\n1,2\n"
        finding = judged("privacy", tmp_path, {"train.py": FIT, "credit.csv": table, "README.md": "# Credit\n"})
        assert "(columns personal_status_sex and Credit Score)" in finding.reason

    def test_committed_records_of_known_persons_are_to_be_removed(self, tmp_path: Path) -> None:
        table = "StudentID,Name,Gender,Grade\n17,Ada,f,2\n"
        finding = judged("privacy", tmp_path, {"train.py": FIT, "data/grades.csv": table, "README.md": "# Grades\n"})
        assert finding.level == 0
        assert "Put made-up values in place of StudentID and Name in data/grades.csv" in (finding.fix or "")

    def test_records_without_names_are_not_asked_to_be_removed(self, tmp_path: Path) -> None:
        finding = judged("privacy", tmp_path, {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": "# M\n"})
        assert "made-up values" not in (finding.fix or "")

    def test_a_committed_database_of_persons_is_to_be_removed(self, tmp_path: Path) -> None:
        rows = b"CREATE TABLE auth_user (id integer, email text, password text)\x00ada@club.org pbkdf2_sha256$1$abcdef"
        files: dict[str, str | bytes] = {"train.py": TRAIN, "db.sqlite3": b"SQLite format 3\x00" + rows}
        finding = judged("privacy", tmp_path, files)
        assert finding.level == 0
        assert "Remove db.sqlite3" in (finding.fix or "")
        assert "Revoke" not in (finding.fix or "")

    def test_the_fix_of_data_about_things_is_said_once_and_shows_the_data(self, tmp_path: Path) -> None:
        code = "from pathlib import Path\n\nROOT = Path(__file__)\n" + TRAIN.replace("members", "pumps")
        readme = "# Pump failures\n\nSensors of the machines give temperature and torque; the engine fails or not.\n"
        finding = judged("privacy", tmp_path, {"app.py": code, "README.md": readme})
        assert finding.level == 1
        assert (finding.fix or "").count("Say in one sentence") == 1
        assert "holds no personal data" in (finding.fix or "")
        assert [place.path for place in finding.evidence] == ["README.md", "app.py"]
        assert "read_csv" in finding.evidence[1].excerpt

    def test_nobody_is_asked_to_deny_persons_whom_the_data_may_hold(self, tmp_path: Path) -> None:
        readme = "# Reviews\n\nReviews of shops: is the sentiment good?\n"
        finding = judged("privacy", tmp_path, {"train.py": TRAIN.replace("age", "stars"), "README.md": readme})
        assert finding.level == 1
        assert "whether the data holds anything personal" in (finding.fix or "")

    def test_peoples_data_without_a_word_is_nothing(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": "# Members\n"}
        assert judged("privacy", tmp_path, files).level == 0

    def test_data_without_people_needs_no_word_for_half(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "train.py": "import pandas\npandas.read_csv('sensors.csv')\n",
            "sensors.csv": SENSORS,
        }
        assert judged("privacy", tmp_path, files).level == 1

    @pytest.mark.parametrize(
        "sentence",
        [
            "Names were removed and the ids are anonymised by the provider.",
            "All customers are synthetic data from a generator.",
            "The customers are fictional.",
            "Nobody real is in it: no real customers, only made-up ones.",
            "Names of the members are hashed before they reach the table.",
            "O conjunto de dados é anonimizado e segue a LGPD.",
            "Los datos personales fueron eliminados antes de publicar.",
            "Les données personnelles ont été supprimées avant la publication.",
            "Personenbezogene Daten sind in dem Datensatz nicht enthalten.",
            "Персональные данные клиентов удалены из набора до публикации.",
            "数据已经匿名化，不包含任何个人信息。",
        ],
    )
    def test_a_word_on_how_it_is_treated_is_whole(self, sentence: str, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "train.py": TRAIN,
            "data/members.csv": MEMBERS,
            "README.md": f"# Members\n\n{sentence}\n",
        }
        assert judged("privacy", tmp_path, files).level == 2

    def test_data_that_is_only_called_public_is_half(self, tmp_path: Path) -> None:
        readme = "# Members\n\nThe members come from a public dataset of a club.\n"
        files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("privacy", tmp_path, files).level == 1

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("Privacy matters to us and all our members.", 1),
            ("The records of the members must be anonymised.", 1),
            ("Los datos de las personas deben ser anonimizados.", 1),
            ("The GDPR gives everybody a right to an explanation.", 0),
            ("The saved training code does not store:\n\n- the number of rounds", 0),
            ("The service scores a member, and what was sent is not stored.", 2),
        ],
    )
    def test_that_privacy_matters_or_a_law_applies_tells_no_treatment(
        self, sentence: str, expected: int, tmp_path: Path
    ) -> None:
        files: dict[str, str | bytes] = {
            "train.py": TRAIN,
            "data/members.csv": MEMBERS,
            "README.md": f"# Members\n\n{sentence}\n",
        }
        assert judged("privacy", tmp_path, files).level == expected

    def test_samples_that_oversampling_makes_are_no_synthetic_data_set(self, tmp_path: Path) -> None:
        readme = "# Members\n\nSMOTE adds synthetic records of customers to the minority class.\n"
        files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("privacy", tmp_path, files).level == 0

    def test_a_committed_secret_outweighs_every_word(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "train.py": TRAIN,
            "config.py": f'KEY = "{AWS}"\n',
            "README.md": "The data is anonymised by its owner.\n",
        }
        finding = judged("privacy", tmp_path, files)
        assert finding.level == 0
        assert finding.evidence[0].path == "config.py"

    def test_words_without_a_project_are_nothing(self, tmp_path: Path) -> None:
        assert judged("privacy", tmp_path, {"README.md": "The data is anonymised, in line with the GDPR.\n"}).level == 0


SHAP = TRAIN + "import shap\nprint(shap.LinearExplainer(model, x_train)(x_test))\n"


class TestExplainability:
    def test_importances_that_the_code_shows_are_half(self, tmp_path: Path) -> None:
        finding = judged(
            "explainability", tmp_path, {"train.py": TRAIN + "print(model.coef_)\n", "data/members.csv": MEMBERS}
        )
        assert finding.level == 1
        assert "coefficients" in finding.reason

    def test_shap_that_no_text_reads_is_half(self, tmp_path: Path) -> None:
        readme = "# Members\n\n- SHAP explains every prediction transparently to all stakeholders\n"
        assert (
            judged(
                "explainability", tmp_path, {"train.py": SHAP, "data/members.csv": MEMBERS, "README.md": readme}
            ).level
            == 1
        )

    def test_shap_read_for_this_models_features_is_whole(self, tmp_path: Path) -> None:
        readme = "# Members\n\n## What drives leaving\n\nSHAP shows that few visits raise the score most; age lowers it a little.\n"
        finding = judged(
            "explainability", tmp_path, {"train.py": SHAP, "data/members.csv": MEMBERS, "README.md": readme}
        )
        assert finding.level == 2
        assert {place.path for place in finding.evidence} == {"train.py", "README.md"}

    def test_an_adverb_of_a_list_of_contents_reads_no_explanation(self, tmp_path: Path) -> None:
        readme = (
            "# Members\n\nThe repository has SHAP, plots and, most importantly, the age and visits of each member.\n"
        )
        files: dict[str, str | bytes] = {"train.py": SHAP, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("explainability", tmp_path, files).level == 1

    @pytest.mark.parametrize(
        ("lead", "level"),
        [("The model tells who leaves by what a member does, such as:", 1), ("What raises the score most:", 2)],
    )
    def test_a_list_of_inputs_beside_shap_is_no_reading(self, lead: str, level: int, tmp_path: Path) -> None:
        readme = f"# Members\n\n- SHAP tells the impact of what a member does\n\n{lead}\n\n- visits\n- age\n"
        files: dict[str, str | bytes] = {"train.py": SHAP, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("explainability", tmp_path, files).level == level

    @pytest.mark.parametrize(
        "code",
        [
            "print(model.coef_[0] * x_test.iloc[0])\n",
            "weights = model.coef_.ravel()\nprint((x_test.values * weights).round(2))\n",
            "from captum.attr import Occlusion\n\nprint(Occlusion(model).attribute(x_test))\n",
            "from maps import occlusion_map\n\nprint(occlusion_map(model, x_test))\n",
        ],
        ids=["coefficients times values", "coefficients by a name", "a package's occlusion", "an occlusion map"],
    )
    def test_what_a_linear_model_adds_up_and_occlusion_explain_predictions(self, code: str, tmp_path: Path) -> None:
        readme = "# Members\n\nThe strongest predictors are visits, which lower the risk, and age.\n"
        files: dict[str, str | bytes] = {"train.py": TRAIN + code, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("explainability", tmp_path, files).level == 2

    @pytest.mark.parametrize(
        "code",
        ["print(100 * model.coef_[0])\n", "print(model.coef_[0] * x_train.std())\n"],
        ids=["a percentage", "scaled by the spread"],
    )
    def test_coefficients_that_are_scaled_are_still_only_coefficients(self, code: str, tmp_path: Path) -> None:
        readme = "# Members\n\nThe strongest predictors are visits, which lower the risk, and age.\n"
        files: dict[str, str | bytes] = {"train.py": TRAIN + code, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("explainability", tmp_path, files).level == 1

    def test_drivers_named_in_other_words_are_read_as_well(self, tmp_path: Path) -> None:
        readme = "# Members\n\nThe strongest predictors are visits, which lower the risk, and age.\n"
        files: dict[str, str | bytes] = {"train.py": SHAP, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("explainability", tmp_path, files).level == 2

    @pytest.mark.parametrize(
        "code",
        [
            TRAIN + "# print(model.coef_)\n",
            TRAIN + '"""shap.Explainer(model)"""\n',
            TRAIN + "import shap\n",
            TRAIN + 'print("feature_importances_ and SHAP are future work")\n',
        ],
    )
    def test_comments_strings_and_imports_are_nothing(self, code: str, tmp_path: Path) -> None:
        readme = "# Members\n\nFuture work: SHAP on visits and age, because visits drive the score.\n"
        assert (
            judged(
                "explainability", tmp_path, {"train.py": code, "data/members.csv": MEMBERS, "README.md": readme}
            ).level
            == 0
        )

    def test_a_model_of_texts_is_explained_by_what_can_be_done_for_it(self, tmp_path: Path) -> None:
        code = (
            "from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer\n\n"
            "tokenizer = AutoTokenizer.from_pretrained('distilbert')\n"
            "model = AutoModelForSequenceClassification.from_pretrained('distilbert')\nTrainer(model).train()\n"
        )
        found = judged("explainability", tmp_path, {"train.py": code, "fit.py": ""})
        assert found.level == 0
        assert "SHAP, LIME or integrated gradients on a few texts" in (found.fix or "")
        assert "coefficients" not in (found.fix or "")

    def test_features_that_are_only_named_are_nothing_and_the_line_is_told(self, tmp_path: Path) -> None:
        readme = "# Members\n\nTop predictive features:\n\n1. visits\n2. gender\n"
        found = judged(
            "explainability", tmp_path, {"README.md": readme, "train.py": TRAIN, "data/members.csv": MEMBERS}
        )
        assert found.level == 0
        assert "README.md:3 names features that matter" in (found.fix or "")

    def test_the_fix_of_nothing_tells_the_way_to_the_whole(self, tmp_path: Path) -> None:
        fix = judged("explainability", tmp_path, {"train.py": TRAIN}).fix or ""
        assert "a first half" in fix
        assert "a text that reads out of it which features drive it" in fix

    def test_a_network_of_images_is_explained_by_grad_cam(self, tmp_path: Path) -> None:
        code = (
            "from tensorflow.keras import Sequential, layers, utils\n\n"
            "images = utils.image_dataset_from_directory('boats')\n"
            "model = Sequential([layers.Conv2D(8, 3), layers.Dense(2)])\nmodel.fit(images, epochs=2)\n"
        )
        finding = finding_of(repository(tmp_path, {"train.py": code, "README.md": "# Boats\n"}), "explainability")
        assert finding.level == 0
        assert "model trained at train.py:5 looks at: Grad-CAM or occlusion" in (finding.fix or "")
        assert "coefficients" not in (finding.fix or "")

    def test_a_model_of_images_that_is_no_network_is_explained_by_occlusion(self, tmp_path: Path) -> None:
        code = "import cv2\nfrom sklearn.svm import SVC\n\nSVC().fit([cv2.imread('a.png')], [1])\n"
        fix = finding_of(repository(tmp_path, {"train.py": code}), "explainability").fix or ""
        assert "occlusion" in fix
        assert "Grad-CAM" not in fix

    @pytest.mark.parametrize(
        "call",
        ["threshold_optimizer.fit(x, y)", "cosine_similarity(x)", "timer.train(x)", "metrics.pairwise_distances(x)"],
    )
    def test_the_model_is_what_is_fitted_and_no_threshold_or_similarity(self, call: str, tmp_path: Path) -> None:
        code = f"from sklearn.svm import SVC\n\n{call}\n\nSVC().fit(x, y)\n"
        fix = finding_of(repository(tmp_path, {"a.py": code}), "explainability").fix or ""
        assert "trained at a.py:5" in fix

    def test_a_similarity_alone_is_called_no_training(self, tmp_path: Path) -> None:
        code = "from sklearn.metrics.pairwise import cosine_similarity\n\ncosine_similarity([[1]])\n"
        assert "trained at" not in (finding_of(repository(tmp_path, {"a.py": code}), "explainability").fix or "")

    def test_features_ranked_in_a_notebook_by_correlation_are_half(self, tmp_path: Path) -> None:
        book = notebook(
            "## Feature importance\n\nThe ranking of the variables by correlation.",
            ("data.corr()['left']", "visits -0.4"),
        )
        assert judged("explainability", tmp_path, {"eda.ipynb": book}).level == 1

    def test_a_correlation_alone_is_nothing(self, tmp_path: Path) -> None:
        book = notebook("## Correlation\n\nA heat map.", ("data.corr()['left']", "visits -0.4"))
        assert judged("explainability", tmp_path, {"eda.ipynb": book}).level == 0


CARD = """\
# Model card

## Intended use

Ranks members for a call by the service team; never to refuse a contract to anybody.

## Training data

7,043 members of one club from one year, one row each.

## Metrics

On 1,409 held-out members the F1 score is 0.64.

## Limitations

One club in one country; it will not hold for members who joined after a price change.
"""


class TestModelCard:
    def test_a_card_with_all_four_parts_is_whole(self, tmp_path: Path) -> None:
        assert judged("model-card", tmp_path, {"docs/model_card.md": CARD}).level == 2

    def test_a_section_of_the_readme_is_as_good(self, tmp_path: Path) -> None:
        readme = "# Members\n\nAll about members.\n\n" + CARD.replace("# ", "## ").replace("### ", "### ")
        assert judged("model-card", tmp_path, {"README.md": readme.replace("## Intended", "### Intended")}).level == 2

    @pytest.mark.parametrize("part", ["Intended use", "Training data", "Limitations"])
    def test_a_card_with_a_field_left_open_is_half(self, part: str, tmp_path: Path) -> None:
        before, _, rest = CARD.partition(f"## {part}\n")
        _, heading, after = rest.partition("\n## ")
        finding = judged(
            "model-card",
            tmp_path,
            {"docs/model_card.md": f"{before}## {part}\n\n[More Information Needed]\n{heading}{after}"},
        )
        assert finding.level == 1
        assert part.lower() in (finding.fix or "")

    @pytest.mark.parametrize(
        "parts",
        [
            (
                "**What it is for.** Ranking members to call. Not for prices.\n\n**What it learned from.** 400 members of "
                "a club.\n\n**How good it is.** F1 0.64 on 100 others.\n\n**Where it fails.** New members, summer months."
            ),
            (
                "| | |\n|---|---|\n| Use it for | ranking members to call |\n| Trained on | 400 members of a club |\n"
                "| Result | F1 0.64 on the hold-out |\n| Weak points | new members, summer months |"
            ),
            (
                "Purpose\n: ranking members to call\n\nTraining data\n: 400 members of a club\n\nMetrics\n: F1 0.64 on "
                "the hold-out\n\nLimits\n: new members, summer months"
            ),
            (
                "- **Para que serve:** ordenar os membros\n- **Treinado com:** 400 membros de um clube\n- **Desempenho:** "
                "F1 de 0,64 no teste\n- **Limitações:**\n  - membros novos\n  - meses de verão"
            ),
        ],
    )
    def test_the_parts_of_a_card_may_be_labels_in_front_of_its_lines(self, parts: str, tmp_path: Path) -> None:
        assert judged("model-card", tmp_path, {"docs/model_card.md": f"# Members\n\n{parts}\n"}).level == 2

    def test_what_a_card_says_the_model_can_not_do_are_its_limitations(self, tmp_path: Path) -> None:
        before = CARD.partition("## Limitations\n")[0]
        weak = "## What else\n\nIt has never seen a summer month. Members without a contract are not in the data.\n"
        assert judged("model-card", tmp_path, {"docs/model_card.md": before}).level == 1
        assert judged("model-card", tmp_path, {"docs/model_card.md": before + weak}).level == 2

    def test_a_section_that_has_all_parts_is_a_card_whatever_it_is_called(self, tmp_path: Path) -> None:
        section = (
            "## Model details\n\n**Use** Ranking the members to call.\n\n**Training data** 400 members of a club.\n\n"
            "**Metrics** F1 0.64 on the hold-out.\n\n**Limitations** New members and summer months are missing.\n"
        )
        assert judged("model-card", tmp_path, {"README.md": f"# Members\n\nOf a club.\n\n{section}"}).level == 2

    def test_a_label_without_anything_behind_it_is_no_part(self, tmp_path: Path) -> None:
        card = "# Model card\n\n**Purpose:**\n\n**Trained on:**\n\n**Metrics:** F1 0.64\n\n**Limitations:**\n"
        assert judged("model-card", tmp_path, {"docs/model_card.md": card}).level == 1

    def test_a_text_without_a_card_is_asked_for_all_parts_with_those_that_it_has(self, tmp_path: Path) -> None:
        readme = "# Spam\n\nThe data set has 5,574 rows of messages.\n"
        fix = judged("model-card", tmp_path, {"README.md": readme}).fix or ""
        assert "training data (README.md:3 has it)" in fix
        assert "metrics with their values" in fix
        assert "limitations" in fix

    def test_a_card_that_lacks_its_numbers_names_them(self, tmp_path: Path) -> None:
        finding = judged(
            "model-card", tmp_path, {"MODEL_CARD.md": CARD.replace("the F1 score is 0.64", "the F1 score is <...>")}
        )
        assert finding.level == 1
        assert "metrics" in (finding.fix or "")

    @pytest.mark.parametrize(("title", "expected"), [("Verification", 0), ("Veriler", 1), ("Veri seti", 1)])
    def test_the_turkish_word_for_data_is_no_part_of_another(self, title: str, expected: int, tmp_path: Path) -> None:
        readme = f"# Members\n\n## Overview\n\nHow the club keeps its members.\n\n## {title}\n\nOne of five or six.\n"
        assert judged("model-card", tmp_path, {"README.md": readme}).level == expected

    def test_parts_scattered_over_the_readme_are_half(self, tmp_path: Path) -> None:
        readme = "# Members\n\nThe service predicts which members will leave, for the team that calls them.\n\n## Results\n\nF1 is 0.64 on the hold-out.\n"
        assert judged("model-card", tmp_path, {"README.md": readme}).level == 1

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "# Model card\n",
            "# Model card\n\n## Intended use\n\n## Training data\n\n## Metrics\n\n## Limitations\n",
            "# Members\n\nTODO: model card\n",
        ],
    )
    def test_headings_without_content_are_nothing(self, text: str, tmp_path: Path) -> None:
        assert judged("model-card", tmp_path, {"MODEL_CARD.md": text, "train.py": TRAIN}).level == 0

    def test_to_have_used_data_is_not_to_describe_it(self, tmp_path: Path) -> None:
        readme = "# Diabetes\n\nUsing data, I made an app that predicts whether a person has diabetes or not.\n"
        assert judged("model-card", tmp_path, {"README.md": readme}).level == 0

    @pytest.mark.parametrize(
        "readme",
        [
            "# Modelo\n\n## Objetivo\n\nO serviço prevê quais clientes vão cancelar, para a equipe de retenção.\n\n## Dados\n\nSão 7.043 registros de clientes de uma operadora em um ano.\n",
            "# Модель\n\n## Назначение\n\nМодель предсказывает отток клиентов для отдела удержания в компании.\n\n## Данные\n\nВ наборе 7043 записи о клиентах одного оператора за один год.\n",
        ],
    )
    def test_other_languages_are_read(self, readme: str, tmp_path: Path) -> None:
        assert judged("model-card", tmp_path, {"README.md": readme}).level == 1


class TestDataLineage:
    def test_a_file_name_is_no_source(self, tmp_path: Path) -> None:
        finding = judged(
            "data-lineage", tmp_path, {"train.py": TRAIN, "README.md": "# Members\n\nThe data is in members.csv.\n"}
        )
        assert finding.level == 0
        assert "train.py:6" in (finding.fix or "")

    @pytest.mark.parametrize(
        "files",
        [
            {"README.md": "The data set is from Kaggle.\n"},
            {"README.md": "Data: [members](https://archive.ics.uci.edu/dataset/1/members)\n"},
            {"train.py": 'import pandas as pd\npd.read_csv("https://members.test/members/data.csv")\n'},
            {"train.py": "from sklearn.datasets import load_wine\nload_wine()\n"},
            {"README.md": "We classify the digits of the MNIST data set.\n"},
            {"load.py": '"""Read the NASA C-MAPSS data set."""\n'},
            {"fetch.sh": "kaggle datasets download -d club/members\n"},
            {"README.md": "Os dados foram coletados por uma pesquisa no clube.\n"},
            {"README.md": "Die Daten stammen aus einer Umfrage des Vereins.\n"},
            {"README.md": "数据来自俱乐部的会员系统。\n"},
            {"README.md": "The dataset is published by the European Central Bank.\n"},
            {"README.md": "Les données viennent de la mairie.\n"},
            {"README.md": "# Boats\n\n**Source:** Harbour office\n\nThe data.\n"},
        ],
    )
    def test_a_named_source_is_half(self, files: dict[str, str | bytes], tmp_path: Path) -> None:
        assert judged("data-lineage", tmp_path, files).level == 1

    def test_a_source_with_terms_and_scripted_steps_is_whole(self, tmp_path: Path) -> None:
        readme = "# Members\n\n## Data\n\nFrom [Kaggle](https://www.kaggle.com/datasets/club/members), under CC BY 4.0, downloaded on 3 May.\n"
        assert judged("data-lineage", tmp_path, {"README.md": readme, "train.py": TRAIN}).level == 2

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("Reuse of this database is unlimited with retention of the copyright notice.", 2),
            ("The prepared data is kept in a cache for reuse.", 1),
        ],
    )
    def test_that_the_data_may_be_reused_are_terms_and_to_reuse_it_is_none(
        self, sentence: str, expected: int, tmp_path: Path
    ) -> None:
        readme = f"# Members\n\n## Data\n\n[Members](https://www.kaggle.com/datasets/club/members). {sentence}\n"
        assert judged("data-lineage", tmp_path, {"README.md": readme, "train.py": TRAIN}).level == expected

    def test_the_evidence_is_the_line_that_names_the_source(self, tmp_path: Path) -> None:
        readme = (
            "# Members\n\nThe data was collected by us from many places.\n\n"
            "## Data\n\nWe use [members](https://www.kaggle.com/datasets/club/members).\n\n"
            "## Settings\n\n`max_samples` is how many rows of the data are obtained by drawing.\n"
        )
        compose = "services:\n  api:\n    healthcheck:\n      test: curl -f http://localhost:8000/health\n"
        files: dict[str, str | bytes] = {"README.md": readme, "docker-compose.yml": compose, "train.py": TRAIN}
        finding = judged("data-lineage", tmp_path, files)
        assert [(place.path, place.line) for place in finding.evidence] == [("README.md", 7)]
        assert "README.md:7" in (finding.fix or "")

    def test_the_line_that_is_labelled_as_the_source_comes_before_a_name_in_passing(self, tmp_path: Path) -> None:
        readme = "# Sales\n\nForecasts of the Rossmann sales data.\n\nSource: Kaggle - Rossmann Store Sales\n"
        found = judged("data-lineage", tmp_path, {"README.md": readme})
        assert found.evidence[0].line == 5
        assert "the licence of the data by its name, its version, or the day" in (found.fix or "")

    def test_what_an_app_draws_for_its_visitors_is_not_what_made_the_data(self, tmp_path: Path) -> None:
        draws = "rows = [(random.random(), random.choice('ab'), random.randint(1, 9)) for _ in range(9)]\n"
        writes = "pd.DataFrame(rows).to_csv('data.csv')\n"
        app = f"import random\nimport pandas as pd\nimport streamlit\n\n\ndef generate_batch():\n    {draws}    {writes}\n\ngenerate_batch()\n"
        makes = f"import random\nimport pandas as pd\n\nrandom.seed(1)\n{draws}{writes}"
        found = judged("data-lineage", tmp_path, {"app.py": app, "generate_data.py": makes, "train.py": TRAIN})
        assert found.evidence[0].path == "generate_data.py"
        assert "random.random()" in found.evidence[0].excerpt

    @pytest.mark.parametrize("what", ["The collection is", "The messages are", "The data is"])
    def test_terms_of_the_data_by_whatever_name_are_its_terms(self, tmp_path: Path, what: str) -> None:
        readme = f"# Spam\n\n{what} published under CC BY 4.0 by UCI.\n"
        assert judged("data-lineage", tmp_path, {"README.md": readme, "train.py": TRAIN}).level == 2

    def test_asking_the_own_service_fetches_no_data(self, tmp_path: Path) -> None:
        makefile = "ask:\n\tcurl -X POST http://localhost:8000/predict\n"
        assert judged("data-lineage", tmp_path, {"Makefile": makefile, "train.py": TRAIN}).level == 0

    def test_the_evidence_shows_the_licence_and_the_steps(self, tmp_path: Path) -> None:
        readme = (
            "# Members\n\n## Data\n\nVersion 3 of the data is used.\n\n"
            "From [Kaggle](https://www.kaggle.com/datasets/club/members).\n\nIts licence is CC BY 4.0.\n"
        )
        code = "import pandas as pd\n\nages = pd.Series([1]).astype(int)\n" + TRAIN
        finding = judged("data-lineage", tmp_path, {"README.md": readme, "train.py": code})
        assert finding.level == 2
        assert [place.line for place in finding.evidence[:2]] == [7, 9]
        assert "dropna" in finding.evidence[2].excerpt

    def test_the_codes_licence_is_not_the_datas(self, tmp_path: Path) -> None:
        readme = "# Members\n\nThe data is from Kaggle.\n\n## License\n\nThis project is under the MIT licence.\n"
        assert judged("data-lineage", tmp_path, {"README.md": readme, "train.py": TRAIN}).level == 1

    @pytest.mark.parametrize(
        "sentence",
        [
            "Features extracted from the data are scaled.",
            "Data taken from the form is validated.",
            "The backbone has weights pretrained on the ImageNet data set.",
            "Generated data files are stored in outputs/.",
            "Data source: data/members.csv",
            "Stop words of nltk are taken out of the data.",
        ],
    )
    def test_what_is_done_with_the_data_is_no_source(self, sentence: str, tmp_path: Path) -> None:
        code = TRAIN + "from nltk.corpus import stopwords\n\nstopwords.words('english')\n"
        assert judged("data-lineage", tmp_path, {"README.md": f"# M\n\n{sentence}\n", "train.py": code}).level == 0

    def test_a_service_that_is_deployed_to_is_no_source(self, tmp_path: Path) -> None:
        readme = "# Members\n\nThe app is deployed as a Hugging Face space.\n"
        assert judged("data-lineage", tmp_path, {"README.md": readme, "train.py": TRAIN}).level == 0


def test_every_rule_is_in_the_functions_description() -> None:
    for judge in (
        responsible.fairness,
        responsible.privacy,
        responsible.explainability,
        responsible.model_card,
        data_lineage,
    ):
        assert "Level 2" in (judge.__doc__ or "")


def test_the_public_licence_of_peoples_data_says_how_it_is_treated(tmp_path: Path) -> None:
    readme = "# Members\n\n## Data\n\nThe members' data is from UCI, under CC BY 4.0.\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
    assert judged("privacy", tmp_path, files).level == 2


def test_slices_of_data_about_things_are_no_groups_of_people(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "train.py": TRAIN.replace("members", "sensors"),
        "evaluate.py": (
            "from fairlearn.metrics import MetricFrame\n\n\n"
            "def by_group(truth, predicted, hour):\n"
            "    return MetricFrame(metrics={}, y_true=truth, y_pred=predicted, sensitive_features=hour)\n\n\n"
            "print(by_group([1], [1], [8]))\n"
        ),
        "data/sensors.csv": SENSORS,
        "README.md": "# Sensors of an engine\n\nWhich sensor tells that the engine fails? Nobody is in the data.\n",
    }
    assert judged("fairness", tmp_path, files).level is None


def test_the_health_check_of_a_service_is_nobodys_health(tmp_path: Path) -> None:
    text = "# Leaves\n\nThe service has a health endpoint.\n\n## Health check\n\nAsk `/health` for its health.\n"
    assert judged("fairness", tmp_path, {"fit.py": FIT, "README.md": text}).level is None


def test_what_is_only_artificially_high_is_not_made_up(tmp_path: Path) -> None:
    text = "# Members\n\nThe dimensionality of many data sets is only artificially high.\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": text}
    assert judged("privacy", tmp_path, files).level == 0


def test_tweets_are_somebodys(tmp_path: Path) -> None:
    text = "# Tweets\n\nThe tweets were labelled by hand, and every tweet is classified by its sentiment.\n"
    assert judged("privacy", tmp_path, {"train.py": FIT, "README.md": text}).level == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "The dataset is taken from https://www.kaggle.com/datasets/ada/loans and the model is deployed with Docker.",
        "Data: https://www.kaggle.com/datasets/ada/bank-account-fraud",
    ],
)
def test_an_address_of_data_is_a_source_whatever_else_its_line_says(sentence: str, tmp_path: Path) -> None:
    assert judged("data-lineage", tmp_path, {"README.md": f"# Loans\n\n{sentence}\n"}).level == 1


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("| Field | Value |\n|---|---|\n| Source | Kaggle |\n| License | CC BY 4.0 |", 2),
        (
            "```bibtex\n@dataset{loans,\n  doi = {10.17632/ab.2},\n  url = {https://data.mendeley.com/datasets/ab/2}\n}\n```",
            2,
        ),
        ("The images are those of the ExDark dataset.", 1),
        ("| Source | Survey data of the county council |", 1),
        ("Patches are extracted with a stride of 32 pixels.", 0),
        ("The data is recorded at an hourly frequency.", 0),
        ("Unlike synthetic datasets, this dataset is realistic.", 0),
        ("| Source | Departure city |", 0),
    ],
)
def test_terms_and_names_of_data_wherever_they_stand(text: str, level: int, tmp_path: Path) -> None:
    readme = f"# Loans\n\n## Dataset\n\n{text}\n"
    assert judged("data-lineage", tmp_path, {"train.py": TRAIN, "README.md": readme}).level == level


def test_where_weights_come_from_is_no_source_of_data(tmp_path: Path) -> None:
    text = "# Cats\n\nDownload the pre-trained weights for images from https://drive.google.com/file/d/1a2b3c/view\n"
    assert judged("data-lineage", tmp_path, {"README.md": text}).level == 0


def test_a_number_at_openml_is_a_version(tmp_path: Path) -> None:
    text = "# Credit\n\n## Data\n\nThe data set comes from OpenML (`credit-g` v1).\n"
    assert judged("data-lineage", tmp_path, {"train.py": TRAIN, "README.md": text}).level == 2


@pytest.mark.parametrize(("seed", "level"), [("np.random.seed(7)\n", 2), ("", 1)])
def test_data_that_a_script_makes_has_its_version_in_the_seed(seed: str, level: int, tmp_path: Path) -> None:
    script = (
        f"import numpy as np\nimport pandas as pd\n\n{seed}"
        "visits = np.random.poisson(4, 100)\nage = np.random.randint(18, 90, 100)\n"
        "left = np.random.binomial(1, 0.2, 100)\n"
        'pd.DataFrame({"visits": visits, "age": age, "left": left}).to_csv("data/members.csv")\n'
    )
    assert judged("data-lineage", tmp_path, {"train.py": TRAIN, "generate_data.py": script}).level == level


@pytest.mark.parametrize(
    "sentence",
    ["A notebook was provided with the work on the data of another.", "Many data sets are only artificially high."],
)
def test_words_that_only_sound_like_a_source_are_none(sentence: str, tmp_path: Path) -> None:
    assert judged("data-lineage", tmp_path, {"README.md": f"# Flights\n\n{sentence}\n"}).level == 0


def test_why_the_data_is_of_nobody_is_said_in_a_word_of_the_text(tmp_path: Path) -> None:
    readme = (
        "# Pumps\n\nThe sensors of the machine show its temperature. Sensors of a machine, and the machine again.\n"
    )
    code = TRAIN.replace("members", "pumps").replace("age", "torque")
    fix = judged("privacy", tmp_path, {"train.py": code, "README.md": readme}).fix or ""
    assert "“sensors” at README.md:3" in fix
    assert "what README.md" not in fix


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The members are from a publicly available data set.", "only called public"),
        ("The members' data is sensitive data.", "only touched on as private or sensitive"),
    ],
)
def test_what_the_data_of_people_is_called_is_said(tmp_path: Path, text: str, words: str) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# M\n\n{text}\n"}
    assert words in judged("privacy", tmp_path, files).reason


@pytest.mark.parametrize(
    "line",
    [
        'app = FastAPI(contact={"name": "Ada", "email": "ada@club.org"})',
        'email = StringField("email")',
        'chart(rows, x_axis_name="email")',
        'print(f"email{rows}")',
    ],
)
def test_who_wrote_a_program_and_what_a_form_shows_are_no_columns(tmp_path: Path, line: str) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "app.py": f"{line}\n"}
    assert "email" not in judged("privacy", tmp_path, files).reason


def test_a_column_that_the_code_takes_is_one(tmp_path: Path) -> None:
    code = 'import pandas as pd\n\nrows = pd.read_csv("m.csv")[["email", "marital_status"]]\n'
    assert "email" in judged("privacy", tmp_path, {"train.py": TRAIN, "app.py": code}).reason


def test_what_the_program_reads_is_shown_before_what_tests_make_up(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a/test_rows.py": 'def test_rows():\n    assert {"gender": 1, "marital_status": 2}\n',
        "train.py": TRAIN,
        "work.py": 'import pandas as pd\n\nrows = pd.read_csv("m.csv")[["gender", "marital_status"]]\n',
    }
    assert {place.path for place in judged("privacy", tmp_path, files).evidence} <= {"train.py", "work.py"}


class TestTermsToWrite:
    """What is asked for beside a source can be followed."""

    def test_rules_are_spoken_of_where_there_is_a_competition(self, tmp_path: Path) -> None:
        for name, address, is_one in (("c", "competitions/sales", True), ("d", "datasets/a/sales", False)):
            files: dict[str, str | bytes] = {"README.md": f"# Sales\n\nData: https://www.kaggle.com/{address}\n"}
            assert ("rules of the competition" in (judged("data-lineage", tmp_path / name, files).fix or "")) == is_one

    def test_steps_that_a_text_describes_are_not_asked_for(self, tmp_path: Path) -> None:
        source = "# Sales\n\nData: https://www.kaggle.com/datasets/a/sales\n"
        steps = "\n## Data preparation\n\n1. Rows without a price go.\n2. Days become weeks.\n3. Shops become codes.\n"
        silent = judged("data-lineage", tmp_path / "silent", {"README.md": source})
        told = judged("data-lineage", tmp_path / "told", {"README.md": source + steps})
        assert "Script or describe the steps" in (silent.fix or "")
        assert "Script or describe the steps" not in (told.fix or "")

    def test_steps_that_a_text_describes_lead_from_a_source_with_its_terms(self, tmp_path: Path) -> None:
        source = "# Sales\n\n## Data\n\nFrom https://www.kaggle.com/datasets/a/sales, under CC BY 4.0.\n"
        steps = "\n## Data cleaning\n\n- Rows without a price go.\n- Days become weeks.\n- Shops become codes.\n"
        assert judged("data-lineage", tmp_path / "silent", {"README.md": source}).level == 1
        assert judged("data-lineage", tmp_path / "told", {"README.md": source + steps}).level == 2

    def test_private_data_has_an_owner_and_no_public_licence(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"README.md": "# Sales\n\nThe data is of a private Kaggle competition.\n"}
        fix = judged("data-lineage", tmp_path, files).fix or ""
        assert "whose data it is" in fix

    def test_a_tool_before_the_word_data_set_is_no_name_of_one(self, tmp_path: Path) -> None:
        for name, text, level in (("tool", "PyTorch datasets and loaders.", 0), ("name", "the ExDark dataset.", 1)):
            found = judged("data-lineage", tmp_path / name, {"README.md": f"# Night\n\nTrained with {text}\n"})
            assert found.level == level
