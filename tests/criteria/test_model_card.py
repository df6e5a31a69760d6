"""Model card: what earns each level, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import notebook
from tests.criteria.members import TRAIN, judged
from tests.repository.texts.test_pdf import page, pdf

CARD = """\
# Model card

## Intended use

Ranks members for a call by the service team; never to refuse a contract to anybody.

## Training data

7,043 members of one club from one year, one row each.

## Metrics

On 1,409 held-out members the F1 score is 0.64.

## Limitations

One club in one country; it will not hold for members who joined after a price change.
"""


class TestModelCard:
    def test_a_card_with_all_four_parts_is_whole(self, tmp_path: Path) -> None:
        assert judged("model-card", tmp_path, {"docs/model_card.md": CARD}).level == 2

    def test_a_section_of_the_readme_is_as_good(self, tmp_path: Path) -> None:
        readme = "# Members\n\nAll about members.\n\n" + CARD.replace("# ", "## ").replace("### ", "### ")
        assert judged("model-card", tmp_path, {"README.md": readme.replace("## Intended", "### Intended")}).level == 2

    @pytest.mark.parametrize("part", ["Intended use", "Training data", "Limitations"])
    def test_a_card_with_a_field_left_open_is_half(self, part: str, tmp_path: Path) -> None:
        before, _, rest = CARD.partition(f"## {part}\n")
        _, heading, after = rest.partition("\n## ")
        finding = judged(
            "model-card",
            tmp_path,
            {"docs/model_card.md": f"{before}## {part}\n\n[More Information Needed]\n{heading}{after}"},
        )
        assert finding.level == 1
        assert part.lower() in (finding.fix or "")

    @pytest.mark.parametrize(
        "parts",
        [
            (
                "**What it is for.** Ranking members to call. Not for prices.\n\n**What it learned from.** 400 members of "
                "a club.\n\n**How good it is.** F1 0.64 on 100 others.\n\n**Where it fails.** New members, summer months."
            ),
            (
                "| | |\n|---|---|\n| Use it for | ranking members to call |\n| Trained on | 400 members of a club |\n"
                "| Result | F1 0.64 on the hold-out |\n| Weak points | new members, summer months |"
            ),
            (
                "Purpose\n: ranking members to call\n\nTraining data\n: 400 members of a club\n\nMetrics\n: F1 0.64 on "
                "the hold-out\n\nLimits\n: new members, summer months"
            ),
            (
                "- **Para que serve:** ordenar os membros\n- **Treinado com:** 400 membros de um clube\n- **Desempenho:** "
                "F1 de 0,64 no teste\n- **Limitações:**\n  - membros novos\n  - meses de verão"
            ),
        ],
    )
    def test_the_parts_of_a_card_may_be_labels_in_front_of_its_lines(self, parts: str, tmp_path: Path) -> None:
        assert judged("model-card", tmp_path, {"docs/model_card.md": f"# Members\n\n{parts}\n"}).level == 2

    def test_what_a_card_says_the_model_can_not_do_are_its_limitations(self, tmp_path: Path) -> None:
        before = CARD.partition("## Limitations\n")[0]
        weak = "## What else\n\nIt has never seen a summer month. Members without a contract are not in the data.\n"
        assert judged("model-card", tmp_path, {"docs/model_card.md": before}).level == 1
        assert judged("model-card", tmp_path, {"docs/model_card.md": before + weak}).level == 2

    def test_a_section_that_has_all_parts_is_a_card_whatever_it_is_called(self, tmp_path: Path) -> None:
        section = (
            "## Model details\n\n**Use** Ranking the members to call.\n\n**Training data** 400 members of a club.\n\n"
            "**Metrics** F1 0.64 on the hold-out.\n\n**Limitations** New members and summer months are missing.\n"
        )
        assert judged("model-card", tmp_path, {"README.md": f"# Members\n\nOf a club.\n\n{section}"}).level == 2

    def test_a_label_without_anything_behind_it_is_no_part(self, tmp_path: Path) -> None:
        card = "# Model card\n\n**Purpose:**\n\n**Trained on:**\n\n**Metrics:** F1 0.64\n\n**Limitations:**\n"
        assert judged("model-card", tmp_path, {"docs/model_card.md": card}).level == 1

    def test_a_text_without_a_card_is_asked_for_all_parts_with_those_that_it_has(self, tmp_path: Path) -> None:
        readme = "# Spam\n\nThe data set has 5,574 rows of messages.\n"
        fix = judged("model-card", tmp_path, {"README.md": readme}).fix or ""
        assert "training data (README.md:3 has it)" in fix
        assert "metrics with their values" in fix
        assert "limitations" in fix

    def test_a_card_that_lacks_its_numbers_names_them(self, tmp_path: Path) -> None:
        finding = judged(
            "model-card", tmp_path, {"MODEL_CARD.md": CARD.replace("the F1 score is 0.64", "the F1 score is <...>")}
        )
        assert finding.level == 1
        assert "metrics" in (finding.fix or "")

    @pytest.mark.parametrize(("title", "expected"), [("Verification", 0), ("Veriler", 1), ("Veri seti", 1)])
    def test_the_turkish_word_for_data_is_no_part_of_another(self, title: str, expected: int, tmp_path: Path) -> None:
        readme = (
            f"# Members\n\n## Overview\n\nPredicts which members leave the club.\n\n## {title}\n\nOne of five or six.\n"
        )
        assert judged("model-card", tmp_path, {"README.md": readme}).level == expected

    def test_parts_scattered_over_the_readme_are_half(self, tmp_path: Path) -> None:
        readme = "# Members\n\nThe service predicts which members will leave, for the team that calls them.\n\n## Results\n\nF1 is 0.64 on the hold-out.\n"
        assert judged("model-card", tmp_path, {"README.md": readme}).level == 1

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "# Model card\n",
            "# Model card\n\n## Intended use\n\n## Training data\n\n## Metrics\n\n## Limitations\n",
            "# Members\n\nTODO: model card\n",
        ],
    )
    def test_headings_without_content_are_nothing(self, text: str, tmp_path: Path) -> None:
        assert judged("model-card", tmp_path, {"MODEL_CARD.md": text, "train.py": TRAIN}).level == 0

    def test_to_have_used_data_is_not_to_describe_it(self, tmp_path: Path) -> None:
        readme = "# Diabetes\n\nUsing data, I made an app that predicts whether a person has diabetes or not.\n"
        assert judged("model-card", tmp_path, {"README.md": readme}).level == 0

    @pytest.mark.parametrize(
        "readme",
        [
            "# Modelo\n\n## Objetivo\n\nO serviço prevê quais clientes vão cancelar, para a equipe de retenção.\n\n## Dados\n\nSão 7.043 registros de clientes de uma operadora em um ano.\n",
            "# Модель\n\n## Назначение\n\nМодель предсказывает отток клиентов для отдела удержания в компании.\n\n## Данные\n\nВ наборе 7043 записи о клиентах одного оператора за один год.\n",
        ],
    )
    def test_other_languages_are_read(self, readme: str, tmp_path: Path) -> None:
        assert judged("model-card", tmp_path, {"README.md": readme}).level == 1


class TestWhichLineHasAPart:
    """A part is shown where a text says it, and a report's page is no card."""

    FIT = "from kept import answers, rows\nfrom sklearn.linear_model import Ridge\n\nRidge().fit(rows, answers)\n"

    def test_data_that_is_named_is_what_the_model_learns_from(self, tmp_path: Path) -> None:
        text = (
            "# Emoji\n\nThe goal of this project is to predict the emoji that fits a message.\n\n"
            "It is based off [messages](https://www.kaggle.com/datasets/club/emoji-messages), a dataset of Kaggle.\n"
        )
        finding = judged("model-card", tmp_path, {"README.md": text, "fit.py": self.FIT})
        assert finding.level == 1
        assert finding.reason.startswith("The texts give intended use (README.md:3) and training data (README.md:5)")
        assert [place.line for place in finding.evidence] == [3, 5]

    def test_a_place_that_gives_no_data_is_none(self, tmp_path: Path) -> None:
        text = (
            "# Cars\n\nThe goal of this project is to predict the price of a car.\n\nThird place of a Kaggle contest.\n"
        )
        finding = judged("model-card", tmp_path, {"README.md": text, "fit.py": self.FIT})
        assert "training data" not in finding.reason

    def test_a_page_of_a_report_is_no_card(self, tmp_path: Path) -> None:
        lines = (
            "Final Notes",
            "Assumptions: the trips of one city only, no other place",
            "Purpose: it helps the drivers of a city to plan",
            "Data: the trips of one year from the city office",
        )
        files: dict[str, str | bytes] = {"report.pdf": pdf(page(*lines)), "fit.py": self.FIT}
        finding = judged("model-card", tmp_path, files)
        assert "The model card" not in finding.reason
        assert "Fill in" not in (finding.fix or "")

    def test_what_to_do_when_it_fails_describes_no_data(self, tmp_path: Path) -> None:
        text = "# Trips\n\n## Troubleshooting\n\n- The data contains 412 rows from 2019 onwards, so try a later year\n"
        finding = judged("model-card", tmp_path, {"README.md": text, "fit.py": self.FIT})
        assert not finding.evidence
        text = text.replace("Troubleshooting", "What it learns from")
        finding = judged("model-card", tmp_path, {"README.md": text, "fit.py": self.FIT})
        assert [place.line for place in finding.evidence] == [5]

    def test_what_only_leads_into_a_list_is_no_use(self, tmp_path: Path) -> None:
        text = "# Buyers\n\nFrom the table we can identify the following:\n\n- one\n- two\n"
        finding = judged("model-card", tmp_path, {"README.md": text, "fit.py": self.FIT})
        assert "intended use" not in finding.reason.split(":")[0]

    def test_the_line_that_names_the_data_is_shown_before_any_other_below_a_heading_on_data(
        self, tmp_path: Path
    ) -> None:
        text = (
            "# Boats\n\nThe goal of this project is to predict who takes a boat.\n\n## Data collection\n\n"
            "Requests asks the service of the harbour.\n\n## Data sources\n\nThe dataset is from the {}.\n"
        )
        named = text.format("Kaggle contest on boats")
        finding = judged("model-card", tmp_path / "a", {"README.md": named, "fit.py": self.FIT})
        assert [place.line for place in finding.evidence] == [3, 11]
        told = text.format("harbour").replace("Requests asks the service", "The data contains 412 trips")
        finding = judged("model-card", tmp_path / "b", {"README.md": told, "fit.py": self.FIT})
        assert [place.line for place in finding.evidence] == [3, 7]

    def test_what_a_caller_sets_is_no_limit_of_the_model(self, tmp_path: Path) -> None:
        text = "# Boats\n\n## Parameters\n\n| name | what |\n|---|---|\n| {} | only boats of one harbour and of one summer |\n"
        finding = judged("model-card", tmp_path / "a", {"README.md": text.format("limit"), "fit.py": self.FIT})
        assert not finding.evidence
        finding = judged("model-card", tmp_path / "b", {"README.md": text.format("limits"), "fit.py": self.FIT})
        assert [place.line for place in finding.evidence] == [7]

    def test_what_a_template_says_of_itself_is_no_use(self, tmp_path: Path) -> None:
        text = "# Boats\n\n## Overview\n\nThis is your new {} project, which was generated for all of you.\n"
        finding = judged("model-card", tmp_path, {"README.md": text.format("Kedro"), "fit.py": self.FIT})
        assert not finding.evidence


