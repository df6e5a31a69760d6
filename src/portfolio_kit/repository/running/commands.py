"""What texts tell a reader to type: to install the project, to run it, to fetch its data, to ask it something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence

INSTALL = "install"
RUN = "run"
FETCH = "fetch"
ASK = "ask"

_PYTHON = r"(?:python(?:3(?:\.\d+)?)?|py)(?:\.exe)?"
_PROMPT = re.compile(
    r"^\s*(?:[-*+•]\s+|\d{1,2}[.)]\s+)?(?:\([\w.-]{1,40}\)\s*)?"
    r"(?:[>#]\s+|[$!%]\s*|PS [^>\n]{0,80}>\s*|C:\\[^>\n]{0,80}>\s*)?"
    r"(?:sudo\s+)?(?:[A-Z_][A-Z0-9_]*=\S*\s+)*"
)
# The folder of the environment that a program is called from: `.venv/bin/pip`, `venv\Scripts\python.exe`.
_FOLDER = re.compile(r"^[^\s\"'`]{0,200}[/\\](?:bin|Scripts)[/\\](?=\w)", re.IGNORECASE)
_WRAPPER = re.compile(r"^(?:poetry|pipenv|uv|pdm|hatch|pixi|rye|conda)\s+run\s+(?:-n\s+\S+\s+|--\S+\s+)*")
_INSTALLS = re.compile(
    rf"{_PYTHON}\s+-m\s+pip\s+install\b|(?:uv\s+)?pip(?:3(?:\.\d+)?)?(?:\.exe)?\s+(?:install|sync)\b|"
    r"(?:conda|mamba|micromamba)\s+(?:env\s+(?:create|update)|install|create\b.*-f)\b|"
    r"poetry\s+(?:install|sync)\b|pipenv\s+(?:install|sync|shell)\b|uv\s+(?:sync|run)\b|pdm\s+(?:install|sync)\b|"
    r"pixi\s+(?:install|run)\b|rye\s+sync\b|hatch\s+(?:env|run)\b|"
    r"npm\s+(?:i|install|ci)\b|yarn\s*(?:install)?$|pnpm\s+i(?:nstall)?\b|"
    r"make\s+(?:\S*install\S*|\S*setup\S*|\S*env\S*|\S*requirements\S*|\S*build\S*|init|deps|all)\b|"
    r"docker[ -](?:image\s+)?(?:build|compose|pull|run)\b|podman\s+(?:build|pull)\b|"
    r"composer\s+(?:install|update)\b|bundle\s+install\b|cargo\s+(?:build|fetch)\b|go\s+(?:mod\s+(?:download|tidy)|get|build)\b|"
    r"(?:\./)?mvnw?\s+(?:\S+\s+)*(?:install|package|compile)\b|(?:\./)?gradlew?\s+(?:\S+\s+)*(?:build|assemble)\b|"
    r"dotnet\s+(?:restore|build)\b|mix\s+deps\.get\b|Rscript\s+-e\s+\S*(?:install|restore)|"
    r"julia\s+.*(?:instantiate|Pkg\.add)|"
    rf"(?:bash|sh|\./)\s*\S*(?:setup|install)\S*\.sh|{_PYTHON}\s+setup\.py\s+(?:install|develop)\b",
    re.IGNORECASE,
)
# What checks or builds a page runs nothing that somebody could use.
_OF_PAGES = r"start\b|run\s+(?!(?:pre|post)?(?:test|lint|format|build|e2e|check|coverage|type-?check|prepare)\b)[\w:-]+"
_RUNS = re.compile(
    rf"{_PYTHON}\s+(?:-m\s+(?!venv|pip|virtualenv|ipykernel|pytest|unittest|nltk|spacy)|"
    rf"(?:-\S+\s+)*(?:[\w./\\~-]+|[\"'][\w ./\\()-]{{1,200}}|(?:[\w./~-]|\\ ){{1,200}})\.pyw?\b)|"
    r"uvicorn\s|gunicorn\s|hypercorn\s|waitress-serve|flask\s+(?:--\S+\s+\S+\s+)*run\b|fastapi\s+(?:dev|run)\b|"
    r"litestar\s+(?:--\S+\s+\S+\s+)*run\b|sanic\s|granian\s|daphne\s|"
    r"streamlit\s+run\b|gradio\s+\S|chainlit\s+run|panel\s+serve|shiny\s+run|bentoml\s+serve|serve\s+run|"
    r"mlflow\s+(?:run|models)\b|jupyter(?:[ -]?(?:notebook|lab|nbconvert|execute)|\s+\S+)|papermill\s|"
    r"docker\s+(?:container\s+)?run\b|podman\s+run\b|(?:docker|podman)[ -]compose\s+(?:\S+\s+)*?up\b|"
    r"docker\s+stack\s+deploy\b|"
    r"make\s+(?!install|setup|env|requirements|lint|format|test|clean|deps|help)[\w-]+|"
    rf"dvc\s+(?:repro|exp)|snakemake\b|kedro\s+run|zenml\s|prefect\s|airflow\s|npm\s+(?:{_OF_PAGES})|"
    rf"yarn\s+(?:dev\b|{_OF_PAGES})|pnpm\s+(?:dev\b|{_OF_PAGES})|"
    r"(?:bash|sh)\s+\S+\.sh|\./\S+\.sh|just\s+\w+|invoke\s+\w+|task\s+\w+|"
    r"php\s+(?:artisan\s+serve|-S\s|\S+\.php\b)|rails\s+s(?:erver)?\b|ruby\s+\S+\.rb\b|cargo\s+run\b|go\s+run\s|"
    r"(?:\./)?mvnw?\s+(?:\S+\s+)*\w[\w-]*:(?:run|java)\b|(?:\./)?gradlew?\s+(?:bootRun|run)\b|java\s+-(?:jar|cp)\s|"
    r"dotnet\s+run\b|mix\s+(?:phx\.server|run)\b|Rscript\s+\S+\.r\b|julia\s+(?:-\S+\s+)*\S+\.jl\b|"
    r"node\s+\S+\.[cm]?js\b|"
    r"sam\s+local|func\s+start|rasa\s|scrapy\s|quarto\s+render|pixi\s+run\s|chalice\s|"
    r"(?:call\s+)?(?:\.[\\/])?(?!\S*(?:setup|install|download|clean|test))[\w.\\/-]{1,100}\.(?:bat|cmd|ps1)\b",
    re.IGNORECASE,
)
_SERVES = re.compile(
    r"uvicorn\s|gunicorn\s|hypercorn\s|waitress-serve|flask\s|fastapi\s|streamlit\s|gradio\s|chainlit\s|panel\s|"
    r"shiny\s|litestar\s|sanic\s|granian\s|daphne\s|bentoml\s+serve|serve\s+run|mlflow\s+models|npm\s|yarn\s|pnpm\s",
    re.IGNORECASE,
)
_FETCHES = re.compile(
    r"(?:[\w, ]{1,60}=\s*)?(?:\w+\.){0,3}(?:dataset_download\w*|load_dataset|fetch_(?:openml|ucirepo))\(|"
    r"kaggle\s+(?:datasets|competitions)\s+download|gdown\s|dvc\s+pull|aws\s+s3\s+(?:cp|sync)\s+(?:--\S+\s+)*s3://|"
    r"(?:wget|curl)\s(?!-I)(?!.*(?:\.sh\b|localhost|127\.0\.0\.1|\sPOST\b|\s-d\b))"
    r"[^\n]*(?:\.(?:csv|zip|parquet|data|gz|tar|tgz|json|xlsx?|7z|rar)\b|dataset|kaggle|uci\.edu|data)|"
    r"gsutil\s+(?:-m\s+)?(?:cp|rsync)\s+(?:-\w+\s+)*gs://|huggingface-cli\s+download|hf\s+download|make\s+(?:data\b|\S*(?:download|fetch|dataset|get_data|gen\w*_data|ingest)\S*)|"
    rf"{_PYTHON}\s+(?:-m\s+)?\S*(?:download|fetch|get_data|generate|make_data|ingest|synthetic|simulate|scrap)\S*|"
    r"(?:(?:bash|sh)\s+|\./)(?!\S*\bmodels?\b)\S*(?:download|fetch|get[-_]?data|ingest|data_?set)\S*\.sh\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"curl\b|http(?:ie)?\s+(?:POST|GET)\b|Invoke-(?:RestMethod|WebRequest)\b|"
    r"(?:\w+\s*=\s*)?(?:requests|httpx|session|client)\.(?:post|get)\(|(?:POST|GET)\s+(?:https?:/)?/\S",
    re.IGNORECASE,
)
# A word without which no line is a command.
_ANY = re.compile(
    r"\b(?:pip|python|py|litestar|sanic|granian|daphne|conda|mamba|micromamba|poetry|pipenv|uv|pdm|pixi|rye|hatch|npm|yarn|pnpm|make|docker|podman|bash|"
    r"sh|uvicorn|gunicorn|hypercorn|waitress|flask|fastapi|streamlit|gradio|chainlit|panel|shiny|bentoml|serve|mlflow|"
    r"jupyter|papermill|dvc|snakemake|kedro|zenml|prefect|airflow|just|invoke|task|sam|func|rasa|scrapy|quarto|chalice|"
    r"kaggle|wget|curl|gdown|git lfs|aws|gsutil|huggingface|hf|http|requests|httpx|session|client|POST|GET|"
    r"composer|php|rails|ruby|bundle|cargo|go|mvnw?|gradlew?|java|dotnet|mix|Rscript|julia|node|"
    r"load_dataset|fetch_)|"
    r"\./\S+\.sh|Invoke-|\.(?:bat|cmd|ps1)\b"
)
# "Open the notebook and run all cells", "install the required libraries", in the languages of portfolios.
_START = (
    r"\b(?:run|open|launch|execute|start|rode|rodar|execut[ae]r?|abr[ae]|abrir|ejecut[ae]r?|ejecuta|lance[rz]|ouvr(?:ez|ir)|"
    r"exécute[rz]|öffne[nt]?|ausführen|starte[nt]?|esegu(?:i|ire|ite)|avvia(?:re)?|apri(?:re)?|jalankan|buka|uruchom|otwórz|"
    r"çalıştır\w*|запуст\w+|откр\w+)\b|运行|执行|打开|启动|実行|चलाएं|चलाएँ|खोलें"
)
_STARTED = (
    r"\.ipynb\b|\.pyw?\b|notebooks?\b|jupyter|\bcells?\b|colab|script\w*\b|ноутбук|笔记本|脚本|ノートブック|नोटबुक"
)
_SET_UP = (
    r"\b(?:install|instale|instal[ae]r|instala|installe[rzn]|installieren|installa(?:re|te)?|instal|pasang|zainstaluj|"
    r"yükle\w*|kurun|установ\w+)\b|安装|インストール|इंस्टॉल|स्थापित"
)
_NEEDED = (
    r"requirements|dependenc|dependênc|dépendanc|abhängigk|dipendenz|dependensi|зависимост|依赖|依存|librar(?:y|ies)|"
    r"bibliotec|bibliothè|bibliothek|pustaka|packages?\b|paquete|pacote|pakete|paket\b|библиотек|ライブラリ|库|bağımlılık|"
    r"zależno|biblioteki|निर्भरता|लाइब्रेरी"
)
_SENTENCES = {
    RUN: re.compile(
        f"(?:{_START})[^.!?\\n]{{0,80}}?(?:{_STARTED})|"
        f"(?:{_STARTED})[^.!?\\n]{{0,80}}?(?:ausführen|öffnen|starten|çalıştır|aç|実行|चलाएं|चलाएँ|खोलें|运行|executar|ejecutar"
        r"|\b(?:executed|run) in (?:\w+ ){0,2}(?:order|sequence)|exécutée?s|executad[oa]s|ejecutad[oa]s|eseguit[aeio]\b"
        r"|ausgeführt|dijalankan)",
        re.IGNORECASE,
    ),
    INSTALL: re.compile(
        f"(?:{_SET_UP})[^.!?\\n]{{0,80}}?(?:{_NEEDED})|"
        f"(?:{_NEEDED})[^.!?\\n]{{0,60}}?(?:installieren|yükle|kurun|インストール|安装|इंस्टॉल|स्थापित|instal)",
        re.IGNORECASE,
    ),
}
_SPAN = re.compile(r"`{1,2}([^`\n]{3,300})`{1,2}")
_PARTS = re.compile(r"&&|;|\|\|")
_LONGEST = 600
_MOST_WORDS = 14
# Words of what stands before a command in its line: "Build the image: docker build …".
_MOST_LABEL = 6
# Words that follow a command's name where it is no command: "make sure", "task for".
_NO_COMMAND = re.compile(
    r"(?:make|task|just|serve|prefect|airflow|docker|uv|invoke|http)\s+(?:a|an|the|sure|your|it|is|and|to|for|this|in|on)\b"
)
# What a command starts, of the project's own.
_SCRIPT = re.compile(r"(?<![\w.-])((?:[\w.-]+[/\\])*[\w-]+\.(?:py|sh|ipynb))\b")
_SERVED = re.compile(
    r"(?:uvicorn|gunicorn|hypercorn|waitress-serve)\s+(?:-\S+(?:[= ]\S+)?\s+)*?([A-Za-z_][\w.]*):[A-Za-z_]\w*"
)
_MODULE = re.compile(r"\bpython3?\s+-m\s+([A-Za-z_][\w.]*)")
_ELSEWHERE = re.compile(r"://|docker|curl|wget")
_TOOLS = frozenset(
    {
        "accelerate", "bentoml", "build", "celery", "dvc", "ensurepip", "fastapi", "flask", "gradio", "gunicorn",
        "http",
        "jupyter", "mlflow", "nltk", "notebook", "pip", "pipenv", "poetry", "prefect", "pytest", "spacy", "streamlit",
        "torch", "unittest", "uvicorn", "venv",
    }
)  # fmt: skip


class Command(NamedTuple):
    """One line to type: what it is for (a command can be for several things), and where it stands."""

    text: str
    purposes: frozenset[str]
    document: Document
    line: int

    @property
    def evidence(self) -> Evidence:
        """The line of the text."""
        return self.document.evidence(self.line)


def commands(documents: Iterable[Document]) -> Iterator[Command]:
    """Yield the commands of texts: in code blocks, in spans of code, and in lines that begin as one."""
    for document in documents:
        if not _ANY.search(document.source):
            continue
        for line in document.lines:
            source = document.source_line(line.number)
            if line.kind in ("blank", "tree") or not _ANY.search(source):
                continue
            is_code = line.kind == "code"
            found = [] if is_code else [(span, True) for span in _SPAN.findall(source)]
            if line.kind in ("code", "prose", "item"):
                found.append((line.text, is_code))
                label, colon, labelled = line.text.partition(": ")
                if not is_code and colon and len(label.split()) <= _MOST_LABEL:
                    found.append((labelled, False))
            for candidate, is_marked in found:
                for part in _PARTS.split(candidate[:_LONGEST]):
                    bare = _FOLDER.sub("", _PROMPT.sub("", part).strip())
                    text = _WRAPPER.sub("", bare)
                    purposes = frozenset(_purposes(text, bare))
                    if purposes and (is_marked or _is_alone(text)):
                        yield Command(text, purposes, document, line.number)


def in_prose(documents: Iterable[Document]) -> Iterator[Command]:
    """Yield the sentences that say what to install or run without a command: "open the notebook and run all cells"."""
    for document in documents:
        for line in document.lines:
            if line.kind in ("prose", "item"):
                text = line.text[:_LONGEST]
                purposes = {purpose for purpose, pattern in _SENTENCES.items() if pattern.search(text)}
                if purposes:
                    yield Command(text, frozenset(purposes), document, line.number)


def leads_nowhere(command: Command, exists: Callable[[str], bool]) -> str | None:
    """Return the script or module of the project's own that a command starts and that does not exist."""
    served = _SERVED.search(command.text)
    module = _MODULE.search(command.text)
    started = served or (module if module and module[1].split(".")[0] not in _TOOLS else None)
    if started:
        path = started[1].replace(".", "/")
        found = exists(f"{path}.py") or exists(f"{path}/__init__.py") or exists(f"{path}/__main__.py")
        return None if found else started[1]
    script = _SCRIPT.search(command.text)
    if script is None or _ELSEWHERE.search(command.text):
        return None
    return None if exists(script[1].replace("\\", "/").lstrip("/.")) else script[1]


