"""What other supervisors call our keys: whoever comes from one types these words first."""

from __future__ import annotations

from collections.abc import Mapping

FOREIGN_WORDS: Mapping[str, str] = {
    "after": "depends_on",
    "args": "command",
    "autorestart": "recovery",
    "autostart": "enabled",
    "cmd": "command",
    "cwd": "working_dir",
    "description": "name",
    "directory": "working_dir",
    "environment": "env",
    "exec": "command",
    "health_check": "probes",
    "healthcheck": "probes",
    "needs": "depends_on",
    "restart": "recovery",
    "stopsignal": "stop_signal",
    "stopwaitsecs": "shutdown_timeout",
    "workdir": "working_dir",
}
"""Word (lower case) to key of a module file."""
