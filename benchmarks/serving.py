"""How many requests a second a generated project's service answers, beside its stack's limit and the usual endpoint.

    python benchmarks/serving.py [--quick] [--python PATH]

Renders the template, trains its linear model and its trees, and compares, in short interleaved runs, one worker each:

- limit: FastAPI, `async def`, validates the same 20 fields and answers a constant (benchmarks/serving/limit.py);
- usual: Pydantic, pandas, the same fitted pipeline's predict_proba (benchmarks/serving/usual.py);
- ours: the generated service as it is, with its logs, metrics and prediction log.

The server has one core, the load generator (wrk) another. PATH is a Python that has the packages of the template's
requirements.txt; without it, an environment is made once and kept in the cache folder. Run it in an environment with
Copier, such as `.venv`. 1 when a target is not met, 2 when something is missing.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import http.client
import importlib.util
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE.parent / "templates" / "project"
CONNECTIONS = (1, 16, 64)
BATCH_CONNECTIONS = 4
KINDS = {"linear": "linear", "trees": "gradient_boosting"}
TOLERANCE = 1e-9
BUSY = 0.7  # load average

OF_LIMIT = {"linear": 0.85, "trees": 0.7}
OF_USUAL = {1: 20.0, 64: 40.0}
OF_USUAL_BATCH = 2.5
MOST_SECONDS = 1.0
MOST_MEGABYTES = 80.0


class MissingError(Exception):
    """Something that the benchmark needs is not there."""


@dataclass
class Server:
    """A running server: its process, its port, what it wrote, and what was measured of it."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    ready_seconds: float
    logs: Path
    rates: dict[tuple[str, int], list[float]] = field(default_factory=dict)
    rates_of_core: dict[tuple[str, int], list[float]] = field(default_factory=dict)

    def core_seconds(self) -> float:
        """The processor time it took so far."""
        times = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")

    def median(self, body: str, connections: int) -> float:
        """Requests a second."""
        return statistics.median(self.rates[body, connections])

    def median_of_core(self, body: str, connections: int) -> float:
        """Requests a second of processor time: what other programs on the machine hardly change."""
        return statistics.median(self.rates_of_core[body, connections])

    def peak_megabytes(self) -> float:
        """The most memory that was resident so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0]) / 1000

    def predict(self, instances: list[dict[str, Any]]) -> tuple[int, Any]:
        """Ask once; returns the status and the predictions."""
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(client):
            body = json.dumps({"instances": instances})
            client.request("POST", "/predict", body, {"Content-Type": "application/json"})
            answer = client.getresponse()
            content = answer.read()
        return answer.status, json.loads(content).get("predictions") if answer.status == http.HTTPStatus.OK else None


class Verdicts:
    """What was found beside what it must reach."""

    def __init__(self) -> None:
        self.met = True

    def at_least(self, what: str, value: float, target: float, unit: str = "x") -> None:
        """More is better."""
        self._say(what, f"{value:8.2f} {unit:<2}", f"at least {target:g}", met=value >= target)

    def at_most(self, what: str, value: float, target: float, unit: str) -> None:
        """Less is better."""
        self._say(what, f"{value:8.2f} {unit:<2}", f"at most {target:g}", met=value <= target)

    def _say(self, what: str, value: str, target: str, *, met: bool) -> None:
        self.met &= met
        print(f"{what:<52} {value}  {target:<14} {'met' if met else 'NOT MET'}")


def cores() -> tuple[str, str]:
    """The core for servers and the one for the load."""
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2:  # noqa: PLR2004
        raise MissingError("needs two processor cores: one for the server, one for the load")
    return str(usable[0]), str(usable[1])


def check_tools() -> None:
    """Raises MissingError with the first thing that isn't there."""
    for tool, package in {"wrk": "wrk", "taskset": "util-linux"}.items():
        if not shutil.which(tool):
            raise MissingError(f"needs {tool}: install your system's package {package}")
    if not importlib.util.find_spec("copier"):
        raise MissingError("needs Copier in the running Python: `make test` makes .venv, then .venv/bin/python")


