"""Whether another set of texts can take effect, all of it or nothing of it: the part of a transaction that only thinks.

Blocks on the processor, so it is called in a thread.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from skelly_tray.config.home import Home
from skelly_tray.config.last_good import (
    SetAside,
    parts_of,
    taking,
    with_lost_folder,
    with_set_aside,
    without_emptied,
)
from skelly_tray.config.load import build
from skelly_tray.config.names import MODULES_FOLDER, ORCHESTRATOR_FILE, file_name, is_in_modules
from skelly_tray.config.texts import Texts
from skelly_tray.domain.arrangement import Arrange
from skelly_tray.domain.descriptor import BUS_ID, ModuleId
from skelly_tray.domain.errors import lines
from skelly_tray.engine.configuration import Configuration, join

_Errors = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class InEffect:
    """texts: what `configuration` was made of. seen: what was on disk when it was looked at last, of which `texts` may
    differ where something was refused. set_aside: as in `LastGood`."""

    configuration: Configuration
    texts: Texts
    seen: Texts
    set_aside: SetAside


@dataclass(frozen=True, slots=True)
class Candidate:
    """errors: why the change is rejected; then `texts` are the former ones, without files that were removed.
    changed: names of files, and of the overrides, that are another than when the disk was looked at last."""

    configuration: Configuration
    texts: Texts
    changed: tuple[str, ...]
    errors: tuple[str, ...]


def consider(home: Home, disk: Texts, now: InEffect, arranged_by: Arrange) -> Candidate:
    """What would be in effect with these texts on disk. Raises nothing for what they hold."""
    disk = with_lost_folder(disk, now.texts)
    changed = differing(with_lost_folder(now.seen, now.texts), disk)
    wanted = with_set_aside(without_emptied(disk, now.texts), now.texts, now.set_aside, saved=bool(changed))
    before = now.configuration
    whole = join(build(home, wanted), before, arranged_by)
    known, found = _errors(before), _errors(whole)
    removed = {name for name in now.texts.files if name not in wanted.files and name not in wanted.refused}
    fresh = _fresh(found, known, changed, removed)
    if fresh and removed:  # what a removal alone brings is accepted: removing a file is never refused
        base = join(build(home, taking(now.texts, Texts(), removed)), before, arranged_by)
        fresh = _fresh(found, {**known, **_errors(base)}, set(changed) - removed, removed)
    bad = {_file_of(owner) for owner in found}
    if not fresh:
        return Candidate(whole, taking(wanted, now.texts, bad & now.texts.files.keys()), changed, ())
    new = {name for name in bad if name not in now.texts.files}
    kept = taking(taking(now.texts, Texts(), removed), wanted, new)
    kept = replace(kept, refused={n: e for n, e in wanted.refused.items() if n in new})
    shown = join(build(home, kept), before, arranged_by)
    reasons = {**whole.invalid, **whole.outlived}
    outlived = {m: reasons[m] for m in reasons if m in shown.descriptors}
    loaded = replace(shown.loaded, orchestrator_errors=whole.loaded.orchestrator_errors)
    told = replace(shown, loaded=loaded, outlived={**shown.outlived, **outlived})
    return Candidate(
        told, kept, changed, tuple(line for owner in sorted(fresh) for line in dict.fromkeys(fresh[owner]))
    )


def differing(before: Texts, after: Texts) -> tuple[str, ...]:
    """Names of files that differ, or cannot be read for another reason than before; and of the overrides."""
    one, other = parts_of(before), parts_of(after)
    names = {name for name in {**one, **other} if one.get(name) != other.get(name)}
    refused = {**before.refused, **after.refused}
    names |= {name for name in refused if before.refused.get(name) != after.refused.get(name)}
    return tuple(sorted(names))


def _errors(configuration: Configuration) -> _Errors:
    """Lines by module, or `orchestrator`."""
    unusable = {**configuration.invalid, **configuration.outlived}
    found = {str(module): tuple(lines(told.errors)) for module, told in unusable.items()}
    if configuration.loaded.orchestrator_errors:
        found["orchestrator"] = tuple(map(str, configuration.loaded.orchestrator_errors))
    if configuration.loaded.bus_errors:
        found[BUS_ID] = tuple(map(str, configuration.loaded.bus_errors))
    folder = [e for e in configuration.loaded.errors if e.file == MODULES_FOLDER]
    return {**found, **({MODULES_FOLDER: tuple(map(str, folder))} if folder else {})}


def _fresh(
    found: _Errors, known: _Errors, changed: Collection[str], removed: set[str]
) -> dict[str, tuple[str, ...]]:
    """Errors that the change has brought, or left in what it touched: a file, or the folder of one."""
    touched = {*changed} - removed
    if any(is_in_modules(name) for name in changed):
        touched.add(MODULES_FOLDER)
    return {
        owner: told for owner, told in found.items() if known.get(owner) != told or _file_of(owner) in touched
    }


def _file_of(owner: str) -> str:
    if owner == MODULES_FOLDER:
        return MODULES_FOLDER
    return ORCHESTRATOR_FILE if owner == "orchestrator" else file_name(ModuleId(owner))
