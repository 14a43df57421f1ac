"""Images without a container engine.

oci.py base ARCHIVE NAME:TAG SETTINGS FOLDER...   an image of one layer a folder; SETTINGS is its configuration in JSON
oci.py merge ARCHIVE ARCHIVE...                   the images of several archives in the first
oci.py serve ARCHIVE PORT-FILE                    answers pulls on a free port of 127.0.0.1 until it is killed
oci.py settle SOURCE ARCHIVE NAME:TAG BASE        the only image of SOURCE without traces of when and where it was made;
                                                  its last layer is ours, all below is the image that BASE names
oci.py push ARCHIVE REGISTRY REPOSITORY TAG       pushes its only image, with REGISTRY_USER and REGISTRY_PASSWORD if set
oci.py show ARCHIVE                               digest, bytes to pull, bytes unpacked, base image
SOURCE_DATE_EPOCH is the time that images bear; default 0.
"""

import gzip
import json
import os
import sys
from datetime import datetime, timezone

import layers
import registry
from layout import LAYER, Layout, digest_of, packed

EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH") or 0)


def created() -> str:
    return datetime.fromtimestamp(EPOCH, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def base(archive: str, reference: str, settings: str, *folders: str) -> None:
    layout, descriptors, hashes = Layout(), [], []
    for folder in folders:
        layer = layers.of_folder(folder, EPOCH)
        descriptors.append(layout.add(packed(layer), LAYER))
        hashes.append(digest_of(layer))
    layout.add_image(reference, {
        "architecture": "amd64",
        "os": "linux",
        "created": created(),
        "config": json.loads(settings),
        "rootfs": {"type": "layers", "diff_ids": hashes},
        "history": [{"created": created(), "created_by": "eng/images/base.sh"} for _ in folders],
    }, descriptors)
    layout.write_archive(archive)


def merge(target: str, *archives: str) -> None:
    layout = Layout()
    for archive in archives:
        other = Layout.read(archive)
        layout.blobs.update(other.blobs)
        layout.manifests += other.manifests
    layout.write_archive(target)


def settle(source: str, archive: str, reference: str, base_name: str) -> None:
    old, new = Layout.read(source), Layout()
    _, manifest, config = old.image()
    *inherited, ours = manifest["layers"]
    for descriptor in inherited:
        new.blobs[descriptor["digest"]] = old.blobs[descriptor["digest"]]
    layer = layers.settled(gzip.decompress(old.blobs[ours["digest"]]), EPOCH)
    config["rootfs"]["diff_ids"][-1] = digest_of(layer)
    config["created"] = config["history"][-1]["created"] = created()
    # Where the base was pulled from is not what it is.
    config["config"]["Labels"]["org.opencontainers.image.base.name"] = base_name
    new.add_image(reference, config, [*({**each, "mediaType": LAYER} for each in inherited), new.add(packed(layer), LAYER)])
    new.write_archive(archive)


def push(archive: str, host: str, repository: str, tag: str) -> None:
    layout = Layout.read(archive)
    registry.push(layout, layout.image()[0], host, repository, tag)


def show(archive: str) -> None:
    layout = Layout.read(archive)
    descriptor, manifest, config = layout.image()
    unpacked = sum(len(gzip.decompress(layout.blobs[each["digest"]])) for each in manifest["layers"])
    labels = config["config"].get("Labels") or {}
    print(descriptor["digest"], sum(each["size"] for each in manifest["layers"]), unpacked,
          labels.get("org.opencontainers.image.base.name", "none"))


def main(verb: str, *rest: str) -> None:
    if verb == "serve":
        registry.serve(Layout.read(rest[0]), rest[1])
    else:
        {"base": base, "merge": merge, "settle": settle, "push": push, "show": show}[verb](*rest)


if __name__ == "__main__":
    main(*sys.argv[1:])
