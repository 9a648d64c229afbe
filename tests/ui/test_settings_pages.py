"""What stands on the pages of the settings beside the keys of the file: login, snooze, modules, secrets, reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from skelly_tray.config.home import find_home
from skelly_tray.domain.status import Issue, Severity
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.desktop_notices import DesktopNotices
from skelly_tray.ui.dialogs.guide import GuideDialog
from skelly_tray.ui.notifier import stage_image
from skelly_tray.ui.present.trial_notice import way_of
from skelly_tray.ui.settings.advanced import AdvancedPage
from skelly_tray.ui.settings.general import GeneralPage
from skelly_tray.ui.settings.modules import NAME, ModulesSettingsPage
from skelly_tray.ui.settings.notifications import NotificationsPage
from skelly_tray.ui.settings.secrets import SecretsPage
from tests.ui.conftest import MakeApplication
from tests.ui.fake_core import snapshot
from tests.ui.fake_settings_core import FakeSettingsCore
from tests.ui.settings_seat import FakeAutostart, Seat


@pytest.fixture
def core(tmp_path: Path) -> FakeSettingsCore:
    home = find_home(str(tmp_path / "home"))
    home.create()
    for module in ("ai", "web"):
        (home.modules_dir / f"{module}.toml").write_text('command = ["sleep", "1"]\n')
    return FakeSettingsCore(home, snapshot())


@pytest.fixture
def autostart() -> FakeAutostart:
    return FakeAutostart()


@pytest.fixture
def application(make_application: MakeApplication, autostart: FakeAutostart) -> TrayApplication:
    return make_application(host_grace_ms=10**6, autostart=lambda: autostart)


@pytest.fixture
def seat(application: TrayApplication) -> Seat:
    return Seat(application)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Folders that the file manager was asked to show."""
    found: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: found.append(QUrl(url).toLocalFile()) or True
    )
    return found


# ---- general


def test_start_at_login_is_turned_on_and_off(seat: Seat, autostart: FakeAutostart) -> None:
    page = seat.page("general")
    assert isinstance(page, GeneralPage) and not page.login.isChecked()
    page.login.click()
    assert autostart.on and "It starts when you log in." in page.said.text()
    page.login.click()
    assert not autostart.on and page.login.text() == "Off"


def test_start_at_login_that_cannot_be_had_says_why(seat: Seat, autostart: FakeAutostart) -> None:
    autostart.refused = "the disk is full"
    page = seat.page("general")
    assert isinstance(page, GeneralPage)
    assert not page.login.isEnabled() and "the disk is full" in page.said.text()


def test_without_a_way_to_start_at_login_it_is_not_offered(make_application: MakeApplication) -> None:
    page = Seat(make_application(host_grace_ms=10**6)).page("general")
    assert isinstance(page, GeneralPage) and not page.login.isEnabled()


# ---- notifications


def notifications(seat: Seat) -> NotificationsPage:
    page = seat.page("notifications")
    assert isinstance(page, NotificationsPage)
    return page


def test_the_snooze_is_set_ended_and_followed(seat: Seat) -> None:
    page, snooze = notifications(seat), seat.application.snooze
    page.offers[0].click()
    assert snooze.active and "Put off until" in page.put_off.text() and page.offers[0].isHidden()
    page.end.click()
    assert not snooze.active and page.end.isHidden()
    snooze.for_seconds(60)
    assert not page.end.isHidden(), "from the menu too"


