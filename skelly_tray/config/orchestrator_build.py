"""`orchestrator.toml`: read and checked; where it cannot be used, the last good one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from skelly_tray.config.errors import ConfigError, ConfigWarning, UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.last_good import usable_last_good
from skelly_tray.config.names import ORCHESTRATOR_FILE as FILE
from skelly_tray.config.overrides import NO_OVERRIDES, Layer, layers, usable
from skelly_tray.config.reading import parse_toml
from skelly_tray.config.schema.check import Check
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.config.schema.version_key import check_version
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.domain.orchestrator_config import (
    AuditConfig,
    HealthConfig,
    HistoryConfig,
    LogsConfig,
    MetricsConfig,
    NotificationsConfig,
    OrchestratorConfig,
    UiConfig,
)

_TABLES: dict[str, type] = {
    "ui": UiConfig,
    "logs": LogsConfig,
    "health": HealthConfig,
    "history": HistoryConfig,
    "metrics": MetricsConfig,
    "audit": AuditConfig,
    "notifications": NotificationsConfig,
}
_Owner = TypeVar("_Owner")
_FIELDS = frozenset(item.name for item in fields(OrchestratorConfig))


@dataclass(frozen=True, slots=True)
class OrchestratorFile:
    """config: what is in effect. usable: False when neither the file nor a former one could be used. layer: the runtime
    overrides in effect, and what is wrong with the others."""

    config: OrchestratorConfig
    errors: tuple[ConfigError, ...]
    warnings: tuple[ConfigWarning, ...]
    usable: bool
    layer: Layer = NO_OVERRIDES


def load_orchestrator(home: Home) -> OrchestratorFile:
    """Read it. An absent or empty file means the defaults."""
    return orchestrator_of(home, read_texts(home))


def orchestrator_of(home: Home, texts: Texts) -> OrchestratorFile:
    """What the orchestrator's file among these texts says; the last good one where it cannot be used."""
    layer = layers(texts.overrides)[0].get(FILE, NO_OVERRIDES)
    if FILE in texts.refused:
        return _fall_back(
            home, OrchestratorFile(OrchestratorConfig(), (texts.refused[FILE],), (), False, layer)
        )
    text = texts.files.get(FILE, "")
    read = build_orchestrator(text, FILE, layer)
    return read if read.usable else _fall_back(home, read)


def build_orchestrator(text: str, file: str, layer: Layer = NO_OVERRIDES) -> OrchestratorFile:
    """What `text` describes; the defaults, and not usable, when it has errors. layer: its runtime overrides."""
    try:
        data = parse_toml(text, file)
    except UnusableFileError as refused:
        return OrchestratorFile(OrchestratorConfig(), (refused.error,), (), False, layer)
    data, layer = usable(data, layer, lambda candidate: tuple(_checked(file, candidate)[0].errors))
    check, values = _checked(file, data)
    errors, warnings = tuple(check.errors), tuple(check.warnings)
    if errors:
        return OrchestratorFile(OrchestratorConfig(), errors, warnings, False, layer)
    for name, owner in _TABLES.items():
        values[name] = _made(owner, values.get(name, {}))
    config = OrchestratorConfig(**{name: value for name, value in values.items() if name in _FIELDS})
    return OrchestratorFile(config, (), warnings, True, layer)


def notifications_of(table: Mapping[str, Any]) -> NotificationsConfig | None:
    """What `[notifications]` says; None when something in it is wrong."""
    check, values = _checked(FILE, {"notifications": table})
    return None if check.errors else _made(NotificationsConfig, values["notifications"])


def ui_of(table: Mapping[str, Any]) -> UiConfig | None:
    """What `[ui]` says; None when something in it is wrong."""
    check, values = _checked(FILE, {"ui": table})
    return None if check.errors else _made(UiConfig, values["ui"])


def _made(owner: type[_Owner], values: Mapping[str, Any]) -> _Owner:
    return owner(**{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})


def _checked(file: str, data: Mapping[str, Any]) -> tuple[Check, dict[str, Any]]:
    check = Check(file)
    values = check.top(data, ORCHESTRATOR_KEYS)
    _check_rules(check, values)
    return check, values


def _check_rules(check: Check, values: dict[str, Any]) -> None:
    check_version(check, values)
    backoff, longest = values.get("recovery_backoff"), values.get("recovery_backoff_max")
    if backoff is not None and longest is not None and longest < backoff:
        check.fail("recovery_backoff_max", "is less than recovery_backoff", "at least recovery_backoff")
    health = values.get("health", {})
    if 0 < health.get("interval_max", 0.0) < health.get("interval_min", 0.0):
        check.fail("health.interval_max", "is less than interval_min", "at least interval_min, or 0")


def _fall_back(home: Home, read: OrchestratorFile) -> OrchestratorFile:
    """The last good version, with the errors of the one that cannot be used."""
    kept = usable_last_good(home)
    if kept is None or FILE not in kept.texts.files:
        return read
    former = build_orchestrator(kept.texts.files[FILE], FILE, read.layer)
    if not former.usable:
        return read
    note = ConfigWarning(FILE, "", "the last version that could be used is in effect")
    return replace(former, errors=read.errors, warnings=(*read.warnings, note))
