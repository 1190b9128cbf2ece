"""What an IRI may look like (RFC 3987): exactly, and in short for whoever reads or generates one.

Left out are addresses of hosts between square brackets, and letters that Unicode has not given away.
"""

import re
from typing import Final

_LETTERS: Final = (
    "A-Za-z0-9._~\\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    "\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd"
)
_MARKS: Final = "!$&'()*+,;="
_CODED: Final = "%[0-9A-Fa-f]{2}"


def _some(more: str) -> str:
    """Return the pattern of any number of signs: those of every part, and `more`."""
    return f"(?:[{_LETTERS}{_MARKS}{more}]|{_CODED})*"


_END: Final = rf"(?:\?{_some(':@/?')})?(?:#{_some(':@/?')})?"
_HOST: Final = rf"//(?:{_some(':')}@)?{_some('')}(?::[0-9]*)?(?:/{_some(':@/')})?{_END}"
_PATH: Final = rf"(?:/|/?(?:[{_LETTERS}{_MARKS}:@]|{_CODED}){_some(':@/')})?{_END}"

ABSOLUTE: Final = re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*:(?:{_HOST}|{_PATH})")
"""An IRI with a scheme, whatever it is."""

OF_A_THING: Final = re.compile(rf"https?:{_HOST}|urn:{_PATH}")
"""An IRI with a scheme by which things are named."""

SHORTLY: Final = {
    ABSOLUTE: r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f-\x9f<>\"{}|\\^`]*",
    OF_A_THING: r"(?:https?://|urn:)[^\x00-\x20\x7f-\x9f<>\"{}|\\^`]*",
}
"""The shape of each, which lets a few through that are none."""
