"""What the command line does: the services of the windows, one after the other, in plain words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from facilitator_app.records.enums import Edition, LanguageMode
from facilitator_app.records.problems import Problem
from facilitator_app.support import paths
from facilitator_app.support.clock import SystemClock
from facilitator_app.support.errors import ExitCode, KnownError
from facilitator_app.support.settings import Settings
from facilitator_app.support.wording import _, ngettext_

if TYPE_CHECKING:
    from facilitator_app.content.catalogue import Content
    from facilitator_app.records.roster import RosterPreview
    from facilitator_app.services.planning import DayFit
    from facilitator_app.store.workshop_file import WorkshopFile

Say = Callable[[str], None]
_FULL_BAR: Final = 100


def device() -> str:
    """Return the name of this computer in journals, made at the first use."""
    place = paths.settings_file()
    settings = Settings.load(place)
    if not place.exists():
        settings.save(place)
    return settings.device


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[WorkshopFile]:
    """Open a workshop file for one command and close it."""
    from facilitator_app.store.files import open_workshop

    file = open_workshop(path, clock=SystemClock(), device=device(), read_only=read_only)
    try:
        for warning in file.opened.warnings:
            print(warning, file=sys.stderr)  # noqa: T201  # beside the answer, not in it
        yield file
    finally:
        file.close()


def load_content() -> Content:
    """Load steps, courses and forms."""
    from facilitator_app.content.catalogue import load

    return load(paths.content())


@dataclass(frozen=True, slots=True)
class NewSpec:
    """What `new` was asked for."""

    course: str
    start: date
    title: str | None
    zone: str
    tables: int
    language_mode: LanguageMode


def wrong_in(spec: NewSpec) -> str:
    """Say what `new` was asked for that there is not: a course, a time zone; nothing where all is right."""
    from facilitator_app.services.fields import zone_of

    try:
        load_content().course(spec.course)
        zone_of(spec.zone)
    except KnownError as error:
        return str(error)
    return ""


def new(path: Path, spec: NewSpec, *, say: Say) -> None:
    """Make a workshop file of a course format and say whether it fits its days."""
    from facilitator_app.services.planning import NewWorkshop, create_workshop

    wanted = NewWorkshop(
        course=spec.course,
        start=spec.start,
        title=spec.title or "",
        zone=spec.zone,
        language_mode=spec.language_mode,
        table_count=spec.tables,
    )
    file, fits = create_workshop(path, wanted, content=load_content(), clock=SystemClock(), device=device())
    file.close()
    say(_("Made {path}.").format(path=path))
    for line in fit_words(fits):
        say(line)


def fit_words(fits: Iterable[DayFit]) -> list[str]:
    """Say, day by day, by how much a course does not fit; one sentence when it does."""
    lines: list[str] = []
    for fit in fits:
        if fit.over_minutes:
            words = _("Day {n} ends {minutes} min too late.")
            lines.append(words.format(n=fit.number, minutes=fit.over_minutes))
        for late in fit.late_anchors:
            words = _("Day {n}: “{title}” comes {minutes} min after {time}.")
            minutes = round(late.late_seconds / 60)
            lines.append(
                words.format(n=fit.number, title=late.title, minutes=minutes, time=f"{late.at:%H:%M}")
            )
    return [*lines, _("Shorten or move something.")] if lines else [_("Every day fits.")]


def take_in(source: Path, path: Path, *, dry_run: bool, workshop: str | None, say: Say) -> int:
    """Make a file from a data set, or add a roster's people to a file."""
    from facilitator_app.services.exchange.importing import is_data_set

    if not source.exists():
        raise KnownError(_("There is no {path}.").format(path=source), _("Check the name and try again."))
    if is_data_set(source):
        return _take_in_data_set(source, path, dry_run=dry_run, say=say)
    return _take_in_roster(source, path, dry_run=dry_run, workshop=workshop, say=say)


def _take_in_data_set(source: Path, path: Path, *, dry_run: bool, say: Say) -> int:
    from facilitator_app.services.exchange.importing import check_data_set, import_data_set

    if dry_run:
        report = check_data_set(source, content=load_content())
    else:
        report = import_data_set(source, path, content=load_content(), clock=SystemClock(), device=device())
    say(report.title)
    for noun, number in report.counts.items():
        say(f"  {number:5} {count_words(noun)}")
    for line in (*report.left_out, *report.notes):
        say(line)
    return _tell_problems(report.problems, dry_run=dry_run, say=say)


def count_words(noun: str) -> str:
    """Return what a number of a data set counts."""
    words = {
        "participants": _("people"),
        "tables": _("tables"),
        "clusters": _("clusters"),
        "segments": _("segments of the agenda"),
        "report_backs": _("report-backs"),
        "points": _("points"),
        "ratings": _("light ratings"),
        "actions": _("actions"),
        "parking_lot": _("parked questions"),
        "attendance": _("attendance marks"),
        "scores": _("scores"),
        "dots": _("dots"),
        "self_ratings": _("self-ratings"),
        "evaluations": _("evaluation forms"),
        "run_entries": _("timed stretches"),
        "seats": _("seats"),
        "roles": _("roles at tables"),
        "translations": _("translations"),
        "recoveries": _("applied recovery plans"),
        "guests": _("guest speakers"),
        "timers": _("timers"),
    }
    return words.get(noun, noun)