def project_python(given: Path | None) -> Path:
    """A Python with the packages that a generated project needs, made once for each state of its requirements."""
    if given:
        found = subprocess.run(
            [given, "-c", "import fairlearn, fastapi, sklearn, uvloop"], check=False, capture_output=True
        )
        if found.returncode:
            raise MissingError(f"{given} lacks packages of the template's requirements.txt")
        return given.absolute()
    requirements = TEMPLATE / "template" / "{{tabular}}" / "requirements.txt"
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "portfolio-kit"
    state = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()[:16]
    folder, python = cache / f"serving-{state}", cache / f"serving-{state}" / "bin" / "python"
    if not (folder / "complete").exists():
        print(f"making an environment in {folder}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        if subprocess.run([*install, "--requirement", requirements], check=False).returncode:
            raise MissingError("the project's environment can't be made: give one by --python")
        (folder / "complete").touch()
    return python


def environment(project: Path) -> dict[str, str]:
    """Where Python finds the generated package and the rivals."""
    return {**os.environ, "PYTHONPATH": f"{project / 'src'}{os.pathsep}{HERE / 'serving'}"}


def make_project(python: Path, folder: Path, chosen: str) -> Path:
    """Render the template with its default answers, choose the model, train."""
    answers = ("task=classification", "project_name=Card default")
    data = [part for answer in answers for part in ("-d", answer)]
    copier = [sys.executable, "-m", "copier", "copy", "--quiet", "--defaults", "--vcs-ref", "HEAD", *data]
    subprocess.run([*copier, str(TEMPLATE), str(folder)], check=True)
    config = folder / "config.toml"
    lines = config.read_text(encoding="utf-8").splitlines()
    lines = [f'chosen = "{chosen}"' if line.startswith("chosen =") else line for line in lines]
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    train = [python, "-m", "card_default.train"]
    subprocess.run(train, cwd=folder, env=environment(folder), check=True, stdout=subprocess.DEVNULL)
    return folder


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_ready(port: int) -> bool:
    """Whether /ready answers 200."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        with contextlib.closing(client):
            client.request("GET", "/ready")
            return client.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False


@contextlib.contextmanager
def running(name: str, python: Path, project: Path, app: str, *flags: str) -> Iterator[Server]:
    """Start one worker on the servers' core, wait until it is ready, stop it afterwards."""
    port, logs = free_port(), project / f"logs-{name.replace(' ', '-').replace(',', '')}"
    logs.mkdir(exist_ok=True)
    command = ["taskset", "--cpu-list", cores()[0], str(python), "-m", "uvicorn", app, "--port", str(port), *flags]
    variables = {**environment(project), "PREDICTION_LOG": str(logs)}
    with (logs / "output.log").open("ab") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=project, env=variables, stdout=output, stderr=output)
    try:
        while not is_ready(port):
            if process.poll() is not None or time.perf_counter() - started > 60:  # noqa: PLR2004
                raise MissingError(f"the server '{name}' does not start:\n{(logs / 'output.log').read_text()[-2000:]}")
            time.sleep(0.005)
        yield Server(name, process, port, time.perf_counter() - started, logs)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def load(server: Server, body: Path, connections: int, seconds: int) -> tuple[float, float]:
    """One run of wrk; returns requests a second, and a second of the server's processor time.

    Raises AssertionError if any answer is an error or missing.
    """
    command = ["taskset", "--cpu-list", cores()[1], "wrk", "-t1", f"-c{connections}", f"-d{seconds}", "--timeout", "20"]
    command += ["-s", str(HERE / "serving" / "post.lua"), f"http://127.0.0.1:{server.port}/predict"]
    variables = {**os.environ, "BODY": str(body)}
    before = server.core_seconds()
    run = subprocess.run(command, env=variables, check=True, capture_output=True, text=True)
    spent = server.core_seconds() - before
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["requests"], f"{server.name}: no request was answered"
    assert not found["status"], f"{server.name}: {found['status']} answers were errors"
    assert not found["socket"], f"{server.name}: {found['socket']} requests failed or timed out"
    for log in server.logs.iterdir():
        os.truncate(log, 0)  # or a long run would fill the disk with its own prediction logs
    return found["requests"] / found["microseconds"] * 1e6, found["requests"] / spent


