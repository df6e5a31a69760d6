"""Give the template the results that a fresh project shows: `make template-outputs`.

For every task a project is rendered, trained and reported on, and its notebook run. What comes out goes back into the
template: `models/`, `reports/`, the notebook's outputs, and the numbers between the result marks of the documents.
Those are Jinja templates and stay so: only the marked places change. Where tasks share a document, the place gets both
values and a condition.

Run it after a change to the template's code, data, configuration, notebooks or pinned packages. A second run changes
nothing: results that differ only in what a run measures anew (time, latency) or by a thousandth at most stay as they are.

    python outputs.py            writes
    python outputs.py --task X   trains only that one (several: repeat it); the others keep the results they have
    python outputs.py --check    writes nothing; says what differs, and ends with 1 if anything does
"""

import argparse
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import environment
import yaml
from copier import run_copy

TEMPLATE = Path(__file__).parents[1] / "project"
TASKS = [*yaml.safe_load((TEMPLATE / "copier.yml").read_text(encoding="utf-8"))["task"]["choices"].values()]
PACKAGE = "rendered_for_outputs"
NOTEBOOK = "notebooks/exploration.ipynb"
MARK = re.compile(r"<!-- result:|# result:")
RESULTS = ["reports/metrics.json", "reports/runs.jsonl", "models/model.json"]
# What a run measures anew, and the model's fingerprint, which follows every last digit of the numbers beside it.
VOLATILE = {"time", "latency_microseconds", "python", "version", "model_version"}
# Another processor may round the last digits differently, and an optimiser's search end a little elsewhere for it.
TOLERANCE, NOTHING = 1e-3, 1e-9

VALUES = f"""
import json, pathlib
from {PACKAGE}.predictor import load_model
from {PACKAGE}.report import values
metrics = json.loads(pathlib.Path("reports/metrics.json").read_text(encoding="utf-8"))
print(json.dumps(values(metrics, load_model(pathlib.Path("models/model.json")))))
"""

FILL = f"""
import json, sys
from {PACKAGE}.report import fill
print(json.dumps([fill(text, values) for text, values in json.load(sys.stdin)]))
"""

# Not `jupyter execute`: it would record when each cell ran.
RUN_NOTEBOOK = f"""
import nbformat, nbclient
notebook = nbformat.read("{NOTEBOOK}", as_version=4)
nbclient.NotebookClient(notebook, record_timing=False, resources={{"metadata": {{"path": "notebooks"}}}}).execute()
nbformat.write(notebook, "{NOTEBOOK}")
"""


def run(project: Path, python: Path, *arguments: str, given: str | None = None) -> str:
    """Run Python in a project, with its package at hand and warnings as errors, and return what it prints."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MPL"))}
    variables["PYTHONPATH"] = str(project / "src")
    called = [str(python.absolute()), "-W", "error", *arguments]
    return subprocess.run(
        called, cwd=project, env=variables, input=given, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def same(one: Any, other: Any, within: float = TOLERANCE) -> bool:
    """Whether two JSON values are equal but for what is measured anew and for the last digits."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = [name for name in one if name not in VOLATILE]
        return [*one] == [*other] and all(same(one[name], other[name], within) for name in names)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(*pair, within) for pair in zip(one, other, strict=True))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=within, abs_tol=NOTHING)
    return bool(one == other)


def rendered(task: str, folder: Path) -> Path:
    """A project as the template makes it."""
    project = folder / task
    answers = {"task": task, "project_name": "Rendered for outputs", "package_name": PACKAGE}
    run_copy(str(TEMPLATE), project, data=answers, defaults=True, quiet=True)
    return project


def trained(task: str, folder: Path, python: Path) -> Path:
    """Render a project and train it; results that are the template's own already are put back as they are there."""
    project = rendered(task, folder)
    shutil.rmtree(project / "reports", ignore_errors=True)
    (project / "reports").mkdir()
    run(project, python, "-m", f"{PACKAGE}.train")
    log = project / "reports/runs.jsonl"
    log.write_text(
        json.dumps(json.loads(log.read_text(encoding="utf-8")) | {"code": "template"}) + "\n", encoding="utf-8"
    )
    before, after = ([folder / name for name in RESULTS] for folder in (source(task), project))
    if all(file.exists() for file in before):
        kept, made = ([loaded(file) for file in files] for files in (before, after))
        figures = source(task) / "reports/figures"
        if same(kept, made) and not same(kept, made, within=NOTHING) and figures.is_dir():
            # What is drawn follows the digits of another processor.
            shutil.copytree(figures, project / "reports/figures", dirs_exist_ok=True)
        if same(kept, made):
            for file, own in zip(after, before, strict=True):
                shutil.copyfile(own, file)
    return project


