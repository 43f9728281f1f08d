"""How the members of this counter were identified: said with every act, because the act itself does not know it."""

from __future__ import annotations

from collections import OrderedDict

from counter.domain.identity import IdentityRoute

NOT_PRESENT = "none"
"""The member was not opened at this counter: paper that is printed again from a list, a claim that is taken back."""

_REMEMBERED = 256


class Established:
    """The route of each of the last members who were opened."""

    def __init__(self) -> None:
        self._routes: OrderedDict[int, str] = OrderedDict()

    def note(self, member_id: int, route: IdentityRoute) -> None:
        """A member was opened; the latest way counts."""
        self._routes[member_id] = str(route)
        self._routes.move_to_end(member_id)
        while len(self._routes) > _REMEMBERED:
            self._routes.popitem(last=False)

    def of(self, member_id: int) -> str:
        """The word for the audit log: one of `IdentityRoute`, or NOT_PRESENT."""
        return self._routes.get(member_id, NOT_PRESENT)
