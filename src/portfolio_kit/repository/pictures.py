"""What a visitor can look at without running anything: pictures, recordings, live links, sample answers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from portfolio_kit.repository.file import File
from portfolio_kit.repository.markdown import Document, Reference
from portfolio_kit.rubric.finding import Evidence

Kind = Literal["screen", "plot", "recording"]

_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp"})
_RECORDINGS = frozenset({".mp4", ".gif", ".webm", ".mov", ".avi", ".mkv"})
_RECORDED = re.compile(r"youtu\.?be|vimeo\.com|loom\.com|asciinema\.org|drive\.google\.com/file.{0,80}|\.(?:mp4|gif|webm|mov)(?:\?|$)", re.IGNORECASE)
_VIDEO_WORDS = re.compile(r"demo|video|vídeo|record|walkthrough|showcase|screencast|gif|watch|демо|видео|演示|视频|動画|वीडियो", re.IGNORECASE)
# Where people put the pictures of a README; elsewhere they are somebody else's.
_HOSTED = re.compile(r"github(?:usercontent)?\.com|imgur|postimg|ibb\.co|imgbb|cloudinary|gyazo|prnt|gitlab|drive\.google|dropbox|\.gif|raw\.|amazonaws|blob:|data:image|attachment", re.IGNORECASE)
_DECORATION = re.compile(r"logo|banner|icon|avatar|favicon|header|cover|thumbnail|badge|profile|license|generated[-_ ]?image|dall-?e|midjourney|hero[-_. ]|github-readme-stats", re.IGNORECASE)
_DIAGRAM = re.compile(r"archi|diagram|arquitet|arquitect|flow ?chart|fluxo|flujo|workflow|\bflow\b|[_-]flow|pipeline|schema|\berd\b|er[-_]model|structure|crisp|mermaid|infra|roadmap|process", re.IGNORECASE)
_PLOT = re.compile(r"confusion|matri[xz]|roc\b|_roc|auc|curve|correl|heat ?map|distribu|loss|accuracy|importance|shap|hist|box ?plot|scatter|\bbar\b|plot|chart|graph|feature|eda\b|cluster|elbow|pca|residual|forecast|predict(?:ed|ions)?[-_ ]vs|calibration|lift|density|missing|outlier|trend|seasonal|result|metric|figure|fig[-_]?\d|analysis", re.IGNORECASE)
_SCREEN = re.compile(r"screen[-_ ]?shot|screen ?record|screen|captura|capture|\bapp\b|[-_]app\b|\bapp[-_]|\bui\b|[-_]ui\b|interface|tela|pantalla|bildschirm|tangkapan|swagger|docs|postman|streamlit|gradio|dashboard|home ?page|web ?page|website|api|endpoint|response|demo|form\b|grafana|preview|скриншот|截图|スクリーンショット|स्क्रीनशॉट|ekran|zrzut", re.IGNORECASE)
_MADE_FOR = re.compile(r"(?:^|/)(?:static|assets|public|icons?|frontend|node_modules|templates|data|datasets?|train|test|val|samples?|uploads?|images/(?:train|test))/", re.IGNORECASE)
_HOSTS = re.compile(
    r"https?://(?!(?:www\.)?(?:share\.)?streamlit\.io/?$)(?:[\w-]+\.)*(?:streamlit\.app|streamlitapp\.com|share\.streamlit\.io/\S+|herokuapp\.com|onrender\.com|hf\.space|vercel\.app|netlify\.app|railway\.app|fly\.dev|azurewebsites\.net|azurecontainerapps\.io|run\.app|appspot\.com|"
    r"pythonanywhere\.com|github\.io/\S|replit\.(?:app|dev)|repl\.co|gradio\.(?:live|app)|koyeb\.app|cyclic\.app|glitch\.me|modal\.run|web\.app|firebaseapp\.com|amplifyapp\.com|elasticbeanstalk\.com|amazonaws\.com:\d+|cloudfront\.net|shinyapps\.io|surge\.sh|deta\.dev)"
    r"|https?://(?:www\.)?huggingface\.co/spaces/\S+|https?://share\.streamlit\.io/\S+",
    re.IGNORECASE,
)
_LIVE_WORDS = re.compile(r"live (?:demo|app|link|site|api|version)|\bdemo (?:link|here|app)|try it (?:out|here|live|now)|deployed (?:app|at|here|link|on)|acesse (?:o app|aqui|a aplica)|app (?:online|en vivo)|在线(?:演示|体验)", re.IGNORECASE)
_TEMPLATE_LINK = re.compile(r"your[-_]|<[^>]*>|example\.(?:com|org)|localhost|127\.0\.0\.1|xxx", re.IGNORECASE)
_ANSWER = re.compile(
    r"[\"'](?:[\w .-]{0,40}_)?(?:predic\w*|prev\w*sao|previs[ãa]o|prediccion|predicción|probab\w*|score\w*|label|class\w*|resul\w*|confidence|risk\w*|churn\w*|outcome|output|estimate\w*|price\w*|forecast\w*|recommendations?|category|sentiment|decision|anomaly\w*|cluster\w*|default\w*|answer|fraud\w*|rul|diagnos\w*)[\w .-]{0,30}[\"']\s*:",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"response|output|returns?\b|result|respon[sd]|respuesta|resposta|réponse|antwort|risposta|saída|salida|sortie|ausgabe|ответ|вывод|响应|输出|返回|レスポンス|yanıt|çıktı|keluaran|hasil|प्रतिक्रिया|odpowied", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or a recording that is really there: in the repository, or at an address that a text shows."""

    kind: Kind
    evidence: Evidence
    in_text: bool


