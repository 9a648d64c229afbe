"""The keys of `[bus]`: what a native module may do there."""

from __future__ import annotations

import re

from skelly_tray.config.schema.types import Choice, Key, ListOf, Table, Text

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
