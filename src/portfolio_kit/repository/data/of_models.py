"""Files that look like data and hold a saved model: the parts of one that Spark wrote, an archive of weights."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterable

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File

_SPARK = re.compile(r"(.{1,400})/metadata/part-\d{5}")
_WEIGHTS = frozenset({".pkl", ".pickle", ".joblib", ".h5", ".keras", ".pt", ".pth", ".onnx", ".pb", ".cbm", ".bin"})
# What lies beside weights, and is neither data nor one of them.
_BESIDE = frozenset({".json", ".md", ".yaml", ".yml", ".py", ".log", ".index"})
_MOST_NAMES = 1000


def saved_by_spark(files: Iterable[File]) -> tuple[str, ...]:
    """Return the folders in which Spark saved a model or a part of one, whose tables are its parameters."""
    return tuple(sorted({f"{match[1]}/" for file in files if (match := _SPARK.fullmatch(file.path))}))


def packs_a_model(file: File) -> bool:
    """Whether an archive holds a model's weights and what goes with them, and nothing else."""
    if file.suffix != ".zip":
        return False
    # Few repositories hold an archive.
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(file.packed)) as archive:
            names = archive.namelist()[:_MOST_NAMES]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return False
    suffixes = {posixpath.splitext(name)[1].lower() for name in names if not name.endswith("/")}
    return bool(suffixes & _WEIGHTS) and suffixes <= _WEIGHTS | _BESIDE
