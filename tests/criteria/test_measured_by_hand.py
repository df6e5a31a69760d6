"""Groups and features that a project measures by hand, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

TRAIN = """\
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import recall_score, roc_auc_score
from sklearn.model_selection import KFold, train_test_split

data = pd.read_csv("data/members.csv").dropna()
x, x_test, y, y_test = train_test_split(data[["age", "visits"]], data["left"], random_state=1)
model = LogisticRegression().fit(x, y)
pred = model.predict(x_test)
rng = np.random.default_rng(1)
"""
MEMBERS = "customer_id,gender,age,visits,left\n1,f,31,4,0\n2,m,40,1,1\n"
TOLD = """\
# Members

## Who it is wrong about

| Group | Recall |
|---|---|
| young | 0.91 |
| older | 0.52 |

Older members are found too seldom: we would lower their cut-off before anybody is called.
"""
GROUPS = {
    "a mask of a column": "for value in data['club'].unique():\n"
    "    m = (x_test['club'] == value).to_numpy()\n    print(recall_score(y_test[m], pred[m]))\n",
    "bands of a column": "bands = pd.cut(x_test['age'], [0, 30, 99], labels=['young', 'older'])\n"
    "for band in sorted(set(bands)):\n    print((pred[bands == band] == y_test[bands == band]).mean())\n",
    "a table of masks": "masks = {'young': x_test['age'] < 30, 'older': x_test['age'] >= 30}\n"
    "print({name: float(pred[mask].mean()) for name, mask in masks.items()})\n",
    "errors that are grouped": "error = pred - y_test\nfor name, part in error.groupby(x_test['club']):\n    print(part.abs().mean())\n",
    "a column of what is right": "data['correct'] = model.predict(data[['age', 'visits']]) == data['left']\n"
    "print(data.groupby('club')['correct'].mean())\n",
    "rows of one group": "for club in data.club.unique():\n    part = data[data.club == club]\n"
    "    print(recall_score(part.left, model.predict(part[['age', 'visits']])))\n",
    "two masks in turn": "old = x_test['age'] >= 30\nprint(recall_score(y_test[old], pred[old]), recall_score(y_test[~old], pred[~old]))\n",
}
GROUPS |= {
    "rows that are asked for": "data['said'] = model.predict(data[['age', 'visits']])\nfor club in ('young', 'older'):\n"
    "    part = data.query('club == @club')\n    print(recall_score(part.left, part.said))\n",
    "parts that have a name": "def _miss(part):\n    return part.abs().mean()\n\n\n"
    "data['error'] = model.predict(data[['age', 'visits']]) - data['left']\nfor column in ('club', 'age'):\n"
    "    parts = data.groupby(column)['error']\n    print({key: _miss(part) for key, part in parts})\n",
    "groups of polars": "table = data.with_columns(error=pred - y_test)\nprint(table.group_by('club').agg(error=table['error'].mean()))\n",
}
NO_GROUPS = {
    "the classes": "for c in (0, 1):\n    print((pred[y_test == c] == c).mean())\n",
    "the folds": "for a, b in KFold(5).split(x):\n    print(recall_score(y.iloc[b], model.predict(x.iloc[b])))\n",
    "resamples": "for _ in range(9):\n    i = rng.integers(0, len(pred), len(pred))\n    print(recall_score(y_test.iloc[i], pred[i]))\n",
    "thresholds": "p = model.predict_proba(x_test)[:, 1]\nfor t in (0.3, 0.5):\n    print(recall_score(y_test, p > t))\n",
    "the data alone": "print(data.groupby('club')['visits'].mean())\n",
    "several models": "runs = pd.DataFrame([])\nprint(runs.groupby('model')['error'].mean())\n",
    "a function that nobody calls": "def check():\n    for value in data['club'].unique():\n"
    "        m = data['club'] == value\n        print(recall_score(y_test[m], pred[m]))\n",
}


def judged(criterion: str, folder: Path, code: str, readme: str) -> Finding:
    files = {"train.py": TRAIN + code, "data/members.csv": MEMBERS, "README.md": readme}
    finding = finding_of(repository(folder, files), criterion)
    assert not finding.error, finding.reason
    return finding


class TestGroups:
    @pytest.mark.parametrize("how", GROUPS)
    def test_a_metric_of_one_group_after_the_other_is_a_check(self, how: str, tmp_path: Path) -> None:
        assert judged("fairness", tmp_path, GROUPS[how], TOLD).level == 2

    @pytest.mark.parametrize("how", NO_GROUPS)
    def test_parts_that_are_no_groups_are_none(self, how: str, tmp_path: Path) -> None:
        assert judged("fairness", tmp_path, NO_GROUPS[how], TOLD).level != 2

    def test_figures_without_what_is_done_about_them_are_half(self, tmp_path: Path) -> None:
        finding = judged("fairness", tmp_path, GROUPS["a mask of a column"], TOLD.partition("\nOlder members")[0])
        assert finding.level == 1
        assert "README.md" in (finding.fix or "")

    def test_advice_far_from_the_figures_is_about_something_else(self, tmp_path: Path) -> None:
        figures, _, advice = TOLD.partition("\nOlder members")
        readme = f"{figures}\n\n## Install\n\nYou should use Python 3.12{advice[-1]}"
        assert judged("fairness", tmp_path, GROUPS["a mask of a column"], readme).level == 1

    @pytest.mark.parametrize(
        "text",
        [
            "Fairness is a key concern in insurance. Biased models can treat people unfairly.",
            "Tools such as Fairlearn can be used to measure demographic parity and equalised odds.",
        ],
    )
    def test_what_fairness_is_in_general_says_nothing_of_this_data(self, text: str, tmp_path: Path) -> None:
        assert judged("fairness", tmp_path, "", f"# Members\n\n## Fairness\n\n{text}\n").level == 0

    def test_who_is_in_the_data_is_a_beginning(self, tmp_path: Path) -> None:
        readme = (
            "# Members\n\n## Who is in the data\n\nMembers over 65 are few, so the model is surely worse for them.\n"
        )
        assert judged("fairness", tmp_path, "", readme).level == 1


LOOKED = "# Members\n\nShuffling the visits costs 0.12 of AUC, the age 0.03: fewer visits raise the risk.\n"
SHUFFLED = """\
base = roc_auc_score(y_test, pred)
for column in x_test.columns:
    other = x_test.copy()
    {change}
    {ask}
