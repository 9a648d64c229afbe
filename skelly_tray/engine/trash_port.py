"""What the engine needs of the trash for states that were reset: the port, as a Protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TrashEntry:
    """One state folder in the trash. name: of the entry, its date. time: ISO 8601 UTC. mb: 2**20 bytes."""

    module: str
    name: str
    time: str
    mb: float


class Trash(Protocol):
    """All calls block, so they are made in a thread; each raises OSError with a sentence about what is in the way."""

    def discard(self, module: str) -> str | None:
        """Move the module's state folder there; the entry's name, or None when there was nothing to move."""

    def bring_back(self, module: str, entry: str) -> str:
        """Make that entry (the newest, if empty) the module's state again; the present state becomes an entry itself.
        The name of the entry that was brought back. Raises LookupError if there is none."""

    def thin_out(self, module: str) -> None:
        """Remove the oldest entries of the module, all but a few."""

    def entries(self, module: str | None = None) -> Sequence[TrashEntry]:
        """All there is, newest first."""

    def empty(self, module: str | None = None) -> int:
        """Remove the entries of one module, or of all; how many."""
