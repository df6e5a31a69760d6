"""Which folders hold somebody else's project, told from the project's own code under the same name.

A name says little: `lib` may be where all of the project's code lies. What decides is whether anything of the project
outside imports or starts what is there, and whether it has the papers of a project of its own. Under any name it is a
copy where its README gives the address of a repository of that name, of an owner whom nothing outside names.

And which files are only an older or newer state of the project's own code, kept in a folder beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File

# Names for what was fetched from elsewhere; and names that are as often the project's own.
_FOREIGN = frozenset({"external", "externals", "extern", "deps", "submodules", "subprojects"})
_EITHER = frozenset({"lib", "libs", "example", "examples", "samples", "contrib", "outputs", "archive"})
_CODE = frozenset({".py", ".ipynb"})
_TEXTS = frozenset({".md", ".rst", ".txt", ".markdown", ".adoc", ".qmd"})
_STARTING = frozenset(
    {"", ".py", ".ipynb", ".toml", ".cfg", ".ini", ".yml", ".yaml", ".sh", ".bat", ".dockerfile", ".mk"}
)
_LICENCE = re.compile(r"(?:un)?licen[cs]e(?:[.-]\w+)*|copying(?:\.\w+)?|pkg-info|notice(?:\.txt)?", re.IGNORECASE)
_PACKAGE = re.compile(r"setup\.(?:py|cfg)|pyproject\.toml", re.IGNORECASE)
_REQUIREMENTS = re.compile(r"requirements[\w.-]*\.txt|environment\.ya?ml|pipfile", re.IGNORECASE)
_README = re.compile(r"readme(?:\.\w+)*", re.IGNORECASE)
_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import\b|import[ \t]+([\w.]+))", re.MULTILINE)
# Where a repository lies at a host: its owner, and what follows.
_HOSTED = re.compile(
    r"\b(?:github|gitlab|bitbucket|codeberg)\.[\w.-]{2,60}[/:]([\w.-]{1,60})/([\w./-]{1,200})", re.IGNORECASE
)
_DOWNLOADED = re.compile(r"[-_](?:main|master)$|\.git$")
_LARGEST = 400_000
_MOST = 20
# Files that a folder has to share with what is around it, and the parts of their code and of their lines, to be a copy.
_FEWEST_TWINS = 3
_ALIKE = 0.6


def vendored(files: Sequence[File]) -> frozenset[str]:
    """Return the folders, by path, whose code is not the project's own."""
    candidates = {folder for file in files if file.suffix in _CODE and (folder := _candidate(file.path)) is not None}
    # Nobody's own code lies in so many folders of such names that each is worth looking for.
    return frozenset(
        folder for number, folder in enumerate(sorted(candidates)) if number >= _MOST or _is_vendored(folder, files)
    ) | frozenset(_cloned(files))


def copies(files: Sequence[File]) -> frozenset[str]:
    """Return the code files, by path, of folders at the root that hold much of the project's own code a second time.

    What is outside is the project: a folder that something outside imports, starts or tells of is a part of it. Texts
    and data of a copy are no code and stay: they may be all that is told.
    """
    code = {file.path: file for file in files if file.suffix in _CODE and not file.is_blank}
    inside: dict[str, list[File]] = {}
    for path, file in code.items():
        folder, _, rest = path.partition("/")
        if rest:
            inside.setdefault(folder, []).append(file)
    found: set[str] = set()
    for folder, held in inside.items():
        pairs = [(file, code[outer]) for file in held if (outer := file.path.partition("/")[2]) in code]
        if len(pairs) < max(_FEWEST_TWINS, _ALIKE * len(held)):
            continue
        twins = [file for file, outer in pairs if _is_alike(file, outer)]
        outside = [file for file in files if not file.path.startswith(f"{folder}/")]
        is_used = _is_imported(held, outside) or _is_named(folder, outside, _STARTING) or _is_told(folder, outside)
        if len(twins) >= max(_FEWEST_TWINS, _ALIKE * len(held)) and not is_used:
            found.update(file.path for file in twins)
    return frozenset(found)


def _is_told(folder: str, outside: Iterable[File]) -> bool:
    """Whether a text outside leads a reader into the folder."""
    named = re.compile(rf"(?<![\w.-]){re.escape(folder)}/|\bcd[ \t]+(?:\./)?{re.escape(folder)}(?![\w-])")
    return any(file.suffix in _TEXTS and file.size <= _LARGEST and named.search(file.text) for file in outside)


def _is_alike(file: File, other: File) -> bool:
    """Whether most lines of two files are the same."""
    if max(file.size, other.size) > _LARGEST:
        return file.size == other.size
    mine, theirs = ({line.strip() for line in each.text.split("\n") if line.strip()} for each in (file, other))
    return len(mine & theirs) >= _ALIKE * max(len(mine), len(theirs), 1)


def _candidate(path: str) -> str | None:
    """The first folder on a path whose name is one that copies are kept under; the names of either at the root only."""
    parts = path.split("/")[:-1]
    for position, name in enumerate(parts):
        if name.lower() in _FOREIGN or (not position and name.lower() in _EITHER):
            return "/".join(parts[: position + 1])
    return None


def _is_vendored(folder: str, files: Sequence[File]) -> bool:
    inside = [file for file in files if file.path.startswith(f"{folder}/")]
    outside = [file for file in files if not file.path.startswith(f"{folder}/")]
    if _has_a_licence_of_its_own(inside, outside):
        return True
    is_used = _is_imported(inside, outside) or _is_named(folder, outside, _STARTING)
    if is_used:
        return False
    is_whole = _is_whole(inside)
    if folder.rpartition("/")[2].lower() in _FOREIGN or is_whole:
        return is_whole or not _is_named(folder, outside, _TEXTS)
    has_other_code = any(file.suffix in _CODE and not file.is_blank for file in outside)
    return not has_other_code and not _is_named(folder, outside, _TEXTS)


