"""A stage on a small repository: its tree, an environment made of the Python that runs the tests, and no sandbox."""

from __future__ import annotations

import io
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from portfolio_kit.proof.model import Limits
from portfolio_kit.proof.sandbox import Place
from portfolio_kit.proof.sandboxes import chosen
from portfolio_kit.proof.stages.stage import Stage
from tests.criteria.kit import repository

LIMITS = Limits(wall=60, processor=60)


def stage(folder: Path, name: str, files: Mapping[str, str | bytes], limits: Limits = LIMITS) -> Stage:
    """Write a repository and return a stage of it, with an empty environment."""
    tree, environment, cache = folder / "work/tree", folder / "work/environment", folder / "cache"
    for place in (tree, environment, cache):
        place.mkdir(parents=True)
    return Stage(
        name, repository(tree, files), Place(tree, environment, cache), chosen(unsafe=True), limits, folder / "logs"
    )


def with_python(made: Stage) -> Stage:
    """Give a stage's environment a Python that has the packages of the one that runs the tests."""
    base = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([base, "-m", "venv", "--without-pip", made.place.environment], check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = made.place.environment / "lib" / version / "site-packages"
    (packages / "ours.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return made


def sdist(folder: Path, name: str, backend: str) -> None:
    """Write version 1 of a package that there is no wheel of, which `backend` builds."""
    files = {
        "pyproject.toml": f'[project]\nname = "{name}"\nversion = "1"\n'
        f'[build-system]\nrequires = ["{backend}"]\nbuild-backend = "{backend}"\n',
        "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
    }
    with tarfile.open(folder / f"{name}-1.tar.gz", "w:gz") as archive:
        for path, text in files.items():
            about = tarfile.TarInfo(f"{name}-1/{path}")
            about.size = len(text)
            archive.addfile(about, io.BytesIO(text.encode()))


def wheel(
    folder: Path,
    name: str,
    version: str,
    tag: str = "py3-none-any",
    code: str = "",
    start: str = "",
    programs: Mapping[str, str] | None = None,
) -> None:
    """Write a wheel of one module and of programs; `start` is run by every Python that has it installed."""
    folder.mkdir(parents=True, exist_ok=True)
    about = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": code,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": f"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: {tag}\n",
        f"{about}/RECORD": "",
        **({f"{name}.pth": f"import os; {start}\n"} if start else {}),
        **{f"{name}-{version}.data/scripts/{program}": text for program, text in (programs or {}).items()},
    }
    with zipfile.ZipFile(folder / f"{name}-{version}-{tag}.whl", "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
