"""From the text of one module file to its `ModuleDescriptor`, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from skelly_tray.config.digest import digest
from skelly_tray.config.errors import ConfigError, ConfigWarning, UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.placeholders import expand, home_folder
from skelly_tray.config.probe_build import build_probes, check_probe_rules
from skelly_tray.config.reading import parse_toml
from skelly_tray.config.schema.check import Check
from skelly_tray.config.schema.module_file import MODULE_KEYS
from skelly_tray.config.schema.texts import MODULE, MODULE_ID, RESERVED_IDS
from skelly_tray.domain.descriptor import (
    Condition,
    Dependency,
    ModuleDescriptor,
    ModuleId,
    OnRestart,
    Requires,
    RestartPolicy,
    SecretRef,
)
from skelly_tray.domain.orchestrator_config import OrchestratorConfig

BUS_ID = "event_bus"
"""Its file only overrides the bus's own defaults, so it needs no command and becomes no descriptor here."""

_EXPANDED = ("command", "env", "working_dir", "probes")
_BUILT = frozenset(("command", "env", "depends_on", "recovery", "requires"))
_PLAIN = frozenset(item.name for item in fields(ModuleDescriptor)) - _BUILT
"""Keys whose checked value is the descriptor's field as it is (lists become tuples)."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What could be told of a module whose file cannot be used; the verdict on the system needs it."""

    name: str
    required: bool = True
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """One module file, read. descriptor: None exactly when there are errors, or for the bus's own file."""

    outline: Outline
    descriptor: ModuleDescriptor | None
    errors: tuple[ConfigError, ...]
    warnings: tuple[ConfigWarning, ...]


def file_name(module: str) -> str:
    """How the file of a module is called in errors."""
    return f"modules/{module}.toml"


def build_module(home: Home, module: str, text: str, orchestrator: OrchestratorConfig) -> ModuleFile:
    """Check `text` as the file of `module`, and build its descriptor. orchestrator: where defaults come from."""
    check = Check(file_name(module))
    id_error = check_id(module)
    if id_error is not None:
        check.errors.append(id_error)
    try:
        data = parse_toml(text, check.file)
    except UnusableFileError as refused:
        return ModuleFile(Outline(module), None, (*check.errors, refused.error), ())
    values = check.top(data, MODULE_KEYS)
    _check_rules(check, module, data, values)
    outline = Outline(values.get("name", module), values.get("required", True), values.get("enabled", True))
    descriptor = None
    if module == BUS_ID:
        check.warnings.append(
            ConfigWarning(check.file, "", "there is no bus in this version: the file has no effect")
        )
    elif not check.errors:
        descriptor = _descriptor(home, ModuleId(module), values, orchestrator)
    return ModuleFile(outline, descriptor, tuple(check.errors), tuple(check.warnings))


def check_id(module: str) -> ConfigError | None:
    """The stem of a module file must be an id, and not one that the system uses itself."""
    if not MODULE_ID.fullmatch(module):
        return ConfigError(file_name(module), "", "its name is not a module id", f"{MODULE.what}, then .toml")
    if module in RESERVED_IDS:
        return ConfigError(file_name(module), "", f"{module} is reserved", "any other module id")
    return None


def _check_rules(check: Check, module: str, data: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """What no single key can tell. Reports only about values that are right in themselves."""
    _check_program(check, module, data)
    for name, value in values.get("env", {}).items():
        if isinstance(value, dict) and "secret" in value:
            check.fail(f"env.{name}", "is a secret, and this version has no keyring yet", "text")
    seen: set[str] = set()
    for index, edge in enumerate(values.get("depends_on", ())):
        dependency, place = edge.get("module"), f"depends_on[{index}]"
        if dependency is None:  # wrong or missing, and already reported
            continue
        if dependency == module:
            check.fail(place, "a module cannot depend on itself", "other modules")
        elif dependency in RESERVED_IDS:
            check.fail(place, f'"{dependency}" is reserved and never a module', "other modules")
        elif dependency in seen:
            check.fail(place, f'"{dependency}" is listed twice', "each module once")
        seen.add(dependency)
    check_probe_rules(check, data.get("probes"))
    recovery = values.get("recovery", {})
    if recovery.get("backoff_max", float("inf")) < recovery.get("backoff", 0.0):
        check.fail("recovery.backoff_max", "is less than backoff", "at least backoff")


def _check_program(check: Check, module: str, data: Mapping[str, Any]) -> None:
    """Exactly one of `command` and `builtin`, and this version bundles nothing."""
    if "builtin" in data:
        if isinstance(data["builtin"], str):
            check.fail("builtin", f'"{data["builtin"][:64]}" is not a bundled module', "none in this version")
        if "command" in data:
            check.fail("builtin", "stands beside command", "one of the two")
    elif "command" not in data and module != BUS_ID:
        check.fail(
            "command", "is missing", 'the program and its arguments, as in ["python3", "-m", "http.server"]'
        )
    command = data.get("command")
    if isinstance(command, list) and command and command[0] == "":
        check.fail("command[0]", "is empty", "a program")


def _descriptor(
    home: Home, module: ModuleId, values: Mapping[str, Any], orchestrator: OrchestratorConfig
) -> ModuleDescriptor:
    places = {"STATE": str(home.module_state(module)), "HOME": home_folder(values.get("user"))}
    values = {name: expand(value, places) if name in _EXPANDED else value for name, value in values.items()}
    plain = {name: _frozen(value) for name, value in values.items() if name in _PLAIN}
    probes = build_probes(values.get("probes", {}), values.get("health_check_interval"), orchestrator)
    descriptor = ModuleDescriptor(
        **{"name": module, **plain, **probes},
        id=module,
        command=tuple(values["command"]),
        env={name: _env(value) for name, value in values.get("env", {}).items()},
        depends_on=tuple(_edge(edge) for edge in values.get("depends_on", ())),
        requires=Requires(**values.get("requires", {})),
        recovery=_policy(values.get("recovery", {}), orchestrator),
        auto_recovery=orchestrator.auto_recovery,
    )
    return replace(descriptor, digest=digest(descriptor))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _env(value: str | Mapping[str, str]) -> str | SecretRef:
    return value if isinstance(value, str) else SecretRef(value["secret"])


def _edge(edge: Mapping[str, Any]) -> Dependency:
    return Dependency(
        ModuleId(edge["module"]),
        Condition(edge.get("condition", Condition.READY)),
        edge.get("required", True),
        OnRestart(edge.get("on_restart", OnRestart.KEEP)),
    )


def _policy(recovery: Mapping[str, Any], orchestrator: OrchestratorConfig) -> RestartPolicy:
    backoff = recovery.get("backoff", orchestrator.recovery_backoff)
    return RestartPolicy(
        max_attempts=recovery.get("max_attempts", orchestrator.max_recovery_attempts),
        backoff=backoff,
        # Who sets only a longer backoff means it, although the usual maximum is shorter.
        backoff_max=recovery.get("backoff_max", max(backoff, orchestrator.recovery_backoff_max)),
        stable_after=recovery.get("stable_after", orchestrator.stable_after),
        retry_failed_after=orchestrator.retry_failed_after,
    )
