"""The command line: the same services as the windows, for people who type and for scripts."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from facilitator_app import __version__
from facilitator_app.exports.files import Paper
from facilitator_app.records.enums import Edition, LanguageMode, Sheet
from facilitator_app.support.errors import ExitCode, KnownError
from facilitator_app.support.wording import _

HELP: Final = """Facilitator: plan, run, capture and report a cluster development workshop, offline.

With a FILE (or nothing) the program opens its windows; the commands below work without any window.

Exit codes: 0 done (what was wrong with single rows is printed all the same), 1 problems found by check
or --dry-run, 2 wrong use, 3 cannot open or refused, 4 cannot write."""

app = typer.Typer(
    name="facilitator-app",
    help=HELP,
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A workshop file (*.workshop).")]
WorkshopOption = Annotated[
    str | None,
    typer.Option("--workshop", metavar="ID", help="Which workshop, where the file holds several."),
]


def main(arguments: list[str] | None = None) -> int:
    """Run the program with `arguments` (default: those of the process) and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    if not words or (words[0] not in commands() and not words[0].startswith("-")):
        words.insert(0, "open")
    try:
        app(words, prog_name="facilitator-app")
    except KnownError as error:
        print(error, file=sys.stderr)  # noqa: T201  # the command line speaks by printing
        return int(error.code)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(ExitCode.DONE)
    return int(ExitCode.DONE)


def commands() -> frozenset[str]:
    """Return the words that are commands; any other first word is a FILE."""
    return frozenset(command.name or "" for command in app.registered_commands)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _version(wanted: bool) -> None:  # noqa: FBT001  # typer's callback shape
    if wanted:
        typer.echo(f"facilitator-app {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    """Hold the options that stand before a command."""
    del version


@app.command("open", hidden=True)
def open_command(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
) -> None:
    """Open the windows, with FILE or with the library."""
    from facilitator_app.app.start import run

    raise typer.Exit(run(file))


@app.command("new")
def new_command(
    file: FileArgument,
    course: Annotated[str, typer.Option(help="half_day, one_day, two_day, three_day or five_day.")],
    start: Annotated[str, typer.Option(metavar="DATE", help="First day, such as 2027-03-02.")],
    title: Annotated[str | None, typer.Option(help="Title; the course's name if left out.")] = None,
    zone: Annotated[str, typer.Option(help="IANA time zone, such as Europe/Vilnius.")] = "UTC",
    tables: Annotated[int, typer.Option(min=2, max=12, help="Number of tables.")] = 5,
    language_mode: Annotated[
        LanguageMode, typer.Option(help="How the room is interpreted; it costs minutes.")
    ] = LanguageMode.NONE,
) -> None:
    """Make a new workshop file from a course format and say whether it fits its days."""
    from facilitator_app.app import desk_less

    spec = desk_less.NewSpec(course, _date(start), title, zone, tables, language_mode)
    wrong = desk_less.wrong_in(spec)
    if wrong:
        raise typer.BadParameter(wrong)
    desk_less.new(file, spec, say=typer.echo)


@app.command("import")
def import_command(
    source: Annotated[Path, typer.Argument(help="A data set (folder or .zip), or a roster (.xlsx, .csv).")],
    file: FileArgument,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the preview and every problem; change nothing.")
    ] = False,
    workshop: WorkshopOption = None,
) -> None:
    """Make FILE from a data set, or add a roster's people to FILE."""
    from facilitator_app.app import desk_less

    raise typer.Exit(desk_less.take_in(source, file, dry_run=dry_run, workshop=workshop, say=typer.echo))


@app.command("export")
def export_command(
    file: FileArgument,
    target: Annotated[Path, typer.Argument(help="A folder, or a name that ends in .zip.")],
    workshop: WorkshopOption = None,
) -> None:
    """Write the workshop as a data set that imports again to an equal workshop."""
    from facilitator_app.app import desk_less

    desk_less.export(file, target, workshop=workshop, say=typer.echo)


@app.command("report")
def report_command(
    file: FileArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT.pdf", help="The PDF to write.")],
    edition: Annotated[Edition, typer.Option(help="For whom.")] = Edition.FULL,
    language: Annotated[str, typer.Option(metavar="CODE", help="Language of headings and dates.")] = "en",
    workshop: WorkshopOption = None,
) -> None:
    """Write the session PDF."""
    from facilitator_app.app import desk_less

    desk_less.report(file, out, edition=edition, language=language, workshop=workshop, say=typer.echo)


class SheetName(StrEnum):
    """The sheets of `cards` as they are typed."""

    TABLE_CARDS = "table-cards"
    PLACE_CARDS = "place-cards"
    WALL_LIST = "wall-list"


@app.command("cards")
def cards_command(
    file: FileArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT.pdf", help="The PDF to write.")],
    sheet: Annotated[SheetName | None, typer.Option(help="One sheet; all three if left out.")] = None,
    of_round: Annotated[
        str | None,
        typer.Option("--round", metavar="CODE", help="Table cards and wall list of this round alone."),
    ] = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only what is new since it was last printed.")
    ] = False,
    paper: Annotated[
        Paper | None, typer.Option(help="The sheet in the printer; the country's usual one if left out.")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Language of the words; the working language if left out."),
    ] = None,
    workshop: WorkshopOption = None,
) -> None:
    """Write table cards, place cards and the wall list, and note in FILE what was printed."""
    from facilitator_app.app import cards_desk

    if sheet is SheetName.PLACE_CARDS and of_round is not None:
        raise typer.BadParameter(_("A place card has every round on it: leave --round out."))
    chosen = Sheet[sheet.name] if sheet else None
    ask = cards_desk.CardsAsk(chosen, of_round, changed, paper, language)
    cards_desk.cards(file, out, ask, workshop=workshop, say=typer.echo)


