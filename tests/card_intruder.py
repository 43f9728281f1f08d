"""Another program at the same readers: takes a card exclusively for a while, or resets it. Orders by line, as JSON."""

from __future__ import annotations

import json
import sys
import time

from smartcard import scard


def intrude(act: str, reader: str, seconds: float) -> str:
    """One order; gives what the service said."""
    code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    if code:
        return f"{code & 0xFFFFFFFF:08X}"
    try:
        share = scard.SCARD_SHARE_EXCLUSIVE if act == "exclusive" else scard.SCARD_SHARE_SHARED
        either = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        code, card, _ = scard.SCardConnect(context, reader, share, either)
        if code:
            return f"{code & 0xFFFFFFFF:08X}"
        time.sleep(seconds)
        end = scard.SCARD_RESET_CARD if act == "reset" else scard.SCARD_LEAVE_CARD
        scard.SCardDisconnect(card, end)
        return "done"
    finally:
        scard.SCardReleaseContext(context)


for text in sys.stdin:
    print(intrude(**json.loads(text)), flush=True)
