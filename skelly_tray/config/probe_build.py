"""Builds `ProbeSpec`s from a checked `[probes]` table, with every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.config.errors import ConfigWarning
from skelly_tray.config.schema.check import Check
from skelly_tray.domain.descriptor import (
    BUS_ID,
    BusCheck,
    ExecCheck,
    HttpCheck,
    LogCheck,
    ModuleId,
    NotifyCheck,
    ProbeRole,
    ProbeSpec,
    TcpCheck,
)
from skelly_tray.domain.descriptor import Check as Checked
from skelly_tray.domain.orchestrator_config import OrchestratorConfig

STARTUP_INTERVAL = 0.5
"""Seconds; a start is watched closely, since others wait for it."""
LEAST_BUS_INTERVAL = 1.0
"""Seconds; a module is bothered with no more than one check a second over the bus."""


def build_probes(
    values: Mapping[str, Any], health_check_interval: float | None, orchestrator: OrchestratorConfig
) -> dict[str, ProbeSpec]:
    """The probes by role that the file asks for."""
    usual = health_check_interval or orchestrator.health_check_interval
    built = {}
    for role in ProbeRole:
        table = values.get(role)
        if table is None:
            continue
        interval = table.get("interval", STARTUP_INTERVAL if role is ProbeRole.STARTUP else usual)
        bus = table["kind"] == "bus" and role is ProbeRole.LIVENESS
        built[role.value] = ProbeSpec(
            check=_what(table),
            interval=max(interval, LEAST_BUS_INTERVAL) if bus else interval,
            timeout=table.get("timeout", orchestrator.health_check_timeout),
            initial_delay=table.get("initial_delay", 0.0),
            failure_threshold=table.get("failure_threshold", orchestrator.unhealthy_threshold),
            success_threshold=table.get("success_threshold", 1),
            window=table.get("window"),
            window_failures=table.get("window_failures"),
            adaptive=role is not ProbeRole.STARTUP and "interval" not in table,
        )
    return built


def native_probes(
    module: ModuleId,
    given: Mapping[str, ProbeSpec],
    health_check_interval: float | None,
    orchestrator: OrchestratorConfig,
) -> dict[str, ProbeSpec]:
    """What a native module is checked by where its file says nothing: `hello`, `ready` and `health.check`. The bus
    itself is pinged, and has no readiness of its own: it is ready when it answers."""
    usual = max(health_check_interval or orchestrator.health_check_interval, LEAST_BUS_INTERVAL)
    timeout, threshold = orchestrator.health_check_timeout, orchestrator.unhealthy_threshold
    # What a module says of itself needs no repetition to be believed.
    told = ProbeSpec(BusCheck(), STARTUP_INTERVAL, timeout, failure_threshold=1)
    alive = ProbeSpec(BusCheck(), usual, timeout, failure_threshold=threshold, adaptive=True)
    built = {ProbeRole.STARTUP: told, ProbeRole.READINESS: told, ProbeRole.LIVENESS: alive}
    if module == BUS_ID:
        del built[ProbeRole.READINESS]
    missing = {role.value: spec for role, spec in built.items() if role not in given}
    said = given.get(ProbeRole.READINESS)
    if said is not None and isinstance(said.check, BusCheck):
        missing[ProbeRole.READINESS.value] = told
    return missing


def check_probe_rules(check: Check, probes: object) -> None:
    """What one key alone cannot tell: `window` and `window_failures` are of use only together, and neither is with
    `startup`, where misses do not count.

    probes: the table as it stands in the file, whatever that is.
    """
    for role, table in probes.items() if isinstance(probes, dict) else ():
        if isinstance(table, dict) and ("window" in table) != ("window_failures" in table):
            there, lacking = ("window", "window_failures")
            if there not in table:
                there, lacking = lacking, there
            check.fail(f"probes.{role}.{lacking}", f"is missing, and {there} means nothing without it")
    startup = probes.get(ProbeRole.STARTUP) if isinstance(probes, dict) else None
    for name in ("failure_threshold", "window"):
        if isinstance(startup, dict) and name in startup:
            key = f"probes.startup.{name}"
            message = (
                f"{key} has no effect: a start has until startup_timeout, however often the probe misses"
            )
            check.warnings.append(ConfigWarning(check.file, key, message))


def _what(table: Mapping[str, Any]) -> Checked:
    match table["kind"]:
        case "http":
            return HttpCheck(table["url"])
        case "tcp":
            return TcpCheck(table.get("host", "127.0.0.1"), table["port"])
        case "exec":
            return ExecCheck(tuple(table["command"]))
        case "log":
            return LogCheck(table["pattern"])
        case "notify":
            return NotifyCheck()
        case "bus":
            return BusCheck()
        case kind:
            raise AssertionError(f"the schema lets no kind {kind!r} through")
