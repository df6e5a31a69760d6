"""Where a line can be looked at."""

from __future__ import annotations

import pytest

from portfolio_kit.reports.links import line_url, repository_url
from tests.reports.kit import COMMIT, scorecard


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("https://github.com/ada/churn.git", f"https://github.com/ada/churn/blob/{COMMIT}/src/a.py#L7"),
        (
            "https://gitlab.example.org/team/ada/churn/",
            f"https://gitlab.example.org/team/ada/churn/-/blob/{COMMIT}/src/a.py#L7",
        ),
        ("https://codeberg.org/ada/churn", f"https://codeberg.org/ada/churn/src/commit/{COMMIT}/src/a.py#L7"),
        ("https://bitbucket.org/ada/churn", f"https://bitbucket.org/ada/churn/src/{COMMIT}/src/a.py#lines-7"),
        (
            "https://huggingface.co/spaces/ada/churn",
            f"https://huggingface.co/spaces/ada/churn/blob/{COMMIT}/src/a.py#L7",
        ),
    ],
)
def test_hosts_that_are_known(target: str, url: str) -> None:
    assert line_url(scorecard(target=target, commit=COMMIT), "src/a.py", 7) == url


@pytest.mark.parametrize(
    "target",
    [
        "churn",
        "http://github.com/ada/churn",
        "file:///tmp/churn",
        "https://example.org/ada/churn",
        "https://github.com",
        "https://",
    ],
)
def test_elsewhere_there_is_no_link(target: str) -> None:
    assert line_url(scorecard(target=target, commit=COMMIT), "a.py", 1) is None


def test_without_a_commit_a_line_would_move() -> None:
    assert line_url(scorecard(target="https://github.com/ada/churn"), "a.py", 1) is None
    assert line_url(scorecard(target="https://github.com/ada/churn", commit="main"), "a.py", 1) is None


def test_a_page_that_github_renders_is_linked_as_plain_text() -> None:
    card = scorecard(target="https://github.com/ada/churn", commit=COMMIT)
    assert (line_url(card, "README.md", 3) or "").endswith("/README.md?plain=1#L3")


def test_no_path_and_no_target_leaves_its_place_in_the_link() -> None:
    card = scorecard(target="https://github.com/ada/churn)<x>", commit=COMMIT)
    url = line_url(card, 'a"b)<c>{d}?#\n.py', 1)
    assert url == f"https://github.com/ada/churn%29%3Cx%3E/blob/{COMMIT}/a%22b%29%3Cc%3E%7Bd%7D%3F%23%0A.py#L1"
    assert line_url(card, "\udc80", 1) is None
    for target in ("https://github.com:x/a", "https://git<hub>.com/a/b"):
        assert repository_url(scorecard(target=target)) is None
