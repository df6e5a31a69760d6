"""Commands that start a service, told to listen where they are asked: on one port of this machine, without a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portfolio_kit import lazily as re

# Stands for the port until there is one.
PORT = "{port}"

_HOST = "127.0.0.1"
_VARIABLE = re.compile(r"\$(?:PORT\b|\{PORT(?::?-[^}]{0,20})?\}|\(PORT\))")


@dataclass(frozen=True, slots=True)
class Start:
    """The arguments and variables of a server, `PORT` in place of its port. `is_page` says that it is for people."""

    arguments: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)
    is_page: bool = False
    ready: str | None = None


@dataclass(frozen=True, slots=True)
class _Options:
    """What a server calls its options: those to take out with their value, those to take out alone, what is put in."""

    valued: frozenset[str]
    alone: frozenset[str]
    given: tuple[str, ...]

    def applied(self, words: Sequence[str]) -> tuple[str, ...]:
        kept: list[str] = []
        rest = iter(words)
        for word in rest:
            name, equals, _ = word.partition("=")
            if name in self.alone:
                continue
            if name in self.valued:
                if not equals:
                    next(rest, None)
                continue
            if len(word) > 2 and word[:2] in self.valued and word[0] == "-" != word[1]:  # noqa: PLR2004 - `-p8000`
                continue
            kept.append(word)
        return (*kept, *self.given)


def _options(valued: str, alone: str, given: str) -> _Options:
    return _Options(frozenset(valued.split()), frozenset(alone.split()), tuple(given.split()))


_UVICORN = _options(
    "--host --port --uds --fd --ssl-keyfile --ssl-certfile --ssl-keyfile-password --reload-dir --workers",
    "--reload",
    f"--host {_HOST} --port {PORT}",
)
_SERVERS: Mapping[str, _Options] = {
    "uvicorn": _UVICORN,
    "gunicorn": _options("-b --bind --certfile --keyfile -p --pid", "-D --daemon --reload", f"--bind {_HOST}:{PORT}"),
    "hypercorn": _options("-b --bind --certfile --keyfile", "--reload", f"--bind {_HOST}:{PORT}"),
    "waitress-serve": _options("--listen --host --port --unix-socket", "", ""),
    "flask": _options(
        "-h --host -p --port --cert --key", "--reload --debug --debugger", f"--host {_HOST} --port {PORT}"
    ),
    "fastapi": _options("--host --port --workers", "--reload", f"--host {_HOST} --port {PORT}"),
    "bentoml": _options("--host -p --port", "--reload --development --production", f"--host {_HOST} --port {PORT}"),
}
_STREAMLIT = _options(
    "--server.port --server.address --server.headless --browser.gatherUsageStats --server.runOnSave "
    "--server.fileWatcherType --server.sslCertFile --server.sslKeyFile",
    "",
    f"--server.address {_HOST} --server.port {PORT} --server.headless true --server.fileWatcherType none "
    "--browser.gatherUsageStats false",
)
_PAGES: Mapping[str, _Options] = {
    "chainlit": _options("--port --host -h", "-w --watch", f"--headless --host {_HOST} --port {PORT}"),
    "panel": _options("--port --address", "--show --autoreload --dev", f"--address {_HOST} --port {PORT}"),
    "shiny": _options("--host --port -h -p", "--reload --launch-browser", f"--host {_HOST} --port {PORT}"),
}
# Read by Gradio, Dash and most scripts that ask for a port at all.
SCRIPT_VARIABLES: Mapping[str, str] = {
    "PORT": PORT,
    "HOST": _HOST,
    "GRADIO_SERVER_NAME": _HOST,
    "GRADIO_SERVER_PORT": PORT,
    "GRADIO_ANALYTICS_ENABLED": "False",
    "MPLBACKEND": "Agg",
}


def server(words: Sequence[str]) -> Start | None:
    """Return how a server or an app of its own program is started; None where the words start neither."""
    program = words[0].rpartition("/")[2].lower().removesuffix(".exe")
    rest = [_VARIABLE.sub(PORT, word) for word in words[1:]]
    if program == "streamlit":
        return streamlit(rest) if "run" in rest else None
    if program in _PAGES and rest:
        return Start((program, *_PAGES[program].applied(rest)), {}, is_page=True)
    if program == "waitress-serve":
        listening = f"--listen={_HOST}:{PORT}"
        return Start((program, listening, *_SERVERS[program].applied(rest)))
    needed = {"flask": ("run",), "fastapi": ("run", "dev"), "bentoml": ("serve",)}.get(program)
    if program not in _SERVERS or (needed is not None and not any(word in rest for word in needed)):
        return None
    variables = {"BENTOML_DO_NOT_TRACK": "True"} if program == "bentoml" else {}
    if program == "fastapi":
        rest = ["run" if word == "dev" else word for word in rest]
    start = _module(program) if program in ("uvicorn", "gunicorn", "flask") else (program,)
    return Start((*start, *_SERVERS[program].applied(rest)), variables)


def _module(program: str) -> tuple[str, ...]:
    """A program as its module: it is then that of the environment, and finds what is in the folder it is started in."""
    return ("python", "-m", program)


def streamlit(words: Sequence[str]) -> Start:
    """Return how a Streamlit app is started, from what follows the program's name."""
    return Start((*_module("streamlit"), *_before_own(_STREAMLIT, words)), {}, is_page=True, ready="/_stcore/health")


def _before_own(options: _Options, words: Sequence[str]) -> tuple[str, ...]:
    """Options go before the script's own arguments, which follow `--`."""
    position = words.index("--") if "--" in words else len(words)
    return (*options.applied(words[:position]), *words[position:])


def of_app(kind: str, target: str, *, is_factory: bool) -> Start:
    """Return how an app object is started: an ASGI app with uvicorn, a WSGI one with Flask's own server."""
    if kind == "asgi":
        made = ("--factory",) if is_factory else ()
        return Start((*_module("uvicorn"), target, *made, *_UVICORN.given))
    # As a variable, which every version of Flask reads.
    return Start((*_module("flask"), "run", *_SERVERS["flask"].given), {"FLASK_APP": target})


def script(words: Sequence[str], port: int | None) -> Start:
    """Return how a script that starts its own server is started: on `port`, else on the one that it is told."""
    told = str(port) if port is not None else PORT
    return Start(tuple(words), {name: told if value == PORT else value for name, value in SCRIPT_VARIABLES.items()})
