"""The keys of `[bus]`: what a native module may do there."""

from __future__ import annotations

import re

from skelly_tray.config.schema.types import Choice, Key, ListOf, Number, Table, Text, Whole

_PATTERN = re.compile(r"(?:[^.*>\s]+|\*)(?:\.(?:[^.*>\s]+|\*))*(?:\.>)?|>")


def refuse_topic_pattern(text: str) -> str | None:
    """Segments between dots; `*` stands for one segment, `>` at the end for the rest."""
    if len(text) > 256 or not text.isprintable():
        return "is too long or has control characters"
    return None if _PATTERN.fullmatch(text) else "is not a pattern of topics"


TOPICS = Text('a pattern of topics, as in "raw_event", "sensors.*" or "storage.>"', refuse_topic_pattern)

BUS = Table((
    Key("publish", ListOf(TOPICS), "topics it may publish", shown_default='`["ID.>"]`'),
    Key("subscribe", ListOf(TOPICS), "topics it may subscribe to", shown_default='`[">"]`'),
    Key("call", ListOf(TOPICS), "methods of other modules it may call, as in `storage.*`", default=[]),
    Key("token", Choice("a way to hand over the token", ("fd", "env")), "how it gets its token", default="fd"),
))  # fmt: skip

_MOST = 10**12
BUS_SETTINGS = Table((
    Key("queue_messages", Whole(1, _MOST), "messages that may wait for one subscriber", default=1000),
    Key("queue_bytes", Whole(1, _MOST, "bytes"), "the same in bytes", default=1 << 20),
    Key("window", Whole(1, _MOST), "reliable messages that a subscriber need not have answered yet", default=32),
    Key("ack_timeout", Number(0.01, _MOST, "s"), "how long the answer to a reliable message may take", default=5.0),
    Key("attempts", Whole(1, _MOST), "deliveries of a reliable message before it is a dead letter", default=3),
    Key("rate", Number(1, _MOST, "lines a second"), "of one module", default=150_000.0),
    Key("burst", Number(1, _MOST, "lines"), "of one module at once", default=300_000.0),
    Key("in_flight", Whole(1, _MOST), "unanswered requests of one module", default=256),
    Key("dead_letters", Whole(1, _MOST), "dead letters that are kept to look at", default=1000),
    Key("dead_letter_bytes", Whole(1, _MOST, "bytes"), "the same in bytes", default=4 << 20),
    Key("lazy_messages", Whole(1, _MOST), "messages kept for a module that is being woken", default=100),
    Key("lazy_message_bytes", Whole(1, _MOST, "bytes"), "largest of these", default=64 << 10),
    Key("lazy_bytes", Whole(1, _MOST, "bytes"), "all of these", default=1 << 20),
    Key("strangers", Whole(1, _MOST), "connections that have not said hello yet", default=64),
    Key("hello_timeout", Number(0.01, _MOST, "s"), "how long a connection may take to say hello", default=2.0),
))  # fmt: skip
"""`[settings]` of `event_bus.toml`; the bus has the same defaults itself."""
