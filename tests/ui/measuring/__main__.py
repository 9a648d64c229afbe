"""Measures every view of one theme: `python -m tests.ui.measuring FOLDER light|dark [LANGUAGE]`; QT_SCALE_FACTOR is the
scale. Prints what was found, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from skelly_tray.ui.languages import use
from tests.ui.measuring.check import measured
from tests.ui.measuring.stage import FEW, MANY, Stage, sizes_of


@dataclass(slots=True)
class Told:
    """found: what is wrong, each thing once, with the view where it was seen first."""

    views: int = 0
    found: list[str] = field(default_factory=list)


def measured_views(app: QApplication, place: Path, theme: str, count: int) -> Told:
    """Room does not depend on colours, and little on the scale: the dark theme is measured in one size."""
    told, known, twice = Told(), set[str](), app.devicePixelRatio() > 1
    stage = Stage(app, place, theme, count)
    for view in stage.views():
        told.views += 1
        opened = view.window.size()
        for name, size in sizes_of(view.window).items():
            first = size == opened
            if (theme != "light" and not first) or (twice and name == "laptop"):
                continue
            view.window.resize(size)
            stage.settle()
            for finding in measured(view.window, room=theme == "light", colour=first):
                if str(finding) not in known:
                    known.add(str(finding))
                    told.found.append(f"{view}, {name}, {count} modules: {finding}")
        view.window.resize(opened)
    stage.close()
    return told


def main(arguments: list[str]) -> int:
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    app = QApplication([])
    use(arguments[2] if len(arguments) == 3 else "en")
    all_told = [
        measured_views(app, Path(arguments[0]) / str(count), arguments[1], count) for count in (FEW, MANY)
    ]
    answer = {
        "ratio": app.devicePixelRatio(),
        "views": sum(told.views for told in all_told),
        "found": [each for told in all_told for each in told.found],
    }
    print(json.dumps(answer, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
