"""The configuration as the engine uses it: read from disk off the loop, joined with the dependency graph.

Everything about single files is `config/`'s business; here it is decided which modules can be used together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from skelly_tray.config.errors import ConfigWarning, nearest
from skelly_tray.config.home import Home
from skelly_tray.config.last_good import (
    LastGood,
    UnusableLastGoodError,
    last_good_file,
    read_last_good,
    taking,
    with_lost_folder,
    with_set_aside,
    without_emptied,
)
from skelly_tray.config.load import Loaded, build, prepared
from skelly_tray.config.names import ORCHESTRATOR_FILE, file_name
from skelly_tray.config.schema.check import MOST_ERRORS
from skelly_tray.config.texts import Texts
from skelly_tray.domain.arrangement import Arrange, arrange
from skelly_tray.domain.descriptor import BUS_ID, Dependency, ModuleDescriptor, ModuleId
from skelly_tray.domain.errors import (
    DependencyMissing,
    InvalidConfiguration,
    InvalidModule,
    StartupError,
    lines,
)
from skelly_tray.domain.events import DescriptorsLoaded
from skelly_tray.domain.graph import DependencyGraph


@dataclass(frozen=True, slots=True)
class Configuration:
    """loaded: what the files say. descriptors, graph: the modules that can be used. invalid: the rest, and why.
    outlived: usable modules whose files no longer are: their last good version stays in effect; and why.
    texts, on_disk, kept: at a start, what it was made of, what was on disk, and what an earlier supervisor kept."""

    loaded: Loaded
    descriptors: Mapping[ModuleId, ModuleDescriptor]
    graph: DependencyGraph
    invalid: Mapping[ModuleId, InvalidModule]
    outlived: Mapping[ModuleId, InvalidModule] = field(default_factory=dict)
    texts: Texts = Texts()
    on_disk: Texts = Texts()
    kept: LastGood = LastGood()

    @property
    def errors(self) -> list[str]:
        """Every error of every file, those between files included, each a line with file and key."""
        unusable = {**self.invalid, **self.outlived}
        told = {*self.loaded.invalid, BUS_ID}
        between = (m for m in sorted(unusable) if m not in told)
        return [
            *map(str, self.loaded.errors),
            *(line for m in between for line in lines(unusable[m].errors)),
        ]

    def event(self, memory: Mapping[ModuleId, Mapping[str, object]] | None = None) -> DescriptorsLoaded:
        """What the domain is told of it."""
        return DescriptorsLoaded(
            self.loaded.orchestrator, self.descriptors, self.graph, self.invalid, memory or {}
        )


def read_configuration(home: Home, arranged_by: Arrange = arrange) -> Configuration:
    """Read the whole folder, at a start. Blocks on the disk; raises nothing for what the files hold. A file that cannot
    be used has its last good version, which an earlier supervisor kept."""
    disk, migrated = prepared(home)
    kept, refused = _last_good(home)
    wanted = without_emptied(with_lost_folder(disk, kept.texts), kept.texts)
    wanted = with_set_aside(wanted, kept.texts, kept.set_aside)
    loaded = build(home, wanted)
    loaded = replace(loaded, warnings=(*migrated, *refused, *loaded.warnings))
    found = join(loaded, None, arranged_by)
    if kept.texts.files and found.errors:
        found = join(loaded, join(build(home, kept.texts), None, arranged_by), arranged_by)
    bad = {file_name(module) for module in (*found.invalid, *found.outlived)}
    if loaded.orchestrator_errors:
        bad.add(ORCHESTRATOR_FILE)
    texts = taking(wanted, kept.texts, bad & kept.texts.files.keys())
    return replace(found, texts=texts, on_disk=disk, kept=kept)


def _last_good(home: Home) -> tuple[LastGood, tuple[ConfigWarning, ...]]:
    try:
        return read_last_good(home) or LastGood(), ()
    except UnusableLastGoodError as unusable:
        text = f"{unusable}; only what the files say now counts. What is in effect is kept as the last good one anew"
        return LastGood(), (ConfigWarning(str(last_good_file(home)), "", text),)


def join(
    loaded: Loaded, before: Configuration | None = None, arranged_by: Arrange = arrange
) -> Configuration:
    """Which modules can be used together. One that no longer can stays as it was in `before`, if that still fits."""
    if loaded.bus_errors:
        return _with_former_bus(loaded, before, arranged_by)
    return _join(loaded, before, arranged_by)


def _with_former_bus(loaded: Loaded, before: Configuration | None, arranged_by: Arrange) -> Configuration:
    """The file of the bus cannot be used: it goes on as it was, or with its defaults; and that is told."""
    former = before.descriptors.get(BUS_ID) if before else None
    found = _join(replace(loaded, bus=former or loaded.bus), before, arranged_by)
    errors = (InvalidConfiguration(BUS_ID, tuple(str(e) for e in loaded.bus_errors)),)
    if BUS_ID not in found.descriptors:
        return found
    return replace(found, outlived={**found.outlived, BUS_ID: InvalidModule(errors, "Event bus")})


def _join(loaded: Loaded, before: Configuration | None, arranged_by: Arrange) -> Configuration:
    found = _fitting(loaded, arranged_by)
    former = {m: before.descriptors[m] for m in found.invalid if m in before.descriptors} if before else {}
    if not former:
        return found
    never_good = {m: errors for m, errors in loaded.invalid.items() if m not in former}
    kept = _fitting(
        replace(loaded, descriptors={**loaded.descriptors, **former}, invalid=never_good), arranged_by
    )
    return replace(
        kept,
        loaded=loaded,
        invalid={m: found.invalid.get(m, reason) for m, reason in kept.invalid.items()},
        outlived={m: found.invalid[m] for m in former if m in kept.descriptors},
    )


def _fitting(loaded: Loaded, arranged_by: Arrange) -> Configuration:
    """Leave out what cannot be used together: members of a cycle, and modules that need or ask an unknown one."""
    loaded = replace(loaded, descriptors=with_bus(loaded.descriptors, loaded.bus))
    errors: dict[ModuleId, tuple[StartupError, ...]] = {
        module: (InvalidConfiguration(module, tuple(str(e) for e in errors)),)
        for module, errors in loaded.invalid.items()
    }
    whole = DependencyGraph.build(loaded.descriptors, errors.keys(), arranged_by)
    for module, missing in whole.missing.items():
        errors[module] = _missing(module, missing, loaded)
    for module, descriptor in loaded.descriptors.items():
        if strangers := _strangers(descriptor, loaded):
            errors[module] = (*errors.get(module, ()), InvalidConfiguration(module, strangers))
    for cycle in whole.cycles:
        path = " needs ".join((*cycle, cycle[0]))
        for module in cycle_members(whole, cycle):
            text = f"modules/{module}.toml: depends_on: a cycle cannot be started: {path}"
            errors[module] = (*errors.get(module, ()), InvalidConfiguration(module, (text,)))
    usable = {m: d for m, d in loaded.descriptors.items() if m not in errors}
    fewer = len(usable) < len(loaded.descriptors)
    graph = DependencyGraph.build(usable, errors.keys(), arranged_by) if fewer else whole
    invalid = {module: _told(loaded, module, found) for module, found in errors.items()}
    return Configuration(loaded, usable, graph, invalid)


def _missing(module: ModuleId, missing: tuple[ModuleId, ...], loaded: Loaded) -> tuple[StartupError, ...]:
    """An error for each dependency that there is not, of very many for the first."""
    known = (loaded.descriptors.keys() | loaded.invalid.keys()) - {module}
    told = [DependencyMissing(module, m, nearest(m, known)) for m in missing[:MOST_ERRORS]]
    if more := len(missing) - len(told):
        text = f"{file_name(module)}: depends_on: there are {more} more modules missing than are listed here"
        return (*told, InvalidConfiguration(module, (text,)))
    return tuple(told)


def _strangers(descriptor: ModuleDescriptor, loaded: Loaded) -> tuple[str, ...]:
    """What its recovery procedure asks of modules that there are not: such a check would fail for ever."""
    procedure = descriptor.procedure
    known = loaded.descriptors.keys() | loaded.invalid.keys()
    checks = (*procedure.pre_checks, *procedure.validation) if procedure else ()
    found = dict.fromkeys(check.module for check in checks if check.module and check.module not in known)
    return tuple(
        f'modules/{descriptor.id}.toml: recovery.procedure: there is no module "{missing}"'
        + (f'; did you mean "{guess}"?' if (guess := nearest(missing, known)) else "")
        for missing in found
    )


def with_bus(
    descriptors: Mapping[ModuleId, ModuleDescriptor], bus: ModuleDescriptor | None
) -> dict[ModuleId, ModuleDescriptor]:
    """The modules with the bus that they need, if an enabled one is native: each native one depends on it."""
    others = {m: d for m, d in descriptors.items() if m != BUS_ID}
    if bus is None or not any(d.native and d.enabled for d in others.values()):
        return others
    found = {BUS_ID: bus, **others}
    for module, descriptor in others.items():
        if descriptor.native and all(edge.module != BUS_ID for edge in descriptor.depends_on):
            found[module] = replace(descriptor, depends_on=(Dependency(BUS_ID), *descriptor.depends_on))
    return found


def _told(loaded: Loaded, module: ModuleId, errors: tuple[StartupError, ...]) -> InvalidModule:
    """What is known of a module besides its errors: an optional one must not make the system critical."""
    known = loaded.descriptors.get(module) or loaded.outlines.get(module)
    if known is None:
        return InvalidModule(errors)
    return InvalidModule(errors, known.name, known.required, known.enabled)


def cycle_members(graph: DependencyGraph, cycle: tuple[ModuleId, ...]) -> tuple[ModuleId, ...]:
    """Every member of the knot that this cycle is part of: all that reach it and are reached by it."""
    return graph.knots.get(cycle, cycle)