def _cloned(files: Sequence[File]) -> Iterator[str]:
    """The folders that are somebody else's repository under its own name, beside a whole project at the root.

    A part of the project may have its own README with an address too: its owner is then named elsewhere, or something
    outside imports, starts or builds it.
    """
    at_root = [file.name for file in files if not file.folder]
    papers = (_README.fullmatch, lambda name: _REQUIREMENTS.fullmatch(name) or _PACKAGE.fullmatch(name))
    if not all(any(map(is_paper, at_root)) for is_paper in papers):
        return
    addressed = (
        (readme.folder, owners)
        for readme in files
        if readme.folder and _README.fullmatch(readme.name) and readme.size <= _LARGEST
        if (owners := _owners(readme.folder, readme.text))
    )
    for folder, owners in islice(addressed, _MOST):
        inside = [file for file in files if file.path.startswith(f"{folder}/")]
        outside = [file for file in files if not file.path.startswith(f"{folder}/")]
        both_have_code = all(
            any(file.suffix in _CODE and not file.is_blank for file in part) for part in (inside, outside)
        )
        if both_have_code and not (_is_owned(owners, outside) or _is_taken_in(folder, inside, outside)):
            yield folder


def _owners(folder: str, text: str) -> frozenset[str]:
    """Whose repositories of the folder's name a text gives the addresses of."""
    name = _plain(folder.rpartition("/")[2])
    return frozenset(match[1].lower() for match in _HOSTED.finditer(text) if name in map(_plain, match[2].split("/")))


def _plain(name: str) -> str:
    return _DOWNLOADED.sub("", name.lower()).replace("-", "_")


def _is_owned(owners: frozenset[str], outside: Iterable[File]) -> bool:
    """Whether a text outside gives an address of one of the owners: they are then the project's."""
    return any(
        match[1].lower() in owners
        for file in outside
        if file.suffix in _TEXTS | _STARTING and file.size <= _LARGEST
        for match in _HOSTED.finditer(file.text)
    )


def _is_taken_in(folder: str, inside: Sequence[File], outside: Sequence[File]) -> bool:
    """Whether something outside imports what is in a folder, from there, or names it where things are started."""
    depth = folder.count("/") + 1
    theirs = {name for file in inside if file.suffix == ".py" for name in _names(file.path, depth)}
    named = re.compile(rf"(?<![\w-]){re.escape(folder)}(?![\w-])")
    starting = [file for file in outside if file.suffix in _STARTING and not file.name.startswith(".")]
    return _imports(outside, theirs - _own_names(outside)) or any(
        file.size <= _LARGEST and named.search(file.text) is not None for file in starting
    )


def _has_a_licence_of_its_own(inside: Iterable[File], outside: Iterable[File]) -> bool:
    """Whether there is a licence in the folder that is not the project's at the root once more."""
    own = {file.text.strip() for file in outside if not file.folder and _LICENCE.fullmatch(file.name)}
    return any(_LICENCE.fullmatch(file.name) and file.text.strip() not in own for file in inside)


def _is_whole(inside: Iterable[File]) -> bool:
    """Whether a project of its own lies in the folder: a package, or a README with requirements."""
    names = [file.name for file in inside]
    return any(map(_PACKAGE.fullmatch, names)) or (
        any(map(_README.fullmatch, names)) and any(map(_REQUIREMENTS.fullmatch, names))
    )


def _is_imported(inside: Iterable[File], outside: Sequence[File]) -> bool:
    """Whether code outside imports a module of the folder, by a name that no module outside has."""
    theirs = {name for file in inside if file.suffix == ".py" for name in _names(file.path)}
    return _imports(outside, theirs - _own_names(outside))


def _own_names(files: Iterable[File]) -> set[str]:
    return {name for file in files if file.suffix == ".py" for name in _names(file.path)}


def _imports(files: Iterable[File], names: set[str]) -> bool:
    """Whether code imports one of the names."""
    for file in files:
        if file.suffix in _CODE and file.size <= _LARGEST:
            text = file.text.replace('"', "\n").replace("\\n", "\n") if file.suffix == ".ipynb" else file.text
            for match in _IMPORT.finditer(text):
                if (match[1] or match[2] or "").strip(".") in names:
                    return True
    return False


def _names(path: str, deepest: int | None = None) -> Iterator[str]:
    """The dotted names that a module can be imported by, its packages' among them; from folders no deeper than told."""
    parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
    if deepest is not None and parts[deepest : deepest + 1] == ["src"]:
        deepest += 1
    for start in range(len(parts) if deepest is None else min(len(parts), deepest + 1)):
        for end in range(start + 1, len(parts) + 1):
            yield ".".join(parts[start:end])


def _is_named(folder: str, files: Iterable[File], suffixes: frozenset[str]) -> bool:
    """Whether a file with one of the suffixes names something in the folder, by path or as a module."""
    path, dotted = re.escape(folder), re.escape(folder.replace("/", "."))
    named = re.compile(
        rf"(?<![\w/.-])(?:\./)?(?:{path}/[\w./-]+\.(?:py|ipynb|sh)\b|-m[ \t]+{dotted}\.\w|{dotted}(?:\.\w+)*:\w)"
    )
    return any(
        file.suffix in suffixes and file.size <= _LARGEST and named.search(file.text) is not None for file in files
    )
