"""The entry point of `skelly-tray` and `python -m skelly_tray`."""

from __future__ import annotations

import sys

KEEPER_PROCESS = "--keeper-process"
"""A frozen application has no Python to start the keeper with: it re-enters itself by this word."""
ARRANGE_PROCESS = "--arrange-process"
"""Likewise for the ordering of the modules, see `app/arranging.py`."""
SECRETS_PROCESS = "--secrets-process"
"""Likewise for what asks the keyring, see `app/secret_helper.py`."""
MODULE_PROCESS = "--module-process"
"""Likewise for a bundled module, whose name follows."""


def main() -> int:
    """Run the command line; returns the exit code."""
    if sys.argv[1:2] == [KEEPER_PROCESS]:
        from skelly_tray.keeper.program import main as keep

        return keep(sys.argv[2:])
    if sys.argv[1:2] == [ARRANGE_PROCESS]:
        from skelly_tray.app.arranging import main as arrange

        return arrange()
    if sys.argv[1:2] == [SECRETS_PROCESS]:
        from skelly_tray.adapters.secrets.helper_program import main as serve

        return serve()
    if sys.argv[1:2] == [MODULE_PROCESS]:
        import runpy

        runpy.run_module(f"skelly_tray.modules.{sys.argv[2]}", run_name="__main__")
        return 0
    from skelly_tray.cli.main import run_command_line

    return run_command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
