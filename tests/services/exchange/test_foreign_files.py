"""Other people's files: any usual encoding and separator is read, and nothing hostile gets in."""

from __future__ import annotations

import io
import resource
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.services.exchange.encodings import decode
from facilitator_app.services.exchange.layout import is_known_file
from facilitator_app.services.exchange.packages import open_bundle
from facilitator_app.services.exchange.sheets import (
    read_sheet,
    require_defused,
    sheet_from_bytes,
    sheet_from_text,
)
from facilitator_app.support.errors import KnownError

ROSTERS = [
    ("lt", "cp1257", "Vardas;Pavardė\nRasa;Vėtrungė\nŽydrė;Šakalytė"),
    ("lv", "cp1257", "Vārds;Uzvārds\nJānis;Bērziņš\nĶēniņš;Līga"),
    ("et", "cp1257", "Nimi;Küla\nÕnne;Mägi\nŠveits;Žanna"),
    ("pl", "cp1250", "Imię;Nazwisko\nŁukasz;Gęślą\nŻaneta;Wójcik"),
    ("cs", "cp1250", "Jméno;Příjmení\nJiří;Dvořák\nVěra;Šťastná"),
    ("de", "cp1252", "Vorname;Straße\nJürgen;Müller\nGrößer;Käse"),
    ("fr", "cp1252", "Prénom;Société\nFrançois;Hélène\nZoë;Où"),
    ("es", "cp1252", "Nombre;Organización\nMuñoz;José"),
    ("sv", "cp1252", "Förnamn;Åsa\nBjörn;Sjöberg"),
    ("tr", "cp1254", "Adı;Şirket\nİbrahim;Çağlar\nGüneş;Öğütçü"),
    ("ru", "cp1251", "Имя;Фамилия\nМария;Соколова\nЮрий;Объедков"),
    ("el", "cp1253", "Όνομα;Επώνυμο\nΓιώργος;Παπαδόπουλος"),
    ("ar", "cp1256", "الاسم;المنظمة\nنورة السويحلي;هيئة التنمية\nخالد;شركة التمور"),
    ("th", "cp874", "ชื่อ;องค์กร\nสมชาย;มหาวิทยาลัย\nน้ำ;บริษัท"),
    ("zh", "gb18030", "姓名;公司\n王小明;产业\n李四;大学"),
    ("ko", "cp949", "이름;회사\n김철수;대학교"),
]
SCRIPTS = ["Rasa Vėtrungė", "ნინო", "নাসরিন", "ស្រីមុំ", "王小明", "نورة", "😀"]


@pytest.mark.parametrize(("language", "encoding", "text"), ROSTERS, ids=[case[0] for case in ROSTERS])
@pytest.mark.parametrize("told", [True, False], ids=["language known", "language unknown"])
def test_a_code_page_is_recognised_by_its_spelling(
    language: str, encoding: str, text: str, *, told: bool
) -> None:
    read, _encoding = decode(text.encode(encoding), "roster.csv", (language,) if told else ())
    assert read == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_unicode_is_read_with_and_without_a_mark_and_in_any_separator(encoding: str, separator: str) -> None:
    lines = [separator.join(("name", "organisation")), *(separator.join((name, "A")) for name in SCRIPTS)]
    sheet = sheet_from_bytes("\r\n".join(lines).encode(encoding), "roster.csv")
    assert sheet.heading == ("name", "organisation")
    assert [row.cells[0] for row in sheet.rows] == SCRIPTS


def test_cells_of_several_lines_count_as_one_row_and_quotes_are_kept() -> None:
    sheet = sheet_from_text('name;notes\nAnna;"two\nlines; and ""quotes"""\n;;\nBea;x', "roster.csv")
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ("Anna", 'two\nlines; and "quotes"')),
        (4, ("Bea", "x")),
    ]


def test_the_separator_that_excel_writes_in_its_first_line_is_obeyed() -> None:
    sheet = sheet_from_text("sep=;\nname;a,b\nAnna;1,5", "roster.csv")
    assert sheet.heading == ("name", "a,b")
    assert sheet.rows[0].number == 3


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=2, max_size=4)))
def test_no_text_makes_the_reader_fail_other_than_in_words(rows: list[list[str]]) -> None:
    text = "\n".join(";".join(row) for row in rows)
    try:
        sheet = sheet_from_text(text, "any.csv")
    except KnownError:
        return
    assert all(len(row.cells) == max(1, len(sheet.heading)) for row in sheet.rows)


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail_other_than_in_words(raw: bytes) -> None:
    try:
        sheet = sheet_from_bytes(raw, "any.csv")
    except KnownError:
        return
    assert sheet.heading or sheet.rows == ()


def test_a_workbook_gives_texts_numbers_and_dates_as_people_see_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([None, None, None, None])
    sheet.append(["Name", "Table", "Level", "Consent"])
    sheet.append(["Rasa", 3, 2.5, True])
    sheet.append(["ნინო", "=1+1", None, False])
    book.create_sheet("Second").append(["never read"])
    book.save(tmp_path / "roster.xlsx")
    read = read_sheet(tmp_path / "roster.xlsx")
    assert read.heading == ("Name", "Table", "Level", "Consent")
    assert [(row.number, row.cells) for row in read.rows] == [
        (3, ("Rasa", "3", "2.5", "True")),
        (4, ("ნინო", "", "", "False")),
    ]


