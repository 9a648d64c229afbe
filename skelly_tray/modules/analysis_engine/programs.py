"""What kind of program a window belongs to, by the class that its program set. Only the name is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Kind = Literal["make", "talk", "browse", "leisure", "tidy", "other"]
"""make: something comes into being there. talk: other people. browse: could be work or not. leisure: play, media.
tidy: files, settings, starting things. other: nothing is known of it, and nothing is concluded from it."""

KINDS: tuple[Kind, ...] = get_args(Kind)

_WORDS: dict[Kind, tuple[str, ...]] = {
    "make": (
        "code",
        "codium",
        "jetbrains",
        "pycharm",
        "idea",
        "clion",
        "goland",
        "webstorm",
        "rider",
        "eclipse",
        "emacs",
        "vim",
        "neovide",
        "kate",
        "gedit",
        "texteditor",
        "text-editor",
        "sublime",
        "zed",
        "geany",
        "qtcreator",
        "terminal",
        "konsole",
        "xterm",
        "alacritty",
        "kitty",
        "wezterm",
        "foot",
        "tilix",
        "libreoffice",
        "soffice",
        "writer",
        "calc",
        "impress",
        "onlyoffice",
        "word",
        "excel",
        "powerpoint",
        "obsidian",
        "logseq",
        "zettlr",
        "texstudio",
        "lyx",
        "gimp",
        "inkscape",
        "krita",
        "blender",
        "figma",
        "freecad",
        "kicad",
        "darktable",
        "kdenlive",
        "audacity",
        "ardour",
        "jupyter",
        "rstudio",
        "matlab",
        "octave",
        "scribus",
        "zotero",
        "okular",
        "evince",
        "xournal",
        "anki",
    ),
    "talk": (
        "slack",
        "discord",
        "telegram",
        "signal",
        "whatsapp",
        "element",
        "teams",
        "zoom",
        "skype",
        "thunderbird",
        "evolution",
        "geary",
        "kmail",
        "outlook",
        "mattermost",
        "jitsi",
        "mumble",
        "hexchat",
    ),
    "browse": (
        "firefox",
        "chrom",
        "brave",
        "vivaldi",
        "opera",
        "epiphany",
        "falkon",
        "librewolf",
        "edge",
        "safari",
    ),
    "leisure": (
        "steam",
        "lutris",
        "heroic",
        "minecraft",
        "game",
        "vlc",
        "mpv",
        "totem",
        "celluloid",
        "spotify",
        "rhythmbox",
        "netflix",
        "kodi",
        "retroarch",
        "solitaire",
        "mines",
        "aisleriot",
    ),
    "tidy": (
        "nautilus",
        "dolphin",
        "thunar",
        "nemo",
        "pcmanfm",
        "files",
        "settings",
        "systemsettings",
        "synaptic",
    ),
}
"""Parts of names, in small letters. A program that several fit is of the kind of the longest."""


class Programs:
    """`own`: names that the user gave a kind; they come first. Remembers what it was asked, up to a bound."""

    _MOST = 500

    def __init__(self, own: Mapping[str, Kind]) -> None:
        self._own = {name.casefold(): kind for name, kind in own.items()}
        self._known: dict[str, Kind] = {}

    def kind(self, program: str) -> Kind:
        found = self._known.get(program)
        if found is None:
            if len(self._known) >= self._MOST:
                self._known.clear()
            found = self._known[program] = self._look_up(program.casefold())
        return found

    def _look_up(self, name: str) -> Kind:
        if name in self._own:
            return self._own[name]
        fits = [(len(word), kind) for kind, words in _WORDS.items() for word in words if word in name]
        return max(fits)[1] if fits else "other"
