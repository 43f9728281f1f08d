CREATE TABLE accounting_day (
	day TEXT COLLATE "C" NOT NULL CONSTRAINT accounting_day_day_day CHECK (length(day) = 10 AND substr(day, 5, 1) = '-' AND substr(day, 8, 1) = '-'),
	state TEXT COLLATE "C" NOT NULL CONSTRAINT accounting_day_state_word CHECK (state IN ('open', 'closed')),
	opened_at TEXT COLLATE "C" NOT NULL,
	opened_by TEXT COLLATE "C" NOT NULL,
	CONSTRAINT accounting_day_pk PRIMARY KEY (day)
)
;;
CREATE TABLE allowed_step (
	subject TEXT COLLATE "C" NOT NULL,
	from_state TEXT COLLATE "C" NOT NULL,
	to_state TEXT COLLATE "C" NOT NULL,
	CONSTRAINT allowed_step_pk PRIMARY KEY (subject, from_state, to_state)
)
;;
CREATE TABLE audit (
	seq BIGINT NOT NULL CONSTRAINT audit_seq_range CHECK (seq BETWEEN 1 AND 1000000000000000),
	kind TEXT COLLATE "C" NOT NULL,
	member_id BIGINT,
	content BYTEA NOT NULL,
	algorithm TEXT COLLATE "C" NOT NULL CONSTRAINT audit_algorithm_word CHECK (algorithm IN ('sha256')),
	previous_hash TEXT COLLATE "C" NOT NULL CONSTRAINT audit_previous_hashed CHECK (length(previous_hash) = 64),
	hash TEXT COLLATE "C" NOT NULL CONSTRAINT audit_hashed CHECK (length(hash) = 64),
	CONSTRAINT audit_pk PRIMARY KEY (seq),
	CONSTRAINT audit_hash_once UNIQUE (hash),
	CONSTRAINT audit_previous_hash_once UNIQUE (previous_hash)
)
;;
CREATE INDEX audit_member_id ON audit (member_id)
;;
CREATE TABLE audit_head (
	one BIGSERIAL NOT NULL CONSTRAINT audit_head_one_range CHECK (one BETWEEN 1 AND 1),
	seq BIGINT NOT NULL,
	hash TEXT COLLATE "C" NOT NULL,
	CONSTRAINT audit_head_pk PRIMARY KEY (one)
)
;;
CREATE TABLE catalogue_item (
	code TEXT COLLATE "C" NOT NULL,
	from_day TEXT COLLATE "C" NOT NULL CONSTRAINT catalogue_item_from_day_day CHECK (length(from_day) = 10 AND substr(from_day, 5, 1) = '-' AND substr(from_day, 8, 1) = '-'),
	to_day TEXT COLLATE "C" CONSTRAINT catalogue_item_to_day_day CHECK (length(to_day) = 10 AND substr(to_day, 5, 1) = '-' AND substr(to_day, 8, 1) = '-'),
	name TEXT COLLATE "C" NOT NULL,
	item_class TEXT COLLATE "C" NOT NULL CONSTRAINT catalogue_item_item_class_word CHECK (item_class IN ('01', '02', '03')),
	list_type TEXT COLLATE "C" NOT NULL,
	charge_type TEXT COLLATE "C" NOT NULL,
	unit TEXT COLLATE "C" NOT NULL,
	specification TEXT COLLATE "C" NOT NULL,
	rate_numerator BIGINT,
	rate_denominator BIGINT,
	price_limit_fen BIGINT CONSTRAINT catalogue_item_price_limit_fen_range CHECK (price_limit_fen BETWEEN 0 AND 99999999999),
	initials TEXT COLLATE "C" NOT NULL,
	direct BIGINT NOT NULL CONSTRAINT catalogue_item_direct_range CHECK (direct BETWEEN 0 AND 1),
	price_fen BIGINT CONSTRAINT catalogue_item_price_fen_range CHECK (price_fen BETWEEN 0 AND 99999999999),
	CONSTRAINT catalogue_item_pk PRIMARY KEY (code, from_day),
	CONSTRAINT catalogue_item_days_in_order CHECK (to_day IS NULL OR to_day >= from_day),
	CONSTRAINT catalogue_item_rate CHECK ((rate_numerator IS NULL AND rate_denominator IS NULL) OR (rate_numerator IS NOT NULL AND rate_denominator IS NOT NULL AND rate_denominator > 0 AND rate_numerator BETWEEN 0 AND rate_denominator))
)
;;
CREATE INDEX catalogue_item_initials ON catalogue_item (initials)
;;
CREATE TABLE centre (
	one BIGSERIAL NOT NULL CONSTRAINT centre_one_range CHECK (one BETWEEN 1 AND 1),
	code TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	CONSTRAINT centre_pk PRIMARY KEY (one)
)
;;
CREATE TABLE institution (
	code TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	level TEXT COLLATE "C" NOT NULL CONSTRAINT institution_level_word CHECK (level IN ('community', '1', '2', '3')),
	region TEXT COLLATE "C" NOT NULL,
	designated BIGINT NOT NULL CONSTRAINT institution_designated_range CHECK (designated BETWEEN 0 AND 1),
	is_pharmacy BIGINT NOT NULL CONSTRAINT institution_is_pharmacy_range CHECK (is_pharmacy BETWEEN 0 AND 1),
	initials TEXT COLLATE "C" NOT NULL,
	CONSTRAINT institution_pk PRIMARY KEY (code)
)
;;
CREATE INDEX institution_initials ON institution (initials)
;;
CREATE TABLE member (
	member_id BIGINT NOT NULL,
	psn_no TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL CONSTRAINT member_named CHECK (name <> ''),
	id_number TEXT COLLATE "C" NOT NULL,
	id_last6 TEXT COLLATE "C" NOT NULL CONSTRAINT member_last6 CHECK (length(id_last6) = 6 AND id_number LIKE '%' || id_last6),
	sex TEXT COLLATE "C" NOT NULL CONSTRAINT member_sex_word CHECK (sex IN ('0', '1', '2', '9')),
	birth_day TEXT COLLATE "C" NOT NULL CONSTRAINT member_birth_day_day CHECK (length(birth_day) = 10 AND substr(birth_day, 5, 1) = '-' AND substr(birth_day, 8, 1) = '-'),
	card_number TEXT COLLATE "C",
	card_id TEXT COLLATE "C",
	card_state TEXT COLLATE "C" NOT NULL CONSTRAINT member_card_state_word CHECK (card_state IN ('normal', 'lost', 'frozen', 'cancelled')),
	deceased_on TEXT COLLATE "C" CONSTRAINT member_deceased_on_day CHECK (length(deceased_on) = 10 AND substr(deceased_on, 5, 1) = '-' AND substr(deceased_on, 8, 1) = '-'),
	initials TEXT COLLATE "C" NOT NULL,
	CONSTRAINT member_pk PRIMARY KEY (member_id),
	CONSTRAINT member_psn_no_once UNIQUE (psn_no),
	CONSTRAINT member_id_number_once UNIQUE (id_number),
	CONSTRAINT member_card_number_once UNIQUE (card_number)
)
;;
CREATE INDEX member_id_last6 ON member (id_last6)
;;
CREATE INDEX member_initials ON member (initials)
;;
CREATE INDEX member_name ON member (name)
;;
CREATE TABLE posting_seal (
	posting_id BIGINT NOT NULL,
	lines BIGINT NOT NULL CONSTRAINT posting_seal_lines_range CHECK (lines BETWEEN 0 AND 10000),
	fen BIGINT NOT NULL CONSTRAINT posting_seal_fen_range CHECK (fen BETWEEN -9000000000000000 AND 9000000000000000),
	CONSTRAINT posting_seal_pk PRIMARY KEY (posting_id)
)
;;
CREATE TABLE staff (
	staff_id BIGINT NOT NULL,
	name TEXT COLLATE "C" NOT NULL CONSTRAINT staff_named CHECK (name <> ''),
	counter TEXT COLLATE "C" NOT NULL,
	centre TEXT COLLATE "C" NOT NULL,
	role TEXT COLLATE "C" NOT NULL CONSTRAINT staff_role_word CHECK (role IN ('clerk', 'reviewer', 'payer', 'supervisor', 'auditor', 'administrator')),
	CONSTRAINT staff_pk PRIMARY KEY (staff_id)
)
;;
CREATE TABLE statement_counter (
	centre TEXT COLLATE "C" NOT NULL,
	year TEXT COLLATE "C" NOT NULL,
	last BIGINT NOT NULL CONSTRAINT statement_counter_last_range CHECK (last BETWEEN 0 AND 99999999),
	CONSTRAINT statement_counter_pk PRIMARY KEY (centre, year)
)
;;
CREATE TABLE account (
	name TEXT COLLATE "C" NOT NULL,
	member_id BIGINT,
	part TEXT COLLATE "C" NOT NULL CONSTRAINT account_part_word CHECK (part IN ('current', 'prior', 'payable', 'fund', 'institution', 'clearing')),
	fen BIGINT NOT NULL CONSTRAINT account_fen_range CHECK (fen BETWEEN -9000000000000000 AND 9000000000000000),
	overdraft BIGINT NOT NULL CONSTRAINT account_overdraft_range CHECK (overdraft BETWEEN 0 AND 1),
	CONSTRAINT account_pk PRIMARY KEY (name),
	CONSTRAINT account_member_id_part_once UNIQUE (member_id, part),
	CONSTRAINT account_not_overdrawn CHECK (fen >= 0 OR overdraft = 1),
	CONSTRAINT account_owner CHECK ((member_id IS NULL AND part IN ('fund', 'institution', 'clearing')) OR (member_id IS NOT NULL AND part IN ('current', 'prior', 'payable') AND overdraft = 0)),
	CONSTRAINT account_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
;;
CREATE TABLE claim (
	claim_id BIGINT GENERATED BY DEFAULT AS IDENTITY,
	key TEXT COLLATE "C" NOT NULL CONSTRAINT claim_keyed CHECK (key <> ''),
	content_hash TEXT COLLATE "C" NOT NULL CONSTRAINT claim_hashed CHECK (length(content_hash) = 64),
	content BYTEA NOT NULL,
	member_id BIGINT NOT NULL,
	scheme TEXT COLLATE "C" NOT NULL,
	year TEXT COLLATE "C" NOT NULL,
	care TEXT COLLATE "C" NOT NULL,
	institution_code TEXT COLLATE "C" NOT NULL,
	service_day TEXT COLLATE "C" NOT NULL CONSTRAINT claim_service_day_day CHECK (length(service_day) = 10 AND substr(service_day, 5, 1) = '-' AND substr(service_day, 8, 1) = '-'),
	total_fen BIGINT NOT NULL CONSTRAINT claim_total_fen_range CHECK (total_fen BETWEEN 1 AND 99999999999),
	fund_fen BIGINT NOT NULL CONSTRAINT claim_fund_fen_range CHECK (fund_fen BETWEEN 0 AND 99999999999),
	hospital_fen BIGINT NOT NULL CONSTRAINT claim_hospital_fen_range CHECK (hospital_fen BETWEEN 0 AND 99999999999),
	account_fen BIGINT NOT NULL CONSTRAINT claim_account_fen_range CHECK (account_fen BETWEEN 0 AND 99999999999),
	family_fen BIGINT NOT NULL CONSTRAINT claim_family_fen_range CHECK (family_fen BETWEEN 0 AND 99999999999),
	cash_fen BIGINT NOT NULL CONSTRAINT claim_cash_fen_range CHECK (cash_fen BETWEEN 0 AND 99999999999),
	state TEXT COLLATE "C" NOT NULL CONSTRAINT claim_state_word CHECK (state IN ('entered', 'reviewed', 'paid', 'reversed')),
	entered_by TEXT COLLATE "C" NOT NULL CONSTRAINT claim_entered_by_named CHECK (entered_by <> ''),
	reviewed_by TEXT COLLATE "C",
	reviewed_hash TEXT COLLATE "C",
	paid_by TEXT COLLATE "C",
	replaces BIGINT,
	CONSTRAINT claim_pk PRIMARY KEY (claim_id),
	CONSTRAINT claim_key_once UNIQUE (key),
	CONSTRAINT claim_parts_are_the_whole CHECK (fund_fen + hospital_fen + account_fen + family_fen + cash_fen = total_fen),
	CONSTRAINT claim_second_pair_of_eyes CHECK ((reviewed_by IS NULL AND reviewed_hash IS NULL) OR (reviewed_by IS NOT NULL AND reviewed_by <> '' AND reviewed_by <> entered_by AND reviewed_hash IS NOT NULL AND reviewed_hash = content_hash)),
	CONSTRAINT claim_third_person_pays CHECK (paid_by IS NULL OR (reviewed_by IS NOT NULL AND paid_by <> '' AND paid_by <> entered_by AND paid_by <> reviewed_by)),
	CONSTRAINT claim_state_has_its_person CHECK ((state IN ('entered', 'reversed')) OR (state = 'reviewed' AND reviewed_by IS NOT NULL) OR (state = 'paid' AND paid_by IS NOT NULL)),
	CONSTRAINT claim_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT claim_replaces_known FOREIGN KEY(replaces) REFERENCES claim (claim_id)
)
;;
CREATE INDEX claim_member_id ON claim (member_id)
;;
CREATE TABLE contribution (
	member_id BIGINT NOT NULL,
	scheme TEXT COLLATE "C" NOT NULL,
	month TEXT COLLATE "C" NOT NULL CONSTRAINT contribution_month_day CHECK (length(month) = 10 AND substr(month, 5, 1) = '-' AND substr(month, 8, 1) = '-'),
	base_fen BIGINT NOT NULL CONSTRAINT contribution_base_fen_range CHECK (base_fen BETWEEN 0 AND 99999999999),
	own_fen BIGINT NOT NULL CONSTRAINT contribution_own_fen_range CHECK (own_fen BETWEEN 0 AND 99999999999),
	employer_fen BIGINT NOT NULL CONSTRAINT contribution_employer_fen_range CHECK (employer_fen BETWEEN 0 AND 99999999999),
	to_account_fen BIGINT NOT NULL CONSTRAINT contribution_to_account_fen_range CHECK (to_account_fen BETWEEN 0 AND 99999999999),
	paid_on TEXT COLLATE "C" NOT NULL CONSTRAINT contribution_paid_on_day CHECK (length(paid_on) = 10 AND substr(paid_on, 5, 1) = '-' AND substr(paid_on, 8, 1) = '-'),
	CONSTRAINT contribution_pk PRIMARY KEY (member_id, scheme, month),
	CONSTRAINT contribution_first_day CHECK (substr(month, 9, 2) = '01'),
	CONSTRAINT contribution_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
;;
CREATE TABLE draft (
	key TEXT COLLATE "C" NOT NULL CONSTRAINT draft_keyed CHECK (key <> ''),
	member_id BIGINT NOT NULL,
	content TEXT COLLATE "C" NOT NULL,
	state TEXT COLLATE "C" NOT NULL CONSTRAINT draft_state_word CHECK (state IN ('open', 'submitted')),
	saved_at TEXT COLLATE "C" NOT NULL,
	clerk TEXT COLLATE "C" NOT NULL,
	counter TEXT COLLATE "C" NOT NULL,
	CONSTRAINT draft_pk PRIMARY KEY (key),
	CONSTRAINT draft_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
;;
CREATE INDEX draft_member_id ON draft (member_id)
;;
CREATE TABLE expense (
	member_id BIGINT NOT NULL,
	seq BIGINT NOT NULL CONSTRAINT expense_seq_range CHECK (seq BETWEEN 1 AND 1000000000),
	day TEXT COLLATE "C" NOT NULL CONSTRAINT expense_day_day CHECK (length(day) = 10 AND substr(day, 5, 1) = '-' AND substr(day, 8, 1) = '-'),
	booked_day TEXT COLLATE "C" NOT NULL CONSTRAINT expense_booked_day_day CHECK (length(booked_day) = 10 AND substr(booked_day, 5, 1) = '-' AND substr(booked_day, 8, 1) = '-'),
	year TEXT COLLATE "C" NOT NULL,
	scheme TEXT COLLATE "C" NOT NULL,
	care TEXT COLLATE "C" NOT NULL,
	category TEXT COLLATE "C" NOT NULL,
	institution_code TEXT COLLATE "C" NOT NULL,
	institution_name TEXT COLLATE "C" NOT NULL,
	total_fen BIGINT NOT NULL CONSTRAINT expense_total_fen_range CHECK (total_fen BETWEEN 1 AND 99999999999),
	eligible_fen BIGINT NOT NULL CONSTRAINT expense_eligible_fen_range CHECK (eligible_fen BETWEEN 0 AND 99999999999),
	fund_fen BIGINT NOT NULL CONSTRAINT expense_fund_fen_range CHECK (fund_fen BETWEEN 0 AND 99999999999),
	account_fen BIGINT NOT NULL CONSTRAINT expense_account_fen_range CHECK (account_fen BETWEEN 0 AND 99999999999),
	cash_fen BIGINT NOT NULL CONSTRAINT expense_cash_fen_range CHECK (cash_fen BETWEEN 0 AND 99999999999),
	other_fen BIGINT NOT NULL CONSTRAINT expense_other_fen_range CHECK (other_fen BETWEEN 0 AND 99999999999),
	funds TEXT COLLATE "C" NOT NULL,
	source TEXT COLLATE "C" NOT NULL CONSTRAINT expense_source_word CHECK (source IN ('card', 'claim')),
	document TEXT COLLATE "C" NOT NULL,
	CONSTRAINT expense_pk PRIMARY KEY (member_id, seq),
	CONSTRAINT expense_document_once UNIQUE (document),
	CONSTRAINT expense_parts_are_the_whole CHECK (fund_fen + account_fen + cash_fen + other_fen = total_fen),
	CONSTRAINT expense_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT expense_booked_day_known FOREIGN KEY(booked_day) REFERENCES accounting_day (day)
)
;;
CREATE TABLE insurance (
	member_id BIGINT NOT NULL,
	scheme TEXT COLLATE "C" NOT NULL,
	region TEXT COLLATE "C" NOT NULL,
	from_day TEXT COLLATE "C" NOT NULL CONSTRAINT insurance_from_day_day CHECK (length(from_day) = 10 AND substr(from_day, 5, 1) = '-' AND substr(from_day, 8, 1) = '-'),
	to_day TEXT COLLATE "C" CONSTRAINT insurance_to_day_day CHECK (length(to_day) = 10 AND substr(to_day, 5, 1) = '-' AND substr(to_day, 8, 1) = '-'),
	person_type TEXT COLLATE "C" NOT NULL,
	state TEXT COLLATE "C" NOT NULL CONSTRAINT insurance_state_word CHECK (state IN ('0', '1', '2', '3', '4')),
	retired_on TEXT COLLATE "C" CONSTRAINT insurance_retired_on_day CHECK (length(retired_on) = 10 AND substr(retired_on, 5, 1) = '-' AND substr(retired_on, 8, 1) = '-'),
	employer TEXT COLLATE "C" NOT NULL,
	enrolment TEXT COLLATE "C" NOT NULL,
	last_paid_month TEXT COLLATE "C" CONSTRAINT insurance_last_paid_month_day CHECK (length(last_paid_month) = 10 AND substr(last_paid_month, 5, 1) = '-' AND substr(last_paid_month, 8, 1) = '-'),
	frozen BIGINT NOT NULL CONSTRAINT insurance_frozen_range CHECK (frozen BETWEEN 0 AND 1),
	CONSTRAINT insurance_pk PRIMARY KEY (member_id, scheme, region, from_day),
	CONSTRAINT insurance_days_in_order CHECK (to_day IS NULL OR to_day >= from_day),
	CONSTRAINT insurance_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
;;
CREATE TABLE member_year (
	member_id BIGINT NOT NULL,
	scheme TEXT COLLATE "C" NOT NULL,
	year TEXT COLLATE "C" NOT NULL,
	CONSTRAINT member_year_pk PRIMARY KEY (member_id, scheme, year),
	CONSTRAINT member_year_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
;;
CREATE TABLE posting (
	posting_id BIGINT GENERATED BY DEFAULT AS IDENTITY,
	key TEXT COLLATE "C" NOT NULL CONSTRAINT posting_keyed CHECK (key <> ''),
	content_hash TEXT COLLATE "C" NOT NULL CONSTRAINT posting_hashed CHECK (length(content_hash) = 64),
	member_id BIGINT NOT NULL,
	day TEXT COLLATE "C" NOT NULL CONSTRAINT posting_day_day CHECK (length(day) = 10 AND substr(day, 5, 1) = '-' AND substr(day, 8, 1) = '-'),
	memo TEXT COLLATE "C" NOT NULL,
	lines BIGINT NOT NULL CONSTRAINT posting_lines_range CHECK (lines BETWEEN 0 AND 10000),
	reverses BIGINT,
	CONSTRAINT posting_pk PRIMARY KEY (posting_id),
	CONSTRAINT posting_key_once UNIQUE (key),
	CONSTRAINT posting_reverses_once UNIQUE (reverses),
	CONSTRAINT posting_reverses_another CHECK (reverses IS NULL OR reverses <> posting_id),
	CONSTRAINT posting_posting_id_known FOREIGN KEY(posting_id) REFERENCES posting_seal (posting_id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT posting_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT posting_day_known FOREIGN KEY(day) REFERENCES accounting_day (day),
	CONSTRAINT posting_reverses_known FOREIGN KEY(reverses) REFERENCES posting (posting_id)
)
;;
CREATE TABLE receipt (
	receipt_id BIGINT GENERATED BY DEFAULT AS IDENTITY,
	kind TEXT COLLATE "C" NOT NULL,
	code TEXT COLLATE "C" NOT NULL,
	number TEXT COLLATE "C" NOT NULL,
	check_code TEXT COLLATE "C" NOT NULL,
	member_id BIGINT NOT NULL,
	institution_code TEXT COLLATE "C" NOT NULL,
	issue_day TEXT COLLATE "C" NOT NULL CONSTRAINT receipt_issue_day_day CHECK (length(issue_day) = 10 AND substr(issue_day, 5, 1) = '-' AND substr(issue_day, 8, 1) = '-'),
	total_fen BIGINT NOT NULL CONSTRAINT receipt_total_fen_range CHECK (total_fen BETWEEN 1 AND 99999999999),
	claimed_fen BIGINT NOT NULL CONSTRAINT receipt_claimed_fen_range CHECK (claimed_fen BETWEEN 0 AND 99999999999),
	state TEXT COLLATE "C" NOT NULL CONSTRAINT receipt_state_word CHECK (state IN ('claimed', 'settled_online', 'released')),
	live BIGINT NOT NULL CONSTRAINT receipt_live_range CHECK (live BETWEEN 0 AND 1),
	CONSTRAINT receipt_pk PRIMARY KEY (receipt_id),
	CONSTRAINT receipt_shape CHECK ((kind IN ('e_receipt', 'paper_receipt') AND length(code) = 8 AND length(number) = 10) OR (kind = 'invoice' AND ((length(code) IN (10, 12) AND length(number) = 8) OR (length(code) = 0 AND length(number) = 20)))),
	CONSTRAINT receipt_digits_only CHECK (code ~ '^[0-9]*$' AND number ~ '^[0-9]+$'),
	CONSTRAINT receipt_not_overclaimed CHECK (claimed_fen >= 0 AND claimed_fen <= total_fen),
	CONSTRAINT receipt_live_state CHECK ((live = 1 AND state <> 'released') OR (live = 0 AND state = 'released')),
	CONSTRAINT receipt_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
;;
CREATE INDEX receipt_member_id ON receipt (member_id)
;;
CREATE UNIQUE INDEX receipt_one_live ON receipt (kind, code, number) WHERE live = 1
;;
CREATE TABLE relative (
	member_id BIGINT NOT NULL,
	relative_id BIGINT NOT NULL,
	CONSTRAINT relative_pk PRIMARY KEY (member_id, relative_id),
	CONSTRAINT relative_another CHECK (member_id <> relative_id),
	CONSTRAINT relative_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
;;
CREATE TABLE statement (
	number TEXT COLLATE "C" NOT NULL CONSTRAINT statement_numbered CHECK (number <> ''),
	centre TEXT COLLATE "C" NOT NULL,
	year TEXT COLLATE "C" NOT NULL,
	serial BIGINT NOT NULL CONSTRAINT statement_serial_range CHECK (serial BETWEEN 1 AND 99999999),
	state TEXT COLLATE "C" NOT NULL CONSTRAINT statement_state_word CHECK (state IN ('issued', 'void')),
	print_state TEXT COLLATE "C" NOT NULL CONSTRAINT statement_print_state_word CHECK (print_state IN ('pending', 'sending', 'queued', 'printing', 'printed', 'failed')),
	printed BIGINT NOT NULL CONSTRAINT statement_printed_range CHECK (printed BETWEEN 0 AND 10000),
	issued_at TEXT COLLATE "C" NOT NULL,
	CONSTRAINT statement_pk PRIMARY KEY (number),
	CONSTRAINT statement_centre_year_serial_once UNIQUE (centre, year, serial),
	CONSTRAINT statement_centre_year_known FOREIGN KEY(centre, year) REFERENCES statement_counter (centre, year)
)
;;
CREATE TABLE member_entry (
	member_id BIGINT NOT NULL,
	seq BIGINT NOT NULL CONSTRAINT member_entry_seq_range CHECK (seq BETWEEN 1 AND 1000000000),
	posting_id BIGINT NOT NULL,
	day TEXT COLLATE "C" NOT NULL CONSTRAINT member_entry_day_day CHECK (length(day) = 10 AND substr(day, 5, 1) = '-' AND substr(day, 8, 1) = '-'),
	kind TEXT COLLATE "C" NOT NULL,
	part TEXT COLLATE "C" NOT NULL CONSTRAINT member_entry_part_word CHECK (part IN ('current', 'prior')),
	counterpart TEXT COLLATE "C" NOT NULL,
	in_fen BIGINT NOT NULL CONSTRAINT member_entry_in_fen_range CHECK (in_fen BETWEEN 0 AND 99999999999),
	out_fen BIGINT NOT NULL CONSTRAINT member_entry_out_fen_range CHECK (out_fen BETWEEN 0 AND 99999999999),
	balance_fen BIGINT NOT NULL CONSTRAINT member_entry_balance_fen_range CHECK (balance_fen BETWEEN -9000000000000000 AND 9000000000000000),
	document TEXT COLLATE "C" NOT NULL,
	CONSTRAINT member_entry_pk PRIMARY KEY (member_id, seq),
	CONSTRAINT member_entry_one_way CHECK ((in_fen > 0 AND out_fen = 0) OR (in_fen = 0 AND out_fen > 0)),
	CONSTRAINT member_entry_not_overdrawn CHECK (balance_fen >= 0),
	CONSTRAINT member_entry_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT member_entry_posting_id_known FOREIGN KEY(posting_id) REFERENCES posting (posting_id)
)
;;
CREATE TABLE print_job (
	print_job_id BIGINT GENERATED BY DEFAULT AS IDENTITY,
	number TEXT COLLATE "C" NOT NULL,
	attempt BIGINT NOT NULL CONSTRAINT print_job_attempt_range CHECK (attempt BETWEEN 0 AND 10000),
	state TEXT COLLATE "C" NOT NULL CONSTRAINT print_job_state_word CHECK (state IN ('sending', 'queued', 'printing', 'printed', 'failed')),
	counted BIGINT NOT NULL CONSTRAINT print_job_counted_range CHECK (counted BETWEEN 0 AND 1),
	job TEXT COLLATE "C" NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	actor TEXT COLLATE "C" NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	CONSTRAINT print_job_pk PRIMARY KEY (print_job_id),
	CONSTRAINT print_job_reprint_has_reason CHECK (state <> 'sending' OR attempt = 1 OR (attempt > 1 AND reason <> '')),
	CONSTRAINT print_job_number_known FOREIGN KEY(number) REFERENCES statement (number)
)
;;
CREATE INDEX print_job_number ON print_job (number)
;;
CREATE TABLE receipt_alias (
	kind TEXT COLLATE "C" NOT NULL,
	code TEXT COLLATE "C" NOT NULL,
	number TEXT COLLATE "C" NOT NULL,
	receipt_id BIGINT NOT NULL,
	CONSTRAINT receipt_alias_pk PRIMARY KEY (kind, code, number),
	CONSTRAINT receipt_alias_shape CHECK ((kind IN ('e_receipt', 'paper_receipt') AND length(code) = 8 AND length(number) = 10) OR (kind = 'invoice' AND ((length(code) IN (10, 12) AND length(number) = 8) OR (length(code) = 0 AND length(number) = 20)))),
	CONSTRAINT receipt_alias_digits_only CHECK (code ~ '^[0-9]*$' AND number ~ '^[0-9]+$'),
	CONSTRAINT receipt_alias_receipt_id_known FOREIGN KEY(receipt_id) REFERENCES receipt (receipt_id)
)
;;
CREATE TABLE receipt_portion (
	receipt_id BIGINT NOT NULL,
	document TEXT COLLATE "C" NOT NULL,
	fen BIGINT NOT NULL CONSTRAINT receipt_portion_fen_range CHECK (fen BETWEEN -99999999999 AND 99999999999),
	CONSTRAINT receipt_portion_pk PRIMARY KEY (receipt_id, document),
	CONSTRAINT receipt_portion_something CHECK (fen <> 0),
	CONSTRAINT receipt_portion_receipt_id_known FOREIGN KEY(receipt_id) REFERENCES receipt (receipt_id)
)
;;
CREATE INDEX receipt_portion_document ON receipt_portion (document)
;;
CREATE TABLE settlement (
	settlement_id BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	number TEXT COLLATE "C" NOT NULL,
	member_id BIGINT NOT NULL,
	posting_id BIGINT NOT NULL,
	business_day TEXT COLLATE "C" NOT NULL CONSTRAINT settlement_business_day_day CHECK (length(business_day) = 10 AND substr(business_day, 5, 1) = '-' AND substr(business_day, 8, 1) = '-'),
	settled_at TEXT COLLATE "C" NOT NULL,
	clerk TEXT COLLATE "C" NOT NULL,
	counter TEXT COLLATE "C" NOT NULL,
	snapshot BYTEA NOT NULL,
	content_hash TEXT COLLATE "C" NOT NULL CONSTRAINT settlement_hashed CHECK (length(content_hash) = 64),
	audit_seq BIGINT NOT NULL,
	CONSTRAINT settlement_pk PRIMARY KEY (settlement_id),
	CONSTRAINT settlement_key_once UNIQUE (key),
	CONSTRAINT settlement_number_once UNIQUE (number),
	CONSTRAINT settlement_posting_id_once UNIQUE (posting_id),
	CONSTRAINT settlement_audit_seq_once UNIQUE (audit_seq),
	CONSTRAINT settlement_settlement_id_known FOREIGN KEY(settlement_id) REFERENCES claim (claim_id),
	CONSTRAINT settlement_number_known FOREIGN KEY(number) REFERENCES statement (number),
	CONSTRAINT settlement_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT settlement_posting_id_known FOREIGN KEY(posting_id) REFERENCES posting (posting_id),
	CONSTRAINT settlement_business_day_known FOREIGN KEY(business_day) REFERENCES accounting_day (day),
	CONSTRAINT settlement_audit_seq_known FOREIGN KEY(audit_seq) REFERENCES audit (seq)
)
;;
CREATE INDEX settlement_member_id ON settlement (member_id)
;;
CREATE TABLE statement_copy (
	number TEXT COLLATE "C" NOT NULL,
	copy TEXT COLLATE "C" NOT NULL CONSTRAINT statement_copy_copy_word CHECK (copy IN ('centre', 'institution', 'insured')),
	CONSTRAINT statement_copy_pk PRIMARY KEY (number, copy),
	CONSTRAINT statement_copy_number_known FOREIGN KEY(number) REFERENCES statement (number)
)
;;
CREATE TABLE total_event (
	member_id BIGINT NOT NULL,
	scheme TEXT COLLATE "C" NOT NULL,
	year TEXT COLLATE "C" NOT NULL,
	total_key TEXT COLLATE "C" NOT NULL CONSTRAINT total_event_keyed CHECK (total_key <> ''),
	document TEXT COLLATE "C" NOT NULL,
	amount BIGINT NOT NULL CONSTRAINT total_event_amount_range CHECK (amount BETWEEN -9000000000000000 AND 9000000000000000),
	booked_day TEXT COLLATE "C" NOT NULL CONSTRAINT total_event_booked_day_day CHECK (length(booked_day) = 10 AND substr(booked_day, 5, 1) = '-' AND substr(booked_day, 8, 1) = '-'),
	CONSTRAINT total_event_pk PRIMARY KEY (member_id, scheme, year, total_key, document),
	CONSTRAINT total_event_member_id_scheme_year_known FOREIGN KEY(member_id, scheme, year) REFERENCES member_year (member_id, scheme, year),
	CONSTRAINT total_event_something CHECK (amount <> 0),
	CONSTRAINT total_event_booked_day_known FOREIGN KEY(booked_day) REFERENCES accounting_day (day)
)
;;
CREATE TABLE transfer (
	posting_id BIGINT NOT NULL,
	line BIGINT NOT NULL CONSTRAINT transfer_line_range CHECK (line BETWEEN 1 AND 10000),
	debit TEXT COLLATE "C" NOT NULL,
	credit TEXT COLLATE "C" NOT NULL,
	fen BIGINT NOT NULL CONSTRAINT transfer_fen_range CHECK (fen BETWEEN 1 AND 99999999999),
	kind TEXT COLLATE "C" NOT NULL CONSTRAINT transfer_kinded CHECK (kind <> ''),
	CONSTRAINT transfer_pk PRIMARY KEY (posting_id, line),
	CONSTRAINT transfer_two_accounts CHECK (debit <> credit),
	CONSTRAINT transfer_posting_id_known FOREIGN KEY(posting_id) REFERENCES posting (posting_id),
	CONSTRAINT transfer_debit_known FOREIGN KEY(debit) REFERENCES account (name),
	CONSTRAINT transfer_credit_known FOREIGN KEY(credit) REFERENCES account (name)
)
;;
CREATE TABLE year_total (
	member_id BIGINT NOT NULL,
	scheme TEXT COLLATE "C" NOT NULL,
	year TEXT COLLATE "C" NOT NULL,
	total_key TEXT COLLATE "C" NOT NULL,
	amount BIGINT NOT NULL CONSTRAINT year_total_amount_range CHECK (amount BETWEEN -9000000000000000 AND 9000000000000000),
	cap BIGINT CONSTRAINT year_total_cap_range CHECK (cap BETWEEN 0 AND 9000000000000000),
	CONSTRAINT year_total_pk PRIMARY KEY (member_id, scheme, year, total_key),
	CONSTRAINT year_total_member_id_scheme_year_known FOREIGN KEY(member_id, scheme, year) REFERENCES member_year (member_id, scheme, year),
	CONSTRAINT year_total_not_negative CHECK (amount >= 0),
	CONSTRAINT year_total_within_cap CHECK (cap IS NULL OR amount <= cap)
)
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('accounting_day', 'open', 'closed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('claim', 'entered', 'reviewed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('claim', 'reviewed', 'paid')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('claim', 'entered', 'reversed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('claim', 'reviewed', 'reversed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('claim', 'paid', 'reversed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('receipt', 'claimed', 'released')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('receipt', 'released', 'claimed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('statement', 'issued', 'void')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'pending', 'sending')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'pending', 'failed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'sending', 'queued')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'sending', 'failed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'queued', 'printing')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'queued', 'printed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'queued', 'failed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'printing', 'printed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'printing', 'failed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'printing', 'queued')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'queued', 'sending')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'printing', 'sending')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'printed', 'sending')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'printed', 'failed')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('print', 'failed', 'sending')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('draft', 'open', 'submitted')
;;
INSERT INTO allowed_step (subject, from_state, to_state) VALUES ('draft', 'submitted', 'open')
;;
INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000')
;;
CREATE FUNCTION books_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: %', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END
$$
;;
CREATE TRIGGER account_never_deleted BEFORE DELETE ON account FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER account_never_truncated BEFORE TRUNCATE ON account FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER account_never_edited BEFORE UPDATE ON account FOR EACH ROW
WHEN (old.name IS DISTINCT FROM new.name OR old.member_id IS DISTINCT FROM new.member_id OR old.part IS DISTINCT FROM new.part OR old.overdraft IS DISTINCT FROM new.overdraft)
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER accounting_day_never_deleted BEFORE DELETE ON accounting_day FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER accounting_day_never_truncated BEFORE TRUNCATE ON accounting_day FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER accounting_day_never_edited BEFORE UPDATE ON accounting_day FOR EACH ROW
WHEN (old.day IS DISTINCT FROM new.day OR old.opened_at IS DISTINCT FROM new.opened_at OR old.opened_by IS DISTINCT FROM new.opened_by)
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER allowed_step_never_deleted BEFORE DELETE ON allowed_step FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER allowed_step_never_truncated BEFORE TRUNCATE ON allowed_step FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER allowed_step_never_edited BEFORE UPDATE ON allowed_step FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER audit_never_truncated BEFORE TRUNCATE ON audit FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER audit_never_edited BEFORE UPDATE ON audit FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER audit_head_never_deleted BEFORE DELETE ON audit_head FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER audit_head_never_truncated BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER audit_head_never_edited BEFORE UPDATE ON audit_head FOR EACH ROW
WHEN (old.one IS DISTINCT FROM new.one)
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER catalogue_item_never_deleted BEFORE DELETE ON catalogue_item FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER catalogue_item_never_truncated BEFORE TRUNCATE ON catalogue_item FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER centre_never_deleted BEFORE DELETE ON centre FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER centre_never_truncated BEFORE TRUNCATE ON centre FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER centre_never_edited BEFORE UPDATE ON centre FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER claim_never_deleted BEFORE DELETE ON claim FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER claim_never_truncated BEFORE TRUNCATE ON claim FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER claim_never_edited BEFORE UPDATE ON claim FOR EACH ROW
WHEN (old.claim_id IS DISTINCT FROM new.claim_id OR old.key IS DISTINCT FROM new.key OR old.content_hash IS DISTINCT FROM new.content_hash OR old.content IS DISTINCT FROM new.content OR old.member_id IS DISTINCT FROM new.member_id OR old.scheme IS DISTINCT FROM new.scheme OR old.year IS DISTINCT FROM new.year OR old.care IS DISTINCT FROM new.care OR old.institution_code IS DISTINCT FROM new.institution_code OR old.service_day IS DISTINCT FROM new.service_day OR old.total_fen IS DISTINCT FROM new.total_fen OR old.fund_fen IS DISTINCT FROM new.fund_fen OR old.hospital_fen IS DISTINCT FROM new.hospital_fen OR old.account_fen IS DISTINCT FROM new.account_fen OR old.family_fen IS DISTINCT FROM new.family_fen OR old.cash_fen IS DISTINCT FROM new.cash_fen OR old.entered_by IS DISTINCT FROM new.entered_by OR old.replaces IS DISTINCT FROM new.replaces)
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER contribution_never_deleted BEFORE DELETE ON contribution FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER contribution_never_truncated BEFORE TRUNCATE ON contribution FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER contribution_never_edited BEFORE UPDATE ON contribution FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER draft_never_truncated BEFORE TRUNCATE ON draft FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER expense_never_deleted BEFORE DELETE ON expense FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER expense_never_truncated BEFORE TRUNCATE ON expense FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER expense_never_edited BEFORE UPDATE ON expense FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER institution_never_deleted BEFORE DELETE ON institution FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER institution_never_truncated BEFORE TRUNCATE ON institution FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER insurance_never_deleted BEFORE DELETE ON insurance FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER insurance_never_truncated BEFORE TRUNCATE ON insurance FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER member_never_deleted BEFORE DELETE ON member FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER member_never_truncated BEFORE TRUNCATE ON member FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER member_entry_never_deleted BEFORE DELETE ON member_entry FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER member_entry_never_truncated BEFORE TRUNCATE ON member_entry FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER member_entry_never_edited BEFORE UPDATE ON member_entry FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER member_year_never_deleted BEFORE DELETE ON member_year FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER member_year_never_truncated BEFORE TRUNCATE ON member_year FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER member_year_never_edited BEFORE UPDATE ON member_year FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER posting_never_deleted BEFORE DELETE ON posting FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER posting_never_truncated BEFORE TRUNCATE ON posting FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER posting_never_edited BEFORE UPDATE ON posting FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER posting_seal_never_deleted BEFORE DELETE ON posting_seal FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER posting_seal_never_truncated BEFORE TRUNCATE ON posting_seal FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER posting_seal_never_edited BEFORE UPDATE ON posting_seal FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER print_job_never_deleted BEFORE DELETE ON print_job FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER print_job_never_truncated BEFORE TRUNCATE ON print_job FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER print_job_never_edited BEFORE UPDATE ON print_job FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER receipt_never_deleted BEFORE DELETE ON receipt FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER receipt_never_truncated BEFORE TRUNCATE ON receipt FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER receipt_never_edited BEFORE UPDATE ON receipt FOR EACH ROW
WHEN (old.receipt_id IS DISTINCT FROM new.receipt_id OR old.kind IS DISTINCT FROM new.kind OR old.code IS DISTINCT FROM new.code OR old.number IS DISTINCT FROM new.number OR old.check_code IS DISTINCT FROM new.check_code OR old.member_id IS DISTINCT FROM new.member_id OR old.institution_code IS DISTINCT FROM new.institution_code OR old.issue_day IS DISTINCT FROM new.issue_day OR old.total_fen IS DISTINCT FROM new.total_fen)
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER receipt_alias_never_deleted BEFORE DELETE ON receipt_alias FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER receipt_alias_never_truncated BEFORE TRUNCATE ON receipt_alias FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER receipt_alias_never_edited BEFORE UPDATE ON receipt_alias FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER receipt_portion_never_deleted BEFORE DELETE ON receipt_portion FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER receipt_portion_never_truncated BEFORE TRUNCATE ON receipt_portion FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER receipt_portion_never_edited BEFORE UPDATE ON receipt_portion FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER relative_never_deleted BEFORE DELETE ON relative FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER relative_never_truncated BEFORE TRUNCATE ON relative FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER settlement_never_deleted BEFORE DELETE ON settlement FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER settlement_never_truncated BEFORE TRUNCATE ON settlement FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER settlement_never_edited BEFORE UPDATE ON settlement FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER staff_never_deleted BEFORE DELETE ON staff FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER staff_never_truncated BEFORE TRUNCATE ON staff FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER statement_never_deleted BEFORE DELETE ON statement FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER statement_never_truncated BEFORE TRUNCATE ON statement FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER statement_never_edited BEFORE UPDATE ON statement FOR EACH ROW
WHEN (old.number IS DISTINCT FROM new.number OR old.centre IS DISTINCT FROM new.centre OR old.year IS DISTINCT FROM new.year OR old.serial IS DISTINCT FROM new.serial OR old.issued_at IS DISTINCT FROM new.issued_at)
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER statement_copy_never_deleted BEFORE DELETE ON statement_copy FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER statement_copy_never_truncated BEFORE TRUNCATE ON statement_copy FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER statement_copy_never_edited BEFORE UPDATE ON statement_copy FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER statement_counter_never_deleted BEFORE DELETE ON statement_counter FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER statement_counter_never_truncated BEFORE TRUNCATE ON statement_counter FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER statement_counter_never_edited BEFORE UPDATE ON statement_counter FOR EACH ROW
WHEN (old.centre IS DISTINCT FROM new.centre OR old.year IS DISTINCT FROM new.year)
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER total_event_never_deleted BEFORE DELETE ON total_event FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER total_event_never_truncated BEFORE TRUNCATE ON total_event FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER total_event_never_edited BEFORE UPDATE ON total_event FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER transfer_never_deleted BEFORE DELETE ON transfer FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER transfer_never_truncated BEFORE TRUNCATE ON transfer FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER transfer_never_edited BEFORE UPDATE ON transfer FOR EACH ROW
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER year_total_never_deleted BEFORE DELETE ON year_total FOR EACH ROW
EXECUTE FUNCTION books_refuse('never deleted')
;;
CREATE TRIGGER year_total_never_truncated BEFORE TRUNCATE ON year_total FOR EACH STATEMENT
EXECUTE FUNCTION books_refuse('never truncated')
;;
CREATE TRIGGER year_total_never_edited BEFORE UPDATE ON year_total FOR EACH ROW
WHEN (old.member_id IS DISTINCT FROM new.member_id OR old.scheme IS DISTINCT FROM new.scheme OR old.year IS DISTINCT FROM new.year OR old.total_key IS DISTINCT FROM new.total_key)
EXECUTE FUNCTION books_refuse('never edited')
;;
CREATE TRIGGER accounting_day_state_begins BEFORE INSERT ON accounting_day FOR EACH ROW
WHEN (new.state <> 'open')
EXECUTE FUNCTION books_refuse('state cannot begin so')
;;
CREATE FUNCTION accounting_day_state_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.state <> new.state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'accounting_day' AND s.from_state = old.state AND s.to_state = new.state) THEN
    RAISE EXCEPTION 'accounting_day: state cannot become so' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER accounting_day_state_steps BEFORE UPDATE OF state ON accounting_day FOR EACH ROW
EXECUTE FUNCTION accounting_day_state_steps()
;;
CREATE TRIGGER claim_state_begins BEFORE INSERT ON claim FOR EACH ROW
WHEN (new.state <> 'entered')
EXECUTE FUNCTION books_refuse('state cannot begin so')
;;
CREATE FUNCTION claim_state_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.state <> new.state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'claim' AND s.from_state = old.state AND s.to_state = new.state) THEN
    RAISE EXCEPTION 'claim: state cannot become so' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER claim_state_steps BEFORE UPDATE OF state ON claim FOR EACH ROW
EXECUTE FUNCTION claim_state_steps()
;;
CREATE TRIGGER draft_state_begins BEFORE INSERT ON draft FOR EACH ROW
WHEN (new.state <> 'open')
EXECUTE FUNCTION books_refuse('state cannot begin so')
;;
CREATE FUNCTION draft_state_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.state <> new.state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'draft' AND s.from_state = old.state AND s.to_state = new.state) THEN
    RAISE EXCEPTION 'draft: state cannot become so' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER draft_state_steps BEFORE UPDATE OF state ON draft FOR EACH ROW
EXECUTE FUNCTION draft_state_steps()
;;
CREATE TRIGGER receipt_state_begins BEFORE INSERT ON receipt FOR EACH ROW
WHEN (new.state <> 'claimed' AND new.state <> 'settled_online')
EXECUTE FUNCTION books_refuse('state cannot begin so')
;;
CREATE FUNCTION receipt_state_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.state <> new.state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'receipt' AND s.from_state = old.state AND s.to_state = new.state) THEN
    RAISE EXCEPTION 'receipt: state cannot become so' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER receipt_state_steps BEFORE UPDATE OF state ON receipt FOR EACH ROW
