"""Where the repository itself shows that it is deployed: a workflow, the settings of a host, an address in the code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

# What a step of a workflow says that deploys, and where to.
_STEPS = (
    (re.compile(r"\baws elasticbeanstalk (?:create-application-version|update-environment)|\beb deploy\b"),
     "AWS Elastic Beanstalk"),
    (re.compile(r"\baws ecs update-service\b|amazon-ecs-deploy-task-definition"), "AWS ECS"),
    (re.compile(r"\baws lambda update-function-code\b|\bsam deploy\b"), "AWS Lambda"),
    (re.compile(r"\bgcloud run deploy\b|google-github-actions/deploy-cloudrun"), "Google Cloud Run"),
    (re.compile(r"\baz webapp (?:up|deploy\w*)\b|azure/webapps-deploy", re.IGNORECASE), "Azure App Service"),
    (re.compile(r"\baz containerapp (?:up|update)\b"), "Azure Container Apps"),
    (re.compile(r"\bflyctl deploy\b|\bfly deploy\b"), "Fly.io"),
    (re.compile(r"heroku-deploy|\bheroku container:release\b"), "Heroku"),
    (re.compile(r"\bkubectl apply\b|\bhelm (?:upgrade|install)\b"), "Kubernetes"),
    (re.compile(r"api\.render\.com/deploy|render-deploy"), "Render"),
    (re.compile(r"\brailway up\b"), "Railway"),
    (re.compile(r"\bterraform apply\b"), "a cloud by Terraform"),
)  # fmt: skip
_SETTINGS = {"render.yaml": "Render", "fly.toml": "Fly.io", "railway.json": "Railway", "railway.toml": "Railway"}
_HOSTED = re.compile(
    r"^https?://[\w.-]{1,100}\.(onrender\.com|herokuapp\.com|elasticbeanstalk\.com|azurewebsites\.net|run\.app|hf\.space"
    r"|streamlit\.app|fly\.dev|railway\.app)\b"
)
_HOSTS = {
    "onrender.com": "Render", "herokuapp.com": "Heroku", "elasticbeanstalk.com": "AWS Elastic Beanstalk",
    "azurewebsites.net": "Azure App Service", "run.app": "Google Cloud Run", "hf.space": "Hugging Face Spaces",
    "streamlit.app": "Streamlit Cloud", "fly.dev": "Fly.io", "railway.app": "Railway",
}  # fmt: skip


class Deployed(NamedTuple):
    """The platform that a place of the repository deploys to or names."""

    platform: str
    place: Evidence
    does: str
    """`deploys to` for a workflow or settings, `names` for an address in the code."""


def deployed_by(repository: Repository) -> Deployed | None:
    """Return the plainest place that shows where the project runs; None where none does."""
    return next(_found(repository), None)


def _found(repository: Repository) -> Iterator[Deployed]:
    yield from _by_workflows(repository)
    for file in repository.files:
        if file.name in _SETTINGS and not file.is_blank:
            yield Deployed(_SETTINGS[file.name], file.evidence(), "deploys to")
    yield from _by_addresses(repository)


def _by_workflows(repository: Repository) -> Iterator[Deployed]:
    for workflow in repository.workflows:
        for step in workflow.steps:
            for pattern, platform in _STEPS:
                if match := pattern.search(step.command):
                    yield Deployed(platform, workflow.file.evidence(step.line_of(match[0])), "deploys to")


def _by_addresses(repository: Repository) -> Iterator[Deployed]:
    for module in repository.scripts:
        if not is_test(module.path) and module.mentions(*_HOSTS):
            for text, line in module.strings:
                if match := _HOSTED.match(text):
                    yield Deployed(_HOSTS[match[1]], module.evidence(line), "names")
