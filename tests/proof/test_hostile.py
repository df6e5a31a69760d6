"""What hostile code does in the sandbox, done for real: each is stopped or reaches nothing, and leaves nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from portfolio_kit.proof.removal import remove
from portfolio_kit.terminal import printable
from tests.proof.conftest import LIMITS, PYTHON, Stage, inhabitants

pytestmark = pytest.mark.slow

# Every program is stopped long before this; only a wall that does not hold would be as slow.
SOON = 20


def test_a_fork_bomb_is_stopped(stage: Stage) -> None:
    outcome = stage.run("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass")
    assert outcome.stopped == "processes"
    assert outcome.seconds < SOON


def test_a_fork_bomb_that_nobody_waits_for_is_stopped(stage: Stage) -> None:
    outcome = stage.run("import subprocess\nsubprocess.run(['sh', '-c', 'b() { b | b & }; b; sleep 60'])")
    assert outcome.stopped == "processes"
    assert outcome.seconds < SOON


def test_a_memory_eater_is_stopped(stage: Stage) -> None:
    outcome = stage.run("kept = []\nwhile True: kept.append(b'x' * (1 << 24))", replace(LIMITS, memory=400 << 20))
    assert outcome.stopped == "memory"
    assert outcome.seconds < SOON


def test_memory_is_counted_over_all_processes(stage: Stage) -> None:
    program = """
import os, time
for _ in range(10):
    if not os.fork():
        break
kept = b"x" * (50 << 20)
time.sleep(60)
"""
    assert stage.run(program, replace(LIMITS, memory=300 << 20)).stopped == "memory"


def test_memory_that_forks_share_is_counted_once(stage: Stage) -> None:
    program = """
import os, time
kept = b"x" * (100 << 20)
for _ in range(10):
    if not os.fork():
        time.sleep(1)
        os._exit(0)
for _ in range(10):
    os.wait()
"""
    assert stage.run(program, replace(LIMITS, memory=300 << 20)).is_good


def test_memory_behind_descriptors_is_counted(stage: Stage) -> None:
    program = """
import os
kept = []
while True:
    kept.append(os.memfd_create("x"))
    os.write(kept[-1], b"x" * (1 << 24))
"""
    outcome = stage.run(program, replace(LIMITS, memory=400 << 20))
    assert outcome.stopped == "memory"
    assert outcome.seconds < SOON


def test_an_endless_loop_is_stopped(stage: Stage) -> None:
    outcome = stage.run("while True: pass", replace(LIMITS, processor=1))
    assert outcome.stopped == "processor time"
    assert outcome.seconds < SOON


def test_an_endless_sleep_is_stopped(stage: Stage) -> None:
    outcome = stage.run("import time\nwhile True: time.sleep(1)", replace(LIMITS, wall=1))
    assert outcome.stopped == "wall time"
    assert 1 <= outcome.seconds < SOON


def test_processor_time_is_counted_over_children_that_nobody_waits_for(stage: Stage) -> None:
    program = """
import os, signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    if not os.fork():
        end = time.process_time() + 0.2
        while time.process_time() < end:
            pass
        os._exit(0)
    time.sleep(0.1)
"""
    outcome = stage.run(program, replace(LIMITS, processor=2))
    assert outcome.stopped == "processor time"
    assert outcome.seconds < SOON


def test_a_writer_of_one_file_of_100_gb_is_stopped_by_the_signal(stage: Stage) -> None:
    outcome = stage.run(
        "import os\nos.execvp('dd', ['dd', 'if=/dev/zero', 'of=big', 'bs=1M', 'count=100000'])",
        replace(LIMITS, file=64 << 20),
    )
    assert outcome.stopped == "file size"
    assert (stage.place.tree / "big").stat().st_size <= 64 << 20


def test_a_writer_of_one_file_of_100_gb_that_is_told_is_named(stage: Stage) -> None:
    program = "file = open('big', 'wb')\nfor _ in range(100_000): file.write(bytes(1 << 20))"
    outcome = stage.run(program, replace(LIMITS, file=64 << 20))
    assert outcome.stopped == "file size"
    assert (stage.place.tree / "big").stat().st_size <= 64 << 20


@pytest.mark.parametrize("folder", ["/project", "/environment", "/var/tmp", "~"])  # noqa: S108
def test_a_writer_of_100_gb_in_many_files_is_stopped(stage: Stage, folder: str) -> None:
    program = f"""
