"""The stage service: it starts, says that it is ready, and answers a request for a prediction."""

from __future__ import annotations

import json
from dataclasses import dataclass

from portfolio_kit import lazily as re
from portfolio_kit.proof.candidates import Candidate, candidates
from portfolio_kit.proof.client import NoAnswerError, Reply
from portfolio_kit.proof.model import Result
from portfolio_kit.proof.openapi import OpenApi, read
from portfolio_kit.proof.said import plain
from portfolio_kit.proof.stages.session import NotReadyError, Session
from portfolio_kit.proof.stages.troubles import trouble
from portfolio_kit.repository.repository import Repository

_MOST = 25
_FAILURE = 500
_CLOSED = (401, 403)
_NO_SERVER = re.compile(r"python[\w./-]*: No module named (\w+)")


@dataclass(frozen=True, slots=True)
class Answered:
    """What the stage found out: its result, and for the stages after it the request that was answered."""

    result: Result
    valid: Candidate | None = None
    reply: Reply | None = None
    api: OpenApi | None = None


@dataclass(frozen=True, slots=True)
class _Tried:
    candidate: Candidate
    reply: Reply | None
    trouble: str = ""

    @property
    def said(self) -> str:
        """What came of it, as part of a sentence."""
        if self.reply is None:
            return f"{self.candidate.request.named}: {self.trouble}"
        return f"{self.candidate.request.named} answers {self.reply.status} to the request of {self.candidate.origin}"


def prove(session: Session, repository: Repository) -> Answered:
    """Wait for the service, and ask it for a prediction."""
    start = f"`{session.command.shown}`"
    try:
        first = session.await_ready()
    except NotReadyError as error:
        return Answered(_not_ready(start, error, repository))
    facts: dict[str, object] = {"ready_seconds": round(session.ready, 3), "ready_status": first.status}
    ready = f"{start}, ready in {session.ready:.1f} s"
    if session.service.is_page:
        return Answered(_page(ready, first, facts))
    api = read(session.client)
    facts["openapi"] = api.path if api else None
    tried = []
    for candidate, _ in zip(candidates(repository, api, session.client), range(_MOST), strict=False):
        one = _try(session, candidate)
        tried.append(one)
        if one.reply is not None and one.reply.is_good:
            return Answered(_answered(ready, one, tried, facts), candidate, one.reply, api)
        if session.has_ended():
            break
    return Answered(_unanswered(session, ready, tried, facts), api=api)


def _try(session: Session, candidate: Candidate) -> _Tried:
    try:
        return _Tried(candidate, session.client.ask(candidate.request))
    except NoAnswerError as error:
        return _Tried(candidate, None, str(error))


def _page(ready: str, first: Reply, facts: dict[str, object]) -> Result:
    if first.is_good:
        return Result("service", "passed", f"{ready}; it is a page for people, and answers {first.status}", facts=facts)
    fix = "Open the app in a fresh clone and repair what its page or its log says."
    return Result("service", "failed", f"{ready}, but its page answers {first.status}", fix, facts=facts)


def _answered(ready: str, good: _Tried, tried: list[_Tried], facts: dict[str, object]) -> Result:
    reply, request = good.reply, good.candidate.request
    assert reply is not None  # noqa: S101 - for the type checker
    # What the author tells readers to send, and what therefore has to work.
    broken = [each for each in tried if each.candidate.is_told and each is not good]
    facts |= {
        "request": request.curl(),
        "request_from": good.candidate.origin,
        "path": request.path,
        "status": reply.status,
        "milliseconds": round(reply.seconds * 1000, 1),
        "answer": shape(reply),
        "refused": [each.said for each in broken],
    }
    answer = f"{request.named} {reply.status} in {reply.seconds * 1000:.0f} ms ({shape(reply)})"
    note = f"; but {broken[0].said}" if broken else ""
    return Result("service", "passed", f"{ready}; {answer}{note}", facts=facts)


def _unanswered(session: Session, ready: str, tried: list[_Tried], facts: dict[str, object]) -> Result:
    """Say why there is no prediction: the fault of the service where it breaks or refuses what its author shows."""
    facts["tried"] = [each.said for each in tried]
    if session.has_ended():
        last = tried[-1].candidate.request
        fix = f"Send it to the service in a fresh clone and repair what the log says:\n{last.curl()}"
        return Result("service", "failed", f"{ready}, then it ended at {last.named}", fix, facts=facts)
    broken = next((each for each in tried if each.reply is None or each.reply.status >= _FAILURE), None)
    told = next((each for each in tried if each.candidate.is_told), None)
    closed = next((each for each in tried if each.reply is not None and each.reply.status in _CLOSED), None)
    if closed is not None and broken is None:
        words = f"{ready}; {closed.said}: it wants credentials that a proof has not"
        return Result("service", "skipped", words, facts=facts)
    worst = told or broken
    if worst is not None:
        detail = f": {plain(worst.reply.body[:300].decode('utf-8', 'replace'))}" if worst.reply else ""
        fix = f"Make this be answered, or correct it where it is shown:\n{worst.candidate.request.curl()}"
        return Result("service", "failed", f"{ready}, but {worst.said}{detail}", fix, facts=facts)
    if tried:
        words = f"{ready}; no text shows a request, and none of {len(tried)} made up was accepted ({tried[0].said})"
    else:
        words = f"{ready}; no route for predictions was found, and no text shows a request"
    return Result("service", "skipped", words, facts=facts)


def _not_ready(start: str, error: NotReadyError, repository: Repository) -> Result:
    found = trouble(error.said, repository)
    lines = error.said.splitlines()
    last = found.what if found else plain(lines[-1]) if lines else ""
    fix = found.fix if found else "Start it in a fresh clone, after a fresh installation, and repair what its log says."
    if absent := _NO_SERVER.search(error.said):
        last = f"{absent[1]} is not installed"
        fix = f"Add {absent[1]} to the dependencies: the service is started with it."
    return Result("service", "failed", f"{start}: {error}{': ' if last else ''}{last}", fix)


def shape(reply: Reply) -> str:
    """What an answer is, in a few words: the names that a JSON object has, else its type."""
    try:
        value = json.loads(reply.body)
    except (ValueError, RecursionError):
        return reply.media or "no content type"
    if isinstance(value, dict):
        names = [plain(str(name))[:40] for name in list(value)[:6]]
        return "JSON: " + ", ".join(names) if names else "an empty JSON object"
    return f"JSON: a list of {len(value)}" if isinstance(value, list) else "JSON: a single value"
