"""`subscriptions.json`: the reliable subscriptions, so that a new bus knows for whom to keep messages."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import msgspec

from skelly_tray.keeper import durable
from skelly_tray.modules.event_bus.patterns import is_pattern

log = logging.getLogger(__name__)

Kept = tuple[str, tuple[str, ...]]
"""(module, patterns)"""


class _Entry(msgspec.Struct):
    module: str
    topics: tuple[str, ...]


class _Content(msgspec.Struct):
    version: int = 1
    subscriptions: list[_Entry] = []


class DurableFile:
    """`problem`: why the last write failed, or None. Without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.problem: str | None = None
        self._path = None if folder is None else folder / "subscriptions.json"
        if folder is not None:
            durable.sweep(str(folder))

    def read(self) -> list[Kept]:
        """What was kept; what cannot be read counts as nothing."""
        if self._path is None:
            return []
        try:
            content = msgspec.json.decode(self._path.read_bytes(), type=_Content)
        except FileNotFoundError:
            return []
        except (OSError, msgspec.MsgspecError) as error:
            log.warning("the kept subscriptions cannot be read: %s", error)
            return []
        kept = {(entry.module, tuple(sorted(set(entry.topics)))) for entry in content.subscriptions}
        return sorted((m, topics) for m, topics in kept if topics and all(map(is_pattern, topics)))

    def write(self, kept: Sequence[Kept]) -> None:
        """Replace the file in one step, durably. A failure is remembered, and ends nothing."""
        if self._path is None:
            return
        content = _Content(subscriptions=[_Entry(module, topics) for module, topics in sorted(kept)])
        text = msgspec.json.format(msgspec.json.encode(content)) + b"\n"
        try:
            durable.replace_file(str(self._path), text)
        except OSError as error:
            self.problem = f"the subscriptions cannot be kept: {error}"
            log.warning("%s", self.problem)
        else:
            self.problem = None
