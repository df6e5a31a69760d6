"""The stages container and container service: real images, built and run by the engine of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from copier import run_copy

from portfolio_kit.proof.engine import Engine
from portfolio_kit.proof.engines import engine
from portfolio_kit.proof.found.container import container as found_container
from portfolio_kit.proof.found.service import Service
from portfolio_kit.proof.model import Command, Limits, Result
from portfolio_kit.proof.removal import remove
from portfolio_kit.proof.sandbox import Place
from portfolio_kit.proof.stages import container, container_service
from portfolio_kit.proof.stages.stage import Stage
from portfolio_kit.proof.unsafe import Unsafe
from tests.criteria.kit import repository
from tests.proof import base_image
from tests.proof.stages.services import CAREFUL, README, server
from tests.template.conftest import TEMPLATE

TESTS = Path(__file__).parents[2]
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
LIMITS = Limits(wall=60, processor=60, memory=1 << 30, processes=64, disk=200 << 20, file=100 << 20, output=1 << 16)
FROM = f"FROM {base_image.NAME}\n"
Building = Callable[..., Result]


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The storage of base images that proofs share, and an image in this machine's own."""
    if os.geteuid() != 0 or not shutil.which("buildah") or not shutil.which("bwrap"):
        pytest.skip("needs buildah and bubblewrap, as root")
    folder = tmp_path_factory.mktemp("storage")
    settings = folder / "storage.conf"
    # Apart from the machine's own images.
    lines = ("[storage]", 'driver = "overlay"', f'graphroot = "{folder}/images"', f'runroot = "{folder}/run"')
    settings.write_text("\n".join(lines), encoding="ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONTAINERS_STORAGE_CONF", str(settings))
        base_image.make(tmp_path_factory.mktemp("image"))
        shared = tmp_path_factory.mktemp("bases")
        yield shared
    remove(shared)
    remove(folder)


@pytest.fixture(scope="session")
def python_image(base: Path) -> None:
    """The image that a generated project's Dockerfile begins with, where no registry can be reached."""
    del base  # Its storage is where this goes.
    if not shutil.which("mmdebstrap"):
        pytest.skip("needs mmdebstrap")
    name = f"docker.io/library/python:{PYTHON}-slim"
    script = TESTS / "template/base_image.sh"
    subprocess.run([script, name], env={**os.environ, "BUILDAH_ISOLATION": "chroot"}, check=True)


def mounts(folder: Path) -> list[str]:
    """What is mounted outside of or in a folder."""
    lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if str(folder) in line]


class Proven:
    """A repository in an engine, and the stages of its container."""

    def __init__(self, folder: Path, bases: Path, files: Mapping[str, str | bytes]) -> None:
        self._repository = repository(folder / "repository", {"README.md": README, **files})
        self.place = Place(folder / "work/tree", folder / "work/storage", bases)
        shutil.copytree(folder / "repository", self.place.tree)
        self.place.environment.mkdir()
        found = engine(self.place)
        assert not isinstance(found, str)
        self.engine: Engine = found
        self._logs = folder / "logs"

    def build(self, limits: Limits = LIMITS) -> Result:
        stage = Stage("container", self._repository, self.place, Unsafe(), limits, self._logs)
        return container.prove(stage, found_container(self._repository), self.engine)

    def serve(self) -> Result:
        stage = Stage("container service", self._repository, self.place, Unsafe(), LIMITS, self._logs)
        service = Service(Command(("server",)), ready=("/health",))
        return container_service.prove(stage, service, self.engine)


@pytest.fixture
def proven(base: Path, tmp_path: Path) -> Iterator[Callable[[Mapping[str, str | bytes]], Proven]]:
    """Repositories to prove; nothing of their containers may be left."""
    made: list[Proven] = []

    def make(files: Mapping[str, str | bytes]) -> Proven:
        made.append(Proven(tmp_path, base, files))
        return made[-1]

    yield make
    for one in made:
        one.engine.remove()
        assert {path.name for path in one.place.tree.parent.iterdir()} == {"tree"}
    assert mounts(tmp_path) == []
    listed = subprocess.run(["buildah", "containers", "--quiet"], capture_output=True, text=True, check=True).stdout
    assert listed == ""
    images = subprocess.run(["buildah", "images"], capture_output=True, text=True, check=True).stdout
    assert "portfolio-kit-proof" not in images


