"""Every test: offscreen, with the bundled fonts, in folders of its own, and quiet.

A test fails on any Python warning (pyproject.toml), Qt warning, logged warning, and on every widget, timer
or thread it leaves behind.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

_TOOLS = Path(__file__).parent / "tools"
_MUCH: Final = 50_000


def _before_qt() -> None:
    """Set the environment that Qt and our own paths read; the same with a display and without."""
    one_screen = os.path.relpath(_TOOLS / "one.json").replace(os.sep, "/")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={one_screen}"
    os.environ["QT_QPA_OFFSCREEN_NO_GLX"] = "1"
    os.environ["QT_SCALE_FACTOR"] = "1"
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ.pop("LANGUAGE", None)
    os.environ["FACILITATOR_HOME"] = tempfile.mkdtemp(prefix="facilitator-tests-")
    os.environ["MPLCONFIGDIR"] = os.environ["FACILITATOR_HOME"]


_before_qt()

import pytest  # noqa: E402 - the environment comes first
from hypothesis import HealthCheck, settings  # noqa: E402
from PySide6.QtCore import QStandardPaths  # noqa: E402
from PySide6.QtGui import QFontDatabase  # noqa: E402

from facilitator_app.support import paths  # noqa: E402
from tests.tools.leaks import Before, Register  # noqa: E402
from tests.tools.qt_chatter import Ear  # noqa: E402

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tests.tools.unplug_offscreen import Screen

_PHASES: Final[tuple[Literal["setup", "call"], ...]] = ("setup", "call")
_SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
for _name, _examples in (("desk", 30), ("full", 300), ("long", 1000)):
    settings.register_profile(
        _name, max_examples=_examples, deadline=None, print_blob=True, suppress_health_check=_SLOW_IS_FINE
    )
settings.load_profile("desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--long`, which run.py passes on."""
    parser.addoption("--long", action="store_true", help="the full figures: tests marked long, 1000 examples")


def pytest_configure(config: pytest.Config) -> None:
    """Take the examples of the long run, unless a profile was asked for."""
    if config.getoption("--long") and config.getoption("--hypothesis-profile", None) is None:
        settings.load_profile("long")
    # As in the program: a window that waits in a cycle is never destroyed by the thread of a store.
    gc.disable()


def pytest_runtest_teardown() -> None:
    """Collect in the thread of the windows where much has been left behind."""
    if gc.get_count()[0] > _MUCH:
        gc.collect()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests out of a plain run, and the benchmarks out of all but `--benchmark-only`."""
    unasked = {"long": not config.getoption("--long"), "benchmark": not config.getoption("--benchmark-only")}

    def is_left_out(item: pytest.Item) -> bool:
        long = unasked["long"] and item.get_closest_marker("long") is not None
        return long or (unasked["benchmark"] and "benchmark" in getattr(item, "fixturenames", ()))

    left_out = [item for item in items if is_left_out(item)]
    if left_out:
        items[:] = [item for item in items if not is_left_out(item)]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what tests hold up as a mirror: sizes above the wanted ones, figures that were measured."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    lines = [str(value) for report in reports for name, value in report.user_properties if name == "mirror"]
    if lines:
        terminalreporter.section("mirror")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def long_figures(pytestconfig: pytest.Config) -> bool:
    """Whether the issue's full figures are asked for, for tests that do a share of them otherwise."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, with the bundled fonts and with Qt's own folders out of the way."""
    QStandardPaths.setTestModeEnabled(True)
    for font in sorted(paths.fonts().glob("*.ttf")):
        assert QFontDatabase.addApplicationFont(str(font)) >= 0, font
    return qapp


@pytest.fixture
def projector(qapp: QApplication) -> Iterator[Screen]:
    """Plug a projector of 1920×1080 in beside the console's screen; pull it out at the end."""
    if sys.platform != "linux":
        pytest.skip("screens can be plugged and pulled offscreen on Linux only")
    from tests.tools.unplug_offscreen import CONSOLE, PROJECTOR, set_screens  # noqa: PLC0415

    set_screens([CONSOLE, PROJECTOR])
    qapp.processEvents()
    yield PROJECTOR
    set_screens([CONSOLE])
    qapp.processEvents()


@pytest.fixture(scope="session")
def _ear() -> Iterator[Ear]:
    ear = Ear()
    ear.open()
    yield ear
    ear.close()


@pytest.fixture(scope="session")
def _register() -> Register:
    register = Register()
    register.open()
    return register


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def _quiet(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture, _ear: Ear, _register: Register
) -> Iterator[None]:
    """Fail a test that makes Qt warn, logs a warning, or leaves something running.

    A warning that the test is about is named: `@pytest.mark.logs("part of its text")`; then it must come.
    """
    _ear.take()
    before = Before.now(_register)
    yield
    left = before.left_behind()
    qt_said = _ear.take()
    logged = [
        record.getMessage()
        for phase in _PHASES
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    wanted = [text for marker in request.node.iter_markers("logs") for text in marker.args]
    missing = [text for text in wanted if not any(text in line for line in logged)]
    unwanted = [line for line in logged if not any(text in line for text in wanted)]
    assert not left, f"left behind: {left}"
    assert not qt_said, f"Qt warned: {qt_said}"
    assert not unwanted, f"logged: {unwanted}"
    assert not missing, f"not logged, but expected: {missing}"
