"""The settings of `analysis_engine`, with their defaults and bounds."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from skelly_tray.modules.analysis_engine.model import Bounds
from skelly_tray.modules.analysis_engine.programs import Kind


class Settings(Struct, forbid_unknown_fields=True, frozen=True):
    """window_seconds: what is looked back upon. steadiness: 0 follows every mood, 1 changes the state rarely.

    away_after: seconds without input that are an absence. hyperfocus_after: minutes at one thing that are a long time.
    refresh_seconds: how often a state that lasts is told again. keep_days: of the timeline. personalise: the user's own
    corrections count. learning: how much, 0 to 1. learn_from_reactions: reactions to suggestions count a little too.
    programs: kinds of programs that the built-in list does not know, or has wrong, by the name of the program.
    """

    window_seconds: Annotated[int, Meta(ge=120, le=900)] = 300
    steadiness: Annotated[float, Meta(ge=0, le=1)] = 0.5
    away_after: Annotated[float, Meta(ge=30, le=3600)] = 120.0
    hyperfocus_after: Annotated[float, Meta(ge=10, le=240)] = 40.0
    refresh_seconds: Annotated[float, Meta(ge=10, le=300)] = 300.0
    keep_days: Annotated[float, Meta(ge=1, le=3650)] = 30.0
    personalise: bool = True
    learning: Annotated[float, Meta(ge=0, le=1)] = 0.5
    learn_from_reactions: bool = True
    programs: dict[str, Kind] = {}

    @property
    def bounds(self) -> Bounds:
        return Bounds(self.away_after, self.hyperfocus_after)