def prove(folder: Path, files: Mapping[str, str], given: Engine | str) -> Result:
    found = repository(folder / "repository", files)
    place = Place(folder, folder)
    return container.prove(Stage("container", found, place, Unsafe(), LIMITS, folder), found_container(found), given)


def test_what_is_copied_and_not_there_is_told_before_anything_is_built(tmp_path: Path) -> None:
    dockerfile = "FROM python:3.12\nCOPY requirements.txt .\nCOPY models/ models/\n"
    result = prove(tmp_path, {"Dockerfile": dockerfile, "requirements.txt": ""}, "never asked")
    assert result.status == "failed"
    assert result.summary.startswith("Dockerfile:3 COPY models/ models/: it copies models/")
    assert result.fix == "Commit what Dockerfile:3 copies, or copy what is there."


def test_without_an_engine_it_is_skipped_with_the_reason(tmp_path: Path) -> None:
    result = prove(tmp_path, {"Dockerfile": "FROM python:3.12\nCMD ls\n"}, "docker is there, but no engine answers it")
    assert (result.status, result.summary) == ("skipped", "docker is there, but no engine answers it")


def test_without_a_dockerfile_there_is_nothing_to_build(tmp_path: Path) -> None:
    assert prove(tmp_path, {"README.md": ""}, "never asked").status == "skipped"


def test_a_dockerfile_for_others_to_copy_is_none(tmp_path: Path) -> None:
    files = {"train.py": "", "guides/docker-template/Dockerfile": f"{FROM}COPY requirements.txt .\n"}
    assert found_container(repository(tmp_path, files)) is None


def test_a_docker_without_an_engine_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    docker = programs / "docker"
    docker.write_text("#!/bin/sh\necho 'Cannot connect to the Docker daemon' >&2\nexit 1\n", encoding="ascii")
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    found = engine(Place(tmp_path, tmp_path, tmp_path))
    assert isinstance(found, str)
    assert "docker is there, but no engine answers it" in found


@pytest.mark.slow
def test_a_service_is_built_run_asked_and_ended(proven: Callable[..., Proven]) -> None:
    dockerfile = FROM + 'WORKDIR /app\nCOPY server.py .\nEXPOSE 8000\nCMD ["python", "server.py", "8000"]\n'
    one = proven({"Dockerfile": dockerfile, "server.py": server(CAREFUL, host="0.0.0.0")})  # noqa: S104 - in its container
    built = one.build()
    assert built.status == "passed", built
    served = one.serve()
    assert served.status == "passed", served
    assert "POST /predict 200 in" in served.summary


@pytest.mark.slow
@pytest.mark.usefixtures("python_image")
def test_the_image_of_a_generated_project_passes(proven: Callable[..., Proven], tmp_path: Path) -> None:
    project = tmp_path / "project"
    run_copy(
        str(TEMPLATE), project, data={"project_name": "Proven", "python_version": PYTHON}, defaults=True, quiet=True
    )
    files = {str(path.relative_to(project)): path.read_bytes() for path in project.rglob("*") if path.is_file()}
    one = proven(files)
    built = one.build(Limits(wall=600, processor=600))
    assert built.status == "passed", built
    served = one.serve()
    assert served.status == "passed", served
    assert "POST /predict 200" in served.summary


@pytest.mark.slow
def test_a_service_that_only_its_own_container_reaches_fails(proven: Callable[..., Proven]) -> None:
    dockerfile = FROM + 'WORKDIR /app\nCOPY server.py .\nEXPOSE 8000\nCMD ["python", "server.py", "8000"]\n'
    one = proven({"Dockerfile": dockerfile, "server.py": server(CAREFUL)})
    assert one.build().status == "passed"
    served = one.serve()
    assert served.status == "failed"
    assert served.fix == "Let it listen on 0.0.0.0 in the container."


