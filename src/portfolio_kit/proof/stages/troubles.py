"""What stopped a program, from what it printed: in words that its author can act on."""

# ruff: noqa: E501 - patterns of what programs print

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from portfolio_kit import lazily as re
from portfolio_kit.proof.found.python_version import MOVE_TO_3
from portfolio_kit.proof.sandbox import PROJECT
from portfolio_kit.proof.stages.traces import loose, place, speaks_of
from portfolio_kit.repository.environment.packages import distribution, imported_as
from portfolio_kit.repository.file import File
from portfolio_kit.repository.repository import Repository

_LONGEST = 1 << 18
_POINTER = 300
_SHOWN = 160
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_ERROR = re.compile(
    r"^(?:E\s+)?((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Warning|NotFound)\b.{0,300})",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"https?://[^\s'\"<>)\]}]{4,200}")
_LOCALHOST = re.compile(
    r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::|', port=| port )(\d+)|(sqlite|postgres\w*|mysql\w*)://"
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened, and what to do about it."""

    what: str
    fix: str


def trouble(text: str, repository: Repository) -> Trouble | None:
    """Return what stopped a program; None where nothing that it printed says so."""
    shown = _COLOUR.sub("", text[-_LONGEST:])
    for pattern, words in _KNOWN:
        if matches := list(pattern.finditer(shown)):
            return words(matches[-1], shown, repository)
    return _error(shown, repository)


def _import(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    name = match["name"]
    where = place(text[: match.end()], repository)
    first = name.partition(".")[0]
    if name.startswith(("google.colab", "kaggle_secrets", "kaggle_datasets", "dbutils")):
        return Trouble(
            f"{where or 'it'} imports {name}, which is only there in its own cloud",
            "Import it only where it is there (`try: … except ImportError:`), and read the data from the repository.",
        )
    at = f"{where} imports {name}" if where else f"{name} is imported"
    own = next((path for path in repository.folders if path.rpartition("/")[2] == first), None)
    own = own or next((file.path for file in repository.suffixed(".py") if file.stem == first), None)
    if own:
        return Trouble(
            f"{at}, which is {own} but not found from where the command is run",
            f"Say how it is run so that {first} is found: from the folder above it with `python -m`, or installed "
            "(a pyproject.toml with [build-system]).",
        )
    package = distribution(imported_as(name))
    if where and not speaks_of(name, where, repository):
        return Trouble(
            f"what {where} imports needs {name}, which is not installed",
            f"Add {package} to the dependency file, in a version that has {name}.",
        )
    declared = package in repository.environment.declared
    if declared and "." in name:
        return Trouble(
            f"{at}, which the installed {package} does not have",
            f"Hold {package} to the version that the code was written for.",
        )
    return Trouble(
        f"{at}, which no dependency file declares", f"Add {package} with its version to the dependency file."
    )


def _name(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    where = place(text[: match.end()], repository)
    at = f"{where}: " if where else ""
    package = distribution(imported_as(match["package"]))
    return Trouble(
        f"{at}{match['what']} is not in the installed {package}",
        f"Hold {package} to the version that the code was written for, or write the code for the one that is declared.",
    )


def _together(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    del text
    package, other, there = distribution(imported_as(match["package"])), match["other"], match["there"]
    declared = package in repository.environment.declared
    do = f"Hold {package} in the dependency file to" if declared else f"Add {package} to the dependency file, in"
    return Trouble(
        f"the installed {package} requires {other} {match['asked']}, and {there} is what is installed",
        f"{do} a version that goes with {other.lower()} {there}, or raise {other.lower()} there.",
    )


def _numpy(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    del match
    where = place(text, repository)
    return Trouble(
        f"{where + ': ' if where else ''}a package was built for another NumPy than the one that is installed",
        "Hold numpy in the dependency file to the version that the other packages were built for (`numpy<2`), or raise "
        "those packages.",
    )


def _file(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    path = match["path"].strip("'\"")
    own = path.removeprefix(f"{PROJECT}/")
    where = place(text[: match.end()], repository, posixpath.basename(own))
    at = f"{where} reads " if where else ""
    if re.match(r"/content/|/kaggle/|[A-Za-z]:[\\/]|/home/|/Users/|/mnt/|/drive/", own):
        return Trouble(
            f"{at}{own[:_SHOWN]}, which is a path of its author's machine",
            "Give the path from the repository's root, and commit the data or a sample of it.",
        )
    name = posixpath.basename(own.replace("\\", "/"))
    held = next((file.path for file in repository.files if file.name == name and name), None)
    if held and not own.startswith("/"):
        return Trouble(
            f"{at}{own[:_SHOWN]}, which is not there from where it is run; the repository has {held}",
            f"Read {held} by its path from the code's own file (Path(__file__).parent), not from where it is run.",
        )
    wanted = re.sub(r"^(?:\.{1,2}/)+", "", own)[:_SHOWN]
    return Trouble(
        f"{at}{own[:_SHOWN]}, which is not in the repository",
        f"Commit {wanted} or a sample of it, or let the run make it first.",
    )


def _network(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    around = text[max(0, match.start() - 6_000) : match.end() + 600]
    where = place(text[: match.end()], repository)
    at = f"{where}: " if where else ""
    if local := _LOCALHOST.search(around[-1_500:]):
        return Trouble(
            f"{at}needs a server at {local[0].replace(chr(39) + ', port=', ':')}, which nobody started",
            "Let it work without one: tests with the framework's own test client, MLflow with a folder (`file:mlruns`).",
        )
    host = re.search(r"host='([\w.-]{3,100})'|resolve '?([\w.-]{3,100}\.\w+)|//([\w.-]{3,100})", around)
    address = next(iter(_ADDRESS.findall(around)[-1:]), "") or next(
        (name for name in (host.groups() if host else ()) if name), ""
    )
    if not address:
        address = next(
            (text_ for module in repository.modules for text_, _ in module.strings if _ADDRESS.fullmatch(text_)), ""
        )
    return Trouble(
        f"{at}asks {address[:_SHOWN] or 'a server'}, and there is no network here",
        "Commit a sample of what it downloads and let the run use that: a proof has no network, and an address may go.",
    )


def _corpus(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    where = place(text[: match.end()], repository)
    path = match["path"]
    return Trouble(
        f"{where + ': ' if where else ''}needs NLTK's {path}, which would be downloaded, and there is no network here",
        f"Commit it as nltk_data/{path} and set NLTK_DATA to that folder, or take a list that a package brings.",
    )


def _program(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    del text, repository
    return Trouble(f"{match['program']} is not there", f"Declare {match['program']}, or do without it.")


def _terminal(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    del match
    where = place(text, repository)
    return Trouble(
        f"{where or 'it'} waits for somebody to type something",
        "Take the choice from an argument or a file, with a default.",
    )


def _memory(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    del match
    where = place(text, repository)
    return Trouble(f"{where or 'it'} needs more memory than there is", "Train on a sample, or in smaller parts.")


def _two(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    where = place(text[: match.end()], repository)
    return Trouble(f"{where or 'the code'} is Python 2", MOVE_TO_3)


def _arguments(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    del text, repository
    return Trouble(
        f"it was called without what it needs: {match[0].strip()[:_SHOWN]}",
        "Give its arguments defaults, or write the whole command into README.md or [tool.portfolio-kit.prove.training].",
    )


def _error(text: str, repository: Repository) -> Trouble | None:
    found = list(_ERROR.finditer(text))
    if not found:
        return None
    match = found[-1]
    where = place(text[: match.end()], repository)
    if pointer := next((file for file in repository.files if _is_pointer(file)), None):
        return Trouble(
            f"{pointer.path} is only a pointer of Git LFS, and what it points to was not fetched ({match[1][:_SHOWN]})",
            "Run `git lfs pull` first, and commit a sample that needs no LFS: many clones come without.",
        )
    said = " ".join(match[1].split())[:_SHOWN].replace(f"{PROJECT}/", "")
    absent = re.search(r"(?:[\w.-]+/)*[\w-]+\.(?:csv|tsv|parquet|xlsx?|json|zip|pkl|joblib|h5|npz|db|txt|data)\b", said)
    if absent and not repository.exists(absent[0]) and "/" in absent[0]:
        return Trouble(
            f"{where + ': ' if where else ''}{said}",
            f"Commit {absent[0]} or a sample of it, or let the run make it first.",
        )
    what = f"{where + ': ' if where else ''}{said}"
    library = loose(text[: match.end()], repository)
    if library and where:
        return Trouble(what, f"Hold {library} to the version that the code was written for, or mend {where}.")
    return Trouble(what, f"Mend {where}." if where else f"Mend what raises {said.split(':')[0]}.")


def _coverage(match: re.Match[str], text: str, repository: Repository) -> Trouble:
    del match, text, repository
    return Trouble(
        "pytest's configuration asks for pytest-cov, which is not declared",
        "Add pytest-cov to the dependency file, or take --cov out of addopts.",
    )


def _is_pointer(file: File) -> bool:
    return file.size < _POINTER and file.head.startswith("version https://git-lfs.github.com/spec/")


_Words = Callable[["re.Match[str]", str, Repository], Trouble]
_KNOWN: tuple[tuple[re.Pattern[str], _Words], ...] = (
    (re.compile(r"Missing parentheses in call to 'print'|(?:exec|print) \"?\S.{0,40}\n\s*\^.*\nSyntaxError"), _two),
    (re.compile(r"(?:ModuleNotFoundError: |ImportError: )No module named '?(?P<name>[A-Za-z_][\w.]*)'?"), _import),
    (re.compile(r"ImportError: cannot import name '(?P<what>\w+)' from (?:partially initialized module )?'(?P<package>[A-Za-z_][\w.]*)'"), _name),
    (re.compile(r"ImportError: (?P<package>[A-Za-z][\w.]{1,40}) requires (?P<other>[A-Za-z][\w.]{1,40}) (?P<asked>[^,\n]{3,40}), found (?P<there>\d[\w.]{0,20})"), _together),
    (re.compile(r"numpy\.dtype size changed|numpy\.core\.multiarray failed to import|compiled using NumPy 1\.x cannot be run"), _numpy),
    (re.compile(r"Attempted to load (?P<path>\w{2,20}/[\w.-]{2,60})"), _corpus),
    (re.compile(r"Name or service not known|[Tt]emporary failure in name resolution|getaddrinfo failed|NameResolutionError|Failed to resolve|Network is unreachable|nodename nor servname|Max retries exceeded|Could not resolve host|ConnectionError|URLError|Connection refused|Could not contact DNS|client_error.*Connection|MaxRetryError|LocalEntryNotFoundError|couldn't connect to '?https|No address associated with hostname|Errno -[235]\]"), _network),
    (re.compile(r"(?:FileNotFoundError|NotADirectoryError|OSError): \[Errno \d+\] [^:\n]{3,60}: (?P<path>'[^'\n]{1,300}'|\"[^\"\n]{1,300}\")"), _file),
    (re.compile(r"can't open file (?P<path>'[^'\n]{1,300}')"), _file),
    (re.compile(r"(?:No such file or directory|does not exist|not found): (?P<path>'?[\w./-]{2,200}\.\w+'?)"), _file),
    (re.compile(r"EOFError: EOF when reading a line|StdinNotImplementedError|raw_input was called"), _terminal),
    (re.compile(r"MemoryError|Unable to allocate [\d.]+ [GM]iB|DefaultCPUAllocator"), _memory),
    (re.compile(r"error: the following arguments are required: .{1,200}|Error: Missing (?:argument|option).{1,200}"), _arguments),
    (re.compile(r"(?:^|[\s:])(?P<program>[\w.-]{1,40}): (?:command )?not found", re.MULTILINE), _program),
    (re.compile(r"error: unrecognized arguments:.{0,80}--cov"), _coverage),
)  # fmt: skip
