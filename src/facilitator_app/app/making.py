"""New workshop files: from the form, from a data set, from a backup. Nothing here knows a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from facilitator_app.rules.text import safe_file_name
from facilitator_app.support.clock import Clock
from facilitator_app.support.durable_text import write_text
from facilitator_app.support.errors import CannotWriteError, KnownError
from facilitator_app.support.wording import _, ngettext_

if TYPE_CHECKING:
    from facilitator_app.content.catalogue import Content
    from facilitator_app.services.exchange.importing import ImportReport
    from facilitator_app.views.prepare.draft import WorkshopDraft

_SHOWN_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Maker:
    """What every new file needs: steps and courses, the clock, this computer's name, and a folder."""

    content: Content
    clock: Clock
    device: str
    folder: Callable[[], Path]

    def from_form(self, draft: WorkshopDraft) -> Path:
        """Make the workshop of the form. Raises KnownError."""
        from facilitator_app.services.planning import NewWorkshop, create_workshop

        wanted = NewWorkshop(
            course=draft.course,
            start=draft.start,
            title=draft.title,
            zone=draft.zone,
            place=draft.place,
            country=draft.country,
            host=draft.host,
            local_languages=draft.local_languages,
            language_mode=draft.language_mode,
            table_count=draft.table_count,
        )
        title = draft.title or self.content.course(draft.course).name
        path = free_path(self.folder(), f"{title} {draft.start.isoformat()}")
        file, _fits = create_workshop(
            path, wanted, content=self.content, clock=self.clock, device=self.device
        )
        file.close()
        return path

    def from_data_set(self, source: Path) -> tuple[Path, ImportReport]:
        """Make a workshop of a data set; return its path and what is to be told. Raises KnownError."""
        from facilitator_app.services.exchange.importing import import_data_set

        path = free_path(self.folder(), source.stem)
        report = import_data_set(source, path, content=self.content, clock=self.clock, device=self.device)
        return path, report

    def from_backup(self, path: Path) -> Path:
        """Restore the newest sound backup of `path` into a new file. Raises KnownError."""
        from facilitator_app.store import files

        found = next((one.path for one in files.list_backups(path) if files.check(one.path).sound), None)
        if found is None:
            raise KnownError(
                _("There is no backup of “{name}”.").format(name=path.name),
                _("Look for a copy on a stick or another computer."),
            )
        target = free_path(self._beside(path), f"{path.stem} {_('restored')}")
        files.restore(found, target, clock=self.clock, device=self.device).close()
        return target

    def from_damaged(self, path: Path) -> tuple[Path, str]:
        """Save what can be read of a damaged file into a new one; return it and what is to be told.

        Raises KnownError.
        """
        from facilitator_app.store.salvage import salvage

        target = free_path(self._beside(path), f"{path.stem} {_('saved')}")
        file, report = salvage(path, target, clock=self.clock, device=self.device)
        file.close()
        count = sum(report.saved.values())
        words = _(
            "What could be read of “{name}” is here: {count} entries. Look through it before you go on."
        )
        return target, words.format(name=path.name, count=count)

    def _beside(self, path: Path) -> Path:
        return path.parent if path.parent.is_dir() else self.folder()


def free_path(folder: Path, words: str) -> Path:
    """Return a path for a new workshop that does not exist yet, named after `words`."""
    name = safe_file_name(words)
    path = folder / f"{name}.workshop"
    number = 2
    while path.exists():
        path = folder / f"{name} {number}.workshop"
        number += 1
    return path


def told_lines(report: ImportReport) -> tuple[str, ...]:
    """Return what an import found, in sentences: what is wrong with single rows first."""
    return (*map(str, report.problems), *report.left_out, *report.notes)


def first_lines(lines: tuple[str, ...]) -> str:
    """Return the first sentences, and how many more there are."""
    rest = len(lines) - _SHOWN_LINES
    more = ngettext_("and {n} more line", "and {n} more lines", rest).format(n=rest) if rest > 0 else ""
    return "\n".join(filter(None, (*lines[:_SHOWN_LINES], more)))


def write_lines(path: Path, lines: tuple[str, ...]) -> Path:
    """Write sentences into a text file beside a workshop and return its path. Raises CannotWriteError."""
    target = path.with_name(f"{path.stem} {_('import')}.txt")
    if not write_text(target, "\n".join(lines) + "\n"):
        raise CannotWriteError(_("“{name}” cannot be written.").format(name=target.name))
    return target
