"""The stage malformed input: whatever is wrong with a request, the service answers it, and never with a 5xx."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from portfolio_kit.proof.candidates import Candidate
from portfolio_kit.proof.client import NoAnswerError, Request
from portfolio_kit.proof.generated import Generated
from portfolio_kit.proof.malformations import malformed
from portfolio_kit.proof.model import Result
from portfolio_kit.proof.openapi import OpenApi
from portfolio_kit.proof.said import last_lines
from portfolio_kit.proof.stages.session import Session

_MOST = 400
_MOST_FAILURES = 10
_TOLD = 20
_SECONDS = 30.0
_LARGE = 1 << 20
_FAILURE = 500
_ADVICE = "Answer it with a 4xx that says what is wrong."
# What JSON does not have. FastAPI repeats what it refuses, and cannot write it.
_NO_JSON = ("NaN", "Infinity", "1e999", "half a character")
_REPEATED = (
    "Answer it with a 4xx: with FastAPI, answer RequestValidationError without its `input`, and allow no NaN "
    "or Infinity in fields."
)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A request that the service failed at, and how."""

    request: Request
    how: str
    is_end: bool = False

    @property
    def is_no_json(self) -> bool:
        """Whether it was asked what only lax readers take for JSON: where frameworks fail at their own answers."""
        return self.request.about.endswith(_NO_JSON)


def prove(session: Session, valid: Candidate, api: OpenApi | None) -> Result:
    """Send what is wrong in one way each, then what is made up from the OpenAPI document."""
    began = time.monotonic()
    failures: list[_Wrong] = []
    statuses: dict[int, int] = {}
    made_up = 0
    with ExitStack() as stack:
        generated = None
        if api is not None and valid.operation is not None:
            generated = stack.enter_context(Generated(api, [valid.operation]))
        _send(session, malformed(valid.request, api, valid.operation), began + _SECONDS, failures, statuses)
        by_hand = sum(statuses.values()) + len(failures)
        if generated is not None and not _is_over(failures):
            until = time.monotonic() + _SECONDS
            _send(session, generated.requests(until), until + _SECONDS, failures, statuses)
            made_up = sum(statuses.values()) + len(failures) - by_hand
    facts: dict[str, object] = {
        "requests": by_hand + made_up,
        "made_up": made_up,
        "statuses": {str(status): count for status, count in sorted(statuses.items())},
        "failures": [
            {"request": each.request.curl(), "about": each.request.about, "how": each.how, "no_json": each.is_no_json}
            for each in failures[:_TOLD]
        ],
        "failed": len(failures),
        "seconds": round(time.monotonic() - began, 1),
    }
    if not failures:
        words = f"{by_hand + made_up} malformed requests, no 5xx, no hang"
        return Result("malformed input", "passed", words, facts=facts)
    return _failed(session, failures, by_hand + made_up, facts)


def _failed(session: Session, failures: list[_Wrong], count: int, facts: dict[str, object]) -> Result:
    # What is its own is told before what its framework does.
    first = min(failures, key=lambda each: (not each.is_end, each.is_no_json))
    others = f", and {len(failures) - 1} more" if len(failures) > 1 else ""
    words = f"{first.request.named} with {first.request.about}: {first.how}{others}; {count} requests"
    lines = last_lines(session.log, 1)
    said = f" Its log says: {lines[0]}" if lines else ""
    advice = _REPEATED if first.is_no_json else _ADVICE
    fix = f"{advice}{said}\n{first.request.curl()}"
    return Result("malformed input", "failed", words, fix, facts=facts)


def _is_over(failures: list[_Wrong]) -> bool:
    own = sum(not each.is_no_json for each in failures)
    return own >= _MOST_FAILURES or any(each.is_end for each in failures)


def _send(
    session: Session, requests: Iterable[Request], until: float, failures: list[_Wrong], statuses: dict[int, int]
) -> None:
    for request in _within(requests, until):
        try:
            reply = session.client.ask(request)
        except NoAnswerError as error:
            is_alive = session.is_alive()
            # To close the connection is a way to refuse what is too large.
            if is_alive and len(request.body or b"") > _LARGE and "seconds" not in str(error):
                statuses[0] = statuses.get(0, 0) + 1
                continue
            how = str(error) if is_alive else f"{error}, and the service is gone"
            failures.append(_Wrong(request, how, is_end=not is_alive))
        else:
            if reply.status < _FAILURE:
                statuses[reply.status] = statuses.get(reply.status, 0) + 1
                continue
            failures.append(_Wrong(request, f"it answers {reply.status}"))
        if _is_over(failures):
            return


def _within(requests: Iterable[Request], until: float) -> Iterator[Request]:
    for request, _ in zip(requests, range(_MOST), strict=False):
        if time.monotonic() > until:
            return
        yield request
