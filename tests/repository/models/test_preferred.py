"""preferred: which of two models goes on, and what a case may cost against a limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.models.preferred import AT_STAKE, GATE, preferred
from tests.criteria.kit import repository

CALLED = "\n\nprint(keep(0, 0))\n"


def kinds(folder: Path, files: dict[str, str | bytes]) -> list[tuple[str, int]]:
    found = repository(folder, files)
    return [(kind, line) for kind, _, line in preferred(found.scripts, found.live)]


@pytest.mark.parametrize(
    "code",
    [
        "def keep(fresh, present):\n    return fresh['recall'] > present['recall'] + 0.01\n",
        "def keep(fresh, present):\n    if float(fresh.get('rmse', 9)) < present.get('rmse', 9):\n        return fresh\n",
    ],
)
def test_one_measure_of_two_models_decides_which_goes_on(code: str, tmp_path: Path) -> None:
    assert [kind for kind, _ in kinds(tmp_path, {"gate.py": code + CALLED})] == [GATE]


@pytest.mark.parametrize(
    "code",
    [
        "def keep(runs, best):\n    for run in runs:\n        if run['recall'] > best['recall']:\n            best = run\n",
        "def keep(train, test):\n    return train['recall'] > test['recall'] + 0.1\n",
        "def keep(one, other):\n    return one['age'] > other['age']\n",
        "def keep(fresh, present):\n    return fresh['recall'] > present['precision']\n",
    ],
)
def test_a_search_a_gap_and_other_fields_are_no_choice_of_a_model(code: str, tmp_path: Path) -> None:
    assert kinds(tmp_path, {"gate.py": code + CALLED}) == []


ASK = "import joblib\n\nmodel = joblib.load('m.joblib')\n\n\ndef ask(row):\n    chance = model.predict_proba(row)[0][1]\n    return chance, 0.4\n"
ANSWER = "from ask import ask\n\n\ndef answer(case):\n    chance, limit = ask(case)\n"


@pytest.mark.parametrize(
    "rest",
    [
        "    loss = chance * 0.6 * case.get('amount', 0)\n    return 'yes' if loss < 500 else 'no'\n",
        "    return case['amount'] * chance < 500\n",
    ],
)
def test_a_chance_times_an_amount_against_a_limit_weighs_what_is_at_stake(rest: str, tmp_path: Path) -> None:
    code = ANSWER + rest + "\n\nprint(answer({}))\n"
    assert [kind for kind, _ in kinds(tmp_path, {"ask.py": ASK, "answer.py": code})] == [AT_STAKE]


def test_what_is_at_stake_may_be_handed_to_a_function_that_decides(tmp_path: Path) -> None:
    code = (
        "def lend(loss):\n    return loss < 500\n\n\ndef answer(case):\n    chance, limit = ask(case)\n"
        "    loss = chance * case['amount']\n    return lend(loss)\n\n\nprint(answer({}))\n"
    )
    assert kinds(tmp_path, {"ask.py": ASK, "answer.py": "from ask import ask\n\n\n" + code}) == [(AT_STAKE, 11)]


@pytest.mark.parametrize(
    "rest",
    [
        "    return 'high' if chance * 100 > 70 else 'low'\n",
        "    return limit * case['amount'] < 500\n",
        "    return chance * case['amount']\n",
    ],
)
def test_a_share_in_percent_and_what_no_limit_holds_weigh_nothing(rest: str, tmp_path: Path) -> None:
    assert kinds(tmp_path, {"ask.py": ASK, "answer.py": ANSWER + rest + "\n\nprint(answer({}))\n"}) == []
