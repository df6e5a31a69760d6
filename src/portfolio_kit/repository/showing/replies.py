"""What stands below a sample request as its response, whatever the names in it: in its block of code or in the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.lines import Line

_COMMAND = re.compile(
    r"\s*(?:[$>%#]\s+|PS[^>]{0,60}>\s*)?(?:curl\b|https?\s+(?:--?\S+\s+)*(?:POST|GET|PUT|:|\w+[:.])|xh\b|wget\b.*--post"
    r"|Invoke-(?:RestMethod|WebRequest)\b|curl\.exe\b|>>>\s*(?:\w+\s*=\s*|print\()?(?:requests|httpx|client)\.(?:post|get)\()",
)
# What is asked of a service about itself.
_ABOUT_ITSELF = re.compile(
    r"/(?:health\w*|healthz|ping|status|metrics|docs|openapi\.json|ready\w*|live\w*|version|alive)\b", re.IGNORECASE
)
_PAIR = re.compile(
    r"[\"'](?!message|status|detail|error|health|version|name|info|id[\"'])[\w .-]{1,60}[\"']\s*:\s*[\"'\[{\w.-]"
)
_VALUES = re.compile(r"\[\s*(?:\{|\[|[\"']\w|-?\d)")
_UNFILLED = re.compile(r":\s*(?:<[^>]{0,60}>|[\"']?\.\.\.|[\"'](?:string|your)\b|[\"']?X{2,}\b)", re.IGNORECASE)
_GOES_ON = ("\\", "^", "`", "|", "&&", "-d", "--data")
_HEADER = re.compile(r"\s*(?:HTTP/\d|[\w-]{2,40}:\s\S|[#<>*]|//)")
_MOST_LINES = 40
_LONGEST = 600


class Reply(NamedTuple):
    """What a block of code holds: whether it asks something, and the line of the answer where it shows one."""

    asks: bool
    line: int | None


def asks_about_itself(block: Sequence[Line]) -> bool:
    """Whether all that a block of code asks of a service is how it is: what comes back is no work of it."""
    asked = [line.text[:_LONGEST] for line in block if _COMMAND.match(line.text[:_LONGEST])]
    return bool(asked) and all(map(_ABOUT_ITSELF.search, asked))


def reply_in(block: Sequence[Line]) -> Reply:
    """Return the answer that stands below the request of a block of code, once the request is complete."""
    asks = is_open = goes_on = False
    for position, line in enumerate(block):
        text = line.text[:_LONGEST]
        if asks and (is_open or goes_on):
            is_open = _opens(text, is_open=is_open)
            goes_on = text.rstrip().endswith(_GOES_ON)
        elif _COMMAND.match(text):
            asks = not _ABOUT_ITSELF.search(text)
            is_open = _opens(text, is_open=False)
            goes_on = text.rstrip().endswith(_GOES_ON)
        elif asks and text.strip():
            if is_reply(block[position:]):
                return Reply(asks, line.number)
            if not _HEADER.match(text):
                asks = False
    return Reply(asks, None)


def is_reply(lines: Sequence[Line]) -> bool:
    """Whether some lines begin with JSON that has something of its own in it, and nothing left to be filled in."""
    first = lines[0].text.strip() if lines else ""
    if not first.startswith(("{", "[")):
        return False
    whole, depth = [], 0
    for line in lines[:_MOST_LINES]:
        text = line.text[:_LONGEST]
        whole.append(text)
        depth += sum(map(text.count, "{[")) - sum(map(text.count, "}]"))
        if depth <= 0:
            break
    said = "\n".join(whole)
    return bool(_PAIR.search(said) or _VALUES.match(said.strip())) and not _UNFILLED.search(said)


def _opens(text: str, *, is_open: bool) -> bool:
    """Whether a quote is open at the end of a line, as around what is sent: a single one, a double one where it has
    none.
    """
    quote = "'" if "'" in text or is_open else '"'
    return (text.count(quote) - text.count(f"\\{quote}")) % 2 == (0 if is_open else 1)