@pytest.mark.slow
def test_an_instruction_that_fails_is_named_by_its_line(proven: Callable[..., Proven]) -> None:
    result = proven({"Dockerfile": FROM + "\nRUN echo first\nRUN echo no such package && exit 3\n"}).build()
    assert result.status == "failed"
    assert result.summary == "Dockerfile:4 RUN echo no such package && exit 3: no such package"


@pytest.mark.slow
def test_a_base_image_that_is_not_to_be_had_is_no_pass(proven: Callable[..., Proven]) -> None:
    result = proven({"Dockerfile": "FROM localhost:1/none:1\nCMD ls\n"}).build()
    assert result.status == "skipped"
    assert result.summary == (
        "localhost:1/none:1 cannot be had here, which Dockerfile begins with: its registry was not reached "
        "(connection refused)"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("run", "limits", "limit"),
    [
        ("while true; do :; done", Limits(wall=60, processor=3), "processor time"),
        ("sleep 1000", Limits(wall=4, processor=60), "wall time"),
        # Each stays: a burst that the kernel's own limit ends at once may be over before it is looked at.
        ("f() { f | f & sleep 100; }; f", Limits(wall=60, processor=60, processes=40), "processes"),
        ("while :; do dd if=/dev/zero of=/$((i=i+1)) bs=1M count=50; done", LIMITS, "disk"),
        ("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done", LIMITS, "output"),
        ('python -c "a = [bytearray(1 << 24) for _ in range(999)]"', Limits(60, 60, memory=300 << 20), "memory"),
    ],
    ids=["loops", "sleeps", "forks", "writes", "prints", "eats memory"],
)
def test_a_hostile_instruction_is_stopped_at_its_limit(
    proven: Callable[..., Proven], run: str, limits: Limits, limit: str
) -> None:
    result = proven({"Dockerfile": f"{FROM}RUN {run}\n"}).build(limits)
    assert result.status == "failed"
    assert f"stopped at the limit of {limit}" in result.summary, result


@pytest.mark.slow
@pytest.mark.parametrize(
    "code", ["print(open('{secret}').read())", "open('/usr/bin/owned', 'w')"], ids=["reads", "writes"]
)
def test_out_of_its_root_folder_a_build_reaches_nothing_of_this_machine(
    proven: Callable[..., Proven], tmp_path: Path, code: str
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret", encoding="ascii")
    escape = "import os; os.mkdir('/x'); os.chroot('/x'); [os.chdir('..') for _ in range(64)]; os.chroot('.')"
    program = f'{escape}; print(os.listdir("/")); {code.format(secret=secret)}'
    result = proven({"Dockerfile": f"{FROM}COPY escape.py /\nRUN python /escape.py\n", "escape.py": program}).build()
    assert result.status == "failed"
    assert "the secret" not in (tmp_path / "logs/container-1.log").read_text(encoding="utf-8")
    assert not Path("/usr/bin/owned").exists()


@pytest.mark.slow
def test_a_build_cannot_change_the_base_images_of_other_proofs(
    proven: Callable[..., Proven], base: Path, tmp_path: Path
) -> None:
    escape = "import os; os.mkdir('/x'); os.chroot('/x'); [os.chdir('..') for _ in range(64)]; os.chroot('.')"
    program = (
        f"{escape}\nprint(os.listdir('/cache/store'))\n"
        "os.system('/usr/bin/mount -o remount,rw /cache')\n"
        "for folder, _, files in os.walk('/cache'):\n"
        "    for path in [f'{folder}/{name}' for name in ('owned', *files)]:\n"
        "        if os.path.islink(path): continue\n"
        "        try:\n"
        "            open(path, 'a').write('owned')\n"
        "            print('poisoned', path)\n"
        "        except OSError: pass\n"
    )
    result = proven({"Dockerfile": f"{FROM}COPY escape.py /\nRUN python /escape.py\n", "escape.py": program}).build()
    assert result.status == "passed", result
    log = (tmp_path / "logs/container-1.log").read_text(encoding="utf-8")
    assert "overlay-images" in log
    assert "poisoned" not in log
    assert list(base.rglob("owned")) == []
