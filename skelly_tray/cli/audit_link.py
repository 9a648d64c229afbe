"""Commands that change something while no orchestrator runs write into the audit log themselves."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from skelly_tray.config.home import Home


def record_directly(home: Home, kind: str, what: str, detail: Mapping[str, Any]) -> None:
    """Names and numbers only. What was done stays done when the log cannot be written; that is said."""
    import os

    from skelly_tray.adapters.audit.files import now
    from skelly_tray.adapters.audit.log import AuditLog
    from skelly_tray.adapters.audit.vault import VaultClosedError
    from skelly_tray.app.audit_vault import vault_here

    told = {**detail, "pid": os.getpid(), "orchestrator": False}
    if hasattr(os, "getuid"):
        told["uid"] = os.getuid()
    try:
        log = AuditLog(home.state, vault_here(home))
        log.append([{"time": now(), "kind": kind, "what": what, "by": "cli", "detail": told}])
        log.anchor()
    except (OSError, VaultClosedError) as error:
        print(f"the audit log could not be written: {error}", file=sys.stderr)
