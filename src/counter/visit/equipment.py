"""What every use case at a counter works with."""

from __future__ import annotations

from counter.visit.established import Established
from counter.visit.ports.books import Store
from counter.visit.ports.desk import Clock, Staff
from counter.visit.ports.paper import Documents, PrintQueue
from counter.visit.ports.rules import PolicyBook


class Equipment:
    """A member of staff, the books, the rules and the paper. The use cases stand in classes upon it, file by file;
    `counter.visit.counter.Counter` is all of them."""

    def __init__(
        self,
        store: Store,
        policies: PolicyBook,
        documents: Documents,
        queue: PrintQueue,
        clock: Clock,
        staff: Staff,
    ) -> None:
        self._store = store
        self._policies = policies
        self._documents = documents
        self._queue = queue
        self._clock = clock
        self._established = Established()
        self.staff = staff
