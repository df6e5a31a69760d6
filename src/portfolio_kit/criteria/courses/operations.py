"""What the course rubrics ask of operation: serving, tracking and registry, orchestration, answering drift."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria.courses.decided import decided
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.asking import asks_model
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_YAML = (".yml", ".yaml")
_TRACKING = re.compile(
    r"^(?:mlflow\.(?:log_\w+|start_run|autolog|[\w.]+\.autolog)|wandb\.(?:init|log)|"
    r"neptune\.init\w*|comet_ml\.(?:Experiment|start)|clearml\.Task\.init|aim\.Run|"
    r"dvclive\.Live|(?:torch\.utils\.tensorboard|tensorboardX)\.SummaryWriter|trackio\.(?:init|"
    r"log)|swanlab\.(?:init|log)|mlrun\.[\w.]+|sacred\.Experiment|[\w.]*WandbLogger|"
    r"google\.cloud\.aiplatform\.(?:start_run|log_params|log_metrics)|[\w.]*MLFlowLogger|[\w.]*MlflowCallback|[\w.]*WandbCallback)$"
)
_REGISTERING = frozenset({
    "register_model", "create_registered_model", "create_model_version", "transition_model_version_stage",
    "set_registered_model_alias", "link_artifact", "link_model", "push_to_hub", "register_model_version",
})  # fmt: skip
_REGISTRIES = frozenset({"clearml.OutputModel", "google.cloud.aiplatform.Model.upload"})
_ORCHESTRATORS = (
    "prefect", "airflow", "dagster", "zenml", "kfp", "flytekit", "metaflow", "luigi", "kedro", "mage_ai", "clearml",
    "ploomber", "hamilton", "sagemaker",
)  # fmt: skip
_FLOWS = re.compile(
    r"^(?:prefect\.(?:flow|task|Flow)|airflow\.decorators\.(?:dag|task)|airflow\.sdk\.(?:dag|"
    r"task)|dagster\.(?:job|asset|op|graph|multi_asset)|zenml\.(?:pipeline|step|pipelines\.pipeline)|"
    r"kfp\.(?:dsl\.)?(?:pipeline|component)|flytekit\.(?:workflow|task)|hamilton\.[\w.]+|"
    r"mage_ai\.[\w.]+|clearml\.PipelineDecorator\.pipeline|ploomber\.[\w.]+)(?:\(\))?$"
)
_FLOW_CALLS = re.compile(
    r"^(?:airflow\.(?:models\.)?(?:dag\.)?DAG|airflow\.sdk\.DAG|kedro\.pipeline\.(?:Pipeline|"
    r"pipeline|node)|dagster\.(?:Definitions|define_asset_job)|sagemaker\.workflow\.pipeline\.Pipeline|"
    r"ploomber\.DAG|azure\.ai\.ml\.dsl\.pipeline)$"
)
_FLOW_BASES = frozenset({"metaflow.FlowSpec", "luigi.Task", "FlowSpec", "luigi.WrapperTask"})
_DEPLOYED_CALLS = re.compile(
    r"^prefect\.(?:serve|deployments\.[\w.]+|[\w.]*Deployment[\w.]*)$|^dagster\.(?:ScheduleDefinition|"
    r"build_schedule_from_partitioned_job)$|create_run_from_pipeline_\w+$|create_recurring_run$|"
    r"^dagster\.schedule$"
)
_SCHEDULES = frozenset({"schedule", "schedule_interval", "timetable", "cron"})
_DEPLOYED_FILES = re.compile(
    r"(?:^|/)(?:prefect\.yaml|[\w-]*deployment\.yaml|triggers\.yaml|dagster\.yaml|"
    r"workspace\.yaml)$",
    re.IGNORECASE,
)
# What its template leaves empty: a deployment without a flow deploys nothing.
_PREFECT_DEPLOYS = re.compile(r"^[ \t]+(?:entrypoint|flow_name)[ \t]*:[ \t]*(?!null\b|~)[\w\"'./]", re.MULTILINE)
_WATCHED = re.compile(
    r"drift|f_?beta|recall|precision|threshold|psi(?:_|$)|degrad|alert|anomal|violat|quality|rmse|accuracy|"
    r"f1|auc|score|metric|share",
    re.IGNORECASE,
)
_RESPONDING = re.compile(
    r"alert|notif|send_?(?:mail|message|email)|sendmail|webhook|slack|telegram|re_?train|"
    r"rollback|run_deployment|trigger|dispatch|page_on_call|publish",
    re.IGNORECASE,
)
_ALERT_RULE = re.compile(r"^[ \t]{0,40}(?:-[ \t]{1,10})?alert:[ \t]*\S", re.MULTILINE)
_EXPRESSION = re.compile(r"^[ \t]*expr:[ \t]*\S", re.MULTILINE)


def web_service(repository: Repository) -> Finding:
    """Whether the model answers behind a web service or an app: an API with a route, or an app, that asks it.

    A command-line program is no service. An app that asks no model is a half.
    """
    apps = [app for app in repository.apps if app.kind in ("api", "interactive")]
    for app in apps:
        calls = [found for route in app.routes if (found := repository.serving.predicting(route))]
        calls += [found for found in repository.serving.reached(app.module, None) if asks_model(found[1])]
        if app.kind == "interactive":
            calls += [(app.module, call) for call in app.module.calls if asks_model(call)]
        if calls:
            module, call = calls[0]
            return met(
                f"{app.module.path} serves the model with {app.framework}", [app.evidence, module.evidence(call.line)]
            )
    if apps:
        path = apps[0].module.path
        return partial(
            f"{path} serves something, but asks no model",
            f"Let {path} load the trained model and answer with its prediction.",
            [apps[0].evidence],
        )
    return missing(
        "no web service or app", "Put the model behind a web service: an API with a prediction route, or an app."
    )


def experiment_tracking(repository: Repository) -> Finding:
    """Whether runs are tracked: calls that log to MLflow, Weights & Biases, Neptune, Comet, TensorBoard or the like."""
    for module, call in calls_mentioning(
        repository,
        "mlflow",
        "wandb",
        "neptune",
        "comet_ml",
        "clearml",
        "aim",
        "dvclive",
        "SummaryWriter",
        "trackio",
        "swanlab",
        "mlrun",
        "sacred",
        "Wandb",
        "aiplatform",
    ):
        if _TRACKING.match(call.name):
            return met(f"{module.path} tracks its runs with {_tracker(call.name)}", [module.evidence(call.line)])
    return missing(
        "no run is tracked",
        "Log parameters and metrics of every training run with MLflow, Weights & Biases or similar.",
    )


def _tracker(name: str) -> str:
    """What tracks a run, by the name of what is called: mlflow, google.cloud.aiplatform."""
    return name.rpartition(".")[0] if name.startswith("google.") else name.partition(".")[0]


def model_registry(repository: Repository) -> Finding:
    """Whether models are registered: a call registers, versions or pushes one, or loads one from a registry."""
    for module, call in calls_mentioning(
        repository,
        "regist",
        "create_model_version",
        "transition_model",
        "models:/",
        "link_artifact",
        "link_model",
        "push_to_hub",
        "bentoml",
        "Artifact",
        "OutputModel",
        "aiplatform",
    ):
        registers = call.last in _REGISTERING or call.keyword("registered_model_name") is not None
        registers |= call.name.startswith("bentoml.") and call.last in ("save_model", "import_model")
        registers |= call.name == "wandb.Artifact" and _says(call, "model")
        registers |= (call.text() or "").startswith("models:/") or call.name in _REGISTRIES
        if registers:
            return met(f"{module.path} registers the model or loads it from a registry", [module.evidence(call.line)])
    return missing(
        "no model is registered",
        "Register the trained model, for instance with `mlflow.register_model`, and load it from there.",
    )


def workflow_orchestration(repository: Repository) -> Finding:
    """Whether the work is a flow, DAG or pipeline of an orchestrator, and whether that is deployed.

    Flows of Prefect, Airflow, Dagster, ZenML, Kubeflow, Flyte, Metaflow, Luigi, Kedro, Mage, DVC, Snakemake and Argo
    count. Deployed means a schedule, a deployment in code or in the orchestrator's file, or its service in a compose
    file.
    """
    flows = list(_flows(repository))
    if not flows:
        return missing(
            "no workflow is defined",
            "Define the training as a flow, DAG or pipeline: Prefect, Airflow, Dagster, Kubeflow or similar.",
        )
    deployed = next(_deployed(repository), None)
    if deployed:
        return met("a workflow is defined and deployed", [flows[0], deployed])
    return partial(
        "a workflow is defined, but not deployed",
        f"Deploy the workflow of {flows[0].path}: give it a schedule, a deployment file or a service that runs it.",
        [flows[0]],
    )


def monitoring_response(repository: Repository) -> Finding:
    """Whether something happens when a watched figure passes its threshold.

    An `if` over a drift, a metric or a threshold, or over the answer of a function that compares one, that sends an
    alert, retrains or starts a workflow; or alert rules of Prometheus or Grafana.
    """
    for file in repository.suffixed(*_YAML):
        if (
            "alert:" in file.text
            and "expr:" in file.text
            and (rule := _ALERT_RULE.search(file.text))
            and _EXPRESSION.search(file.text)
        ):
            return met(f"{file.path} has rules that alert", [file.at(rule.end() - 1)])
    for module in repository.scripts:
        if is_test(module.path) or not module.mentions("drift", "monitor", "threshold", "evidently", "alert"):
            continue
        for tree, start in module.trees:
            for node in walk(tree):
                if isinstance(node, ast.If) and _WATCHED.search(" ".join(_names(node.test))):
                    called = next(
                        (
                            dotted(inner.func)
                            for statement in node.body
                            for inner in walk(statement)
                            if isinstance(inner, ast.Call) and _RESPONDING.search(dotted(inner.func))
                        ),
                        None,
                    )
                    if called:
                        return met(
                            f"{module.path} calls `{called}` when a figure passes its threshold",
                            [module.evidence(node.lineno + start)],
                        )
    led = decided(repository, lambda name: bool(_WATCHED.search(name)), lambda name: bool(_RESPONDING.search(name)))
    if led:
        return met(f"{led.place.path} calls `{led.called}` when {led.function}() says so", [led.place])
    return missing(
        "nothing happens when a figure passes its threshold",
        "Compare a monitored figure with a threshold in code, and send an alert or start "
        "the training when it is passed.",
    )


def _own(repository: Repository) -> Iterator[Module]:
    return (module for module in repository.modules if not is_test(module.path))


def calls_mentioning(repository: Repository, *words: str) -> Iterator[tuple[Module, Call]]:
    """Return the calls of the modules, tests left out, in whose source one of the words occurs."""
    return ((module, call) for module in _own(repository) if module.mentions(*words) for call in module.calls)


def _says(call: Call, word: str) -> bool:
    values = [*call.node.args, *(keyword.value for keyword in call.node.keywords)]
    return any(isinstance(value, ast.Constant) and value.value == word for value in values)


def _names(node: ast.AST) -> Iterator[str]:
    for inner in walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value[:100]


def _flows(repository: Repository) -> Iterator[Evidence]:
    for module in _own(repository):
        if module.mentions(*_ORCHESTRATORS):
            lines = [function.line for function in module.functions if any(map(_FLOWS.match, function.decorators))]
            lines += [call.line for call in module.calls if _FLOW_CALLS.match(call.name)]
            lines += [node.lineno for node in module.classes if any(dotted(base) in _FLOW_BASES for base in node.bases)]
            yield from map(module.evidence, sorted(lines))
    yield from (file.at(match.start()) for file in repository.files if (match := _flow_file(file)))


def _flow_file(file: File) -> re.Match[str] | None:
    """What a file that defines a workflow without Python begins its steps with."""
    if file.name == "dvc.yaml":
        return re.search(r"^stages:[ \t]*\n[ \t]+\S", file.text, re.MULTILINE)
    if file.name == "Snakefile" or file.suffix == ".smk":
        return re.search(r"^rule[ \t]+\w+", file.text, re.MULTILINE)
    if file.name == "MLproject":
        return re.search(r"^entry_points:[ \t]*\n[ \t]+\S", file.text, re.MULTILINE)
    if file.suffix in _YAML and "argoproj.io" in file.text:
        return re.search(r"^kind:[ \t]*(?:Cron)?Workflow", file.text, re.MULTILINE)
    return None


def _deployed(repository: Repository) -> Iterator[Evidence]:
    for module, call in calls_mentioning(repository, "prefect", "airflow", "dagster", "kfp"):
        scheduled = any(
            keyword.arg in _SCHEDULES and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is None)
            for keyword in call.node.keywords
        )
        flow = _FLOW_CALLS.match(call.name) or _FLOWS.match(call.name)
        if (
            (flow and scheduled)
            or _DEPLOYED_CALLS.search(call.name)
            or (call.last in ("serve", "deploy", "from_source") and module.imports_any("prefect"))
        ):
            yield module.evidence(call.line)
    for file in repository.files:
        if file.name == "prefect.yaml" and not _PREFECT_DEPLOYS.search(file.text):
            continue
        if _DEPLOYED_FILES.search(file.path) and re.search(
            r"^(?:deployments|triggers|load_from|schedules?|run_launcher|entrypoint|work_pool)\s*:",
            file.text,
            re.MULTILINE,
        ):
            yield file.evidence()
        elif (
            file.suffix in _YAML
            and "compose" in file.name
            and (
                match := re.search(
                    r"image:[ \t]*\S{0,100}?(?:airflow|prefect|dagster|mageai|zenml)|command:[^\n]{0,200}\b(?:airflow|"
                    r"prefect|dagster|mage)\b",
                    file.text,
                )
            )
        ) or (
            file.suffix in _YAML
            and "argoproj.io" in file.text
            and (match := re.search(r"^kind:[ \t]*CronWorkflow|^[ \t]*cron:", file.text, re.MULTILINE))
        ):
            yield file.at(match.start())
