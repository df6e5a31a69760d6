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
