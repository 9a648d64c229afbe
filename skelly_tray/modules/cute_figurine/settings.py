"""The settings of `cute_figurine`, with their defaults and bounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct


class Settings(Struct, forbid_unknown_fields=True, frozen=True):
    """show_as: drawn, or as a notification of the desktop. messages: whether it says anything. size: 1 as usual.

    opacity: of the figurine, 1 solid. motion: whether it moves; system: unless the desktop is set to less. theme: of
    the bubble. click_through: the mouse reaches what is behind it. language: of buttons and names.
    """

    show_as: Literal["figurine", "notification"] = "figurine"
    messages: bool = True
    size: Annotated[float, Meta(ge=0.5, le=3)] = 1.0
    opacity: Annotated[float, Meta(ge=0.3, le=1)] = 1.0
    motion: Literal["system", "full", "none"] = "system"
    theme: Literal["system", "light", "dark"] = "system"
    click_through: bool = False
    language: Literal["system", "en", "de"] = "system"


def spoken(language: str, environ: Mapping[str, str]) -> str:
    """The code of the language; of a system that speaks neither, English."""
    if language != "system":
        return language
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "de" if value.lower().startswith("de") else "en"
    return "en"
