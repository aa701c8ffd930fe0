"""Rosters: guessed columns, a preview that says what would change, one command that does it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import Desk, Noun
from facilitator_app.records.people import Participant
from facilitator_app.records.roster import ReplacedBecause, RosterField, RosterPreview
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.exchange.importing import import_data_set
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.roster import guess_columns, import_roster, preview_roster, read_roster
from facilitator_app.services.roster.languages import read_country, read_languages, read_level, read_yes
from facilitator_app.store import files
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import KnownError

ROSTER = paths.rehearsals() / "kaunas_2day" / "participants.csv"


class Kaunas:
    """The imported Kaunas workshop, open, and rosters to lay beside it."""

    def __init__(self, file: WorkshopFile) -> None:
        self.file = file
        self.rows = list(csv.DictReader(StringIO(ROSTER.read_text("utf-8-sig"))))

    def record(self) -> WorkshopRecord:
        """Read the workshop again."""
        with self.file.read() as session:
            return read_workshop(session)

    def preview(self, rows: list[dict[str, str]] | None = None) -> RosterPreview:
        """Preview a roster of these rows (default: the host's own)."""
        out = StringIO()
        kept = self.rows if rows is None else rows
        headings = list(dict.fromkeys(name for row in kept for name in row))
        writer = csv.DictWriter(out, headings, restval="")
        writer.writeheader()
        writer.writerows(kept)
        table = read_roster(out.getvalue())
        return preview_roster(self.record(), table, guess_columns(table))

    def take_in(self, preview: RosterPreview, *, take_out_gone: bool = False) -> None:
        """Apply a preview."""
        import_roster(self.file, self.record().details.id, preview, take_out_gone=take_out_gone)

    def person(self, name: str) -> Participant:
        """Return the person of this name."""
        return next(one for one in self.record().participants if one.name == name)


@pytest.fixture
def kaunas(tmp_path: Path, content: Content, clock: FakeClock) -> Iterator[Kaunas]:
    path = tmp_path / "k.workshop"
    source = paths.rehearsals() / "kaunas_2day"
    import_data_set(source, path, content=content, clock=clock, device="test-laptop")
    with files.open_workshop(path, clock=clock, device="test-laptop") as file:
        yield Kaunas(file)


@pytest.fixture
def sharjah(tmp_path: Path, content: Content, clock: FakeClock) -> Iterator[Kaunas]:
    """A workshop that nobody has run yet."""
    path = tmp_path / "s.workshop"
    source = paths.rehearsals() / "sharjah_1day"
    import_data_set(source, path, content=content, clock=clock, device="test-laptop")
    with files.open_workshop(path, clock=clock, device="test-laptop") as file:
        desk = Kaunas(file)
        roster = (source / "participants.csv").read_text("utf-8-sig")
        desk.rows = list(csv.DictReader(StringIO(roster)))
        yield desk


HEADINGS = [
    ("en", "First name,Surname,Organisation,Position,Country,Languages,English level,E-mail",
     ["given_name", "family_name", "organisation", "role_title", "country", "languages",
      "english_level", "email"]),
    ("en short", "Name;Company;E-mail address;Notes", ["name", "organisation", "email", "notes"]),
    ("en name beside surname", "Name;Surname;Company", ["given_name", "family_name", "organisation"]),
    ("lt", "Nr.;Vardas;Pavardė;Įmonė;Pareigos;Šalis;Kalbos;Anglų k.;El. paštas",
     ["id", "given_name", "family_name", "organisation", "role_title", "country", "languages",
      "english_level", "email"]),
    ("pl", "Imię i nazwisko;Firma;Stanowisko;Kraj;Języki;Poziom angielskiego",
     ["name", "organisation", "role_title", "country", "languages", "english_level"]),
    ("lv", "Vārds;Uzvārds;Uzņēmums;Amats;Valsts;Valodas;E-pasts",
     ["given_name", "family_name", "organisation", "role_title", "country", "languages", "email"]),
    ("de", "Vorname;Nachname;Unternehmen;Funktion;Land;Sprachen;Bemerkungen",
     ["given_name", "family_name", "organisation", "role_title", "country", "languages", "notes"]),
    ("fr", "Prénom;Nom;Société;Fonction;Pays;Langues;Courriel",
     ["given_name", "family_name", "organisation", "role_title", "country", "languages", "email"]),
    ("es", "Nombre;Apellidos;Empresa;Cargo;País;Idiomas;Correo electrónico",
     ["given_name", "family_name", "organisation", "role_title", "country", "languages", "email"]),
    ("ru", "Имя;Фамилия;Организация;Должность;Страна;Языки;Почта",
     ["given_name", "family_name", "organisation", "role_title", "country", "languages", "email"]),
    ("ar", "الاسم الكامل;المؤسسة;المنصب;الدولة;اللغات;البريد الإلكتروني",
     ["name", "organisation", "role_title", "country", "languages", "email"]),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "meant"), [case[1:] for case in HEADINGS], ids=[c[0] for c in HEADINGS])
