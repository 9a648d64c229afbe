"""The folder of modules is read only while it is a real one that nobody else can write."""

from __future__ import annotations

from pathlib import Path

from skelly_tray.config.home import Home
from skelly_tray.config.texts import read_texts


def test_a_folder_that_is_a_link_or_open_to_others_is_refused_with_the_reason_at_each_look(
    tmp_path: Path,
) -> None:
    home = Home(*(tmp_path / name for name in ("config", "state", "logs", "run")))
    home.create()
    file = home.modules_dir / "web.toml"
    file.write_text('command = ["true"]')
    file.chmod(0o600)
    assert list(read_texts(home).files) == ["modules/web.toml"]
    home.modules_dir.chmod(0o777)
    open_ = read_texts(home)
    assert not open_.files and "can be written by everybody" in str(open_.refused["modules"])
    home.modules_dir.chmod(0o700)
    home.modules_dir.rename(tmp_path / "elsewhere")
    home.modules_dir.symlink_to(tmp_path / "elsewhere")
    linked = read_texts(home)
    assert not linked.files and "is a symbolic link" in str(linked.refused["modules"])
