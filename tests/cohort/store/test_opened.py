"""A store that is opened: made, brought up to date, and safe beside other readers and writers."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from portfolio_kit.cohort.store.mark import is_ours, only_one
from portfolio_kit.cohort.store.migrations import NEWEST
from portfolio_kit.cohort.store.opened import opened
from portfolio_kit.cohort.store.tables import Cohort, Comment, Repository, Table
from portfolio_kit.errors import UserError


def test_a_new_store_has_every_table_that_is_asked_for(tmp_path: Path) -> None:
    with opened(tmp_path / "spring.db") as store, store.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Table.metadata)
    assert differences == []


def test_the_newest_version_is_the_last_of_the_migrations() -> None:
    settings = Config()
    settings.set_main_option("script_location", "portfolio_kit.cohort.store:migrations")
    assert ScriptDirectory.from_config(settings).get_current_head() == NEWEST


def test_what_was_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with opened(tmp_path / "spring.db") as store, store.writing() as session:
        session.add(Cohort(name="spring"))
    with opened(tmp_path / "spring.db") as store, store.reading() as session:
        assert session.scalars(select(Cohort.name)).all() == ["spring"]


def test_nothing_is_written_by_a_block_that_breaks(tmp_path: Path) -> None:
    with opened(tmp_path / "spring.db") as store:
        with pytest.raises(ZeroDivisionError), store.writing() as session:
            session.add(Cohort(name="spring"))
            session.flush()
            raise ZeroDivisionError
        with store.reading() as session:
            assert session.scalars(select(Cohort.name)).all() == []


def test_times_come_back_in_utc(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    with opened(tmp_path / "spring.db") as store:
        with store.writing() as session:
            cohort = Cohort(name="spring")
            session.add(cohort)
            session.flush()
            repository = Repository(cohort_id=cohort.id, name="ada", source="ada", place=0)
            session.add(repository)
            session.flush()
            session.add(Comment(repository_id=repository.id, text="Fine.", author="Grace", made=moment))
        with store.reading() as session:
            assert session.scalars(select(Comment.made)).one() == moment


def test_a_reader_neither_waits_for_a_writer_nor_sees_half_of_its_work(tmp_path: Path) -> None:
    with opened(tmp_path / "spring.db") as store, store.writing() as writer:
        writer.add(Cohort(name="spring"))
        writer.flush()
        with store.reading() as reader:
            assert reader.scalars(select(Cohort.name)).all() == []


def test_a_second_writer_waits_for_the_first_and_sees_what_it_did(tmp_path: Path) -> None:
    with opened(tmp_path / "spring.db") as store:

        def add() -> None:
            for _ in range(20):
                with store.writing() as session:
                    count = len(session.scalars(select(Cohort.id)).all())
                    session.add(Cohort(name=f"{count}"))

        writers = [threading.Thread(target=add) for _ in range(4)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        with store.reading() as session:
            assert sorted(map(int, session.scalars(select(Cohort.name)))) == list(range(80))


def test_foreign_keys_hold(tmp_path: Path) -> None:
    with opened(tmp_path / "spring.db") as store, store.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "photos.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE photo (name TEXT)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(UserError, match="is no store of portfolio-kit: name another file"):
        opened(other)
    assert other.read_bytes() == before


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with opened(tmp_path / "spring.db") as store, store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UserError, match="was written by a newer portfolio-kit: update yours"):
        opened(tmp_path / "spring.db")


@pytest.mark.parametrize(
    ("where", "complaint"),
    [
        ("missing/spring.db", "is not a folder: make it first"),
        (".", "is a folder: name a file"),
        ("postgresq://host/name", "there is no driver for postgresq://host/name"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_line(
    where: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=complaint):
        opened(where)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(UserError) as caught:
        opened("postgresq://ada:s3cret@host/name")
    assert "s3cret" not in str(caught.value)


def test_a_store_is_known_from_its_first_moment_on(tmp_path: Path) -> None:
    with opened(tmp_path / "spring.db"):
        assert is_ours(tmp_path / "spring.db")


def test_a_file_that_is_something_else_is_left_alone_when_a_url_names_it(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a database")
    with pytest.raises(UserError, match="is no store of portfolio-kit"):
        opened(f"sqlite:///{tmp_path}/notes.db")


def test_the_store_of_a_folder_is_found_by_its_mark(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_bytes(b"not a database")
    opened(tmp_path / "spring.db").close()
    assert is_ours(tmp_path / "spring.db")
    assert only_one(tmp_path) == tmp_path / "spring.db"


def test_two_stores_in_a_folder_are_both_named(tmp_path: Path) -> None:
    opened(tmp_path / "autumn.db").close()
    opened(tmp_path / "spring.db").close()
    with pytest.raises(UserError, match=r"there are 2 stores here: name one, autumn\.db or spring\.db"):
        only_one(tmp_path)


def test_of_many_stores_some_are_named_as_examples(tmp_path: Path) -> None:
    for name in "abcd":
        opened(tmp_path / f"{name}.db").close()
    with pytest.raises(UserError, match=r"there are 4 stores here: name one, such as a\.db or b\.db or c\.db$"):
        only_one(tmp_path)


def test_a_folder_without_a_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no store here"):
        only_one(tmp_path)


def test_stores_of_the_same_name_in_two_folders_are_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = []
    for name in ("monday", "friday"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        with opened("spring.db") as store, opened(folder / "spring.db") as same:
            assert store.place == same.place
            places.append(store.place)
    assert len(set(places)) == 2
