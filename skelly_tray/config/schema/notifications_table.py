"""`[notifications]` of `orchestrator.toml`: what is told on the desktop, when, and how loudly."""

from __future__ import annotations

from skelly_tray.config.schema.texts import refuse_module_id
from skelly_tray.config.schema.types import Duration, Flag, Key, ListOf, Text, Whole
from skelly_tray.domain.orchestrator_config import NotificationsConfig

_usual = NotificationsConfig()

NOTIFICATIONS = (
    Key("enabled", Flag(), "tell anything at all", default=_usual.enabled),
    Key("failures", Flag(), "a module has failed, was given up, or has everything restarted", default=_usual.failures),
    Key("recovered", Flag(), "a module that had failed runs again", default=_usual.recovered),
    Key("limits", Flag(), "a module is over a limit", default=_usual.limits),
    Key("after", Duration(), "how long a failure waits for more of them, and may be cured, before it is told",
        default=_usual.after),
    Key("grace", Duration(), "how long nothing is told after the start of the system, or when the machine wakes up",
        default=_usual.grace),
    Key("per_minute", Whole(1, 60), "most notifications and updates of them in a minute; the rest is told together",
        default=_usual.per_minute),
    Key("urgent", Flag(), "a required module that was given up is urgent: it stays until it is seen",
        default=_usual.urgent),
    Key("sound", Flag(), "play the desktop's sound for a failure", default=_usual.sound),
    Key("muted", ListOf(Text("a module id", refuse_module_id)), "modules that nothing is told of", default=[]),
)  # fmt: skip
