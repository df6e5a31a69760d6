"""git does the same whatever the person or a calling program set."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit import git
from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.new import new
from tests.kit import Kit


def test_settings_are_added_to_those_of_the_caller(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Ada")

    variables = git.environment((("user.email", "ada@example.org"),))

    assert git.run("config", "user.name", cwd=tmp_path, variables=variables) == b"Ada\n"
    assert git.run("config", "user.email", cwd=tmp_path, variables=variables) == b"ada@example.org\n"


def test_a_calling_git_does_not_show_through(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kit: Kit) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))

    new(kit.release("0.1.0"), tmp_path / "churn", {})

    assert (tmp_path / "churn/.git/HEAD").is_file()
    assert not (tmp_path / "index").exists()


def test_the_network_is_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(git.GitError, match="'https' not allowed"):
        git.run("ls-remote", "https://example.org/x.git", cwd=tmp_path)


def test_a_missing_git_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UserError, match="git is not installed"):
        git.run("version", cwd=tmp_path)
