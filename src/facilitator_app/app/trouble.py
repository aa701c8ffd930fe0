"""What is told where something cannot be done: the two kinds of error, in words for a banner."""

from __future__ import annotations

from facilitator_app.store.faults import HeldError
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def trouble_words(error: KnownError) -> str:
    """Return what is told of a known error; a file that is open elsewhere says where, if that is known."""
    if isinstance(error, HeldError) and error.pid is not None:
        words = _("“{name}” is already open in another window of this computer (process {pid}).")
        told = words.format(name=error.path.name, pid=error.pid)
        return f"{told} {error.what_to_do}"
    return str(error)


def as_known(error: BaseException) -> KnownError:
    """Return what a person is told of a bug: that it was one, and that the workshop goes on."""
    return KnownError(
        _("Something went wrong inside the program. Nothing that was saved is lost."),
        _("Go on working; the details are in the log. ({kind})").format(kind=type(error).__name__),
    )
