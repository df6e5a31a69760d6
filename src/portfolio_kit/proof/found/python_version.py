"""Which Python the repository says it is made for, in any of the places where that is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portfolio_kit import lazily as re
from portfolio_kit.proof.found.overrides import override
from portfolio_kit.repository.file import File
from portfolio_kit.repository.plain_toml import load_toml
from portfolio_kit.repository.plain_yaml import load_yaml
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_VERSION = re.compile(r"(?:^|[^\d.])([23])\.(\d{1,2})(?:\.\d+)?(?![\d.]*\d{3})")
_IMAGE = re.compile(r"(?:^|/)python:([23](?:\.\d{1,2})?)")
_ANY = re.compile(r"^[\d.,<>=!~^* |]{1,80}$")
_CARET = re.compile(r"\^\s*(\d+)(?:\.(\d+))?(?:\.\d+)*")
# A print statement, and how an exception was caught.
_OF_2 = re.compile(r"\s*(?:print\s+(?![=(])[\w\"'%]|except\s+[\w.]+\s*,\s*\w+\s*:)")
_MOST_LINES = 5_000
_TILDE = re.compile(r"(?<![<>=!~])~\s*(\d+)\.(\d+)(?:\.\d+)*")


#: What to do with code that is Python 2.
MOVE_TO_3 = "Move it to Python 3: `2to3 -w .` of a Python before 3.13 does most of it."


@dataclass(frozen=True, slots=True)
class Declared:
    """A Python that is asked for: as a specifier (PEP 440), as it is written, and where."""

    specifier: str
    written: str
    evidence: Evidence | None

    def allows(self, version: str) -> bool:
        """Whether a version such as 3.11.7 is one that is asked for."""
        from packaging.specifiers import InvalidSpecifier, SpecifierSet

        try:
            return SpecifierSet(self.specifier).contains(version, prereleases=True)
        except InvalidSpecifier:
            return True


def declared(repository: Repository, folder: str = "") -> Declared | None:
    """Return the Python that the project in `folder` asks for; None where nothing is said.

    Of several places the one that binds most counts: the author's own word for this, a version file, the project's
    table, the platform's, conda's, Pipenv's and the image's.
    """
    own = override(repository, "environment").get("python")
    if isinstance(own, str) and (specifier := _specifier(own)):
        return Declared(specifier, own, None)
    for place in dict.fromkeys((folder, "")):
        for name, reader in _READERS:
            file = repository.by_path.get(f"{place}/{name}" if place else name)
            if file and (found := next(reader(file), None)):
                return found
    for dockerfile in repository.dockerfiles:
        for instruction in dockerfile.of("FROM"):
            if match := _IMAGE.search(instruction.arguments):
                version = f"{match[1]}.*" if match[1] != "3" else "3.*"
                return Declared(f"=={version}", match[1], dockerfile.file.evidence(instruction.line))
    return None


def written_for_2(repository: Repository) -> Evidence | None:
    """Return a line that only Python 2 runs, in a file that Python 3 cannot read; None where there is none."""
    for module in repository.scripts:
        if any(True for _ in module.trees):
            continue
        for number, line in enumerate(module.file.lines[:_MOST_LINES], 1):
            if _OF_2.match(line[:_MOST_LINES]):
                return module.file.evidence(number)
    return None


def _specifier(text: str) -> str:
    """A version or constraint, as written in any of the files, as a specifier; empty where it is none."""
    text = text.strip().strip("\"'")
    if re.fullmatch(r"(?:python-|cpython-|cpython@|python=*)?[23]\.\d{1,2}(?:\.\w+)*(?:\.\*)?", text):
        match = _VERSION.search(text)
        return f"=={match[1]}.{match[2]}.*" if match else ""
    if not _ANY.fullmatch(text) or text in ("", "*"):
        return ""
    text = text.partition("|")[0].strip()
    text = _CARET.sub(lambda match: f">={match[1]}.{match[2] or 0},<{int(match[1]) + 1}", text)
    text = _TILDE.sub(lambda match: f"=={match[1]}.{match[2]}.*", text)
    if re.fullmatch(r"=\s*[\d.]+\*?", text):
        return f"={text}".rstrip("*.") + ".*"
    return ",".join(part.strip() for part in re.split(r"[,\s]+(?=[<>=!~])", text) if part.strip())


def _said(file: File, value: object) -> Iterator[Declared]:
    if isinstance(value, (int, float)):
        value = str(value)
    if isinstance(value, str) and (specifier := _specifier(value)):
        line = next((number for number, text in enumerate(file.lines, 1) if value in text), 1)
        yield Declared(specifier, value.strip(), file.evidence(line))


def _version_file(file: File) -> Iterator[Declared]:
    for line in file.lines[:5]:
        if line.strip() and not line.lstrip().startswith("#"):
            yield from _said(file, line.strip())


def _pyproject(file: File) -> Iterator[Declared]:
    document = load_toml(file.text)
    yield from _said(file, _at(document, "project", "requires-python"))
    yield from _said(file, _at(document, "tool", "poetry", "dependencies", "python"))


def _pipfile(file: File) -> Iterator[Declared]:
    requires = load_toml(file.text).get("requires")
    if isinstance(requires, dict):
        yield from _said(file, requires.get("python_full_version") or requires.get("python_version"))


def _setup(file: File) -> Iterator[Declared]:
    if match := re.search(r"python_requires\s*=\s*[\"']?([^\"'\n]{1,80})", file.text):
        yield from _said(file, match[1])


def _conda(file: File) -> Iterator[Declared]:
    document = load_yaml(file.text)
    listed = document.get("dependencies") if isinstance(document, dict) else None
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, str) and (match := re.fullmatch(r"python\s*([=<>!~].{1,60})", item.strip())):
            version = match[1].partition("=py")[0]
            plain = re.fullmatch(r"={1,2}\s*(\d+\.\d+)(?:\.\d+)?(?:\.\*)?(?:=\w+)?", version)
            yield from _said(file, plain[1] if plain else version)


_READERS = (
    (".python-version", _version_file),
    ("pyproject.toml", _pyproject),
    ("setup.cfg", _setup),
    ("setup.py", _setup),
    ("runtime.txt", _version_file),
    ("environment.yml", _conda),
    ("environment.yaml", _conda),
    ("Pipfile", _pipfile),
)


def _at(document: object, *keys: str) -> Any:
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    return document
