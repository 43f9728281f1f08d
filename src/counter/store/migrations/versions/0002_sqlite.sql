DROP TRIGGER claim_never_replaced
;;
DROP TRIGGER expense_never_replaced
;;
DROP TRIGGER expense_never_deleted
;;
DROP TRIGGER expense_never_edited
;;
DROP TRIGGER receipt_never_edited
;;
ALTER TABLE expense RENAME TO before_this_migration
;;
CREATE TABLE expense (
	member_id INTEGER NOT NULL,
	seq INTEGER NOT NULL CONSTRAINT expense_seq_range CHECK (seq BETWEEN 1 AND 1000000000),
	day TEXT NOT NULL CONSTRAINT expense_day_day CHECK (length(day) = 10 AND substr(day, 5, 1) = '-' AND substr(day, 8, 1) = '-'),
	booked_day TEXT NOT NULL CONSTRAINT expense_booked_day_day CHECK (length(booked_day) = 10 AND substr(booked_day, 5, 1) = '-' AND substr(booked_day, 8, 1) = '-'),
	year TEXT NOT NULL,
	scheme TEXT NOT NULL,
	care TEXT NOT NULL,
	category TEXT NOT NULL,
	institution_code TEXT NOT NULL,
	institution_name TEXT NOT NULL,
	total_fen INTEGER NOT NULL CONSTRAINT expense_total_fen_range CHECK (total_fen BETWEEN -99999999999 AND 99999999999),
	eligible_fen INTEGER NOT NULL CONSTRAINT expense_eligible_fen_range CHECK (eligible_fen BETWEEN -99999999999 AND 99999999999),
	fund_fen INTEGER NOT NULL CONSTRAINT expense_fund_fen_range CHECK (fund_fen BETWEEN -99999999999 AND 99999999999),
	account_fen INTEGER NOT NULL CONSTRAINT expense_account_fen_range CHECK (account_fen BETWEEN -99999999999 AND 99999999999),
	cash_fen INTEGER NOT NULL CONSTRAINT expense_cash_fen_range CHECK (cash_fen BETWEEN -99999999999 AND 99999999999),
	other_fen INTEGER NOT NULL CONSTRAINT expense_other_fen_range CHECK (other_fen BETWEEN -99999999999 AND 99999999999),
	funds TEXT NOT NULL,
	source TEXT NOT NULL CONSTRAINT expense_source_word CHECK (source IN ('card', 'claim', 'reversal')),
	document TEXT NOT NULL,
	CONSTRAINT expense_pk PRIMARY KEY (member_id, seq),
	CONSTRAINT expense_document_once UNIQUE (document),
	CONSTRAINT expense_parts_are_the_whole CHECK (fund_fen + account_fen + cash_fen + other_fen = total_fen),
	CONSTRAINT expense_one_sign CHECK ((source <> 'reversal' AND total_fen > 0 AND eligible_fen >= 0 AND fund_fen >= 0 AND account_fen >= 0 AND cash_fen >= 0 AND other_fen >= 0) OR (source = 'reversal' AND total_fen < 0 AND eligible_fen <= 0 AND fund_fen <= 0 AND account_fen <= 0 AND cash_fen <= 0 AND other_fen <= 0)),
	CONSTRAINT expense_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT expense_booked_day_known FOREIGN KEY(booked_day) REFERENCES accounting_day (day)
)
 WITHOUT ROWID,
 STRICT
;;
INSERT INTO expense (member_id, seq, day, booked_day, year, scheme, care, category, institution_code, institution_name, total_fen, eligible_fen, fund_fen, account_fen, cash_fen, other_fen, funds, source, document) SELECT member_id, seq, day, booked_day, year, scheme, care, category, institution_code, institution_name, total_fen, eligible_fen, fund_fen, account_fen, cash_fen, other_fen, funds, source, document FROM before_this_migration
;;
DROP TABLE before_this_migration
;;
CREATE UNIQUE INDEX claim_replaces_once ON claim (replaces)
;;
CREATE TABLE reversal_seal (
	settlement_id INTEGER NOT NULL,
	audit_seq INTEGER NOT NULL,
	CONSTRAINT reversal_seal_pk PRIMARY KEY (settlement_id),
	CONSTRAINT reversal_seal_audit_seq_once UNIQUE (audit_seq),
	CONSTRAINT reversal_seal_audit_seq_known FOREIGN KEY(audit_seq) REFERENCES audit (seq)
)
 STRICT
