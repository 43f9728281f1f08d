"""The QR code, held against ReportLab's slower encoder."""

from __future__ import annotations

import random

import pytest

from counter.printing.qr_code import ALPHANUMERIC, MASK, _version_for, dark_runs, qr_rows


@pytest.mark.parametrize("length", [1, 2, 20, 38, 39, 61, 62, 90, 91, 122, 123, 154, 178, 179, 221, 262, 263, 311])
def test_same_modules_as_the_reference(length: int) -> None:
    from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

    source = random.Random(length)
    text = "".join(source.choice(ALPHANUMERIC) for _ in range(length))
    reference = QRCode(_version_for(text), QRErrorCorrectLevel.M)
    reference.addData(QRAlphaNum(text))
    reference.makeImpl(False, MASK)
    assert qr_rows(text) == [bytes(map(bool, row)) for row in reference.modules]


def test_each_size_is_used_to_its_end() -> None:
    lengths = (20, 38, 61, 90, 122, 154, 178, 221, 262, 311)
    assert [_version_for("A" * length) for length in lengths] == list(range(1, 11))
    assert [_version_for("A" * (length + 1)) for length in lengths[:-1]] == list(range(2, 11))
    with pytest.raises(ValueError, match="312 characters"):
        qr_rows("A" * 312)


def test_text_that_it_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="substring not found"):
        qr_rows("abc")


def test_runs_are_the_dark_modules() -> None:
    rows = [bytearray(len(row)) for row in qr_rows("COUNTER 42")]
    for column, row, length in dark_runs("COUNTER 42"):
        rows[row][column : column + length] = b"\x01" * length
    assert [bytes(row) for row in rows] == qr_rows("COUNTER 42")
