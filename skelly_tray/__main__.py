"""The entry point of `skelly-tray` and `python -m skelly_tray`."""

from __future__ import annotations

import os
import sys

from skelly_tray import reentry


def main() -> int:
    """Run the command line, or the piece of work that the first word says (`reentry.py`); returns the exit code."""
    reentry.leave_bundle(os.environ)
    if sys.argv[1:2] == [reentry.KEEPER]:
        from skelly_tray.keeper.program import main as keep

        return keep(sys.argv[2:])
    if sys.argv[1:2] == [reentry.ARRANGE]:
        from skelly_tray.app.arranging import main as arrange

        return arrange()
    if sys.argv[1:2] == [reentry.SECRETS]:
        from skelly_tray.adapters.secrets.helper_program import main as serve

        return serve()
    if sys.argv[1:2] == [reentry.MODULE]:
        import runpy

        runpy.run_module(f"skelly_tray.modules.{sys.argv[2]}", run_name="__main__")
        return 0
    from skelly_tray.cli.main import run_command_line

    return run_command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
