"""What a repository's texts say of its deployment: commands, places, and choices with their reasons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from portfolio_kit import lazily as re
from portfolio_kit.repository.markdown import Document, Section
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.shell import Command, commands
from portfolio_kit.repository.stages import is_test
from portfolio_kit.repository.started import started
from portfolio_kit.rubric.finding import Evidence

# In English, Portuguese, Spanish, French, German, Italian, Indonesian, Turkish, Polish; then Russian, Chinese, Hindi.
HEADING = re.compile(
    r"deploy|hosting|containeri[sz]|docker|serving|kubernetes|in production|productioni[sz]|going live|infrastructure"
    r"|cloud"
    r"|implanta[cç]|disponibiliza|em produ[cç][aã]o|despliegue|desplegar|puesta en producci|en producci[oó]n"
    r"|d[eé]ploiement|mise en production|bereitstellung|inbetriebnahme|in produktion"
    r"|distribuzione|messa in produzione|in produzione|penerapan model|penyebaran|produksi|da[gğ][iı]t[iı]m|canl[iı]"  # noqa: RUF001
    r"|wdro[zż]eni"
    r"|развертыван|развёртыван|деплой|продакшен|部署|上线|परिनियोजन|तैनाती|डिप्लॉय",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\bdeploy\w*|\bcontainer\w*|\bdocker\b|\bcompose\b|\bkubernetes\b|\bk8s\b|\bminikube\b|\bserverless\b|\blambda\b"
    r"|\bfargate\b|\becs\b|\bec2\b|\bcloud run\b|\bsagemaker\b|\bapp service\b|\bazure\b|\baws\b|\bgcp\b"
    r"|\brender\b|\brailway\b|\bheroku\b|\bfly\.io\b|\bvercel\b|\bhugging ?face spaces?\b|\bstreamlit cloud\b"
    r"|\bcold starts?\b|\breal[- ]time\b|\bbatch\b|\bendpoint\b|\bgunicorn\b|\buvicorn\b|\bnginx\b|\bworkers?\b"
    r"|\breplicas?\b|\bhosted\b|\bhosting\b|\bproduction\b|\bserving\b|\bon[- ]prem\w*|\bautoscal\w*|\bedge\b"
    r"|\bimplanta\w*|\bprodu[cç][aã]o\b|\bdespleg\w*|\bdespliegue\b|\bproducci[oó]n\b|\bd[eé]plo\w+|\bbereitstell\w*"
    r"|\bproduzione\b|\bproduksi\b|\bserver\b|развер\w+|деплой\w*|контейнер\w*|部署|容器|服务器|सर्वर|कंटेनर",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bbecause\b|\bsince (?:it|the|we|our|this)\b|\binstead of\b|\brather than\b|\btrade-?offs?\b|\bso that\b"
    r"|\bso (?:the|we|it|no|each|that)\b|\bin order to\b|\bchose[n]?\b|\bwe (?:chose|choose|opted|picked)\b"
    r"|\bi (?:chose|opted|picked)\b|\breason\w*\b|\bwhy\b|\bavoids?\b|\badvantages?\b|\bdisadvantages?\b|\bdownside\b"
    r"|\bdrawback\b|\bpros\b|\bcons\b|\bbenefits?\b|\bat the cost of\b|\bcheaper\b|\bpreferred\b|\bdue to\b"
    r"|\bsimpler\b|\bover-?kill\b"
    r"|\bporque\b|\bpois\b|\bem vez de\b|\bpara que\b|\bpara evitar\b|\bescolh\w+|\bvantage\w+|\bmotivo\b"
    r"|\ben lugar de\b|\belegi\w*|\beleg\w+|\bventaja\w*|\braz[oó]n\b|\bparce que\b|\bau lieu de\b|\bafin\b|\bchoix\b"
    r"|\bchoisi\w*|\bavantage\w*|\bweil\b|\bstatt\b|\bdamit\b|\bvorteil\w*|\bgrund\b|\bperch[eé]\b|\binvece di\b"
    r"|\bscelt\w+|\bvantaggi\w*|\bkarena\b|\bdaripada\b|\bagar\b|\bsehingga\b|\balasan\b|\bkelebihan\b|\bdipilih\b"
    r"|\bbu nedenle\b|\b[cç][uü]nk[uü]\b|\bponiewa[zż]\b|\bzamiast\b"
    r"|потому что|вместо|чтобы|выбра\w+|преимуществ\w*|因为|而不是|为了|以便|优点|选择|क्योंकि|बजाय|ताकि|इसलिए",
    re.IGNORECASE,
)
_PLAN_ONLY = re.compile(
    r"\bto-?do\b|coming soon|future (?:work|improvements?|enhancements?)|next steps|roadmap|em breve"
    r"|pr[oó]ximos passos|pr[oó]ximamente|à venir|demn[aä]chst|prossimamente|segera|скоро|即将|trabajos? futuros?"
    r"|trabalhos? futuros?|travaux futurs|planned|not (?:yet )?(?:dockeri[sz]ed|deployed|containeri[sz]ed)",
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"https?://[\w.-]+\.(?:onrender\.com|streamlit\.app|streamlitapp\.com|hf\.space|herokuapp\.com|vercel\.app"
    r"|railway\.app|run\.app|azurewebsites\.net|azurecontainerapps\.io|pythonanywhere\.com|fly\.dev|netlify\.app"
    r"|gradio\.live|appspot\.com|amazonaws\.com|elasticbeanstalk\.com|modal\.run|replit\.app|koyeb\.app"
    r"|up\.railway\.app)|https?://huggingface\.co/spaces/[\w./-]+|https?://share\.streamlit\.io/[\w./-]+",
    re.IGNORECASE,
)
_ABOUT_MODEL = re.compile(
    r"random forest|xgboost|lightgbm|catboost|logistic|gradient boost|decision tree|classifier|regressor|algorithm"
    r"|hyper-?param|\bf1\b|\brecall\b|\bbest[- ]performing|neural net|\bfeatures?\b",
    re.IGNORECASE,
)
_WEIGHED = re.compile(
    r"^\W*(?:costs?|pricing|best for|pros|cons|advantages?|disadvantages?|when to use|trade-?offs?|latency|complexity"
    r"|scalability|drawbacks?|limitations?|why|reason|rationale|custos?|vantagens|desvantagens|ventajas|desventajas"
    r"|avantages|inconv[eé]nients|vorteile|nachteile|vantaggi|svantaggi|kelebihan|kekurangan|优点|缺点|плюсы|минусы)\b"
    r"|\|\s*\**(?:pros|cons|best for|when to use|trade-?offs?|why|reason|rationale|cost|vantagens|ventajas|avantages"
    r"|vorteile|kelebihan)\**\s*\|",
    re.IGNORECASE,
)
_ARGUED = re.compile(
    r"benefit|advantage|trade-?off|\bwhy\b|rationale|pros\b|reason|vantage|ventaja|avantage|vorteil|vantaggi|kelebihan"
    r"|\bpor que|pourquoi|warum|perch[eé]|kenapa|почему|为什么|优点",
    re.IGNORECASE,
)
_FEW = 3
_LONGEST = 1_000
_SHORTEST = 12
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{6}")
_SENTENCE = re.compile(r"(?<=[.!?。！？।])\s+|\n{2,}")  # noqa: RUF001
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
    names = {module.file.name for module in repository.scripts if not is_test(module.path)}
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
                pieces = [piece for piece in _INLINE.findall(text) if " " in piece] + [
                    match[0] for match in _IN_PROSE.finditer(text.replace("`", ""))
                ]
            if any(_starts_something(repository, piece, names) for piece in pieces):
                yield document.evidence(line.number)


def _own_texts(repository: Repository) -> Iterator[Document]:
    """The texts, without those that a front end's generator wrote."""
    return (document for document in repository.texts if not _GENERATED.search(document.source[:3_000]))