def test_headings_of_many_languages_are_understood(heading: str, meant: list[str]) -> None:
    table = read_roster(f"{heading}\n")
    assert [str(field) for field in guess_columns(table)] == meant


def test_an_address_column_is_found_without_a_heading_that_says_so() -> None:
    table = read_roster("Name\tReach me\nAnna\tanna@a.example\nBea\tbea@b.example")
    assert guess_columns(table) == {RosterField.NAME: 0, RosterField.EMAIL: 1}


LANGUAGES = [
    ("lt;en", ["lt", "en"], ""),
    ("lt, en", ["lt", "en"], ""),
    ("LT / EN", ["lt", "en"], ""),
    ("Lithuanian and English (B2)", ["lt", "en"], "B2"),
    ("lietuvių, anglų k., rusų", ["lt", "en", "ru"], ""),
    ("język polski i angielski", ["pl", "en"], ""),
    ("latviešu, angļu B1", ["lv", "en"], "B1"),
    ("Deutsch und Englisch C1", ["de", "en"], "C1"),
    ("français et anglais", ["fr", "en"], ""),
    ("español y inglés", ["es", "en"], ""),
    ("Русский, английский", ["ru", "en"], ""),
    ("العربية والإنجليزية", ["ar", "en"], ""),
    ("ภาษาไทย", ["th"], ""),
    ("ქართული", ["ka"], ""),
    ("pt-BR;zh-Hans", ["pt-BR", "zh-Hans"], ""),
]


@pytest.mark.parametrize(("text", "tags", "level"), LANGUAGES)
def test_languages_are_read_as_codes_and_as_names(text: str, tags: list[str], level: str) -> None:
    assert read_languages(text) == (tags, level, [])


def test_an_unknown_language_is_named_and_a_known_one_beside_it_kept() -> None:
    assert read_languages("lt; Klingonsky") == (["lt"], "", ["Klingonsky"])


def test_levels_countries_and_consents_are_read_as_people_write_them() -> None:
    assert [read_level(text) for text in ("b2 ", "B2 (upper)", "fluent", "", "so-so")] == [
        "B2",
        "B2",
        "C1",
        "",
        None,
    ]
    assert [read_country(text) for text in ("Lietuva", "lv", "Polska", "Narnia")] == [
        "LT",
        "LV",
        "PL",
        "Narnia",
    ]
    assert [read_yes(text) for text in ("Taip", "x", "нет", "", "perhaps")] == [
        True,
        True,
        False,
        False,
        None,
    ]


def test_the_same_roster_changes_nothing(kaunas: Kaunas) -> None:
    preview = kaunas.preview()
    assert not preview.changes_anything
    assert (preview.unchanged, preview.problems, preview.unused_columns) == (28, (), ())


def test_new_changed_and_gone_are_told_apart(kaunas: Kaunas) -> None:
    rows = [dict(row) for row in kaunas.rows]
    rows[0]["english_level"] = "C2"
    rows[0]["organisation"] = ""
    gone = rows.pop(27)
    rows.append(
        {"id": "K40", "given_name": "Ieva", "family_name": "Nauja", "organisation": "New (fictional)"}
    )
    preview = kaunas.preview(rows)
    assert [(one.row, one.person.name) for one in preview.new] == [(29, "Ieva Nauja")]
    (change,) = preview.changed
    assert [(c.field, c.before, c.after) for c in change.changes] == [(RosterField.ENGLISH_LEVEL, "C1", "C2")]
    assert [person.code for person in preview.gone] == [gone["id"]]
    assert preview.unchanged == 26


