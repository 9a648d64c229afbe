"""The orchestrator's own configuration: the source design's keys and defaults, and ours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LogsConfig:
    """`[logs]`: every log file is rotated at `max_mb` (2**20 bytes) and `keep` old ones stay, compressed. level: of our
    own log, `debug`, `info` or `warning`."""

    max_mb: float = 10.0
    keep: int = 3
    level: str = "info"


@dataclass(frozen=True, slots=True)
class HealthConfig:
    """`[health]`: bounds, in seconds, of every adapted probe interval (0: no bound)."""

    interval_min: float = 0.0
    interval_max: float = 0.0


@dataclass(frozen=True, slots=True)
class HistoryConfig:
    """`[history]`: samples are kept on disk for so many days, in a file of at most `max_mb` (2**20 bytes)."""

    enabled: bool = True
    days: float = 30.0
    max_mb: float = 100.0


@dataclass(frozen=True, slots=True)
class AuditConfig:
    """`[audit]`: the audit log is rotated at `max_mb` (2**20 bytes), and `keep` old files of it stay."""

    max_mb: float = 8.0
    keep: int = 4


@dataclass(frozen=True, slots=True)
class MetricsConfig:
    """`[metrics]`: the loopback port of the metrics page; 0: no page."""

    port: int = 0


@dataclass(frozen=True, slots=True)
class NotificationsConfig:
    """`[notifications]`: `failures`, `recovered` and `limits` are what is told; `after` and `grace` are seconds,
    `muted` are ids of modules."""

    enabled: bool = True
    failures: bool = True
    recovered: bool = True
    limits: bool = True
    after: float = 3.0
    grace: float = 10.0
    per_minute: int = 6
    urgent: bool = True
    sound: bool = False
    muted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UiConfig:
    """`[ui]`: theme is `system`, `light` or `dark`; `start_hidden` opens no window at the start; language is `system`
    or the code of one that there are texts in; accent is `skelly` or `system`, density `normal` or `compact`, motion
    `full` or `reduced`."""

    theme: str = "system"
    start_hidden: bool = True
    language: str = "system"
    accent: str = "skelly"
    density: str = "normal"
    motion: str = "full"


@dataclass(frozen=True, slots=True)
class OrchestratorConfig:
    """All durations in seconds; `throttle_threshold` 0 to 100 of the whole machine."""

    startup_timeout: float = 60.0
    module_start_delay: float = 1.0
    parallel_startup: bool = False
    health_check_interval: float = 30.0
    health_check_timeout: float = 5.0
    unhealthy_threshold: int = 3
    auto_recovery: bool = True
    max_recovery_attempts: int = 3
    recovery_backoff: float = 10.0
    resource_check_interval: float = 10.0
    throttle_threshold: float = 90.0
    stable_after: float = 60.0
    recovery_backoff_max: float = 300.0
    retry_failed_after: float = 300.0
    max_concurrent_recoveries: int = 2
    orphan_grace: float = 10.0
    config_trial: float = 30.0
    sample_interval: float = 1.0
    ui: UiConfig = UiConfig()
    logs: LogsConfig = LogsConfig()
    health: HealthConfig = HealthConfig()
    history: HistoryConfig = HistoryConfig()
    metrics: MetricsConfig = MetricsConfig()
    audit: AuditConfig = AuditConfig()
    notifications: NotificationsConfig = NotificationsConfig()
