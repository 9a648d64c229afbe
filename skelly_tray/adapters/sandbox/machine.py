"""What this machine offers to hold a sandbox with: asked of the kernel, nothing is tried out."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """landlock: version of its interface, 0 without. seccomp: filters are taken, for a processor that we know.
    system: as `sys.platform` names it. root: we are."""

    landlock: int
    seccomp: bool
    system: str = "linux"
    root: bool = False


def look() -> Offer:
    """This machine's offer."""
    if sys.platform != "linux":
        return Offer(0, False, sys.platform)
    from skelly_tray.keeper import sandbox_landlock, sandbox_seccomp  # on first use: they bring ctypes

    return Offer(
        sandbox_landlock.version(), sandbox_seccomp.available(), sys.platform, root=os.geteuid() == 0
    )