EXECUTE FUNCTION receipt_state_steps()
;;
CREATE TRIGGER statement_state_begins BEFORE INSERT ON statement FOR EACH ROW
WHEN (new.state <> 'issued' AND new.state <> 'void')
EXECUTE FUNCTION books_refuse('state cannot begin so')
;;
CREATE FUNCTION statement_state_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.state <> new.state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'statement' AND s.from_state = old.state AND s.to_state = new.state) THEN
    RAISE EXCEPTION 'statement: state cannot become so' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER statement_state_steps BEFORE UPDATE OF state ON statement FOR EACH ROW
EXECUTE FUNCTION statement_state_steps()
;;
CREATE TRIGGER statement_print_state_begins BEFORE INSERT ON statement FOR EACH ROW
WHEN (new.print_state <> 'pending')
EXECUTE FUNCTION books_refuse('print_state cannot begin so')
;;
CREATE FUNCTION statement_print_state_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.print_state <> new.print_state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'print' AND s.from_state = old.print_state AND s.to_state = new.print_state) THEN
    RAISE EXCEPTION 'statement: print_state cannot become so' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER statement_print_state_steps BEFORE UPDATE OF print_state ON statement FOR EACH ROW
EXECUTE FUNCTION statement_print_state_steps()
;;
CREATE TRIGGER account_only_derived BEFORE UPDATE ON account FOR EACH ROW
WHEN (pg_trigger_depth() = 0 AND old.fen IS DISTINCT FROM new.fen)
EXECUTE FUNCTION books_refuse('only derived')
;;
CREATE TRIGGER audit_head_only_derived BEFORE UPDATE ON audit_head FOR EACH ROW
WHEN (pg_trigger_depth() = 0)
EXECUTE FUNCTION books_refuse('only derived')
;;
CREATE TRIGGER member_entry_only_derived BEFORE INSERT ON member_entry FOR EACH ROW
WHEN (pg_trigger_depth() = 0)
EXECUTE FUNCTION books_refuse('only derived')
;;
CREATE TRIGGER receipt_only_derived BEFORE UPDATE ON receipt FOR EACH ROW
WHEN (pg_trigger_depth() = 0 AND old.claimed_fen IS DISTINCT FROM new.claimed_fen)
EXECUTE FUNCTION books_refuse('only derived')
;;
CREATE TRIGGER year_total_only_derived BEFORE UPDATE ON year_total FOR EACH ROW
WHEN (pg_trigger_depth() = 0 AND old.amount IS DISTINCT FROM new.amount)
EXECUTE FUNCTION books_refuse('only derived')
;;
CREATE FUNCTION accounting_day_day_must_be_later() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM accounting_day AS a WHERE a.day > new.day) THEN
    RAISE EXCEPTION 'accounting_day: a later accounting day was opened before' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER accounting_day_day_must_be_later BEFORE INSERT ON accounting_day FOR EACH ROW
