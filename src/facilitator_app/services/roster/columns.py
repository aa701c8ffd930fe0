"""Which column of a roster means what, guessed from its heading in a dozen languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from facilitator_app.records.roster import RosterField
from facilitator_app.rules.text import fold
from facilitator_app.services.exchange.sheets import Sheet

_WORDS: Final[Mapping[RosterField, str]] = {
    RosterField.CODE: (
        "id|code|no|nr|number|#|kodas|numer|lp|numurs|nummer|numéro|número|номер|№|رقم|الرقم|รหัส|លេខ"
    ),
    RosterField.NAME: (
        "name|full name|participant|display name|display_name|participant name|vardas pavardė|"
        "vardas ir pavardė|vardas, pavardė|dalyvis|imię i nazwisko|uczestnik|vārds uzvārds|"
        "vārds, uzvārds|dalībnieks|vollständiger name|teilnehmer|teilnehmer/in|nom complet|"
        "nom et prénom|nom prénom|participante|nombre completo|nombre y apellidos|фио|имя и фамилия|"
        "участник|الاسم|الاسم الكامل|اسم المشارك|ชื่อ-นามสกุล|ឈ្មោះ|姓名|სახელი და გვარი|nimi|"
        "osaleja|namn|navn|nome"
    ),
    RosterField.GIVEN_NAME: (
        "given name|given_name|first name|firstname|forename|vardas|imię|vārds|vorname|prénom|nombre|"
        "имя|الاسم الأول|ชื่อ|eesnimi|etunimi|förnamn|fornavn|jméno|nome proprio|სახელი"
    ),
    RosterField.FAMILY_NAME: (
        "family name|family_name|last name|lastname|surname|pavardė|nazwisko|uzvārds|nachname|"
        "familienname|nom|nom de famille|apellido|apellidos|фамилия|اسم العائلة|نามสกุล|นามสกุล|"
        "perekonnanimi|sukunimi|efternamn|etternavn|příjmení|cognome|გვარი"
    ),
    RosterField.NATIVE_NAME: (
        "native name|native_name|name in own script|local name|name (local)|الاسم بالعربية|名字|"
        "name in local script"
    ),
    RosterField.GENDER: (
        "gender|gender_optional|sex|lytis|płeć|dzimums|geschlecht|genre|sexe|género|sexo|пол|الجنس|sugu"
    ),
    RosterField.ORGANISATION: (
        "organisation|organization|company|institution|employer|organizacija|įmonė|įstaiga|"
        "institucija|organizacja|firma|instytucja|organizācija|uzņēmums|iestāde|unternehmen|"
        "firma/organisation|entreprise|société|organización|empresa|организация|компания|предприятие|"
        "المؤسسة|المنظمة|الشركة|الجهة|องค์กร|หน่วยงาน|អង្គភាព|asutus|ettevõte|yritys|företag|"
        "organizzazione"
    ),
    RosterField.ORG_TYPE: (
        "type|org type|org_type|organisation type|organization type|type of organisation|sector|"
        "organizacijos tipas|sektorius|typ organizacji|organizācijas veids|art der organisation|"
        "type d'organisation|tipo de organización|тип организации|نوع المؤسسة"
    ),
    RosterField.ROLE_TITLE: (
        "role|position|title|job title|function|role_title|pareigos|stanowisko|funkcja|amats|"
        "amata nosaukums|funktion|position/funktion|fonction|poste|cargo|puesto|должность|المنصب|"
        "الوظيفة|المسمى الوظيفي|ตำแหน่ง|amet|tehtävä|befattning|funzione"
    ),
    RosterField.COUNTRY: (
        "country|nationality|šalis|valstybė|kraj|państwo|valsts|land|pays|país|страна|البلد|الدولة|"
        "ประเทศ|ប្រទេស|riik|maa|paese|ქვეყანა"
    ),
    RosterField.LANGUAGES: (
        "language|languages|languages spoken|spoken languages|kalba|kalbos|język|języki|valoda|"
        "valodas|sprache|sprachen|langue|langues|idioma|idiomas|язык|языки|اللغة|اللغات|ภาษา|ភាសា|"
        "keel|keeled|kielet|språk|lingue|ენა"
    ),
    RosterField.ENGLISH_LEVEL: (
        "english|english level|english_level|level of english|level|anglų k.|anglų kalba|"
        "anglų kalbos lygis|anglų k. lygis|angielski|poziom angielskiego|poziom języka angielskiego|"
        "angļu valoda|angļu valodas līmenis|englisch|englischniveau|englischkenntnisse|anglais|"
        "niveau d'anglais|inglés|nivel de inglés|английский|уровень английского|الإنجليزية|"
        "مستوى الإنجليزية|مستوى اللغة الإنجليزية|inglise keel"
    ),
    RosterField.CLUSTER_KNOWN: (
        "cluster|cluster known|cluster_known|klasteris|klaster|klasteri|grappe|clúster|кластер|العنقود"
    ),
    RosterField.EMAIL: (
        "email|e-mail|mail|email address|e-mail address|el. paštas|el paštas|elektroninis paštas|"
        "adres e-mail|e-pasts|epasts|e-mail-adresse|courriel|adresse e-mail|correo|"
        "correo electrónico|электронная почта|почта|البريد الإلكتروني|อีเมล|អ៊ីមែល|e-post"
    ),
    RosterField.TABLE: (
        "table|table no|table number|group|stalas|stalo nr|stolik|stół|galds|tisch|mesa|стол|الطاولة|"
        "طاولة|laud|grupė"
    ),
    RosterField.SEAT: ("seat|seat no|vieta|miejsce|sēdvieta|platz|place|asiento|место|المقعد"),
    RosterField.CONSENT_PHOTO: (
        "consent_photo|photo consent|photos|photo|nuotraukos|sutikimas nuotraukoms|zgoda na zdjęcia|"
        "foto|fotos|consentement photo|согласие на фото|الموافقة على الصور"
    ),
    RosterField.CONSENT_CONTACT_LIST: (
        "consent_contact_list|contact list|contact consent|share contact|kontaktų sąrašas|"
        "lista kontaktowa|kontaktliste|liste de contacts|lista de contactos|согласие на контакты|"
        "قائمة جهات الاتصال"
    ),
    RosterField.REPLACES: (
        "replaces|substitute for|instead of|replacement for|pakeičia|vietoj|zastępuje|zamiast|"
        "aizvieto|ersetzt|vertritt|remplace|sustituye a|вместо|заменяет|بديل عن"
    ),
    RosterField.NOTES: (
        "notes|note|remarks|comment|comments|pastabos|uwagi|piezīmes|bemerkung|bemerkungen|remarques|"
        "notas|примечание|ملاحظات"
    ),
}
_EXACT: Final = 3
_STARTS: Final = 2
_CONTAINS: Final = 1
_SHORTEST_PART: Final = 4


def guess_columns(table: Sheet) -> dict[RosterField, int]:
    """Return the most likely column of each meaning; columns and meanings are used once.

    Headings in English, Lithuanian, Polish, Latvian, Estonian, German, French, Spanish, Russian, Arabic
    and more are known; an address with `@` is found without one.
    """
    scored = sorted(
        (
            (-score, at, list(RosterField).index(field), field)
            for at, heading in enumerate(table.heading)
            for field in RosterField
            if (score := _score(heading, field))
        ),
    )
    guessed: dict[RosterField, int] = {}
    for _rank, at, _order, field in scored:
        if field not in guessed and at not in guessed.values():
            guessed[field] = at
    if RosterField.EMAIL not in guessed:
        for at in range(len(table.heading)):
            if at not in guessed.values() and _holds_addresses(table, at):
                guessed[RosterField.EMAIL] = at
                break
    if (
        RosterField.FAMILY_NAME in guessed
        and RosterField.GIVEN_NAME not in guessed
        and RosterField.NAME in guessed
    ):
        # "Name" beside "Surname" is the given name.
        guessed[RosterField.GIVEN_NAME] = guessed.pop(RosterField.NAME)
    return dict(sorted(guessed.items(), key=lambda item: item[1]))


def _score(heading: str, field: RosterField) -> int:
    asked = _plain(heading)
    if not asked:
        return 0
    best = 0
    for word in _WORDS[field].split("|"):
        known = _plain(word)
        if asked == known:
            return _EXACT
        if len(known) >= _SHORTEST_PART:
            if asked.startswith(f"{known} "):
                best = max(best, _STARTS)
            elif f" {known} " in f" {asked} ":
                best = max(best, _CONTAINS)
    return best


def _plain(text: str) -> str:
    """Return a heading without case, accents and signs."""
    kept = "".join(c if c.isalnum() or c in "#№" or not c.isascii() else " " for c in fold(text))
    return " ".join(kept.split())


def _holds_addresses(table: Sheet, at: int) -> bool:
    filled = [row.cells[at] for row in table.rows if row.cells[at].strip()]
    return bool(filled) and sum("@" in cell for cell in filled) * 2 > len(filled)
