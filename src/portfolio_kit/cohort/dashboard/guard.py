"""What holds for every request and answer, whatever the page: who may ask, how much, and what a browser may do."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portfolio_kit.cohort.dashboard.settings import Settings

MOST_BYTES = 64 * 1024
"""The largest form that is read."""
TOO_LARGE = "That is more than a form of this page can hold."

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # The address of a page tells who is looked at: it goes nowhere else.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """Stands before the pages. It answers itself what must not reach them."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = settings.allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            # There is nothing but pages here.
            await send({"type": "websocket.close"})
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                is_static = scope["path"].startswith("/static/")
                headers.setdefault("Cache-Control", "no-cache" if is_static else "no-store")
            await send(message)

        refusal = self._refusal(Headers(scope=scope))
        if refusal is not None:
            await refusal(scope, receive, sent)
            return
        await self._app(scope, _at_most(MOST_BYTES, receive), sent)

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        if self._hosts is not None and _host(headers.get("host", "")) not in self._hosts:
            return PlainTextResponse("This address is not served here: use http://127.0.0.1\n", 421)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES:
            return PlainTextResponse(f"{TOO_LARGE}\n", 413, headers={"Connection": "close"})
        return None


def _host(header: str) -> str:
    """The name in a Host header without its port."""
    name = header.lower()
    if name.startswith("["):
        return f"{name.partition(']')[0]}]"
    return name.partition(":")[0]


def _at_most(most: int, receive: Receive) -> Receive:
    """What is received, until it is more than was allowed: its length need not have been told."""
    read = 0

    async def received() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise HTTPException(413, TOO_LARGE)
        return message

    return received
