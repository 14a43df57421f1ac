"""An OCI image layout: a folder, or a tar archive of one, of blobs that are named by their own hash."""

import gzip
import hashlib
import io
import json
import os
import tarfile

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
REFERENCE = "org.opencontainers.image.ref.name"


def digest_of(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def json_bytes(document) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


def packed(content: bytes) -> bytes:
    """The same bytes for the same content: no time and no file name are in the gzip header."""
    return gzip.compress(content, compresslevel=9, mtime=0)


class Layout:
    """The blobs of images, and the names under which their manifests are found."""

    def __init__(self):
        self.blobs: dict[str, bytes] = {}
        self.manifests: list[dict] = []

    @classmethod
    def read(cls, path: str) -> "Layout":
        """From a folder or an archive. Every blob must have the hash it is named by."""
        files = _read_folder(path) if os.path.isdir(path) else _read_archive(path)
        if "index.json" not in files:
            raise SystemExit(f"error: {path} is no OCI image layout: it has no index.json")
        layout = cls()
        layout.manifests = json.loads(files["index.json"])["manifests"]
        for name, content in files.items():
            if name.startswith("blobs/sha256/"):
                digest = digest_of(content)
                if digest != "sha256:" + name.rsplit("/", 1)[1]:
                    raise SystemExit(f"error: {name} of {path} is damaged: its content has {digest}")
                layout.blobs[digest] = content
        return layout

    def add(self, content: bytes, media_type: str) -> dict:
        digest = digest_of(content)
        self.blobs[digest] = content
        return {"mediaType": media_type, "digest": digest, "size": len(content)}

    def add_image(self, reference: str, config: dict, layers: list[dict]) -> str:
        """The digest of the new manifest."""
        manifest = {
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": self.add(json_bytes(config), CONFIG),
            "layers": layers,
        }
        entry = self.add(json_bytes(manifest), MANIFEST)
        entry["platform"] = {"architecture": config["architecture"], "os": config["os"]}
        # The second name is the one that containerd looks for when it imports an archive.
        entry["annotations"] = {REFERENCE: reference, "io.containerd.image.name": reference}
        self.manifests = [each for each in self.manifests if _name_of(each) != reference] + [entry]
        return entry["digest"]

    def image(self, reference: str | None = None) -> tuple[dict, dict, dict]:
        """Descriptor, manifest and configuration; without a name those of the only image."""
        found = [each for each in self.manifests if reference in (None, _name_of(each))]
        if len(found) != 1:
            raise SystemExit(f"error: {len(found)} images are called {reference or 'anything'}; there should be one")
        manifest = json.loads(self.blobs[found[0]["digest"]])
        return found[0], manifest, json.loads(self.blobs[manifest["config"]["digest"]])

    def write_archive(self, path: str) -> None:
        """The same images give the same bytes."""
        with tarfile.open(path + ".next", "w", format=tarfile.GNU_FORMAT) as archive:
            for name, content in sorted(self._files().items()):
                member = tarfile.TarInfo(name)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
        os.replace(path + ".next", path)

    def _files(self) -> dict[str, bytes]:
        files = {f"blobs/sha256/{digest.removeprefix('sha256:')}": content for digest, content in self.blobs.items()}
        files["oci-layout"] = json_bytes({"imageLayoutVersion": "1.0.0"})
        files["index.json"] = json_bytes({"schemaVersion": 2, "mediaType": INDEX, "manifests": self.manifests})
        return files


def _name_of(entry: dict) -> str | None:
    return entry.get("annotations", {}).get(REFERENCE)


def _read_folder(path: str) -> dict[str, bytes]:
    files = {}
    for folder, _, names in os.walk(path):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                files[os.path.relpath(os.path.join(folder, name), path)] = file.read()
    return files


def _read_archive(path: str) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {member.name.removeprefix("./"): archive.extractfile(member).read() for member in archive if member.isfile()}
