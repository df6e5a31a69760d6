"""end-to-end: which stages exist as code that can be run."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.show.end_to_end import end_to_end
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

PREPARE = """\
import pandas as pd

table = pd.read_csv("rentals.csv").dropna()
table.to_csv("clean.csv")
"""
TRAIN = """\
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

table = pd.read_csv("clean.csv")
X_train, X_test, y_train, y_test = train_test_split(table[["hour"]], table["rentals"], random_state=0)
model = RandomForestRegressor().fit(X_train, y_train)
print(mean_absolute_error(y_test, model.predict(X_test)))
joblib.dump(model, "model.joblib")
"""
PREDICT = """\
import sys

import joblib
import pandas as pd

model = joblib.load("model.joblib")
print(model.predict(pd.read_csv(sys.argv[1])))
"""
ALL = {"prepare.py": PREPARE, "train.py": TRAIN, "predict.py": PREDICT}


def judged(folder: Path, files: dict[str, str]) -> Finding:
    return end_to_end(repository(folder, files))


def test_all_four_stages_as_scripts(tmp_path: Path) -> None:
    finding = judged(tmp_path, ALL)
    assert finding.level == 2
    assert {place.path for place in finding.evidence} == {"prepare.py", "train.py", "predict.py"}
    assert [place.shows for place in finding.evidence] == ["preparation", "training", "evaluation", "inference"]


def test_all_four_in_one_script(tmp_path: Path) -> None:
    one = TRAIN.replace("table = ", "table = pd.get_dummies(").replace('.csv")\nX_', '.csv"))\nX_')
    assert (
        judged(
            tmp_path, {"main.py": one + "\nnew_hours = pd.DataFrame({'hour': [8]})\nprint(model.predict(new_hours))\n"}
        ).level
        == 2
    )


def test_everything_in_a_notebook_is_a_part(tmp_path: Path) -> None:
    finding = judged(tmp_path, {"look.ipynb": notebook((PREPARE, ""), (TRAIN, "41.2"))})
    assert finding.level == 1
    assert finding.fix is not None
    assert finding.fix.startswith("Move preparation, training and evaluation into a script")


def test_training_in_a_notebook_and_an_api_are_a_part(tmp_path: Path) -> None:
    assert judged(tmp_path, {"look.ipynb": notebook((PREPARE + TRAIN, "")), "predict.py": PREDICT}).level == 1


def test_the_stage_that_is_missing_is_named(tmp_path: Path) -> None:
    finding = judged(tmp_path, {name: text for name, text in ALL.items() if name != "predict.py"})
    assert finding.level == 1
    assert finding.fix is not None
    assert finding.fix.startswith("Add inference")


def test_predicting_the_test_set_in_another_script_is_no_inference(tmp_path: Path) -> None:
    evaluate = (
        PREDICT.replace("pd.read_csv(sys.argv[1])", "X_test")
        + "from sklearn.metrics import r2_score\nprint(r2_score(y, p))\n"
    )
    assert judged(tmp_path, {"prepare.py": PREPARE, "train.py": TRAIN, "evaluate.py": evaluate}).level == 1


def test_a_metric_worked_out_by_hand_is_evaluation(tmp_path: Path) -> None:
    by_hand = TRAIN.replace("from sklearn.metrics import mean_absolute_error\n", "import numpy as np\n")
    by_hand = by_hand.replace(
        "print(mean_absolute_error(y_test, model.predict(X_test)))",
        "rmse = np.sqrt(np.mean((y_test - model.predict(X_test)) ** 2))",
    )
    assert judged(tmp_path, {**ALL, "train.py": by_hand}).level == 2


def test_a_split_is_all_the_preparation_that_clean_data_needs(tmp_path: Path) -> None:
    assert judged(tmp_path, {"train.py": TRAIN, "predict.py": PREDICT}).level == 2


def test_preparation_that_only_a_notebook_does_is_missing(tmp_path: Path) -> None:
    finding = judged(tmp_path, {"train.py": TRAIN, "predict.py": PREDICT, "clean.ipynb": notebook((PREPARE, ""))})
    assert finding.level == 1
    assert finding.reason == "Preparation is done only in clean.ipynb."


def test_an_app_around_an_unexplained_model_is_nothing(tmp_path: Path) -> None:
    assert judged(tmp_path, {"app.py": PREDICT, "model.joblib": "\x80x"}).level == 0


def test_exploration_alone_is_nothing(tmp_path: Path) -> None:
    assert judged(tmp_path, {"look.ipynb": notebook((PREPARE, "a table"))}).level == 0


@pytest.mark.parametrize(
    "text", [f'"""\n{TRAIN}"""\n', "".join(f"# {line}\n" for line in TRAIN.split("\n")), "def train():\n    pass\n"]
)
def test_words_and_stubs_train_nothing(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, {"prepare.py": PREPARE, "train.py": text}).level == 0


def test_training_that_nothing_calls_is_a_part(tmp_path: Path) -> None:
    function = "def train():\n" + "".join(f"    {line}\n" for line in TRAIN.split("\n"))
    assert judged(tmp_path / "uncalled", {**ALL, "train.py": function}).level == 1
    assert judged(tmp_path / "called", {**ALL, "train.py": function + "\ntrain()\n"}).level == 2


def test_a_route_that_a_decorator_hands_over_is_called(tmp_path: Path) -> None:
    api = (
        "import pickle\nfrom flask import Flask, request\n\napp = Flask(__name__)\n"
        "model = pickle.load(open('m', 'rb'))\n\n\n"
        "@app.post('/rentals')\ndef rentals():\n    return {'rentals': model.predict([request.json['hour']])[0]}\n"
    )
    assert judged(tmp_path, {"prepare.py": PREPARE, "train.py": TRAIN, "api.py": api}).level == 2


def test_a_wrapper_whose_fit_only_a_notebook_calls_trains_no_script(tmp_path: Path) -> None:
    wrapper = (
        "from sklearn.svm import SVR\n\n\nclass Model:\n    def __init__(self):\n"
        "        self.svr = SVR()\n\n    def fit(self, X, y):\n        self.svr.fit(X, y)\n"
    )
    predict = PREDICT + "from model import Model\nprint(Model())\n"
    assert (
        judged(
            tmp_path,
            {"model.py": wrapper, "prepare.py": PREPARE, "predict.py": predict, "l.ipynb": notebook((TRAIN, ""))},
        ).level
        == 1
    )


def test_scripts_that_do_not_parse_run_nothing(tmp_path: Path) -> None:
    assert (
        judged(tmp_path, {**ALL, "other.py": "model.fit(X)\\n print(1)", "third.py": "model.predict(X)\\n("}).level == 1
    )


def test_a_network_is_asked_by_calling_it(tmp_path: Path) -> None:
    train = (
        "import torch\nfrom net import criterion, guesses, labels, model\nfrom sklearn.metrics import f1_score\n\n"
        "for batch, label in torch.load('batches.pt'):\n"
        "    loss = criterion(model(batch), label)\n    loss.backward()\nprint(f1_score(labels, guesses))\ntorch.save(model.state_dict(), 'm.pt')\n"
    )
    predict = "import torch\nfrom net import Net, picture, tokens\n\n{0} = Net()\n{0}.load_state_dict(torch.load('m.pt'))\nprint({0}({1}))\n"
    files = {"prepare.py": PREPARE, "train.py": train}
    assert judged(tmp_path / "without", files).level == 1
    for name, given in (("model", "picture"), ("_model", "**tokens")):
        assert judged(tmp_path / name, {**files, "predict.py": predict.format(name, given)}).level == 2


@pytest.mark.parametrize(("asked", "level"), [("[[hour]]", 2), ("X_test", 1)])
def test_an_app_that_learns_as_it_starts_is_asked_by_its_users(tmp_path: Path, asked: str, level: int) -> None:
    app = f"{TRAIN}\nimport streamlit as st\nhour = st.slider('Hour', 0, 23)\nst.write(model.predict({asked}))\n"
    assert judged(tmp_path, {"prepare.py": PREPARE, "app.py": app}).level == level


def test_an_autoencoder_learns(tmp_path: Path) -> None:
    train = (
        "import pandas as pd\nfrom net import Net\nfrom sklearn.metrics import f1_score\n\n"
        "X_train = pd.read_csv('clean.csv')\nautoencoder = Net()\nautoencoder.fit(X_train, X_train)\n"
        "print(f1_score(known, autoencoder.predict(X_train) > 1))\n"
    )
    assert judged(tmp_path, {"prepare.py": PREPARE, "train.py": train}).level == 1


@pytest.mark.parametrize(
    ("line", "level"), [("print(f'{table['hour'].mean():.1f} hours')\n", 2), ("print(f'{table')\n", 0)]
)
def test_what_only_a_newer_python_reads_is_read(tmp_path: Path, line: str, level: int) -> None:
    assert judged(tmp_path, {**ALL, "train.py": TRAIN + line}).level == level


def test_tests_are_no_stage(tmp_path: Path) -> None:
    assert judged(tmp_path, {"tests/test_train.py": TRAIN}).level == 0


def test_taking_a_series_apart_is_no_training(tmp_path: Path) -> None:
    code = (
        "from statsmodels.tsa.seasonal import MSTL\n\nmstl = MSTL(series, periods=(24, 168)).fit()\nprint(mstl.trend)\n"
    )
    assert judged(tmp_path, {"prepare.py": PREPARE, "explore.py": code}).level == 0


@pytest.mark.parametrize(
    "script",
    [
        """
