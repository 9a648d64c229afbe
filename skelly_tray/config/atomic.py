"""Replaces and removes files as `keeper/durable.py` does, by their `Path`; and spares what stands already."""

from __future__ import annotations

from pathlib import Path

from skelly_tray.config.state_files import read_state
from skelly_tray.keeper import durable

_unsure: set[Path] = set()
"""Files that are as they were to be, but perhaps not on disk: to find the content there is no proof that it stays."""


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` durably, mode 0600.

    Raises OSError: then `path` is as it was or, when only making it durable failed, as it was to be; never a mixture.
    """
    _unsure.add(path)
    durable.replace_file(str(path), content)
    _unsure.discard(path)


def replace_if_other(path: Path, content: bytes) -> None:
    """Nothing is written where that content stands already, in a file of ours. Raises as `replace_file`; a FIFO or a
    link that somebody put there is replaced, and not waited for or followed."""
    try:
        if path not in _unsure and read_state(path) == content:
            return
    except OSError:
        pass
    replace_file(path, content)


def remove_file(path: Path) -> None:
    """Durably; also where it is gone already. Raises OSError."""
    durable.remove_file(str(path))


def make_folder(folder: Path) -> None:
    """Mode 0700, with those above it, durably. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        durable.sync_folder(str(folder.parent))


def sweep_leftovers(folder: Path) -> None:
    """Remove what interrupted writes left in `folder`. Raises nothing: they only take space."""
    durable.sweep(str(folder))
