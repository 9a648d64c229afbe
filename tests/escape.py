"""A program that tries to do what its sandbox forbids, by every way its author could think of.

Arguments: a folder that it may write, one that it may not (with a file `theirs` and a pid in `victim`), and `again` to
do it all once more in a child after an exec. Prints one JSON object: attempt → `done`, or the name of the error.
Standard library only: it also runs as another user and without site packages.
"""

import ctypes
import errno
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from typing import Any

LIBC = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"


def system_call(number: int, *arguments: Any) -> int:
    result: int = LIBC.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), "")
    return result


def old_interface() -> None:
    """socket(AF_INET) by the 32-bit gate of x86: the filter has to know that this is another table of numbers."""
    import mmap

    code = bytes.fromhex("53 b867010000 bb02000000 b901000000 31d2 cd80 5b c3")
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    result = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    if result < 0:
        raise OSError(-result, "")


def trace(pid: int) -> None:
    if LIBC.ptrace(16, pid, None, None) < 0:  # PTRACE_ATTACH
        raise OSError(ctypes.get_errno(), "")


def peek(pid: int) -> None:
    with open(f"/proc/{pid}/mem", "rb"):
        pass


def steal_descriptor(pid: int) -> None:
    os.close(system_call(438, ctypes.c_int(os.pidfd_open(pid)), ctypes.c_int(0), ctypes.c_uint(0)))


def datagram() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(b"x", ("127.0.0.1", 9))


def shout(name: str) -> None:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect("\0" + name)


def new_namespace() -> None:
    """A network of its own would have an interface that may be used."""
    if LIBC.unshare(0x10000000 | 0x40000000) < 0:
        raise OSError(ctypes.get_errno(), "")
    socket.socket(socket.AF_INET).close()


def mount(folder: str) -> None:
    if LIBC.mount(b"none", folder.encode(), b"tmpfs", 0, None) < 0:
        raise OSError(ctypes.get_errno(), "")
    LIBC.umount2(folder.encode(), 2)


def ring() -> None:
    parameters = ctypes.create_string_buffer(256)
    os.close(system_call(425, ctypes.c_uint(4), parameters))


def attempts(own: str, other: str, victim: int) -> dict[str, Callable[[], object]]:
    theirs = f"{other}/theirs"
    return {
        "write own": lambda: open(f"{own}/new", "w").close(),
        "move own": lambda: (os.makedirs(f"{own}/d", exist_ok=True), os.rename(f"{own}/new", f"{own}/d/new")),
        "empty own": lambda: os.truncate(f"{own}/d/new", 0),
        "null": lambda: open("/dev/null", "w").close(),
        "standard error": lambda: open("/dev/stderr", "w").close(),
        "unix socket": lambda: socket.socket(socket.AF_UNIX).close(),
        "unix pair": lambda: [end.close() for end in socket.socketpair()],
        "signal own child": lambda: end_child(),
        "open": lambda: open(theirs, "a").close(),
        "create": lambda: open(f"{other}/new", "w").close(),
        "empty": lambda: os.truncate(theirs, 0),
        "unlink": lambda: os.unlink(theirs),
        "mkdir": lambda: os.mkdir(f"{other}/d"),
        "rmdir": lambda: os.rmdir(f"{other}/folder"),
        "rename away": lambda: os.rename(theirs, f"{own}/stolen"),
        "rename in": lambda: os.rename(f"{own}/d/new", f"{other}/new"),
        "link": lambda: os.link(f"{own}/d/new", f"{other}/link"),
        "hard link to theirs": lambda: os.link(theirs, f"{own}/theirs"),
        "symlink": lambda: os.symlink("/", f"{other}/link"),
        "through own symlink": lambda: write_through(f"{own}/way", theirs),
        "fifo": lambda: os.mkfifo(f"{other}/fifo"),
        "socket file": lambda: bind(f"{other}/socket"),
        "device": lambda: os.mknod(f"{own}/device", 0o60600, os.makedev(7, 0)),
        "temporary": lambda: tempfile.TemporaryFile(dir="/tmp").close(),
        "read": lambda: open(theirs).close(),
        "list": lambda: os.listdir(other),
        "system file": lambda: open("/etc/passwd").close(),
        "execute theirs": lambda: subprocess.run([f"{other}/program"], check=True),
        "tcp": lambda: socket.socket(socket.AF_INET).close(),
        "tcp6": lambda: socket.socket(socket.AF_INET6).close(),
        "udp": datagram,
        "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close(),
        "packet": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW).close(),
        "vsock": lambda: socket.socket(socket.AF_VSOCK).close(),
        "inet pair": lambda: socket.socketpair(socket.AF_INET),
        "high bits": lambda: os.close(system_call(41 if X86 else 198, ctypes.c_ulong(1 << 32 | 2), 1, 0)),
        "io_uring": ring,
        "x32": lambda: os.close(system_call(0x40000000 | 41, 2, 1, 0)),
        "32-bit gate": old_interface if X86 else lambda: refuse(),
        "own network": new_namespace,
        "trace": lambda: trace(victim),
        "memory": lambda: peek(victim),
        "descriptor": lambda: steal_descriptor(victim),
        "signal": lambda: os.kill(victim, 0),
        "abstract socket": lambda: shout(f"skelly-victim-{victim}"),
        "mount": lambda: mount(own),
        "keys": lambda: system_call(250 if X86 else 219, 0, -4, 1),
        "bpf": lambda: system_call(321 if X86 else 280, 0, None, 0),
    }  # fmt: skip


def refuse() -> None:
    raise OSError(errno.EACCES, "")


def write_through(link: str, target: str) -> None:
    os.symlink(target, link)
    try:
        open(link, "a").close()
    finally:
        os.unlink(link)


def bind(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(path)


def end_child() -> None:
    child = subprocess.Popen(["sleep", "100"])
    child.send_signal(signal.SIGTERM)
    child.wait()


def attempt(try_it: Callable[[], object]) -> str:
    """Each in a process of its own: one that succeeds must not help the next."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            try_it()
            told = "done"
        except OSError as error:
            told = errno.errorcode.get(error.errno or 0, str(error.errno))
        except Exception as error:  # noqa: BLE001 - whatever it was, it is the answer
            told = repr(error)
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    told = os.read(reading, 1000).decode()
    os.close(reading)
    code = os.waitpid(pid, 0)[1]
    return told or f"ended with {code}"


def main(own: str, other: str, *more: str) -> None:
    if more:
        os.execv(sys.executable, [sys.executable, "-I", "-S", __file__, own, other])
    victim = int(os.environ["VICTIM"])
    print(json.dumps({name: attempt(way) for name, way in attempts(own, other, victim).items()}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