;;
CREATE TABLE reversal (
	settlement_id INTEGER NOT NULL,
	"key" TEXT NOT NULL CONSTRAINT reversal_keyed CHECK (key <> ''),
	number TEXT NOT NULL,
	member_id INTEGER NOT NULL,
	business_day TEXT NOT NULL CONSTRAINT reversal_business_day_day CHECK (length(business_day) = 10 AND substr(business_day, 5, 1) = '-' AND substr(business_day, 8, 1) = '-'),
	reversed_at TEXT NOT NULL,
	clerk TEXT NOT NULL CONSTRAINT reversal_clerk_named CHECK (clerk <> ''),
	counter TEXT NOT NULL,
	reason TEXT NOT NULL CONSTRAINT reversal_reasoned CHECK (trim(reason) <> ''),
	snapshot BLOB NOT NULL,
	content_hash TEXT NOT NULL CONSTRAINT reversal_hashed CHECK (length(content_hash) = 64),
	CONSTRAINT reversal_pk PRIMARY KEY (settlement_id),
	CONSTRAINT reversal_key_once UNIQUE ("key"),
	CONSTRAINT reversal_number_once UNIQUE (number),
	CONSTRAINT reversal_sealed FOREIGN KEY(settlement_id) REFERENCES reversal_seal (settlement_id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT reversal_settlement_id_known FOREIGN KEY(settlement_id) REFERENCES settlement (settlement_id),
	CONSTRAINT reversal_number_known FOREIGN KEY(number) REFERENCES statement (number),
	CONSTRAINT reversal_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT reversal_business_day_known FOREIGN KEY(business_day) REFERENCES accounting_day (day)
)
 STRICT
;;
CREATE INDEX reversal_member_id ON reversal (member_id)
;;
CREATE TRIGGER claim_never_replaced BEFORE INSERT ON claim
WHEN EXISTS (SELECT 1 FROM claim WHERE (claim_id = new.claim_id) OR (key = new.key) OR (replaces = new.replaces))
BEGIN SELECT RAISE(ABORT, 'claim: exists, never replaced'); END
;;
CREATE TRIGGER expense_never_replaced BEFORE INSERT ON expense
WHEN EXISTS (SELECT 1 FROM expense WHERE (document = new.document) OR (member_id = new.member_id AND seq = new.seq))
BEGIN SELECT RAISE(ABORT, 'expense: exists, never replaced'); END
;;
CREATE TRIGGER expense_never_deleted BEFORE DELETE ON expense
BEGIN SELECT RAISE(ABORT, 'expense: never deleted'); END
;;
CREATE TRIGGER expense_never_edited BEFORE UPDATE ON expense
BEGIN SELECT RAISE(ABORT, 'expense: never edited'); END
;;
CREATE TRIGGER receipt_never_edited BEFORE UPDATE ON receipt
WHEN old.receipt_id IS NOT new.receipt_id OR old.kind IS NOT new.kind OR old.code IS NOT new.code OR old.number IS NOT new.number
BEGIN SELECT RAISE(ABORT, 'receipt: never edited'); END
;;
CREATE TRIGGER reversal_never_replaced BEFORE INSERT ON reversal
WHEN EXISTS (SELECT 1 FROM reversal WHERE (key = new.key) OR (number = new.number) OR (settlement_id = new.settlement_id))
BEGIN SELECT RAISE(ABORT, 'reversal: exists, never replaced'); END
;;
CREATE TRIGGER reversal_never_deleted BEFORE DELETE ON reversal
BEGIN SELECT RAISE(ABORT, 'reversal: never deleted'); END
;;
CREATE TRIGGER reversal_never_edited BEFORE UPDATE ON reversal
BEGIN SELECT RAISE(ABORT, 'reversal: never edited'); END
;;
CREATE TRIGGER reversal_seal_never_replaced BEFORE INSERT ON reversal_seal
WHEN EXISTS (SELECT 1 FROM reversal_seal WHERE (audit_seq = new.audit_seq) OR (settlement_id = new.settlement_id))
BEGIN SELECT RAISE(ABORT, 'reversal_seal: exists, never replaced'); END
;;
CREATE TRIGGER reversal_seal_never_deleted BEFORE DELETE ON reversal_seal
BEGIN SELECT RAISE(ABORT, 'reversal_seal: never deleted'); END
;;
CREATE TRIGGER reversal_seal_never_edited BEFORE UPDATE ON reversal_seal
BEGIN SELECT RAISE(ABORT, 'reversal_seal: never edited'); END
;;
CREATE TRIGGER reversal_reverses_what_stands BEFORE INSERT ON reversal
WHEN NOT EXISTS (SELECT 1 FROM settlement AS s JOIN claim AS c ON c.claim_id = s.settlement_id JOIN statement AS o ON o.number = s.number JOIN statement AS n ON n.number = new.number JOIN accounting_day AS a ON a.day = new.business_day WHERE s.settlement_id = new.settlement_id AND s.member_id = new.member_id AND c.state <> 'reversed' AND o.state = 'issued' AND n.state = 'issued' AND n.print_state = 'pending' AND a.state = 'open' AND NOT EXISTS (SELECT 1 FROM settlement AS x WHERE x.number = new.number))
BEGIN SELECT RAISE(ABORT, 'reversal: it reverses a settlement that stands, of its member, on an open day, under a new number'); END
;;
CREATE TRIGGER reversal_last_comes_first BEFORE INSERT ON reversal
WHEN EXISTS (SELECT 1 FROM settlement AS s JOIN expense AS e ON e.document = s.number JOIN expense AS l ON l.member_id = e.member_id AND l.seq > e.seq AND l.source <> 'reversal' AND ((l.scheme = e.scheme AND l.year = e.year) OR e.account_fen > 0) AND NOT EXISTS (SELECT 1 FROM reversal AS x JOIN settlement AS y ON y.settlement_id = x.settlement_id WHERE y.number = l.document) WHERE s.settlement_id = new.settlement_id)
BEGIN SELECT RAISE(ABORT, 'reversal: a later use was priced on it'); END
;;
CREATE TRIGGER reversal_seal_seal_must_be_whole BEFORE INSERT ON reversal_seal
WHEN NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id JOIN claim AS c ON c.claim_id = s.settlement_id JOIN statement AS o ON o.number = s.number JOIN posting AS p ON p.reverses = s.posting_id JOIN expense AS e ON e.document = r.number JOIN audit AS a ON a.seq = new.audit_seq WHERE r.settlement_id = new.settlement_id AND c.state = 'reversed' AND o.state = 'void' AND a.kind = 'reverse' AND a.member_id = r.member_id AND (SELECT COUNT(*) FROM statement_copy AS k WHERE k.number = r.number) = 3 AND (SELECT COUNT(*) FROM total_event AS t WHERE t.member_id = r.member_id AND t.document = r.number) = (SELECT COUNT(*) FROM total_event AS t WHERE t.member_id = r.member_id AND t.document = s.number) AND (SELECT COUNT(*) FROM receipt_portion AS t WHERE t.document = r.number) = (SELECT COUNT(*) FROM receipt_portion AS t WHERE t.document = s.number) AND NOT EXISTS (SELECT 1 FROM receipt_portion AS t JOIN receipt AS q ON q.receipt_id = t.receipt_id WHERE t.document = s.number AND q.claimed_fen = 0 AND q.state <> 'released'))
BEGIN SELECT RAISE(ABORT, 'reversal_seal: a reversal is whole or not at all'); END
;;
CREATE TRIGGER settlement_number_is_a_reversal BEFORE INSERT ON settlement
WHEN EXISTS (SELECT 1 FROM reversal AS r WHERE r.number = new.number)
BEGIN SELECT RAISE(ABORT, 'settlement: this number is a reversal'); END
;;
CREATE TRIGGER claim_reversed_by_a_reversal BEFORE UPDATE ON claim
WHEN new.state = 'reversed' AND old.state <> 'reversed' AND NOT EXISTS (SELECT 1 FROM reversal AS r WHERE r.settlement_id = new.claim_id)
BEGIN SELECT RAISE(ABORT, 'claim: only a reversal reverses'); END
;;
CREATE TRIGGER claim_replaces_what_was_reversed BEFORE INSERT ON claim
WHEN new.replaces IS NOT NULL AND NOT EXISTS (SELECT 1 FROM claim AS c WHERE c.claim_id = new.replaces AND c.member_id = new.member_id AND c.state = 'reversed')
BEGIN SELECT RAISE(ABORT, 'claim: it replaces a reversed claim of the same member'); END
;;
CREATE TRIGGER statement_void_by_a_reversal BEFORE UPDATE ON statement
WHEN new.state = 'void' AND old.state <> 'void' AND NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id WHERE s.number = new.number)
BEGIN SELECT RAISE(ABORT, 'statement: only a reversal makes it void'); END
;;
CREATE TRIGGER posting_reverses_by_a_reversal BEFORE INSERT ON posting
WHEN new.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id WHERE s.posting_id = new.reverses AND r.key = new.key AND r.member_id = new.member_id AND r.business_day = new.day)
BEGIN SELECT RAISE(ABORT, 'posting: only a reversal reverses'); END
;;
CREATE TRIGGER posting_seal_reversal_is_the_negative BEFORE INSERT ON posting_seal
WHEN EXISTS (SELECT 1 FROM posting AS p JOIN posting AS o ON o.posting_id = p.reverses WHERE p.posting_id = new.posting_id AND (p.lines <> o.lines OR EXISTS (SELECT 1 FROM transfer AS t WHERE t.posting_id = o.posting_id AND NOT EXISTS (SELECT 1 FROM transfer AS m WHERE m.posting_id = p.posting_id AND m.line = t.line AND m.debit = t.credit AND m.credit = t.debit AND m.fen = t.fen AND m.kind = 'reversal'))))
BEGIN SELECT RAISE(ABORT, 'posting_seal: every transfer goes back'); END
;;
CREATE TRIGGER total_event_falls_by_a_reversal BEFORE INSERT ON total_event
WHEN (new.amount < 0 OR EXISTS (SELECT 1 FROM reversal AS r WHERE r.number = new.document)) AND NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id JOIN total_event AS e ON e.member_id = new.member_id AND e.scheme = new.scheme AND e.year = new.year AND e.total_key = new.total_key AND e.document = s.number WHERE r.number = new.document AND e.amount = -new.amount AND r.business_day = new.booked_day)
BEGIN SELECT RAISE(ABORT, 'total_event: a total falls by what it rose'); END
;;
CREATE TRIGGER receipt_portion_freed_by_a_reversal BEFORE INSERT ON receipt_portion
WHEN (new.fen < 0 OR EXISTS (SELECT 1 FROM reversal AS r WHERE r.number = new.document)) AND NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id JOIN receipt_portion AS p ON p.receipt_id = new.receipt_id AND p.document = s.number WHERE r.number = new.document AND p.fen = -new.fen)
BEGIN SELECT RAISE(ABORT, 'receipt_portion: a portion is freed as it was claimed'); END
;;
CREATE TRIGGER receipt_released_when_free BEFORE UPDATE ON receipt
WHEN new.state = 'released' AND old.state <> 'released' AND new.claimed_fen <> 0
BEGIN SELECT RAISE(ABORT, 'receipt: something of it is still claimed'); END
;;
CREATE TRIGGER receipt_restated_when_released BEFORE UPDATE ON receipt
WHEN (old.check_code <> new.check_code OR old.member_id <> new.member_id OR old.institution_code <> new.institution_code OR old.issue_day <> new.issue_day OR old.total_fen <> new.total_fen) AND NOT (old.state = 'released' AND new.state = 'claimed')
BEGIN SELECT RAISE(ABORT, 'receipt: what it says changes only when it is claimed again'); END
;;
CREATE TRIGGER expense_negative_by_a_reversal BEFORE INSERT ON expense
WHEN new.source = 'reversal' AND NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id JOIN expense AS e ON e.document = s.number WHERE r.number = new.document AND e.source = 'claim' AND new.booked_day = r.business_day AND e.member_id = new.member_id AND e.day = new.day AND e.year = new.year AND e.scheme = new.scheme AND e.care = new.care AND e.category = new.category AND e.institution_code = new.institution_code AND e.institution_name = new.institution_name AND e.total_fen = -new.total_fen AND e.eligible_fen = -new.eligible_fen AND e.fund_fen = -new.fund_fen AND e.account_fen = -new.account_fen AND e.cash_fen = -new.cash_fen AND e.other_fen = -new.other_fen)
BEGIN SELECT RAISE(ABORT, 'expense: it is the negative of a claim'); END
