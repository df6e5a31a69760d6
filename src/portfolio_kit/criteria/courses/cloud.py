"""What the course rubrics ask of the cloud: working in it, and deploying to it."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria.courses.habits import command_matching
from portfolio_kit.criteria.courses.operations import calls_mentioning
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.showing.pictures import title_of
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_YAML = (".yml", ".yaml")
_INFRASTRUCTURE = re.compile(
    r"^[ \t]*(?:resource|module)[ \t]+\"(?!(?:docker|local|null|random|tls|time)_)", re.MULTILINE
)
_CLOUD_FORMATION = re.compile(
    r"^[ \t]*(?:-[ \t]*)?[\"']?Type[\"']?[ \t]*:[ \t]*[\"']?AWS::|^[ \t]*AWSTemplateFormatVersion|"
    r"^[ \t]*Transform:[ \t]*AWS::Serverless",
    re.MULTILINE,
)
_INFRASTRUCTURE_CODE = ("aws_cdk", "pulumi", "pulumi_aws", "pulumi_gcp", "troposphere", "cdktf")
_KUBERNETES = re.compile(
    r"^kind:[ \t]*[\"']?(?:Deployment|StatefulSet|Service|InferenceService|SeldonDeployment|"
    r"CronJob|Job|Ingress|RayService|Rollout)\b",
    re.MULTILINE,
)
_API_VERSION = re.compile(r"^apiVersion:[ \t]*\S", re.MULTILINE)
_PLATFORMS = frozenset({
    "fly.toml", "render.yaml", "app.yaml", "procfile", "cloudbuild.yaml", "railway.json", "railway.toml",
    "serverless.yml", "serverless.yaml", "samconfig.toml", "zappa_settings.json", "heroku.yml", "apprunner.yaml",
    "vercel.json", "dockerrun.aws.json", "buildspec.yml", "appspec.yml",
})  # fmt: skip
_CLOUD_CLIENTS = re.compile(
    r"^(?:boto3\.(?:client|resource|Session)|sagemaker\.\w|s3fs\.S3FileSystem|gcsfs\.GCSFileSystem|"
    r"google\.cloud\.[\w.]+\.\w|azure\.[\w.]+\.\w|azureml\.[\w.]+|modal\.\w|vertexai\.\w|"
    r"snowflake\.connector\.connect|databricks\.[\w.]+)"
)
_BUCKET = re.compile(r"^(?:s3a?|gs|abfss?|wasbs?)://[\w{-]")
_DEPLOY_ACTION = re.compile(
    r"^(?:aws-actions/|google-github-actions/|azure/|superfly/|akhileshns/heroku|digitalocean/)", re.IGNORECASE
)
_CLOUD_COMMAND = re.compile(
    r"\bkubectl (?:apply|create|expose)\b|\bhelm (?:install|upgrade)\b|\beb (?:create|"
    r"deploy|init|use)\b|\bgcloud (?:run|app|functions|builds|container|ai) |\baz (?:webapp|"
    r"container|containerapp|functionapp|ml|aks|acr) |\baws (?:ecs|ecr|lambda|apprunner|"
    r"elasticbeanstalk|sagemaker|cloudformation|eks) |\b(?:fly|flyctl) (?:deploy|launch)\b|"
    r"\bheroku (?:create|container|git)|\bgit push heroku\b|\b(?:serverless|sls|sam|"
    r"cdk|copilot|modal|railway|vercel|chalice|zappa|bentoml) (?:deploy|up)\b|\bterraform apply\b|"
    r"\bpulumi up\b|\bkind load\b|\bminikube (?:start|image)\b"
)
_LIVE = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:streamlit\.app|herokuapp\.com|onrender\.com|fly\.dev|"
    r"run\.app|appspot\.com|elasticbeanstalk\.com|azurewebsites\.net|azurecontainerapps\.io|"
    r"hf\.space|railway\.app|vercel\.app|netlify\.app|pythonanywhere\.com|modal\.run|"
    r"awsapprunner\.com|execute-api\.[\w-]+\.amazonaws\.com|elb\.amazonaws\.com)|^https?://huggingface\.co/spaces/[^/\s]+/",
    re.IGNORECASE,
)
# An address of the project's own, below a heading that says that it is deployed there.
_PUBLIC = re.compile(
    r"https?://(?!(?:www\.)?(?:localhost|127\.|0\.0|192\.168|10\.|github\.|gitlab\.|docs\.|kaggle\.|youtu|linkedin\.|"
    r"hub\.docker|console\.|example\.))[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_LONGEST = 1_000
_ON_DEPLOYMENT = re.compile(r"deploy|hosting|in production|\bcloud\b", re.IGNORECASE)
_PLATFORM = re.compile(
    r"\b(?:AWS|Amazon (?:ECS|EC2|EKS|SageMaker)|EC2|Fargate|Elastic Beanstalk|Google Cloud|Cloud Run|GCP|GKE|Azure|AKS|"
    r"Heroku|Render|Fly\.io|Railway|Kubernetes|Hugging Face Spaces|DigitalOcean)\b"
)
_DEPLOYED = re.compile(
    r"\bdeployed (?:api|app|application|service|model|version|demo)\b|\blive (?:api|app|demo|service)\b", re.IGNORECASE
)
_AT_WORK = re.compile(
    r"deploy|cloud|kubernetes|k8s|pods?\b|swagger|/docs|predict|service|request|response|"
    r"render|heroku|aws|gcp|azure|beanstalk|demo",
    re.IGNORECASE,
)
_FILMED = re.compile(r"\.(?:mp4|webm|mov)\b|loom\.com/|youtu\.?be|vimeo\.com/|user-attachments/assets", re.IGNORECASE)


def cloud(repository: Repository) -> Finding:
    """Whether the project works in a cloud, and whether its infrastructure is code.

    Cloud clients called in code, buckets that are read or written, Kubernetes manifests and platforms' files are use
    of a cloud; Terraform, Pulumi, CloudFormation, CDK and the like, with a resource, are infrastructure as code.
    """
    infrastructure, used = next(_infrastructure(repository), None), next(_cloud_use(repository), None)
    if infrastructure:
        return met(
            f"{infrastructure.path} provides the infrastructure by code", [infrastructure, *([used] if used else [])]
        )
    if used:
        return partial(
            f"{used.path} uses a cloud or cluster, but no code sets up its infrastructure",
            f"Describe what {used.path} needs as code: Terraform, Pulumi or CloudFormation.",
            [used],
        )
    return missing(
        "nothing uses a cloud or a cluster",
        "Keep data, models or the service in a cloud, from code, or deploy to Kubernetes.",
    )


def cloud_deployment(repository: Repository) -> Finding:
    """Whether the service goes to a cloud or a Kubernetes cluster, and can be seen there.

    Commands in the texts, or a deployment's configuration, are one half; a live address, a recording or a picture of
    the service at work is the other.
    """
    commands = command_matching(repository, _CLOUD_COMMAND)
    configured = (
        next(_manifests(repository), None)
        or next(_infrastructure(repository), None)
        or next(_deploying(repository), None)
    )
    shown = next(_shown_at_work(repository, live_only=not (commands or configured)), None)
    described = [place for place in (configured, commands) if place]
    if described and shown:
        return met("the deployment to a cloud or cluster is written down, and shown at work", [*described, shown])
    if described:
        return partial(
            "the deployment to a cloud or cluster is written down, but not shown at work",
            f"Show what {described[0].path} deploys: the service's address, a screenshot or a recording of a request.",
            described,
        )
    named = next(_named(repository), None)
    if shown:
        there = f" to what {cited(named)} names" if named and named != shown else ""
        return partial(
            "the service is shown at work, but not how it was deployed",
            f"Write the commands or configuration that deploy what {cited(shown)} shows{there}.",
            [shown, *([named] if named else [])],
        )
    if named:
        return missing(
            f"{cited(named)} names where the service runs, but nothing says how to deploy it there",
            f"Write the commands that deploy the service to what {cited(named)} names, and show it at work: its "
            "address, a screenshot or a recording of a request.",
            [named],
        )
    return missing(
        "nothing says how to deploy to a cloud or cluster",
        "Write down the commands that deploy the service to a cloud or Kubernetes, and show it at work: its address, "
        "a screenshot or a recording of a request.",
    )


def _named(repository: Repository) -> Iterator[Evidence]:
    """Where a section on deployment names a platform."""
    for document in repository.documents:
        for section in document.sections:
            for line in section.lines if _ON_DEPLOYMENT.search(section.title) else ():
                if line.kind in ("prose", "item") and _PLATFORM.search(line.text[:_LONGEST]):
                    yield document.evidence(line.number)


def _infrastructure(repository: Repository) -> Iterator[Evidence]:
    for file in repository.files:
        match = None
        if file.suffix == ".tf":
            match = _INFRASTRUCTURE.search(file.text)
        elif file.suffix == ".bicep":
            match = re.search(r"^resource[ \t]", file.text, re.MULTILINE)
        elif file.suffix in (*_YAML, ".json", ".template") and "AWS::" in file.text:
            match = _CLOUD_FORMATION.search(file.text)
        if match:
            yield file.at(match.end() - 1)
    for module in repository.scripts:
        if package := module.imports_any(*_INFRASTRUCTURE_CODE):
            call = next((call for call in module.calls if call.name.startswith(package)), None)
            if call:
                yield module.evidence(call.line)


def _manifests(repository: Repository) -> Iterator[Evidence]:
    for file in repository.suffixed(*_YAML):
        if "apiVersion" in file.text and _API_VERSION.search(file.text) and (match := _KUBERNETES.search(file.text)):
            yield file.at(match.start())


def _deploying(repository: Repository) -> Iterator[Evidence]:
    """Files of platforms, and workflows that deploy."""
    for file in repository.files:
        if (
            file.name.lower() in _PLATFORMS or file.path.lower().startswith(".elasticbeanstalk/")
        ) and not file.is_blank:
            yield file.evidence()
    for workflow in repository.workflows:
        for step in workflow.steps:
            if (step.is_action and _DEPLOY_ACTION.match(step.command)) or _CLOUD_COMMAND.search(step.command[:2000]):
                yield workflow.file.evidence(step.line)


def _cloud_use(repository: Repository) -> Iterator[Evidence]:
    yield from _manifests(repository)
    for module, call in calls_mentioning(
        repository,
        "boto3",
        "sagemaker",
        "s3fs",
        "gcsfs",
        "google.cloud",
        "azure",
        "modal",
        "vertexai",
        "snowflake",
        "databricks",
        "://",
    ):
        text = call.text() or ""
        if _CLOUD_CLIENTS.match(call.name) or _BUCKET.match(text):
            yield module.evidence(call.line)
    yield from _deploying(repository)


def _shown_at_work(repository: Repository, *, live_only: bool) -> Iterator[Evidence]:
    """Live addresses, recordings, and pictures of the service."""
    for document in repository.documents:
        for link in document.links:
            if (
                _LIVE.match(link.target)
                or (not live_only and _FILMED.search(link.target) and _AT_WORK.search(link.label))
                or (_PUBLIC.match(link.target) and _DEPLOYED.search(title_of(document, link.number)))
            ):
                yield document.evidence(link.number)
        for image in () if live_only else document.images:
            title = next(
                (section.title for section in reversed(document.sections) if section.number <= image.number), ""
            )
            if _AT_WORK.search(f"{image.label} {image.target[-80:]} {title}"):
                yield document.evidence(image.number)