import os
os.chdir(os.path.expanduser({folder!r}))
for number in range(100_000):
    with open(str(number), "wb") as file:
        file.write(bytes(1 << 20))
"""
    outcome = stage.run(program, replace(LIMITS, disk=200 << 20))
    assert outcome.stopped == "disk"
    assert outcome.seconds < SOON


def test_a_writer_of_very_many_small_files_is_stopped(stage: Stage) -> None:
    program = """
for number in range(25_000_000):
    with open(str(number), "wb") as file:
        file.write(bytes(1 << 12))
"""
    outcome = stage.run(program, replace(LIMITS, disk=100 << 20))
    assert outcome.stopped == "disk"
    assert outcome.seconds < SOON


def test_a_writer_of_files_without_a_name_is_stopped(stage: Stage) -> None:
    program = """
import tempfile
kept = []
while True:
    kept.append(tempfile.TemporaryFile(dir="/project"))
    kept[-1].write(bytes(1 << 24))
"""
    outcome = stage.run(program, replace(LIMITS, disk=200 << 20))
    assert outcome.stopped == "disk"
    assert outcome.seconds < SOON


def test_shared_memory_cannot_be_filled_past_the_limit(stage: Stage) -> None:
    program = """
import os
written = 0
try:
    with open("/dev/shm/x", "wb", buffering=0) as file:
        while True:
            written += file.write(bytes(1 << 20))
except OSError as error:
    print(written >> 20, error.strerror)
"""
    outcome = stage.run(program, replace(LIMITS, memory=200 << 20))
    assert outcome.log.read_text(encoding="utf-8") == "100 No space left on device\n"


def test_a_flood_of_output_is_stopped_and_its_log_kept_small(stage: Stage) -> None:
    outcome = stage.run("while True: print('first' * 200)")
    assert outcome.stopped == "output"
    assert outcome.seconds < SOON
    assert outcome.log.stat().st_size < LIMITS.output + 100


def test_a_daemon_ends_with_its_stage_and_is_named(stage: Stage) -> None:
    program = """
import os, time
if not os.fork():
    os.setsid()
    if not os.fork():
        os.closerange(0, 100)
        while True:
            time.sleep(0.01)
            os.close(os.open("/project/alive", os.O_CREAT | os.O_WRONLY))
    os._exit(0)
os.wait()
while not os.path.exists("/project/alive"):
    pass
time.sleep(0.3)
"""
    outcome = stage.run(program)
    assert outcome.code == 0
    assert outcome.remarks == ("1 of its processes had outlived their parents and were ended",)
    (stage.place.tree / "alive").unlink()
    assert inhabitants(stage.place.tree) == []
    assert not (stage.place.tree / "alive").exists()


def test_a_process_that_kills_all_that_it_can_see_kills_only_itself(stage: Stage) -> None:
    program = """
import os, signal
for number in (1, os.getppid(), -1, 0):
    try: os.kill(number, signal.SIGKILL)
    except OSError as error: print(number, error.strerror, flush=True)
"""
    outcome = stage.run(program)
    assert outcome.code == 137
    assert outcome.stopped is None


def test_a_process_that_ends_with_its_parent_dead_is_still_ended(stage: Stage) -> None:
    program = """
import os, signal, time
parent = os.getpid()
if not os.fork():
    os.kill(parent, signal.SIGKILL)
    time.sleep(60)
time.sleep(60)
"""
    outcome = stage.run(program)
    assert outcome.code == 137
    assert outcome.seconds < SOON


def test_nothing_of_the_home_folder_is_there(stage: Stage, machine: Path) -> None:
    (machine / ".ssh").mkdir()
    (machine / ".ssh/id_ed25519").write_text("the key")
    program = f"""
import os
key = {str(machine / ".ssh/id_ed25519")!r}
for path in (key, "~/.ssh/id_ed25519", "/root/.ssh", "/var/run/docker.sock", "/run/docker.sock", "/etc/shadow"):
    try: print(open(os.path.expanduser(path)).read())
    except OSError as error: print(error.strerror)
