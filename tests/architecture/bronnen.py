"""The source files that the rules of the house speak of."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("kwalificatiegraaf", "api")
CODE = (*PACKAGES, "tools")
EVERYTHING = (*CODE, "tests", "benchmarks")
GENERATED = {ROOT / "kwalificatiegraaf" / "vocabulary" / "terms.py"}
NOT_COMMITTED = {".git", ".venv", ".make", "node_modules", "__pycache__", "dist", "build"}


def python_files(*folders: str) -> list[Path]:
    """Return the hand-written Python files below these folders, sorted."""
    found = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return [path for path in found if path not in GENERATED and not NOT_COMMITTED & set(path.parts)]


@cache
def parse(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a file."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and value of every string constant that is not a docstring."""
    tree = parse(path)
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def named(path: Path) -> str:
    """Return the path below the root, to show."""
    return path.relative_to(ROOT).as_posix()
