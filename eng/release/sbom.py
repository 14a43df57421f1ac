"""The parts list of a program, CycloneDX 1.6 as JSON, made from its lock file: sbom.py PROJECT VERSION

Every package that NuGet resolved, direct or not, those of the build among them, with its version and the SHA-512 that the
lock file holds. The base image is not in it: that one has a list of its own. No clock and no chance: one lock file gives
one list.
"""

import base64
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def component(name: str, version: str, content_hash: str) -> dict:
    place = f"pkg:nuget/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": place,
        "name": name,
        "version": version,
        "purl": place,
        "hashes": [{"alg": "SHA-512", "content": base64.b64decode(content_hash).hex()}],
    }


def packages(project: str) -> dict[tuple[str, str], str]:
    lock = json.loads((ROOT / "src" / project / "packages.lock.json").read_text())
    found = {}
    for framework in lock["dependencies"].values():
        for name, entry in framework.items():
            if "contentHash" in entry:  # a project of ours has none
                found[name, entry["resolved"]] = entry["contentHash"]
    return found


def main(project: str, version: str) -> None:
    parts = [component(*key, content_hash) for key, content_hash in sorted(packages(project).items())]
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
