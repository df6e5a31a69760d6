"""Repositories made to hurt whoever reads them: judged all the same, soon, with nothing of them run."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from portfolio_kit.criteria.judge import judge
from portfolio_kit.errors import UserError
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.repository import read
from portfolio_kit.rubric.rubric import NAMES, installed
from portfolio_kit.rubric.scorecard import Scorecard
from tests.criteria.kit import notebook
from tests.kit import git

# Of processor time, as others may keep the machine busy: far more than any of them takes, far less than what a pattern
# that runs away takes.
SECONDS = 20.0
MILLION = 1_000_000


def judged(folder: Path) -> Scorecard:
    """Judge a folder by every rubric; whatever stands in it, no criterion may fail and none may take long."""
    begin = process_time()
    repository = read(folder)
    cards = [judge(repository, installed(name), "it") for name in NAMES]
    assert process_time() - begin < SECONDS
    assert [
        (item.criterion.id, item.finding.reason) for card in cards for item in card.judged if item.finding.error
    ] == []
    return cards[0]


def paths(folder: Path) -> list[str]:
    return [file.path for file in read(folder).files]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


# What is not a file of the repository.


def test_pipes_sockets_and_devices_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "README.md")
    monkey = os.getcwd()  # noqa: PTH109 - a socket's path must be short
    os.chdir(tmp_path)
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("requirements.txt")
    finally:
        os.chdir(monkey)
    (tmp_path / "train.py").symlink_to("/dev/zero")

    assert paths(tmp_path) == []
    assert judged(tmp_path).score <= 5


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", "README.md", "# Secret\n").parent
    project = tmp_path / "project"
    write(project, "train.py", "print(1)\n")
    (project / "README.md").symlink_to(outside / "README.md")
    (project / "docs").symlink_to(outside)
    (project / "loop").symlink_to("loop")
    (project / "round").symlink_to("..")

    assert paths(project) == ["train.py"]
    judged(project)


def test_a_tracked_file_that_a_linked_folder_leads_to_is_not_there(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", "README.md", "# Secret\n").parent
    project = tmp_path / "project"
    write(project, "docs/README.md", "# Mine\n")
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    (project / "docs/README.md").unlink()
    (project / "docs").rmdir()
    (project / "docs").symlink_to(outside)

    assert paths(project) == []


def test_a_file_that_becomes_a_link_after_it_was_listed_is_not_read(tmp_path: Path) -> None:
    secret = write(tmp_path / "outside", "secret", "secret\n")
    file = write(tmp_path / "project", "README.md", "# P\n")
    repository = read(tmp_path / "project")
    file.unlink()
    file.symlink_to(secret)

    assert repository.by_path["README.md"].text == ""


@pytest.mark.parametrize(
    "pointer", ["gitdir: {elsewhere}/.git\n", "gitdir: ../elsewhere/.git\n", "gitdir: /dev/zero\n", "x" * 9999]
)
def test_a_git_file_that_points_elsewhere_is_not_obeyed(tmp_path: Path, pointer: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    write(elsewhere, "secret.py", "x = 1\n")
    git(elsewhere, "init", "--quiet")
    git(elsewhere, "add", "--all")
    write(tmp_path / "project", "README.md", "# P\n")
    write(tmp_path / "project", ".git", pointer.format(elsewhere=elsewhere))

    assert paths(tmp_path / "project") == ["README.md", ".git"] or paths(tmp_path / "project") == [".git", "README.md"]
    assert read(tmp_path / "project").commit is None


def test_a_linked_git_folder_is_not_read(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    write(elsewhere, "x.py", "x = 1\n")
    git(elsewhere, "init", "--quiet")
    git(elsewhere, "add", "--all")
    git(elsewhere, "commit", "--quiet", "--message", "x")
    write(tmp_path / "project", "README.md", "# P\n")
    (tmp_path / "project/.git").symlink_to(elsewhere / ".git")

    assert paths(tmp_path / "project") == ["README.md"]
    assert read(tmp_path / "project").commit is None


# What git would run.


def test_no_program_that_the_repository_names_is_run(tmp_path: Path) -> None:
    """Every way in which a repository's own configuration makes git, or a Python, run something."""
    project, flag, programs = tmp_path / "project", tmp_path / "ran", tmp_path / "programs"
    write(project, "README.md", "# P\n")
    write(project, "setup.py", f"open({str(flag)!r}, 'w')\n")
    write(project, "conftest.py", f"open({str(flag)!r}, 'w')\n")
    write(project, "sitecustomize.py", f"open({str(flag)!r}, 'w')\n")
    write(project, "portfolio_kit/__init__.py", f"open({str(flag)!r}, 'w')\n")
    write(project, "yaml.py", f"open({str(flag)!r}, 'w')\n")
    write(project, ".gitattributes", "* filter=evil diff=evil merge=evil\n")
    write(project, "model.pkl", b"cposix\nsystem\n(S'touch " + os.fsencode(flag) + b"'\ntR.")
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "x")
    hook = write(project, ".git/hooks/post-index-change", f"#!/bin/sh\ntouch {flag}\n")
    hook.chmod(0o755)
    run = f"touch {flag}; false"
    config = f"""
[core]
	fsmonitor = {run}
	hooksPath = {hook.parent}
	sshCommand = {run}
	pager = {run}
	editor = {run}
[filter "evil"]
	clean = {run}
	smudge = {run}
	process = {run}
	required = true
[diff "evil"]
	textconv = {run}
	command = {run}
[diff]
	external = {run}
[merge "evil"]
	driver = {run}
[alias]
	ls-files = !{run}
	status = !{run}
	rev-parse = !{run}
"""
    with (project / ".git/config").open("a") as stream:
        stream.write(config)
    # The file has changed since it was tracked, which is when git asks the filter.
    write(project, "README.md", "# P changed\n")
    fake = write(programs, "git", f"#!/bin/sh\ntouch {flag}\n")
    fake.chmod(0o755)

    done = subprocess.run(
        [sys.executable, "-P", "-m", "portfolio_kit", "check", "."],
        cwd=project,
        env={**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert not flag.exists()


# Texts that explode, or that make a reader start again and again.


def nested(begin: str, end: str, depth: int) -> str:
    return begin * depth + end * depth


LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 45))
BOMBS: dict[str, tuple[str, str]] = {
    "JSON, deep": ("metrics.json", nested("[", "]", 100_000)),
    "JSON, deep tables": ("metrics.json", nested('{"f1":', "}", 100_000)),
    "JSON, a number of 100,000 digits": ("metrics.json", f'{{"accuracy": {"9" * 100_000}}}'),
    "JSON, a number of 4,000 digits": ("metrics.json", f'{{"accuracy": {"9" * 4_000}}}'),
    "JSON, no numbers": ("metrics.json", '{"accuracy": NaN, "f1": Infinity, "loss": -Infinity, "auc": 1e999}'),
    "a table of numbers that are none": ("metrics.csv", "accuracy,f1\nnan,inf\n1e999,-inf\n" + "9" * 5_000 + ",1\n"),
    "metrics that are none": ("mlruns/0/ab/metrics/f1", "1 nan 0\n1 inf 0\n1 " + "9" * 5_000 + " 0\n"),
    "a notebook, deep": ("n.ipynb", '{"cells": ' + nested("[", "]", 100_000) + "}"),
    "a notebook of other kinds": (
        "n.ipynb",
        (
            '{"cells": [1, null, {"cell_type": [], "source": {}, "outputs": {"a": 1}}, '
            '{"cell_type": "code", "source": [1, "x"], "outputs": [1, {"data": []}, {"text": 3}]}]}'
        ),
    ),
    "YAML, a billion laughs": (".github/workflows/ci.yml", LAUGHS + "jobs: *a44\n"),
    "YAML, laughs where it is read": ("docker-compose.yml", LAUGHS + "services: *a44\n"),
    "YAML, itself within itself": (".github/workflows/ci.yml", "jobs: &a\n  b: *a\n  c: *a\n  d: [*a, *a]\n"),
    "YAML, hooks within themselves": (".pre-commit-config.yaml", "repos: &a [{hooks: *a}, *a]\n"),
    "YAML, deep in one line": (".github/workflows/ci.yml", "jobs: " + nested("[", "]", 50_000)),
    "YAML, deep tables": (".github/workflows/ci.yml", "jobs: " + "{a: " * 50_000),
    "YAML, deep by dashes": (".github/workflows/ci.yml", "jobs:\n" + "- " * 50_000 + "x\n"),
    "YAML, deep by indentation": (".github/workflows/ci.yml", "\n".join(" " * n + "a:" for n in range(1_200))),
    "YAML that names Python": (".github/workflows/ci.yml", "jobs: !!python/object/apply:os.system ['true']\n"),
    "YAML, a number of 10,000 digits": (".github/workflows/ci.yml", "jobs:\n  a: " + "9" * 10_000 + "\n"),
    "YAML, no keys": (".github/workflows/ci.yml", "? [a, b]\n: c\n? {a: b}\n: d\n"),
    "YAML, dates that are none": (".github/workflows/ci.yml", "jobs: 2024-99-99\nx: 12:61:99\n"),
    "TOML, deep": ("pyproject.toml", "a = " + nested("[", "]", 50_000)),
    "TOML, deep keys": ("pyproject.toml", "a" + ".a" * 50_000 + " = 1\n"),
    "TOML, a number of 10,000 digits": ("pyproject.toml", "[project]\ndependencies = [1]\nx = " + "9" * 10_000),
    "TOML of other kinds": ("pyproject.toml", "project = 3\n[dependency-groups]\na = [{include-group = 'a'}, 1]\n"),
    "TOML, a check of other kinds": ("pyproject.toml", "[tool]\nportfolio-kit = 3\n"),
    "a lock of other kinds": ("Pipfile.lock", '{"default": {"a": []}, "develop": 3}'),
    "a text of many results, each below a heading of its own": (
        "README.md", "".join(f"## Results {at}\n\nF1 0.{at}\n\n" for at in range(2_500)),
    ),
    "a notebook of lines of blanks": ("n.ipynb", notebook("    \n" * 16_000)),
    "a dump of empty lines": ("data/rows.sql", "\n" * 900_000),
    "a cell of empty lines": ("n.ipynb", notebook(("\n" * 100_000 + "x = 1", "1"))),
    "a setup.cfg": ("setup.cfg", "[options]\ninstall_requires =" + "\n    a" * 50_000),
}  # fmt: skip


