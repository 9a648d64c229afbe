"""The application's icon in the forms that platforms want, all from `resources/icons/skelly-tray.svg`.

`python packaging/icons/draw.py hicolor|ico|icns PLACE`: the folder of the icon theme, or the file. Needs what the
application needs, nothing else: both containers are a list of PNG pictures behind a short header.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).parents[2] / "resources" / "icons" / "skelly-tray.svg"
HICOLOR = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO = (16, 20, 24, 32, 40, 48, 64, 256)
ICNS = {
    b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic08": 256, b"ic14": 512, b"ic09": 512, b"ic10": 1024,
}  # fmt: skip
"""Type of the picture in Apple's container → its size in pixels; ic11 to ic14 are for screens of twice the density."""


def png(size: int) -> bytes:
    """The icon as a PNG file of size × size pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico() -> bytes:
    """An icon of Windows: a directory of 16 bytes for each picture, then the pictures."""
    pictures = [png(size) for size in ICO]
    directory, at = b"", 6 + 16 * len(ICO)
    for size, picture in zip(ICO, pictures, strict=True):
        # 256 is written as 0.
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return struct.pack("<HHH", 0, 1, len(ICO)) + directory + b"".join(pictures)


def icns() -> bytes:
    """An icon of macOS: type, length with these 8 bytes, and the picture, one after the other."""
    entries = b"".join(
        kind + struct.pack(">I", 8 + len(picture := png(size))) + picture for kind, size in ICNS.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(entries)) + entries


def hicolor(theme: Path) -> None:
    """Below the theme's folder, as the Icon Theme Specification has it."""
    for size in HICOLOR:
        folder = theme / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "skelly-tray.png").write_bytes(png(size))
    scalable = theme / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    (scalable / "skelly-tray.svg").write_bytes(SOURCE.read_bytes())


def main(arguments: list[str]) -> int:
    match arguments:
        case ["hicolor", place]:
            hicolor(Path(place))
        case ["ico", place]:
            Path(place).write_bytes(ico())
        case ["icns", place]:
            Path(place).write_bytes(icns())
        case _:
            sys.exit(__doc__)
    return 0


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    sys.exit(main(sys.argv[1:]))
