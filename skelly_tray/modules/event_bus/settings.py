"""What can be set of the bus, with its defaults; given as a JSON object in the environment."""

from __future__ import annotations

import msgspec


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds of the bus. Times are seconds, sizes are bytes.

    queue_messages, queue_bytes: waiting for one subscriber. window: reliable messages sent to a subscriber that it has
    not answered yet. ack_timeout: how long it may take for one. attempts: deliveries of a message before it is a dead
    letter. rate, burst: lines a second, and at once, of one module. in_flight: unanswered requests of one module.
    dead_letters, dead_letter_bytes: kept to look at. lazy_*: kept for a module that is being woken, the bytes of one
    message and of all. strangers: connections that have not said hello. hello_timeout: until they must have.
    """

    queue_messages: int = 1000
    queue_bytes: int = 1 << 20
    window: int = 32
    ack_timeout: float = 5.0
    attempts: int = 3
    rate: float = 150_000.0
    burst: float = 300_000.0
    in_flight: int = 256
    dead_letters: int = 1000
    dead_letter_bytes: int = 4 << 20
    lazy_messages: int = 100
    lazy_message_bytes: int = 64 << 10
    lazy_bytes: int = 1 << 20
    strangers: int = 64
    hello_timeout: float = 2.0

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            if not 0 < getattr(self, name) < 1e12:
                raise ValueError(f"{name} must be above 0")


def read_settings(text: str) -> Settings:
    """From the JSON text of an object; empty text gives the defaults. Raises ValueError that names what is wrong."""
    try:
        return msgspec.json.decode(text or "{}", type=Settings)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
