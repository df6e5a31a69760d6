"""What the project says it depends on, in any of the usual files."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Literal, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import parsed, walk
from portfolio_kit.repository.file import LOCK_FILES, File
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.plain_toml import load_toml

_MOST = 3_000
Pin = Literal["exact", "bounded", "lower", "none"]

_REQUIREMENTS = re.compile(
    # However it is spelt, and in other languages: requirments, requeriments, requerimientos.
    r"(?:.*[-_.])?req(?:[a-z]{2,6}m[a-z]{0,3}t[a-z]{0,2}|s)?(?:[-_.].*)?\.(?:txt|in|pip|lock)",
    re.IGNORECASE,
)
# What only a conda environment file begins its lines with, whatever it is called.
_CHANNELS = re.compile(r"^channels[ \t]*:", re.MULTILINE)
_CONDA = re.compile(r"(?:.*[-_.])?(?:environment|env|conda)(?:[-_.].*)?\.ya?ml", re.IGNORECASE)
_LONGEST_CONDA = 100_000
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]{0,100})\s*(?:\[[^\]]{0,200}\])?\s*([^;#]{0,300})")
_LOCAL = re.compile(r"@\s*file:|file:///|[A-Za-z]:\\|/home/|/Users/|/croot/|/tmp/build|/opt/conda")
_CONDA_SPEC = re.compile(r"\s*-\s*[\"']?([A-Za-z0-9][\w.-]{0,100})\s*((?:[=<>!~]=?[^\"'#\s]{0,60})?)")
_CANONICAL = re.compile(r"[-_.]+")


class Dependency(NamedTuple):
    """A declared package: its canonical name, how its version is held, and where that is said."""

    name: str
    pin: Pin
    line: int


class DependencyFile(NamedTuple):
    """One file that declares dependencies. `is_lock`: it holds every version, also those of what is needed in turn."""

    file: File
    kind: str
    dependencies: tuple[Dependency, ...]
    is_lock: bool = False
    local_paths: int = 0


def canonical(name: str) -> str:
    """Return a package's name in its normal form (PEP 503)."""
    return _CANONICAL.sub("-", name).lower()


def dependency_file(file: File) -> DependencyFile | None:
    """Return what a file declares; None where it is not a file for that, or declares nothing."""
    name = file.name.lower()
    found: DependencyFile | None = None
    if name in LOCK_FILES:
        found = DependencyFile(file, name, _few(locked(file.text, name)), is_lock=True)
    elif name == "pyproject.toml":
        found = DependencyFile(file, name, _few(pyproject(file.text)))
    elif name in ("setup.py", "setup.cfg"):
        found = DependencyFile(file, name, _few(setup(file.text, name)))
    elif name == "pipfile":
        found = DependencyFile(file, name, _few(pipfile(file.text)))
    elif name == "pixi.toml":
        found = DependencyFile(file, name, _few(pixi(file.text)))
    elif _REQUIREMENTS.fullmatch(name) or (name.endswith(".txt") and "requirements" in file.parts[:-1]):
        lines = _few(requirements(file.text))
        hashed = file.text.count("--hash=") >= len(lines) > 0
        found = DependencyFile(file, "requirements", lines, hashed, _local_paths(file))
    elif _is_conda(file):
        found = DependencyFile(file, "conda", _few(conda(file.text)), local_paths=_local_paths(file))
    return found if found and found.dependencies else None


def is_empty_list(file: File) -> bool:
    """Whether a file is called a requirements file and lists nothing, not even another file."""
    if not _REQUIREMENTS.fullmatch(file.name.lower()) or file.size > LIMITS.text:
        return False
    lines = (line.strip() for line in file.text.split("\n"))
    return all(not line or line.startswith("#") for line in lines)


def _is_conda(file: File) -> bool:
    if file.suffix not in (".yml", ".yaml") or file.size > LIMITS.text:
        return False
    if _CONDA.fullmatch(file.name):
        return "dependencies" in file.text
    return file.size <= _LONGEST_CONDA and "dependencies:" in file.text and bool(_CHANNELS.search(file.text))


def _few(found: Iterator[Dependency]) -> tuple[Dependency, ...]:
    """As many as a project can have; finding the line of each takes a look at every line."""
    return tuple(islice(found, _MOST))


def pin_of(specification: str) -> Pin:
    """Return how a version specification holds a package: `==1.2` exactly, `>=1,<2` or `~=1.2` or `^1.2` in bounds."""
    text = specification.strip().strip("()\"' ")
    if not re.search(r"\d", text) and not text.startswith("@"):
        # `==*` and `==x.y.z` hold nothing.
        return "none"
    if text.startswith("@"):
        return "exact" if re.search(r"@[0-9a-f]{7,40}|\d+\.\d+", text[1:]) else "none"
    if re.match(r"===?\s*\d[^*]*$|=\s*\d", text) or re.fullmatch(r"v?\d+(\.\w+)+", text):
        return "exact"
    if re.fullmatch(r"v?\d+(?:\.\d+)*\.\*", text):
        return "bounded"
    if "==" in text or text.startswith(("~", "^", "=")) or re.search(r"<=?\s*\d", text):
        return "bounded"
    return "lower" if ">" in text else "none"


def requirements(text: str) -> Iterator[Dependency]:
    """Yield what a requirements file lists (pip's requirements file format)."""
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip().lstrip("\ufeff")
        if not stripped or stripped.startswith(("#", "-", "--")) or "://" in stripped.split(" @ ")[0]:
            continue
        match = _REQUIREMENT.match(stripped)
        if match and (not match[2].strip() or match[2].lstrip()[0] in "=<>!~@(\\"):
            yield Dependency(canonical(match[1]), pin_of(match[2].rstrip("\\ ")), number)


