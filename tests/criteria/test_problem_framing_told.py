"""Problem framing: who is helped, what it is worth, what success would be, and the line that each is shown by."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.trained import judged, level

NEED = "## Problem\n\nHarbour masters lose 3,000 euros a week because nobody tells them which boats sell next.\n"


class TestWho:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Masts encourages young sailors to compare the boats of a harbour before they buy one.", 1),
            ("The model will be used by the client to price the boat that is wanted.", 1),
            ("It is designed to assist users in judging whether a mast is sound.", 1),
            ("It helps users to run the notebook on the boats.", 0),
            ("A class that supports parameters by name, and layers by number, for the boats.", 0),
        ],
        ids=["sailors", "client", "users", "running", "things"],
    )
    def test_who_is_helped_with_what_has_the_problem(self, tmp_path: Path, text: str, expected: int) -> None:
        found = judged(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{text}\n"})
        assert found.level == expected
        if expected:
            assert text[:20] in found.evidence[0].excerpt

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Which boats leave, for the crew that moors them at night. Every empty berth costs the crew an hour.", 1),
            ("Which boats leave, for the crew that moors them at night. Every empty berth costs an hour of sleep.", 1),
            ("Which boats leave, for the crew that moors them at night. A berth is ten metres long.", 0),
            ("Which boats leave, for the script that reads the table. An empty row costs the script an hour.", 0),
        ],
        ids=["named again", "in one", "no loss", "a thing"],
    )
    def test_whoever_it_is_made_for_has_what_befalls_them(self, tmp_path: Path, text: str, expected: int) -> None:
        assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{text}\n"}) == expected

    @pytest.mark.parametrize(
        ("title", "uses", "expected"),
        [("Business value", 2, 1), ("Business value", 1, 0), ("Main tools", 2, 0)],
    )
    def test_two_uses_below_a_heading_for_the_value_say_why(
        self, tmp_path: Path, title: str, uses: int, expected: int
    ) -> None:
        told = ["- Support the pricing of boats by mast.\n", "- Plan the cranes of the harbour.\n"]
        readme = f"# Boats\n\nPrices of boats.\n\n## {title}\n\n{''.join(told[:uses])}"
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == expected

    @pytest.mark.parametrize(
        ("path", "expected"),
        [("docs/need.md", 1), ("docs/terraform_setup.md", 0), ("docs/roadmap.md", 0), ("docs/troubleshooting.md", 0)],
    )
    def test_a_text_of_set_up_or_of_what_is_to_be_done_frames_nothing(
        self, tmp_path: Path, path: str, expected: int
    ) -> None:
        assert level(tmp_path, "problem-framing", {"README.md": "# Boats\n", path: f"# Boats\n\n{NEED}"}) == expected

    def test_it_is_shown_where_it_is_told_first_and_not_where_most_is_said(self, tmp_path: Path) -> None:
        later = "Costs, losses, waste, delays and complaints of customers, agencies, dealers, brokers and banks. "
        came = " ".join(f"Boat hull{number} came in." for number in range(120))
        notes = f"# Notes\n\n{NEED}\n{came}\n\n## Motivation of the split\n\n{later}\n"
        found = judged(tmp_path, "problem-framing", {"README.md": "# Boats\n", "docs/notes.md": notes})
        assert "Harbour masters" in found.evidence[0].excerpt


class TestSuccess:
    @pytest.mark.parametrize(("title", "expected"), [("Success metrics", 2), ("What the library has", 1)])
    def test_a_measure_below_a_heading_under_success_is_one(self, tmp_path: Path, title: str, expected: int) -> None:
        readme = (
            f"# Boats\n\n{NEED}\n## {title}\n\nThere are two kinds.\n\n### Offline\n\n"
            "- **Recall@10**: measures whether boats that sold are on the list.\n"
        )
        found = judged(tmp_path, "problem-framing", {"README.md": readme})
        assert found.level == expected
        assert any("Recall@10" in place.excerpt for place in found.evidence) == (expected == 2)

    def test_it_is_shown_by_the_line_that_gives_it(self, tmp_path: Path) -> None:
        readme = (
            f"# Boats\n\n{NEED}\n## How it is judged\n\nThe boats of the last year were kept apart.\n"
            "Their masts were measured by hand.\n"
            "The main metric is recall, because a boat that is missed costs more than a call too many.\n"
        )
        found = judged(tmp_path, "problem-framing", {"README.md": readme})
        assert found.level == 2
        assert found.evidence[1].excerpt.startswith("The main metric is recall")

    @pytest.mark.parametrize(
        ("opening", "expected"),
        [
            ("⚠️ **Limit:** few boats sell at all, so the classes are uneven.", 2),
            ("[!NOTE] Few boats sell at all, so the classes are uneven.", 2),
            ("“Few boats sell at all”, said the old master of the harbour,", 1),
        ],
        ids=["sign", "marked", "quotation"],
    )
    def test_a_note_that_is_set_off_is_the_text_s_own(self, tmp_path: Path, opening: str, expected: int) -> None:
        note = f"> {opening}\n> For that reason the main metric is\n> recall, whatever the season.\n"
        assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{NEED}\n## Data\n\n{note}"}) == expected

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("I'd call it good if no more than one boat in twenty went to the wrong berth.", 2),
            ("I'd call it good if the boats went to the right berth.", 1),
            ("One boat in twenty went to the wrong berth.", 1),
        ],
    )
    def test_a_share_that_is_good_enough_may_be_told_in_words(self, said: str, expected: int, tmp_path: Path) -> None:
        assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{NEED}{said}\n"}) == expected

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("- Lolos threshold: RMSE ≤ 12 perahu.", 2),
            ("- Acceptance criterion: F1 ≥ 0.8 on last year's boats.", 2),
            ("- Promotion gate: the image has to build.", 1),
            ("- RMSE ≤ 12 boats in every harbour.", 1),
        ],
        ids=["passed", "criterion", "no figure", "no gate"],
    )
    def test_the_threshold_that_lets_a_model_pass_is_a_measure(self, tmp_path: Path, line: str, expected: int) -> None:
        assert (
            level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{NEED}\n## Version 2\n\n{line}\n"})
            == expected
        )


class TestWhy:
    @pytest.mark.parametrize(("label", "expected"), [("Decisão", 0), ("Tema", 1)])
    def test_the_reason_of_a_decision_is_no_need(self, tmp_path: Path, label: str, expected: int) -> None:
        text = f"**{label}:** o barco é um parâmetro.\n**Motivo:** permite trocar a empresa que perde barcos.\n"
        assert level(tmp_path, "problem-framing", {"README.md": f"# Barcos\n\n{text}"}) == expected

    @pytest.mark.parametrize(("text", "expected"), [("strati nascosti e un solo mozzo", 0), ("straty w porcie", 1)])
    def test_layers_in_italian_are_no_losses_in_polish(self, tmp_path: Path, text: str, expected: int) -> None:
        readme = f"# Boats\n\n## Background\n\nBoats, masts and {text} of the boats, as others tell of masts.\n"
        assert level(tmp_path, "problem-framing", {"README.md": readme}) == expected


IN_OTHER_WORDS = {
    "de": "Der Hallenbetreiber ärgert sich über leere Stege, jede Schicht zu viel kostet 80 Euro.",
    "id": "Teman-teman gue banyak yang ketipu, ada yang bayar 300 ribu lebih mahal per perahu.",
    "id-office": "Dinas Kelautan memerlukan perkiraan perahu, karena solar banyak terbuang.",
    "ru": "Курьер стоит у причала и злится, а за каждые пять минут простоя ему доплачивают 40 рублей.",
    "zh": "码头的店长最怕缺货，一条船卖不出去就要赔 1500 元。",
    "hi": "हमारी समिति को हर नाव पर 1400 रुपये का घाटा होता है और किसान का नुकसान होता है।",
}
ENOUGH = {
    "de": "Wenn ich im Schnitt um weniger als 10 Boote danebenliege, reicht ihm das.",
    "de-measure": "Als Zielgröße dient der vermiedene Verlust, denn die Trefferquote allein würde in die Irre führen.",
    "id": "Kalau rata-rata melesetnya di bawah 100 ribu, udah kepake buat nawar.",
    "ru": "Если промахиваться не больше чем на 2 минуты, логисту этого хватит.",
    "ru-measure": "Основной показатель — доля лодок, за которыми успели приехать.",
    "ru-judged": "Качество мы оцениваем полнотой при двух ложных вызовах в неделю.",
    "zh": "平均误差低于 2 条船，店长就够用了。",
    "zh-judged": "一天最多打 20 个电话，所以我主要看召回率。",
    "hi": "औसतन 4 नावों से कम की गलती हो तो काफ़ी है।",
}
NOT_ENOUGH = {
    "de": "Das reicht von Hamburg bis Kiel.",
    "id": "Perahunya cukup besar.",
    "ru": "Лодок хватит на всех.",
    "zh": "船足够大。",
    "hi": "नावें काफ़ी बड़ी हैं।",
}


@pytest.mark.parametrize("need", IN_OTHER_WORDS.values(), ids=IN_OTHER_WORDS)
def test_somebody_with_what_is_at_stake_has_the_problem_in_any_language(tmp_path: Path, need: str) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"# Masten\n\n{need}\n"}) == 1


@pytest.mark.parametrize("said", ENOUGH.values(), ids=ENOUGH)
def test_what_is_good_enough_is_a_measure_in_any_language(tmp_path: Path, said: str) -> None:
    readme = f"# Masten\n\n{IN_OTHER_WORDS['de']} {said}\n"
    assert level(tmp_path, "problem-framing", {"README.md": readme}) == 2


@pytest.mark.parametrize("said", NOT_ENOUGH.values(), ids=NOT_ENOUGH)
def test_enough_of_something_else_is_no_measure(tmp_path: Path, said: str) -> None:
    readme = f"# Masten\n\n{IN_OTHER_WORDS['de']} {said}\n"
    assert level(tmp_path, "problem-framing", {"README.md": readme}) == 1


@pytest.mark.parametrize(
    "left_open",
    [
        "Noch offen: wer das Problem hat und was es den Betreiber kostet.",
        "Akan diisi kemudian: pelanggan mana yang rugi.",
        "Будет дополнено: какой клиент теряет деньги.",
        "待补充：店长有什么损失。",
        "बाद में लिखा जाएगा: किसान का कितना नुकसान होता है।",
    ],
)
def test_what_is_still_to_be_written_is_nobodys_problem(tmp_path: Path, left_open: str) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"# Masten\n\n## Problem\n\n{left_open}\n"}) == 0


@pytest.mark.parametrize(
    "text",
    [
        "The service supports business-oriented decision logic.",
        "The value of boats in a business interpretation.",
        "An executive summary gives guidance on the boats.",
        "The background workers run on the paid plan.",
        "It is built to support a clean code organization.",
        "La edad de los barcos de una empresa no es precisa.",
    ],
    ids=[
        "what is called after a business",
        "what is read of it",
        "a summary",
        "processes",
        "how code lies",
        "what is not precise",
    ],
)
def test_what_is_only_called_like_somebody_has_no_problem(tmp_path: Path, text: str) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{text}\n"}) == 0


@pytest.mark.parametrize(
    "text",
    [
        "It helps a business and its workers plan how many boats to bring in.",
        "The executives lose bookings to late boats.",
        "Inspectors ignore the alarms where too many are false.",
        "The challenge is for an island's ferry company, which is to know the boats of the day.",
        "Dock workers need to know which boats come in late.",
        "A empresa precisa de saber que barcos se atrasam.",
    ],
)
def test_who_needs_or_loses_something_has_one(tmp_path: Path, text: str) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{text}\n"}) == 1


@pytest.mark.parametrize(
    ("title", "said", "expected"),
    [
        ("Dataset", "The predicted price can help users to understand how much a boat is worth.", 1),
        ("Dataset", "The comments of the columns help users to understand how to read them.", 0),
        ("Usage", "The predicted price can help users to understand how much a boat is worth.", 0),
    ],
)
def test_where_the_data_is_told_of_a_text_may_say_who_is_helped_by_the_prediction(
    tmp_path: Path, title: str, said: str, expected: int
) -> None:
    readme = f"# Boats\n\nA project of a course.\n\n## {title}\n\nRead from a table of boats. {said}\n"
    assert level(tmp_path, "problem-framing", {"README.md": readme}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Descreva claramente o problema de negócio e por que ele é difícil.",
        "Describe the business problem that you reduce the costs of.",
        "Expliquez ce que l'entreprise perd.",
        "Qual é o problema da empresa que você está resolvendo, e quanto custa?",
        "What losses of the company do you prevent?",
        "Insights that help to reduce [losses of the business].",
        "Por que este projeto é importante?",
    ],
)
def test_what_a_template_asks_its_author_is_nobodys_problem(tmp_path: Path, text: str) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n## Problem\n\n- {text}\n"}) == 0


@pytest.mark.parametrize(
    "text",
    [
        "Explain to the harbour company which boats come in late and cost it a day.",
        "What does the company lose? A day for each boat that is misjudged.",
        "Which boats are late costs the company [three] days.",
    ],
)
def test_what_an_author_explains_or_asks_is_a_problem(tmp_path: Path, text: str) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n## Problem\n\n- {text}\n"}) == 1


def test_why_a_model_is_watched_is_nobodys_problem(tmp_path: Path) -> None:
    why = "# Watching\n\n## Why it is important\n\nIt helps a company to find drift early and supports decisions.\n"
    boats = "# Boats\n\nPredicts which boats come in late.\n"
    assert level(tmp_path / "watched", "problem-framing", {"README.md": boats, "docs/MONITORING.md": why}) == 0
    assert level(tmp_path / "other", "problem-framing", {"README.md": boats, "docs/harbour_monitors.md": why}) == 1


IMPOSSIBLE = "# Boats\n\n## Business problem\n\nInspecting every boat is impossible.\n"
RANKED = "The first ten of the ranking can be looked at by the crew, with limited staff.\n"


@pytest.mark.parametrize(
    ("aim", "expected"), [("berths and their availability", 1), ("the distribution of the features", 0)]
)
def test_what_is_to_be_made_better_of_the_world_is_a_need(tmp_path: Path, aim: str, expected: int) -> None:
    readme = f"# Boats\n\n## Problem\n\nThe project is about optimizing {aim}.\n"
    assert level(tmp_path, "problem-framing", {"README.md": readme}) == expected


def test_that_not_all_can_be_looked_at_is_a_problem(tmp_path: Path) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"{IMPOSSIBLE}{RANKED}"}) == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("We optimise how many late boats are among the first ten, not overall accuracy.", 2),
        ("We print how many late boats are among the first ten, not overall accuracy.", 1),
        ("We optimise how many late boats are among the first ten.", 1),
    ],
    ids=["striven for", "only printed", "against nothing"],
)
def test_what_is_striven_for_in_place_of_accuracy_is_a_measure(tmp_path: Path, said: str, expected: int) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"{IMPOSSIBLE}{RANKED}{said}\n"}) == expected


PRICES = "- Coût des faux positifs : 10 € par bateau\n- Coût des faux négatifs : 500 € par bateau\n"


def test_what_either_mistake_costs_says_not_whose_problem_it_is(tmp_path: Path) -> None:
    found = judged(tmp_path / "alone", "problem-framing", {"README.md": f"# Bateaux\n\n## Impact business\n\n{PRICES}"})
    assert found.level == 1
    assert "not whose problem" in found.reason
    told = (
        f"# Bateaux\n\nLe port perd des bateaux, et les équipes perdent des heures.\n\n## Impact business\n\n{PRICES}"
    )
    assert level(tmp_path / "told", "problem-framing", {"README.md": told}) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dataset includes bank records that are crucial for identifying the likelihood of leaving.", 0),
        ("Our data contains details of the bank, essential for telling who is about to leave.", 0),
        ("The bank has no way of telling who leaves; the dataset includes its records.", 1),
    ],
)
def test_what_a_table_has_in_it_is_nobodys_problem(tmp_path: Path, text: str, expected: int) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{text}\n"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Una plataforma que permite ver el riesgo y apoyar la toma de decisiones institucionales.", 1),
        ("Um painel para apoiar as decisões hospitalares sobre os leitos.", 1),
        ("A dashboard that supports clinical decisions.", 1),
        ("Una plataforma que permite ver los datos y apoyar la toma de decisiones.", 0),
        ("A dashboard that supports decision trees.", 0),
    ],
)
def test_whose_decisions_they_are_may_be_said_by_an_adjective(tmp_path: Path, text: str, expected: int) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{text}\n"}) == expected


@pytest.mark.parametrize(("path", "expected"), [("QUICKSTART.md", 0), ("docs/getting-started.md", 0), ("why.md", 1)])
def test_a_text_on_how_to_begin_tells_nobodys_problem(tmp_path: Path, path: str, expected: int) -> None:
    files = {"README.md": "# Boats\n\nWhich boats sell.\n", path: f"# Boats\n\n{NEED}"}
    assert level(tmp_path, "problem-framing", files) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("- As data is imbalanced (about 80% of the boats stay), our main metric will be the AUC_ROC", 2),
        ("- As our classes are uneven, the main metric is the F1", 2),
        ("- The data is imbalanced (about 80% of the boats stay)\n- The notebook shows the AUC_ROC", 1),
        ("- Our main metric is the AUC_ROC, as data from two harbours shows", 1),
    ],
)
def test_how_the_data_is_may_be_the_reason_of_a_metric(tmp_path: Path, told: str, expected: int) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{NEED}\n## Data\n\n{told}\n"}) == expected


def test_the_one_place_that_the_fix_is_about_is_shown(tmp_path: Path) -> None:
    told = "The owners of the boats want to avoid a winter without a berth, which costs them 900 euros.\n"
    found = judged(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{NEED}\n## Why it matters\n\n{told}"})
    assert found.level == 1
    assert [place.line for place in found.evidence] == [9]
    assert "README.md:9 tells the problem" in (found.fix or "")