EXECUTE FUNCTION accounting_day_day_must_be_later()
;;
CREATE FUNCTION posting_day_must_be_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM accounting_day AS a WHERE a.day = new.day AND a.state = 'open') THEN
    RAISE EXCEPTION 'posting: accounting day is not open' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER posting_day_must_be_open BEFORE INSERT ON posting FOR EACH ROW
EXECUTE FUNCTION posting_day_must_be_open()
;;
CREATE FUNCTION transfer_posting_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM posting_seal AS s WHERE s.posting_id = new.posting_id) THEN
    RAISE EXCEPTION 'transfer: posting is sealed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER transfer_posting_is_sealed BEFORE INSERT ON transfer FOR EACH ROW
EXECUTE FUNCTION transfer_posting_is_sealed()
;;
CREATE FUNCTION posting_seal_seal_must_fit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM posting AS p WHERE p.posting_id = new.posting_id AND p.lines = new.lines) OR (SELECT COUNT(*) FROM transfer AS t WHERE t.posting_id = new.posting_id) <> new.lines OR (SELECT COALESCE(SUM(t.fen), 0) FROM transfer AS t WHERE t.posting_id = new.posting_id) <> new.fen THEN
    RAISE EXCEPTION 'posting_seal: seal does not fit the posting' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER posting_seal_seal_must_fit BEFORE INSERT ON posting_seal FOR EACH ROW