class TestWhereAPartStands:
    """Each part is named with its place, and the line that is shown says it."""

    def shown(self, tmp_path: Path, text: str) -> dict[int, str]:
        finding = judged("model-card", tmp_path, {"README.md": text})
        return {place.line or 0: place.excerpt for place in finding.evidence}

    def test_a_heading_of_the_use_comes_before_one_of_the_project(self, tmp_path: Path) -> None:
        text = (
            "# Members\n\n## The problem of the threshold\n\nThe model predicts too many who stay.\n\n"
            "## Intended use\n\nA list of members to call, predicted anew each week.\n\n"
            "## Data\n\nThe data set contains 7,043 members.\n"
        )
        shown = self.shown(tmp_path, text)
        assert 9 in shown
        assert 5 not in shown

    @pytest.mark.parametrize("line", ["Modified on the first of May 2024 by us.", "dagger.start(owner, name, of_run)"])
    def test_any_line_below_a_wide_heading_is_no_use(self, line: str, tmp_path: Path) -> None:
        finding = judged("model-card", tmp_path, {"README.md": f"# Members\n\n## About\n\n{line}\n"})
        assert finding.reason.startswith("Nothing of a model card")

    @pytest.mark.parametrize(
        "line", ["1. Build images of the code", "Check that 2 images are in the container registry"]
    )
    def test_a_number_of_a_list_and_an_image_of_a_container_are_no_data(self, line: str, tmp_path: Path) -> None:
        text = f"# Members\n\nPredicts which members will leave the club.\n\n## Steps\n\n{line}\n"
        assert judged("model-card", tmp_path, {"README.md": text}).level == 0

    @pytest.mark.parametrize(
        ("line", "level"),
        [
            ("The model was trained with public data of the club.", 1),
            ("It utilizes historical visits data to tell who leaves.", 1),
            ("The service reads data/members.csv and fills its gaps.", 1),
            ("The charts differ from those of last year.", 0),
        ],
    )
    def test_what_it_was_trained_with_is_its_data(self, line: str, level: int, tmp_path: Path) -> None:
        text = f"# Members\n\nPredicts which members will leave the club.\n\n{line}\n"
        assert judged("model-card", tmp_path, {"README.md": text}).level == level

    @pytest.mark.parametrize(
        ("line", "level"),
        [
            ("O modelo permite prever quem sai e apoiar a equipe de atendimento.", 1),
            ("The model predicts which gym members leave and helps the desk to call them.", 1),
            ("The model predicts which gym members leave in the next month.", 0),
        ],
    )
    def test_a_use_alone_is_a_part_where_it_says_whom_it_helps(self, line: str, level: int, tmp_path: Path) -> None:
        finding = judged("model-card", tmp_path, {"README.md": f"# Members\n\n## Objective\n\n{line}\n"})
        assert finding.level == level
        if level:
            assert "whom it helps (README.md:5)" in finding.reason

    @pytest.mark.parametrize(("lines", "level"), [(0, 1), (40, 0)])
    def test_whom_it_helps_may_be_said_further_on_in_the_opening(self, lines: int, level: int, tmp_path: Path) -> None:
        use = "A service for the prediction of which gym members leave in the next month."
        text = f"# Members\n\n{use}\n{lines * chr(10)}\n- Enables the desk to call members in time.\n"
        assert judged("model-card", tmp_path, {"README.md": text}).level == level

    SENTENCES = (
        "This project predicts which members leave, so that the service team can call them.",
        "The model was trained on 7,043 members from one club.",
        "It reaches a recall of 0.81 on the held-out test set.",
        "It must not be used to set fees, and it is unreliable for members above 70.",
    )

    @pytest.mark.parametrize("between", [" ", "\n", "\n\n"], ids=["one line", "lines", "paragraphs"])
    def test_the_parts_are_found_however_the_lines_are_broken(self, between: str, tmp_path: Path) -> None:
        finding = judged("model-card", tmp_path, {"README.md": f"# Members\n\n{between.join(self.SENTENCES)}\n"})
        for part in ("intended use", "training data", "metrics", "limitations"):
            assert part in finding.reason

    @pytest.mark.parametrize(
        ("sentence", "is_limit"),
        [
            ("The model should never be used to refuse somebody.", True),
            ("O modelo não deve ser usado para negar um contrato.", True),
            ("Das Modell darf nicht über Verträge entscheiden.", True),
            ("Le modèle ne doit pas être utilisé pour refuser un contrat.", True),
            ("Please don't use it for what decides over members, such as who pays a higher fee.", True),
            ("Don't use it before the port is free.", False),
            ("The port must not be used by another program.", False),
            ("The model must be used with Python 3.11.", False),
        ],
    )
    def test_what_a_model_must_not_be_used_for_is_a_limit(self, sentence: str, is_limit: bool, tmp_path: Path) -> None:
        readme = f"# Members\n\n{' '.join(self.SENTENCES[:3])}\n\n{sentence}\n"
        assert ("limitations (" in judged("model-card", tmp_path, {"README.md": readme}).reason) is is_limit

    def test_what_a_project_leaves_out_is_no_limit_of_the_model(self, tmp_path: Path) -> None:
        text = "# Members\n\n## Objective\n\nPredicts who leaves.\n\n## {}\n\n- Deep networks for many clubs at once\n"
        scope = judged("model-card", tmp_path / "scope", {"README.md": text.format("Out of scope")})
        assert "limitations (README" not in scope.reason
        limits = judged("model-card", tmp_path / "limits", {"README.md": text.format("Limitations")})
        assert "limitations (README.md:9)" in limits.reason

    def test_a_card_in_its_own_words(self, tmp_path: Path) -> None:
        card = (
            "# Model card\n\nFor whom. The people at the desk, who call members before they leave.\n\n"
            "Trained on. The visits of 7,043 members in one year.\n\n"
            "How well. The F1 score is 0.64 on 1,409 held-out members.\n\n"
            "Where it falls short. The data ends in 2020. New members get the mean of all.\n"
        )
        assert judged("model-card", tmp_path, {"docs/model_card.md": card}).level == 2

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("## Known issues\n\nWhere the box does not start, type `chown -R ann boats` and try again.\n", False),
            ("## Known issues\n\nBoats that leave by night are found by `night.py` far too late.\n", True),
            ("## Calls\n\n- `limit` (int): number of members that are returned\n", False),
            ("- Limits: members who joined after the price change\n", True),
        ],
    )
    def test_what_goes_wrong_as_it_is_started_and_what_a_caller_sets_is_no_limit(
        self, text: str, names: bool, tmp_path: Path
    ) -> None:
        readme = f"# Members\n\nThe model predicts which members leave a club.\n\n{text}"
        finding = judged("model-card", tmp_path, {"README.md": readme, "train.py": TRAIN})
        assert ("have limitations" in finding.reason or "and limitations (" in finding.reason) is names

    @pytest.mark.parametrize(
        ("sentence", "names"),
        [
            ("The page takes a batch of up to 1000 customers at once.", False),
            ("It knows 1000 customers of the club.", True),
            ("The data of this page comes from `public/summary.json` and its report.", False),
            ("The data of this page comes from the office of the club.", True),
        ],
    )
    def test_how_much_a_request_may_hold_and_what_a_page_shows_is_no_training_data(
        self, sentence: str, names: bool, tmp_path: Path
    ) -> None:
        readme = f"# Members\n\nThe model predicts which members leave a club.\n\n{sentence}\n"
        finding = judged("model-card", tmp_path, {"README.md": readme, "train.py": TRAIN})
        assert ("training data (" in finding.reason) is names


