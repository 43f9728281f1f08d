"""What the database itself refuses about reversals: half of one, a second one, one with other amounts or of another
member, one out of turn, and every trace of one without the rest (reliability.md section 5).

A reversal is a header (`reversal`), what it writes, and a seal. The header refers to the seal by a deferred foreign
key, so that it cannot be committed alone; the seal is refused until everything is there. What a reversal writes is
refused without the header, and may only be the exact negative of what the settlement wrote.
"""

from __future__ import annotations

from counter.store.guards import Refusal
from counter.store.tables.claims import RESTATED

_ORIGINAL = "reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id"
"""The header, and the settlement that it reverses."""

LATER_USES = (
    "settlement AS s JOIN expense AS e ON e.document = s.number JOIN expense AS l ON l.member_id = e.member_id "
    "AND l.seq > e.seq AND l.source <> 'reversal' AND ((l.scheme = e.scheme AND l.year = e.year) OR e.account_fen > 0) "
    "AND NOT EXISTS (SELECT 1 FROM reversal AS x JOIN settlement AS y ON y.settlement_id = x.settlement_id "
    "WHERE y.number = l.document)"
)
"""Uses `l` that were booked after settlement `s`, were priced on its totals or its money, and stand."""

_NEGATIVE_EXPENSE = " AND ".join(
    [
        *(
            f"e.{name} = new.{name}"
            for name in ("member_id", "day", "year", "scheme", "care", "category", "institution_code")
        ),
        "e.institution_name = new.institution_name",
        *(
            f"e.{name} = -new.{name}"
            for name in ("total_fen", "eligible_fen", "fund_fen", "account_fen", "cash_fen", "other_fen")
        ),
    ]
)

_RESTATED = " OR ".join(f"old.{name} <> new.{name}" for name in RESTATED)

_COMPLETE = (
    f"SELECT 1 FROM {_ORIGINAL} JOIN claim AS c ON c.claim_id = s.settlement_id "  # noqa: S608 - words of this file
    "JOIN statement AS o ON o.number = s.number JOIN posting AS p ON p.reverses = s.posting_id "
    "JOIN expense AS e ON e.document = r.number JOIN audit AS a ON a.seq = new.audit_seq "
    "WHERE r.settlement_id = new.settlement_id AND c.state = 'reversed' AND o.state = 'void' "
    "AND a.kind = 'reverse' AND a.member_id = r.member_id "
    "AND (SELECT COUNT(*) FROM statement_copy AS k WHERE k.number = r.number) = 3 "
    "AND (SELECT COUNT(*) FROM total_event AS t WHERE t.member_id = r.member_id AND t.document = r.number) "
    "= (SELECT COUNT(*) FROM total_event AS t WHERE t.member_id = r.member_id AND t.document = s.number) "
    "AND (SELECT COUNT(*) FROM receipt_portion AS t WHERE t.document = r.number) "
    "= (SELECT COUNT(*) FROM receipt_portion AS t WHERE t.document = s.number) "
    "AND NOT EXISTS (SELECT 1 FROM receipt_portion AS t JOIN receipt AS q ON q.receipt_id = t.receipt_id "
    "WHERE t.document = s.number AND q.claimed_fen = 0 AND q.state <> 'released')"
)

