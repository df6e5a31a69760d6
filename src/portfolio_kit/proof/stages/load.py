"""The stage load: the same request from a few connections, for a few seconds. Speed is told, not judged."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from portfolio_kit.proof.client import Client, NoAnswerError, Request
from portfolio_kit.proof.model import Result
from portfolio_kit.proof.stages.session import Session

_SECONDS = 5.0
_CONNECTIONS = 4
_MOST = 20_000
_LAST = 0.99


@dataclass(slots=True)
class _Run:
    """What one connection saw."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def prove(session: Session, valid: Request) -> Result:
    """Send the request for a few seconds; only an answer that is none, or no success, fails."""
    until = time.monotonic() + _SECONDS
    runs = [_Run() for _ in range(_CONNECTIONS)]
    threads = [threading.Thread(target=_ask, args=(session, valid, until, run)) for run in runs]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    times = sorted(each for run in runs for each in run.seconds)
    errors = [each for run in runs for each in run.errors]
    count = len(times) + len(errors)
    facts: dict[str, object] = {
        "requests": count,
        "errors": len(errors),
        "seconds": round(took, 1),
        "connections": _CONNECTIONS,
    }
    if errors:
        fix = f"Ask it from {_CONNECTIONS} connections at once and repair what its log says:\n{valid.curl()}"
        words = f"{len(errors)} of {count} requests failed under load: {errors[0]}"
        return Result("load", "failed", words, fix, facts=facts)
    middle, late = quantile(times, 0.5) * 1000, quantile(times, _LAST) * 1000
    facts |= {"p50_ms": round(middle, 2), "p99_ms": round(late, 2), "per_second": round(count / took, 1)}
    words = (
        f"{count / took:,.0f} requests a second from {_CONNECTIONS} connections, p50 {middle:.1f} ms, p99 {late:.1f} ms"
    )
    return Result("load", "passed", words, facts=facts)


def quantile(times: Sequence[float], share: float) -> float:
    """The time that this share of them does not exceed; they are in order."""
    return times[min(int(share * len(times)), len(times) - 1)]


def _ask(session: Session, valid: Request, until: float, run: _Run) -> None:
    with Client(session.running.socket) as client:
        while time.monotonic() < until and len(run.seconds) < _MOST and len(run.errors) < _CONNECTIONS:
            try:
                reply = client.ask_again(valid)
            except NoAnswerError as error:
                run.errors.append(str(error))
                continue
            if reply.is_good:
                run.seconds.append(reply.seconds)
            else:
                run.errors.append(f"{valid.named} answers {reply.status}")
