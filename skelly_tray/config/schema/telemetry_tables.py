"""`[history]`, `[metrics]` and `[audit]` of `orchestrator.toml`: what is kept, and who else may read it."""

from __future__ import annotations

from skelly_tray.config.schema.types import Flag, Key, Number, Whole
from skelly_tray.domain.orchestrator_config import AuditConfig, HistoryConfig, MetricsConfig

_history, _metrics, _audit = HistoryConfig(), MetricsConfig(), AuditConfig()

HISTORY = (
    Key("enabled", Flag(), "keep samples on disk; without, curves reach back ten minutes", default=_history.enabled),
    Key("days", Number(0.05, 3660, "days"), "how far back: a second apart for an hour, ten for a day, then a minute",
        default=_history.days),
    Key("max_mb", Number(4, 100_000, "MB"), "largest size on disk; the oldest is dropped", default=_history.max_mb),
)  # fmt: skip
METRICS = (
    Key("port", Whole(0, 65535), "port of the metrics page on 127.0.0.1, for whoever has the token in "
        "`metrics.token` of the run folder (0: no page)", default=_metrics.port),
)  # fmt: skip
AUDIT = (
    Key("max_mb", Number(0.01, 1000, "MB"), "size at which the audit log goes on in a new file", default=_audit.max_mb),
    Key("keep", Whole(0, 1000), "how many older files of it stay", default=_audit.keep),
)  # fmt: skip
