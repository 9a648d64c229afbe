"""Whether what a command reads from the files is also what runs."""

from __future__ import annotations

from skelly_tray.cli.command import Request
from skelly_tray.cli.core_link import ask_if_running


def remark_if_not_in_effect(request: Request, module: str | None) -> None:
    """Say so on standard error where an orchestrator runs and has something else in effect than the file and the
    overrides of that module (None: the orchestrator's) say, as after a rollback."""
    file = "orchestrator.toml" if module is None else f"modules/{module}.toml"
    keys = "orchestrator." if module is None else f"modules.{module}."
    found = ask_if_running(request.home, "config.diff")
    differing = (f"--- {file}", f"+++ {file}", f"+{keys}", f"-{keys}")
    if found and any(line.startswith(differing) for line in found["lines"]):
        whose = "the orchestrator" if module is None else module
        request.console.remark(f"what runs of {whose} is something else; to see it: skelly-tray config diff")
