"""continuous-integration: what workflows that a CI system obeys really run."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.continuous_integration import continuous_integration
from tests.criteria.kit import repository

TESTS = {
    "requirements.txt": "pandas==2.2.3\nscikit-learn==1.5.2\npytest==8.3.3\n",
    "rent.py": "def rent(rooms):\n    return 400 + 200 * rooms\n",
    "tests/test_rent.py": "from rent import rent\n\n\ndef test_rent():\n    assert rent(2) == 800\n",
}
TRAIN = {
    "requirements.txt": TESTS["requirements.txt"],
    "train.py": (
        "import pandas as pd\n"
        "from sklearn.linear_model import Ridge\n"
        "table = pd.read_csv('d.csv')\n"
        "model = Ridge().fit(table, table['y'])\n"
    ),
}
WORKFLOW = ".github/workflows/ci.yml"


def github(*commands: str, before: str = "") -> str:
    steps = "".join(f"      - run: |\n          {command}\n" for command in commands)
    return (
        f"on: push\n"
        f"jobs:\n"
        f"  test:\n"
        f"    runs-on: ubuntu-latest\n"
        f"{before}    steps:\n"
        f"      - uses: actions/checkout@v4\n"
        f"{steps}"
    )


def level(folder: Path, files: dict[str, str]) -> int | None:
    return continuous_integration(repository(folder, files)).level


@pytest.mark.parametrize("command", ["subprocess.run([sys.executable, '-m', 'train'])", "print('-m', 'train')"])
def test_a_script_that_starts_the_training_as_a_program_runs_the_pipeline(command: str, tmp_path: Path) -> None:
    starts = "subprocess" in command
    retrain = f"import {'subprocess' if starts else 'os'}\nimport sys\n\n{command}\n"
    workflow = github("pip install -r requirements.txt", "python -m retrain --reason weekly")
    assert level(tmp_path, {**TRAIN, "retrain.py": retrain, WORKFLOW: workflow}) == (2 if starts else 1)


@pytest.mark.parametrize(
    "command",
    [
        "pytest",
        "python -m pytest -q tests/",
        "poetry run pytest --cov",
        "coverage run -m pytest && coverage report",
        "python -m unittest discover",
        "docker compose run --rm api pytest",
        "PYTHONPATH=. pytest -v",
        "if [ -d tests ]; then pytest; fi",
        "bash -c 'cd tests && pytest'",
    ],
)
def test_installing_and_running_the_tests_is_met(command: str, tmp_path: Path) -> None:
    finding = continuous_integration(
        repository(tmp_path, {**TESTS, WORKFLOW: github("pip install -r requirements.txt", command)})
    )
    assert finding.level == 2
    assert finding.evidence[0].excerpt == command


@pytest.mark.parametrize(
    ("command", "name", "text"),
    [
        (
            "make test",
            "Makefile",
            ("PYTHON ?= python\ntest: install\n\t@$(PYTHON) -m pytest\ninstall:\n\tpip install .\n"),
        ),
        ("make", "Makefile", "check: lint test\nlint:\n\truff check\ntest:\n\tpytest\n"),
        ("tox", "tox.ini", "[testenv]\ndeps = pytest\ncommands =\n    pytest {posargs}\n"),
        (
            "nox -s tests",
            "noxfile.py",
            (
                "import nox\n"
                "\n"
                "@nox.session\n"
                "def tests(session):\n"
                "    session.install('.')\n"
                "    session.run('pytest', '-q')\n"
            ),
        ),
        ("./scripts/check.sh", "scripts/check.sh", "#!/bin/sh\nset -e\npytest \\\n  -q\n"),
        ("bash scripts/check.sh", "scripts/check.sh", "pytest\n"),
        ("poe test", "pyproject.toml", "[tool.poe.tasks]\ntest = 'pytest -q'\n"),
        ("hatch run test", "pyproject.toml", "[tool.hatch.envs.default.scripts]\ntest = 'pytest'\n"),
        ("just test", "justfile", "test:\n    pytest\n"),
    ],
)
def test_task_runners_are_followed(command: str, name: str, text: str, tmp_path: Path) -> None:
    assert level(tmp_path, {**TESTS, name: text, WORKFLOW: github("pip install .", command)}) == 2


def test_a_step_runs_in_its_folder(tmp_path: Path) -> None:
    workflow = (
        "on: push\n"
        "jobs:\n"
        "  a:\n"
        "    defaults:\n"
        "      run:\n"
        "        working-directory: backend\n"
        "    steps:\n"
        "      - run: make test\n"
    )
    makefile = "test:\n\tpip install . && pytest\n"
    assert level(tmp_path, {**TESTS, "backend/Makefile": makefile, WORKFLOW: workflow}) == 2


@pytest.mark.parametrize(
    "command",
    ["python train.py", "python -m train", "dvc repro", "jupyter nbconvert --to notebook --execute train.ipynb"],
)
def test_running_the_pipeline_is_met(command: str, tmp_path: Path) -> None:
    assert level(tmp_path, {**TRAIN, WORKFLOW: github("pip install -r requirements.txt", command)}) == 2


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("cd jobs && python score.py", 2),
        ("python jobs/score.py", 2),
        ("cd jobs && cd .. && python score.py", 1),
        ("cd jobs && python notes.py", 1),
    ],
)
def test_scoring_in_the_folder_that_a_step_goes_to_is_the_pipeline(command: str, expected: int, tmp_path: Path) -> None:
    files = {
        "jobs/score.py": "import joblib\nimport pandas as pd\n\nrows = pd.read_csv('new.csv')\n"
        "rows['due'] = joblib.load('model.joblib').predict(rows)\nrows.to_csv('scored.csv')\n",
        "jobs/notes.py": "print('scored')\n",
        WORKFLOW: github("pip install -r requirements.txt", command),
    }
    assert level(tmp_path, {**TRAIN, **files}) == expected


@pytest.mark.parametrize(
    "commands",
    [
        ("pip install ruff", "ruff check ."),
        ("docker build -t api .",),
        ("echo pytest",),
        ("echo 'pytest passed'",),
        ("pip install .", "# pytest"),
        ("pip install pytest", "pytest --version"),
        ("pip install .", "python -c 'print(1)'"),
        ("pytest",),
        ("pip install .", "pytest || true"),
        ("pip install .", "pytest || echo failed"),
    ],
)
def test_linting_deploying_or_pretending_is_partial(commands: tuple[str, ...], tmp_path: Path) -> None:
    assert level(tmp_path, {**TESTS, WORKFLOW: github(*commands)}) == 1


def test_a_step_that_may_fail_is_partial(tmp_path: Path) -> None:
    workflow = github("pip install .") + "      - run: pytest\n        continue-on-error: true\n"
    assert level(tmp_path, {**TESTS, WORKFLOW: workflow}) == 1


def test_a_starter_without_tests_to_run_is_partial(tmp_path: Path) -> None:
    finding = continuous_integration(
        repository(tmp_path, {"app.py": "print(1)\n", WORKFLOW: github("pip install -r requirements.txt", "pytest")})
    )
    assert finding.level == 1
    assert "has none" in finding.reason


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            ".gitlab-ci.yml",
            (
                "image: python:3.11\n"
                "before_script:\n"
                "  - pip install -r requirements.txt\n"
                "test:\n"
                "  script:\n"
                "    - pytest\n"
            ),
        ),
        (
            ".circleci/config.yml",
            (
                "version: 2.1\n"
                "jobs:\n"
                "  build:\n"
                "    docker: [{image: cimg/python:3.11}]\n"
                "    steps:\n"
                "      - checkout\n"
                "      - python/install-packages\n"
                "      - run:\n"
                "          name: test\n"
                "          command: pytest\n"
            ),
        ),
        (".travis.yml", "language: python\ninstall: pip install -r requirements.txt\nscript: pytest\n"),
        ("azure-pipelines.yml", "steps:\n- script: pip install .\n- bash: pytest\n"),
        (
            "Jenkinsfile",
            (
                "pipeline {\n"
                "  stages {\n"
                "    stage('test') { steps { sh 'pip install .'\n"
                " sh '''\n"
                " pytest\n"
                "''' } }\n"
                "  }\n"
                "}\n"
            ),
        ),
        (
            "cloudbuild.yaml",
            (
                "steps:\n"
                "- name: python\n"
                "  entrypoint: pip\n"
                "  args: ['install', '-r', 'requirements.txt']\n"
                "- name: python\n"
                "  entrypoint: python\n"
                "  args: ['-m', 'pytest']\n"
            ),
        ),
        (
            "bitbucket-pipelines.yml",
            ("pipelines:\n  default:\n    - step:\n        script:\n          - pip install .\n          - pytest\n"),
        ),
        (".forgejo/workflows/ci.yaml", github("pip install .", "pytest")),
    ],
)
def test_other_systems_count(name: str, text: str, tmp_path: Path) -> None:
    assert level(tmp_path, {**TESTS, name: text}) == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("github/workflows/ci.yml", github("pip install .", "pytest")),
        ("project/.github/workflows/ci.yml", github("pip install .", "pytest")),
        (".github/workflows/ci.yml.example", github("pip install .", "pytest")),
        ("docs/.gitlab-ci.yml", "test:\n  script: pytest\n"),
        (WORKFLOW, ""),
        (WORKFLOW, " \n\n"),
        (WORKFLOW, "# on: push\n# jobs:\n#   a:\n#     steps:\n#       - run: pytest\n"),
        (WORKFLOW, "name: CI\non: push\n"),
        (WORKFLOW, "on: push\njobs: [\n"),
        (WORKFLOW, github("pip install .", "pytest", before="    if: ${{ false }}\n")),
        (WORKFLOW, github("pip install .", "pytest").replace("on: push\n", "")),
        (WORKFLOW, github("pip install .", "pytest", before="    needs: build\n")),
        (WORKFLOW, github("pip install .", "pytest", before="    needs: [build]\n")),
        (".github/dependabot.yml", "version: 2\nupdates: []\n"),
        (".pre-commit-config.yaml", "repos: []\n"),
        ("README.md", "CI with GitHub Actions runs pytest (coming soon)\n"),
    ],
)
def test_what_no_system_runs_is_nothing(name: str, text: str, tmp_path: Path) -> None:
    assert level(tmp_path, {**TESTS, name: text}) == 0


def test_a_commented_out_jenkins_step_is_nothing(tmp_path: Path) -> None:
    assert level(tmp_path, {**TESTS, "Jenkinsfile": "pipeline {\n  // sh 'pytest'\n}\n"}) == 0


def test_the_install_of_the_project_is_shown_not_that_of_a_tool(tmp_path: Path) -> None:
    steps = github("pip install black", "pip install -r requirements.txt", "pip install pytest", "pytest")
    finding = continuous_integration(repository(tmp_path, {**TESTS, WORKFLOW: steps}))
    assert [place.excerpt for place in finding.evidence] == ["pytest", "pip install -r requirements.txt"]


@pytest.mark.parametrize(
    "command",
    [
        "pytest tests",
        "pytest -v tests/test_rent.py::test_rent",
        "pytest tests/",
        "pytest --cov=rent -n auto",
        "if [ -d tests ]; then pytest tests; fi",
        "cd api && pytest ../tests",
        "python -m pytest -m 'not slow'",
    ],
)
def test_tests_by_a_path_that_is_there_are_run(command: str, tmp_path: Path) -> None:
    workflow = github("pip install -r requirements.txt", command)
    assert level(tmp_path, {**TESTS, "api/app.py": "", WORKFLOW: workflow}) == 2


@pytest.mark.parametrize(
    "command",
    [
        "pytest test/",
        "pytest checks/",
        "if [ -d api/tests ]; then pytest api/tests; else echo all passed; fi",
        "python -m unittest discover -s tests -p '*_test.py'",
        "pytest -m smoke tests",
    ],
    ids=[
        "another folder",
        "one of another name",
        "a folder that is asked for",
        "a pattern that fits none",
        "a mark that none has",
    ],
)
def test_tests_that_a_command_does_not_find_are_not_run(command: str, tmp_path: Path) -> None:
    workflow = github("pip install -r requirements.txt", command)
    finding = continuous_integration(
        repository(tmp_path, {**TESTS, "requirements.txt": "pandas\n", WORKFLOW: workflow})
    )
    assert finding.level == 1
    assert "looks for tests where there are none" in finding.reason
    assert "give it the folder or pattern" in (finding.fix or "")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("pytest -v tests/test_folders.py", 1),
        ("pytest tests/plain", 1),
        ("pytest notes", 1),
        ("pytest tests/test_folders.py tests/test_rent.py", 2),
        ("pytest tests", 2),
        ("pytest $CHECKS/test_folders.py", 2),
    ],
    ids=[
        "a file",
        "a folder",
        "a folder without any",
        "one of two files",
        "the folder around",
        "what is only known there",
    ],
)
def test_a_workflow_that_only_runs_tests_of_nothing_tests_nothing(command: str, expected: int, tmp_path: Path) -> None:
    plain = "import os\nimport sys\n\n\ndef test_it():\n    assert sys.version_info >= (3, 9)\n    assert os.path.exists('tests')\n"
    workflow = github("pip install -r requirements.txt", command)
    files = {**TESTS, "tests/test_folders.py": plain, "tests/plain/test_folders.py": plain, WORKFLOW: workflow}
    files["notes/about.md"] = "# About\n"
    finding = continuous_integration(repository(tmp_path, files))
    assert finding.level == expected, finding.reason


def test_unittest_finds_files_that_its_pattern_fits(tmp_path: Path) -> None:
    workflow = github("pip install -r requirements.txt", "python -m unittest discover -s tests -p 'test_*.py'")
    assert level(tmp_path, {**TESTS, "requirements.txt": "pandas\n", WORKFLOW: workflow}) == 2


@pytest.mark.parametrize(
    ("started", "condition", "expected"),
    [
        ("push", "github.ref == 'refs/heads/develop'", 2),
        ("{push: {branches: [main]}}", "github.ref == 'refs/heads/develop'", 1),
        ("{push: {branches: [main]}}", "${{ github.ref_name == 'main' }}", 2),
        ("{push: {branches: ['*']}}", "github.ref == 'refs/heads/develop'", 2),
        ("{push: {branches: [main]}, workflow_dispatch: {}}", "github.ref == 'refs/heads/develop'", 2),
        ("pull_request", "github.ref == 'refs/heads/main'", 1),
        ("push", "github.event_name == 'release'", 1),
        ("[push, release]", "github.event_name == 'release'", 2),
    ],
)
def test_a_step_for_what_never_starts_the_workflow_never_runs(
    started: str, condition: str, expected: int, tmp_path: Path
) -> None:
    workflow = (
        f"on: {started}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n"
        f"      - run: pip install -r requirements.txt\n"
        f'      - if: "{condition}"\n        run: pytest tests\n'
    )
    assert level(tmp_path, {**TESTS, "requirements.txt": "pandas\n", WORKFLOW: workflow}) == expected


@pytest.mark.parametrize(
    "command",
    [
        "cd backend && pytest",
        "pytest --ignore tests",
        "pytest -k 'not test'",
        "python -m unittest discover -s unit",
    ],
)
def test_tests_in_a_folder_that_is_not_there_or_passed_over_are_not_run(command: str, tmp_path: Path) -> None:
    workflow = github("pip install -r requirements.txt", command)
    finding = continuous_integration(repository(tmp_path, {**TESTS, WORKFLOW: workflow}))
    assert finding.level == 1
    assert "looks for tests where there are none" in finding.reason


@pytest.mark.parametrize(("folder", "expected"), [("backend", 1), (".", 2), ("tests", 2), ("${{ inputs.where }}", 2)])
def test_the_folder_that_all_steps_of_a_job_run_in_must_be_there(folder: str, expected: int, tmp_path: Path) -> None:
    where = f"    defaults:\n      run:\n        working-directory: {folder}\n"
    workflow = github("pip install -r requirements.txt", "pytest", before=where)
    assert level(tmp_path, {**TESTS, "tests/requirements.txt": "pandas\n", WORKFLOW: workflow}) == expected


def test_a_folder_that_the_workflow_makes_may_be_gone_to(tmp_path: Path) -> None:
    workflow = github("pip install -r requirements.txt", "mkdir out && cd out && pytest ..")
    assert level(tmp_path, {**TESTS, WORKFLOW: workflow}) == 2


@pytest.mark.parametrize(
    "install",
    [
        "pip install pytest",
        "pip install -U ruff pytest-cov",
        "pip install -r dev.txt",
        "python -m pip install --upgrade pip",
    ],
)
def test_a_tool_alone_or_a_list_that_is_not_there_installs_no_project(install: str, tmp_path: Path) -> None:
    finding = continuous_integration(repository(tmp_path, {**TESTS, WORKFLOW: github(install, "pytest")}))
    assert finding.level == 1
    assert "does not install what it runs" in finding.reason


def test_packages_by_their_names_are_an_installation(tmp_path: Path) -> None:
    assert level(tmp_path, {**TESTS, WORKFLOW: github("pip install pytest pandas", "pytest")}) == 2


@pytest.mark.parametrize("value", ["true", "'true'", "${{ true }}"])
def test_a_job_that_may_fail_however_it_is_written_is_partial(value: str, tmp_path: Path) -> None:
    workflow = github("pip install -r requirements.txt", "pytest", before=f"    continue-on-error: {value}\n")
    assert level(tmp_path, {**TESTS, WORKFLOW: workflow}) == 1


@pytest.mark.parametrize(("line", "expected"), [("-pytest -q", 1), ("@-pytest", 1), ("@pytest", 2)])
def test_make_throws_a_failure_away_behind_a_dash(line: str, expected: int, tmp_path: Path) -> None:
    workflow = github("pip install -r requirements.txt", "make test")
    assert level(tmp_path, {**TESTS, "Makefile": f"test:\n\t{line}\n", WORKFLOW: workflow}) == expected


@pytest.mark.parametrize("command", ["pytest --fixtures", "pytest -h", "python train.py --help"])
def test_a_command_that_only_tells_how_it_is_used_is_none(command: str, tmp_path: Path) -> None:
    workflow = github("pip install -r requirements.txt", command)
    assert level(tmp_path, {**TESTS, **TRAIN, WORKFLOW: workflow}) == 1


def test_a_workflow_with_tabs_for_blanks_is_a_broken_one(tmp_path: Path) -> None:
    text = github("pip install -r requirements.txt", "pytest").replace("  ", "\t")
    finding = continuous_integration(repository(tmp_path, {**TESTS, WORKFLOW: text}))
    assert finding.level == 1
    assert "no valid YAML" in finding.reason


def test_what_is_no_yaml_and_has_no_jobs_is_nothing(tmp_path: Path) -> None:
    assert level(tmp_path, {**TESTS, WORKFLOW: "on: [push\n\tTODO\n"}) == 0


def test_a_workflow_for_a_package_that_is_not_there_is_nothing(tmp_path: Path) -> None:
    text = github("npm ci", "npm run build")
    finding = continuous_integration(repository(tmp_path, {**TESTS, WORKFLOW: text}))
    assert finding.level == 0
    assert "package.json" in finding.reason


@pytest.mark.parametrize(
    "files",
    [
        {"web/package.json": '{"scripts": {"build": "vite build"}}\n', WORKFLOW: github("npm ci", "npm run build")},
        {WORKFLOW: github("npm install -g markdownlint-cli", "markdownlint README.md")},
        {WORKFLOW: github("npm ci", "ruff check .")},
    ],
)
def test_a_workflow_that_finds_its_package_or_checks_the_project_is_partial(
    files: dict[str, str], tmp_path: Path
) -> None:
    assert level(tmp_path, {**TESTS, **files}) == 1


COMMITS = 'import subprocess\n\nsubprocess.run(["git", "commit", "--allow-empty", "-m", "chore: day"])\n'


@pytest.mark.parametrize(
    "commands",
    [
        ("date > log.txt", "git add -A", "git commit -m day", "git push"),
        ("pip install pyyaml", "DAY=$(( $(cat day.txt) + 1 ))", "python daily.py --day $DAY", "git push origin main"),
    ],
)
def test_a_workflow_that_only_adds_commits_is_nothing(commands: tuple[str, ...], tmp_path: Path) -> None:
    assert level(tmp_path, {**TESTS, "daily.py": COMMITS, WORKFLOW: github(*commands)}) == 0


@pytest.mark.parametrize(
    "commands",
    [
        ("python fetch.py", "git commit -am data", "git push"),
        ("git commit -am site", "git push https://hub.example/spaces/rent main"),
        ("ruff check --fix", "git commit -am style", "git push"),
    ],
)
def test_a_workflow_that_does_something_before_it_commits_is_partial(commands: tuple[str, ...], tmp_path: Path) -> None:
    fetch = "import pandas as pd\n\npd.read_csv('https://data.example/rent.csv').to_csv('rent.csv')\n"
    assert level(tmp_path, {**TESTS, "fetch.py": fetch, WORKFLOW: github(*commands)}) == 1


def test_a_system_that_is_only_told_of_is_said(tmp_path: Path) -> None:
    readme = "# Rent\n\n## Best practices\n\n- The pipeline (GitHub Actions) lints and tests every push.\n"
    finding = continuous_integration(repository(tmp_path, {**TESTS, "README.md": readme}))
    assert finding.reason == "No workflow runs when code is pushed, though README.md:5 mentions GitHub Actions."
    assert "or remove what README.md:5 says of it" in str(finding.fix)


@pytest.mark.parametrize(
    "line",
    [
        "There is no CI/CD for this yet, so tests are run by hand.",
        "## Future work\n\n- GitHub Actions for the tests of every push",
        "Add GitHub Actions for the tests.",
    ],
    ids=["denied", "planned", "advised"],
)
def test_a_system_that_is_to_come_is_not_held_against_a_text(line: str, tmp_path: Path) -> None:
    finding = continuous_integration(repository(tmp_path, {**TESTS, "README.md": f"# Rent\n\n{line}\n"}))
    assert finding.reason == "No workflow runs when code is pushed."


def test_a_workflow_that_is_empty_is_told_and_to_be_filled(tmp_path: Path) -> None:
    finding = continuous_integration(repository(tmp_path / "empty", {**TESTS, WORKFLOW: ""}))
    assert finding.reason == f"No workflow runs when code is pushed: {WORKFLOW} is empty."
    assert str(finding.fix).startswith(f"Write into {WORKFLOW} a workflow that installs the requirements")
    elsewhere = continuous_integration(repository(tmp_path / "elsewhere", {**TESTS, "docs/ci.yml": ""}))
    assert elsewhere.reason == "No workflow runs when code is pushed."
    assert str(elsewhere.fix).startswith("Add .github/workflows/ci.yml that installs")


ASKS = "import requests\n\n{indented}answer = requests.post('http://localhost:8000/rent', json={{}})\nprint(3)\n"


@pytest.mark.parametrize(
    ("path", "before", "is_told"),
    [
        ("tests/test_api.py", "", True),
        ("checks/api_test.py", "", True),
        ("tests/test_api.py", "def test_rent():\n    ", False),
        ("tests/test_api.py", 'if __name__ == "__main__":\n    ', False),
        ("tests/api.py", "", False),
    ],
)
@pytest.mark.parametrize("workflow", [None, github("ruff check")], ids=["no workflow", "a workflow without tests"])
def test_a_file_of_tests_that_asks_a_server_as_it_is_imported_stops_the_others(
    path: str, before: str, is_told: bool, workflow: str | None, tmp_path: Path
) -> None:
    files = {**TESTS, path: ASKS.format(indented=before), **({WORKFLOW: workflow} if workflow else {})}
    fix = str(continuous_integration(repository(tmp_path, files)).fix)
    assert (f"First put the request of {path}:3 into a test function" in fix) is is_told


def test_several_workflows_that_only_deploy_are_counted_and_one_that_goes_nowhere_is_told(tmp_path: Path) -> None:
    lost, there = (github(f"cd {folder}", "aws s3 sync . s3://rent") for folder in ("rent/site", "tests"))
    files = {**TESTS, ".github/workflows/a.yml": lost, ".github/workflows/b.yml": there}
    finding = continuous_integration(repository(tmp_path / "two", files))
    assert finding.reason == "None of the 2 workflows runs tests or a pipeline, .github/workflows/a.yml first."
    assert "Line 8 goes to a folder that is not in the repository" in str(finding.fix)
    alone = continuous_integration(repository(tmp_path / "one", {**TESTS, WORKFLOW: there}))
    assert alone.reason == f"The workflow {WORKFLOW} runs neither tests nor a pipeline."
    assert "goes to a folder" not in str(alone.fix)


def test_a_workflow_without_tests_has_to_wait_for_them(tmp_path: Path) -> None:
    finding = continuous_integration(repository(tmp_path, {**TRAIN, WORKFLOW: github("ruff check")}))
    assert "runs pytest once there are tests" in str(finding.fix)


def test_a_workflow_for_pytest_has_to_wait_for_tests(tmp_path: Path) -> None:
    bare = continuous_integration(repository(tmp_path / "bare", TRAIN))
    tested = continuous_integration(repository(tmp_path / "tested", TESTS))
    assert "once there are tests" in str(bare.fix)
    assert "once there are tests" not in str(tested.fix)


def test_a_project_that_is_a_package_has_to_be_installed(tmp_path: Path) -> None:
    set_up = "[build-system]\nrequires = ['hatchling']\n[project]\ndependencies = ['pandas']\n"
    finding = continuous_integration(repository(tmp_path, {**TESTS, "pyproject.toml": set_up}))
    assert "installs the project (pip install -e .)" in str(finding.fix)


@pytest.mark.parametrize(
    ("listed", "install"), [("pandas==2.2.3\n", "-r requirements.txt -e ."), ("pandas\n-e .\n", "-r requirements.txt")]
)
def test_a_set_up_that_names_no_packages_needs_the_list_beside_it(listed: str, install: str, tmp_path: Path) -> None:
    files = {**TESTS, "setup.py": "import setuptools\nsetuptools.setup(name='rent')\n", "requirements.txt": listed}
    fix = str(continuous_integration(repository(tmp_path, files)).fix)
    assert f"installs the requirements and the project (pip install {install}) and runs pytest" in fix


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("pandas==2.2.3\n", "Install pytest, httpx and fastapi in it, too"),
        ("pandas==2.2.3\npytest==8.3\n", "Install httpx and fastapi in it, too"),
        ("pandas==2.2.3\npytest==8.3\nfastapi[standard]==0.115\n", ""),
    ],
)
def test_what_tests_need_and_no_list_names_is_to_be_installed_too(listed: str, said: str, tmp_path: Path) -> None:
    client = "from fastapi.testclient import TestClient\n\n\ndef test_it():\n    assert TestClient(None)\n"
    files = {**TESTS, "requirements.txt": listed, "tests/test_app.py": client}
    fix = str(continuous_integration(repository(tmp_path, files)).fix)
    assert said in fix
    assert ("in it, too" in fix) is bool(said)


def test_what_only_tests_import_and_no_list_names_is_to_be_installed_too(tmp_path: Path) -> None:
    test = "import responses\n\n\ndef test_it(mocker):\n    assert mocker.patch('rent.rent')\n"
    fix = str(continuous_integration(repository(tmp_path / "asks", {**TESTS, "tests/test_app.py": test})).fix)
    assert "Install responses and pytest-mock in it, too" in fix
    own = test.replace("import responses", "import pytest\n\n\n@pytest.fixture\ndef mocker():\n    return None")
    fix = str(continuous_integration(repository(tmp_path / "own", {**TESTS, "tests/test_app.py": own})).fix)
    assert "in it, too" not in fix


def test_tests_are_shown_in_the_step_that_runs_them(tmp_path: Path) -> None:
    steps = (
        "      - run: |\n          export PYTHONPATH=.\n          python -m rent\n"
        "      - run: |\n          export PYTHONPATH=.\n          python -m pytest tests/\n"
    )
    workflow = f"{github('pip install -r requirements.txt')}{steps}"
    finding = continuous_integration(repository(tmp_path, {**TESTS, WORKFLOW: workflow}))
    assert finding.evidence[0].excerpt == "python -m pytest tests/"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("uv run pytest", 2),
        ("uv run --no-project --python 3.12 --with pytest --with fastapi pytest tests", 2),
        ("uv run bash -c 'pytest -q'", 2),
        ("hatch run pytest", 2),
        ("uv run --no-project pytest", 1),
        ("uv run --no-sync pytest", 1),
        ("poetry run pytest", 1),
    ],
)
def test_what_runs_the_tests_may_install_first(command: str, expected: int, tmp_path: Path) -> None:
    project = '[project]\nname = "boats"\nversion = "1"\ndependencies = ["pandas"]\n'
    assert level(tmp_path, {**TESTS, WORKFLOW: github(command), "pyproject.toml": project}) == expected


IMAGE = "    container:\n      image: ghcr.io/ann/rent-tests:latest\n"


@pytest.mark.parametrize(
    ("container", "readme", "expected"),
    [
        (IMAGE, "docker build \\\n  -t rent-tests .", 2),
        ("    container: ghcr.io/ann/rent-tests:latest\n", "docker build -t rent-tests:latest .", 2),
        # Another image than the one that is built, and one that only runs.
        (IMAGE.replace("rent-tests", "python"), "docker build -t rent-tests .", 1),
        (IMAGE, "docker run rent-tests", 1),
        ("", "docker build -t rent-tests .", 1),
    ],
)
def test_a_job_in_an_image_of_the_project_has_what_it_needs(
    container: str, readme: str, expected: int, tmp_path: Path
) -> None:
    files = {
        **TESTS,
        WORKFLOW: github("pytest", before=container),
        "Dockerfile": "FROM python:3.12\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n",
        "README.md": f"# Rents\n\n```bash\n{readme}\n```\n",
    }
    assert level(tmp_path, files) == expected


def test_a_service_of_the_same_name_builds_the_image_of_a_job(tmp_path: Path) -> None:
    compose = "services:\n  tests:\n    image: ghcr.io/ann/rent-tests\n    build: .\n"
    files = {**TESTS, WORKFLOW: github("pytest", before=IMAGE), "Dockerfile": "FROM python:3.12\n"}
    assert level(tmp_path / "built", {**files, "compose.yaml": compose}) == 2
    assert level(tmp_path / "pulled", {**files, "compose.yaml": compose.replace("    build: .\n", "")}) == 1


@pytest.mark.parametrize("waited", ["build", "[build]"])
def test_a_job_that_waits_for_one_that_is_there_is_run(waited: str, tmp_path: Path) -> None:
    workflow = github("pip install .", "pytest", before=f"    needs: {waited}\n") + (
        "  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build .\n"
    )
    assert level(tmp_path, {**TESTS, WORKFLOW: workflow}) == 2


INSTALL = "pip install -r requirements.txt"
DEPLOYS = ".github/workflows/aws.yml"
LEFT_OUT = github(INSTALL) + "      # Too slow: later.\n      # - name: Tests\n      #   run: pytest -q\n"


class TestWhichWorkflowLacksLeast:
    def test_one_whose_tests_are_commented_out_before_one_that_deploys(self, tmp_path: Path) -> None:
        deploys = github("aws ecs update-service --service rent")
        found = continuous_integration(repository(tmp_path, {**TESTS, DEPLOYS: deploys, WORKFLOW: LEFT_OUT}))
        assert found.level == 1
        assert found.reason == (
            f"The workflow {WORKFLOW} installs the project, but runs no tests: its step for them is commented out."
        )
        assert found.fix == f"{WORKFLOW}: take the comment signs from lines 10 to 11."
        assert [place.line for place in found.evidence] == [11, 8]

    def test_commented_tests_without_any_test_need_one_first(self, tmp_path: Path) -> None:
        files = {"requirements.txt": TESTS["requirements.txt"], "rent.py": TESTS["rent.py"], WORKFLOW: LEFT_OUT}
        fix = continuous_integration(repository(tmp_path, files)).fix
        assert str(fix).endswith("from lines 10 to 11 once there are tests (pytest fails without any).")

    @pytest.mark.parametrize("remark", ["# pytest comes later", "# Runs the tests with pytest", "# pip install pytest"])
    def test_a_remark_about_tests_is_no_step_for_them(self, remark: str, tmp_path: Path) -> None:
        found = continuous_integration(repository(tmp_path, {**TESTS, WORKFLOW: f"{github(INSTALL)}      {remark}\n"}))
        assert "commented out" not in found.reason
        assert str(found.fix).startswith(f"{WORKFLOW} installs at line 8, and tests nothing: add a step after it")

    def test_one_that_installs_before_one_that_builds_an_image(self, tmp_path: Path) -> None:
        files = {**TESTS, DEPLOYS: github("docker build -t rent ."), WORKFLOW: github(INSTALL)}
        assert WORKFLOW in continuous_integration(repository(tmp_path, files)).reason

    def test_what_is_installed_is_not_in_an_image_that_is_built_afterwards(self, tmp_path: Path) -> None:
        files = {**TESTS, WORKFLOW: github(INSTALL, "docker build -t rent .")}
        assert "installs at line 8" in str(continuous_integration(repository(tmp_path, files)).fix)

    def test_a_deployment_is_shown_by_what_it_does_and_not_by_a_remark(self, tmp_path: Path) -> None:
        deploys = github("# Roll it out\n          aws ecs update-service --service rent")
        found = continuous_integration(repository(tmp_path, {**TESTS, DEPLOYS: deploys}))
        assert found.evidence[0].excerpt == "aws ecs update-service --service rent"
