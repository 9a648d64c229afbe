"""From the arguments to the exit code: finds the command, runs it, and shows what went wrong in one form."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from skelly_tray import __version__
from skelly_tray.cli.command import Request
from skelly_tray.cli.commands.run import TRAY
from skelly_tray.cli.console import Console
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.parsing import PROGRAM, parse
from skelly_tray.config.home import find_home


def run_command_line(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code."""
    console = Console()
    try:
        return _run(arguments, console)
    except CommandError as failure:
        console.error(failure.title, *failure.detail)
        return failure.code
    except SystemExit as end:  # argparse, after the help
        return int(end.code or 0)
    except BrokenPipeError:
        return _reader_left()
    except KeyboardInterrupt:
        console.error("interrupted")
        return ExitCode.FAILED
    except OSError as error:
        console.error(str(error))
        return ExitCode.FAILED


def _run(arguments: Sequence[str], console: Console) -> int:
    command, values = parse(arguments)
    if values.version:
        console.print(f"{PROGRAM} {__version__}")
        return ExitCode.DONE
    request = Request(find_home(values.home), console, values, values.verbose)
    return (command or TRAY).run(request)


def _reader_left() -> int:
    """`… | head` has seen enough: no error, and none while the interpreter flushes at its end either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.DONE
