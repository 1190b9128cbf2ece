"""The header Prefer as RFC 7240 has it."""

import pytest

from api.jobs.prefer import names_of


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("respond-async", True),
        ("Respond-Async", True),
        ("wait=10, respond-async", True),
        ("respond-async; foo=bar , handling=lenient", True),
        ('foo="a, \\", b", respond-async', True),
        ("", False),
        ("return=minimal", False),
        ('foo="x, respond-async, y"', False),
        ("respond-asynchronously", False),
        ("foo; respond-async", False),
    ],
)
def test_respond_async_is_found_where_it_is_a_preference(header: str, asked: bool) -> None:
    assert ("respond-async" in names_of(header)) is asked
