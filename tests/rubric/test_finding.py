"""What a finding's places say of themselves."""

from __future__ import annotations

from portfolio_kit.rubric.finding import Evidence, met


def test_a_place_that_stands_for_two_things_is_shown_once_and_says_both() -> None:
    place = Evidence("README.md", 3, "docker compose up")
    found = met("There.", [place.showing("how to install"), place.showing("how to run"), place]).evidence
    assert [one.shows for one in found] == ["how to install, how to run"]


def test_what_a_place_stands_for_makes_no_other_place_of_it() -> None:
    place = Evidence("README.md", 3, "docker compose up")
    assert place.showing("how to run") == place
