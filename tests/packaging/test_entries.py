"""What packages tell desktops, shells and software centres: valid, and about the program as it is."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from skelly_tray import __version__
from skelly_tray.cli.completions import script
from skelly_tray.cli.manual import manual

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
APP_ID = "org.skelly_tray.SkellyTray"


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(program), reason=f"there is no {program} here")


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every package has besides the bundle, laid out as packages do."""
    folder = tmp_path_factory.mktemp("prefix")
    code = "import sys; sys.path[:0] = sys.argv[1:2]; import tree; tree.lay(tree.Path(sys.argv[2]), '1.2.3')"
    command = [sys.executable, "-c", code, str(LINUX), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def said(*command: str | Path) -> str:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return f"{done.returncode} {done.stdout.strip()}".strip()


@needs("desktop-file-validate")
def test_the_desktop_entry_is_valid(tmp_path: Path) -> None:
    entry = LINUX / "skelly-tray.desktop"
    assert said("desktop-file-validate", entry) == "0"
    broken = tmp_path / "broken.desktop"
    broken.write_text(entry.read_text().replace("Type=Application\n", ""))
    assert said("desktop-file-validate", broken) != "0"


@needs("appstreamcli")
def test_the_metainfo_is_valid(prefix: Path) -> None:
    found = said(
        "appstreamcli", "validate", "--no-net", prefix / "share" / "metainfo" / f"{APP_ID}.metainfo.xml"
    )
    assert found.startswith("0 ") and "W:" not in found and "E:" not in found, found


def test_the_metainfo_names_the_entry_the_icon_and_the_version_that_are_there(prefix: Path) -> None:
    text = (prefix / "share" / "metainfo" / f"{APP_ID}.metainfo.xml").read_text()
    assert 'release version="1.2.3" date="20' in text and "@" not in text
    assert "skelly-tray.desktop</launchable>" in text
    assert (prefix / "share" / "applications" / "skelly-tray.desktop").exists()
    assert (prefix / "share" / "icons" / "hicolor" / "scalable" / "apps" / "skelly-tray.svg").exists()


def test_the_entry_is_what_windows_and_autostart_are_told_by() -> None:
    """Wayland finds the icon of a window by the name of the entry; autostart writes the same name and icon."""
    from skelly_tray.app.autostart import ICON_NAME

    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(LINUX / "skelly-tray.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Icon"] == ICON_NAME
    assert 'setDesktopFileName("skelly-tray")' in (ROOT / "skelly_tray" / "ui" / "application.py").read_text()
    german = [key for key in entry["Desktop Entry"] if key.endswith("[de]")]
    assert sorted(german) == ["Comment[de]", "GenericName[de]", "Keywords[de]"]


def test_completions_and_manual_are_where_they_are_looked_for(prefix: Path) -> None:
    share = prefix / "share"
    assert (share / "bash-completion" / "completions" / "skelly-tray").read_text() == script("bash")
    assert (share / "fish" / "vendor_completions.d" / "skelly-tray.fish").read_text() == script("fish")
    assert (share / "zsh" / "vendor-completions" / "_skelly-tray").read_text() == script("zsh")
    page = subprocess.run(
        ["gzip", "-cd", share / "man" / "man1" / "skelly-tray.1.gz"], capture_output=True, check=True
    )
    assert page.stdout.decode() == manual()


def test_every_size_of_the_icon_is_drawn(prefix: Path) -> None:
    from PySide6.QtGui import QImage

    for size in (16, 22, 24, 32, 48, 64, 128, 256, 512):
        image = QImage(
            str(prefix / "share" / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "skelly-tray.png")
        )
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(0, 0).alpha() == 0 and image.pixelColor(size // 2, size // 5).alpha() == 255


@pytest.mark.parametrize(("kind", "magic", "count"), [("ico", b"\0\0\1\0\x08\0", 8), ("icns", b"icns", 8)])
def test_the_icons_of_other_platforms_have_a_picture_at_every_place(
    tmp_path: Path, kind: str, magic: bytes, count: int
) -> None:
    from PySide6.QtGui import QImage

    place = tmp_path / f"icon.{kind}"
    subprocess.run([sys.executable, ROOT / "packaging" / "icons" / "draw.py", kind, place], check=True)
    content = place.read_bytes()
    assert content.startswith(magic)
    starts = [at for at in range(len(content)) if content.startswith(b"\x89PNG\r\n", at)]
    assert len(starts) == count
    if kind == "ico":
        told = [int.from_bytes(content[6 + 16 * n + 12 : 6 + 16 * n + 16], "little") for n in range(count)]
        assert told == starts
    else:
        assert int.from_bytes(content[4:8], "big") == len(content)
    assert all(not QImage.fromData(content[at:]).isNull() for at in starts)


@needs("makensis")
def test_the_installer_for_windows_can_be_compiled(tmp_path: Path) -> None:
    """Out of a bundle that is none: what is in it does not matter to the script."""
    bundle = tmp_path / "bundle"
    (bundle / "_internal").mkdir(parents=True)
    for name in ("skelly-tray.exe", "_internal/python.dll"):
        (bundle / name).write_text("x")
    icon = tmp_path / "icon.ico"
    subprocess.run([sys.executable, ROOT / "packaging" / "icons" / "draw.py", "ico", icon], check=True)
    values = {
        "VERSION": __version__,
        "BUNDLE": bundle,
        "ICON": icon,
        "LICENSE": ROOT / "LICENSE",
        "SETUP": tmp_path / "skelly-tray-setup.exe",
    }
    command = ["makensis", "-V2", "-WX", *(f"-D{name}={value}" for name, value in values.items())]
    assert said(*command, ROOT / "packaging" / "windows" / "skelly-tray.nsi") == "0"
    assert (tmp_path / "skelly-tray-setup.exe").read_bytes().startswith(b"MZ")


@pytest.mark.parametrize(
    "path",
    [
        "linux/versions",
        "linux/maintainer/postinst",
        "linux/maintainer/prerm",
        "linux/maintainer/postrm",
        "macos/dmg",
    ],
)
def test_scripts_of_packages_are_shell(path: str) -> None:
    assert said("sh", "-n", ROOT / "packaging" / path) == "0"


def test_what_windows_and_macos_are_told_has_the_version() -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]; import app, version_info;"
        "print(app.info_plist('1.2.3')); print(version_info.version_info('1.2.3'))"
    )
    found = said(sys.executable, "-c", code, ROOT / "packaging" / "macos", ROOT / "packaging" / "windows")
    assert "'CFBundleShortVersionString': '1.2.3'" in found and "(1, 2, 3, 0)" in found
    compile(found[found.index("VSVersionInfo") :], "version", "eval")
