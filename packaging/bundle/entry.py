"""Where the bundle begins: the same entry as that of `python -m skelly_tray`."""

from __future__ import annotations

import sys

from skelly_tray.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
