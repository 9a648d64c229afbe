"""What a running system tells whoever watches it, over one connection that stays: the journal, entry by entry."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEADLINE = 30.0
"""Seconds without a word until a test gives up; nothing is measured by it."""

Entry = dict[str, Any]


class Watching:
    """Made by `watching`. Entries come in order, each once, from the moment it was made."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(DEADLINE)
        self._lines = connection.makefile("rb")
        connection.sendall(b'{"jsonrpc":"2.0","id":1,"method":"watch","params":{}}\n')
        assert b'"result"' in self._lines.readline(), "watching was refused"

    def entries(self) -> Iterator[Entry]:
        """As `events --json` shows them; waits for the next one."""
        for line in self._lines:
            told = json.loads(line)
            if told.get("method") == "journal":
                yield told["params"]

    def verdict(self) -> Entry:
        """The next word on a change of the configuration: its `detail`, with verdict, revision and files."""
        for entry in self.entries():
            if "verdict" in entry["detail"]:
                return dict(entry["detail"])
        raise AssertionError("the connection has ended")


@contextmanager
def watching(home: Path) -> Iterator[Watching]:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(home / "run" / "control.sock"))
        made = Watching(connection)
        yield made
        made._lines.close()