EXECUTE FUNCTION posting_seal_seal_must_fit()
;;
CREATE FUNCTION claim_claim_begins_plain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.reviewed_by IS NOT NULL OR new.paid_by IS NOT NULL THEN
    RAISE EXCEPTION 'claim: a claim begins without reviewer and payer' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER claim_claim_begins_plain BEFORE INSERT ON claim FOR EACH ROW
EXECUTE FUNCTION claim_claim_begins_plain()
;;
CREATE FUNCTION claim_reviewer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.reviewed_by IS NOT NULL AND (new.reviewed_by IS NULL OR new.reviewed_by <> old.reviewed_by) THEN
    RAISE EXCEPTION 'claim: the reviewer stays' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER claim_reviewer_stays BEFORE UPDATE ON claim FOR EACH ROW
EXECUTE FUNCTION claim_reviewer_stays()
;;
CREATE FUNCTION claim_payer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.paid_by IS NOT NULL AND (new.paid_by IS NULL OR new.paid_by <> old.paid_by) THEN
    RAISE EXCEPTION 'claim: the payer stays' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER claim_payer_stays BEFORE UPDATE ON claim FOR EACH ROW
EXECUTE FUNCTION claim_payer_stays()
;;
CREATE FUNCTION receipt_receipt_begins_unclaimed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.claimed_fen <> 0 THEN
    RAISE EXCEPTION 'receipt: a receipt begins unclaimed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER receipt_receipt_begins_unclaimed BEFORE INSERT ON receipt FOR EACH ROW
