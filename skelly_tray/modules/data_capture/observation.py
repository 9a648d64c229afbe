"""What a source has seen, and the `raw_event` made of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

SOURCE = "data_capture"


class Observation(NamedTuple):
    """`data` holds numbers, flags and short names: nothing that a person typed or read, unless the settings say so."""

    kind: str
    data: Mapping[str, Any]


def raw_event(seen: Observation, at: datetime | None = None) -> dict[str, Any]:
    """The payload to publish. Its id is unique, and sorts by time: that keeps the indexes of a database small."""
    at = at or datetime.now(UTC)
    return {
        "id": f"{round(at.timestamp() * 1000):012x}{secrets.token_hex(8)}",
        "kind": seen.kind,
        "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "source": SOURCE,
        "data": dict(seen.data),
    }
