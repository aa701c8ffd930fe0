"""The words of an export in its own language: names of codes, dates, times and numbers (gettext, Babel)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from facilitator_app.records.agenda import Anchor
from facilitator_app.records.capture import ParkingLotItem, ReportPoint
from facilitator_app.records.enums import (
    AnchorKind,
    LanguageMode,
    ParkingStatus,
    PlanKind,
    SegmentKind,
    StageName,
    TranslationStatus,
)
from facilitator_app.rules.lights import Signal, SignalColour
from facilitator_app.rules.timebox import minutes_for_people
from facilitator_app.support.wording import _, ngettext_, pgettext_

_BRITISH: Final = "en_GB"
_SESSION: Final = re.compile(r"D(\d+)-(AM|PM|EV)")
_MINUTE: Final = 60


class Words:
    """Words in one language (BCP 47); British English where Babel does not know it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = _locale(language)

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self._locale.text_direction == "rtl"

    def day(self, day: date) -> str:
        """Return a date: 2 March 2027."""
        return str(format_date(day, "long", locale=self._locale))

    def weekday(self, day: date) -> str:
        """Return a date with its day of the week: Tuesday, 2 March 2027."""
        if self._locale.language == "en":
            return f"{format_date(day, 'EEEE', locale=self._locale)}, {self.day(day)}"
        return str(format_date(day, "full", locale=self._locale))

    def short_day(self, day: date | None) -> str:
        """Return a date for a column: 2 Mar 2027; a dash where there is none."""
        return str(format_date(day, "medium", locale=self._locale)) if day else "–"

    def days(self, start: date, end: date) -> str:
        """Return the days of a workshop: 2–3 March 2027."""
        if end <= start:
            return self.day(start)
        if self._locale.language == "en" and (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{self.day(end)}"
        return f"{self.day(start)} – {self.day(end)}"

    def clock(self, moment: datetime | None) -> str:
        """Return a time of day on the 24-hour clock: 09:05; a dash where there is none."""
        return f"{moment.hour:02}:{moment.minute:02}" if moment else "–"

    def number(self, value: float | None, digits: int = 2) -> str:
        """Return a number with fixed digits, rounded half up; a dash where there is none."""
        if value is None:
            return "–"
        rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        pattern = "#,##0" + (f".{'0' * digits}" if digits else "")
        return str(format_decimal(rounded, pattern, locale=self._locale))

    def share(self, part: float, whole: float) -> str:
        """Return a percentage: 54%."""
        return str(format_percent(part / whole if whole else 0, locale=self._locale))

    def minutes(self, seconds: int | None) -> str:
        """Return whole minutes as a number; a dash where nothing was measured."""
        return "–" if seconds is None else self.number(round(seconds / _MINUTE), 0)

    def spoken(self, seconds: float) -> str:
        """Return a length as people are told it: “2½ min”, rounded down to half minutes."""
        return _("{n} min").format(n=minutes_for_people(seconds).figures)

    def long(self, seconds: int) -> str:
        """Return a length that may be hours: 45 min, 2 h 5 min."""
        hours, minutes = divmod(round(seconds / _MINUTE), _MINUTE)
        if not hours:
            return ngettext_("{n} min", "{n} min", minutes).format(n=minutes)
        return _("{h} h {n} min").format(h=hours, n=minutes) if minutes else _("{h} h").format(h=hours)

    def signed_minutes(self, seconds: int) -> str:
        """Return a difference in whole minutes: +3, −2, 0."""
        minutes = round(seconds / _MINUTE)
        sign = "+" if minutes > 0 else "−" if minutes < 0 else ""
        return f"{sign}{self.number(abs(minutes), 0)}"

    def became(self, before: str, after: str) -> str:
        """Return an old number and a new one: 16 → 11, read from left to right in every language."""
        told = f"{before} → {after}".replace(" ", "\u00a0")
        # An arrow is not mirrored: right to left it would point at the old number.
        return f"\u2066{told}\u2069" if self.rtl else told

    def joined(self, parts: Iterable[str]) -> str:
        """Return a list in words: a, b and c."""
        return str(format_list(list(parts), locale=self._locale))

    def language_name(self, tag: str) -> str:
        """Return the name of a language, the tag where nobody knows it."""
        try:
            name = Locale.parse(tag, sep="-").get_display_name(self._locale)
        except (UnknownLocaleError, ValueError, TypeError):
            return tag
        return str(name or tag)

    def language_names(self, tags: Iterable[str]) -> str:
        """Return the names of languages as a list; a dash where there is none."""
        return self.joined(self.language_name(tag) for tag in tags) or "–"

    def country(self, code: str) -> str:
        """Return the name of a country by ISO 3166 code; what was typed where it is no code."""
        return str(self._locale.territories.get(code.upper(), code)) if code else "–"

    def session(self, code: str) -> str:
        """Return the words for a half-day such as D1-AM."""
        match = _SESSION.fullmatch(code)
        if match is None:
            return code
        half = {"AM": _("morning"), "PM": _("afternoon"), "EV": _("evening")}[match[2]]
        return _("Day {n}, {half}").format(n=match[1], half=half)


def _locale(language: str) -> Locale:
    tag = language.replace("-", "_")
    try:
        return Locale.parse(_BRITISH if tag in {"", "en", "en_US"} else tag)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_BRITISH)


