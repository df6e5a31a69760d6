"""The environment that generated projects run in, made once for the upkeep and the tests of the template.

It holds the pinned requirements of all tasks and nothing else, so what passes here passes for a learner. Prints where its
interpreter is; `PROJECT_PYTHON` names another one that has the same packages.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIREMENTS = sorted((ROOT / "templates" / "project" / "template").glob("*/requirements.txt"))
FOLDER = ROOT / ".venv-project"


def interpreter() -> Path:
    """Make the environment if there is none for these requirements, and say where its Python is."""
    if chosen := os.environ.get("PROJECT_PYTHON"):
        return Path(chosen)
    python = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    made_for = hashlib.sha256(b"".join(map(Path.read_bytes, REQUIREMENTS)) + sys.version.encode()).hexdigest()
    ready = FOLDER / ".ready"
    if not ready.exists() or ready.read_text(encoding="utf-8") != made_for:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], check=True)
        (FOLDER / ".gitignore").write_text("*\n", encoding="utf-8")
        install = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            *(f"--requirement={file}" for file in REQUIREMENTS),
        ]
        # What pip says belongs on standard error: standard output is the answer.
        subprocess.run([str(python), *install], check=True, stdout=sys.stderr)
        ready.write_text(made_for, encoding="utf-8")
    return python


if __name__ == "__main__":
    print(interpreter())
