"""Every reader of what others wrote: any bytes in, a value or a clean error out."""

from __future__ import annotations

import ast
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portfolio_kit.repository import gitindex
from portfolio_kit.repository.code import notebook
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, parsed
from portfolio_kit.repository.containers.dockerfile import parse as dockerfile
from portfolio_kit.repository.data.persons_listed import lists_persons, prints_persons
from portfolio_kit.repository.environment import dependencies
from portfolio_kit.repository.environment.dependencies import Dependency
from portfolio_kit.repository.file import File
from portfolio_kit.repository.listing import listing
from portfolio_kit.repository.plain_toml import load_toml
from portfolio_kit.repository.plain_yaml import load_yaml
from portfolio_kit.repository.results import figures
from portfolio_kit.repository.running.unrolled import unrolled
from portfolio_kit.repository.running.workflow import workflow
from portfolio_kit.repository.text import decoded
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence
from tests.kit import git

ANY = st.binary(max_size=400)


def like(*pieces: str) -> st.SearchStrategy[str]:
    """Texts of the pieces that a kind of file is made of, in any order, with anything in between."""
    return st.lists(st.sampled_from(pieces) | st.text(max_size=4), max_size=40).map("".join)


def file_of(folder: str, name: str, content: bytes) -> File:
    path = Path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return File(Path(folder), name, len(content))


# Texts of unknown encoding.


@given(content=ANY)
def test_bytes_are_text_with_plain_line_ends_or_no_text(content: bytes) -> None:
    text = decoded(content)

    assert text is None or "\r" not in text


@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_texts_in_the_usual_encodings_come_back(text: str, encoding: str) -> None:
    # A mark of the encoding within the text is the one thing that cannot be told apart.
    assume("\ufeff" not in text)
    assert decoded(text.encode(encoding)) == text


