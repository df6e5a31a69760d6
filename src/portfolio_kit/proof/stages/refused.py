"""Why an installation failed, from what uv printed: the package, what is wrong with it, and what its author can do."""

# ruff: noqa: E501, RUF001 - patterns of what uv prints

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portfolio_kit import lazily as re
from portfolio_kit.repository.dependencies import canonical
from portfolio_kit.repository.packages import distribution

_LONGEST = 1 << 16
_LONGEST_LINE = 2_000
_NAME = r"`?(?P<name>[A-Za-z0-9][\w.-]{0,80}(?:\[[\w,-]{0,80}\])?)`?"
_NO_WHEEL = re.compile(
    r"Wheels are required for `([\w.-]{1,100})`|Distribution `([\w.-]{1,100}?)(?:==| @ )[^`]{0,300}` can't be installed"
)
_ONE = _NAME + r"(?:==(?P<version>[\w.!+*-]{1,60})|[<>=!~][\w.!+*<>=,~ -]{0,80})?"


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be installed, in words: `package` is the name, empty where no one package is at fault."""

    package: str
    what: str
    fix: str


def needs_building(text: str) -> bool:
    """Whether packages were only refused because nothing may be built: a second try may build them."""
    return "building from source is disabled" in text or "no-build" in text


def without_wheel(text: str) -> str | None:
    """Return the package that was refused because nothing may be built; None where none is named."""
    match = _NO_WHEEL.search(text)
    return canonical(match[1] or match[2]) if match else None


def refused(text: str, file: str, python: str) -> Refused:
    """Return what stood in the way. `file` says what was to be installed, `python` is the version in use."""
    # The end tells why; what a package prints while it is built may be as long as it likes.
    lines = [line[:_LONGEST_LINE] for line in text[-_LONGEST:].split("\n")]
    flat = " ".join(re.sub(r"[│╰─▶×├╭]", " ", "\n".join(lines)).split())
    for pattern, words in _KNOWN:
        if match := pattern.search(flat):
            return words(match, flat, file, python)
    last = next((line.strip() for line in reversed(text.split("\n")) if line.strip()), "nothing was printed")
    return Refused("", last[:200], f"Install {file} in a new, empty environment and mend what stops it.")


def _windows(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    name, shown = match["name"], _shown(match)
    platforms = re.search(r"on the following platforms?: ([^.\n]{1,200}?)(?: hint:|$)", flat)
    only = platforms[1] if platforms else ""
    if only and "linux" not in only:
        system = "win32" if "win" in only else "darwin"
        return Refused(
            name,
            f"{shown} is only there for {'Windows' if system == 'win32' else 'macOS'}",
            f"Write `{shown} ; sys_platform == '{system}'` in {file}, or remove it.",
        )
    return _old(match, flat, file, python)


def _old(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    name, shown = match["name"], _shown(match)
    tags = re.search(r"ABI tags?: ([`\w, -]{3,200})", flat)
    versions = sorted({int(tag) for tag in re.findall(r"cp3(\d{1,2})", tags[1])}) if tags else []
    if versions:
        newest = f"3.{versions[-1]}"
        fix = f"Say in .python-version that {newest} is needed, or take a version of {name} in {file} that runs on {python}."
        return Refused(name, f"{shown} is not there for Python {python}, only up to {newest}", fix)
    return Refused(
        name,
        f"{shown} is not there for Python {python}",
        f"Take a version of {name} in {file} that is, or say in .python-version which Python is needed.",
    )


def _no_version(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    del flat, python
    name, shown = match["name"], _shown(match)
    if "+" in (match["version"] or ""):
        return Refused(
            name,
            f"{shown} is no version of the package index",
            f"Write {name}=={(match['version'] or '').partition('+')[0]} in {file}, or give the index that has it.",
        )
    return Refused(name, f"{shown} does not exist", f"Give a version of {name} in {file} that does.")


def _unavailable(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    del flat, python
    name, asked = match["name"], (match["asked"] or "").rstrip(",")
    return Refused(
        name,
        f"the package index has no {name}{asked}",
        f"Give a version of {name} in {file} that exists; where {name} is the project's own code, take it out.",
    )


def _unknown(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    del flat, python
    name = match["name"]
    return Refused(
        name, f"{name} is not on the package index", f"Remove {name} from {file}, or write the name that it has there."
    )


def _unbuilt(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    name, shown = match["name"], _shown(match)
    reason = next((text for mark, text in _BUILD_REASONS if mark in flat), "")
    because = f": {reason}" if reason else ""
    if (other := distribution(name)) != canonical(name):
        return Refused(name, f"{shown} could not be built{because}", f"Write {other} in place of {name} in {file}.")
    return Refused(
        name,
        f"{shown} has no wheel for Python {python} and could not be built{because}",
        f"Take a version of {name} in {file} that has a wheel for Python {python}, or say in .python-version which "
        "Python it is for.",
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


def _local(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    del flat, python
    path = match["path"]
    name = path.rstrip("/").rpartition("/")[2][:60]
    named = re.search(r"/(?P<package>[A-Za-z][\w-]*?)_\d{6,}/", path)
    package = named["package"] if named else name
    return Refused(
        package,
        f"{package} lies on its author's machine ({path[:80]})",
        f"Write {package}==VERSION in {file} for each line with `@ file:` (`pip list --format=freeze` prints them so).",
    )


def _conflict(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    del flat, python
    what = match[1].removeprefix("Because ").strip()
    name = re.search(_ONE, what)
    return Refused(
        name["name"] if name else "",
        f"versions contradict each other: {what[:220]}",
        f"Loosen one of those versions in {file}, until `pip install` finds versions that agree.",
    )


def _line(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    del python
    shown = re.search(r"cause: (.{3,160}?)(?:$| hint)", flat[match.start() :])
    return Refused(
        "", f"{file} can't be read: {shown[1] if shown else match[0]}", f"Write one requirement on each line of {file}."
    )


def _python(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    del flat
    return Refused(
        "",
        f"Python {python} is not one that the project allows ({match['wanted'].strip()[:40]})",
        f"Allow Python {python} in {file} too, or install the Python that it asks for.",
    )


def _unreachable(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    del flat, python
    return Refused(
        "", f"the package index was not reached: {match[0][:120]}", f"Try again when it is, or free {file} of it."
    )


def _git(match: re.Match[str], flat: str, file: str, python: str) -> Refused:
    del flat, python
    address = match["address"].rstrip("`.,")
    return Refused(
        address.rstrip("/").rpartition("/")[2].removesuffix(".git"),
        f"{address[:120]} could not be fetched",
        f"Take a release from the package index in {file}, or check that the address is public.",
    )


def _shown(match: re.Match[str]) -> str:
    return f"{match['name']}=={match['version']}" if match["version"] else match["name"]


_Words = Callable[["re.Match[str]", str, str, str], Refused]
_KNOWN: tuple[tuple[re.Pattern[str], _Words], ...] = (
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
