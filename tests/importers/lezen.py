"""The recorded answers (official shape, made-up words), and small changes to them."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

VOORBEELDEN = Path(__file__).parent / "voorbeelden"


def load(name: str) -> Any:
    return json.loads((VOORBEELDEN / name).read_text(encoding="utf-8"))


def changed(change: Callable[[dict[str, Any]], Any], name: str = "detail.json") -> Any:
    """Return the recorded answer after `change` on its `beroepskwalificatie`."""
    document = deepcopy(load(name))
    change(document["beroepskwalificatie"])
    return document
