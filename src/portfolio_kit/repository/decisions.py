"""What a project decides beyond fitting a model: costs, thresholds, groups, drift, methods, and reasons in its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.groups import group_checks
from portfolio_kit.repository.stages import is_test
from portfolio_kit.repository.statements import stated, wording

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

# By the names of functions and classes that are defined; each kind counts once.
_KINDS = {
    "costs and benefits": re.compile(
        r"cost|profit|(?:^|_)roi(?:_|$)|revenue|retention|savings?(?:_|$)|budget|expected_value|(?:^|_)clv"
        r"|lifetime_value|business_impact|get_strategy|custo|lucro|costo|ganancia|kosten|gewinn",
        re.IGNORECASE,
    ),
    "a threshold": re.compile(
        r"(?:tune|optimi[sz]e|find|choose|select|best|cost|pick)\w*threshold|threshold\w*(?:optimi[sz]|tun|search"
        r"|analysis)|thresholdoptimizer",
        re.IGNORECASE,
    ),
    "drift": re.compile(
        r"(?:simulate|detect|apply|inject|compute|calculate|check)\w*drift|drift_?(?:detector|status|report"
        r"|monitor)|population_stability",
        re.IGNORECASE,
    ),
    "a method of its own": re.compile(
        r"autoencoder|(?:^|_)vae(?:_|$)|latent|survival|causal|uplift|counterfactual|monoton|siamese|contrastive"
        r"|conformal|walk_?forward|custom_(?:loss|objective|metric)|focal_?loss|stacking|blend",
        re.IGNORECASE,
    ),
}
# What is called shows as well what was thought of.
_CALLS = {
    "CalibratedClassifierCV": "calibration",
    "calibration_curve": "calibration",
    "TunedThresholdClassifierCV": "a threshold",
    "GroupKFold": "a split of its own",
    "StratifiedGroupKFold": "a split of its own",
    "GroupShuffleSplit": "a split of its own",
    "TimeSeriesSplit": "a split of its own",
}
_REASON = wording(
    "because instead rather decided chose trade therefore turned porque vez lugar optamos optei decid ya já pois parce "
    "plutôt lieu weil statt perché invece karena daripada потому вместо поэтому так çünkü yerine ponieważ zamiast",
    r"\bbecause\b|\binstead of\b|\brather than\b|\bdecided\b|\bchosen?\b|\btrade-?offs?\b|\btherefore\b"
    r"|\bturned out\b|\bporque\b|\bem vez de\b|\ben lugar de\b|\boptamos\b|\boptei\b|\bdecid[ií]|\bya que\b"
    r"|\bjá que\b|\bpois\b|\bparce que\b|\bplutôt que\b|\bau lieu de\b|\bweil\b|\bstatt\b|\bperché\b|\binvece di\b"
    r"|\bkarena\b|\bdaripada\b|потому что|вместо|поэтому|так как|因为|而不是|क्योंकि|çünkü|yerine|ponieważ|zamiast",
)


def reasons(repository: Repository) -> list[Evidence]:
    """Return the lines of texts that give a reason for a choice, none of them twice."""
    found = {statement.text: statement.evidence for statement in stated(repository.texts, _REASON)}
    return list(found.values())


def decisions(repository: Repository) -> dict[str, Evidence]:
    """Return the kinds of decisions that the code shows, each with a place."""
    found: dict[str, Evidence] = {}
    for module in repository.scripts:
        if is_test(module.path):
            continue
        for name, line in [
            *((function.last, function.line) for function in module.functions),
            *((node.name, node.lineno) for node in module.classes),
        ]:
            for kind, pattern in _KINDS.items():
                if kind not in found and pattern.search(name) and not name.startswith("test"):
                    found[kind] = module.evidence(line)
    for what, place in _called(repository):
        found.setdefault(what, place)
    for place in group_checks(repository):
        found["groups"] = place
        break
    return found


def _called(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    for module in repository.modules:
        if module.mentions(*_CALLS) and not is_test(module.path):
            for call in module.calls:
                if call.last in _CALLS:
                    yield _CALLS[call.last], module.evidence(call.line)
