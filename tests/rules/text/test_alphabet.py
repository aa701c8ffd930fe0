"""Names stand where people look for them, in every script and with every country's letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.rules.text import alphabet_key

IN_ORDER = {
    "lt": "Ąžuolas Berta Cecilija Česlovas Yla Irena Įva Jonas Simas Šarūnas Tadas Zita Žygis",
    "lv": "Āra Cēsis Čaks Gita Ģirts Kārlis Ķirsons Līga Ļuba Nora Ņina Sarma Šuba Zane Žanis",
    "pl": "Adam Ąk Celina Ćma Ewa Łukasz Maria Ola Ósmy Stefan Święcka Zofia Źródlany Żaneta",
    "et": "Saar Šved Zeta Žanna Tõnu Vello Õie Äre Öö Ülle",
    "sv": "Anna Zorn Åsa Ärla Örjan",
    "nb": "Anna Zorn Ærlig Østen Åsa",
    "cs": "Cyril Čapek Hana Chalupa Ivan Rudolf Řezníček Saša Šimon Zdeněk Žofie",
    "hr": "Cvita Čedo Ćiro Dora Džana Đurđa Lana Ljerka Nada Njegoš",
    "hu": "Cili Csaba Gabi Gyula Nóra Nyina Olga Öcsi Sára Szilvia Zoltán Zsófia",
    "tr": "Cem Çetin Hakan Ilgaz İbrahim Orhan Ömer Suna Şule",
    "es": "Nuria Ñandú Olga",
    "de": "Ada Ärmel Azra Oda Öder Ozan Strasse Straße",
    "vi": "An Ánh Ăn Ấn Dung Đức",
    "uk": "Ганна Ґрета Елла Єва Зоя Ігор Їжак Йосип Катря",
    "ru": "Ева Ёлка Иван Йода Кира",
    "ar": "أحمد باسل تامر خالد رشيد سيف عمر نورة هدى يوسف",
    "th": "กัญญา เก่ง ขวัญ มาลี แมน สมชาย หวาน อนันต์",
    "ka": "ანა ბექა გიორგი სოფიო შოთა",
    "km": "កញ្ញា ចន្ធី ដារា សុភា",
}


def shuffled(names: list[str]) -> list[str]:
    return [*names[1::2], *names[::2]]


@pytest.mark.parametrize("language", IN_ORDER)
def test_every_language_has_its_letters_in_their_places(language: str) -> None:
    names = IN_ORDER[language].split()
    assert sorted(shuffled(names), key=lambda one: alphabet_key(one, language)) == names


def test_the_readers_script_comes_first_then_latin_then_the_others() -> None:
    names = ["Aroha", "Ελένη", "Иван", "სოფიო", "نورة", "สมชาย", "សុភា"]
    assert sorted(names, key=lambda one: alphabet_key(one, "lt")) == names
    arabic = sorted(names, key=lambda one: alphabet_key(one, "ar-AE"))
    assert arabic[:3] == ["نورة", "Aroha", "Ελένη"]
    assert min(names, key=lambda one: alphabet_key(one, "ka")) == "სოფიო"


def test_chinese_names_are_found_by_their_sound() -> None:
    people = {"王伟": "Wang Wei", "陈静": "Chen Jing", "李娜": "Li Na"}
    found = sorted(people, key=lambda one: alphabet_key(one, "en", people[one]))
    assert found == ["陈静", "李娜", "王伟"]


def test_words_are_compared_one_by_one_and_signs_do_not_count() -> None:
    names = ["Anna Zorn", "Anna-Zoé", "Annabel", "D’Arcy", "Daria"]
    assert sorted(shuffled(names), key=lambda one: alphabet_key(one, "fr")) == [
        "Anna-Zoé",
        "Anna Zorn",
        "Annabel",
        "D’Arcy",
        "Daria",
    ]


@given(st.text(max_size=20), st.sampled_from([*IN_ORDER, "", "x-klingon"]))
def test_any_text_has_a_place_and_the_same_one_however_it_was_typed(text: str, language: str) -> None:
    whole = alphabet_key(unicodedata.normalize("NFC", text), language)
    assert alphabet_key(unicodedata.normalize("NFD", text), language) == whole
    assert sorted([alphabet_key("Ona", language), whole]) is not None
