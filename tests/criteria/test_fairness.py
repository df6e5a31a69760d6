"""Fairness: what earns each level, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import notebook
from tests.criteria.members import FIT, MEMBERS, SENSORS, TRAIN, judged


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


class TestWhoIsInTheData:
    """Accounts of an application, programs that ask servers and a lone column are no people that a model learns from."""

    HOUSES = "# House prices\n\nPrices of houses by their bedrooms: a house with more rooms costs more.\n"

    def test_accounts_of_an_application_are_not_its_data(self, tmp_path: Path) -> None:
        migration = (
            "from django.db import migrations, models\n\nfields = [\n    ('sex', models.IntegerField(choices=[(0, 'f')])),\n"
            "    ('email', models.EmailField()),\n    ('last_name', models.CharField(max_length=9)),\n]\n"
        )
        files: dict[str, str | bytes] = {"README.md": self.HOUSES, "train.py": TRAIN.replace("age", "rooms")}
        finding = judged("fairness", tmp_path / "a", {**files, "members/migrations/0001.py": migration})
        assert finding.level is None
        login = "from passlib.hash import bcrypt\n\ndef log_in(row):\n    return row['email'], row['client_id']\n"
        assert judged("fairness", tmp_path / "b", {**files, "app/members.py": login}).level is None

    def test_a_table_of_people_is_whoever_reads_it(self, tmp_path: Path) -> None:
        code = (
            "import pandas as pd\nimport jwt\n\nrows = pd.read_csv('a.csv')[['sex', 'last_name', 'customer_id']]\n"
            "print(rows['sex'], rows['customer_id'])\n"
        )
        assert judged("fairness", tmp_path, {"README.md": self.HOUSES, "auth/read.py": code}).level == 0

    def test_a_client_of_a_server_is_nobody(self, tmp_path: Path) -> None:
        text = "# Energy use\n\nEnergy of each building.\n\n" + "".join(
            f"The {kind} client asks the server.\n\n" for kind in ("HTTP", "Spark", "Python", "MLflow", "first", "next")
        )
        files: dict[str, str | bytes] = {"README.md": text, "train.py": TRAIN.replace("age", "load")}
        assert judged("fairness", tmp_path / "a", files).level is None
        clients = "# Energy use\n\n" + "Each client of the bank owes money.\n\n" * 6
        assert judged("fairness", tmp_path / "b", {**files, "README.md": clients}).level == 0

    def test_one_column_that_no_word_bears_out_is_outweighed(self, tmp_path: Path) -> None:
        table = "period,respondent-name,value\n2020,A,1\n"
        text = "# Energy\n\n" + "Energy from water.\n\n" * 12
        assert judged("fairness", tmp_path / "a", {"README.md": text, "data.csv": table}).level is None
        people = text + "Each household is a row.\n"
        assert judged("fairness", tmp_path / "b", {"README.md": people, "data.csv": table}).level == 0

    @pytest.mark.parametrize(("column", "level"), [("edad", None), ("edad,sexo", 0)])
    def test_what_has_an_age_may_be_a_tree(self, column: str, level: int | None, tmp_path: Path) -> None:
        text = "# Aceituna\n\nKilos por parcela, con la edad del árbol y la lluvia de cada campaña.\n"
        code = (
            "import pandas as pd\nfrom sklearn.linear_model import Ridge\n\ntable = pd.read_csv('data.csv')\n"
            "print(Ridge().fit(table[['lluvia', 'edad']], table['kilos']).coef_)\n"
        )
        table = f"parcela,kilos,lluvia,{column}\n1,2,3,4,5\n"
        files: dict[str, str | bytes] = {"README.md": text, "data.csv": table, "train.py": code}
        assert judged("fairness", tmp_path, files).level == level

    def test_an_address_and_a_team_show_no_things(self, tmp_path: Path) -> None:
        text = (
            "# Taxi trips\n\n- URL: `http://prometheus:9090`\n\nOur team keeps the champion.\n\nThe team and its grid.\n\n"
            "Trips of a taxi.\n"
        )
        finding = judged("fairness", tmp_path, {"README.md": text, "train.py": TRAIN.replace("age", "length")})
        assert finding.level is None
        assert [place.line for place in finding.evidence] == [1]


class TestGroupsByScore:
    """Whoever is in a part that is cut out of a score is there by the score, and belongs to no group."""

    CODE = TRAIN + (
        "data['churn_proba'] = model.predict_proba(data[['age', 'visits']])[:, 1]\n"
        "data['hit'] = model.predict(data[['age', 'visits']]) == data['left']\n"
        "data['segment'] = data['churn_proba'].apply(name_of)\n"
        "for part in ['High', 'Low']:\n"
        "    rows = data[data['segment'] == part]\n"
        "    print(recall_score(rows['left'], model.predict(rows[['age', 'visits']])))\n"
    )

    def test_segments_of_a_score_are_no_groups(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"train.py": self.CODE, "data/members.csv": MEMBERS}
        assert judged("fairness", tmp_path / "a", files).level == 0
        by_age = self.CODE.replace("data['churn_proba'].apply", "data['age'].apply")
        assert judged("fairness", tmp_path / "b", {**files, "train.py": by_age}).level == 1

    def test_a_mean_probability_of_groups_measures_nothing(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"data/members.csv": MEMBERS}
        code = TRAIN + "print(data.groupby('gender').agg(mean=('churn_proba', 'mean')))\n"
        assert judged("fairness", tmp_path / "a", {**files, "train.py": code}).level == 0
        wrong = code.replace("churn_proba", "error")
        assert judged("fairness", tmp_path / "b", {**files, "train.py": wrong}).level == 1

    def test_high_and_low_name_no_groups_of_a_text(self, tmp_path: Path) -> None:
        code = TRAIN + (
            "data['band'] = data['age'].apply(name_of)\nfor part in ['High', 'Low']:\n"
            "    rows = data[data['band'] == part]\n"
            "    print(recall_score(rows['left'], model.predict(rows[['age', 'visits']])))\n"
        )
        files: dict[str, str | bytes] = {"train.py": code, "data/members.csv": MEMBERS}
        text = "# Members\n\nThe forest is strong, with a high ROC-AUC of 0.84.\n"
        assert "no text gives the result" in judged("fairness", tmp_path, {**files, "README.md": text}).reason

    def test_a_function_of_another_module_that_measures_measures_groups(self, tmp_path: Path) -> None:
        measure = "from sklearn.metrics import recall_score\n\n\ndef judge(model, rows):\n    return {'r': recall_score(rows['left'], model.predict(rows))}\n"
        groups = (
            "import joblib\nimport pandas as pd\nfrom measure import judge\n\n\ndef by_audience(model, rows):\n"
            "    for trait in ('gender', 'age'):\n        for value, part in rows.groupby(trait):\n"
            "            print(trait, value, judge(model, part)['r'])\n\n\n"
            "by_audience(joblib.load('m.joblib'), pd.read_csv('data/members.csv'))\n"
        )
        files: dict[str, str | bytes] = {"data/members.csv": MEMBERS, "train.py": TRAIN, "measure.py": measure}
        finding = judged("fairness", tmp_path / "a", {**files, "groups.py": groups})
        assert finding.level == 1
        assert finding.evidence[0].path == "groups.py"
        counts = measure.replace("recall_score(rows['left'], model.predict(rows))", "len(rows)")
        assert judged("fairness", tmp_path / "b", {**files, "measure.py": counts, "groups.py": groups}).level == 0

    def test_what_is_done_until_a_gap_is_closed_is_said(self, tmp_path: Path) -> None:
        code = TRAIN + (
            "for value in data['gender'].unique():\n    rows = data[data['gender'] == value]\n"
            "    print(recall_score(rows['left'], model.predict(rows[['age', 'visits']])))\n"
        )
        text = "# Members\n\nRecall is 0.71 for women and 0.52 for men. {}\n"
        files: dict[str, str | bytes] = {"train.py": code, "data/members.csv": MEMBERS}
        for name, said, level in (
            ("a", "Until that gap is closed we give men a weight of two.", 2),
            ("b", "That is a gap.", 1),
        ):
            finding = judged("fairness", tmp_path / name, {**files, "README.md": text.format(said)})
            assert finding.level == level

    @pytest.mark.parametrize(
        ("text", "level"),
        [
            ("Up to 30 the model finds 71% of those who leave, above that 52%.\n\nSo we call all above 30.", 2),
            ("- Up to 30: recall 0.71\n- Above: recall 0.52\n\nFor that reason all above 30 are called.", 2),
            ("Up to 30 the model finds 71% of those who leave, above that 52%.", 1),
            ("Up to 30 it finds 71%, above that 52%.\n\nSo when it is below 0.6, a person reads the file.", 2),
            ("Up to 30 it finds 71%, above that 70%.\n\nWe tested it, so we know it is fair.", 1),
            ("Up to 30 it finds 71%, above that 52%.\n\nSo the whole is 60%.", 1),
        ],
    )
    def test_figures_below_a_heading_about_fairness_are_those_of_the_groups(
        self, text: str, level: int, tmp_path: Path
    ) -> None:
        code = TRAIN + (
            "for part in bands.unique():\n    mask = bands == part\n"
            "    print(part, recall_score(y_test[mask], model.predict(X_test[mask])))\n"
        )
        files: dict[str, str | bytes] = {"train.py": code, "data/members.csv": MEMBERS}
        finding = judged("fairness", tmp_path, {**files, "README.md": f"# Members\n\n## Fairness\n\n{text}\n"})
        assert finding.level == level
        assert "no text gives the result" not in finding.reason

    @pytest.mark.parametrize(
        ("sentence", "level"),
        [
            ("With 139 samples the grade of the oldest is still underrepresented.", 1),
            ("Boats are underrepresented in the literature.", 0),
        ],
    )
    def test_a_group_that_is_underrepresented_is_an_imbalance(self, sentence: str, level: int, tmp_path: Path) -> None:
        readme = f"# Members\n\nWho leaves?\n\n{sentence}\n"
        files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("fairness", tmp_path, files).level == level


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("- SMOTE for class imbalance", 0),
        ("- class_weight='balanced' para desbalance de clases", 0),
        ("- PR-AUC (handles class imbalance)", 0),
        ("- Weighted classes to deal with possible imbalance", 0),
        ("- Effective for imbalanced data", 0),
        ("- SMOTE for class imbalance (12% left)", 1),
        ("- SMOTE for the imbalance of members who leave", 1),
        ("The data is imbalanced, so SMOTE is used.", 1),
        ("- The classes are imbalanced here", 1),
    ],
)
def test_an_entry_that_names_imbalance_for_a_tool_discusses_none(line: str, level: int, tmp_path: Path) -> None:
    readme = f"# Members\n\n## Model\n\n{line}\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
    assert judged("fairness", tmp_path, files).level == level


INTERVAL = """\
def interval(values):
    return values.mean() - values.sem(), values.mean() + values.sem()

