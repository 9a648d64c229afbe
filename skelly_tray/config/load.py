"""Reads the whole configuration folder: everything that is usable, and every error of the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from skelly_tray.config.atomic import sweep_leftovers
from skelly_tray.config.errors import ConfigError, ConfigWarning, nearest
from skelly_tray.config.home import Home
from skelly_tray.config.migrations.run import migrate
from skelly_tray.config.module_build import ModuleFile, Outline, build_module, check_id
from skelly_tray.config.names import MODULES_FOLDER, file_name, is_module_file
from skelly_tray.config.orchestrator_build import orchestrator_of
from skelly_tray.config.overrides import FILE as OVERRIDES_FILE
from skelly_tray.config.overrides import NO_OVERRIDES, OVERRIDE, Layer, layers
from skelly_tray.config.settings.check import Beside
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.writing import settled
from skelly_tray.domain.descriptor import BUS_ID, Condition, ModuleDescriptor, ModuleId
from skelly_tray.domain.orchestrator_config import OrchestratorConfig


@dataclass(frozen=True, slots=True)
class Loaded:
    """The configuration as it stands on disk.

    orchestrator: in effect, the last good one when the file is unusable. invalid: modules whose file cannot be
    used, with its errors; `outlines` tells what is known of them. bus: the event bus as its own file and the defaults
    make it (the defaults alone when the file is unusable, for `bus_errors`); None: there is none, in tests. errors: all
    of all files. usable: False when orchestrator.toml is unusable and there is no last good one. override_errors: what
    is wrong with runtime overrides, by full key: these have no effect, and there is a warning for each.
    settings_schemas: those of the modules that have one, parsed.
    """

    orchestrator: OrchestratorConfig
    descriptors: dict[ModuleId, ModuleDescriptor]
    invalid: dict[ModuleId, tuple[ConfigError, ...]]
    outlines: dict[ModuleId, Outline]
    errors: tuple[ConfigError, ...]
    warnings: tuple[ConfigWarning, ...]
    orchestrator_errors: tuple[ConfigError, ...]
    usable: bool
    bus: ModuleDescriptor | None = None
    bus_errors: tuple[ConfigError, ...] = ()
    override_errors: Mapping[str, tuple[ConfigError, ...]] = field(default_factory=dict)
    settings_schemas: Mapping[ModuleId, Mapping[str, Any]] = field(default_factory=dict)


def load(home: Home, *, record: bool = True) -> Loaded:
    """Read and check everything; raises nothing for what the files hold.

    record: bring files of older versions up to date, take back and sweep what interrupted writes left; who only wants
    to look passes False, and then nothing is written. Dependencies between modules (missing ones, cycles) are the
    graph's business, not checked here.
    """
    texts, migrated = prepared(home) if record else migrate(home, read_texts(home), write=False)
    loaded = build(home, texts)
    return replace(loaded, warnings=(*migrated, *loaded.warnings))


def prepared(home: Home) -> tuple[Texts, tuple[ConfigWarning, ...]]:
    """The texts at a start, and what has been done: a change that was broken off is taken back, leftovers are swept,
    files of older versions brought up to date."""
    told = settled(home)
    for folder in (home.config, home.modules_dir, home.run, home.state, *_folders_in(home.state)):
        sweep_leftovers(folder)
    texts, migrated = migrate(home, read_texts(home), write=True)
    return texts, (*told, *migrated)


def _folders_in(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]
    except OSError:
        return []


def build(home: Home, texts: Texts) -> Loaded:
    """What these texts mean. Blocks on the disk for the last good orchestrator.toml, where theirs cannot be used."""
    orchestrator = orchestrator_of(home, texts)
    names = filter(is_module_file, sorted({*texts.files, *texts.refused}))
    by_file, bad_overrides = layers(texts.overrides)
    read = {
        ModuleId(PurePosixPath(name).stem): _module(home, name, texts, orchestrator.config, by_file)
        for name in names
    }
    read |= _twins(read)
    folder_errors = (texts.refused[MODULES_FOLDER],) if MODULES_FOLDER in texts.refused else ()
    bus = read.pop(BUS_ID, None)
    if bus is None:
        own = by_file.get(file_name(BUS_ID), NO_OVERRIDES)
        bus = build_module(home, BUS_ID, "", orchestrator.config, own)
    bad_overrides |= _without_module(by_file, {*read, BUS_ID})
    for layer in (orchestrator.layer, *(file.layer for file in (*read.values(), bus))):
        bad_overrides |= layer.errors
    descriptors = {module: file.descriptor for module, file in read.items() if file.descriptor is not None}
    bad = {_shown(module): file for module, file in read.items() if file.errors}
    return Loaded(
        orchestrator=orchestrator.config,
        descriptors=descriptors,
        invalid={module: file.errors for module, file in bad.items()},
        outlines={module: file.outline for module, file in bad.items()},
        errors=(
            *orchestrator.errors,
            *folder_errors,
            *(error for file in (*bad.values(), bus) for error in file.errors),
        ),
        warnings=(
            *orchestrator.warnings,
            *(warning for file in (*read.values(), bus) for warning in file.warnings),
            *_never_completed(descriptors),
            *_about_overrides(texts, bad_overrides),
        ),
        orchestrator_errors=orchestrator.errors,
        usable=orchestrator.usable,
        bus_errors=bus.errors,
        bus=bus.descriptor or build_module(home, BUS_ID, "", orchestrator.config).descriptor,
        override_errors=bad_overrides,
        settings_schemas={m: f.settings_schema for m, f in read.items() if f.settings_schema is not None},
    )


def _module(
    home: Home, name: str, texts: Texts, orchestrator: OrchestratorConfig, by_file: Mapping[str, Layer]
) -> ModuleFile:
    module = PurePosixPath(name).stem
    if name in texts.files:
        layer, beside = by_file.get(name, NO_OVERRIDES), Beside(texts.files, texts.refused)
        return build_module(home, module, texts.files[name], orchestrator, layer, beside)
    id_error = check_id(module)
    errors = (*((id_error,) if id_error else ()), texts.refused[name])
    return ModuleFile(Outline(module), None, errors, ())


def _twins(read: Mapping[ModuleId, ModuleFile]) -> dict[ModuleId, ModuleFile]:
    """Files that would be those of another module where case does not matter in names."""
    return {
        module: replace(
            file,
            descriptor=None,
            errors=(
                ConfigError(
                    file_name(module),
                    "",
                    f"differs from {file_name(module.lower())} only by upper and lower case",
                    "one file for a module",
                ),
            ),
        )
        for module, file in read.items()
        if module != module.lower() and module.lower() in read
    }


def _without_module(
    by_file: Mapping[str, Layer], modules: Collection[str]
) -> dict[str, tuple[ConfigError, ...]]:
    """The overrides of modules that there are not."""
    lost: dict[str, tuple[ConfigError, ...]] = {}
    for key in (key for layer in by_file.values() for key in layer.items):
        if key.module is not None and key.module not in modules:
            guess = nearest(key.module, modules)
            lost[key.text] = (ConfigError(OVERRIDE, key.text, "is of a module that there is not", "", guess),)
    return lost


def _about_overrides(texts: Texts, bad: Mapping[str, tuple[ConfigError, ...]]) -> Iterator[ConfigWarning]:
    if OVERRIDES_FILE in texts.refused:
        found = texts.refused[OVERRIDES_FILE]
        yield ConfigWarning(
            found.file, "", f"{found.problem}; no override is in effect, and the file is kept"
        )
    for key, errors in sorted(bad.items()):
        for error in errors:
            yield ConfigWarning(
                OVERRIDE, key, f"{str(error).removeprefix(f'{OVERRIDE}: ')}; it has no effect"
            )


def _shown(module: ModuleId) -> ModuleId:
    """A file name may hold anything, also what no terminal should see."""
    return ModuleId("".join(letter if letter.isprintable() else "?" for letter in module)[:64])


def _never_completed(descriptors: Mapping[ModuleId, ModuleDescriptor]) -> Iterator[ConfigWarning]:
    for module, descriptor in descriptors.items():
        for index, edge in enumerate(descriptor.depends_on):
            needed = descriptors.get(edge.module)
            if edge.condition is Condition.COMPLETED and needed is not None and not needed.oneshot:
                key = f"depends_on[{index}].condition"
                message = f'{key} = "completed" waits for a oneshot, and {edge.module} is none'
                yield ConfigWarning(file_name(module), key, message)
