"""A base image for tests, made of this machine's own Python and a few of its programs: no registry is needed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

NAME = "portfolio-kit-test-base:1"
_PROGRAMS = ("sh", "sleep", "cat", "dd", "mkdir", "ls", "id", "env", "rm", "head")
_LEFT_OUT = shutil.ignore_patterns(
    "site-packages", "test", "tests", "__pycache__", "*.a", "idlelib", "config-*", "share"
)


def make(folder: Path) -> None:
    """Make it, under its name in buildah's own storage of the user."""
    root = folder / "root"
    for name in ("bin", "tmp", "etc", "proc", "sys", "dev"):
        (root / name).mkdir(parents=True)
    (root / "etc/passwd").write_text("root:x:0:0:root:/:/bin/sh\n", encoding="ascii")
    programs = [Path(found) for name in _PROGRAMS if (found := shutil.which(name))]
    for program in programs:
        shutil.copy2(program.resolve(), root / "bin" / program.name)
    base = Path(sys.base_prefix)
    shutil.copytree(base, root / base.relative_to("/"), ignore=_LEFT_OUT, symlinks=True)
    python = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    (root / "bin/python").symlink_to(python)
    extensions = list((base / "lib").glob("python3*/lib-dynload/*.so"))
    for library in {library for program in [*programs, python, *extensions] for library in _libraries(program)}:
        target = root / library.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copy2(library.resolve(), target)
    (folder / "Dockerfile").write_text("FROM scratch\nCOPY root /\nENV PATH=/bin\n", encoding="ascii")
    subprocess.run(["buildah", "bud", "--quiet", "-t", f"docker.io/library/{NAME}", str(folder)], check=True)


def _libraries(program: Path) -> list[Path]:
    said = subprocess.run(["ldd", str(program.resolve())], capture_output=True, text=True, check=False).stdout
    return [Path(found) for found in re.findall(r"(/\S+) \(0x", said)]
