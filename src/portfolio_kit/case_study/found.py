"""What a repository says of itself that its case study can begin with. Nothing of it is run."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category

from portfolio_kit import git
from portfolio_kit import lazily as re
from portfolio_kit.case_study.figure_choice import figures
from portfolio_kit.case_study.source import Measured
from portfolio_kit.case_study.words import plain
from portfolio_kit.repository.address import shown
from portfolio_kit.repository.data import data, origins
from portfolio_kit.repository.gitindex import git_folder
from portfolio_kit.repository.models import models
from portfolio_kit.repository.models.stages import READ
from portfolio_kit.repository.plain_toml import load_toml
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.commands import RUN
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.repository.showing.live_links import linked_in_files, live_links
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence

_NO_TITLE = re.compile(
    r"read\W?me|leia\W?me|l[eé]ame|case study|untitled|(?:\d+\W+)?(?:introduction|overview|about|installation)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:[-*+•]\s+)?(?:(?:data ?)?(?:set|source)s?|fonte(?: dos dados)?|fuente|quelle)\s*:\s*|^[-*+•]\s+",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(r"(?:this |the )?(?:link|here|download|click.*|aqui|aqu[ií]|hier|ici|source)", re.IGNORECASE)
_DERIVED = re.compile(r"process|clean|submission|pred|[xy]_(?:train|test)|interim|balanced|(?:^|/)test", re.IGNORECASE)
_AUTHOR = re.compile(
    r"^\W*(?:(?:written|made|created|built|developed|feito|criado|desenvolvido|hecho|creado|desarrollado|erstellt|fait)\s+)?"
    r"(?:by|author|autore?a?|auteur|por|par|von|di)\b\s*[:：]?\s*(?:\[)?([^\W\d_][\w .'’-]{2,60}?)(?:\]|[,(<|]|\W*$)",
    re.IGNORECASE,
)
_PARTICLES = frozenset({"da", "das", "de", "del", "der", "di", "do", "dos", "e", "la", "van", "von", "y"})
_OVER_SSH = re.compile(r"(?:ssh://)?[\w.-]+@([\w.-]+)[:/](?:\d+/)?([^\s:]+?)(?:\.git)?/?")
_ON_THE_WEB = re.compile(r"(https?://\S+?)(?:\.git)?/?")
_ELSEWHERE = re.compile(r"shields\.io|badge|github\.com|gitlab\.com|linkedin|kaggle\.com")
_URLS = ("repository", "source", "source code", "code", "github", "homepage")
_AS_EMOJI = "\ufe0f"
_LONGEST_TITLE = 100
_AUTHOR_LINES = 400
_SENTENCE = re.compile(
    r"[.!?:,;]\W*$|https?://|^\W*(?:this|these|it|in|we|i|here|welcome|the aim|este|esta)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was found, and where."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the data comes from: words about it, and an address where there is one."""

    text: str
    address: str
    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, as it stands in the repository: each is None or empty where it was not."""

    title: Fact | None
    author: Fact | None
    code: Fact | None
    live: Fact | None
    data: Fact | None
    source: Source | None
    endpoint: Fact | None
    start: str
    models: tuple[str, ...]
    measured: Measured | None
    figures: tuple[tuple[str, str], ...]


def found(repository: Repository, measured: Measured | None) -> Found:
    """Return what the repository says of itself, `measured` being the metrics file that counts."""
    endpoint, start = _service(repository)
    return Found(
        title=_title(repository),
        author=_author(repository),
        code=_code(repository),
        live=_live(repository),
        data=_data(repository),
        source=_source(repository),
        endpoint=endpoint,
        start=start,
        models=_models(repository, measured),
        measured=measured,
        figures=figures(repository),
    )


def _title(repository: Repository) -> Fact | None:
    readme = repository.readme
    if readme is None:
        return None
    for line in readme.lines:
        text = _as_title(line.text)
        if line.kind == "heading" and any(map(str.isalpha, text)) and not _NO_TITLE.match(text):
            return Fact(text, f"{readme.path}:{line.number}")
        if line.kind in ("prose", "item", "code", "table"):
            break
    return _bare_title(readme)


def _bare_title(readme: Document) -> Fact | None:
    """The first line of a README, where it stands alone, is no sentence, and is no heading only for want of a mark."""
    said = [place for place, line in enumerate(readme.lines) if line.kind != "blank"][:1]
    lines = readme.lines[said[0] : said[0] + 2] if said else ()
    if not lines or lines[0].kind != "prose" or lines[-1].kind != "blank":
        return None
    first = lines[0]
    text = _as_title(first.text)
    is_title = " " in text and len(text) < _LONGEST_TITLE and not _SENTENCE.search(text) and not _NO_TITLE.match(text)
    return Fact(text, f"{readme.path}:{first.number}") if is_title else None


def _as_title(heading: str) -> str:
    """A heading without emoji; one without blanks with those that its hyphens and underscores stand for."""
    letters = (character for character in heading if category(character) != "So" and character != _AS_EMOJI)
    text = plain("".join(letters), _LONGEST_TITLE)
    if " " in text:
        return text
    words = re.sub(r"[-_]+", " ", text).strip()
    return words[:1].upper() + words[1:]


def _author(repository: Repository) -> Fact | None:
    for arguments in (_local(repository.root), ("--global",)):
        if arguments and (name := _setting(repository.root, arguments, "user.name")):
            return Fact(plain(name), "git")
    for document in repository.readmes[:1]:
        for line in document.lines[:_AUTHOR_LINES]:
            match = _AUTHOR.match(line.text) if line.kind in ("prose", "item", "heading") else None
            if match and _is_name(match[1]):
                return Fact(plain(match[1]), f"{document.path}:{line.number}")
    file = repository.by_path.get("pyproject.toml")
    table = load_toml(file.text) if file else {}
    for authors in (_of(table, "project", "authors"), _of(table, "tool", "poetry", "authors")):
        first = authors[0] if isinstance(authors, list) and authors else None
        given = first.get("name") if isinstance(first, dict) else first
        if isinstance(given, str) and (bare := plain(given.partition("<")[0])):
            return Fact(bare, "pyproject.toml")
    return None


def _is_name(text: str) -> bool:
    return all(word[0].isupper() or word in _PARTICLES for word in text.split())


def _code(repository: Repository) -> Fact | None:
    local = _local(repository.root)
    remote = _setting(repository.root, local, "remote.origin.url") if local else ""
    if ssh := _OVER_SSH.fullmatch(remote):
        return Fact(f"https://{ssh[1]}/{ssh[2]}", "git")
    if web := _ON_THE_WEB.fullmatch(shown(remote)):
        return Fact(web[1], "git")
    file = repository.by_path.get("pyproject.toml")
    urls = _of(load_toml(file.text) if file else {}, "project", "urls")
    named = {str(key).lower(): url for key, url in urls.items()} if isinstance(urls, dict) else {}
    texts = (url for key in _URLS if isinstance(url := named.get(key), str))
    return next((Fact(url, "pyproject.toml") for url in texts if _ON_THE_WEB.fullmatch(url)), None)


def _live(repository: Repository) -> Fact | None:
    links = {
        (document.path, link.number): link.target
        for document in repository.near_documents
        for link in reversed(document.links)
        if link.target.startswith("http") and not _ELSEWHERE.search(link.target)
    }
    for place in live_links(repository.near_documents):
        if (place.path, place.line) in links:
            return Fact(links[place.path, place.line], _at(place))
    for place in linked_in_files(repository.files):
        if match := re.search(r"https?://\S+", place.excerpt):
            return Fact(match[0], _at(place))
    return None


def _data(repository: Repository) -> Fact | None:
    held = list(repository.supply.tables)
    wanted = list(data.wanted(repository.stages.of(READ)))
    names = {want.name for want in wanted}
    held.sort(key=lambda file: (bool(_DERIVED.search(file.path)), file.name.lower() not in names))
    if held:
        return Fact(held[0].path, held[0].path)
    if wanted:
        first = min(wanted, key=lambda want: bool(_DERIVED.search(want.path)))
        return Fact(posixpath.basename(first.path), f"{first.use.module.path}:{first.use.call.line}")
    return None


def _source(repository: Repository) -> Source | None:
    named = sorted(origins.origins(repository), key=lambda origin: (not origin.in_text, -origin.strength))
    for origin in named:
        place = origin.evidence
        document = next((text for text in repository.texts if text.path == place.path), None)
        links = (
            [link for link in document.links if link.number == place.line] if document and place.cell is None else []
        )
        address = next((link.target for link in links if link.target.startswith("http")), "")
        label = next((link.label.strip("` ") for link in links if link.target == address), "")
        if address:
            says = any(map(str.isalpha, label)) and not _SAYS_NOTHING.fullmatch(label)
            return Source(plain(label if says else address.partition("://")[2]), address, _at(place))
        if origin.in_text and document is not None and place.cell is None and place.line <= len(document.lines):
            first, *_ = _SENTENCE_END.split(document.lines[place.line - 1].text.strip(), maxsplit=1)
            return Source(plain(_LABEL.sub("", first)), "", _at(place))
    return None


def _service(repository: Repository) -> tuple[Fact | None, str]:
    """How the model is asked, and the command that starts what answers."""
    for app in repository.apps:
        if app.kind == "api":
            route = next((route for route in app.routes if repository.serving.predicting(route) is not None), None)
            if route is not None:
                method = "POST" if "POST" in route.methods else next(iter(route.methods), "")
                return Fact(plain(f"{method} {route.path}".strip()), _at(route.evidence)), _start(repository, app)
    for app in repository.apps:
        if app.kind == "interactive":
            return Fact(plain(app.module.path), _at(app.evidence)), _start(repository, app)
    return None, ""


def _start(repository: Repository, app: App) -> str:
    runs = (command.text for command in repository.commands if RUN in command.purposes)
    module = re.compile(rf"(?<!\w){re.escape(app.module.file.stem)}(?!\w)")
    return plain(next((text.partition(" #")[0] for text in runs if module.search(text)), ""))


def _models(repository: Repository, measured: Measured | None) -> tuple[str, ...]:
    shown = measured.results.models if measured is not None else ()
    if len(shown) > 1:
        return tuple(model.label for model in shown)
    made = [models.estimators(module) for module in repository.modules if not module.is_beyond]
    for names in made:
        if len(models.families(names)) > 1:
            return tuple(sorted(names))
    if shown and shown[0].key:
        return (shown[0].label,)
    return tuple(dict.fromkeys(name for names in made for name in names))[:3]


def _at(place: Evidence) -> str:
    return f"{place.path}:{place.line}"


def _local(root: Path) -> tuple[str, ...]:
    folder = git_folder(root)
    if folder is None or not (folder / "config").is_file():
        return ()
    # Git is run in the repository, and a path need not begin there.
    return ("--file", f"{folder.absolute()}/config", "--no-includes")


def _setting(root: Path, arguments: tuple[str, ...], name: str) -> str:
    """Return a setting of git's, read from one file: git looks into the repository for nothing."""
    done = git.outcome("config", *arguments, "--get", name, cwd=root)
    return done.stdout.decode(errors="replace").strip()


def _of(table: object, *keys: str) -> object:
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table
