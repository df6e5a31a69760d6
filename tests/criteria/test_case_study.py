"""The case study: told in anybody's words and order, never by an unfilled page; its figures found again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.marks import words
from portfolio_kit.repository.texts.narrative import Narrative, Telling
from portfolio_kit.repository.texts.narrative_words import RESULTS
from portfolio_kit.rubric.finding import Evidence, Finding
from tests.criteria.kit import notebook, repository

TEXTS = Path(__file__).parents[1] / "fixtures" / "case_studies"
TEMPLATE = Path(__file__).parents[2] / "templates" / "project"
GOOD = sorted((TEXTS / "good").iterdir())
BAD = sorted((TEXTS / "bad").iterdir())
LANGUAGES = sorted((TEXTS / "languages").iterdir())
TRAIN = """\
import json

import pandas as pd
from sklearn.linear_model import Ridge

data = pd.read_csv("data.csv")
model = Ridge().fit(data[["a"]], data["b"])
json.dump({"weights": list(model.coef_)}, open("reports/metrics.json", "w"))
"""
# What does the half of what `partial_listed_limits.md` names.
CHURN = """\
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report

x, y = SMOTE().fit_resample(*pd.read_csv("data.csv").fillna(0))
for model in (RandomForestClassifier(), LogisticRegression()):
    print(classification_report(y, model.fit(x, y).predict(x)))
