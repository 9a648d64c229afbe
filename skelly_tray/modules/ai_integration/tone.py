"""Is a sentence fit to be said? The rules that hold for every message, whoever wrote it.

One or two sentences, short, no exclamation, no link, no code, no list, no order to feel something, no blame. The words
of both languages are looked for in every text: a service may answer in another language than it was asked in.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 160
MOST_SENTENCES = 2

_END = re.compile(r"[.?…]+(?=\s|$)")
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"https?:|www\.|\w@\w|\b\w+\.(?:com|org|net|io|de|ai|app|dev)\b", re.IGNORECASE)
_MARKUP = re.compile(r"[`<>{}\[\]|\\^~_=#*$]|//|\(\)|&\w+;|^\s*(?:[-•–—+]|\d+[.)])\s", re.MULTILINE)
_LATIN = re.compile(r"LATIN|MODIFIER")
_QUOTES = {'"': '"', "“": "”", "„": "“", "»": "«", "«": "»", "'": "'"}

_FEELINGS = re.compile(
    r"""\b(?:
      (?:do\ not|don['’]t|never|please|just|you\ (?:must|need\ to|have\ to|should))\s+
        (?:worry|panic|stress|be\ (?:sad|upset|afraid|anxious|angry|happy|proud|calm|ashamed|sorry)|feel|calm|relax)
      |(?:calm|cheer)\s+(?:down|up)|be\ (?:happy|proud|calm|positive|grateful|glad)|feel\ (?:good|better|proud|happy)
      |smile\ more|stay\ (?:positive|calm)|try\ to\ (?:feel|be\ happy)
      |(?:mach|macht|machen)\s+(?:dir|euch|sie)\s+keine\s+(?:sorgen|gedanken)|keine\ (?:angst|sorge|panik)
      |sei\s+(?:nicht\s+)?(?:stolz|froh|glücklich|traurig|ruhig|dankbar|positiv)|bleib\ (?:ruhig|positiv|locker)
      |beruhige?\ dich|fühl(?:e)?\ dich|freu(?:e)?\ dich|reiß\ dich\ zusammen|entspann(?:e)?\ dich
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BLAME = re.compile(
    r"""\b(?:
      you\ (?:should|shouldn['’]t|ought|failed|fail|wasted|waste|keep|always|never|must|have\ failed|are\ (?:late|lazy))
      |you['’]re\ (?:lazy|late|wasting|failing|behind|distracted\ again)|your\ fault|shame|ashamed|guilty|lazy|pathetic
      |wast(?:ed|ing)|fail(?:ed|ure)|disappoint\w*|stop\ (?:procrastinating|wasting|slacking)|procrastinat\w*|slack\w*
      |distracted\ again|not\ again|get\ back\ to\ work|no\ excuses?|too\ (?:late|slow)|bad\ (?:job|habit)|stupid|dumb
      |du\ (?:solltest|hättest|musst|sollst|darfst\ nicht|hast\ (?:versagt|verschwendet)|bist\ (?:faul|zu\ spät))
      |deine?\ schuld|schäm\w*|selbst\ schuld|faul|faulenz\w*|trödel\w*|versag\w*|verschwend\w*|vergeudet?
      |schon\ wieder\ abgelenkt|enttäusch\w*|keine\ ausreden|zurück\ an\ die\ arbeit|dumm|prokrastin\w*
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def cleaned(reply: str) -> str:
    """What a service answered, without the thoughts that some put before it, and without quotes around it."""
    text = _THOUGHTS.sub("", reply[:20_000]).strip()
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    return text


def fault(text: str) -> str:
    """Why this cannot be said, in a few words that do not quote it; empty when it can."""
    if not text.strip():
        return "it is empty"
    if len(text) > LONGEST:
        return "it is too long"
    if "\n" in text or not text.isprintable():
        return "it has several lines or control characters"
    if "!" in text or "！" in text or "¡" in text:
        return "it exclaims"
    if _LINK.search(text):
        return "it holds a link"
    if _MARKUP.search(text):
        return "it holds code, markup or a list"
    if not _is_latin(text):
        return "it is in another script"
    if not text.rstrip("\"'”“»").endswith((".", "?", "…")):
        return "it does not end as a sentence"
    if len(_END.findall(text)) > MOST_SENTENCES:
        return "it has more than two sentences"
    if _FEELINGS.search(text):
        return "it tells what to feel"
    if _BLAME.search(text):
        return "it blames"
    return ""


def _is_latin(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and all(_LATIN.search(unicodedata.name(letter, "")) for letter in letters)