def interleave(servers: list[Server], body: Path, connections: tuple[int, ...], rounds: int, seconds: int) -> None:
    """Every server in turn, again and again, each round beginning with another, so that all see the same machine."""
    for server in servers:
        load(server, body, connections[-1], 1)
    for number in range(rounds):
        for count in connections:
            for place in range(len(servers)):
                server = servers[(place + number) % len(servers)]
                rate, rate_of_core = load(server, body, count, seconds)
                server.rates.setdefault((body.stem, count), []).append(rate)
                server.rates_of_core.setdefault((body.stem, count), []).append(rate_of_core)


def compare_answers(ours: Server, usual: Server, rows: dict[str, Any]) -> None:
    """Hold both to the pipeline: ours everywhere, the usual endpoint on complete rows; count where it is wrong."""
    expected, complete = rows["expected"], rows["complete"]
    status, predictions = ours.predict(rows["check"])
    assert status == http.HTTPStatus.OK, f"{ours.name}: {status}"
    worst = max(abs(answer["probability"] - value) for answer, value in zip(predictions, expected, strict=True))
    assert worst <= TOLERANCE, f"{ours.name} differs from the pipeline by {worst}"
    wrong = refused = 0
    for number, (row, value) in enumerate(zip(rows["check"], expected, strict=True)):
        status, answer = usual.predict([row])
        is_wrong = status == http.HTTPStatus.OK and abs(answer[0] - value) > TOLERANCE
        assert number >= complete or (status == http.HTTPStatus.OK and not is_wrong), f"{usual.name}: a complete row"
        wrong += is_wrong
        refused += status != http.HTTPStatus.OK
    gaps = len(expected) - complete
    print(f"{ours.name}: equal to the pipeline within {worst:.0e} on {len(expected)} rows, {gaps} of them with a null")
    print(f"or an unknown category; {usual.name}: of these {gaps}, {wrong} wrong without a word, {refused} status 500")


def print_rates(servers: list[Server]) -> None:
    """Medians and their ratios to the limit, by the clock and by the server's processor time."""
    medians = {"requests/s": Server.median, "requests/s of processor time": Server.median_of_core}
    for title, median in medians.items():
        heads = "".join(f"{count:>10} conn." for count in CONNECTIONS)
        print(f"\n{f'{title}, one row (of the limit)':<50}{heads}{'1,000 rows':>14}")
        for server in servers:
            line = ""
            for count in CONNECTIONS:
                value = median(server, "one", count)
                line += f"{value:9.0f} ({value / median(servers[0], 'one', count):4.2f})"
            has_batches = ("many", BATCH_CONNECTIONS) in server.rates
            print(
                f"{server.name:<50}{line}"
                + (f"{median(server, 'many', BATCH_CONNECTIONS):14.1f}" if has_batches else "")
            )
    print()


def judge(limit: Server, pairs: dict[str, tuple[Server, Server]], verdicts: Verdicts) -> None:
    """The targets for throughput."""
    for kind, (ours, usual) in pairs.items():
        for count in CONNECTIONS:
            share = ours.median("one", count) / limit.median("one", count)
            verdicts.at_least(f"{ours.name} / limit, {count} connections", share, OF_LIMIT[kind])
        for count, target in OF_USUAL.items():
            ratio = ours.median("one", count) / usual.median("one", count)
            verdicts.at_least(f"{ours.name} / usual, {count} connections", ratio, target)
        ratio = ours.median("many", BATCH_CONNECTIONS) / usual.median("many", BATCH_CONNECTIONS)
        verdicts.at_least(f"{ours.name} / usual, batches of 1,000 rows", ratio, OF_USUAL_BATCH)


