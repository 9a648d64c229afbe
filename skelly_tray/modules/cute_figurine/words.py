"""What stands on the buttons and in the menu, and what those hear who do not see the figurine."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "figurine": "Skelly, a small jelly skeleton",
        "idle": "stands there calmly",
        "cheering": "is glad",
        "thinking": "is thinking",
        "melting": "is melting",
        "sleeping": "is asleep",
        "waving": "waves",
        "helpful": "Helpful",
        "helpful_long": "This message was helpful",
        "not_now": "Not now",
        "not_now_long": "Not at the moment, rather later",
        "hide": "Hide",
        "click_through": "Let clicks through",
    },
    "de": {
        "figurine": "Skelly, ein kleines Skelett aus Gelee",
        "idle": "steht ruhig da",
        "cheering": "freut sich",
        "thinking": "denkt nach",
        "melting": "zerfließt",
        "sleeping": "schläft",
        "waving": "winkt",
        "helpful": "Hilfreich",
        "helpful_long": "Diese Nachricht war hilfreich",
        "not_now": "Jetzt nicht",
        "not_now_long": "Gerade nicht, lieber später",
        "hide": "Ausblenden",
        "click_through": "Klicks durchlassen",
    },
}
