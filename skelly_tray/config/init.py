"""`init`: writes a starter configuration from one of the templates that ship with the program."""

from __future__ import annotations

import errno
import json
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from skelly_tray.config.errors import nearest
from skelly_tray.config.home import Home
from skelly_tray.config.resources import resource
from skelly_tray.config.texts import read_texts
from skelly_tray.config.undo import unfinished
from skelly_tray.config.writing import one_at_a_time, settled, write_texts
from skelly_tray.reentry import python_for_users

DEFAULT_TEMPLATE = "skelly"
FIRST_PORT = 8420
_PORTS_TRIED = 200


class InitError(Exception):
    """Nothing was written. title: one line; message: why, and what would help."""

    def __init__(self, title: str, message: str) -> None:
        super().__init__(f"{title}: {message}")
        self.title = title
        self.message = message


def templates() -> tuple[str, ...]:
    """The names of all templates. Raises FileNotFoundError when the program's own files are missing."""
    return tuple(sorted(path.name for path in resource("templates").iterdir() if path.is_dir()))


def is_configured(home: Home) -> bool:
    """Is there any configuration? A plain start writes a starter only when there is none; one that was broken off
    half-way is none."""
    if unfinished(home):
        settled(home)
    return home.orchestrator_file.exists() or any(home.modules_dir.glob("*.toml"))


def init(home: Home, template: str = DEFAULT_TEMPLATE, force: bool = False) -> list[Path]:
    """Write the files of `template` and return their paths, orchestrator.toml first.

    force: replace what is there; other files stay as they are. Raises InitError, and then nothing was written.
    """
    if template not in templates():
        guess = nearest(template, templates())
        hint = f'; did you mean "{guess}"?' if guess else ""
        raise InitError("No such template", f'"{template}" is none of {", ".join(templates())}{hint}')
    source = resource(f"templates/{template}")
    files = {home.config / path.relative_to(source): path for path in _ordered(source)}
    present = [str(target) for target in files if target.exists() or target.is_symlink()]
    if present and not force:
        raise InitError("Already configured", f"{', '.join(present)} would be replaced; --force does that")
    try:
        home.create()
        filled = filled_template(template)
        with one_at_a_time(home):
            before = read_texts(home)
            refused = {name: error for name, error in before.refused.items() if name not in filled}
            write_texts(home, before, replace(before, files={**before.files, **filled}, refused=refused))
    except OSError as error:
        place = error.filename or home.config
        raise InitError("Cannot write the configuration", f"{place}: {error.strerror or error}") from error
    return list(files)


def filled_template(template: str) -> dict[str, str]:
    """The texts of its files by name, as in `Texts`, ready to be used here. Raises OSError."""
    source, fill = resource(f"templates/{template}"), _filler()
    return {
        path.relative_to(source).as_posix(): fill(path.read_text(encoding="utf-8"))
        for path in _ordered(source)
    }


def free_port(first: int = FIRST_PORT) -> int:
    """The first loopback port from `first` up that nobody listens on. Raises OSError when all are taken."""
    for port in range(first, first + _PORTS_TRIED):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if sys.platform != "win32":  # there it would let us share the port of another
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(errno.EADDRINUSE, f"no free loopback port from {first} to {first + _PORTS_TRIED - 1}")


def _ordered(source: Path) -> list[Path]:
    return sorted(source.rglob("*.toml"), key=lambda path: (len(path.relative_to(source).parts), path.name))


def _filler() -> Callable[[str], str]:
    """Replaces the placeholders of a template; one port for all files of it.

    @PYTHON@: this interpreter, as a TOML string (JSON's escapes are TOML's). @PORT@: a free port.
    """
    port = free_port()

    def fill(text: str) -> str:
        python = json.dumps(python_for_users(), ensure_ascii=False)
        return text.replace("@PYTHON@", python).replace("@PORT@", str(port))

    return fill
