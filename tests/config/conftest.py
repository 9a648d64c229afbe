"""A home with its folders made, and a short way to give it a configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from skelly_tray.config.home import Home, find_home
from skelly_tray.config.load import Loaded, load


class Place:
    """A home under test: write files, load them, read the errors as text."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def orchestrator(self, text: str) -> None:
        self.home.orchestrator_file.write_text(text)

    def module(self, name: str, text: str) -> Path:
        path = self.home.modules_dir / f"{name}.toml"
        path.write_text(text)
        return path

    def load(self) -> Loaded:
        return load(self.home)

    def errors(self, text: str) -> list[str]:
        """The errors of one module `web` with this text."""
        self.module("web", text)
        return [str(error) for error in self.load().errors]

    def warnings(self, text: str) -> list[str]:
        self.module("web", text)
        return [str(warning) for warning in self.load().warnings]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = find_home(str(tmp_path / "h"))
    made.create()
    return Place(made)
