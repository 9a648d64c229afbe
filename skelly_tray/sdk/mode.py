"""The mode a module works in: with everything, or with less."""

from __future__ import annotations

import msgspec


class Mode(msgspec.Struct, frozen=True):
    """disable_features: names the module knows; reduce_load: the share of its usual work to keep, 0 to 1."""

    name: str = "full"
    disable_features: tuple[str, ...] = ()
    reduce_load: float | None = None

    @property
    def is_degraded(self) -> bool:
        return self.name != "full"

    def allows(self, feature: str) -> bool:
        """Whether this feature may work."""
        return feature not in self.disable_features


FULL = Mode()
