"""A module without asyncio: it reads a figure now and then, and publishes it."""

from pathlib import Path

from skelly_tray.sdk.blocking import BusClient

SENSOR = Path("/sys/class/thermal/thermal_zone0/temp")


def celsius() -> float | None:
    return int(SENSOR.read_text()) / 1000 if SENSOR.exists() else None


with BusClient(version="1.0.0") as bus:
    bus.ready()
    while not bus.wait(float(bus.settings.get("every_s", 60))):
        bus.publish("thermometer.reading", {"celsius": celsius()})
