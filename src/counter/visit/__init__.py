"""A visit, in the order in which it happens, and the ports that the adapters honour.

`ports` says what the outside must be able to do; `counter` is the door for every screen and command: open a member,
enquire, draft, price, settle, print. Nothing here knows Qt, SQL, PDF or smart cards.
"""
