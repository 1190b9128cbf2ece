"""The program as a function: arguments in, exit code and both streams out."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kwalificatiegraaf.bootstrap import Systeem, boot
from kwalificatiegraaf.cli.main import app
from kwalificatiegraaf.settings import Settings

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Systeem:
    """The system over the embedded data. Read only: all tests share it."""
    return boot(Settings(data=tmp_path_factory.mktemp("cli")))


@pytest.fixture
def run(system: Systeem) -> Run:
    """Run the program in this process on the shared system, or on another (`on`)."""

    def invoke(*arguments: str, on: Any = system, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, list(arguments), obj=on, input=stdin)

    return invoke


@pytest.fixture
def run_json(run: Run) -> Callable[..., Any]:
    """Run a command that succeeds and return its JSON."""

    def invoke(*arguments: str, **options: Any) -> Any:
        result = run(*arguments, "--json", **options)
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return invoke


@pytest.fixture
def fail(run: Run) -> Callable[..., Any]:
    """Run a command that fails with this exit code, as text and as JSON; return the problem."""

    def invoke(code: int, *arguments: str, **options: Any) -> Any:
        text = run(*arguments, **options)
        assert (text.exit_code, text.stdout) == (code, ""), text.output
        result = run(*arguments, "--json", **options)
        assert (result.exit_code, result.stdout) == (code, ""), result.output
        problem = json.loads(result.stderr[result.stderr.index("{") :])
        assert problem["title"] in text.stderr
        assert problem["detail"] in text.stderr
        return problem

    return invoke


@pytest.fixture
def told(fail: Callable[..., Any]) -> Callable[..., str]:
    """Run a command that fails with this exit code; return what is wrong and what would be right."""

    def invoke(code: int, *arguments: str, **options: Any) -> str:
        problem = fail(code, *arguments, **options)
        return f"{problem['detail']}: {problem.get('remedie', '')}"

    return invoke
