"""What the picture holds: an address whose fragment is the signed code in decimal digits.

Digits cost a QR code no more than base45 would, any camera opens the address, and what stands
behind ``#`` reaches no server. The first byte, 1, is the version of the carrier.
"""

VERSION = b"\x01"
LONGEST_DIGITS = 1000


def pack(code: bytes, *, base_url: str) -> str:
    return f"{base_url}/v#{int.from_bytes(VERSION + code)}"


def unpack(text: str) -> bytes | None:
    """The code of a scanned text, address or bare digits; ``None`` where it holds none."""
    digits = text.rpartition("#")[2]
    if not (0 < len(digits) <= LONGEST_DIGITS and digits.isascii() and digits.isdecimal()):
        return None
    number = int(digits)
    raw = number.to_bytes(-(-number.bit_length() // 8))
    # One text for one code: a digit string with zeros before it is another's work.
    if not raw.startswith(VERSION) or digits != str(number):
        return None
    return raw[len(VERSION) :]
