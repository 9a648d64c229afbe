"""From the table `[recovery]` of a module file to its restart budget, its strategy and its recovery procedure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.config.errors import ConfigWarning
from skelly_tray.config.schema.check import Check
from skelly_tray.domain.descriptor import BUS_ID, ModuleId, ProbeRole, RestartPolicy
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureCheck, ProcedureStep, StepKind
from skelly_tray.domain.recovery.strategies import (
    NAMES,
    DegradedMode,
    Restart,
    RestartWithReset,
    Strategy,
    SystemRestart,
)

_OWN_KEYS = {
    "restart_with_reset": ("reset_state", "clear_queues"),
    "degraded_mode": ("disable_features", "reduce_load", "fallback_command"),
    "system_restart": ("save_state", "notify_user"),
}
"""Keys that mean something to one strategy alone."""
_LIMIT_KEYS = ("disable_features", "reduce_load", "fallback_command")
"""What the action `degrade` of a limit reads too."""
_STOP_MARGIN, _COMMAND, _CHECK, _RESET, _WAIT = 5.0, 30.0, 30.0, 60.0, 1.0
"""Seconds: what a stop may take beyond its grace, and time limits of steps that say none."""


def build_policy(recovery: Mapping[str, Any], orchestrator: OrchestratorConfig) -> RestartPolicy:
    """The restart budget; what the file does not say is the orchestrator's."""
    backoff = recovery.get("backoff", orchestrator.recovery_backoff)
    return RestartPolicy(
        max_attempts=recovery.get("max_attempts", orchestrator.max_recovery_attempts),
        backoff=backoff,
        # Who sets only a longer backoff means it, although the usual maximum is shorter.
        backoff_max=recovery.get("backoff_max", max(backoff, orchestrator.recovery_backoff_max)),
        stable_after=recovery.get("stable_after", orchestrator.stable_after),
        retry_failed_after=orchestrator.retry_failed_after,
    )


def build_strategy(recovery: Mapping[str, Any]) -> Strategy:
    """How the module is brought back."""
    name = recovery.get("strategy", "restart")
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key in _OWN_KEYS.get(name, ())
        if (value := recovery.get(key)) is not None
    }
    match name:
        case "restart_with_reset":
            return RestartWithReset(**given)
        case "degraded_mode":
            return DegradedMode(**given)
        case "system_restart":
            return SystemRestart(**given)
        case _:
            return Restart()


def build_degraded(recovery: Mapping[str, Any]) -> DegradedMode:
    """What degraded mode means for the module, whoever asks for it."""
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in recovery.items()
        if key in _LIMIT_KEYS
    }
    return DegradedMode(**given)


def build_procedure(
    recovery: Mapping[str, Any], values: Mapping[str, Any], orchestrator: OrchestratorConfig
) -> Procedure | None:
    """The recovery procedure with every time limit filled in; None without one. values: of the whole file."""
    table = recovery.get("procedure")
    if table is None:
        return None
    startup, shutdown = values.get("startup_timeout", 30.0), values.get("shutdown_timeout", 10.0)
    limits = {
        StepKind.STOP: shutdown + _STOP_MARGIN,
        StepKind.START: startup,
        StepKind.RESTART: startup,
        StepKind.RESET: _RESET,
        StepKind.CLEAR_QUEUES: _RESET,
        StepKind.DEGRADE: startup,
        StepKind.RESTORE: startup,
        StepKind.RUN: _COMMAND,
        StepKind.WAIT: _WAIT,
    }

    def steps(name: str) -> tuple[ProcedureStep, ...]:
        found = ((StepKind(step["do"]), step) for step in table.get(name, ()))
        return tuple(
            ProcedureStep(do, step.get("timeout", limits[do]), tuple(step.get("command", ())))
            for do, step in found
        )

    before = orchestrator.health_check_timeout
    return Procedure(
        pre_checks=tuple(_check(check, before) for check in table.get("pre_checks", ())),
        steps=steps("steps"),
        validation=tuple(_check(check, _CHECK) for check in table.get("validation", ())),
        rollback=steps("rollback"),
    )


