"""The addresses at which texts, or small files beside them, say that the project is at work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File
from portfolio_kit.repository.showing.pictures import title_of
from portfolio_kit.repository.texts.markdown import Document, Reference
from portfolio_kit.rubric.finding import Evidence

_HOSTS = re.compile(
    r"https?://(?!(?:www\.)?(?:share\.)?streamlit\.io/?$)(?:[\w-]+\.)*(?:streamlit\.app|streamlitapp\.com|"
    r"share\.streamlit\.io/\S+|herokuapp\.com|onrender\.com|hf\.space|vercel\.app|netlify\.app|"
    r"railway\.app|fly\.dev|azurewebsites\.net|azurecontainerapps\.io|run\.app|appspot\.com|"
    r"pythonanywhere\.com|replit\.(?:app|dev)|repl\.co|gradio\.(?:live|app)|koyeb\.app|"
    r"cyclic\.app|glitch\.me|modal\.run|web\.app|firebaseapp\.com|amplifyapp\.com|elasticbeanstalk\.com|"
    r"amazonaws\.com:\d+|cloudfront\.net|shinyapps\.io|surge\.sh|deta\.dev|duckdns\.org|nip\.io|sslip\.io)"
    r"|https?://(?!127\.|10\.|0\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"
    r"|https?://(?:www\.)?huggingface\.co/spaces/\S+|https?://share\.streamlit\.io/\S+",
    re.IGNORECASE,
)
_LIVE_WORDS = re.compile(
    r"live (?:demo|app|link|site|api|url|version)|production (?:url|app|site|link)|\bdemo (?:link|here|app)|"
    r"try it (?:out|here|live|now)|"
    r"deployed (?:app|at|here|link)|acesse (?:o app|aqui|a aplica)|app (?:online|en vivo)|在线(?:演示|体验)",
    re.IGNORECASE,
)
# A page of texts about the project, and the home page of a host.
_ABOUT = re.compile(
    r"\bdocs?\b|document|portfolio|\bblog|slides|presentation|article|\breport\b|profile|website of|personal",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"https?://(?:www\.|app\.|dashboard\.|share\.|console\.)?(?:streamlit|streamlitapp|onrender|render|railway|fly|"
    r"vercel|netlify|herokuapp|heroku|replit|koyeb|glitch|pythonanywhere|modal|surge|gradio)\.\w+(?:/(?:new|docs|login|"
    r"dashboard)\S*)?/?$",
    re.IGNORECASE,
)
_TEMPLATE_LINK = re.compile(r"your[-_]|<[^>]*>|example\.(?:com|org)|localhost|127\.0\.0\.1|xxx", re.IGNORECASE)
# A page that GitHub hosts is one of texts unless more is said of it: the manual of a library, most often.
_GITHUB_PAGE = re.compile(r"https?://[\w-]+\.github\.io/", re.IGNORECASE)
_AT_WORK = re.compile(r"\blive\b|demo|dashboard|\bapp\b|playground", re.IGNORECASE)
# Where a guide lets its reader put the app, it is not yet.
_TO_BE = re.compile(
    r"\byour (?:app|api|url|site)\b|\bwill be (?:at|available|live|accessible|deployed|hosted)\b"
    r"|\b(?:tu|su|seu|sua) (?:app|api|url|aplica\w+)\b",
    re.IGNORECASE,
)
# Below such a heading stands what others wrote.
_OF_OTHERS = re.compile(
    r"\W*(?:references?|referências|referencias|références|referenzen|further reading|bibliograph\w+"
    r"|acknowledge?ments?|credits?|inspir\w+|related work)\W*",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\W*(?:here|(?:this )?link|aqu[íi]|ici|hier|qui|di sini|здесь|这里)\W*", re.IGNORECASE)
_ELSEWHERE = re.compile(r"github\.com|shields\.io|kaggle\.com|linkedin|youtu|ipynb")
_LONGEST = 600
_NOTE = 500
# How many characters before a link say what it leads to.
_BEFORE = 60


def live_links(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield the addresses at which texts say that the project can be used."""
    for document in documents:
        for reference in document.links:
            said = _said(document, reference)
            source = document.source_line(reference.number)
            around = f"{said} {source.partition('http')[0][-_BEFORE:]}"
            is_unfilled = f"{reference.target}<" in source or f"{reference.target}{{" in source
            is_of_others = _OF_OTHERS.fullmatch(title_of(document, reference.number)) and not _LIVE_WORDS.search(around)
            if not is_unfilled and not is_of_others and _is_live(reference.target, said, around):
                yield document.evidence(reference.number)
        yield from _typed_out(document)


def _is_live(address: str, said: str, around: str) -> bool:
    """Whether something is at work at an address, by what is said of it and what stands around it."""
    if (
        _TEMPLATE_LINK.search(address)
        or _HOME.match(address)
        or _ELSEWHERE.search(address)
        or _ABOUT.search(said)
        or _TO_BE.search(around)
    ):
        return False
    if _GITHUB_PAGE.match(address):
        return bool(_AT_WORK.search(around))
    return bool(_HOSTS.match(address) or (address.startswith("http") and _LIVE_WORDS.search(around)))


def _said(document: Document, reference: Reference) -> str:
    """What a link is said to lead to: its label, or what stands before it on its line or above."""
    if reference.label and not reference.label.startswith("http") and not _POINTING.fullmatch(reference.label):
        return reference.label
    line = document.source_line(reference.number)
    before = line.partition("http")[0].strip(" -*<[(:")
    above = (document.source_line(number) for number in range(reference.number - 1, max(0, reference.number - 3), -1))
    return (before or next((text for text in above if text.strip()), ""))[-_BEFORE:]


def _typed_out(document: Document) -> Iterator[Evidence]:
    """Yield the addresses that stand alone in a block of code, to be copied from there."""
    before = ""
    for line in document.lines if _HOSTS.search(document.source) else ():
        text = line.text.strip()
        if line.kind == "code" and _HOSTS.match(text) and " " not in text and _is_live(text, before, before):
            yield document.evidence(line.number)
        elif text:
            before = text[-_BEFORE:]


def linked_in_files(files: Iterable[File]) -> Iterator[Evidence]:
    """Yield the small files that hold nothing but a live link, as Windows and some courses keep them."""
    for file in files:
        if file.suffix in (".txt", ".url") and file.size < _NOTE:
            for number, line in enumerate(file.lines, start=1):
                found = _HOSTS.search(line[:_LONGEST])
                if found and not _TEMPLATE_LINK.search(line[:_LONGEST]):
                    yield file.evidence(number)
                    break
