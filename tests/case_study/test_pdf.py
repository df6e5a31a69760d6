"""The PDF: one or two pages that can be read, selected, heard and told apart; and nothing when it can't be that."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from portfolio_kit.case_study import pdf as pdf_module
from portfolio_kit.case_study import typesetting
from portfolio_kit.case_study.pdf import typeset
from portfolio_kit.case_study.study import study_of
from portfolio_kit.errors import UserError
from tests.case_study.kit import DRAWING, HEAD, STUDY, catalogue, pdf_of, png, repository, tags_of, words_of

SENTENCE = "The scorer waits two minutes for stragglers and holds all of its state in a log of its own. "
TYPST = '#sys.inputs #read("/etc/passwd") $x^2$ #let x = 1 @ref <label> \\ _ * ` ~ // /* #while true {} = - +'


def refusal(folder: Path, text: str, files: dict[str, str | bytes] | None = None) -> str:
    study = study_of(repository(folder, text, files))
    with pytest.raises(UserError) as refused:
        typeset(study)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """The PDF of an ordinary case study, which the tests read and leave as it is."""
    return pdf_of(tmp_path_factory.mktemp("study"))


@pytest.fixture
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine has no fonts but those that come with the typesetter, which runs in this process."""

    def compiler(*arguments: Any, **named: Any) -> typst.Compiler:
        return typst.Compiler(*arguments, **{**named, "ignore_system_fonts": True})

    monkeypatch.setattr(typesetting, "Compiler", compiler)
    monkeypatch.setattr(pdf_module, "_typeset", lambda folder, seconds: typesetting.outcome(folder, 2, seconds))