import sys
from transformers import pipeline
spam = pipeline("text-classification", model="models/best")
print(spam(sys.argv[1]))
""",
        """
import sys
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
tokenizer = AutoTokenizer.from_pretrained("models/best")
model = AutoModelForSeq2SeqLM.from_pretrained("models/best")
print(tokenizer.decode(model.generate(**tokenizer(sys.argv[1], return_tensors="pt"))[0]))
""",
        """
import sys
from transformers import AutoModelForSequenceClassification, AutoTokenizer
tokenizer = AutoTokenizer.from_pretrained("models/best")
spam_bert = AutoModelForSequenceClassification.from_pretrained("models/best")
print(spam_bert(**tokenizer(sys.argv[1], return_tensors="pt")).logits.argmax(-1).item())
""",
        """
import sys
from transformers import AutoModelForSequenceClassification, AutoTokenizer

class Spam:
    def __init__(self):
        self._tokenizer = AutoTokenizer.from_pretrained("models/best")
        self._net = AutoModelForSequenceClassification.from_pretrained("models/best")

    def of(self, text):
        return self._net(**self._tokenizer(text, return_tensors="pt")).logits.argmax(-1).item()

print(Spam().of(sys.argv[1]))
""",
    ],
    ids=["a pipeline", "generate", "a model by another name", "an attribute"],
)
def test_what_is_loaded_is_asked_by_calling_it_whatever_its_name(tmp_path: Path, script: str) -> None:
    finding = judged(tmp_path, {"prepare.py": PREPARE, "train.py": TRAIN, "scripts/use.py": script})
    assert (finding.level, finding.evidence[-1].path) == (2, "scripts/use.py")


def test_making_the_input_with_a_tokenizer_is_no_inference(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom transformers import AutoProcessor, AutoTokenizer\n"
        "tokenizer = AutoTokenizer.from_pretrained('models/best')\n"
        "processor = AutoProcessor.from_pretrained('models/best')\n"
        "print(tokenizer(sys.argv[1]), processor(sys.argv[1]))\n"
    )
    assert judged(tmp_path, {"prepare.py": PREPARE, "train.py": TRAIN, "tokens.py": script}).level == 1


def test_scaling_a_table_that_no_script_makes_is_no_preparation(tmp_path: Path) -> None:
    train = TRAIN.replace("clean.csv", "X_encoded.csv").replace(
        "RandomForestRegressor()", "make_pipeline(StandardScaler(), RandomForestRegressor())"
    )
    files = {
        "train.py": f"from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import StandardScaler\n{train}",
        "predict.py": PREDICT,
    }
    finding = judged(tmp_path / "without", files)
    assert finding.level == 1
    assert finding.reason == (
        "There is no script for preparation (no script makes X_encoded.csv, which train.py reads)."
    )
    assert finding.evidence[1].excerpt == 'table = pd.read_csv("X_encoded.csv")'
    explored = notebook((PREPARE.replace("clean.csv", "X_encoded.csv"), ""))
    assert "is done only in look.ipynb" in judged(tmp_path / "notebook", {**files, "look.ipynb": explored}).reason
    assert judged(tmp_path / "with", {**files, "prepare.py": PREPARE.replace("clean.csv", "X_encoded.csv")}).level == 2
    assert judged(tmp_path / "data", {**files, "X_encoded.csv": "hour,rentals\n1,2\n"}).level == 2


def test_scripts_that_import_what_is_not_there_cannot_be_run(tmp_path: Path) -> None:
    files = {f"rent/{name}": code for name, code in ALL.items()}
    assert judged(tmp_path / "whole", files).level == 2
    finding = judged(tmp_path / "broken", {**files, "rent/predict.py": "from .tables import rows\n" + PREDICT})
    assert finding.level == 1
    assert "rent/tables" in (finding.fix or "")


@pytest.mark.parametrize(("using", "level"), [("", 2), ("import src.train\n", 1)], ids=["started", "imported"])
def test_a_script_that_nothing_imports_needs_no_package_around_it(tmp_path: Path, using: str, level: int) -> None:
    files = {f"src/{name}": code for name, code in ALL.items()}
    files |= {"src/__init__.py": "import src.pages\n", "src/predict.py": using + PREDICT}
    assert judged(tmp_path, files).level == level


LOOP = """\
import torch
from net import Net, criterion, optimizer, others, rows
from torch.utils.data import DataLoader

