"""The keys of `[probes.startup]`, `[probes.readiness]` and `[probes.liveness]`."""

from __future__ import annotations

from skelly_tray.config.schema.texts import ARGUMENT, HTTP_URL, LINE, PATTERN
from skelly_tray.config.schema.types import Choice, Duration, Key, ListOf, Table, Variants, Whole

_TIMING = (
    Key("interval", Duration(0.01), "pause between two checks",
        shown_default="the module's `health_check_interval`; startup: 500ms"),
    Key("timeout", Duration(0.01), "how long one check may take",
        shown_default="the orchestrator's `health_check_timeout`"),
    Key("initial_delay", Duration(), "pause before the first check", default=0.0),
    Key("failure_threshold", Whole(1, 1000), "failed checks in a row that count",
        shown_default="the orchestrator's `unhealthy_threshold`"),
    Key("success_threshold", Whole(1, 1000), "passed checks in a row that count", default=1),
    Key("window", Duration(0.01), "with `window_failures`: also failed when so many checks of this last time did"),
    Key("window_failures", Whole(1, 1000), "see `window`"),
)  # fmt: skip

PROBE = Variants(
    selector="kind",
    choice=Choice("a kind of probe", ("http", "tcp", "exec", "log", "notify", "bus")),
    common=_TIMING,
    options={
        "http": (Key("url", HTTP_URL, "passes on an answer with a status from 200 to 399", required=True),),
        "tcp": (
            Key("host", LINE, "host name or address", default="127.0.0.1"),
            Key("port", Whole(1, 65535), "passes when a connection is accepted", required=True),
        ),
        "exec": (
            Key("command", ListOf(ARGUMENT, nonempty=True), "argv, no shell; passes on exit 0", required=True),
        ),
        "log": (
            Key("pattern", PATTERN, "passes when a line of the output matches", required=True),
        ),
        "notify": (),
        "bus": (),
    },
)  # fmt: skip

PROBES = Table((
    Key("startup", PROBE, "holds the other two back until it has passed; bounded by `startup_timeout`"),
    Key("readiness", PROBE, "can the module do its work? Never restarts it"),
    Key("liveness", PROBE, "does the module still live? Restarts it when it does not"),
))  # fmt: skip
