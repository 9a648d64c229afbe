"""`[sandbox]` of a module file: what it may touch."""

from __future__ import annotations

from skelly_tray.config.schema.texts import LINE
from skelly_tray.config.schema.types import Choice, Flag, Key, ListOf, Table
from skelly_tray.domain.sandbox import NetworkRule

SANDBOX = Table((
    Key("read", ListOf(LINE), "folders that the module may read"),
    Key("write", ListOf(LINE), "folders that the module may write"),
    Key("network", Choice("a network rule", tuple(NetworkRule)), "what it may reach", default="any"),
    Key("no_new_privs", Flag(), "the module can gain no privileges", default=True),
))  # fmt: skip
