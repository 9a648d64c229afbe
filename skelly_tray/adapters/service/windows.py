"""A task of Windows' scheduler, at logon. Written with care; not run by our tests there.

No service of the service manager: those run in a session without a user, where there is neither the keyring that our
secrets are in nor a desktop for the modules.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

from skelly_tray.adapters.service.asking import Ask, asking
from skelly_tray.config.service import Installed, Service, ServiceState

LONGEST = 261
"""Characters that `schtasks` takes for a command."""


class TaskService:
    """The task has the name of the service."""

    def __init__(self, service: Service, environ: Mapping[str, str], ask: Ask | None = None) -> None:
        self._service = service
        self._ask = ask or asking(environ)

    def state(self) -> ServiceState:
        """What the scheduler knows of it now."""
        code, said = self._schtasks("/Query", "/FO", "CSV", "/NH")
        if code:
            return self._is(Installed.NO)
        return self._is(Installed.RUNNING if "running" in said.lower() else Installed.YES)

    def install(self, *, start: bool) -> ServiceState:
        """Make the task. start: and run it now."""
        command = subprocess.list2cmdline(self._service.command)
        if len(command) > LONGEST:
            return self._is(Installed.CANNOT, f"the command is longer than {LONGEST} characters")
        code, said = self._schtasks("/Create", "/F", "/SC", "ONLOGON", "/RL", "LIMITED", "/TR", command)
        if code:
            return self._is(Installed.CANNOT, said)
        if start:
            self._schtasks("/Run")
        return self.state()

    def uninstall(self) -> ServiceState:
        """Take the task away. What it started goes on until it is told to quit."""
        code, said = self._schtasks("/Delete", "/F")
        state = self.state()
        return state if state.installed is Installed.NO else self._is(Installed.CANNOT, said if code else "")

    def _schtasks(self, order: str, *more: str) -> tuple[int, str]:
        try:
            return self._ask(("schtasks", order, "/TN", self._service.name, *more))
        except OSError:
            return 1, "there is no schtasks here"

    def _is(self, installed: Installed, detail: str = "") -> ServiceState:
        return ServiceState(installed, self._service.name, detail)
