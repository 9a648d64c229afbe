"""Colour, type and space: the light and the dark palette, and which of them is in effect."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from skelly_tray.domain.orchestrator_config import UiConfig
from skelly_tray.ui.present.contrast import legible, tinted
from skelly_tray.ui.present.looks import Tone
from skelly_tray.ui.present.marks import MarkKind

if TYPE_CHECKING:
    from skelly_tray.ui.accent import SystemAccent

EFFECTS = Qt.UIEffect.UI_General
"""All that Qt moves by itself: menus and lists that roll down, tips that fade in."""
GRID = 4
"""Pixels: every gap is a multiple."""

ROW_HEIGHT, COMPACT_ROW_HEIGHT = 32, 28
"""Pixels of a row of the table of modules; by `[ui] density`."""
RADIUS = 6
SMALL, TEXT, LARGE = 11, 13, 17
"""Type sizes in pixels."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette; names say the role, values are `#rrggbb`. Text roles meet AA on both backgrounds.

    accent: of what is chosen, focused or pressed; it may be the desktop's. jelly: of series and of what is busy, always
    ours, so that no desktop can make that look like a failure."""

    background: str
    surface: str
    line: str
    faint: str
    ink: str
    muted: str
    accent: str
    jelly: str
    plum: str
    moss: str
    honey: str
    coral: str
    chosen: str

    def tone(self, tone: Tone) -> str:
        """The colour that a tone is spent as."""
        match tone:
            case Tone.CALM:
                return self.muted
            case Tone.GOOD:
                return self.moss
            case Tone.BUSY:
                return self.jelly
            case Tone.WARN:
                return self.honey
            case Tone.BAD:
                return self.coral
        assert_never(tone)


LIGHT = Colours(
    background="#FFFDF8",
    surface="#F5F1E8",
    line="#E2DCCE",
    faint="#87827A",
    ink="#22252B",
    muted="#5A6270",
    accent="#0A6E69",
    jelly="#0A6E69",
    plum="#6F45B5",
    moss="#2A7230",
    honey="#855B00",
    coral="#B92D26",
    chosen="#E3EFEA",
)
DARK = Colours(
    background="#16181D",
    surface="#1F2229",
    line="#31353F",
    faint="#717888",
    ink="#ECE8DF",
    muted="#A3ABB8",
    accent="#4FD1C5",
    jelly="#4FD1C5",
    plum="#BB9AF5",
    moss="#74CF7C",
    honey="#E3B647",
    coral="#FF8279",
    chosen="#22353A",
)


def mark_colour(kind: MarkKind, colours: Colours) -> str:
    """Shape tells kinds apart; colour helps."""
    match kind:
        case MarkKind.FAILURE:
            return colours.coral
        case MarkKind.LIMIT | MarkKind.MODE:
            return colours.honey
        case MarkKind.CONFIG:
            return colours.plum
        case MarkKind.RESTART:
            return colours.ink
        case MarkKind.SYSTEM:
            return colours.muted


class Theme(QObject):
    """The looks in effect; `changed` when they are others.

    setting: `light`, `dark`, or `system`, which follows the desktop while we run.
    """

    changed = Signal()

    def __init__(self, setting: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = UiConfig(theme=setting)
        self._platform_accent = QGuiApplication.palette().color(QPalette.ColorRole.Accent).name()
        self._accent: SystemAccent | None = None
        hints = QGuiApplication.styleHints()
        self._blink = hints.cursorFlashTime()
        self._effects = QApplication.isEffectEnabled(EFFECTS)
        self._colours = self._choose()
        hints.colorSchemeChanged.connect(self._chosen_anew)

    @property
    def colours(self) -> Colours:
        return self._colours

    @property
    def dark(self) -> bool:
        return self._colours.background == DARK.background

    @property
    def row_height(self) -> int:
        """Pixels of a row of the table of modules."""
        return COMPACT_ROW_HEIGHT if self._looks.density == "compact" else ROW_HEIGHT

    @property
    def still(self) -> bool:
        """Nothing is to move by itself: no transitions, no blinking."""
        return self._looks.motion == "reduced"

    def set_setting(self, setting: str) -> None:
        """Another `[ui] theme`; takes effect at once."""
        self.take(replace(self._looks, theme=setting))

    def take(self, looks: UiConfig) -> None:
        """Another `[ui]`; takes effect at once."""
        before, self._looks = self._looks, looks
        if looks.accent == "system" and self._accent is None:
            from skelly_tray.ui.accent import SystemAccent

            self._accent = SystemAccent(self._platform_accent, self)
            self._accent.changed.connect(self._chosen_anew)
        if looks.motion != before.motion:
            self._move(still=self.still)
        self._chosen_anew(anyhow=looks.density != before.density)

    def close(self) -> None:
        """Follow the desktop's accent no more, and leave Qt as it was."""
        if self._accent is not None:
            self._accent.close()
        self._move(still=False)

    def _move(self, *, still: bool) -> None:
        """What Qt moves by itself: the cursor in a line, and menus and lists that roll down or fade in."""
        QGuiApplication.styleHints().setCursorFlashTime(0 if still else self._blink)
        QApplication.setEffectEnabled(EFFECTS, self._effects and not still)

    def _choose(self) -> Colours:
        theme = self._looks.theme
        if theme == "system":
            theme = "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
        base = DARK if theme == "dark" else LIGHT
        if self._looks.accent != "system" or self._accent is None:
            return base
        accent = legible(self._accent.colour, (base.background, base.surface))
        texts = (base.ink, base.muted, *(base.tone(tone) for tone in Tone))
        return replace(base, accent=accent, chosen=tinted(accent, base.background, texts))

    def _chosen_anew(self, *_: object, anyhow: bool = False) -> None:
        chosen = self._choose()
        if anyhow or chosen != self._colours:
            self._colours = chosen
            self.changed.emit()


