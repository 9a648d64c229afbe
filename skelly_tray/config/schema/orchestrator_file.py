"""Every key of `orchestrator.toml`, declared once: checking, defaults and the reference page follow from it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from skelly_tray.config.schema.notifications_table import NOTIFICATIONS
from skelly_tray.config.schema.telemetry_tables import AUDIT, HISTORY, METRICS
from skelly_tray.config.schema.types import (
    Choice,
    Duration,
    Flag,
    Key,
    Number,
    Table,
    ValueType,
    Whole,
)
from skelly_tray.config.schema.version_key import CONFIG_VERSION
from skelly_tray.domain.orchestrator_config import HealthConfig, LogsConfig, OrchestratorConfig, UiConfig

_POSITIVE = 0.01
"""Seconds; a zero interval or timeout would be a busy loop or a check that cannot pass."""


def _declared(owner: type) -> Any:
    """A maker of keys whose defaults are those of the dataclass they end up in."""
    defaults = {item.name: item.default for item in fields(owner)}

    def key(name: str, kind: ValueType, doc: str) -> Key:
        return Key(name, kind, doc, default=defaults[name])

    return key


_top = _declared(OrchestratorConfig)
_ui = _declared(UiConfig)
_logs = _declared(LogsConfig)
_health = _declared(HealthConfig)

UI = (
    _ui("theme", Choice("a theme", ("system", "light", "dark")), "colours of the window"),
    _ui("start_hidden", Flag(), "open no window at the start, only the tray icon"),
    _ui("language", Choice("a language", ("system", "en", "de")), "language of the window and the tray"),
    _ui(
        "accent",
        Choice("an accent", ("skelly", "system")),
        "colour of what is chosen or focused: ours, or the desktop's as far as it can be read",
    ),
    _ui("density", Choice("a density", ("normal", "compact")), "height of the rows of the module list"),
    _ui(
        "motion",
        Choice("a wish", ("full", "reduced")),
        "reduced: menus and tips appear at once, and no cursor blinks",
    ),
)
LOGS = (
    _logs("max_mb", Number(0.01, 100_000, "MB"), "size at which a log file is rotated"),
    _logs("keep", Whole(0, 1000), "how many rotated files stay, compressed"),
    _logs(
        "level",
        Choice("a level", ("debug", "info", "warning")),
        "what Skelly Tray writes into its own log: every "
        "detail, the usual, or only problems (`-v`: every detail)",
    ),
)
HEALTH = (
    _health("interval_min", Duration(), "lower bound of every adapted check interval (0: none)"),
    _health("interval_max", Duration(), "upper bound of every adapted check interval (0: none)"),
)

ORCHESTRATOR_KEYS: tuple[Key, ...] = (
    CONFIG_VERSION,
    _top("startup_timeout", Duration(_POSITIVE), "how long the whole system may take to start"),
    _top("module_start_delay", Duration(), "pause between two starts when they are sequential"),
    _top("parallel_startup", Flag(), "start all modules whose dependencies are ready at the same time"),
    _top("health_check_interval", Duration(_POSITIVE), "pause between two checks of a module, where it says nothing"),
    _top("health_check_timeout", Duration(_POSITIVE), "how long one check may take, where the module says nothing"),
    _top("unhealthy_threshold", Whole(1, 1000), "failed checks in a row that count as a failure"),
    _top("auto_recovery", Flag(), "restart what failed"),
    _top("max_recovery_attempts", Whole(0, 1_000_000), "restarts without a stable run before a module is failed"),
    _top("recovery_backoff", Duration(_POSITIVE), "first wait before a further restart; doubles each time"),
    _top("resource_check_interval", Duration(_POSITIVE), "pause between two checks of limits; near a limit it is less"),
    _top("throttle_threshold", Number(0, 100, "%"), "load of the whole machine (CPU or memory) from which modules "
         "are throttled, least important first (100: never)"),
    _top("stable_after", Duration(), "healthy for so long since it became ready: the restart budget is full again"),
    _top("recovery_backoff_max", Duration(_POSITIVE), "longest wait before a restart"),
    _top("retry_failed_after", Duration(), "wait before one trial start of a failed module, doubling to an hour "
         "(0: never)"),
    _top("max_concurrent_recoveries", Whole(1, 1000), "how many modules may be retried at once"),
    _top("orphan_grace", Duration(), "how long modules live on without the orchestrator"),
    _top("config_trial", Duration(), "how long a changed configuration is on trial (0: not at all)"),
    _top("sample_interval", Duration(0.1), "pause between two samples of CPU and memory"),
    Key("ui", Table(UI), "the window and the tray"),
    Key("logs", Table(LOGS), "log files"),
    Key("health", Table(HEALTH), "bounds of check intervals"),
    Key("metrics", Table(METRICS), "metrics for other programs"),
    Key("history", Table(HISTORY), "samples of the last weeks, on disk"),
    Key("audit", Table(AUDIT), "the audit log: who changed what"),
    Key("notifications", Table(NOTIFICATIONS), "what is told on the desktop, and how"),
)  # fmt: skip