def starts(python: Path, project: Path, kind: str, times: int) -> tuple[float, float]:
    """Medians of a few fresh starts: seconds until ready, megabytes then."""
    found = []
    for _ in range(times):
        with running(f"start, {kind}", python, project, "card_default.serve:app", "--no-access-log") as server:
            found.append((server.ready_seconds, server.peak_megabytes()))
    return statistics.median(seconds for seconds, _ in found), statistics.median(size for _, size in found)


def measure(python: Path, folder: Path, rounds: int, seconds: int) -> bool:
    """Everything in one run; returns whether all targets are met."""
    projects = {kind: make_project(python, folder / kind, chosen) for kind, chosen in KINDS.items()}
    rows: dict[str, dict[str, Any]] = {}
    for kind, project in projects.items():
        command = [python, HERE / "serving" / "fitted.py"]
        printed = subprocess.run(command, cwd=project, env=environment(project), check=True, capture_output=True)
        rows[kind] = json.loads(printed.stdout)
    for name in ("one", "many"):
        (folder / f"{name}.json").write_text(json.dumps({"instances": rows["trees"][name]}), encoding="utf-8")
    verdicts = Verdicts()
    first_starts = {kind: starts(python, project, kind, 2 + rounds) for kind, project in projects.items()}

    with contextlib.ExitStack() as stack:
        some = projects["trees"]
        quiet = "--no-access-log"
        limit = stack.enter_context(running("limit", python, some, "limit:app", quiet))
        chatty = stack.enter_context(running("limit, with uvicorn's access log", python, some, "limit:app"))
        pairs: dict[str, tuple[Server, Server]] = {}
        for kind, project in projects.items():
            ours = stack.enter_context(running(f"ours, {kind}", python, project, "card_default.serve:app", quiet))
            usual = stack.enter_context(running(f"usual, {kind}", python, project, "usual:app", quiet))
            pairs[kind] = ours, usual
            compare_answers(ours, usual, rows[kind])
        both = [server for pair in pairs.values() for server in pair]
        interleave([limit, chatty, *both], folder / "one.json", CONNECTIONS, rounds, seconds)
        after_load = {kind: ours.peak_megabytes() for kind, (ours, _) in pairs.items()}
        interleave(both, folder / "many.json", (BATCH_CONNECTIONS,), rounds, seconds)
        after_batches = {kind: ours.peak_megabytes() for kind, (ours, _) in pairs.items()}
        print_rates([limit, chatty, *both])
        judge(limit, pairs, verdicts)
    for kind, (seconds_to_ready, megabytes) in first_starts.items():
        verdicts.at_most(f"ours, {kind}: ready after", seconds_to_ready, MOST_SECONDS, "s")
        verdicts.at_most(f"ours, {kind}: peak memory when ready", megabytes, MOST_MEGABYTES, "MB")
        verdicts.at_most(f"ours, {kind}: after the load of single rows", after_load[kind], MOST_MEGABYTES, "MB")
        print(f"{f'ours, {kind}: after the load of batches':<52} {after_batches[kind]:8.2f} MB")
    return verdicts.met


def main() -> int:
    """Measure and print; the exit status says whether every target is met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--python", type=Path, help="a Python with the packages of the template's requirements.txt")
    parser.add_argument("--quick", action="store_true", help="two rounds of one second: a look, not a result")
    arguments = parser.parse_args()
    rounds, seconds = (2, 1) if arguments.quick else (5, 2)
    try:
        check_tools()
        server_core, load_core = cores()
        python = project_python(arguments.python)
        print(f"server on core {server_core}, load on core {load_core} of {os.cpu_count()}; ", end="")
        print(f"load average before: {os.getloadavg()[0]:.2f}; medians of {rounds} rounds of {seconds} s")
        if os.getloadavg()[0] > BUSY:
            print("the machine is busy: requests per processor time say more than requests per second")
        with tempfile.TemporaryDirectory(prefix="portfolio-kit-serving-") as folder:
            return int(not measure(python, Path(folder), rounds, seconds))
    except MissingError as error:
        print(f"serving.py: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
