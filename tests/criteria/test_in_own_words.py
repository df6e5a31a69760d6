"""Responsible AI as authors write about it: in their own words below a heading or label, not in those of a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.members import FIT, MEMBERS, TRAIN, judged


@pytest.mark.parametrize(
    "text",
    [
        "### Bias\n\n6 of the 20 members left. All six are under 30: a loyal young member would be flagged unfairly.",
        "**Men and women.** 713 of the 1025 rows are men and only 312 are women.",
        "Observação sobre os grupos: são 725 homens e só 193 mulheres.",
        "| Balance | 10,413 stayed and only 387 left, so few leavers are seen |\n|---|---|",
        "## Für wen ist das gerecht?\n\n- Von den 900 Mitgliedern sind nur 120 Frauen, für sie rät das Modell eher.",
    ],
)
def test_balance_is_discussed_by_numbers_set_against_each_other(text: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# M\n\n{text}\n"}
    assert judged("fairness", tmp_path, files).level == 1


@pytest.mark.parametrize(
    "text",
    [
        "## Bias\n\nWe care a lot about fair models and about everybody who uses them.",
        "## Group 5\n\nAda and Bo, students number 12 and 15, more or less in equal parts.",
        "## Balance\n\nTODO: 900 men and only 120 women.",
        "## Future work\n\nBias: measure the model for the 120 women, it may be worse.",
        "Women are found in 38 % and men only in 62 % of the rows.",
    ],
)
def test_headings_about_balance_alone_are_nothing(text: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# M\n\n{text}\n"}
    assert judged("fairness", tmp_path, files).level == 0


@pytest.mark.parametrize(
    "text",
    [
        "## Privacy\n\nThe members are not real. The club made this table up, the fields belong to nobody.",
        "**Is this real member data?** It was generated for a course, and nobody's visits are exposed.",
        "## Privatsphäre und Datenschutz\n\nEs stehen keine Namen und keine Adressen in der Tabelle.",
        "Note on privacy: the table has only ages and visits; no names. Users should accept the terms.",
        "The data set has only visits and the label, no user names or e-mails.",
        "Los datos son totales por mes: no hay personas individuales en ellos.",
        "Os dados são anônimos e públicos.",
    ],
)
def test_how_data_of_persons_is_treated_is_said_in_any_words(text: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# M\n\n{text}\n"}
    assert judged("privacy", tmp_path, files).level == 2


@pytest.mark.parametrize(
    "text",
    [
        "## Privacy\n\nWe take your privacy very seriously and treat it with the greatest care.",
        "## Privacy\n\nNames should not be stored and must be removed before training.",
        "## Future improvements\n\nPrivacy: a table of the data that has no names or addresses.",
        "The model fails without people in the picture.",
        "Using data, the app predicts whether or not a person leaves.",
        "## Customer data\n\nThe tests use synthetic members that look like the others.",
    ],
)
def test_promises_about_privacy_are_nothing(text: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# M\n\n{text}\n"}
    assert judged("privacy", tmp_path, files).level != 2


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Source: a Kaggle competition. Use is under the competition rules.", 2),
        ("Fuente: concurso de Kaggle, bajo las reglas del concurso.", 2),
        ("Данные взяты из Kaggle, по условиям курса только в учебных целях.", 2),
        ("The data is from Kaggle, downloaded in January 2023.", 2),
        ("Los datos son de Kaggle, bajados el 2 de julio de 2025.", 2),
        ("- from: Kaggle\n- terms: it may be used for studies, the data is not passed on", 2),
        ("**Source and licence:** [Loans](https://www.kaggle.com/datasets/ann/loans), Apache 2.0", 2),
        ("The data is from Kaggle and is in the public domain; the code is under MIT.", 2),
        ("The data is from Kaggle. In terms of size it is small, and the rules of the game are known.", 1),
        ("Accept the competition rules at Kaggle and get the data.", 1),
        ("The data is from Kaggle, downloaded with a script from a contest of 2013.", 1),
        ("Los datos son de Kaggle. Se usan términos de Fourier.", 1),
        ("The data is from Kaggle. This project is under the MIT licence.", 1),
    ],
)
def test_terms_of_data_are_given_in_any_words(text: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "README.md": f"# M\n\n## Data\n\n{text}\n"}
    assert judged("data-lineage", tmp_path, files).level == level


def test_words_of_terms_without_a_step_to_the_model_are_half(tmp_path: Path) -> None:
    readme = "# M\n\n## Data\n\nSource: a Kaggle competition. Use is under the competition rules.\n"
    assert judged("data-lineage", tmp_path, {"fit.py": FIT, "README.md": readme}).level == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The sheet lists halls and hours; not a single member is in it, and not a single person in these rows.", 2),
        ("The rows are halls and hours; nothing in them can be tied to a person.", 2),
        ("A single member opens the door; calls are linked to a person in the office.", 0),
    ],
)
def test_that_nobody_can_be_told_from_the_rows_is_a_word_on_privacy(text: str, expected: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# M\n\n{text}\n"}
    assert judged("privacy", tmp_path, files).level == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 41% of the young leave, of the others 12%; so the model treats them worse.", 1),
        ("- The model treats missing values as zero.", 0),
    ],
)
def test_whom_a_model_treats_worse_is_bias_below_any_heading(text: str, expected: int, tmp_path: Path) -> None:
    readme = f"# M\n\n## Notes\n\n{text}\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
    assert judged("fairness", tmp_path, files).level == expected


HALLS = """
by_hall = data.assign(hit=model.predict(data[["age", "visits", "tenure"]]) == data["left"])
for hall, part in by_hall.groupby("gender"):
    print(hall, recall_score(part["left"], model.predict(part[["age", "visits", "tenure"]])))
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("`train.py` tells who is found: 71% on the one side and 58% on the other. So the list takes a cut-off of 0.4 for the other.", 2),
        ("`train.py` takes 58% of the rows. So the list takes a cut-off of 0.4 for the other.", 1),
        ("71% on the one side and 58% on the other. So the list takes a cut-off of 0.4 for the other.", 1),
        ("`train.py` drops outliers, 71% here and 58% there. So the list takes a cut-off of 0.4 for the other.", 1),
    ],
)  # fmt: skip
def test_figures_set_beside_the_file_that_measures_groups_are_theirs(text: str, told: int, tmp_path: Path) -> None:
    readme = f"# M\n\n## What came out\n\n{text}\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN + HALLS, "data/members.csv": MEMBERS, "README.md": readme}
    assert judged("fairness", tmp_path, files).level == told


