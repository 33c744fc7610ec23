"""The words that a transcript's pages use themselves, in the page's language, zone and calendar.

Dates come from Babel, everything else from the catalogue transcript.ftl. Nothing a person typed is
treated here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date, format_time
from babel.units import format_unit

from bot.data import Locales
from bot.phrases import Fact, Phrases, phrases_of
from bot.procedure.values import DAY, MINUTE, Instant, Milliseconds

CATALOGUE = "transcript.ftl"
_CALENDARS = {"en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Labels:
    """One page's way of saying things. `day` is the meeting's own date: a moment on another day is
    printed with its date. `rounded` says that moments are rounded to so much: then they are printed as
    the time since `day`, of which only the month is true."""

    phrases: Phrases
    language: str
    zone: tzinfo
    zone_name: str
    day: Instant | None = None
    rounded: Milliseconds | None = None
    _locale: Locale = field(init=False, repr=False)

    def __post_init__(self) -> None:
        name = _CALENDARS.get(self.language, self.language)
        object.__setattr__(self, "_locale", Locale.parse(name))

    def say(self, phrase: str, **facts: Fact) -> str:
        """The phrase `transcript-…` in the page's language."""
        return self.phrases.say(self.language, f"transcript-{phrase}", **facts)

    def local(self, at: Instant) -> datetime:
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(self.zone)

    def date(self, at: Instant) -> str:
        """ "12 March 2031", «12 марта 2031 г.»"""
        return str(format_date(self.local(at), "long", locale=self._locale))

    def time(self, at: Instant) -> str:
        """The time of day, "10:05:30", with the day before it when that isn't the meeting's."""
        if self.rounded is not None:
            return self._since_opening(at)
        local = self.local(at)
        clock = format_time(local, "HH:mm:ss", tzinfo=self.zone, locale=self._locale)
        if self.day is None or self.local(self.day).date() == local.date():
            return str(clock)
        day = format_date(local, "d MMM", locale=self._locale)
        return self.say("day-and-time", day=day, time=clock)

    def clock(self, at: Instant) -> str:
        """The time of day to the minute, "10:05"."""
        return str(format_time(self.local(at), "HH:mm", tzinfo=self.zone, locale=self._locale))

    def moment(self, at: Instant) -> str:
        """Date and time of day."""
        if self.rounded is not None:
            return self._since_opening(at)
        clock = format_time(self.local(at), "HH:mm:ss", tzinfo=self.zone, locale=self._locale)
        return self.say("date-and-time", date=self.date(at), time=clock)

    def month(self, at: Instant) -> str:
        """ "March 2031", «март 2031», by UTC."""
        local = datetime.fromtimestamp(at / 1000, UTC)
        return str(format_date(local, "LLLL y", locale=self._locale))

    def iso(self, at: Instant) -> str:
        """The moment for machines, in UTC: 2031-03-12T10:05:30.000Z; where moments are rounded, the time
        since the opening: PT1H05M."""
        return iso(at) if self.rounded is None else since(self.day or at, at)

    def _since_opening(self, at: Instant) -> str:
        minutes = (at - (self.day or at)) // MINUTE
        if self.rounded is not None and self.rounded >= DAY:
            return self.say("on-day", number=minutes // (24 * 60) + 1)
        return f"+{minutes // 60}:{minutes % 60:02}"

    def stretch(self, start: Instant, end: Instant | None) -> str:
        if end is None:
            return self.say("from-on", start=self.time(start))
        if self.rounded is not None and start == end:
            return self.time(start)
        return self.say("from-to", start=self.time(start), end=self.time(end))

    def duration(self, length: Milliseconds) -> str:
        """ "45 s", "3 min 05 s", "1 h 03 min": whole seconds below an hour, whole minutes above."""
        minutes, seconds = divmod(length // 1000, 60)
        if minutes >= 60:
            hours, minutes = divmod(minutes, 60)
            if minutes == 0:
                return self.say("duration-hours", hours=hours)
            return self.say("duration-hours-minutes", hours=hours, minutes=f"{minutes:02}")
        if minutes == 0:
            return self.say("duration-seconds", seconds=seconds)
        if seconds == 0:
            return self.say("duration-minutes", minutes=minutes)
        return self.say("duration-minutes-seconds", minutes=minutes, seconds=f"{seconds:02}")

    def size(self, size: int) -> str:
        """A length of bytes: "34 kB", rounded up to whole thousands."""
        amount = max(1, -(-size // 1000))
        unit = "kilobyte"
        if amount >= 10_000:
            amount, unit = -(-amount // 1000), "megabyte"
        return str(format_unit(amount, f"digital-{unit}", length="short", locale=self._locale))

    def language_name(self, code: str) -> str:
        """The name of a language in the page's language; the code itself if Babel knows none."""
        try:
            named = Locale.parse(code).get_display_name(self._locale)
        except ValueError:
            return code
        return code if named is None else str(named)

    def percent(self, part: Milliseconds, whole: Milliseconds) -> str:
        share = round(100 * part / whole) if whole else 0
        return f"{share}\u00a0%" if self.language == "ru" else f"{share}%"


def labels(
    language: str,
    zone: str = "UTC",
    *,
    day: Instant | None = None,
    rounded: Milliseconds | None = None,
    locales: Locales | None = None,
) -> Labels:
    """The labels for a page in `language`, with times in the IANA zone `zone`.

    `locales` is where the catalogues lie, the shipped ones by default. ValueError for a zone that
    isn't known.
    """
    phrases = phrases_of(locales, CATALOGUE)
    try:
        where: tzinfo = UTC if zone == "UTC" else ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"no time zone is called {zone!r}") from error
    return Labels(phrases, phrases.language(language), where, zone, day, rounded)


def iso(at: Instant) -> str:
    """An instant as RFC 3339 in UTC, to the millisecond."""
    moment = datetime.fromtimestamp(at // 1000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{at % 1000:03}Z"


def since(opening: Instant, at: Instant) -> str:
    """The time from the opening to a moment as ISO 8601 has lengths: PT1H05M."""
    minutes = (at - opening) // MINUTE
    return f"PT{minutes // 60}H{minutes % 60:02}M"
