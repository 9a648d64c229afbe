"""Run as `python -m skelly_tray.modules.cute_figurine`, by the supervisor; with `--stage` it is what the module starts
to draw."""

from __future__ import annotations

import sys

from skelly_tray.modules.cute_figurine.stage_process import STAGE

if __name__ == "__main__":
    if STAGE in sys.argv[1:]:
        from skelly_tray.modules.cute_figurine.stage.program import main

        sys.exit(main())
    from skelly_tray.modules.cute_figurine.module import CuteFigurine

    CuteFigurine.main()
