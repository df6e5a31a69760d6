"""Problem framing: what earns each level, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import notebook, repository
from tests.criteria.trained import judged, level


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

    @pytest.mark.parametrize(("folder", "expected"), [("kubernetes", 0), ("churn", 1)])
    def test_a_readme_on_how_to_run_it_frames_nothing(self, folder: str, expected: int, tmp_path: Path) -> None:
        story = "# Members\n\n## Problem\n\nSports clubs lose a third of their members a year, because nobody calls in time.\n"
        files = {"README.md": "# Members\n\nA forest.\n", f"parts/{folder}/README.md": story}
        assert level(tmp_path, "problem-framing", files) == expected

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
        assert found.reason == "No text says who has the problem or why it matters."
        assert (found.fix or "").startswith("README.md:5 says what is done, but not for whom: add a section")
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
        assert "add who has the problem" in (found.fix or "")

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
        assert (found.fix or "").startswith("No text says whose problem it is: add to README.md a section")

    @pytest.mark.parametrize("title", ["Overview", "About", "Why this project", "In short"])
    def test_the_heading_does_not_decide_whether_a_need_is_heard(self, tmp_path: Path, title: str) -> None:
        told = (
            "Nobody tells the crew on the quay when the last boat comes in, so they stand there for an hour in the cold. "
            "Whoever waits at home guesses, and every tenth family drives down to the harbour for nothing.\n\n"
            "An error below 6 minutes is good enough to use."
        )
        found = judged(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n## {title}\n\n{told}\n"})
        assert found.level == 2

    def test_what_was_built_is_no_need_below_any_heading(self, tmp_path: Path) -> None:
        told = (
            "This project trains a random forest on two years of arrivals and serves the model behind an API. "
            "The pipeline cleans the data, makes the features and stores every prediction in a table of its own."
        )
        for title in ("Overview", "Why this project"):
            assert (
                level(tmp_path / title[:3], "problem-framing", {"README.md": f"# Boats\n\n## {title}\n\n{told}\n"}) == 0
            )

    @pytest.mark.parametrize(
        ("title", "expected"), [("Why this architecture?", 0), ("Why this file matters", 0), ("Why it matters", 1)]
    )
    def test_why_it_was_built_so_asks_for_no_need(self, tmp_path: Path, title: str, expected: int) -> None:
        told = "- Workers wait less: the queue is emptied in time, and no hour is wasted.\n- It costs half as much.\n"
        came = " ".join(f"Boat hull{number} came in." for number in range(100))
        readme = f"# Boats\n\n## Notes\n\n{came}\n\n## {title}\n\n{told}"
        assert level(tmp_path, "problem-framing", {"docs/notes.md": readme, "README.md": "# Boats\n"}) == expected

    def test_what_is_quoted_at_length_is_somebody_elses(self, tmp_path: Path) -> None:
        quoted = (
            "> Harbours want to reduce delays, and crews lose hours at the quay.\n>\n"
            "> Managers need to decide how many crews they send out.\n>\n"
            "> A harbour should aim for a delay of at most 6 minutes.\n"
        )
        readme = f"# Boats\n\n## Background\n\nAn answer of a chatbot:\n\n{quoted}"
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == 0
        own = readme.replace("> ", "").replace(">", "")
        assert level(tmp_path / "own", "problem-framing", {"README.md": own}) != 0

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("We develop a model for a bank to forecast its cash.", 1),
            ("The berth model for Quay Bank is a tool that rates boats.", 1),
            ("The berth model for company defaults is a tool that rates boats.", 0),
            ("A dashboard for harbour managers.", 1),
            ("A model for company default prediction.", 0),
            ("A template for data teams to run.", 0),
        ],
    )
    def test_for_whom_a_model_is_made_is_whose_problem_it_is(self, tmp_path: Path, text: str, expected: int) -> None:
        assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{text}\n"}) == expected

    def test_a_list_of_metrics_is_no_measure_of_success(self, tmp_path: Path) -> None:
        problem = (
            "## Problem\n\nThe bank loses money on every loan that is not paid back, and wants to know in advance."
        )
        every = "Metrics for success: ROC AUC, F1, recall and precision."
        one = "Success is measured by recall."
        assert level(tmp_path, "problem-framing", {"README.md": f"# Loans\n\n{problem}\n\n{every}\n"}) == 1
        assert level(tmp_path / "one", "problem-framing", {"README.md": f"# Loans\n\n{problem}\n\n{one}\n"}) == 2