@pytest.mark.parametrize("kind", BOMBS)
def test_bombs_do_not_go_off(tmp_path: Path, kind: str) -> None:
    name, content = BOMBS[kind]
    write(tmp_path, name, content)

    judged(tmp_path)


TREES: dict[str, str] = {
    "parentheses": nested("(", ")", 100_000),
    "parentheses line by line": nested("(\n", ")\n", 5_000),
    "brackets below the limit": nested("[", "]", 55),
    "minus signs": "x = " + "-" * 100_000 + "1",
    "minus signs with blanks": "x = " + "- " * 5_000 + "1",
    "nots": "x = " + "not " * 100_000 + "y",
    "a long sum in one line": "x = " + " + ".join("a" * 50_000),
    "a long sum line by line": "x = (\n" + "\n+ ".join("a" * 50_000) + "\n)",
    "a sum of 2,000 texts": "x = (\n" + "\n+ ".join(["'a'"] * 2_000) + "\n)",
    "a product of calls": "x = (\n" + "\n* ".join(["f(1)"] * 900) + "\n)",
    "a chain of calls": "x = a" + ".f()" * 3_000,
    "a chain of calls line by line": "x = (a" + "\n.fit(b)" * 900 + "\n)",
    "a chain of names": "x = a" + ".b" * 6_000,
    "a chain of indices": "x = a" + "[0]" * 5_000,
    "a chain of comparisons": "x = a" + " < a" * 5_000,
    "a chain of conditions": "x = " + "a if b else " * 1_500 + "c",
    "nested calls": "x = " + nested("f(", ")", 59),
    "nested calls beyond": "x = " + nested("f(", ")", 5_000),
    "nested lambdas": "x = " + "lambda: " * 2_000 + "1",
    "nested functions": "".join(" " * n + f"def f{n}():\n" for n in range(90)) + " " * 90 + "pass\n",
    "nested ifs": "if a:\n    pass\n" + "elif a:\n    pass\n" * 3_000,
    "nested strings": "x = f'{" + "f\"{x}\"" * 1_000 + "}'",
    "decorators": "@a\n" * 5_000 + "def f(): pass\n",
    "a power": "x = 9**9**9\ny = 'a' * 9**9\nz = 1 << 9**9\n",
    "a number of 5,000 digits": "x = " + "9" * 5_000,
    "a number of 15,000 digits": "x = " + "9" * 15_000,
    "a hexadecimal number of 15,000 digits": "x = 0x" + "f" * 15_000,
    "many names": "import " + ", ".join(f"a{n}" for n in range(2_000)),
    "many functions of one name": "def f(): f()\n" * 4_000,
    "functions that call each other": "".join(f"def f{n}():\n    f{n - 1}(); f{n - 2}()\n" for n in range(1_500)),
    "a line of a million characters": "x = '" + "a" * MILLION + "'",
    "zeros": "\0" * 1_000,
    "a surrogate": "x = '\\ud800'\n",
    "names of every alphabet": "".join(f"{chr(code)} = 1\n" for code in range(0x3B1, 0x3C9)),
    "another encoding": "# coding: utf-7\nx = 1\n",
    "an encoding that is none": "# coding: nonsense\nx = 1\n",
    "tabs and blanks": "if a:\n\tb\n        c\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", TREES)