EXECUTE FUNCTION receipt_receipt_begins_unclaimed()
;;
CREATE FUNCTION account_account_begins_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.fen <> 0 THEN
    RAISE EXCEPTION 'account: an account begins empty' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER account_account_begins_empty BEFORE INSERT ON account FOR EACH ROW
EXECUTE FUNCTION account_account_begins_empty()
;;
CREATE FUNCTION year_total_total_begins_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.amount <> 0 THEN
    RAISE EXCEPTION 'year_total: a total begins empty' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER year_total_total_begins_empty BEFORE INSERT ON year_total FOR EACH ROW
EXECUTE FUNCTION year_total_total_begins_empty()
;;
CREATE FUNCTION audit_head_head_begins_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.seq <> 0 THEN
    RAISE EXCEPTION 'audit_head: the chain begins empty' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER audit_head_head_begins_empty BEFORE INSERT ON audit_head FOR EACH ROW
EXECUTE FUNCTION audit_head_head_begins_empty()
;;
CREATE FUNCTION audit_audit_must_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM audit_head AS h WHERE h.seq = new.seq - 1 AND h.hash = new.previous_hash) THEN
    RAISE EXCEPTION 'audit: audit row does not follow the head' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER audit_audit_must_follow BEFORE INSERT ON audit FOR EACH ROW
