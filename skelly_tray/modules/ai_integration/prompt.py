"""What an endpoint is sent: exactly this, and nothing else. `would_send` shows it.

Numbers go by names that are known here; a name of the context that is not might be that of a program. Texts go only if
the user has switched that on.
"""

from __future__ import annotations

import json
import re
from typing import Any

from skelly_tray.modules.ai_integration.occasion import Occasion
from skelly_tray.modules.ai_integration.settings import EndpointSettings
from skelly_tray.modules.ai_integration.tone import LONGEST

MOST_TOKENS = 200
_LANGUAGES = {"en": "English", "de": "German"}
_WORDS = frozenset(
    re.findall(
        r"\w+",
        "minutes min seconds s ms hours days count coins total bonus level streak score confidence share rate "
        "per since in of state focus flow hyperfocus distracted transitioning neutral away today week "
        "sessions breaks switches switch keys clicks idle average mean longest shortest last quiet number "
        "target goal goals done left hour weekday",
    )
)
_PLAIN_KEY = re.compile(r"[a-z]+(?:_[a-z]+)*")

_SYSTEM = """You are a small, friendly jelly skeleton on the desktop of a person with ADHD. You write one message.
Rules: one or two short sentences, at most {longest} characters in all, in {language}. Plain text. Warm, concrete, calm;
an offer, never an order. No exclamation marks, no emoji, no links, no lists, no quotes. Never say what to feel, never
blame, never mention what was not done. Answer with the message alone."""

_TASKS = {
    "refocus": "Offer a very small step back into the task.",
    "break": "Offer a short break.",
    "celebrate": "Notice quietly that something went well.",
    "welcome_back": "Greet the person who has come back to the desk.",
    "encourage": "Encourage gently.",
    "coins": "Tell of the coins that were earned.",
    "bonus": "Tell of a bonus of coins.",
    "streak": "Tell of a growing streak.",
    "achievement": "Tell of a new achievement.",
    "level": "Tell of a new level.",
}


def body(occasion: Occasion, language: str, hour: int, settings: EndpointSettings) -> dict[str, Any]:
    """The JSON of the request. hour: of the local time."""
    facts: dict[str, Any] = {"kind": occasion.kind, "state": occasion.state, "hour": hour}
    if occasion.confidence is not None:
        facts["confidence"] = round(occasion.confidence, 2)
    numbers = {name: round(value, 2) for name, value in occasion.numbers.items() if _is_known(name)}
    if numbers:
        facts["numbers"] = numbers
    if settings.send_names:
        facts |= {"names": dict(occasion.names)} if occasion.names else {}
        facts |= {"reason": occasion.reason} if occasion.reason else {}
    system = _SYSTEM.format(longest=LONGEST, language=_LANGUAGES[language])
    return {
        "model": settings.model,
        "messages": [
            {"role": "system", "content": " ".join(system.split())},
            {
                "role": "user",
                "content": f"{_TASKS[occasion.kind]} Facts: {json.dumps(facts, ensure_ascii=False)}",
            },
        ],
        "max_tokens": MOST_TOKENS,
        "temperature": 0.8,
        "stream": False,
    }


def _is_known(name: str) -> bool:
    return _PLAIN_KEY.fullmatch(name) is not None and all(word in _WORDS for word in name.split("_"))
