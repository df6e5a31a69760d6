"""A case study's Markdown, read into what a page is made of."""

from __future__ import annotations

import pytest

from portfolio_kit.case_study.markdown import read
from portfolio_kit.case_study.page import (
    Block,
    Break,
    Code,
    Heading,
    Link,
    Listing,
    Marked,
    Paragraph,
    Picture,
    Pictures,
    Program,
    Quote,
    Table,
    Text,
    plain,
)
from portfolio_kit.errors import UserError


def blocks(text: str) -> tuple[Block, ...]:
    return read(f"# A title\n\n{text}", "docs/case-study.md").blocks


def refusal(text: str) -> str:
    with pytest.raises(UserError) as refused:
        read(text, "docs/case-study.md")
    assert "\n" not in str(refused.value)
    return str(refused.value)


class TestTitleBlock:
    def test_the_first_heading_of_the_highest_level_is_the_title(self) -> None:
        assert read("# Which *docks* run dry\n", "x.md").title == "Which docks run dry"

    def test_the_paragraph_in_italics_below_it_names_the_author_and_links(self) -> None:
        page = read("# T\n\n*Ada Lovelace · [Code](https://a.example/c) · since 2025*\n\nText.\n", "x.md")
        assert page.author == "Ada Lovelace"
        assert page.byline == ((Link("https://a.example/c", (Text("Code"),)),), (Text("since 2025"),))
        assert page.blocks == (Paragraph((Text("Text."),)),)

    def test_an_author_needs_no_links_and_links_need_no_author(self) -> None:
        assert read("# T\n\n*Ada Lovelace*\n", "x.md").author == "Ada Lovelace"
        page = read("# T\n\n*[Code](https://a.example)*\n", "x.md")
        assert (page.author, len(page.byline)) == ("", 1)

    def test_a_sentence_in_italics_is_no_author(self) -> None:
        page = read("# T\n\n*This is a study of docks.*\n", "x.md")
        assert page.author == ""
        assert len(page.blocks) == 1

    def test_a_page_without_a_title_is_refused(self) -> None:
        assert "docs/case-study.md has no title" in refusal("## Problem\n\nIt is late.\n")
        assert "has no title" in refusal("")
        assert "has no title" in refusal("#\n\nText.\n")


class TestBlocks:
    def test_sections_are_headings_of_the_first_level_and_none_is_skipped(self) -> None:
        found = blocks("## Problem\n\n#### Detail\n\n# Approach\n")
        assert [block.level for block in found if isinstance(block, Heading)] == [1, 2, 1]

    def test_a_list_holds_the_blocks_of_its_items_and_where_its_numbers_start(self) -> None:
        (listing,) = blocks("3. a\n   - b\n4. c\n")
        assert isinstance(listing, Listing)
        assert listing.start == 3
        assert listing.items[0] == (Paragraph((Text("a"),)), Listing(None, ((Paragraph((Text("b"),)),),)))

    def test_a_table_has_the_alignment_of_its_columns_and_the_breaks_in_its_cells(self) -> None:
        (table,) = blocks("| a | b | c |\n|---|--:|:-:|\n| 1<br>2 | 3 |\n")
        assert isinstance(table, Table)
        assert table.columns == ("left", "right", "center")
        assert table.header == ((Text("a"),), (Text("b"),), (Text("c"),))
        assert table.rows == (((Text("1"), Break(), Text("2")), (Text("3"),), ()),)

    def test_quotes_and_programs(self) -> None:
        found = blocks("> said\n\n```python\nx = 1\n```\n")
        assert found == (Quote((Paragraph((Text("said"),)),)), Program("x = 1"))

    def test_a_figure_follows_the_words_it_stands_in(self) -> None:
        found = blocks('See\n![it falls](a.png "The loss") here.\n')
        assert found == (
            Paragraph((Text("See  here."),)),
            Pictures((Picture("a.png", 4, "it falls", "The loss"),)),
        )

    def test_figures_of_one_paragraph_stand_side_by_side(self) -> None:
        (found,) = blocks("![one](a.png)\n![two](b.png)\n")
        assert isinstance(found, Pictures)
        assert [(picture.target, picture.line, picture.caption) for picture in found.pictures] == [
            ("a.png", 3, "one"),
            ("b.png", 4, "two"),
        ]

    @pytest.mark.parametrize("around", ["- {}\n", "> {}\n", "| a |\n|---|\n| {} |\n", "[{}](https://a.example)\n"])
    def test_no_figure_is_lost(self, around: str) -> None:
        page = read("# T\n\n" + around.format("![it](a.png)"), "x.md")
        assert [picture.target for picture in page.pictures] == ["a.png"]


