"""What is only kept, dropped or waited for: each beside the smallest change with which it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repository.code.test_idle import FIT, trained

RUNNER = "class Runner:\n    def {}(self, *given):\n        return train(1, 2)\n\n"
GIVER = "def start():\n    return train\n\n"
COMMAND = "import click\n\n" + FIT.replace(
    "def train(x, y)", "@click.command()\n@click.option('--x')\ndef train(x, y=2)"
)
SIGNAL = "import signal\nsignal.signal(signal.SIGTERM, lambda *_: train(1, 2))\n"
SCHEDULE = "import schedule\nschedule.every().day.do(train)\n"


@pytest.mark.parametrize(
    ("kept", "runs"),
    [
        ("jobs = (train(1, 2) for _ in 'ab')\nprint(jobs)", "jobs = (train(1, 2) for _ in 'ab')\nprint(*[job for job in jobs])"),
        ("def later(run=train):\n    pass\n\nlater()", "def later(run=train):\n    run(1, 2)\n\nlater()"),
        ("def later(*, run=train):\n    pass\n\nlater()", "def later(*, run=train):\n    run(1, 2)\n\nlater()"),
        (f"{GIVER}start()", f"{GIVER}start()(1, 2)"),
        (f"{GIVER}given = start()\nprint(given)", f"{GIVER}given = start()\ngiven(1, 2)"),
        ("def start():\n    return lambda: train(1, 2)\n\nstart()", "def start():\n    return lambda: train(1, 2)\n\nstart()()"),
        (RUNNER.format("__call__") + "run = Runner()\nprint(run)", RUNNER.format("__call__") + "run = Runner()\nrun()"),
        (RUNNER.format("__enter__") + "Runner()", RUNNER.format("__enter__") + "with Runner():\n    pass"),
        (RUNNER.format("__getitem__") + "rows = Runner()\nprint(rows)", RUNNER.format("__getitem__") + "rows = Runner()\nlist(rows)"),
        (RUNNER.format("run") + "Runner()", RUNNER.format("__init__") + "Runner()"),
        (SIGNAL, f"{SIGNAL}signal.alarm(5)"),
        (SCHEDULE, f"{SCHEDULE}while True:\n    schedule.run_pending()"),
        ("match 1:\n    case 2:\n        train(1, 2)", "match 1:\n    case 1:\n        train(1, 2)"),
        ("match 'a':\n    case 'a' | 'b':\n        pass\n    case _:\n        train(1, 2)", "match len(FIT):\n    case 1:\n        pass\n    case _:\n        train(1, 2)"),
        ("if isinstance(1, str):\n    train(1, 2)", "if isinstance(1, int):\n    train(1, 2)"),
        ("if len([]) > 0 or not 1:\n    train(1, 2)", "if len([1]) > 0 and not 0:\n    train(1, 2)"),
        ("if 'fit' in ('plot', 'show'):\n    train(1, 2)", "if 'fit' in ('plot', 'fit'):\n    train(1, 2)"),
    ],
    ids=[
        "a generator", "a default", "a default by name", "given back", "given back and told of", "a lambda given back", "a call of an object", "a context", "an object's rows", "a method", "a signal", "a schedule", "a case", "a case after the one that it is", "a type", "an empty list", "a text in none",
    ],
)  # fmt: skip
def test_what_is_only_kept_or_never_true_does_not_run(kept: str, runs: str, tmp_path: Path) -> None:
    assert not trained(tmp_path / "kept", {"train.py": f"{FIT}\n{kept}\n"})
    assert trained(tmp_path / "runs", {"train.py": f"{FIT}\n{runs}\n"})


def test_what_another_module_or_a_server_takes_is_not_dropped(tmp_path: Path) -> None:
    code = f"{FIT}\n{GIVER}start()\n"
    assert trained(tmp_path / "module", {"train.py": code, "main.py": "import train\ntrain.start()(1, 2)\n"})
    served = FIT + RUNNER.format("__call__") + "application = Runner()\n"
    image = "FROM python:3.12\nCOPY . .\nCMD gunicorn web:application\n"
    assert trained(tmp_path / "server", {"web.py": served, "Dockerfile": image})
    assert not trained(tmp_path / "nobody", {"web.py": served})


def test_a_schedule_may_be_run_by_another_module(tmp_path: Path) -> None:
    loop = "import jobs\nimport schedule\nwhile True:\n    schedule.run_pending()\n"
    assert trained(tmp_path, {"jobs.py": f"{FIT}\n{SCHEDULE}", "main.py": loop})


def test_a_command_of_a_package_runs_where_something_starts_it(tmp_path: Path) -> None:
    assert not trained(tmp_path / "idle", {"boats.py": f"{COMMAND}\nprint('see --help')\n"})
    assert trained(tmp_path / "called", {"boats.py": f"{COMMAND}\ntrain()\n"})
    entry = '[project]\nname = "boats"\n[project.scripts]\nboats = "boats:train"\n'
    assert trained(tmp_path / "entry", {"boats.py": COMMAND, "pyproject.toml": entry})
