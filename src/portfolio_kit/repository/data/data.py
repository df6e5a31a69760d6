"""The data in the repository: tables, archives, collections of files, and which of them the code reads."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.formatted import as_written, has_gap_in_name, may_be_called
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import string, texts_in, walk
from portfolio_kit.repository.data.handed_in import handed_in
from portfolio_kit.repository.data.of_models import packs_a_model, saved_by_spark
from portfolio_kit.repository.data.row_lists import lists_rows
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.found_stages import Use
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.results.metrics import mentioned

_TABLES = frozenset(
    {".csv", ".tsv", ".parquet", ".feather", ".arrow", ".xlsx", ".xls", ".jsonl", ".ndjson", ".arff", ".data", ".dat"}
    | {".mat", ".sav", ".dta", ".rds", ".libsvm", ".tfrecord", ".geojson"}
)
_PACKED = frozenset({".zip", ".gz", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz", ".zst"})
ARCHIVES = frozenset({".zip", ".7z", ".rar"})
_MEDIA = frozenset(
    {".jpg", ".jpeg", ".png", ".wav", ".mp3", ".flac", ".txt", ".xml", ".json", ".tif", ".tiff", ".bmp", ".pdf"}
)
# What is data in a folder for data only: elsewhere it is a setting, a model's weights, an app's accounts.
_ANYTHING = frozenset({".json", ".txt", ".npy", ".npz", ".h5", ".hdf5", ".db", ".sqlite", ".sqlite3"})
_DATA_FOLDER = re.compile(
    r"(?:^|/)(?:data|datas|datasets?|dataset_?\w*|raw|input|inputs|corpus|dados|datos|daten|donn[ée]es|"
    r"train|archive|sample_?\w*)/",
    re.IGNORECASE,
)
_PACKED_DATA = re.compile(r"data|archive|train|images", re.IGNORECASE)
_NO_TABLE = ("requirements", "readme", "read_me", "license", ".")
_READERS = frozenset(
    {"read_csv", "read_parquet", "read_excel", "read_json", "read_feather", "read_table", "read_pickle", "scan_csv"}
    | {"scan_parquet", "loadtxt", "genfromtxt"}
)
_ARGUMENTS = frozenset({"filepath_or_buffer", "path", "io", "source"})
_FILE_NAME = re.compile(r"\.\w{2,8}$")
# What a network's weights are kept in beside it: `model.onnx.data`.
_OF_NETWORKS = (".onnx", ".ckpt", ".pth", ".pt")
# How a table of SPSS begins; others call a model so, or a setting.
_OF_SPSS = "$FL"
# Bytes: a table has a header and a row, a text more; files: fewer in a folder are no collection.
_LEAST_TABLE = 40
_LEAST_TEXT = 2000
_LEAST_ITEM = 60
_FEWEST = 20
_LONGEST_HEADER = 400
_MOST_FILLED = 30
# What a table of labels calls its two columns: that of a picture or recording, and its class.
_OF_LABELS = (
    frozenset({"id", "file", "filename", "file_name", "image", "image_id", "img", "path", "filepath", "image_path"}),
    frozenset({"label", "labels", "class", "target", "category"}),
)
# The rows that a dump of a database puts back.
_LEAST_DUMP = 20_000
_ROWS = re.compile(
    r"^[ \t]*(?:INSERT INTO\b[^\n]{0,2000}\bVALUES\b|COPY\b[^\n]{0,2000}\bFROM stdin)", re.IGNORECASE | re.MULTILINE
)
_POINTER = "version https://git-lfs.github.com/spec/"
_SEPARATOR = re.compile(r"[,;\t]")
# A cell that is a number, which no column is called.
_SET = re.compile(
    r"(?:^|[,;\t])\"?(?:(?:best_|hyper)?param(?:eter)?s?(?:_|\b)|(?:clf|classifier|regressor|model|estimator)__"
    # As Spark calls what it searched, and by what.
    r"|\w{1,80}_[0-9a-f]{10,16}__|areaunder(?:roc|pr)\b)"
)
_FIGURE = re.compile(r"(?:^|[,;\t])\s*\"?-?\d[\d.]*\"?\s*(?:[,;\t]|$)")


class Wanted(NamedTuple):
    """A file that the code reads under a name that stands in the code, and where it is read."""

    path: str
    use: Use
    written: str = ""
    """The path as it stands in the code, where parts of it are filled in when it runs."""

    @property
    def shown(self) -> str:
        """The path to tell a reader."""
        return self.written or self.path

    @property
    def name(self) -> str:
        """The last part of the path, in lower case."""
        return self.path.rpartition("/")[2].lower()


def held(files: Iterable[File], is_named: Callable[[File], bool]) -> list[File]:
    """Return the data files of the repository, those in a folder for data first; without suffix, what `is_named`;
    a pointer to what Git LFS keeps only where Git is told so.
    """
    files = list(files)
    of_spark = saved_by_spark(files)
    found = [
        file
        for file in files
        if (_is_data(file) if file.suffix else _may_be_data(file) and is_named(file))
        and not (of_spark and file.path.startswith(of_spark))
        and not packs_a_model(file)
    ]
    if not any(file.name == ".gitattributes" and "filter=lfs" in file.text for file in files):
        found = [file for file in found if not _is_pointer(file)]
    # What was handed in is what a model answered, and nothing that it learned from.
    return sorted(
        found,
        key=lambda file: (
            "submission" in file.name.lower(),
            not in_data_folder(file),
            file.path.count("/"),
            file.path,
        ),
    )


def in_data_folder(file: File) -> bool:
    """Whether a file lies in a folder that is called as folders of data are."""
    return bool(_DATA_FOLDER.search(file.path))


def collections(files: Iterable[File]) -> Iterator[tuple[File, str, int]]:
    """Yield each folder for data that holds a collection of pictures, recordings or texts, or one folder for each
    class of them: a file of it, the folder, and how many files.
    """
    by_folder: dict[str, list[File]] = {}
    for file in files:
        if file.suffix in _MEDIA and file.size > _LEAST_ITEM and in_data_folder(file):
            by_folder.setdefault(file.folder, []).append(file)
            above = file.folder.rpartition("/")[0]
            if _DATA_FOLDER.search(f"{above}/"):
                by_folder.setdefault(above, []).append(file)
    for folder, found in by_folder.items():
        if len(found) >= _FEWEST:
            yield found[0], folder, len(found)


def wanted(uses: Sequence[Use]) -> Iterator[Wanted]:
    """Yield the data files that the code reads under a name that stands in the code."""
    for use in uses:
        if use.call.last in _READERS:
            for text in handed_in(use) or _strings(use):
                if "://" not in text and _FILE_NAME.search(text):
                    yield Wanted(text.replace("\\", "/"), use)


def with_gaps_filled(read: Wanted, files: Iterable[File]) -> Iterable[Wanted]:
    """Return the files that may be meant by a name that is put together when the code runs; without any, that name."""
    written = as_written(read.use.module, read.path)
    if not has_gap_in_name(written):
        return (read,)
    here = [Wanted(file.path, read.use) for file in files if may_be_called(written, file.name)]
    return here[:_MOST_FILLED] or (read._replace(written=written),)


def paths_of(use: Use, modules: Sequence[Module]) -> Iterator[str]:
    """Yield the paths of the data files that a call reads; one that an attribute holds may be set in any module, as in
    one of settings.
    """
    texts = list(_strings(use))
    if not texts and use.call.last in _READERS:
        names = {node.attr for part in use.call.node.args[:1] for node in walk(part) if isinstance(node, ast.Attribute)}
        texts = [text for module in modules for name in names for text in module.assigned.get(name, ())]
    yield from (text.replace("\\", "/") for text in texts if "://" not in text and _FILE_NAME.search(text))


def _strings(use: Use) -> Iterator[str]:
    keywords = [keyword.value for keyword in use.call.node.keywords if keyword.arg in _ARGUMENTS]
    for argument in [*use.call.node.args[:1], *keywords]:
        yield from texts_in(argument)
        for node in walk(argument):
            if isinstance(node, (ast.Name, ast.Attribute)):
                name = node.id if isinstance(node, ast.Name) else node.attr
                yield from use.module.assigned.get(name, ()) or _by_default(use, name)


def _by_default(use: Use, name: str) -> Iterator[str]:
    """What a function that reads is given where nobody says otherwise: `def load(path="data/loans.csv")`."""
    function = next((one for one in use.module.functions if one.name == use.call.scope), None)
    if function is not None:
        arguments = function.node.args
        plain = [*arguments.posonlyargs, *arguments.args]
        pairs = [
            *zip(plain[len(plain) - len(arguments.defaults) :], arguments.defaults, strict=True),
            *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
        ]
        yield from (text for argument, value in pairs if argument.arg == name and (text := string(value)))


def _may_be_data(file: File) -> bool:
    return file.size > _LEAST_TEXT and in_data_folder(file) and not file.name.lower().startswith(_NO_TABLE)


def _is_data(file: File) -> bool:
    if file.size < _LEAST_TABLE or file.suffix == ".dvc" or file.name.lower().startswith(_NO_TABLE):
        return False
    in_data = in_data_folder(file)
    if is_test(file.path) or _tells_results(file) or _is_only_header(file) or _is_of_labels(file) or lists_rows(file):
        return False
    if file.suffix == ".data" and file.stem.endswith(_OF_NETWORKS):
        return False
    if file.suffix == ".sav" and not file.head.startswith(_OF_SPSS):
        return False
    if file.suffix == ".sql":
        return file.size > _LEAST_DUMP and bool(_ROWS.search(file.text))
    if file.suffix in _PACKED:
        inner = posixpath.splitext(file.stem)[1].lower()
        return in_data or inner in _TABLES or file.suffix in ARCHIVES or bool(_PACKED_DATA.search(file.stem))
    return file.suffix in _TABLES or (file.suffix in _ANYTHING and in_data and file.size > _LEAST_TEXT)


def _is_pointer(file: File) -> bool:
    """Whether a file only says which content is kept for it elsewhere by Git LFS."""
    return file.size < _LONGEST_HEADER and file.head.startswith(_POINTER)


def _is_only_header(file: File) -> bool:
    """Whether a table names its columns, two or more, and has no row."""
    if file.suffix not in (".csv", ".tsv") or file.size > _LONGEST_HEADER:
        return False
    lines = [line for line in file.head.split("\n") if line.strip()]
    return len(lines) == 1 and bool(_SEPARATOR.search(lines[0])) and not _FIGURE.search(lines[0])


def _is_of_labels(file: File) -> bool:
    """Whether a table only says which class each file has, which is elsewhere: `id,label`."""
    columns = [cell.strip(" \"'\r\ufeff").lower() for cell in _SEPARATOR.split(file.head.split("\n", 1)[0])]
    return len(columns) == len(_OF_LABELS) and all(
        name in names for name, names in zip(columns, _OF_LABELS, strict=True)
    )


def _tells_results(file: File) -> bool:
    """Whether a table's columns are metrics, what a model predicted, what it found to be important, or what was set of
    it: the grid that a search tried.
    """
    header = file.head.split("\n", 1)[0][:_LONGEST_HEADER].lower()
    return file.suffix in (".csv", ".tsv") and (
        "pred" in header or "importan" in header or bool(_SET.search(header)) or bool(mentioned(header))
    )
