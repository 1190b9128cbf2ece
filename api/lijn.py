"""A line to a client that can be lent to another process, which then reads and answers on it."""

from asyncio import Transport
from collections.abc import Callable
from typing import Any, Final

from api.verbinding import Verbinding

LINE: Final = "kwalificatiegraaf.lijn"
"""In the scope of a request: the line that it came over."""

LARGEST: Final = 16_384
"""Bytes of a request that is kept as it came."""


class Lijn(Verbinding):
    """One connection. What is lent reads nothing here; `take_back` goes on where the other one stopped."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin with nothing lent."""
        self.raw = b""
        self.begun = 0
        self.whole = True
        self.recall: Callable[[], None] | None = None
        self.ends = False
        self.memory: Any = None
        """What whoever lends it knows of the last request."""
        super().connection_made(transport)

    def on_message_begin(self) -> None:
        """Let the application know the line."""
        super().on_message_begin()
        self.begun += 1
        self.whole = False
        self.scope[LINE] = self  # type: ignore[typeddict-unknown-key]

    def on_message_complete(self) -> None:
        """Know that the request is here."""
        super().on_message_complete()
        self.whole = True

    def data_received(self, data: bytes) -> None:
        """Keep a small request as it came."""
        if self.whole:
            self.raw, self.begun = data, 0
        elif len(self.raw) < LARGEST:
            self.raw += data
        super().data_received(data)

    @property
    def request(self) -> bytes | None:
        """The one request that came last and is answered, as it came; None where more or less is here."""
        alone = self.whole and self.begun == 1 and len(self.raw) < LARGEST and not self.pipeline
        return self.raw if alone and self.cycle.response_complete else None

    @property
    def descriptor(self) -> int | None:
        """What another process needs to read here; None where that cannot be now."""
        if self.recall or self.refused or self.access_log or not self.cycle.keep_alive:
            return None
        connected = self.transport.get_extra_info("socket")
        if connected is None or self.transport.is_closing() or self.transport.get_write_buffer_size():
            return None
        return int(connected.fileno())

    def lend(self, recall: Callable[[], None]) -> None:
        """Read nothing until `take_back`; `recall` asks for that."""
        self._unset_keepalive_if_required()
        self.flow.pause_reading()
        self.recall = recall

    def take_back(self, rest: bytes = b"") -> None:
        """Send what the other process could not, and read on."""
        self.recall = None
        if self.transport.is_closing():
            return
        if rest:
            self.transport.write(rest)
        self.flow.resume_reading()
        wait, late = self.timeout_keep_alive, self.timeout_keep_alive_handler
        self.timeout_keep_alive_task = self.loop.call_later(wait, late)
        if self.ends:
            self.shutdown()

    def shutdown(self) -> None:
        """End; what is lent comes back first."""
        if self.recall:
            self.ends = True
            self.recall()
        else:
            super().shutdown()