class TestThePage:
    def test_it_is_a4(self, reader: PdfReader) -> None:
        box = reader.pages[0].mediabox
        assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (210, 297)

    def test_its_text_can_be_selected_in_the_order_of_the_study(self, reader: PdfReader) -> None:
        words = words_of(reader)
        order = [
            *("Empty docks", "Ada Lovelace", "Code", "Live", "Problem", "Commuters find", "Approach", "Eighteen"),
            *("Results", "Mean of the weekday", "4.1–5.3", "Boosting", "52", "Error by hour", "Lessons learned"),
            "neighbouring rows into both halves.",
        ]
        places = [words.find(part) for part in order]
        assert -1 not in places
        assert places == sorted(places)

    def test_comments_are_not_shown(self, reader: PdfReader) -> None:
        assert "result" not in words_of(reader).replace("Results", "")

    def test_its_links_can_be_followed(self, reader: PdfReader) -> None:
        links = [note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]]  # type: ignore[attr-defined]
        assert links == ["https://github.com/ada/docks", "https://docks.example.org"]

    def test_it_says_when_it_was_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        assert "14 November 2023" in words_of(pdf_of(tmp_path)).replace("\u00a0", " ")

    def test_a_text_in_another_language_has_no_english_date(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        found = pdf_of(tmp_path, "# Брёвна\n\n*Анна*\n\n## Зачем\n\nПосетители ждут 47 минут.\n")
        assert "2023-11-14" in words_of(found)
        assert "Посетители ждут 47 минут." in words_of(found)


class TestForWhoDoesNotSeeIt:
    def test_it_is_tagged_and_says_its_language(self, reader: PdfReader) -> None:
        root = catalogue(reader)
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "en"
        assert root["/StructTreeRoot"]

    def test_it_claims_to_follow_the_standard_of_accessible_pdf(self, reader: PdfReader) -> None:
        assert b"pdfuaid:part" in catalogue(reader)["/Metadata"].get_data()

    def test_title_headings_tables_and_figures_are_told_apart(self, reader: PdfReader) -> None:
        tags = [tag["/S"] for tag in tags_of(reader)]
        assert tags[:2] == ["/Document", "/Title"]
        assert tags.count("/H1") == 4
        assert (tags.count("/Table"), tags.count("/TH"), tags.count("/TD")) == (1, 3, 6)
        assert tags.count("/Figure") == 1

    def test_figures_say_what_they_show(self, reader: PdfReader) -> None:
        assert [tag["/Alt"] for tag in tags_of(reader) if tag["/S"] == "/Figure"] == ["Error by hour: highest at eight"]

    @pytest.mark.parametrize(
        ("text", "language"),
        [("Das ist nicht mit uns und auch nicht für den Tag.", "de"), ("Модель не видит отключений.", "ru")],
    )
    def test_the_language_is_that_of_the_text(self, tmp_path: Path, text: str, language: str) -> None:
        assert catalogue(pdf_of(tmp_path, f"# T\n\n{text}\n"))["/Lang"] == language


class TestItsOrigin:
    def test_title_author_description_and_date_are_in_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        found = pdf_of(tmp_path).metadata
        assert found is not None
        assert (found.title, found.author) == ("Empty docks: which stations run dry", "Ada Lovelace")
        assert (
            found.subject
            == "Commuters find no bike on one morning in four. The operator pays 35 pounds for every hour."
        )
        assert found.creation_date is not None
        assert found.creation_date.timestamp() == 1700000000

    def test_its_keywords_are_those_of_the_project(self, tmp_path: Path) -> None:
        project = '[project]\nname = "docks"\nkeywords = ["bicycles", "forecast", 3]\n'
        found = pdf_of(tmp_path, files={"pyproject.toml": project}).metadata
        assert found is not None
        assert found.keywords == "case study, bicycles, forecast"

    @pytest.mark.parametrize("project", ["[project", "project = 3", "[project]\nkeywords = 3", b"\xff"])
    def test_a_broken_project_file_is_no_matter(self, tmp_path: Path, project: str | bytes) -> None:
        found = pdf_of(tmp_path, files={"pyproject.toml": project}).metadata
        assert found is not None
        assert found.keywords == "case study"

    def test_the_same_study_gives_the_same_bytes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        files = {"docs/a.svg": DRAWING}
        text = STUDY + "\n![a drawing](a.svg)\n"
        first = typeset(study_of(repository(tmp_path / "one", text, files)))
        second = typeset(study_of(repository(tmp_path / "another", text, files)))
        assert first == second


class TestItsLength:
    def test_a_short_study_is_one_page(self, reader: PdfReader) -> None:
        assert len(reader.pages) == 1

    @pytest.mark.parametrize("words", [700, 1_100, 1_500])
    def test_what_the_checker_takes_for_one_to_two_pages_is_with_a_table_and_a_figure(
        self, tmp_path: Path, words: int
    ) -> None:
        section = f"{SENTENCE * 4}\n\n" * (words // 76 // 4)
        text = STUDY + f"## Problem\n\n{section}" * 4
        assert 1 <= len(pdf_of(tmp_path, text, {"reports/error.png": png(1_600, 500)}).pages) <= 2

    def test_a_few_lines_get_no_page_of_their_own(self, tmp_path: Path) -> None:
        # In the type of the others it would take 1.07 pages.
        assert len(pdf_of(tmp_path, HEAD + f"{SENTENCE * 4}\n\n" * 12).pages) == 1

    def test_a_figure_gets_a_little_smaller_rather_than_leave_a_page_half_empty(self, tmp_path: Path) -> None:
        before, after = f"{SENTENCE * 4}\n\n" * 8, f"{SENTENCE * 4}\n\n" * 6
        text = f"{HEAD}{before}![Error by hour](../reports/error.png)\n\n{after}"
        first, _ = pdf_of(tmp_path, text, {"reports/error.png": png(1_600, 700)}).pages
        assert "Error by hour" in first.extract_text()

    def test_it_does_not_get_too_small_to_read(self, tmp_path: Path) -> None:
        before, after = f"{SENTENCE * 4}\n\n" * 9, f"{SENTENCE * 4}\n\n" * 6
        text = f"{HEAD}{before}![Error by hour](../reports/error.png)\n\n{after}"
        _, second = pdf_of(tmp_path, text, {"reports/error.png": png(1_600, 700)}).pages
        assert "Error by hour" in second.extract_text()

    def test_three_pages_are_refused_with_how_much_to_cut(self, tmp_path: Path) -> None:
        message = refusal(tmp_path, HEAD + f"{SENTENCE * 4}\n\n" * 36)
        assert message.startswith("docs/case-study.md takes 2.")
        assert "pages, and may take 2: cut 0." in message
        assert message.endswith(" of its 2,736 words")

    def test_what_is_said_to_cut_is_enough(self, tmp_path: Path) -> None:
        paragraphs = [SENTENCE * 4 + "\n\n"] * 40
        cut = int(refusal(tmp_path, HEAD + "".join(paragraphs)).split("about ")[1].split(" of")[0].replace(",", ""))
        assert len(pdf_of(tmp_path, HEAD + "".join(paragraphs[: 40 - cut // 72 - 1])).pages) == 2

    def test_a_figure_may_be_cut_instead(self, tmp_path: Path) -> None:
        text = HEAD + "![Error by hour](../reports/error.png)\n\n" + f"{SENTENCE * 4}\n\n" * 40
        assert refusal(tmp_path, text).endswith(" words, or a figure")

    def test_a_table_is_not_split(self, tmp_path: Path) -> None:
        rows = "".join(f"| row {number} | {number} |\n" for number in range(20))
        text = HEAD + f"{SENTENCE * 4}\n\n" * 7 + f"| a | b |\n|---|---|\n{rows}"
        first, second = pdf_of(tmp_path, text).pages
        assert "row 0" not in first.extract_text()
        assert "row 0" in second.extract_text()
        assert "row 19" in second.extract_text()

    def test_of_a_table_higher_than_a_page_nothing_is_lost(self, tmp_path: Path) -> None:
        rows = "".join(f"| row {number} | {number} |\n" for number in range(70))
        words = words_of(pdf_of(tmp_path, HEAD + f"| a | b |\n|---|---|\n{rows}"))
        assert all(f"row {number} {number}" in words for number in range(70))

    def test_more_columns_than_fit_are_refused(self, tmp_path: Path) -> None:
        table = f"|{'a|' * 13}\n|{'-|' * 13}\n"
        message = refusal(tmp_path, f"# T\n\n{table}")
        assert message == "docs/case-study.md:3 is a table of 13 columns: a page holds at most 12"

    @pytest.mark.parametrize(
        "word", ["a" * 200, "reports/" * 30, "`" + "column_name_" * 20 + "`", "https://e.org/" + "a" * 150]
    )
    def test_no_word_is_too_long_for_a_line(self, tmp_path: Path, word: str) -> None:
        edges = []

        def seen(text: str, _cm: list[float], matrix: list[float], _font: object, size: float) -> None:
            edges.append(matrix[4] + 0.35 * size * len(text))

        (page,) = pdf_of(tmp_path, f"# T\n\nSee {word} there.\n").pages
        page.extract_text(visitor_text=seen)
        assert max(edges) < page.mediabox.width


class TestScripts:
    def test_latin_greek_cyrillic_and_hebrew_look_the_same_everywhere(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        text = "# T\n\nÅngström łódź ğ · Ωμέγα · Чему · שלום · ≥ ≈ ± → µ € ½\n"
        found = pdf_of(tmp_path, text)
        fonts = {font["/BaseFont"].split("+")[1] for font in _fonts(found)}
        assert all(font.startswith(("LibertinusSerif", "NewCM", "DejaVuSansMono")) for font in fonts)
        assert "Ωμέγα · Чему" in words_of(found)

    @pytest.mark.usefixtures("no_system_fonts")
    @pytest.mark.parametrize("character", ["冷", "モ", "학", "ب", "क", "🚀"])
    def test_what_no_font_has_is_named_with_its_line(self, tmp_path: Path, character: str) -> None:
        message = refusal(tmp_path, f"# T\n\nSome text.\n\nHere {character} it is.\n")
        assert message.startswith(f"docs/case-study.md:5: no font here has {character!r}: ")
        assert "case-study html" in message

    @pytest.mark.usefixtures("no_system_fonts")
    def test_symbols_are_there_on_every_machine(self, tmp_path: Path) -> None:
        symbols = "→ ⇒ ≤ ≥ ≈ ≠ ± × ÷ √ ∑ ∞ µ € £ ½ ² ✓ ✗ ● ○ ■ ▲ ★ – — … “x” „x‟"
        assert "→ ⇒ ≤ ≥" in words_of(pdf_of(tmp_path, f"# T\n\n{symbols} `{symbols}`\n"))


class TestHostileText:
    def test_nothing_of_a_text_is_read_as_typst(self, tmp_path: Path) -> None:
        text = f"# T {TYPST}\n\n*{TYPST.replace('*', '')}*\n\n```\n{TYPST}\n```\n\n`{TYPST.replace('`', '')}`\n"
        words = words_of(pdf_of(tmp_path, text))
        assert words.count('read("/etc/passwd")') >= 1
        assert words.count("#while true {}") >= 3
        assert "root:" not in words

    def test_nothing_of_a_figures_words_is_read_as_typst(self, tmp_path: Path) -> None:
        found = pdf_of(tmp_path, '# T\n\n![#read("x") $a$](../reports/error.png "#panic(1)")\n')
        assert [tag["/Alt"] for tag in tags_of(found) if tag["/S"] == "/Figure"] == ['#read("x") $a$']
        assert "#panic(1)" in words_of(found)

    def test_a_broken_figure_is_named(self, tmp_path: Path) -> None:
        message = refusal(tmp_path, "# T\n\nText.\n\n![it](a.png)\n", {"docs/a.png": png()[:40]})
        assert message.startswith("docs/case-study.md:5: the figure a.png cannot be shown: ")

    @pytest.mark.skipif(sys.platform == "win32", reason="its memory has no limit there")
    def test_a_drawing_that_never_ends_does(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf_module, "_LONGEST", 3)
        uses = "".join(f'<g id="g{number}">' + f'<use href="#g{number - 1}"/>' * 10 + "</g>" for number in range(1, 12))
        bomb = DRAWING.replace(
            "<rect", f'<defs><g id="g0"><path d="M0 0h1v1z"/></g>{uses}</defs><use href="#g11"/><rect'
        )
        message = refusal(tmp_path, "# T\n\n![it](a.svg)\n", {"docs/a.svg": bomb})
        assert message.startswith(("docs/case-study.md:3: the figure a.svg", "docs/case-study.md cannot be typeset"))

    def test_a_module_beside_the_repository_is_not_run(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "typst.py").write_text("open('run', 'w')\n")
        monkeypatch.chdir(tmp_path)
        pdf_of(tmp_path)
        assert not (tmp_path / "run").exists()


def test_without_the_packages_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = study_of(repository(tmp_path))
    monkeypatch.setattr(pdf_module, "find_spec", lambda _name: None)
    with pytest.raises(UserError, match=r"pip install 'portfolio-kit\[case-study\]'"):
        typeset(study)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    pdf_of(tmp_path / "repo")
    assert os.listdir(tmp_path / "temporary") == []  # noqa: PTH208


def _fonts(reader: PdfReader) -> list[dict[str, str]]:
    pages: list[dict[str, Any]] = list(reader.pages)
    return [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
