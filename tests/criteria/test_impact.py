"""What is said of the problem, the results, what they stand beside, and how deeply the model is measured."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

TRAINING = """\
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

table = pd.read_csv("data.csv")
X_train, X_test, y_train, y_test = train_test_split(table.drop(columns="y"), table["y"], random_state=0)
model = RandomForestClassifier().fit(X_train, y_train)
print(classification_report(y_test, model.predict(X_test)))
"""
# What the texts below give figures of, so that they are about what the code does.
MEASURES = """\
from sklearn import metrics

MEASURES = [
    metrics.roc_auc_score, metrics.log_loss, metrics.r2_score, metrics.mean_absolute_error, metrics.mean_squared_error,
    metrics.silhouette_score, metrics.root_mean_squared_error, metrics.root_mean_squared_log_error, metrics.mean_absolute_percentage_error,
]
"""


def judged(folder: Path, criterion: str, files: Mapping[str, str], *, training: str = TRAINING) -> Finding:
    found = finding_of(repository(folder, {"train.py": training, "measures.py": MEASURES, **files}), criterion)
    assert not found.error, found.reason
    return found


def level(folder: Path, criterion: str, files: Mapping[str, str], *, training: str = TRAINING) -> int | None:
    return judged(folder, criterion, files, training=training).level


class TestProblemFraming:
    def test_a_mark_alone_on_its_line_is_not_shown_as_the_problem(self, tmp_path: Path) -> None:
        readme = (
            "# Graduation\n\n## Problem\n\n>\n> Advisers lose students who are about to drop out, because nobody tells "
            "them in time who is at risk, and each one costs the college a year of fees.\n"
        )
        found = judged(tmp_path, "problem-framing", {"README.md": readme})
        assert "Advisers" in found.evidence[0].excerpt

    def test_predicting_something_on_a_data_set_is_no_problem(self, tmp_path: Path) -> None:
        readme = (
            "# Churn\n\n## Problem statement\n\nPredict customer churn on the Telco data set with a random forest.\n"
        )
        found = judged(tmp_path, "problem-framing", {"README.md": readme})
        assert found.level == 0
        assert "README.md" in (found.fix or "")

    def test_a_word_in_passing_is_no_problem(self, tmp_path: Path) -> None:
        readme = "# Diabetes app\n\n## About\n\nA web app that predicts diabetes, useful for early detection.\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == 0

    @pytest.mark.parametrize(
        "text",
        [
            "A full-stack app: users send a request and get a prediction.",
            "The pipeline covers cleaning and training, and improves the model with tuning to reduce overfitting.",
            "We want to compare networks to understand how depth affects the loss.",
            "The model predicts the mortality of patients with heart failure.",
            "Predict the medical costs of individuals from their age.",
            "Classifies customer complaints and estimates delays of passengers.",
            "This is a common binary classification problem of time series.",
        ],
    )
    def test_what_the_app_does_and_what_the_author_wants_is_no_problem(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "problem-framing", {"README.md": f"# Digits\n\n{text}\n"}) == 0

    def test_how_to_install_it_for_a_company_is_no_problem(self, tmp_path: Path) -> None:
        readme = "# Churn\n\n## Installation\n\nTeams that want to avoid delays need to install Docker first.\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == 0

    @pytest.mark.parametrize(
        "text",
        [
            "## Our team\n\nOur team is here to assist you, and ensures that you have a good experience.",
            "## Insights\n\nPeople with chest pain are more likely to suffer from a disease.",
            "## 3. home_ownership\n\nHomeowners are more stable, which can influence decisions.",
            "## Key features (page 1)\n\nThe university's team supports decisions and interventions.",
            "## POST /predictions\n\nSupports schools and universities.",
        ],
        ids=["who made it", "what came out", "a column", "what it can", "a route"],
    )
    def test_who_is_named_below_other_headings_has_no_problem(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "problem-framing", {"README.md": f"# Project\n\n{text}\n"}) == 0

    @pytest.mark.parametrize(
        "sentence",
        [
            "Target metric: macro F1 (penalises a class that is never found).",
            "Métrica objetivo: F1-macro (penaliza clases desbalanceadas).",
            "Le rappel (recall) est la métrique à privilégier.",
            "A métrica que priorizamos é o recall.",
        ],
    )
    def test_a_metric_that_is_preferred_for_what_it_penalises_is_a_measure_of_success(
        self, tmp_path: Path, sentence: str
    ) -> None:
        readme = f"# Churn\n\nBanks lose customers to their rivals.\n\n## Evaluation\n\n{sentence}\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == 2

    @pytest.mark.parametrize(
        "heading", ["Problem Statement", "📈 Business Impact", "**Motivation:**", "I. INTRODUCTION"]
    )
    def test_a_heading_without_marks_announces_the_problem_as_well(self, tmp_path: Path, heading: str) -> None:
        told = "Excess weight is a critical global health issue, and costs lives."
        readme = f"# weight_class\n\nHow to run: `python train.py`, with Python 3.12.\n\n{heading}\n\n{told}\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == 1
        assert level(tmp_path, "problem-framing", {"README.md": readme.replace(heading, "Overview")}) == 0

    def test_an_empty_section_and_a_to_do_are_no_problem(self, tmp_path: Path) -> None:
        readme = "# Churn\n\n## Business problem\n\nTODO\n\n## Motivation\n\n## Stakeholders\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == 0

    def test_why_explanations_matter_is_not_why_the_problem_does(self, tmp_path: Path) -> None:
        readme = "# Loans\n\n## Explainability with SHAP\n\nStakeholders understand decisions, and regulations need reasons.\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == 0

    @pytest.mark.parametrize(
        "text",
        [
            "## Business problem\n\nBanks lose customers to their rivals. The model lets the bank reduce churn with early offers.",
            "## Problema de negócio\n\nA empresa perde clientes todo mês. Prever quem sai permite ações de retenção e evitar perdas.",
            "## Contexto\n\nLas empresas de telefonía quieren reducir las pérdidas: una alerta ayuda a retener a los clientes.",
            "## Contexte\n\nLes banques veulent réduire les pertes et éviter le départ de leurs clients.",
            "## Hintergrund\n\nHändler wollen ihre Kosten senken und Verluste vermeiden, wenn Ware liegen bleibt.",
            "## Contesto\n\nLe aziende vogliono ridurre i costi ed evitare le perdite dovute agli abbandoni.",
            "## Latar belakang\n\nPerusahaan ingin mengurangi biaya dan mencegah kerugian akibat pelanggan yang pergi.",
            "## Проблема\n\nКомпании теряют клиентов. Прогноз помогает удержать клиентов и снизить потери.",
            "## 背景\n\n银行希望减少客户流失，降低成本，提前挽留客户。",
            "## समस्या\n\nबैंक ग्राहक छोड़ने से होने वाला नुकसान कम करने के लिए मदद चाहता है।",
        ],
    )
    def test_whose_problem_it_is_and_why_is_partial_in_any_language(self, tmp_path: Path, text: str) -> None:
        found = judged(tmp_path, "problem-framing", {"README.md": f"# Project\n\n{text}\n"})
        assert found.level == 1
        assert "README.md:5" in (found.fix or "")

    def test_what_decisions_the_results_inform_is_a_use(self, tmp_path: Path) -> None:
        readme = "# Sales\n\nInsights\n\nThese insights inform store-level strategies for staffing, inventory and promotions.\n"
        found = judged(tmp_path, "problem-framing", {"README.md": readme})
        assert found.level == 1
        assert found.evidence[0].line == 5

    def test_a_story_with_an_aim_and_nobody_who_has_it_is_told_so(self, tmp_path: Path) -> None:
        readme = (
            "# Wine\n\n## Objective\n\nThe goal of this project is to predict the quality of wine from its chemical "
            "properties with a forest and a linear model.\n\n## Approach\n\nThe wines were split into five folds, the "
            "columns scaled, and both models fitted with a grid search over depth and strength of the penalty.\n\n"
            "## Results\n\nThe forest reached an F1 of 0.81 on the held-out wines and the linear model 0.74.\n"
        )
        found = judged(tmp_path, "problem-framing", {"README.md": readme})
        assert found.level == 0
        assert "says what the project is for, but no text says who has the problem" in found.reason
        assert found.evidence[0].line == 5

    @pytest.mark.parametrize(
        "text",
        [
            "A phone company loses 26 % of its customers a year. The retention team can call 200 a week of those who leave.",
            "Flight delays cost airlines and passengers billions every year.",
            "Farmers often notice a disease of the crop too late.",
            "Some people have difficulty reading faces.",
            "This classifier could be helpful to a store owner who wishes to count the stock.",
            "A operadora perde receita; o time de CRM precisa saber quem abordar primeiro.",
            "Das Problem: viele Menschen wissen beim Verkauf nicht, welchen Preis sie verlangen können.",
            "Оператор теряет клиентов, отделу маркетинга нужно знать заранее, кто уйдёт.",
            "电信公司每年流失大量客户，客服团队需要提前知道谁会离开。",
        ],
    )
    def test_one_sentence_where_the_text_begins_that_names_somebody_with_a_stake_is_partial(
        self, tmp_path: Path, text: str
    ) -> None:
        assert level(tmp_path, "problem-framing", {"README.md": f"# Project\n\n{text}\n"}) == 1

    def test_a_measure_of_success_without_a_problem_is_partial(self, tmp_path: Path) -> None:
        readme = "# Fraud\n\n## Why\n\nOf all rows 0.2 % are fraud, so PR-AUC decides, not accuracy.\n"
        found = judged(tmp_path, "problem-framing", {"README.md": readme})
        assert found.level == 1
        assert "who has it" in (found.fix or "")

    def test_a_notebook_s_remark_on_metrics_is_no_framing(self, tmp_path: Path) -> None:
        cells = notebook("# Fraud\n\nPR-AUC decides, not accuracy.", ("x = 1", ""))
        assert level(tmp_path, "problem-framing", {"fraud.ipynb": cells}) == 0

    @pytest.mark.parametrize(
        "success",
        [
            "Recall is more important than precision here.",
            "We measure precision at 200, because that is how many they can call.",
            "A missed failure costs ten times more than a false alarm, so the threshold follows the cost matrix.",
            "The goal is an error rate below 5%.",
            "Our main metric is recall, because a missed case is never called again.",
            "A métrica principal é o PR-AUC, pois a base é desbalanceada.",
            "The model must beat the naive baseline, else it is not used.",
            "Deshalb zählt nicht die Genauigkeit, sondern der Recall.",
            "Главная мера не точность, а полнота.",
            "Eine übersehene Störung kostet das Vierzigfache.",
        ],
    )
    def test_with_a_measure_of_success_it_is_met(self, tmp_path: Path, success: str) -> None:
        readme = (
            "# Pumps\n\n## Business problem\n\nThe maintenance team of a plant wants to prevent downtime and reduce repair "
            f"costs.\n\n## Success\n\n{success}\n"
        )
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == 2

    @pytest.mark.parametrize(
        ("target", "expected"),
        [
            ("The goal is at most 2 false alarms a week.", 2),
            ("The hours of unplanned downtime should fall below 40 a month.", 2),
            ("It has to warn at least 24 hours ahead, the time to get a part.", 2),
            ("O sistema deve acertar pelo menos 80% das paradas.", 2),
            ("Each pump has more than 40 sensors.", 1),
        ],
    )
    def test_from_which_value_on_it_is_worth_it_is_a_measure_where_the_problem_is_told(
        self, tmp_path: Path, target: str, expected: int
    ) -> None:
        told = "The maintenance team of a plant wants to prevent downtime and reduce repair costs."
        assert (
            level(tmp_path, "problem-framing", {"README.md": f"# Pumps\n\n## Problem\n\n{told}\n\n{target}\n"})
            == expected
        )

    NEED = (
        "In a small clinic one doctor sees sixty people a day, and chooses in a minute between drugs that look alike to both. If the first "
        "is not the right one, the patient is back after a week, and somebody else waits longer for a visit."
    )

    # The columns of the project, which such a text is about.
    COLUMNS = 'import pandas as pd\n\nchosen = pd.read_csv("clinic.csv")["drug"]\n'

    @pytest.mark.parametrize("heading", ["Why I built this", "Who is it for?", "¿Para quién es esto?", "Зачем это"])
    def test_a_need_told_at_length_below_a_heading_that_asks_for_it_is_one_whatever_its_words(
        self, tmp_path: Path, heading: str
    ) -> None:
        readme = f"# drug\n\n## How to run\n\n`python train.py`\n\n## {heading}\n\n{self.NEED}\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme, "clinic.py": self.COLUMNS}) == 1

    STORY = (
        "My aunt keeps bees on the roof, and she looks into the hives on Sundays. A colony that is about to swarm is gone by Wednesday, "
        "and with it the honey of that summer. She cannot open all forty hives, so she wants to know at breakfast which three to open."
    )
    HIVES = 'import pandas as pd\n\nswarm = pd.read_csv("hives.csv")["colony"]\n'

    @pytest.mark.parametrize(
        ("success", "expected"),
        [
            ("", 1),
            ("It is of use to her only if it is right more often than the calendar.", 2),
            ("What counts is recall among the three.", 2),
            ("The bar we set before we began: at least 2 of 3.", 2),
            ("The forest has 200 trees and the measure is in the file.", 1),
        ],
    )
    def test_a_story_below_the_title_is_a_problem_without_any_heading(
        self, tmp_path: Path, success: str, expected: int
    ) -> None:
        readme = f"# hives\n\n{self.STORY}\n\n{success}\n\n## Run\n\n`python hives.py`\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme, "hives.py": self.HIVES}) == expected

    def test_in_a_story_those_act_who_can_have_a_problem(self, tmp_path: Path) -> None:
        told = (
            "Petani di desa ini meminjam dari koperasi setiap musim tanam. Tiga petugas berjalan ke ladang sebelum uang cair, dan hari "
            "hujan membuat jalan itu putus. Sawah yang jauh sering baru didatangi sesudah musim hampir lewat, dan panen di sana sudah dijual kepada tengkulak dengan harga murah."
        )
        readme = f"# hives\n\n{told}\n\n## Run\n\n`python hives.py`\n"
        code = 'import pandas as pd\n\nmusim = pd.read_csv("petani.csv")["petugas"]\n'
        assert level(tmp_path, "problem-framing", {"README.md": readme, "petani.py": code}) == 1

    def test_a_story_below_the_title_in_which_nobody_acts_is_none(self, tmp_path: Path) -> None:
        told = (
            "Bees live in colonies of up to fifty thousand. In spring a colony grows fast and may swarm when the hive is full. "
            "Honey has been gathered on roofs since the days of ancient Egypt, where hives were made of clay."
        )
        readme = f"# hives\n\n{told}\n\n## Run\n\n`python hives.py`\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme, "hives.py": self.HIVES}) == 0

    def test_a_description_of_data_and_models_below_that_heading_is_none(self, tmp_path: Path) -> None:
        told = (
            "The data set holds sixty features of the drugs that were given to people in five clinics. A model is "
            "trained on the features to predict which drug a patient was given, with a random forest of 100 trees."
        )
        readme = f"# drug\n\n## How to run\n\n`python train.py`\n\n## Why\n\n{told}\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme, "clinic.py": self.COLUMNS}) == 0

    @pytest.mark.parametrize(
        "success",
        [
            "I wanted at least 95% of them right, not more than one in twenty wrong.",
            "It is useful if 85 of 100 are sorted right.",
            "La meta era pasar de 0.98 en validación cruzada.",
            "Hedefim RMSLE'nin 0.15'in altında kalmasıydı.",
            "Целевая метрика: ROC-AUC не ниже 0,75.",
            "I judge by RMSE on the log, which punishes being wrong by a factor.",
        ],
    )
    def test_what_would_be_good_enough_is_a_measure_of_success_below_the_problem(
        self, tmp_path: Path, success: str
    ) -> None:
        readme = f"# drug\n\n## The problem\n\n{self.NEED}\n\n{success}\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme, "clinic.py": self.COLUMNS}) == 2

    def test_what_would_be_good_enough_counts_below_a_heading_that_asks_for_it(self, tmp_path: Path) -> None:
        told = "I would call it useful at 0.80 recall."
        readme = f"# drug\n\n## The problem\n\n{self.NEED}\n\n## What success would be\n\n{told}\n"
        files = {"README.md": readme, "clinic.py": self.COLUMNS}
        assert level(tmp_path, "problem-framing", files) == 2

    def test_a_bound_elsewhere_is_none(self, tmp_path: Path) -> None:
        readme = (
            "# Pumps\n\n## Problem\n\nThe maintenance team of a plant wants to reduce repair costs.\n\n"
            "## Data\n\nA batch must have at least 100 rows.\n"
        )
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == 1

    def test_a_question_why_that_weighs_a_metric_against_a_need_is_a_measure(self, tmp_path: Path) -> None:
        readme = (
            "# Segments\n\n## Context\n\nBanks treat clients alike and want to reduce losses.\n\n## Why four groups?\n\n"
            "Four balance the silhouette of 0.26 with groups that the credit team can act on.\n"
        )
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == 2

    def test_the_introduction_of_a_library_s_front_end_is_not_the_project_s(self, tmp_path: Path) -> None:
        files = {
            "README.md": "# Churn\n",
            "frontend/package.json": "{}",
            "frontend/README.md": "# Why\n\n## Problem\n\nCompanies want to reduce costs and retain customers.\n",
        }
        assert level(tmp_path, "problem-framing", files) == 0

    def test_a_measure_that_is_only_planned_is_none(self, tmp_path: Path) -> None:
        readme = (
            "# Churn\n\n## Business problem\n\nThe bank wants to reduce churn and retain customers.\n\n## Next steps\n\n"
            "A better metric would be a cost model, because accuracy hides the losses.\n"
        )
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == 1

    def test_the_introduction_of_a_notebook_counts(self, tmp_path: Path) -> None:
        cells = notebook(
            "# Used cars\n\n## Introduction\n\nA dealer wants to price cars right and reduce losses.", ("x = 1", "")
        )
        assert level(tmp_path, "problem-framing", {"cars.ipynb": cells}) == 1

    def test_words_about_a_project_that_is_not_there_are_nothing(self, tmp_path: Path) -> None:
        readme = "# Churn\n\n## Business problem\n\nThe bank wants to reduce churn and retain customers.\n"
        assert finding_of(repository(tmp_path, {"README.md": readme}), "problem-framing").level == 0

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("## Por qué\n\nMi tía tiene una panadería. Si hornea de más, pierde 40 euros al día.", 1),
            ("## Why\n\nMy neighbour bakes for the street. Each loaf too many is 2 euros that she loses.", 1),
            ("## Warum\n\nUnser Nachbar backt Brot. Was übrig bleibt, sind Verluste.", 1),
            (("## Why it runs there\n\nIt lives on the old laptop under the counter of my uncle, since one request each "
             "morning does not justify 5 euros a month, and if the shop has no network he still gets what he needs."), 0),
            ("## Setup\n\nMy neighbour loses the key of the shop each week.", 0),
        ],
    )  # fmt: skip
    def test_somebody_whom_the_author_knows_has_a_problem_where_it_is_asked_for(
        self, tmp_path: Path, text: str, expected: int
    ) -> None:
        assert level(tmp_path, "problem-framing", {"README.md": f"# Churn\n\n{text}\n"}) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('"support_experts": true,', 0),
            ("Support experts: they decide early whom to call.", 1),
            ("## Goal\n\nReduce expensive underprediction with the churn of last month.", 0),
            ("## Goal\n\nReduce expensive visits to shops that churned last month.", 1),
        ],
    )
    def test_a_setting_and_the_errors_of_a_model_are_nobodys_problem(
        self, tmp_path: Path, text: str, expected: int
    ) -> None:
        assert level(tmp_path, "problem-framing", {"README.md": f"# Churn\n\n{text}\n"}) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "## Why bother\n\nSomebody who rents a room for a week sees one price and never learns what others paid.",
                1,
            ),
            ("## Who needs this\n\nCyclists cross the bridge before work and find the racks on both sides full.", 1),
            ("## Why this stack\n\nThe library is small and it starts in less than a second on a laptop.", 0),
            ("## Why\n\nPeople like the API and call it with the features of one row.", 0),
            ("## Đặt vấn đề\n\nHồ sơ giả là vấn đề nghiêm trọng.", 1),
            ("## Introduction\n\nKnowing who leaves matters in shops from bakeries to gyms.", 1),
            ("## Introduction\n\nThe order of columns matters for the model.", 0),
            ("The package has clean loading utilities and helpers for plots.", 0),
            ("## Introduction\n\nIt is done by small chunks, which keeps compute costs low.", 0),
            ("## Задача T1. Тесты\n\nНужно запускать проверки при каждом коммите.", 0),
        ],
    )
    def test_who_lives_with_it_is_told_where_it_is_asked_for_and_tools_have_no_need(
        self, tmp_path: Path, text: str, expected: int
    ) -> None:
        assert level(tmp_path, "problem-framing", {"README.md": f"# Churn\n\n{text}\n"}) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Selection criterion: highest recall. _Reasoning:_ find most of those who leave.", 2),
            ("Honest metrics: PR-AUC and Brier, not accuracy.", 2),
            ("Our objective is to outperform the list that is in use at present: more hits than the current one.", 1),
            ("The objective is a list that can outperform the existing one.", 2),
            ("There was no accuracy to report.", 1),
            ("Precision, recall and F1-Score are computed.", 1),
            ("It may be worth considering the business costs of false alarms.", 1),
        ],
    )
    def test_a_measure_is_chosen_for_a_reason_or_against_another(
        self, tmp_path: Path, text: str, expected: int
    ) -> None:
        problem = "## Problem\n\nThe shop wants to retain customers and loses money on those who leave."
        readme = f"# Churn\n\n{problem}\n\n## Choice\n\n{text}\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("L'outil ne sera branché que s'il fait mieux que 86 %.", 2),
            ("L'outil sera branché en mars, quand les deux seront revenues.", 1),
        ],
    )
    def test_what_is_used_only_from_a_figure_on_has_a_measure(self, tmp_path: Path, text: str, expected: int) -> None:
        told = (
            "À la mairie, deux agentes ouvrent chaque lettre et cherchent à qui elle revient. Une lettre mal donnée attend "
            "une semaine de plus, et personne ne sait dans quel tiroir elle dort pendant tout ce temps-là."
        )
        assert level(tmp_path, "problem-framing", {"README.md": f"# Lettres\n\n{told} {text}\n"}) == expected

    def test_a_problem_of_measuring_in_a_notebook_is_nobodys(self, tmp_path: Path) -> None:
        cells = notebook("# Churn\n\n## The problem\n\nAccuracy fails to show who leaves.", ("x = 1", ""))
        assert level(tmp_path, "problem-framing", {"churn.ipynb": cells}) == 0

    def test_what_no_text_tells_is_not_said_to_be_told(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "problem-framing", {"README.md": "# Churn\n\nThe code is in `train.py`.\n"})
        assert (found.fix or "").startswith("Nothing tells whose problem it is: add to README.md a section")


class TestQuantifiedResults:
    def test_names_of_metrics_without_values_are_no_result(self, tmp_path: Path) -> None:
        readme = "# Churn\n\n## Results\n\nEvaluated with accuracy, precision, recall and F1 on the test set.\n"
        assert level(tmp_path, "quantified-results", {"README.md": readme}) == 0

    def test_figures_in_output_alone_do_not_count_and_the_fix_names_them(self, tmp_path: Path) -> None:
        found = judged(
            tmp_path, "quantified-results", {"a.ipynb": notebook("# Model", ("print(score)", "F1: 0.871\n"))}
        )
        assert found.level == 0
        assert "a.ipynb" in (found.fix or "")
        assert "0.871" in (found.fix or "")

    @pytest.mark.parametrize(
        "text",
        [
            "Target: F1 above 0.9. Alert if accuracy < 0.8.",
            "![results](https://example.org/x.png)\n\n<img src='a.png' width='100%'>",
            "26.5% of customers churn. Data from 2019 to 2023.",
            "Accuracy: XX%. Results: TBD. Coming soon.",
        ],
    )
    def test_targets_widths_shares_and_placeholders_are_no_results(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "quantified-results", {"README.md": f"# Churn\n\n## Results\n\n{text}\n"}) == 0

    @pytest.mark.parametrize("text", ["98% accuracy", "R² = 0.85-0.90", "Acurácia de 91,3%"])
    def test_a_bare_number_or_range_is_partial(self, tmp_path: Path, text: str) -> None:
        found = judged(tmp_path, "quantified-results", {"README.md": f"# Model\n\nThe model: {text}.\n"})
        assert found.level == 1
        assert found.fix is not None
        assert "README.md:3" in found.fix

    def test_a_picture_of_a_metric_is_partial(self, tmp_path: Path) -> None:
        readme = "# Model\n\n## Results\n\nThe ROC curve:\n\n![roc curve](images/roc.png)\n"
        assert level(tmp_path, "quantified-results", {"README.md": readme, "images/roc.png": "x"}) == 1

    def test_at_least_so_much_below_a_heading_of_results_is_partial(self, tmp_path: Path) -> None:
        readme = "# Model\n\n## Performance\n\n- **Accuracy**: >85%\n- **Recall**: >80%\n"
        assert level(tmp_path / "reached", "quantified-results", {"README.md": readme}) == 1
        wished = readme.replace("Performance", "Acceptance")
        assert level(tmp_path / "wished", "quantified-results", {"README.md": wished}) == 0

    @pytest.mark.parametrize(
        "text",
        ["The report of the data is in `eda/report.html`.", "```\n├── eda/report.html   # results and metrics\n```"],
    )
    def test_a_report_of_the_data_and_a_file_tree_point_to_no_results(self, tmp_path: Path, text: str) -> None:
        files = {"README.md": f"# Model\n\n## Files\n\n{text}\n", "eda/report.html": "<p>x</p>"}
        assert level(tmp_path, "quantified-results", files) == 0

    def test_a_table_of_models_gives_the_metric_spoken_of_above_it(self, tmp_path: Path) -> None:
        readme = (
            "# Tweets\n\nModels are measured by F1 score.\n\n| Step | Naive Bayes | Random forest |\n|---|---|---|\n"
            "| Default (test) | 0.71 | 0.74 |\n| Tuned (test) | 0.76 | 0.77 |\n"
        )
        assert level(tmp_path, "quantified-results", {"README.md": readme}) == 2

    @pytest.mark.parametrize(
        "text",
        [
            "## Results\n\n![](https://github.com/user-attachments/assets/1a2b)",
            "## Model\n\n![Model accuracy](https://github.com/user-attachments/assets/1a2b)",
            "## Models\n\n![](https://raw.githubusercontent.com/ada/rent/main/lightgbm_52.png)",
        ],
    )
    def test_a_picture_of_results_that_lies_elsewhere_is_partial(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "quantified-results", {"README.md": f"# Model\n\n{text}\n"}) == 1

    @pytest.mark.parametrize("title", ["Example output", "Expected metrics", "Response"])
    def test_an_example_of_an_output_is_only_partial_and_claims_nothing(self, tmp_path: Path, title: str) -> None:
        readme = f"# Model\n\n## {title}\n\n```\nAccuracy on the test set: 0.87\n```\n"
        assert level(tmp_path / "results", "quantified-results", {"README.md": readme}) == 1
        assert level(tmp_path / "claims", "claims-supported", {"README.md": readme}) == 0

    def test_a_picture_that_is_not_there_shows_nothing(self, tmp_path: Path) -> None:
        readme = "# Model\n\n## Results\n\n![roc curve](images/roc.png)\n"
        assert level(tmp_path, "quantified-results", {"README.md": readme}) == 0

    @pytest.mark.parametrize(
        "text",
        [
            "F1 of 0.87 and recall of 0.81 on the held-out test set.",
            "Cross-validated over 5 folds, the ROC AUC is 0.842.",
            "| Metric | Test set |\n|---|---|\n| RMSE | 4.97 |\n",
            "O modelo tem R² de 0,85 nos dados de teste.",
            "R² von 0,79 auf den Testdaten.",
            "Le rappel atteint 0,78 sur le jeu de test.",
            "Akurasi 88,5% pada data uji.",
            "Точность 0.91 на тестовой выборке.",
            "在测试集上的准确率为0.91。",
            "MAPE of 13.0% ± 2.3 in walk-forward backtesting.",
        ],
    )
    def test_values_with_what_they_were_measured_on_are_met(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "quantified-results", {"README.md": f"# Model\n\n## Results\n\n{text}\n"}) == 2

    def test_the_split_may_be_told_elsewhere_in_the_same_text(self, tmp_path: Path) -> None:
        readme = "# Model\n\nThe data is split 80/20, stratified.\n\n## Results\n\n| Metric | Value |\n|---|---|\n| F1 | 0.87 |\n"
        assert level(tmp_path, "quantified-results", {"README.md": readme}) == 2

    def test_on_training_data_it_is_only_partial(self, tmp_path: Path) -> None:
        assert (
            level(tmp_path, "quantified-results", {"README.md": "# Model\n\nAccuracy on the training set: 0.99\n"}) == 1
        )

    def test_each_project_of_a_collection_states_its_own(self, tmp_path: Path) -> None:
        files: dict[str, str] = {}
        for name in ("churn", "prices", "spam"):
            files[f"{name}/README.md"] = f"# {name}\n\nF1 of 0.87 on the test set.\n"
            files[f"{name}/model.py"] = TRAINING
        assert level(tmp_path / "all", "quantified-results", files) == 2
        files["spam/README.md"] = "# spam\n\nA classifier.\n"
        found = judged(tmp_path / "some", "quantified-results", files)
        assert found.level == 1
        assert "spam" in (found.fix or "")

    TABLE = (
        "# Bikes\n\n## Results on the test set\n\n| Model | MAE |\n|---|---|\n| Baseline (mean) | 108.4 |\n"
        "| Rule: the hour's mean | 44.5 |\n| Ridge | 43.1 |\n| Gradient boosting | 35.8 |\n| Random forest | 36.2 |\n"
    )

    def test_it_names_the_best_model_s_figure_and_not_the_baseline_s(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "quantified-results", {"README.md": self.TABLE})
        assert "mae 35.8 " in found.reason
        assert found.evidence[0].line == 10

    def test_it_names_the_figure_of_the_model_that_is_served(self, tmp_path: Path) -> None:
        served = self.TABLE.replace("Random forest", "Random forest (served)")
        assert "mae 36.2 " in judged(tmp_path, "quantified-results", {"README.md": served}).reason

    def test_it_names_no_figure_of_training_data(self, tmp_path: Path) -> None:
        readme = "# Churn\n\n- Training accuracy: 0.99\n- Test accuracy: 0.84\n"
        assert "accuracy 0.84 " in judged(tmp_path, "quantified-results", {"README.md": readme}).reason

    def test_the_figure_to_report_is_not_the_baseline_s(self, tmp_path: Path) -> None:
        metrics = '{"model": {"roc_auc": 0.84}, "baseline": {"roc_auc": 0.5}}'
        files = {"README.md": "# Churn\n\nA model.\n", "reports/metrics.json": metrics}
        assert "roc auc 0.84" in (judged(tmp_path, "quantified-results", files).fix or "")

    def test_what_is_measured_is_not_to_be_measured_again(self, tmp_path: Path) -> None:
        fix = judged(tmp_path, "quantified-results", {"README.md": "# Churn\n\nA model.\n"}).fix or ""
        assert "train.py:9 measures" in fix
        assert "Measure" not in fix

    @pytest.mark.parametrize("metrics", [{}, {"reports/metrics.json": '{"roc_auc": 0.84}'}])
    def test_no_other_criterion_asks_to_put_the_same_figures_into_the_readme(
        self, tmp_path: Path, metrics: Mapping[str, str]
    ) -> None:
        readme = (
            "# Churn\n\nA model that predicts which of the customers of a telephone company will leave it in the next "
            "month, from their contracts and their bills, so that somebody can call those who may leave and offer "
            "them something.\n\n## Run\n\n```\npip install -r requirements.txt\npython train.py\n```\n"
        )
        files = {"README.md": readme, "requirements.txt": "pandas==2.2\n", **metrics}
        asked = {name: judged(tmp_path, name, files) for name in ("readme", "quantified-results", "claims-supported")}
        assert [found.level for found in asked.values()] == [1, 0, 0]
        assert "into the README" in (asked["quantified-results"].fix or "")
        assert "what the program prints or answers" in (asked["readme"].fix or "")
        supported = asked["claims-supported"].fix or ""
        assert "committed" in supported or "commit that" in supported
        assert "Measure" not in supported

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("EVALUATION_REPORT.txt", 2), ("results/model_comparison.txt", 2), ("results/classification_report.txt", 0)],
    )
    def test_a_report_in_plain_text_is_a_text_and_a_printed_one_is_output(
        self, tmp_path: Path, name: str, expected: int
    ) -> None:
        report = "Rents\n=====\n\nTest MAE: 89.74\nTest R2: 0.8732\n"
        assert level(tmp_path, "quantified-results", {name: report}) == expected


class TestBaselineComparison:
    def test_the_best_model_stands_beside_the_baseline(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "baseline-comparison", {"README.md": TestQuantifiedResults.TABLE})
        assert "mae of 108.4 beside the best model's 35.8 (Gradient boosting)" in found.reason
        assert [place.line for place in found.evidence] == [7, 10]

    @pytest.mark.parametrize("before", ["", "1", "—"], ids=["nothing", "a rank", "a dash"])
    def test_what_a_row_is_of_may_stand_in_its_second_cell(self, tmp_path: Path, before: str) -> None:
        readme = (
            "# Model\n\n| | Name | metric | value |\n|---|---|---|---|\n"
            f"| {before} | 1_Baseline | F1 | 0.41 |\n| {before} | 2_Forest | F1 | 0.87 |\n"
        )
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 2

    def test_one_model_and_one_number_have_nothing_beside_them(self, tmp_path: Path) -> None:
        found = judged(
            tmp_path, "baseline-comparison", {"README.md": "# Model\n\n## Results\n\nF1 of 0.87 on the test set.\n"}
        )
        assert found.level == 0
        assert "README.md:5" in (found.fix or "")

    def test_a_baseline_in_words_is_none(self, tmp_path: Path) -> None:
        readme = "# Model\n\nWe compare with a baseline. F1 of 0.87 on the test set.\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 0

    def test_models_in_a_table_are_partial(self, tmp_path: Path) -> None:
        readme = "# Model\n\n| Model | F1 |\n|---|---|\n| Logistic regression | 0.81 |\n| Random forest | 0.87 |\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 1

    @pytest.mark.parametrize(
        "code",
        [
            'models = {"lr": LogisticRegression(), "rf": RandomForestClassifier()}\nfor m in models.values():\n    m.fit(X, y)\n',
            "LogisticRegression().fit(X, y)\nRandomForestClassifier().fit(X, y)\n",
            "a = LogisticRegression()\nb = RandomForestClassifier()\na.fit(X, y)\nb.fit(X, y)\n",
            "if kind == 'lr':\n    m = LogisticRegression()\nelse:\n    m = RandomForestClassifier()\nm.fit(X, y)\n",
            "for depth in (2, 4):\n    m = RandomForestClassifier(max_depth=depth).fit(X, y)\n",
        ],
    )
    def test_models_set_against_each_other_in_code_are_partial(self, tmp_path: Path, code: str) -> None:
        imports = (
            "from sklearn.ensemble import RandomForestClassifier\nfrom sklearn.linear_model import LogisticRegression\n"
        )
        assert (
            level(
                tmp_path, "baseline-comparison", {"README.md": "# x\n"}, training=f"{imports}X = y = kind = 1\n{code}"
            )
            == 1
        )

    @pytest.mark.parametrize(
        "text",
        [
            "A small CNN (70-80% accuracy) and a fine-tuned ResNet-18 (85-90% accuracy).",
            "The random forest had the best accuracy, 86%. Naive Bayes followed with an accuracy of 81%.",
        ],
    )
    def test_models_with_their_figures_in_a_sentence_are_partial(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "baseline-comparison", {"README.md": f"# Model\n\n{text}\n"}) == 1

    def test_kinds_of_model_in_different_modules_are_partial(self, tmp_path: Path) -> None:
        other = "from sklearn.svm import SVC\nmodel = SVC()\n"
        assert level(tmp_path, "baseline-comparison", {"models/svm.py": other}) == 1

    @pytest.mark.parametrize(
        ("second", "expected"),
        [('y_stock = table["stock"]', 0), ("y_stock = y_price", 1)],
        ids=["another column", "the same column"],
    )
    def test_models_of_different_columns_are_no_alternatives(self, tmp_path: Path, second: str, expected: int) -> None:
        code = (
            "import pandas as pd\nfrom sklearn.ensemble import RandomForestRegressor\n"
            "from sklearn.linear_model import Ridge\nfrom sklearn.model_selection import train_test_split\n\n"
            f'table = pd.read_csv("data.csv")\nx = table[["a", "b"]]\ny_price = table["price"]\n{second}\n'
            "x_train, x_test, y_price_train, y_price_test = train_test_split(x, y_price)\n"
            "_, _, y_stock_train, y_stock_test = train_test_split(x, y_stock)\n"
            "price_model = RandomForestRegressor()\nprice_model.fit(x_train, y_price_train)\n"
            "stock_model = Ridge()\nstock_model.fit(x_train, y_stock_train)\n"
        )
        assert level(tmp_path, "baseline-comparison", {"README.md": "# x\n"}, training=code) == expected

    def test_models_of_several_projects_in_one_repository_are_no_alternatives(self, tmp_path: Path) -> None:
        code = "import pandas as pd\nfrom {} import {}\n\n{}().fit(pd.read_csv('a.csv'), [0, 1])\n"
        files = {}
        for folder, package, name in (
            ("churn", "sklearn.linear_model", "LogisticRegression"),
            ("flats", "sklearn.ensemble", "RandomForestRegressor"),
            ("mail", "sklearn.naive_bayes", "MultinomialNB"),
        ):
            files[f"{folder}/README.md"] = f"# {folder}\n\nOne model.\n"
            files[f"{folder}/fit.py"] = code.format(package, name, name)
        assert level(tmp_path, "baseline-comparison", files, training="print()\n") == 0
        files["flats/other.py"] = code.format("sklearn.svm", "SVR", "SVR")
        assert level(tmp_path, "baseline-comparison", files, training="print()\n") == 1

    def test_filling_gaps_is_no_other_model(self, tmp_path: Path) -> None:
        other = "from sklearn.impute import KNNImputer\nfill = KNNImputer()\n"
        assert level(tmp_path, "baseline-comparison", {"clean.py": other}) == 0

    def test_a_dummy_that_is_scored_in_code_without_its_figure_is_partial(self, tmp_path: Path) -> None:
        code = (
            "from sklearn.dummy import DummyClassifier\nfrom sklearn.ensemble import RandomForestClassifier\n"
            "X = y = Z = 1\nprint(DummyClassifier().fit(X, y).score(X, y))\nRandomForestClassifier().fit(Z, y)\n"
        )
        assert level(tmp_path, "baseline-comparison", {}, training=code) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "| Model | F1 |\n|---|---|\n| Dummy classifier | 0.00 |\n| Random forest | 0.87 |\n",
            "| Modell | MAE |\n|---|---|\n| Baseline (Mittelwert) | 15.500 € |\n| Baum | 5.150 € |\n",
            "F1 of 0.87, against 0.71 of the current process.",
            "Seasonal naive: MAPE 13.9%\n\nProphet: MAPE 13.0%",
            "Tuning raised the accuracy from 93% to 96.5%.",
            "| Model | F1 | Remark |\n|---|---|---|\n| LSTM | 0.55 | poor |\n| XGBoost, 51 columns | 0.75 | Baseline |\n",
            "| Model | F1 |\n|---|---|\n| Forest, default settings | 0.71 |\n| Forest, tuned | 0.74 |\n",
        ],
    )
    def test_a_baseline_s_figure_beside_the_model_s_is_met(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "baseline-comparison", {"README.md": f"# Model\n\n## Results\n\n{text}\n"}) == 2

    def test_a_notebook_that_names_its_baseline_and_shows_both_is_met(self, tmp_path: Path) -> None:
        cells = notebook(
            "# Models\n\n## Model 1: logistic regression (baseline)",
            ("from sklearn.linear_model import LogisticRegression\nLogisticRegression().fit(X, y)", "AUC: 0.8152\n"),
            "## Model 2",
            (
                "from sklearn.ensemble import RandomForestClassifier\nRandomForestClassifier().fit(X, y)",
                "AUC: 0.8700\n",
            ),
        )
        assert level(tmp_path, "baseline-comparison", {"models.ipynb": cells}) == 2

    def test_a_model_that_a_text_calls_the_baseline_is_met_where_values_are_given(self, tmp_path: Path) -> None:
        readme = "# Films\n\n| Baseline model | ItemKNN |\n|---|---|\n\n## Results\n\n"
        table = "| Model | RMSE |\n|---|---|\n| ItemKNN | 2.72 |\n| SVD | 0.965 |\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme + table}) == 2
        assert level(tmp_path, "baseline-comparison", {"README.md": f"{readme}RMSE of 0.965.\n"}) == 0

    def test_a_results_file_with_the_baseline_is_met(self, tmp_path: Path) -> None:
        metrics = '{"dummy baseline": {"f1": 0.0}, "model": {"f1": 0.87}}'
        writing = TRAINING + "open('reports/metrics.json', 'w').write('{}')\n"
        files = {"reports/metrics.json": metrics}
        assert level(tmp_path / "written", "baseline-comparison", files, training=writing) == 2
        assert level(tmp_path / "not", "baseline-comparison", files) == 0

    def test_the_same_figure_called_a_baseline_is_no_comparison(self, tmp_path: Path) -> None:
        readme = "# Model\n\nRMSLE 0.13049 on Kaggle.\n\n## Baseline result\n\nRMSLE: 0.13049\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 0


def measuring(*lines: str) -> str:
    imports = (
        "import numpy as np\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.metrics import accuracy_score, f1_score, "
        "confusion_matrix, mean_absolute_error\nfrom sklearn.model_selection import cross_val_score, train_test_split\n"
    )
    return imports + "\n".join(lines) + "\n"


SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y)"
FIT = "model = LogisticRegression().fit(X_train, y_train)"


class TestEvaluationDepth:
    def test_nothing_measured(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "evaluation-depth", {}, training=measuring(SPLIT, FIT))
        assert found.level == 0
        assert "train.py" in (found.fix or "")

    def test_only_accuracy(self, tmp_path: Path) -> None:
        code = measuring(
            SPLIT, FIT, "print(accuracy_score(y_test, model.predict(X_test)))", "model.score(X_test, y_test)"
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 0

    def test_measured_on_training_data(self, tmp_path: Path) -> None:
        code = measuring("model = LogisticRegression().fit(X, y)", "print(f1_score(y, model.predict(X)))")
        found = judged(tmp_path, "evaluation-depth", {}, training=code)
        assert found.level == 0
        assert "training data" in (found.fix or "")

    def test_what_is_asked_about_the_rows_it_was_fitted_to_is_not_held_out(self, tmp_path: Path) -> None:
        code = measuring(
            "X = pd.read_csv('X.csv')",
            "y = pd.read_csv('y.csv').values",
            "model = LogisticRegression()",
            "model.fit(X, y)",
            "preds = model.predict(X)",
            "print(mean_absolute_error(y, preds))",
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 0

    def test_a_name_that_is_given_to_the_held_out_rows_later_may_stand_for_them(self, tmp_path: Path) -> None:
        code = measuring(
            "part_test = pd.read_csv('data.csv')[80:]",
            "X = pd.read_csv('data.csv')[:80]",
            "y = X.pop('y')",
            "model = LogisticRegression().fit(X, y)",
            "X = part_test",
            "print(f1_score(y, model.predict(X)))",
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 1

    def test_a_name_of_another_part_holds_nothing_out_of_a_fit(self, tmp_path: Path) -> None:
        code = measuring(
            "X = pd.read_csv('data.csv')",
            "y = X.pop('y')",
            "print(test_size)",
            "model = LogisticRegression().fit(X, y)",
            "preds = model.predict(X)",
            "print(f1_score(y, preds))",
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 0

    def test_the_evidence_shows_what_was_held_out_and_each_metric_that_is_named(self, tmp_path: Path) -> None:
        ask = "preds = model.predict(X_test)"
        code = measuring(SPLIT, FIT, ask, "print(f1_score(y_test, preds))", "print(confusion_matrix(y_test, preds))")
        shown = [place.excerpt for place in judged(tmp_path, "evaluation-depth", {}, training=code).evidence]
        assert any("train_test_split(" in excerpt for excerpt in shown)
        assert any("f1_score(" in excerpt for excerpt in shown)
        assert any("confusion_matrix(" in excerpt for excerpt in shown)

    def test_a_plot_of_silhouettes_measures_groups(self, tmp_path: Path) -> None:
        code = (
            "import pandas as pd\nfrom sklearn.cluster import KMeans\nfrom yellowbrick.cluster import SilhouetteVisualizer\n\n"
            "X = pd.read_csv('data.csv')\nSilhouetteVisualizer(KMeans(4)).fit(X)\n"
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 1

    def test_groups_that_nobody_labelled_are_not_said_to_be_held_out(self, tmp_path: Path) -> None:
        code = (
            "import pandas as pd\nfrom sklearn.cluster import KMeans\nfrom sklearn.metrics import silhouette_score\n\n"
            "X = pd.read_csv('data.csv')\ngroups = KMeans(4).fit_predict(X)\nprint(silhouette_score(X, groups))\n"
        )
        found = judged(tmp_path, "evaluation-depth", {}, training=code)
        assert found.level == 1
        assert "held out" not in found.reason

    def test_the_setting_of_a_forest_called_bootstrap_looks_at_no_uncertainty(self, tmp_path: Path) -> None:
        code = measuring(SPLIT, FIT, "print(f1_score(y_test, model.predict(X_test)))", "print(model.bootstrap)")
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 1

    @pytest.mark.parametrize(
        "code",
        [
            '"""\nfrom sklearn.metrics import f1_score\nf1_score(y_test, p)\n"""\nX_test = 1\n',
            "# print(f1_score(y_test, model.predict(X_test)))\nX_test = 1\n",
            "from sklearn.metrics import f1_score\n\ndef nobody_calls_this(X_test, y_test, p):\n    return f1_score(y_test, p)\n",
        ],
    )
    def test_code_in_strings_and_comments_or_that_nothing_reaches_measures_nothing(
        self, tmp_path: Path, code: str
    ) -> None:
        assert level(tmp_path, "evaluation-depth", {}, training="model.fit(X_train, y_train)\n" + code) == 0

    @pytest.mark.parametrize(
        "sentence",
        [
            "Of 836 test messages 9 are wrong: most of them are short and have no link.",
            "The model gets long messages wrong in 9 of 836 cases, mostly where somebody sends a code.",
            "The threshold is 0.8, because a false alarm costs a lost message and missed spam only a second.",
        ],
    )
    def test_errors_read_in_plain_words_and_a_threshold_by_cost_go_beyond(self, tmp_path: Path, sentence: str) -> None:
        code = measuring(SPLIT, FIT, "print(f1_score(y_test, model.predict(X_test)))")
        assert level(tmp_path, "evaluation-depth", {"README.md": f"# Spam\n\n{sentence}\n"}, training=code) == 2

    @pytest.mark.parametrize(
        "sentence", ["The threshold is 0.8.", "What is wrong will be looked at.", "Wrong inputs give a 422."]
    )
    def test_a_bare_threshold_and_errors_of_others_do_not(self, tmp_path: Path, sentence: str) -> None:
        code = measuring(SPLIT, FIT, "print(f1_score(y_test, model.predict(X_test)))")
        assert level(tmp_path, "evaluation-depth", {"README.md": f"# Spam\n\n{sentence}\n"}, training=code) == 1

    def test_the_validation_of_a_detector_measures_on_its_validation_part(self, tmp_path: Path) -> None:
        code = "from ultralytics import YOLO\n\nmodel = YOLO('yolo11n.pt')\nmodel.train(data='d.yaml')\nmetrics = model.val("
        assert level(tmp_path / "a", "evaluation-depth", {}, training=f"{code})\n") == 1
        assert level(tmp_path / "b", "evaluation-depth", {}, training=f"{code}split='train')\n") == 0

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            (("start = time.perf_counter()", "model.predict(X_test)", "times.append(time.perf_counter() - start)"), 2),
            (("start = time.perf_counter()", "model.predict(X_test)", "print(time.perf_counter() - start)"), 1),
            (("start = time.time()", "model.fit(X_train, y_train)", "times.append(time.time() - start)"), 1),
            (("start = time.time()", "times.append(time.time() - start)", "model.predict(X_test)"), 1),
        ],
    )
    def test_the_time_that_a_prediction_takes_goes_beyond(
        self, tmp_path: Path, lines: tuple[str, ...], expected: int
    ) -> None:
        code = measuring(
            "import time", "times = []", SPLIT, FIT, "print(f1_score(y_test, model.predict(X_test)))", *lines
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == expected

    @pytest.mark.parametrize(
        ("then", "expected"),
        [("search.fit(X, y)", 1), ("run(search)", 1), ("print(search.best_params_)", 0), ("model.fit(X, y)", 0)],
    )
    def test_a_search_that_is_never_fitted_measures_nothing(self, tmp_path: Path, then: str, expected: int) -> None:
        search = "search = GridSearchCV(model, {'C': [1, 2]}, scoring='f1')"
        made = (
            "import pandas as pd",
            "X, y = pd.read_csv('x.csv'), pd.read_csv('y.csv')",
            "model = LogisticRegression()",
        )
        code = measuring("from sklearn.model_selection import GridSearchCV", *made, "model.fit(X, y)", search, then)
        assert level(tmp_path, "evaluation-depth", {}, training=code) == expected

    def test_a_test_is_no_evaluation(self, tmp_path: Path) -> None:
        files = {"tests/test_model.py": measuring(SPLIT, FIT, "assert f1_score(y_test, model.predict(X_test)) > 0.5")}
        assert level(tmp_path, "evaluation-depth", files, training="model.fit(X, y)\n") == 0

    @pytest.mark.parametrize(
        "measure",
        [
            "print(f1_score(y_test, model.predict(X_test)))",
            "print(confusion_matrix(y_test, model.predict(X_test)))",
            "print(mean_absolute_error(y_test, model.predict(X_test)))",
            "print(cross_val_score(model, X, y, scoring='roc_auc').mean())",
            "rmse = np.sqrt(np.mean((y_test - model.predict(X_test)) ** 2))",
            "CatBoostClassifier(eval_metric='AUC').fit(X_train, y_train, eval_set=(X_test, y_test))",
        ],
    )
    def test_metrics_that_fit_on_held_out_data_are_partial(self, tmp_path: Path, measure: str) -> None:
        assert level(tmp_path, "evaluation-depth", {}, training=measuring(SPLIT, FIT, measure)) == 1

    def test_groups_without_labels_are_measured_by_how_they_separate(self, tmp_path: Path) -> None:
        code = (
            "from sklearn.cluster import KMeans\nfrom sklearn.metrics import silhouette_score\n"
            "X = 1\nlabels = KMeans(4).fit_predict(X)\nprint(silhouette_score(X, labels))\n"
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 1

    @pytest.mark.parametrize(
        "beyond",
        [
            "scores = cross_val_score(model, X, y)\nprint(scores.mean(), scores.std())",
            "scores = cross_val_score(model, X, y)\nplot.boxplot(y=scores, color='grey')",
            "from sklearn.calibration import calibration_curve\ncalibration_curve(y_test, model.predict_proba(X_test)[:, 1])",
            "best_threshold = max(np.arange(0, 1, 0.1), key=lambda t: f1_score(y_test, p > t))",
            "for threshold in np.linspace(0, 1):\n    print(f1_score(y_test, p > threshold))",
            "residuals = y_test - model.predict(X_test)\nplt.scatter(y_test, residuals)",
            "start = time.time()\nmodel.predict(X_test)\ninference_time = (time.time() - start) / len(X_test)",
            "from fairlearn.metrics import MetricFrame\nMetricFrame(metrics=f1_score, y_true=y_test, y_pred=p, sensitive_features=a)",
        ],
    )
    def test_something_beyond_in_code_is_met(self, tmp_path: Path, beyond: str) -> None:
        code = measuring(SPLIT, FIT, "print(f1_score(y_test, model.predict(X_test)))", beyond)
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 2

    def test_errors_that_the_text_discusses_are_met(self, tmp_path: Path) -> None:
        readme = (
            "# Model\n\n## Errors\n\nOf 1,409 customers 287 are false positives and 209 false negatives. Most missed churners have "
            "short contracts, which suggests that tenure hides them.\n"
        )
        assert level(tmp_path, "evaluation-depth", {"README.md": readme}) == 2

    def test_which_cases_are_hard_is_read_in_any_language(self, tmp_path: Path) -> None:
        readme = (
            "# Cuaca\n\nRecall untuk kelas cerah adalah 66%, menunjukkan model kesulitan mengidentifikasi kelas itu.\n"
        )
        assert level(tmp_path, "evaluation-depth", {"README.md": readme}) == 2

    @pytest.mark.parametrize(
        "text",
        ["## Error analysis\n\nComing soon.", "## Steps\n\n- Evaluation and error analysis", "Future work: false positives could be read for 10 customers, because they matter."],
    )  # fmt: skip
    def test_an_analysis_that_is_only_announced_adds_nothing(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "evaluation-depth", {"README.md": f"# Model\n\n{text}\n"}) == 1

    def test_the_metrics_of_a_text_alone_are_no_evaluation(self, tmp_path: Path) -> None:
        readme = "# Model\n\nF1 of 0.87 ± 0.02 over 5 folds on the test set.\n"
        assert level(tmp_path, "evaluation-depth", {"README.md": readme}, training="model.fit(X, y)\n") == 0


CLASSIFIER = TRAINING
REGRESSOR = """\
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

