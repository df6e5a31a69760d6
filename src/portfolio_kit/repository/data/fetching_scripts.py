"""Shell scripts and Makefiles that fetch the data, whether a text speaks of them or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.givers import gives_data, is_left_open
from portfolio_kit.repository.file import File
from portfolio_kit.rubric.finding import Evidence

_FETCH = re.compile(
    r"^[ \t]*@?(?:(?P<kaggle>kaggle (?:datasets|competitions) download\b)|(?:wget|curl|gdown)\b)[^\n]*", re.MULTILINE
)
# What only asks a server whether something is there, or is for what is no data: a program, a key, a model.
_NO_DATA = re.compile(
    r"\s-[a-zA-Z]*I\b|--head\b|--spider\b|/dev/null|install|\.(?:sh|whl|deb|jar|pt|pth|onnx|h5|pkl|bin)\b|localhost|gpg"
    r"|models?\b|weights",
    re.IGNORECASE,
)
# An archive may hold anything: that there is data in it has to show.
_OF_DATA = re.compile(r"data|dados|datos|corpus|\.(?:csv|tsv|parquet|xlsx?|arff|jsonl?)\b|kaggle|gdown", re.IGNORECASE)
_LARGEST = 100_000


def fetching_scripts(files: Iterable[File]) -> Iterator[Evidence]:
    """Yield the lines of shell scripts and Makefiles that download a data set."""
    for file in files:
        if (file.suffix == ".sh" or file.name in ("Makefile", "makefile", "justfile")) and file.size < _LARGEST:
            for match in _FETCH.finditer(file.text):
                line = match[0]
                if is_left_open(line) or not (match["kaggle"] or _is_of_data(line)):
                    continue
                yield file.at(match.start() + len(line) - len(line.lstrip()))


def _is_of_data(line: str) -> bool:
    return bool(_OF_DATA.search(line)) and not _NO_DATA.search(line) and gives_data(line)