def _named(code: str, names: dict[str, Callable[[], str]]) -> str:
    name = names.get(code)
    return name() if name else code.replace("_", " ").strip()


def organisation_type(code: str) -> str:
    """Return the words for a type of organisation; what was typed where it is no code."""
    return _named(
        code,
        {
            "": lambda: _("not stated"),
            "development_agency": lambda: _("development agency"),
            "company": lambda: _("company"),
            "education": lambda: _("education"),
            "university": lambda: _("university or research"),
            "local_government": lambda: _("local government"),
            "regional_government": lambda: _("regional government"),
            "national_agency": lambda: _("national agency"),
            "business_association": lambda: _("business association"),
            "cluster_organisation": lambda: _("cluster organisation"),
            "finance": lambda: _("finance"),
            "trade_union": lambda: _("trade union"),
            "ngo": lambda: _("non-governmental organisation"),
            "consultant": lambda: _("consultant"),
        },
    )


def gender(code: str) -> str:
    """Return the words for a gender as the roster writes it."""
    return _named(code, {"f": lambda: _("women"), "m": lambda: _("men"), "": lambda: _("not stated")})


def criterion(code: str) -> str:
    """Return the words for a criterion of the prioritisation matrix."""
    return _named(
        code,
        {
            "critical_mass": lambda: _("critical mass"),
            "sales_outside_region": lambda: _("sales outside the region"),
            "growth_prospects": lambda: _("growth prospects"),
            "specialised_institutions": lambda: _("specialised institutions"),
            "business_leadership": lambda: _("business leadership"),
            "local_links": lambda: _("local links"),
            "room_for_early_action": lambda: _("room for early action"),
        },
    )


def stage_name(stage: StageName) -> str:
    """Return the name of a stage; empty for the one stage of a segment without a cycle."""
    if stage is StageName.WHOLE:
        return ""
    return {
        StageName.PRESENT: lambda: pgettext_("stage", "Present"),
        StageName.BRIEF: lambda: pgettext_("stage", "Brief"),
        StageName.THINK: lambda: pgettext_("stage", "Think"),
        StageName.DISCUSS: lambda: pgettext_("stage", "Table discussion"),
        StageName.REPORT: lambda: pgettext_("stage", "Report-back"),
        StageName.SYNTHESIS: lambda: pgettext_("stage", "Synthesis"),
        StageName.LIGHTS: lambda: pgettext_("stage", "Lights"),
    }[stage]()


def kind_name(kind: SegmentKind) -> str:
    """Return what a kind of segment is called."""
    return _named(
        kind.value,
        {
            "registration": lambda: pgettext_("segment", "Registration"),
            "opening": lambda: pgettext_("segment", "Speaker"),
            "introductions": lambda: pgettext_("segment", "Introductions"),
            "overview": lambda: pgettext_("segment", "Overview"),
            "step": lambda: pgettext_("segment", "Step"),
            "case_clinic": lambda: pgettext_("segment", "Case study clinic"),
            "clinic": lambda: pgettext_("segment", "Clinic"),
            "team_forming": lambda: pgettext_("segment", "Teams are formed"),
            "team_studio": lambda: pgettext_("segment", "Team studio"),
            "team_presentation": lambda: pgettext_("segment", "Teams present"),
            "panel": lambda: pgettext_("segment", "Panel"),
            "visit": lambda: pgettext_("segment", "Visit"),
            "visit_debrief": lambda: pgettext_("segment", "Visit debrief"),
            "lights_clinic": lambda: pgettext_("segment", "Lights clinic"),
            "recap": lambda: pgettext_("segment", "Recap"),
            "wrap": lambda: pgettext_("segment", "Wrap"),
            "evaluation": lambda: pgettext_("segment", "Evaluation"),
            "closing": lambda: pgettext_("segment", "Closing"),
            "break": lambda: pgettext_("segment", "Break"),
            "stretch": lambda: pgettext_("segment", "Stretch"),
            "meal": lambda: pgettext_("segment", "Meal"),
            "prayer": lambda: pgettext_("segment", "Prayer"),
            "buffer": lambda: pgettext_("segment", "Buffer"),
            "evening": lambda: pgettext_("segment", "Evening"),
            "guest": lambda: pgettext_("segment", "Guest"),
        },
    )


