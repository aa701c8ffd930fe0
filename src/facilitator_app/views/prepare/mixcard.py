"""What is to be mixed, and how much, in plain choices; and what nobody shall be alone in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout

from facilitator_app.records.workshop import Details
from facilitator_app.rules.seating.wanted import DEFAULT_MIX
from facilitator_app.support.wording import _, pgettext_
from facilitator_app.views.shared.fields import Choice, TickBox
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import row
from facilitator_app.views.shared.panels import Card
from facilitator_app.views.shared.tokens import Role, Space

_LOT = 8.0
_MUCH = 6.0
_SOME = 4.0


class MixCard(Card):
    """Takes the cover of a workshop; emits `mix_chosen(weights, what nobody shall be alone in)`."""

    mix_chosen = Signal(dict, tuple)

    def __init__(self) -> None:
        super().__init__(space=Space.S, margin=Space.M)
        self._weights: dict[str, float] = dict(DEFAULT_MIX)
        self._other_alone: tuple[str, ...] = ()
        self.levels: dict[str, Choice] = {}
        self.alone: dict[str, TickBox] = {}
        self.body.addWidget(text_label(_("What is mixed"), Role.HEADING))
        explained = _("Meeting new people comes first. Among seatings that are as good, these decide.")
        self.body.addWidget(text_label(explained, Role.CAPTION))
        for attribute, words in _attributes().items():
            self.body.addLayout(self._level(attribute, words))
        for attribute, words in _alone_words().items():
            tick = TickBox(words)
            tick.toggled.connect(lambda _on: self._tell())
            self.alone[attribute] = tick
            self.body.addWidget(tick)
        self.body.addStretch()

    def show_details(self, details: Details) -> None:
        """Show what is chosen, without telling."""
        self._weights = dict(details.mix_weights or DEFAULT_MIX)
        for attribute, choice in self.levels.items():
            choice.show_choices(_level_words(), _level_of(self._weights.get(attribute, 0.0)))
        self._other_alone = tuple(one for one in details.not_alone if one not in self.alone)
        for attribute, tick in self.alone.items():
            tick.blockSignals(True)  # noqa: FBT003
            tick.setChecked(attribute in details.not_alone)
            tick.blockSignals(False)  # noqa: FBT003

    def _level(self, attribute: str, words: str) -> QLayout:
        choice = Choice(words)
        choice.show_choices(_level_words(), _level_of(self._weights[attribute]))
        choice.setMinimumWidth(choice.sizeHint().width() + Space.XL)  # its words never end in …
        choice.chosen.connect(lambda level: self._weigh(attribute, level))
        self.levels[attribute] = choice
        return row(text_label(words), 1, choice, space=Space.M)

    def _weigh(self, attribute: str, level: str) -> None:
        if level != _level_of(self._weights.get(attribute, 0.0)):
            some = DEFAULT_MIX[attribute] if DEFAULT_MIX[attribute] < _MUCH else _SOME
            self._weights[attribute] = {"lot": _LOT, "some": some, "none": 0.0}[level]
            self._tell()

    def _tell(self) -> None:
        alone = [attribute for attribute, tick in self.alone.items() if tick.isChecked()]
        self.mix_chosen.emit(dict(self._weights), (*alone, *self._other_alone))


def _attributes() -> dict[str, str]:
    return {
        "org": _("Organisations"),
        "sector": _("Sectors"),
        "country": _("Countries"),
        "gender": _("Women and men"),
    }


def _alone_words() -> dict[str, str]:
    return {
        "gender": _("Nobody is the only woman or man at a table"),
        "country": _("Nobody is the only one of a country at a table"),
    }


def _level_words() -> tuple[tuple[str, str], ...]:
    return (
        ("lot", pgettext_("mix", "a lot")),
        ("some", pgettext_("mix", "some")),
        ("none", pgettext_("mix", "no matter")),
    )


def _level_of(weight: float) -> str:
    if weight >= _MUCH:
        return "lot"
    return "some" if weight > 0 else "none"
