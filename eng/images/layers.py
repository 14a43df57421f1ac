"""Layers that depend on nothing but what is in them: not on the clock, the builder's user or the order of a folder."""

import io
import os
import stat
import tarfile


def of_folder(folder: str, epoch: int) -> bytes:
    """A tar of everything below a folder, owned by root."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.GNU_FORMAT) as layer:
        for path in sorted(_below(folder)):
            member = layer.gettarinfo(path, arcname=os.path.relpath(path, folder))
            member.type = tarfile.REGTYPE if member.islnk() else member.type
            member.size = os.path.getsize(path) if member.isreg() else 0
            _settle(member, epoch)
            if member.isreg():
                with open(path, "rb") as file:
                    layer.addfile(member, file)
            else:
                layer.addfile(member)
    return content.getvalue()


def settled(tar: bytes, epoch: int) -> bytes:
    """The same tar in the order of its names, with one time and one owner for all."""
    content = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(tar)) as source:
        with tarfile.open(fileobj=content, mode="w", format=tarfile.GNU_FORMAT) as layer:
            for member in sorted(source.getmembers(), key=lambda each: each.name):
                file = source.extractfile(member) if member.isreg() else None
                _settle(member, epoch)
                member.pax_headers = {}
                layer.addfile(member, file)
    return content.getvalue()


def _below(folder: str) -> list[str]:
    return [
        os.path.join(parent, name)
        for parent, folders, files in os.walk(folder)
        for name in folders + files
    ]


def _settle(member: tarfile.TarInfo, epoch: int) -> None:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = epoch
    if member.isreg():
        member.mode = 0o755 if member.mode & stat.S_IXUSR else 0o644
    elif member.isdir():
        member.mode = 0o1777 if member.mode & stat.S_ISVTX else 0o755
