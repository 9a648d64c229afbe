"""An import as a whole: a plan that can be looked at, and its carrying out."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from skelly_tray.config.editing import check_module
from skelly_tray.config.errors import UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.imports.formats import Format, format_of
from skelly_tray.config.imports.found import NotReadableError, Reading, Service, Source
from skelly_tray.config.imports.module_text import module_text
from skelly_tray.config.imports.naming import ids_for, settle_needs
from skelly_tray.config.names import file_name
from skelly_tray.config.reading import read_text
from skelly_tray.config.texts import read_texts
from skelly_tray.config.writing import one_at_a_time, write_texts


@dataclass(frozen=True, slots=True)
class Planned:
    """A module to be. name: in the file it comes from. notes: what was not carried over. needs: names in that file.
    table: the keys of `text`. wanted: it was not chosen to be left out."""

    id: str
    name: str
    text: str
    notes: tuple[str, ...]
    needs: tuple[str, ...] = ()
    table: Mapping[str, Any] = field(default_factory=dict)
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What one file gives. left_out: name → why. notes: about the file as a whole. modules: those that are not wanted
    too."""

    file: Path
    format: Format
    modules: tuple[Planned, ...]
    left_out: Mapping[str, str]
    notes: tuple[str, ...]


class AlreadyThereError(Exception):
    """Modules of those ids are there, and were not to be replaced."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__(", ".join(ids))
        self.ids = tuple(ids)


def plan(
    home: Home,
    file: Path,
    wanted: str = "",
    taken: Collection[str] = (),
    *,
    without: Collection[str] = (),
    there: Collection[str] = (),
) -> Plan:
    """What importing the file would do. Blocks on the disk and changes nothing. wanted: a name of `FORMATS`; else the
    file tells. taken: ids that are not given, as those that other files of the same import have got. without: names in
    the file that are not wanted; there: ids of modules that are needed in their place, where they have them.

    Raises FileNotFoundError, and NotReadableError when nothing can be made of the file.
    """
    try:
        text = read_text(file, str(file))
    except UnusableFileError as error:
        raise NotReadableError(error.error.problem) from error
    source = Source(file.absolute().parent, os.environ, _beside)
    kind = format_of(file.name, text, wanted)
    found = kind.read(text, source)
    modules, left_out = _usable(home, found, file.name, _Choice(taken, without, there))
    return Plan(file, kind, modules, left_out, tuple(found.notes))


@dataclass(frozen=True, slots=True)
class _Choice:
    """As the parameters of `plan`."""

    taken: Collection[str]
    without: Collection[str]
    there: Collection[str]


def _usable(
    home: Home, found: Reading, file: str, choice: _Choice
) -> tuple[tuple[Planned, ...], dict[str, str]]:
    """The modules whose files would be valid, and why the others are left out: they may be needed by some."""
    left_out = dict(found.left_out)
    services: dict[str, Service] = {}
    for service in found.services:
        if service.name in services:
            left_out[service.name] = "there are two of that name; the first is taken"
        services.setdefault(service.name, service)
    while True:
        ids = ids_for(services, choice.taken)
        chosen = {name: service for name, service in services.items() if name not in choice.without}
        said = settle_needs(chosen, ids, choice.there)
        made = [
            _planned(service, ids[name], file, said.get(name, ()), wanted=name in chosen)
            for name, service in services.items()
        ]
        bad = {each.name: errors for each in made if (errors := check_module(home, each.id, each.text))}
        if not bad:
            return tuple(made), left_out
        for name, errors in bad.items():
            left_out[name] = "; ".join(f"{error.key}: {error.problem}" for error in errors)
            del services[name]


def _planned(service: Service, module: str, file: str, said: Sequence[str], *, wanted: bool) -> Planned:
    notes = (*service.notes, *said)
    table = service.table if module == service.name else {"name": _shown(service.name), **service.table}
    text = module_text(table, f"{service.name} of {file}", notes)
    needs = tuple(dict.fromkeys(need["module"] for need in service.needs))
    return Planned(module, service.name, text, notes, needs, table, wanted)


def _shown(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable()).strip() or "module"


def carry_out(home: Home, modules: Sequence[Planned], *, force: bool = False) -> list[Path]:
    """Write the files, all or none, and return their paths. force: replace those that are there.

    Raises AlreadyThereError, and OSError; then nothing was written.
    """
    home.create()
    with one_at_a_time(home):
        before = read_texts(home)
        known = {name.lower() for name in (*before.files, *before.refused)}
        present = [each.id for each in modules if file_name(each.id) in known]
        if present and not force:
            raise AlreadyThereError(present)
        new = {file_name(each.id): each.text for each in modules}
        refused = {name: error for name, error in before.refused.items() if name not in new}
        write_texts(home, before, replace(before, files={**before.files, **new}, refused=refused))
    return [home.config / name for name in new]


def _beside(path: Path) -> str | None:
    try:
        return read_text(path, str(path))
    except (OSError, UnusableFileError):
        return None
