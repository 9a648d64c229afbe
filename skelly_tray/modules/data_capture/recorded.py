"""What was seen before or elsewhere, and is brought in with its own times by `replay`: only what a source may tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from skelly_tray.modules.data_capture.observation import Observation, raw_event
from skelly_tray.modules.data_capture.titles import TitleMask

MOST = 500
"""Events in one call: it is answered when all of them are stored."""

AT_ONCE = 64
"""On their way at the same time: so many the storage takes into one commit."""

Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Amount = Annotated[float, Meta(ge=0, le=1_000_000_000)]
Name = Annotated[str, Meta(max_length=100)]


class _Data(Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True):
    """What belongs to one kind, as its source tells it."""


class _Focus(_Data, frozen=True):
    program: Name
    title: Annotated[str, Meta(max_length=10_000)] | None = None
    title_hash: Annotated[str, Meta(pattern="^[0-9a-f]{0,64}$")] | None = None


class _Counts(_Data, frozen=True):
    seconds: Amount
    keys: Count
    clicks: Count
    scrolls: Count
    pointer_px: Count


class _Idle(_Data, frozen=True):
    idle: bool
    idle_s: Amount


class _Program(_Data, frozen=True):
    name: Name
    count: Count


class _Resources(_Data, frozen=True):
    cpu_percent: Amount | None = None
    memory_percent: Amount | None = None
    load_1m: Amount | None = None
    battery_percent: Amount | None = None
    on_battery: bool | None = None


class _Started(_Data, frozen=True):
    sources: Annotated[list[Name], Meta(max_length=50)] = []


class _Paused(_Data, frozen=True):
    minutes: Amount | None = None


class _Nothing(_Data, frozen=True):
    """Nothing but that it was."""


_KINDS: Mapping[str, type[_Data]] = {
    "window_focus": _Focus,
    "input_counts": _Counts,
    "idle": _Idle,
    "process_started": _Program,
    "process_ended": _Program,
    "resources": _Resources,
    "capture_started": _Started,
    "capture_paused": _Paused,
    "capture_resumed": _Nothing,
    "capture_stopped": _Nothing,
}


class Recorded(Struct, forbid_unknown_fields=True, frozen=True):
    """One event, as `storage` gives it out. time: in ISO 8601 with its zone. source: whose it was; not kept."""

    kind: str
    time: Annotated[datetime, Meta(tz=True)]
    data: dict[str, Any] = {}
    id: Annotated[str, Meta(min_length=1, max_length=128)] = ""
    source: Annotated[str, Meta(max_length=128)] = ""


class ReplayParams(Struct, forbid_unknown_fields=True, frozen=True):
    """events: in the order of their time, best no more than come in some minutes."""

    events: Annotated[list[Recorded], Meta(min_length=1, max_length=MOST)]


def read(events: Sequence[Recorded], mask: TitleMask) -> list[dict[str, Any]]:
    """The `raw_event`s to publish. One without an id gets one that follows from what it says, so that what is brought
    in twice is there once. A title is shown or masked as the settings say. Raises ValueError, which quotes nothing."""
    return [_event(number, one, mask) for number, one in enumerate(events)]


def _event(number: int, one: Recorded, mask: TitleMask) -> dict[str, Any]:
    known = _KINDS.get(one.kind)
    if known is None:
        raise ValueError(f"events[{number}].kind is none of {', '.join(_KINDS)}")
    try:
        data = msgspec.convert(one.data, known)
    except msgspec.ValidationError:
        raise ValueError(f"events[{number}].data is not what {one.kind} tells") from None
    if isinstance(data, _Focus):
        data = _masked(data, mask)
    told = raw_event(Observation(one.kind, msgspec.to_builtins(data)), one.time.astimezone(UTC))
    return told | {"id": one.id or f"r{_mark(told)}"}


def _masked(data: _Focus, mask: TitleMask) -> _Focus:
    if data.title is None:
        return data
    shown = mask.show(data.title)
    if mask.mode == "full":
        return msgspec.structs.replace(data, title=shown)
    return msgspec.structs.replace(data, title=None, title_hash=shown or data.title_hash)


def _mark(told: Mapping[str, Any]) -> str:
    said = msgspec.json.encode([told["time"], told["kind"], told["data"]])
    return blake2b(said, digest_size=12).hexdigest()
