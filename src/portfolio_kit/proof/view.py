"""What a command sees inside: a system to read, its own folders, and nothing of whoever runs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from portfolio_kit.proof.sandbox import CACHE, ENVIRONMENT, PROJECT, Place

TOOLS = "/tools"
TEMPORARY = "/tmp"  # noqa: S108 - inside
HOME = f"{TEMPORARY}/home"
_KEPT = "/var/tmp"  # noqa: S108 - inside
_SHARED = "/dev/shm"  # noqa: S108 - inside
SYSTEM = "/usr/local/bin:/usr/bin:/bin"
PATH = f"{ENVIRONMENT}/bin:{TOOLS}:{SYSTEM}"

# Of /etc only what programs need to be found, to show text and to trust a server.
_FOLDERS_OF_ETC = ("alternatives", "crypto-policies", "fonts", "pki/ca-trust", "pki/tls/certs", "ssl/certs")
_FILES_OF_ETC = (
    *("gai.conf", "ld.so.cache", "ld.so.conf", "localtime", "mime.types", "os-release", "pki/tls/cert.pem"),
    *("protocols", "services", "ssl/cert.pem", "ssl/openssl.cnf", "timezone"),
)

# What is written for it instead of the machine's own, which names its people.
_WRITTEN = {
    "passwd": f"root:x:0:0:root:{HOME}:/bin/sh\nnobody:x:65534:65534:nobody:{HOME}:/bin/sh\n",
    "group": "root:x:0:\nnobody:x:65534:\n",
    "hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
}


def etc(stack: ExitStack, *, network: bool) -> dict[str, int]:
    """The files of /etc, each with a descriptor that is read once and closed with the stack."""
    files = {}
    for name in (*_FILES_OF_ETC, *(["resolv.conf"] if network else [])):
        with suppress(OSError):
            files[name] = os.open(f"/etc/{name}", os.O_RDONLY)
            stack.callback(os.close, files[name])
    for name, text in _WRITTEN.items():
        files[name] = held(stack, text.encode())
    return files


def held(stack: ExitStack, content: bytes) -> int:
    """A descriptor to read what is nowhere a file, closed with the stack."""
    descriptor = os.memfd_create("held")
    stack.callback(os.close, descriptor)
    os.write(descriptor, content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def environment(
    variables: Mapping[str, str], path: str = PATH, home: str = HOME, temporary: str = TEMPORARY
) -> dict[str, str]:
    """The variables of a command, made from nothing: none of the caller's is in them."""
    return {"PATH": path, "HOME": home, "TMPDIR": temporary, "LANG": "C.UTF-8", "USER": "nobody"} | dict(variables)


def pythons() -> tuple[Path, ...]:
    """The folders of Python installations that uv or we ourselves use, where they are not part of the system."""
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    of_uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or Path(data, "uv", "python"))
    folders = (of_uv, Path(sys.base_prefix))
    home = Path.home()
    return tuple(
        folder
        for folder in dict.fromkeys(folder.resolve() for folder in folders if folder.is_dir())
        if not folder.is_relative_to("/usr") and not home.is_relative_to(folder)
    )


def mounts(
    place: Place,
    temporary: Path,
    etc: Mapping[str, int],
    tools: Mapping[str, Path],
    readable: Sequence[Path],
    memory: int,
) -> Iterator[str]:
    """The arguments of bubblewrap that make the file system: `tools` by the names that they have in /tools, `readable`
    folders where they are outside. `memory` is how much /dev/shm may take.
    """
    yield from _system()
    yield from ("--bind", str(temporary), TEMPORARY)
    # Folders that bubblewrap has to make on the way to another are closed to nobody.
    for folder in _on_the_way(
        ("/etc/pki/tls/certs", "/etc/ssl/certs", "/sys/devices/system/cpu", f"{TOOLS}/uv", _KEPT, *map(str, readable))
    ):
        yield from ("--dir", folder)
    for name in _FOLDERS_OF_ETC:
        yield from ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
    # A copy costs less than a mount.
    for name, descriptor in etc.items():
        yield from ("--perms", "0444", "--file", str(descriptor), f"/etc/{name}")
    # Numeric libraries ask there how many processors there are.
    yield from ("--ro-bind-try", "/sys/devices/system/cpu", "/sys/devices/system/cpu")
    yield from ("--proc", "/proc", "--dev", "/dev")
    yield from ("--perms", "1777", "--size", str(memory), "--tmpfs", _SHARED, "--remount-ro", "/dev")
    yield from ("--symlink", TEMPORARY, _KEPT)
    for shown in readable:
        yield from ("--ro-bind", str(shown), str(shown))
    for name, file in tools.items():
        yield from ("--ro-bind", str(file.resolve()), f"{TOOLS}/{name}")
    yield from ("--bind", str(place.tree), PROJECT)
    yield from ("--ro-bind" if place.is_made else "--bind", str(place.environment), ENVIRONMENT)
    if place.cache is not None:
        yield from ("--ro-bind" if place.is_filled else "--bind", str(place.cache), CACHE)
    yield from ("--remount-ro", "/")


def _system() -> Iterator[str]:
    yield from ("--ro-bind", "/usr", "/usr")
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        folder = Path("/", name)
        if folder.is_symlink():
            yield from ("--symlink", str(folder.readlink()), str(folder))
        elif folder.is_dir():
            yield from ("--ro-bind", str(folder), str(folder))


def _on_the_way(paths: Iterable[str]) -> list[str]:
    """The folders above these paths, outer ones first."""
    above = dict.fromkeys(str(parent) for path in paths for parent in reversed(Path(path).parents))
    return [folder for folder in above if folder != "/"]
