"""Keys that are none, and signatures that are not quite one."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.domain.errors import FileProblems
from counter.policies.signatures import fits, open_key, sign, trusted_key

PASSPHRASE = "correct horse"


def lay(folder: Path, key: Ed25519PrivateKey | Ed448PrivateKey, passphrase: str) -> None:
    """A key pair of `li` as another program might have made it."""
    protection = (
        serialization.BestAvailableEncryption(passphrase.encode()) if passphrase else serialization.NoEncryption()
    )
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection)
    (folder / "li.key").write_bytes(private)
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    (folder / "li.pub").write_bytes(public)


def test_a_private_key_without_a_passphrase_signs_nothing(tmp_path: Path) -> None:
    lay(tmp_path, Ed25519PrivateKey.generate(), "")
    with pytest.raises(FileProblems, match="is not protected by a passphrase"):
        open_key("li", tmp_path, PASSPHRASE)


def test_a_key_of_another_kind_is_none(tmp_path: Path) -> None:
    lay(tmp_path, Ed448PrivateKey.generate(), PASSPHRASE)
    with pytest.raises(FileProblems, match="is no Ed25519 key"):
        open_key("li", tmp_path, PASSPHRASE)
    with pytest.raises(FileProblems, match="is no Ed25519 key"):
        trusted_key("li", tmp_path)


def test_a_trusted_file_that_is_no_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "li.pub").write_text("-", encoding="utf-8")
    with pytest.raises(FileProblems, match="is no public key"):
        trusted_key("li", tmp_path)


def test_only_the_signature_itself_fits() -> None:
    key = Ed25519PrivateKey.generate()
    signature = sign(b"package", key)
    assert fits(b"package", signature, key.public_key())
    for other in ("", "x", "\u653f", f"!{signature}", f"{signature}\n", signature[:-4]):
        assert not fits(b"package", other, key.public_key())
    assert not fits(b"packagf", signature, key.public_key())
