"""`serve`: the API and its pages."""

import ctypes
import gc
import resource
import socket
from typing import Annotated

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.system import read_settings
from kwalificatiegraaf.errors import InvalidInput, cause_of

PATIENCE = 5
"""Seconds that a server which stops waits for open connections: the progress of a job can last longer."""

MANY = 65_536
"""Files and connections that may be open at once: a thousand, the usual limit, is soon taken."""

M_MMAP_THRESHOLD = -3
"""What `mallopt` of glibc calls the size from which a block of memory is asked of the system by itself."""

LARGE = 1_000_000
"""Bytes of a block that goes back to the system as soon as it is free, such as an answer."""

Host = Annotated[str, typer.Option("--host", metavar="ADRES", help="Adres om op te luisteren.")]
Port = Annotated[
    int, typer.Option("--port", metavar="POORT", min=1, max=65535, help="Poort om op te luisteren.")
]
Verzoeken = Annotated[bool, typer.Option("--verzoeken", help="Toon elk verzoek: adres, methode en status.")]


def serve(host: Host = "127.0.0.1", port: Port = 8000, verzoeken: Verzoeken = False) -> None:
    """Serve until interrupted; requests are shown on demand only, for writing a line costs a lookup."""
    read_settings()
    _require_free(host, port)
    _open_many()
    _give_back()
    gc.disable()  # until the server answers: of what is imported and made for that, nothing is garbage
    import uvicorn

    uvicorn.run(
        "api.server:create",
        factory=True,
        host=host,
        port=port,
        http="api.lijn:Lijn",
        access_log=verzoeken,
        timeout_graceful_shutdown=PATIENCE,
    )


def _open_many() -> None:
    """Allow as many open connections as the system lets this process have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MANY if hard == resource.RLIM_INFINITY else min(hard, MANY)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _give_back() -> None:
    """Let large blocks go back to the system; glibc soon keeps them otherwise, for every thread again."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # the C library of others has no such habit
        mallopt(M_MMAP_THRESHOLD, LARGE)


def _require_free(host: str, port: int) -> None:
    """Raise InvalidInput when nothing can listen there."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise InvalidInput(
            f"op {host}:{port} kan niet geluisterd worden ({cause_of(error)})",
            place="--host, --port",
            remedy=f"kies een andere poort, zoals --port {port % 65535 + 1}",
        ) from error


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add(app, "serve", serve, "Start de API met haar startpagina op http://127.0.0.1:8000.")