def test_a_test_notification_that_the_tray_has_to_say_says_so(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, tray = notifications(seat), seat.application.tray
    said: list[str] = []
    monkeypatch.setattr(tray, "available", lambda: True)
    monkeypatch.setattr(tray, "say", lambda title, text: said.append(title))
    page.test.click()
    assert said == ["A test notification"]
    assert "the tray icon has said it" in page.said.text() and page.test.isEnabled()


def test_a_test_notification_that_nothing_can_show_says_so(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seat.application.tray, "available", lambda: False)
    page = notifications(seat)
    page.test.click()
    assert "Nothing here can show notifications" in page.said.text()


def test_a_test_notification_is_sent_while_others_are_put_off(seat: Seat) -> None:
    page, desktop = notifications(seat), seat.application.notifier.desktop
    shown: list[str] = []
    desktop.show = lambda notice: shown.append(notice.text)  # type: ignore[method-assign]
    seat.application.snooze.for_seconds(60)
    page.test.click()
    assert len(shown) == 1 and "put off" in shown[0]
    assert not page.test.isEnabled() and "waiting for the desktop" in page.said.text()
    desktop.taken.emit("another")
    assert not page.test.isEnabled(), "that was not ours"
    desktop.taken.emit("trial")
    assert page.test.isEnabled() and "The desktop has taken it" in page.said.text()


def test_a_desktop_that_hangs_leaves_the_button_to_be_pressed_again(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("skelly_tray.ui.settings.notifications.PATIENCE_MS", 1)
    page, desktop = notifications(seat), seat.application.notifier.desktop
    desktop.show = lambda notice: None  # type: ignore[method-assign]
    page.test.click()
    qtbot.waitUntil(page.test.isEnabled, timeout=5000)
    assert "has not answered yet" in page.said.text()
    desktop.taken.emit("trial")
    assert "The desktop has taken it" in page.said.text()


def test_how_notifications_are_shown_is_said_in_words(seat: Seat) -> None:
    ways = {DesktopNotices(address, stage_image).way for address in ("", "unix:path=/nowhere")}
    assert ways == {"tray", "untried"}
    assert len({way_of(way) for way in (*ways, "buttons", "plain")}) == 4
    assert notifications(seat).backend.text().startswith("Shown by: the tray icon")


# ---- modules


def modules(seat: Seat) -> ModulesSettingsPage:
    page = seat.page("modules")
    assert isinstance(page, ModulesSettingsPage)
    return page


def listed(page: ModulesSettingsPage) -> dict[str, bool | None]:
    """Whether the box of each is ticked; None where there is none."""
    found = {}
    for at in range(page.list.topLevelItemCount()):
        item = page.list.topLevelItem(at)
        assert item is not None
        state = item.data(NAME, Qt.ItemDataRole.CheckStateRole)
        found[item.toolTip(NAME).splitlines()[-1]] = (
            None if state is None else Qt.CheckState(state) == Qt.CheckState.Checked
        )
    return found


def test_modules_are_listed_with_their_files_and_those_without_one_have_no_box(seat: Seat) -> None:
    page = modules(seat)
    assert {name: box for name, box in listed(page).items() if box is not None} == {"ai": True, "web": True}
    assert listed(page)["event_bus"] is None


def test_a_box_enables_and_disables_in_the_file(seat: Seat, core: FakeSettingsCore) -> None:
    page = modules(seat)
    item = page.list.topLevelItem(list(listed(page)).index("web"))
    assert item is not None
    item.setCheckState(NAME, Qt.CheckState.Unchecked)
    assert "enabled = false" in core.text_of("web") and listed(page)["web"] is False
    assert "does not start with the system any more" in page.said.text()
    item.setCheckState(NAME, Qt.CheckState.Checked)
    assert listed(page)["web"] is True


def test_a_box_that_is_refused_goes_back(seat: Seat, core: FakeSettingsCore) -> None:
    page = modules(seat)
    core.errors["config.set"] = "the connection was lost"
    item = page.list.topLevelItem(list(listed(page)).index("web"))
    assert item is not None
    item.setCheckState(NAME, Qt.CheckState.Unchecked)
    assert listed(page)["web"] is True and "the connection was lost" in page.said.text()


def test_a_module_that_somebody_adds_or_breaks_is_seen(seat: Seat, core: FakeSettingsCore) -> None:
    page = modules(seat)
    (core.home.modules_dir / "new.toml").write_text('command = ["sleep", "1"]\nenabled = false\n')
    (core.home.modules_dir / "web.toml").write_text("= = =")
    core.tell(None, "config_changed", verdict="applied")
    assert listed(page)["new"] is False
    item = page.list.topLevelItem(list(listed(page)).index("web"))
    assert item is not None and item.text(1) == "cannot be read"
    assert listed(page)["web"] is None, "what it says is not known"


def test_edit_opens_the_file_and_add_a_new_one(seat: Seat, core: FakeSettingsCore, opened: list[str]) -> None:
    page = modules(seat)
    page.list.setCurrentItem(page.list.topLevelItem(list(listed(page)).index("web")))  # type: ignore[arg-type]
    page.edit.click()
    page.add.click()
    page.folder.click()
    assert {("config", "web"), ("add_module", "")} <= set(seat.application.desk._open)
    assert opened == [str(core.home.modules_dir)]
    page.list.setCurrentItem(page.list.topLevelItem(list(listed(page)).index("event_bus")))  # type: ignore[arg-type]
    assert not page.edit.isEnabled()


# ---- secrets


def test_the_keyring_is_told_and_leads_to_the_secrets(seat: Seat, core: FakeSettingsCore) -> None:
    core.answers["secret.status"] = {
        "keyring": {"state": "locked"}, "file": "none", "waiting": {"web": "the keyring is locked"}
    }  # fmt: skip
    core.answers["secret.list"] = {
        "secrets": [
            {"name": "a", "kept_in": "keyring"},
            {"name": "web/token", "kept_in": None, "used_by": ["web"]},
        ]
    }
    page = seat.page("secrets")
    assert isinstance(page, SecretsPage)
    assert "locked" in page.keyring.text() and "Web server: the keyring is locked" in page.keyring.text()
    assert page.count.text() == "1 secret is kept. 1 that is used is missing."
    page.open.click()
    assert ("secrets", "") in seat.application.desk._open


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"verdict": "whole", "entries": 214, "text": ""}, "Whole: 214 entries"),
        (
            {"verdict": "broken", "file": "audit.log", "line": 7, "text": "cut"},
            "Broken at audit.log, line 7: cut",
        ),
        ({"verdict": "unknown", "text": "no keyring"}, "cannot be known: no keyring"),
    ],
)
def test_the_audit_log_is_checked(
    seat: Seat, core: FakeSettingsCore, found: dict[str, object], said: str
) -> None:
    core.answers["audit.verify"] = found
    page = seat.page("secrets")
    assert isinstance(page, SecretsPage)
    page.verify.click()
    assert said in page.audit.text() and page.verify.isEnabled()