table = pd.read_csv("data.csv")
X_train, X_test, y_train, y_test = train_test_split(table.drop(columns="y"), table["y"], random_state=0)
model = RandomForestRegressor().fit(X_train, y_train)
print(mean_absolute_error(y_test, model.predict(X_test)))
"""


class TestAdviceForTheTask:
    """A fix names what fits the task, and all kinds only where it is not known."""

    @pytest.mark.parametrize(
        ("training", "readme", "dummy", "others"),
        [
            (CLASSIFIER, "# Churn", "the most frequent class", ("mean", "week")),
            (REGRESSOR, "# Prices", "the mean", ("class", "week")),
            (
                REGRESSOR,
                "# Forecasting of sales",
                "the last value, or that of the same day a week before",
                ("class", "mean"),
            ),
            ("model.fit(X, y)\n", "# Something", "the most frequent class, the mean, last week's value", ()),
        ],
    )
    def test_the_dummy(self, tmp_path: Path, training: str, readme: str, dummy: str, others: tuple[str, ...]) -> None:
        files = {"README.md": f"{readme}\n", "measures.py": ""}
        fix = judged(tmp_path, "baseline-comparison", files, training=training).fix or ""
        assert f"({dummy})" in fix
        assert not [word for word in others if word in fix.partition("dummy model's figure")[2].partition(")")[0]]

    def test_no_threshold_is_asked_of_quantities(self, tmp_path: Path) -> None:
        fix = judged(tmp_path, "evaluation-depth", {"measures.py": ""}, training=REGRESSOR).fix or ""
        assert "where the errors are largest" in fix
        assert "threshold" not in fix

    def test_a_threshold_is_asked_of_classes(self, tmp_path: Path) -> None:
        fix = judged(tmp_path, "evaluation-depth", {"measures.py": ""}, training=CLASSIFIER).fix or ""
        assert "threshold" in fix

    def test_metrics_that_show_the_errors_are_only_asked_where_there_are_none(self, tmp_path: Path) -> None:
        said = {"README.md": "# Prices\n\nThe forest has an RMSE of 847.5 and a MAE of 568.2.\n", "measures.py": ""}
        fix = judged(tmp_path / "all", "quantified-results", said, training=REGRESSOR).fix or ""
        assert "how many rows that is." in fix
        bare = {"README.md": "# Churn\n\nThe forest has an accuracy of 0.91.\n", "measures.py": ""}
        fix = judged(tmp_path / "bare", "quantified-results", bare, training=CLASSIFIER).fix or ""
        assert "beside it what shows the errors (precision, recall and F1 or ROC AUC)" in fix

    @pytest.mark.parametrize("criterion", ["quantified-results", "claims-supported"])
    def test_a_perfect_result_is_looked_into_before_it_is_published(self, tmp_path: Path, criterion: str) -> None:
        cells = notebook((TRAINING, "Error rate of the forest: 0.0\n"))
        found = judged(tmp_path, criterion, {"train.ipynb": cells, "README.md": "# Accounts\n"})
        assert found.level == 0
        assert "more often a leak than a result" in (found.fix or "")
        cells = notebook((TRAINING, "Error rate of the forest: 0.25\n"))
        found = judged(tmp_path, criterion, {"train.ipynb": cells, "README.md": "# Accounts\n"})
        assert "leak" not in (found.fix or "")
        assert "into" in (found.fix or "")


class TestSettingsCompared:
    def test_two_settings_of_one_model_with_their_values_are_a_comparison(self, tmp_path: Path) -> None:
        readme = "# Spam\n\n| Setting | F1 |\n|---|---|\n| Full fine-tuning | 0.98 |\n| Frozen layers | 0.95 |\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 1

    def test_classes_of_one_model_are_no_settings(self, tmp_path: Path) -> None:
        readme = "# Spam\n\n| Class | F1 |\n|---|---|\n| spam | 0.98 |\n| ham | 0.95 |\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 0

    def test_tracked_runs_of_two_trainings_that_are_set_side_by_side_are_a_comparison(self, tmp_path: Path) -> None:
        compare = "import mlflow\n\nprint(mlflow.search_runs(order_by=['metrics.f1 DESC']))\n"
        other = TRAINING.replace("random_state=0", "random_state=1")
        found = judged(tmp_path / "both", "baseline-comparison", {"compare.py": compare, "train_frozen.py": other})
        assert found.level == 1
        assert "tracked runs of train.py and train_frozen.py" in found.reason
        assert level(tmp_path / "one", "baseline-comparison", {"compare.py": compare}) == 0
        assert level(tmp_path / "unread", "baseline-comparison", {"train_frozen.py": other}) == 0

    def test_every_model_of_the_table_is_named_in_its_order(self, tmp_path: Path) -> None:
        rows = (
            "LinearSVC + TF-IDF | ~0.92",
            "Logistic + TF-IDF bigrams | ~0.90",
            "Gradient Boosting | ~0.87",
            "Naive Bayes | ~0.82",
        )
        readme = "# PQRS\n\n| Model | F1 |\n|---|---|\n" + "".join(f"| {row} |\n" for row in rows)
        reason = judged(tmp_path, "baseline-comparison", {"README.md": readme}).reason
        assert "f1 of linearsvc, logistic, gradientboosting, naivebayes" in reason
