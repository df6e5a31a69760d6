"""Secrets: real shapes are found, what only looks like one is not, and no text makes the search fail or hang."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.data.secrets import MASK, in_text, masked, secrets
from portfolio_kit.repository.file import shortened
from tests.criteria.kit import notebook, repository

# Each is put together here, so that no scanner takes this file for a leak.
HEX = "9f3c1d7ab24e" + "08561c97be3d42af6650"
DRAWN = "a8Kd93jLq72mZx01PwVb64nRtYc5UeHs2fGo"
SHAPES = [
    "AKIA" + "Q7RZ3MNB5TYW2KXL",
    "ASIA" + "Q7RZ3MNB5TYW2KXL",
    "AIza" + "SyB7d9fK2mQ4xW8zT1vN6pR3cL5hJ0gYe7A",
    "ghp_" + "a8Kd93jLq72mZx01PwVb64nRtYc5UeHs2fGo",
    "gho_" + DRAWN,
    "ghs_" + DRAWN,
    "github_pat_" + "11" + DRAWN + DRAWN,
    "glpat-" + DRAWN[:20],
    "hf_" + "kQzWvBnMpLxRtYsDfGhJcXaEuIoTrNwKqZ12",
    "sk-" + "proj-h2K9dLq74mZx01PwVb64nRtYc5UeHs2fGo83jK",
    "gsk_" + DRAWN + DRAWN[:14],
    "sk_live_" + DRAWN[:24],
    "dckr_pat_" + DRAWN[:27],
    "pypi-" + "AgEIcHlwaS5vcmc" + DRAWN + DRAWN,
    "AccountKey=" + (DRAWN * 3)[:86] + "==",
    "dapi" + HEX,
    "KGAT_" + HEX,
    "xox" + "b-283746192837-aK29dLq74mZx01Pw",
    "SG." + "aK29dLq74mZx01PwVb64nR" + "." + "tYc5UeHs2fGo83jKaK29dLq74mZx01PwVb64nRtYc5U",
    "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEowIBAAKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0g\n",
    f'TMDB_API_KEY = "{HEX}"',
    f'os.getenv("WEATHER_TOKEN", "{HEX}")',
    f'"api_key": "{HEX}"',
    f'get(f"https://api.films.io/3/movie/{{number}}?api_key={HEX}&language=en")',
    f'{{"username":"ann","key":"{HEX}"}}',
    "postgresql://ann:" + "x9Kd72Lq@db.boats.io:5432/boats",
    "mssql+pyodbc://ann:" + "Password1!@boats-7.database.windows.net/boats",
    '"USERNAME": "ann", "PASSWORD": "' + "eQ7w$@ZtoRb!Z4kLp9#mXv" + '"',
    "db_password = '" + "eQ7w$@ZtoRb!Z4kLp9#mXv" + "'",
]


@pytest.mark.parametrize("text", SHAPES)
def test_a_real_shape_is_found(text: str) -> None:
    assert list(in_text(text, is_code=True))


@pytest.mark.parametrize(
    "address",
    [
        "mssql+pyodbc://ann:" + "Password1!@your-server.database.windows.net/boats",
        "mssql+pyodbc://ann:" + "password@boats-7.database.windows.net/boats",
        "mssql+pyodbc://ann:" + "Password1!@database/boats",
    ],
)
def test_a_weak_password_is_one_in_use_only_where_a_rented_database_is_named_that_takes_it(address: str) -> None:
    assert not list(in_text(address, is_code=True))


def test_a_key_in_a_command_that_a_text_quotes_is_found() -> None:
    assert list(in_text(f"Set it with `export WEATHER_TOKEN={HEX}`.", is_code=False))


@pytest.mark.parametrize(
    "text",
    [
        'API_KEY = "your_api_key_here_12345678901"',
        'API_KEY = os.environ["API_KEY"]',
        'SECRET_KEY = "dev"',
        'password = "postgres"',
        '"PASSWORD": ""',
        '"password": "change-Me-2024!"',
        '"password": "${DB_PASSWORD}"',
        '"password": "cGFzc3dvcmQxMjM="',
        'password = "Admin@123456"',
        'password = "m0n1t0rB0@tsP@55wd"',
        'hashed_password = "$2b$12$aB3dE5gH7jK9mN1pQ3sT5u"',
        'st.text_input("Password", type="password", help="At least 12 signs: Aa1!")',
        "postgresql://postgres:postgres@localhost:5432/db",
        "postgresql://user:hunter42@db:5432/app",
        "postgresql://${USER}:${PASSWORD}@db.boats.io/app",
        "AKIA" + "IOSFODNN7EXAMPLE",
        'token = "xxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
        "api_key=tmdb_api_key_from_settings_file_2",
        f'sha256 = "{HEX}"',
        f"image: boats@sha256:{HEX}",
        '<div id="sk-container-id-8" class="sk-top-container">',
        "https://codecov.io/gh/boats/graph/badge.svg?token=LO67YZIGXR",
        'feature_key = "number_of_boats_2023_by_harbour"',
        "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo\n",
    ],
)
def test_what_only_looks_like_one_is_not(text: str) -> None:
    assert not list(in_text(text, is_code=True))


def test_they_are_found_in_cells_and_outputs_with_their_place(tmp_path: Path) -> None:
    found = list(
        secrets(
            repository(
                tmp_path, {"a.ipynb": notebook((f'TMDB_API_KEY = "{HEX}"', "")), ".env": f"TMDB_API_KEY={HEX}\n"}
            )
        )
    )
    assert {secret.evidence.path: secret.evidence.excerpt for secret in found} == {
        "a.ipynb": 'TMDB_API_KEY = "********"',
        ".env": "TMDB_API_KEY=********",
    }


@pytest.mark.parametrize("text", [*SHAPES, "SECRET_KEY = 'django-insecure-" + "k2#f8$x!hh2-1l=2@@asdl'"])
def test_none_is_left_in_what_is_shown_of_its_line(text: str) -> None:
    shown = masked(f"# 1. {text} and 0.87")
    assert MASK in shown
    value = re.search(r"x9Kd72Lq|MIIE\w+|[\w.#$!=@-]{20,}", text)
    assert value
    assert value[0] not in shown
    assert shown.startswith("# 1. ")


def test_words_that_are_no_secret_stay() -> None:
    text = 'api_key = os.environ["TMDB_API_KEY"]  # -----BEGIN RSA PRIVATE KEY-----'
    assert masked(text) == text


@given(st.text(max_size=300))
def test_any_line_can_be_shown(text: str) -> None:
    assert len(shortened(text)) <= 160


def test_an_excerpt_is_cut_between_two_words_where_there_is_a_gap() -> None:
    assert shortened("boats " * 40) == "boats " * 25 + "boats…"
    assert shortened("b" * 200) == "b" * 159 + "…"


def test_a_database_with_accounts_is_found(tmp_path: Path) -> None:
    for name, rows in {"users.db": [("ann@boats.io", "$2b$12$" + "a" * 53)], "empty.db": []}.items():
        with sqlite3.connect(tmp_path / name) as database:
            database.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, password TEXT)")
            database.executemany("INSERT INTO users (email, password) VALUES (?, ?)", rows)
        database.close()
    assert [secret.evidence.path for secret in secrets(repository(tmp_path, {}))] == ["users.db"]


@given(st.binary(max_size=2000), st.booleans())
def test_any_text_is_searched(content: bytes, is_code: bool) -> None:
    for what, offset in in_text(content.decode("latin-1"), is_code=is_code):
        assert what
        assert 0 <= offset < len(content)


@given(
    st.lists(
        st.sampled_from(
            [
                "AKIA",
                "sk-",
                "://",
                "@",
                "PRIVATE KEY",
                "-----BEGIN ",
                "=",
                ":",
                "'",
                '"',
                "key",
                "token",
                "a1B2c3D4e5F6g7H8i9J0k",
                " ",
                "\n",
            ]
        ),
        max_size=60,
    )
)
def test_pieces_of_secrets_in_any_order_are_searched(pieces: list[str]) -> None:
    list(in_text("".join(pieces), is_code=False))


@pytest.mark.parametrize(
    "piece",
    ["=", "= ", "key=", "://a:", "CREATE TABLE ", "sk-", "AKIA", "-----BEGIN PRIVATE KEY-----", "token = '", "a", "A1"],
)
def test_no_repetition_makes_the_search_slow(piece: str) -> None:
    started = time.process_time()
    list(in_text(piece * (400_000 // len(piece)), is_code=True))
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("main.tf", '  password       = "harbour"', 1),
        ("main.tf", '  master_password = "boats2024"', 1),
        ("main.tf", "  password = var.password", 0),
        ("main.tf", '  password = "${var.password}"', 0),
        ("main.tf", '  password = "change-me"', 0),
        ("main.tf", '  password_policy = "strict"', 0),
        ("notes.md", '  password = "harbour"', 0),
    ],
)
def test_a_password_that_infrastructure_is_made_with_is_one(
    name: str, line: str, expected: int, tmp_path: Path
) -> None:
    text = f'resource "aws_db_instance" "boats" {{\n{line}\n}}\n'
    found = list(secrets(repository(tmp_path, {name: text})))
    assert len(found) == expected
    assert all(MASK in secret.evidence.excerpt and "harbour" not in secret.evidence.excerpt for secret in found)
