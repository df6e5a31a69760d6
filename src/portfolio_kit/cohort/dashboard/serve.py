"""`portfolio-kit review serve`: the dashboard of a store, on this machine unless it is told otherwise."""

from __future__ import annotations

import getpass
import os
import socket
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from portfolio_kit.errors import UserError
from portfolio_kit.terminal import printable

if TYPE_CHECKING:
    from portfolio_kit.cohort.dashboard.password import Password

VARIABLE = "PORTFOLIO_KIT_REVIEW_PASSWORD"
SHORTEST = 8
_NEEDED = ("alembic", "fastapi", "itsdangerous", "python_multipart", "sqlalchemy", "uvicorn")
_GRACE = 3


@dataclass(frozen=True, slots=True)
class ServeCall:
    """What `review serve` was given. Without a store it is the one in the current folder."""

    store: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000


def serve(call: ServeCall) -> int:
    """Show a store until it is stopped. Raises UserError when there is no store, password or address to be had."""
    if any(find_spec(name) is None for name in _NEEDED):
        raise UserError("review needs packages that are not there: pip install 'portfolio-kit[review]'")
    import uvicorn

    from portfolio_kit.cohort.dashboard.app import create_app
    from portfolio_kit.cohort.dashboard.settings import Settings, is_loopback
    from portfolio_kit.cohort.store.mark import chosen
    from portfolio_kit.cohort.store.opened import opened

    where = chosen(call.store)
    is_here = is_loopback(call.host)
    password = _password(call.host, is_needed=not is_here)
    with _listening(call.host, call.port) as listener, opened(where) as store:
        port = listener.getsockname()[1]
        app = create_app(store, Settings(call.host, port, password))
        print(printable(f"{store.name}: {_address(call.host, port)} (Ctrl-C ends it)"), flush=True)
        if not is_here:
            print(
                "portfolio-kit: what is sent there can be read on the way: put HTTPS before it, or use an SSH tunnel",
                file=sys.stderr,
            )
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE,
        )
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            print()
    return 0


def _password(host: str, *, is_needed: bool) -> Password | None:
    """The password that is set or typed; none for this machine alone where none is set."""
    from portfolio_kit.cohort.dashboard.password import Password

    # Whatever this process starts need not know it.
    text = os.environ.pop(VARIABLE, "")
    if not text:
        if not is_needed:
            return None
        if not sys.stdin.isatty():
            raise UserError(f"others can reach {host}: set a password for them in the variable {VARIABLE}")
        text = getpass.getpass(f"Others can reach {host}. A password for them: ")
        if getpass.getpass("The same again: ") != text:
            raise UserError("the two are not the same: try it again")
    if len(text) < SHORTEST:
        raise UserError(f"the password needs at least {SHORTEST} characters")
    return Password(text)


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise UserError(f"--host {host} is no address of this machine: give one, such as 127.0.0.1") from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise UserError(f"{host} port {port} cannot be had ({error.strerror}): give another with --port") from None
    return listener


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
