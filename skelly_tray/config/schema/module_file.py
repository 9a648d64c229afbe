"""Every key of `modules/ID.toml`, declared once: checking, defaults and the reference page follow from it."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

from skelly_tray.config.schema.bus_table import BUS
from skelly_tray.config.schema.limits_table import LIMITS
from skelly_tray.config.schema.probe_tables import PROBES
from skelly_tray.config.schema.recovery_tables import RECOVERY
from skelly_tray.config.schema.sandbox_table import SANDBOX
from skelly_tray.config.schema.texts import (
    ARGUMENT,
    ENV_NAME,
    ENV_VALUE,
    LINE,
    LINK,
    MODULE,
    NAME,
    PATH,
    SCHEMA_FILE,
    SECRET_NAME,
)
from skelly_tray.config.schema.types import (
    Choice,
    Duration,
    Flag,
    Key,
    ListOf,
    MapOf,
    Number,
    OpenTable,
    Table,
    TextOr,
    ValueType,
    Whole,
)
from skelly_tray.config.schema.version_key import CONFIG_VERSION
from skelly_tray.domain.descriptor import Condition, ModuleDescriptor, OnRestart

STOP_SIGNALS = ("TERM", "INT", "QUIT", "HUP", "USR1", "USR2", "WINCH", "ABRT", "KILL")
_DEFAULTS = {item.name: item.default for item in fields(ModuleDescriptor) if item.default is not MISSING}


def _key(name: str, kind: ValueType, doc: str, **more: Any) -> Key:
    """A key whose default is the descriptor's."""
    return Key(name, kind, doc, default=_DEFAULTS[name], **more)


DEPENDENCY = TextOr(
    MODULE,
    Table((
        Key("module", MODULE, "the module it needs", required=True),
        Key("condition", Choice("a condition", tuple(Condition)), "what it waits for", default="ready"),
        Key("required", Flag(), "false: orders the start, but never holds it for ever", default=True),
        Key("on_restart", Choice("a reaction", tuple(OnRestart)),
            "what happens to this module while that one restarts", default="keep"),
    )),
    shorthand="module",
)  # fmt: skip

SECRET = Table((Key("secret", SECRET_NAME, "name of the secret in the keyring", required=True),))

REQUIRES = Table((
    Key("memory_mb", Number(0, None, "MB"), "free memory", default=0),
    Key("cpu_percent", Number(0, None, "% of one core"), "idle CPU over all cores", default=0),
    Key("disk_mb", Number(0, None, "MB"), "free disk below the state folder", default=0),
    Key("network_kbps", Number(0, None, "kbit/s"), "speed of a network link that is up, as far as links tell it",
        default=0),
))  # fmt: skip

MODULE_KEYS: tuple[Key, ...] = (
    CONFIG_VERSION,
    Key("name", NAME, "what people call it", shown_default="the id"),
    _key("version", LINE, "its version, for people"),
    Key(
        "command",
        ListOf(ARGUMENT, nonempty=True),
        "the program and its arguments, without a shell; this or `builtin` must be there",
    ),
    Key("builtin", NAME, "name of a bundled module"),
    Key("working_dir", PATH, "folder it runs in", shown_default="its own state folder"),
    Key("env", MapOf(ENV_NAME, TextOr(ENV_VALUE, SECRET)), "environment variables, added to ours"),
    Key("user", NAME, "user it runs as; only when we run as root", shown_default="our own user"),
    Key("group", NAME, "group it runs as; only when we run as root", shown_default="the user's"),
    _key("enabled", Flag(), "false: known, not started with the system"),
    _key("required", Flag(), "false: without it the system is degraded, not critical"),
    _key("lazy", Flag(), "true: started on first demand"),
    _key("oneshot", Flag(), "true: a task; exit 0 is success"),
    Key("depends_on", ListOf(DEPENDENCY), "modules it needs: ids, or tables that say more", default=[]),
    _key("startup_timeout", Duration(0.01), "how long it may take to become ready"),
    _key("shutdown_timeout", Duration(), "how long it may take to end before it is killed"),
    _key("stop_signal", Choice("a signal", STOP_SIGNALS, aliases={f"SIG{name}": name for name in STOP_SIGNALS}),
         "signal that asks it to end"),
    Key("success_exit_codes", ListOf(Whole(0, 255)), "exit codes of a oneshot that succeeded", default=[0]),
    Key("no_restart_exit_codes", ListOf(Whole(0, 255)), "exit codes after which it is failed at once", default=[]),
    Key("prewarm", Flag(), "native: spawned early, told to activate when its dependencies are there", default=False),
    _key("importance", Whole(0, 100), "when the machine has too much to do, lower is throttled first (100: never)"),
    _key("url", LINK, "what the window and the menu open in a browser"),
    Key("health_check_interval", Duration(0.01), "default of its readiness and liveness intervals",
        shown_default="the orchestrator's"),
    _key("ready_after", Duration(), "without a startup or readiness probe: alive this long is ready"),
    Key("probes", PROBES, "how it is checked"),
    Key("limits", LIMITS, "what it may use"),
    Key("sandbox", SANDBOX, "what it may touch; see security.md"),
    Key("requires", REQUIRES, "what the machine must have free before it starts"),
    Key("recovery", RECOVERY, "how it is brought back"),
    Key("settings", OpenTable(secrets=True), "its own configuration, handed to it over the bus; see below"),
    Key("settings_schema", TextOr(SCHEMA_FILE, OpenTable()), "JSON Schema of its settings, or its file; see below"),
    Key("bus", BUS, "makes a module native (it may be empty): what it may send and hear over the bus"),
)  # fmt: skip
