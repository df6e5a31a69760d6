"""How a stranger gets the data that the code reads (article section 9.1)."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.chief import around, trainings
from portfolio_kit.criteria.other_data import lacking
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.raw_data import handed_over, in_spite_of_rules
from portfolio_kit.repository.code.syntax import string, walk
from portfolio_kit.repository.data.givers import names_data_set, names_giver
from portfolio_kit.repository.data.withheld import PRIVATE_SOURCE, withheld
from portfolio_kit.repository.data.written_here import is_written
from portfolio_kit.repository.models.found_stages import Use
from portfolio_kit.repository.models.stages import READ, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_MOST_PLACES = 3
_WATCHING = re.compile(r"monitor|drift", re.IGNORECASE)
_WRITTEN = (".md", ".rst", ".txt", ".ipynb", ".pdf", ".html")
_STORES = re.compile(r"\.s3\.|read_sql|read_gbq|bigquery|snowflake|\.athena\.")
_ASKED = re.compile(r"read_(?:sql|sql_query|sql_table|gbq)")
_STORE_ADDRESSES = ("s3://", "gs://", "gcs://", "abfs", "wasb", "hdfs://")
_TO_STORE = (
    "Give DVC a remote that others can read (dvc remote add -d, then dvc push) and commit its settings, or commit a "
    "sample."
)


def data_access(repository: Repository) -> Finding:
    """Ask how a stranger gets the data that the code reads.

    Level 2 where it lies in the repository (a file that the code names, one in a folder for data, a collection of
    files there, a document that a search is built over, or any table where the code names none; a table of metrics or
    predictions is none, nor a list of which rows go into which fold, nor one that nobody names, with other columns
    than the code takes, nor one beside pictures that the code learns from), where code fetches it (a loader, an
    address that is read, a download; not what an app asks for while it runs) or generates it, or where a text gives
    the command that fetches it, a link to it with the file or folder that it goes to, or tells to download a file from
    a page into a folder, or a comment beside the code that reads a file names the page that it comes from. An address
    that a template left to be filled in fetches nothing, a toy set beside the data that others read generates none, a
    table that the code only writes is a result, and what a script fetches for a model of its own is no data of the
    project's model, which reads a file that is nowhere. Level 1 where a text only links or names the source, or where
    only other tables than those that are read are here, or those that tests have under their names. Level 0 otherwise,
    where the only source is said to be private or the data not to be handed on, and where there is no code that could
    read anything.
    """
    supply = repository.supply
    if supply.fitting:
        first = supply.fitting[0].path
        asked = _only_asked(repository)
        return met(
            f"The data is in the repository: {first}{f'; {cited(asked)} reads a database instead' if asked else ''}.",
            [*(file.evidence() for file in supply.fitting[:3]), *([asked] if asked else [])],
        )
    if supply.collection:
        file, folder, count = supply.collection
        return met(f"The folder {folder} holds {count} files of data.", [file.evidence()])
    other = lacking(repository)
    if other and other.named:
        return _named_only(other.named, f"{cited(other.read)} reads {other.path}", None)
    if other:
        return missing(
            f"{cited(other.read)} reads {other.path} for the project's model, and that is not in the repository; what "
            f"{cited(other.fetched)} fetches is the data of another model.",
            f"Say in README.md where to download {other.path}, or commit a sample of it (some rows, or made-up ones "
            "with the same columns).",
            [other.read.showing("the data of the project's model"), other.fetched.showing("the data of another model")],
        )
    if supply.code:
        does = "fetches" if supply.fetching else "makes"
        return met(f"The code of {supply.code.path} {does} the data.", [supply.code])
    if supply.searched:
        first = supply.searched[0].path
        return met(
            f"The documents that are searched are in the repository: {first}.",
            [file.evidence() for file in supply.searched[:3]],
        )
    if not repository.has_code:
        pointer = supply.pointer
        more = f", and no storage that others can reach holds the data that {pointer.path} points to" if pointer else ""
        return missing(
            f"Nothing here reads data{more}.",
            f"Commit the code, and a sample of the data that it reads.{f' {_TO_STORE}' if pointer else ''}",
            [pointer] if pointer else [],
        )
    if told := supply.instructions:
        says = "A comment in the code of" if told == supply.commented else "The text of"
        return met(f"{says} {told[0].path} says how to get the data.", told)
    return _without(repository, told_by=supply.named)


def _only_asked(repository: Repository) -> Evidence | None:
    """Where the code reads a database, where it reads nothing else and so not the data that is here."""
    uses = repository.stages.of(READ)
    is_asked = bool(uses) and all(_ASKED.fullmatch(use.call.last) for use in uses) and not repository.supply.reads
    return uses[0].evidence if is_asked else None


def _without(repository: Repository, told_by: Sequence[Evidence]) -> Finding:
    """The finding where the data is not here, and nothing says how to get it."""
    supply = repository.supply
    # What a model at work is watched by comes of the work, and from no source.
    own = [module for module in repository.modules if not is_test(module.path)]
    here = {file.name for file in repository.files}
    chief = [use.module for use in trainings(repository)[:1] if not use.module.is_notebook]
    near = around(repository, chief)
    reads = sorted(
        supply.reads,
        key=lambda read: (
            is_written(own, read.path),
            bool(_WATCHING.search(read.use.module.path)),
            read.path.rpartition("/")[2] in here,
            read.use.module.path not in near,
        ),
    )
    tables, pointer = supply.tables, supply.pointer
    used = [read.use for read in reads] or _read_to_learn(repository)
    reading = f"{cited(used[0].evidence)} reads {reads[0].shown if reads else 'the data'}" if used else ""
    places = [use.evidence for use in used[:1]]
    wanted = reads[0].path if reads else ""
    if reads and is_written(own, wanted) and (raw := handed_over(own)) is not None:
        # What the project writes itself is no file to be had: its raw file is.
        wanted, place = raw
        reading, places = f"{cited(place)} reads {wanted}", [place]
    forced = in_spite_of_rules(repository, wanted) if wanted else ""
    withheld_by = withheld(repository.texts)
    reachable = [place for place in told_by if not _is_private(place) and (not withheld_by or _leads_there(place))]
    said = withheld_by or next(filter(_is_private, told_by), None)
    if said and not reachable and (told_by or not tables):
        return missing(
            f"By {cited(said)} the data is private, and no sample of it is here.",
            f"Commit a sample that you may share, or made-up rows with the same columns{forced}"
            f"{f' ({reading})' if reading else ''}.",
            [said, *places],
        )
    if told_by and used and not reads and _ASKED.fullmatch(used[0].call.last):
        return _unfilled(reachable, places[0])
    if told_by:
        return _named_only(reachable, reading, pointer)
    if tables and reads:
        return partial(
            f"The file {tables[0].path} is here, but not what the code reads.",
            f"Commit a sample of the data{forced}, or say in the README where to download it ({reading}).",
            [tables[0].evidence(), *places],
        )
    if supply.of_tests and reads:
        return partial(
            f"Only the tests have a file of that name ({supply.of_tests[0].path}); what the code reads is not here.",
            f"Say in README.md how to get the data, or that those rows are a sample of it: {reading}.",
            [supply.of_tests[0].evidence(), *places],
        )
    if pointer:
        return missing(
            f"The file {pointer.path} only points to the data, and no storage that others can reach holds it.",
            _TO_STORE,
            [pointer, *places],
        )
    if used and _is_in_store(used[0]):
        return missing(
            f"The data that {cited(places[0])} reads lies in a store of the project's own; no sample is here.",
            f"Commit a sample (made-up rows with the same columns will do) that {places[0].path} can read.",
            places,
        )
    return missing(
        "The data is not in the repository, and no text says how to get it.",
        f"Commit a sample of the data{forced}, add a script that downloads it, or say in the README where to download "
        f"it and into which folder to put it{f' ({reading})' if used else ''}.",
        places,
    )


def _read_to_learn(repository: Repository) -> list[Use]:
    """Where the code reads data: what watches the model at work, and what a page is handed by its visitors, last."""
    pages = {app.module.path for app in repository.apps if app.kind == "interactive"}
    return sorted(
        repository.stages.of(READ),
        key=lambda use: (use.module.path in pages, bool(_WATCHING.search(use.module.path))),
    )


def _unfilled(named: Sequence[Evidence], place: Evidence) -> Finding:
    """The finding where texts or code name the source, and the code reads a database that nothing here fills."""
    first = named[0]
    is_linked = "://" in first.excerpt
    return partial(
        f"{first.path} {'links to' if is_linked else 'names'} the source of the data; {cited(place)} reads a database, "
        "and nothing here brings the one into the other.",
        f"Add a script that loads the downloaded file into the table that {cited(place)} reads (which file, and which "
        f"columns it leaves out), and name it beside {cited(first)}; or commit a sample and let the code read that.",
        [*named[:_MOST_PLACES], place],
    )


def _named_only(named: Sequence[Evidence], reading: str, pointer: Evidence | None) -> Finding:
    """The finding where texts or code name the source, and nothing says how to get the data from it."""
    where = f" ({reading})" if reading else ""
    first = named[0]
    is_text = first.path.endswith(_WRITTEN)
    is_linked = "://" in first.excerpt
    subject = f"{first.path} {'only links to' if is_linked else 'only names'}"
    where_from = "from there" if is_linked else "from which address"
    fix = (
        f"Say in {first.path if is_text else 'README.md'} which file to download {where_from} into which folder "
        f"(“Download rows.csv from https://… to data/rows.csv”), or add a script that downloads it, or a sample{where}."
    )
    return partial(
        f"{subject} the source of the data, and no text says which file to download into which folder.",
        f"{fix} {_TO_STORE}" if pointer else fix,
        [*[place for place in named if place.path == first.path][:_MOST_PLACES], *([pointer] if pointer else [])],
    )


def _is_in_store(use: Use) -> bool:
    """Whether data is read from a bucket or database that a stranger has no way into."""
    texts = [text for node in walk(use.call.node) if (text := string(node))]
    return bool(_STORES.search(use.call.name)) or any(text.startswith(_STORE_ADDRESSES) for text in texts)


def _leads_there(place: Evidence) -> bool:
    """Whether a place leads to data that a text says is private: by an address, or to its publisher. The name of a data
    set is then no more than what the data is called.
    """
    return "://" in place.excerpt or (names_giver(place.excerpt) and not names_data_set(place.excerpt))


def _is_private(place: Evidence) -> bool:
    return "://" not in place.excerpt and bool(PRIVATE_SOURCE.search(place.excerpt))
