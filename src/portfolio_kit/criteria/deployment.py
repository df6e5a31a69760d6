"""What a repository's texts say of its deployment: commands, places, and choices with their reasons."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from itertools import islice

from portfolio_kit import lazily as re
from portfolio_kit.criteria import deployment_words as wordings
from portfolio_kit.repository.markdown import Document, Section
from portfolio_kit.repository.python import Call
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.shell import Command, commands
from portfolio_kit.repository.stages import is_test
from portfolio_kit.repository.started import started
from portfolio_kit.rubric.finding import Evidence

_FEW = 3
_ROWS = 2
_LONGEST = 1_000
_SHORTEST = 12
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{6}")
_SENTENCE = re.compile(r"(?<=[.!?。！？।])\s+|\n{2,}")
_DEPLOYING = frozenset(
    {
        "kubectl",
        "helm",
        "heroku",
        "gcloud",
        "az",
        "aws",
        "sam",
        "serverless",
        "sls",
        "flyctl",
        "fly",
        "terraform",
        "eb",
        "railway",
        "vercel",
        "cdk",
        "pulumi",
        "modal",
        "zappa",
        "chalice",
        "skaffold",
        "minikube",
        "kind",
        "databricks",
        "cog",
    }
)
# One of these stands in every line that starts or deploys something.
_STARTING = (
    "uvicorn", "gunicorn", "streamlit", "flask", "fastapi", "docker", "podman", "kubectl", "helm", "heroku", "gcloud",
    "terraform", "serve", "deploy", "make ", "python", ".sh", "az ", "aws ", "sam ", "eb ", "fly", "mlflow", "bentoml",
    "chainlit", "poetry", "uv run", "pipenv", "modal", "railway", "vercel", "minikube", "just ", "cog ",
)  # fmt: skip
_ORCHESTRATORS = frozenset({"prefect", "airflow", "dagster", "zenml", "mage", "kestra"})
_SCHEDULED = frozenset(
    {"deploy", "deployment", "agent", "worker", "serve", "standalone", "scheduler", "webserver", "dev", "start"}
)
_SERVERS = (
    "uvicorn",
    "waitress",
    "hypercorn",
    "launch(",
    "mainloop(",
    "run_server(",
    "execute_from_command_line",
    "bentoml",
)
_SERVING = frozenset({"uvicorn.run", "waitress.serve", "hypercorn.run", "bentoml.serve", "streamlit.web.cli.main"})
_MOST_TEXTS = 60
_INLINE = re.compile(r"`([^`\n]{3,400})`")
_IN_PROSE = re.compile(
    r"\b(?:uvicorn [\w.]+:\w+|gunicorn [^\n]{0,80}\w:\w+|streamlit run \S+\.py|flask (?:--app \S+ )?run"
    r"|docker(?:-compose| compose) (?:[^\n]{0,60} )?up|docker (?:build|run) [^\n]{1,200}|python3? \S+\.py)\b",
    re.IGNORECASE,
)
_GENERATED = re.compile(
    r"create-next-app|Create React App|npm create vite|template provides a minimal setup to get React"
    r"|generated with \[?Angular CLI",
    re.IGNORECASE,
)


def run_commands(repository: Repository) -> Iterator[Evidence]:
    """Yield where the texts say how to start or deploy what the repository really has."""
    if not repository.scripts:
        return
    names = _app_files(repository)
    for document in islice(_own_texts(repository), _MOST_TEXTS):
        whole = document.source.lower()
        words = [word for word in _STARTING if word in whole]
        lines = document.source_lines
        for line in document.lines if words else ():
            if line.kind in ("blank", "heading") or line.number > len(lines):
                continue
            lower = line.text.lower()
            if not any(word in lower for word in words):
                continue
            text = lines[line.number - 1][:2_000]
            if line.kind == "code":
                pieces = [text.strip().lstrip("$>%! ")]
            else:
                pieces = [piece.strip().lstrip("$>%! ") for piece in _INLINE.findall(text) if " " in piece.strip()] + [
                    match[0] for match in _IN_PROSE.finditer(text.replace("`", ""))
                ]
            if any(_starts_something(repository, piece, names) for piece in pieces):
                yield document.evidence(line.number)


def _app_files(repository: Repository) -> set[str]:
    """The names of the files by which an app, an API or a command for predictions is started."""
    apps = {app.module.path: app for app in repository.apps}
    names = {app.module.file.name for app in apps.values()}
    served = {
        app.module.file.folder.rpartition("/")[2] if app.module.file.stem == "__init__" else app.module.file.stem
        for app in apps.values()
        if app.kind != "command"
    }
    for module in repository.scripts:
        if is_test(module.path) or module.path in apps:
            continue
        imported = any(name.rpartition(".")[2] in served for name in module.imported)
        if (imported and module.has_main) or (
            module.mentions(*_SERVERS) and any(_serves(call) for call in module.calls)
        ):
            names.add(module.file.name)
    return names


def _serves(call: Call) -> bool:
    """Whether a call starts a server or an app, or gives the command line to Django."""
    return call.name in _SERVING or call.last in ("launch", "mainloop", "run_server", "execute_from_command_line")


def _own_texts(repository: Repository) -> Iterator[Document]:
    """The texts, without those that a front end's generator wrote."""
    return (document for document in repository.texts if not _GENERATED.search(document.source[:3_000]))