"""
ASKED = "print(column, base - roc_auc_score(y_test, model.predict_proba(other)[:, 1]))"
CHANGES = {
    "assigned": "other[column] = rng.permutation(other[column].to_numpy())",
    "shuffled in place": "rng.shuffle(other[column].values); rng.shuffle(other.loc[:, column])",
    "sampled": "other[column] = other[column].sample(frac=1).values",
    "set to its mean": "other[column] = other[column].mean()",
    "given by assign": "other = x_test.assign(**{column: rng.permutation(x_test[column])})",
}


class TestExplanations:
    @pytest.mark.parametrize("how", CHANGES)
    def test_a_column_changed_and_the_model_asked_again_explains_it(self, how: str, tmp_path: Path) -> None:
        code = SHUFFLED.format(change=CHANGES[how], ask=ASKED)
        assert judged("explainability", tmp_path, code, LOOKED).level == 2

    @pytest.mark.parametrize(
        ("change", "ask"),
        [
            (CHANGES["assigned"], "print(other[column].mean())"),
            (CHANGES["assigned"], "model.fit(other, y_test)"),
            ("other[column] = other[column].fillna(0)", ASKED),
        ],
        ids=["nobody is asked", "the model is trained on it", "nothing is taken from it"],
    )
    def test_a_column_changed_for_something_else_does_not(self, change: str, ask: str, tmp_path: Path) -> None:
        code = SHUFFLED.format(change=change, ask=ask)
        assert judged("explainability", tmp_path, code, LOOKED).level == 0

    def test_how_many_answers_change_tells_as_much_as_a_metric(self, tmp_path: Path) -> None:
        ask = "print(column, np.mean(model.predict(other) != pred))"
        code = SHUFFLED.format(change=CHANGES["assigned"], ask=ask).replace("base = roc_auc_score(y_test, pred)\n", "")
        assert judged("explainability", tmp_path, code, LOOKED).level == 2

    def test_a_function_that_changes_and_asks_is_called_for_each_column(self, tmp_path: Path) -> None:
        code = (
            "def drop(column):\n    other = x_test.copy()\n    other[column] = rng.permutation(other[column])\n"
            "    return roc_auc_score(y_test, pred) - roc_auc_score(y_test, model.predict(other))\n\n"
            "print({column: drop(column) for column in x_test.columns})\n"
        )
        assert judged("explainability", tmp_path, code, LOOKED).level == 2

    def test_a_word_left_out_of_a_text_is_covered(self, tmp_path: Path) -> None:
        code = (
            "words = 'free money for you'.split()\nbase = model.predict_proba([' '.join(words)])[0, 1]\n"
            "for i in range(len(words)):\n    less = ' '.join(words[:i] + words[i + 1:])\n"
            "    print(words[i], base - model.predict_proba([less])[0, 1])\n"
        )
        assert judged("explainability", tmp_path, code, "# Mails\n").level == 1

    def test_a_feature_left_out_of_a_new_fit_explains_what_it_is_worth(self, tmp_path: Path) -> None:
        code = (
            "for column in ['age', 'visits']:\n    less = LogisticRegression().fit(x.drop(columns=column), y)\n"
            "    print(column, roc_auc_score(y_test, less.predict(x_test.drop(columns=column))))\n"
        )
        readme = "# Members\n\nLeaving out the visits costs 0.12 of AUC, the age 0.03.\n"
        assert judged("explainability", tmp_path, code, readme).level == 2

    COVERED = """\
