"""Unpacks one frame with the C library of Zstandard, which every Debian has.

Usage: unzstd.py FILE OUTPUT
Prints the size that the frame tells and whether it is the file's only one.
"""
import ctypes
import sys


def main():
    library = ctypes.CDLL("libzstd.so.1")
    library.ZSTD_getFrameContentSize.restype = ctypes.c_ulonglong
    for name in ("ZSTD_decompress", "ZSTD_findFrameCompressedSize", "ZSTD_isError"):
        getattr(library, name).restype = ctypes.c_size_t
    library.ZSTD_isError.restype = ctypes.c_uint
    with open(sys.argv[1], "rb") as file:
        packed = file.read()
    source, length = ctypes.c_char_p(packed), ctypes.c_size_t(len(packed))
    size = library.ZSTD_getFrameContentSize(source, length)
    only = library.ZSTD_findFrameCompressedSize(source, length) == len(packed)
    unpacked = ctypes.create_string_buffer(max(size, 1))
    count = library.ZSTD_decompress(unpacked, ctypes.c_size_t(size), source, length)
    if library.ZSTD_isError(ctypes.c_size_t(count)):
        sys.exit("not a frame")
    with open(sys.argv[2], "wb") as file:
        file.write(unpacked.raw[:count])
    print("%d bytes, only frame: %s, checksum: %s" % (size, only, bool(packed[4] & 4)))


if __name__ == "__main__":
    main()