@app.command("tables")
def tables_command(
    instance: Annotated[Path, typer.Argument(metavar="INSTANCE.json", help="groups-benchmark/1.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="PLAN.json", help="The plan to write.")],
    seconds: Annotated[float, typer.Option(min=0.05, help="At most so long.")] = 5.0,
    seed: Annotated[
        int | None,
        typer.Option(help="The same seed and steps give the same plan; the instance's own if left out."),
    ] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="Stop after so many search steps.")] = None,
) -> None:
    """Seat an instance of the groups benchmark."""
    from facilitator_app.app import desk_less

    desk_less.tables(instance, out, seconds=seconds, seed=seed, steps=steps, say=typer.echo)


@app.command("search")
def search_command(
    file: FileArgument,
    text: Annotated[str, typer.Argument(help="What to look for, in any script; accents do not matter.")],
) -> None:
    """Print every place of the workshop that holds TEXT."""
    from facilitator_app.app import desk_less

    desk_less.search(file, text, say=typer.echo)


@app.command("check")
def check_command(file: FileArgument) -> None:
    """Check a file's integrity, hash chain and schema; nothing is written."""
    from facilitator_app.app import desk_less

    raise typer.Exit(desk_less.check(file, say=typer.echo))


@app.command("agenda")
def agenda_command(
    file: FileArgument,
    now: Annotated[
        str | None,
        typer.Option(
            metavar="LOCAL",
            help="At which moment, such as 2027-03-02T10:05, in the workshop's time zone; what was logged "
            "after it is ignored. Left out: now, where the workshop has begun or is held today, else the "
            "plan alone.",
        ),
    ] = None,
    late: Annotated[
        int | None,
        typer.Option(
            metavar="MIN",
            min=0,
            max=24 * 60,
            help="What if: what runs at that moment ends so many minutes later than planned. A workshop "
            "not yet started is taken to have kept its plan until then.",
        ),
    ] = None,
    language_mode: Annotated[
        LanguageMode | None, typer.Option(help="What if: the room is interpreted like this.")
    ] = None,
    tables: Annotated[
        int | None, typer.Option(min=1, max=60, help="What if: there are so many tables.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts: JSON instead of tables.")] = False,
    workshop: WorkshopOption = None,
) -> None:
    """Print the agenda as it goes, and what could be done where something would slip.

    Nothing is written: every option is a what-if. Times are local to the workshop's time zone.
    """
    from facilitator_app.app import agenda_desk

    ask = agenda_desk.AgendaAsk(now, late, language_mode, tables, as_json)
    agenda_desk.agenda(file, ask, workshop=workshop, say=typer.echo)


@app.command("rehearse")
def rehearse_command(
    rehearsal: Annotated[str, typer.Argument(help="kaunas, sharjah or a folder.")] = "kaunas",
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Where PDF and screenshots go.")] = None,
    speed: Annotated[
        float, typer.Option(min=0, help="Workshop seconds a second; 0 is as fast as the machine.")
    ] = 0.0,
) -> None:
    """Play a whole workshop through the real windows; it leaves no trace in the library."""
    from facilitator_app.app.rehearsal import rehearse

    raise typer.Exit(rehearse(rehearsal, out, speed=speed, say=typer.echo))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(_("A date looks like 2027-03-02.")) from None
