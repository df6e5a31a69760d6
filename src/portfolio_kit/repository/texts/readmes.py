"""Which README files are about the project, and whether there is a project for them to be about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.file import File
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.work import PROGRAMS

# The text that a framework's generator leaves, and that of a template whose title was never filled in.
_STARTER = re.compile(
    r"bootstrapped with|create-next-app|Getting Started with Create React App|template provides a minimal setup|"
    r"This project was generated (?:with|using) \[?Angular|^# (?:Vite|Nuxt)\b|^#+ *Project Title\s*$",
    re.IGNORECASE | re.MULTILINE,
)
# What a framework says of itself; below somebody's own words it is only left over.
_FRAMEWORK = re.compile(
    r"Laravel is a web application framework with expressive, elegant syntax|^.{0,9}Welcome to Rails\b"
    r"|^This README would normally document whatever steps|CodeIgniter is an Application Development Framework"
    r"|Yii 2 (?:Basic|Advanced) Project Template|^A new Flutter project\."
    r"|^.{0,30}\bProjectTemplate!"
    r"|^\[Nest\]\(https?://\S+\) framework TypeScript starter",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(r"!?\[[^\[\]]{0,200}\]\([^()\s]{0,300}\)|<[^<>]{0,300}>|https?://\S+")
_OWN_WORDS = 25
# What Kedro writes into the README of a new project, with the headings that come with it.
_KEDRO = re.compile(r"This is your new Kedro project")
_OF_KEDRO = re.compile(
    r"\b(?:kedro|jupyter|ipython|git)|overview|rules and guidelines|project dependencies|install dependencies"
    r"|api documentation|jupyterlab",
    re.IGNORECASE,
)
_HEAD = 3000
# Folders whose texts are about the data or the tests in them, and not about what was done with these.
_CORNER = re.compile(
    r"(?:[^/]+/)*?(?:tests?|testing|data|data ?sets?|dados|datos|donn[ée]es|daten|dati)/(?:[^/]+/)*[^/]+", re.IGNORECASE
)
_OF_CODE = re.compile(r"(?:^|/)(?:src|app|lib)/")
CODE = PROGRAMS | {".rmd", ".qmd"}


def is_starter(document: Document) -> bool:
    """Whether a text is what a framework's generator left, or a template whose title was never filled in."""
    head = document.source[:_HEAD]
    return (
        bool(_STARTER.search(head))
        or (bool(_KEDRO.search(head)) and _has_only_headings_of_kedro(document))
        or ((found := _FRAMEWORK.search(head)) is not None and _is_bare(head[: found.start()]))
    )


def is_of_corner(document: Document) -> bool:
    """Whether a text lies among the data or the tests, and so is about these alone; not in a folder of code."""
    path = document.path
    return not path.endswith(".ipynb") and bool(_CORNER.fullmatch(path)) and not _OF_CODE.search(path)


def _is_bare(text: str) -> bool:
    """Whether a text has hardly more than a title and badges."""
    return len(_LINK.sub("", _LINK.sub("", text)).split()) < _OWN_WORDS


def _has_only_headings_of_kedro(document: Document) -> bool:
    """Whether nobody wrote a section of their own below what Kedro wrote."""
    titles = [section.title for section in document.sections if section.title][1:]
    return all(map(_OF_KEDRO.search, titles))


def of_project(readmes: Sequence[Document], modules: Sequence[Module]) -> tuple[Document, ...]:
    """Return those that are about the project: no framework's own, and not only about a corner of the project.

    Where the root has none, the one in front must stand beside half of the code, or in a folder for texts.
    """
    own = [document for document in readmes if not is_starter(document)]
    if not own:
        return ()
    folder = own[0].path.rpartition("/")[0]
    if folder and folder.lower() not in ("docs", "doc", ".github"):
        inside = sum(module.path.startswith(f"{folder}/") for module in modules)
        if inside * 2 < len(modules):
            return ()
    return tuple(own)


def of_parts(readmes: Sequence[Document], modules: Sequence[Module]) -> tuple[Document, ...]:
    """Return those of a project's parts, where several of them together stand beside half of the code."""
    own = [document for document in readmes if "/" in document.path and not is_starter(document)]
    folders = {document.path.rpartition("/")[0] for document in own}
    inside = sum(any(module.path.startswith(f"{folder}/") for folder in folders) for module in modules)
    return tuple(own) if len(own) > 1 and modules and inside * 2 >= len(modules) else ()


def any_code(modules: Iterable[Module], files: Iterable[File]) -> bool:
    """Whether there is a program: Python that imports or calls something, or a file in another language.

    Python that does not parse (an older one's) counts where it is long.
    """
    return any(
        module.calls or module.imports or (module.is_broken and len(module.source) > _HEAD) for module in modules
    ) or any(file.suffix in CODE and not file.is_blank for file in files)
