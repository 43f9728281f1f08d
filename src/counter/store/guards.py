"""What the triggers of both databases have in common: read from the tables, so that no column can be forgotten.

`sqlite_guards` and `postgres_guards` put the same rules into their dialect (reliability.md section 6).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Index, Table, UniqueConstraint

from counter.store.tables import FREE, KEPT, UPSERTED, metadata


@dataclass(frozen=True)
class UniqueKey:
    """Columns that are unique together; where: SQL condition of a partial index, "" for all rows."""

    columns: tuple[str, ...]
    where: str = ""


def unique_keys(table: Table) -> tuple[UniqueKey, ...]:
    """Every unique key of a table: primary key, UNIQUE constraints and unique indexes."""
    keys = [UniqueKey(tuple(column.name for column in table.primary_key.columns))]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            keys.append(UniqueKey(tuple(column.name for column in constraint.columns)))
    for index in table.indexes:
        if index.unique:
            keys.append(UniqueKey(tuple(column.name for column in index.columns), _where(index)))
    return tuple(sorted(keys, key=lambda key: key.columns))


def _where(index: Index) -> str:
    clause = index.dialect_options["sqlite"]["where"]
    return "" if clause is None else str(clause.compile(compile_kwargs={"literal_binds": True}))


def tables_in_order() -> tuple[Table, ...]:
    """All tables by name: the order in which guards are written."""
    return tuple(metadata.tables[name] for name in sorted(metadata.tables))


def kept_columns(table: Table) -> tuple[str, ...]:
    """Columns of a row that never change; empty for reference tables and drafts."""
    if table.name in KEPT:
        return tuple(column.name for column in table.columns)
    if table.name in FREE:
        return tuple(column.name for column in table.columns if column.name not in FREE[table.name])
    return ()


def may_be_deleted(table: Table) -> bool:
    """True for drafts only."""
    return table.name in UPSERTED


@dataclass(frozen=True)
class Refusal:
    """A condition on a new row (`new.`) or a change (`old.`, `new.`) that the database refuses, the same in both
    dialects. event: `INSERT`, `UPDATE` or `UPDATE OF` a column; condition: SQL that is true when it must be refused."""

    name: str
    table: str
    event: str
    condition: str
    message: str


@dataclass(frozen=True)
class StateColumn:
    """A column whose changes follow `allowed_step`. first: the states with which a row may begin."""

    table: str
    column: str
    subject: str
    first: tuple[str, ...]

    @property
    def beginning(self) -> Refusal:
        """Refuses a new row that cannot begin so."""
        condition = " AND ".join(f"new.{self.column} <> '{word}'" for word in self.first)
        return Refusal(f"{self.column}_begins", self.table, "INSERT", condition, f"{self.column} cannot begin so")

    @property
    def step(self) -> Refusal:
        """Refuses a change that `allowed_step` does not name."""
        condition = (
            f"old.{self.column} <> new.{self.column} AND NOT EXISTS (SELECT 1 FROM allowed_step AS s "  # noqa: S608 - our names
            f"WHERE s.subject = '{self.subject}' AND s.from_state = old.{self.column} "
            f"AND s.to_state = new.{self.column})"
        )
        event = f"UPDATE OF {self.column}"
        return Refusal(f"{self.column}_steps", self.table, event, condition, f"{self.column} cannot become so")


STATE_COLUMNS = (
    StateColumn("accounting_day", "state", "accounting_day", ("open",)),
    StateColumn("claim", "state", "claim", ("entered",)),
    StateColumn("draft", "state", "draft", ("open",)),
    StateColumn("receipt", "state", "receipt", ("claimed", "settled_online")),
    StateColumn("statement", "state", "statement", ("issued", "void")),
    StateColumn("statement", "print_state", "print", ("pending",)),
)


REFUSALS = (
    Refusal(
        "day_must_be_later",
        "accounting_day",
        "INSERT",
        "EXISTS (SELECT 1 FROM accounting_day AS a WHERE a.day > new.day)",
        "a later accounting day was opened before",
    ),
    Refusal(
        "day_must_be_open",
        "posting",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM accounting_day AS a WHERE a.day = new.day AND a.state = 'open')",
        "accounting day is not open",
    ),
    Refusal(
        "posting_is_sealed",
        "transfer",
        "INSERT",
        "EXISTS (SELECT 1 FROM posting_seal AS s WHERE s.posting_id = new.posting_id)",
        "posting is sealed",
    ),
    Refusal(
        "seal_must_fit",
        "posting_seal",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM posting AS p WHERE p.posting_id = new.posting_id AND p.lines = new.lines) "
        "OR (SELECT COUNT(*) FROM transfer AS t WHERE t.posting_id = new.posting_id) <> new.lines "
        "OR (SELECT COALESCE(SUM(t.fen), 0) FROM transfer AS t WHERE t.posting_id = new.posting_id) <> new.fen",
        "seal does not fit the posting",
    ),
    Refusal(
        "claim_begins_plain",
        "claim",
        "INSERT",
        "new.reviewed_by IS NOT NULL OR new.paid_by IS NOT NULL",
        "a claim begins without reviewer and payer",
    ),
    Refusal(
        "reviewer_stays",
        "claim",
        "UPDATE",
        "old.reviewed_by IS NOT NULL AND (new.reviewed_by IS NULL OR new.reviewed_by <> old.reviewed_by)",
        "the reviewer stays",
    ),
    Refusal(
        "payer_stays",
        "claim",
        "UPDATE",
        "old.paid_by IS NOT NULL AND (new.paid_by IS NULL OR new.paid_by <> old.paid_by)",
        "the payer stays",
    ),
    Refusal("receipt_begins_unclaimed", "receipt", "INSERT", "new.claimed_fen <> 0", "a receipt begins unclaimed"),
    Refusal("account_begins_empty", "account", "INSERT", "new.fen <> 0", "an account begins empty"),
    Refusal("total_begins_empty", "year_total", "INSERT", "new.amount <> 0", "a total begins empty"),
    Refusal("head_begins_empty", "audit_head", "INSERT", "new.seq <> 0", "the chain begins empty"),
    Refusal(
        "audit_must_follow",
        "audit",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM audit_head AS h WHERE h.seq = new.seq - 1 AND h.hash = new.previous_hash)",
        "audit row does not follow the head",
    ),
    Refusal("counter_begins_empty", "statement_counter", "INSERT", "new.last <> 0", "a counter begins at nought"),
    Refusal(
        "counter_steps_by_one", "statement_counter", "UPDATE", "new.last <> old.last + 1", "a counter goes up by one"
    ),
    Refusal(
        "number_has_no_gap",
        "statement",
        "INSERT",
        "new.printed <> 0 OR new.serial <> 1 + COALESCE((SELECT MAX(s.serial) FROM statement AS s "
        "WHERE s.centre = new.centre AND s.year = new.year), 0) OR NOT EXISTS (SELECT 1 FROM statement_counter AS c "
        "WHERE c.centre = new.centre AND c.year = new.year AND c.last = new.serial)",
        "statement numbers have no gap",
    ),
    Refusal(
        "copies_count_up",
        "statement",
        "UPDATE",
        "new.printed <> old.printed AND NOT (new.printed = old.printed + 1 AND old.print_state = 'sending' "
        "AND new.print_state IN ('queued', 'sending'))",
        "printing counts up by one",
    ),
)


@dataclass(frozen=True)
class Derived:
    """Something that only triggers write. column: "" for whole rows. PostgreSQL refuses a direct change, SQLite's
    application connections do so by authorizer, and the whole-books check finds one made with another tool."""

    table: str
    event: str
    column: str = ""


DERIVED = (
    Derived("account", "UPDATE", "fen"),
    Derived("audit_head", "UPDATE"),
    Derived("member_entry", "INSERT"),
    Derived("receipt", "UPDATE", "claimed_fen"),
    Derived("year_total", "UPDATE", "amount"),
)


@dataclass(frozen=True)
class Move:
    """What follows from a new row, in SQL that both databases read alike."""

    name: str
    table: str
    body: str


_ENTRY = """\
  INSERT INTO member_entry (member_id, seq, posting_id, day, kind, part, counterpart, in_fen, out_fen, balance_fen,
      document)
    SELECT a.member_id,
        COALESCE((SELECT MAX(e.seq) FROM member_entry AS e WHERE e.member_id = a.member_id), 0) + 1,
        p.posting_id, p.day, new.kind, a.part, new.{other}, {moved},
        (SELECT SUM(b.fen) FROM account AS b WHERE b.member_id = a.member_id AND b.part IN ('current', 'prior')),
        p.memo
      FROM account AS a, posting AS p
      WHERE a.name = new.{side} AND a.part IN ('current', 'prior') AND p.posting_id = new.posting_id;
