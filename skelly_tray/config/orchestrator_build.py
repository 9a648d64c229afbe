"""`orchestrator.toml`: read, checked, and the last usable one kept for the day when it is not."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from skelly_tray.config.atomic import replace_file
from skelly_tray.config.errors import ConfigError, ConfigWarning, UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.reading import parse_toml, read_text
from skelly_tray.config.schema.check import Check
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.config.texts import ORCHESTRATOR_FILE as FILE
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.domain.orchestrator_config import (
    HealthConfig,
    HistoryConfig,
    LogsConfig,
    MetricsConfig,
    OrchestratorConfig,
    UiConfig,
)

_TABLES: dict[str, type] = {
    "ui": UiConfig,
    "logs": LogsConfig,
    "health": HealthConfig,
    "history": HistoryConfig,
    "metrics": MetricsConfig,
}
_FIELDS = frozenset(item.name for item in fields(OrchestratorConfig))


@dataclass(frozen=True, slots=True)
class OrchestratorFile:
    """config: what is in effect. usable: False when neither the file nor a former one could be used."""

    config: OrchestratorConfig
    errors: tuple[ConfigError, ...]
    warnings: tuple[ConfigWarning, ...]
    usable: bool


def load_orchestrator(home: Home, *, record: bool) -> OrchestratorFile:
    """Read it. An absent or empty file means the defaults. record: keep it as the last good one."""
    return orchestrator_of(home, read_texts(home), record=record)


def orchestrator_of(home: Home, texts: Texts, *, record: bool) -> OrchestratorFile:
    """What the orchestrator's file among these texts says; the last good one where it cannot be used."""
    if FILE in texts.refused:
        return _fall_back(home, (texts.refused[FILE],), ())
    text = texts.files.get(FILE)
    if text is None:
        return OrchestratorFile(OrchestratorConfig(), (), (), usable=True)
    config, errors, warnings = build_orchestrator(text, FILE)
    if config is None:
        return _fall_back(home, errors, warnings)
    if record:
        warnings += _keep(last_good_file(home), text)
    return OrchestratorFile(config, (), warnings, usable=True)


def build_orchestrator(
    text: str, file: str
) -> tuple[OrchestratorConfig | None, tuple[ConfigError, ...], tuple[ConfigWarning, ...]]:
    """The configuration that `text` describes (None when it has errors), the errors, the warnings."""
    check = Check(file)
    try:
        values = check.top(parse_toml(text, file), ORCHESTRATOR_KEYS)
    except UnusableFileError as refused:
        return None, (refused.error,), ()
    _check_rules(check, values)
    if check.errors:
        return None, tuple(check.errors), tuple(check.warnings)
    for name, owner in _TABLES.items():
        values[name] = owner(**values.get(name, {}))
    config = OrchestratorConfig(**{name: value for name, value in values.items() if name in _FIELDS})
    return config, (), tuple(check.warnings)


def last_good_file(home: Home) -> Path:
    return home.state / "last_good" / FILE


def _check_rules(check: Check, values: dict[str, Any]) -> None:
    backoff, longest = values.get("recovery_backoff"), values.get("recovery_backoff_max")
    if backoff is not None and longest is not None and longest < backoff:
        check.fail("recovery_backoff_max", "is less than recovery_backoff", "at least recovery_backoff")
    health = values.get("health", {})
    if 0 < health.get("interval_max", 0.0) < health.get("interval_min", 0.0):
        check.fail("health.interval_max", "is less than interval_min", "at least interval_min, or 0")


def _fall_back(
    home: Home, errors: tuple[ConfigError, ...], warnings: tuple[ConfigWarning, ...]
) -> OrchestratorFile:
    try:
        text = read_text(last_good_file(home), FILE)
    except (FileNotFoundError, UnusableFileError):
        return OrchestratorFile(OrchestratorConfig(), errors, warnings, usable=False)
    config, _, _ = build_orchestrator(text, FILE)
    if config is None:
        return OrchestratorFile(OrchestratorConfig(), errors, warnings, usable=False)
    note = ConfigWarning(FILE, "", "the last version that could be used is in effect")
    return OrchestratorFile(config, errors, (*warnings, note), usable=True)


def _keep(path: Path, text: str) -> tuple[ConfigWarning, ...]:
    content = text.encode()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            replace_file(path, content)
    except OSError as error:
        message = f"it could not be kept as the last good version: {error.strerror}"
        return (ConfigWarning(FILE, "", message),)
    return ()
