"""Entry of the keeper process: `python -I -S …/keeper/__main__.py --run … --state …`.

Started by path, because `-I -S` leaves out the site packages (and their cost), in which we may live.
"""

from __future__ import annotations

import os
import sys


def _run() -> int:
    here = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    sys.path.append(here)  # last: nothing beside our package may shadow the standard library
    from skelly_tray.keeper.program import main

    sys.path.remove(here)
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(_run())
