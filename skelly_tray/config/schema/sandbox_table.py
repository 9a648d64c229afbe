"""`[sandbox]` of a module file: what it may touch."""

from __future__ import annotations

from skelly_tray.config.schema.texts import RULE_PATH
from skelly_tray.config.schema.types import Choice, Flag, Key, ListOf, Table
from skelly_tray.domain.sandbox import NetworkRule

SANDBOX = Table((
    Key("read", ListOf(RULE_PATH), "folders and files that it may read and execute, beside those of the system",
        shown_default="everything that its user may"),
    Key("write", ListOf(RULE_PATH), "folders and files that it may write, and read",
        shown_default="everything that its user may"),
    Key("network", Choice("a network rule", tuple(NetworkRule)),
        "what it may reach; `status` says whether that is held", default="any"),
    Key("no_new_privs", Flag(), "no set-user-id program gives it more rights", default=True),
))  # fmt: skip
