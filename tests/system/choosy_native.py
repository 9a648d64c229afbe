"""A native module that writes down all settings it is given: `choosy_native.py FILE`. Any with `bad` it refuses."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from skelly_tray.sdk import Module


class Choosy(Module):
    async def activate(self) -> None:
        self.write_down("began")

    async def settings_changed(self, old: Any, changed: list[str]) -> None:
        if "bad" in self.settings:
            raise ValueError(f"it knows no {self.settings['bad']}")
        self.write_down("took")

    def write_down(self, how: str) -> None:
        with Path(sys.argv[1]).open("a") as file:
            file.write(json.dumps([how, self.settings]) + "\n")


if __name__ == "__main__":
    Choosy.main()
