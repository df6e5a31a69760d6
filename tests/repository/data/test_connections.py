"""Passwords of databases in code, and histories of shells: one's own are found, defaults are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import repository

OWN = "7" + "2981"
MAPPING = "PLACE = {{'host': 'localhost', 'database': 'boats', 'user': 'ada', 'password': '{value}'}}\n"
CALL = "connection = psycopg2.connect(host='db', dbname='boats', user='ada', password='{value}')\n"


def found(folder: Path, files: dict[str, str]) -> list[str]:
    return [secret.what for secret in repository(folder, files).secrets]


@pytest.mark.parametrize("code", [MAPPING, CALL])
def test_a_password_of_ones_own_beside_the_database_is_found(code: str, tmp_path: Path) -> None:
    assert found(tmp_path, {"store.py": code.format(value=OWN)}) == ["a database's password"]


@pytest.mark.parametrize("value", ["postgres", "admin123", "ada", "boats", "1234", "changeme", "0000", ""])
def test_a_default_or_the_name_of_the_user_is_none(value: str, tmp_path: Path) -> None:
    assert not found(tmp_path, {"store.py": MAPPING.format(value=value)})


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("tests/test_store.py", MAPPING.format(value=OWN)),
        ("store.py", f"form = {{'user': 'ada', 'password': '{OWN}'}}\n"),
        ("store.py", CALL.replace("'{value}'", "os.environ['PASSWORD']")),
    ],
    ids=["of a test", "of a form", "from the environment"],
)
def test_what_opens_no_database_or_is_not_written_down_is_none(path: str, code: str, tmp_path: Path) -> None:
    assert not found(tmp_path, {path: code})


def test_a_report_does_not_show_the_password(tmp_path: Path) -> None:
    finding = finding_of(repository(tmp_path, {"store.py": MAPPING.format(value=OWN)}), "privacy")
    assert finding.level == 0
    assert "password" in finding.evidence[0].excerpt
    assert OWN not in finding.evidence[0].excerpt


@pytest.mark.parametrize(
    ("name", "is_one"), [(".bash_history", True), ("home/.psql_history", True), ("history", False)]
)
def test_the_history_of_a_shell_is_found(name: str, is_one: bool, tmp_path: Path) -> None:
    files = {name: "ls\ncurl -u ada https://boats.example\n", "store.py": "print(1)\n"}
    assert found(tmp_path, files) == (["the history of a shell"] if is_one else [])
    finding = finding_of(repository(tmp_path, files), "privacy")
    assert (finding.level == 0, "curl" in str(finding)) == (is_one, False)
