"""What comes back from the file: saved or not, little room, a failed command; told where people look."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from facilitator_app.app.asking import open_path
from facilitator_app.app.notices import Notices
from facilitator_app.app.trouble import trouble_words
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.changes import Changes
from facilitator_app.store.faults import DiskFullError, UndoRefusedError
from facilitator_app.store.keeper import NotSaved, Saved
from facilitator_app.support.clock import Reading
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _
from facilitator_app.views.shared.panels import BannerKind


class News(QObject):
    """Knows which typed texts are not on the disk yet, and says so until they are."""

    said = Signal(str, bool)
    """What the saved badge says, and whether it is trouble."""
    acknowledged = Signal(str, str, int, str)
    """(point id, field, version, words): this version of a typed text is on the disk."""

    def __init__(self, workshop: OpenWorkshop, notices: Notices) -> None:
        super().__init__()
        self._workshop = workshop
        self._notices = notices
        self._unsaved: set[tuple[str, str]] = set()
        self._space = ""

    def tell_opening(self) -> None:
        """Say what was found while opening: a crash, a damaged page, words that lie beside the file."""
        opened = self._workshop.opened
        for number, warning in enumerate(opened.warnings):
            if warning != opened.space:
                self._notices.tell(f"opened:{number}", BannerKind.WARN, warning)
        self.take_space(opened.space)
        if opened.recovered:
            words = _("The program was not closed properly last time. Everything that was saved is here.")
            self._notices.tell("recovered", BannerKind.INFO, words)
        if opened.migrated_from is not None:
            words = _(
                "This workshop came from an older Facilitator. It was backed up and brought up to date."
            )
            self._notices.tell("migrated", BannerKind.INFO, words)
        if self._workshop.rescue is not None:
            rescue = self._workshop.rescue
            words = _("Last time some words could not be saved in the workshop. They lie in {path}.")
            self._notices.tell(
                "rescue",
                BannerKind.WARN,
                words.format(path=rescue),
                _("Show the words"),
                lambda: open_path(rescue),
            )

    def take_saved(self, saved: Saved) -> None:
        """Note that a typed text is on the disk."""
        self._unsaved.discard((saved.point_id, saved.field))
        words = self._saved_words(saved.at)
        self.acknowledged.emit(saved.point_id, saved.field, saved.version, words)
        self._say_saved(saved.at)

    def take_changes(self, changes: Changes) -> None:
        """Note that a command is on the disk; what it settled needs no draft any more."""
        self._notices.take_away("failed")
        self._unsaved = {key for key in self._unsaved if key[0] not in changes.ids}
        self._say_saved(self._workshop.clock.read())

    def take_not_saved(self, news: NotSaved) -> None:
        """Say that typed texts could not be saved; they are kept and tried again by themselves."""
        self._unsaved |= news.fields
        words = _("What is typed is NOT SAVED: {reason}").format(reason=news.error)
        if news.rescue is not None:
            words = _("{words} A copy lies in {path}.").format(words=words, path=news.rescue)
        self._notices.tell("not saved", BannerKind.ERROR, words, stays=True)
        for said_already in ("space", "failed"):
            self._notices.take_away(said_already)
        self.said.emit(_("NOT SAVED"), True)  # noqa: FBT003  # a signal has no names

    def take_space(self, words: str) -> None:
        """Say that there is little room on the disk; no words: there is plenty again."""
        self._space = words
        if words and not self._unsaved:
            self._notices.tell("space", BannerKind.WARN, words)
        else:
            self._notices.take_away("space")

    def take_lost_projector(self, _name: str) -> None:
        """Say that the projector is gone, whatever place is shown."""
        words = _("The projector is gone. The room sees nothing; plug it in and it comes back by itself.")
        self._notices.tell("projector", BannerKind.WARN, words)

    def take_found_projector(self, _name: str) -> None:
        """Note that the room sees its picture again."""
        self._notices.take_away("projector")

    def take_backup(self, _path: Path) -> None:
        """Note that a backup was written and checked."""
        self._notices.take_away("backup")

    def take_failed_backup(self, error: Exception) -> None:
        """Say that a backup could not be written."""
        words = _("No backup could be written: {reason}").format(reason=error)
        self._notices.tell("backup", BannerKind.WARN, words)

    def take_failure(self, error: KnownError) -> None:
        """Say that a command was refused, or failed; nothing to undo is no trouble."""
        kind = BannerKind.INFO if isinstance(error, UndoRefusedError) else BannerKind.WARN
        words = trouble_words(error)
        if isinstance(error, DiskFullError):
            words = _("This was not done, press again later: {reason}").format(reason=error.message)
        self._notices.tell("failed", kind, words)

    def _say_saved(self, at: Reading) -> None:
        if self._unsaved:
            return
        if self._notices.text("not saved"):
            self._notices.take_away("not saved")
            self.take_space(self._space)
        self.said.emit(self._saved_words(at), False)  # noqa: FBT003  # a signal has no names

    def _saved_words(self, at: Reading) -> str:
        local = at.wall.astimezone(ZoneInfo(self._workshop.record.agenda.zone))
        return _("Saved {time}").format(time=f"{local:%H:%M}")
