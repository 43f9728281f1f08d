DROP TRIGGER receipt_never_edited ON receipt
;;
ALTER TABLE expense DROP CONSTRAINT expense_total_fen_range
;;
ALTER TABLE expense DROP CONSTRAINT expense_eligible_fen_range
;;
ALTER TABLE expense DROP CONSTRAINT expense_fund_fen_range
;;
ALTER TABLE expense DROP CONSTRAINT expense_account_fen_range
;;
ALTER TABLE expense DROP CONSTRAINT expense_cash_fen_range
;;
ALTER TABLE expense DROP CONSTRAINT expense_other_fen_range
;;
ALTER TABLE expense DROP CONSTRAINT expense_source_word
;;
ALTER TABLE expense ADD CONSTRAINT expense_total_fen_range CHECK (total_fen BETWEEN -99999999999 AND 99999999999)
;;
ALTER TABLE expense ADD CONSTRAINT expense_eligible_fen_range CHECK (eligible_fen BETWEEN -99999999999 AND 99999999999)
;;
ALTER TABLE expense ADD CONSTRAINT expense_fund_fen_range CHECK (fund_fen BETWEEN -99999999999 AND 99999999999)
;;
ALTER TABLE expense ADD CONSTRAINT expense_account_fen_range CHECK (account_fen BETWEEN -99999999999 AND 99999999999)
;;
ALTER TABLE expense ADD CONSTRAINT expense_cash_fen_range CHECK (cash_fen BETWEEN -99999999999 AND 99999999999)
;;
ALTER TABLE expense ADD CONSTRAINT expense_other_fen_range CHECK (other_fen BETWEEN -99999999999 AND 99999999999)
;;
ALTER TABLE expense ADD CONSTRAINT expense_source_word CHECK (source IN ('card', 'claim', 'reversal'))
;;
ALTER TABLE expense ADD CONSTRAINT expense_one_sign CHECK ((source <> 'reversal' AND total_fen > 0 AND eligible_fen >= 0 AND fund_fen >= 0 AND account_fen >= 0 AND cash_fen >= 0 AND other_fen >= 0) OR (source = 'reversal' AND total_fen < 0 AND eligible_fen <= 0 AND fund_fen <= 0 AND account_fen <= 0 AND cash_fen <= 0 AND other_fen <= 0))
;;
CREATE UNIQUE INDEX claim_replaces_once ON claim (replaces)
;;
CREATE TABLE reversal_seal (
	settlement_id BIGINT NOT NULL,
	audit_seq BIGINT NOT NULL,
	CONSTRAINT reversal_seal_pk PRIMARY KEY (settlement_id),
	CONSTRAINT reversal_seal_audit_seq_once UNIQUE (audit_seq),
	CONSTRAINT reversal_seal_audit_seq_known FOREIGN KEY(audit_seq) REFERENCES audit (seq)
)
;;
CREATE TABLE reversal (
	settlement_id BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL CONSTRAINT reversal_keyed CHECK (key <> ''),
	number TEXT COLLATE "C" NOT NULL,
	member_id BIGINT NOT NULL,
	business_day TEXT COLLATE "C" NOT NULL CONSTRAINT reversal_business_day_day CHECK (length(business_day) = 10 AND substr(business_day, 5, 1) = '-' AND substr(business_day, 8, 1) = '-'),
	reversed_at TEXT COLLATE "C" NOT NULL,
	clerk TEXT COLLATE "C" NOT NULL CONSTRAINT reversal_clerk_named CHECK (clerk <> ''),
	counter TEXT COLLATE "C" NOT NULL,
	reason TEXT COLLATE "C" NOT NULL CONSTRAINT reversal_reasoned CHECK (trim(reason) <> ''),
	snapshot BYTEA NOT NULL,
	content_hash TEXT COLLATE "C" NOT NULL CONSTRAINT reversal_hashed CHECK (length(content_hash) = 64),
	CONSTRAINT reversal_pk PRIMARY KEY (settlement_id),
	CONSTRAINT reversal_key_once UNIQUE (key),
	CONSTRAINT reversal_number_once UNIQUE (number),
	CONSTRAINT reversal_sealed FOREIGN KEY(settlement_id) REFERENCES reversal_seal (settlement_id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT reversal_settlement_id_known FOREIGN KEY(settlement_id) REFERENCES settlement (settlement_id),
	CONSTRAINT reversal_number_known FOREIGN KEY(number) REFERENCES statement (number),
	CONSTRAINT reversal_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT reversal_business_day_known FOREIGN KEY(business_day) REFERENCES accounting_day (day)
)
;;
CREATE INDEX reversal_member_id ON reversal (member_id)
;;
CREATE TRIGGER receipt_never_edited BEFORE UPDATE ON receipt FOR EACH ROW
WHEN (old.receipt_id IS DISTINCT FROM new.receipt_id OR old.kind IS DISTINCT FROM new.kind OR old.code IS DISTINCT FROM new.code OR old.number IS DISTINCT FROM new.number)
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER reversal_never_deleted BEFORE DELETE ON reversal FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER reversal_never_truncated BEFORE TRUNCATE ON reversal FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER reversal_never_edited BEFORE UPDATE ON reversal FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER reversal_seal_never_deleted BEFORE DELETE ON reversal_seal FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER reversal_seal_never_truncated BEFORE TRUNCATE ON reversal_seal FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER reversal_seal_never_edited BEFORE UPDATE ON reversal_seal FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE FUNCTION reversal_reverses_what_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM settlement AS s JOIN claim AS c ON c.claim_id = s.settlement_id JOIN statement AS o ON o.number = s.number JOIN statement AS n ON n.number = new.number JOIN accounting_day AS a ON a.day = new.business_day WHERE s.settlement_id = new.settlement_id AND s.member_id = new.member_id AND c.state <> 'reversed' AND o.state = 'issued' AND n.state = 'issued' AND n.print_state = 'pending' AND a.state = 'open' AND NOT EXISTS (SELECT 1 FROM settlement AS x WHERE x.number = new.number)) THEN
    RAISE EXCEPTION 'reversal: it reverses a settlement that stands, of its member, on an open day, under a new number' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER reversal_reverses_what_stands BEFORE INSERT ON reversal FOR EACH ROW
