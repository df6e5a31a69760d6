"""Two real wheels in two fresh environments: a project made with the one, updated with the other, offline."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.kit import commit, copy, git, snapshot, worktree

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
BUILT_FROM = ("CHANGELOG.md", "LICENSE", "README.md", "hatch_build.py", "pyproject.toml", "src", "templates", ".ci")
NOTE = "templates/project/template/for-the-test.md"
NOTEBOOK = "templates/project/template/notebooks/for-the-test.ipynb"


@dataclass(frozen=True)
class Environment:
    """A virtual environment with one wheel and what it needs."""

    folder: Path

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run its portfolio-kit as a person would, in an environment without a network (tests/conftest.py)."""
        command = [str(self.folder / "bin/portfolio-kit"), *arguments]
        done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        return done


@dataclass(frozen=True)
class Wheels:
    """Version 0.1.0, 0.2.0 with another template, and 0.1.0 built a second time; `source` is at 0.2.0."""

    source: Path
    first: Path
    second: Path
    first_again: Path


def build(source: Path, out: Path) -> Path:
    """Build the sdist, and from it the wheel."""
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, source], check=True, capture_output=True
    )
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Wheels:
    source = tmp_path_factory.mktemp("source")
    for name in BUILT_FROM:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source / name)
    (source / "templates/releases/project.bundle").unlink(missing_ok=True)
    version = source / "src/portfolio_kit/__init__.py"
    write(version, re.sub(r'__version__ = ".*"', '__version__ = "0.1.0"', version.read_text()))
    write(source / NOTE, "one\n\ntwo\n\nthree\n")
    write(source / NOTEBOOK, "{}\n")
    first = build(source, tmp_path_factory.mktemp("first"))
    first_again = build(source, tmp_path_factory.mktemp("first-again"))

    subprocess.run(
        [sys.executable, source / ".ci/release_templates.py"],
        check=True,
        env={**os.environ, "PYTHONPATH": str(source / "src")},
    )
    write(version, version.read_text().replace("0.1.0", "0.2.0"))
    write(source / NOTE, "one\n\ntwo\n\nthree, said better\n")
    write(source / NOTEBOOK, '{"changed": true}\n')
    write(source / "templates/project/template/new-in-0.2.0.md", "new\n")
    return Wheels(source, first, build(source, tmp_path_factory.mktemp("second")), first_again)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture(scope="module")
