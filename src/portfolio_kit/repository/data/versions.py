"""The version of the data that a project pins by a checksum: what DVC keeps, what code or a text holds beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

# Folders and files that DVC tracks, by what data is called in.
_OF_DATA = re.compile(
    r"(?:^|/)(?:data(?:sets?)?|dados|datos|donn[ée]es|daten|dati|veri|данные)(?:/|\.dvc$)", re.IGNORECASE
)
_TABLE = re.compile(r"\.(?:csv|tsv|parquet|feather|xlsx?|jsonl|arff|zip|t?gz|tar)$", re.IGNORECASE)
_LOCKED = re.compile(
    r"^[ ]{0,20}-?[ ]{0,4}path:[ ]([^\n]{1,300})\n(?:[ ]{0,20}hash: md5\n)?[ ]{0,20}(md5:)", re.MULTILINE
)
_LONGEST_LOCK = 100_000
# Checksums by their length: sixty-four digits are one wherever they stand, shorter ones where they are called so.
_DIGEST = r"(?<![0-9a-fA-F])(?:[0-9a-f]{64}|[0-9A-F]{64})(?![0-9a-fA-F])"
_SUM = re.compile(
    rf"{_DIGEST}|\b(?:md5|sha-?1|checksum)\b\W{{1,8}}(?:[0-9a-f]{{32}}|[0-9a-f]{{40}})(?![0-9a-f])", re.IGNORECASE
)
_WHOLE_SUM = re.compile(
    r"(?:(?:md5|sha1|sha256|sha512):)?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})", re.IGNORECASE
)
_SUMMING = ("hashlib", "sha256", "SHA256", "md5", "MD5", "known_hash", "checksum", "CHECKSUM")
_SPEAKS = re.compile(r"\bdata|dados|datos|donn[ée]es|\bdaten\b|\bdati\b|данн|数据", re.IGNORECASE)
_LONGEST = 3000


def versioned(repository: Repository, naming: Collection[str], fetching: Collection[str]) -> Evidence | None:
    """Return where the data's checksum is kept: in a file of DVC's, in one of the modules that fetch the data, or in a
    section about data of a text that names its source.
    """
    return next(
        (
            place
            for places in (
                _by_dvc(repository.files),
                _in_modules(repository, fetching),
                _in_texts(repository, naming),
            )
            for place in places
        ),
        None,
    )


def _by_dvc(files: Collection[File]) -> Iterator[Evidence]:
    """The hashes that DVC keeps of data, not of a model."""
    for file in files:
        if file.suffix == ".dvc" and _OF_DATA.search(file.path) and "md5:" in file.text:
            yield file.at(file.text.index("md5:"))
        elif file.name == "dvc.lock":
            for match in _LOCKED.finditer(file.text[:_LONGEST_LOCK]):
                path = match[1].strip("\"' ")
                if _TABLE.search(path) or (_OF_DATA.search(f"{path}/") and "." not in path.rpartition("/")[2]):
                    yield file.at(match.start(2))


def _in_modules(repository: Repository, fetching: Collection[str]) -> Iterator[Evidence]:
    """The checksums that code compares with what it fetched, written there or in a constant of another module."""
    for module in repository.modules:
        if module.path not in fetching or not module.mentions(*_SUMMING):
            continue
        for other in repository.modules:
            if other is not module and not other.mentions(*_SUMMING):
                continue
            used = {text for name, texts in other.assigned.items() if module.mentions(name) for text in texts}
            for text, line in other.strings:
                if _WHOLE_SUM.fullmatch(text) and (other is module or text in used):
                    yield other.evidence(line)


def _in_texts(repository: Repository, naming: Collection[str]) -> Iterator[Evidence]:
    """The checksums below headings about data, or in sentences about it."""
    for document in repository.texts:
        if document.path not in naming:
            continue
        title = ""
        for line in document.lines:
            if line.kind == "heading":
                title = line.text
            elif _SUM.search(text := line.text[:_LONGEST]) and (_SPEAKS.search(title) or _SPEAKS.search(text)):
                yield document.evidence(line.number)
