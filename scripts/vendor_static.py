"""Renew static/vendor/ and static/fonts/: the third-party files that the application serves itself.

They make it work without a network. Every package is taken with ``npm pack``, checked against the recorded sha256, and
the named files are copied, unchanged, with the licence text; only the alphabets of the font of exported pictures are
joined into one file a weight, since what draws them reads no other. ``static/vendor/sources.toml`` records what was
taken::

    python scripts/vendor_static.py            # copy, and fail when an archive is not the recorded one
    python scripts/vendor_static.py --record   # after a change of version: record the new checksums
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

STATIC = Path(__file__).resolve().parent.parent / "static"
SOURCES = STATIC / "vendor" / "sources.toml"
FONT_SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")


@dataclass(frozen=True)
class Package:
    """One npm package and the files taken from it (path in the archive -> path under ``static/``).

    `fonts` are files made of several of the archive: path under ``static/`` -> their paths in the archive.
    """

    name: str
    version: str
    licence: str
    publisher: str
    files: dict[str, str]
    fonts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def targets(self) -> list[str]:
        """Paths under ``static/`` of all that is taken."""
        return [*self.fonts, *self.files.values()]


PACKAGES = (
    Package(
        name="leaflet",
        version="1.9.4",
        licence="BSD-2-Clause",
        publisher="Volodymyr Agafonkin and contributors, https://leafletjs.com",
        files={
            "package/dist/leaflet.js": "vendor/leaflet/leaflet.js",
            "package/dist/leaflet.css": "vendor/leaflet/leaflet.css",
            "package/LICENSE": "vendor/leaflet/LICENSE",
        },
    ),
    Package(
        name="html-to-image",
        version="1.11.13",
        licence="MIT",
        publisher="bubkoo and contributors, https://github.com/bubkoo/html-to-image",
        files={
            "package/dist/html-to-image.js": "vendor/html-to-image/html-to-image.js",
            "package/LICENSE": "vendor/html-to-image/LICENSE",
        },
    ),
    Package(
        name="@fontsource-variable/inter",
        version="5.3.0",
        licence="OFL-1.1",
        publisher="The Inter Project Authors, https://rsms.me/inter",
        files={
            **{
                f"package/files/inter-{subset}-wght-normal.woff2": f"fonts/inter-{subset}.woff2"
                for subset in FONT_SUBSETS
            },
            "package/LICENSE": "fonts/LICENSE",
        },
    ),
    Package(
        name="@fontsource/inter",
        version="5.3.0",
        licence="OFL-1.1",
        publisher="The Inter Project Authors, https://rsms.me/inter",
        files={"package/LICENSE": "fonts/LICENSE"},
        fonts={
            f"fonts/inter-{name}.ttf": tuple(
                f"package/files/inter-{subset}-{weight}-normal.woff" for subset in FONT_SUBSETS
            )
            for name, weight in (("regular", 400), ("semibold", 600))
        },
    ),
)
FAMILY = 1  # number of the family's name in the table of names


def recorded_checksums(path: Path = SOURCES) -> dict[str, str]:
    """Checksums of the last record, by package name (empty before the first record)."""
    if not path.is_file():
        return {}
    return {entry["package"]: entry["sha256"] for entry in tomllib.loads(path.read_text("utf-8"))["source"]}


def fetch(package: Package, folder: Path) -> Path:
    """Archive of the package, fetched by the npm client into ``folder``."""
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    stem = package.name.removeprefix("@").replace("/", "-")
    return folder / f"{stem}-{package.version}.tgz"


def take(package: Package, archive: Path) -> None:
    """Copy the named files of the archive into ``static/``."""
    with tarfile.open(archive) as tar:

        def read(inside: str) -> bytes:
            member = tar.extractfile(inside)
            if member is None:
                msg = f"{package.name} {package.version}: {inside} is not a file in the archive; check PACKAGES"
                raise FileNotFoundError(msg)
            return member.read()

        for inside, target in package.files.items():
            write(STATIC / target, read(inside))
        for target, parts in package.fonts.items():
            write(STATIC / target, joined([read(part) for part in parts]))


def write(path: Path, data: bytes) -> None:
    """Write a file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def joined(parts: list[bytes]) -> bytes:
    """Return one TrueType font made of a font's alphabets; its family has a name that no installed font has."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, part in enumerate(parts):
            font = TTFont(io.BytesIO(part), recalcTimestamp=False)
            font.flavor = None
            paths.append(str(Path(folder) / f"{number}.ttf"))
            font.save(paths[-1])
        first = TTFont(paths[0])["head"]
        whole = Merger(options=Options(drop_tables=["GSUB", "STAT"])).merge(paths)
    whole.recalcTimestamp = False
    whole["head"].created, whole["head"].modified = first.created, first.modified
    for entry in whole["name"].names:
        if entry.nameID == FAMILY:
            entry.string = f"Regioscope {entry}"
    found = io.BytesIO()
    whole.save(found)
    return found.getvalue()


def record(checksums: dict[str, str]) -> str:
    """Text of ``sources.toml``."""
    parts = ["# Third-party files served by the application; renewed by scripts/vendor_static.py.\n"]
    for package in PACKAGES:
        files = ",\n".join(f'    "static/{target}"' for target in package.targets)
        parts.append(
            f'[[source]]\npackage = "{package.name}"\nregistry = "npm"\nversion = "{package.version}"\n'
            f'sha256 = "{checksums[package.name]}"\nlicence = "{package.licence}"\n'
            f'publisher = "{package.publisher}"\nfiles = [\n{files},\n]\n'
        )
    return "\n".join(parts)


def main(arguments: list[str] | None = None) -> int:
    """Renew the vendored files; exit code 1 when an archive is not the recorded one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--record", action="store_true", help="record new checksums instead of checking them")
    options = parser.parse_args(arguments)
    known = recorded_checksums()
    checksums = {}
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            archive = fetch(package, Path(folder))
            checksums[package.name] = hashlib.sha256(archive.read_bytes()).hexdigest()
            if not options.record and known.get(package.name) != checksums[package.name]:
                sys.stderr.write(
                    f"{package.name} {package.version}: sha256 {checksums[package.name]} is not the recorded one "
                    f"({known.get(package.name)}); if the change is meant, run again with --record\n"
                )
                return 1
            take(package, archive)
    SOURCES.write_text(record(checksums), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
