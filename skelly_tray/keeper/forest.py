"""Who belongs to which spawn: what the keeper asks the platform about process trees."""

from __future__ import annotations

import sys

if sys.platform == "linux":
    from skelly_tray.keeper.forest_linux import Forest as Forest
else:
    from skelly_tray.keeper.forest_darwin import Forest as Forest
