"""Cards, lists of persons and groups: what is really there, and beside each the twin that only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import MEMBERS, OF_MEMBERS, notebook, repository

TRAIN = f"import numpy as np\nfrom sklearn.inspection import permutation_importance\n{OF_MEMBERS}"
OTHERS = "\n\nThe F1 on 900 held-out members is 0.71.\n"
BY_SEX = "\n\n## Fairness\n\nRecall is 0.81 for women and 0.62 for men. We lowered the threshold for men.\n"
HOLLOW = """# Model card

## Intended use
{use}

## Training data
The model was trained on the data that is described in the documentation.

## Metrics
Standard metrics were used, as is good practice.

## Limitations
Like all models, this model has limitations that users should be aware of.
"""
OWN_WORDS = """# The gym's call list

**For** the front desk, which can ring eleven members on a Monday. Not for prices.

**Learned from** 4,100 memberships of the two halls in Leiden, 2021 to 2023.

**Counted on** 900 later ones: F1 0.71.

**Weak at** members of less than two months, and at families who share one card.
"""


def judged(criterion: str, folder: Path, readme: str, code: str = "", **files: str) -> Finding:
    named: dict[str, str | bytes] = {
        name.replace("__", "/").replace("_dot_", "."): text for name, text in files.items()
    }
    named |= {"train.py": TRAIN + code, "data/members.csv": MEMBERS}
    named["README.md"] = f"# Members\n\nWhich customers leave the gym next month?\n\n{readme}\n"
    finding = finding_of(repository(folder, named), criterion)
    assert not finding.error, finding.reason
    return finding


class TestCards:
    def test_a_card_without_one_fact_is_none(self, tmp_path: Path) -> None:
        card = HOLLOW.format(use="To be used by its intended users for the purpose it was designed for.")
        assert judged("model-card", tmp_path, OTHERS, docs__MODEL_CARD_dot_md=card).level == 0

    def test_a_card_with_one_fact_is_a_beginning(self, tmp_path: Path) -> None:
        card = HOLLOW.format(use="To ring eleven members of the gym each Monday.")
        assert judged("model-card", tmp_path, OTHERS, docs__MODEL_CARD_dot_md=card).level == 1

    def test_a_card_of_nothing_in_another_language_is_none(self, tmp_path: Path) -> None:
        card = (
            "# Fiche du modèle\n\n## Usage prévu\n\nLe modèle doit être utilisé par des utilisateurs qualifiés.\n\n"
            "## Limites\n\nComme tout modèle, ce modèle peut se tromper.\n"
        )
        assert judged("model-card", tmp_path, OTHERS, docs__fiche_modele_dot_md=card).level == 0

    def test_a_card_in_labels_of_its_own_is_whole(self, tmp_path: Path) -> None:
        assert judged("model-card", tmp_path, OTHERS, docs__card_dot_md=OWN_WORDS).level == 2

    def test_scattered_parts_are_pointed_at_where_they_are_told(self, tmp_path: Path) -> None:
        readme = (
            "Predicts which members leave a gym.\n\n## Data preparation\n\n- Encoding: turns each word of the "
            "table into a number\n\n## Running\n\n1. Makes a table of 4,100 rows of members\n\n## Limits\n\n- Members of one "
            "gym: accuracy 22% elsewhere\n\n## Output\n\n- Risk level: high or low, for each of them\n\n## Results\n\n- Accuracy: "
            "81% on held-out members\n"
        )
        told = [place.excerpt for place in judged("model-card", tmp_path, readme).evidence]
        assert any("4,100" in text for text in told)
        assert any("81%" in text for text in told)
        assert not any("Encoding" in text or "22%" in text or "Risk level" in text for text in told[:3])

    def test_a_heading_may_say_whence_the_data_comes_and_a_level_of_risk_is_no_limit(self, tmp_path: Path) -> None:
        readme = (
            "Predicts which members leave a gym.\n\n## Download the data from Zenodo\n\n```sh\nmake data\n```\n\n"
            "## Output\n\n- Risk level: high or low, for each of them\n"
        )
        reason = judged("model-card", tmp_path, readme).reason
        assert "training data" in reason
        assert "limitations" not in reason

    def test_a_range_is_a_measure_too(self, tmp_path: Path) -> None:
        card = OWN_WORDS.replace("F1 0.71", "accuracy 80-90%")
        assert judged("model-card", tmp_path, OTHERS, docs__card_dot_md=card).level == 2

    def test_a_card_that_does_not_say_what_it_is_weak_at_is_not(self, tmp_path: Path) -> None:
        card = OWN_WORDS.rpartition("**Weak")[0]
        assert judged("model-card", tmp_path, OTHERS, docs__card_dot_md=card).level == 1

    @pytest.mark.parametrize(("measures", "level"), [("the table above", 2), ("as is usual", 1)])
    def test_a_card_may_point_at_its_figures(self, tmp_path: Path, measures: str, level: int) -> None:
        readme = (
            "## Results\n\n| model | F1 |\n|---|---|\n| forest | 0.71 |\n\n## Model card\n\n- **Meant for**: eleven calls of "
            f"the front desk.\n- **Trained on**: 4,100 memberships of 2021.\n- **Measured**: {measures}.\n- **Limits**: "
            "members of less than two months are left out.\n"
        )
        assert judged("model-card", tmp_path, readme).level == level


class TestGroups:
    @pytest.mark.parametrize(
        ("sex", "level"),
        [
            ('data.loc[x_test.index, "gender"]', 2),
            ('np.where(x_test.index % 2 == 0, "f", "m")', 0),
            ('np.random.default_rng(1).choice(["f", "m"], len(x_test))', 0),
        ],
    )
    def test_groups_are_those_that_the_data_has(self, tmp_path: Path, sex: str, level: int) -> None:
        code = (
            f"sex = {sex}\nfor group in ('f', 'm'):\n"
            "    print(group, recall_score(y_test[sex == group], pred[sex == group]))\n"
        )
        readme = BY_SEX if level else "\n\nThe recall is the same for both groups.\n"
        assert judged("fairness", tmp_path, readme, code).level == level

    def test_years_are_no_groups_of_people(self, tmp_path: Path) -> None:
        code = (
            "for year in sorted(data['year'].unique()):\n    part = (data['year'] == year).to_numpy()\n"
            "    print(year, recall_score(data.left[part], model.predict(data)[part]))\n"
        )
        assert judged("fairness", tmp_path, "\n\nThe recall of 2021 is 0.71.\n", code).level == 0

    def test_statuses_of_runs_are_no_groups(self, tmp_path: Path) -> None:
        code = (
            "results = [run for run in runs() if run.name in wanted]\n"
            "errors = sum(1 for run in results if run.status == 'error')\n"
        )
        assert judged("fairness", tmp_path, "\n\nRun 3 had errors.\n", code).level == 0

    def test_a_function_may_be_called_by_what_it_groups_by(self, tmp_path: Path) -> None:
        code = "def by_hall(score):\n    return data.assign(s=score).groupby('hall').s.mean()\n\nprint(by_hall(pred))\n"
        readme = "\n\nBy hall, 43 % of those who leave are found in Hall North and 34 % elsewhere. We recommend two lists, one for Hall North.\n"
        assert judged("fairness", tmp_path, readme, code).level == 2


class TestPersons:
    @pytest.mark.parametrize(
        ("table", "level"),
        [
            ("recipient,street,phone\nAda Lovell,Mill Lane 4,0171 4418870\nBo van Dam,Quay 12,0171 5590213\n", 0),
            ("recipient,street,phone\n***,***,***\n***,***,***\n", 2),
            ("name,street,phone\nBlue Dragon,Mill Lane 4,0171 4418870\nGolden Swan,Quay 12,0171 5590213\n", 2),
        ],
    )
    def test_a_list_of_persons_outweighs_what_is_said(self, tmp_path: Path, table: str, level: int) -> None:
        said = "\n\n## Privacy\n\nAll the data was anonymised: there are no names in it.\n"
        assert judged("privacy", tmp_path, said, data__list_dot_csv=table).level == level

    @pytest.mark.parametrize(
        ("phone", "level"), [("0171 4418870", 0), ("***", 2)], ids=["who can be rung", "who is masked"]
    )
    def test_records_and_outputs_list_persons_as_tables_do(self, tmp_path: Path, phone: str, level: int) -> None:
        said = "\n\n## Privacy\n\nAll the data was anonymised: there are no names in it.\n"
        records = "".join(
            f'{{"at": "9:{at}", "patient": "{name}", "phone": "{phone}", "score": 0.5}}\n'
            for at, name in ((12, "Ada Lovell"), (40, "Bo van Dam"))
        )
        assert judged("privacy", tmp_path / "records", said, logs__asked_dot_jsonl=records).level == level
        printed = (
            f"       patient         phone  score\n0   Ada Lovell  {phone}    0.5\n1   Bo van Dam  {phone}    0.7\n"
        )
        look = notebook(("print(asked.head())", printed))
        assert judged("privacy", tmp_path / "output", said, look_dot_ipynb=look).level == level

    @pytest.mark.parametrize(
        "said",
        [
            "## About the people\n\nThere are none in here: `draw.py` draws every row of the table.",
            "Card numbers were replaced by a random number before the file left the gym.",
            "Faces were found with a detector and blurred before the photos left the hall.",
            "Neither name, street nor birthday was exported from the desk's computer.",
            "Nenhum nome ou CPF real entra neste repositório da academia.",
        ],
    )
    def test_how_people_tell_that_nobody_is_in_the_data(self, tmp_path: Path, said: str) -> None:
        assert judged("privacy", tmp_path, f"\n\n{said}\n").level == 2

    def test_what_is_only_an_effect_on_health_is_of_no_people(self, tmp_path: Path) -> None:
        files = {
            "train.py": TRAIN.replace("members", "air"),
            "data/air.csv": "ozone,no2,label\n1,2,3\n2,3,4\n",
            "README.md": "# Air\n\nOzone near a motor vehicle, in ppm: an emissions sensor of the traffic, by weather.\n\n"
            "High levels can bring on heart diseases, other diseases and cancer.\n",
        }
        assert finding_of(repository(tmp_path, files), "fairness").level is None

    def test_hosts_are_people(self, tmp_path: Path) -> None:
        files = {
            "train.py": TRAIN.replace("members", "rooms"),
            "data/rooms.csv": "host_name,host_since,price\nIda,2012,80\n",
        }
        assert finding_of(repository(tmp_path, files), "fairness").level == 0


class TestExplanations:
    @pytest.mark.parametrize(("truth", "level"), [("y_test", 2), ("x_test.visits > x_test.visits.median()", 0)])
    def test_what_is_explained_is_the_answer_and_no_input(self, tmp_path: Path, truth: str, level: int) -> None:
        code = f"print(permutation_importance(model, x_test, {truth}).importances_mean)\n"
        readme = "\n\nPermutation importance shows that visits and tenure drive the risk: few visits raise it most.\n"
        assert judged("explainability", tmp_path, readme, code).level == level

    def test_nodes_of_kedro_run(self, tmp_path: Path) -> None:
        files = {
            "README.md": "# Members\n\nWhich customers leave the gym next month?\n",
            "src/gym/pipeline.py": "from kedro.pipeline import node, pipeline\nfrom .nodes import train\n\n\n"
            "def create_pipeline(**kwargs):\n    return pipeline([node(func=train, inputs='x', outputs='m')])\n",
            "src/gym/nodes.py": "import shap\nfrom sklearn.ensemble import RandomForestClassifier\n\n\ndef train(x):\n"
            "    model = RandomForestClassifier().fit(x, x.left)\n"
            "    shap.summary_plot(shap.TreeExplainer(model).shap_values(x), x)\n    return model\n",
        }
        assert finding_of(repository(tmp_path, files), "explainability").level == 1
        (tmp_path / "src/gym/pipeline.py").write_text("from .nodes import train\n", encoding="utf-8")
        assert finding_of(repository(tmp_path, {}), "explainability").level == 0


HUB = """---
license: mit
{key}: {value}
---

# Who leaves the gym

## Uses
The front desk rings eleven members on a Monday whom it takes for leaving. Not for prices.

## Training data
4,100 memberships of the two halls in Leiden, 2021 to 2023, of data/members.csv.

## Results
F1 0.71 on 900 later members.

## Limitations
It is weak at members of less than two months, and at families who share one card.
"""


@pytest.mark.parametrize(
    ("key", "value", "level"), [("library_name", "sklearn", 2), ("pipeline_tag", "tabular", 2), ("sdk", "gradio", 1)]
)
def test_what_a_hub_of_models_shows_is_a_card(key: str, value: str, level: int, tmp_path: Path) -> None:
    hub = HUB.format(key=key, value=value)
    assert judged("model-card", tmp_path, "# Gym\n", hub__page_dot_md=hub).level == level
