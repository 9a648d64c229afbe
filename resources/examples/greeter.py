"""A module with the SDK: it greets whoever asks, and counts what comes by."""

import msgspec

from skelly_tray.sdk import Event, Health, Module, serve


class Greeter(Module):
    class Settings(msgspec.Struct):
        greeting: str = "hello"

    version = "1.0.0"
    seen = 0

    async def start(self) -> None:
        await self.subscribe("raw_event", self.on_raw, delivery="reliable")

    async def on_raw(self, event: Event) -> None:
        self.seen += 1

    @serve("greet")
    async def greet(self, params: dict[str, str]) -> dict[str, str]:
        return {"text": f"{self.settings.greeting} {params['name']}"}

    async def health(self) -> Health:
        return Health.healthy(events_seen=self.seen)


if __name__ == "__main__":
    Greeter.main()