def _check(table: Mapping[str, Any], timeout: float) -> ProcedureCheck:
    module = table.get("module")
    return ProcedureCheck(
        ProbeRole(table["probe"]),
        ModuleId(module) if module else None,
        table.get("timeout", timeout),
        table.get("successes", 1),
    )


def check_recovery_rules(check: Check, module: str, values: Mapping[str, Any]) -> None:
    """What no single key of `[recovery]` can tell."""
    recovery = values.get("recovery", {})
    if recovery.get("backoff_max", float("inf")) < recovery.get("backoff", 0.0):
        check.fail("recovery.backoff_max", "is less than backoff", "at least backoff")
    strategy = recovery.get("strategy", "restart")
    if module == BUS_ID and (strategy != "restart" or "procedure" in recovery):
        check.fail("recovery", "is not for the bus: it is always restarted, before everything else")
    native = module == BUS_ID or "builtin" in values or "bus" in values
    if strategy == "degraded_mode" and not native and not recovery.get("fallback_command"):
        check.fail(
            "recovery.strategy",
            '"degraded_mode" has nothing to do: the module cannot be told over the bus',
            "a fallback_command, or a [bus] table",
        )
    if not native and not recovery.get("fallback_command"):
        _refuse_vain_steps(check, recovery)
        _warn_of_vain_action(check, values)
    _warn_of_idle_keys(check, strategy, recovery, native, values)
    _warn_of_vain_checks(check, recovery)
    _warn_of_vain_timeouts(check, recovery)


def _steps_of(recovery: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    procedure = recovery.get("procedure", {})
    return [
        step for stage in ("steps", "rollback") for step in procedure.get(stage, ()) if isinstance(step, dict)
    ]


def _refuse_vain_steps(check: Check, recovery: Mapping[str, Any]) -> None:
    for stage in ("steps", "rollback"):
        for index, step in enumerate(recovery.get("procedure", {}).get(stage, ())):
            if isinstance(step, dict) and step.get("do") == "degrade":
                check.fail(
                    f"recovery.procedure.{stage}[{index}]",
                    "has nothing to do: the module cannot be told over the bus",
                    "a fallback_command, or a [bus] table",
                )


def _warn_of_vain_action(check: Check, values: Mapping[str, Any]) -> None:
    if "degrade" in values.get("limits", {}).get("actions", ()):
        message = "degrade has nothing to do without a fallback_command in [recovery] or a [bus] table"
        check.warnings.append(ConfigWarning(check.file, "limits.actions", message))


def _warn_of_idle_keys(
    check: Check, strategy: str, recovery: Mapping[str, Any], native: bool, values: Mapping[str, Any]
) -> None:
    by_limit = "degrade" in values.get("limits", {}).get("actions", ())
    by_step = any(step.get("do") == "degrade" for step in _steps_of(recovery))
    for owner in NAMES.values():
        for key in _OWN_KEYS.get(owner, ()):
            used = owner == strategy or ((by_limit or by_step) and key in _LIMIT_KEYS)
            if key in recovery and not used:
                message = f'{key} has no effect with the strategy "{strategy}"'
                check.warnings.append(ConfigWarning(check.file, f"recovery.{key}", message))
    if native and recovery.get("fallback_command"):
        message = "a native module is told over the bus to do less, so nothing else is run in its place"
        check.warnings.append(ConfigWarning(check.file, "recovery.fallback_command", message))


def _warn_of_vain_checks(check: Check, recovery: Mapping[str, Any]) -> None:
    for index, entry in enumerate(recovery.get("procedure", {}).get("pre_checks", ())):
        if isinstance(entry, dict) and "probe" in entry and "module" not in entry:
            place = f"recovery.procedure.pre_checks[{index}]"
            message = "the module itself does not run at that time, so this check never passes: name another"
            check.warnings.append(ConfigWarning(check.file, place, message))


def _warn_of_vain_timeouts(check: Check, recovery: Mapping[str, Any]) -> None:
    for stage in ("steps", "rollback"):
        for index, step in enumerate(recovery.get("procedure", {}).get(stage, ())):
            if isinstance(step, dict) and step.get("do") == "reset" and "timeout" in step:
                place = f"recovery.procedure.{stage}[{index}].timeout"
                message = "it bounds only the stop before a reset: moving files is never broken off"
                check.warnings.append(ConfigWarning(check.file, place, message))