@given(content=ANY)
def test_every_place_in_a_file_is_evidence_that_is_there(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = file_of(folder, "README.md", content)
        for line in (0, 1, 2, len(file.lines), 10**9):
            place = file.evidence(line)
            assert file.evidence(place.line) == place
            assert "\n" not in place.excerpt


# git's own files.


@given(data=ANY | ANY.map(lambda tail: b"DIRC\0\0\0\2\0\0\0\1" + tail + bytes(120)), size=st.sampled_from([20, 32]))
def test_an_index_is_paths_or_unreadable(data: bytes, size: int) -> None:
    try:
        found: list[str] | None = gitindex.parse_index(data, size)
    except gitindex.UnreadableIndexError:
        found = None

    assert found is None or all(found) or found == [""] or isinstance(found, list)


NAME = st.text(
    st.characters(codec="utf-8", exclude_characters="/\0", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20
)


@settings(max_examples=15, deadline=None)
@given(names=st.lists(NAME, min_size=1, max_size=6, unique_by=str.lower), version=st.sampled_from(["2", "3", "4"]))
def test_an_index_that_git_wrote_names_what_git_names(names: list[str], version: str) -> None:
    assume(not {".", "..", ".git"}.intersection(name.lower() for name in names))
    with TemporaryDirectory() as folder:
        project = Path(folder)
        for number, name in enumerate(names):
            (project / f"d{number % 2}").mkdir(exist_ok=True)
            (project / f"d{number % 2}" / name).write_text("x")
        try:
            git(project, "-c", f"index.version={version}", "init", "--quiet")
            git(project, "-c", f"index.version={version}", "add", "--all")
        except subprocess.CalledProcessError:
            assume(False)  # a name that git itself refuses
        expected = [name for name in git(project, "ls-files", "-z").split("\0") if name]

        assert sorted(gitindex.tracked(project / ".git") or []) == sorted(expected)


@settings(deadline=None)
@given(index=ANY, head=ANY, packed=ANY, pointer=st.none() | ANY)
def test_a_git_folder_of_anything_is_listed(index: bytes, head: bytes, packed: bytes, pointer: bytes | None) -> None:
    with TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "README.md").write_text("# x\n")
        if pointer is None:
            (project / ".git").mkdir()
            for name, content in (("index", index), ("HEAD", head), ("packed-refs", packed), ("commondir", head)):
                (project / ".git" / name).write_bytes(content)
        else:
            (project / ".git").write_bytes(pointer)
        found = listing(project)

        assert found.commit is None or len(found.commit) in (40, 64)
        assert "README.md" in [file.path for file in found.own]


@settings(deadline=None)
@given(names=st.lists(st.binary(min_size=1, max_size=20), max_size=6))
def test_files_of_any_name_are_listed_with_names_that_can_be_shown(names: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        for name in names:
            place = os.path.join(os.fsencode(folder), name.replace(b"/", b"").replace(b"\0", b"") or b"x")  # noqa: PTH118
            if not os.path.lexists(place):
                Path(os.fsdecode(place)).write_bytes(b"x")

        for file in listing(Path(folder)).own:
            assert file.path.encode()
            assert "\n" not in file.path


# Notebooks.

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["cells", "worksheets", "cell_type", "source", "input", "outputs", "text", "data", "output_type"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(text=st.text(max_size=200) | JSON.map(json.dumps) | JSON.map(lambda cell: json.dumps({"cells": [cell, cell]})))
def test_a_notebook_is_cells_or_none(text: str) -> None:
    cells = notebook.parse(text)

    assert [cell.kind for cell in cells if cell.kind not in ("code", "markdown", "raw")] == []
    for cell in cells:
        assert isinstance(cell.source, str)
        assert notebook.python(cell.source).count("\n") == cell.source.count("\n")


@given(source=st.text(max_size=80), output=st.text(max_size=80))
def test_every_line_of_a_notebook_is_evidence_that_is_there(source: str, output: str) -> None:
    outputs = [{"output_type": "stream", "text": output.splitlines(keepends=True)}]
    cell = {"cell_type": "code", "source": source.splitlines(keepends=True), "outputs": outputs}
    with TemporaryDirectory() as folder:
        content = json.dumps({"cells": [cell]}, indent=1).encode()
        found = Notebook(file_of(folder, "n.ipynb", content))
        for line in (*source.split("\n"), *output.split("\n"), "not there"):
            place = found.evidence(line)
            assert found.holds(place) or found.file.evidence(place.line) == place
            assert not source.strip() or found.holds(place)


# Python.


@given(
    source=st.text(max_size=200)
    | like(
        "def f():",
        "\n",
        "    ",
        "x",
        " = ",
        "(",
        ")",
        "[",
        "]",
        "lambda: ",
        ".",
        "f'{x}'",
        "import a",
        "@",
        "9" * 50,
        "'",
        '"""',
        "#",
        "await ",
    )
)
def test_source_is_a_tree_or_none_and_its_facts_can_be_had(source: str) -> None:
    tree = parsed(source)

    assert tree is None or isinstance(tree, ast.Module)
    with TemporaryDirectory() as folder:
        module = Module(file_of(folder, "a.py", source.encode("utf-8", "surrogatepass")))
        assert isinstance(module.imported, dict)
        for call in module.calls:
            assert call.line >= 1
        for node in ast.walk(tree) if tree else ():
            assert isinstance(dotted(node), str)


# Lists of persons, and loops of a shell.


@given(
    st.sampled_from((".csv", ".tsv", ".jsonl")),
    st.binary(max_size=200)
    | like(
        "name", "phone", "patient", ",", "\n", "Ada Lovell", "0171 4418870", '"', "\0", '{"name": ', "}", "9" * 5000
    ).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_a_file_lists_persons_or_not(suffix: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        assert lists_persons(file_of(folder, f"a{suffix}", content)) in (True, False)


@given(like("name", "phone", "patient", "  ", "\t", "\n", "Ada Lovell", "0171 4418870", "0"))
def test_an_output_lists_persons_or_not(output: str) -> None:
    assert prints_persons(output) in (True, False)


@given(like("for ", "step ", "in ", "a b", ";", " do ", "done", "\n", "$step", "${step}", "\\", "python "))
def test_a_script_has_as_many_lines_when_its_loops_are_written_out(text: str) -> None:
    assert unrolled(text).count("\n") >= text.count("\n")


# Dependencies.


def values(found: Callable[[str], object]) -> Callable[[str], None]:
    def run(text: str) -> None:
        for dependency in list(found(text)):  # type: ignore[call-overload]
            assert isinstance(dependency, Dependency)
            assert dependency.name == dependencies.canonical(dependency.name)
            assert 1 <= dependency.line <= text.count("\n") + 1

    return run


REQUIREMENT = like(
    "numpy",
    "==1.2",
    ">=1,<2",
    "[extra]",
    " ; python_version<'3'",
    "\n",
    "#",
    "-e .",
    "git+https://x",
    "@ file:///a",
    "\\\n",
    "--hash=sha256:a",
    "~=",
    "*",
)
TABLE = like(
    "[project]\n",
    "dependencies",
    " = ",
    "[",
    "]",
    "'a==1'",
    ",",
    "\n",
    "[tool.poetry.dependencies]\n",
    "[packages]\n",
    "a = '*'\n",
    "a = {version = '1'}\n",
    "[dependency-groups]\n",
    "3",
    '"',
)


@given(text=REQUIREMENT | st.text(max_size=100))
def test_requirements(text: str) -> None:
    values(dependencies.requirements)(text)


@given(
    text=like("dependencies:\n", "  - a=1\n", "  - pip:\n", "    - b==2\n", "name: x\n", " ", "-")
    | st.text(max_size=100)
)
def test_conda(text: str) -> None:
    values(dependencies.conda)(text)


@pytest.mark.parametrize("reader", [dependencies.pyproject, dependencies.pixi, dependencies.pipfile])
@given(text=TABLE | st.text(max_size=100))
def test_tables(reader: Callable[[str], object], text: str) -> None:
    values(reader)(text)


@pytest.mark.parametrize("name", ["setup.py", "setup.cfg"])
@given(
    text=like("setup(", "install_requires", "=", "['a==1'", "]", ")", "\n", "    a>=1\n", "[options]\n", '"')
    | st.text(max_size=100)
)
def test_setup(name: str, text: str) -> None:
    values(lambda source: dependencies.setup(source, name))(text)


@pytest.mark.parametrize("name", ["uv.lock", "Pipfile.lock".lower(), "pixi.lock", "conda-lock.yml"])
@given(
    text=like(
        'name = "a"\n',
        '{"default": {"a": ',
        "{}",
        "}",
        "- name: a\n",
        "- conda: https://x/a-1.0-0.conda\n",
        "3",
        "[",
        '"',
    )
    | st.text(max_size=100)
)
def test_locks(name: str, text: str) -> None:
    values(lambda source: dependencies.locked(source, name))(text)


# The rest.


@given(
    text=like(
        "a",
        ": ",
        "\n",
        "  ",
        "- ",
        "&a ",
        "*a",
        "{",
        "}",
        "[",
        "]",
        "!!python/name:os.system",
        "? ",
        "'",
        "|\n",
        "<<: ",
        "2024-01-01",
        "9" * 30,
    )
    | st.text(max_size=100)
)
def test_yaml_is_plain_values_or_none(text: str) -> None:
    pending = [load_yaml(text)]
    for _ in range(1_000):
        if not pending:
            break
        value = pending.pop()
        assert type(value).__module__ in ("builtins", "datetime")
        pending += (
            list(value.values())
            if isinstance(value, dict)
            else list(value)
            if isinstance(value, (list, set, tuple))
            else []
        )


@given(text=TABLE | st.text(max_size=100))
def test_toml_is_a_table(text: str) -> None:
    assert isinstance(load_toml(text), dict)


@given(
    text=like("FROM a", "\n", "RUN ", "\\\n", "<<EOF", "EOF\n", '["a", "b"]', "COPY ", "--from=x ", "#", "CMD ", "[")
    | st.text(max_size=100)
)
def test_a_dockerfile_is_instructions_or_none(text: str) -> None:
    for instruction in dockerfile(text):
        assert instruction.name.isupper()
        assert 1 <= instruction.line <= text.count("\n") + 1
        assert isinstance(instruction.command, str)


@pytest.mark.parametrize("name", [".github/workflows/ci.yml", ".gitlab-ci.yml", "Jenkinsfile"])
@given(
    text=like(
        "jobs:\n",
        "  a:\n",
        "    steps:\n",
        "      - run: ",
        "pytest\n",
        "|\n",
        "uses: x@v1\n",
        "sh '",
        "'",
        "script:\n",
        "  - ",
    )
    | st.text(max_size=100)
)
def test_a_workflow_is_steps(name: str, text: str) -> None:
    with TemporaryDirectory() as folder:
        file = file_of(folder, name, text.encode("utf-8", "surrogatepass"))
        for step in workflow(file).steps:
            assert 1 <= step.line <= len(file.lines)


@given(
    text=like(
        "# ",
        "\n",
        "a ",
        "| a | b |\n",
        "|---|---|\n",
        "```",
        "<img src=",
        "![",
        "](",
        ")",
        "<!--",
        "-->",
        "**",
        "> ",
        "- ",
        "---\n",
        "===\n",
        "https://a.b",
        "accuracy: 0.9 ",
        "F1 ",
        "87% ",
        "<h1>",
    )
    | st.text(max_size=200)
)
def test_a_text_has_as_many_lines_as_its_source(text: str) -> None:
    document = Document("a.md", text, lambda line: Evidence("a.md", max(line, 1), "x"))

    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert document.words >= 0
    for reference in (*document.images, *document.links):
        assert 1 <= reference.number <= text.count("\n") + 1
    assert sum(len(section.lines) for section in document.sections) <= len(document.lines)
    for figure in figures.in_text(document.lines):
        assert 1 <= figure.line <= text.count("\n") + 1


@given(
    text=like(
        "accuracy",
        ": ",
        "0.87",
        "\n",
        "  ",
        "precision    recall  f1-score   support\n",
        "macro avg  0.8 0.8 0.8 10\n",
        "1e999",
        "nan",
        "|",
        "9" * 400,
    )
    | st.text(max_size=200)
)
def test_output_is_figures(text: str) -> None:
    for figure in figures.in_output(text):
        assert isinstance(figure.value, float)
        assert figure.agrees(figure.value) in (True, False)


@given(
    text=JSON.map(json.dumps)
    | st.text(max_size=100)
    | st.integers(0, 4000).map(lambda digits: f'{{"f1": 1{"0" * digits}}}')
)
def test_json_is_figures(text: str) -> None:
    for figure in figures.in_json(text):
        assert isinstance(figure.value, float)
