"""Models or settings that a tracker's runs set side by side: those of several scripts."""

from __future__ import annotations

from portfolio_kit.repository.models.stages import TRAIN, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_SEVERAL = 2
# What reads runs to choose among them puts them in order; what reads them to watch a service does not.
_ORDERS = ("order_by", "sort_values", "best_run", "idxmax", "idxmin")


def compared_runs(repository: Repository) -> tuple[str, list[Evidence]] | None:
    """Return what tracked runs compare, in words, with the places: the runs of several scripts that another one puts in
    order. The trials by which a search tunes one model are a part of its training.
    """
    uses = {use.module: use for use in repository.stages.of(TRAIN) if not use.module.is_notebook}
    parts = {module: {*module.file.parts[:-1], module.file.stem} for module in uses}
    # A script that calls its own or another's function to train is no second setting.
    trained = {
        module.path: use.evidence
        for module, use in uses.items()
        if use.call.last not in {function.last for function in module.functions}
        and not any(
            parts[other].intersection(name.split("."))
            for other in uses
            if other is not module
            for name in module.imported
        )
    }
    looks = [
        module.evidence(call.line)
        for module in repository.modules
        if not is_test(module.path) and module.mentions("search_runs") and module.mentions(*_ORDERS)
        for call in module.calls
        if call.last == "search_runs"
    ]
    if len(trained) >= _SEVERAL and looks:
        return f"the tracked runs of {' and '.join(list(trained)[:_SEVERAL])}", [looks[0], *trained.values()]
    return None
