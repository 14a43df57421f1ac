"""The parts list of a program, CycloneDX 1.6 as JSON: sbom.py PROJECT VERSION [ARCHIVE]

From the lock file every package that NuGet resolved, direct or not, those of the build among them (the native runtime that is linked into
the pod is one), with its version and the SHA-512 that the lock file holds. From ARCHIVE, the image as eng/images/publish.sh makes it: the
base by its digest, the packages in it, the .NET runtime that it brings, and each file of ours by its SHA-256. A base that does not say
what it is made of is an error: a list with a hole in it is none. No clock and no chance: the same files give the same list.
"""

import base64
import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "eng" / "images"))
from layout import Layout  # noqa: E402  (it is in another folder)

CHISEL = "var/lib/chisel/manifest.wall"
DPKG = ("var/lib/dpkg/status", "var/lib/dpkg/status.d/")
RUNTIMES = {"DOTNET_VERSION": "Microsoft.NETCore.App.Runtime.linux-x64", "ASPNET_VERSION": "Microsoft.AspNetCore.App.Runtime.linux-x64"}


def component(kind: str, name: str, version: str, place: str, **more) -> dict:
    return {"type": kind, "bom-ref": place, "name": name, "version": version, "purl": place, **more}


def packages(project: str) -> list[dict]:
    lock = json.loads((ROOT / "src" / project / "packages.lock.json").read_text())
    found = {}
    for framework in lock["dependencies"].values():
        for name, entry in framework.items():
            if "contentHash" in entry:  # a project of ours has none
                found[name, entry["resolved"]] = entry["contentHash"]
    return [component("library", name, version, f"pkg:nuget/{name}@{version}",
                      hashes=[{"alg": "SHA-512", "content": base64.b64decode(content).hex()}]) for (name, version), content in sorted(found.items())]


def image_parts(archive: str) -> list[dict]:
    layout = Layout.read(archive)
    _, manifest, config = layout.image()
    *inherited, ours = (files_of(gzip.decompress(layout.blobs[each["digest"]])) for each in manifest["layers"])
    labels = config["config"].get("Labels") or {}
    base, digest = (labels.get(f"org.opencontainers.image.base.{word}") for word in ("name", "digest"))
    if not base or not digest:
        raise SystemExit(f"error: {archive} does not say on which base it was made")
    system = [part for layer in inherited for part in system_packages(layer)]
    if not system:
        raise SystemExit(f"error: {base} does not say which packages it is made of")
    environment = dict(setting.split("=", 1) for setting in config["config"].get("Env", []))
    runtimes = [component("framework", RUNTIMES[name], version, f"pkg:nuget/{RUNTIMES[name]}@{version}")
                for name, version in sorted(environment.items()) if name in RUNTIMES]
    repository = base.split("@")[0].rsplit(":", 1)[0]
    return [
        component("container", base, digest, f"pkg:oci/{repository.rsplit('/', 1)[1]}@{digest.replace(':', '%3A')}?repository_url={repository}"),
        *sorted(system, key=lambda part: part["bom-ref"]),
        *runtimes,
        *({"type": "file", "bom-ref": f"file:{name}", "name": name, "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}]}
          for name, content in sorted(ours.items())),
    ]


def files_of(layer: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(layer)) as archive:
        return {member.name.removeprefix("./"): archive.extractfile(member).read() for member in archive if member.isreg()}


def system_packages(files: dict[str, bytes]) -> list[dict]:
    found = []
    if CHISEL in files:
        wall = subprocess.run(["zstd", "-dcq"], input=files[CHISEL], stdout=subprocess.PIPE, check=True).stdout
        entries = (json.loads(line) for line in wall.splitlines() if line)
        found += [(entry["name"], entry["version"], entry["arch"], "ubuntu") for entry in entries if entry.get("kind") == "package"]
    for name, content in files.items():
        if name == DPKG[0] or (name.startswith(DPKG[1]) and not name.endswith(".md5sums")):
            found += [(entry["Package"], entry["Version"], entry["Architecture"], "debian") for entry in paragraphs(content.decode())]
    return [component("library", name, version, f"pkg:deb/{system}/{name}@{version}?arch={architecture}") for name, version, architecture, system in found]


def paragraphs(text: str) -> list[dict[str, str]]:
    blocks = (dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and line[0] not in " \t") for block in text.split("\n\n"))
    return [block for block in blocks if "Package" in block]


def main(project: str, version: str, archive: str | None = None) -> None:
    parts = packages(project) + (image_parts(archive) if archive else [])
    json.dump({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": project, "name": project, "version": version,
                                   "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": parts,
        "dependencies": [{"ref": project, "dependsOn": [part["bom-ref"] for part in parts]}],
    }, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main(*sys.argv[1:])
