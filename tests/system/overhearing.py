"""A native module that writes down all that is said on the bus, as lines of `{topic, source, payload}`: `… FILE`."""

from __future__ import annotations

import json
import sys

from skelly_tray.sdk import Event, Module


class Overhearing(Module):
    async def activate(self) -> None:
        await self.subscribe(">", self.write_down, "reliable", at_once=64)

    def write_down(self, event: Event) -> None:
        said = {"topic": event.topic, "source": event.source, "payload": event.payload}
        with open(sys.argv[1], "a", encoding="utf-8") as file:
            file.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    Overhearing.main()