def _starts_something(repository: Repository, text: str, names: set[str]) -> bool:
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
        if program in ("make", "just"):
            if any(
                _is_started(repository, inner, names) for inner in repository.tasks.expanded(" ".join(command.words))
            ):
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
    """Yield where the texts link to the running project."""
    for document in _own_texts(repository):
        for number, line in enumerate(document.source_lines, start=1):
            if _LIVE.search(line[:4_000]):
                yield document.evidence(number)


def sections(repository: Repository) -> Iterator[tuple[Document, Section]]:
    """Yield the sections whose heading is about deployment, and that say something."""
    for document in _own_texts(repository):
        for section in document.sections:
            if (
                HEADING.search(section.title[:_LONGEST])
                and not _PLAN_ONLY.search(section.title[:_LONGEST])
                and (section.words >= _SHORTEST or any(line.kind in ("code", "table") for line in section.lines))
            ):
                yield document, section


def reasons(repository: Repository) -> Iterator[Evidence]:
    """Yield the sentences that give a choice of the deployment and its reason, and comparisons of ways to deploy."""
    for document in _own_texts(repository):
        above: list[Section] = []
        for section in document.sections:
            above = [*(outer for outer in above if outer.level < section.level), section]
            if any(_PLAN_ONLY.search(outer.title[:_LONGEST]) for outer in above):
                continue
            about = any(HEADING.search(outer.title[:_LONGEST]) for outer in above)
            yield from _sentences(document, section, is_about=about)
            if about:
                yield from _comparisons(document, section)


def _sentences(document: Document, section: Section, *, is_about: bool) -> Iterator[Evidence]:
    for number, paragraph in _paragraphs(section):
        for sentence in (part[:_LONGEST] for part in _SENTENCE.split(paragraph)):
            if not _REASON.search(sentence) or _PLAN_ONLY.search(sentence) or _ABOUT_MODEL.search(sentence):
                continue
            if len(sentence.split()) < 7 and not _IDEOGRAPHS.search(sentence):  # noqa: PLR2004
                continue
            topics = {match[0].lower() for match in _TOPIC.finditer(sentence)}
            if topics and (is_about or len(topics) > 1):
                yield document.evidence(number)


def _comparisons(document: Document, section: Section) -> Iterator[Evidence]:
    """What sets ways to deploy against one another: a table by cost or fit, a list of benefits."""
    table = [line for line in section.lines if line.kind == "table"]
    weighed = [line for line in table if _WEIGHED.search(line.text[:_LONGEST])]
    if len(weighed) > 1 and any(_TOPIC.search(line.text[:_LONGEST]) for line in table):
        yield document.evidence(weighed[0].number)
    items = [line for line in section.lines if line.kind in ("item", "prose") and len(line.text.split()) > _FEW]
    if (
        _ARGUED.search(section.title[:_LONGEST])
        and len(items) > 1
        and not _ABOUT_MODEL.search(section.text[: 10 * _LONGEST])
    ):
        place = next((line for line in items if _TOPIC.search(line.text[:_LONGEST])), None)
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
