"""The picture for everybody, painted: in the room window, and small on the console."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator_app.records.room import RoomScene, RoomTime, SceneKind
from facilitator_app.support.wording import _
from facilitator_app.views.room import board, foot, grids
from facilitator_app.views.room.ink import Box, Ink, Item, Page, Words, paint
from facilitator_app.views.room.pages import Frame, Part, eyebrow, fitted, frame, in_colours, text_pages
from facilitator_app.views.room.sizing import DISTANCE_M, Sizing, sizing
from facilitator_app.views.shared.tokens import ROOM_LIGHT

PAGE_SECONDS: Final = 12
_PREVIEW: Final = QSize(1920, 1080)
_NIGHT: Final = "#000000"
# So much of a word's size may stand out of the place it was given.
_OVERHANG: Final = 0.5


class RoomCanvas(QWidget):
    """Paints one scene and the time. As a preview it paints what the room sees, smaller."""

    page_turned = Signal(int, int)

    def __init__(self, *, preview: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview = preview
        self._scene = RoomScene(SceneKind.LOGO)
        self._time: RoomTime | None = None
        self._blank = False
        self._screen_mm = 0.0
        self._distance = DISTANCE_M
        self._pages: tuple[Page, ...] = ()
        self._page = 0
        self._foot: tuple[Item, ...] = ()
        self._picture: QPixmap | None = None
        self._turner = QTimer(self)
        self._turner.setInterval(PAGE_SECONDS * 1000)
        self._turner.timeout.connect(self.turn_page)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("What the room sees"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        if preview:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def show_scene(self, scene: RoomScene) -> None:
        """Show another scene; the same one again changes nothing."""
        if scene == self._scene and self._pages:
            return
        kind_changed = scene.kind is not self._scene.kind
        self._scene = scene
        self._lay_out(keep_page=not kind_changed)

    def show_time(self, time: RoomTime) -> None:
        """Show the time; only what changed on the picture is painted again."""
        if time == self._time:
            return
        clock_changed = self._time is None or time.clock != self._time.clock
        self._time = time
        within = self.frame()
        before = self._foot
        self._foot = foot.foot(self._scene, time, within)
        if self._blank or self._scene.kind is SceneKind.BLANK:
            return
        for area in _changed(before, self._foot, within.foot):
            margin = within.size.word * _OVERHANG
            self.update(self._on_screen(area.adjusted(-margin, -margin, margin, margin)))
        if clock_changed:
            corner = within.eyebrow.adjusted(within.eyebrow.width() * 0.7, -4, within.side, 30)
            self.update(self._on_screen(corner))

    def blank(self, on: bool) -> None:  # noqa: FBT001
        """Show nothing at all, or the scene again."""
        if on != self._blank:
            self._blank = on
            self.update()

    def is_blank(self) -> bool:
        """Say whether nothing is shown."""
        return self._blank or self._scene.kind is SceneKind.BLANK

    def scene(self) -> RoomScene:
        """Return the scene that is shown, or would be if it were not blank."""
        return self._scene

    def show_place(self, *, screen_mm: float = 0.0, distance_m: float = DISTANCE_M) -> None:
        """Tell how high the picture really is (0: not known) and how far away the last table stands."""
        if (screen_mm, distance_m) != (self._screen_mm, self._distance):
            self._screen_mm, self._distance = screen_mm, distance_m
            self._lay_out(keep_page=True)

    def turn_page(self) -> None:
        """Go on to the next page of a scene that has several; after the last comes the first."""
        if len(self._pages) > 1:
            self._page = (self._page + 1) % len(self._pages)
            self._redraw()

    def page_count(self) -> int:
        """Return how many pages the scene takes on this screen."""
        return len(self._pages)

    def words(self) -> tuple[Ink, ...]:
        """Return every word that is on the picture now, with its place: what can be read is in here."""
        if self.is_blank():
            return ()
        items = (*self._items(), *self._foot, *self._corner())
        return tuple(item for item in items if isinstance(item, Ink))

    def size_of_type(self) -> Sizing:
        """Return the sizes that hold for this picture."""
        size = _PREVIEW if self._preview else self.size()
        return sizing(max(size.width(), 160), max(size.height(), 90), self._screen_mm, self._distance)

    def frame(self) -> Frame:
        """Return the parts of the picture for the scene that is shown."""
        return frame(self.size_of_type(), self._scene)

    def heightForWidth(self, width: int) -> int:  # noqa: N802, D102
        return round(width * _PREVIEW.height() / _PREVIEW.width())

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(320, 180) if self._preview else QSize(960, 540)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        if not self._preview or not self._pages:
            self._lay_out(keep_page=True)
        self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        if self.is_blank():
            painter.fillRect(self.rect(), QColor(_NIGHT))
            painter.end()
            return
        if self._picture is None:
            self._picture = self._draw()
        area = QRectF(event.rect())
        ratio = self._picture.devicePixelRatio()
        source = QRectF(area.left() * ratio, area.top() * ratio, area.width() * ratio, area.height() * ratio)
        painter.drawPixmap(area, self._picture, source)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        painter.scale(scale, scale)
        margin = self.size_of_type().word * _OVERHANG
        touched = QRectF(area.left() / scale, area.top() / scale, area.width() / scale, area.height() / scale)
        touched.adjust(-margin, -margin, margin, margin)
        paint((*self._foot, *self._corner()), painter, ROOM_LIGHT, touched)
        painter.end()

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(ROOM_LIGHT.paper))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale(), self._scale())
        paint(self._items(), painter, ROOM_LIGHT)
        painter.end()
        return picture

    def _items(self) -> tuple[Item, ...]:
        return self._pages[self._page].items if self._pages else ()

    def _corner(self) -> tuple[Item, ...]:
        """Return the time of day, and which of several pages this is."""
        if self._time is None:
            return ()
        items = list(foot.clock(self._time, self.frame()))
        if len(self._pages) > 1:
            size = self.size_of_type()
            words = Words(f"{self._page + 1}/{len(self._pages)}", size.word, colour="soft")
            wide = words.width() + 2
            first = items[0]
            left = first.area.right() - Words(self._time.clock, size.word).width() - wide - size.word
            items.append(Ink(words, QRectF(left, first.area.top(), wide, first.area.height()), "left"))
        return tuple(items)

    def _scale(self) -> float:
        if not self._preview:
            return 1.0
        return min(self.width() / _PREVIEW.width(), self.height() / _PREVIEW.height())

    def _on_screen(self, area: QRectF) -> QRect:
        scale = self._scale()
        scaled = QRectF(area.left() * scale, area.top() * scale, area.width() * scale, area.height() * scale)
        return scaled.toAlignedRect()

    def _lay_out(self, *, keep_page: bool) -> None:
        within = self.frame()
        self._pages = lay_out(self._scene, within)
        self._foot = foot.foot(self._scene, self._time, within) if self._time else ()
        self._page = min(self._page, len(self._pages) - 1) if keep_page else 0
        if len(self._pages) > 1:
            self._turner.start()
        else:
            self._turner.stop()
        self._redraw()

    def _redraw(self) -> None:
        self._picture = None
        self.update()
        self.page_turned.emit(self._page, len(self._pages))


def _changed(before: tuple[Item, ...], after: tuple[Item, ...], whole: QRectF) -> list[QRectF]:
    """Return the places of what is another item now; the whole band where the items themselves are others."""
    if len(before) != len(after):
        return [whole]
    pairs = zip(before, after, strict=True)
    return [old.area.united(new.area) for old, new in pairs if old != new]


def lay_out(scene: RoomScene, within: Frame) -> tuple[Page, ...]:
    """Return the pages of a scene; there is always one."""
    if scene.kind is SceneKind.BLANK:
        return (Page(()),)
    if scene.kind is SceneKind.GROUPS:
        return grids.group_pages(scene, within)
    if scene.kind is SceneKind.LIGHTS:
        return board.board_pages(scene, within)
    if scene.kind is SceneKind.TURN and scene.current_turn is not None:
        return _turn_pages(scene, within)
    return text_pages(scene, within)


def _turn_pages(scene: RoomScene, within: Frame) -> tuple[Page, ...]:
    """Return the speaking table's number as large as it goes, its words beside it."""
    area, size = within.middle, within.size
    side = min(area.height() * 0.9, area.width() * 0.26)
    number = Words(str(scene.current_turn), round(side * 0.62), colour="on_accent")
    square = QRectF(area.left(), area.top() + (area.height() - side) / 2, side, side)
    high = number.height(side)
    figure = QRectF(square.left(), square.center().y() - high / 2, side, high)
    rest = QRectF(
        square.right() + size.word, area.top(), area.right() - square.right() - size.word, area.height()
    )
    parts = (
        *(Part(text, size.task, 1.6, colour, 0.2) for text, colour in in_colours(scene.headline)),
        *(Part(text, size.word, 1.35, "ink", 0.5) for text in scene.body),
        *(Part(text, size.word, 1.1, "soft", 0.5 if i == 0 else 0.15) for i, text in enumerate(scene.bring)),
    )
    items = fitted(parts, rest)
    while items is None and len(parts) > 1:
        parts = parts[:-1]
        items = fitted(parts, rest)
    badge: tuple[Item, ...] = (Box(square, "accent", radius=side * 0.12), Ink(number, figure, "centre"))
    return (Page((*eyebrow(scene, within), *badge, *(items or ()))),)
