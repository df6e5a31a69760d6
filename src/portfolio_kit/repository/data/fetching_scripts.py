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
# What only asks a server whether something is there, or for what is no data: a package, a program, a key.
_NO_DATA = re.compile(
    r"\s-[a-zA-Z]*I\b|--head\b|--spider\b|/dev/null|install|\.sh\b|\.whl\b|\.deb\b|miniconda|github\.com/[^\s]*/releases/"
    r"|awscli|docker|terraform|hashicorp|spark|kafka|hadoop|gpg|localhost|model|weights|\.(?:pt|pth|onnx|h5|pkl|bin)\b",
    re.IGNORECASE,
)
_LARGEST = 100_000


def fetching_scripts(files: Iterable[File]) -> Iterator[Evidence]:
    """Yield the lines of shell scripts and Makefiles that download a data set."""
    for file in files:
        if (file.suffix == ".sh" or file.name in ("Makefile", "makefile", "justfile")) and file.size < _LARGEST:
            for match in _FETCH.finditer(file.text):
                line = match[0]
                if is_left_open(line) or (not match["kaggle"] and (_NO_DATA.search(line) or not gives_data(line))):
                    continue
                yield file.at(match.start() + len(line) - len(line.lstrip()))