def test_a_substitute_inherits_seat_and_role(sharjah: Kaunas) -> None:
    record = sharjah.record()
    rows = [dict(row) for row in sharjah.rows]
    before = {
        (seat.segment_id, seat.table_id)
        for seat in record.seats
        if seat.participant_id == record.participants[0].id
    }
    rows[0] |= {"given_name": "Aisha", "family_name": "Al Nuaimi", "native_name": "عائشة النعيمي"}
    preview = sharjah.preview(rows)
    (swap,) = preview.replaced
    assert (swap.gone.code, swap.because) == ("S01", ReplacedBecause.SAME_ID)
    sharjah.take_in(preview)
    after = sharjah.record()
    newcomer = sharjah.person("Aisha Al Nuaimi")
    assert {(s.segment_id, s.table_id) for s in after.seats if s.participant_id == newcomer.id} == before
    noura = next(person for person in after.participants if person.given_name == "Noura")
    assert noura.withdrawn
    assert noura.replaced_by_id == newcomer.id
    assert not [seat for seat in after.seats if seat.participant_id == noura.id]
    assert len(after.seats) == len(record.seats)


JONAS = {"id": "", "given_name": "Jonas", "family_name": "Kitas"}
SAME_FIRM = JONAS | {"organisation": "UAB Žaliasis Katilas (fictional)"}
REASONS = [
    (JONAS | {"replaces": "K02"}, ReplacedBecause.ROSTER_SAYS_SO),
    (JONAS | {"replaces": "Pilkauskis Mindaugas"}, ReplacedBecause.ROSTER_SAYS_SO),
    (SAME_FIRM | {"role_title": "Managing director"}, ReplacedBecause.SAME_ORGANISATION_AND_ROLE),
    (SAME_FIRM | {"table": "1", "seat": "2"}, ReplacedBecause.SAME_ORGANISATION_AND_SEAT),
    (SAME_FIRM, ReplacedBecause.ONLY_ONE_OF_ORGANISATION),
]


@pytest.mark.parametrize(("row", "because"), REASONS)
def test_the_reason_of_a_replacement_is_said(
    kaunas: Kaunas, row: dict[str, str], because: ReplacedBecause
) -> None:
    rows = [dict(one) for one in kaunas.rows if one["id"] != "K02"]
    preview = kaunas.preview([*rows, row])
    (swap,) = preview.replaced
    assert (swap.gone.code, swap.newcomer.person.name, swap.because) == ("K02", "Jonas Kitas", because)
    assert (preview.new, preview.gone) == ((), ())


def test_what_was_played_keeps_the_people_who_were_there(kaunas: Kaunas) -> None:
    rows = [dict(one) for one in kaunas.rows]
    rows[0] |= {"given_name": "Jonas", "family_name": "Kitas", "display_name": "Jonas Kitas", "email": ""}
    kaunas.take_in(kaunas.preview(rows))
    record = kaunas.record()
    played = {entry.position.segment_id for entry in record.run_entries}
    rasa = kaunas.person("Rasa Vėtrungė")
    seats = [seat.segment_id for seat in record.seats if seat.participant_id == rasa.id]
    assert set(seats) <= played
    assert seats


def test_taking_in_is_one_step_that_can_be_undone(sharjah: Kaunas) -> None:
    before = sharjah.record()
    rows = [dict(row) for row in sharjah.rows][:20]
    rows[3]["role_title"] = "Director"
    rows.append({"id": "X1", "given_name": "Omar", "family_name": "New", "table": "2"})
    sharjah.take_in(sharjah.preview(rows), take_out_gone=True)
    after = sharjah.record()
    assert len(after.participants) == 27
    assert sum(person.withdrawn for person in after.participants) == 6
    omar = sharjah.person("Omar New")
    rounds = [segment for segment in after.agenda.segments() if segment.has_table_work]
    assert len([seat for seat in after.seats if seat.participant_id == omar.id]) == len(rounds)
    sharjah.file.undo(Desk.PREPARE)
    assert sharjah.record() == before


