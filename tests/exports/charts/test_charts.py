"""Charts: every script in their labels, the same numbers in picture and table, drawn in any thread."""

from __future__ import annotations

import json
import warnings
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from facilitator_app.exports.charts import bars, learning, lights
from facilitator_app.exports.charts.sheet import DPI, Chart, Sheet, _drawable, _families, _fonts
from facilitator_app.exports.figures import Prioritised
from facilitator_app.exports.words import Words
from facilitator_app.records.findings import Cluster
from facilitator_app.rules.lights import Thresholds, signal_of
from facilitator_app.rules.statistics import Change, summarise
from facilitator_app.support import paths

SAMPLES = json.loads((Path(__file__).parents[2] / "files" / "samples.json").read_text("utf-8"))
WORDS = Words("en")


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(png)).convert("L"))


def named(name: str, mean: float, dots: int) -> Prioritised:
    cluster = Cluster(name, name, name, "", "", selected=dots > 3, summary="")
    return Prioritised(cluster, mean, mean - 0.5, mean + 0.5, 10, dots)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["lang"])
def test_every_script_is_drawn_without_a_missing_glyph(sample: dict[str, str]) -> None:
    sheet = Sheet(700, 20)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sheet.text(2, 10, sample["text"][:60], size=8)
        sheet.text(350, 10, sample["text"][:60], size=8, bold=True)
        drawn = pixels(sheet.png())
    assert (drawn < 128).sum() > 200


def test_only_bundled_fonts_are_used() -> None:
    from matplotlib import font_manager  # noqa: PLC0415 - loaded when charts are drawn

    files = font_manager.fontManager._find_fonts_by_props(_fonts(8.0, bold=False))
    assert len(files) == len(_families())
    assert {Path(file).parent for file in files} == {paths.fonts()}


def test_what_no_font_has_is_named_by_its_code_point() -> None:
    assert _drawable("Seoul \U00014400\u200b\n end") == "Seoul [U+14400]\u200b end"


def test_text_that_looks_like_mathematics_stays_text() -> None:
    sheet = Sheet(200, 20)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sheet.text(2, 10, "costs $5 and x^2_{n} $\\alpha$")
        assert (pixels(sheet.png()) < 128).sum() > 100


def test_a_long_label_ends_in_its_room() -> None:
    sheet = Sheet(300, 20)
    sheet.text(0, 10, "Identifying and prioritising local clusters " * 4, room=100)
    drawn = pixels(sheet.png())
    assert (drawn[:, int(104 / 72 * DPI) :] < 128).sum() == 0
    assert (drawn[:, int(60 / 72 * DPI) : int(100 / 72 * DPI)] < 128).sum() > 0


def test_bars_are_as_long_as_their_numbers() -> None:
    chart = bars.dots([named("A", 4, 36), named("B", 3, 18), named("C", 2, 0)])
    drawn = pixels(chart.png)
    row = drawn.shape[0] / 3
    lengths = []
    for number in range(3):
        middle = int((number + 0.5) * row)
        inside = drawn[middle, int(190 / 72 * DPI) : int(455 / 72 * DPI)]
        lengths.append(int((inside < 245).sum()))
    assert chart.rows == (("A", "36"), ("B", "18"), ("C", "0"))
    assert lengths[0] == pytest.approx(2 * lengths[1], rel=0.06)


def every_chart() -> list[Chart]:
    answers = [4, 5, 3, 4, 5, 2, 1]
    change = Change(summarise([2, 2, 3, 1, 2]), summarise([4, 4, 5, 3, 4]), summarise([1, 2, 2, 1, 2]))
    signal = signal_of({"G1": 2, "G2": 1}, {"R1": 0, "R2": 2})
    step = lights.JudgedStep("Step 2: Identify", "Step 2", (lights.Judged("Table 1", signal),))
    panel = bars.Panel("Country", (("Lithuania", 18), ("Polska", 4)))
    return [
        bars.profile([panel], [panel], 22),
        bars.dots([named("A", 4, 36)]),
        bars.scores([named("A", 4, 36)], WORDS, 5),
        lights.diverging([step], WORDS, Thresholds()),
        learning.dumbbells({"C01": change}, {"C01": "Cluster knowledge"}, WORDS),
        learning.agreement(
            {"E01": summarise(answers)}, {"E01": "I took part"}, ("no", "2", "3", "4", "yes"), WORDS
        ),
    ]  # fmt: skip


def test_every_chart_asks_a_question_says_n_and_has_words_and_numbers() -> None:
    for chart in every_chart():
        assert chart.title.endswith("?")
        assert "n = " in chart.note
        assert len(chart.alt) > 10
        assert all(len(row) == len(chart.columns) for row in chart.rows)
        assert chart.rows
        assert 200 <= DPI <= 300
        assert Image.open(BytesIO(chart.png)).width == pytest.approx(chart.width / 72 * DPI, abs=2)


def test_charts_can_be_drawn_beside_each_other_in_threads() -> None:
    alone = [chart.png for chart in every_chart()]
    with ThreadPoolExecutor(4) as pool:
        for charts in pool.map(lambda _n: every_chart(), range(4)):
            assert [chart.png for chart in charts] == alone
