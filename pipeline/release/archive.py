"""The zip of a release: the same files give the same bytes, on any machine and with any zlib."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pipeline.records import Fault

EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16


def pack(files: Mapping[str, bytes]) -> bytes:
    """The zip of these files (name to bytes), in the order of their names.

    Stored, not deflated: deflated bytes differ between zlib versions, Parquet is compressed already, and git finds
    what two stored releases have in common.

    >>> unpack(pack({"b": b"2", "a/c": b"1"}), "x.zip")
    {'a/c': b'1', 'b': b'2'}
    """
    sink = io.BytesIO()
    with ZipFile(sink, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            info = ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = UNIX, READABLE
            archive.writestr(info, files[name])
    return sink.getvalue()


def unpack(data: bytes, where: str) -> dict[str, bytes]:
    """The files of a zip, folders left out. Raises Fault, naming ``where``, if it is none or damaged."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except BadZipFile as error:
        raise Fault("not_a_zip", where, str(error), "get the file again and compare its sha256") from None
