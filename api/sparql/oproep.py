"""The same question as a program asks it: a command with curl, and Python with its standard library."""

from shlex import quote

PYTHON = '''from urllib.parse import urlencode
from urllib.request import Request, urlopen

vraag = """
{text}
"""
velden = urlencode({fields}).encode()
aanvraag = Request("{address}", velden, {{"Accept": "{media_type}"}})
with urlopen(aanvraag) as antwoord:
    print(antwoord.read().decode())
'''


def curl(address: str, pairs: list[tuple[str, str]], media_type: str) -> str:
    """Return a command for a POSIX shell that asks with POST; `pairs` are the fields of the form."""
    fields = [f"--data-urlencode {quote(f'{name}={value.strip()}')}" for name, value in pairs]
    return " \\\n  ".join([f"curl -H 'Accept: {media_type}'", *fields, quote(address)])


def python(address: str, pairs: list[tuple[str, str]], media_type: str) -> str:
    """Return a program that asks the same; the first of `pairs` is the query."""
    (name, query), *graphs = pairs
    text = query.strip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    fields = ", ".join([f'("{name}", vraag)', *(f"({key!r}, {value!r})" for key, value in graphs)])
    return PYTHON.format(text=text, fields=f"[{fields}]", address=address, media_type=media_type)
