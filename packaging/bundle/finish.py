"""What is done to the libraries of a bundle when they are all there: symbols for debuggers go, and so do folders of the
build machine. Linux only: elsewhere libraries are signed or have neither."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from elf import can_be_loaded, is_ours, search_paths

INSTEAD = b"$ORIGIN"


def finish(bundle: Path) -> None:
    """Raises OSError, CalledProcessError."""
    if not sys.platform.startswith("linux"):
        return
    for library in _libraries(bundle):
        strip(library)
        forget_build_machine(library)


def strip(library: Path) -> bool:
    """Take its symbols away, unless it could not be loaded then: `strip` moves what was changed after linking, as the
    libraries that wheels bring along are, to places where the system does not take it from."""
    with tempfile.TemporaryDirectory() as work:
        stripped = Path(work) / library.name
        subprocess.run(["strip", "--strip-unneeded", "-o", stripped, library], check=True)
        content = stripped.read_bytes()
        if not can_be_loaded(content):
            return False
        library.write_bytes(content)
        return True


def forget_build_machine(library: Path) -> list[str]:
    """The search paths that the library's own folder has replaced.

    A Python that somebody built looks for its libraries where it was installed. In a bundle nothing is there, and
    whoever may write to a folder of that name on another machine could put a library in front of ours.
    """
    content = bytearray(library.read_bytes())
    replaced = []
    for at in search_paths(content):
        path = bytes(content[at : content.index(0, at)])
        if path.startswith(b"/") and len(path) >= len(INSTEAD):
            content[at : at + len(path)] = INSTEAD.ljust(len(path), b"\0")
            replaced.append(path.decode(errors="replace"))
    if replaced:
        library.write_bytes(content)
    return replaced


def _libraries(bundle: Path) -> Iterator[Path]:
    for path in sorted(bundle.rglob("*.so*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if is_ours(file.read(8)):
                    yield path