def conda(text: str) -> Iterator[Dependency]:
    """Yield what a conda environment file lists, the part for pip too, without reading it as YAML."""
    inside = False
    for number, line in enumerate(text.split("\n"), start=1):
        if re.match(r"\S", line) and not line.startswith(("-", "#")):
            inside = line.startswith("dependencies")
            continue
        match = _CONDA_SPEC.match(line)
        if inside and match and not line.rstrip().endswith(":"):
            yield Dependency(canonical(match[1]), pin_of(match[2]), number)


def pyproject(text: str) -> Iterator[Dependency]:
    """Yield what a pyproject.toml lists: PEP 621, PEP 735 groups, Poetry, PDM, Hatch and pixi."""
    document = load_toml(text)
    lines = text.split("\n")
    project, tool = _table(document, "project"), _table(document, "tool")
    listed: list[object] = [project.get("dependencies")]
    listed += list(_table(project, "optional-dependencies").values())
    listed += list(_table(document, "dependency-groups").values())
    listed += list(_table(_table(tool, "pdm"), "dev-dependencies").values())
    listed += [_table(tool, "uv").get("dev-dependencies")]
    for group in listed:
        for item in group if isinstance(group, list) else ():
            if isinstance(item, str) and (match := _REQUIREMENT.match(item)):
                yield Dependency(canonical(match[1]), pin_of(match[2]), _line_of(lines, item))
    poetry = _table(tool, "poetry")
    tables = [
        _table(poetry, "dependencies"),
        _table(poetry, "dev-dependencies"),
        _table(_table(tool, "pixi"), "dependencies"),
    ]
    tables += [_table(group, "dependencies") for group in _table(poetry, "group").values() if isinstance(group, dict)]
    tables += [_table(_table(tool, "pixi"), "pypi-dependencies")]
    for table in tables:
        yield from _named(table, lines)


def pixi(text: str) -> Iterator[Dependency]:
    """Yield what a pixi.toml lists."""
    document, lines = load_toml(text), text.split("\n")
    for key in ("dependencies", "pypi-dependencies"):
        yield from _named(_table(document, key), lines)


def pipfile(text: str) -> Iterator[Dependency]:
    """Yield what a Pipfile lists."""
    document, lines = load_toml(text), text.split("\n")
    for key in ("packages", "dev-packages"):
        yield from _named(_table(document, key), lines)


def setup(text: str, name: str) -> Iterator[Dependency]:
    """Yield what a setup.py passes as `install_requires`, or setup.cfg lists there; nothing of it runs."""
    if name == "setup.cfg":
        lines = text.split("\n")
        block = re.search(r"^install_requires\s*=([^\n]*\n(?:[ \t]+[^\n]*\n?)*)", text, re.MULTILINE)
        for line in block[1].split("\n") if block else ():
            if match := _REQUIREMENT.match(line):
                yield Dependency(canonical(match[1]), pin_of(match[2]), _line_of(lines, line.strip()))
        return
    tree = parsed(text)
    for node in walk(tree) if tree else ():
        if isinstance(node, ast.keyword) and node.arg in ("install_requires", "extras_require"):
            for item in walk(node.value):
                if (
                    isinstance(item, ast.Constant)
                    and isinstance(item.value, str)
                    and (match := _REQUIREMENT.match(item.value))
                ):
                    yield Dependency(canonical(match[1]), pin_of(match[2]), item.lineno)


_LOCKED = (
    re.compile(
        r"^[ \t]{0,12}(?:-[ \t]{1,4})?name[ \t]{0,4}[:=][ \t]{0,4}[\"']?([\w.-]{1,100})[\"']?[ \t]{0,9}$", re.MULTILINE
    ),
    re.compile(r"^[ \t]{0,12}- (?:conda|pypi): \S{0,500}/([\w.]+(?:-[A-Za-z_][\w.]*)*)-\d[^/\s]*$", re.MULTILINE),
)


def locked(text: str, name: str) -> Iterator[Dependency]:
    """Yield the packages that a lock file holds."""
    if name == "pipfile.lock":
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            return
        lines = text.split("\n")
        for key in ("default", "develop"):
            for package in _table(document, key) if isinstance(document, dict) else ():
                yield Dependency(canonical(package), "exact", _line_of(lines, f'"{package}"'))
        return
    for pattern in _LOCKED:
        line, position = 1, 0
        for match in pattern.finditer(text):
            line += text.count("\n", position, match.start())
            position = match.start()
            yield Dependency(canonical(match[1]), "exact", line)


def _local_paths(file: File) -> int:
    """Count the packages that are said to lie on the author's machine; where conda's folder was, harms nobody."""
    return sum(
        1 for line in file.lines if _LOCAL.search(line) and not line.lstrip().startswith(("#", "prefix:", "name:"))
    )


def _named(table: Mapping[str, Any], lines: list[str]) -> Iterator[Dependency]:
    for package, value in table.items():
        version = value.get("version", "") if isinstance(value, dict) else value
        specification = version if isinstance(version, str) else ""
        if isinstance(value, dict) and "rev" in value:
            specification = "==" + "1.0"
        yield Dependency(canonical(package), pin_of(specification), _line_of(lines, package))


def _table(document: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = document.get(key)
    return value if isinstance(value, dict) else {}


def _line_of(lines: list[str], wanted: str) -> int:
    return next((number for number, line in enumerate(lines, start=1) if wanted and wanted in line), 1)
