"""One window with every component of the design system in it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from facilitator_app.support.wording import _
from facilitator_app.views.shared.actions import ActionSet, State
from facilitator_app.views.shared.buttons import KeyLine, Kind, Size, button, icon_button
from facilitator_app.views.shared.editor import PlainTextEditor
from facilitator_app.views.shared.fields import Choice, Labelled, LineField, NumberField, TickBox
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import SOFT, ElidedLabel, caption, strong, text_label, title
from facilitator_app.views.shared.layouts import FlowLayout, column, row, rule
from facilitator_app.views.shared.marks import ProgressStrip, badge
from facilitator_app.views.shared.meters import TimeBar
from facilitator_app.views.shared.panels import BannerKind, CardKind, EmptyState, card, scrolling
from facilitator_app.views.shared.tabs import SegmentedTabs
from facilitator_app.views.shared.tokens import Role, Tone
from facilitator_app.views.shared.window import AppWindow

MIXED = "القرب في المكان لا يكفي\nSaulė Rimkutė\nกลุ่มอุตสาหกรรม ខ្មែរ 中文 ქართული বাংলা"


def make_gallery() -> QWidget:
    """Return the window."""
    window = AppWindow("gallery")
    window.banners.show_banner("plug", BannerKind.WARN, _("The projector was unplugged."), _("Show here"))
    window.banners.show_banner("disk", BannerKind.ERROR, _("The disk is full."))
    body = QWidget()
    body.setLayout(row(_left(), _middle(), _right(), space=26, margins=18))
    whole = QWidget()
    whole.setLayout(column(scrolling(body), _foot(window), space=0))
    window.show_content(whole)
    return window


def _left() -> QWidget:
    part = QWidget()
    lines = card(title=_("Today"))
    lines.body.addWidget(ElidedLabel(MIXED))
    lines.body.addWidget(KeyLine("PgDn", _("Next")))
    lines.body.addWidget(rule())
    empty = EmptyState(
        _("Nobody here yet"), _("Paste the roster or drop it here."), _("Import"), icon=Icon.PEOPLE
    )
    part.setLayout(column(lines, empty, 1))
    part.setFixedWidth(280)
    return part


def _middle() -> QWidget:
    part = QWidget()
    strip = ProgressStrip()
    strip.show_stages([_("Present"), _("Brief"), _("Table discussion"), _("Report-back"), _("Lights")], 2)
    bar = TimeBar()
    bar.show_left(0.53, Tone.GREEN, _("13 min left"))
    editor = PlainTextEditor(placeholder=_("Enter: next point"))
    editor.show_text(MIXED)
    marks = QWidget()
    flow = FlowLayout(marks)
    for tone in Tone:
        flow.addWidget(badge(tone, tone.value))
    for icon in Icon:
        flow.addWidget(IconMark(icon))
    figures = row(
        text_label("13", Role.GIANT, wrap=False),
        text_label(_("min"), Role.FIGURE, wrap=False),
        badge(Tone.GREEN, _("Running"), Icon.SQUARE),
        1,
    )
    layout = column(text_label(_("Phase A"), Role.STRONG, tone=SOFT), title(_("Step 2")), strip)
    layout.addLayout(figures)
    for widget in (bar, card(editor, kind=CardKind.NOTE), marks):
        layout.addWidget(widget)
    layout.addStretch()
    part.setLayout(layout)
    return part


def _right() -> QWidget:
    part = QWidget()
    tabs = SegmentedTabs(_("The room"))
    tabs.show_tabs([("tables", _("Tables")), ("lights", _("Lights")), ("parking", _("Parking"))])
    choice = Choice(_("Language mode"))
    choice.show_choices([("none", _("None")), ("simultaneous", _("Simultaneous"))])
    own = text_label(MIXED, own=True)
    live = card(strong(_("Table 3")), caption(_("reports")), own, kind=CardKind.ACTIVE)
    slips = card(
        strong(_("Lunch slips")), button(_("See plans"), Kind.WARN, size=Size.SMALL), kind=CardKind.WARN
    )
    layout: QVBoxLayout = column(tabs, live, slips)
    layout.addWidget(Labelled(_("Title"), LineField(_("Title"), icon=Icon.SEARCH), _("As on the invitation")))
    for widget in (choice, NumberField(_("Tables"), suffix=_("tables")), TickBox(_("Do not publish"))):
        layout.addWidget(widget)
    layout.addWidget(icon_button(Icon.MORE, _("More")))
    layout.addStretch()
    part.setLayout(layout)
    part.setFixedWidth(300)
    return part


def _foot(window: AppWindow) -> QWidget:
    actions = ActionSet(window)
    actions.show_states(State)
    foot = QFrame()
    foot.setProperty("edge", "above")
    back = button(actions.action("run.back"), icon=Icon.BACK)
    pause = button(actions.action("run.pause"), icon=Icon.PAUSE, key_hint=actions.hint("run.pause"))
    hint = actions.hint("run.next")
    following = button(actions.action("run.next"), Kind.PRIMARY, size=Size.LARGE, key_hint=hint, elides=True)
    foot.setLayout(row(back, pause, button("−1"), button("+1"), 1, following, space=12, margins=14))
    return foot
