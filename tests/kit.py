"""A small template of our own, released in as many versions as a test needs."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from portfolio_kit.scaffold import bundle
from portfolio_kit.scaffold.templates import Source

QUESTIONS = """\
_subdirectory: template
_templates_suffix: .jinja
_skip_if_exists: [data/**, docs/case-study.md, notebooks/**]
taken:
  type: yaml
  default: [data, sklearn]
  when: false
project_name:
  type: str
  default: Some project
  validator: "{% if project_name | length > 60 %}Keep it to 60 characters.{% endif %}"
package_name:
  type: str
  default: some_project
task:
  type: str
  choices: {A class: classification, A number: regression}
  default: classification
author_name:
  type: str
  default: The author
python_version:
  type: str
  choices: ["3.11", "3.12", "3.13", "3.14"]
  default: "3.12"
"""

FILES: Mapping[str, str | bytes] = {
    "copier.yml": QUESTIONS,
    "template/{{_copier_conf.answers_file}}.jinja": "{{ _copier_answers|to_nice_yaml -}}\n",
    "template/README.md.jinja": "# {{ project_name }}\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n",
    "template/src/{{package_name}}/app.py.jinja": "NAME = '{{ project_name }}'\nTASK = '{{ task }}'\n",
    "template/src/{{package_name}}/old.py": "# soon gone\n",
    "template/run.sh": "#!/bin/sh\necho run\n",
    "template/picture.png": b"\x89PNG\0first",
    "template/data/sample.csv": "a,b\n1,2\n",
    "template/notebooks/look.ipynb": "{}\n",
    "template/docs/case-study.md": "What did you find?\n",
}


class Kit:
    """A template folder, and the bundle of the versions that were released of it."""

    def __init__(self, folder: Path) -> None:
        self.tree = folder / "template"
        self.history: Path | None = None
        self._folder = folder
        self.write(FILES)
        (self.tree / "template/run.sh").chmod(0o755)

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files of the template; None removes one."""
        for name, content in files.items():
            path = self.tree / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def release(self, version: str) -> Source:
        """Put the folder as it is into the history, and return what a tool of that version carries."""
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            repository = Path(folder, "templates.git")
            bundle.assemble(repository, tree=self.tree, version=version, history=self.history)
            file = self._folder / f"{version}.bundle"
            bundle.write(repository, file)
        self.history = file
        return Source(history=file, tree=None, version=version)


def git(folder: Path, *arguments: str) -> str:
    """Run git as a person would, with a name."""
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def commit(project: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Edit a project as its owner: write files, None removing one, and commit."""
    for name, content in files.items():
        path = project / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Mine")


def snapshot(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Every file below `folder`, git's own too: content, mode and time of change."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mode,
            path.stat().st_mtime_ns,
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


def worktree(folder: Path) -> dict[str, bytes]:
    """The files of a project without git's own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def copy(source: Path, destination: Path) -> Path:
    """Copy a folder with everything in it."""
    return Path(shutil.copytree(source, destination, symlinks=True))
