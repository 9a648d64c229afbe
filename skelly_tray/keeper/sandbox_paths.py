"""What a sandboxed program gets beyond its own lists, because without it hardly any program starts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from skelly_tray.keeper.sandbox_landlock import (
    IOCTL_DEV,
    READ_DIR,
    READ_FILE,
    READING,
    TRUNCATE,
    WRITE_FILE,
    Grant,
)
from skelly_tray.reentry import is_bundle

PROGRAMS = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store")
"""Read and executed: programs and libraries of the system."""
FACTS = (
    "/etc", "/proc", "/run/systemd/resolve", "/run/resolvconf", "/sys/devices/system/cpu", "/sys/fs/cgroup",
    "/sys/kernel/mm/transparent_hugepage", "/dev/random", "/dev/urandom",
)  # fmt: skip
"""Read only: settings of the system, processes, names of hosts, what the machine is made of, chance."""
SINKS = ("/dev/null", "/dev/zero", "/dev/full")
"""Read and written."""


def for_reading(argv: list[str], environment: dict[str, str]) -> Iterator[Grant]:
    """With a list of what may be read: the system's programs and facts, and the program itself."""
    yield from (Grant(path, READING, optional=True) for path in PROGRAMS)
    yield from (Grant(path, READ_FILE | READ_DIR, optional=True) for path in FACTS)
    program = _find(argv[0], environment.get("PATH", os.defpath))
    if program is not None:
        yield from _of_program(program)


def for_all() -> Iterator[Grant]:
    """With either list."""
    rights = READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV
    yield from (Grant(path, rights, optional=True) for path in SINKS)


def _find(program: str, path: str) -> str | None:
    """As `child_exec` looks for it; None when there is no such program."""
    if "/" in program:
        return os.path.abspath(program)
    for folder in path.split(os.pathsep):
        file = os.path.abspath(os.path.join(folder or ".", program))
        if os.path.isfile(file) and os.access(file, os.X_OK):
            return file
    return None


def _of_program(program: str) -> Iterator[Grant]:
    """Its file; its virtual environment, if it is in one; our own Python with our own code, if that is what it is."""
    yield Grant(program, READING, optional=True)
    environment = os.path.dirname(os.path.dirname(program))
    if os.path.isfile(os.path.join(environment, "pyvenv.cfg")):
        yield Grant(environment, READING)
    if sys.executable and os.path.realpath(program) == os.path.realpath(sys.executable):
        yield from _ourselves()


def _ourselves() -> Iterator[Grant]:
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    folders = {sys.base_prefix, sys.base_exec_prefix, package}
    if is_bundle():
        folders.add(os.path.dirname(os.path.realpath(sys.executable)))
    yield from (Grant(folder, READING, optional=True) for folder in sorted(folders))
    # Python looks through the folder above to find the package there; only names are seen.
    yield Grant(os.path.dirname(package), READ_DIR, optional=True)
