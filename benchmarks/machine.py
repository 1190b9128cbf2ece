"""On what was measured: processor, memory, Python and the libraries that do the work."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

LIBRARIES = (
    "ortools",
    "pyoxigraph",
    "rdflib",
    "pyshacl",
    "owlready2",
    "tantivy",
    "numpy",
    "fastapi",
    "pydantic",
)


def described() -> list[str]:
    """Return the lines of a Markdown list."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    processor = _field("/proc/cpuinfo", "model name") or platform.machine()
    return [
        f"- Processor: {processor}, {os.cpu_count()} kernen.",
        f"- Geheugen: {_memory()}.",
        f"- Systeem: {platform.system()} {platform.release()}, Python {platform.python_version()}.",
        f"- Bibliotheken: {libraries}.",
        f"- Drukte bij het schrijven (gemiddeld aantal wachtende processen): {os.getloadavg()[0]:.1f}.",
    ]


def _memory() -> str:
    kilobytes = _field("/proc/meminfo", "MemTotal").removesuffix(" kB")
    return f"{int(kilobytes) / 2**20:.0f} GiB" if kilobytes else "onbekend"


def _field(path: str, name: str) -> str:
    """Return the value of the first line with this name; empty on a system without the file."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
