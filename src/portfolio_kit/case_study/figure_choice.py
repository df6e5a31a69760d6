"""Which pictures of a repository a new case study shows: those of results, with words for those who cannot see them."""

from __future__ import annotations

import posixpath
from urllib.parse import quote, unquote

from portfolio_kit import lazily as re
from portfolio_kit.case_study.find import HOME
from portfolio_kit.case_study.words import escaped, plain
from portfolio_kit.repository.repository import Repository

_SUFFIXES = (".png", ".svg")
_RESULTS = re.compile(
    r"result|evaluat|confusion|roc|(?<![a-z])auc|pr[-_ ]curve|precision|recall|calibrat|importance|shap|residual|"
    r"actual|predicted|predictions|forecast|compar|metric|performance|score|error|lift|gain|threshold|"
    r"resultad|desempenh|avalia|erro|import[âa]ncia|ergebnis|r[ée]sultat|risultat",
    re.IGNORECASE,
)
_NO_RESULTS = re.compile(
    r"logo|banner|icon|badge|archi|diagram|workflow|screen|captura|correl|distribut|eda|histogram|missing|"
    r"(?:^|/)(?:static|assets/icons|tests?|node_modules)/",
    re.IGNORECASE,
)
_LEAST = 200
_LEAST_WORDS = 2
_MOST = 2
_LONGEST = 300


def figures(repository: Repository) -> tuple[tuple[str, str], ...]:
    """Return the path of each figure for the page and what it shows, those that the README shows in front."""
    alt: dict[str, str] = {}
    for document in repository.near_documents:
        for image in document.images:
            target = unquote(image.target).partition("?")[0].partition("#")[0]
            if "://" not in target:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), target.lstrip("/")))
                alt.setdefault(path, plain(image.label, _LONGEST))
    likely = [
        file
        for file in repository.suffixed(*_SUFFIXES)
        if file.size > _LEAST
        and not _NO_RESULTS.search(file.path)
        and _RESULTS.search(f"{file.path} {alt.get(file.path, '')}")
    ]
    shown = list(alt)
    likely.sort(key=lambda file: (shown.index(file.path) if file.path in alt else len(shown), file.path))
    return tuple(
        (file.path, text if len((text := alt.get(file.path, "")).split()) >= _LEAST_WORDS else _named(file.stem))
        for file in likely[:_MOST]
    )


def image(path: str, alt: str) -> str:
    """Return the Markdown that shows a figure in the page."""
    target = posixpath.relpath(path, HOME.parent.as_posix())
    # Brackets would end the words, escaped or not, for some of those who read Markdown.
    words = alt.replace("[", "(").replace("]", ")")
    return f"![{escaped(words, _LONGEST)}]({quote(target)})"


def _named(stem: str) -> str:
    words = re.sub(r"[\W_]+", " ", stem).strip()
    return words[:1].upper() + words[1:]
