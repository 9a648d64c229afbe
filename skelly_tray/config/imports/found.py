"""What a reader of another supervisor's file finds, in that file's own names, and what it says about the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skelly_tray.config.errors import nearest


class NotReadableError(Exception):
    """The file cannot be read as what it seems to be; nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read. folder: where it lies, absolute. environ: what `${NAME}` may stand for. beside: the text of a
    file that it names, None where there is none."""

    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    beside: Callable[[Path], str | None] = lambda _path: None

    def path(self, name: str) -> Path:
        """A path that the file has, which may be relative to it. `~` of somebody who is not known stays."""
        try:
            return self.folder / Path(name).expanduser()
        except RuntimeError:
            return self.folder / name


@dataclass(slots=True)
class Service:
    """One program. table: keys of a module file. needs: `depends_on` with the names of that file. notes: what was not
    carried over, or is another here."""

    name: str
    table: dict[str, Any] = field(default_factory=dict)
    needs: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def put(self, key: str, value: Any) -> None:
        """Set a key of the module file, by its dotted name."""
        *tables, last = key.split(".")
        place = self.table
        for name in tables:
            place = place.setdefault(name, {})
        place[last] = value

    def note_rest(self, given: Iterable[str], known: Iterable[str], silent: Iterable[str] = ()) -> None:
        """Say which keys were not looked at. silent: of those that need no word, for they change nothing here."""
        taken = {*known, *silent}
        if rest := sorted(str(key) for key in given if key not in taken and not str(key).startswith("x-")):
            guesses = [f"{key} ({guess}?)" if (guess := nearest(key, taken)) else key for key in rest]
            self.notes.append(f"not carried over: {', '.join(guesses)}")


@dataclass(slots=True)
class Reading:
    """left_out: name → why. notes: about the file as a whole."""

    services: list[Service] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
