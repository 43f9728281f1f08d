"""The product measured against yardsticks built in: `counter bench`.

Every measurement checks its output first and reports ratios inside one run; see `measure`.
"""

from __future__ import annotations

from counter.bench.measure import Outcome


def run_bench(what: str, *, quick: bool) -> list[Outcome]:
    """Run one measurement or all. what: `pdf`, `claim`, `data`, `ui`, `card`, `journey` or `all`."""
    outcomes: list[Outcome] = []
    if what in ("ui", "all"):
        from counter.bench.window import window_outcomes

        outcomes.extend(window_outcomes(quick=quick))
    if what in ("claim", "all"):
        from counter.bench.claim import claim_outcomes
        from counter.policies.book import load_book
        from counter.settings import resources_folder

        outcomes.extend(claim_outcomes(load_book(resources_folder() / "policies"), quick=quick))
    if what in ("card", "all"):
        from counter.bench.card import card_outcome
        from counter.settings import resources_folder

        outcomes.append(card_outcome(resources_folder() / "cards", quick=quick))
        from counter.bench.card_window import painted_outcomes

        outcomes.extend(painted_outcomes(quick=quick))
    if what in ("claim", "pdf", "data", "journey", "all"):
        outcomes.extend(_centre_outcomes(what, quick=quick))
    return outcomes


def _centre_outcomes(what: str, *, quick: bool) -> list[Outcome]:
    """The measurements that need a loaded centre."""
    from counter.bench.centre import bench_centre
    from counter.bench.journey import journey_outcome
    from counter.bench.keystroke import keystroke_outcomes
    from counter.bench.paper import paper_outcome
    from counter.bench.status import status_outcome

    chosen = {"data": status_outcome, "pdf": paper_outcome, "journey": journey_outcome}
    with bench_centre() as centre:
        outcomes = keystroke_outcomes(centre, quick=quick) if what in ("claim", "all") else []
        return outcomes + [measure(centre, quick=quick) for name, measure in chosen.items() if what in (name, "all")]
