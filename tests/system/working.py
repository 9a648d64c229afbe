"""A module that tells five minutes of steady work that end now, as the capture would, once."""

from __future__ import annotations

import time

from skelly_tray.sdk import Module
from tests.modules.analysis_engine.made import Pen


class Worker(Module):
    async def activate(self) -> None:
        pen = Pen(round(time.time() * 1000) - 330_000)
        for _ in range(11):
            for event in pen.work()["events"]:
                await self.publish("raw_event", event)


if __name__ == "__main__":
    Worker.main()
