"""The social security card: read by a process of its own, supervised, and never trusted further than it was read.

What other parts use; nothing else of this package is theirs. Nothing is imported here: the worker lives in this
package, and must not load the desktop's half of it whenever it is started anew.

`counter.card.opening.open_reader(mode, cards_folder, driver)` -> `OpenedReader(reader, tray, mode)`
    mode asked for: `auto` (a physical reader if one answers, else `virtual`), `pcsc`, `virtual` (software cards behind
    the real service: pcscd + vpcd in a private namespace; falls back to `simulated`), `simulated`. The mode that came
    out is in the result: `pcsc`, `virtual` or `simulated`. Blocks while programs start (0.1 to 0.5 s as a rule, never
    above 10 s), so call it off the GUI thread. `reader.start(listener)` begins to watch; `reader.stop()` ends
    everything that was started, within 2 s. `tray` is None with `pcsc`. `driver`: description of the vendor's driver
    for protected cards in physical readers (docs/drivers.md); None when there is none.

`counter.card.image.image_for_member(image_id, name=..., id_number=..., ...)` -> `CardImage`, `save_image(image, path)`
    a software card for a synthetic member; the trays list every `*.toml` of `cards_folder`.

`counter.card.errors`: `Reason`, `WARNINGS`, `WRONG_CARD_REASONS`
    the words of `CardError.reason` and `CardRead.warnings`.

`counter.card.command.read(reader, as_json, show)` -> (text, exit code)
    the command `counter card read`.

`counter.card.command_id.read_id(device, as_json, show, wait_seconds)` -> (text, exit code)
    the command `counter card id`: a resident ID reader.

Phases and errors of the events: `WRONG_CARD` carries a reason of `WRONG_CARD_REASONS`; `MUTE` any other failure of a
card that is still seated; `REMOVED` carries an error only when the card left before it was read; `NO_SERVICE` and
`STUCK` always carry one; `PROTECTED` carries one, reason `driver`, when a configured driver failed. While one reader
holds a member's card, what other readers say about theirs is not delivered, except another card that was read.
"""
