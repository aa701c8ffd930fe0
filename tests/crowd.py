"""Twenty-eight people with names in eleven scripts, who sit with others in every round."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from facilitator_app.records.enums import TableRoleName
from facilitator_app.records.seating import Seat, TableRole
from facilitator_app.records.workshop import WorkshopRecord
from tests.builders import kaunas

# Given names and family names in the order of their owners; the last ones are as long as names get.
NAMES_IN_MANY_SCRIPTS = (
    ("Noura Al Suwaihli", "نورة السويحلي", "وكالة تنمية الشارقة", "AE", "ar"),
    ("Khalid Bin Tamran", "خالد بن تمران", "شركة تمور الواحة B2B", "AE", "ar"),
    ("Miriam Ben-David", "מרים בן-דוד", "אוניברסיטת חיפה", "IL", "he"),
    ("Somchai Phrueksakun", "สมชาย พฤกษากุล", "สำนักงานส่งเสริมเศรษฐกิจ", "TH", "th"),
    ("Sophea Sok", "សុខ សុភា", "មន្ទីរឧស្សាហកម្ម", "KH", "km"),
    ("Nino Beridze", "ნინო ბერიძე", "საქართველოს ინოვაციების სააგენტო", "GE", "ka"),
    ("Anika Rahman", "আনিকা রহমান", "বাংলাদেশ ক্ষুদ্র শিল্প সংস্থা", "BD", "bn"),
    ("Zhang Wei", "张伟", "苏州工业园区管理委员会", "CN", "zh"),
    ("Aung San Thida", "အောင်ဆန်းသီတာ", "စီးပွားရေး ဌာန", "MM", "my"),
    ("Priya Sharma", "प्रिया शर्मा", "लघु उद्योग मंत्रालय", "IN", "hi"),
    ("Bedřich Čtvrtníček", "", "Agentura <b>R&D</b> s.r.o.", "CZ", "cs"),
    (
        "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff",
        "",
        "Gesellschaft für Wirtschaftsförderung und Technologietransfer mbH",
        "DE",
        "de",
    ),
    (
        "Phra Nakhon Si Ayutthaya Watcharaphongphisutthisak",
        "พระนครศรีอยุธยา วัชรพงศ์พิสุทธิศักดิ์สกุลวงศ์",
        "มหาวิทยาลัยเทคโนโลยีราชมงคลสุวรรณภูมิ",
        "TH",
        "th",
    ),
    (
        "Abd al-Rahman ibn Muhammad al-Hadrami al-Ishbili",
        "عبد الرحمن بن محمد بن خلدون الحضرمي الإشبيلي التونسي",
        "الهيئة العامة لتنمية التجمعات الصناعية",
        "TN",
        "ar",
    ),
)


@lru_cache
def many_scripts() -> WorkshopRecord:
    """Two days, 28 people with names in eleven scripts; in every round they sit with others."""
    record = kaunas()
    people = []
    for place, person in enumerate(record.participants):
        if place < len(NAMES_IN_MANY_SCRIPTS):
            latin, native, organisation, country, language = NAMES_IN_MANY_SCRIPTS[place]
            given, _space, family = latin.partition(" ")
            person = replace(  # noqa: PLW2901 - the person as somebody else
                person, given_name=given, family_name=family, display_name=latin, native_name=native,
                organisation=organisation, country=country, languages=(language, "en"),
            )  # fmt: skip
        people.append(person)
    return mixed(replace(record, participants=tuple(people), report_backs=(), light_ratings=()))


def mixed(record: WorkshopRecord) -> WorkshopRecord:
    """Return the record with everybody at another table in every round, and roles in turn."""
    tables = record.tables
    rounds = [one for one in record.agenda.segments() if one.has_table_work]
    seats, roles = [], []
    for turn, segment in enumerate(rounds):
        for place, person in enumerate(record.participants):
            table = tables[(place + turn * (1 + place // len(tables))) % len(tables)]
            seats.append(Seat(f"seat-{segment.id}-{person.id}", segment.id, table.id, person.id))
        for table in tables:
            there = [
                one.participant_id for one in seats[-len(record.participants) :] if one.table_id == table.id
            ]
            roles += [
                TableRole(f"role-{segment.id}-{table.id}-{role}", segment.id, table.id, role, who)
                for role, who in zip(TableRoleName, there[turn % len(there) :] + there, strict=False)
            ]
    return replace(record, seats=tuple(seats), roles=tuple(roles))
