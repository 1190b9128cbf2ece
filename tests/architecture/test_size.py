"""Small and documented: lengths of files and functions, and a docstring on every module."""

import ast
from statistics import median

from .bronnen import CODE, EVERYTHING, PACKAGES, functions, named, parse, python_files


def test_no_hand_written_file_is_longer_than_400_lines():
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in python_files(*EVERYTHING)}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_the_median_file_is_shorter_than_120_lines():
    assert median(len(path.read_text("utf-8").splitlines()) for path in python_files(*CODE)) < 120


def test_the_median_function_is_shorter_than_10_lines():
    found = [function for path in python_files(*PACKAGES) for function in functions(path)]
    assert median(function.end_lineno - function.lineno + 1 for function in found) < 10


def test_every_module_says_what_it_is():
    silent = [named(path) for path in python_files(*EVERYTHING) if not ast.get_docstring(parse(path))]
    assert silent == []
