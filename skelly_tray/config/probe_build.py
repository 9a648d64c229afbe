"""Builds `ProbeSpec`s from a checked `[probes]` table, with every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.config.errors import ConfigWarning
from skelly_tray.config.schema.check import Check
from skelly_tray.domain.descriptor import Check as Checked
from skelly_tray.domain.descriptor import (
    ExecCheck,
    HttpCheck,
    LogCheck,
    NotifyCheck,
    ProbeRole,
    ProbeSpec,
    TcpCheck,
)
from skelly_tray.domain.orchestrator_config import OrchestratorConfig

STARTUP_INTERVAL = 0.5
"""Seconds; a start is watched closely, since others wait for it."""


def build_probes(
    values: Mapping[str, Any], health_check_interval: float | None, orchestrator: OrchestratorConfig
) -> dict[str, ProbeSpec]:
    """The probes by role. A probe of kind bus is left out: there is no bus in this version (it was warned)."""
    usual = health_check_interval or orchestrator.health_check_interval
    built = {}
    for role in ProbeRole:
        table = values.get(role)
        if table is None or table["kind"] == "bus":
            continue
        built[role.value] = ProbeSpec(
            check=_what(table),
            interval=table.get("interval", STARTUP_INTERVAL if role is ProbeRole.STARTUP else usual),
            timeout=table.get("timeout", orchestrator.health_check_timeout),
            initial_delay=table.get("initial_delay", 0.0),
            failure_threshold=table.get("failure_threshold", orchestrator.unhealthy_threshold),
            success_threshold=table.get("success_threshold", 1),
            window=table.get("window"),
            window_failures=table.get("window_failures"),
        )
    return built


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
        case kind:
            raise AssertionError(f"the schema lets no kind {kind!r} through")
