"""How the story of a text is found: by its headings and sentences, never by what is left to fill in."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.results import figures
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.narrative import Narrative, Telling
from portfolio_kit.repository.texts.narrative_words import APPROACH, LESSONS, PARTS, PROBLEM, RESULTS
from portfolio_kit.repository.texts.paragraphs import about, split
from portfolio_kit.repository.texts.sentences import is_english
from portfolio_kit.rubric.finding import Evidence


def document(text: str) -> Document:
    return Document("README.md", text, lambda line: Evidence("README.md", line, "…"))


def told(text: str) -> Narrative:
    read = document(text)
    return Narrative([Telling(read, figures.in_text(read.lines))])


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("The problem", PROBLEM), ("Latar Belakang", PROBLEM), ("Contexte", PROBLEM), ("Постановка задачи", PROBLEM),
        ("项目背景", PROBLEM), ("Abordagem", APPROACH), ("Vorgehen", APPROACH), ("Metodologi", APPROACH),
        ("Как мы это сделали", APPROACH), ("तरीका", APPROACH),
        ("📊 Results", RESULTS), ("Ergebnisse", RESULTS), ("Risultati", RESULTS), ("Wyniki", RESULTS),
        ("結果", RESULTS),
        ("What I'd do differently", LESSONS), ("Later, if time", LESSONS), ("Lições aprendidas", LESSONS),
        ("Lo que aprendí por el camino", LESSONS),
        ("Öğrendiklerim", LESSONS), ("Czego się nauczyłem", LESSONS), ("सीख", LESSONS),
        ("Grenzen der Analyse", LESSONS),
    ],
)  # fmt: skip
def test_a_heading_announces_its_part(title: str, part: str) -> None:
    parts, aside = about(title)
    assert part in parts
    assert not aside


@pytest.mark.parametrize(
    "title",
    [
        "Installation",
        "How to run",
        "Project structure",
        "License",
        "Como executar",
        "Technologies used",
        "🛠 Tech stack",
        "5. Gestion des erreurs",
        "Error handling",
        "Manejo de errores",
        "Fehlerbehandlung",
        "Spalten-Beschreibung",
        "Descrição das colunas",
        "安装",
        "Запуск",
    ],
)
def test_a_heading_of_instructions_announces_none(title: str) -> None:
    assert about(title) == (frozenset(), True)


@pytest.mark.parametrize("title", ["Machine Learning", "Aprendizaje automático"])
def test_machine_learning_is_no_lesson(title: str) -> None:
    assert LESSONS not in about(title)[0]


@pytest.mark.parametrize(
    "text",
    [
        "TODO: describe the problem, who has it and what it costs them",
        "> **TODO:** Who has this problem, and what\n> does it cost them now?",
        "[Describe the problem of the customers and what it costs them here]",
        "Coming soon: the accuracy of the model on the test set, and the baseline",
        "{{ the problem that the customers have with their lost parcels }}",
        "Lorem ipsum dolor sit amet, the problem is that customers lose money",
    ],
)
def test_what_is_left_to_fill_in_is_found_and_tells_nothing(text: str) -> None:
    narrative = told(f"# Case study\n\n## Problem\n\n{text}\n")
    assert narrative.placeholders
    assert not narrative.tellings[0].sentences


PUMPS = "The pumps of the waterworks fail at night, and nobody hears the pumps fail.\n\n"
WIRES = "The second sensor of all pumps was wired wrongly, so half of our alarms were not real."


def test_a_label_in_front_of_a_paragraph_is_its_heading() -> None:
    assert [sentence.text for sentence in told(f"{PUMPS}**Lessons learned.** {WIRES}\n").part(LESSONS)] == [WIRES]


def test_the_dot_in_a_path_ends_no_label() -> None:
    text = "`data/pumps.csv` is the log of the waterworks for two years, and every pump of it has a number."
    assert [sentence.text for sentence in told(f"# Pumps\n\n{text}\n").tellings[0].sentences] == [text.replace("`", "")]


@pytest.mark.parametrize(
    "text",
    [
        "Measured on the last eight weeks of the pumps, which the training of the alarm never saw.",
        "A curso de engenharia das bombas usa os dados das bombas da cidade inteira.",
        "For a waterworks of that size we would additionally consider a second line of pumps.",
    ],
)
def test_what_only_sounds_like_a_lesson_is_none(text: str) -> None:
    assert not told(f"{PUMPS}{text}\n").part(LESSONS)


@pytest.mark.parametrize(
    "text",
    [
        "Adding the weather gave no significant improvement of the alarms on any of the pumps.",
        "Adding the night hours led to a sharp drop of recall on the pumps of the waterworks.",
        "The forest overfits the pumps of the first waterworks and is blind for the others.",
    ],
)
def test_what_did_not_help_is_a_lesson(text: str) -> None:
    assert told(f"{PUMPS}{text}\n").part(LESSONS)


def test_a_line_of_its_own_may_be_a_heading() -> None:
    assert told(f"{PUMPS}Lessons learned\n\n{WIRES}\n").part(LESSONS)


def test_without_a_heading_a_sentence_must_say_what_it_is() -> None:
    assert not told(f"{PUMPS}{WIRES}\n").part(LESSONS)
    assert told(f"{PUMPS}It turned out that half of the alarms of the pumps came from one broken sensor.\n").part(
        LESSONS
    )


def test_instructions_are_no_part_of_the_story() -> None:
    narrative = told("# Loans\n\n## Installation\n\nWe trained the model with scikit-learn, so install it first.\n")
    assert narrative.words == 0
    assert narrative.parts == ()


def test_sentences_end_in_every_script() -> None:
    assert split("Zuerst kam A. Dann B!") == ["Zuerst kam A.", "Dann B!"]
    assert split("先做了甲。然后做了乙。") == ["先做了甲。", "然后做了乙。"]
    assert split("पहले यह हुआ। फिर वह।") == ["पहले यह हुआ।", "फिर वह।"]


def test_english_is_told_from_other_languages() -> None:
    assert is_english(
        "the model of the bakery was trained with three years of receipts, and it is better than the rule."
    )
    assert not is_english("das modell der bäckerei wurde mit drei jahren trainiert und ist besser als die regel.")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=2_000))
def test_any_text_has_a_story_or_none(text: str) -> None:
    narrative = told(text)
    assert set(narrative.weights) == set(PARTS)
    assert all(1 <= sentence.line <= text.count("\n") + 1 for sentence in narrative.tellings[0].sentences)
    assert narrative.words >= 0


@given(
    st.lists(
        st.sampled_from(
            [
                "# ",
                "## Results\n",
                "- ",
                "> ",
                "TODO: ",
                "**",
                "```\n",
                "|",
                "\n",
                "We trained a model. ",
                "Problem: ",
                "1. ",
                "0,5 % ",
                "因为",
                "<!--",
                "---\n",
            ]
        ),
        max_size=60,
    )
)
def test_any_markup_has_a_story_or_none(pieces: list[str]) -> None:
    assert set(told("".join(pieces)).weights) == set(PARTS)


@pytest.mark.parametrize(
    "piece",
    ["we learned ", "a", "because ", "a_", "<", "[", "**a** ", "? ", "Zeile\n\n", "- a\n", "1,", "因为", "# a\n"],
)
def test_long_text_takes_no_long_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begin = time.process_time()
    narrative = told(text)
    assert set(narrative.weights) == set(PARTS)
    assert time.process_time() - begin < 5


COLUMNS = "# Columns\n\n" + "\n".join(
    f"* **river_{name}** → {text}. It allows us to decide early, although it was not easy to get; we learned that."
    for name, text in zip(
        ("level", "flow", "salt", "silt", "heat", "ice", "wind"),
        ("Level at the bridge", "Flow", "Salt", "Silt", "Heat", "Days of ice", "Wind in the future"),
        strict=True,
    )
)


def test_columns_and_what_they_mean_tell_no_story() -> None:
    assert told(COLUMNS).words == 0


def test_models_and_how_each_of_them_fared_do() -> None:
    text = "\n".join(f"- **{name}**: it lost 0.{name.index('o')} against the mean." for name in (
        "forest", "logistic", "boosted", "second", "poisson", "fourth", "monthly"))  # fmt: skip
    assert told(f"# Models\n\n{text}\n").words > 0


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        (("My 3 rules for rust on the hulls cost 2 points of recall in May, which I did not expect. "
         "Next I would collect hulls of another yard."), 2),
        ("I kept 3 rules for rust on the hulls of May. Next I would collect more.", 0),
    ],
)  # fmt: skip
def test_what_would_be_done_next_beside_what_was_not_expected_is_a_lesson(text: str, weight: int) -> None:
    assert told(f"# Hulls\n\n## How it went\n\n{text}\n").weights[LESSONS] == weight


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("Pour évaluer la meilleure approche, nous comparons deux modèles distincts.", False),
        ("To find the best model, we compare a forest with a linear model on the same weeks.", False),
        ("The forest beats the linear model on the same weeks of the test year.", True),
    ],
)
def test_what_something_is_done_for_is_no_result(sentence: str, tells: bool) -> None:
    assert bool(told(f"# Boats\n\n## Ablauf\n\n{sentence}\n").part(RESULTS)) is tells


@pytest.mark.parametrize("title", ["Nos erreurs", "Errores que cometí", "Unsere Fehler"])
def test_mistakes_that_were_made_are_lessons_whatever_a_service_does_with_errors(title: str) -> None:
    assert about(title) == (frozenset({LESSONS}), False)


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("Incerteza: PR-AUC com intervalo de confiança de 95% via bootstrap.", False),
        ("We report recall with a 95% CI over the boats of each harbour.", False),
        ("Jika musim dingin turun di bawah 15%, perahu dianggap berisiko tinggi.", False),
        ("Recall is 81%, with a 95% confidence interval over the boats.", True),
        ("Hasilnya turun 15% di semua pelabuhan setelah musim dingin.", True),
    ],
)
def test_a_level_of_confidence_or_a_condition_is_no_result(sentence: str, tells: bool) -> None:
    assert bool(told(f"# Boats\n\n## Results\n\n{sentence}\n").part(RESULTS)) is tells


OWN_LESSONS = {
    "id": ("# Pompa\n\n## Yang bikin pusing\n\n", "Awalnya kolom debit pompa ikut masuk, ternyata itu bocoran dari alarm pompa. Pompa lama gagal ditebak karena pompa begitu cuma ada 14 dari semua pompa."),
    "ru": ("# Насосы\n\n## Грабли\n\n", "Сначала засунул в признаки расход насоса после тревоги, и R² был 0,98, я радовался целый день. Со старыми насосами так и не справился: их всего 14."),
    "zh": ("# 水泵\n\n## 做的时候遇到的问题\n\n", "一开始水泵报警的准确率 96%，后来才知道报警本来就只有 4%。旧水泵的报警还是抓不准，因为旧水泵只有 14 台。"),
    "hi": ("# पंप\n\n## क्या गड़बड़ हुई\n\n", "पंप का बहाव भी शामिल था और बाद में समझ आया कि यह 14 अलार्म वाले पंप का लीकेज है। पुराने पंप पर मॉडल फ़ेल हो रहा है क्योंकि ऐसे पंप केवल 9 थे।"),
}  # fmt: skip


@pytest.mark.parametrize(("above", "text"), OWN_LESSONS.values(), ids=OWN_LESSONS)
def test_lessons_are_told_as_people_speak(above: str, text: str) -> None:
    assert told(f"{above}{text}\n").weights[LESSONS] == 2


@pytest.mark.parametrize(
    "text",
    [
        "# Pompa\n\n## Hasil\n\nKegagalan adalah guru terbaik dan data yang baik itu selalu penting bagi semua orang.\n",
        "# Насосы\n\n## Мысли\n\nМашинному обучению нужны хорошие данные, и ошибки тоже бывают полезны для всех.\n",
        "# 水泵\n\n## 想法\n\n机器学习离不开好的数据，失败是成功之母，大家一定要多多努力。\n",
        "# पंप\n\n## विचार\n\nमशीन लर्निंग को अच्छे डेटा की ज़रूरत होती है और असफलता सबसे बड़ी शिक्षक है।\n",
    ],
)
def test_what_anybody_says_of_learning_is_no_lesson(text: str) -> None:
    assert told(text).weights[LESSONS] == 0