def test_syntax_trees_of_any_depth_are_read_or_left(tmp_path: Path, kind: str) -> None:
    imports = "import joblib, mlflow, fastapi, sklearn\n"
    write(tmp_path, "train.py", imports + TREES[kind])
    write(tmp_path, "tests/test_train.py", imports + TREES[kind])
    write(tmp_path, "setup.py", TREES[kind])
    write(tmp_path, "n.ipynb", notebook((imports + TREES[kind], "accuracy: 0.9")))

    judged(tmp_path)


UNITS = [
    "a", "1", " ", "*", "|", "-", "[", "<", "(", "`", "#", "_", '"', "'", "\\", "!", ".", ",", ":", "=", "/", "%",
    "\t", "~", "é", "中",
    "![", "](", "[a](", "<a ", "<img ", "<h1", "<!--", "**a", "a b ", "a-", "1.", "1,", "0.9 ", "f1 0.9 ",
    "accuracy ", "| a ", "|-",
    "http://", "a@", "import ", "from ", "area under ", "a==1,", "RUN ", "&& ", "$(", "${a", "<<a ", "C:\\",
    "/home/", "token=", "\u200b",
]  # fmt: skip
LINES = {
    "README.md": "{}", "README.rst": "{}", "requirements.txt": "{}", "Dockerfile": "FROM python\nRUN {}",
    ".github/workflows/ci.yml": "on: push\njobs:\n  a:\n    steps:\n      - run: |\n          {}\n",
    "metrics.csv": "{}\n{}\n",
    "train.py": "# {}\n", "Makefile": "all:\n\t{}\n", "poetry.lock": "{}",
    "environment.yml": "dependencies:\n  - {}\n", "metrics.txt": "{}",
    ".env": "{}", "pyproject.toml": "# {}",
}  # fmt: skip