def language_mode(mode: LanguageMode) -> str:
    """Return the name of a language mode."""
    return {
        LanguageMode.NONE: lambda: _("No interpretation"),
        LanguageMode.WRITTEN: lambda: _("Written translation"),
        LanguageMode.SIMULTANEOUS: lambda: _("Simultaneous interpretation"),
        LanguageMode.CONSECUTIVE: lambda: _("Consecutive interpretation"),
    }[mode]()


def time_of_day(at: time) -> str:
    """Return a time on the 24-hour clock: 12:00."""
    return f"{at.hour:02}:{at.minute:02}"


def anchor_words(anchor: Anchor) -> str:
    """Return what an anchor promises: “starts 12:00”, “ends by 17:30”."""
    if anchor.kind is AnchorKind.START_AT:
        return _("starts {time}").format(time=time_of_day(anchor.at))
    return _("ends by {time}").format(time=time_of_day(anchor.at))


def plan_words(kind: PlanKind) -> str:
    """Return by what a plan won time."""
    return {
        PlanKind.SQUEEZE: _("several items shortened"),
        PlanKind.SMALLER: _("a smaller cycle"),
        PlanKind.DROP: _("one item left out"),
        PlanKind.CARRY: _("one item carried over"),
        PlanKind.MOVE_ANCHOR: _("a fixed time moved"),
    }[kind]


def translation_mark(point: ReportPoint) -> str:
    """Return what is known of a point's English, in words: never an empty place."""
    if point.lacks_english:
        return _("translation missing")
    if not point.local_text.strip():
        return _("said in English")
    return {
        TranslationStatus.AS_SAID: lambda: pgettext_("translation", "as said"),
        TranslationStatus.AS_INTERPRETED: lambda: pgettext_("translation", "as interpreted"),
        TranslationStatus.MISSING: lambda: pgettext_("translation", "not checked"),
        TranslationStatus.DRAFT: lambda: pgettext_("translation", "draft"),
        TranslationStatus.CHECKED: lambda: pgettext_("translation", "checked ✓"),
    }[point.status]()


def signal_look(signal: Signal) -> tuple[str, str]:
    """Return shape and word of a signal: it is read without its colour."""
    if signal.mixed:
        return "◐", pgettext_("signal", "mixed")
    return {
        SignalColour.GREEN: ("●", pgettext_("signal", "green")),
        SignalColour.AMBER: ("◆", pgettext_("signal", "amber")),
        SignalColour.RED: ("▲", pgettext_("signal", "red")),
        SignalColour.NOT_ENOUGH: ("–", pgettext_("signal", "too few")),
    }[signal.colour]


def parking_mark(item: ParkingLotItem) -> str:
    """Return where a parked question stands."""
    if item.status is ParkingStatus.MOVED and item.moved_to_step:
        return _("moved to step {n}").format(n=item.moved_to_step)
    return {
        ParkingStatus.OPEN: lambda: pgettext_("parking lot", "open"),
        ParkingStatus.ANSWERED: lambda: pgettext_("parking lot", "answered ✓"),
        ParkingStatus.MOVED: lambda: pgettext_("parking lot", "moved"),
    }[item.status]()


def language_in_itself(tag: str) -> str:
    """Return a language's name for itself (“Lietuvių”); the tag where nobody knows it."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return tag
    name = str(locale.get_display_name(locale) or tag)
    return name[:1].upper() + name[1:]


def of_people(n: int) -> str:
    """Return a number of people in words: 28 people."""
    return ngettext_("{n} person", "{n} people", n).format(n=n)
