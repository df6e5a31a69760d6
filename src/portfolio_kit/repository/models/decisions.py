"""What a project decides beyond fitting a model: costs, thresholds, groups, drift, methods, data that it gathers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.exercises import gathered
from portfolio_kit.repository.measuring.groups import group_checks
from portfolio_kit.repository.models.stages import is_test

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

# By the names of functions and classes that are defined; each kind counts once.
_KINDS = {
    "costs and benefits": re.compile(
        r"cost|profit|(?:^|_)roi(?:_|$)|revenue|retention|savings?(?:_|$)|budget|expected_value|(?:^|_)clv"
        r"|lifetime_value|business_impact|get_strategy|custo|lucro|cust(?:a|am)(?:_|$)|preju[ií]zo|economia_(?:de|em|por)"
        r"|cost[oe]|cuesta|ganancia|p[eé]rdida|ahorr|beneficio|co[uû]te?(?:_|$)|perte|profits?_|economie"
        r"|kosten|kostet|gewinn|verlust|ersparnis|perdita|perdite|risparmi|guadagn|biaya|kerugian|keuntungan"
        r"|maliyet|zarar|kazan[cç](?:_|$)|koszt|zysk|strat[ay]?(?:_|$)"
        r"|(?:^|_)(?:euros?|dollars?|d[oó]lares|reais|pesos|rupiah|rupees|zloty|lira|pounds?)(?:_|$)",
        re.IGNORECASE,
    ),
    "a threshold": re.compile(
        r"(?:tune|optimi[sz]e|find|choose|select|best|cost|pick)\w*threshold|threshold\w*(?:optimi[sz]|tun|search"
        r"|analysis)|thresholdoptimizer"
        r"|(?:eleg|escol|mejor|melhor|busca|optim|otim|ajust|choisi|meilleur|cherch|beste|such|waehl|wähl|migli|scegl|cerca|trova"
        r"|pilih|cari|terbaik|sec|seç|bul|en_iyi|wybierz|najlep|szukaj)\w*_(?:umbral|limiar|seuil|schwelle|soglia|ambang|esik|eşik"
        r"|prog)(?:_|$)|(?:umbral|limiar|seuil|soglia|ambang)_(?:de_)?(?:[oó]ptimo|[oó]timo|optimal|ottim|mejor|melhor|meilleur"
        r"|migli|terbaik|por_|pour_|per_|untuk_)",
        re.IGNORECASE,
    ),
    "drift": re.compile(
        r"(?:simulate|detect|apply|inject|compute|calculate|check)\w*drift|drift_?(?:detector|status|report"
        r"|monitor)|population_stability",
        re.IGNORECASE,
    ),
    "an interval": re.compile(
        r"(?:prediction|confidence|forecast|error)s?_?(?:interval|band)s?(?:_|$)|(?:interval|band)s?_(?:around|of|for)_"
        r"|interval(?:o|le|lo)?_(?:de_)?(?:confian|predic|previs|pr[eé]dic|pr[eé]vis|fiducia)|(?:konfidenz|vorhersage)_?intervall"
        r"|(?:selang|interval)_kepercayaan",
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


def decisions(repository: Repository) -> dict[str, Evidence]:
    """Return the kinds of decisions that the code shows, each with a place."""
    found: dict[str, Evidence] = {}
    for module in repository.scripts:
        if is_test(module.path):
            continue
        # What nothing runs decides nothing.
        running = (function for function in module.functions if repository.live.runs(module, function.name))
        for name, line in [
            *((function.last, function.line) for function in running),
            *((node.name, node.lineno) for node in module.classes),
        ]:
            for kind, pattern in _KINDS.items():
                if kind not in found and pattern.search(name) and not name.startswith("test"):
                    found[kind] = module.evidence(line)
    for what, place in _called(repository):
        found.setdefault(what, place)
    if together := gathered(repository):
        found.setdefault("data from many sources", together)
    for check in group_checks(repository):
        found["groups"] = check.evidence
        break
    return found


def _called(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    for module in repository.modules:
        if module.mentions(*_CALLS) and not is_test(module.path):
            for call in module.calls:
                if call.last in _CALLS:
                    yield _CALLS[call.last], module.evidence(call.line)
