"""The entry point of `skelly-tray` and `python -m skelly_tray`."""

from __future__ import annotations

import sys

KEEPER_PROCESS = "--keeper-process"
"""A frozen application has no Python to start the keeper with: it re-enters itself by this word."""


def main() -> int:
    """Run the command line; returns the exit code."""
    if sys.argv[1:2] == [KEEPER_PROCESS]:
        from skelly_tray.keeper.program import main as keep

        return keep(sys.argv[2:])
    from skelly_tray.cli.main import run_command_line

    return run_command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
