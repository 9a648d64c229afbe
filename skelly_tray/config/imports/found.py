"""What a reader of another supervisor's file finds, in that file's own names, and what it says about the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


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

    def note_rest(
        self, given: Iterable[Any], known: Iterable[str], moot: Iterable[str] = (), place: str = ""
    ) -> None:
        """Say which keys were not looked at. moot: of those that change nothing here. place: the table they are in."""
        self.notes += rest_of(given, known, moot, place)


def rest_of(
    given: Iterable[Any], known: Iterable[str], moot: Iterable[str] = (), place: str = ""
) -> list[str]:
    """What has to be said of the keys of a table: those that nobody looked at, and those that change nothing here. What
    begins with `x-` is the user's own in most of these files."""
    known, moot = set(known), set(moot)
    names = sorted(name for key in given if not (name := str(key)).startswith("x-"))
    before, said = f"{place}: " if place else "", []
    if rest := [name for name in names if name not in known | moot]:
        said.append(f"{before}not carried over: {', '.join(rest)}")
    if idle := [name for name in names if name in moot]:
        said.append(f"{before}of no use here: {', '.join(idle)}")
    return said


@dataclass(slots=True)
class Reading:
    """left_out: name → why. notes: about the file as a whole."""

    services: list[Service] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
