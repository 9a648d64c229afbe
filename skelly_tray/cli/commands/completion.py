"""`skelly-tray completion`: what a shell reads so that it can complete our command lines."""

from __future__ import annotations

from skelly_tray.cli.command import Argument, Command, Request
from skelly_tray.cli.completions import SHELLS, script
from skelly_tray.cli.failure import ExitCode


def run(request: Request) -> int:
    request.console.print(script(request.arguments.shell).rstrip("\n"))
    return ExitCode.DONE


COMMAND = Command(
    name="completion",
    summary="what a shell reads to complete command lines of this program",
    detail="For bash: `skelly-tray completion bash > ~/.local/share/bash-completion/completions/skelly-tray`; for "
    "fish: ~/.config/fish/completions/skelly-tray.fish; for zsh: a file _skelly-tray in a folder of $fpath. A package "
    "of the system brings them along.",
    arguments=(Argument(("shell",), f"for one of {', '.join(SHELLS)}", metavar="SHELL", choices=SHELLS),),
    run=run,
)