def loaded(file: Path) -> Any:
    """A JSON file's value."""
    return json.loads(file.read_text(encoding="utf-8"))


def flag(task: str) -> str:
    """The name that the template's conditions and folders have for a task."""
    return task.replace("-", "_")


def source(task: str) -> Path:
    """The folder of the template with what only this task has."""
    return TEMPLATE / "template" / f"{{{{{flag(task)}}}}}"


def baked_notebook(task: str, project: Path, python: Path) -> str:
    """The template's notebook with the outputs of the project's. Raises ValueError for an output that can't be kept."""
    run(project, python, "-c", RUN_NOTEBOOK)
    executed, template = loaded(project / NOTEBOOK), loaded(source(task) / f"{NOTEBOOK}.jinja")
    for cell, done in zip(template["cells"], executed["cells"], strict=True):
        if cell["cell_type"] == "code":
            cell |= {"execution_count": done["execution_count"], "outputs": done["outputs"]}
            said = json.dumps(done["outputs"])
            if '"stderr"' in said or PACKAGE in said or str(project) in said or re.search(r"\{[{%#]", said):
                raise ValueError(
                    f"an output of {cell['id']} is a warning, names this machine or would be read as Jinja"
                )
    return json.dumps(template, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def filled(projects: dict[str, Path], python: Path) -> dict[Path, str]:
    """Every document of the template with marks, with the projects' results in them."""
    values = {task: json.loads(run(project, python, "-c", VALUES)) for task, project in projects.items()}
    names = {name for of_task in values.values() for name in of_task}
    shared = {name: by_task({task: of[name] for task, of in values.items() if name in of}) for name in names}
    documents, inputs = [], []
    for path in sorted(TEMPLATE.rglob("*.md*")):
        text = path.read_text(encoding="utf-8")
        # A project from one's own data has no results before it is trained.
        if MARK.search(text) and source("own-data") not in path.parents:
            documents.append(path)
            inputs.append((text, next((values[task] for task in TASKS if source(task) in path.parents), shared)))
    texts = json.loads(run(projects[TASKS[0]], python, "-c", FILL, given=json.dumps(inputs)))
    return dict(zip(documents, texts, strict=True))


def by_task(values: dict[str, str]) -> str:
    """A value for a document that tasks share. Raises ValueError for one that Jinja would read."""
    if re.search(r"\{[{%#]", "".join(values.values())):
        raise ValueError(f"a result would be read as Jinja: {values}")
    if len({*values.values()}) == 1:
        return next(iter(values.values()))
    cases = [f"{{% if {flag(task)} %}}{value}" for task, value in values.items()]
    return cases[0] + "".join(case.replace("{% if", "{% elif", 1) for case in cases[1:]) + "{% endif %}"


def outputs(folder: Path, python: Path, tasks: list[str]) -> dict[Path, bytes]:
    """What every file of the template that holds results of these tasks should be."""
    projects = {task: trained(task, folder, python) if task in tasks else rendered(task, folder) for task in TASKS}
    wanted: dict[Path, bytes] = {}
    for task in tasks:
        project = projects[task]
        wanted[source(task) / f"{NOTEBOOK}.jinja"] = baked_notebook(task, project, python).encode()
        for name in ["models", "reports"]:
            files = [path for path in (project / name).rglob("*") if path.is_file()]
            wanted |= {source(task) / path.relative_to(project): path.read_bytes() for path in files}
    # Last, because people edit these: what they write while the models train isn't lost.
    return wanted | {path: text.encode() for path, text in filled(projects, python).items()}


def main() -> int:
    """Write or check the template's results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if anything would change")
    parser.add_argument("--project-python", type=Path, help="an interpreter with the template's requirements")
    parser.add_argument("--task", action="append", choices=TASKS, help="train only this one; may be repeated")
    arguments = parser.parse_args()
    tasks = arguments.task or TASKS
    # Its real path, because that is the one that a traceback or a warning in an output would show.
    with tempfile.TemporaryDirectory() as folder:
        wanted = outputs(Path(folder).resolve(), arguments.project_python or environment.interpreter(), tasks)
    kept = [path for task in tasks for name in ["models", "reports"] for path in (source(task) / name).rglob("*")]
    gone = [path for path in kept if path.is_file() and path not in wanted]
    changed = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    for path in sorted([*gone, *changed]):
        print(f"{'differs' if arguments.check else 'written'}: {path.relative_to(TEMPLATE).as_posix()}")
    if arguments.check:
        return 1 if gone or changed else 0
    for path in gone:
        path.unlink()
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wanted[path])
    return 0


if __name__ == "__main__":
    sys.exit(main())
