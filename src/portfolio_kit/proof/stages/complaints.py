"""The complaints of uv that are known: the package, what is wrong with it, and what its author can do about it."""

# ruff: noqa: E501 - patterns of what uv prints

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portfolio_kit import lazily as re
from portfolio_kit.repository.environment.dependencies import canonical
from portfolio_kit.repository.environment.packages import distribution
from portfolio_kit.rubric.finding import Evidence

_NAME = r"`?(?P<name>[A-Za-z0-9][\w.-]{0,80}(?:\[[\w,-]{0,80}\])?)`?"
_ONE = _NAME + r"(?:==(?P<version>[\w.!+*-]{1,60})|[<>=!~][\w.!+*<>=,~ -]{0,80})?"


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be installed, in words: `package` is the name, empty where no one package is at fault."""

    package: str
    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """What uv said: the `match` in the `text` of its output, where `file` was installed for a Python `version`, which
    is `asked` for somewhere. Another version `suits` all that is declared.
    """

    match: re.Match[str]
    text: str
    file: str
    version: str
    asked: Evidence | None
    suits: str | None

    @property
    def name(self) -> str:
        """The package that it is about."""
        return self.match["name"]

    @property
    def shown(self) -> str:
        """The package, with the version that was wanted."""
        return f"{self.name}=={self.match['version']}" if self.match["version"] else self.name

    def other_python(self, version: str) -> str:
        """What to do to run it by another Python, at the place that asks for this one."""
        if self.asked is None:
            return f"say in .python-version that {version} is needed"
        place = f"{self.asked.path}:{self.asked.line}"
        if "dockerfile" in self.asked.path.lower():
            return f"let {place} begin FROM python:{version}"
        return f"ask for Python {version} in {place}"


def _windows(said: Complaint) -> Refused:
    platforms = re.search(r"on the following platforms?: ([^.\n]{1,200}?)(?: hint:|$)", said.text)
    only = platforms[1] if platforms else ""
    if only and "linux" not in only:
        system = "win32" if "win" in only else "darwin"
        return Refused(
            said.name,
            f"{said.shown} is only there for {'Windows' if system == 'win32' else 'macOS'}",
            f"Write `{said.shown} ; sys_platform == '{system}'` in {said.file}, or remove it.",
        )
    return _old(said)


def _old(said: Complaint) -> Refused:
    here = int(said.version.split(".")[1])
    tags = re.search(r"(?:ABI|implementation) tags?: ([`\w, -]{3,200})", said.text)
    there = sorted({int(tag) for tag in re.findall(r"cp3(\d{1,2})", tags[1])}) if tags else []
    if needed := re.search(r">=?3\.(\d{1,2})", said.match.groupdict().get("wanted") or ""):
        there = [int(needed[1])]
    words = f"{said.shown} is not there for Python {said.version}"
    other = f"take a version of {said.name} in {said.file} that runs on {said.version}"
    if there and there[0] > here:
        fix = f"{_capital(said.other_python(f'3.{there[0]}'))}, or {other}."
        return Refused(said.name, f"{words}, only from 3.{there[0]} on", fix)
    if there:
        fix = f"{_capital(said.other_python(f'3.{there[-1]}'))}, or {other}."
        return Refused(said.name, f"{words}, only up to 3.{there[-1]}", fix)
    return Refused(said.name, words, f"{_capital(other)}.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _no_version(said: Complaint) -> Refused:
    number, plus, _ = (said.match["version"] or "").partition("+")
    if plus:
        return Refused(
            said.name,
            f"{said.shown} is no version of the package index",
            f"Write {said.name}=={number} in {said.file}, or give the index that has it.",
        )
    return Refused(
        said.name, f"{said.shown} does not exist", f"Give a version of {said.name} in {said.file} that does."
    )


def _unavailable(said: Complaint) -> Refused:
    asked = (said.match["asked"] or "").rstrip(",")
    return Refused(
        said.name,
        f"the package index has no {said.name}{asked}",
        f"Give a version of {said.name} in {said.file} that exists; where {said.name} is the project's own code, take it out.",
    )


def _unknown(said: Complaint) -> Refused:
    return Refused(
        said.name,
        f"{said.name} is not on the package index",
        f"Remove {said.name} from {said.file}, or write the name that it has there.",
    )


def _unbuilt(said: Complaint) -> Refused:
    name = said.name
    reason = next((text for mark, text in _BUILD_REASONS if mark in said.text), "")
    because = f": {reason}" if reason else ""
    other = f"take a version of {name} in {said.file} that has a wheel for Python {said.version}"
    if (real := distribution(name)) != canonical(name):
        return Refused(
            name, f"{said.shown} could not be built{because}", f"Write {real} in place of {name} in {said.file}."
        )
    return Refused(
        name,
        f"{said.shown} has no wheel for Python {said.version} and could not be built{because}",
        f"{_capital(said.other_python(said.suits))}, for which all of {said.file} has wheels, or {other}."
        if said.suits
        else f"{_capital(other)}.",
    )


_BUILD_REASONS = (
    ("deprecated", "the package is a stub that only says to install another"),
    ("distutils", "it needs distutils, which Python 3.12 no longer has"),
    ("pkgutil.ImpImporter", "it needs a Python before 3.12"),
    ("No module named 'pkg_resources'", "it needs pkg_resources, which setuptools no longer has"),
    ("No module named 'numpy'", "it needs numpy to be built"),
    ("Python.h", "it needs Python's headers"),
    ("gcc", "it needs a compiler"),
    ("command 'cc'", "it needs a compiler"),
)


def _local(said: Complaint) -> Refused:
    path = said.match["path"]
    name = path.rstrip("/").rpartition("/")[2][:60]
    named = re.search(r"/(?P<package>[A-Za-z][\w-]*?)_\d{6,}/", path)
    package = named["package"] if named else name
    return Refused(
        package,
        f"{package} lies on its author's machine ({path[:80]})",
        f"Write {package}==VERSION in {said.file} for each line with `@ file:` (`pip list --format=freeze` prints them so).",
    )


def _conflict(said: Complaint) -> Refused:
    what = said.match[1].removeprefix("Because ").strip()
    name = re.search(_ONE, what)
    return Refused(
        name["name"] if name else "",
        f"versions contradict each other: {what[:220]}",
        f"Loosen one of those versions in {said.file}, until `pip install` finds versions that agree.",
    )


def _line(said: Complaint) -> Refused:
    shown = re.search(r"cause: (.{3,160}?)(?:$| hint)", said.text[said.match.start() :])
    return Refused(
        "",
        f"{said.file} can't be read: {shown[1] if shown else said.match[0]}",
        f"Write one requirement on each line of {said.file}.",
    )


def _python(said: Complaint) -> Refused:
    return Refused(
        "",
        f"Python {said.version} is not one that the project allows ({said.match['wanted'].strip()[:40]})",
        f"Allow Python {said.version} in {said.file} too, or install the Python that it asks for.",
    )


def _unreachable(said: Complaint) -> Refused:
    return Refused(
        "",
        f"the package index was not reached: {said.match[0][:120]}",
        f"Try again when it is, or free {said.file} of it.",
    )


def _git(said: Complaint) -> Refused:
    address = said.match["address"].rstrip("`.,")
    return Refused(
        address.rstrip("/").rpartition("/")[2].removesuffix(".git"),
        f"{address[:120]} could not be fetched",
        f"Take a release from the package index in {said.file}, or check that the address is public.",
    )


_Words = Callable[[Complaint], Refused]
KNOWN: tuple[tuple[re.Pattern[str], _Words], ...] = (
    (
        re.compile(
            r"(?:Failed to (?:fetch|clone|update)|Git operation failed).{0,200}?(?P<address>(?:https?|ssh|git)://[^\s`]*\.git\b[^\s`]*|https?://(?:www\.)?git(?:hub|lab)\.com/[^\s`]+)"
        ),
        _git,
    ),
    (re.compile(r"Distribution not found at: file://(?P<path>\S+)"), _local),
    (
        re.compile(
            r"(?P<path>(?:/croot|/home|/Users|/tmp/build|/opt/conda|[A-Z]:)[^\s`'\"]{3,300}).{0,60}(?:not|does) "
        ),
        _local,
    ),
    (re.compile(r"Couldn't parse requirement|Unsupported requirement|Expected (?:package name|one of)"), _line),
    (re.compile(rf"Failed to (?:build|download and build|prepare)[: ]+{_ONE}"), _unbuilt),
    (
        re.compile(
            rf"{_NAME} (?:was not found|was not found in the (?:package registry|cache)|can't be found)(?P<version>)"
        ),
        _unknown,
    ),
    (
        re.compile(
            rf"current Python version \([\d.]+\) does not satisfy Python(?P<wanted>\S+) and {_ONE} (?:requires|depends)"
        ),
        _old,
    ),
    (
        re.compile(
            r"(?:requires-python|Python requirement|current Python version).{0,80}?(?P<wanted>[<>=~!]=?[\d.]+[\d.,<>=!*]*)"
        ),
        _python,
    ),
    (re.compile(rf"{_ONE} has no wheels with a matching"), _windows),
    (re.compile(rf"(?:all versions of )?{_ONE} (?:has|have) no (?:usable )?wheels"), _unbuilt),
    (
        re.compile(rf"(?:there is no version of|there are no versions of|only the following versions of) {_ONE}"),
        _no_version,
    ),
    (
        re.compile(
            r"only \S+ (?:is|are) available and you require (?P<name>[A-Za-z0-9][\w.-]*)(?P<version>)(?P<asked>[<>=!~][\w.,<>=!~*]*)?"
        ),
        _unavailable,
    ),
    (
        re.compile(
            r"(error sending request|dns error|Connection refused|operation timed out|failed to lookup address|tls).{0,80}",
            re.IGNORECASE,
        ),
        _unreachable,
    ),
    (re.compile(r"(Because .{10,800}?)(?:, we can conclude that your requirements|$)"), _conflict),
)
