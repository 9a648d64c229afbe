"""The settings of `storage`, with their defaults and bounds."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from skelly_tray.modules.storage.retention import Limits

_DAY_MS = 86_400_000


class Settings(Struct, forbid_unknown_fields=True, frozen=True):
    """retention_days: older events are dropped. max_mb: of the file with its log; the oldest go when it is reached.

    batch_seconds: how often what came is passed on as `event_batch`.
    """

    retention_days: Annotated[float, Meta(gt=0, le=36_500)] = 30.0
    max_mb: Annotated[int, Meta(ge=10, le=1_000_000)] = 200
    batch_seconds: Annotated[float, Meta(ge=0.1, le=86_400)] = 30.0

    @property
    def limits(self) -> Limits:
        return Limits(round(self.retention_days * _DAY_MS), self.max_mb * 2**20)
