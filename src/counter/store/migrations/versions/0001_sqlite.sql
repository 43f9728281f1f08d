CREATE TABLE accounting_day (
	day TEXT NOT NULL CONSTRAINT accounting_day_day_day CHECK (length(day) = 10 AND substr(day, 5, 1) = '-' AND substr(day, 8, 1) = '-'),
	state TEXT NOT NULL CONSTRAINT accounting_day_state_word CHECK (state IN ('open', 'closed')),
	opened_at TEXT NOT NULL,
	opened_by TEXT NOT NULL,
	CONSTRAINT accounting_day_pk PRIMARY KEY (day)
)
 STRICT
;;
CREATE TABLE allowed_step (
	subject TEXT NOT NULL,
	from_state TEXT NOT NULL,
	to_state TEXT NOT NULL,
	CONSTRAINT allowed_step_pk PRIMARY KEY (subject, from_state, to_state)
)
 STRICT
;;
CREATE TABLE audit (
	seq INTEGER NOT NULL CONSTRAINT audit_seq_range CHECK (seq BETWEEN 1 AND 1000000000000000),
	kind TEXT NOT NULL,
	member_id INTEGER,
	content BLOB NOT NULL,
	algorithm TEXT NOT NULL CONSTRAINT audit_algorithm_word CHECK (algorithm IN ('sha256')),
	previous_hash TEXT NOT NULL CONSTRAINT audit_previous_hashed CHECK (length(previous_hash) = 64),
	hash TEXT NOT NULL CONSTRAINT audit_hashed CHECK (length(hash) = 64),
	CONSTRAINT audit_pk PRIMARY KEY (seq),
	CONSTRAINT audit_hash_once UNIQUE (hash),
	CONSTRAINT audit_previous_hash_once UNIQUE (previous_hash)
)
 STRICT
;;
CREATE INDEX audit_member_id ON audit (member_id)
;;
CREATE TABLE audit_head (
	one INTEGER NOT NULL CONSTRAINT audit_head_one_range CHECK (one BETWEEN 1 AND 1),
	seq INTEGER NOT NULL,
	hash TEXT NOT NULL,
	CONSTRAINT audit_head_pk PRIMARY KEY (one)
)
 STRICT
;;
CREATE TABLE catalogue_item (
	code TEXT NOT NULL,
	from_day TEXT NOT NULL CONSTRAINT catalogue_item_from_day_day CHECK (length(from_day) = 10 AND substr(from_day, 5, 1) = '-' AND substr(from_day, 8, 1) = '-'),
	to_day TEXT CONSTRAINT catalogue_item_to_day_day CHECK (length(to_day) = 10 AND substr(to_day, 5, 1) = '-' AND substr(to_day, 8, 1) = '-'),
	name TEXT NOT NULL,
	item_class TEXT NOT NULL CONSTRAINT catalogue_item_item_class_word CHECK (item_class IN ('01', '02', '03')),
	list_type TEXT NOT NULL,
	charge_type TEXT NOT NULL,
	unit TEXT NOT NULL,
	specification TEXT NOT NULL,
	rate_numerator INTEGER,
	rate_denominator INTEGER,
	price_limit_fen INTEGER CONSTRAINT catalogue_item_price_limit_fen_range CHECK (price_limit_fen BETWEEN 0 AND 99999999999),
	initials TEXT NOT NULL,
	direct INTEGER NOT NULL CONSTRAINT catalogue_item_direct_range CHECK (direct BETWEEN 0 AND 1),
	price_fen INTEGER CONSTRAINT catalogue_item_price_fen_range CHECK (price_fen BETWEEN 0 AND 99999999999),
	CONSTRAINT catalogue_item_pk PRIMARY KEY (code, from_day),
	CONSTRAINT catalogue_item_days_in_order CHECK (to_day IS NULL OR to_day >= from_day),
	CONSTRAINT catalogue_item_rate CHECK ((rate_numerator IS NULL AND rate_denominator IS NULL) OR (rate_numerator IS NOT NULL AND rate_denominator IS NOT NULL AND rate_denominator > 0 AND rate_numerator BETWEEN 0 AND rate_denominator))
)
 STRICT
;;
CREATE INDEX catalogue_item_initials ON catalogue_item (initials)
;;
CREATE TABLE centre (
	one INTEGER NOT NULL CONSTRAINT centre_one_range CHECK (one BETWEEN 1 AND 1),
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	CONSTRAINT centre_pk PRIMARY KEY (one)
)
 STRICT
;;
CREATE TABLE institution (
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	level TEXT NOT NULL CONSTRAINT institution_level_word CHECK (level IN ('community', '1', '2', '3')),
	region TEXT NOT NULL,
	designated INTEGER NOT NULL CONSTRAINT institution_designated_range CHECK (designated BETWEEN 0 AND 1),
	is_pharmacy INTEGER NOT NULL CONSTRAINT institution_is_pharmacy_range CHECK (is_pharmacy BETWEEN 0 AND 1),
	initials TEXT NOT NULL,
	CONSTRAINT institution_pk PRIMARY KEY (code)
)
 STRICT
;;
CREATE INDEX institution_initials ON institution (initials)
;;
CREATE TABLE member (
	member_id INTEGER NOT NULL,
	psn_no TEXT NOT NULL,
	name TEXT NOT NULL CONSTRAINT member_named CHECK (name <> ''),
	id_number TEXT NOT NULL,
	id_last6 TEXT NOT NULL CONSTRAINT member_last6 CHECK (length(id_last6) = 6 AND id_number LIKE '%' || id_last6),
	sex TEXT NOT NULL CONSTRAINT member_sex_word CHECK (sex IN ('0', '1', '2', '9')),
	birth_day TEXT NOT NULL CONSTRAINT member_birth_day_day CHECK (length(birth_day) = 10 AND substr(birth_day, 5, 1) = '-' AND substr(birth_day, 8, 1) = '-'),
	card_number TEXT,
	card_id TEXT,
	card_state TEXT NOT NULL CONSTRAINT member_card_state_word CHECK (card_state IN ('normal', 'lost', 'frozen', 'cancelled')),
	deceased_on TEXT CONSTRAINT member_deceased_on_day CHECK (length(deceased_on) = 10 AND substr(deceased_on, 5, 1) = '-' AND substr(deceased_on, 8, 1) = '-'),
	initials TEXT NOT NULL,
	CONSTRAINT member_pk PRIMARY KEY (member_id),
	CONSTRAINT member_psn_no_once UNIQUE (psn_no),
	CONSTRAINT member_id_number_once UNIQUE (id_number),
	CONSTRAINT member_card_number_once UNIQUE (card_number)
)
 STRICT
;;
CREATE INDEX member_id_last6 ON member (id_last6)
;;
CREATE INDEX member_initials ON member (initials)
;;
CREATE INDEX member_name ON member (name)
;;
CREATE TABLE posting_seal (
	posting_id INTEGER NOT NULL,
	lines INTEGER NOT NULL CONSTRAINT posting_seal_lines_range CHECK (lines BETWEEN 0 AND 10000),
	fen INTEGER NOT NULL CONSTRAINT posting_seal_fen_range CHECK (fen BETWEEN -9000000000000000 AND 9000000000000000),
	CONSTRAINT posting_seal_pk PRIMARY KEY (posting_id)
)
 STRICT
;;
CREATE TABLE staff (
	staff_id INTEGER NOT NULL,
	name TEXT NOT NULL CONSTRAINT staff_named CHECK (name <> ''),
	counter TEXT NOT NULL,
	centre TEXT NOT NULL,
	role TEXT NOT NULL CONSTRAINT staff_role_word CHECK (role IN ('clerk', 'reviewer', 'payer', 'supervisor', 'auditor', 'administrator')),
	CONSTRAINT staff_pk PRIMARY KEY (staff_id)
)
 STRICT
