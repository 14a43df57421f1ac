"""Writes a container image of one layer that `ctr images import` accepts: image.py NAME:TAG ARCHIVE FOLDER COMMAND..."""

import hashlib
import io
import json
import os
import sys
import tarfile


def anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """The same folder gives the same image, whoever packs it and when."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return member


def main(name: str, archive: str, folder: str, *command: str) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as layer:
        layer.add(folder, arcname=".", filter=anonymous)
    layer_digest = hashlib.sha256(packed.getvalue()).hexdigest()
    config = json.dumps({
        "architecture": "amd64",
        "os": "linux",
        "config": {"Entrypoint": command, "Env": ["PATH=/bin"], "WorkingDir": "/"},
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{layer_digest}"]},
    }).encode()
    config_name = hashlib.sha256(config).hexdigest() + ".json"
    layer_name = f"{layer_digest}/layer.tar"
    manifest = json.dumps([{"Config": config_name, "RepoTags": [name], "Layers": [layer_name]}]).encode()

    with tarfile.open(archive + ".next", "w", format=tarfile.GNU_FORMAT) as image:
        for entry, content in ((config_name, config), (layer_name, packed.getvalue()), ("manifest.json", manifest)):
            member = tarfile.TarInfo(entry)
            member.size = len(content)
            image.addfile(member, io.BytesIO(content))
    os.replace(archive + ".next", archive)


if __name__ == "__main__":
    main(*sys.argv[1:])
