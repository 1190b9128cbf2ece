"""Progress of long work, for whoever listens: the phase it is in, and what the solver reports.

Without a listener nothing is reported. Nothing here needs the solver: see `solver`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One report: the phase, or the best value and the proved bound of an objective.

    Values are small when good, and count in the units of the solver's model.
    """

    fase: str | None = None
    doel: str | None = None
    waarde: int | None = None
    grens: int | None = None


Listener = Callable[[Step], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Send every report made inside the block, on this thread, to `listener`."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def enter_phase(name: str) -> None:
    """Report that the work enters a phase, named in the reader's Dutch."""
    listener = _listener.get()
    if listener is not None:
        listener(Step(fase=name))


def tell(goal: str, value: int | None, bound: int) -> None:
    """Report the value (None before there is one) and the proved bound of an objective."""
    listener = _listener.get()
    if listener is not None:
        listener(Step(doel=goal, waarde=value, grens=bound))


def current() -> Listener | None:
    """Return who listens on this thread."""
    return _listener.get()
