"""How the fields of forms look, beside what the theme says of all windows."""

from __future__ import annotations

from skelly_tray.config.resources import resource
from skelly_tray.ui.icons import TICK_SIZE, tick_name
from skelly_tray.ui.theme import DARK, RADIUS, SMALL, Colours


def fields_style(colours: Colours) -> str:
    """A style sheet to be put behind the theme's own."""
    c = colours
    tick = resource(f"icons/drawn/{tick_name(dark=c.background == DARK.background)}").as_posix()
    return f"""
    QLabel[role="wrong"] {{ color: {c.coral}; font-size: {SMALL}px; }}
    QLabel[role="code"] {{ background: {c.surface}; border-radius: {RADIUS}px; padding: 4px 8px; }}
    QRadioButton, QCheckBox {{ spacing: 8px; padding: 2px 0; background: transparent; }}
    QRadioButton::indicator, QCheckBox::indicator {{ width: {TICK_SIZE}px; height: {TICK_SIZE}px;
        border: 1px solid {c.muted}; background: {c.background}; }}
    QRadioButton::indicator {{ border-radius: 7px; }}
    QCheckBox::indicator {{ border-radius: 3px; }}
    QRadioButton::indicator:hover, QCheckBox::indicator:hover {{ border-color: {c.accent}; }}
    QRadioButton::indicator:checked {{ border-color: {c.accent}; background: qradialgradient(cx: 0.5, cy: 0.5,
        radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 {c.accent}, stop: 0.55 {c.accent}, stop: 0.65 {c.background}); }}
    QCheckBox::indicator:checked {{ border-color: {c.accent}; background: {c.accent};
        image: url("{tick}"); }}
    QCheckBox::indicator:checked:disabled {{ border-color: {c.muted}; background: {c.muted}; }}
    QListWidget {{ background: {c.background}; border: none; outline: none; }}
    QListWidget::item {{ min-height: 28px; padding: 0 8px; border-radius: {RADIUS}px; color: {c.ink}; }}
    QListWidget::item:selected {{ background: {c.chosen}; color: {c.ink}; }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QRadioButton:disabled, QCheckBox:disabled {{ color: {c.muted}; }}
    QLineEdit:read-only {{ color: {c.muted}; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border-color: {c.coral}; }}
    QComboBox {{ background: {c.surface}; border: 1px solid transparent; border-radius: {RADIUS}px;
        padding: 4px 8px; min-height: 20px; }}
    QLineEdit, QPlainTextEdit {{ placeholder-text-color: {c.muted}; }}
    QLineEdit QToolButton {{ border: none; padding: 0; min-height: 0; background: transparent; }}
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox::down-arrow {{ image: none; width: 0; height: 0; border: 4px solid {c.surface};
        border-top: 5px solid {c.muted}; border-bottom: 0; }}
    QComboBox:focus, QComboBox:on {{ border-color: {c.accent}; }}
    QComboBox QAbstractItemView {{ background: {c.background}; color: {c.ink}; border: 1px solid {c.line};
        selection-background-color: {c.chosen}; selection-color: {c.ink}; outline: none; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; padding-top: 8px; }}
    QTabBar::tab {{ background: transparent; border: none; border-bottom: 2px solid transparent;
        padding: 6px 12px; color: {c.muted}; }}
    QTabBar::tab:selected {{ color: {c.ink}; border-bottom-color: {c.accent}; }}
    QProgressBar {{ background: {c.surface}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
    """
