"""The registry protocol, both ends: pushes an image, and serves a layout to those who can only pull."""

import base64
import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from layout import MANIFEST, Layout


def push(layout: Layout, descriptor: dict, registry: str, repository: str, tag: str) -> None:
    """Blobs first, the manifest last; what is there already is left alone.

    REGISTRY_USER and REGISTRY_PASSWORD are sent as Basic authorization.
    """
    remote = _Remote(registry, repository)
    manifest = json.loads(layout.blobs[descriptor["digest"]])
    for blob in [manifest["config"], *manifest["layers"]]:
        if not remote.has(f"blobs/{blob['digest']}"):
            remote.upload(blob["digest"], layout.blobs[blob["digest"]])
    # By its digest first: where tags cannot be moved, the same image under the same tag is no error.
    if remote.digest_of(tag) != descriptor["digest"]:
        remote.put_manifest(tag, layout.blobs[descriptor["digest"]], manifest.get("mediaType", MANIFEST))


class _Remote:
    """One repository of a registry."""

    def __init__(self, registry: str, repository: str):
        host = registry.rsplit(":", 1)[0]
        scheme = "http" if host in ("localhost", "127.0.0.1") else "https"
        self._root = f"{scheme}://{registry}/v2/{repository}/"
        self._headers = {}
        if user := os.environ.get("REGISTRY_USER"):
            secret = f"{user}:{os.environ.get('REGISTRY_PASSWORD', '')}".encode()
            self._headers["Authorization"] = "Basic " + base64.b64encode(secret).decode()
        # A registry on this machine is never behind a proxy.
        self._opener = urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if scheme == "http" else []))

    def has(self, path: str) -> bool:
        return self._head(path) is not None

    def digest_of(self, tag: str) -> str | None:
        headers = self._head(f"manifests/{tag}")
        return headers["Docker-Content-Digest"] if headers else None

    def upload(self, digest: str, content: bytes) -> None:
        place = self._call("POST", "blobs/uploads/", b"")["Location"]
        mark = "&" if "?" in place else "?"
        self._call("PUT", place + mark + urllib.parse.urlencode({"digest": digest}), content, "application/octet-stream")

    def put_manifest(self, tag: str, content: bytes, media_type: str) -> None:
        self._call("PUT", f"manifests/{tag}", content, media_type)

    def _head(self, path: str):
        try:
            return self._call("HEAD", path)
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise

    def _call(self, verb: str, path: str, content: bytes | None = None, media_type: str | None = None):
        headers = {**self._headers, "Accept": MANIFEST}
        if media_type:
            headers["Content-Type"] = media_type
        url = urllib.parse.urljoin(self._root, path)
        request = urllib.request.Request(url, content, headers, method=verb)
        try:
            with self._opener.open(request, timeout=120) as answer:
                return answer.headers
        except urllib.error.HTTPError as error:
            if verb != "HEAD":
                error.msg = f"{error.msg}: {error.read(1000).decode(errors='replace')}"
            raise
        except urllib.error.URLError as error:
            raise SystemExit(f"error: {verb} {url}: {error.reason}") from error


def serve(layout: Layout, port_file: str) -> None:
    """Serves the images of a layout, read only, on a free port of the loopback interface, until it is killed."""
    tags = {each["annotations"]["org.opencontainers.image.ref.name"]: each["digest"] for each in layout.manifests}

    class Pulls(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self._answer(with_content=True)

        def do_HEAD(self):
            self._answer(with_content=False)

        def _answer(self, with_content: bool):
            digest, media_type = _found(self.path, tags)
            content = layout.blobs.get(digest, b"")
            self.send_response(200 if content or self.path == "/v2/" else 404)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Docker-Distribution-Api-Version", "registry/2.0")
            if content:
                self.send_header("Docker-Content-Digest", digest)
            self.end_headers()
            if with_content:
                self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pulls)
    with open(port_file + ".next", "w", encoding="ascii") as file:
        file.write(str(server.server_port))
    os.replace(port_file + ".next", port_file)
    server.serve_forever()


def _found(path: str, tags: dict[str, str]) -> tuple[str, str]:
    """The digest a path asks for, and the type of what it names."""
    match = re.fullmatch(r"/v2/(.+)/(manifests|blobs)/([^/]+)", path)
    if not match:
        return "", "application/json"
    repository, kind, name = match.groups()
    if kind == "manifests":
        return tags.get(f"{repository}:{name}", name), MANIFEST
    return name, "application/octet-stream"