EXECUTE FUNCTION audit_audit_must_follow()
;;
CREATE FUNCTION statement_counter_counter_begins_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.last <> 0 THEN
    RAISE EXCEPTION 'statement_counter: a counter begins at nought' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER statement_counter_counter_begins_empty BEFORE INSERT ON statement_counter FOR EACH ROW
EXECUTE FUNCTION statement_counter_counter_begins_empty()
;;
CREATE FUNCTION statement_counter_counter_steps_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.last <> old.last + 1 THEN
    RAISE EXCEPTION 'statement_counter: a counter goes up by one' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER statement_counter_counter_steps_by_one BEFORE UPDATE ON statement_counter FOR EACH ROW
EXECUTE FUNCTION statement_counter_counter_steps_by_one()
;;
CREATE FUNCTION statement_number_has_no_gap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.printed <> 0 OR new.serial <> 1 + COALESCE((SELECT MAX(s.serial) FROM statement AS s WHERE s.centre = new.centre AND s.year = new.year), 0) OR NOT EXISTS (SELECT 1 FROM statement_counter AS c WHERE c.centre = new.centre AND c.year = new.year AND c.last = new.serial) THEN
    RAISE EXCEPTION 'statement: statement numbers have no gap' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER statement_number_has_no_gap BEFORE INSERT ON statement FOR EACH ROW
