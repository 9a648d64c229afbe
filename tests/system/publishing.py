"""A module that publishes raw events without a pause, and writes down which of them were acknowledged."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from skelly_tray.sdk import Module


class Publisher(Module):
    async def activate(self) -> None:
        for lane in range(8):
            self.run_in_background(self.publish_all(lane), f"lane {lane}")

    async def publish_all(self, lane: int) -> None:
        with (self.state_dir / f"acknowledged-{lane}").open("a") as acknowledged:
            for number in itertools.count():
                event_id = f"{self.id}-{lane}-{number}"
                now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
                event = {
                    "id": event_id,
                    "kind": "test",
                    "time": now,
                    "source": self.id,
                    "data": {"n": number},
                }
                if await self.publish("raw_event", event):
                    acknowledged.write(event_id + "\n")
                    acknowledged.flush()


if __name__ == "__main__":
    Publisher.main()
