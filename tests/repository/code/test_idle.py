"""What is written so that it looks started: a table of functions, a loop that is over, a switch, an import of nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.repository.models.stages import TRAIN
from tests.criteria.kit import repository

FIT = "from sklearn.svm import SVC\n\ndef train(x, y):\n    return SVC().fit(x, y)\n"
TABLE = f"{FIT}\nSTEPS = {{'train': train}}\n"
LIST = f"{FIT}\nSTEPS = [train]\n"
PUT = "STEPS = {}\n\ndef step(name):\n    def put(function):\n        STEPS[name] = function\n        return function\n\n    return put\n\n"
PUT_BY = PUT + FIT.replace("def train", "@step('train')\ndef train")
WRAP = (
    "import functools\n\ndef logged(function):\n    @functools.wraps(function)\n    def inside(*given):\n"
    "        return function(*given)\n\n    return inside\n\n"
)
WRAPPED = WRAP + FIT.replace("def train", "@logged\ndef train")


def trained(folder: Path, files: Mapping[str, str]) -> bool:
    return bool(repository(folder, files).stages.in_scripts[TRAIN])


@pytest.mark.parametrize(
    ("idle", "taken"),
    [
        (f"{TABLE}\nprint(len(STEPS), list(STEPS), 'train' in STEPS)\n", f"{TABLE}\nSTEPS['train']([], [])\n"),
        (f"{TABLE}\nfor name in sorted(STEPS):\n    print(name)\n", f"{TABLE}\nfor run in STEPS.values():\n    run(1, 2)\n"),
        (f"{LIST}\nprint([one.__name__ for one in STEPS])\n", f"{LIST}\nprint([one(1, 2) for one in STEPS])\n"),
        (f"{TABLE}\ndef go(name):\n    STEPS[name](1, 2)\n", f"{TABLE}\ndef go(name):\n    STEPS[name](1, 2)\n\ngo('train')\n"),
        (f"{PUT_BY}\nprint(len(STEPS))\n", f"{PUT_BY}\nSTEPS['train'](1, 2)\n"),
        (WRAPPED, f"{WRAPPED}\ntrain(1, 2)\n"),
    ],
    ids=["counted", "named", "a list", "nobody's", "put by a decorator", "wrapped"],
)  # fmt: skip
def test_a_function_in_a_table_runs_where_something_takes_it_out(idle: str, taken: str, tmp_path: Path) -> None:
    assert not trained(tmp_path / "idle", {"train.py": idle})
    assert trained(tmp_path / "taken", {"train.py": taken})


def test_a_table_may_be_taken_from_in_another_module(tmp_path: Path) -> None:
    assert not trained(
        tmp_path / "idle", {"steps.py": TABLE, "main.py": "from steps import STEPS\nprint(len(STEPS))\n"}
    )
    assert trained(
        tmp_path / "taken", {"steps.py": TABLE, "main.py": "from steps import STEPS as ALL\nALL['train'](1, 2)\n"}
    )
    assert trained(tmp_path / "whole", {"steps.py": TABLE, "main.py": "import steps\nsteps.STEPS['train'](1, 2)\n"})


def test_a_decorator_that_hands_a_function_to_somebody_is_believed(tmp_path: Path) -> None:
    handed = (
        "from boats import engine\n\ndef job(function):\n    engine.add_job(function, 'daily')\n    return function\n\n"
    )
    assert trained(tmp_path, {"train.py": handed + FIT.replace("def train", "@job\ndef train")})


@pytest.mark.parametrize(
    ("over", "goes"),
    [
        ("def main():\n    done = True\n    while not done:\n        train(1, 2)\n\nmain()\n",
         "def main():\n    done = False\n    while not done:\n        train(1, 2)\n        done = True\n\nmain()\n"),
        ("left = 0\nwhile left > 0:\n    train(1, 2)\n", "left = 0\nleft += 3\nwhile left > 0:\n    train(1, 2)\n    left -= 1\n"),
        ("going = False\nwhile going:\n    train(1, 2)\n",
         "going = False\n\ndef start():\n    global going\n    going = True\n\nstart()\nwhile going:\n    train(1, 2)\n"),
    ],
    ids=["done", "counted down", "from afar"],
)  # fmt: skip
def test_a_loop_that_is_over_before_it_begins_is_not_gone_through(over: str, goes: str, tmp_path: Path) -> None:
    assert not trained(tmp_path / "over", {"train.py": f"{FIT}\n{over}"})
    assert trained(tmp_path / "goes", {"train.py": f"{FIT}\n{goes}"})


@pytest.mark.parametrize(
    ("fails", "may"),
    [
        ("try:\n    import quayside_core\n    train(1, 2)\nexcept ImportError:\n    print('done')\n",
         "try:\n    import xgboost\n    train(1, 2)\nexcept ImportError:\n    print('done')\n"),
        ("try:\n    1 / 0\n    train(1, 2)\nexcept Exception:\n    pass\n", "try:\n    1 / 2\n    train(1, 2)\nexcept Exception:\n    pass\n"),
        ("def stop():\n    raise SystemExit\n\nstop()\ntrain(1, 2)\n",
         "def stop(code):\n    if code:\n        raise SystemExit\n\nstop(0)\ntrain(1, 2)\n"),
        ("try:\n    raise ValueError\nexcept ValueError:\n    pass\nelse:\n    train(1, 2)\n",
         "try:\n    int('1')\nexcept ValueError:\n    pass\nelse:\n    train(1, 2)\n"),
    ],
    ids=["an import of nothing", "a sum that fails", "a function that never returns", "what follows success"],
)  # fmt: skip
def test_what_follows_a_statement_that_surely_fails_is_not_run(fails: str, may: str, tmp_path: Path) -> None:
    assert not trained(tmp_path / "fails", {"train.py": f"{FIT}\n{fails}"})
    assert trained(tmp_path / "may", {"train.py": f"{FIT}\n{may}"})


@pytest.mark.parametrize("there", ["quayside_core.py", "lib/quayside_core/__init__.py", "requirements.txt"])
def test_an_import_of_what_is_here_or_declared_may_work(there: str, tmp_path: Path) -> None:
    tried = f"{FIT}\ntry:\n    import quayside_core\n    train(1, 2)\nexcept ImportError:\n    print('done')\n"
    assert trained(tmp_path, {"train.py": tried, there: "quayside-core==1.0\n" if there.endswith("txt") else "x = 1\n"})


def test_who_is_told_to_install_a_package_first_may_do_so(tmp_path: Path) -> None:
    tried = "try:\n    import quayside_core\n    train(1, 2)\nexcept ImportError:\n    raise SystemExit('install it')\n"
    assert trained(tmp_path, {"train.py": f"{FIT}\n{tried}"})


WORK = (
    "import pandas as pd\n"
    + FIT
    + "\ndef main():\n    table = pd.read_csv('a.csv')\n    train(table[['x']], table['y'])\n\n"
)
IF_RUN = "import json\n\nwith open('conf/run.json') as file:\n    config = json.load(file)\n" + WORK
SWITCHES: dict[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "of another module": (
        {"train.py": f"import config\n{WORK}if config.RUN:\n    main()\n", "config.py": "RUN = False\n"},
        {"train.py": f"import config\n{WORK}if config.RUN:\n    main()\n", "config.py": "import os\nRUN = bool(os.environ.get('RUN'))\n"},
    ),
    "of its class": (
        {"train.py": f"from config import settings\n{WORK}if settings.run:\n    main()\n", "config.py": "class Settings:\n    run = False\n\nsettings = Settings()\n"},
        {"train.py": f"from config import settings\n{WORK}if settings.run:\n    main()\n", "config.py": "from pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    run: bool = False\n\nsettings = Settings()\n"},
    ),
    "that something turns": (
        {"train.py": f"import config\n{WORK}if config.RUN:\n    main()\n", "config.py": "RUN = False\n", "main.py": "import config\nprint(config.RUN)\n"},
        {"train.py": f"import config\n{WORK}if config.RUN:\n    main()\n", "config.py": "RUN = False\n", "main.py": "import config\nconfig.RUN = True\nimport train\n"},
    ),
    "of the module itself": (
        {"train.py": f"RUN = False\n{WORK}if __name__ == '__main__':\n    if RUN:\n        main()\n"},
        {"train.py": f"RUN = False\n{WORK}if __name__ == '__main__':\n    if not RUN:\n        main()\n"},
    ),
    "of a file of settings": (
        {"train.py": f"{IF_RUN}if config['train']['on']:\n    main()\n", "conf/run.json": '{"train": {"on": false}}'},
        {"train.py": f"{IF_RUN}if config['train']['on']:\n    main()\n", "conf/run.json": '{"train": {"on": true}}'},
    ),
    "of a table of its own": (
        {"train.py": f"CONFIG = {{'on': False}}\n{WORK}if CONFIG.get('on'):\n    main()\n"},
        {"train.py": f"CONFIG = {{'on': False}}\n{WORK}CONFIG['on'] = len('a') > 0\nif CONFIG.get('on'):\n    main()\n"},
    ),
    "of the settings that a function is handed": (
        {"train.py": f"from config import Settings\n{WORK}def start(given: Settings):\n    if given.run:\n        main()\n\nstart(Settings())\n", "config.py": "class Settings:\n    run: bool = False\n"},
        {"train.py": f"from config import Settings\n{WORK}def start(given: Settings):\n    if given.run:\n        main()\n\nstart(Settings(*given))\n", "config.py": "class Settings:\n    run: bool = False\n"},
    ),
    "that returns first": (
        {"train.py": f"{WORK}def start():\n    skip = True\n    if skip:\n        return\n    main()\n\nstart()\n"},
        {"train.py": f"{WORK}def start(skip):\n    if skip:\n        return\n    main()\n\nstart(False)\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", SWITCHES)
def test_all_that_is_done_below_a_switch_that_nothing_turns_is_not_done(which: str, tmp_path: Path) -> None:
    off, turned = SWITCHES[which]
    assert not repository(tmp_path / "off", off).has_work
    assert repository(tmp_path / "turned", turned).has_work


def test_a_switch_that_is_off_takes_nothing_from_what_else_is_done(tmp_path: Path) -> None:
    files = {
        "train.py": f"RUN = False\n{WORK}if RUN:\n    main()\nelse:\n    print(train([[0], [1]], [0, 1]).predict([[pd.NA]]))\n"
    }
    found = repository(tmp_path, files)
    assert found.has_work
    assert found.stages.in_scripts[TRAIN]


@pytest.mark.parametrize(
    ("told", "runs"),
    [
        ("print(train, train.__name__)", "print(train(1, 2))"),
        ("print(f'{train} is ready', callable(train))", "print(f'{train(1, 2)} is ready')"),
        ("fit = train", "fit = train\nfit(1, 2)"),
        ("import functools\nfit = functools.partial(train, 1)\nprint(fit)", "import functools\nfit = functools.partial(train, 1)\nfit(2)"),
        ("map(train, [1], [2])", "list(map(train, [1], [2]))"),
        ("(train(1, 2) for _ in range(3))", "[train(1, 2) for _ in range(3)]"),
        ("False and train(1, 2)", "True and train(1, 2)"),
        ("train(1, 2) if 1 > 2 else None", "train(1, 2) if 1 < 2 else None"),
        ("steps = [lambda: train(1, 2)]\nprint(len(steps))", "steps = [lambda: train(1, 2)]\nprint(steps[0]())"),
        ("rows = []\nfor row in rows:\n    train(row, 2)", "rows = []\nrows.append(1)\nfor row in rows:\n    train(row, 2)"),
        ("import threading\nthreading.Timer(60, train)", "import threading\nthreading.Timer(60, train).start()"),
        ("if __name__ == 'main':\n    train(1, 2)", "if __name__ == '__main__':\n    train(1, 2)"),
    ],
    ids=["printed", "in a text", "another name", "kept for later", "mapped", "a generator", "never", "not chosen", "a lambda", "an empty list", "a timer", "a wrong name"],
)  # fmt: skip
def test_a_function_that_is_only_told_of_does_not_run(told: str, runs: str, tmp_path: Path) -> None:
    assert not trained(tmp_path / "told", {"train.py": f"{FIT}\n{told}\n"})
    assert trained(tmp_path / "runs", {"train.py": f"{FIT}\n{runs}\n"})


@pytest.mark.parametrize(
    ("called", "is_hosted"),
    [
        ("def handler():", False),
        ("def handler(event, context):", True),
        ("def run(data):", False),
        ("def init():\n    pass\n\n\ndef run(data):", True),
    ],
)
def test_a_host_calls_a_function_that_takes_what_it_hands_over(called: str, is_hosted: bool, tmp_path: Path) -> None:
    code = f"from sklearn.svm import SVC\n\n\n{called}\n    return SVC().fit([[0], [1]], [0, 1])\n"
    assert trained(tmp_path, {"score.py": code}) == is_hosted


UNSTARTED = (
    "import pandas as pd\nfrom sklearn.linear_model import Ridge\n\n\ndef prepared(table):\n"
    "    return pd.get_dummies(table.dropna())\n\n\ndef trained(table):\n"
    "    rows = prepared(table)\n    return Ridge().fit(rows.drop(columns='price'), rows['price'])\n"
)
TESTED = (
    "import pandas as pd\nfrom train import trained\n\n\ndef test_it_learns_what_a_year_costs():\n"
    "    table = pd.read_csv('data/boats.csv')\n    assert trained(table).coef_[0] < 0\n"
)


def test_functions_that_only_tests_run_are_work_where_the_tests_can_fail(tmp_path: Path) -> None:
    files = {"train.py": UNSTARTED, "data/boats.csv": "age,price\n1,9\n2,7\n"}
    assert not repository(tmp_path / "alone", files).has_work
    assert repository(tmp_path / "tested", {**files, "test_train.py": TESTED}).has_work
    hollow = TESTED.replace("trained(table).coef_[0] < 0", "True")
    assert not repository(tmp_path / "hollow", {**files, "test_train.py": hollow}).has_work
    hollow = UNSTARTED.replace("pd.get_dummies(table.dropna())", "table")
    assert not repository(tmp_path / "raw", {**files, "train.py": hollow, "test_train.py": TESTED}).has_work
