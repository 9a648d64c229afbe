"""A native module that writes down the payload of everything it hears: `hearing.py FILE TOPIC`."""

from __future__ import annotations

import json
import sys

from skelly_tray.sdk import Event, Module


class Hearing(Module):
    async def activate(self) -> None:
        await self.subscribe(sys.argv[2], self.write_down)

    def write_down(self, event: Event) -> None:
        with open(sys.argv[1], "a") as file:
            file.write(json.dumps(event.payload) + "\n")


if __name__ == "__main__":
    Hearing.main()