loader, test_loader = DataLoader(rows), DataLoader(others)
model = Net()


def learn():
    for x, y in loader:
        loss = criterion(model(x), y)
        loss.backward()
        LEARNT


def check():
    correct = 0
    for x, y in test_loader:
        predicted = model(x).argmax(1)
        COUNT
    return correct / len(others)


learn()
print(check())
torch.save(model.state_dict(), "model.pth")
"""


@pytest.mark.parametrize(
    ("count", "learnt", "level"),
    [
        ("correct += (predicted == y).sum().item()", "optimizer.step()", 2),
        ("same = predicted == y; correct += torch.sum(same.float())", "optimizer.step()", 2),
        ("correct += torch.eq(predicted, y).sum()", "optimizer.step()", 2),
        ("correct += (predicted == 1).sum().item()", "optimizer.step()", 1),
        ("correct += 1", "correct = (model(x).argmax(1) == y).sum()", 1),
    ],
)
def test_right_answers_counted_by_hand_are_an_evaluation(count: str, learnt: str, level: int, tmp_path: Path) -> None:
    code = LOOP.replace("COUNT", count).replace("LEARNT", learnt)
    asking = "import torch\n\nmodel = torch.load('model.pth')\n\n\ndef predict(row):\n    return model(row)\n\n\nprint(predict(0))\n"
    assert judged(tmp_path, {"prepare.py": PREPARE, "train.py": code, "predict.py": asking}).level == level


def test_a_function_of_ones_own_that_computes_a_metric_evaluates(tmp_path: Path) -> None:
    own = "def calculate_mae(actual, predicted):\n    return abs(actual - predicted).max()\n\n\n"
    code = TRAIN.replace("from sklearn.metrics import mean_absolute_error\n", "").replace("table =", f"{own}table =")
    assert judged(tmp_path, {**ALL, "train.py": code.replace("mean_absolute_error(", "calculate_mae(")}).level == 2


@pytest.mark.parametrize(
    "loading",
    [
        "model = joblib.load('best.joblib')\n",
        "model = joblib.load(args.model)\n",
    ],
)
def test_a_model_that_nothing_saves_is_asked_nothing(tmp_path: Path, loading: str) -> None:
    script = (
        "import argparse\n\nimport joblib\nimport pandas as pd\n\n"
        "parser = argparse.ArgumentParser()\n"
        "parser.add_argument('--model', default='best.joblib')\n"
        f"args = parser.parse_args()\n{loading}"
        "print(model.predict(pd.read_csv('new.csv')))\n"
    )
    finding = judged(tmp_path, ALL | {"predict.py": script})
    assert finding.level == 1
    assert "nothing makes best.joblib, which predict.py loads" in finding.reason
    assert finding.fix == "Let train.py save the model that predict.py loads (best.joblib)."


def test_a_model_that_is_made_of_its_file_is_loaded(tmp_path: Path) -> None:
    script = (
        "import lightgbm as lgb\n\n"
        "class Forecaster:\n"
        "    def __init__(self, folder):\n"
        "        self.booster = lgb.Booster(model_file=f'{folder}/model.txt')\n\n"
        "    def __call__(self, rows):\n"
        "        return self.booster.predict(rows)\n\n"
        "print(Forecaster('models')([[1]]))\n"
    )
    assert judged(tmp_path, ALL | {"predict.py": script}).level == 2


def test_a_row_of_the_test_set_is_nothing_new(tmp_path: Path) -> None:
    more = "\n\ndef predict():\n    sample = X_test.iloc[[0]]\n    return model.predict(sample)\n\n\nprint(predict())\n"
    assert judged(tmp_path, {"prepare.py": PREPARE, "train.py": TRAIN + more}).level == 1


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("    return sum(abs(model.predict([row])[0] - truth) for row, truth in rows) / len(rows)\n", 2),
        (
            "    found, right = ['a', 'b'], ['a', 'c']\n    return len([x for x in found if x in right]) / len(found)\n",
            1,
        ),
    ],
)
def test_an_evaluation_measures_what_it_is_given(tmp_path: Path, body: str, level: int) -> None:
    train = TRAIN.replace("print(mean_absolute_error(y_test, model.predict(X_test)))\n", "")
    train += f"\n\ndef evaluate(model, rows):\n{body}\n\nprint(evaluate(model, zip(X_test.values, y_test)))\n"
    assert judged(tmp_path, ALL | {"train.py": train}).level == level


@pytest.mark.parametrize("pair", ["[1, 0, 1], [1, 0, 0]", "truth, found", "np.array(truth), np.array(found)"])
def test_lists_that_stand_in_the_code_measure_nothing(tmp_path: Path, pair: str) -> None:
    train = TRAIN.replace("mean_absolute_error(y_test, model.predict(X_test))", f"mean_absolute_error({pair})")
    train = train.replace("table = ", "truth = [1, 0, 1]\nfound = [1, 0, 0]\ntable = ", 1)
    finding = judged(tmp_path, ALL | {"train.py": train})
    assert finding.level == 1
    assert "evaluation" in finding.reason


@pytest.mark.parametrize(
    ("fitted", "expected"), [("adder", 0), ("GardenAdder()", 0), ("ladder", 1), ("FeatureEngineer()", 0)]
)
def test_what_adds_columns_trains_nothing(tmp_path: Path, fitted: str, expected: int) -> None:
    code = "import pandas as pd\nfrom columns import *\n\ntable = pd.read_csv('rentals.csv').dropna()\n"
    given = judged(tmp_path, {"look.py": f"{code}{fitted}.fit(table)\nprint({fitted}.transform(table).mean())\n"})
    assert given.level == expected


def test_a_script_on_the_side_is_shown_only_where_there_is_no_other(tmp_path: Path) -> None:
    aside = PREPARE + PREDICT.replace("import sys\n", "")
    finding = judged(tmp_path, {**ALL, "a/debug_rows.py": aside.replace("sys.argv[1]", "'rows.csv'")})
    assert {place.path for place in finding.evidence} == {"prepare.py", "train.py", "predict.py"}
    named = judged(tmp_path / "other", {"debug_data.py": PREPARE, "train.py": TRAIN, "predict.py": PREDICT})
    assert {place.path for place in named.evidence} == {"debug_data.py", "train.py", "predict.py"}


def test_the_training_whose_model_the_app_serves_is_shown_first(tmp_path: Path) -> None:
    kept = TRAIN + "import joblib\n\njoblib.dump(model, 'rides.joblib')\n"
    app = (
        "import joblib\nimport streamlit as st\n\nmodel = joblib.load('rides.joblib')\nst.write(model.predict([[1]]))\n"
    )
    finding = judged(tmp_path, {"prepare.py": PREPARE, "early.py": TRAIN, "late.py": kept, "app.py": app})
    assert finding.level == 2
    assert [place.path for place in finding.evidence][:2] == ["prepare.py", "late.py"]


def test_the_line_of_a_chain_is_that_of_the_step(tmp_path: Path) -> None:
    prepare = (
        "import pandas as pd\n\ntable = (\n    pd.read_csv('raw.csv')\n    .dropna()\n)\ntable.to_csv('rentals.csv')\n"
    )
    train = TRAIN.replace(".dropna()", "")
    finding = judged(tmp_path, {"prepare.py": prepare, "train.py": train, "predict.py": PREDICT})
    assert finding.level == 2
    assert ("prepare.py", 5) in [(place.path, place.line) for place in finding.evidence]


def test_preparation_that_no_script_calls_is_named(tmp_path: Path) -> None:
    module = (
        "class Rows:\n    def clean(self, table):\n        table = table.dropna()\n"
        "        table = table.drop_duplicates()\n        return table.fillna(0)\n"
    )
    cells = notebook(("from rows import Rows\nimport pandas as pd\ntable = Rows().clean(pd.read_csv('raw.csv'))", ""))
    files = {"rows.py": module, "look.ipynb": cells, "train.py": TRAIN.replace(".dropna()", "")}
    finding = judged(tmp_path, {**files, "predict.py": PREDICT})
    assert finding.level == 1
    assert "no script calls the preparation in rows.py" in finding.reason.lower()
    assert "rows.py" in (finding.fix or "")


@pytest.mark.parametrize(
    ("path", "text", "fix"),
    [
        ("src/inference.py", "", "Write the inference into src/inference.py."),
        ("predict_rents.py", "\n", "Write the inference into predict_rents.py."),
        ("src/inference.py", "LIMIT = 3\n", "Add inference as a script that can be run, beside train.py."),
        ("tests/test_predict.py", "", "Add inference as a script that can be run, beside train.py."),
    ],
)
def test_an_empty_module_that_is_called_after_the_stage_is_to_be_filled(
    path: str, text: str, fix: str, tmp_path: Path
) -> None:
    finding = judged(tmp_path, {"clean.py": PREPARE, "train.py": TRAIN, path: text})
    assert finding.fix == fix
    assert (f"({path} is empty)" in finding.reason) is (path in fix)


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ("jobs/inference.py", "Repair jobs/inference.py:2, so that it does the inference."),
        ("jobs/plots.py", "Add inference as a script that can be run, beside train.py."),
    ],
)
def test_a_script_of_the_stage_that_does_not_parse_is_to_be_repaired(path: str, fix: str, tmp_path: Path) -> None:
    broken = "import joblib\nprint(joblib.load('rents.joblib').predict([[1, 2]])\n"
    finding = judged(tmp_path, {"clean.py": PREPARE, "train.py": TRAIN, path: broken})
    assert finding.fix == fix
    assert (f"that Python can read (not {path}:2)" in finding.reason) is (path in fix)


def test_a_repository_without_code_is_not_told_to_add_a_stage(tmp_path: Path) -> None:
    finding = judged(tmp_path, {"README.md": "# Bikes\n"})
    assert finding.level == 0
    assert "no code" in finding.reason


def test_what_fits_itself_to_transform_trains_nothing(tmp_path: Path) -> None:
    code = (
        "import pandas as pd\n\n\nclass Means:\n    def fit(self, table):\n        self.means = table.mean()\n"
        "        return self\n\n    def fit_transform(self, table):\n        return self.fit(table).transform(table)\n\n"
        "    def transform(self, table):\n        return table - self.means\n\n\n"
        "print(Means().fit_transform(pd.read_csv('raw.csv').dropna()))\n"
    )
    assert judged(tmp_path, {"means.py": code}).level == 0


def test_training_that_only_a_notebook_asks_a_module_for_is_named(tmp_path: Path) -> None:
    module = (
        "from sklearn.ensemble import RandomForestRegressor\nfrom sklearn.metrics import mean_absolute_error\n\n\n"
        "def trained(x, y):\n    return RandomForestRegressor().fit(x, y)\n\n\n"
        "def error(model, x, y):\n    return mean_absolute_error(y, model.predict(x))\n"
    )
    cells = notebook(("from fits import error, trained\nprint(error(trained(x, y), x_test, y_test))", "4.1"))
    files = {"clean.py": PREPARE, "fits.py": module, "look.ipynb": cells, "predict.py": PREDICT}
    finding = judged(tmp_path, files)
    assert finding.level == 1
    assert finding.reason.startswith("No script calls the training and the evaluation in fits.py (only notebooks do)")
    unused = judged(tmp_path / "unused", {**files, "look.ipynb": notebook(("print(3)", "3"))})
    assert "fits.py" in unused.reason
    assert "only notebooks" not in unused.reason
    assert "only in look.ipynb" not in finding.reason
    assert str(finding.fix).startswith("Write a script that calls the training and the evaluation in fits.py")


@pytest.mark.parametrize(
    ("equals", "level"),
    [("((said == labels) * 1).float()", 2), ("((labels == 1) * 1).float()", 1)],
    ids=["the answers", "one class"],
)
def test_right_answers_that_are_made_numbers_are_counted(tmp_path: Path, equals: str, level: int) -> None:
    train = TRAIN.replace("print(mean_absolute_error(y_test, model.predict(X_test)))\n", "")
    code = (
        "import torch\n\nmodel = torch.load('model.joblib')\nrows, labels = torch.load('test.pt')\n"
        f"said = model(rows).round()\nequals = {equals}\ncorrect = 0\ncorrect += equals.mean().item()\nprint(correct)\n"
    )
    files = {"clean.py": PREPARE, "train.py": train, "predict.py": PREDICT, "measure.py": code}
    assert judged(tmp_path, files).level == level


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        (
            "wrapper.py",
            "class Trees:\n    def predict(self, rows):\n        return self.model.predict(rows)\n\n\nprint(Trees())\n",
            1,
        ),
        (
            "roc_curves.py",
            "import torch\nfrom sklearn.metrics import roc_curve as curve\n\nmodel = torch.load('m.pt')\nprint(curve(y, model(x)))\n",
            1,
        ),
        (
            "settle.py",
            "def apply_tuning(model, rows):\n    return model\n\n\nprint(apply_tuning(model, settings))\n",
            1,
        ),
        ("ask.py", PREDICT, 2),
    ],
    ids=["hands on what it is given", "draws an evaluation", "begins like an app", "asks"],
)
def test_what_only_looks_like_asking_is_no_inference(tmp_path: Path, name: str, code: str, level: int) -> None:
    assert judged(tmp_path, {"clean.py": PREPARE, "train.py": TRAIN, name: code}).level == level


@pytest.mark.parametrize(("name", "level"), [("precision_at_k", 2), ("people_at_k", 1)])
def test_precision_at_a_rank_is_an_evaluation(tmp_path: Path, name: str, level: int) -> None:
    train = TRAIN.replace("print(mean_absolute_error(y_test, model.predict(X_test)))\n", "")
    code = (
        f"def {name}(shown, wanted, k):\n    return len(set(shown[:k]) & set(wanted)) / k\n\n\n"
        f"shown, liked = input().split(','), input().split(',')\nprint({name}(shown, liked, 10))\n"
    )
    files = {"clean.py": PREPARE, "train.py": train, "predict.py": PREDICT, "ranks.py": code}
    assert judged(tmp_path, files).level == level


@pytest.mark.parametrize(
    ("more", "level"),
    [("", 0), ("joblib.dump(model, 'model.joblib')\n", 1), ("print(model.predict([[8]]))\n", 1)],
    ids=["looked at", "kept", "asked"],
)
def test_a_model_that_only_tells_which_columns_weigh_is_exploration(tmp_path: Path, more: str, level: int) -> None:
    code = (
        "import joblib\nimport pandas as pd\nfrom sklearn.ensemble import RandomForestRegressor\n\n"
        "table = pd.read_csv('rentals.csv').dropna()\n"
        "model = RandomForestRegressor(random_state=0).fit(table[['hour']], table['rentals'])\n"
        f"print(model.feature_importances_)\n{more}"
    )
    assert judged(tmp_path, {"look.py": code}).level == level


TELLING = (
    "import pandas as pd\nfrom sklearn.metrics import mutual_info_score\n\ntable = pd.read_csv('clean.csv')\n"
    "print(mutual_info_score(table['hour'], table['rentals']))\n"
)
MEASURING = (
    "import joblib\nfrom sklearn.metrics import mean_absolute_error\n\nmodel = joblib.load('model.joblib')\n"
    "print(mean_absolute_error(table['rentals'], model.predict(table[['hour']])))\n"
)


def test_how_much_a_column_tells_is_no_evaluation_that_a_notebook_does(tmp_path: Path) -> None:
    train = TRAIN.replace("print(mean_absolute_error(y_test, model.predict(X_test)))\n", "")
    files = {"prepare.py": PREPARE, "train.py": train, "predict.py": PREDICT}
    told = judged(tmp_path / "told", {**files, "look.ipynb": notebook((TELLING, ""))})
    assert told.reason == "There is no script for evaluation."
    measured = judged(tmp_path / "measured", {**files, "look.ipynb": notebook((TELLING, ""), (MEASURING, ""))})
    assert measured.reason == "Evaluation is done only in look.ipynb."
    assert [place.excerpt for place in measured.evidence if place.path == "look.ipynb"] == [
        "print(mean_absolute_error(table['rentals'], model.predict(table[['hour']])))"
    ]
