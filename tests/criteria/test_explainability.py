"""Explainability: what earns each level, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import notebook, repository
from tests.criteria.members import MEMBERS, TRAIN, judged

SHAP = TRAIN + "import shap\nprint(shap.LinearExplainer(model, x_train)(x_test))\n"


class TestExplainability:
    def test_importances_that_the_code_shows_are_half(self, tmp_path: Path) -> None:
        finding = judged(
            "explainability", tmp_path, {"train.py": TRAIN + "print(model.coef_)\n", "data/members.csv": MEMBERS}
        )
        assert finding.level == 1
        assert "coefficients" in finding.reason

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ('print(getattr(model, "coef_", None))\n', 1),
            ('print(hasattr(model, "coef_"))\n', 0),
            ('name = "coef_"\n', 0),
        ],
    )
    def test_importances_may_be_asked_for_by_their_name(self, asked: str, expected: int, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"train.py": TRAIN + asked, "data/members.csv": MEMBERS}
        assert judged("explainability", tmp_path, files).level == expected

    def test_shap_that_no_text_reads_is_half(self, tmp_path: Path) -> None:
        readme = "# Members\n\n- SHAP explains every prediction transparently to all stakeholders\n"
        assert (
            judged(
                "explainability", tmp_path, {"train.py": SHAP, "data/members.csv": MEMBERS, "README.md": readme}
            ).level
            == 1
        )

    @pytest.mark.parametrize(
        ("shown", "expected"),
        [
            ("ExplainerDashboard(explainer).run()\n", 1),
            ("explainer.plot()\n", 0),
        ],
        ids=["a dashboard", "only what it would be made of"],
    )
    def test_a_dashboard_that_explains_the_model_is_half(self, shown: str, expected: int, tmp_path: Path) -> None:
        code = (
            f"{TRAIN}from explainerdashboard import ClassifierExplainer, ExplainerDashboard\n"
            f"explainer = ClassifierExplainer(model, x_test, y_test)\n{shown}"
        )
        files: dict[str, str | bytes] = {"train.py": code, "data/members.csv": MEMBERS}
        assert judged("explainability", tmp_path, files).level == expected

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
        ("other", "level"), [("locker,height,rmse,r2\nfirst,2,3.1,0.4\n", 1), ("locker,height\nfirst,3.1\n", 2)]
    )
    def test_a_column_of_a_table_of_results_is_no_feature(self, other: str, level: int, tmp_path: Path) -> None:
        readme = "# Members\n\n## What matters\n\nSHAP shows that a locker far away raises the score most; the height of it lowers it a little.\n"
        files: dict[str, str | bytes] = {"train.py": SHAP, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("explainability", tmp_path, {**files, "other.csv": other}).level == level

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
        assert "A first step is to print its importances" in fix
        assert "a text that says which features drive it" in fix

    def test_a_network_of_images_is_explained_by_grad_cam(self, tmp_path: Path) -> None:
        code = (
            "from tensorflow.keras import Sequential, layers, utils\n\n"
            "images = utils.image_dataset_from_directory('boats')\n"
            "model = Sequential([layers.Conv2D(8, 3), layers.Dense(2)])\nmodel.fit(images, epochs=2)\n"
        )
        finding = finding_of(repository(tmp_path, {"train.py": code, "README.md": "# Boats\n"}), "explainability")
        assert finding.level == 0
        assert "model trained at train.py:5 looks at: use Grad-CAM or occlusion" in (finding.fix or "")
        assert "coefficients" not in (finding.fix or "")

    @pytest.mark.parametrize(("package", "is_seen"), [("torchvision.ops", True), ("numpy", False)])
    def test_what_works_on_images_as_it_trains_is_a_model_of_images(
        self, package: str, is_seen: bool, tmp_path: Path
    ) -> None:
        code = (
            f"import pandas as pd\nimport torch\nimport {package}\n\nboxes = pd.read_csv('boxes.csv')\n"
            "model = torch.load('finder.pt')\nfor pictures, targets in torch.load('pictures.pt'):\n"
            "    loss = sum(model(pictures, targets).values())\n    loss.backward()\n"
        )
        fix = finding_of(repository(tmp_path, {"train.py": code}), "explainability").fix or ""
        assert ("looks at: " in fix) is is_seen

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


class TestWhichTextReadsIt:
    """Where some text calls the method by its name, others that tell of features tell of something else."""

    DRIVES = "# Members\n\nThe most important feature is age: it drives the risk more than visits do.\n"

    def files(self, **texts: str) -> dict[str, str | bytes]:
        written = {name.replace("__", "/") + ".md": text for name, text in texts.items()}
        return {"train.py": SHAP, "data/members.csv": MEMBERS, **written}

    def test_what_drives_the_model_is_read_where_no_text_names_the_method(self, tmp_path: Path) -> None:
        assert judged("explainability", tmp_path, self.files(README=self.DRIVES)).level == 2

    def test_an_older_text_does_not_read_what_another_names(self, tmp_path: Path) -> None:
        texts = self.files(README=self.DRIVES, docs__model="# Model\n\nSHAP values are stored as an artifact.\n")
        finding = judged("explainability", tmp_path, texts)
        assert finding.level == 1
        assert "no text says what it shows" in finding.reason

    def test_a_shape_is_no_method(self, tmp_path: Path) -> None:
        text = "# Members\n\nThe shape of age and visits differs: it rises with the day.\n"
        assert judged("explainability", tmp_path, self.files(README=text)).level == 1
        named = text.replace("The shape of age", "By SHAP age")
        assert judged("explainability", tmp_path / "named", self.files(README=named)).level == 2

    def test_a_file_of_plans_reads_nothing(self, tmp_path: Path) -> None:
        text = "# Members\n\nSHAP: age drives the risk most, visits lower it.\n"
        assert judged("explainability", tmp_path / "a", self.files(docs__IMPLEMENTATION_PLAN=text)).level == 1
        assert judged("explainability", tmp_path / "b", self.files(docs__explained=text)).level == 2

    def test_names_of_models_and_metrics_are_no_features(self, tmp_path: Path) -> None:
        code = SHAP + "for kind in ['prophet', 'sarimax', 'isotonic']:\n    print(kind)\n"
        text = (
            "# Demand\n\n- SHAP: importance of what a tree adds\n- Prophet: importance of parts\n- SARIMAX: of terms\n"
        )
        files: dict[str, str | bytes] = {**self.files(README=text), "train.py": code}
        assert judged("explainability", tmp_path, files).level == 1

    def test_a_map_of_an_image_is_not_read_by_names_of_columns(self, tmp_path: Path) -> None:
        code = (
            "import torch\nfrom pytorch_grad_cam import GradCAM\n\nmodel = build()\n"
            "loss.backward()\ncam = GradCAM(model=model, target_layers=[model.layer4])\nplt.imshow(cam(batch))\n"
            "rows = {'field': runs['field'], 'corruption': runs['corruption']}\n"
        )
        text = "# Leaves\n\nGrad-CAM, field and corruption tests lower the effect of what is reported.\n"
        files: dict[str, str | bytes] = {"train.py": code, "README.md": text}
        assert judged("explainability", tmp_path, files).level == 1


FACTORS = (
    "import numpy as np\n\n\ndef recommend(user, bundle):\n    return [1]\n\n\ndef known_near(bundle, seen, film):\n"
    "    factors = np.asarray(bundle['item_factors'])\n    target = factors[film]\n"
    "    return sorted((float(factors[one] @ target), one) for one in seen)[:3]\n\n\n"
    "print(recommend(1, {}), known_near({}, [1, 2], 3))\n"
)


class TestRecommendations:
    def test_what_lies_closest_by_learned_factors_and_is_read_is_half(self, tmp_path: Path) -> None:
        text = "# Films\n\nFor three users the films that they had seen and that drive the first answer are of one series.\n"
        files: dict[str, str | bytes] = {"near.py": FACTORS, "README.md": text}
        finding = judged("explainability", tmp_path, files)
        assert finding.level == 1
        assert [place.path for place in finding.evidence] == ["near.py", "README.md"]

    def test_what_no_text_reads_or_nothing_shows_is_none(self, tmp_path: Path) -> None:
        silent: dict[str, str | bytes] = {
            "near.py": FACTORS,
            "README.md": "# Films\n\nTen films for everybody who asks.\n",
        }
        assert judged("explainability", tmp_path / "a", silent).level == 0
        text = "# Films\n\nFor three users the films that they had seen and that drive the first answer are of one series.\n"
        unseen: dict[str, str | bytes] = {
            "near.py": FACTORS.replace(", known_near({}, [1, 2], 3)", ""),
            "README.md": text,
        }
        assert judged("explainability", tmp_path / "b", unseen).level == 0

    def test_a_recommender_is_told_what_fits_it(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "near.py": FACTORS,
            "README.md": "# Films\n\nTen films for everybody who asks.\n",
        }
        fix = judged("explainability", tmp_path, files).fix or ""
        assert "for a few users" in fix
        assert "SHAP" not in fix


def test_columns_that_are_only_added_are_not_covered(tmp_path: Path) -> None:
    code = TRAIN + (
        "for day in days:\n    row = data.copy()\n    for name in names:\n        if name not in row.columns:\n"
        "            row[name] = 0\n    print(model.predict(row) - day)\n"
    )
    files: dict[str, str | bytes] = {"train.py": code, "data/members.csv": MEMBERS}
    assert judged("explainability", tmp_path / "a", files).level == 0
    covered = code.replace("        if name not in row.columns:\n            row", "        row")
    assert judged("explainability", tmp_path / "b", {**files, "train.py": covered}).level == 1


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("By SHAP the most important variables are `visits_of_month`, `age_band` and `gym_North`.", 2),
        ("By SHAP the most important variables can be seen; `fit.py` and `train.py` make the plot.", 1),
    ],
)
def test_what_shap_names_as_code_is_read(text: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "train.py": SHAP,
        "data/members.csv": MEMBERS,
        "README.md": f"# Members\n\n{text}\n",
    }
    assert judged("explainability", tmp_path, files).level == level


@pytest.mark.parametrize(
    ("columns", "level"),
    [
        (
            "import pandera\n\n\nclass Members(pandera.DataFrameModel):\n    recency: pandera.typing.Series[int]\n    tenure: pandera.typing.Series[int]\n",
            2,
        ),
        ('RECENCY = "recency"\nTENURE = "tenure"\n', 2),
        ("recency: int = 3\ntenure: int = 4\n", 1),
    ],
    ids=["contract", "constants", "variables"],
)
def test_columns_that_a_contract_or_a_constant_names_are_features(columns: str, level: int, tmp_path: Path) -> None:
    readme = "# Members\n\n## What matters\n\nSHAP shows that a long recency raises the score most; tenure lowers it a little.\n"
    files: dict[str, str | bytes] = {"train.py": SHAP, "columns.py": columns, "README.md": readme}
    assert judged("explainability", tmp_path, {**files, "data/members.csv": MEMBERS}).level == level


READS = """\
import pandas as pd
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