def _starts_something(repository: Repository, text: str, names: set[str], *, is_task: bool = False) -> bool:
    for command in commands(text):
        program, words = command.program, command.arguments
        if (
            program in ("docker", "docker-compose", "podman")
            and {"build", "run", "up", "compose", "push"}.intersection(words)
        ) or program == "docker-compose":
            if repository.dockerfiles or repository.services:
                return True
            continue
        if (
            program in _DEPLOYING
            and len(words) > 1
            and words[0] != "s3"
            and (repository.apps or repository.dockerfiles)
        ):
            return True
        if program in _ORCHESTRATORS and _SCHEDULED.intersection(words) and repository.scripts:
            return True
        if program in ("make", "just") and not is_task:
            expanded = repository.tasks.expanded(" ".join(command.words))
            if any(_starts_something(repository, shlex.join(inner.words), names, is_task=True) for inner in expanded):
                return True
        elif _is_started(repository, command, names):
            return True
    return False


def _is_started(repository: Repository, command: Command, names: set[str]) -> bool:
    found = started(command, {})
    if found is None or found.kind == "foreign":
        return False
    name = found.name.replace("\\", "/").rstrip("`'\".,;:)")
    if command.program in (
        "uvicorn",
        "gunicorn",
        "streamlit",
        "flask",
        "fastapi",
        "hypercorn",
        "waitress-serve",
        "bentoml",
        "chainlit",
        "panel",
        "serve",
    ):
        base = name.rpartition("/")[2].removesuffix(".py").rpartition(".")[2]
        return found.kind == "tool" or any(module.file.stem == base for module in repository.scripts)
    if found.kind == "file":
        return name.rpartition("/")[2] in names
    if found.kind == "module":
        return f"{name.rpartition('.')[2]}.py" in names
    return command.program == "mlflow" and bool(repository.apps)


def live_links(repository: Repository) -> Iterator[Evidence]:
    """Yield where the texts link to the running project and say so; an address alone tells nothing."""
    for document in _own_texts(repository):
        for number, line in enumerate(document.source_lines, start=1):
            if wordings.LIVE.search(line[:4_000]) and wordings.WORD.search(wordings.ADDRESS.sub("", line[:4_000])):
                yield document.evidence(number)