def test_people_who_are_gone_stay_unless_they_are_taken_out(sharjah: Kaunas) -> None:
    sharjah.take_in(sharjah.preview(sharjah.rows[:20]))
    assert not any(person.withdrawn for person in sharjah.record().participants)


def test_three_bad_rows_are_named_by_row_and_column(kaunas: Kaunas) -> None:
    rows = [dict(row) for row in kaunas.rows]
    rows[4]["email"] = "egle at example"
    rows[9]["english_level"] = "so-so"
    rows += [{"organisation": "Nobody Ltd"}, dict(rows[0])]
    preview = kaunas.preview(rows)
    assert [(p.row, p.column) for p in preview.problems] == [
        (6, "email"), (11, "english_level"), (30, "display_name"), (31, "id"),
    ]  # fmt: skip
    assert all(problem.wrong and problem.expected for problem in preview.problems)
    assert preview.kept_out == (30, 31)
    assert preview.unchanged == 28


def test_somebody_in_a_bad_row_is_not_called_gone(kaunas: Kaunas) -> None:
    rows = [dict(row) for row in kaunas.rows]
    for name in ("given_name", "family_name", "display_name"):
        rows[5][name] = ""
    preview = kaunas.preview(rows)
    assert preview.kept_out == (7,)
    assert preview.gone == ()


def test_a_roster_without_names_is_refused(kaunas: Kaunas) -> None:
    with pytest.raises(KnownError, match="names of the people"):
        kaunas.preview([{"organisation": "A", "country": "LT"}])


def test_a_messy_lithuanian_spreadsheet_becomes_people(kaunas: Kaunas, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([])
    sheet.append(["Eil. nr.", "Vardas, pavardė", "Įstaiga", "Kalbos", "El. paštas", "Stalo nr.", "Pietūs"])
    sheet.append(
        [1, "Jonas  Jonaitis", "UAB „Ąžuolas“", "lietuvių, anglų (B2)", "jonas@a.example", "3 stalas", "taip"]
    )
    sheet.append([2, "Petraitė, Ona", "VšĮ Upė", "lt", None, 99, None])
    book.save(tmp_path / "sąrašas.xlsx")
    table = read_roster(tmp_path / "sąrašas.xlsx", ("lt",))
    preview = preview_roster(kaunas.record(), table, guess_columns(table))
    jonas, ona = (one.person for one in preview.new)
    assert (jonas.given_name, jonas.family_name, jonas.languages, jonas.english_level) == (
        "Jonas", "Jonaitis", ("lt", "en"), "B2",
    )  # fmt: skip
    assert (ona.given_name, ona.family_name) == ("Ona", "Petraitė")
    assert [one.table for one in preview.new] == [3, None]
    assert [(p.row, p.column) for p in preview.problems] == [(4, "Stalo nr.")]
    assert "Pietūs" in preview.unused_columns
    kaunas.take_in(preview)
    assert kaunas.person("Jonas Jonaitis").organisation == "UAB „Ąžuolas“"


def test_changes_say_which_nouns_to_show_again(sharjah: Kaunas) -> None:
    rows = [dict(row) for row in sharjah.rows]
    rows[0]["role_title"] = "Director"
    preview = sharjah.preview(rows)
    changes = import_roster(sharjah.file, sharjah.record().details.id, preview)
    assert changes.nouns == {Noun.PARTICIPANT}


names = st.text(
    st.characters(categories=("L", "M", "Nd"), include_characters=" '-’."), min_size=1, max_size=30
)


@given(st.lists(st.tuples(names, names, names), max_size=8), st.sampled_from(";,\t"))
def test_any_roster_is_previewed_and_every_row_accounted_for(
    people: list[tuple[str, str, str]], separator: str
) -> None:
    from tests.builders import sharjah as fictional  # noqa: PLC0415 - read once, when needed

    out = StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(["Given name", "Family name", "Organisation"])
    writer.writerows(people)
    table = read_roster(out.getvalue())
    preview = preview_roster(fictional(), table, guess_columns(table))
    accounted = [one.row for one in preview.new] + [one.row for one in preview.changed]
    accounted += [one.newcomer.row for one in preview.replaced]
    assert sorted([*accounted, *preview.kept_out]) == sorted(row.number for row in table.rows)
