"""An address is told from a folder, and shown without its secrets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository import address


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("https://github.com/ada/churn", True),
        ("git@github.com:ada/churn.git", True),
        ("ssh://git@example.org:2222/ada/churn", True),
        ("file:///tmp/churn", True),
        ("http://example.org/churn", True),
        ("ext::sh", True),
        (".", False),
        ("~/code/churn", False),
        ("a:b", False),
        ("folder with @ and: colon", False),
    ],
)
def test_a_url_is_told_from_a_folder(target: str, answer: bool) -> None:
    assert address.is_url(target) is answer


@pytest.mark.parametrize(
    ("url", "shown", "name"),
    [
        (
            "https://ada:secret@github.com/ada/churn.git?token=secret#secret",
            "https://github.com/ada/churn.git",
            "churn",
        ),
        ("ssh://git:secret@example.org:22/ada/churn/", "ssh://git@example.org:22/ada/churn/", "churn"),
        ("git@github.com:churn.git", "git@github.com:churn.git", "churn"),
        ("https://example.org:secret/", "https://…", "…"),
        ("file:///", "file:///", "repository"),
        ("file:///a/..", "file:///a/..", "repository"),
    ],
)
def test_a_report_shows_a_url_without_its_secrets(url: str, shown: str, name: str) -> None:
    assert (address.shown(url), address.name(url)) == (shown, name)


@given(st.text(max_size=60))
def test_any_text_is_a_url_or_not(text: str) -> None:
    for target in (text, f"https://{text}", f"ssh://{text}"):
        assert isinstance(address.shown(target), str)
        assert address.name(target)
        assert address.is_url(target) in (True, False)
