"""Keys and signatures of publishers: who stands for a package, and proof that it is still the package they meant.

Ed25519 from the `cryptography` library (dependencies.md section 4). A private key lies in its owner's key folder,
encrypted with the owner's passphrase, so that one person at one machine cannot sign for two. A public key counts only
once somebody has laid it into the trusted folder.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from counter.domain.errors import FileProblem, FileProblems
from counter.policies.messages import Message, say

SHORTEST_PASSPHRASE = 8
"""Characters."""

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def refused(where: Path | str, message: Message) -> FileProblems:
    """The error for one thing that is wrong with keys or publications."""
    return FileProblems((FileProblem(str(where), 0, "", *message),))


def checked_id(person: str) -> str:
    """The id of a staff member, which also names key files.

    Raises:
        FileProblems: it is none.
    """
    if _ID.fullmatch(person) is None:
        raise refused(repr(person), say("no_staff_id"))
    return person


def make_key(person: str, folder: Path, passphrase: str) -> tuple[Path, Path]:
    """Make a key pair; returns the files of the private and the public key.

    Args:
        person: the staff id.
        folder: the owner's key folder; made for the owner alone where it is missing.
        passphrase: protects the private key.

    Raises:
        FileProblems: the passphrase is too short, a key is there already, or the folder cannot be written.
    """
    private_file, public_file = folder / f"{checked_id(person)}.key", folder / f"{person}.pub"
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise refused(private_file, say("short_passphrase", count=SHORTEST_PASSPHRASE))
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(private_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(secret)
        public_file.write_bytes(_public_text(key.public_key()))
    except FileExistsError:
        raise refused(private_file, say("key_there")) from None
    except OSError as error:
        raise refused(private_file, say("cannot_write", reason=error.strerror or str(error))) from error
    return private_file, public_file


def _public_text(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def open_key(person: str, folder: Path, passphrase: str) -> Ed25519PrivateKey:
    """A person's private key.

    Raises:
        FileProblems: there is none, it is not protected by a passphrase, or the passphrase is wrong.
    """
    file = folder / f"{checked_id(person)}.key"
    try:
        content = file.read_bytes()
    except OSError as error:
        raise refused(file, say("key_unreadable", reason=error.strerror or str(error))) from error
    try:
        key = serialization.load_pem_private_key(content, passphrase.encode())
    except TypeError as error:
        raise refused(file, say("key_unprotected")) from error
    except ValueError as error:
        raise refused(file, say("key_locked")) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise refused(file, say("not_ed25519"))
    return key


def sign(message: bytes, key: Ed25519PrivateKey) -> str:
    """The signature as text."""
    return base64.b64encode(key.sign(message)).decode()


def trusted_key(person: str, trusted: Path) -> Ed25519PublicKey:
    """The public key that counts for a person.

    Raises:
        FileProblems: there is none.
    """
    file = trusted / f"{checked_id(person)}.pub"
    try:
        key = serialization.load_pem_public_key(file.read_bytes())
    except OSError as error:
        raise refused(file, say("not_trusted", person=person)) from error
    except ValueError as error:
        raise refused(file, say("no_public_key")) from error
    if not isinstance(key, Ed25519PublicKey):
        raise refused(file, say("not_ed25519"))
    return key


def same_key(one: Ed25519PublicKey, other: Ed25519PublicKey) -> bool:
    """True when two names stand for one key."""
    return _public_text(one) == _public_text(other)


def fits(message: bytes, signature: str, key: Ed25519PublicKey) -> bool:
    """True when this key signed this message."""
    try:
        key.verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True
