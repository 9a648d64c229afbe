"""Puts the difference of two `Texts` on disk: each file atomically and durably, the overrides last."""

from __future__ import annotations

from contextlib import AbstractContextManager

from skelly_tray.config.atomic import replace_file
from skelly_tray.config.file_lock import locked
from skelly_tray.config.home import Home
from skelly_tray.config.names import MODULES_FOLDER
from skelly_tray.config.overrides import write_overrides
from skelly_tray.config.texts import Texts

LOCK = "config.lock"


def write_texts(home: Home, before: Texts, after: Texts) -> None:
    """Blocks on the disk; files that are the same are not touched. Raises OSError and ValueError, and then what was
    written until then is put back, as far as the disk allows it."""
    done: list[str] = []
    try:
        for name in _differing(before, after):
            done.append(name)
            _put(home, name, after.files.get(name))
        if after.overrides != before.overrides:
            write_overrides(home, after.overrides)
    except (OSError, ValueError):
        for name in done:
            try:
                _put(home, name, before.files.get(name))
            except OSError:
                continue  # the first error is told
        raise


def _differing(before: Texts, after: Texts) -> list[str]:
    """New files first, and those that go last: a schema is there before the module that names it."""
    names = {*before.files, *after.files} - after.refused.keys()
    return sorted(
        (name for name in names if before.files.get(name) != after.files.get(name)),
        key=lambda name: (name not in after.files, name.endswith(".toml"), name),
    )


def _put(home: Home, name: str, text: str | None) -> None:
    path = home.config / name
    if text is None:
        path.unlink(missing_ok=True)
        return
    folder = home.modules_dir if name.startswith(f"{MODULES_FOLDER}/") else home.config
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(path, text.encode())


def one_at_a_time(home: Home) -> AbstractContextManager[None]:
    """Two commands that change files while no orchestrator runs must not undo each other. Waits; raises OSError."""
    return locked(home.state / LOCK)