MEANT_FOR = {
    "de": (
        "Grenzen und wofür es gedacht ist",
        "Gedacht als Hilfe für die Tourenplanung der Halle.",
        "Für Kinder taugt es nicht, sie fehlen ganz.",
    ),
    "id": (
        "Batasan dan peruntukan",
        "Skor ini hanya untuk menentukan siapa yang ditelepon lebih dulu.",
        "Model belum pernah diuji di klub lain.",
    ),
    "ru": (
        "Область применения и ограничения",
        "Модель предназначена для выбора, кому позвонить первым.",
        "Она не заменяет разговор с тренером.",
    ),
    "zh": ("适用范围与局限", "只用来决定先给哪位会员打电话的顺序。", "不能用于调整会费，也没有在别的俱乐部验证过。"),
    "hi": ("सीमाएँ और उपयोग", "यह केवल यह तय करने के लिए है कि पहले किसे फ़ोन करें।", "दूसरे क्लबों में इसकी जाँच नहीं हुई है।"),
}


@pytest.mark.parametrize(("title", "use", "limit"), MEANT_FOR.values(), ids=MEANT_FOR)
def test_what_it_is_meant_for_and_not_is_read_in_any_language(title: str, use: str, limit: str, tmp_path: Path) -> None:
    finding = judged(
        "model-card", tmp_path, {"train.py": TRAIN, "README.md": f"# Klub\n\n## {title}\n\n{use}\n\n{limit}\n"}
    )
    assert "intended use (README.md:5)" in finding.reason
    assert "limitations (README.md:" in finding.reason