EXECUTE FUNCTION reversal_reverses_what_stands()
;;
CREATE FUNCTION reversal_last_comes_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM settlement AS s JOIN expense AS e ON e.document = s.number JOIN expense AS l ON l.member_id = e.member_id AND l.seq > e.seq AND l.source <> 'reversal' AND ((l.scheme = e.scheme AND l.year = e.year) OR e.account_fen > 0) AND NOT EXISTS (SELECT 1 FROM reversal AS x JOIN settlement AS y ON y.settlement_id = x.settlement_id WHERE y.number = l.document) WHERE s.settlement_id = new.settlement_id) THEN
    RAISE EXCEPTION 'reversal: a later use was priced on it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER reversal_last_comes_first BEFORE INSERT ON reversal FOR EACH ROW
EXECUTE FUNCTION reversal_last_comes_first()
;;
CREATE FUNCTION reversal_seal_seal_must_be_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id JOIN claim AS c ON c.claim_id = s.settlement_id JOIN statement AS o ON o.number = s.number JOIN posting AS p ON p.reverses = s.posting_id JOIN expense AS e ON e.document = r.number JOIN audit AS a ON a.seq = new.audit_seq WHERE r.settlement_id = new.settlement_id AND c.state = 'reversed' AND o.state = 'void' AND a.kind = 'reverse' AND a.member_id = r.member_id AND (SELECT COUNT(*) FROM statement_copy AS k WHERE k.number = r.number) = 3 AND (SELECT COUNT(*) FROM total_event AS t WHERE t.member_id = r.member_id AND t.document = r.number) = (SELECT COUNT(*) FROM total_event AS t WHERE t.member_id = r.member_id AND t.document = s.number) AND (SELECT COUNT(*) FROM receipt_portion AS t WHERE t.document = r.number) = (SELECT COUNT(*) FROM receipt_portion AS t WHERE t.document = s.number) AND NOT EXISTS (SELECT 1 FROM receipt_portion AS t JOIN receipt AS q ON q.receipt_id = t.receipt_id WHERE t.document = s.number AND q.claimed_fen = 0 AND q.state <> 'released')) THEN
    RAISE EXCEPTION 'reversal_seal: a reversal is whole or not at all' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER reversal_seal_seal_must_be_whole BEFORE INSERT ON reversal_seal FOR EACH ROW
EXECUTE FUNCTION reversal_seal_seal_must_be_whole()
;;
CREATE FUNCTION settlement_number_is_a_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM reversal AS r WHERE r.number = new.number) THEN
    RAISE EXCEPTION 'settlement: this number is a reversal' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER settlement_number_is_a_reversal BEFORE INSERT ON settlement FOR EACH ROW
EXECUTE FUNCTION settlement_number_is_a_reversal()
;;
CREATE FUNCTION claim_reversed_by_a_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.state = 'reversed' AND old.state <> 'reversed' AND NOT EXISTS (SELECT 1 FROM reversal AS r WHERE r.settlement_id = new.claim_id) THEN
    RAISE EXCEPTION 'claim: only a reversal reverses' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER claim_reversed_by_a_reversal BEFORE UPDATE ON claim FOR EACH ROW
EXECUTE FUNCTION claim_reversed_by_a_reversal()
;;
CREATE FUNCTION claim_replaces_what_was_reversed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.replaces IS NOT NULL AND NOT EXISTS (SELECT 1 FROM claim AS c WHERE c.claim_id = new.replaces AND c.member_id = new.member_id AND c.state = 'reversed') THEN
    RAISE EXCEPTION 'claim: it replaces a reversed claim of the same member' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER claim_replaces_what_was_reversed BEFORE INSERT ON claim FOR EACH ROW
