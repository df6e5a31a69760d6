"""Models that an app fits to numbers which it makes up, so that it starts without the project's own.

    model = joblib.load(PATH) if PATH.exists() else demo_model(rng.normal(size=(300, 4)))

Such a model shows the app and is no training of the project's, which learns from data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio_kit.repository.data.fetching import MADE
from portfolio_kit.repository.models.stages import READ, TRAIN, is_test, stage_of

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Call
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.repository import Repository

_DRAWS = ("numpy.random.", "torch.rand", "random.", MADE)
_SEEDS = frozenset({"seed", "manual_seed"})


def stand_ins(repository: Repository) -> frozenset[str]:
    """Return the paths of the apps that train and draw their numbers at random, where neither they nor what runs with
    them read data, while other code of the project does.
    """
    apps = {app.module.path: app.module for app in repository.apps if app.kind != "command"}
    found = [module for module in apps.values() if not module.is_notebook and _fits_what_it_draws(module, repository)]
    others = {use.module.path for use in repository.stages.of(READ)} if found else set()
    return frozenset(module.path for module in found) if others else frozenset()


def _fits_what_it_draws(module: Module, repository: Repository) -> bool:
    calls = list(repository.live.calls(module))
    if not any(stage_of(call) == TRAIN for call in calls) or not any(map(_draws, calls)):
        return False
    # What leads to it may hand it what it learns from.
    led = [repository.reach.reached(other) for other in repository.scripts if not is_test(other.path)]
    together = {other.path: other for reached in led if module in reached for other in reached}
    return not any(stage_of(call) == READ for other in together.values() for call in repository.live.calls(other))


def _draws(call: Call) -> bool:
    return call.name.startswith(_DRAWS) and call.last not in _SEEDS
