"""Dockerfiles as they are read, and the images that they would make."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_kit.repository.containers.building import build
from portfolio_kit.repository.containers.context import Context, Ignored
from portfolio_kit.repository.containers.dockerfile import Dockerfile, is_dockerfile_name, parse
from portfolio_kit.repository.containers.image import Image
from portfolio_kit.repository.file import File

LINES = st.lists(
    st.sampled_from(
        """\
FROM python:3.11 AS a|FROM a|FROM|COPY . .|COPY --from=a /x /y|COPY ["a", "b"]|COPY <<EOF /a|EOF|WORKDIR $HOME/app|ARG A
ENV A="b" C=d|RUN pip install \\|CMD ["a"|ENTRYPOINT a|ADD https://a b|COPY a|COPY *?[ .|RUN uv sync|RUN pip install .
RUN --mount=type=bind,source=. pip install -r a.txt|\\|# a|COPY ../a /|COPY src/ ./|CMD|\0\x85""".replace(
            "\n", "|"
        ).split("|")
    ),
    max_size=15,
)


def read(text: str, *paths: str, ignored: str = "", target: str = "") -> Image:
    dockerfile = Dockerfile(File(Path("/"), "Dockerfile", 0), parse(text))
    return build(dockerfile, Context("", paths, Ignored(ignored)), target)


def test_an_instruction_goes_over_several_lines_and_comments() -> None:
    found = parse('# syntax\nFROM python\nRUN a && \\\n  # why\n\n    b\nCMD ["c"]\n')
    assert [(item.name, item.command, item.line) for item in found] == [
        ("FROM", "python", 2),
        ("RUN", "a && b", 3),
        ("CMD", '["c"]', 7),
    ]


def test_flags_are_no_arguments_and_options_of_a_command_are() -> None:
    copy, run = parse("FROM a\nCOPY --from=b --chown=c:d x y\nCMD app --port 80\n")[1:]
    assert (copy.flags, copy.words) == ({"from": "b", "chown": "c:d"}, ["x", "y"])
    assert run.words == ["app", "--port", "80"]


def test_a_here_document_belongs_to_its_instruction() -> None:
    found = parse("FROM a\nRUN <<EOF\npip install b\nEOF\nCMD c\n")
    assert [(item.name, item.command) for item in found[1:]] == [("RUN", "pip install b"), ("CMD", "c")]


def test_what_has_no_base_is_no_dockerfile() -> None:
    assert parse("COPY . .\nCMD a\n") == ()
    assert parse("# FROM python\n") == ()


@pytest.mark.parametrize(
    "name",
    [
        "Dockerfile",
        "dockerfile-api",
        "Dockerfile.prod",
        "api.Dockerfile",
        "Containerfile",
        "rent.docker",
        "docker-file",
    ],
)
def test_names_of_dockerfiles(name: str) -> None:
    assert is_dockerfile_name(name)


@pytest.mark.parametrize(
    "name", ["dockerfile.md", "Dockerfile.py", "docker-compose.yml", "dockerignore", "mydockerfiles", "docker.png"]
)
def test_names_of_other_files(name: str) -> None:
    assert not is_dockerfile_name(name)


def exists(*paths: str):  # type: ignore[no-untyped-def]
    return lambda path: path in paths


@pytest.mark.parametrize(
    ("copy", "inside", "source"),
    [
        ("COPY . .", "src/a.py", "src/a.py"),
        ("COPY src .", "a.py", "src/a.py"),
        ("COPY src/a.py .", "a.py", "src/a.py"),
        ("COPY src/a.py b.py", "b.py", "src/a.py"),
        ("COPY src/a.py /srv/", "/srv/a.py", "src/a.py"),
        ("COPY src/*.py ./", "a.py", "src/a.py"),
        ('COPY ["src/a.py", "src/b.py", "./"]', "b.py", "src/b.py"),
        ("ENV HOME=/home/u\nCOPY src $HOME/app", "/home/u/app/a.py", "src/a.py"),
        ("WORKDIR /srv\nWORKDIR app\nCOPY src .", "/srv/app/a.py", "src/a.py"),
        ("COPY src .", "c.py", None),
        ("COPY src .", "src/a.py", None),
    ],
)
def test_where_the_repositorys_files_are_in_the_image(copy: str, inside: str, source: str | None) -> None:
    image = read(f"FROM python\nWORKDIR /app\n{copy}\n", "src/a.py", "src/b.py")
    assert image.problems == []
    assert image.at(inside, exists("src/a.py", "src/b.py")) == source


def test_a_stage_by_name_is_built_alone() -> None:
    text = "FROM python AS a\nCOPY x .\nCMD one\nFROM a AS b\nCMD two\n"
    assert [command.words for command in read(text, "x", target="a").started()] == [("one",)]
    assert [command.words for command in read(text, "x").started()] == [("two",)]


@pytest.mark.parametrize(
    ("ignored", "path", "expected"),
    [
        ("data", "data/a.csv", True),
        ("data/", "data/a.csv", True),
        ("*.csv", "a.csv", True),
        ("*.csv", "data/a.csv", False),
        ("**/*.csv", "data/x/a.csv", True),
        ("data\n!data/a.csv", "data/a.csv", False),
        ("# data", "data/a.csv", False),
        ("", "a", False),
    ],
)
def test_dockerignore(ignored: str, path: str, expected: bool) -> None:
    assert Ignored(ignored).ignores(path) is expected


@pytest.mark.parametrize(
    "text",
    [
        "FROM a AS s0\nCOPY . .\n" + "".join(f"FROM s{n} AS s{n + 1}\nCOPY --from=s{n} / /x\n" for n in range(300)),
        "FROM a\nENV A=ab\n" + "ENV A=$A$A\n" * 300 + "COPY $A .\n",
        "FROM a\n" + "COPY b* c* d* .\n" * 50_000,
        "FROM a\nRUN " + "pip " * 200_000,
        "FROM a\nRUN \\\n" + "\\\n" * 100_000,
    ],
    ids=["stages that double", "variables that double", "many copies", "a long script", "a long line"],
)
def test_a_dockerfile_made_to_take_long_does_not(text: str) -> None:
    start = time.process_time()
    read(text, *(f"a/{n}.py" for n in range(200)), ignored="**/*a*b*\n" * 10_000)
    assert time.process_time() - start < 5


@settings(deadline=None)
@given(LINES)
def test_any_dockerfile_is_read_and_built(lines: list[str]) -> None:
    image = read("\n".join(lines), "a", "src/b.py", "requirements.txt")
    assert all(problem.words and problem.line > 0 for problem in image.problems)
    image.started()
    image.at("src/b.py", exists("src/b.py"))


@settings(deadline=None)
@given(st.text(alphabet="a*?[]!/.#\n", max_size=80), st.text(alphabet="a/.", max_size=30))
def test_any_dockerignore_is_read(text: str, path: str) -> None:
    assert Ignored(text).ignores(path) in (True, False)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read(content: bytes) -> None:
    for instruction in parse(content.decode("latin-1")):
        assert instruction.words is not None
        assert instruction.line > 0