@pytest.mark.parametrize(
    "text",
    [
        "## Datenschutz\n\nDatenschutz ist uns wichtig und die Regeln dafür stehen an der Tür.",
        "## Proteção de dados\n\nA proteção de dados é importante para todos os sócios do clube.",
        "## Privasi data\n\nPrivasi itu penting dan aturannya ditempel di pintu masuk klub.",
    ],
)
def test_a_heading_about_the_protection_of_data_describes_none(text: str, tmp_path: Path) -> None:
    finding = judged("model-card", tmp_path, {"train.py": TRAIN, "README.md": f"# Klub\n\n{text}\n"})
    assert "training data (" not in finding.reason


class TestWhatCountsAsIntendedUse:
    """Of a repository without a card: in which line it is found, and that none is found where none is said."""

    DATA = (
        "\n## Data\n\nThe data holds 7,043 rows of members of one club.\n\nOn held-out members the F1 score is 0.64.\n"
    )

    @pytest.mark.parametrize(
        "passing",
        [
            "1. `PolyStep`. As the linear classifiers lose some information, it allows to find pairs of words.",
            "The folder holds the manifests for deploying the recommender service.",
            "A request is aligned by `prepare`, scored by `predict_rows` and answered with the previous one.",
            "XGBoost gives lower prediction errors for long stays.",
            "This document divides the work on the system that classifies members between two of us.",
            "Tài liệu này chia việc của dự án phân loại hội viên cho hai người.",
        ],
    )
    def test_a_line_that_only_names_a_model_or_code_after_its_task_is_no_use(
        self, passing: str, tmp_path: Path
    ) -> None:
        finding = judged("model-card", tmp_path, {"README.md": f"# Club\n\n## Parts\n\n{passing}\n{self.DATA}"})
        assert "intended use" not in finding.reason
        assert "intended use (who is to use the model, and for which decision)" in (finding.fix or "")

    @pytest.mark.parametrize(
        ("title", "expected"), [("`data/`", 0), ("src/data/", 0), ("Data", 1), ("Data / features", 1)]
    )
    def test_what_lies_in_a_folder_of_that_name_is_no_training_data(
        self, title: str, expected: int, tmp_path: Path
    ) -> None:
        text = (
            f"# Club\n\nThe model predicts who leaves the club.\n\n## {title}\n\nAll members of one club for a year.\n"
        )
        assert judged("model-card", tmp_path, {"README.md": text}).level == expected

    def test_limits_are_found_below_a_vietnamese_heading(self, tmp_path: Path) -> None:
        text = "# Club\n\nMô hình dự đoán ai rời câu lạc bộ.\n\n## Giới hạn hiện tại\n\nChỉ có hội viên của một câu lạc bộ.\n"
        assert "limitations (README.md:7)" in judged("model-card", tmp_path, {"README.md": text}).reason

    @pytest.mark.parametrize(
        ("readme", "line"),
        [
            ("# Club\n\nA service that ranks members for a call.\n\n## Parts\n\nWe predict at night.\n", 3),
            ("# Club\n\nAll of it.\n\n## Parts\n\nThis project predicts who leaves the club.\n", 7),
            ("# Club\n\nThis page is short. The model predicts who leaves the club.\n", 3),
            ("# Club\n\nUng dung phan loai hoi vien cua cau lac bo.\n", 3),
        ],
    )
    def test_a_text_begins_with_what_it_is_made_for_or_says_it_of_this_project(
        self, readme: str, line: int, tmp_path: Path
    ) -> None:
        finding = judged("model-card", tmp_path, {"README.md": readme + self.DATA})
        assert f"intended use (README.md:{line})" in finding.reason
        assert f"intended use (README.md:{line} has some of it)" in (finding.fix or "")

    def test_a_heading_of_the_use_says_more_than_a_sentence_in_passing(self, tmp_path: Path) -> None:
        passing = "# Club\n\nAll of it.\n\n## Start\n\nRunning it, you get what this model predicts for a member.\n"
        files: dict[str, str | bytes] = {"README.md": passing + self.DATA}
        assert "intended use (README.md:7)" in judged("model-card", tmp_path / "a", files).reason
        files["docs/aim.md"] = "# Aim\n\n## Use case\n\nThe team calls the ten members named by it.\n"
        assert "intended use (docs/aim.md:5)" in judged("model-card", tmp_path / "b", files).reason


