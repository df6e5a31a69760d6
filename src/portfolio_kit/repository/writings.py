"""The texts of a repository: what people are to read, the commands and pictures in it, and the figures it states."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.file import File
from portfolio_kit.repository.homes import Homes
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.results import figures
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.running import commands
from portfolio_kit.repository.running.commands import Command
from portfolio_kit.repository.showing import pictures
from portfolio_kit.repository.showing.pictures import Picture
from portfolio_kit.repository.sources import Sources
from portfolio_kit.repository.texts import papers, readmes
from portfolio_kit.repository.texts.given_up import given_up
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.named_texts import aside
from portfolio_kit.repository.texts.orders import is_order
from portfolio_kit.repository.texts.to_judges import without_words_to_judges
from portfolio_kit.rubric.finding import Evidence

_TEXTS = {".md", ".markdown", ".mdx", ".rst", ".adoc", ".qmd", ".rmd"}
# A report of scikit-learn's is code output in a file of its own; what somebody says of models is a text.
_TEXT_NAMES = re.compile(
    r"(?:readme|case[-_ ]?study|write-?up|challenge|model[-_ ]?card|summary|notes|description|about|results?)"
    r"[\w .-]*\.txt|(?!classification)[\w .-]{0,80}(?:report|relatorio|informe|rapport|bericht|laporan|comparison)"
    r"[\w .-]*\.txt|readme", re.IGNORECASE)  # fmt: skip
_README = re.compile(
    r"(?:read[-_ ]?me|leia[-_ ]?me|l[eé]e?a?[-_ ]?me|lisez[-_ ]?moi|lies[-_ ]?mich|leggi[-_ ]?mi|"
    r"baca(?:[-_ ]?saya|lah|an)?|beni[-_ ]?oku|oku[-_ ]?beni|przeczytaj(?:[-_ ]?mnie)?"
    r"|czytaj[-_ ]?to|lees[-_ ]?mij|прочти(?:[-_ ]?меня)?|"
    r"читай(?:[-_ ]?меня)?|自述(?:文件)?|说明|使用说明|はじめに|読んでね)"
    r"(?:[._-][\w-]+)*(?:\.(?:md|markdown|mdx|rst|txt|adoc|qmd))?",
    re.IGNORECASE,
)
# Texts about working on a project, not about what it is.
_ABOUT_WORK = re.compile(
    r"(?:licen[cs]e|copying|contributing|code[-_]of[-_]conduct|changelog|changes|history|security|support|authors|"
    r"maintainers|codeowners|pull_request_template|issue_template|bug_report|feature_request|agents|claude|gemini|"
    r"copilot-instructions|cursorrules)[\w.-]*", re.IGNORECASE)  # fmt: skip
# Texts in capitals that English speakers keep beside a README.
_ONE_SIDE = frozenset({"TODO", "NOTES", "ROADMAP", "INSTALL", "DATA", "API", "CARD", "DEPLOY", "USAGE", "FAQ", "NEWS"})
_NEAR = 40
_WRITING = frozenset({"open", "write", "write_text", "writelines", "savetxt", "to_csv"})
_PICTURE = re.compile(r"[\"']([\w./\\-]{1,200}\.(?:png|jpg|svg))[\"']")


class Writings(Sources):
    """The texts among the files, each read when it is first asked for."""

    @cached_property
    def readmes(self) -> tuple[Document, ...]:
        """The README files, the one that a visitor sees first in front; those of data and code folders after it."""
        return tuple(document for document in self._all_readmes if document.path not in self._given_up)

    @cached_property
    def _all_readmes(self) -> tuple[Document, ...]:
        found = [file for file in self.files if _README.fullmatch(file.name) and file.text.strip()]
        found.sort(key=lambda file: (file.path.count("/"), len(file.stem), file.path))
        if not any("/" not in file.path for file in found):
            found = self._shouted() + found
        return tuple(self._document(file.path, file.text, file.evidence) for file in found)

    def _shouted(self) -> list[File]:
        """The text that asks to be read first in a language of which we know no word for it: the only one at the root
        that is called in capitals.
        """
        texts = [
            file
            for file in self.files
            if "/" not in file.path
            and file.suffix in (".md", ".rst", ".adoc")
            and file.stem.isalpha()
            and file.stem.isupper()
            and file.stem not in _ONE_SIDE
            and file.text.strip()
            and not _ABOUT_WORK.fullmatch(file.name)
        ]
        return texts if len(texts) == 1 else []

    @cached_property
    def readme(self) -> Document | None:
        """The README that a visitor sees first: at the root, else the one that is nearest to it."""
        return self._all_readmes[0] if self._all_readmes else None

    @cached_property
    def project_readmes(self) -> tuple[Document, ...]:
        """The README files that are about the project: without a framework's own, and one that covers a corner only.

        Where the root has none, the one in front must cover half of the code.
        """
        return readmes.of_project(self.readmes, self.modules)

    @cached_property
    def homes(self) -> Homes:
        """Which of several projects a file belongs to."""
        return Homes(self.readmes, self.modules)

    @cached_property
    def near_documents(self) -> tuple[Document, ...]:
        """The README files and as many other texts as a visitor may open; the manual of a library has hundreds."""
        return self.documents[:_NEAR]

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """The commands that the texts tell a reader to type."""
        return tuple(self._with_tasks(command) for command in commands.commands(self.near_documents))

    def _with_tasks(self, command: Command) -> Command:
        """What a task is for is what its recipe does: `make prepare` may install the packages."""
        if not command.text.startswith(("make ", "just ")) or commands.INSTALL in command.purposes:
            return command
        steps = self.tasks.expanded(command.text)
        if any(step.program in ("pip", "pip3", "uv", "conda") and "install" in step.words for step in steps):
            return command._replace(purposes=command.purposes | {commands.INSTALL})
        return command

    def told(self, purpose: str) -> list[Command]:
        """Return the sentences of the README files that tell a reader to do something, without a command."""
        return [sentence for sentence in self._sentences if purpose in sentence.purposes]

    @cached_property
    def _sentences(self) -> tuple[Command, ...]:
        return tuple(commands.in_prose(self.project_readmes))

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures and recordings that a visitor can look at."""
        found = pictures.pictures(self.near_documents, self.files, self.exists)
        drawn = (picture._replace(kind="plot") if self._is_drawn(picture) else picture for picture in found)
        return tuple(picture for picture in drawn if not self._is_shown_by_code(picture))

    def _is_shown_by_code(self, picture: Picture) -> bool:
        """Whether code names a picture that no text shows: what an app has on its page is no screenshot of it."""
        name = picture.evidence.path.rpartition("/")[2]
        return (
            picture.kind == "screen"
            and not picture.in_text
            and any(
                text.endswith(name) for module in self.modules if module.mentions(name) for text, _ in module.strings
            )
        )

    def _is_drawn(self, picture: Picture) -> bool:
        """Whether the project's code draws a picture, which makes it a plot whatever it is called."""
        place = picture.evidence
        if place.whole:
            return place.path.rpartition("/")[2] in self._drawn
        return any(re.search(rf"(?<![\w.-]){re.escape(name)}", place.excerpt) for name in self._drawn)

    @cached_property
    def _drawn(self) -> frozenset[str]:
        """The names of the pictures that code draws; the end of a name that is put together names none."""
        texts = [text for module in self.modules if module.mentions("savefig") for text, _ in module.strings]
        # Of code that there was no room to parse, what looks like such a name will do.
        beyond = [module.file.text for module in self.modules if module.is_beyond]
        texts += [name for text in beyond if "savefig" in text for name in _PICTURE.findall(text)]
        return frozenset(
            text.replace("\\", "/").rpartition("/")[2]
            for text in texts
            if text.endswith((".png", ".jpg", ".svg")) and text[:-4].rpartition("/")[2][:1].isalnum()
        )

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The README files and every other text about the project; notebooks, what asks for work and what the project
        has given up left out.
        """
        return tuple(document for document in self._all_documents if document.path not in self._given_up)

    @cached_property
    def aside(self) -> frozenset[str]:
        """The paths of texts that no reader is led to, where there are many."""
        return aside(self.readmes[:_NEAR], self.documents)

    @cached_property
    def _given_up(self) -> frozenset[str]:
        return given_up(self._all_documents)

    @cached_property
    def _all_documents(self) -> tuple[Document, ...]:
        own = {document.path for document in self._all_readmes}
        others = [
            self._document(file.path, file.text, file.evidence)
            for file in self.files
            if file.path not in own
            and (file.suffix in _TEXTS or _TEXT_NAMES.fullmatch(file.name))
            and not _ABOUT_WORK.fullmatch(file.name)
            and not file.path.startswith(".github/")
            and file.text.strip()
            and not is_order(file.text)
            and not (file.name.lower().startswith("result") and self._is_written_by_code(file))
        ]
        others.sort(key=lambda document: document.path.count("/"))
        room = LIMITS.texts
        near: list[Document] = []
        for document in others:
            room -= len(document.source)
            if room < 0:
                self.notes.append(
                    f"{len(near):,} of {len(others):,} texts beside the README were read, those nearest to the root"
                )
                break
            near.append(document)
        return self._all_readmes[:_NEAR] + tuple(near) + self.papers

    def _is_written_by_code(self, file: File) -> bool:
        """Whether a program writes its results into a file: the words there are none of its author's, as they may be in
        a report that is put together.
        """
        return any(
            module.mentions(file.name)
            and any(call.last in _WRITING for call in module.calls)
            and any(file.name in text for text, _ in module.strings)
            for module in self.modules
        )

    @cached_property
    def papers(self) -> tuple[Document, ...]:
        """The reports about the project that are no plain text, those nearest to the root."""
        return tuple(
            self._document(file.path, text.source, partial(papers.evidence, file, text))
            for file, text in papers.papers(self.files)
            if not is_order(text.source)
        )

    def _document(self, path: str, source: str, evidence: Callable[[int], Evidence]) -> Document:
        return Document(path, without_words_to_judges(self.budget.beginning(path, source)), evidence)

    @cached_property
    def notebook_documents(self) -> tuple[Document, ...]:
        """The markdown cells of each notebook, taken together as one text."""
        found = []
        for notebook in self.notebooks:
            source = "\n\n".join(cell.source for cell in notebook.markdown)
            if source.strip():
                found.append(self._document(notebook.file.path, source, _in_notebook(notebook)))
        return tuple(found)

    @cached_property
    def texts(self) -> tuple[Document, ...]:
        """All that people are to read: README, docs, model card, case study, and markdown cells."""
        return self.documents + self.notebook_documents

    @cached_property
    def claims(self) -> tuple[tuple[Document, Figure], ...]:
        """The figures that the texts state."""
        return tuple((document, figure) for document in self.texts for figure in figures.in_text(document.lines))


def _in_notebook(notebook: Notebook) -> Callable[[int], Evidence]:
    # As its document is put together: the cells with an empty line between each two.
    lines = [(text, cell.number) for cell in notebook.markdown for text in (*cell.source.split("\n"), "")]

    def evidence(line: int) -> Evidence:
        return notebook.evidence(*lines[line - 1]) if 1 <= line <= len(lines) else notebook.evidence("")

    return evidence