EXECUTE FUNCTION statement_number_has_no_gap()
;;
CREATE FUNCTION statement_copies_count_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.printed <> old.printed AND NOT (new.printed = old.printed + 1 AND old.print_state = 'sending' AND new.print_state IN ('queued', 'sending')) THEN
    RAISE EXCEPTION 'statement: printing counts up by one' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
;;
CREATE TRIGGER statement_copies_count_up BEFORE UPDATE ON statement FOR EACH ROW
EXECUTE FUNCTION statement_copies_count_up()
;;
CREATE FUNCTION transfer_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO member_entry (member_id, seq, posting_id, day, kind, part, counterpart, in_fen, out_fen, balance_fen,
      document)
    SELECT a.member_id,
        COALESCE((SELECT MAX(e.seq) FROM member_entry AS e WHERE e.member_id = a.member_id), 0)
          + row_number() OVER mine,
        p.posting_id, p.day, l.kind, a.part, l.other, l.in_fen, l.out_fen,
        b.fen + SUM(l.in_fen - l.out_fen) OVER mine, p.memo
      FROM (SELECT posting_id, line, 1 AS side, debit AS name, credit AS other, 0 AS in_fen, fen AS out_fen, kind
            FROM fresh
          UNION ALL
          SELECT posting_id, line, 2, credit, debit, fen, 0, kind FROM fresh) AS l
        JOIN account AS a ON a.name = l.name AND a.part IN ('current', 'prior')
        JOIN posting AS p ON p.posting_id = l.posting_id
        CROSS JOIN LATERAL (SELECT SUM(c.fen) AS fen FROM account AS c
          WHERE c.member_id = a.member_id AND c.part IN ('current', 'prior')) AS b
      WINDOW mine AS (PARTITION BY a.member_id ORDER BY l.posting_id, l.line, l.side);
  UPDATE account SET fen = account.fen + m.fen
    FROM (SELECT name, SUM(fen) AS fen
          FROM (SELECT debit AS name, -fen AS fen FROM fresh UNION ALL SELECT credit, fen FROM fresh) AS one
          GROUP BY name) AS m
    WHERE account.name = m.name;
  RETURN NULL;