def test_workbooks_are_read_through_defusedxml() -> None:
    require_defused()


def xlsx(sheet: bytes) -> bytes:
    """Return a minimal workbook whose one sheet is `sheet`."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sml = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sml}.sheet.main+xml"/>'
        f'<Override PartName="/xl/s.xml" ContentType="{sml}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="s.xml"/></Relationships>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        archive.writestr("xl/s.xml", sheet)
    return out.getvalue()


def entity_bomb() -> bytes:
    lines = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 8))
    return xlsx(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY b0 "lol">{lines}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c t="inlineStr"><is><t>&b7;</t></is></c></row></sheetData></worksheet>'.encode()
    )


def zip_of(*entries: tuple[str, bytes], attributes: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = attributes
            archive.writestr(entry, raw)
    return out.getvalue()


def lying_size() -> bytes:
    """Return a zip whose table of contents calls 40 MiB ten bytes."""
    raw = bytearray(zip_of(("workshop.json", b" " * (40 * 2**20))))
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(raw)


JSON = ("workshop.json", b'{"workshop": {}}')
PACKAGES: dict[str, Callable[[], bytes]] = {
    "200 MiB in 204 KB": lambda: zip_of(("workshop.json", b"\0" * (200 * 2**20))),
    "40 MiB of spaces": lambda: zip_of(("workshop.json", b" " * (40 * 2**20))),
    "a lying table of contents": lying_size,
    "501 files": lambda: zip_of(*((f"f{n}.csv", b"") for n in range(501))),
    "a way out": lambda: zip_of(JSON, ("../../evil.csv", b"")),
    "an absolute path": lambda: zip_of(JSON, ("/etc/evil.csv", b"")),
    "a Windows path": lambda: zip_of(JSON, ("C:\\x.csv", b"")),
    "a device": lambda: zip_of(JSON, ("CON:", b"")),
    "a backslash": lambda: zip_of(JSON, ("..\\evil.csv", b"")),
    "a link": lambda: zip_of(("workshop.json", b"/etc/passwd"), attributes=0o120777 << 16),
    "the same name twice": lambda: zip_of(JSON, ("WORKSHOP.json", b"")),
    "no zip at all": lambda: b"PK\x03\x04 rubbish",
    "a cut zip": lambda: zip_of(JSON)[:-30],
    "an entity bomb": entity_bomb,
}


@pytest.mark.parametrize("make", PACKAGES.values(), ids=PACKAGES)
def test_a_hostile_package_is_refused_in_words_before_it_unpacks(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    package = tmp_path / "package.zip"
    package.write_bytes(make())
    before = sorted(tmp_path.parent.rglob("*"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if make is entity_bomb:
        with pytest.raises(KnownError, match="XML entities") as refused:
            read_sheet(package)
    else:
        with pytest.raises(KnownError, match=r"package\.zip") as refused:
            open_bundle(package, is_known_file)
    assert refused.value.what_to_do
    assert sorted(tmp_path.parent.rglob("*")) == before
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / (
        1024 if sys.platform == "linux" else 2**20
    )
    assert grown < 200


def test_what_is_no_part_of_the_layout_is_named_and_not_read(tmp_path: Path) -> None:
    package = tmp_path / "p.zip"
    package.write_bytes(
        zip_of(JSON, ("CON.txt", b"x"), ("__MACOSX/._a", b"x"), ("deep/er/participants.csv", b"x"))
    )
    bundle = open_bundle(package, is_known_file)
    assert set(bundle.files) == {"workshop.json"}
    assert bundle.left_out == ("CON.txt", "deep/er/participants.csv")


REFUSED_SHEETS: dict[str, bytes] = {
    "an old Excel file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "a picture": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)) * 20,
    "nothing": b"",
    "blank lines": b"\n\n ; ;\n",
    "a cell without end": b'name\n"' + b"x" * 200_000,
    "400 columns and more": b";".join(b"c" for _n in range(500)) + b"\n1",
    "too many rows": b"name\n" + b"a\n" * 60_000,
    "17 MiB": b"name\n" + b"a" * (17 * 2**20),
    "half a character": b"\xff\xfen\x00a\x00\x00",
    "a zip that is no workbook": zip_of(JSON),
    "a workbook of rubbish": xlsx(b"<worksheet><sheetData><row><c t='s'><v>99</v></c></row></sheetData>"),
}


@pytest.mark.parametrize("raw", REFUSED_SHEETS.values(), ids=REFUSED_SHEETS)
def test_what_is_no_roster_is_refused_in_words(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(raw)
    with pytest.raises(KnownError) as refused:
        read_sheet(path)
    assert refused.value.what_to_do


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"gone\.csv"):
        read_sheet(tmp_path / "gone.csv")
    with pytest.raises(KnownError, match="gone"):
        open_bundle(tmp_path / "gone", is_known_file)