SPAM = """
import pandas as pd
from lime.lime_text import LimeTextExplainer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

notes = pd.read_csv("data/notes.csv")
model = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(notes["text"], notes["left"])
shown = LimeTextExplainer().explain_instance(notes["text"][0], model.predict_proba)
print(shown.as_list())
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('LIME on ten notes: "refund" and "cancel" speak for leaving, "thanks" for staying.', 2),
        ('LIME is installed with pip. Answers are "yes" or "no" or "later".', 1),
        ("LIME was tried on ten notes and gave ten lists.", 1),
    ],
)
def test_words_quoted_beside_the_method_are_what_it_shows(text: str, expected: int, tmp_path: Path) -> None:
    apart = text.replace(". ", ".\n\n")
    files: dict[str, str | bytes] = {
        "train.py": SPAM,
        "data/notes.csv": "text,left\nplease cancel,1\nthanks,0\n",
        "README.md": f"# Notes\n\n## Why\n\n{apart}\n",
    }
    assert judged("explainability", tmp_path, files).level == expected


REORDERED = """
import numpy as np
from images import load

pictures = load("pictures")
order = np.arange(len(pictures))
np.random.shuffle(order)
np.random.shuffle(pictures)
np.random.permutation(pictures)
model.fit(pictures[order], load("labels"))
model.save("model.h5")
"""


def test_what_is_put_in_another_order_or_drawn_by_a_test_is_not_made_up(tmp_path: Path) -> None:
    tests = "".join(f"\n    def test_{name}(self):\n        x = np.random.rand(4, 4)\n" for name in "abc")
    files: dict[str, str | bytes] = {
        "train.py": f"{REORDERED}\nclass TestLayers:{tests}",
        "README.md": "# Pictures\n\n* **Tests** - a tiny net on synthetic data.\n",
    }
    assert judged("data-lineage", tmp_path, files).level == 0


@pytest.mark.parametrize(
    "text",
    [
        "## Gleichbehandlung\n\nVon den Frauen werden 9 % fälschlich gemahnt, von den Männern nur 4 %.",
        "## Apakah adil?\n\nRecall untuk anggota perempuan 0,62, tetapi untuk desa pegunungan hanya 0,44.",
        "**Равное отношение.** У членов старше 60 лет полнота 0,49 против 0,67 у остальных.",
        "## 对谁不公平\n\n女性会员的召回率 0.62，农村会员只有 0.44。",
        "## निष्पक्षता\n\nमहिला सदस्यों का रिकॉल 0.62 है, ग्रामीण सदस्यों का केवल 0.44 है।",
    ],
)
def test_balance_is_discussed_below_such_a_heading_in_any_language(text: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# M\n\n{text}\n"}
    assert judged("fairness", tmp_path, files).level == 1


@pytest.mark.parametrize(
    "text",
    [
        "## Gleichbehandlung\n\nAlle Mitglieder verdienen es, gleich behandelt zu werden, egal wer sie sind.",
        "## Apakah adil?\n\nKami akan memeriksa keadilan menurut jenis kelamin pada tahap berikutnya.",
        "**Равное отношение.** Мы проверим, одинаково ли модель относится ко всем членам клуба.",
        "## 对谁不公平\n\n我们将按性别检查，这对每个会员都很重要。",
    ],
)
def test_a_heading_about_equal_treatment_with_good_will_below_is_nothing(text: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# M\n\n{text}\n"}
    assert judged("fairness", tmp_path, files).level == 0
