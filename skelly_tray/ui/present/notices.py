"""What is told of the incidents, and when: one notification each, which follows it until it is over.

What happens together is told together, and what fails and comes back in turns more and more rarely. All is decided in
virtual time: the caller has the clock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from skelly_tray.domain.orchestrator_config import NotificationsConfig
from skelly_tray.ui.present.incidents import Entry, Incident, Incidents, Stage, Told
from skelly_tray.ui.present.notice_times import QUIET, next_news, settling, wanted
from skelly_tray.ui.present.notice_words import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    Names,
    Notice,
    Shown,
    body,
    cut,
    digest,
    heading,
    offers,
)

GAP = 2.0
"""Seconds between any two notifications or updates."""
MERGE = 60.0
"""Seconds in which what fails next joins the notification of what has failed before."""
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Gone:
    """What was shown under this key is to be taken back."""

    key: str


@dataclass(slots=True)
class _Thread:
    """One notification. members: ids of incidents. dismissed: the user has closed it. stale: it tells of one that
    is over without a word."""

    key: str
    members: list[str]
    at: float
    shown: bool = False
    dismissed: bool = False
    stale: bool = False


@dataclass(slots=True)
class Notices:
    """Hears every journal entry, and says what is due. All times in seconds of one monotonic clock."""

    started: float
    settings: NotificationsConfig = NotificationsConfig()
    _incidents: Incidents = field(init=False)
    _threads: dict[str, _Thread] = field(default_factory=dict)
    _gone: list[str] = field(default_factory=list)
    _sent: deque[float] = field(default_factory=lambda: deque(maxlen=60))
    _now: float = 0.0
    _made: int = 0
    _next_at: float = 0.0
    _quiet: bool = False
    _missed: bool = False

    def __post_init__(self) -> None:
        self._incidents = Incidents(self.started, self.settings.grace, frozenset(self.settings.muted))

    # ---- what happens

    def configure(self, settings: NotificationsConfig) -> None:
        """From now on; what must not be told any more is taken back."""
        self.settings = settings
        self._incidents.grace, self._incidents.muted = settings.grace, frozenset(settings.muted)
        for incident in list(self._incidents.open.values()):
            if not settings.enabled or incident.module in settings.muted:
                self._incidents.forget(incident.id)
        self._tidy()

    def hear(self, entry: Entry, now: float) -> None:
        """Take one entry, oldest first."""
        self._now = now
        self._tidy()
        if self.settings.enabled or entry.get("kind") == "system":
            self._incidents.hear(entry, now)
        self._tidy()

    def see(self, modules: Mapping[str, bool], now: float) -> None:
        """A snapshot: of each module that is wanted (and EVERYTHING), whether it is well."""
        if self._incidents.open:
            self._now = now
            self._incidents.see(modules, now)
            self._tidy()

    def set_quiet(self, quiet: bool, now: float) -> None:
        """Whether nothing is to be told; what happened meanwhile is told in one when it ends."""
        self._now = now
        if self._quiet and not quiet:
            self._missed = any(True for _ in self._news())
        self._quiet = quiet

    def dismissed(self, key: str) -> None:
        """The user has closed it: only worse news of it bring it back."""
        if (thread := self._threads.get(key)) is not None:
            thread.dismissed = True

    @property
    def open(self) -> bool:
        """Whether there is any incident at all."""
        return bool(self._incidents.open)

    # ---- what is due

    def due_at(self) -> float | None:
        """When to call `take`; None while nothing is to be told."""
        if self._gone:
            return self._now
        if self._quiet:
            return None
        due = [self._gated(news, due) for _, news, due in self._news()]
        due += [max(self._gate(), thread.at + GAP) for thread in self._threads.values() if thread.stale]
        return min(due, default=None)

    def take(
        self, now: float, wall: float, names: Names, required: Collection[str] = ()
    ) -> Notice | Gone | None:
        """What is due. wall: seconds since the epoch. names: of modules, by id. required: those without which the
        system is not whole. None when it was settled without a word."""
        self._now = now
        if self._gone:
            return Gone(self._gone.pop(0))
        due = self.due_at()
        if due is None or now < due:
            return None
        waited = self._budget() > min((at for *_, at in self._news()), default=now)
        ripe = {
            incident.id: Shown(incident, stage)
            for incident, stage, at in self._news()
            if self._gated(stage, at) <= now or self._hurries(incident, stage)
        }
        self._hush(ripe)
        thread = self._thread_for(ripe, all_in_one=waited or self._missed)
        if thread is None:
            return None
        notice = self._written(thread, ripe, wall, names, required)
        self._missed = False
        return notice

    def _gated(self, stage: Stage, due: float) -> float:
        """That everything is being restarted cannot wait until it is over."""
        if stage is Stage.RESTARTING:
            return max(due, self._budget())
        return max(due, self._gate())

    def _gate(self) -> float:
        return max(self._incidents.grace_until, self._next_at, self._budget())

    def _budget(self) -> float:
        """When there may be another one in this minute."""
        most = self.settings.per_minute
        return self._sent[-most] + MINUTE if len(self._sent) >= most else 0.0

    def _hurries(self, incident: Incident, stage: Stage) -> bool:
        """Something is told now: first news, and cures that have lasted, come along."""
        if self._now < self._incidents.grace_until:
            return False
        if stage is Stage.RECOVERED:
            return self._now >= incident.since + settling(incident)
        return incident.told is None

    # ---- what there is to tell

    def _news(self) -> Iterable[tuple[Incident, Stage, float]]:
        """Each incident of which something is to be told: as what, and from when on."""
        for incident in self._incidents.open.values():
            found = next_news(incident, self.settings, self._now)
            if found is not None:
                yield incident, *found

    # ---- which notification tells it

    def _hush(self, ripe: dict[str, Shown]) -> None:
        """Take out what is settled without a word: what the user has closed and is no worse now, unwanted cures."""
        for incident, shown in list(ripe.items()):
            thread = self._thread_of(incident)
            told = shown.incident.told
            unwanted = shown.stage is Stage.RECOVERED and not self.settings.recovered
            closed = (
                thread is not None and thread.dismissed and told is not None and shown.stage >= told.stage
            )
            if unwanted or closed:
                self._mark(shown)
                del ripe[incident]
            if unwanted and thread is not None:
                self._leave(incident)

    def _thread_of(self, incident: str) -> _Thread | None:
        return next((thread for thread in self._threads.values() if incident in thread.members), None)

    def _thread_for(self, ripe: dict[str, Shown], *, all_in_one: bool) -> _Thread | None:
        """The notification to be shown now, made or brought up to date. What is for others stays for the next time."""
        if not ripe:
            stale = [each for each in self._threads.values() if each.stale and each.at + GAP <= self._now]
            return stale[0] if stale else None
        worst = sorted(ripe.values(), key=lambda each: (each.stage, each.incident.since))
        fresh = [each.incident.id for each in worst if self._thread_of(each.incident.id) is None]
        own = [found for each in worst if (found := self._thread_of(each.incident.id))]
        if all_in_one:
            first = own[0] if own else self._open_thread(QUIET)
        else:
            first = self._thread_of(worst[0].incident.id) or self._open_thread(MERGE)
            for incident in list(ripe):
                if incident not in fresh and self._thread_of(incident) is not first:
                    del ripe[incident]
        if first is None:
            self._made += 1
            first = self._threads[f"n{self._made}"] = _Thread(f"n{self._made}", [], self._now)
        joined = [incident for incident in ripe if incident not in first.members]
        for incident in joined:
            self._leave(incident)
        kept = [each for each in first.members if each in ripe or not self._over(each)]
        first.members = kept + joined
        return first

    def _open_thread(self, within: float) -> _Thread | None:
        """The newest one that something else may join, if it has changed in so many seconds."""
        fit = [
            thread
            for thread in self._threads.values()
            if self._now - thread.at <= within
            and not thread.dismissed
            and not all(map(self._over, thread.members))
        ]
        return max(fit, key=lambda thread: thread.at, default=None)

    def _over(self, incident: str) -> bool:
        """Nothing more is to be said of it."""
        known = self._incidents.open.get(incident)
        return known is None or (known.told is not None and known.told.stage >= Stage.LIMIT)

    def _leave(self, incident: str) -> None:
        """It is not told there any more. What is left is told without it, or nothing when that is all well again."""
        thread = self._thread_of(incident)
        if thread is None:
            return
        thread.members.remove(incident)
        left = [known for each in thread.members if (known := self._incidents.open.get(each))]
        if any(not self._over(each.id) or each.stage is Stage.LIMIT for each in left):
            thread.stale = True
            return
        del self._threads[thread.key]
        if thread.shown and not thread.dismissed:
            self._gone.append(thread.key)

    def _tidy(self) -> None:
        """Take back what is over without a word, and forget what is over for long."""
        left, self._incidents.left = self._incidents.left, []
        for gone in left:
            self._leave(gone)
        for incident in list(self._incidents.open.values()):
            told, since = incident.told, incident.since
            if told is None:
                over = not wanted(incident, incident.stage, self.settings) and self._now - since >= QUIET
            else:
                said = told.stage is incident.stage and told.failures >= incident.failures
                over = said and told.stage >= Stage.LIMIT and self._now - told.at >= QUIET
            if over:
                del self._incidents.open[incident.id]
                self._drop(incident.id)

    def _drop(self, incident: str) -> None:
        """As `_leave`, for one whose last word may stay on the screen."""
        thread = self._thread_of(incident)
        if thread is not None:
            thread.members.remove(incident)
            if not thread.members:
                del self._threads[thread.key]

    # ---- how it is told

    def _written(
        self, thread: _Thread, ripe: dict[str, Shown], wall: float, names: Names, required: Collection[str]
    ) -> Notice:
        known = self._incidents.open
        members = [ripe.get(each) or _as_told(known[each]) for each in thread.members if each in known]
        members.sort(key=lambda each: (each.stage, each.incident.since))
        for shown in ripe.values():
            self._mark(shown)
        again = thread.shown
        thread.at, thread.shown, thread.stale, thread.dismissed = self._now, True, False, False
        self._next_at = self._now + GAP
        self._sent.append(self._now)
        return self._notice(thread.key, members, wall, names, required, again=again)

    def _mark(self, shown: Shown) -> None:
        incident = self._incidents.open[shown.incident.id]
        count = incident.told.count + 1 if incident.told else 1
        told = Told(shown.stage, incident.failures, self._now, count)
        self._incidents.open[incident.id] = replace(incident, told=told)

    def _notice(
        self,
        key: str,
        members: Sequence[Shown],
        wall: float,
        names: Names,
        required: Collection[str],
        *,
        again: bool,
    ) -> Notice:
        first, several = members[0], len({each.incident.module for each in members}) > 1
        if several:
            title, text = digest(members, names, missed=self._missed)
        else:
            also = [heading(each, names) for each in members[1:]]
            title, text = heading(first, names), "\n".join([body(first, names, wall), *also])
        lost = any(each.stage is Stage.GIVEN_UP and each.incident.module in required for each in members)
        return Notice(
            key,
            cut(title, LONGEST_TITLE).replace("\n", " "),
            cut(text, LONGEST_TEXT),
            first.stage,
            module=None if several else first.incident.module,
            again=again,
            urgent=lost and self.settings.urgent,
            resident=first.stage.bad,
            transient=first.stage is Stage.RECOVERED and not again,
            sound=self.settings.sound and first.stage.bad and not again,
            actions=offers(first, several=several),
        )


def _as_told(incident: Incident) -> Shown:
    return Shown(incident, incident.told.stage if incident.told else incident.stage)
