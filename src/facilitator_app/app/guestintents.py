"""What the console asks for guests, and for a room that is to be interpreted in another way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from facilitator_app.app.recovering import Recovering
from facilitator_app.app.trouble import trouble_words
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import Desk, GuestStatus, LanguageMode
from facilitator_app.services import planning, running
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.console.slip import slip_words
from facilitator_app.views.console.view import ConsoleView


class GuestIntents:
    """Guests: kept, moved on, let in, taken out."""

    def __init__(self, workshop: OpenWorkshop) -> None:
        self._workshop = workshop

    def keep(self, guest_id: str, name: str, title: str, local_title: str, minutes: int) -> None:
        """Note a guest who is expected today, or change one that is known."""
        identity = self._workshop.workshop_id
        if guest_id:
            self._workshop.post(
                "guest",
                lambda file: running.update_guest(
                    file, guest_id, name=name, title=title, local_title=local_title, minutes=minutes
                ),
            )
            return
        today = self._workshop.state().now.date()
        days = self._workshop.record.agenda.days
        day_id = next((day.id for day in days if day.on == today), None)
        self._workshop.post(
            "guest",
            lambda file: running.add_guest(
                file,
                identity,
                name=name,
                title=title,
                local_title=local_title,
                minutes=minutes,
                day_id=day_id,
            ),
        )

    def remove(self, guest_id: str) -> None:
        """Take a guest out."""
        self._workshop.post("guest", lambda file: running.remove_guest(file, guest_id))

    def set_status(self, guest_id: str, status: GuestStatus) -> None:
        """Say where a guest is."""
        self._workshop.post("guest", lambda file: running.set_guest_status(file, guest_id, status))

    def speak(self, guest_id: str, after: str | None) -> None:
        """Let a guest speak now (no segment): what runs waits with what it has left. Or after a segment."""
        identity, expected = self._workshop.workshop_id, self._workshop.state().position
        if after is None:
            self._workshop.post("guest", lambda file: running.let_speak(file, identity, guest_id, expected))
            return
        self._workshop.post("guest", lambda file: running.let_speak_after(file, identity, guest_id, after))


class LanguageIntents:
    """The booth failed, a table more: what it costs is said before, what slips is offered after."""

    def __init__(
        self,
        workshop: OpenWorkshop,
        console: ConsoleView,
        recovering: Recovering,
        content: Callable[[], Content],
    ) -> None:
        self._workshop = workshop
        self._console = console
        self._recovering = recovering
        self._content = content

    def weigh(self, mode: LanguageMode, tables: int) -> None:
        """Say what another language mode, or another number of tables, would cost from now on."""
        try:
            words = self._cost_words(self._agenda_with(mode, tables))
        except KnownError as error:
            words = trouble_words(error)
        self._console.side.language.show_cost(mode, tables, words)

    def switch(self, mode: LanguageMode, tables: int) -> None:
        """Go on in another language mode; what slips then is offered at once."""
        identity, content = self._workshop.workshop_id, self._content()
        self._workshop.post(
            "language",
            lambda file: planning.set_language(
                file, identity, mode=mode, tables=tables, content=content, desk=Desk.CONSOLE
            ),
            lambda _value: self._recovering.open_now(),
        )

    def _agenda_with(self, mode: LanguageMode, tables: int) -> Agenda:
        return planning.considered(self._workshop.record, self._content(), mode, tables)

    def _cost_words(self, after: Agenda) -> str:
        record = self._workshop.record
        more = round((after.planned_seconds - record.agenda.planned_seconds) / 60)
        if more == 0:
            return _("This costs no time from now on.")
        words = ngettext_("{n} min more from now on.", "{n} min more from now on.", more)
        if more < 0:
            words = ngettext_("{n} min less from now on.", "{n} min less from now on.", -more)
        other = replace(record, agenda=after)
        slips, _fixed = slip_words(other, running.state(other, self._workshop.clock.read()))
        return " ".join(filter(None, (words.format(n=abs(more)), f"{slips}." if slips else "")))
