"""What the code imports against what the dependency files declare (article section 9.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from portfolio_kit.criteria.phrases import capital, cited, enumerated
from portfolio_kit.repository.environment import locks
from portfolio_kit.repository.environment.clashes import clash
from portfolio_kit.repository.environment.dependencies import Dependency, is_empty_list
from portfolio_kit.repository.environment.files import where_to_add
from portfolio_kit.repository.environment.imports import Environment, Import
from portfolio_kit.repository.environment.installers import installed_by
from portfolio_kit.repository.environment.package_names import STAND_INS
from portfolio_kit.repository.environment.packages import distribution, is_declared
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_HELD = 0.7
_MOST_NAMES = 8
_MOST_FILES = 5
_MOST_PLACES = 3
_MOST_TO_WRITE = 12
_RUN = "run "


def environment(repository: Repository) -> Finding:
    """Compare what the project's code imports, notebooks included, with what its dependency files declare together;
    the driver that an address for SQLAlchemy names is imported, too.

    Level 0 without a dependency file that declares something, or a script of a shell that installs most of what the
    code imports in versions that it names, which is level 1. Level 1 where packages that are imported are not
    declared (what a declared package brings along or a notebook installs in one version is let pass, and one alone of a
    notebook, or of a single module among many packages that are declared, unless too many are open beside it), where
    the only file is a dump with paths of the author's machine or one that pins a package to two versions, or where the
    versions of the imported packages are mostly left open. Level 2 where it covers the imports and holds at least seven
    in ten of those versions: `==`, bounds, a lock. What a file for tests or development declares holds nothing that
    another file leaves open.
    """
    found = repository.environment
    if found.files and not repository.has_code:
        return missing(
            f"The file {found.files[0].file.path} lists packages for code that is not here.",
            "Commit the code that needs them.",
            [found.files[0].file.evidence()],
        )
    if not found.files:
        return _undeclared(repository, found)
    if not found.usable:
        first = found.files[0]
        return partial(
            f"The file {first.file.path} is a dump with {first.local_paths} paths of one machine.",
            f"List in {first.file.path} only what the code imports, each package with its version (==), without paths.",
            [first.file.evidence(first.dependencies[0].line)],
        )
    loose, held = found.loose, found.held
    # One package that is missing is let pass, and does not hold its version either.
    is_open = len(held) < _HELD * (len(held) + len(loose))
    is_short = bool(loose) and len(held) < _HELD * (len(held) + len(loose) + len(found.missing))
    # Where the list is to be mended anyway, what it lacks is told, too.
    absent = () if found.is_nearly_whole and not is_short else found.missing
    if absent or is_open:
        fixes = _added(found, absent) if absent else []
        fixes += [_pinned(found, loose)] if is_open else []
        fixes += _replaced(loose) + _beside(found)
        fixes += _locked_anew(found) if any(not fix.startswith(_RUN) for fix in fixes) else []
        places = [item.evidence for item in absent[:2]] + (_lines(found, loose) if is_open else [])
        return partial(_lacking(found, absent, is_open=is_open), f"{capital('; '.join(fixes))}.", places)
    if twice := clash(found.usable[0]):
        path, (one, other) = found.usable[0].file.path, twice.versions
        return partial(
            f"The file {path} asks for {twice.name} {one} and for {twice.name} {other}, and pip refuses such a list.",
            f"Leave one version of each package in {path}, and install it once into an empty environment.",
            [twice.first, twice.second],
        )
    but = f" but {_packages(found.missing)}" if found.missing else ""
    files = _files_of(found, (*held, *loose))
    many = files[1:]
    lists = f"The files {_named(files)} together list" if many else f"The file {files[0]} lists"
    versions = "the versions"
    if loose:
        of = f"{len(held)} of the {len(held) + len(loose)} packages"
        versions += f" of {of} (not {_names(loose)})"
    return met(
        f"{lists} what the code imports{but}{_along(found)}, and {'pin' if many else 'pins'} {versions}.",
        [*_lines(found, held)[: _MOST_PLACES - bool(loose)], *_lines(found, loose)[:1]],
    )


def _undeclared(repository: Repository, found: Environment) -> Finding:
    """The finding where no file declares anything."""
    empty = next((file for file in repository.files if is_empty_list(file)), None)
    own = {item.package for item in found.uncommitted}
    imports = [item for item in found.imports if item.package not in own]
    if (by_script := _by_script(repository, imports)) is not None:
        return by_script
    needed = f"a version (==) for each: {_packages(imports, _MOST_TO_WRITE, as_list=True)}." if imports else ""
    places = [item.evidence for item in imports[:2]]
    if empty is not None:
        return missing(
            f"The file {empty.path} lists no package.",
            f"Write into {empty.path} the packages that the code imports, with {needed or 'a version (==) for each.'}",
            [empty.evidence(), *places],
        )
    return missing(
        "No file declares the packages that the project needs.",
        f"Add a requirements.txt with {needed}"
        if needed
        else "Add a requirements.txt that pins the packages that the project needs.",
        places,
    )


def _by_script(repository: Repository, imports: Sequence[Import]) -> Finding | None:
    """The finding where a script installs most of what the code imports, in versions that it names."""
    for file in repository.files:
        held = {found.name: found for found in installed_by(file) if found.pin in ("exact", "bounded")}
        covered = [item for item in imports if is_declared(item.package, held)]
        if held and len(covered) >= _HELD * len(imports):
            return partial(
                f"No file lists the packages that the project needs; the script {file.path} installs them one by one.",
                f"Write the packages of {file.path}, with their versions, into a requirements.txt, and let the script "
                "install that file, so that every system can make the same environment from it.",
                [file.evidence(dependency.line) for dependency in islice(held.values(), _MOST_PLACES)],
            )
    return None


def _lacking(found: Environment, absent: Sequence[Import], *, is_open: bool) -> str:
    """The sentence that tells which packages are missing, and of which the versions are open."""
    loose, number = found.loose, len(found.loose) + len(found.held)
    files = _files_of(found, loose)
    is_from_below = all(dependency.pin == "lower" for dependency in loose)
    which = f"{_of_which(len(loose), number, found)}{' (>= alone sets no upper limit)' if is_from_below else ''}"
    do = "do not pin" if files[1:] else "does not pin"
    not_pinned = f"{f'the files {_named(files)}' if files[1:] else f'the file {files[0]}'} {do} {which}"
    if not absent:
        return f"{capital(not_pinned)}."
    if found.usable[1:]:
        says = f"None of the {len(found.usable)} dependency files lists {_packages(absent)}"
        return f"{says}, and {not_pinned}." if is_open else f"{says}."
    says = f"The file {found.usable[0].file.path} misses {_packages(absent)}"
    return f"{says}, and does not pin {which}." if is_open else f"{says}."


def _added(found: Environment, absent: Sequence[Import]) -> list[str]:
    """To which files packages are to be added, or by which command of the tool that keeps the lock; what only notebooks
    import, a service need not install.
    """
    wanted: dict[tuple[str, bool], list[Import]] = {}
    is_all_of_notebooks = all(item.module.is_notebook for item in found.imports)
    for item in absent:
        path = where_to_add(item.module.path, found.usable).file.path
        is_apart = item.module.is_notebook and not is_all_of_notebooks and "notebook" not in path.lower()
        wanted.setdefault((path, is_apart), []).append(item)
    parts, typed = [], []
    for (path, is_apart), items in wanted.items():
        place = f"({cited(items[0].evidence)} {items[0].how} {items[0].package})"
        if tool := locks.beside(path, (file.file for file in found.files)):
            command = tool.add_for_notebooks if is_apart else tool.add
            why = "as only notebooks import " + ("it" if len(items) == 1 else "them") if is_apart else place
            typed.append(f"`{command} {' '.join(dict.fromkeys(item.distribution for item in items))}` {why}")
            continue
        to = f"{path} or a requirements-notebook.txt, as only notebooks import " if is_apart else f"{path} {place}"
        to += ("it" if len(items) == 1 else "them") if is_apart else ""
        parts.append(f"{_packages(items, _MOST_TO_WRITE)} to {to}")
    each = "with its version" if len(absent) == 1 else "each with its version"
    by_hand = [f"add {enumerated(parts)}, {each} (==)"] if parts else []
    return [*by_hand, *([f"{_RUN}{enumerated(typed)}"] if typed else [])]


def _locked_anew(found: Environment) -> list[str]:
    """What to do about a lock that is no longer of its list, once that is mended by hand."""
    lock = locks.first(file.file for file in found.files)
    if lock is None or all(file.is_lock for file in found.usable):
        return []
    tool, path = lock
    return [f"then make {path} anew ({tool.lock})"]


def _of_which(loose: int, number: int, found: Environment) -> str:
    """Which packages are not pinned: the only one, all, or some of them."""
    which = " that the code imports" if found.imports else ""
    # What comes along with others, or is missing, is imported as well.
    listed = " listed" if which and (found.along or found.missing) else ""
    if number == 1:
        return f"the only{listed} package{which or ' in it'}"
    if loose == number:
        return f"any of the {number}{listed} packages{which or ' in it'}"
    return f"{loose} of {f'the {number}{listed} packages{which}' if which else 'its packages'}"


def _pinned(found: Environment, loose: Sequence[Dependency]) -> str:
    """What to do about open versions."""
    files = _files_of(found, loose)
    how = "with ==, or by a lock file"
    if all(dependency.pin == "lower" for dependency in loose):
        how = "== instead of >=, or an upper limit such as <3; a lock file does it as well"
    names = {dependency.name for dependency in loose}
    same = [
        file.file.path
        for file in found.usable
        if file.file.path not in files and any(one.name in names and one.pin == "none" for one in file.dependencies)
    ]
    also = f"; {_named(same)} list{'' if same[1:] else 's'} some of them without a version, too" if same else ""
    if len(loose) <= _MOST_NAMES:
        return f"pin {_to_pin(loose)} in {_named(files)} ({how}){also}"
    each = "every package" if not found.held else "the packages without a fixed version"
    return f"pin {each} in {_named(files)} ({how}), first {_to_pin(loose[:5])}{also}"


def _to_pin(loose: Sequence[Dependency]) -> str:
    """The names of packages to pin: of an empty stand-in, that of what it stands for."""
    return _few(list(dict.fromkeys(STAND_INS.get(dependency.name, dependency.name) for dependency in loose)))


def _replaced(loose: Sequence[Dependency]) -> list[str]:
    """What to do about stand-ins: packages that are called as the code imports them, and are empty themselves."""
    named = [dependency.name for dependency in loose if dependency.name in STAND_INS]
    if not named:
        return []
    wanted = enumerated([f"{STAND_INS[name]} in place of {name}" for name in named])
    return [f"write {wanted}, which {'are empty packages' if named[1:] else 'is an empty package'}"]


def _beside(found: Environment) -> list[str]:
    """What else is to be done for a list that is mended: to name what comes along, to commit what is no package."""
    fixes = []
    if found.along:
        brought = [distribution(package) for package, _ in found.along]
        fixes.append(f"also list {_few(brought)}, which the code imports and only other packages bring along")
    if found.needed_by_tests:
        item, *others = found.needed_by_tests
        more = f" and {_few([one.distribution for one in others])}" if others else ""
        fixes.append(f"list {item.distribution}{more}, which the tests need ({cited(item.evidence)})")
    if found.uncommitted:
        item = found.uncommitted[0]
        fixes.append(
            f"commit {_few([one.package for one in found.uncommitted])}, which by the name is the project's own code "
            f"({cited(item.evidence)} imports {item.package})"
        )
    return fixes


def _files_of(found: Environment, used: Iterable[Dependency]) -> list[str]:
    """The files that some dependencies were read from, in their order of rank."""
    paths = {found.file_of(dependency).file.path for dependency in used}
    ranked = [file.file.path for file in found.usable if file.file.path in paths]
    return ranked or [found.usable[0].file.path]


def _lines(found: Environment, used: Sequence[Dependency]) -> list[Evidence]:
    """Lines of dependencies, one of each file first."""
    first: dict[str, Evidence] = {}
    others: list[Evidence] = []
    for dependency in used:
        file = found.file_of(dependency).file
        place = file.evidence(dependency.line)
        if first.setdefault(file.path, place) is not place:
            others.append(place)
    return [*first.values(), *others][:_MOST_PLACES]


def _names(dependencies: Sequence[Dependency]) -> str:
    return _few([dependency.name for dependency in dependencies])


def _few(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Names in a sentence; that one more is left out is not worth the words."""
    if len(names) <= most + 1:
        return enumerated(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def _named(files: Sequence[str]) -> str:
    return _few(files, _MOST_FILES)


def _packages(found: Sequence[Import], most: int = _MOST_NAMES, *, as_list: bool = False) -> str:
    names = list(dict.fromkeys(item.distribution for item in found))
    return ", ".join(names) if as_list and len(names) <= most else _few(names, most)


def _along(found: Environment) -> str:
    """What of the imports is declared by nobody and comes along all the same, in brackets."""
    brought = [f"{distribution(package)} with {carrier}" for package, carrier in found.along]
    if not brought:
        return ""
    return f" (not listed, but installed with others: {_few(brought)})"