def one_line(name: str, unit: str, length: int) -> str:
    return LINES[name].replace("{}", (unit * (length // len(unit) + 1))[:length])


@pytest.mark.parametrize("name", LINES)
def test_no_pattern_runs_away_on_a_line(tmp_path: Path, name: str) -> None:
    """Eight thousand repetitions, where a pattern that begins again at every one of them takes minutes in all."""
    begin = process_time()
    for unit in UNITS:
        write(tmp_path, name, one_line(name, unit, 8_000) + "x")
        repository = read(tmp_path)
        card = judge(repository, installed(), "it")
        assert [item.finding.reason for item in card.judged if item.finding.error] == [], unit
    assert process_time() - begin < 4 * SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("name", [*LINES, "n.ipynb"])
def test_a_line_of_a_million_characters_is_judged(tmp_path: Path, name: str, unit: str) -> None:
    if name == "n.ipynb":
        line = one_line("README.md", unit, MILLION)
        write(tmp_path, name, notebook(line, (f"# {line}", line)))
    else:
        write(tmp_path, name, one_line(name, unit, MILLION - 200))

    judged(tmp_path)


# Bytes that are no text, and names that are none.

JUNK = [
    b"", b"\n", b" \n\t\n", b"\0", bytes(range(256)) * 400, b"\xff\xfe", b"\xff\xfe\0", b"\xfe\xff\xd8\0",
    b"\xef\xbb\xbf", b"\xff\xfe\0\0\1",
    b"\x80abc", "# Ü\n".encode("utf-16"), "# Ü\n".encode("utf-16-le"), "# Ü\n".encode("utf-32"),
    b"\x1b[31m\x07\x08", b"\r\r\n\n\r",
    "\u202e\u2066\u200f# x\n".encode(), b"\xed\xa0\x80", b"PK\x03\x04" + bytes(3000),
    b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
]  # fmt: skip
NAMES_READ = [
    *LINES, "n.ipynb", "metrics.json", "setup.cfg", "setup.py", "Pipfile", "Pipfile.lock", "docker-compose.yml",
    "mlruns/0/a/metrics/f1", "tests/test_a.py", "main.tf", "data.csv", "Jenkinsfile", "dvc.yaml",
    ".pre-commit-config.yaml", "LICENSE",
]  # fmt: skip


@pytest.mark.parametrize("content", JUNK, ids=repr)
def test_bytes_of_any_kind_are_judged(tmp_path: Path, content: bytes) -> None:
    for name in NAMES_READ:
        write(tmp_path, name, content)

    assert judged(tmp_path).score <= 10


def test_names_that_no_report_can_show_are_left_out_with_a_note(tmp_path: Path) -> None:
    for name in (b"a\nb.md", b"\x1b[31m.md", b"\xff\xfe.py", b"tab\t.md"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_text("# x\n")  # noqa: PTH118
    write(tmp_path, "<img src=x onerror=alert(1)>|`*_.md", "# x\n")
    write(tmp_path, "naïve 中.md", "# x\n")

    card = judged(tmp_path)

    assert sorted(paths(tmp_path)) == ["<img src=x onerror=alert(1)>|`*_.md", "naïve 中.md"]
    assert "4 files left out: names with control characters, or not in UTF-8" in card.notes


# More than is read.


def test_what_is_beyond_a_number_of_files_is_said(tmp_path: Path) -> None:
    for folder in range(20):
        (tmp_path / f"f{folder:02}").mkdir()
        for number in range(1_001):
            (tmp_path / f"f{folder:02}/{number}.py").touch()

    note = f"only {LIMITS.files:,} of 20,020 files were looked at, code and texts before others"
    assert note in judged(tmp_path).notes


def test_what_is_beyond_a_depth_is_said(tmp_path: Path) -> None:
    write(tmp_path, "d/" * 60 + "a.py", "x = 1\n")

    assert "1 folder not looked at: more than 40 deep" in judged(tmp_path).notes


def test_a_file_of_any_size_is_not_read_beyond_the_limit(tmp_path: Path) -> None:
    for name in ("README.md", "data.csv", "n.ipynb", "train.py", "requirements.txt", "model.pkl"):
        with (tmp_path / name).open("wb") as stream:
            stream.write(b"" if name == "model.pkl" else b"x = 1\n" * 500)
            stream.truncate(20 << 30)

    card = judged(tmp_path)

    assert any("too large to be read whole" in note for note in card.notes)
    assert card.score <= 5


def test_a_text_that_goes_on_and_on_is_read_to_a_length_and_that_is_said(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "- x\n" * 200_000)

    assert "1 text read to the first 200,000 characters only: README.md" in judged(tmp_path).notes


@pytest.mark.skipif(os.getuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "# x\n").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)

    try:
        assert "1 folder could not be read" in judged(tmp_path).notes
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_folder_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a folder"):
        read(tmp_path / "nothing")
    with pytest.raises(UserError, match="is not a folder"):
        read(write(tmp_path, "file", ""))


def test_empty_files_under_every_name_score_nothing(tmp_path: Path) -> None:
    for name in NAMES_READ:
        write(tmp_path, name, "")

    assert judged(tmp_path).score <= 5


@pytest.fixture(autouse=True)
def _no_children(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Judging starts no program: whoever tries fails the test, but the tests that run git or the command themselves."""
    if "git" not in request.function.__code__.co_names and "subprocess" not in request.function.__code__.co_names:
        refuse: Callable[..., None] = lambda *_arguments, **_keywords: pytest.fail("a program was started")  # noqa: E731
        monkeypatch.setattr(subprocess, "Popen", refuse)
        monkeypatch.setattr(os, "system", refuse)