def qt_palette(colours: Colours) -> QPalette:
    """The palette as Qt's roles, so that what we do not style ourselves fits in too."""
    palette = QPalette()
    role = QPalette.ColorRole
    for target, value in (
        (role.Window, colours.background),
        (role.Base, colours.background),
        (role.AlternateBase, colours.surface),
        (role.Button, colours.surface),
        (role.WindowText, colours.ink),
        (role.Text, colours.ink),
        (role.ButtonText, colours.ink),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.ink),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.chosen),
        (role.HighlightedText, colours.ink),
        (role.Link, colours.accent),
        (role.Accent, colours.accent),
        (role.Mid, colours.line),
        (role.Light, colours.surface),
        (role.Dark, colours.line),
    ):
        palette.setColor(target, QColor(value))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.muted))
    return palette


def numbers_font(base: QFont) -> QFont:
    """The same font with figures of equal width, so that columns of numbers stand still."""
    font = QFont(base)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def monospace_font() -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(TEXT - 1)
    return font


def style_sheet(colours: Colours) -> str:
    """For the window and the dialogs; hairlines instead of boxes, one radius, a 4 px grid."""
    c = colours
    return f"""
    QWidget {{ font-size: {TEXT}px; color: {c.ink}; }}
    QMainWindow, QDialog, QMessageBox {{ background: {c.background}; }}
    QLabel[role="muted"] {{ color: {c.muted}; }}
    QLabel[role="small"] {{ color: {c.muted}; font-size: {SMALL}px; }}
    QLabel[role="headline"] {{ font-size: {LARGE}px; font-weight: 600; }}
    QLabel[role="title"] {{ font-size: 15px; font-weight: 600; }}
    QLabel[role="figure"] {{ font-size: {TEXT}px; font-weight: 600; }}
    QLabel[role="section"] {{ color: {c.muted}; font-size: {SMALL}px; font-weight: 600; }}
    QPushButton, QToolButton {{ background: transparent; border: 1px solid {c.line}; border-radius: {RADIUS}px;
        padding: 4px 12px; min-height: 20px; }}
    QPushButton:hover, QToolButton:hover {{ background: {c.surface}; }}
    QPushButton:pressed, QToolButton:pressed, QPushButton:checked {{ background: {c.chosen}; }}
    QPushButton:focus, QToolButton:focus {{ border-color: {c.accent}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c.faint}; border-color: {c.surface}; }}
    QPushButton:default {{ background: {c.accent}; border-color: {c.accent}; color: {c.background}; }}
    QPushButton:default:disabled {{ background: {c.surface}; border-color: {c.surface}; color: {c.faint}; }}
    QPushButton:default:focus {{ border-color: {c.ink}; }}
    QPushButton[role="quiet"] {{ border-color: transparent; padding: 2px 8px; color: {c.muted}; }}
    QPushButton[role="quiet"]:checked {{ color: {c.ink}; }}
    QPushButton[role="quiet"]:focus {{ border-color: {c.accent}; }}
    QLineEdit {{ background: {c.surface}; border: 1px solid transparent; border-radius: {RADIUS}px;
        padding: 4px 8px; min-height: 20px; selection-background-color: {c.accent};
        selection-color: {c.background}; }}
    QLineEdit:focus {{ border-color: {c.accent}; }}
    QPlainTextEdit {{ background: {c.surface}; border: 1px solid transparent; border-radius: {RADIUS}px;
        padding: 4px; selection-background-color: {c.accent}; selection-color: {c.background}; }}
    QPlainTextEdit:focus {{ border-color: {c.accent}; }}
    QTableView {{ background: {c.background}; border: none; outline: none; gridline-color: transparent;
        selection-background-color: {c.chosen}; selection-color: {c.ink}; }}
    QTreeWidget {{ background: {c.surface}; border: 1px solid transparent; border-radius: {RADIUS}px;
        padding: 4px; outline: none; }}
    QTreeWidget::item {{ min-height: 28px; padding: 0 8px; border: none; color: {c.ink}; }}
    QTreeWidget::item:selected {{ background: {c.chosen}; color: {c.ink}; }}
    QTreeWidget QHeaderView, QTreeWidget QHeaderView::section {{ background: {c.surface}; }}
    QTreeWidget QHeaderView::section, QTreeWidget QHeaderView::section:first {{ padding: 4px 11px; }}
    QMenu {{ background: {c.background}; border: 1px solid {c.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.chosen}; }}
    QMenu::item:disabled {{ color: {c.faint}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
    QHeaderView {{ background: {c.background}; }}
    QHeaderView::section {{ background: {c.background}; color: {c.muted}; border: none;
        border-bottom: 1px solid {c.line}; padding: 4px 8px; font-size: {SMALL}px; font-weight: 600; }}
    QHeaderView::section:first {{ padding-left: 16px; }}
    QFrame[role="hairline"] {{ background: {c.line}; border: none; }}
    QFrame[role="strip"] {{ background: {c.surface}; border: none; border-top: 1px solid {c.line}; }}
    QSplitter::handle {{ background: {c.line}; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {c.line}; border-radius: 4px; min-height: 24px; margin: 1px; }}
    QScrollBar::handle:hover {{ background: {c.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QToolTip {{ background: {c.surface}; color: {c.ink}; border: 1px solid {c.line}; padding: 4px;
        qproperty-textFormat: PlainText; }}
    """
