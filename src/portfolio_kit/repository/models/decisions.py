"""What a project decides beyond fitting a model: costs, thresholds, splits, groups, drift, methods, where it runs, data
that it gathers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.exercises import gathered
from portfolio_kit.repository.measuring.evaluation import LATER
from portfolio_kit.repository.measuring.groups import group_checks
from portfolio_kit.repository.models.asking import asks_model
from portfolio_kit.repository.models.networks import composed
from portfolio_kit.repository.models.points import RULES, rule_of
from portfolio_kit.repository.models.preferred import preferred
from portfolio_kit.repository.models.reasoned import reasoned
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.models.weighed import weighed

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

# By the names of functions and classes that are defined; each kind counts once.
_KINDS = {
    "costs and benefits": re.compile(
        r"cost|profit|(?:^|_)roi(?:_|$)|revenue|retention|savings?(?:_|$)|budget|expected_value|(?:^|_)clv"
        r"|lifetime_value|business_impact|get_strategy|custo(?!m)|lucro|cust(?:a|am)(?:_|$)|preju[ií]zo|economia_(?:de|em|por)"
        r"|cost[oe]|cuesta|ganancia|p[eé]rdida|ahorr|beneficio|co[uû]te?(?:_|$)|perte|profits?_|economie"
        r"|kosten|kostet|gewinn|verlust|ersparnis|perdita|perdite|risparmi|guadagn|biaya|kerugian|keuntungan"
        r"|maliyet|zarar|kazan[cç](?:_|$)|koszt|zysk|strat[ay]?(?:_|$)"
        r"|(?:^|_)(?:euros?|dollars?|d[oó]lares|reais|pesos|rupiah|rupees|zloty|lira|pounds?)(?:_|$)",
        re.IGNORECASE,
    ),
    "a threshold": re.compile(
        r"(?:tune|optimi[sz]e|find|choose|select|best|cost|pick)\w*threshold|threshold\w*(?:optimi[sz]|tun|search"
        r"|analysis)|thresholdoptimizer|^decision_threshold|threshold_(?:for|by|per)_\w"
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
    "a split of its own": re.compile(
        r"(?:^|_)split_(?:by|at|over|on)_(?!ratio|frac|size|share|index|label|class|target|random|type)\w|"
        r"(?:^|_)(?:temporal|time|date|chronological|out_of_time|purged|grouped|group|blocked)(?:_based)?_split(?:_|$)",
        re.IGNORECASE,
    ),
    "a method of its own": re.compile(
        r"autoencoder|(?:^|_)vae(?:_|$)|latent|survival|causal|uplift|counterfactual|monoton|siamese|contrastive"
        r"|conformal|walk_?forward|custom_(?:loss|objective|metric)",
        re.IGNORECASE,
    ),
}
# Money that is predicted or given in, and weighed against nothing: of the task, and no decision.
_OF_TASK = re.compile(
    r"predict|model|regress|estimator|schema|request|response|input|output|features?(?:_|$)|data(?:_|$)|dataset|config"
    r"|pipeline|exception",
    re.IGNORECASE,
)
_COSTS = "costs and benefits"
# What is called shows as well what was thought of.
_CALLS = {
    "CalibratedClassifierCV": "calibration",
    "calibration_curve": "calibration",
    "TunedThresholdClassifierCV": "a threshold",
    "GroupKFold": "a split of its own",
    "StratifiedGroupKFold": "a split of its own",
    "GroupShuffleSplit": "a split of its own",
    "TimeSeriesSplit": "a split of its own",
    "conf_int": "an interval",
    "ks_2samp": "drift",
    "DataDriftPreset": "drift",
    "DataDriftTab": "drift",
    "ColumnDriftMetric": "drift",
    "DatasetDriftMetric": "drift",
}


# Servers, buckets, queues and rights that files of Terraform write out: more than an example needs.
_ENOUGH_RESOURCES = 5
_MOST_TOLD = 2


def decisions(repository: Repository) -> dict[str, Evidence]:
    """Return the kinds of decisions that the code shows, each with a place."""
    found: dict[str, Evidence] = {}
    for what, place in chain(_named(repository), _called(repository), _reckoned(repository), _around(repository)):
        found.setdefault(what, place)
    return found | _told(repository, found.values())


def _told(repository: Repository, known: Iterable[Evidence]) -> dict[str, Evidence]:
    """What else functions decide for a reason that the texts give, but for what is known already of what they do."""
    places = [(place.path, place.line) for place in known]
    found: dict[str, Evidence] = {}
    for one in reasoned(repository):
        first = one.evidence.line
        if not any(pattern.search(one.name) for pattern in _KINDS.values()) and not any(
            path == one.evidence.path and first <= line < first + one.lines for path, line in places
        ):
            found[f"what {one.name}() decides, with the reason at {one.reason.path}:{one.reason.line}"] = one.evidence
    return dict(islice(found.items(), _MOST_TOLD))


def _named(repository: Repository) -> Iterator[tuple[str, Evidence]]:
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
                is_of_task = kind == _COSTS and _OF_TASK.search(name)
                if pattern.search(name) and not is_of_task and not name.startswith("test"):
                    yield kind, module.evidence(line)


def _reckoned(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    """Yield what shows in how the code reckons, whatever its functions are called."""
    for module in repository.modules:
        if not is_test(module.path):
            for kind, line in weighed(module, repository.live):
                yield kind, module.evidence(line)
    own = [module for module in repository.scripts if not is_test(module.path)]
    for kind, module, line in preferred(own, repository.live):
        yield kind, module.evidence(line)
    for module in own:
        for function in module.functions if module.mentions("+=", "return") else ():
            decided = rule_of(function) if repository.live.runs(module, function.name) else None
            # Rules alone may only give names to groups; around a model they decide when it is believed.
            if decided == RULES and not any(
                asks_model(call) for _, call in repository.serving.reached_from(module, function.name)
            ):
                continue
            if decided:
                yield decided, module.evidence(function.line)
    if later := repository.evaluation.held_out.get(LATER):
        yield "a split of its own", later


def _around(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    """Yield what is decided around the model: where it runs, what it learns from, and for whom it is right."""
    resources = [(file.text.count('\nresource "'), file) for file in repository.suffixed(".tf")]
    if sum(count for count, _ in resources) >= _ENOUGH_RESOURCES:
        largest = max(resources, key=lambda one: one[0])[1]
        yield "infrastructure of its own", largest.at(largest.text.index('\nresource "') + 1)
    if together := gathered(repository):
        yield "data from many sources", together
    if network := composed(repository):
        yield "a network of several parts", network
    for check in islice(group_checks(repository), 1):
        yield "groups", check.evidence


def _called(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    for module in repository.modules:
        if module.mentions(*_CALLS) and not is_test(module.path):
            for call in module.calls:
                if call.last in _CALLS:
                    yield _CALLS[call.last], module.evidence(call.line)
