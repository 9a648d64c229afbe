"""From the text of one module file to its `ModuleDescriptor`, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from skelly_tray.config.builtins import BUILTINS, BUS, Builtin, command_of
from skelly_tray.config.digest import digest
from skelly_tray.config.errors import ConfigError, ConfigWarning, UnusableFileError, nearest
from skelly_tray.config.home import Home
from skelly_tray.config.names import file_name
from skelly_tray.config.overrides import NO_OVERRIDES, Layer, usable
from skelly_tray.config.placeholders import expand, home_folder
from skelly_tray.config.probe_build import build_probes, check_probe_rules, native_probes
from skelly_tray.config.reading import parse_toml
from skelly_tray.config.recovery_build import (
    build_degraded,
    build_policy,
    build_procedure,
    build_strategy,
    check_recovery_rules,
)
from skelly_tray.config.schema.bus_table import BUS_SETTINGS
from skelly_tray.config.schema.check import Check
from skelly_tray.config.schema.module_file import MODULE_KEYS
from skelly_tray.config.schema.texts import MODULE, MODULE_ID, RESERVED_IDS, RESERVED_TOPICS
from skelly_tray.config.schema.version_key import check_version
from skelly_tray.config.settings.check import NOTHING_BESIDE, Beside, check_settings
from skelly_tray.domain.descriptor import (
    BUS_ID,
    BusAccess,
    Condition,
    Dependency,
    ModuleDescriptor,
    ModuleId,
    OnRestart,
    Requires,
    SecretRef,
)
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.resource_limits import LimitAction, ResourceLimits
from skelly_tray.domain.sandbox import NetworkRule, Sandbox
from skelly_tray.reentry import python_for_users

_EXPANDED = ("command", "env", "working_dir", "probes", "sandbox", "recovery")
_BUILT = frozenset(("command", "env", "depends_on", "recovery", "requires", "limits", "sandbox", "bus"))
_NOT_FOR_THE_BUS = frozenset(
    (
        "builtin",
        "bus",
        "command",
        "depends_on",
        "enabled",
        "group",
        "lazy",
        "oneshot",
        "settings_schema",
        "user",
    )
)
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
    """One module file, read. descriptor: None exactly when there are errors. layer: the overrides in effect.
    settings_schema: the JSON Schema of its settings, parsed; None also when it cannot be used."""

    outline: Outline
    descriptor: ModuleDescriptor | None
    errors: tuple[ConfigError, ...]
    warnings: tuple[ConfigWarning, ...]
    layer: Layer = NO_OVERRIDES
    settings_schema: Mapping[str, Any] | None = None


def build_module(
    home: Home,
    module: str,
    text: str,
    orchestrator: OrchestratorConfig,
    layer: Layer = NO_OVERRIDES,
    beside: Beside = NOTHING_BESIDE,
) -> ModuleFile:
    """Check `text` as the file of `module`, and build its descriptor. orchestrator: where defaults come from. layer:
    the runtime overrides of this module. beside: where the schema of its settings may be."""
    try:
        data = parse_toml(text, file_name(module))
    except UnusableFileError as refused:
        id_error = check_id(module)
        return ModuleFile(Outline(module), None, (*((id_error,) if id_error else ()), refused.error), ())
    data, layer = usable(
        data, layer, lambda candidate: tuple(_checked(module, candidate, beside).check.errors)
    )
    found = _checked(module, data, beside)
    check, values = found.check, found.values
    outline = Outline(values.get("name", module), values.get("required", True), values.get("enabled", True))
    descriptor = None
    if not check.errors:
        descriptor = _descriptor(home, ModuleId(module), values, orchestrator)
    return ModuleFile(outline, descriptor, tuple(check.errors), tuple(check.warnings), layer, found.schema)


@dataclass(frozen=True, slots=True)
class _Checked:
    """All that is wrong with a parsed file, and its normal form. schema: of its settings, if one can be used."""

    check: Check
    values: dict[str, Any]
    schema: Mapping[str, Any] | None


def _checked(module: str, data: Mapping[str, Any], beside: Beside) -> _Checked:
    check = Check(file_name(module))
    id_error = check_id(module)
    if id_error is not None:
        check.errors.append(id_error)
    values = check.top(data, MODULE_KEYS)
    _check_rules(check, module, data, values)
    schema = None
    if "settings" not in data or "settings" in values:
        schema = check_settings(check, module, values, beside)
    return _Checked(check, values, schema)


def check_id(module: str) -> ConfigError | None:
    """The stem of a module file must be an id, and not one that the system uses itself."""
    if not MODULE_ID.fullmatch(module):
        return ConfigError(file_name(module), "", "its name is not a module id", f"{MODULE.what}, then .toml")
    if module in RESERVED_IDS:
        return ConfigError(file_name(module), "", f"{module} is reserved", "any other module id")
    return None


def _check_rules(check: Check, module: str, data: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """What no single key can tell. Reports only about values that are right in themselves."""
    check_version(check, values)
    _check_program(check, module, data)
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
    _check_native(check, module, values)
    _warn_of_sandbox(check, values.get("sandbox", {}))
    check_probe_rules(check, data.get("probes"))
    check_recovery_rules(check, module, values)


def _check_program(check: Check, module: str, data: Mapping[str, Any]) -> None:
    """Exactly one of `command` and `builtin`; the bus has its own program."""
    if module == BUS_ID:
        for name in sorted(_NOT_FOR_THE_BUS & data.keys()):
            check.fail(name, "is not for the bus: its file only changes its limits, probes and settings")
        if isinstance(data.get("settings"), dict):
            check.value(data["settings"], BUS_SETTINGS, "settings")
        return
    if "builtin" in data:
        if isinstance(data["builtin"], str) and data["builtin"] not in BUILTINS:
            guess = nearest(data["builtin"], BUILTINS)
            problem = f'"{data["builtin"][:64]}" is not a bundled module'
            check.fail("builtin", problem, ", ".join(sorted(BUILTINS)), guess)
        if "command" in data:
            check.fail("builtin", "stands beside command", "one of the two")
    elif "command" not in data:
        check.fail(
            "command", "is missing", 'the program and its arguments, as in ["python3", "-m", "http.server"]'
        )
    command = data.get("command")
    if isinstance(command, list) and command and command[0] == "":
        check.fail("command[0]", "is empty", "a program")


def _check_native(check: Check, module: str, values: Mapping[str, Any]) -> None:
    """What only a module that speaks over the bus can have, and what no module may."""
    for index, topic in enumerate(values.get("bus", {}).get("publish", ())):
        if topic.split(".")[0] in RESERVED_TOPICS:
            check.fail(
                f"bus.publish[{index}]", f'"{topic}" is reserved for the orchestrator', "another topic"
            )
    for index, method in enumerate(values.get("bus", {}).get("call", ())):
        if "." not in method and method != ">":
            check.fail(f"bus.call[{index}]", f'"{method}" names no method', "MODULE.METHOD", f"{method}.*")
    if module == BUS_ID or "builtin" in values or "bus" in values:
        return
    for role, probe in values.get("probes", {}).items():
        if isinstance(probe, dict) and probe.get("kind") == "bus":
            check.fail(f"probes.{role}.kind", '"bus" is for native modules', "a [bus] table, or another kind")
    for name in ("settings", "prewarm"):
        if values.get(name):
            message = f"{name} has no effect without the bus: an empty [bus] table makes the module native"
            check.warnings.append(ConfigWarning(check.file, name, message))


def _warn_of_sandbox(check: Check, table: Mapping[str, Any]) -> None:
    """What is never held, on no machine; what this one cannot hold is told by `status`."""
    if table.get("network") == NetworkRule.LOOPBACK:
        message = (
            'sandbox.network: "loopback" cannot be held yet, the module may connect anywhere; "none" can'
        )
        check.warnings.append(ConfigWarning(check.file, "sandbox.network", message))
    rules = sorted({"read", "write", "network"} & table.keys())
    if table.get("no_new_privs") is False and rules:
        message = f"sandbox.no_new_privs: without it {', '.join(rules)} can only be held for a module that runs as root"
        check.warnings.append(ConfigWarning(check.file, "sandbox.no_new_privs", message))


def _descriptor(
    home: Home, module: ModuleId, values: Mapping[str, Any], orchestrator: OrchestratorConfig
) -> ModuleDescriptor:
    places = {
        "STATE": str(home.module_state(module)),
        "HOME": home_folder(values.get("user")),
        "PYTHON": python_for_users(),
    }
    values = {name: expand(value, places) if name in _EXPANDED else value for name, value in values.items()}
    plain = {name: _frozen(value) for name, value in values.items() if name in _PLAIN}
    builtin = BUS if module == BUS_ID else BUILTINS.get(values.get("builtin", ""))
    access = _access(module, values.get("bus"), builtin)
    probes = build_probes(values.get("probes", {}), values.get("health_check_interval"), orchestrator)
    if access is not None:
        probes |= native_probes(module, probes, values.get("health_check_interval"), orchestrator)
    recovery = values.get("recovery", {})
    descriptor = ModuleDescriptor(
        **{"name": builtin.title if builtin else module, **plain, **probes},
        id=module,
        command=command_of(builtin) if builtin else tuple(values["command"]),
        bus=access,
        env={name: _env(value) for name, value in values.get("env", {}).items()},
        depends_on=tuple(_edge(edge) for edge in values.get("depends_on", ())),
        requires=Requires(**values.get("requires", {})),
        limits=_limits(values.get("limits", {})),
        sandbox=_sandbox(values.get("sandbox", {}), places["STATE"]),
        recovery=build_policy(recovery if module != BUS_ID else _bus_recovery(values), orchestrator),
        strategy=build_strategy(recovery),
        degraded=build_degraded(recovery),
        procedure=build_procedure(recovery, values, orchestrator),
        auto_recovery=orchestrator.auto_recovery,
    )
    return replace(descriptor, digest=digest(descriptor))


def _bus_recovery(values: Mapping[str, Any]) -> dict[str, Any]:
    """The bus is brought back faster and more often than others: everybody waits for it."""
    return {"backoff": 0.25, "backoff_max": 10.0, "max_attempts": 20, **values.get("recovery", {})}


def _access(module: ModuleId, table: Mapping[str, Any] | None, builtin: Builtin | None) -> BusAccess | None:
    """What a native module may do on the bus; None for any other."""
    if table is None and builtin is None:
        return None
    own = builtin.access if builtin else BusAccess(publish=(f"{module}.>",))
    given = {name: _frozen(value) for name, value in (table or {}).items()}
    return replace(own, **given)


def _limits(table: Mapping[str, Any]) -> ResourceLimits:
    actions = [action for action in LimitAction if action in table.get("actions", (LimitAction.ALERT,))]
    return ResourceLimits(**{**table, "actions": tuple(actions)})


def _sandbox(table: Mapping[str, Any], state: str) -> Sandbox:
    """Its own state folder may always be read."""
    given = {name: _frozen(value) for name, value in table.items()}
    if "read" in given and state not in given["read"]:
        given["read"] = (*given["read"], state)
    return Sandbox(**{**given, "network": NetworkRule(table.get("network", NetworkRule.ANY))})


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
