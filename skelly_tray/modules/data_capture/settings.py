"""The settings of `data_capture`, with their defaults and bounds."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Titles = Literal["masked", "full", "off"]


class Sources(Struct, forbid_unknown_fields=True, frozen=True):
    """Each can be switched off while it runs."""

    window: bool = True
    input: bool = True
    idle: bool = True
    process: bool = True
    resources: bool = True


class Settings(Struct, forbid_unknown_fields=True, frozen=True):
    """titles: of windows; masked is a short hash that only this machine gives to that title.

    idle_after: seconds without input that count as idle.
    """

    sources: Sources = Sources()
    titles: Titles = "masked"
    idle_after: Annotated[float, Meta(ge=5, le=86_400)] = 60.0