data = pd.read_csv("data/zakazy.csv").dropna()
x_train, x_test, y_train, y_test = train_test_split(data[["pozicii", "zamorozka"]], data["pozdno"], random_state=1)
model = LogisticRegression().fit(x_train, y_train)
print(permutation_importance(model, x_test, y_test, random_state=1).importances_mean)
"""
ROWS = "pozicii,zamorozka,pozdno\n3,1,0\n9,0,1\n"


@pytest.mark.parametrize(
    "text",
    [
        "Перестановочная важность: больше всего влияет число товаров, без него ошибка вырастает на 1,9 минуты.",
        "用排列重要性看，商品数最重要，打乱以后 AUC 掉了 0.12。",
        "परम्यूटेशन इम्पोर्टेंस में सबसे ज़्यादा असर सामान की संख्या का है: शफ़ल करने पर गलती 2.8 मिनट बढ़ जाती है।",
    ],
)
def test_a_text_in_another_alphabet_than_the_columns_reads_what_has_an_influence(tmp_path: Path, text: str) -> None:
    files: dict[str, str | bytes] = {"train.py": READS, "data/zakazy.csv": ROWS, "README.md": f"# Z\n\n{text}\n"}
    assert judged("explainability", tmp_path, files).level == 2


@pytest.mark.parametrize(
    "text",
    [
        "Перестановочная важность показывает вклад каждого признака, все 20 признаков важны и влияют.",
        "Перестановочная важность: больше всего влияет число товаров.",
        "排列重要性衡量每个特征的贡献，一共 20 个特征，都很重要。",
        "परम्यूटेशन इम्पोर्टेंस हर फ़ीचर का महत्व मापती है, और उसका असर दिखाती है।",
    ],
)
def test_what_the_method_shows_of_any_model_is_no_reading(tmp_path: Path, text: str) -> None:
    files: dict[str, str | bytes] = {"train.py": READS, "data/zakazy.csv": ROWS, "README.md": f"# Z\n\n{text}\n"}
    assert judged("explainability", tmp_path, files).level == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laut SHAP zählt vor allem pozicii, dann zamorozka.", 2),
        ("Laut permutasi yang paling ngaruh itu pozicii, terus zamorozka.", 2),
        ("Im Hafen stehen pozicii und zamorozka.", 1),
        ("Kolomnya pozicii dan zamorozka.", 1),
    ],
)
def test_colloquial_words_for_an_influence_read_it(tmp_path: Path, text: str, expected: int) -> None:
    files: dict[str, str | bytes] = {"train.py": READS, "data/zakazy.csv": ROWS, "README.md": f"# Z\n\n{text}\n"}
    assert judged("explainability", tmp_path, files).level == expected


@pytest.mark.parametrize(
    ("told", "named"),
    [("SHAP", "SHAP is computed"), ("Partial dependence", "Partial dependence is computed")],
)
def test_of_several_methods_the_one_that_the_text_speaks_of_is_named(told: str, named: str, tmp_path: Path) -> None:
    code = (
        f"{TRAIN}from sklearn.inspection import PartialDependenceDisplay\nimport shap\n\n"
        "PartialDependenceDisplay.from_estimator(model, x_test, [0]).figure_.savefig('visits.png')\n"
        "print(shap.LinearExplainer(model, x_train)(x_test))\n"
    )
    readme = f"# Members\n\n{told} shows that few visits raise the score most; age lowers it a little.\n"
    files: dict[str, str | bytes] = {"train.py": code, "data/members.csv": MEMBERS, "README.md": readme}
    found = judged("explainability", tmp_path, files)
    assert found.level == 2
    assert found.reason.startswith(named)


SETTINGS = "from dataclasses import dataclass\n\n\n@dataclass\nclass Settings:\n    folds: int = 5\n    explain: bool = False\n"
BEHIND_A_SWITCH = (
    TRAIN
    + """\