def pictures(documents: Iterable[Document], files: Iterable[File], exists: Callable[[str], bool]) -> Iterator[Picture]:
    """Yield the pictures that texts show, then those that lie in the repository unshown."""
    shown: set[str] = set()
    for document in documents:
        for reference in document.images:
            target = _inside(document, reference)
            if not (exists(target) if target is not None else _HOSTED.search(reference.target)):
                continue
            shown.add(target or reference.target)
            kind = _kind(f"{reference.label} {posixpath.basename(reference.target)}", _title_of(document, reference.number), reference.target)
            if kind:
                yield Picture(kind, document.evidence(reference.number), in_text=True)
        for reference in document.links:
            target = _inside(document, reference)
            if target is None and not _RECORDED.search(reference.target) or target is not None and posixpath.splitext(target)[1].lower() not in _RECORDINGS | _IMAGES:
                continue
            if target is not None and not exists(target):
                continue
            around = f"{reference.label} {_line(document, reference.number)} {_title_of(document, reference.number)}"
            if target is None and not _VIDEO_WORDS.search(around):
                continue
            shown.add(target or reference.target)
            recorded = target is None or posixpath.splitext(target)[1].lower() in _RECORDINGS
            yield Picture("recording" if recorded else _kind(reference.label + posixpath.basename(target or ""), "", "") or "plot", document.evidence(reference.number), in_text=True)
    for file in files:
        if file.suffix in _IMAGES | _RECORDINGS and file.path not in shown and not _MADE_FOR.search(file.path) and file.size > 500:
            kind = _kind(file.stem, posixpath.basename(file.folder), file.name)
            if kind and (kind != "screen" or _SCREEN.search(file.path)):
                yield Picture(kind, file.evidence(), in_text=False)


def _kind(name: str, around: str, target: str) -> Kind | None:
    if _DECORATION.search(name) and not _SCREEN.search(name):
        return None
    if posixpath.splitext(target)[1].lower() in _RECORDINGS:
        return "recording"
    if _SCREEN.search(name):
        return "screen"
    if _PLOT.search(name):
        return "plot"
    if _DIAGRAM.search(name) or (_DIAGRAM.search(around) and not _PLOT.search(around)):
        return None
    return "plot" if _PLOT.search(around) and not _SCREEN.search(around) else "screen"


def _inside(document: Document, reference: Reference) -> str | None:
    """Return the path in the repository that a reference leads to; None where it leads out of it."""
    target = unquote(reference.target).split("?")[0].split("#")[0]
    if re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.IGNORECASE):
        return None
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(document.path), target))


def _line(document: Document, number: int) -> str:
    lines = document.source_lines
    return lines[number - 1][:500] if number <= len(lines) else ""


def _title_of(document: Document, number: int) -> str:
    title = ""
    for section in document.sections:
        if section.number > number:
            break
        title = section.title
    return title


def live_links(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield the addresses at which texts say that the project can be used."""
    for document in documents:
        for reference in document.links:
            if _TEMPLATE_LINK.search(reference.target):
                continue
            if _HOSTS.match(reference.target) or (reference.target.startswith("http") and _LIVE_WORDS.search(f"{reference.label} {_line(document, reference.number)}") and not re.search(r"github\.com|shields\.io|kaggle\.com|linkedin|youtu|ipynb", reference.target)):
                yield document.evidence(reference.number)


def answers(documents: Iterable[Document]) -> Iterator[Evidence]:
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
                inline = line.kind in ("prose", "item") and _ANSWERED.search(line.text) and "{" in line.text and _ANSWER.search(line.text)
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
        if not sent and re.search(r"input|request body|payload|entrada|body", before, re.IGNORECASE) and not _ANSWERED.search(before):
            continue
        return number
    return None