def covered(image):
    start = model.predict(image)
    found = []
    for top in range(0, 64, 8):
        for left in range(0, 64, 8):
            hidden = image.copy()
            hidden[top:top + 8, left:left + 8] = {fill}
            found.append(start - model.predict(hidden))
    return found

print(covered(x_test.to_numpy()))
"""

    @pytest.mark.parametrize(
        ("sentence", "level"),
        [
            ("Covering the handle of the cup costs 0.45, the rim only 0.09, so a mug with a handle is a cup to it.", 2),
            ("Occlusion highlights the important regions of the image that the network looks at.", 1),
        ],
    )
    def test_a_part_covered_is_read_by_where_the_answer_hangs(self, sentence: str, level: int, tmp_path: Path) -> None:
        code = self.COVERED.format(fill="0")
        assert judged("explainability", tmp_path, code, f"# Cups\n\n## What it looks at\n\n{sentence}\n").level == level

    def test_a_gradient_followed_to_a_map_is_an_explanation(self, tmp_path: Path) -> None:
        code = (
            "import tensorflow as tf\n\ndef heat(both, image):\n    with tf.GradientTape() as tape:\n"
            "        maps, out = both(image)\n    weights = tape.gradient(out, maps)\n"
            "    return tf.nn.relu(weights * maps)\n\nprint(heat(model, x_test))\n"
        )
        readme = (
            "# Cups\n\n## What it looks at\n\nOn the mug the heat sits on the handle, not on the tablecloth below.\n"
        )
        assert judged("explainability", tmp_path, code, readme).level == 2

    def test_a_gradient_that_an_optimizer_takes_is_none(self, tmp_path: Path) -> None:
        code = (
            "import tensorflow as tf\n\ndef step(both, image, optimizer):\n    with tf.GradientTape() as tape:\n"
            "        maps, out = both(image)\n    grads = tape.gradient(out, both.weights)\n"
            "    optimizer.apply_gradients(zip(grads, both.weights))\n    return tf.nn.relu(out)\n\n"
            "print(step(model, x_test, None))\n"
        )
        assert judged("explainability", tmp_path, code, LOOKED).level == 0

    @pytest.mark.parametrize(
        "code",
        [
            "import shap\nexplainer = shap.TreeExplainer(model)\n",
            (
                "import shap\n\ndef explain():\n    values = shap.TreeExplainer(model).shap_values(x_test)\n"
                "    return values\n\nexplain()\n"
            ),
            "import shap\nrows = np.random.randn(9, 2)\nshap.summary_plot(shap.Explainer(model, rows)(rows))\n",
            "from prefect import task\n\n@task\ndef show():\n    print(model.coef_)\n",
        ],
        ids=["an explainer that nobody asks", "values that are dropped", "numbers by chance", "a task of no flow"],
    )
    def test_what_nobody_looks_at_explains_nothing(self, code: str, tmp_path: Path) -> None:
        assert judged("explainability", tmp_path, code, LOOKED).level == 0

    def test_an_explainer_that_a_function_of_the_module_asks_is_one(self, tmp_path: Path) -> None:
        code = "import shap\nexplainer = shap.TreeExplainer(model)\n\ndef why(row):\n    return explainer(row)\n\nprint(why(x_test))\n"
        assert judged("explainability", tmp_path, code, "# Members\n").level == 1

    def test_cells_of_a_notebook_know_each_others_names(self, tmp_path: Path) -> None:
        change = SHUFFLED.format(change=CHANGES["assigned"], ask=ASKED)
        files = {"a.ipynb": notebook((TRAIN, ""), (change, "")), "data/members.csv": MEMBERS, "README.md": LOOKED}
        assert finding_of(repository(tmp_path, files), "explainability").level == 2


class TestTerms:
    @pytest.mark.parametrize(
        ("sentence", "level"),
        [
            ("The data is public, for the licence see its page on Kaggle.", 1),
            ("The licence and the terms of use of the dataset can be found on its UCI page.", 1),
            ("It is used under its terms there.", 1),
            ("Licence of the data: to be completed", 1),
            ("The data is licensed under GPL-3.0 like the rest of this repository.", 1),
            ("The data is CC BY 4.0, see its page on Kaggle.", 2),
            ("The rows may be used under the rules of that competition.", 2),
            ("The data is for coursework only and not to be passed on, so no row is in this repository.", 2),
            ("The archives of 2003-02-28 are free for testing filters.", 2),
        ],
    )
    def test_terms_are_given_and_not_only_pointed_at(self, sentence: str, level: int, tmp_path: Path) -> None:
        readme = f"# Members\n\n## Data\n\nThe data comes from [Kaggle](https://www.kaggle.com/datasets/a/members). {sentence}\n"
        assert judged("data-lineage", tmp_path, "data.drop_duplicates()\n", readme).level == level

    def test_an_address_that_stands_in_examples_is_no_source(self, tmp_path: Path) -> None:
        fetch = "from urllib.request import urlretrieve\n\nURL = 'https://example.com/data.zip'\nurlretrieve(URL, 'data.zip')\n"
        assert judged("data-lineage", tmp_path, fetch, "# Members\n").level == 0


@pytest.mark.parametrize(("name", "expected"), [("residual_variance", 1), ("residuals", 2)])
def test_what_is_summed_up_for_r2_is_no_look_at_residuals(tmp_path: Path, name: str, expected: int) -> None:
    source = (
        "import numpy as np\nimport pandas as pd\nfrom sklearn.linear_model import Ridge\n"
        "from sklearn.metrics import mean_absolute_error\nfrom sklearn.model_selection import train_test_split\n\n"
        'data = pd.read_csv("fares.csv")\n'
        'x_train, x_test, y_train, y_test = train_test_split(data[["miles"]], data["fare"])\n'
        "model = Ridge().fit(x_train, y_train)\npred = model.predict(x_test)\n"
        f"print(mean_absolute_error(y_test, pred))\n{name} = np.sum((y_test - pred) ** 2)\n"
        f"print(1 - {name} / np.sum((y_test - y_test.mean()) ** 2))\n"
    )
    assert finding_of(repository(tmp_path, {"train.py": source}), "evaluation-depth").level == expected