class TestLines:
    def test_marks_and_code(self) -> None:
        (paragraph,) = blocks("**a** *b* ~~c~~ `d`\n")
        assert isinstance(paragraph, Paragraph)
        assert paragraph.content[0::2] == (
            Marked("strong", (Text("a"),)),
            Marked("emphasis", (Text("b"),)),
            Marked("struck", (Text("c"),)),
            Code("d"),
        )

    @pytest.mark.parametrize("address", ["https://a.example/b?c=d&e=f", "http://a.example", "mailto:ada@a.example"])
    def test_a_link_leads_to_the_web(self, address: str) -> None:
        assert blocks(f"[it]({address})") == (Paragraph((Link(address, (Text("it"),)),)),)

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "vbscript:x"]
    )
    def test_an_address_that_would_run_something_is_no_link(self, address: str) -> None:
        (paragraph,) = blocks(f"[it]({address}) <{address}>")
        assert isinstance(paragraph, Paragraph)
        assert not any(isinstance(inline, Link) for inline in paragraph.content)

    def test_a_path_of_the_repository_is_only_words_since_it_leads_nowhere_from_a_page(self) -> None:
        assert blocks("[the card](../MODEL_CARD.md)") == (Paragraph((Text("the card"),)),)

    def test_quotation_marks_are_those_of_the_language(self) -> None:
        assert plain(blocks('He said "it\'s late" and that is the end of it.')[0].content) == (  # type: ignore[union-attr]
            "He said “it’s late” and that is the end of it."
        )
        german = read('# T\n\nEr sagte "nicht mit mir", und das war es auch für den Tag.', "x.md")
        assert "„nicht mit mir“" in plain(german.blocks[0].content)  # type: ignore[union-attr]

    def test_lines_are_joined_by_a_space_but_not_in_scripts_that_have_none(self) -> None:
        assert blocks("one\ntwo") == (Paragraph((Text("one two"),)),)
        assert blocks("温度越线，\n好让司机") == (Paragraph((Text("温度越线，好让司机"),)),)

    def test_what_would_turn_or_hide_the_text_around_it_is_left_out(self) -> None:
        assert blocks("a\u202eb\u2066c\x07d\ufffee") == (Paragraph((Text("abcde"),)),)


class TestHtml:
    def test_comments_have_no_look(self) -> None:
        assert blocks("<!-- result:results -->\n\na<!-- b -->c\n\n<!-- /result -->\n") == (Paragraph((Text("ac"),)),)

    def test_of_other_html_the_words_and_figures_are_read_and_nothing_else(self) -> None:
        found = blocks('<p align="center"><img src="a.png" alt="it falls"><b onclick="x()">so</b>\n it is</p>\n')
        assert found == (Paragraph((Text("so it is "),)), Pictures((Picture("a.png", 3, "it falls", "it falls"),)))

    def test_scripts_and_styles_are_no_words(self) -> None:
        assert blocks("<script>alert(1)</script>\n\n<style>p {}</style>\n") == ()


class TestRefusals:
    def test_open_questions_are_named_by_their_lines(self) -> None:
        text = "# T\n\n> **TODO:** Who?\n>\n> **TODO:** Why?\n> **TODO:** When?\n\n- TODO what\n"
        message = refusal(text)
        assert message.startswith("docs/case-study.md still has open questions on lines 3, 5, 6, 8:")

    def test_one_open_question_in_a_table_or_a_byline_is_enough(self) -> None:
        assert "on line 3:" in refusal("# T\n\n*Ada · **TODO:** link*\n")
        assert "on line 5:" in refusal("# T\n\n| a |\n|---|\n| TODO |\n")

    def test_of_many_open_questions_the_first_are_named(self) -> None:
        assert "on lines 1, 3, 5, 7, 9, 11 and 4 more:" in refusal("> **TODO:** x\n\n" * 10)

    def test_a_program_may_speak_of_them(self) -> None:
        assert len(blocks("```\n# TODO: x\n```\n\nThe word TODO in a sentence.\n")) == 2

    def test_a_text_of_many_pages_is_refused_with_its_length(self) -> None:
        assert "has about 30,001 words: cut it to two pages" in refusal("# T\n\n" + "word " * 30_000)

    @pytest.mark.parametrize("text", ["> " * 30 + "x", "- " * 30 + "x", "*a **b " * 40 + "c** d*" * 40])
    def test_what_no_page_can_show_nested_is_refused(self, text: str) -> None:
        assert "docs/case-study.md:3: lists, quotes or marks are nested too deep" in refusal(f"# T\n\n{text}\n")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The model is late, and that was it.", "en"),
        ("Das Modell ist nicht von hier, und wir sind auch nicht da.", "de"),
        ("Le modèle est dans la ville et nous avons une idée.", "fr"),
        ("El modelo no es para los que se van con el tren.", "es"),
        ("Модель не предсказывает отключения.", "ru"),
        ("Модель не передбачає відключення її.", "uk"),
        ("模型没有预测到断电。", "zh"),
        ("モデルは停電を予測しません。", "ja"),
        ("1 2 3", "en"),
    ],
)
def test_the_language_is_told_from_the_text(text: str, language: str) -> None:
    assert read(f"# T\n\n{text}\n", "x.md").language == language