import shap
from settings import Settings


def explain_members():
    print(shap.LinearExplainer(model, x_train)(x_test))


def run(settings: Settings):
    print(settings.folds)
    if settings.explain:
        explain_members()


run(Settings())
"""
)


class TestBehindASwitch:
    def test_a_method_that_a_switch_keeps_from_running_is_told_with_the_switch(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"train.py": BEHIND_A_SWITCH + "print(model.coef_)\n", "settings.py": SETTINGS}
        finding = judged("explainability", tmp_path, files | {"data/members.csv": MEMBERS})
        assert finding.level == 1
        assert finding.evidence[-1].excerpt == "if settings.explain:"
        assert f"switch at train.py:{finding.evidence[-1].line} is off" in finding.reason
        assert "Turn on" in (finding.fix or "")

    def test_with_nothing_else_shown_it_is_nothing(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "train.py": BEHIND_A_SWITCH,
            "settings.py": SETTINGS,
            "data/members.csv": MEMBERS,
        }
        assert judged("explainability", tmp_path, files).level == 0

    @pytest.mark.parametrize(
        "turned",
        [
            {"train.py": BEHIND_A_SWITCH.replace("Settings())", "Settings(explain=True))")},
            {"train.py": BEHIND_A_SWITCH.replace("Settings())", "Settings(5, True))")},
            {"train.py": BEHIND_A_SWITCH.replace("Settings())", "parsed(Settings))")},
            {"settings.py": SETTINGS.replace("False", "True")},
        ],
        ids=["by its name", "by its place", "by somebody else", "where it stands"],
    )
    def test_a_switch_that_may_be_on_keeps_nothing_from_running(
        self, turned: dict[str, str | bytes], tmp_path: Path
    ) -> None:
        files: dict[str, str | bytes] = {
            "train.py": BEHIND_A_SWITCH,
            "settings.py": SETTINGS,
            "data/members.csv": MEMBERS,
        }
        finding = judged("explainability", tmp_path, files | turned)
        assert finding.level == 1
        assert "SHAP is computed" in finding.reason
