"""`skelly-tray run`, and `skelly-tray` alone: the tray application, or the core without it."""

from __future__ import annotations

import argparse
from dataclasses import replace

from skelly_tray import __version__
from skelly_tray.cli.command import Argument, Command, Request
from skelly_tray.cli.core_link import ask_if_running
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.screen import screen_available

_NO_SCREEN = "there is no display here, so it runs headless; Ctrl+C or `skelly-tray quit` ends it"
_TAKE_OVER = (
    "`skelly-tray quit --keep-modules`, then `skelly-tray`: this one takes over, and the modules run on"
)
_WHERE = (
    "first start: a window asks what to begin with. Its icon, a skull, is in the tray: a click opens the window; "
    "Ctrl+C or Quit in its menu ends it"
)


def run(request: Request) -> int:
    """Blocks until the system has been stopped."""
    headless = request.arguments.headless
    if not headless and _raised(request):
        return ExitCode.DONE
    if headless:
        return _run_headless(request)
    if not screen_available():
        request.console.remark(f"skelly-tray: {_NO_SCREEN}")
        return _run_headless(request)
    return _run_tray(request)


def _raised(request: Request) -> bool:
    """A tray application that runs already shows its window instead."""
    answer = ask_if_running(request.home, "raise")
    raised = isinstance(answer, dict) and bool(answer.get("raised"))
    if raised:
        request.console.print("Skelly Tray is running already: its window is shown")
        _tell_of_another_version(request)
    return raised


def _tell_of_another_version(request: Request) -> None:
    """After an update the former version goes on until somebody ends it."""
    told = ask_if_running(request.home, "ping")
    running = told.get("version") if isinstance(told, dict) else None
    if running not in (None, __version__):
        request.console.remark(f"that one is version {running}, this is {__version__}. {_TAKE_OVER}")


def _run_headless(request: Request) -> int:
    """The first start without a window writes a configuration; with one, the window asks which."""
    from skelly_tray.app.arranging import begin

    begin()  # it loads while we do
    from skelly_tray.app.headless import main
    from skelly_tray.config.init import InitError, init, is_configured

    if not is_configured(request.home):
        try:
            written = init(request.home)
        except InitError as error:
            raise CommandError(error.title, error.message) from error
        request.console.remark(f"skelly-tray: first start, wrote a configuration to {written[0].parent}")
    return main(request.home, verbose=request.verbose)


def _run_tray(request: Request) -> int:
    try:
        from skelly_tray.app.unread_sources import leave_unread

        leave_unread()
        from skelly_tray.app.tray import main
    except ImportError as error:
        request.console.remark(
            f"skelly-tray: the window system cannot be loaded ({error}), so it runs headless",
        )
        return _run_headless(request)
    from skelly_tray.config.init import is_configured

    if not is_configured(request.home):
        request.console.remark(f"skelly-tray: {_WHERE}")
    return main(request.home, verbose=request.verbose)


def _run_plain(request: Request) -> int:
    return run(replace(request, arguments=argparse.Namespace(headless=False)))


COMMAND = Command(
    name="run",
    summary="the tray application in the foreground, or the core alone",
    detail="SIGTERM and SIGINT stop the system in order, and it exits with 0.",
    arguments=(Argument(("--headless",), "without the tray; Qt is never loaded", is_flag=True),),
    run=run,
)

TRAY = replace(COMMAND, name="", run=_run_plain)
"""What runs without a command."""