EXECUTE FUNCTION claim_replaces_what_was_reversed()
;;
CREATE FUNCTION statement_void_by_a_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.state = 'void' AND old.state <> 'void' AND NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id WHERE s.number = new.number) THEN
    RAISE EXCEPTION 'statement: only a reversal makes it void' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER statement_void_by_a_reversal BEFORE UPDATE ON statement FOR EACH ROW
EXECUTE FUNCTION statement_void_by_a_reversal()
;;
CREATE FUNCTION posting_reverses_by_a_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id WHERE s.posting_id = new.reverses AND r.key = new.key AND r.member_id = new.member_id AND r.business_day = new.day) THEN
    RAISE EXCEPTION 'posting: only a reversal reverses' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER posting_reverses_by_a_reversal BEFORE INSERT ON posting FOR EACH ROW
EXECUTE FUNCTION posting_reverses_by_a_reversal()
;;
CREATE FUNCTION posting_seal_reversal_is_the_negative() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM posting AS p JOIN posting AS o ON o.posting_id = p.reverses WHERE p.posting_id = new.posting_id AND (p.lines <> o.lines OR EXISTS (SELECT 1 FROM transfer AS t WHERE t.posting_id = o.posting_id AND NOT EXISTS (SELECT 1 FROM transfer AS m WHERE m.posting_id = p.posting_id AND m.line = t.line AND m.debit = t.credit AND m.credit = t.debit AND m.fen = t.fen AND m.kind = 'reversal')))) THEN
    RAISE EXCEPTION 'posting_seal: every transfer goes back' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER posting_seal_reversal_is_the_negative BEFORE INSERT ON posting_seal FOR EACH ROW
EXECUTE FUNCTION posting_seal_reversal_is_the_negative()
;;
CREATE FUNCTION total_event_falls_by_a_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (new.amount < 0 OR EXISTS (SELECT 1 FROM reversal AS r WHERE r.number = new.document)) AND NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id JOIN total_event AS e ON e.member_id = new.member_id AND e.scheme = new.scheme AND e.year = new.year AND e.total_key = new.total_key AND e.document = s.number WHERE r.number = new.document AND e.amount = -new.amount AND r.business_day = new.booked_day) THEN
    RAISE EXCEPTION 'total_event: a total falls by what it rose' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER total_event_falls_by_a_reversal BEFORE INSERT ON total_event FOR EACH ROW
EXECUTE FUNCTION total_event_falls_by_a_reversal()
;;
CREATE FUNCTION receipt_portion_freed_by_a_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (new.fen < 0 OR EXISTS (SELECT 1 FROM reversal AS r WHERE r.number = new.document)) AND NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id JOIN receipt_portion AS p ON p.receipt_id = new.receipt_id AND p.document = s.number WHERE r.number = new.document AND p.fen = -new.fen) THEN
    RAISE EXCEPTION 'receipt_portion: a portion is freed as it was claimed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER receipt_portion_freed_by_a_reversal BEFORE INSERT ON receipt_portion FOR EACH ROW
EXECUTE FUNCTION receipt_portion_freed_by_a_reversal()
;;
CREATE FUNCTION receipt_released_when_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.state = 'released' AND old.state <> 'released' AND new.claimed_fen <> 0 THEN
    RAISE EXCEPTION 'receipt: something of it is still claimed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER receipt_released_when_free BEFORE UPDATE ON receipt FOR EACH ROW
EXECUTE FUNCTION receipt_released_when_free()
;;
CREATE FUNCTION receipt_restated_when_released() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (old.check_code <> new.check_code OR old.member_id <> new.member_id OR old.institution_code <> new.institution_code OR old.issue_day <> new.issue_day OR old.total_fen <> new.total_fen) AND NOT (old.state = 'released' AND new.state = 'claimed') THEN
    RAISE EXCEPTION 'receipt: what it says changes only when it is claimed again' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER receipt_restated_when_released BEFORE UPDATE ON receipt FOR EACH ROW
EXECUTE FUNCTION receipt_restated_when_released()
;;
CREATE FUNCTION expense_negative_by_a_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.source = 'reversal' AND NOT EXISTS (SELECT 1 FROM reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id JOIN expense AS e ON e.document = s.number WHERE r.number = new.document AND e.source = 'claim' AND new.booked_day = r.business_day AND e.member_id = new.member_id AND e.day = new.day AND e.year = new.year AND e.scheme = new.scheme AND e.care = new.care AND e.category = new.category AND e.institution_code = new.institution_code AND e.institution_name = new.institution_name AND e.total_fen = -new.total_fen AND e.eligible_fen = -new.eligible_fen AND e.fund_fen = -new.fund_fen AND e.account_fen = -new.account_fen AND e.cash_fen = -new.cash_fen AND e.other_fen = -new.other_fen) THEN
    RAISE EXCEPTION 'expense: it is the negative of a claim' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER expense_negative_by_a_reversal BEFORE INSERT ON expense FOR EACH ROW
EXECUTE FUNCTION expense_negative_by_a_reversal()
