"""`make demo`: a project made, tested, trained, served and asked, as a learner would, with every command shown.

Stops at the first command that fails, with its output; whatever happens, the service it started ends with it.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

PATIENCE = 30  # seconds for the service to be ready


def run(*command: str, folder: Path | None = None) -> None:
    """Show a command and run it; its output is shown only if it fails. Raises SystemExit."""
    started = time.monotonic()
    where = f"cd {folder.name} && " if folder else ""
    print(f"$ {where}{' '.join(command)}", end="", flush=True)
    # A make inside make must not take over the outer one's flags.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    print(f"   ({time.monotonic() - started:.0f} s)")
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nThat failed with exit code {done.returncode}.")


def answer(url: str, document: Any = None) -> Any:
    """What the service answers to a GET, or to a POST of a document."""
    body = None if document is None else json.dumps(document).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=5) as response:
        return json.load(response)


def wait(url: str, service: subprocess.Popen[bytes]) -> None:
    """Return when the service is ready. Raises SystemExit when it ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and service.poll() is None:
        try:
            answer(f"{url}/ready")
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"The service was not ready within {PATIENCE} seconds.")


def main() -> None:
    """Make build/demo/churn and live its first day."""
    folder = Path("build/demo/churn").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    run("portfolio-kit", "new", "churn", "--defaults", folder=folder.parent)
    for target in ("setup", "test", "train"):
        run("make", target, folder=folder)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    print(f"$ make serve PORT={port} &")
    command = [".venv/bin/python", "-m", "uvicorn", "churn.serve:app", "--port", str(port), "--no-access-log"]
    service = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        wait(url, service)
        schema = answer(f"{url}/openapi.json")["paths"]["/predict"]["post"]["requestBody"]
        example = schema["content"]["application/json"]["schema"]["examples"][0]
        print(f"$ curl {url}/predict --json @example.json\n{json.dumps(answer(f'{url}/predict', example))}")
    finally:
        service.terminate()
        service.wait()
    metrics = json.loads((folder / "reports/metrics.json").read_text(encoding="utf-8"))
    print(f"\nOn {metrics['measured_on']['rows']} rows that no model had seen:")
    for name, measured in metrics["holdout"].items():
        metric, estimate = next(iter(measured.items()))
        chosen = "   <- served" if name == metrics["chosen"] else ""
        print(f"  {name:18} {metric} {estimate['value']:.3f} ({estimate['low']:.3f} to {estimate['high']:.3f}){chosen}")
    shown = os.path.relpath(folder)
    print(f"\nThe project is {shown}. Read {shown}/README.md; its questions marked TODO are yours to answer.")
    print("Your own: portfolio-kit new NAME")


if __name__ == "__main__":
    main()
