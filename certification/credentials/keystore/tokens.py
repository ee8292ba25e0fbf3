"""Keys in a token: hardware, or a service in front of it, that speaks PKCS#11 (2.40, Ed25519).

Its address is a URI of RFC 7512: ``pkcs11:token=stc?module-path=/usr/lib/softhsm/libsofthsm2.so``,
the token named by its label (``token``) or its number (``serial``). Keys are made inside and never
leave; the passphrase is the token's PIN. A key bears its kid as ``CKA_ID`` and ``stc-KID`` as its
label; what lies beside them in the token is left alone.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import RLock
from urllib.parse import unquote, urlsplit

import pkcs11
from django.utils.translation import gettext_lazy as _
from pkcs11 import Attribute, KeyType, Mechanism, MechanismFlag, ObjectClass
from pkcs11.util.ec import encode_named_curve_parameters

from certification.credentials.errors import (
    DamagedKey,
    LockedToken,
    NoKeyStore,
    NoToken,
    WrongPin,
)
from certification.credentials.keystore.files import kid_of

_KEYS = KeyType.EC_EDWARDS
ED25519 = encode_named_curve_parameters("1.3.101.112")  # RFC 8410
_KEPT_IN = {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False, Attribute.PRIVATE: True}
_OPEN_TO_ALL = {Attribute.PRIVATE: False}
_WRONG = (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange)
# One thread at a time: the library is told so when it starts, and a PIN is tried once.
_lock = RLock()


@dataclass
class _LoggedIn:
    session: pkcs11.Session
    pin: bytes
    keys: dict[str, pkcs11.PrivateKey] = field(default_factory=dict)


# A process logs in to a token once. A PIN that was refused is not tried again by it: tokens count,
# and a queue of jobs would lock one within seconds.
_logged_in: dict[str, _LoggedIn] = {}
_refused: set[tuple[str, bytes]] = set()


class TokenStore:
    KEEPING = _(
        "Kunci ini dibuat di dalam token dan tidak dapat disalin keluar; siapkan token cadangan "
        "menurut petunjuk pembuatnya."
    )

    def __init__(self, address: str, pin: Callable[[], bytes]) -> None:
        """Raises ValueError for an address that names no token. A PIN does not belong in it."""
        parts = urlsplit(address)
        named, how = _words(parts.path, ";"), _words(parts.query, "&")
        if not named or named.keys() - {"token", "serial"} or how.keys() != {"module-path"}:
            raise ValueError("no token")
        self.address, self.module, self._pin = address, how["module-path"], pin
        self.named = named.get("token") or named["serial"]
        self._wanted = {"token_label": named.get("token")}
        if "serial" in named:
            self._wanted["token_serial"] = named["serial"].encode()

    def kids(self) -> set[str]:
        """None where the token is away."""
        try:
            with self._looking() as session:
                halves = session.get_objects(
                    {Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.KEY_TYPE: _KEYS}
                )
                told = {half[Attribute.ID].hex(): _raw(half) for half in halves}
        except NoToken:
            return set()
        return {kid for kid, public in told.items() if public and kid_of(public) == kid}

    def public(self, kid: str) -> bytes:
        with self._looking() as session:
            public = _raw(_half(session, kid, ObjectClass.PUBLIC_KEY))
        if public is None or kid_of(public) != kid:
            raise DamagedKey(kid=kid)
        return public

    def make(self) -> tuple[str, bytes]:
        """One cut short leaves a key that bears no kid, which nobody knows."""
        with self._using() as opened:
            curve = opened.session.create_domain_parameters(
                _KEYS, {Attribute.EC_PARAMS: ED25519}, local=True
            )
            public, private = curve.generate_keypair(
                mechanism=Mechanism.EC_EDWARDS_KEY_PAIR_GEN,
                store=True,
                capabilities=MechanismFlag.SIGN | MechanismFlag.VERIFY,
                public_template=_OPEN_TO_ALL,
                private_template=_KEPT_IN,
            )
            raw = _raw(public)
            if raw is None:
                raise NoKeyStore(variable=self.module)
            kid = kid_of(raw)
            for half in (private, public):
                half[Attribute.LABEL] = f"stc-{kid}"
                half[Attribute.ID] = bytes.fromhex(kid)
        return kid, raw

    def sign(self, kid: str, data: bytes) -> bytes:
        """A session that the token ended meanwhile is opened anew, once."""
        with _lock:
            was_open = self.address in _logged_in
            try:
                return self._sign(kid, data)
            except NoToken:
                if not was_open:
                    raise
            return self._sign(kid, data)

    def _sign(self, kid: str, data: bytes) -> bytes:
        with self._using() as opened:
            if kid not in opened.keys:
                opened.keys[kid] = _half(opened.session, kid, ObjectClass.PRIVATE_KEY)
            return opened.keys[kid].sign(data, mechanism=Mechanism.EDDSA)

    @contextmanager
    def _looking(self) -> Iterator[pkcs11.Session]:
        """A session that shows what needs no PIN."""
        with _lock, self._answered(), self._token().open() as session:
            yield session

    @contextmanager
    def _using(self) -> Iterator[_LoggedIn]:
        """The session of this process that is logged in."""
        pin = self._pin()
        with _lock, self._answered():
            yield self._log_in(pin)

    def _log_in(self, pin: bytes) -> _LoggedIn:
        opened = _logged_in.get(self.address)
        if opened is not None and opened.pin == pin:
            return opened
        tried = (self.address, hashlib.sha256(pin).digest())
        if tried in _refused:
            raise WrongPin(token=self.named)
        token = self._token()
        self._log_out()
        try:
            session = token.open(rw=True, user_pin=pin.decode())
        except _WRONG as error:
            _refused.add(tried)
            raise WrongPin(token=self.named) from error
        except pkcs11.PinLocked as error:
            raise LockedToken(token=self.named) from error
        return _logged_in.setdefault(self.address, _LoggedIn(session, pin))

    def _log_out(self) -> None:
        opened = _logged_in.pop(self.address, None)
        if opened is not None:
            with suppress(pkcs11.PKCS11Error):  # a token that was pulled out answers nothing
                opened.session.close()

    def _token(self) -> pkcs11.Token:
        try:
            library = pkcs11.lib(self.module)
        except pkcs11.PKCS11Error as error:
            raise NoKeyStore(variable=self.module) from error
        return library.get_token(**self._wanted)

    @contextmanager
    def _answered(self) -> Iterator[None]:
        """What a token that is away, or was pulled out meanwhile, says becomes NoToken."""
        try:
            yield
        except pkcs11.PKCS11Error as error:
            # Whatever it was: the next act begins with a session of its own.
            self._log_out()
            raise NoToken(token=self.named, answer=type(error).__name__) from error


def _words(text: str, between: str) -> dict[str, str]:
    pairs = [word.partition("=") for word in text.split(between) if word]
    return {name: unquote(value) for name, _equals, value in pairs}


def _half(session: pkcs11.Session, kid: str, which: ObjectClass):
    try:
        return session.get_key(object_class=which, key_type=_KEYS, id=bytes.fromhex(kid))
    except (pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned, ValueError) as error:
        raise DamagedKey(kid=kid) from error


def _raw(half: pkcs11.PublicKey) -> bytes | None:
    """The 32 bytes: bare, or as most tokens write them, in a DER octet string."""
    point = bytes(half[Attribute.EC_POINT])
    bare = point[2:] if point[:2] == b"\x04\x20" and len(point) == 34 else point
    return bare if len(bare) == 32 else None