# ---- advanced


def advanced(seat: Seat) -> AdvancedPage:
    page = seat.page("advanced")
    assert isinstance(page, AdvancedPage)
    return page


def test_folders_are_opened(seat: Seat, core: FakeSettingsCore, opened: list[str]) -> None:
    page = advanced(seat)
    page.folders["config"].click()
    assert opened == [str(core.home.config)]
    assert not page.folders["run"].isEnabled(), "nobody told where that is"


def test_everything_else_can_be_filtered(seat: Seat) -> None:
    page = advanced(seat)
    assert page.filter is not None
    page.filter.setText("log files stay")
    assert [key for key, row in page.rows.items() if not row.isHidden()] == ["logs.keep"]
    page.filter.setText("")
    assert not any(row.isHidden() for row in page.rows.values())


def test_a_report_is_written_without_what_may_be_secret(
    seat: Seat, core: FakeSettingsCore, tmp_path: Path
) -> None:
    issue = Issue("config.warnings", Severity.WARNING, "Look", f"at {Path.home()}/x and token=hunter2hunter2")
    core.publish(snapshot(issues=[issue]))
    core.answers["events"] = [{"time": "t", "module": "web", "kind": "state_changed", "to": "failed",
                               "cause": {"text": "password: hunter2hunter2"}}]  # fmt: skip
    core.answers["logs"] = [{"time": "t", "text": "Authorization: Bearer hunter2hunter2"}]
    core.errors["config.history"] = "the disk is gone"
    page, path = advanced(seat), tmp_path / "report.txt"
    page.save_report(str(path))
    text = path.read_text()
    assert "hunter2" not in text and str(Path.home()) not in text
    for part in (
        "web: running",
        "state_changed",
        "could not be asked for: the disk is gone",
        "version 0.1.0",
    ):
        assert part in text
    assert "Saved as" in page.said.text() and page.save.isEnabled()


def test_a_report_that_cannot_be_written_says_why(seat: Seat, core: FakeSettingsCore, tmp_path: Path) -> None:
    core.answers |= {"events": [], "logs": []}
    page = advanced(seat)
    page.save_report(str(tmp_path / "nowhere" / "report.txt"))
    assert "was not saved: No such file" in page.said.text()


def test_the_question_where_a_report_goes_is_no_modal_loop(seat: Seat, qtbot: QtBot) -> None:
    page = advanced(seat)
    page.save.click()
    assert page.dialog.isVisible()
    page.dialog.reject()


# ---- the guide


def test_the_titles_of_the_guide_are_not_cut(seat: Seat) -> None:
    guide = seat.application.desk.show("guide")
    assert isinstance(guide, GuideDialog)
    assert guide.list.sizeHintForColumn(0) <= guide.list.viewport().width() < guide.page.width()


def help_in(window: QWidget) -> None:
    """Press F1 there."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, Qt.Key.Key_F1)


def test_help_opens_the_guide_at_what_is_looked_at(seat: Seat) -> None:
    seat.application.show_window()
    window = seat.application.window
    assert window is not None
    for tab, title in (("limits", "Limits, and what happens"), ("overview", "Your first ten minutes")):
        window.details.show_tab(tab)
        help_in(window)
        guide = seat.application.desk.show("guide")
        assert isinstance(guide, GuideDialog) and guide.page.toPlainText().startswith(title)
    seat.window.show_page("secrets")
    help_in(seat.window)
    guide = seat.application.desk.show("guide")
    assert isinstance(guide, GuideDialog) and guide.page.toPlainText().startswith("Secrets")


def test_the_guide_has_every_chapter_and_links_lead_through_it(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = seat.application.desk.show("guide")
    assert isinstance(guide, GuideDialog) and guide.list.count() >= 10
    assert guide.page.toPlainText().startswith("Your first ten minutes")
    guide.page.anchorClicked.emit(QUrl("recovery.md"))
    assert guide.page.toPlainText().startswith("When something goes wrong")
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toString()) or True)
    guide.page.anchorClicked.emit(QUrl("https://example.org/"))
    guide.page.anchorClicked.emit(QUrl("nowhere.md"))
    assert asked == ["https://example.org/"] and guide.page.toPlainText().startswith("When something")