"""


def judged(folder: Path, criterion: str, files: Mapping[str, str | bytes]) -> Finding:
    finding = finding_of(repository(folder, {"train.py": TRAIN, **files}), criterion)
    assert not finding.error, finding.reason
    return finding


def told(text: str) -> bool:
    """Whether a text tells results."""
    document = Document("README.md", f"# Boats\n\n{text}\n", lambda line: Evidence("README.md", line, ""))
    return bool(Narrative([Telling(document, ())]).part(RESULTS))


def name(path: Path) -> str:
    return path.name


def unfilled(*, classification: bool) -> str:
    environment = Environment(autoescape=False, loader=FileSystemLoader(TEMPLATE))  # noqa: S701
    template = environment.get_template("shared/case-study.md.jinja")
    return template.render(project_name="Card default", author_name="Ada", classification=classification)


class TestContent:
    @pytest.mark.parametrize("text", GOOD, ids=name)
    def test_a_case_study_in_other_words_and_order_has_all_four_parts(self, tmp_path: Path, text: Path) -> None:
        assert judged(tmp_path, "case-study-content", {f"docs/{text.name}": text.read_text()}).level == 2

    @pytest.mark.parametrize("text", GOOD, ids=name)
    def test_it_may_be_the_readme(self, tmp_path: Path, text: Path) -> None:
        assert judged(tmp_path, "case-study-content", {"README.md": text.read_text()}).level == 2

    @pytest.mark.parametrize(
        "path",
        [
            "docs/case-study.md",
            "report.md",
            "laporan.md",
            "challenge.qmd",
            "docs/write-up.rst",
            "CASE_STUDY.txt",
            "relatorio.txt",
        ],
    )
    def test_it_may_be_a_file_under_another_name(self, tmp_path: Path, path: str) -> None:
        text = (TEXTS / "good" / "bakery.md").read_text()
        assert judged(tmp_path, "case-study-content", {"README.md": "# Bakery\n\nA forecast.\n", path: text}).level == 2

    def test_it_may_be_the_text_of_a_notebook(self, tmp_path: Path) -> None:
        parts = (TEXTS / "good" / "pump-stations.md").read_text().split("\n\n")
        cells = [cell for part in parts for cell in (part, ("x = 1", ""))]
        assert judged(tmp_path, "case-study-content", {"pumps.ipynb": notebook(*cells)}).level == 2

    @pytest.mark.parametrize("text", LANGUAGES, ids=name)
    def test_it_may_be_in_any_of_the_languages(self, tmp_path: Path, text: Path) -> None:
        assert judged(tmp_path, "case-study-content", {"README.md": text.read_text()}).level == 2

    @pytest.mark.parametrize("text", BAD, ids=name)
    def test_words_without_a_story_are_no_case_study(self, tmp_path: Path, text: Path) -> None:
        assert judged(tmp_path, "case-study-content", {"docs/case-study.md": text.read_text()}).level == 0

    @pytest.mark.parametrize("classification", [True, False])
    def test_our_template_left_unanswered_is_none(self, tmp_path: Path, classification: bool) -> None:
        finding = judged(
            tmp_path, "case-study-content", {"docs/case-study.md": unfilled(classification=classification)}
        )
        assert finding.level == 0
        assert "docs/case-study.md" in (finding.fix or "")

    def test_an_unanswered_case_study_is_not_made_up_for_by_the_readme(self, tmp_path: Path) -> None:
        readme = (TEXTS / "good" / "README-translation-desk.md").read_text()
        files = {"README.md": readme, "docs/case-study.md": unfilled(classification=True)}
        finding = judged(tmp_path, "case-study-content", files)
        assert finding.level == 0
        assert finding.fix is not None
        assert finding.fix.endswith("or take it away as long as README.md tells the story.")
        files["README.md"] = readme.replace("\n\n", "\n\n> **TODO:** Who loses what by it?\n\n", 1)
        assert "take it away" not in (judged(tmp_path / "open", "case-study-content", files).fix or "")

    def test_an_unanswered_case_study_with_nothing_beside_it_is_not_to_be_taken_away(self, tmp_path: Path) -> None:
        files = {"README.md": "# Cards\n\nWho pays late?\n", "docs/case-study.md": unfilled(classification=True)}
        assert "take it away" not in (judged(tmp_path, "case-study-content", files).fix or "")

    def test_a_question_of_several_lines_is_one_place_left_open(self, tmp_path: Path) -> None:
        page = "# Cards\n\n> **TODO:** Who has it, and what\n> does it cost them?\n\n> **TODO:** What failed?\n"
        finding = judged(tmp_path, "case-study-content", {"docs/case-study.md": page})
        assert "and the other 1 places" not in (finding.fix or "")
        assert "and the other place left open there" in (finding.fix or "")

    def test_a_case_study_with_one_question_left_is_partial(self, tmp_path: Path) -> None:
        text = (TEXTS / "good" / "bakery.md").read_text() + "\n> **TODO:** What would you do with another month?\n"
        finding = judged(tmp_path, "case-study-content", {"docs/case-study.md": text})
        assert finding.level == 1
        assert "docs/case-study.md:" in (finding.fix or "")

    def test_todo_is_a_word_in_spanish(self, tmp_path: Path) -> None:
        text = (TEXTS / "good" / "informe-citas.md").read_text().replace("Trabajé con", "Ante todo trabajé con")
        assert judged(tmp_path, "case-study-content", {"informe.md": text}).level == 2

    def test_without_the_lessons_it_is_partial_and_the_fix_says_what_is_missing(self, tmp_path: Path) -> None:
        text = re.sub(
            r"## What went wrong.*?(?=## License)",
            "",
            (TEXTS / "good" / "README-translation-desk.md").read_text(),
            flags=re.DOTALL,
        )
        finding = judged(tmp_path, "case-study-content", {"README.md": text})
        assert finding.level == 1
        assert "lessons learned" in finding.reason
        assert "failed" in (finding.fix or "")

    def test_wishes_that_fit_any_project_are_no_lessons(self, tmp_path: Path) -> None:
        text = re.sub(
            r"## What went wrong.*?(?=## License)",
            "## Lessons learned and next steps\n\n- Add more data\n- Try deep learning\n"
            "- I learned how to use scikit-learn\n- Data cleaning is important\n\n",
            (TEXTS / "good" / "README-translation-desk.md").read_text(),
            flags=re.DOTALL,
        )
        assert judged(tmp_path, "case-study-content", {"README.md": text}).level == 1

    def test_limits_that_could_be_listed_before_the_work_are_no_lessons(self, tmp_path: Path) -> None:
        text = (TEXTS / "partial_listed_limits.md").read_text()
        finding = judged(tmp_path, "case-study-content", {"train.py": CHURN, "README.md": text})
        assert finding.level == 1
        assert "surprised" in (finding.fix or "")

    def test_steps_below_one_line_of_purpose_are_no_narrative(self, tmp_path: Path) -> None:
        steps = "1. Load the data\n2. Scale the features\n3. Train an SVM\n4. Evaluate the model\n"
        text = f"# Flowers\n\nThis project predicts the kind of a flower.\n\n## Steps\n\n{steps}"
        assert judged(tmp_path, "case-study-content", {"README.md": text}).level == 0

    def test_a_story_in_a_comment_is_not_told(self, tmp_path: Path) -> None:
        text = f"# Bakery\n\n<!--\n{(TEXTS / 'good' / 'bakery.md').read_text()}\n-->\n"
        assert judged(tmp_path, "case-study-content", {"README.md": text}).level == 0

    def test_a_story_without_a_project_is_none(self, tmp_path: Path) -> None:
        text = (TEXTS / "good" / "bakery.md").read_text()
        assert judged(tmp_path, "case-study-content", {"train.py": "# to do\n", "README.md": text}).level == 0

    @pytest.mark.parametrize(
        ("steps", "level"),
        [
            (
                "The script cleans the rows and trains a gradient boosting model on the hourly counts of both bridges.",
                1,
            ),
            ("", 0),
        ],
    )
    def test_results_with_what_they_are_for_are_a_short_story_and_two_sentences_none(
        self, tmp_path: Path, steps: str, level: int
    ) -> None:
        text = (
            "# Bridges\n\nThis project predicts the bicycles on two bridges, so that the city can plan when to close "
            f"a lane for repairs.\n\n{steps}\n\n## Results\n\nMAE 41 on the last month, RMSE 63.\n"
        )
        assert judged(tmp_path, "case-study-content", {"README.md": text}).level == level

    def test_results_that_are_to_come_are_none(self, tmp_path: Path) -> None:
        text = (
            "# Digits\n\n## Model\n\nA CNN learns the strokes of digits.\n\n"
            "## Results\n\nResults will be added after training, such as the accuracy of all 10 digits.\n"
        )
        assert judged(tmp_path, "case-study-content", {"README.md": text}).level == 0

    def test_that_the_best_model_is_saved_is_no_result(self, tmp_path: Path) -> None:
        text = (
            "# Wine\n\n## Training\n\nThe flow trains a random forest and logs each run with its parameters.\n\n"
            "It selects the best model and saves it to the registry for the service to load.\n"
        )
        assert judged(tmp_path, "case-study-content", {"README.md": text}).level == 0

    def test_the_readme_comes_before_other_texts_and_a_question_list_is_none(self, tmp_path: Path) -> None:
        story = (TEXTS / "good" / "bakery.md").read_text()
        readme = re.sub(r"## (?:Lessons|What went wrong).*", "", (TEXTS / "partial_listed_limits.md").read_text())
        files = {"README.md": readme, "docs/questions-for-the-exam.md": story, ".history/README_2.md": story}
        files["train.py"] = CHURN
        finding = judged(tmp_path, "case-study-content", files)
        assert finding.level == 1
        assert {place.path for place in finding.evidence} == {"README.md"}

    @pytest.mark.parametrize(
        ("said", "level"),
        [
            ("Number of instances: 1,030. If you use these data, please cite the paper of those who gave them.", 0),
            ("", 1),
        ],
    )
    def test_what_came_with_the_data_is_the_story_of_others(self, tmp_path: Path, said: str, level: int) -> None:
        story = re.sub(r"## (?:Lessons|What went wrong).*", "", (TEXTS / "partial_listed_limits.md").read_text())
        files = {"README.md": "# Churn\n", "data/readme.md": f"{story}\n{said}\n", "train.py": CHURN}
        assert judged(tmp_path, "case-study-content", files).level == level

    def test_limits_that_are_gone_into_at_length_are_lessons(self, tmp_path: Path) -> None:
        text = re.sub(
            r"## What went wrong.*?(?=## License)",
            "## Limitations\n\n"
            + "\n".join(
                f"- The {part} of the desk is not translated by the same people every month, so that "
                "its rate of corrections is noisy and an alarm for it may be false for weeks."
                for part in ("legal part", "medical part", "press part", "technical part", "court part")
            )
            + "\n\n",
            (TEXTS / "good" / "README-translation-desk.md").read_text(),
            flags=re.DOTALL,
        )
        assert judged(tmp_path, "case-study-content", {"README.md": text}).level == 2

    @pytest.mark.parametrize(
        ("told", "level"),
        [
            (
                (
                    "We began with one rate for the whole desk, and small parts of it came out absurdly bad, so we "
                    "switched to counts of corrections.\n\nMonths of the glossary were mixed between both sides of the split, too, and "
                    "the error fell to 0.9 for no reason: the cut is by month of the glossary now."
                ),
                2,
            ),
            ("Describe what the desk would do differently, and why the glossary did not work.\n\nExplain how.", 1),
        ],
    )
    def test_detours_are_lessons_and_what_a_template_asks_for_is_none(
        self, tmp_path: Path, told: str, level: int
    ) -> None:
        text = re.sub(
            r"## What went wrong.*?(?=## License)",
            f"## Detours\n\n{told}\n\n",
            (TEXTS / "good" / "README-translation-desk.md").read_text(),
            flags=re.DOTALL,
        )
        assert judged(tmp_path, "case-study-content", {"README.md": text}).level == level

    @pytest.mark.parametrize(
        ("outcome", "level"),
        [
            ("degraded by 4.1 points of recall once the glossary changed, and retraining on it made little", 2),
            ("was measured with 4.1 points of recall once the glossary changed, and retraining on it made all the", 1),
        ],
    )
    def test_results_that_fall_short_are_limits_wherever_they_stand(
        self, tmp_path: Path, outcome: str, level: int
    ) -> None:
        text = re.sub(
            r"## What went wrong.*?(?=## License)",
            "## Corrections by part\n\n"
            + " ".join(
                f"The {part} of the desk {outcome} difference to how many corrections its translators make."
                for part in ("legal part", "medical part", "press part")
            )
            + "\n\n",
            (TEXTS / "good" / "README-translation-desk.md").read_text(),
            flags=re.DOTALL,
        )
        assert judged(tmp_path, "case-study-content", {"README.md": text}).level == level

    def test_two_sentences_do_not_make_a_manual_a_story_of_lessons(self, tmp_path: Path) -> None:
        text = (TEXTS / "partial_listed_limits.md").read_text()
        lessons = (
            "\n## Lessons\n\nIt turned out that the customers with month-to-month contracts were counted twice.\n"
            "The tenure of customers who came back did not help, because it starts at zero again.\n"
        )
        manual = "\n## Analysis\n\n" + "".join(
            f"Column c{number} of table t{number} holds what survey s{number} asked of the customers.\n\n"
            for number in range(400)
        )
        short = {"train.py": CHURN, "README.md": text + lessons}
        assert judged(tmp_path / "short", "case-study-content", short).level == 2
        long = {"train.py": CHURN, "README.md": text + lessons + manual}
        assert judged(tmp_path / "long", "case-study-content", long).level == 1

    def test_without_a_story_no_folder_is_said_to_have_gone_somehow(self, tmp_path: Path) -> None:
        finding = judged(tmp_path / "tmp-clone-7", "case-study-content", {"README.md": "# Flowers\n"})
        assert "how this project went" in finding.reason
        assert "tmp-clone-7" not in finding.reason

    def test_each_part_is_shown_by_the_sentence_that_tells_it(self, tmp_path: Path) -> None:
        text = (
            "# Bridges\n\nThis project predicts the cyclists on two bridges. The city loses cyclists, because it "
            "closes a lane for repairs when they need the bridges on their way to work.\n\n## Approach\n\nI trained gradient boosting on the hourly counts of both\n"
            "bridges. The split is by month, because a random one leaks the weather.\n\n"
            "## Results\n\n| Model | MAE |\n| --- | --- |\n| Boosting | 41 |\n\n"
            "## Lessons\n\nThe counts of the second bridge are noisy on holidays. It turned out that the counter of the "
            "second bridge was off for a week, which I only saw in the errors of the model.\n"
        )
        excerpts = [place.excerpt for place in judged(tmp_path, "case-study-content", {"README.md": text}).evidence]
        assert "city loses cyclists" in excerpts[0]
        assert "gradient boosting" in excerpts[1] or "random one leaks" in excerpts[1]
        assert excerpts[2] == "| Boosting | 41 |"
        assert "It turned out that the counter" in excerpts[3]

    def test_a_sentence_is_quoted_from_the_line_that_it_begins_on(self, tmp_path: Path) -> None:
        before = "The counts are hourly. " * 30
        text = f"# Bridges\n\n{before}\nAnd more. {before}The city loses cyclists, who need a way to work on both bridges.\n"
        read = repository(tmp_path, {"train.py": TRAIN, "README.md": text})
        told = next(part for each in read.stories.narratives for part in each.part("problem"))
        assert told.evidence.line == 4
        assert "The city loses cyclists" in told.evidence.excerpt

    def test_questions_that_a_form_asks_are_no_words_of_the_story(self) -> None:
        asked = "> **What did you do with the {0}, and what did it cost you to do so? Tell in full sentences.**\n\n"
        answer = "We weighed the {0} because buyers asked us for it every week, and it took us {1} days.\n\n"
        text = "# Boats\n\n" + "".join(
            f"## Question {number}\n\n" + asked.format(what) + answer.format(what, number)
            for number, what in enumerate(("masts", "hulls", "sails", "ropes", "decks"), start=1)
        )
        answers = Document("README.md", text, lambda line: Evidence("README.md", line, ""))
        assert len(answers.asked) == 5
        assert answers.words == sum(words(line) for line in text.splitlines() if line.startswith("We "))
        motto = text.replace("> **", "**").replace("# Boats\n", "# Boats\n\n> Weigh it before you buy it.\n")
        assert not Document("README.md", motto, lambda line: Evidence("README.md", line, "")).asked

    @pytest.mark.parametrize("quoted", [True, False])
    def test_a_part_is_shown_by_the_author_s_words_before_a_quotation(self, tmp_path: Path, quoted: bool) -> None:
        mark = "> " if quoted else ""
        text = (
            "# Boats\n\n## The problem\n\n"
            f"{mark}Harbours lose 3,000 euros a week because they crane boats in the wrong order and buyers wait.\n\n"
            "Our harbour master loses whole days because nobody tells him which of the boats will be sold next.\n\n"
            "## Approach\n\nWe trained a ridge regression on the hull and mast of 900 boats and split them by year.\n\n"
            "## Results\n\nOn the boats of the last year it reached an R2 of 0.71, where the mean gives 0.02.\n"
        )
        finding = judged(tmp_path, "case-study-content", {"README.md": text})
        shown = next(place for place in finding.evidence if "lose" in place.excerpt)
        assert ("Our harbour master" in shown.excerpt) == quoted

    def test_a_range_that_is_awaited_is_no_result(self, tmp_path: Path) -> None:
        text = (
            "# Boats\n\nThis app ranks boats by how soon they sell. The best model is automatically selected.\n\n"
            "## Approach\n\nWe trained a random forest and a ridge regression on hull and mast of all the boats, and "
            "filled the missing masts with the mean of boats that are as long as they are.\n\n"
            "## Performance\n\n- Accuracy: {0}\n- Recall: {0}\n"
        )
        for value, is_told in (("80-90%", False), ("87.4%", True)):
            finding = judged(tmp_path / value, "case-study-content", {"README.md": text.format(value)})
            assert ("results (README.md" in finding.reason) == is_told

    def test_what_is_hoped_for_is_no_result(self) -> None:
        assert not told("It will be interesting to see whether the small network outperforms the large one here.")
        assert told("The small network outperforms the large one on every one of the boats that we held out.")

    def test_an_approach_is_not_shown_by_what_the_data_is(self, tmp_path: Path) -> None:
        text = (
            "# Boats\n\nHarbour masters lose days because nobody tells them which boats sell next, and cranes wait.\n\n"
            "## Dataset\n\nThe data set of columns on hull and mast was collected by the harbour office of our town.\n\n"
            "## Workflow\n\n1. Cleaning the boats and filling in masts that are missing\n"
            "2. Training a ridge regression on hull and mast\n\n"
            "## Results\n\nIt reached an R2 of 0.71 on boats of the last year.\n"
        )
        finding = judged(tmp_path, "case-study-content", {"README.md": text})
        assert "approach (README.md:11)" in finding.reason or "approach (README.md:12)" in finding.reason

    @pytest.mark.parametrize(("path", "is_read"), [("tutorials/intro.md", False), ("docs/intro.md", True)])
    def test_a_text_beside_the_project_is_no_part_of_its_story(self, tmp_path: Path, path: str, is_read: bool) -> None:
        finding = judged(
            tmp_path, "case-study-content", {"README.md": "# Boats\n\nRanks them.\n", path: GOOD[0].read_text()}
        )
        assert (path in finding.reason) == is_read

    def test_every_reason_is_a_sentence(self, tmp_path: Path) -> None:
        files = {
            "a": {"README.md": "# Flowers\n"},
            "b": {"README.md": (TEXTS / "partial_listed_limits.md").read_text()},
            "c": {"docs/case-study.md": (TEXTS / "good" / "bakery.md").read_text()},
            "d": {"docs/case-study.md": unfilled(classification=True)},
        }
        for name_, texts in files.items():
            for criterion in ("case-study-content", "case-study-length", "claims-supported"):
                reason = judged(tmp_path / name_, criterion, texts).reason
                assert reason[0].isupper(), reason
                assert reason.endswith("."), reason

    def test_a_model_card_is_no_case_study(self, tmp_path: Path) -> None:
        card = (
            "# Model card\n\n## Intended use\n\nScores clients.\n\n## Metrics\n\nROC AUC 0.81 on the test set.\n\n"
            "## Limitations\n\nIt was not tested on clients younger than 21.\n"
        )
        assert judged(tmp_path, "case-study-content", {"MODEL_CARD.md": card}).level == 0


class TestLength:
    @pytest.mark.parametrize("text", GOOD, ids=name)
    def test_one_to_two_pages_are_met(self, tmp_path: Path, text: Path) -> None:
        assert judged(tmp_path, "case-study-length", {"docs/case-study.md": text.read_text()}).level == 2

    def test_nothing_is_missing(self, tmp_path: Path) -> None:
        assert judged(tmp_path, "case-study-length", {"README.md": "# Flowers\n"}).level == 0

    @pytest.mark.parametrize("text", [text for text in LANGUAGES if not text.name.startswith("en-")], ids=name)
    def test_half_a_page_is_partial(self, tmp_path: Path, text: Path) -> None:
        assert judged(tmp_path, "case-study-length", {"docs/case-study.md": text.read_text()}).level == 1

    @pytest.mark.parametrize("author", ["*Ada Lovelace*", "Written by Ada Lovelace, who counts bicycles, in May 2026."])
    def test_it_is_shown_by_the_first_line_of_its_prose_not_by_the_author_s(self, tmp_path: Path, author: str) -> None:
        title, _, story = (TEXTS / "good" / "bakery.md").read_text().partition("\n")
        finding = judged(tmp_path, "case-study-length", {"docs/case-study.md": f"{title}\n\n{author}\n\n{story}"})
        assert "Ada" not in finding.evidence[0].excerpt
        assert finding.evidence[0].line > 3

    @pytest.mark.parametrize("text", ["good/bakery.md", "languages/de.md"])
    def test_it_says_what_is_counted_and_how_much_is_asked_for(self, tmp_path: Path, text: str) -> None:
        finding = judged(tmp_path, "case-study-length", {"docs/case-study.md": (TEXTS / text).read_text()})
        assert "tables and code not counted" in finding.reason
        assert "about 300 to 1,500 words" in finding.reason

    def test_each_part_is_told_with_its_place(self, tmp_path: Path) -> None:
        reason = judged(
            tmp_path, "case-study-content", {"docs/story.md": (TEXTS / "good" / "bakery.md").read_text()}
        ).reason
        assert re.search(r"(?:problem|for) \(docs/story\.md:\d+\), approach \(docs/story\.md:\d+\), results \(", reason)

    def test_each_place_says_which_part_it_shows(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"docs/story.md": (TEXTS / "good" / "bakery.md").read_text()}
        places = judged(tmp_path, "case-study-content", files).evidence
        said = {name for place in places for name in place.shows.split(", ")}
        assert {"approach", "results", "lessons learned"} <= said

    def test_reason_and_remedy_tell_the_same_limits(self, tmp_path: Path) -> None:
        short = "\n".join((TEXTS / "good" / "bakery.md").read_text().split("\n")[:14])
        finding = judged(tmp_path, "case-study-length", {"docs/case-study.md": short})
        assert "about 300 to 1,500 words are asked for" in finding.reason
        assert "Write 300 words or more in docs/case-study.md" in str(finding.fix)

    def test_of_a_story_in_two_texts_it_says_which_is_measured(self, tmp_path: Path) -> None:
        need = (
            "# Boats\n\nHarbour masters lose 3,000 euros a week because nobody tells them which of the boats sell next, "
            "and buyers wait for days until the crane is free again.\n"
        )
        did = "We trained a ridge regression on the hull and mast of 900 boats, and split them by the year of sale. "
        tail = (
            "\n\n## Results\n\nOn the boats of the last year it reached an R2 of 0.71, where the mean gives 0.02.\n\n"
            "## Lessons\n\nThe masts did not help, because nobody measured them before 1990. I should have asked first.\n"
        )
        for times, is_alone in ((14, True), (2, False)):
            story = "# What we did\n\n## Approach\n\n" + times * did + tail
            files: dict[str, str | bytes] = {
                "README.md": need,
                "docs/report.md": story,
                "notes/mast.md": "# Masts\n\n" + did,
            }
            folder = tmp_path / str(times)
            assert "README.md and docs/report.md" in judged(folder, "case-study-content", files).reason
            reason = judged(folder, "case-study-length", files).reason
            alone = "Of the case study (README.md and docs/report.md), docs/report.md by itself has"
            assert reason.startswith(alone if is_alone else "The case study (README.md and docs/report.md) has only")

    def test_too_much_is_partial(self, tmp_path: Path) -> None:
        text = (TEXTS / "good" / "bakery.md").read_text()
        finding = judged(tmp_path, "case-study-length", {"docs/case-study.md": text + 4 * text.partition("\n")[2]})
        assert finding.level == 1
        assert "Shorten docs/case-study.md from" in (finding.fix or "")

    def test_a_page_is_enough_whatever_else_tells_it_at_length(self, tmp_path: Path) -> None:
        text = (TEXTS / "good" / "bakery.md").read_text()
        files = {"docs/case-study.md": text + 4 * text.partition("\n")[2], "README.md": text}
        finding = judged(tmp_path, "case-study-length", files)
        assert finding.level == 2
        assert "README.md" in finding.reason

    def test_code_and_tables_do_not_count(self, tmp_path: Path) -> None:
        text = (TEXTS / "languages" / "de.md").read_text()
        filler = "```\n" + "wort " * 300 + "\n```\n\n| a | b |\n| --- | --- |\n" + f"| {'wort ' * 300} | b |\n"
        assert judged(tmp_path, "case-study-length", {"docs/case-study.md": f"{text}\n{filler}\n"}).level == 1


class TestClaims:
    METRICS = json.dumps({"test": {"accuracy": 0.87231, "f1": 0.80456}})

    def test_no_figures_are_missing(self, tmp_path: Path) -> None:
        finding = judged(
            tmp_path,
            "claims-supported",
            {"README.md": "# Churn\n\nWorks well.\n", "reports/metrics.json": self.METRICS},
        )
        assert finding.level == 0
        assert "reports/metrics.json" in (finding.fix or "")

    def test_figures_of_a_metrics_file_are_met_to_rounding(self, tmp_path: Path) -> None:
        files = {
            "README.md": "# Churn\n\nOn the test set, accuracy is 87.2% and F1 0.80.\n",
            "reports/metrics.json": self.METRICS,
        }
        finding = judged(tmp_path, "claims-supported", files)
        assert finding.level == 2
        assert {place.path for place in finding.evidence} == {"README.md", "reports/metrics.json"}

    def test_figures_of_a_file_that_nothing_here_writes_are_not_shown(self, tmp_path: Path) -> None:
        files = {
            "train.py": TRAIN.replace("reports/metrics.json", "model.json"),
            "README.md": "# Churn\n\nOn the test set, accuracy is 87.2% and F1 0.80.\n",
            "reports/metrics.json": self.METRICS,
        }
        assert judged(tmp_path / "nothing", "claims-supported", files).level == 1
        files["dvc.yaml"] = "stages:\n  train:\n    cmd: python train.py\n    metrics: [reports/metrics.json]\n"
        assert judged(tmp_path / "pipeline", "claims-supported", files).level == 2

    def test_figures_of_a_file_that_nothing_writes_contradict_a_text_that_names_it(self, tmp_path: Path) -> None:
        files = {
            "train.py": TRAIN.replace("reports/metrics.json", "model.json"),
            "README.md": "# Churn\n\nOn the test set, accuracy is 97.2% (see `reports/metrics.json`).\n",
            "reports/metrics.json": self.METRICS,
        }
        finding = judged(tmp_path / "named", "claims-supported", files)
        assert finding.level == 0
        assert "reports/metrics.json" in finding.reason
        files["README.md"] = "# Churn\n\nOn the test set, accuracy is 97.2%.\n"
        assert judged(tmp_path / "not named", "claims-supported", files).level == 1

    def test_a_best_model_whose_whole_row_is_given_otherwise_is_contradicted(self, tmp_path: Path) -> None:
        output = "Linear Regression MAE: 3.12\nLinear Regression RMSE: 3.96\nRandom Forest MAE: 1.25\nRandom Forest RMSE: 2.40\n"
        table = "# Fares\n\n| Model | MAE | RMSE |\n|---|---|---|\n| Linear Regression | 3.12 | 3.96 |\n"
        cell = ("print(mean_absolute_error(y, p))", output)
        for folder, row, level in (
            ("honest", "| Random Forest (tuned) | 1.25 | 2.40 |", 2),
            ("typed", "| Random Forest (tuned) | 0.98 | 1.52 |", 0),
        ):
            files = {"README.md": f"{table}{row}\n", "fares.ipynb": notebook(cell)}
            assert judged(tmp_path / folder, "claims-supported", files).level == level

    def test_a_text_of_which_most_is_given_otherwise_is_contradicted(self, tmp_path: Path) -> None:
        files = {
            "README.md": "# Churn\n\n- Accuracy: 85.3%\n- Precision: 80.1%\n- Recall: 75.8%\n",
            "reports/metrics.json": '{"accuracy": 0.853, "precision": 0.601, "recall": 0.719}',
        }
        assert judged(tmp_path, "claims-supported", files).level == 0

    def test_one_metric_that_the_same_file_gives_otherwise_is_contradicted(self, tmp_path: Path) -> None:
        metrics = '{"accuracy": 0.9985, "f1": 0.978, "roc_auc": 0.982}'
        for auc, level in (("0.982", 2), ("0.999", 0)):
            files = {
                "README.md": f"# Churn\n\nOn the test set:\n\n- Accuracy: 0.9985\n- F1: 0.978\n- ROC-AUC: {auc}\n",
                "reports/metrics.json": metrics,
            }
            assert judged(tmp_path / auc, "claims-supported", files).level == level

    def test_the_value_of_another_metric_shows_nothing(self, tmp_path: Path) -> None:
        files = {
            "README.md": "# Churn\n\nOn the test set, ROC-AUC is 0.998.\n",
            "reports/metrics.json": '{"accuracy": 0.9985}',
        }
        assert judged(tmp_path, "claims-supported", files).level == 1

    def test_what_bears_one_model_out_contradicts_no_other(self, tmp_path: Path) -> None:
        rows = "| Alpha | 2.72 |\n| Beta | 2.82 |\n| Gamma (best) | 0.965 |\n"
        files = {
            "README.md": f"# Films\n\n| Model | RMSE |\n|---|---|\n{rows}",
            "reports/metrics.json": '{"rmse": 0.965}',
        }
        assert judged(tmp_path, "claims-supported", files).level == 2

    def test_an_error_in_thousands_is_shown_by_its_whole_value(self, tmp_path: Path) -> None:
        files = {
            "README.md": "# Houses\n\n| Model | RMSE (k) |\n|---|---|\n| Forest | 154.1 |\n",
            "reports/metrics.json": '{"rmse": 154087.3}',
        }
        assert judged(tmp_path, "claims-supported", files).level == 2

    def test_figures_of_a_saved_output_are_met(self, tmp_path: Path) -> None:
        cell = ("print('Accuracy:', accuracy_score(y, p))", "Accuracy: 0.8723\n")
        assert (
            judged(
                tmp_path,
                "claims-supported",
                {"README.md": "# Churn\n\nAccuracy: 0.872\n", "churn.ipynb": notebook(cell)},
            ).level
            == 2
        )

    def test_a_bare_number_that_a_cell_printed_is_enough(self, tmp_path: Path) -> None:
        cell = ("accuracy_score(y, p)", "0.8723404255319149\n")
        assert (
            judged(
                tmp_path,
                "claims-supported",
                {"README.md": "# Churn\n\nAccuracy: 87.23%\n", "churn.ipynb": notebook(cell)},
            ).level
            == 2
        )

    def test_thousands_with_a_point(self, tmp_path: Path) -> None:
        files = {
            "README.md": "# Preise\n\nDer MAE auf den Testdaten beträgt 5.150 Euro.\n",
            "results/metrics.json": '{"mae": 5153.7}',
        }
        assert judged(tmp_path, "claims-supported", files).level == 2

    def test_figures_that_nothing_shows_are_partial(self, tmp_path: Path) -> None:
        finding = judged(tmp_path, "claims-supported", {"README.md": "# Churn\n\nAccuracy: 0.91 on the test set\n"})
        assert finding.level == 1
        assert "README.md:3" in (finding.fix or "")

    def test_up_to_three_figures_that_nothing_shows_are_named_with_their_places(self, tmp_path: Path) -> None:
        text = "# Churn\n\nAccuracy: 0.911\n\nF1: 0.822\n\nRecall: 0.733\n\nPrecision: 0.644\n"
        reason = judged(tmp_path, "claims-supported", {"README.md": text}).reason
        assert "accuracy 0.911 (README.md:3), f1 0.822 (README.md:5), recall 0.733 (README.md:7) and 1 more" in reason

    def test_the_figure_that_is_missing_among_those_that_are_shown_is_named(self, tmp_path: Path) -> None:
        text = "# Churn\n\nAccuracy: 0.872\n\nF1: 0.805\n\nRecall: 0.733\n"
        files = {"README.md": text, "reports/metrics.json": self.METRICS}
        finding = judged(tmp_path, "claims-supported", files)
        assert finding.level == 2
        assert "2 of the 3 results that README.md states; nothing shows recall 0.733 (README.md:7)" in finding.reason
        assert ("README.md", 7) in [(place.path, place.line) for place in finding.evidence]

    def test_a_figure_that_is_rounded_wrongly_is_told_with_what_an_output_gives(self, tmp_path: Path) -> None:
        text = "# Churn\n\nAccuracy: 0.872\n\nF1: 0.805\n\nMAE: 81000\n"
        scores = "Accuracy: 0.8721\nF1: 0.8049\n"
        cells = notebook(("evaluate(model, X_test, y_test)", f"{scores}MAE: 81430.2\n"))
        finding = judged(tmp_path / "one", "claims-supported", {"README.md": text, "a.ipynb": cells})
        assert finding.level == 2
        assert "README.md:7 gives mae 81000 where a.ipynb, cell 1" in finding.reason
        assert "shows 81430" in finding.reason
        assert "nothing shows" not in finding.reason
        cells = notebook(
            ("evaluate(model, X_test, y_test)", scores), ("evaluate(other, X_test, y_test)", "MAE: 81430.2\n")
        )
        finding = judged(tmp_path / "other", "claims-supported", {"README.md": text, "a.ipynb": cells})
        assert "nothing shows mae 81000" in finding.reason

    def test_a_figure_that_the_metrics_file_contradicts_is_worse_than_none(self, tmp_path: Path) -> None:
        files = {"README.md": "# Churn\n\nAccuracy: 0.98 on the test set\n", "reports/metrics.json": self.METRICS}
        finding = judged(tmp_path, "claims-supported", files)
        assert finding.level == 0
        assert "0.8723" in finding.reason

    def test_a_bound_below_results_is_a_claim_and_a_target_there_is_none(self, tmp_path: Path) -> None:
        claim = "# Churn\n\n## Model performance\n\n- **Accuracy**: >85%\n"
        target = "# Churn\n\n## Model performance\n\nThe target is an accuracy of >85%.\n"
        assert judged(tmp_path / "claim", "claims-supported", {"README.md": claim}).level == 1
        assert judged(tmp_path / "target", "claims-supported", {"README.md": target}).level == 0

    def test_targets_and_confidence_levels_are_no_claims(self, tmp_path: Path) -> None:
        text = "# Churn\n\nTarget: accuracy of at least 0.90.\n\nROC AUC with a 95% confidence interval by bootstrap.\n"
        assert judged(tmp_path, "claims-supported", {"README.md": text}).level == 0

    def test_figures_in_a_cell_of_a_table(self, tmp_path: Path) -> None:
        table = "# Churn\n\n| Model | Accuracy | F1 |\n| --- | --- | --- |\n| Logistic regression | 0.872 | 0.805 |\n"
        assert (
            judged(tmp_path, "claims-supported", {"README.md": table, "reports/metrics.json": self.METRICS}).level == 2
        )

    def test_the_headline_figure_decides(self, tmp_path: Path) -> None:
        table = "# Films\n\n| Model | RMSE |\n| --- | --- |\n| SVD | 0.965 |\n| KNN, 10 | 2.72 |\n| KNN, 20 | 2.82 |\n"
        for value, level in ((0.9651, 2), (0.871, 0)):
            files = {"README.md": table, "reports/metrics.json": json.dumps({"rmse": value})}
            assert judged(tmp_path / str(level), "claims-supported", files).level == level

    def test_most_of_the_figures_make_up_for_a_stale_one(self, tmp_path: Path) -> None:
        text = "# Churn\n\nAccuracy: 0.98\n\nF1: 0.805\n\nRecall: 0.733\n"
        runs = {"first": {"accuracy": 0.872, "f1": 0.805, "recall": 0.733}, "second": {"accuracy": 0.86}}
        files = {"README.md": text, "reports/metrics.json": json.dumps(runs)}
        assert judged(tmp_path, "claims-supported", files).level == 2

    def test_a_baseline_s_figure_is_not_held_against_the_model_s(self, tmp_path: Path) -> None:
        table = "# Prices\n\n| Model | MAE |\n| --- | --- |\n| Naive (baseline) | 0.389 |\n| LSTM | 0.391 |\n"
        files = {"README.md": table, "reports/metrics.json": '{"mae": 0.3908}'}
        found = judged(tmp_path, "claims-supported", files)
        assert found.level == 2
        assert "the result that README.md states" in found.reason

    def test_another_models_figure_contradicts_nothing(self, tmp_path: Path) -> None:
        readme = "# Churn\n\n| Model | F1 |\n|---|---|\n| LinearSVC | 0.92 |\n"
        table = "classifier,f1_macro\n{},0.61\n"
        files = {"README.md": readme, "reports/summary.csv": table.format("random forest")}
        assert judged(tmp_path / "other", "claims-supported", files).level == 1
        found = judged(
            tmp_path / "same", "claims-supported", {**files, "reports/summary.csv": table.format("linear svc")}
        )
        assert found.level == 0
        assert "reports/summary.csv:2 shows 0.61 for linear svc" in found.reason

    def test_a_range_is_a_claim_that_no_value_contradicts(self, tmp_path: Path) -> None:
        files = {"README.md": "# Churn\n\nThe accuracy is 70-80%.\n", "reports/metrics.json": self.METRICS}
        assert judged(tmp_path, "claims-supported", files).level == 1

    def test_a_table_without_heads_is_of_the_metric_that_its_file_is_named_after(self, tmp_path: Path) -> None:
        table = "# X-rays\n\n| Label | AUROC |\n| --- | --- |\n| Edema | 0.819 |\n| Hernia | 0.917 |\n"
        files = {
            "README.md": table,
            "results/baseline/auroc.csv": ",0\nEdema,0.81901\nHernia,0.91741\n",
            "report.py": "import pandas\n\npandas.Series({}).to_csv('results/baseline/auroc.csv')\n",
        }
        assert judged(tmp_path, "claims-supported", files).level == 2

    def test_a_report_bears_itself_out_only_where_the_code_writes_it(self, tmp_path: Path) -> None:
        files = {"EVALUATION_REPORT.txt": "Rents\n=====\n\nTest MAE: 89.74\n"}
        assert judged(tmp_path / "by-hand", "claims-supported", files).level == 1
        files["report.py"] = 'open("EVALUATION_REPORT.txt", "w").write(text)\n'
        assert judged(tmp_path / "written", "claims-supported", files).level == 2