print(os.listdir(os.path.expanduser("~")))
"""
    assert set(stage.says(program).splitlines()) == {"No such file or directory", "[]"}


def test_nothing_of_the_environment_is_there(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", "the token")
    program = """
import glob, os
print(sorted(os.environ.keys() - {"PWD"}))
for path in glob.glob("/proc/[0-9]*/environ"):
    try: print("the token" in open(path).read())
    except OSError as error: print(error.strerror)
"""
    said = stage.says(program, MODEL="large").splitlines()
    assert said[0] == "['HOME', 'LANG', 'MODEL', 'PATH', 'TMPDIR', 'USER']"
    assert "True" not in said


def test_the_original_tree_cannot_be_edited(stage: Stage, tmp_path: Path) -> None:
    original = tmp_path / "original/README.md"
    original.parent.mkdir()
    original.write_text("as it was")
    original.chmod(0o666)
    program = f"""
import os
for path in ({str(original)!r}, "/proc/1/root" + {str(original)!r}, "/project/../.." + {str(original)!r}):
    try: open(path, "w").write("edited")
    except OSError as error: print(error.strerror)
"""
    assert len(stage.says(program).splitlines()) == 3
    assert original.read_text() == "as it was"


def test_the_system_cannot_be_changed(stage: Stage) -> None:
    program = """
import os
for path in ("/usr/bin/x", "/etc/x", "/x", "/dev/x", "/tools/x", "/etc/passwd", "/proc/sys/kernel/core_pattern"):
    try: open(path, "w")
    except OSError as error: print(path, error.strerror)
try: os.mknod("/project/disk", 0o60666, os.makedev(8, 0))
except OSError as error: print(error.strerror)
"""
    assert len(stage.says(program).splitlines()) == 8


def test_it_is_nobody_with_no_way_to_more(stage: Stage) -> None:
    program = """
import os, subprocess
print(os.getuid(), os.geteuid(), os.getgid())
print([line.split()[1] for line in open("/proc/self/status") if line.startswith(("Cap", "NoNew"))])
print(subprocess.run(["unshare", "--user", "--map-root-user", "true"], capture_output=True).returncode)
"""
    zero = "0" * 16
    assert stage.says(program).splitlines() == ["65534 65534 65534", f"{[zero] * 5 + ['1']}", "1"]


def test_no_program_or_library_of_the_repository_runs_before_it_is_nobody(stage: Stage) -> None:
    planted = "import os\nprint(os.getuid())\n"
    for name in ("setpriv", "env", "bwrap", "python3"):
        program = stage.place.environment / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!{PYTHON}\n{planted}")
        program.chmod(0o755)
    assert stage.says(planted, PYTHONSTARTUP="/project/x") == "65534\n"
    # The loader complains once for every program that it is to load it into, so only into those that are nobody.
    said = stage.says("print(open('/proc/self/status').read())", LD_PRELOAD="/project/planted.so")
    assert said.count("planted.so") == 1


def test_a_call_out_reaches_nobody(stage: Stage) -> None:
    with socket.create_server(("", 0)) as listener, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind("\0portfolio-kit-test")
        abstract.listen()
        port = listener.getsockname()[1]
        listener.settimeout(0.1)
        abstract.settimeout(0.1)
        program = f"""
import socket
for address in (("127.0.0.1", {port}), ("192.0.2.1", 80), ("1.1.1.1", 53)):
    try: socket.create_connection(address, timeout=2)
    except OSError as error: print(error)
try: socket.socket(socket.AF_UNIX).connect("\\0portfolio-kit-test")
except OSError as error: print(error)
try: socket.getaddrinfo("example.org", 80)
except OSError as error: print(error)
print([name for _, name in socket.if_nameindex()])
"""
        said = stage.says(program).splitlines()
        for waiting in (listener, abstract):
            with pytest.raises(TimeoutError):
                waiting.accept()
    assert len(said) == 6
    assert said[-1] == "['lo']"


def test_no_socket_is_to_be_had_that_no_network_namespace_holds(stage: Stage) -> None:
    """To the host of a virtual machine, to a radio, to the kernel's own ciphers."""
    program = """
import socket
for family in (40, 31, 38, 17):
    try: socket.socket(family, socket.SOCK_STREAM)
    except OSError as error: print(error.strerror)
for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6):
    socket.socket(family, socket.SOCK_STREAM)
socket.socketpair()
"""
    assert stage.says(program) == "Address family not supported by protocol\n" * 4


