"""The battery: every view in the registry stands all of it."""

from __future__ import annotations

import gc
import gettext
import weakref
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from facilitator_app.support import wording
from facilitator_app.views.shared.theme import apply_theme
from facilitator_app.views.shared.tokens import Mode
from tests.views import battery
from tests.views.registry import VIEWS

Factory = Callable[[], QWidget]
each_view = pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in VIEWS])


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    wording.speak_with(gettext.NullTranslations())
    apply_theme(qapp, Mode.LIGHT)
    yield
    wording.speak_with(gettext.NullTranslations())
    apply_theme(qapp, Mode.LIGHT)


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Callable[[Factory, tuple[int, int]], QWidget]]:
    """Make and show views, and free them afterwards."""
    made: list[QWidget] = []

    def show(make: Factory, size: tuple[int, int] = battery.DESIGNED_FOR) -> QWidget:
        view = make()
        made.append(view)
        battery.settle(view, size)
        return view

    yield show
    for view in made:
        _free(view)


def _free(view: QWidget) -> None:
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


@each_view
def test_a_view_opens_and_scrolls_on_a_small_screen(make: Factory, shown: Callable[..., QWidget]) -> None:
    view = shown(make, battery.SMALL)
    assert battery.too_large(view) == []
    assert battery.strays(view) == []


@each_view
def test_everything_that_can_have_the_focus_has_a_name(make: Factory, shown: Callable[..., QWidget]) -> None:
    assert battery.unnamed(shown(make)) == []


@each_view
def test_words_forty_per_cent_longer_are_not_clipped(make: Factory, shown: Callable[..., QWidget]) -> None:
    wording.speak_with(battery.LongWords())
    assert battery.clipped(shown(make)) == []


@each_view
def test_a_right_to_left_screen_is_mirrored_and_not_clipped(
    make: Factory, shown: Callable[..., QWidget], qapp: QApplication
) -> None:
    apply_theme(qapp, Mode.LIGHT, direction=Qt.LayoutDirection.RightToLeft)
    view = shown(make)
    assert battery.wrong_way(view) == []
    assert battery.clipped(view) == []
    assert battery.strays(view) == []


@each_view
def test_light_is_light_and_dark_is_dark_even_when_it_changes_while_open(
    make: Factory, shown: Callable[..., QWidget], qapp: QApplication
) -> None:
    view = shown(make)
    light = battery.brightness(view)
    apply_theme(qapp, Mode.DARK)
    battery.settle(view, battery.DESIGNED_FOR)
    assert light > 0.6
    assert battery.brightness(view) < 0.4


@each_view
def test_every_script_is_drawn_with_our_own_fonts(make: Factory, shown: Callable[..., QWidget]) -> None:
    assert battery.missing_glyphs(shown(make)) == []


@each_view
def test_a_closed_view_is_freed(make: Factory, qapp: QApplication) -> None:
    view = make()
    battery.settle(view, battery.DESIGNED_FOR)
    gone = weakref.ref(view)
    _free(view)
    assert not shiboken6.isValid(view)
    del view
    gc.collect()
    assert gone() is None