def script_of(command: Command) -> str:
    """Return the path of the script or module that a command names, empty where it names none."""
    module = _MODULE.search(command.text)
    script = _SCRIPT.search(command.text)
    path = script[1].replace("\\", "/") if script else f"{module[1].replace('.', '/')}.py" if module else ""
    return path.lstrip("./")


def serves(command: Command) -> bool:
    """Whether a command starts a server or an app, which is asked and trains nothing."""
    return is_server(command.text)


def is_server(text: str) -> bool:
    """Whether a line that is typed starts a server or an app."""
    return bool(_SERVES.match(text))


def starts_app(command: Command, apps: Iterable[str], others: Iterable[str]) -> int | None:
    """Return how surely a command starts an app of the modules `apps`, 0 the surest; None for one of `others`.

    A server's command is surest, or one that names the module; a container, a task or a sentence may start it.
    """
    if serves(command):
        return 0
    if name := script_of(command):
        if any(f"/{path}".endswith(f"/{name}") for path in apps):
            return 0
        if any(f"/{path}".endswith(f"/{name}") for path in others):
            return None
    return 1


def _purposes(text: str, whole: str) -> Iterator[str]:
    if _ASKS.match(text):
        yield ASK
    if text[:1].isupper() and not text.startswith("Rscript "):
        return
    if _INSTALLS.match(text) or _INSTALLS.match(whole):
        yield INSTALL
    if _RUNS.match(text):
        yield RUN
    if _FETCHES.match(text):
        yield FETCH


def _is_alone(text: str) -> bool:
    """Whether a line of prose is a command as it stands (`python app.py`), and no sentence about one."""
    return (
        text[:1] == text[:1].lower()
        and len(text.split()) <= _MOST_WORDS
        and (text.endswith(" .") or not text.endswith((".", ":", ",")))
        and not _NO_COMMAND.match(text)
    )
