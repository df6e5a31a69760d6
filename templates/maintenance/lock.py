"""Pin the packages of generated projects again: `make template-locks`. Needs uv on PATH.

A project is rendered, its own `make lock` run, and both files brought back: what a learner can do is what is done here.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from copier import run_copy

TEMPLATE = Path(__file__).parents[1] / "project"
LOCKS = ["requirements.txt", "requirements-serve.txt"]


def main(*make_arguments: str) -> None:
    """Write both requirements files into the template; arguments such as UPGRADE=--upgrade go to make."""
    with tempfile.TemporaryDirectory() as folder:
        # The name appears in the files, as what asked for a package.
        answers = {"project_name": "Project", "package_name": "project"}
        run_copy(str(TEMPLATE), folder, data=answers, defaults=True, quiet=True)
        subprocess.run(["make", "lock", *make_arguments], cwd=folder, check=True)
        for name in LOCKS:
            shutil.copyfile(Path(folder, name), TEMPLATE / "template" / name)


if __name__ == "__main__":
    main(*sys.argv[1:])
