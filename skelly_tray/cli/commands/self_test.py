"""`skelly-tray self-test`: whether this installation can do its work, tried in a home that is gone afterwards."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from skelly_tray.cli.command import JSON, Argument, Command, Request
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.screen import screen_available
from skelly_tray.cli.text import as_json


def run(request: Request) -> int:
    from skelly_tray.app.self_test import SelfTest

    given = request.arguments
    steps = []
    for step in SelfTest(headless=given.headless or not screen_available(), picture=given.picture).steps():
        steps.append(step)
        if not given.json:
            word, tone = _verdict(step.passed)
            request.console.print(
                f"{request.console.paint(f'{word:<9}', tone)} {step.name} ({step.seconds:.1f} s)"
            )
            request.console.print(f"          {step.detail}")
    passed = all(step.passed is not False for step in steps)
    if given.json:
        request.console.print(
            as_json({"passed": passed, "steps": [asdict(step) for step in steps]}, indent=2)
        )
    return ExitCode.DONE if passed else ExitCode.FAILED


def _verdict(passed: bool | None) -> tuple[str, Tone]:
    if passed is None:
        return "not tried", Tone.MUTED
    return ("passed", Tone.GOOD) if passed else ("FAILED", Tone.BAD)


COMMAND = Command(
    name="self-test",
    summary="tries this installation out: starts a system of its own, shows, crashes and stops it",
    arguments=(
        Argument(
            ("--picture",), "keep what the window looks like in this PNG file", metavar="FILE", kind=Path
        ),
        Argument(("--headless",), "without window and icon, as where there is no display", is_flag=True),
        JSON,
    ),
    detail=(
        "It runs in a temporary folder, beside whatever runs already, and leaves nothing behind. Where there is a "
        "display, a second icon and a window are seen for some seconds. It ends with 1 if anything failed."
    ),
    run=run,
)
