"""Every kind of generated project proves completely, its container too, from an installed wheel."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portfolio_kit.proof.model import STAGES
from tests.template.conftest import TASKS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not installed"),
]

ROOT = Path(__file__).resolve().parents[1]
HAS_ENGINE = os.geteuid() == 0 and bool(shutil.which("buildah") and shutil.which("mmdebstrap"))


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a wheel that was built and installed with what `prove` needs."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    pins = re.findall(r"^[\w.-]+==[\w.+-]+", (ROOT / "requirements-dev.txt").read_text(), re.MULTILINE)
    (folder / "pins.txt").write_text("\n".join(pins))
    subprocess.run([sys.executable, "-m", "venv", folder / "env"], check=True)
    pip = [str(folder / "env/bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    wheel = next(folder.glob("*.whl"))
    subprocess.run([*pip, "--constraint", str(folder / "pins.txt"), f"{wheel}[prove]"], check=True)
    return folder / "env/bin/portfolio-kit"


@pytest.fixture(scope="module")
def shared(kit: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One cache for all, and a storage of images with the base that the projects' Dockerfiles begin with."""
    folder = tmp_path_factory.mktemp("shared")
    variables = {"XDG_CACHE_HOME": str(folder / "cache")}
    if HAS_ENGINE:
        settings = folder / "storage.conf"
        settings.write_text(f'[storage]\ndriver = "overlay"\ngraphroot = "{folder}/images"\nrunroot = "{folder}/run"\n')
        variables.update(CONTAINERS_STORAGE_CONF=str(settings), BUILDAH_ISOLATION="chroot")
        script = ROOT / "tests/template/base_image.sh"
        subprocess.run([kit, "new", folder / "project", "--defaults"], check=True, capture_output=True)
        base = (folder / "project/Dockerfile").read_text(encoding="utf-8").splitlines()[0].removeprefix("FROM ")
        subprocess.run([script, f"docker.io/library/{base}"], env={**os.environ, **variables}, check=True)
    return variables


@pytest.mark.parametrize(
    "task",
    TASKS,
)
def test_a_generated_project_proves_completely(kit: Path, shared: dict[str, str], tmp_path: Path, task: str) -> None:
    environment = {**os.environ, **shared, "PATH": f"{kit.parent}:{os.environ['PATH']}"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(kit), *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    assert run("new", "project", "--defaults", "--task", task, "-d", "author_name=Ada").returncode == 0
    done = run("prove", "project", "-o", "proof")
    assert done.returncode == 0, done.stdout + done.stderr
    statement = json.loads((tmp_path / "proof/proof.json").read_text())
    status = {stage["name"]: stage["status"] for stage in statement["predicate"]["stages"]}
    wanted = dict.fromkeys(STAGES, "passed")
    if not HAS_ENGINE:
        wanted.update({"container": "skipped", "container service": "skipped"})
    assert status == wanted
    assert run("prove", "project", "--verify", "proof/proof.json").returncode == 0
    assert list((Path(shared["XDG_CACHE_HOME"]) / "portfolio-kit/work").iterdir()) == []
