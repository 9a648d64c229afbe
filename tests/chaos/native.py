"""A native module that is written with the SDK and does little: it counts what it hears and says so."""

from skelly_tray.sdk import Module


class Counter(Module):
    """Hears everything that its neighbours say."""

    heard = 0

    async def start(self) -> None:
        await self.subscribe("*.hi", self.hear, delivery="latest")

    async def hear(self, event: object) -> None:
        self.heard += 1


if __name__ == "__main__":
    Counter.main()