def old(wheels: Wheels, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return install(str(wheels.first), tmp_path_factory.mktemp("old"))


@pytest.fixture(scope="module")
def new(wheels: Wheels, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return install(f"{wheels.second}[case-study]", tmp_path_factory.mktemp("new"))


def install(wheel: str, folder: Path) -> Environment:
    """Install the wheel and what it says it needs, at the versions of the lock."""
    pins = re.findall(r"^[\w.-]+==[\w.+-]+", (ROOT / "requirements-dev.txt").read_text(), re.MULTILINE)
    (folder / "pins.txt").write_text("\n".join(pins))
    subprocess.run([sys.executable, "-m", "venv", folder / "env"], check=True)
    pip = [str(folder / "env/bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", str(folder / "pins.txt"), wheel], check=True)
    return Environment(folder / "env")


@pytest.fixture
def project(old: Environment, tmp_path: Path) -> Path:
    done = old.run("new", "churn", "--defaults", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path / "churn"


def test_the_same_sources_give_the_same_wheel(wheels: Wheels) -> None:
    assert wheels.first.read_bytes() == wheels.first_again.read_bytes()


def test_a_wheel_names_no_folder_of_the_machine_that_built_it(wheels: Wheels) -> None:
    with zipfile.ZipFile(wheels.second) as wheel:
        contents = b"".join(wheel.read(name) for name in wheel.namelist())
    assert str(ROOT).encode() not in contents
    assert str(wheels.second.parent.parent).encode() not in contents


def test_a_changed_template_under_a_released_version_does_not_build(wheels: Wheels, tmp_path: Path) -> None:
    source = copy(wheels.source, tmp_path / "source")
    write(source / "src/portfolio_kit/__init__.py", '"""x"""\n\n__version__ = "0.1.0"\n')
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", source],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "differs from its released version 0.1.0: raise the version" in done.stdout + done.stderr


def test_the_installed_command_starts(old: Environment, tmp_path: Path) -> None:
    assert old.run("--version", cwd=tmp_path).stdout == "portfolio-kit 0.1.0\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("terminal", "churn"),
        ("json", '"target": "churn"'),
        ("markdown", "churn"),
        ("html", "churn"),
        ("sarif", '"rubric": "article"'),
        ("badge", "churn"),
    ],
)
@pytest.mark.usefixtures("project")
def test_an_installed_checker_has_its_rubric_and_templates(
    old: Environment, tmp_path: Path, name: str, said: str
) -> None:
    done = old.run("check", "churn", "--format", name, "-o", "report", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"portfolio-kit: churn scores [\d.]+: written to report\n", done.stderr)
    assert said in (tmp_path / "report").read_text()


def test_an_installed_wheel_writes_case_studies(old: Environment, tmp_path: Path) -> None:
    write(tmp_path / "metrics.json", '{"dummy": {"f1": 0.4}, "ridge": {"f1": 0.8}}')
    done = old.run("case-study", "new", "--defaults", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "| Ridge | 0.800 |" in (tmp_path / "docs/case-study.md").read_text()
    assert old.run("case-study", "refresh", cwd=tmp_path).returncode == 0


def test_an_installed_wheel_typesets_them_with_its_extra(old: Environment, new: Environment, tmp_path: Path) -> None:
    write(tmp_path / "docs/case-study.md", "# Empty docks\n\nCommuters find no bike.\n")
    for form, start in (("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>")):
        assert "pip install 'portfolio-kit[case-study]'" in old.run("case-study", form, cwd=tmp_path).stderr
        done = new.run("case-study", form, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert (tmp_path / f"docs/case-study.{form}").read_bytes().startswith(start)


def test_an_update_brings_the_new_template(project: Path, new: Environment, tmp_path: Path) -> None:
    commit(project, {"for-the-test.md": "one, mine\n\ntwo\n\nthree\n", "mine.py": "x = 1\n"})

    done = new.run("update", "churn", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert (project / "for-the-test.md").read_text() == "one, mine\n\ntwo\n\nthree, said better\n"
    assert (project / "new-in-0.2.0.md").read_text() == "new\n"
    assert (project / "notebooks/for-the-test.ipynb").read_text() == "{}\n"
    assert "_commit: v0.2.0" in (project / ".copier-answers.yml").read_text()
    assert new.run("update", cwd=project).stdout == f"{project.name} is up to date with template 0.2.0.\n"


def test_an_untouched_project_becomes_a_new_one(project: Path, new: Environment, tmp_path: Path) -> None:
    (tmp_path / "fresh").mkdir()
    assert new.run("new", "churn", "--defaults", cwd=tmp_path / "fresh").returncode == 0
    write(tmp_path / "fresh/churn/notebooks/for-the-test.ipynb", "{}\n")

    assert new.run("update", str(project), cwd=Path("/")).returncode == 0
    assert worktree(project) == worktree(tmp_path / "fresh/churn")


def test_a_conflict_is_listed_and_left_to_settle(project: Path, new: Environment) -> None:
    commit(project, {"for-the-test.md": "one\n\ntwo\n\nthree, mine\n"})

    done = new.run("update", cwd=project)

    assert done.returncode == 1
    assert "  conflict  for-the-test.md  (both changed the same lines)\n" in done.stdout
    assert git(project, "diff", "--name-only", "--diff-filter=U").split() == ["for-the-test.md"]


def test_a_deleted_notebook_stays_deleted(project: Path, new: Environment) -> None:
    commit(project, {"notebooks/for-the-test.ipynb": None})

    assert new.run("update", cwd=project).returncode == 0
    assert not (project / "notebooks/for-the-test.ipynb").exists()


def test_a_newer_project_is_refused(new: Environment, old: Environment, tmp_path: Path) -> None:
    assert new.run("new", "churn", "--defaults", cwd=tmp_path).returncode == 0

    done = old.run("update", "churn", cwd=tmp_path)

    assert done.returncode == 2
    assert "was made with 0.2.0, this is 0.1.0: `pip install -U portfolio-kit` first" in done.stderr


def test_a_dry_run_leaves_every_byte(project: Path, new: Environment, tmp_path: Path) -> None:
    commit(project, {"for-the-test.md": "one\n\ntwo\n\nthree, mine\n"})
    before = snapshot(project)

    done = new.run("update", "churn", "--dry-run", cwd=tmp_path)

    assert done.returncode == 1
    assert "conflict  for-the-test.md" in done.stdout
    assert "added     new-in-0.2.0.md" in done.stdout
    assert snapshot(project) == before


def test_an_environment_that_moved_still_makes_projects(old: Environment, tmp_path: Path) -> None:
    moved = copy(old.folder, tmp_path / "moved")
    command = [str(moved / "bin/python"), "-m", "portfolio_kit", "new", "churn", "--defaults"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert str(tmp_path) not in (tmp_path / "churn/.copier-answers.yml").read_text()
