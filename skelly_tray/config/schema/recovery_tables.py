"""`[recovery]` of a module file, with its procedure: how the module is brought back."""

from __future__ import annotations

from skelly_tray.config.schema.texts import ARGUMENT, LINE, MODULE
from skelly_tray.config.schema.types import (
    Choice,
    Duration,
    Flag,
    Key,
    ListOf,
    Number,
    Table,
    Variants,
    Whole,
)

_ROLE = Choice("a probe", ("startup", "readiness", "liveness"))
_PRE_CHECKS = Table((
    Key("probe", _ROLE, "which probe must pass", required=True),
    Key("module", MODULE, "of which module", shown_default="this one"),
    Key("timeout", Duration(), "within this time"),
))  # fmt: skip
_VALIDATION = Table((*_PRE_CHECKS.keys, Key("successes", Whole(1), "so many times in a row", default=1)))
_STEP = Variants(
    selector="do",
    choice=Choice(
        "a step",
        ("stop", "start", "restart", "reset", "degrade", "restore", "clear_queues", "run", "wait"),
    ),
    common=(Key("timeout", Duration(), "how long it may take; of `reset`, the stop before it"),),
    options={"run": (Key("command", ListOf(ARGUMENT, nonempty=True), "argv, no shell", required=True),)},
)

PROCEDURE = Table((
    Key("pre_checks", ListOf(_PRE_CHECKS), "what must hold first"),
    Key("steps", ListOf(_STEP), "what is done"),
    Key("validation", ListOf(_VALIDATION), "what must hold afterwards"),
    Key("rollback", ListOf(_STEP), "what is done when a step or the validation fails"),
))  # fmt: skip

_STRATEGIES = ("restart", "restart_with_reset", "degraded_mode", "system_restart")
RECOVERY = Table((
    Key("strategy", Choice("a strategy", _STRATEGIES),
        "how it is brought back", default="restart"),
    Key("max_attempts", Whole(0, 1_000_000), "restarts without a stable run before it is failed",
        shown_default="the orchestrator's `max_recovery_attempts`"),
    Key("backoff", Duration(0.01), "first wait; doubles each time",
        shown_default="the orchestrator's `recovery_backoff`"),
    Key("backoff_max", Duration(0.01), "longest wait", shown_default="the orchestrator's `recovery_backoff_max`"),
    Key("stable_after", Duration(), "healthy for so long since it became ready: the budget is full again",
        shown_default="the orchestrator's `stable_after`"),
    Key("reset_state", Flag(), "restart_with_reset: move its state to the trash", default=True),
    Key("clear_queues", Flag(), "restart_with_reset: drop its queued messages", default=True),
    Key("disable_features", ListOf(LINE), "degraded_mode: features to switch off", default=[]),
    Key("reduce_load", Number(0, 1), "degraded_mode: share of the load to keep", default=0.5),
    Key("fallback_command", ListOf(ARGUMENT), "degraded_mode: run this instead of a module "
        "that cannot be told over the bus", default=[]),
    Key("save_state", Flag(), "system_restart: ask the native modules to save first", default=True),
    Key("notify_user", Flag(), "system_restart: tell the user", default=True),
    Key("procedure", PROCEDURE, "checks and steps of a recovery"),
))  # fmt: skip