def test_calls_to_the_kernel_that_no_namespace_holds_are_refused(stage: Stage) -> None:
    program = """
import ctypes, errno, platform
libc = ctypes.CDLL(None, use_errno=True)
keyctl, ring = {"x86_64": (250, 425), "aarch64": (219, 425)}[platform.machine()]
for call in (keyctl, ring):
    print(libc.syscall(call, 0, 0, 0, 0, 0), errno.errorcode[ctypes.get_errno()])
"""
    assert stage.says(program) == "-1 ENOSYS\n-1 ENOSYS\n"


def test_a_link_out_of_the_tree_leads_later_stages_nowhere(stage: Stage, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key").write_text("the key")
    stage.says(f"import os\nos.symlink({str(secret)!r}, 'reports')\nos.symlink('/proc/1/root', 'root')")
    program = f"""
for path in ("reports/key", "root" + {str(secret / "key")!r}):
    try: print(open(path).read())
    except OSError as error: print(error.strerror)
try: open("reports/key", "w").write("edited")
except OSError as error: print(error.strerror)
"""
    assert "the key" not in stage.says(program)
    remove(stage.place.tree)
    assert (secret / "key").read_text() == "the key"


def test_what_cannot_be_removed_is_removed(stage: Stage) -> None:
    program = """
import os
os.makedirs("closed/inner")
open("closed/inner/file", "w").close()
os.symlink("/", "closed/inner/link")
os.mkfifo("closed/pipe")
os.chmod("closed/inner/file", 0)
os.chmod("closed/inner", 0)
os.chmod("closed", 0)
for name in (b"\\xff\\xfe", b"-rf", b"new\\nline", b"x" * 255, b"0", b" "):
    os.mkdir(name)
    open(name + b"/" + name, "w").close()
for _ in range(3000):
    os.mkdir("d" * 100)
    os.chdir("d" * 100)
open("bottom", "w").close()
"""
    stage.says(program)
    remove(stage.place.tree)
    assert not stage.place.tree.exists()


def test_data_too_deep_to_look_at_is_still_counted(stage: Stage) -> None:
    program = """
import os
for _ in range(100):
    os.mkdir("d" * 100)
    os.chdir("d" * 100)
number = 0
while True:
    number += 1
    with open(str(number), "wb") as file:
        file.write(bytes(1 << 20))
"""
    assert stage.run(program, replace(LIMITS, disk=200 << 20)).stopped == "disk"


def test_escapes_for_a_terminal_stay_in_the_log_as_they_are(stage: Stage) -> None:
    escapes = "\x1b]0;owned\x07\x1b[2J\x1b[31mred\r\u202e"
    outcome = stage.run(f"import sys\nsys.stdout.buffer.write({escapes!r}.encode())")
    assert outcome.log.read_bytes() == escapes.encode()
    assert "\x1b" not in printable(escapes)


def test_a_stage_that_is_interrupted_leaves_nothing(stage: Stage) -> None:
    timer = threading.Timer(0.5, lambda: os.kill(os.getpid(), 2))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        stage.run("import time\ntime.sleep(60)")
    timer.join()


def test_nothing_survives_the_one_who_started_it(stage: Stage, tmp_path: Path) -> None:
    program = f"""
import os, sys, threading, time
from pathlib import Path
from portfolio_kit.proof.model import Command, Limits
from portfolio_kit.proof.sandbox import Place
from portfolio_kit.proof.sandboxes import chosen
place = Place(Path({str(stage.place.tree)!r}), Path({str(stage.place.environment)!r}))
def end():
    while not (place.tree / "alive").exists():
        time.sleep(0.01)
    os.kill(os.getpid(), 9)
threading.Thread(target=end).start()
command = Command(({PYTHON!r}, "-c", "open('alive', 'w'); import time; time.sleep(60)"))
chosen(unsafe=False).run(command, place, Limits(wall=60, processor=60), Path({str(tmp_path / "log")!r}))
"""
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == -9
    deadline = time.monotonic() + 5
    while inhabitants(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert inhabitants(tmp_path) == []
    # What runs no more cannot remove its own folder for temporary files.
    for folder in (tmp_path / "work").glob(".tmp-*"):
        remove(folder)