;;
CREATE TABLE statement_counter (
	centre TEXT NOT NULL,
	year TEXT NOT NULL,
	last INTEGER NOT NULL CONSTRAINT statement_counter_last_range CHECK (last BETWEEN 0 AND 99999999),
	CONSTRAINT statement_counter_pk PRIMARY KEY (centre, year)
)
 STRICT
;;
CREATE TABLE account (
	name TEXT NOT NULL,
	member_id INTEGER,
	part TEXT NOT NULL CONSTRAINT account_part_word CHECK (part IN ('current', 'prior', 'payable', 'fund', 'institution', 'clearing')),
	fen INTEGER NOT NULL CONSTRAINT account_fen_range CHECK (fen BETWEEN -9000000000000000 AND 9000000000000000),
	overdraft INTEGER NOT NULL CONSTRAINT account_overdraft_range CHECK (overdraft BETWEEN 0 AND 1),
	CONSTRAINT account_pk PRIMARY KEY (name),
	CONSTRAINT account_member_id_part_once UNIQUE (member_id, part),
	CONSTRAINT account_not_overdrawn CHECK (fen >= 0 OR overdraft = 1),
	CONSTRAINT account_owner CHECK ((member_id IS NULL AND part IN ('fund', 'institution', 'clearing')) OR (member_id IS NOT NULL AND part IN ('current', 'prior', 'payable') AND overdraft = 0)),
	CONSTRAINT account_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
 STRICT
;;
CREATE TABLE claim (
	claim_id INTEGER NOT NULL,
	"key" TEXT NOT NULL CONSTRAINT claim_keyed CHECK (key <> ''),
	content_hash TEXT NOT NULL CONSTRAINT claim_hashed CHECK (length(content_hash) = 64),
	content BLOB NOT NULL,
	member_id INTEGER NOT NULL,
	scheme TEXT NOT NULL,
	year TEXT NOT NULL,
	care TEXT NOT NULL,
	institution_code TEXT NOT NULL,
	service_day TEXT NOT NULL CONSTRAINT claim_service_day_day CHECK (length(service_day) = 10 AND substr(service_day, 5, 1) = '-' AND substr(service_day, 8, 1) = '-'),
	total_fen INTEGER NOT NULL CONSTRAINT claim_total_fen_range CHECK (total_fen BETWEEN 1 AND 99999999999),
	fund_fen INTEGER NOT NULL CONSTRAINT claim_fund_fen_range CHECK (fund_fen BETWEEN 0 AND 99999999999),
	hospital_fen INTEGER NOT NULL CONSTRAINT claim_hospital_fen_range CHECK (hospital_fen BETWEEN 0 AND 99999999999),
	account_fen INTEGER NOT NULL CONSTRAINT claim_account_fen_range CHECK (account_fen BETWEEN 0 AND 99999999999),
	family_fen INTEGER NOT NULL CONSTRAINT claim_family_fen_range CHECK (family_fen BETWEEN 0 AND 99999999999),
	cash_fen INTEGER NOT NULL CONSTRAINT claim_cash_fen_range CHECK (cash_fen BETWEEN 0 AND 99999999999),
	state TEXT NOT NULL CONSTRAINT claim_state_word CHECK (state IN ('entered', 'reviewed', 'paid', 'reversed')),
	entered_by TEXT NOT NULL CONSTRAINT claim_entered_by_named CHECK (entered_by <> ''),
	reviewed_by TEXT,
	reviewed_hash TEXT,
	paid_by TEXT,
	replaces INTEGER,
	CONSTRAINT claim_pk PRIMARY KEY (claim_id),
	CONSTRAINT claim_key_once UNIQUE ("key"),
	CONSTRAINT claim_parts_are_the_whole CHECK (fund_fen + hospital_fen + account_fen + family_fen + cash_fen = total_fen),
	CONSTRAINT claim_second_pair_of_eyes CHECK ((reviewed_by IS NULL AND reviewed_hash IS NULL) OR (reviewed_by IS NOT NULL AND reviewed_by <> '' AND reviewed_by <> entered_by AND reviewed_hash IS NOT NULL AND reviewed_hash = content_hash)),
	CONSTRAINT claim_third_person_pays CHECK (paid_by IS NULL OR (reviewed_by IS NOT NULL AND paid_by <> '' AND paid_by <> entered_by AND paid_by <> reviewed_by)),
	CONSTRAINT claim_state_has_its_person CHECK ((state IN ('entered', 'reversed')) OR (state = 'reviewed' AND reviewed_by IS NOT NULL) OR (state = 'paid' AND paid_by IS NOT NULL)),
	CONSTRAINT claim_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT claim_replaces_known FOREIGN KEY(replaces) REFERENCES claim (claim_id)
)
 STRICT
;;
CREATE INDEX claim_member_id ON claim (member_id)
;;
CREATE TABLE contribution (
	member_id INTEGER NOT NULL,
	scheme TEXT NOT NULL,
	month TEXT NOT NULL CONSTRAINT contribution_month_day CHECK (length(month) = 10 AND substr(month, 5, 1) = '-' AND substr(month, 8, 1) = '-'),
	base_fen INTEGER NOT NULL CONSTRAINT contribution_base_fen_range CHECK (base_fen BETWEEN 0 AND 99999999999),
	own_fen INTEGER NOT NULL CONSTRAINT contribution_own_fen_range CHECK (own_fen BETWEEN 0 AND 99999999999),
	employer_fen INTEGER NOT NULL CONSTRAINT contribution_employer_fen_range CHECK (employer_fen BETWEEN 0 AND 99999999999),
	to_account_fen INTEGER NOT NULL CONSTRAINT contribution_to_account_fen_range CHECK (to_account_fen BETWEEN 0 AND 99999999999),
	paid_on TEXT NOT NULL CONSTRAINT contribution_paid_on_day CHECK (length(paid_on) = 10 AND substr(paid_on, 5, 1) = '-' AND substr(paid_on, 8, 1) = '-'),
	CONSTRAINT contribution_pk PRIMARY KEY (member_id, scheme, month),
	CONSTRAINT contribution_first_day CHECK (substr(month, 9, 2) = '01'),
	CONSTRAINT contribution_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
 WITHOUT ROWID,
 STRICT
;;
CREATE TABLE draft (
	"key" TEXT NOT NULL CONSTRAINT draft_keyed CHECK (key <> ''),
	member_id INTEGER NOT NULL,
	content TEXT NOT NULL,
	state TEXT NOT NULL CONSTRAINT draft_state_word CHECK (state IN ('open', 'submitted')),
	saved_at TEXT NOT NULL,
	clerk TEXT NOT NULL,
	counter TEXT NOT NULL,
	CONSTRAINT draft_pk PRIMARY KEY ("key"),
	CONSTRAINT draft_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
 STRICT
;;
CREATE INDEX draft_member_id ON draft (member_id)
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
	total_fen INTEGER NOT NULL CONSTRAINT expense_total_fen_range CHECK (total_fen BETWEEN 1 AND 99999999999),
	eligible_fen INTEGER NOT NULL CONSTRAINT expense_eligible_fen_range CHECK (eligible_fen BETWEEN 0 AND 99999999999),
	fund_fen INTEGER NOT NULL CONSTRAINT expense_fund_fen_range CHECK (fund_fen BETWEEN 0 AND 99999999999),
	account_fen INTEGER NOT NULL CONSTRAINT expense_account_fen_range CHECK (account_fen BETWEEN 0 AND 99999999999),
	cash_fen INTEGER NOT NULL CONSTRAINT expense_cash_fen_range CHECK (cash_fen BETWEEN 0 AND 99999999999),
	other_fen INTEGER NOT NULL CONSTRAINT expense_other_fen_range CHECK (other_fen BETWEEN 0 AND 99999999999),
	funds TEXT NOT NULL,
	source TEXT NOT NULL CONSTRAINT expense_source_word CHECK (source IN ('card', 'claim')),
	document TEXT NOT NULL,
	CONSTRAINT expense_pk PRIMARY KEY (member_id, seq),
	CONSTRAINT expense_document_once UNIQUE (document),
	CONSTRAINT expense_parts_are_the_whole CHECK (fund_fen + account_fen + cash_fen + other_fen = total_fen),
	CONSTRAINT expense_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT expense_booked_day_known FOREIGN KEY(booked_day) REFERENCES accounting_day (day)
)
 WITHOUT ROWID,
 STRICT
;;
CREATE TABLE insurance (
	member_id INTEGER NOT NULL,
	scheme TEXT NOT NULL,
	region TEXT NOT NULL,
	from_day TEXT NOT NULL CONSTRAINT insurance_from_day_day CHECK (length(from_day) = 10 AND substr(from_day, 5, 1) = '-' AND substr(from_day, 8, 1) = '-'),
	to_day TEXT CONSTRAINT insurance_to_day_day CHECK (length(to_day) = 10 AND substr(to_day, 5, 1) = '-' AND substr(to_day, 8, 1) = '-'),
	person_type TEXT NOT NULL,
	state TEXT NOT NULL CONSTRAINT insurance_state_word CHECK (state IN ('0', '1', '2', '3', '4')),
	retired_on TEXT CONSTRAINT insurance_retired_on_day CHECK (length(retired_on) = 10 AND substr(retired_on, 5, 1) = '-' AND substr(retired_on, 8, 1) = '-'),
	employer TEXT NOT NULL,
	enrolment TEXT NOT NULL,
	last_paid_month TEXT CONSTRAINT insurance_last_paid_month_day CHECK (length(last_paid_month) = 10 AND substr(last_paid_month, 5, 1) = '-' AND substr(last_paid_month, 8, 1) = '-'),
	frozen INTEGER NOT NULL CONSTRAINT insurance_frozen_range CHECK (frozen BETWEEN 0 AND 1),
	CONSTRAINT insurance_pk PRIMARY KEY (member_id, scheme, region, from_day),
	CONSTRAINT insurance_days_in_order CHECK (to_day IS NULL OR to_day >= from_day),
	CONSTRAINT insurance_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
 WITHOUT ROWID,
 STRICT
;;
CREATE TABLE member_year (
	member_id INTEGER NOT NULL,
	scheme TEXT NOT NULL,
	year TEXT NOT NULL,
	CONSTRAINT member_year_pk PRIMARY KEY (member_id, scheme, year),
	CONSTRAINT member_year_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
 STRICT
;;
CREATE TABLE posting (
	posting_id INTEGER NOT NULL,
	"key" TEXT NOT NULL CONSTRAINT posting_keyed CHECK (key <> ''),
	content_hash TEXT NOT NULL CONSTRAINT posting_hashed CHECK (length(content_hash) = 64),
	member_id INTEGER NOT NULL,
	day TEXT NOT NULL CONSTRAINT posting_day_day CHECK (length(day) = 10 AND substr(day, 5, 1) = '-' AND substr(day, 8, 1) = '-'),
	memo TEXT NOT NULL,
	lines INTEGER NOT NULL CONSTRAINT posting_lines_range CHECK (lines BETWEEN 0 AND 10000),
	reverses INTEGER,
	CONSTRAINT posting_pk PRIMARY KEY (posting_id),
	CONSTRAINT posting_key_once UNIQUE ("key"),
	CONSTRAINT posting_reverses_once UNIQUE (reverses),
	CONSTRAINT posting_reverses_another CHECK (reverses IS NULL OR reverses <> posting_id),
	CONSTRAINT posting_posting_id_known FOREIGN KEY(posting_id) REFERENCES posting_seal (posting_id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT posting_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT posting_day_known FOREIGN KEY(day) REFERENCES accounting_day (day),
	CONSTRAINT posting_reverses_known FOREIGN KEY(reverses) REFERENCES posting (posting_id)
)
 STRICT
;;
CREATE TABLE receipt (
	receipt_id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	code TEXT NOT NULL,
	number TEXT NOT NULL,
	check_code TEXT NOT NULL,
	member_id INTEGER NOT NULL,
	institution_code TEXT NOT NULL,
	issue_day TEXT NOT NULL CONSTRAINT receipt_issue_day_day CHECK (length(issue_day) = 10 AND substr(issue_day, 5, 1) = '-' AND substr(issue_day, 8, 1) = '-'),
	total_fen INTEGER NOT NULL CONSTRAINT receipt_total_fen_range CHECK (total_fen BETWEEN 1 AND 99999999999),
	claimed_fen INTEGER NOT NULL CONSTRAINT receipt_claimed_fen_range CHECK (claimed_fen BETWEEN 0 AND 99999999999),
	state TEXT NOT NULL CONSTRAINT receipt_state_word CHECK (state IN ('claimed', 'settled_online', 'released')),
	live INTEGER NOT NULL CONSTRAINT receipt_live_range CHECK (live BETWEEN 0 AND 1),
	CONSTRAINT receipt_pk PRIMARY KEY (receipt_id),
	CONSTRAINT receipt_shape CHECK ((kind IN ('e_receipt', 'paper_receipt') AND length(code) = 8 AND length(number) = 10) OR (kind = 'invoice' AND ((length(code) IN (10, 12) AND length(number) = 8) OR (length(code) = 0 AND length(number) = 20)))),
	CONSTRAINT receipt_digits_only CHECK (code NOT GLOB '*[^0-9]*' AND number NOT GLOB '*[^0-9]*'),
	CONSTRAINT receipt_not_overclaimed CHECK (claimed_fen >= 0 AND claimed_fen <= total_fen),
	CONSTRAINT receipt_live_state CHECK ((live = 1 AND state <> 'released') OR (live = 0 AND state = 'released')),
	CONSTRAINT receipt_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
 STRICT
;;
CREATE INDEX receipt_member_id ON receipt (member_id)
;;
CREATE UNIQUE INDEX receipt_one_live ON receipt (kind, code, number) WHERE live = 1
;;
CREATE TABLE relative (
	member_id INTEGER NOT NULL,
	relative_id INTEGER NOT NULL,
	CONSTRAINT relative_pk PRIMARY KEY (member_id, relative_id),
	CONSTRAINT relative_another CHECK (member_id <> relative_id),
	CONSTRAINT relative_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id)
)
 STRICT
;;
CREATE TABLE statement (
	number TEXT NOT NULL CONSTRAINT statement_numbered CHECK (number <> ''),
	centre TEXT NOT NULL,
	year TEXT NOT NULL,
	serial INTEGER NOT NULL CONSTRAINT statement_serial_range CHECK (serial BETWEEN 1 AND 99999999),
	state TEXT NOT NULL CONSTRAINT statement_state_word CHECK (state IN ('issued', 'void')),
	print_state TEXT NOT NULL CONSTRAINT statement_print_state_word CHECK (print_state IN ('pending', 'sending', 'queued', 'printing', 'printed', 'failed')),
	printed INTEGER NOT NULL CONSTRAINT statement_printed_range CHECK (printed BETWEEN 0 AND 10000),
	issued_at TEXT NOT NULL,
	CONSTRAINT statement_pk PRIMARY KEY (number),
	CONSTRAINT statement_centre_year_serial_once UNIQUE (centre, year, serial),
	CONSTRAINT statement_centre_year_known FOREIGN KEY(centre, year) REFERENCES statement_counter (centre, year)
)
 STRICT
;;
CREATE TABLE member_entry (
	member_id INTEGER NOT NULL,
	seq INTEGER NOT NULL CONSTRAINT member_entry_seq_range CHECK (seq BETWEEN 1 AND 1000000000),
	posting_id INTEGER NOT NULL,
	day TEXT NOT NULL CONSTRAINT member_entry_day_day CHECK (length(day) = 10 AND substr(day, 5, 1) = '-' AND substr(day, 8, 1) = '-'),
	kind TEXT NOT NULL,
	part TEXT NOT NULL CONSTRAINT member_entry_part_word CHECK (part IN ('current', 'prior')),
	counterpart TEXT NOT NULL,
	in_fen INTEGER NOT NULL CONSTRAINT member_entry_in_fen_range CHECK (in_fen BETWEEN 0 AND 99999999999),
	out_fen INTEGER NOT NULL CONSTRAINT member_entry_out_fen_range CHECK (out_fen BETWEEN 0 AND 99999999999),
	balance_fen INTEGER NOT NULL CONSTRAINT member_entry_balance_fen_range CHECK (balance_fen BETWEEN -9000000000000000 AND 9000000000000000),
	document TEXT NOT NULL,
	CONSTRAINT member_entry_pk PRIMARY KEY (member_id, seq),
	CONSTRAINT member_entry_one_way CHECK ((in_fen > 0 AND out_fen = 0) OR (in_fen = 0 AND out_fen > 0)),
	CONSTRAINT member_entry_not_overdrawn CHECK (balance_fen >= 0),
	CONSTRAINT member_entry_member_id_known FOREIGN KEY(member_id) REFERENCES member (member_id),
	CONSTRAINT member_entry_posting_id_known FOREIGN KEY(posting_id) REFERENCES posting (posting_id)
)
 WITHOUT ROWID,
 STRICT
;;
CREATE TABLE print_job (
	print_job_id INTEGER NOT NULL,
	number TEXT NOT NULL,
	attempt INTEGER NOT NULL CONSTRAINT print_job_attempt_range CHECK (attempt BETWEEN 0 AND 10000),
	state TEXT NOT NULL CONSTRAINT print_job_state_word CHECK (state IN ('sending', 'queued', 'printing', 'printed', 'failed')),
	counted INTEGER NOT NULL CONSTRAINT print_job_counted_range CHECK (counted BETWEEN 0 AND 1),
	job TEXT NOT NULL,
	reason TEXT NOT NULL,
	actor TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT print_job_pk PRIMARY KEY (print_job_id),
	CONSTRAINT print_job_reprint_has_reason CHECK (state <> 'sending' OR attempt = 1 OR (attempt > 1 AND reason <> '')),
	CONSTRAINT print_job_number_known FOREIGN KEY(number) REFERENCES statement (number)
)
 STRICT
;;
CREATE INDEX print_job_number ON print_job (number)
;;
CREATE TABLE receipt_alias (
	kind TEXT NOT NULL,
	code TEXT NOT NULL,
	number TEXT NOT NULL,
	receipt_id INTEGER NOT NULL,
	CONSTRAINT receipt_alias_pk PRIMARY KEY (kind, code, number),
	CONSTRAINT receipt_alias_shape CHECK ((kind IN ('e_receipt', 'paper_receipt') AND length(code) = 8 AND length(number) = 10) OR (kind = 'invoice' AND ((length(code) IN (10, 12) AND length(number) = 8) OR (length(code) = 0 AND length(number) = 20)))),
	CONSTRAINT receipt_alias_digits_only CHECK (code NOT GLOB '*[^0-9]*' AND number NOT GLOB '*[^0-9]*'),
	CONSTRAINT receipt_alias_receipt_id_known FOREIGN KEY(receipt_id) REFERENCES receipt (receipt_id)
)
 STRICT
;;
CREATE TABLE receipt_portion (
	receipt_id INTEGER NOT NULL,
	document TEXT NOT NULL,
	fen INTEGER NOT NULL CONSTRAINT receipt_portion_fen_range CHECK (fen BETWEEN -99999999999 AND 99999999999),
	CONSTRAINT receipt_portion_pk PRIMARY KEY (receipt_id, document),
	CONSTRAINT receipt_portion_something CHECK (fen <> 0),
	CONSTRAINT receipt_portion_receipt_id_known FOREIGN KEY(receipt_id) REFERENCES receipt (receipt_id)
)
 STRICT
;;
CREATE INDEX receipt_portion_document ON receipt_portion (document)
;;
CREATE TABLE settlement (
	settlement_id INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	number TEXT NOT NULL,
	member_id INTEGER NOT NULL,
	posting_id INTEGER NOT NULL,
	business_day TEXT NOT NULL CONSTRAINT settlement_business_day_day CHECK (length(business_day) = 10 AND substr(business_day, 5, 1) = '-' AND substr(business_day, 8, 1) = '-'),
	settled_at TEXT NOT NULL,
	clerk TEXT NOT NULL,
	counter TEXT NOT NULL,
	snapshot BLOB NOT NULL,
	content_hash TEXT NOT NULL CONSTRAINT settlement_hashed CHECK (length(content_hash) = 64),
	audit_seq INTEGER NOT NULL,
	CONSTRAINT settlement_pk PRIMARY KEY (settlement_id),
	CONSTRAINT settlement_key_once UNIQUE ("key"),
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
 STRICT
;;
CREATE INDEX settlement_member_id ON settlement (member_id)
;;
CREATE TABLE statement_copy (
	number TEXT NOT NULL,
	copy TEXT NOT NULL CONSTRAINT statement_copy_copy_word CHECK (copy IN ('centre', 'institution', 'insured')),
	CONSTRAINT statement_copy_pk PRIMARY KEY (number, copy),
	CONSTRAINT statement_copy_number_known FOREIGN KEY(number) REFERENCES statement (number)
)
 STRICT
;;
CREATE TABLE total_event (
	member_id INTEGER NOT NULL,
	scheme TEXT NOT NULL,
	year TEXT NOT NULL,
	total_key TEXT NOT NULL CONSTRAINT total_event_keyed CHECK (total_key <> ''),
	document TEXT NOT NULL,
	amount INTEGER NOT NULL CONSTRAINT total_event_amount_range CHECK (amount BETWEEN -9000000000000000 AND 9000000000000000),
	booked_day TEXT NOT NULL CONSTRAINT total_event_booked_day_day CHECK (length(booked_day) = 10 AND substr(booked_day, 5, 1) = '-' AND substr(booked_day, 8, 1) = '-'),
	CONSTRAINT total_event_pk PRIMARY KEY (member_id, scheme, year, total_key, document),
	CONSTRAINT total_event_member_id_scheme_year_known FOREIGN KEY(member_id, scheme, year) REFERENCES member_year (member_id, scheme, year),
	CONSTRAINT total_event_something CHECK (amount <> 0),
	CONSTRAINT total_event_booked_day_known FOREIGN KEY(booked_day) REFERENCES accounting_day (day)
)
 WITHOUT ROWID,
 STRICT
;;
CREATE TABLE transfer (
	posting_id INTEGER NOT NULL,
	line INTEGER NOT NULL CONSTRAINT transfer_line_range CHECK (line BETWEEN 1 AND 10000),
	debit TEXT NOT NULL,
	credit TEXT NOT NULL,
	fen INTEGER NOT NULL CONSTRAINT transfer_fen_range CHECK (fen BETWEEN 1 AND 99999999999),
	kind TEXT NOT NULL CONSTRAINT transfer_kinded CHECK (kind <> ''),
	CONSTRAINT transfer_pk PRIMARY KEY (posting_id, line),
	CONSTRAINT transfer_two_accounts CHECK (debit <> credit),
	CONSTRAINT transfer_posting_id_known FOREIGN KEY(posting_id) REFERENCES posting (posting_id),
	CONSTRAINT transfer_debit_known FOREIGN KEY(debit) REFERENCES account (name),
	CONSTRAINT transfer_credit_known FOREIGN KEY(credit) REFERENCES account (name)
)
 WITHOUT ROWID,
 STRICT
;;
CREATE TABLE year_total (
	member_id INTEGER NOT NULL,
	scheme TEXT NOT NULL,
	year TEXT NOT NULL,
	total_key TEXT NOT NULL,
	amount INTEGER NOT NULL CONSTRAINT year_total_amount_range CHECK (amount BETWEEN -9000000000000000 AND 9000000000000000),
	cap INTEGER CONSTRAINT year_total_cap_range CHECK (cap BETWEEN 0 AND 9000000000000000),
	CONSTRAINT year_total_pk PRIMARY KEY (member_id, scheme, year, total_key),
	CONSTRAINT year_total_member_id_scheme_year_known FOREIGN KEY(member_id, scheme, year) REFERENCES member_year (member_id, scheme, year),
	CONSTRAINT year_total_not_negative CHECK (amount >= 0),
	CONSTRAINT year_total_within_cap CHECK (cap IS NULL OR amount <= cap)
)
 WITHOUT ROWID,
 STRICT
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
CREATE TRIGGER account_never_replaced BEFORE INSERT ON account
WHEN EXISTS (SELECT 1 FROM account WHERE (member_id = new.member_id AND part = new.part) OR (name = new.name))
BEGIN SELECT RAISE(ABORT, 'account: exists, never replaced'); END
;;
CREATE TRIGGER account_never_deleted BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'account: never deleted'); END
;;
CREATE TRIGGER account_never_edited BEFORE UPDATE ON account
WHEN old.name IS NOT new.name OR old.member_id IS NOT new.member_id OR old.part IS NOT new.part OR old.overdraft IS NOT new.overdraft
BEGIN SELECT RAISE(ABORT, 'account: never edited'); END
;;
CREATE TRIGGER accounting_day_never_replaced BEFORE INSERT ON accounting_day
WHEN EXISTS (SELECT 1 FROM accounting_day WHERE (day = new.day))
BEGIN SELECT RAISE(ABORT, 'accounting_day: exists, never replaced'); END
;;
CREATE TRIGGER accounting_day_never_deleted BEFORE DELETE ON accounting_day
BEGIN SELECT RAISE(ABORT, 'accounting_day: never deleted'); END
;;
CREATE TRIGGER accounting_day_never_edited BEFORE UPDATE ON accounting_day
WHEN old.day IS NOT new.day OR old.opened_at IS NOT new.opened_at OR old.opened_by IS NOT new.opened_by
BEGIN SELECT RAISE(ABORT, 'accounting_day: never edited'); END
;;
CREATE TRIGGER allowed_step_never_replaced BEFORE INSERT ON allowed_step
WHEN EXISTS (SELECT 1 FROM allowed_step WHERE (subject = new.subject AND from_state = new.from_state AND to_state = new.to_state))
BEGIN SELECT RAISE(ABORT, 'allowed_step: exists, never replaced'); END
;;
CREATE TRIGGER allowed_step_never_deleted BEFORE DELETE ON allowed_step
BEGIN SELECT RAISE(ABORT, 'allowed_step: never deleted'); END
;;
CREATE TRIGGER allowed_step_never_edited BEFORE UPDATE ON allowed_step
BEGIN SELECT RAISE(ABORT, 'allowed_step: never edited'); END
;;
CREATE TRIGGER audit_never_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE (hash = new.hash) OR (previous_hash = new.previous_hash) OR (seq = new.seq))
BEGIN SELECT RAISE(ABORT, 'audit: exists, never replaced'); END
;;
CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit: never deleted'); END
;;
CREATE TRIGGER audit_never_edited BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit: never edited'); END
;;
CREATE TRIGGER audit_head_never_replaced BEFORE INSERT ON audit_head
WHEN EXISTS (SELECT 1 FROM audit_head WHERE (one = new.one))
BEGIN SELECT RAISE(ABORT, 'audit_head: exists, never replaced'); END
;;
CREATE TRIGGER audit_head_never_deleted BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'audit_head: never deleted'); END
;;
CREATE TRIGGER audit_head_never_edited BEFORE UPDATE ON audit_head
WHEN old.one IS NOT new.one
BEGIN SELECT RAISE(ABORT, 'audit_head: never edited'); END
;;
CREATE TRIGGER catalogue_item_never_replaced BEFORE INSERT ON catalogue_item
WHEN EXISTS (SELECT 1 FROM catalogue_item WHERE (code = new.code AND from_day = new.from_day))
BEGIN SELECT RAISE(ABORT, 'catalogue_item: exists, never replaced'); END
;;
CREATE TRIGGER catalogue_item_never_deleted BEFORE DELETE ON catalogue_item
BEGIN SELECT RAISE(ABORT, 'catalogue_item: never deleted'); END
;;
CREATE TRIGGER centre_never_replaced BEFORE INSERT ON centre
WHEN EXISTS (SELECT 1 FROM centre WHERE (one = new.one))
BEGIN SELECT RAISE(ABORT, 'centre: exists, never replaced'); END
;;
CREATE TRIGGER centre_never_deleted BEFORE DELETE ON centre
BEGIN SELECT RAISE(ABORT, 'centre: never deleted'); END
;;
CREATE TRIGGER centre_never_edited BEFORE UPDATE ON centre
BEGIN SELECT RAISE(ABORT, 'centre: never edited'); END
;;
CREATE TRIGGER claim_never_replaced BEFORE INSERT ON claim
WHEN EXISTS (SELECT 1 FROM claim WHERE (claim_id = new.claim_id) OR (key = new.key))
BEGIN SELECT RAISE(ABORT, 'claim: exists, never replaced'); END
;;
CREATE TRIGGER claim_never_deleted BEFORE DELETE ON claim
BEGIN SELECT RAISE(ABORT, 'claim: never deleted'); END
;;
CREATE TRIGGER claim_never_edited BEFORE UPDATE ON claim
WHEN old.claim_id IS NOT new.claim_id OR old.key IS NOT new.key OR old.content_hash IS NOT new.content_hash OR old.content IS NOT new.content OR old.member_id IS NOT new.member_id OR old.scheme IS NOT new.scheme OR old.year IS NOT new.year OR old.care IS NOT new.care OR old.institution_code IS NOT new.institution_code OR old.service_day IS NOT new.service_day OR old.total_fen IS NOT new.total_fen OR old.fund_fen IS NOT new.fund_fen OR old.hospital_fen IS NOT new.hospital_fen OR old.account_fen IS NOT new.account_fen OR old.family_fen IS NOT new.family_fen OR old.cash_fen IS NOT new.cash_fen OR old.entered_by IS NOT new.entered_by OR old.replaces IS NOT new.replaces
BEGIN SELECT RAISE(ABORT, 'claim: never edited'); END
;;
CREATE TRIGGER contribution_never_replaced BEFORE INSERT ON contribution
WHEN EXISTS (SELECT 1 FROM contribution WHERE (member_id = new.member_id AND scheme = new.scheme AND month = new.month))
BEGIN SELECT RAISE(ABORT, 'contribution: exists, never replaced'); END
;;
CREATE TRIGGER contribution_never_deleted BEFORE DELETE ON contribution
BEGIN SELECT RAISE(ABORT, 'contribution: never deleted'); END
;;
CREATE TRIGGER contribution_never_edited BEFORE UPDATE ON contribution
BEGIN SELECT RAISE(ABORT, 'contribution: never edited'); END
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
CREATE TRIGGER institution_never_replaced BEFORE INSERT ON institution
WHEN EXISTS (SELECT 1 FROM institution WHERE (code = new.code))
BEGIN SELECT RAISE(ABORT, 'institution: exists, never replaced'); END
;;
CREATE TRIGGER institution_never_deleted BEFORE DELETE ON institution
BEGIN SELECT RAISE(ABORT, 'institution: never deleted'); END
;;
CREATE TRIGGER insurance_never_replaced BEFORE INSERT ON insurance
WHEN EXISTS (SELECT 1 FROM insurance WHERE (member_id = new.member_id AND scheme = new.scheme AND region = new.region AND from_day = new.from_day))
BEGIN SELECT RAISE(ABORT, 'insurance: exists, never replaced'); END
;;
CREATE TRIGGER insurance_never_deleted BEFORE DELETE ON insurance
BEGIN SELECT RAISE(ABORT, 'insurance: never deleted'); END
;;
CREATE TRIGGER member_never_replaced BEFORE INSERT ON member
WHEN EXISTS (SELECT 1 FROM member WHERE (card_number = new.card_number) OR (id_number = new.id_number) OR (member_id = new.member_id) OR (psn_no = new.psn_no))
BEGIN SELECT RAISE(ABORT, 'member: exists, never replaced'); END
;;
CREATE TRIGGER member_never_deleted BEFORE DELETE ON member
BEGIN SELECT RAISE(ABORT, 'member: never deleted'); END
;;
CREATE TRIGGER member_entry_never_replaced BEFORE INSERT ON member_entry
WHEN EXISTS (SELECT 1 FROM member_entry WHERE (member_id = new.member_id AND seq = new.seq))
BEGIN SELECT RAISE(ABORT, 'member_entry: exists, never replaced'); END
;;
CREATE TRIGGER member_entry_never_deleted BEFORE DELETE ON member_entry
BEGIN SELECT RAISE(ABORT, 'member_entry: never deleted'); END
;;
CREATE TRIGGER member_entry_never_edited BEFORE UPDATE ON member_entry
BEGIN SELECT RAISE(ABORT, 'member_entry: never edited'); END
;;
CREATE TRIGGER member_year_never_replaced BEFORE INSERT ON member_year
WHEN EXISTS (SELECT 1 FROM member_year WHERE (member_id = new.member_id AND scheme = new.scheme AND year = new.year))
BEGIN SELECT RAISE(ABORT, 'member_year: exists, never replaced'); END
;;
CREATE TRIGGER member_year_never_deleted BEFORE DELETE ON member_year
BEGIN SELECT RAISE(ABORT, 'member_year: never deleted'); END
;;
CREATE TRIGGER member_year_never_edited BEFORE UPDATE ON member_year
BEGIN SELECT RAISE(ABORT, 'member_year: never edited'); END
;;
CREATE TRIGGER posting_never_replaced BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM posting WHERE (key = new.key) OR (posting_id = new.posting_id) OR (reverses = new.reverses))
BEGIN SELECT RAISE(ABORT, 'posting: exists, never replaced'); END
;;
CREATE TRIGGER posting_never_deleted BEFORE DELETE ON posting
BEGIN SELECT RAISE(ABORT, 'posting: never deleted'); END
;;
CREATE TRIGGER posting_never_edited BEFORE UPDATE ON posting
BEGIN SELECT RAISE(ABORT, 'posting: never edited'); END
;;
CREATE TRIGGER posting_seal_never_replaced BEFORE INSERT ON posting_seal
WHEN EXISTS (SELECT 1 FROM posting_seal WHERE (posting_id = new.posting_id))
BEGIN SELECT RAISE(ABORT, 'posting_seal: exists, never replaced'); END
;;
CREATE TRIGGER posting_seal_never_deleted BEFORE DELETE ON posting_seal
BEGIN SELECT RAISE(ABORT, 'posting_seal: never deleted'); END
;;
CREATE TRIGGER posting_seal_never_edited BEFORE UPDATE ON posting_seal
BEGIN SELECT RAISE(ABORT, 'posting_seal: never edited'); END
;;
CREATE TRIGGER print_job_never_replaced BEFORE INSERT ON print_job
WHEN EXISTS (SELECT 1 FROM print_job WHERE (print_job_id = new.print_job_id))
BEGIN SELECT RAISE(ABORT, 'print_job: exists, never replaced'); END
;;
CREATE TRIGGER print_job_never_deleted BEFORE DELETE ON print_job
BEGIN SELECT RAISE(ABORT, 'print_job: never deleted'); END
;;
CREATE TRIGGER print_job_never_edited BEFORE UPDATE ON print_job
BEGIN SELECT RAISE(ABORT, 'print_job: never edited'); END
;;
CREATE TRIGGER receipt_never_replaced BEFORE INSERT ON receipt
WHEN EXISTS (SELECT 1 FROM receipt WHERE (kind = new.kind AND code = new.code AND number = new.number AND live = 1 AND new.live = 1) OR (receipt_id = new.receipt_id))
BEGIN SELECT RAISE(ABORT, 'receipt: exists, never replaced'); END
;;
CREATE TRIGGER receipt_never_deleted BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'receipt: never deleted'); END
;;
CREATE TRIGGER receipt_never_edited BEFORE UPDATE ON receipt
WHEN old.receipt_id IS NOT new.receipt_id OR old.kind IS NOT new.kind OR old.code IS NOT new.code OR old.number IS NOT new.number OR old.check_code IS NOT new.check_code OR old.member_id IS NOT new.member_id OR old.institution_code IS NOT new.institution_code OR old.issue_day IS NOT new.issue_day OR old.total_fen IS NOT new.total_fen
BEGIN SELECT RAISE(ABORT, 'receipt: never edited'); END
;;
CREATE TRIGGER receipt_alias_never_replaced BEFORE INSERT ON receipt_alias
WHEN EXISTS (SELECT 1 FROM receipt_alias WHERE (kind = new.kind AND code = new.code AND number = new.number))
BEGIN SELECT RAISE(ABORT, 'receipt_alias: exists, never replaced'); END
;;
CREATE TRIGGER receipt_alias_never_deleted BEFORE DELETE ON receipt_alias
BEGIN SELECT RAISE(ABORT, 'receipt_alias: never deleted'); END
;;
CREATE TRIGGER receipt_alias_never_edited BEFORE UPDATE ON receipt_alias
BEGIN SELECT RAISE(ABORT, 'receipt_alias: never edited'); END
;;
CREATE TRIGGER receipt_portion_never_replaced BEFORE INSERT ON receipt_portion
WHEN EXISTS (SELECT 1 FROM receipt_portion WHERE (receipt_id = new.receipt_id AND document = new.document))
BEGIN SELECT RAISE(ABORT, 'receipt_portion: exists, never replaced'); END
;;
CREATE TRIGGER receipt_portion_never_deleted BEFORE DELETE ON receipt_portion
BEGIN SELECT RAISE(ABORT, 'receipt_portion: never deleted'); END
;;
CREATE TRIGGER receipt_portion_never_edited BEFORE UPDATE ON receipt_portion
BEGIN SELECT RAISE(ABORT, 'receipt_portion: never edited'); END
;;
CREATE TRIGGER relative_never_replaced BEFORE INSERT ON relative
WHEN EXISTS (SELECT 1 FROM relative WHERE (member_id = new.member_id AND relative_id = new.relative_id))
BEGIN SELECT RAISE(ABORT, 'relative: exists, never replaced'); END
;;
CREATE TRIGGER relative_never_deleted BEFORE DELETE ON relative
BEGIN SELECT RAISE(ABORT, 'relative: never deleted'); END
;;
CREATE TRIGGER settlement_never_replaced BEFORE INSERT ON settlement
WHEN EXISTS (SELECT 1 FROM settlement WHERE (audit_seq = new.audit_seq) OR (key = new.key) OR (number = new.number) OR (posting_id = new.posting_id) OR (settlement_id = new.settlement_id))
BEGIN SELECT RAISE(ABORT, 'settlement: exists, never replaced'); END
;;
CREATE TRIGGER settlement_never_deleted BEFORE DELETE ON settlement
BEGIN SELECT RAISE(ABORT, 'settlement: never deleted'); END
;;
CREATE TRIGGER settlement_never_edited BEFORE UPDATE ON settlement
BEGIN SELECT RAISE(ABORT, 'settlement: never edited'); END
;;
CREATE TRIGGER staff_never_replaced BEFORE INSERT ON staff
WHEN EXISTS (SELECT 1 FROM staff WHERE (staff_id = new.staff_id))
BEGIN SELECT RAISE(ABORT, 'staff: exists, never replaced'); END
;;
CREATE TRIGGER staff_never_deleted BEFORE DELETE ON staff
BEGIN SELECT RAISE(ABORT, 'staff: never deleted'); END
;;
CREATE TRIGGER statement_never_replaced BEFORE INSERT ON statement
WHEN EXISTS (SELECT 1 FROM statement WHERE (centre = new.centre AND year = new.year AND serial = new.serial) OR (number = new.number))
BEGIN SELECT RAISE(ABORT, 'statement: exists, never replaced'); END
;;
CREATE TRIGGER statement_never_deleted BEFORE DELETE ON statement
BEGIN SELECT RAISE(ABORT, 'statement: never deleted'); END
;;
CREATE TRIGGER statement_never_edited BEFORE UPDATE ON statement
WHEN old.number IS NOT new.number OR old.centre IS NOT new.centre OR old.year IS NOT new.year OR old.serial IS NOT new.serial OR old.issued_at IS NOT new.issued_at
BEGIN SELECT RAISE(ABORT, 'statement: never edited'); END
;;
CREATE TRIGGER statement_copy_never_replaced BEFORE INSERT ON statement_copy
WHEN EXISTS (SELECT 1 FROM statement_copy WHERE (number = new.number AND copy = new.copy))
BEGIN SELECT RAISE(ABORT, 'statement_copy: exists, never replaced'); END
;;
CREATE TRIGGER statement_copy_never_deleted BEFORE DELETE ON statement_copy
BEGIN SELECT RAISE(ABORT, 'statement_copy: never deleted'); END
;;
CREATE TRIGGER statement_copy_never_edited BEFORE UPDATE ON statement_copy
BEGIN SELECT RAISE(ABORT, 'statement_copy: never edited'); END
;;
CREATE TRIGGER statement_counter_never_replaced BEFORE INSERT ON statement_counter
WHEN EXISTS (SELECT 1 FROM statement_counter WHERE (centre = new.centre AND year = new.year))
BEGIN SELECT RAISE(ABORT, 'statement_counter: exists, never replaced'); END
;;
CREATE TRIGGER statement_counter_never_deleted BEFORE DELETE ON statement_counter
BEGIN SELECT RAISE(ABORT, 'statement_counter: never deleted'); END
;;
CREATE TRIGGER statement_counter_never_edited BEFORE UPDATE ON statement_counter
WHEN old.centre IS NOT new.centre OR old.year IS NOT new.year
BEGIN SELECT RAISE(ABORT, 'statement_counter: never edited'); END
;;
CREATE TRIGGER total_event_never_replaced BEFORE INSERT ON total_event
WHEN EXISTS (SELECT 1 FROM total_event WHERE (member_id = new.member_id AND scheme = new.scheme AND year = new.year AND total_key = new.total_key AND document = new.document))
BEGIN SELECT RAISE(ABORT, 'total_event: exists, never replaced'); END
;;
CREATE TRIGGER total_event_never_deleted BEFORE DELETE ON total_event
BEGIN SELECT RAISE(ABORT, 'total_event: never deleted'); END
;;
CREATE TRIGGER total_event_never_edited BEFORE UPDATE ON total_event
BEGIN SELECT RAISE(ABORT, 'total_event: never edited'); END
;;
CREATE TRIGGER transfer_never_replaced BEFORE INSERT ON transfer
WHEN EXISTS (SELECT 1 FROM transfer WHERE (posting_id = new.posting_id AND line = new.line))
BEGIN SELECT RAISE(ABORT, 'transfer: exists, never replaced'); END
;;
CREATE TRIGGER transfer_never_deleted BEFORE DELETE ON transfer
BEGIN SELECT RAISE(ABORT, 'transfer: never deleted'); END
;;
CREATE TRIGGER transfer_never_edited BEFORE UPDATE ON transfer
BEGIN SELECT RAISE(ABORT, 'transfer: never edited'); END
;;
CREATE TRIGGER year_total_never_replaced BEFORE INSERT ON year_total
WHEN EXISTS (SELECT 1 FROM year_total WHERE (member_id = new.member_id AND scheme = new.scheme AND year = new.year AND total_key = new.total_key))
BEGIN SELECT RAISE(ABORT, 'year_total: exists, never replaced'); END
;;
CREATE TRIGGER year_total_never_deleted BEFORE DELETE ON year_total
BEGIN SELECT RAISE(ABORT, 'year_total: never deleted'); END
;;
CREATE TRIGGER year_total_never_edited BEFORE UPDATE ON year_total
WHEN old.member_id IS NOT new.member_id OR old.scheme IS NOT new.scheme OR old.year IS NOT new.year OR old.total_key IS NOT new.total_key
BEGIN SELECT RAISE(ABORT, 'year_total: never edited'); END
;;
CREATE TRIGGER accounting_day_state_begins BEFORE INSERT ON accounting_day
WHEN new.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'accounting_day: state cannot begin so'); END
;;
CREATE TRIGGER accounting_day_state_steps BEFORE UPDATE OF state ON accounting_day
WHEN old.state <> new.state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'accounting_day' AND s.from_state = old.state AND s.to_state = new.state)
BEGIN SELECT RAISE(ABORT, 'accounting_day: state cannot become so'); END
;;
CREATE TRIGGER claim_state_begins BEFORE INSERT ON claim
WHEN new.state <> 'entered'
BEGIN SELECT RAISE(ABORT, 'claim: state cannot begin so'); END
;;
CREATE TRIGGER claim_state_steps BEFORE UPDATE OF state ON claim
WHEN old.state <> new.state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'claim' AND s.from_state = old.state AND s.to_state = new.state)
BEGIN SELECT RAISE(ABORT, 'claim: state cannot become so'); END
;;
CREATE TRIGGER draft_state_begins BEFORE INSERT ON draft
WHEN new.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'draft: state cannot begin so'); END
;;
CREATE TRIGGER draft_state_steps BEFORE UPDATE OF state ON draft
WHEN old.state <> new.state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'draft' AND s.from_state = old.state AND s.to_state = new.state)
BEGIN SELECT RAISE(ABORT, 'draft: state cannot become so'); END
;;
CREATE TRIGGER receipt_state_begins BEFORE INSERT ON receipt
WHEN new.state <> 'claimed' AND new.state <> 'settled_online'
BEGIN SELECT RAISE(ABORT, 'receipt: state cannot begin so'); END
;;
CREATE TRIGGER receipt_state_steps BEFORE UPDATE OF state ON receipt
WHEN old.state <> new.state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'receipt' AND s.from_state = old.state AND s.to_state = new.state)
BEGIN SELECT RAISE(ABORT, 'receipt: state cannot become so'); END
;;
CREATE TRIGGER statement_state_begins BEFORE INSERT ON statement
WHEN new.state <> 'issued' AND new.state <> 'void'
BEGIN SELECT RAISE(ABORT, 'statement: state cannot begin so'); END
;;
CREATE TRIGGER statement_state_steps BEFORE UPDATE OF state ON statement
WHEN old.state <> new.state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'statement' AND s.from_state = old.state AND s.to_state = new.state)
BEGIN SELECT RAISE(ABORT, 'statement: state cannot become so'); END
;;
CREATE TRIGGER statement_print_state_begins BEFORE INSERT ON statement
WHEN new.print_state <> 'pending'
BEGIN SELECT RAISE(ABORT, 'statement: print_state cannot begin so'); END
;;
CREATE TRIGGER statement_print_state_steps BEFORE UPDATE OF print_state ON statement
WHEN old.print_state <> new.print_state AND NOT EXISTS (SELECT 1 FROM allowed_step AS s WHERE s.subject = 'print' AND s.from_state = old.print_state AND s.to_state = new.print_state)
BEGIN SELECT RAISE(ABORT, 'statement: print_state cannot become so'); END
;;
CREATE TRIGGER accounting_day_day_must_be_later BEFORE INSERT ON accounting_day
WHEN EXISTS (SELECT 1 FROM accounting_day AS a WHERE a.day > new.day)
BEGIN SELECT RAISE(ABORT, 'accounting_day: a later accounting day was opened before'); END
;;
CREATE TRIGGER posting_day_must_be_open BEFORE INSERT ON posting
WHEN NOT EXISTS (SELECT 1 FROM accounting_day AS a WHERE a.day = new.day AND a.state = 'open')
BEGIN SELECT RAISE(ABORT, 'posting: accounting day is not open'); END
;;
CREATE TRIGGER transfer_posting_is_sealed BEFORE INSERT ON transfer
WHEN EXISTS (SELECT 1 FROM posting_seal AS s WHERE s.posting_id = new.posting_id)
BEGIN SELECT RAISE(ABORT, 'transfer: posting is sealed'); END
;;
CREATE TRIGGER posting_seal_seal_must_fit BEFORE INSERT ON posting_seal
WHEN NOT EXISTS (SELECT 1 FROM posting AS p WHERE p.posting_id = new.posting_id AND p.lines = new.lines) OR (SELECT COUNT(*) FROM transfer AS t WHERE t.posting_id = new.posting_id) <> new.lines OR (SELECT COALESCE(SUM(t.fen), 0) FROM transfer AS t WHERE t.posting_id = new.posting_id) <> new.fen
BEGIN SELECT RAISE(ABORT, 'posting_seal: seal does not fit the posting'); END
;;
CREATE TRIGGER claim_claim_begins_plain BEFORE INSERT ON claim
WHEN new.reviewed_by IS NOT NULL OR new.paid_by IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'claim: a claim begins without reviewer and payer'); END
;;
CREATE TRIGGER claim_reviewer_stays BEFORE UPDATE ON claim
WHEN old.reviewed_by IS NOT NULL AND (new.reviewed_by IS NULL OR new.reviewed_by <> old.reviewed_by)
BEGIN SELECT RAISE(ABORT, 'claim: the reviewer stays'); END
;;
CREATE TRIGGER claim_payer_stays BEFORE UPDATE ON claim
WHEN old.paid_by IS NOT NULL AND (new.paid_by IS NULL OR new.paid_by <> old.paid_by)
BEGIN SELECT RAISE(ABORT, 'claim: the payer stays'); END
;;
CREATE TRIGGER receipt_receipt_begins_unclaimed BEFORE INSERT ON receipt
WHEN new.claimed_fen <> 0
BEGIN SELECT RAISE(ABORT, 'receipt: a receipt begins unclaimed'); END
;;
CREATE TRIGGER account_account_begins_empty BEFORE INSERT ON account
WHEN new.fen <> 0
BEGIN SELECT RAISE(ABORT, 'account: an account begins empty'); END
;;
CREATE TRIGGER year_total_total_begins_empty BEFORE INSERT ON year_total
WHEN new.amount <> 0
BEGIN SELECT RAISE(ABORT, 'year_total: a total begins empty'); END
;;
CREATE TRIGGER audit_head_head_begins_empty BEFORE INSERT ON audit_head
WHEN new.seq <> 0
BEGIN SELECT RAISE(ABORT, 'audit_head: the chain begins empty'); END
;;
CREATE TRIGGER audit_audit_must_follow BEFORE INSERT ON audit
WHEN NOT EXISTS (SELECT 1 FROM audit_head AS h WHERE h.seq = new.seq - 1 AND h.hash = new.previous_hash)
BEGIN SELECT RAISE(ABORT, 'audit: audit row does not follow the head'); END
;;
CREATE TRIGGER statement_counter_counter_begins_empty BEFORE INSERT ON statement_counter
WHEN new.last <> 0
BEGIN SELECT RAISE(ABORT, 'statement_counter: a counter begins at nought'); END
;;
CREATE TRIGGER statement_counter_counter_steps_by_one BEFORE UPDATE ON statement_counter
WHEN new.last <> old.last + 1
BEGIN SELECT RAISE(ABORT, 'statement_counter: a counter goes up by one'); END
;;
CREATE TRIGGER statement_number_has_no_gap BEFORE INSERT ON statement
WHEN new.printed <> 0 OR new.serial <> 1 + COALESCE((SELECT MAX(s.serial) FROM statement AS s WHERE s.centre = new.centre AND s.year = new.year), 0) OR NOT EXISTS (SELECT 1 FROM statement_counter AS c WHERE c.centre = new.centre AND c.year = new.year AND c.last = new.serial)
BEGIN SELECT RAISE(ABORT, 'statement: statement numbers have no gap'); END
;;
CREATE TRIGGER statement_copies_count_up BEFORE UPDATE ON statement
WHEN new.printed <> old.printed AND NOT (new.printed = old.printed + 1 AND old.print_state = 'sending' AND new.print_state IN ('queued', 'sending'))
BEGIN SELECT RAISE(ABORT, 'statement: printing counts up by one'); END
;;
CREATE TRIGGER transfer_moves AFTER INSERT ON transfer
BEGIN
  UPDATE account SET fen = fen - new.fen WHERE name = new.debit;
  INSERT INTO member_entry (member_id, seq, posting_id, day, kind, part, counterpart, in_fen, out_fen, balance_fen,
      document)
    SELECT a.member_id,
        COALESCE((SELECT MAX(e.seq) FROM member_entry AS e WHERE e.member_id = a.member_id), 0) + 1,
        p.posting_id, p.day, new.kind, a.part, new.credit, 0, new.fen,
        (SELECT SUM(b.fen) FROM account AS b WHERE b.member_id = a.member_id AND b.part IN ('current', 'prior')),
        p.memo
      FROM account AS a, posting AS p
      WHERE a.name = new.debit AND a.part IN ('current', 'prior') AND p.posting_id = new.posting_id;
  UPDATE account SET fen = fen + new.fen WHERE name = new.credit;
  INSERT INTO member_entry (member_id, seq, posting_id, day, kind, part, counterpart, in_fen, out_fen, balance_fen,
      document)
    SELECT a.member_id,
        COALESCE((SELECT MAX(e.seq) FROM member_entry AS e WHERE e.member_id = a.member_id), 0) + 1,
        p.posting_id, p.day, new.kind, a.part, new.debit, new.fen, 0,
        (SELECT SUM(b.fen) FROM account AS b WHERE b.member_id = a.member_id AND b.part IN ('current', 'prior')),
        p.memo
      FROM account AS a, posting AS p
      WHERE a.name = new.credit AND a.part IN ('current', 'prior') AND p.posting_id = new.posting_id;
END
;;
CREATE TRIGGER receipt_portion_counts AFTER INSERT ON receipt_portion
BEGIN
  UPDATE receipt SET claimed_fen = claimed_fen + new.fen WHERE receipt_id = new.receipt_id;
END
;;
CREATE TRIGGER total_event_counts AFTER INSERT ON total_event
BEGIN
  INSERT INTO year_total (member_id, scheme, year, total_key, amount, cap)
    SELECT new.member_id, new.scheme, new.year, new.total_key, 0, NULL WHERE NOT EXISTS (
      SELECT 1 FROM year_total AS t WHERE t.member_id = new.member_id AND t.scheme = new.scheme
        AND t.year = new.year AND t.total_key = new.total_key);
  UPDATE year_total SET amount = amount + new.amount WHERE member_id = new.member_id AND scheme = new.scheme
    AND year = new.year AND total_key = new.total_key;
END
;;
CREATE TRIGGER audit_moves_head AFTER INSERT ON audit
BEGIN
  UPDATE audit_head SET seq = new.seq, hash = new.hash WHERE one = 1;
END
