"""A process that computes one job and may be killed at any moment: `python -m api.jobs.child FD`.

FD is its end of a connection: an Order comes in, Messages go out. It ends with the server.
"""

import os
import resource
import signal
import sys
from multiprocessing.connection import Connection
from threading import Thread
from traceback import format_exc

from api.jobs.process import Message, Order
from kwalificatiegraaf.bootstrap import open_snapshot
from kwalificatiegraaf.errors import KwalificatiegraafError
from kwalificatiegraaf.planning.progress import Step, enter_phase, listening
from kwalificatiegraaf.store.reader import end_with

NICE = 5
"""Jobs give way to the server itself, which answers everybody's lookups."""


def compute(order: Order) -> Message:
    """Return the body of the answer, or what went wrong."""
    try:
        enter_phase("gegevens openen")
        system = open_snapshot(order.settings, order.snapshot)
        enter_phase("rekenen")
        return Message("klaar", order.work(system))
    except KwalificatiegraafError as error:
        return Message("fout", error)
    except Exception:
        return Message("stuk", format_exc())


def main(fd: int) -> None:
    """Do the one order."""
    link: Connection[Message, Order] = Connection(fd)
    order = link.recv()

    def tell(step: Step) -> None:
        link.send(Message("stap", step))

    with listening(tell):
        link.send(compute(order))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server decides
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Thread(target=end_with, args=(int(sys.argv[1]),), daemon=True).start()
    main(int(sys.argv[1]))