def places(repository: Repository) -> Iterator[Evidence]:
    """Yield the sentences that say where the project is deployed: that it is, and on what."""
    for document in islice(_own_texts(repository), _MOST_TEXTS):
        for section in document.sections if wordings.DEPLOYED.search(document.source) else ():
            if wordings.PLAN_ONLY.search(section.title[:_LONGEST]):
                continue
            for line in section.lines:
                text = line.text[:_LONGEST]
                if (
                    line.kind in ("prose", "item", "table")
                    and wordings.DEPLOYED.search(text)
                    and wordings.PLATFORM.search(text)
                    and not wordings.PLAN_ONLY.search(text)
                ):
                    yield document.evidence(line.number)


def sections(repository: Repository) -> Iterator[tuple[Document, Section]]:
    """Yield the sections whose heading is about deployment, and that say something."""
    for document in _own_texts(repository):
        for section in document.sections:
            if (
                wordings.HEADING.search(section.title[:_LONGEST])
                and not wordings.PLAN_ONLY.search(section.title[:_LONGEST])
                and (section.words >= _SHORTEST or any(line.kind in ("code", "table") for line in section.lines))
            ):
                yield document, section


def reasons(repository: Repository) -> Iterator[Evidence]:
    """Yield the sentences that give a choice of the deployment and its reason, and comparisons of ways to deploy."""
    for document in _own_texts(repository):
        above: list[Section] = []
        for section in document.sections:
            above = [*(outer for outer in above if outer.level < section.level), section]
            if any(wordings.PLAN_ONLY.search(outer.title[:_LONGEST]) for outer in above):
                continue
            about = any(wordings.HEADING.search(outer.title[:_LONGEST]) for outer in above)
            yield from _sentences(document, section, is_about=about)
            if about:
                yield from _comparisons(document, section)


def _sentences(document: Document, section: Section, *, is_about: bool) -> Iterator[Evidence]:
    for number, paragraph in _paragraphs(section):
        for sentence in (part[:_LONGEST] for part in _SENTENCE.split(paragraph)):
            if (
                not wordings.REASON.search(sentence)
                or wordings.PLAN_ONLY.search(sentence)
                or wordings.ABOUT_MODEL.search(sentence)
            ):
                continue
            if len(sentence.split()) < 7 and not _IDEOGRAPHS.search(sentence):  # noqa: PLR2004
                continue
            topics = {match[0].lower() for match in wordings.TOPIC.finditer(sentence)}
            if topics and (is_about or len(topics) > 1):
                yield document.evidence(number)


def _comparisons(document: Document, section: Section) -> Iterator[Evidence]:
    """What sets ways to deploy against one another: a table by cost, fit or reason, a list of benefits."""
    table = [line for line in section.lines if line.kind == "table"]
    weighed = [line for line in table if wordings.WEIGHED.search(line.text[:_LONGEST])]
    if len(weighed) > 1 and any(wordings.TOPIC.search(line.text[:_LONGEST]) for line in table):
        yield document.evidence(weighed[0].number)
    rows = [line for line in table if line.text]
    if len(rows) > _ROWS and wordings.WHY.search(rows[0].text[:_LONGEST]):
        yield document.evidence(rows[1].number)
    items = [line for line in section.lines if line.kind in ("item", "prose") and len(line.text.split()) > _FEW]
    if (
        wordings.ARGUED.search(section.title[:_LONGEST])
        and len(items) > 1
        and not wordings.ABOUT_MODEL.search(section.text[: 10 * _LONGEST])
    ):
        place = next((line for line in items if wordings.TOPIC.search(line.text[:_LONGEST])), None)
        if place is not None:
            yield document.evidence(place.number)


def _paragraphs(section: Section) -> Iterator[tuple[int, str]]:
    """The paragraphs of a section, list items and table rows by themselves, each with its first line's number."""
    number, parts = 0, list[str]()
    for line in section.lines:
        if line.kind != "prose" and parts:
            yield number, " ".join(parts)
            parts = []
        if line.kind in ("item", "table"):
            number, parts = line.number, [line.text]
        elif line.kind == "prose":
            number, parts = (number, [*parts, line.text]) if parts else (line.number, [line.text])
    if parts:
        yield number, " ".join(parts)
