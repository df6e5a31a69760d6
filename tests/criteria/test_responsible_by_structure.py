"""Responsible AI told in plain words and plain Python, and beside each the twin that has only the form of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.repository.explaining.explanations import features
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

TRAIN = """\
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

data = pd.read_csv("{table}").dropna()
x_train, x_test, y_train, y_test = train_test_split(data[["a_one", "b_two"]], data["late"], random_state=1)
model = RandomForestClassifier(random_state=1).fit(x_train, y_train)
print(f1_score(y_test, model.predict(x_test)))
"""
MEMBERS = "customer_id,gender,a_one,b_two,late\n1,f,31,4,0\n2,m,40,1,1\n"
PARTS = "part,a_one,b_two,late\n1,31,4,0\n2,40,1,1\n"
BY_LANGUAGE = """
import json

from sklearn.metrics import recall_score


def measure(truth, said):
    return recall_score(truth, said)


def main(rows, truth, said):
    found = {{}}
    for tongue in sorted({{row["tongue"] for row in rows}}):
        picked = [at for at, row in enumerate(rows) if {test}]
        found[tongue] = measure([truth[at] for at in picked], [said[at] for at in picked])
    print(json.dumps(found))


main(json.load(open("data/calls.json")), [], [])
"""
TOLD = (
    "## Who is served worse\n\nFor calls in other languages the recall is 0.61 against 0.84. Until there are more of "
    "them, each goes to a person.\n"
)


def judged(criterion: str, folder: Path, readme: str, table: str = MEMBERS, **others: str) -> Finding:
    files: dict[str, str | bytes] = {
        name.replace("__", "/").replace("_dot_", "."): text for name, text in others.items()
    }
    files = {"train.py": TRAIN.format(table="data/rows.csv"), "data/rows.csv": table, "README.md": readme, **files}
    finding = finding_of(repository(folder, files), criterion)
    assert not finding.error, finding.reason
    return finding


class TestFairness:
    def test_words_that_say_there_are_no_people_count_for_none(self, tmp_path: Path) -> None:
        readme = "# Grass\n\nHow much grass is there? There are no people in the data, only plots of grass by week.\n"
        assert judged("fairness", tmp_path, readme, PARTS).level is None

    def test_words_that_say_there_are_people_count(self, tmp_path: Path) -> None:
        readme = "# Walks\n\nHow far do people walk? There are people of two towns in the data, one person a row.\n"
        assert judged("fairness", tmp_path, readme, PARTS).level == 0

    def test_rows_that_a_list_picks_by_a_field_are_a_group(self, tmp_path: Path) -> None:
        code = BY_LANGUAGE.format(test='row["tongue"] == tongue')
        finding = judged("fairness", tmp_path, f"# Callers\n\nWhich customers call late?\n\n{TOLD}", judge_dot_py=code)
        assert finding.level == 2

    def test_rows_that_a_list_picks_by_their_place_are_none(self, tmp_path: Path) -> None:
        code = BY_LANGUAGE.format(test="at % 2 == 0")
        finding = judged("fairness", tmp_path, f"# Callers\n\nWhich customers call late?\n\n{TOLD}", judge_dot_py=code)
        assert finding.level != 2

    @pytest.mark.parametrize(("band", "level"), [('rng.choice(["a", "b"], len(rows))', 0), ('rows["gender"]', 1)])
    def test_groups_that_are_drawn_by_chance_are_none(self, tmp_path: Path, band: str, level: int) -> None:
        code = (
            "import numpy as np\nimport pandas as pd\n\n\ndef fairness(rows):\n    rng = np.random.default_rng(3)\n"
            f"    band = {band}\n    return {{name: rows['late'][band == name].mean() for name in np.unique(band)}}\n"
            "\n\nprint(fairness(pd.read_csv('data/rows.csv')))\n"
        )
        readme = "# Members\n\nWhich customers are late?\n"
        assert judged("fairness", tmp_path, readme, check_dot_py=code).level == level

    @pytest.mark.parametrize(
        ("said", "level"),
        [
            ("Recall by gender differs by 0.4 points, so no correction is needed.", 0),
            ("Gender bias in the data: recall is 0.61 for women and 0.70 for men.", 1),
        ],
    )
    def test_a_check_that_no_code_makes_finds_nothing(self, tmp_path: Path, said: str, level: int) -> None:
        readme = f"# Members\n\nWhich customers are late?\n\n## Fairness\n\n{said}\n"
        assert judged("fairness", tmp_path, readme).level == level

    def test_a_table_of_contents_discusses_nothing(self, tmp_path: Path) -> None:
        readme = (
            "# Members\n\nWhich customers are late?\n\n1. [The data](#the-data) 2. [Age bias, fairness](#fairness)\n"
        )
        assert judged("fairness", tmp_path, readme).level == 0


class TestPrivacy:
    @pytest.mark.parametrize(
        ("said", "level"),
        [
            ("Before the export the names and mail addresses were replaced by a number.", 2),
            ("Avant l'export, les noms ont été remplacés par un numéro.", 2),
            ("We dropped name, birthday and address before it left the office.", 2),
            ("Имя, телефон и улица удалены при выгрузке.", 2),
            ("Nama, alamat, dan nomor telepon dibuang sebelum diekspor.", 2),
            ("We dropped name and cabin, which say little.", 0),
            ("Before the training the column names were replaced by shorter ones.", 0),
            ("Raw API keys are never stored, only what they hash to.", 0),
        ],
    )
    def test_what_is_taken_out_of_the_data(self, tmp_path: Path, said: str, level: int) -> None:
        readme = f"# Members\n\nWhich customers are late?\n\n{said}\n"
        assert judged("privacy", tmp_path, readme).level == level

    @pytest.mark.parametrize(
        ("title", "said", "level"),
        [
            ("Données personnelles", "`clean.py` masque les courriels avant tout calcul.", 2),
            ("Datenschutz", "Straße und Hausnummer sind vor der Übergabe geschwärzt worden.", 2),
            ("Dati personali", "Il numero di tessera è sostituito da un progressivo.", 2),
            ("Gizlilik", "Adresler ve telefonlar dışa aktarılmadan önce maskelenir.", 2),
            ("Données personnelles", "La protection de la vie privée est importante pour tous.", 0),
            ("Évaluation", "`clean.py` masque les colonnes vides avant tout calcul.", 0),
        ],
    )
    def test_what_is_done_to_it_below_its_heading(self, tmp_path: Path, title: str, said: str, level: int) -> None:
        readme = f"# Members\n\nWhich customers are late?\n\n## {title}\n\n{said}\n"
        assert judged("privacy", tmp_path, readme).level == level

    @pytest.mark.parametrize(("host", "level"), [("post.net", 0), ("example.com", 2)])
    def test_a_table_of_persons_with_their_addresses(self, tmp_path: Path, host: str, level: int) -> None:
        table = f"customer_id,first_name,last_name,email,late\n1,Ada,Bell,ada.bell@{host},0\n2,Bo,Cole,bo@{host},1\n"
        readme = "# Members\n\nWhich customers are late?\n\n## Privacy\n\nAll customer data is fully anonymised.\n"
        assert judged("privacy", tmp_path, readme, table).level == level

    @pytest.mark.parametrize(
        ("host", "password", "level"),
        [
            ("db.clinic.internal", "Kingfisher" + "-Lake58!", 0),
            ("localhost", "Kingfisher" + "-Lake58!", 2),
            ("db.clinic.internal", "your-password-here", 2),
        ],
    )
    def test_a_password_in_the_settings(self, tmp_path: Path, host: str, password: str, level: int) -> None:
        readme = "# Members\n\nWhich customers are late?\n\n## Privacy\n\nAll customer data is anonymised.\n"
        settings = f"DB_HOST={host}\nDB_PASSWORD={password}\n"
        assert judged("privacy", tmp_path, readme, **{".env": settings}).level == level

    def test_the_hash_of_a_secret_is_none(self, tmp_path: Path) -> None:
        found = '{"hashed_secret": "' + "9f3c1d7ab24e" + '08561c97be3d42af6650"}\n'
        readme = "# Members\n\nWhich customers are late?\n\n## Privacy\n\nAll customer data is anonymised.\n"
        assert judged("privacy", tmp_path, readme, **{".secrets.baseline": found}).level == 2


class TestExplainability:
    @pytest.mark.parametrize(
        ("rows", "level"), [("np.random.default_rng(0).normal(size=x.shape)", 0), ("x.to_numpy()", 1)]
    )
    def test_importances_of_numbers_drawn_by_chance_are_none(self, tmp_path: Path, rows: str, level: int) -> None:
        code = (
            "import numpy as np\nfrom sklearn.ensemble import RandomForestClassifier\n\nfrom train import x_train as x\n\n"
            f"told = RandomForestClassifier().fit({rows}, [0, 1])\nprint(told.feature_importances_)\n"
        )
        readme = "# Members\n\nWhich customers are late?\n"
        assert judged("explainability", tmp_path, readme, explain_dot_py=code).level == level

    def test_a_column_is_named_without_its_unit(self, tmp_path: Path) -> None:
        found = features(repository(tmp_path, {"rows.csv": "height_cm,rain_mm,shop_id\n1,2,3\n"}))
        assert {"height", "rain"} <= found
        assert "shop" not in found

    def test_an_error_that_rises_is_an_influence_in_other_languages(self, tmp_path: Path) -> None:
        code = (
            "from sklearn.inspection import permutation_importance\n\nfrom train import model, x_test, y_test\n\n"
            "print(permutation_importance(model, x_test, y_test).importances_mean)\n"
        )
        readme = "# Capim\n\nEmbaralhando uma coluna por vez, o erro sobe 73 com a one e 12 com a b two.\n"
        assert judged("explainability", tmp_path, readme, PARTS, explain_dot_py=code).level == 2


class TestDataLineage:
    def test_a_toy_beside_the_data_is_no_source(self, tmp_path: Path) -> None:
        toy = "from sklearn.datasets import load_iris\n\nrows = load_iris(as_frame=True)\nprint(rows)\n"
        readme = "# Parts\n\nWhich parts are late?\n"
        assert judged("data-lineage", tmp_path / "shown", readme, PARTS, toy_dot_py=toy).level == 0
        kept = toy.replace("print(rows)", "rows.frame.to_csv('rows.csv')")
        assert judged("data-lineage", tmp_path / "kept", readme, PARTS, toy_dot_py=kept).level == 1

    @pytest.mark.parametrize(
        ("said", "level"),
        [
            ("The data comes from the board of a town. The sample in this repository is CC0.", 2),
            ("The data comes from the board of a town. This repository is under the MIT licence.", 1),
        ],
    )
    def test_a_licence_for_data_is_the_datas(self, tmp_path: Path, said: str, level: int) -> None:
        readme = f"# Parts\n\nWhich parts are late?\n\n## Data\n\n{said}\n"
        assert judged("data-lineage", tmp_path, readme, PARTS).level == level

    def test_a_folder_of_data_in_another_language_is_about_the_data(self, tmp_path: Path) -> None:
        told = "# cortes\n\nMedido com a régua, NDVI do Copernicus. Pode usar: CC BY 4.0.\n"
        finding = judged(
            "data-lineage", tmp_path, "# Parts\n\nWhich parts are late?\n", PARTS, dados__LEIAME_dot_md=told
        )
        assert finding.level == 2


class TestModelCard:
    def test_what_a_model_is_for_may_be_called_just_that(self, tmp_path: Path) -> None:
        card = (
            "# Model card\n\n**For**: the order in which one clerk reads the parts list.\n"
            "**Trained on**: 900 rows of parts from 2021.\n**Scores**: recall 0.81 on 200 held-out rows.\n"
            "**Limits**: parts from other plants were never seen.\n"
        )
        finding = judged("model-card", tmp_path, "# Parts\n\nWhich parts are late?\n", PARTS, docs__card_dot_md=card)
        assert finding.level == 2
