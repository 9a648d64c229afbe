"""Tables of a module file whose function comes with a later version: they are checked for shape, and warned about."""

from __future__ import annotations

from skelly_tray.config.schema.texts import ARGUMENT, LINE, MODULE
from skelly_tray.config.schema.types import (
    Choice,
    Duration,
    Flag,
    Key,
    ListOf,
    Number,
    Table,
    Variants,
    Whole,
)

LIMITS = Table((
    Key("max_cpu_percent", Number(0.1, None, "% of one core"), "CPU over the whole process tree"),
    Key("max_memory_mb", Number(1, None, "MB"), "memory over the whole process tree"),
    Key("max_file_handles", Whole(1), "open files over the whole process tree"),
    Key("max_threads", Whole(1), "threads over the whole process tree"),
    Key("actions", ListOf(Choice("an action", ("alert", "throttle", "degrade", "restart", "stop"))),
        "what is done, in this order", default=["alert"]),
    Key("sustained", Duration(), "how long a limit must be exceeded first"),
))  # fmt: skip

SANDBOX = Table((
    Key("read", ListOf(LINE), "folders that the module may read"),
    Key("write", ListOf(LINE), "folders that the module may write"),
    Key("network", Choice("a network rule", ("any", "loopback", "none")), "what it may reach", default="any"),
    Key("no_new_privs", Flag(), "the module can gain no privileges", default=True),
))  # fmt: skip

_ROLE = Choice("a probe", ("startup", "readiness", "liveness"))
_PRE_CHECKS = Table((
    Key("probe", _ROLE, "which probe must pass", required=True),
    Key("module", MODULE, "of which module", shown_default="this one"),
    Key("timeout", Duration(), "within this time"),
))  # fmt: skip
_VALIDATION = Table((*_PRE_CHECKS.keys, Key("successes", Whole(1), "so many times in a row", default=1)))
_STEP = Variants(
    selector="do",
    choice=Choice(
        "a step",
        ("stop", "start", "restart", "reset", "degrade", "restore", "clear_queues", "run", "wait"),
    ),
    common=(Key("timeout", Duration(), "how long it may take"),),
    options={"run": (Key("command", ListOf(ARGUMENT, nonempty=True), "argv, no shell", required=True),)},
)

PROCEDURE = Table((
    Key("pre_checks", ListOf(_PRE_CHECKS), "what must hold first"),
    Key("steps", ListOf(_STEP), "what is done"),
    Key("validation", ListOf(_VALIDATION), "what must hold afterwards"),
    Key("rollback", ListOf(_STEP), "what is done when a step or the validation fails"),
))  # fmt: skip
