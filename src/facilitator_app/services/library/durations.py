"""Durations learned from the workshops of the library, in the private index: no file is opened for work."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from facilitator_app.records.agenda import Agenda
from facilitator_app.records.learning import Learned, LearnKey
from facilitator_app.rules.learning import learn, learned_for
from facilitator_app.services.library.index import durations_known
from facilitator_app.support.wording import _, pgettext_


def learned(
    known: tuple[Path, ...], *, folder: Path | None = None, but: Path | None = None
) -> dict[LearnKey, Learned]:
    """Return what the closed workshops `known` (the recent list) have taught, by what was compared.

    `but` is left out: a workshop does not learn from itself. Files that were changed elsewhere are indexed
    again first; one that is gone or cannot be read is left out.
    """
    others = tuple(path for path in known if but is None or path.absolute() != but.absolute())
    return learn(durations_known(others, folder=folder))


def learned_texts(learned_by: Mapping[LearnKey, Learned], agenda: Agenda) -> dict[str, str]:
    """Return by segment id what was learned about it, in one sentence; nothing for the others."""
    found = ((one.id, learned_for(learned_by, one)) for one in agenda.segments() if one.planned_seconds)
    return {key: learned_words(one) for key, one in found if one is not None}


def learned_words(one: Learned) -> str:
    """Say what was learned: "Step 5 took 1.3 × plan in 6 of 7 workshops."."""
    if one.longer * 2 > one.workshops:
        number, sentence = one.longer, _longer(one)
    elif one.shorter * 2 > one.workshops:
        number, sentence = one.shorter, _shorter(one)
    elif one.kept * 2 >= one.workshops:
        number, sentence = one.kept, _kept(one)
    else:
        number, sentence = one.longer, _varied(one)
    return sentence.format(step=one.key.step, ratio=_ratio(one.ratio), n=number, all=one.workshops)


def _longer(one: Learned) -> str:
    if one.key.step is None:
        return _("An item like this took {ratio} × plan in {n} of {all} workshops.")
    return _("Step {step} took {ratio} × plan in {n} of {all} workshops.")


def _shorter(one: Learned) -> str:
    if one.key.step is None:
        return _("An item like this took only {ratio} × plan in {n} of {all} workshops.")
    return _("Step {step} took only {ratio} × plan in {n} of {all} workshops.")


def _kept(one: Learned) -> str:
    if one.key.step is None:
        return _("An item like this kept to its plan in {n} of {all} workshops.")
    return _("Step {step} kept to its plan in {n} of {all} workshops.")


def _varied(one: Learned) -> str:
    if one.key.step is None:
        return _("An item like this took longer than planned in {n} of {all} workshops, shorter in others.")
    return _("Step {step} took longer than planned in {n} of {all} workshops, shorter in others.")


def _ratio(value: float) -> str:
    """Return a ratio with one decimal, as the language of the interface writes it."""
    return f"{value:.1f}".replace(".", pgettext_("decimal mark", "."))