REVERSAL_REFUSALS = (
    Refusal(
        "reverses_what_stands",
        "reversal",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM settlement AS s JOIN claim AS c ON c.claim_id = s.settlement_id "
        "JOIN statement AS o ON o.number = s.number JOIN statement AS n ON n.number = new.number "
        "JOIN accounting_day AS a ON a.day = new.business_day "
        "WHERE s.settlement_id = new.settlement_id AND s.member_id = new.member_id AND c.state <> 'reversed' "
        "AND o.state = 'issued' AND n.state = 'issued' AND n.print_state = 'pending' AND a.state = 'open' "
        "AND NOT EXISTS (SELECT 1 FROM settlement AS x WHERE x.number = new.number))",
        "it reverses a settlement that stands, of its member, on an open day, under a new number",
    ),
    Refusal(
        "last_comes_first",
        "reversal",
        "INSERT",
        f"EXISTS (SELECT 1 FROM {LATER_USES} WHERE s.settlement_id = new.settlement_id)",  # noqa: S608 - words of our own
        "a later use was priced on it",
    ),
    Refusal(
        "seal_must_be_whole",
        "reversal_seal",
        "INSERT",
        f"NOT EXISTS ({_COMPLETE})",
        "a reversal is whole or not at all",
    ),
    Refusal(
        "number_is_a_reversal",
        "settlement",
        "INSERT",
        "EXISTS (SELECT 1 FROM reversal AS r WHERE r.number = new.number)",
        "this number is a reversal",
    ),
    Refusal(
        "reversed_by_a_reversal",
        "claim",
        "UPDATE",
        "new.state = 'reversed' AND old.state <> 'reversed' AND NOT EXISTS "
        "(SELECT 1 FROM reversal AS r WHERE r.settlement_id = new.claim_id)",
        "only a reversal reverses",
    ),
    Refusal(
        "replaces_what_was_reversed",
        "claim",
        "INSERT",
        "new.replaces IS NOT NULL AND NOT EXISTS (SELECT 1 FROM claim AS c WHERE c.claim_id = new.replaces "
        "AND c.member_id = new.member_id AND c.state = 'reversed')",
        "it replaces a reversed claim of the same member",
    ),
    Refusal(
        "void_by_a_reversal",
        "statement",
        "UPDATE",
        "new.state = 'void' AND old.state <> 'void' AND NOT EXISTS "  # noqa: S608 - words of our own
        f"(SELECT 1 FROM {_ORIGINAL} WHERE s.number = new.number)",
        "only a reversal makes it void",
    ),
    Refusal(
        "reverses_by_a_reversal",
        "posting",
        "INSERT",
        f"new.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {_ORIGINAL} WHERE s.posting_id = new.reverses "  # noqa: S608 - words of our own
        "AND r.key = new.key AND r.member_id = new.member_id AND r.business_day = new.day)",
        "only a reversal reverses",
    ),
    Refusal(
        "reversal_is_the_negative",
        "posting_seal",
        "INSERT",
        "EXISTS (SELECT 1 FROM posting AS p JOIN posting AS o ON o.posting_id = p.reverses "
        "WHERE p.posting_id = new.posting_id AND (p.lines <> o.lines OR EXISTS (SELECT 1 FROM transfer AS t "
        "WHERE t.posting_id = o.posting_id AND NOT EXISTS (SELECT 1 FROM transfer AS m "
        "WHERE m.posting_id = p.posting_id AND m.line = t.line AND m.debit = t.credit AND m.credit = t.debit "
        "AND m.fen = t.fen AND m.kind = 'reversal'))))",
        "every transfer goes back",
    ),
    Refusal(
        "falls_by_a_reversal",
        "total_event",
        "INSERT",
        "(new.amount < 0 OR EXISTS (SELECT 1 FROM reversal AS r WHERE r.number = new.document)) AND NOT EXISTS "  # noqa: S608 - words of our own
        f"(SELECT 1 FROM {_ORIGINAL} JOIN total_event AS e ON e.member_id = new.member_id "
        "AND e.scheme = new.scheme AND e.year = new.year AND e.total_key = new.total_key AND e.document = s.number "
        "WHERE r.number = new.document AND e.amount = -new.amount AND r.business_day = new.booked_day)",
        "a total falls by what it rose",
    ),
    Refusal(
        "freed_by_a_reversal",
        "receipt_portion",
        "INSERT",
        "(new.fen < 0 OR EXISTS (SELECT 1 FROM reversal AS r WHERE r.number = new.document)) AND NOT EXISTS "  # noqa: S608 - words of our own
        f"(SELECT 1 FROM {_ORIGINAL} JOIN receipt_portion AS p ON p.receipt_id = new.receipt_id "
        "AND p.document = s.number WHERE r.number = new.document AND p.fen = -new.fen)",
        "a portion is freed as it was claimed",
    ),
    Refusal(
        "released_when_free",
        "receipt",
        "UPDATE",
        "new.state = 'released' AND old.state <> 'released' AND new.claimed_fen <> 0",
        "something of it is still claimed",
    ),
    Refusal(
        "restated_when_released",
        "receipt",
        "UPDATE",
        f"({_RESTATED}) AND NOT (old.state = 'released' AND new.state = 'claimed')",
        "what it says changes only when it is claimed again",
    ),
    Refusal(
        "negative_by_a_reversal",
        "expense",
        "INSERT",
        f"new.source = 'reversal' AND NOT EXISTS (SELECT 1 FROM {_ORIGINAL} "  # noqa: S608 - words of our own
        "JOIN expense AS e ON e.document = s.number WHERE r.number = new.document AND e.source = 'claim' "
        f"AND new.booked_day = r.business_day AND {_NEGATIVE_EXPENSE})",
        "it is the negative of a claim",
    ),
)
