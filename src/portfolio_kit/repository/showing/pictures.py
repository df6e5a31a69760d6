"""What a visitor can look at without running anything: pictures, recordings, live links, sample answers."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple
from urllib.parse import unquote

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File
from portfolio_kit.repository.showing.empty_pictures import shows_nothing
from portfolio_kit.repository.texts.markdown import Document, Reference
from portfolio_kit.rubric.finding import Evidence

Kind = Literal["screen", "plot", "recording"]

_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp"})
_LEAST = 500
_SAYING = 8
_RECORDINGS = frozenset({".mp4", ".gif", ".webm", ".mov", ".avi", ".mkv"})
_RECORDED = re.compile(
    r"youtu\.?be|vimeo\.com|loom\.com|asciinema\.org|drive\.google\.com/file.{0,80}|\.(?:mp4|gif|webm|"
    r"mov)(?:\?|$)",
    re.IGNORECASE,
)
_VIDEO_WORDS = re.compile(
    r"demo|video|vídeo|record|walkthrough|showcase|screencast|gif|watch|демо|видео|演示|视频|動画|वीडियो", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^\s()\[\]<>]{1,300}")
# One of a series, or of somebody who teaches, is none of this project; one that goes with "how to" or "follow" is none
# where no text calls it a demo.
_TAUGHT = re.compile(
    r"tutorial|\bcours(?:e|es)\b|\bcurso\b|\blectures?\b|bootcamp|zoomcamp|playlist|\binspired\b|\bcredits?\b|[?&]list="
    r"|урок|курс|教程",
    re.IGNORECASE,
)
_LESSON = re.compile(
    r"\bhow to\b|\blearn\b|\bless?ons?\b|\baula\b|\binstructions?\b|\bfollow\b"
    r"|\bfollowing (?:this|these|the instructions)|\breferences?\b",
    re.IGNORECASE,
)
# An address that is still to be filled in.
_UNFILLED = re.compile(r"x{4,}|your[-_]|video[-_]?id|placeholder|<|example\.com", re.IGNORECASE)
_OF_THIS = re.compile(r"demo|showcase|screencast|recording of|демо|演示|デモ", re.IGNORECASE)
# Where people put the pictures of a README; elsewhere they are somebody else's.
_HOSTED = re.compile(
    r"github(?:usercontent)?\.com|imgur|postimg|ibb\.co|imgbb|cloudinary|gyazo|prnt|gitlab|drive\.google|"
    r"dropbox|\.gif|raw\.|amazonaws|blob:|data:image|attachment",
    re.IGNORECASE,
)
# A video that was dropped into a text on GitHub: its address alone on a line, where GitHub shows a player.
_PLAYED = re.compile(
    r"^[ \t]*https://github\.com/(?:user-attachments|[\w.-]+/[\w.-]+)/assets/[\w/-]+[ \t]*$", re.MULTILINE
)
_DECORATION = re.compile(
    r"logo|banner|icon|avatar|favicon|header|cover|thumbnail|badge|profile|license|generated[-_ ]?image|"
    r"dall-?e|midjourney|hero[-_. ]|github-readme-stats",
    re.IGNORECASE,
)
_EMBLEM = re.compile(r"(?:\w+[-_])?(?:logo|favicon|avatar|icon|badge)(?:[-_]?\w{1,6})?", re.IGNORECASE)
_DIAGRAM = re.compile(
    r"archi|diagram|arquitet|arquitect|flow ?chart|fluxo|flujo|workflow|\bflow\b|[_-]flow|pipeline|schema|"
    r"\berd\b|er[-_]model|structure|crisp|mermaid|infra|roadmap|process|"
    r"(?:^|[-_ /])(?:tech[-_ ]?)?stack(?=$|[-_. ])|life[-_ ]?cycle|[-_ ]cycle(?=$|[-_. ])|(?:^|[/ ])ml-?ops(?=$|\.)",
    re.IGNORECASE,
)
# Drawings of how it is built, and pages of a provider's console, whatever else their names say.
_BUILT = re.compile(
    r"(?:^|[-_ ./])archi(?=tec|[-_ .]|$)|architec|diagram|arquitet|arquitect|flow ?chart|inbound"
    r"|security[-_ ]?group|topolog|mlflow[-_ ]?scenario",
    re.IGNORECASE,
)
_SHOT = re.compile(r"screen|captura|capture|dashboard|demo|swagger|tela|pantalla", re.IGNORECASE)
_PLOT = re.compile(
    r"confusion|matri[xz]|roc\b|_roc|auc|curve|correl|heat ?map|distribu|loss|accuracy|importance|shap|"
    r"hist|box ?plot|scatter|\bbar\b|plot|chart|graph|feature|eda\b|cluster|elbow|pca|residual|forecast|"
    r"predict(?:ed|ions)?[-_ ]vs|data[-_ ]?set|calibration|lift|density|missing|outlier|trend|seasonal|result|metric|"
    r"figure|fig[-_]?\d|analysis|comparison|[-_]bar\b",
    re.IGNORECASE,
)
# Folders that runs leave their plots in.
_PLOTTED = re.compile(
    r"(?:^|/)(?:figures?|plots?|charts?|graphs?|results?|outputs?|artifacts?|reports?|data|eda)/", re.IGNORECASE
)
_SCREEN = re.compile(
    r"screen[-_ ]?shot|screen ?record|screen|captura|capture|\bapp\b|[-_]app\b|\bapp[-_]|"
    r"\b(?:web)?ui\b|[-_](?:web)?ui\b|interface|tela|pantalla|bildschirm|tangkapan|swagger|docs|postman|streamlit|"
    r"gradio|dashboard|"
    r"home ?page|web ?page|website|front[-_ ]?end|api|endpoint|response|demo|form\b|grafana|preview|скриншот|截图|"
    r"スクリーンショット|स्क्रीनशॉट|ekran|zrzut",
    re.IGNORECASE,
)
_MADE_FOR = re.compile(
    r"(?:^|/)(?:static|assets|public|icons?|frontend|node_modules|templates|data|datasets?|train|test|val|"
    r"samples?|uploads?|images/(?:train|test))/",
    re.IGNORECASE,
)
# Servers that track, orchestrate or watch, and consoles: what the model answers is not seen on them.
_OF_TOOLS = re.compile(
    r"ml[-_ ]?flow|prefect|airflow|dagster|\bmage\b|wandb|weights[-_ &]{1,3}biases|dagshub|kubeflow|zenml|kubernetes"
    r"|minikube|grafana|prometheus|evidently|jenkins|github[-_ ]?actions|terraform|cloud[-_ ]?watch"
    r"|docker[-_ ]?(?:hub|desktop|images?)|pytest|coverage|tensor[-_ ]?board",
    re.IGNORECASE,
)


class Picture(NamedTuple):
    """A picture or a recording that is really there: in the repository, or at an address that a text shows."""

    kind: Kind
    evidence: Evidence
    in_text: bool


def pictures(documents: Iterable[Document], files: Iterable[File], exists: Callable[[str], bool]) -> Iterator[Picture]:
    """Yield the pictures that texts show, then those that lie in the repository unshown."""
    shown: set[str] = set()
    files = list(files)
    by_path = {file.path: file for file in files if file.suffix in _IMAGES | _RECORDINGS}

    def is_seen(target: str) -> bool:
        """Whether there is something to see under a path, as far as it can be looked at."""
        shown.add(target)
        file = by_path.get(target)
        return exists(target) and (file is None or not shows_nothing(file))

    for document in documents:
        yield from _in_text(document, is_seen)
    for file in files:
        if file.path not in shown and file.size > _LEAST and not _MADE_FOR.search(file.path):
            kind = _filed(file.path)
            if kind and (kind != "screen" or _SCREEN.search(file.path)) and not shows_nothing(file):
                yield Picture(kind, file.evidence(), in_text=False)


def of_apps(found: Iterable[Picture]) -> list[Evidence]:
    """Return the screenshots and recordings that may show an app at work, those that are called so first; the pages of
    a tracking server show runs and no answers.
    """
    seen = [
        picture
        for picture in found
        if picture.kind in ("screen", "recording") and (picture.kind == "recording" or not is_of_tool(picture.evidence))
    ]
    seen.sort(key=lambda picture: picture.kind != "recording" and not is_called_after_screen(picture.evidence))
    return [picture.evidence for picture in seen]


def is_of_tool(place: Evidence) -> bool:
    """Whether a picture is called after a server that tracks, orchestrates or watches, which shows no answer."""
    return bool(_OF_TOOLS.search(_told_by(place)))


def is_called_after_screen(place: Evidence) -> bool:
    """Whether a picture is called after a page that is used, by its name or in the text that shows it."""
    return bool(_SCREEN.search(_told_by(place)))


def _told_by(place: Evidence) -> str:
    """What a place says of the picture there: the line of a text, or the path of the picture itself."""
    return place.path if place.whole else place.excerpt


def _in_text(document: Document, is_seen: Callable[[str], bool]) -> Iterator[Picture]:
    """Yield the pictures that a text shows or links to."""
    top = _top(document)
    for reference in document.images:
        target = _inside(document, reference)
        if is_seen(target) if target is not None else _HOSTED.search(reference.target):
            name = f"{reference.label} {posixpath.basename(reference.target)}"
            title = title_of(document, reference.number)
            kind = _kind(name, title, reference.target)
            is_ornament = reference.number < top and not _SCREEN.search(f"{name} {title}") and not _PLOT.search(name)
            if kind and (kind == "recording" or not is_ornament):
                yield Picture(kind, document.evidence(reference.number), in_text=True)
    yield from _played(document)
    for reference in document.links:
        target = _inside(document, reference)
        kind = _linked(document, reference) if target is None else _filed(target) if is_seen(target) else None
        if kind:
            yield Picture(kind, document.evidence(reference.number), in_text=True)


def _played(document: Document) -> Iterator[Picture]:
    for match in _PLAYED.finditer(document.source) if "/assets/" in document.source else ():
        number = document.source.count("\n", 0, match.start()) + 1
        yield Picture("recording", document.evidence(number), in_text=True)


def _top(document: Document) -> int:
    """Return the line on which a text begins to say something; what stands above, beside the title, is an ornament."""
    return next(
        (line.number for line in document.lines if line.kind != "blank" and len(line.text.split()) >= _SAYING), 0
    )


def _linked(document: Document, reference: Reference) -> Kind | None:
    """Return what a link out of the repository shows: a recording, or nothing that can be told from here."""
    if not _RECORDED.search(reference.target) or _UNFILLED.search(reference.target):
        return None
    line = document.source_line(reference.number)
    around = f"{reference.label} {line} {title_of(document, reference.number)}"
    words = _ADDRESS.sub("", around)
    if not _VIDEO_WORDS.search(words) or _TAUGHT.search(line):
        return None
    return "recording" if _OF_THIS.search(words) or not _LESSON.search(around) else None


def _filed(path: str) -> Kind | None:
    """Return what a file shows by its name and folder; None where it is no picture or recording."""
    stem, suffix = posixpath.splitext(posixpath.basename(path))
    if suffix.lower() not in _IMAGES | _RECORDINGS:
        return None
    return _kind(stem, posixpath.basename(posixpath.dirname(path)), path)


def _kind(name: str, around: str, target: str) -> Kind | None:
    if _DECORATION.search(name) and not _SCREEN.search(name):
        return None
    if _EMBLEM.fullmatch(posixpath.splitext(posixpath.basename(target))[0]):
        return None
    suffix = posixpath.splitext(target)[1].lower()
    # A drawing may move, and shows as little of the work then.
    is_drawn = _BUILT.search(name) or (suffix == ".gif" and _DIAGRAM.search(name) and not _SCREEN.search(name))
    # "Screenshot" is what many write in front of any picture: a file called after a drawing shows one.
    said = posixpath.basename(target) if _BUILT.search(posixpath.basename(target)) else name
    if is_drawn and not _SHOT.search(said) and (suffix == ".gif" or suffix not in _RECORDINGS):
        return None
    if suffix in _RECORDINGS:
        return "recording"
    if _SCREEN.search(name):
        return "screen"
    if _PLOT.search(name) or _PLOTTED.search(target):
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


def title_of(document: Document, number: int) -> str:
    """Return the heading that a line stands below."""
    title = ""
    for section in document.sections:
        if section.number > number:
            break
        title = section.title
    return title
