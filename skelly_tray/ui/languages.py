"""The languages of the user interface: which one is wanted, and that it is spoken. English costs nothing."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from skelly_tray.config.resources import resource
from skelly_tray.ui.present.words import ENGLISH, speak, spoken

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

    from skelly_tray.ui.present.words import Speech

_logger = logging.getLogger(__name__)

LANGUAGES = ("en", "de")
"""What there is besides the wish to follow the system; English first."""
SYSTEM = "system"

_qt_texts: list[QTranslator] = []


def use(setting: str) -> bool:
    """Speak the language of the setting (`system` or one of `LANGUAGES`) from now on; whether it is another than
    before. A language that cannot be read is English, with a line in the log."""
    code = wanted(setting, os.environ)
    if code == spoken().code:
        return False
    try:
        speech = ENGLISH if code == ENGLISH.code else _read(code)
    except (OSError, ValueError) as error:
        _logger.warning("the language %s cannot be used: %s", code, error)
        return False
    speak(speech)
    _tell_qt(code)
    return True


def wanted(setting: str, environment: Mapping[str, str], system: Sequence[str] | None = None) -> str:
    """The code of one of `LANGUAGES`. environment: of the process, which decides where it names a language, as in all
    programs. system: what the desktop prefers, best first; None asks Qt, on systems that do not use the environment."""
    if setting != SYSTEM:
        return setting if setting in LANGUAGES else ENGLISH.code
    preferred = _of_environment(environment)
    if not preferred:
        preferred = list(system) if system is not None else _of_desktop()
    codes = [name.replace("-", "_").partition("_")[0].lower() for name in preferred]
    return next((code for code in codes if code in LANGUAGES), ENGLISH.code)


def _of_environment(environment: Mapping[str, str]) -> list[str]:
    """As gettext does: LC_ALL before LC_MESSAGES before LANG, and LANGUAGE before them all unless that is C."""
    locale = next(
        (found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := environment.get(name))), ""
    )
    locale = locale.partition(".")[0].partition("@")[0]
    if locale in ("C", "POSIX"):
        return [ENGLISH.code]
    return [name for name in (*environment.get("LANGUAGE", "").split(":"), locale) if name]


def _of_desktop() -> list[str]:
    """What the desktop prefers, where that is not said in the environment."""
    if sys.platform not in ("win32", "darwin"):
        return []
    from PySide6.QtCore import QLocale

    return list(QLocale.system().uiLanguages())


def _read(code: str) -> Speech:
    from skelly_tray.ui.ts_file import read

    return read(resource(f"translations/{code}.ts"))


def _tell_qt(code: str) -> None:
    """Qt has texts of its own, in its dialogs, buttons and menus of text fields."""
    from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

    for former in _qt_texts:
        QCoreApplication.removeTranslator(former)
    _qt_texts.clear()
    QLocale.setDefault(QLocale(code))
    if code == ENGLISH.code:
        return
    translator = QTranslator()
    place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(code), "qtbase", "_", place):
        QCoreApplication.installTranslator(translator)
        _qt_texts.append(translator)