END
$$
;;
CREATE TRIGGER transfer_moves AFTER INSERT ON transfer REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
EXECUTE FUNCTION transfer_moves()
;;
CREATE FUNCTION receipt_portion_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE receipt SET claimed_fen = claimed_fen + new.fen WHERE receipt_id = new.receipt_id;
  RETURN NULL;
END
$$
;;
CREATE TRIGGER receipt_portion_counts AFTER INSERT ON receipt_portion FOR EACH ROW
EXECUTE FUNCTION receipt_portion_counts()
;;
CREATE FUNCTION total_event_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO year_total (member_id, scheme, year, total_key, amount, cap)
    SELECT new.member_id, new.scheme, new.year, new.total_key, 0, NULL WHERE NOT EXISTS (
      SELECT 1 FROM year_total AS t WHERE t.member_id = new.member_id AND t.scheme = new.scheme
        AND t.year = new.year AND t.total_key = new.total_key);
  UPDATE year_total SET amount = amount + new.amount WHERE member_id = new.member_id AND scheme = new.scheme
    AND year = new.year AND total_key = new.total_key;
  RETURN NULL;
END
$$
;;
CREATE TRIGGER total_event_counts AFTER INSERT ON total_event FOR EACH ROW
EXECUTE FUNCTION total_event_counts()
;;
CREATE FUNCTION audit_moves_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE audit_head SET seq = new.seq, hash = new.hash WHERE one = 1;
  RETURN NULL;
END
$$
;;
CREATE TRIGGER audit_moves_head AFTER INSERT ON audit FOR EACH ROW
EXECUTE FUNCTION audit_moves_head()
