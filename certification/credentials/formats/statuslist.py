"""Status lists as the IETF writes them: entries of some bits, counted from the low end, in zlib.

Index 0 lies in the lowest bits of the first byte (the W3C's lists count from the highest). An
entry of ours is two bits: 0 valid, 1 revoked, 2 suspended, 3 replaced.
"""

import zlib
from collections.abc import Mapping

BITS = 2
# A list of 131,072 entries of ours has 32 KiB; a million, 256 KiB: no honest list is longer.
LONGEST = 256 * 1024


class BadList(ValueError):
    """No status list: broken, too long, or followed by something else."""


def pack(marked: Mapping[int, int], *, size: int, bits: int = BITS) -> bytes:
    """A list of ``size`` entries; those that are not marked are 0."""
    per_byte = 8 // bits
    raw = bytearray(-(-size // per_byte))
    for index, value in marked.items():
        if not (0 <= index < size and 0 <= value < 1 << bits):
            raise ValueError(f"no entry {index}={value} in a list of {size}")
        raw[index // per_byte] |= value << index % per_byte * bits
    return zlib.compress(bytes(raw), 9)


def inflate(packed: bytes) -> bytes:
    """The bytes of a list, at most ``LONGEST``; raises BadList."""
    stream = zlib.decompressobj()
    try:
        raw = stream.decompress(packed, LONGEST + 1)
    except zlib.error as error:
        raise BadList(str(error)) from error
    if len(raw) > LONGEST or not stream.eof or stream.unused_data:
        raise BadList("too long, cut short, or followed by something else")
    return raw


def entry(raw: bytes, index: int, *, bits: int = BITS) -> int:
    """One entry; raises BadList for an index beyond the list."""
    per_byte = 8 // bits
    if not 0 <= index < len(raw) * per_byte:
        raise BadList("no such index")
    return raw[index // per_byte] >> index % per_byte * bits & (1 << bits) - 1


def unpack(packed: bytes, *, bits: int = BITS) -> dict[int, int]:
    """Every entry that is not 0, by its index; raises BadList."""
    raw, per_byte = inflate(packed), 8 // bits
    return {
        index: value
        for at, byte in enumerate(raw)
        if byte
        for index in range(at * per_byte, (at + 1) * per_byte)
        if (value := entry(raw, index, bits=bits))
    }