"""


@pytest.mark.parametrize(("column", "level"), [("gender", 1), ("variant", 0), ("fold", 0)])
def test_the_rows_of_a_model_or_a_fold_are_no_group_of_the_data(column: str, level: int, tmp_path: Path) -> None:
    code = TRAIN + (
        "from sklearn.metrics import f1_score\n\n"
        f"for name, rows in pd.read_csv('data/kept.csv').groupby('{column}'):\n"
        "    print(name, f1_score(rows['left'], rows['said']))\n"
    )
    assert judged("fairness", tmp_path, {"train.py": code, "data/members.csv": MEMBERS}).level == level


COUNTED = "for col, rows in data.groupby('gender'):\n    print(col, len(rows))\n"


def test_an_interval_of_each_column_compares_no_groups(tmp_path: Path) -> None:
    columns = "for col in numbers:\n    print(col, interval(data[col]))\n"
    cells = ((TRAIN, ""), ("numbers = data.columns.tolist()\n" + COUNTED, ""), (INTERVAL + columns, ""))
    files: dict[str, str | bytes] = {"members.ipynb": notebook(*cells), "data/members.csv": MEMBERS}
    assert judged("fairness", tmp_path, files).level == 0


def test_an_interval_of_each_group_does_in_a_notebook_that_goes_through_columns_as_well(tmp_path: Path) -> None:
    groups = "for col in data['gender'].unique():\n    print(col, interval(data[data['gender'] == col]['left']))\n"
    cells = ((TRAIN, ""), ("numbers = data.columns.tolist()\n" + COUNTED, ""), (INTERVAL + groups, ""))
    files: dict[str, str | bytes] = {"members.ipynb": notebook(*cells), "data/members.csv": MEMBERS}
    assert judged("fairness", tmp_path, files).level == 1


@pytest.mark.parametrize(
    ("unit", "told"), [("7.5", "bands of metres or price in data/boats.csv"), ("x", "bands of price in")]
)
def test_where_no_column_is_of_a_group_bands_of_numbers_are_named(unit: str, told: str, tmp_path: Path) -> None:
    rows = "".join(f"{number},{number}{unit},{number % 2},{number * 31}\n" for number in range(1, 30))
    files: dict[str, str | bytes] = {
        "data/boats.csv": f"customer_id,metres,sold,price\n{rows}",
        "train.py": 'import pandas as pd\nfrom sklearn.linear_model import Ridge\n\nboats = pd.read_csv("data/boats.csv").dropna()\n'
        'Ridge().fit(boats[["price"]], boats["sold"])\n',
        "README.md": "# Customers of the club\n\n## Which customers stay\n\nCustomers pay in May.\n\nThe classes are imbalanced: 90% of the members stay and 10% leave the club.\n",
    }
    assert told in (judged("fairness", tmp_path, files).fix or "")
