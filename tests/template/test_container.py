"""The image of the default project, built and run for real."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="building an image without a container service needs root"),
    pytest.mark.skipif(
        shutil.which("buildah") is None or shutil.which("mmdebstrap") is None,
        reason="buildah and mmdebstrap (Debian's packages of these names) are not installed",
    ),
]

TRAINING = ["sklearn", "pandas", "numpy", "scipy", "matplotlib", "fairlearn", "pytest", "mypy", "ruff"]


class Image:
    """The built image, and a container of it that commands run in."""

    def __init__(self, project: Path, storage: Path) -> None:
        # Apart from the machine's own images: the base image is not what its name promises.
        settings = storage / "storage.conf"
        settings.write_text(f'[storage]\ndriver = "vfs"\ngraphroot = "{storage}/images"\nrunroot = "{storage}/run"\n')
        self.environment = {**os.environ, "CONTAINERS_STORAGE_CONF": str(settings), "BUILDAH_ISOLATION": "chroot"}
        self.environment.pop("STORAGE_DRIVER", None)
        base = (project / "Dockerfile").read_text().splitlines()[0].removeprefix("FROM ")
        script = Path(__file__).with_name("base_image.sh")
        subprocess.run([script, f"docker.io/library/{base}"], env=self.environment, check=True)
        # In Docker's format, because the other one has no health check.
        self.buildah(
            "build", "--quiet", "--pull-never", "--format", "docker", "--tag", "localhost/project", str(project)
        )
        inspected = json.loads(self.buildah("inspect", "--type", "image", "localhost/project"))
        self.config: dict[str, Any] = inspected["Docker"]["config"]
        self.container = self.buildah("from", "--pull-never", "localhost/project").strip()

    def buildah(self, *arguments: str) -> str:
        """Run buildah and return what it prints."""
        done = subprocess.run(
            ["buildah", *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, *command: str) -> str:
        """Run a command in the container, as the image's own user."""
        return self.buildah("run", self.container, "--", *command)

    @contextlib.contextmanager
    def service(self, port: int) -> Iterator[str]:
        """The image's own command, on another port, until the end of the block."""
        command = ["buildah", "run", self.container, "--", *self.config["Cmd"], "--port", str(port)]
        process = subprocess.Popen(command, env=self.environment)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="module")
def image(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    storage = tmp_path_factory.mktemp("containers")
    yield Image(trained, storage)
    shutil.rmtree(storage)  # half a gigabyte


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def call(url: str, body: object = None) -> Any:
    request = urllib.request.Request(  # noqa: S310
        url, None if body is None else json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    # Past the proxy that keeps every test from the network.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=5) as answer:
        return json.load(answer)


def when_ready(url: str) -> Any:
    deadline = time.monotonic() + 30
    while True:
        try:
            return call(f"{url}/ready")
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_serves(image: Image, trained: Path, port: int) -> None:
    model = json.loads((trained / "models/model.json").read_text())["model"]
    example = subprocess.run(
        [".venv/bin/python", "-c", "import json, card_default.schema as s; print(json.dumps(s.EXAMPLE_REQUEST))"],
        cwd=trained,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    with image.service(port) as url:
        assert when_ready(url) == model
        answer = call(f"{url}/predict", json.loads(example))
        # The health check as the image holds it, but on this test's port.
        check = [word.replace(":8000/", f":{port}/") for word in image.config["Healthcheck"]["Test"][1:]]
        image.run(*check)
    [prediction] = answer["predictions"]
    assert 0 < prediction["probability"] < 1
    assert isinstance(prediction["contact"], bool)
    assert answer["model"] == model
    assert json.loads(image.run("sh", "-c", "cat logs/predictions-*.jsonl"))["answer"] == answer


def test_health_check_fails_without_a_service(image: Image) -> None:
    with pytest.raises(AssertionError):
        image.run(*(word.replace(":8000/", ":1/") for word in image.config["Healthcheck"]["Test"][1:]))


def test_is_not_root(image: Image) -> None:
    assert image.run("id", "-u").strip() == "10001"
    writable = image.run("sh", "-c", "find /app -writable")
    assert {line for line in writable.split() if not line.startswith("/app/logs/")} == {"/app/logs"}


def test_holds_nothing_to_train_with(image: Image) -> None:
    code = f"import importlib.util as u; print([name for name in {TRAINING} if u.find_spec(name)])"
    assert image.run("python", "-c", code).strip() == "[]"
    assert set(image.run("ls", "/app").split()) == {"logs", "models", "requirements-serve.txt", "src"}