"""

MOVES = (
    Move(
        "transfer_moves",
        "transfer",
        "  UPDATE account SET fen = fen - new.fen WHERE name = new.debit;\n"  # noqa: S608 - words of this file
        + _ENTRY.format(side="debit", other="credit", moved="0, new.fen")
        + "  UPDATE account SET fen = fen + new.fen WHERE name = new.credit;\n"
        + _ENTRY.format(side="credit", other="debit", moved="new.fen, 0"),
    ),
    Move(
        "receipt_portion_counts",
        "receipt_portion",
        "  UPDATE receipt SET claimed_fen = claimed_fen + new.fen WHERE receipt_id = new.receipt_id;\n",
    ),
    Move(
        "total_event_counts",
        "total_event",
        """\
  INSERT INTO year_total (member_id, scheme, year, total_key, amount, cap)
    SELECT new.member_id, new.scheme, new.year, new.total_key, 0, NULL WHERE NOT EXISTS (
      SELECT 1 FROM year_total AS t WHERE t.member_id = new.member_id AND t.scheme = new.scheme
        AND t.year = new.year AND t.total_key = new.total_key);
  UPDATE year_total SET amount = amount + new.amount WHERE member_id = new.member_id AND scheme = new.scheme
    AND year = new.year AND total_key = new.total_key;
""",
    ),
    Move(
        "audit_moves_head",
        "audit",
        "  UPDATE audit_head SET seq = new.seq, hash = new.hash WHERE one = 1;\n",
    ),
)
"""Balances, a member's own lines, claimed portions, year totals and the head of the audit chain."""