def test_one_part_alone_says_that_two_are_a_beginning(tmp_path: Path) -> None:
    figures = "# Members\n\n## Results\n\nOn 1,409 held-out members the F1 score is 0.64.\n"
    found = judged("model-card", tmp_path / "one", {"README.md": figures})
    assert found.level == 0
    assert "only metrics (README.md:5); two are needed for a beginning" in found.reason
    assert "one more is a first step" in (found.fix or "")
    none = judged("model-card", tmp_path / "none", {"README.md": "# Members\n"})
    assert "two are a first step" in (none.fix or "")


@pytest.mark.parametrize(("title", "line"), [("Error analysis (descriptive)", 3), ("Description", 11)])
def test_a_heading_that_describes_says_the_use_and_one_that_is_descriptive_none(
    title: str, line: int, tmp_path: Path
) -> None:
    readme = (
        f"# Club\n\nThe model predicts who leaves the club.\n\n## Data\n\n7,043 members of one club.\n\n## {title}\n\n"
    )
    told = "With this model the objective flag helps the staff to call nine members of the club a week.\n"
    found = judged("model-card", tmp_path, {"README.md": readme + told})
    assert f"intended use (README.md:{line})" in found.reason


@pytest.mark.parametrize(
    ("label", "is_limit"), [("Assumptions", False), ("Assumption made", False), ("Limitations", True)]
)
def test_what_a_step_of_a_notebook_takes_for_granted_is_no_limit(label: str, is_limit: bool, tmp_path: Path) -> None:
    told = f"# Drop columns\n\n**{label}:** members with the same postcode are of one club\n"
    files: dict[str, str | bytes] = {"README.md": "# Club\n\nThe model predicts who leaves.\n"}
    files["look.ipynb"] = notebook(told)
    assert ("limitations (look.ipynb" in judged("model-card", tmp_path, files).reason) is is_limit


def test_what_a_text_says_that_its_model_assumes_is_a_limit(tmp_path: Path) -> None:
    readme = (
        "# Club\n\nThe model predicts who leaves.\n\n**Assumptions:** members with the same postcode are of one club\n"
    )
    assert "limitations (README.md:5)" in judged("model-card", tmp_path, {"README.md": readme}).reason