def _take_in_roster(source: Path, path: Path, *, dry_run: bool, workshop: str | None, say: Say) -> int:
    from facilitator_app.services.reading import read_workshop
    from facilitator_app.services.roster import guess_columns, import_roster, preview_roster, read_roster

    with opened(path, read_only=dry_run) as file:
        with file.read() as session:
            record = read_workshop(session, workshop)
        table = read_roster(source, record.details.local_languages)
        preview = preview_roster(record, table, guess_columns(table))
        for line in roster_words(preview):
            say(line)
        if not dry_run and preview.changes_anything:
            import_roster(file, record.details.id, preview)
    return _tell_problems(preview.problems, dry_run=dry_run, say=say)


def roster_words(preview: RosterPreview) -> list[str]:
    """Say what a roster brings: new, changed, gone, replaced."""
    new_people, changed = len(preview.new), len(preview.changed)
    lines = [
        ngettext_("{n} new person", "{n} new people", new_people).format(n=new_people),
        ngettext_("{n} person changed", "{n} people changed", changed).format(n=changed),
    ]
    lines += [f"  + {one.person.name}" for one in preview.new]
    for one in preview.changed:
        fields = "; ".join(f"{c.field}: {c.before or '–'} → {c.after or '–'}" for c in one.changes)
        lines.append(f"  ~ {one.person.name}: {fields}")
    for swap in preview.replaced:
        words = _("  {newcomer} takes the seat and the role of {gone}")
        lines.append(words.format(newcomer=swap.newcomer.person.name, gone=swap.gone.name))
    lines += [_("  {name} is no longer on the roster").format(name=person.name) for person in preview.gone]
    if preview.unused_columns:
        lines.append(_("Columns that were not used: {names}").format(names=", ".join(preview.unused_columns)))
    return lines


def _tell_problems(problems: Iterable[Problem], *, dry_run: bool, say: Say) -> int:
    found = tuple(problems)
    for problem in found:
        say(str(problem))
    if found:
        say(ngettext_("{n} problem.", "{n} problems.", len(found)).format(n=len(found)))
    return int(ExitCode.PROBLEMS_FOUND if dry_run and found else ExitCode.DONE)


def export(path: Path, target: Path, *, workshop: str | None, say: Say) -> None:
    """Write one workshop as a data set, folder or package."""
    from facilitator_app.services.exchange.exporting import export_data_set

    with opened(path, read_only=True) as file:
        names = export_data_set(file, target, now=SystemClock().read().wall, workshop=workshop)
    say(
        ngettext_("{n} file in {path}.", "{n} files in {path}.", len(names)).format(n=len(names), path=target)
    )


def report(path: Path, out: Path, *, edition: Edition, language: str, workshop: str | None, say: Say) -> None:
    """Write the session PDF."""
    from facilitator_app.exports import session_pdf
    from facilitator_app.services.reading import read_workshop
    from facilitator_app.support.wording import speak

    with opened(path, read_only=True) as file, file.read() as session:
        record = read_workshop(session, workshop)
    speak(language, paths.locale())
    progress = _bar if sys.stderr.isatty() else None
    log = session_pdf.write(record, out, edition=edition, language=language, progress=progress)
    say(ngettext_("{path}: {n} page.", "{path}: {n} pages.", log.pages).format(path=out, n=log.pages))
    for code_point, number in log.missing.items():
        words = _("No bundled font has {character}: it is printed as its code ({n} times).")
        say(words.format(character=code_point, n=number))


def _bar(share: float, what: str) -> None:
    done = round(share * _FULL_BAR)
    print(f"\r{done:3} % {what:40}", end="\n" if done >= _FULL_BAR else "", file=sys.stderr)  # noqa: T201


def tables(
    instance: Path, out: Path, *, seconds: float, seed: int | None, steps: int | None, say: Say
) -> None:
    """Seat an instance of the groups benchmark and say what the plan is worth."""
    from facilitator_app.services.seating import solve_instance

    score = solve_instance(instance, out, seconds=seconds, seed=seed, steps=steps)
    for name in (field.name for field in fields(score)):
        say(f"{name}: {getattr(score, name)}")


def search(path: Path, text: str, *, say: Say) -> None:
    """Print every place of a file that holds a text."""
    from facilitator_app.services.searching import search as find

    with opened(path, read_only=True) as file, file.read() as session:
        hits = find(session, text)
    for hit in hits:
        say(f"{hit.place}: {hit.text}")
    say(ngettext_("{n} place.", "{n} places.", len(hits)).format(n=len(hits)))


def check(path: Path, *, say: Say) -> int:
    """Check a file's integrity, hash chain and schema."""
    from facilitator_app.store import files

    found = files.check(path)
    for finding in found.findings:
        say(finding)
    if found.sound:
        words = _("Sound: {rows} rows, {entries} journal entries, schema {schema}.")
        say(words.format(rows=found.rows, entries=found.entries, schema=found.schema_number))
    return int(ExitCode.DONE if found.sound else ExitCode.PROBLEMS_FOUND)
