"""What the agenda editor asks while somebody plans: what mends a conflict, what interpreting costs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject

from facilitator_app.app.asking import open_path
from facilitator_app.app.notices import Notices
from facilitator_app.app.trouble import trouble_words
from facilitator_app.app.worker import Work, Worker
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import LanguageMode
from facilitator_app.records.learning import Learned, LearnKey
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.schedule import Conflict
from facilitator_app.rules.text import safe_file_name
from facilitator_app.services import library, planning, recovery
from facilitator_app.services.recovery.standing import actuals_of, cycles_of
from facilitator_app.support import paths
from facilitator_app.support.clock import Reading
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.agenda import AgendaView
from facilitator_app.views.shared.panels import BannerKind

logger = logging.getLogger(__name__)


class AgendaAnswers(QObject):
    """Answers the agenda at once from the record in memory; what is chosen goes through `PlanIntents`."""

    def __init__(self, workshop: OpenWorkshop, view: AgendaView) -> None:
        super().__init__()
        self._workshop = workshop
        self._view = view
        self._content: Content | None = None
        self._learned: Mapping[LearnKey, Learned] | None = None
        self.scholar = Worker()
        self.scholar.finished.connect(self._take_learned)
        self.scholar.failed.connect(self._learn_nothing)

    def close(self) -> None:
        """Wait for what is being read."""
        self.scholar.cancel()
        self.scholar.wait()

    def tell_hints(self) -> None:
        """Show what the other workshops of the library say; read beside everything else, once."""
        if self._learned is None:
            self.scholar.start(_learning(self._workshop.path))
        else:
            self._view.show_hints(library.learned_texts(self._learned, self._workshop.record.agenda))

    def _take_learned(self, learned: object) -> None:
        self._learned = learned if isinstance(learned, dict) else {}
        self.tell_hints()

    def _learn_nothing(self, error: KnownError) -> None:
        logger.info("nothing learned from the library: %s", error)
        self._learned = {}

    def find_remedies(self, conflicts: tuple[Conflict, ...]) -> None:
        """Show what mends each conflict; what has begun stays, and what slips today the console recovers."""
        record, now = self._workshop.record, self._workshop.clock.read()
        cycles, actuals = cycles_of(record, self.content()), actuals_of(record, now)
        moment = now.wall if actuals else None
        self._view.show_remedies(
            {
                one: recovery.remedies(record.agenda, one, cycles=cycles, actuals=actuals, now=moment)
                for one in conflicts
            }
        )

    def weigh_language(self, mode: LanguageMode, tables: int) -> None:
        """Show what a language mode and a number of tables would make of the agenda."""
        try:
            after = planning.considered(self._workshop.record, self.content(), mode, tables)
        except KnownError as error:
            self._view.show_refusal(trouble_words(error))
            return
        self._view.show_cost(after)

    def choose_language(self, mode: LanguageMode, tables: int) -> None:
        """Change language mode and number of tables with their minutes."""
        identity, content = self._workshop.workshop_id, self.content()
        self._workshop.post(
            "language",
            lambda file: planning.set_language(file, identity, mode=mode, tables=tables, content=content),
        )

    def content(self) -> Content:
        """Return steps, courses and forms, loaded once, when first asked for."""
        if self._content is None:
            from facilitator_app.content.catalogue import load

            self._content = load(paths.content())
        return self._content


def _learning(path: Path) -> Work:
    def work(_progress: Callable[[float, str], None], _cancelled: Callable[[], bool]) -> object:
        return library.learned(library.recent(), but=path)

    return work


class AgendaPrinting(QObject):
    """Writes the agenda beside the workshop in a worker, and says where it lies."""

    def __init__(self, workshop: OpenWorkshop, notices: Notices) -> None:
        super().__init__()
        self._workshop = workshop
        self._notices = notices
        self._target: Path | None = None
        self.worker = Worker()
        self.worker.finished.connect(self._tell_done)
        self.worker.failed.connect(self._tell_failed)

    def make(self, kind: str, private_notes: bool) -> None:  # noqa: FBT001  # as the signal says it
        """Write the agenda as it is in the file now; texts that were just settled are waited for."""
        self._workshop.post("agenda", lambda _file: None, lambda _value: self._begin(kind, private_notes))

    def target(self, kind: str, *, private_notes: bool) -> Path:
        """Return where it goes: beside the workshop; one's own copy has a name of its own."""
        words = [self._workshop.record.details.title, _("agenda")]
        if private_notes:
            words.append(_("with private notes"))
        return self._workshop.path.parent / f"{safe_file_name(' '.join(words))}.{kind}"

    def close(self) -> None:
        """Stop what is under way and wait for it."""
        self.worker.cancel()
        self.worker.wait()

    def _begin(self, kind: str, private_notes: bool) -> None:  # noqa: FBT001
        target = self.target(kind, private_notes=private_notes)
        record, now = self._workshop.record, self._workshop.clock.read()
        ran = now if record.run_entries else None
        if self.worker.start(_printing(record, target, kind, ran, private_notes=private_notes)):
            self._target = target
            self._notices.take_away("agenda")

    def _tell_done(self, _log: object) -> None:
        target = self._target
        if target is None:
            return
        words = _("The agenda is written: “{name}”.").format(name=target.name)
        if _("with private notes") in target.name:
            words = _("Your copy of the agenda is written, with private notes: “{name}”.").format(
                name=target.name
            )
        folder = target.parent
        self._notices.tell("agenda", BannerKind.INFO, words, _("Show in folder"), lambda: open_path(folder))

    def _tell_failed(self, error: KnownError) -> None:
        if not self.worker.cancelled:
            self._notices.tell("agenda", BannerKind.WARN, trouble_words(error))


def _printing(
    record: WorkshopRecord,
    target: Path,
    kind: str,
    now: Reading | None,
    *,
    private_notes: bool,
) -> Work:
    def work(progress: Callable[[float, str], None], cancelled: Callable[[], bool]) -> object:
        from facilitator_app.exports import agenda_pdf, agenda_xlsx

        write = agenda_xlsx.write if kind == "xlsx" else agenda_pdf.write
        language = record.details.working_language or "en"
        return write(
            record,
            target,
            language=language,
            private_notes=private_notes,
            now=now,
            progress=progress,
            cancelled=cancelled,
        )

    return work
