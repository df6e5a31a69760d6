"""Pin the packages of generated projects again: `make template-locks`. Needs uv on PATH.

For every task with packages of its own a project is rendered, its own `make lock` run, and both files brought back: what
a learner can do is what is done here. The first one's pins hold for the others, so that one environment can run them all.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from copier import run_copy

TEMPLATE = Path(__file__).parents[1] / "project"
LOCKS = ["requirements.txt", "requirements-serve.txt"]
# Whose packages a folder of the template pins.
TASKS = {
    "tabular": "classification",
    "recommendation": "recommendation",
    "predictive_maintenance": "predictive-maintenance",
    "forecasting": "forecasting",
    "text_classification": "text-classification",
    "image_classification": "image-classification",
}


def main(*make_arguments: str) -> None:
    """Write the requirements files into the template; arguments such as UPGRADE=--upgrade go to make."""
    first: Path | None = None
    for flag, task in TASKS.items():
        source = TEMPLATE / "template" / f"{{{{{flag}}}}}"
        with tempfile.TemporaryDirectory() as folder:
            # The name appears in the files, as what asked for a package.
            answers = {"project_name": "Project", "package_name": "project", "task": task}
            run_copy(str(TEMPLATE), folder, data=answers, defaults=True, quiet=True)
            if first:
                shutil.copyfile(first, Path(folder, "requirements.txt"))
            subprocess.run(["make", "lock", *(() if first else make_arguments)], cwd=folder, check=True)
            for name in LOCKS:
                shutil.copyfile(Path(folder, name), source / name)
        first = first or source / "requirements.txt"


if __name__ == "__main__":
    main(*sys.argv[1:])
