"""What a visitor can use or see at work at once: live links, sample answers, notebooks that tell a story, web apps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from portfolio_kit.repository.file import File
from portfolio_kit.repository.markdown import Document
from portfolio_kit.repository.notebook import Notebook
from portfolio_kit.rubric.finding import Evidence

_HOSTS = re.compile(
    r"https?://(?!(?:www\.)?(?:share\.)?streamlit\.io/?$)(?:[\w-]+\.)*(?:streamlit\.app|streamlitapp\.com|"
    r"share\.streamlit\.io/\S+|herokuapp\.com|onrender\.com|hf\.space|vercel\.app|netlify\.app|"
    r"railway\.app|fly\.dev|azurewebsites\.net|azurecontainerapps\.io|run\.app|appspot\.com|"
    r"pythonanywhere\.com|github\.io/\S|replit\.(?:app|dev)|repl\.co|gradio\.(?:live|app)|koyeb\.app|"
    r"cyclic\.app|glitch\.me|modal\.run|web\.app|firebaseapp\.com|amplifyapp\.com|elasticbeanstalk\.com|"
    r"amazonaws\.com:\d+|cloudfront\.net|shinyapps\.io|surge\.sh|deta\.dev)"
    r"|https?://(?:www\.)?huggingface\.co/spaces/\S+|https?://share\.streamlit\.io/\S+",
    re.IGNORECASE,
)
_LIVE_WORDS = re.compile(
    r"live (?:demo|app|link|site|api|version)|\bdemo (?:link|here|app)|try it (?:out|here|live|now)|"
    r"deployed (?:app|at|here|link|on)|acesse (?:o app|aqui|a aplica)|app (?:online|en vivo)|在线(?:演示|体验)",
    re.IGNORECASE,
)
_TEMPLATE_LINK = re.compile(r"your[-_]|<[^>]*>|example\.(?:com|org)|localhost|127\.0\.0\.1|xxx", re.IGNORECASE)
_ANSWER = re.compile(
    r"[\"'](?:[\w .-]{0,40}_)?(?:predic\w*|prev\w*sao|previs[ãa]o|prediccion|predicción|probab\w*|"
    r"score\w*|label|class\w*|resul\w*|confidence|risk\w*|churn\w*|outcome|output|estimate\w*|price\w*|"
    r"forecast\w*|recommendations?|category|sentiment|decision|anomaly\w*|cluster\w*|default\w*|answer|"
    r"fraud\w*|rul|diagnos\w*)[\w .-]{0,30}[\"']\s*:",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"response|output|returns?\b|result|respon[sd]|respuesta|resposta|réponse|antwort|risposta|saída|"
    r"salida|sortie|ausgabe|ответ|вывод|响应|输出|返回|レスポンス|yanıt|çıktı|keluaran|hasil|प्रतिक्रिया|odpowied",
    re.IGNORECASE,
)
_STARTED = re.compile(r"\"(?:start|dev|serve)\"\s*:")
_PAGES = frozenset({"index.html", "docs/index.html", "public/index.html"})
_STORY = 250
_WORDS_A_CELL = 15


def stories(notebooks: Sequence[Notebook], texts: Iterable[Document]) -> Sequence[Notebook]:
    """Return the notebooks that tell what they do, one alone or else all together; `texts` are their markdown cells.

    That is 250 words of prose, and fifteen for each cell of code.
    """
    lengths = {text.path: text.words for text in texts}
    told = [
        (
            notebook,
            lengths.get(notebook.file.path, 0),
            sum(1 for cell in notebook.code if cell.source.strip()),
        )
        for notebook in notebooks
    ]
    alone = [notebook for notebook, length, cells in told if length >= max(_STORY, _WORDS_A_CELL * cells)]
    length, cells = sum(length for _, length, _ in told), sum(cells for *_, cells in told)
    return alone or (notebooks if length >= max(_STORY, _WORDS_A_CELL * cells) else ())


def answers_kept(notebooks: Iterable[Notebook]) -> Iterator[Evidence]:
    """Yield where a notebook asks an API and keeps the answer."""
    for notebook in notebooks:
        for cell in notebook.code:
            if "requests.post" in cell.source and cell.output.strip() and not cell.failed:
                yield notebook.evidence(next(line for line in cell.source.split("\n") if "requests.post" in line))


def web_apps(files: Iterable[File]) -> Iterator[Evidence]:
    """Yield the web apps that are no Python: a package.json that says how it starts, or a page at the root."""
    for file in files:
        if (file.name == "package.json" and _STARTED.search(file.text)) or (file.path in _PAGES and not file.is_blank):
            yield file.evidence()


def live_links(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield the addresses at which texts say that the project can be used."""
    for document in documents:
        for reference in document.links:
            if _TEMPLATE_LINK.search(reference.target):
                continue
            if _HOSTS.match(reference.target) or (
                reference.target.startswith("http")
                and _LIVE_WORDS.search(f"{reference.label} {document.source_line(reference.number)}")
                and not re.search(r"github\.com|shields\.io|kaggle\.com|linkedin|youtu|ipynb", reference.target)
            ):
                yield document.evidence(reference.number)


def sample_answers(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield the sample answers that texts show: JSON with a prediction in it that is not what is sent."""
    for document in documents:
        if "{" not in document.source:
            continue
        block: list[tuple[int, str]] = []
        before = ""
        for line in (*document.lines, None):
            if line is not None and line.kind in ("code", "tree"):
                block.append((line.number, line.text))
                continue
            if block:
                place = _answer_in(block, before)
                if place is not None:
                    yield document.evidence(place)
                block = []
            if line is not None and line.text.strip():
                before = line.text
                inline = (
                    line.kind in ("prose", "item")
                    and _ANSWERED.search(line.text)
                    and "{" in line.text
                    and _ANSWER.search(line.text)
                )
                if inline:
                    yield document.evidence(line.number)


def _answer_in(block: list[tuple[int, str]], before: str) -> int | None:
    text = "\n".join(line for _, line in block)
    sent = re.search(r"\bcurl\b|requests\.post|-d\s+['\"]|POST |json\s*=", text)
    for position, (number, line) in enumerate(block):
        if not _ANSWER.search(line):
            continue
        above = "\n".join(text for _, text in block[max(0, position - 6) : position])
        if sent and not re.search(r"[}'\"]\s*$|#|//|response|output|HTTP/|}\)", above, re.IGNORECASE):
            continue
        if sent and not _ANSWERED.search(above) and "->" not in above and above.count("{") > above.count("}"):
            continue
        if (
            not sent
            and re.search(r"input|request body|payload|entrada|body", before, re.IGNORECASE)
            and not _ANSWERED.search(before)
        ):
            continue
        return number
    return None
