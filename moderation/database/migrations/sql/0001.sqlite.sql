CREATE TABLE accreditations (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_accreditations PRIMARY KEY (code)
);

CREATE TABLE adjudication_decisions (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_adjudication_decisions PRIMARY KEY (code)
);

CREATE TABLE allocation_end_reasons (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_allocation_end_reasons PRIMARY KEY (code)
);

CREATE TABLE amendment_reasons (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_amendment_reasons PRIMARY KEY (code)
);

CREATE TABLE answer_kinds (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_answer_kinds PRIMARY KEY (code)
);

CREATE TABLE audit_entries (
	number INTEGER NOT NULL,
	at VARCHAR(27) NOT NULL,
	actor_public_id VARCHAR(36) NOT NULL,
	actor_role VARCHAR(100) NOT NULL,
	action VARCHAR(64) NOT NULL,
	subject_type VARCHAR(64) NOT NULL,
	subject_id VARCHAR(64) NOT NULL,
	provider_code VARCHAR(32),
	window_code VARCHAR(32),
	details TEXT NOT NULL,
	previous_hash VARCHAR(64) NOT NULL,
	hash VARCHAR(64) NOT NULL,
	CONSTRAINT pk_audit_entries PRIMARY KEY (number),
	CONSTRAINT ck_audit_entries_number_from_one CHECK (number >= 1),
	CONSTRAINT ck_audit_entries_previous_hash_length CHECK (length(previous_hash) = 64),
	CONSTRAINT ck_audit_entries_hash_length CHECK (length(hash) = 64)
);

CREATE INDEX ix_audit_entries_action_number ON audit_entries (action, number);

CREATE INDEX ix_audit_entries_provider_code_number ON audit_entries (provider_code, number);

CREATE INDEX ix_audit_entries_subject_type_subject_id ON audit_entries (subject_type, subject_id);

CREATE INDEX ix_audit_entries_window_code_number ON audit_entries (window_code, number);

CREATE UNIQUE INDEX uq_audit_entries_hash ON audit_entries (hash);

CREATE TABLE audit_forms (
	number INTEGER NOT NULL,
	table_name VARCHAR(64) NOT NULL,
	column_names VARCHAR(4000) NOT NULL,
	CONSTRAINT pk_audit_forms PRIMARY KEY (number),
	CONSTRAINT uq_audit_forms_table_name_column_names UNIQUE (table_name, column_names),
	CONSTRAINT ck_audit_forms_number_from_one CHECK (number >= 1)
);

CREATE TABLE bases (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_bases PRIMARY KEY (code)
);

CREATE TABLE comment_kinds (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_comment_kinds PRIMARY KEY (code)
);

CREATE TABLE decision_kinds (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_decision_kinds PRIMARY KEY (code)
);

CREATE TABLE dimensions (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_dimensions PRIMARY KEY (code)
);

CREATE TABLE drafts (
	kind VARCHAR(32) NOT NULL,
	record_id CHAR(32) NOT NULL,
	person_id VARCHAR(36) NOT NULL,
	content VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	saved_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_drafts PRIMARY KEY (kind, record_id, person_id),
	CONSTRAINT ck_drafts_kind_length CHECK (length(kind) BETWEEN 1 AND 32),
	CONSTRAINT ck_drafts_content_length CHECK (length(content) BETWEEN 2 AND 200000),
	CONSTRAINT ck_drafts_version_from_one CHECK (version >= 1)
);

CREATE INDEX ix_drafts_saved_at ON drafts (saved_at);

CREATE TABLE draw_kinds (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_draw_kinds PRIMARY KEY (code)
);

CREATE TABLE enquiry_event_kinds (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_enquiry_event_kinds PRIMARY KEY (code)
);

CREATE TABLE enquiry_grounds (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_enquiry_grounds PRIMARY KEY (code)
);

CREATE TABLE evidence_kinds (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_evidence_kinds PRIMARY KEY (code)
);

CREATE TABLE finding_statuses (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_finding_statuses PRIMARY KEY (code)
);

CREATE TABLE grounds (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_grounds PRIMARY KEY (code)
);

CREATE TABLE interest_kinds (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_interest_kinds PRIMARY KEY (code)
);

CREATE TABLE judgement_reasons (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_judgement_reasons PRIMARY KEY (code)
);

CREATE TABLE malpractice_kinds (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_malpractice_kinds PRIMARY KEY (code)
);

CREATE TABLE malpractice_stages (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_malpractice_stages PRIMARY KEY (code)
);

CREATE TABLE marking_roles (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_marking_roles PRIMARY KEY (code)
);

CREATE TABLE metrics (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_metrics PRIMARY KEY (code)
);

CREATE TABLE outcomes (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_outcomes PRIMARY KEY (code)
);

CREATE TABLE people (
	email_hash VARCHAR(64) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_people PRIMARY KEY (id),
	CONSTRAINT ck_people_email_hash_length CHECK (length(email_hash) = 64),
	CONSTRAINT uq_people_public_id UNIQUE (public_id)
);

CREATE TABLE providers (
	code VARCHAR(32) NOT NULL,
	name VARCHAR(200) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_providers PRIMARY KEY (id),
	CONSTRAINT ck_providers_code_length CHECK (length(code) BETWEEN 1 AND 32),
	CONSTRAINT ck_providers_name_length CHECK (length(name) BETWEEN 1 AND 200),
	CONSTRAINT uq_providers_code UNIQUE (code),
	CONSTRAINT uq_providers_public_id UNIQUE (public_id)
);

CREATE TABLE purposes (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_purposes PRIMARY KEY (code)
);

CREATE TABLE regimes (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_regimes PRIMARY KEY (code)
);

CREATE TABLE reopening_reasons (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_reopening_reasons PRIMARY KEY (code)
);

CREATE TABLE roles (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_roles PRIMARY KEY (code)
);

CREATE TABLE schemes (
	qualification VARCHAR(32) NOT NULL,
	version INTEGER NOT NULL,
	pass_mark INTEGER,
	max_mark INTEGER NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_schemes PRIMARY KEY (id),
	CONSTRAINT uq_schemes_qualification_version UNIQUE (qualification, version),
	CONSTRAINT ck_schemes_qualification_length CHECK (length(qualification) BETWEEN 1 AND 32),
	CONSTRAINT ck_schemes_version_from_one CHECK (version >= 1),
	CONSTRAINT ck_schemes_max_positive CHECK (max_mark >= 1),
	CONSTRAINT ck_schemes_pass_mark_in_range CHECK (pass_mark BETWEEN 0 AND max_mark),
	CONSTRAINT uq_schemes_public_id UNIQUE (public_id)
);

CREATE TABLE scopes (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_scopes PRIMARY KEY (code)
);

CREATE TABLE script_event_kinds (
	code VARCHAR(32) NOT NULL,
	takes_reason BOOLEAN NOT NULL,
	takes_day BOOLEAN NOT NULL,
	CONSTRAINT pk_script_event_kinds PRIMARY KEY (code),
	CONSTRAINT uq_script_event_kinds_code_takes_reason_takes_day UNIQUE (code, takes_reason, takes_day)
);

CREATE TABLE script_event_reasons (
	kind VARCHAR(32) NOT NULL,
	reason_code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_script_event_reasons PRIMARY KEY (kind, reason_code)
);

CREATE TABLE script_reasons (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_script_reasons PRIMARY KEY (code)
);

CREATE TABLE seed_ways (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_seed_ways PRIMARY KEY (code)
);

CREATE TABLE sides (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_sides PRIMARY KEY (code)
);

CREATE TABLE signing_keys (
	key_id VARCHAR(64) NOT NULL,
	public_pem VARCHAR(200) NOT NULL,
	recorded_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_signing_keys PRIMARY KEY (key_id),
	CONSTRAINT ck_signing_keys_key_id_length CHECK (length(key_id) = 64),
	CONSTRAINT ck_signing_keys_public_pem_length CHECK (length(public_pem) BETWEEN 1 AND 200)
);

CREATE TABLE status_reasons (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_status_reasons PRIMARY KEY (code)
);

CREATE TABLE text_erasures (
	record_id CHAR(32) NOT NULL,
	erased_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_text_erasures PRIMARY KEY (record_id)
);

CREATE TABLE texts (
	record_id CHAR(32) NOT NULL,
	field VARCHAR(32) NOT NULL,
	text VARCHAR NOT NULL,
	salt VARCHAR(64) NOT NULL,
	kept_at VARCHAR(27) NOT NULL,
	window_code VARCHAR(32),
	CONSTRAINT pk_texts PRIMARY KEY (record_id, field),
	CONSTRAINT ck_texts_field_length CHECK (length(field) BETWEEN 1 AND 32),
	CONSTRAINT ck_texts_salt_length CHECK (length(salt) = 64)
);

CREATE INDEX ix_texts_window_code_kept_at ON texts (window_code, kept_at);

CREATE TABLE verdicts (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_verdicts PRIMARY KEY (code)
);

CREATE TABLE ways_of_settling (
	code VARCHAR(32) NOT NULL,
	CONSTRAINT pk_ways_of_settling PRIMARY KEY (code)
);

CREATE TABLE audit_vouchers (
	form_number INTEGER NOT NULL,
	row_key VARCHAR(200) NOT NULL,
	entry_number INTEGER NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	CONSTRAINT pk_audit_vouchers PRIMARY KEY (form_number, row_key, entry_number),
	CONSTRAINT ck_audit_vouchers_sha256_length CHECK (length(sha256) = 64),
	CONSTRAINT fk_audit_vouchers_form_number FOREIGN KEY(form_number) REFERENCES audit_forms (number),
	CONSTRAINT fk_audit_vouchers_entry_number FOREIGN KEY(entry_number) REFERENCES audit_entries (number)
);

CREATE INDEX ix_audit_vouchers_entry_number ON audit_vouchers (entry_number);

CREATE TABLE criteria (
	scheme_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	title VARCHAR(300) NOT NULL,
	max_score INTEGER NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_criteria PRIMARY KEY (id),
	CONSTRAINT uq_criteria_scheme_id_number UNIQUE (scheme_id, number),
	CONSTRAINT ck_criteria_title_length CHECK (length(title) BETWEEN 1 AND 300),
	CONSTRAINT ck_criteria_number_from_one CHECK (number >= 1),
	CONSTRAINT ck_criteria_max_positive CHECK (max_score >= 1),
	CONSTRAINT fk_criteria_scheme_id FOREIGN KEY(scheme_id) REFERENCES schemes (id),
	CONSTRAINT uq_criteria_public_id UNIQUE (public_id)
);

CREATE TABLE declared_interests (
	person_id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	code VARCHAR(64) NOT NULL,
	withdraws_id INTEGER,
	declared_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_declared_interests PRIMARY KEY (id),
	CONSTRAINT fk_declared_interests_kind FOREIGN KEY(kind) REFERENCES interest_kinds (code),
	CONSTRAINT ck_declared_interests_code_length CHECK (length(code) BETWEEN 1 AND 64),
	CONSTRAINT fk_declared_interests_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT uq_declared_interests_withdraws_id UNIQUE (withdraws_id),
	CONSTRAINT fk_declared_interests_withdraws_id FOREIGN KEY(withdraws_id) REFERENCES declared_interests (id),
	CONSTRAINT uq_declared_interests_public_id UNIQUE (public_id)
);

CREATE INDEX ix_declared_interests_person_id ON declared_interests (person_id);

CREATE TABLE grants (
	person_id INTEGER NOT NULL,
	role VARCHAR(32) NOT NULL,
	provider_id INTEGER,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_grants PRIMARY KEY (id),
	CONSTRAINT fk_grants_role FOREIGN KEY(role) REFERENCES roles (code),
	CONSTRAINT ck_grants_provider_named CHECK ((role = 'provider') = (provider_id IS NOT NULL)),
	CONSTRAINT fk_grants_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_grants_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
	CONSTRAINT uq_grants_public_id UNIQUE (public_id)
);

CREATE INDEX ix_grants_person_id ON grants (person_id);

CREATE INDEX ix_grants_provider_id ON grants (provider_id);

CREATE TABLE person_details (
	person_id INTEGER NOT NULL,
	email VARCHAR(254) NOT NULL,
	name VARCHAR(200),
	salt VARCHAR(64) NOT NULL,
	CONSTRAINT pk_person_details PRIMARY KEY (person_id),
	CONSTRAINT ck_person_details_salt_length CHECK (length(salt) = 64),
	CONSTRAINT ck_person_details_email_lower CHECK (email = lower(email)),
	CONSTRAINT ck_person_details_email_length CHECK (length(email) BETWEEN 3 AND 254),
	CONSTRAINT ck_person_details_name_length CHECK (length(name) BETWEEN 1 AND 200),
	CONSTRAINT fk_person_details_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT uq_person_details_email UNIQUE (email)
);

CREATE TABLE person_erasures (
	person_id INTEGER NOT NULL,
	erased_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_person_erasures PRIMARY KEY (person_id),
	CONSTRAINT fk_person_erasures_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE TABLE provider_statuses (
	provider_id INTEGER NOT NULL,
	status VARCHAR(32) NOT NULL,
	since VARCHAR(27) NOT NULL,
	reason_code VARCHAR(32) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_provider_statuses PRIMARY KEY (id),
	CONSTRAINT fk_provider_statuses_status FOREIGN KEY(status) REFERENCES accreditations (code),
	CONSTRAINT fk_provider_statuses_reason_code FOREIGN KEY(reason_code) REFERENCES status_reasons (code),
	CONSTRAINT fk_provider_statuses_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
	CONSTRAINT uq_provider_statuses_public_id UNIQUE (public_id)
);

CREATE INDEX ix_provider_statuses_provider_id_since_id ON provider_statuses (provider_id, since, id);

CREATE TABLE qualifications (
	id INTEGER NOT NULL,
	code VARCHAR(32) NOT NULL,
	name VARCHAR(200) NOT NULL,
	regime VARCHAR(32) NOT NULL,
	from_on DATE NOT NULL,
	to_on DATE,
	CONSTRAINT pk_qualifications PRIMARY KEY (id),
	CONSTRAINT uq_qualifications_code_regime UNIQUE (code, regime),
	CONSTRAINT fk_qualifications_regime FOREIGN KEY(regime) REFERENCES regimes (code),
	CONSTRAINT ck_qualifications_code_length CHECK (length(code) BETWEEN 1 AND 32),
	CONSTRAINT ck_qualifications_ends_after_it_begins CHECK (to_on IS NULL OR to_on >= from_on)
);

CREATE TABLE standardisation_scripts (
	qualification VARCHAR(32) NOT NULL,
	round_number INTEGER NOT NULL,
	name VARCHAR(100) NOT NULL,
	agreed_outcome VARCHAR(32) NOT NULL,
	added_by INTEGER NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_standardisation_scripts PRIMARY KEY (id),
	CONSTRAINT uq_standardisation_scripts_qualification_round_number_name UNIQUE (qualification, round_number, name),
	CONSTRAINT fk_standardisation_scripts_agreed_outcome FOREIGN KEY(agreed_outcome) REFERENCES outcomes (code),
	CONSTRAINT ck_standardisation_scripts_qualification_length CHECK (length(qualification) BETWEEN 1 AND 32),
	CONSTRAINT ck_standardisation_scripts_name_length CHECK (length(name) BETWEEN 1 AND 100),
	CONSTRAINT ck_standardisation_scripts_round_from_one CHECK (round_number >= 1),
	CONSTRAINT fk_standardisation_scripts_added_by FOREIGN KEY(added_by) REFERENCES people (id),
	CONSTRAINT uq_standardisation_scripts_public_id UNIQUE (public_id)
);

CREATE INDEX ix_standardisation_scripts_added_by ON standardisation_scripts (added_by);

CREATE TABLE tokens (
	label VARCHAR(100) NOT NULL,
	scope VARCHAR(32) NOT NULL,
	provider_id INTEGER,
	digest VARCHAR(64) NOT NULL,
	expires_on DATE NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_tokens PRIMARY KEY (id),
	CONSTRAINT fk_tokens_scope FOREIGN KEY(scope) REFERENCES scopes (code),
	CONSTRAINT ck_tokens_provider_named CHECK ((scope = 'provider') = (provider_id IS NOT NULL)),
	CONSTRAINT ck_tokens_digest_length CHECK (length(digest) = 64),
	CONSTRAINT ck_tokens_label_length CHECK (length(label) BETWEEN 1 AND 100),
	CONSTRAINT fk_tokens_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
	CONSTRAINT uq_tokens_digest UNIQUE (digest),
	CONSTRAINT uq_tokens_public_id UNIQUE (public_id)
);

CREATE INDEX ix_tokens_provider_id ON tokens (provider_id);

CREATE TABLE windows (
	code VARCHAR(32) NOT NULL,
	regime VARCHAR(32) NOT NULL,
	assessed_from_on DATE NOT NULL,
	assessed_to_on DATE NOT NULL,
	returns_due_on DATE NOT NULL,
	frames_close_on DATE NOT NULL,
	scripts_due_on DATE NOT NULL,
	moderation_due_on DATE NOT NULL,
	comments_due_on DATE NOT NULL,
	all_providers BOOLEAN NOT NULL,
	opened_by INTEGER NOT NULL,
	opened_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_windows PRIMARY KEY (id),
	CONSTRAINT fk_windows_regime FOREIGN KEY(regime) REFERENCES regimes (code),
	CONSTRAINT ck_windows_code_length CHECK (length(code) BETWEEN 1 AND 32),
	CONSTRAINT ck_windows_assessed_in_order CHECK (assessed_to_on >= assessed_from_on),
	CONSTRAINT ck_windows_returns_after_assessed CHECK (returns_due_on >= assessed_to_on),
	CONSTRAINT ck_windows_frames_after_returns CHECK (frames_close_on >= returns_due_on),
	CONSTRAINT ck_windows_scripts_after_frames CHECK (scripts_due_on >= frames_close_on),
	CONSTRAINT ck_windows_moderation_after_scripts CHECK (moderation_due_on >= scripts_due_on),
	CONSTRAINT ck_windows_comments_after_moderation CHECK (comments_due_on >= moderation_due_on),
	CONSTRAINT uq_windows_code UNIQUE (code),
	CONSTRAINT fk_windows_opened_by FOREIGN KEY(opened_by) REFERENCES people (id),
	CONSTRAINT uq_windows_public_id UNIQUE (public_id)
);

CREATE INDEX ix_windows_opened_by ON windows (opened_by);

CREATE TABLE grant_revocations (
	grant_id INTEGER NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_grant_revocations PRIMARY KEY (grant_id),
	CONSTRAINT fk_grant_revocations_grant_id FOREIGN KEY(grant_id) REFERENCES grants (id)
);

CREATE TABLE malpractice_reports (
	provider_id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	stage VARCHAR(32) NOT NULL,
	began_at VARCHAR(27) NOT NULL,
	text_hash VARCHAR(64) NOT NULL,
	reported_by INTEGER,
	reported_by_token INTEGER,
	reported_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_malpractice_reports PRIMARY KEY (id),
	CONSTRAINT fk_malpractice_reports_kind FOREIGN KEY(kind) REFERENCES malpractice_kinds (code),
	CONSTRAINT fk_malpractice_reports_stage FOREIGN KEY(stage) REFERENCES malpractice_stages (code),
	CONSTRAINT ck_malpractice_reports_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT ck_malpractice_reports_one_reporter CHECK ((reported_by IS NULL) <> (reported_by_token IS NULL)),
	CONSTRAINT ck_malpractice_reports_began_before_reported CHECK (began_at <= reported_at),
	CONSTRAINT fk_malpractice_reports_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
	CONSTRAINT fk_malpractice_reports_reported_by FOREIGN KEY(reported_by) REFERENCES people (id),
	CONSTRAINT fk_malpractice_reports_reported_by_token FOREIGN KEY(reported_by_token) REFERENCES tokens (id),
	CONSTRAINT uq_malpractice_reports_public_id UNIQUE (public_id)
);

CREATE INDEX ix_malpractice_reports_provider_id ON malpractice_reports (provider_id);

CREATE INDEX ix_malpractice_reports_reported_by ON malpractice_reports (reported_by);

CREATE INDEX ix_malpractice_reports_reported_by_token ON malpractice_reports (reported_by_token);

CREATE TABLE outcome_imports (
	window_id INTEGER NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	rows_count INTEGER NOT NULL,
	used_count INTEGER NOT NULL,
	repeated_count INTEGER NOT NULL,
	excluded_count INTEGER NOT NULL,
	unsampled_count INTEGER NOT NULL,
	imported_by INTEGER NOT NULL,
	imported_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_outcome_imports PRIMARY KEY (id),
	CONSTRAINT ck_outcome_imports_sha256_length CHECK (length(sha256) = 64),
	CONSTRAINT ck_outcome_imports_counts_add_up CHECK (rows_count = used_count + repeated_count + excluded_count + unsampled_count AND used_count >= 1 AND repeated_count >= 0 AND excluded_count >= 0 AND unsampled_count >= 0),
	CONSTRAINT fk_outcome_imports_window_id FOREIGN KEY(window_id) REFERENCES windows (id),
	CONSTRAINT fk_outcome_imports_imported_by FOREIGN KEY(imported_by) REFERENCES people (id),
	CONSTRAINT uq_outcome_imports_public_id UNIQUE (public_id)
);

CREATE INDEX ix_outcome_imports_imported_by ON outcome_imports (imported_by);

CREATE INDEX ix_outcome_imports_window_id ON outcome_imports (window_id);

CREATE TABLE policy_versions (
	window_id INTEGER,
	version INTEGER NOT NULL,
	label VARCHAR(100) NOT NULL,
	approved_by INTEGER,
	effective_on DATE NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_policy_versions PRIMARY KEY (id),
	CONSTRAINT ck_policy_versions_version_from_one CHECK (version >= 1),
	CONSTRAINT ck_policy_versions_label_length CHECK (length(label) BETWEEN 1 AND 100),
	CONSTRAINT fk_policy_versions_window_id FOREIGN KEY(window_id) REFERENCES windows (id),
	CONSTRAINT uq_policy_versions_version UNIQUE (version),
	CONSTRAINT uq_policy_versions_label UNIQUE (label),
	CONSTRAINT fk_policy_versions_approved_by FOREIGN KEY(approved_by) REFERENCES people (id),
	CONSTRAINT uq_policy_versions_public_id UNIQUE (public_id)
);

CREATE INDEX ix_policy_versions_approved_by ON policy_versions (approved_by);

CREATE INDEX ix_policy_versions_window_id ON policy_versions (window_id);

CREATE TABLE returns (
	window_id INTEGER NOT NULL,
	provider_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	byte_count INTEGER NOT NULL,
	presented_count INTEGER NOT NULL,
	final_count INTEGER NOT NULL,
	pending_count INTEGER NOT NULL,
	voided_count INTEGER NOT NULL,
	pass_count INTEGER NOT NULL,
	peer_moderated_count INTEGER NOT NULL,
	changed_count INTEGER NOT NULL,
	text_hash VARCHAR(64) NOT NULL,
	filed_by INTEGER,
	filed_by_token INTEGER,
	filed_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_returns PRIMARY KEY (id),
	CONSTRAINT uq_returns_window_id_provider_id_version UNIQUE (window_id, provider_id, version),
	CONSTRAINT ck_returns_sha256_length CHECK (length(sha256) = 64),
	CONSTRAINT ck_returns_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT ck_returns_version_from_one CHECK (version >= 1),
	CONSTRAINT ck_returns_one_filer CHECK ((filed_by IS NULL) <> (filed_by_token IS NULL)),
	CONSTRAINT ck_returns_counts_add_up CHECK (presented_count = final_count + pending_count + voided_count AND final_count >= 0 AND pending_count >= 0 AND voided_count >= 0 AND byte_count >= 0),
	CONSTRAINT ck_returns_counts_nest CHECK (pass_count BETWEEN 0 AND final_count AND peer_moderated_count BETWEEN 0 AND final_count AND changed_count BETWEEN 0 AND peer_moderated_count),
	CONSTRAINT fk_returns_window_id FOREIGN KEY(window_id) REFERENCES windows (id),
	CONSTRAINT fk_returns_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
	CONSTRAINT fk_returns_filed_by FOREIGN KEY(filed_by) REFERENCES people (id),
	CONSTRAINT fk_returns_filed_by_token FOREIGN KEY(filed_by_token) REFERENCES tokens (id),
	CONSTRAINT uq_returns_public_id UNIQUE (public_id)
);

CREATE INDEX ix_returns_filed_by ON returns (filed_by);

CREATE INDEX ix_returns_filed_by_token ON returns (filed_by_token);

CREATE INDEX ix_returns_provider_id ON returns (provider_id);

CREATE TABLE seed_rounds (
	window_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	source VARCHAR(200) NOT NULL,
	way VARCHAR(32) NOT NULL,
	not_before VARCHAR(27) NOT NULL,
	announced_by INTEGER NOT NULL,
	announced_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_seed_rounds PRIMARY KEY (id),
	CONSTRAINT uq_seed_rounds_window_id_number UNIQUE (window_id, number),
	CONSTRAINT ck_seed_rounds_number_from_one CHECK (number >= 1),
	CONSTRAINT ck_seed_rounds_source_length CHECK (length(source) BETWEEN 1 AND 200),
	CONSTRAINT fk_seed_rounds_way FOREIGN KEY(way) REFERENCES seed_ways (code),
	CONSTRAINT fk_seed_rounds_window_id FOREIGN KEY(window_id) REFERENCES windows (id),
	CONSTRAINT fk_seed_rounds_announced_by FOREIGN KEY(announced_by) REFERENCES people (id),
	CONSTRAINT uq_seed_rounds_public_id UNIQUE (public_id)
);

CREATE INDEX ix_seed_rounds_announced_by ON seed_rounds (announced_by);

CREATE TABLE sign_offs (
	window_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	audit_head VARCHAR(64) NOT NULL,
	signed_by INTEGER NOT NULL,
	signed_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_sign_offs PRIMARY KEY (id),
	CONSTRAINT uq_sign_offs_window_id_number UNIQUE (window_id, number),
	CONSTRAINT ck_sign_offs_number_from_one CHECK (number >= 1),
	CONSTRAINT ck_sign_offs_audit_head_length CHECK (length(audit_head) = 64),
	CONSTRAINT fk_sign_offs_window_id FOREIGN KEY(window_id) REFERENCES windows (id),
	CONSTRAINT fk_sign_offs_signed_by FOREIGN KEY(signed_by) REFERENCES people (id),
	CONSTRAINT uq_sign_offs_public_id UNIQUE (public_id)
);

CREATE INDEX ix_sign_offs_signed_by ON sign_offs (signed_by);

CREATE TABLE standardisation_judgements (
	script_id INTEGER NOT NULL,
	moderator_id INTEGER NOT NULL,
	outcome VARCHAR(32) NOT NULL,
	submitted_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_standardisation_judgements PRIMARY KEY (id),
	CONSTRAINT uq_standardisation_judgements_script_id_moderator_id UNIQUE (script_id, moderator_id),
	CONSTRAINT fk_standardisation_judgements_outcome FOREIGN KEY(outcome) REFERENCES outcomes (code),
	CONSTRAINT fk_standardisation_judgements_script_id FOREIGN KEY(script_id) REFERENCES standardisation_scripts (id),
	CONSTRAINT fk_standardisation_judgements_moderator_id FOREIGN KEY(moderator_id) REFERENCES people (id),
	CONSTRAINT uq_standardisation_judgements_public_id UNIQUE (public_id)
);

CREATE INDEX ix_standardisation_judgements_moderator_id ON standardisation_judgements (moderator_id);

CREATE TABLE token_requests (
	token_id INTEGER NOT NULL,
	key_hash VARCHAR(64) NOT NULL,
	content_hash VARCHAR(64) NOT NULL,
	record_id CHAR(32) NOT NULL,
	status SMALLINT NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_token_requests PRIMARY KEY (token_id, key_hash),
	CONSTRAINT ck_token_requests_key_hash_length CHECK (length(key_hash) = 64),
	CONSTRAINT ck_token_requests_content_hash_length CHECK (length(content_hash) = 64),
	CONSTRAINT ck_token_requests_status_good CHECK (status IN (200, 201)),
	CONSTRAINT fk_token_requests_token_id FOREIGN KEY(token_id) REFERENCES tokens (id)
);

CREATE TABLE token_revocations (
	token_id INTEGER NOT NULL,
	created_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_token_revocations PRIMARY KEY (token_id),
	CONSTRAINT fk_token_revocations_token_id FOREIGN KEY(token_id) REFERENCES tokens (id)
);

CREATE TABLE token_uses (
	token_id INTEGER NOT NULL,
	last_used_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_token_uses PRIMARY KEY (token_id),
	CONSTRAINT fk_token_uses_token_id FOREIGN KEY(token_id) REFERENCES tokens (id)
);

CREATE TABLE window_providers (
	window_id INTEGER NOT NULL,
	provider_id INTEGER NOT NULL,
	added_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_window_providers PRIMARY KEY (window_id, provider_id),
	CONSTRAINT fk_window_providers_window_id FOREIGN KEY(window_id) REFERENCES windows (id),
	CONSTRAINT fk_window_providers_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id)
);

CREATE INDEX ix_window_providers_provider_id ON window_providers (provider_id);

CREATE TABLE findings (
	provider_id INTEGER NOT NULL,
	window_id INTEGER NOT NULL,
	metric VARCHAR(32) NOT NULL,
	version INTEGER NOT NULL,
	sign_off_id INTEGER NOT NULL,
	policy_version_id INTEGER NOT NULL,
	as_at VARCHAR(27) NOT NULL,
	status VARCHAR(32) NOT NULL,
	figure TEXT NOT NULL,
	supersedes_id INTEGER,
	audit_head VARCHAR(64) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_findings PRIMARY KEY (id),
	CONSTRAINT uq_findings_provider_id_window_id_metric_version UNIQUE (provider_id, window_id, metric, version),
	CONSTRAINT fk_findings_metric FOREIGN KEY(metric) REFERENCES metrics (code),
	CONSTRAINT fk_findings_status FOREIGN KEY(status) REFERENCES finding_statuses (code),
	CONSTRAINT ck_findings_audit_head_length CHECK (length(audit_head) = 64),
	CONSTRAINT ck_findings_supersedes_the_last CHECK ((version = 1) = (supersedes_id IS NULL) AND version >= 1),
	CONSTRAINT ck_findings_is_determined CHECK (status <> 'not_yet_determined'),
	CONSTRAINT fk_findings_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
	CONSTRAINT fk_findings_window_id FOREIGN KEY(window_id) REFERENCES windows (id),
	CONSTRAINT fk_findings_sign_off_id FOREIGN KEY(sign_off_id) REFERENCES sign_offs (id),
	CONSTRAINT fk_findings_policy_version_id FOREIGN KEY(policy_version_id) REFERENCES policy_versions (id),
	CONSTRAINT uq_findings_supersedes_id UNIQUE (supersedes_id),
	CONSTRAINT fk_findings_supersedes_id FOREIGN KEY(supersedes_id) REFERENCES findings (id),
	CONSTRAINT uq_findings_public_id UNIQUE (public_id)
);

CREATE INDEX ix_findings_policy_version_id ON findings (policy_version_id);

CREATE INDEX ix_findings_sign_off_id ON findings (sign_off_id);

CREATE INDEX ix_findings_window_id_provider_id_as_at ON findings (window_id, provider_id, as_at);

CREATE TABLE investigations (
	provider_id INTEGER NOT NULL,
	report_id INTEGER,
	kind VARCHAR(32) NOT NULL,
	stage VARCHAR(32) NOT NULL,
	began_at VARCHAR(27) NOT NULL,
	text_hash VARCHAR(64),
	supersedes_id INTEGER,
	recorded_by INTEGER,
	recorded_by_token INTEGER,
	recorded_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_investigations PRIMARY KEY (id),
	CONSTRAINT fk_investigations_kind FOREIGN KEY(kind) REFERENCES malpractice_kinds (code),
	CONSTRAINT fk_investigations_stage FOREIGN KEY(stage) REFERENCES malpractice_stages (code),
	CONSTRAINT ck_investigations_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT ck_investigations_one_recorder CHECK ((recorded_by IS NULL) <> (recorded_by_token IS NULL)),
	CONSTRAINT ck_investigations_words_or_report CHECK (text_hash IS NOT NULL OR report_id IS NOT NULL),
	CONSTRAINT ck_investigations_programs_only_report CHECK (recorded_by_token IS NULL OR report_id IS NOT NULL),
	CONSTRAINT ck_investigations_began_before_recorded CHECK (began_at <= recorded_at),
	CONSTRAINT fk_investigations_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
	CONSTRAINT fk_investigations_report_id FOREIGN KEY(report_id) REFERENCES malpractice_reports (id),
	CONSTRAINT uq_investigations_supersedes_id UNIQUE (supersedes_id),
	CONSTRAINT fk_investigations_supersedes_id FOREIGN KEY(supersedes_id) REFERENCES investigations (id),
	CONSTRAINT fk_investigations_recorded_by FOREIGN KEY(recorded_by) REFERENCES people (id),
	CONSTRAINT fk_investigations_recorded_by_token FOREIGN KEY(recorded_by_token) REFERENCES tokens (id),
	CONSTRAINT uq_investigations_public_id UNIQUE (public_id)
);

CREATE INDEX ix_investigations_provider_id ON investigations (provider_id);

CREATE INDEX ix_investigations_recorded_by ON investigations (recorded_by);

CREATE INDEX ix_investigations_recorded_by_token ON investigations (recorded_by_token);

CREATE INDEX ix_investigations_report_id ON investigations (report_id);

CREATE TABLE policy_adoptions (
	window_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	policy_version_id INTEGER NOT NULL,
	adopted_by INTEGER NOT NULL,
	adopted_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_policy_adoptions PRIMARY KEY (window_id, number),
	CONSTRAINT ck_policy_adoptions_number_from_one CHECK (number >= 1),
	CONSTRAINT fk_policy_adoptions_window_id FOREIGN KEY(window_id) REFERENCES windows (id),
	CONSTRAINT fk_policy_adoptions_policy_version_id FOREIGN KEY(policy_version_id) REFERENCES policy_versions (id),
	CONSTRAINT fk_policy_adoptions_adopted_by FOREIGN KEY(adopted_by) REFERENCES people (id)
);

CREATE INDEX ix_policy_adoptions_adopted_by ON policy_adoptions (adopted_by);

CREATE INDEX ix_policy_adoptions_policy_version_id ON policy_adoptions (policy_version_id);

CREATE TABLE policy_values (
	policy_version_id INTEGER NOT NULL,
	"key" VARCHAR(64) NOT NULL,
	value VARCHAR(200) NOT NULL,
	basis VARCHAR(32) NOT NULL,
	citation TEXT NOT NULL,
	CONSTRAINT pk_policy_values PRIMARY KEY (policy_version_id, "key"),
	CONSTRAINT fk_policy_values_basis FOREIGN KEY(basis) REFERENCES bases (code),
	CONSTRAINT ck_policy_values_key_length CHECK (length(key) BETWEEN 1 AND 64),
	CONSTRAINT fk_policy_values_policy_version_id FOREIGN KEY(policy_version_id) REFERENCES policy_versions (id)
);

CREATE TABLE results (
	return_id INTEGER NOT NULL,
	"row" INTEGER NOT NULL,
	script_ref VARCHAR(64) NOT NULL,
	participant_ref VARCHAR(64) NOT NULL,
	qualification VARCHAR(32) NOT NULL,
	attempt SMALLINT NOT NULL,
	status VARCHAR(32) NOT NULL,
	final_mark INTEGER,
	max_mark INTEGER,
	outcome VARCHAR(32),
	peer_moderated BOOLEAN NOT NULL,
	changed_by_peer_moderation BOOLEAN NOT NULL,
	borderline BOOLEAN NOT NULL,
	assessed_on DATE,
	CONSTRAINT pk_results PRIMARY KEY (return_id, "row"),
	CONSTRAINT uq_results_return_id_script_ref UNIQUE (return_id, script_ref),
	CONSTRAINT ck_results_status_known CHECK (status IN ('final', 'pending', 'voided')),
	CONSTRAINT ck_results_outcome_known CHECK (outcome IN ('pass', 'fail')),
	CONSTRAINT ck_results_script_ref_length CHECK (length(script_ref) BETWEEN 1 AND 64),
	CONSTRAINT ck_results_numbers_from_one CHECK (attempt >= 1 AND row >= 1),
	CONSTRAINT ck_results_settled_when_final CHECK ((status = 'final') = (outcome IS NOT NULL) AND (status = 'final') = (final_mark IS NOT NULL)),
	CONSTRAINT ck_results_final_is_whole CHECK (status <> 'final' OR (max_mark IS NOT NULL AND assessed_on IS NOT NULL)),
	CONSTRAINT ck_results_mark_in_range CHECK (final_mark BETWEEN 0 AND max_mark),
	CONSTRAINT ck_results_max_mark_in_range CHECK (max_mark BETWEEN 1 AND 10000),
	CONSTRAINT ck_results_changed_when_moderated CHECK (peer_moderated OR NOT changed_by_peer_moderation),
	CONSTRAINT fk_results_return_id FOREIGN KEY(return_id) REFERENCES returns (id)
);

CREATE TABLE results_hashes (
	return_id INTEGER NOT NULL,
	column_names VARCHAR(1000) NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	CONSTRAINT pk_results_hashes PRIMARY KEY (return_id),
	CONSTRAINT ck_results_hashes_sha256_length CHECK (length(sha256) = 64),
	CONSTRAINT fk_results_hashes_return_id FOREIGN KEY(return_id) REFERENCES returns (id)
);

CREATE TABLE window_policies (
	window_id INTEGER NOT NULL,
	policy_version_id INTEGER NOT NULL,
	fixed_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_window_policies PRIMARY KEY (window_id),
	CONSTRAINT fk_window_policies_window_id FOREIGN KEY(window_id) REFERENCES windows (id),
	CONSTRAINT fk_window_policies_policy_version_id FOREIGN KEY(policy_version_id) REFERENCES policy_versions (id)
);

CREATE INDEX ix_window_policies_policy_version_id ON window_policies (policy_version_id);

CREATE TABLE enquiries (
	provider_id INTEGER NOT NULL,
	window_id INTEGER NOT NULL,
	ground VARCHAR(32) NOT NULL,
	finding_id INTEGER NOT NULL,
	opened_by INTEGER NOT NULL,
	opened_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_enquiries PRIMARY KEY (id),
	CONSTRAINT uq_enquiries_finding_id_ground UNIQUE (finding_id, ground),
	CONSTRAINT fk_enquiries_ground FOREIGN KEY(ground) REFERENCES enquiry_grounds (code),
	CONSTRAINT fk_enquiries_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
	CONSTRAINT fk_enquiries_window_id FOREIGN KEY(window_id) REFERENCES windows (id),
	CONSTRAINT fk_enquiries_finding_id FOREIGN KEY(finding_id) REFERENCES findings (id),
	CONSTRAINT fk_enquiries_opened_by FOREIGN KEY(opened_by) REFERENCES people (id),
	CONSTRAINT uq_enquiries_public_id UNIQUE (public_id)
);

CREATE INDEX ix_enquiries_opened_by ON enquiries (opened_by);

CREATE INDEX ix_enquiries_provider_id ON enquiries (provider_id);

CREATE INDEX ix_enquiries_window_id ON enquiries (window_id);

CREATE TABLE frames (
	window_id INTEGER NOT NULL,
	provider_id INTEGER NOT NULL,
	return_id INTEGER NOT NULL,
	scripts_count INTEGER NOT NULL,
	presented_count INTEGER NOT NULL,
	pending_count INTEGER NOT NULL,
	voided_count INTEGER NOT NULL,
	salt VARCHAR(64) NOT NULL,
	digest VARCHAR(64) NOT NULL,
	late BOOLEAN NOT NULL,
	text_hash VARCHAR(64),
	round_id INTEGER NOT NULL,
	frozen_by INTEGER NOT NULL,
	frozen_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_frames PRIMARY KEY (id),
	CONSTRAINT uq_frames_window_id_provider_id UNIQUE (window_id, provider_id),
	CONSTRAINT uq_frames_id_round_id UNIQUE (id, round_id),
	CONSTRAINT ck_frames_salt_length CHECK (length(salt) = 64),
	CONSTRAINT ck_frames_digest_length CHECK (length(digest) = 64),
	CONSTRAINT ck_frames_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT ck_frames_counts_add_up CHECK (presented_count = scripts_count + pending_count + voided_count AND scripts_count >= 0 AND pending_count >= 0 AND voided_count >= 0),
	CONSTRAINT fk_frames_window_id FOREIGN KEY(window_id) REFERENCES window_policies (window_id),
	CONSTRAINT fk_frames_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
	CONSTRAINT fk_frames_return_id FOREIGN KEY(return_id) REFERENCES returns (id),
	CONSTRAINT fk_frames_round_id FOREIGN KEY(round_id) REFERENCES seed_rounds (id),
	CONSTRAINT fk_frames_frozen_by FOREIGN KEY(frozen_by) REFERENCES people (id),
	CONSTRAINT uq_frames_public_id UNIQUE (public_id)
);

CREATE INDEX ix_frames_frozen_by ON frames (frozen_by);

CREATE INDEX ix_frames_provider_id ON frames (provider_id);

CREATE INDEX ix_frames_return_id ON frames (return_id);

CREATE INDEX ix_frames_round_id ON frames (round_id);

CREATE TABLE incorrect_awards (
	investigation_id INTEGER NOT NULL,
	return_id INTEGER NOT NULL,
	"row" INTEGER NOT NULL,
	text_hash VARCHAR(64) NOT NULL,
	recorded_by INTEGER NOT NULL,
	recorded_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_incorrect_awards PRIMARY KEY (id),
	CONSTRAINT fk_incorrect_awards_return_id_row FOREIGN KEY(return_id, "row") REFERENCES results (return_id, "row"),
	CONSTRAINT uq_incorrect_awards_investigation_id_return_id_row UNIQUE (investigation_id, return_id, "row"),
	CONSTRAINT ck_incorrect_awards_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT fk_incorrect_awards_investigation_id FOREIGN KEY(investigation_id) REFERENCES investigations (id),
	CONSTRAINT fk_incorrect_awards_recorded_by FOREIGN KEY(recorded_by) REFERENCES people (id),
	CONSTRAINT uq_incorrect_awards_public_id UNIQUE (public_id)
);

CREATE INDEX ix_incorrect_awards_recorded_by ON incorrect_awards (recorded_by);

CREATE INDEX ix_incorrect_awards_return_id_row ON incorrect_awards (return_id, "row");

CREATE TABLE provider_publications (
	finding_id INTEGER NOT NULL,
	address VARCHAR(500) NOT NULL,
	published_on DATE NOT NULL,
	recorded_by INTEGER NOT NULL,
	recorded_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_provider_publications PRIMARY KEY (id),
	CONSTRAINT ck_provider_publications_address_length CHECK (length(address) BETWEEN 1 AND 500),
	CONSTRAINT fk_provider_publications_finding_id FOREIGN KEY(finding_id) REFERENCES findings (id),
	CONSTRAINT fk_provider_publications_recorded_by FOREIGN KEY(recorded_by) REFERENCES people (id),
	CONSTRAINT uq_provider_publications_public_id UNIQUE (public_id)
);

CREATE INDEX ix_provider_publications_finding_id ON provider_publications (finding_id);

CREATE INDEX ix_provider_publications_recorded_by ON provider_publications (recorded_by);

CREATE TABLE publications (
	finding_id INTEGER NOT NULL,
	published_by INTEGER NOT NULL,
	published_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_publications PRIMARY KEY (id),
	CONSTRAINT uq_publications_finding_id UNIQUE (finding_id),
	CONSTRAINT fk_publications_finding_id FOREIGN KEY(finding_id) REFERENCES findings (id),
	CONSTRAINT fk_publications_published_by FOREIGN KEY(published_by) REFERENCES people (id),
	CONSTRAINT uq_publications_public_id UNIQUE (public_id)
);

CREATE INDEX ix_publications_published_by ON publications (published_by);

CREATE TABLE reopenings (
	finding_id INTEGER NOT NULL,
	reason_code VARCHAR(32) NOT NULL,
	reopened_by INTEGER NOT NULL,
	reopened_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_reopenings PRIMARY KEY (id),
	CONSTRAINT fk_reopenings_reason_code FOREIGN KEY(reason_code) REFERENCES reopening_reasons (code),
	CONSTRAINT uq_reopenings_finding_id UNIQUE (finding_id),
	CONSTRAINT fk_reopenings_finding_id FOREIGN KEY(finding_id) REFERENCES findings (id),
	CONSTRAINT fk_reopenings_reopened_by FOREIGN KEY(reopened_by) REFERENCES people (id),
	CONSTRAINT uq_reopenings_public_id UNIQUE (public_id)
);

CREATE INDEX ix_reopenings_reopened_by ON reopenings (reopened_by);

CREATE TABLE amendments (
	frame_id INTEGER NOT NULL,
	script_ref VARCHAR(64) NOT NULL,
	field VARCHAR(32) NOT NULL,
	value_before VARCHAR(64),
	value_after VARCHAR(64),
	reason_code VARCHAR(32) NOT NULL,
	recorded_by INTEGER NOT NULL,
	recorded_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_amendments PRIMARY KEY (id),
	CONSTRAINT fk_amendments_reason_code FOREIGN KEY(reason_code) REFERENCES amendment_reasons (code),
	CONSTRAINT ck_amendments_field_known CHECK (field IN ('final_mark', 'max_mark', 'outcome', 'status', 'qualification')),
	CONSTRAINT ck_amendments_something_changed CHECK (value_before IS NULL OR value_after IS NULL OR value_before <> value_after),
	CONSTRAINT fk_amendments_frame_id FOREIGN KEY(frame_id) REFERENCES frames (id),
	CONSTRAINT fk_amendments_recorded_by FOREIGN KEY(recorded_by) REFERENCES people (id),
	CONSTRAINT uq_amendments_public_id UNIQUE (public_id)
);

CREATE INDEX ix_amendments_frame_id_script_ref ON amendments (frame_id, script_ref);

CREATE INDEX ix_amendments_recorded_by ON amendments (recorded_by);

CREATE TABLE cases (
	provider_id INTEGER NOT NULL,
	enquiry_id INTEGER,
	text_hash VARCHAR(64) NOT NULL,
	opened_by INTEGER NOT NULL,
	opened_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_cases PRIMARY KEY (id),
	CONSTRAINT ck_cases_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT fk_cases_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
	CONSTRAINT uq_cases_enquiry_id UNIQUE (enquiry_id),
	CONSTRAINT fk_cases_enquiry_id FOREIGN KEY(enquiry_id) REFERENCES enquiries (id),
	CONSTRAINT fk_cases_opened_by FOREIGN KEY(opened_by) REFERENCES people (id),
	CONSTRAINT uq_cases_public_id UNIQUE (public_id)
);

CREATE INDEX ix_cases_opened_by ON cases (opened_by);

CREATE INDEX ix_cases_provider_id ON cases (provider_id);

CREATE TABLE enquiry_events (
	enquiry_id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	text_hash VARCHAR(64) NOT NULL,
	recorded_by INTEGER NOT NULL,
	recorded_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_enquiry_events PRIMARY KEY (id),
	CONSTRAINT fk_enquiry_events_kind FOREIGN KEY(kind) REFERENCES enquiry_event_kinds (code),
	CONSTRAINT ck_enquiry_events_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT fk_enquiry_events_enquiry_id FOREIGN KEY(enquiry_id) REFERENCES enquiries (id),
	CONSTRAINT fk_enquiry_events_recorded_by FOREIGN KEY(recorded_by) REFERENCES people (id),
	CONSTRAINT uq_enquiry_events_public_id UNIQUE (public_id)
);

CREATE INDEX ix_enquiry_events_enquiry_id_id ON enquiry_events (enquiry_id, id);

CREATE INDEX ix_enquiry_events_recorded_by ON enquiry_events (recorded_by);

CREATE TABLE frame_seals (
	frame_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	turned_by INTEGER NOT NULL,
	turned_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_frame_seals PRIMARY KEY (id),
	CONSTRAINT uq_frame_seals_frame_id_number UNIQUE (frame_id, number),
	CONSTRAINT ck_frame_seals_number_from_one CHECK (number >= 1),
	CONSTRAINT fk_frame_seals_frame_id FOREIGN KEY(frame_id) REFERENCES frames (id),
	CONSTRAINT fk_frame_seals_turned_by FOREIGN KEY(turned_by) REFERENCES people (id),
	CONSTRAINT uq_frame_seals_public_id UNIQUE (public_id)
);

CREATE INDEX ix_frame_seals_turned_by ON frame_seals (turned_by);

CREATE TABLE sample_findings (
	finding_id INTEGER NOT NULL,
	frame_id INTEGER NOT NULL,
	rate_numerator INTEGER NOT NULL,
	rate_denominator INTEGER NOT NULL,
	scripts_count INTEGER NOT NULL,
	sample_count INTEGER NOT NULL,
	moderated_count INTEGER NOT NULL,
	pending_count INTEGER NOT NULL,
	missing_count INTEGER NOT NULL,
	excluded_count INTEGER NOT NULL,
	overturned_count INTEGER NOT NULL,
	pass_to_fail_count INTEGER NOT NULL,
	fail_to_pass_count INTEGER NOT NULL,
	CONSTRAINT pk_sample_findings PRIMARY KEY (finding_id),
	CONSTRAINT ck_sample_findings_rate_is_a_share CHECK (rate_numerator BETWEEN 1 AND rate_denominator),
	CONSTRAINT ck_sample_findings_sample_adds_up CHECK (sample_count = moderated_count + pending_count + missing_count),
	CONSTRAINT ck_sample_findings_nothing_pending CHECK (pending_count = 0),
	CONSTRAINT ck_sample_findings_overturns_add_up CHECK (overturned_count = pass_to_fail_count + fail_to_pass_count AND overturned_count <= moderated_count),
	CONSTRAINT ck_sample_findings_counts_nest CHECK (missing_count >= 0 AND excluded_count >= 0 AND pass_to_fail_count >= 0 AND fail_to_pass_count >= 0 AND sample_count + excluded_count <= scripts_count),
	CONSTRAINT fk_sample_findings_finding_id FOREIGN KEY(finding_id) REFERENCES findings (id),
	CONSTRAINT fk_sample_findings_frame_id FOREIGN KEY(frame_id) REFERENCES frames (id)
);

CREATE INDEX ix_sample_findings_frame_id ON sample_findings (frame_id);

CREATE TABLE seeds (
	round_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	first_frame_id INTEGER NOT NULL,
	seed VARCHAR(200) NOT NULL,
	recorded_by INTEGER NOT NULL,
	recorded_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_seeds PRIMARY KEY (id),
	CONSTRAINT fk_seeds_first_frame_id_round_id FOREIGN KEY(first_frame_id, round_id) REFERENCES frames (id, round_id),
	CONSTRAINT uq_seeds_id_round_id UNIQUE (id, round_id),
	CONSTRAINT uq_seeds_id_round_id_recorded_by UNIQUE (id, round_id, recorded_by),
	CONSTRAINT uq_seeds_round_id_number UNIQUE (round_id, number),
	CONSTRAINT ck_seeds_number_from_one CHECK (number >= 1),
	CONSTRAINT ck_seeds_seed_length CHECK (length(seed) BETWEEN 20 AND 200),
	CONSTRAINT fk_seeds_round_id FOREIGN KEY(round_id) REFERENCES seed_rounds (id),
	CONSTRAINT fk_seeds_recorded_by FOREIGN KEY(recorded_by) REFERENCES people (id),
	CONSTRAINT uq_seeds_public_id UNIQUE (public_id)
);

CREATE INDEX ix_seeds_first_frame_id_round_id ON seeds (first_frame_id, round_id);

CREATE INDEX ix_seeds_recorded_by ON seeds (recorded_by);

CREATE TABLE decisions (
	case_id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	ground VARCHAR(32),
	text_hash VARCHAR(64) NOT NULL,
	proposed_by INTEGER NOT NULL,
	proposed_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_decisions PRIMARY KEY (id),
	CONSTRAINT uq_decisions_id_proposed_by UNIQUE (id, proposed_by),
	CONSTRAINT fk_decisions_kind FOREIGN KEY(kind) REFERENCES decision_kinds (code),
	CONSTRAINT fk_decisions_ground FOREIGN KEY(ground) REFERENCES grounds (code),
	CONSTRAINT ck_decisions_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT ck_decisions_revocation_has_a_ground CHECK ((kind = 'revocation') = (ground IS NOT NULL)),
	CONSTRAINT fk_decisions_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
	CONSTRAINT fk_decisions_proposed_by FOREIGN KEY(proposed_by) REFERENCES people (id),
	CONSTRAINT uq_decisions_public_id UNIQUE (public_id)
);

CREATE INDEX ix_decisions_case_id_id ON decisions (case_id, id);

CREATE INDEX ix_decisions_proposed_by ON decisions (proposed_by);

CREATE TABLE evidence (
	case_id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	ground VARCHAR(32),
	side VARCHAR(32) NOT NULL,
	facts VARCHAR(1000) NOT NULL,
	source_id VARCHAR(36),
	text_hash VARCHAR(64),
	gathered_by INTEGER NOT NULL,
	gathered_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_evidence PRIMARY KEY (id),
	CONSTRAINT fk_evidence_kind FOREIGN KEY(kind) REFERENCES evidence_kinds (code),
	CONSTRAINT fk_evidence_ground FOREIGN KEY(ground) REFERENCES grounds (code),
	CONSTRAINT fk_evidence_side FOREIGN KEY(side) REFERENCES sides (code),
	CONSTRAINT ck_evidence_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT ck_evidence_facts_length CHECK (length(facts) BETWEEN 2 AND 1000),
	CONSTRAINT ck_evidence_record_or_note CHECK ((source_id IS NULL) <> (text_hash IS NULL)),
	CONSTRAINT fk_evidence_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
	CONSTRAINT fk_evidence_gathered_by FOREIGN KEY(gathered_by) REFERENCES people (id),
	CONSTRAINT uq_evidence_public_id UNIQUE (public_id)
);

CREATE INDEX ix_evidence_case_id_id ON evidence (case_id, id);

CREATE INDEX ix_evidence_gathered_by ON evidence (gathered_by);

CREATE TABLE finding_breakdowns (
	finding_id INTEGER NOT NULL,
	dimension VARCHAR(32) NOT NULL,
	value VARCHAR(32) NOT NULL,
	scripts_count INTEGER NOT NULL,
	moderated_count INTEGER NOT NULL,
	missing_count INTEGER NOT NULL,
	excluded_count INTEGER NOT NULL,
	pass_to_fail_count INTEGER NOT NULL,
	fail_to_pass_count INTEGER NOT NULL,
	CONSTRAINT pk_finding_breakdowns PRIMARY KEY (finding_id, dimension, value),
	CONSTRAINT fk_finding_breakdowns_dimension FOREIGN KEY(dimension) REFERENCES dimensions (code),
	CONSTRAINT ck_finding_breakdowns_overturned_nest CHECK (pass_to_fail_count + fail_to_pass_count <= moderated_count),
	CONSTRAINT ck_finding_breakdowns_overturned_not_negative CHECK (pass_to_fail_count >= 0 AND fail_to_pass_count >= 0),
	CONSTRAINT ck_finding_breakdowns_sampled_nest CHECK (missing_count >= 0 AND excluded_count >= 0 AND moderated_count + missing_count + excluded_count <= scripts_count),
	CONSTRAINT fk_finding_breakdowns_finding_id FOREIGN KEY(finding_id) REFERENCES sample_findings (finding_id)
);

CREATE TABLE seed_confirmations (
	seed_id INTEGER NOT NULL,
	round_id INTEGER NOT NULL,
	recorded_by INTEGER NOT NULL,
	confirmed_by INTEGER NOT NULL,
	confirmed_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_seed_confirmations PRIMARY KEY (id),
	CONSTRAINT fk_seed_confirmations_seed_id_round_id_recorded_by FOREIGN KEY(seed_id, round_id, recorded_by) REFERENCES seeds (id, round_id, recorded_by),
	CONSTRAINT ck_seed_confirmations_two_people CHECK (recorded_by <> confirmed_by),
	CONSTRAINT uq_seed_confirmations_seed_id UNIQUE (seed_id),
	CONSTRAINT uq_seed_confirmations_round_id UNIQUE (round_id),
	CONSTRAINT fk_seed_confirmations_confirmed_by FOREIGN KEY(confirmed_by) REFERENCES people (id),
	CONSTRAINT uq_seed_confirmations_public_id UNIQUE (public_id)
);

CREATE INDEX ix_seed_confirmations_confirmed_by ON seed_confirmations (confirmed_by);

CREATE TABLE appeals (
	decision_id INTEGER NOT NULL,
	text_hash VARCHAR(64) NOT NULL,
	lodged_by INTEGER NOT NULL,
	lodged_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_appeals PRIMARY KEY (id),
	CONSTRAINT ck_appeals_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT uq_appeals_decision_id UNIQUE (decision_id),
	CONSTRAINT fk_appeals_decision_id FOREIGN KEY(decision_id) REFERENCES decisions (id),
	CONSTRAINT fk_appeals_lodged_by FOREIGN KEY(lodged_by) REFERENCES people (id),
	CONSTRAINT uq_appeals_public_id UNIQUE (public_id)
);

CREATE INDEX ix_appeals_lodged_by ON appeals (lodged_by);

CREATE TABLE decision_confirmations (
	decision_id INTEGER NOT NULL,
	proposed_by INTEGER NOT NULL,
	confirmed_by INTEGER NOT NULL,
	confirmed_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_decision_confirmations PRIMARY KEY (decision_id),
	CONSTRAINT fk_decision_confirmations_decision_id_proposed_by FOREIGN KEY(decision_id, proposed_by) REFERENCES decisions (id, proposed_by),
	CONSTRAINT ck_decision_confirmations_two_officials CHECK (confirmed_by <> proposed_by),
	CONSTRAINT fk_decision_confirmations_confirmed_by FOREIGN KEY(confirmed_by) REFERENCES people (id)
);

CREATE INDEX ix_decision_confirmations_confirmed_by ON decision_confirmations (confirmed_by);

CREATE INDEX ix_decision_confirmations_decision_id_proposed_by ON decision_confirmations (decision_id, proposed_by);

CREATE TABLE decision_withdrawals (
	decision_id INTEGER NOT NULL,
	withdrawn_by INTEGER NOT NULL,
	withdrawn_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_decision_withdrawals PRIMARY KEY (decision_id),
	CONSTRAINT fk_decision_withdrawals_decision_id FOREIGN KEY(decision_id) REFERENCES decisions (id),
	CONSTRAINT fk_decision_withdrawals_withdrawn_by FOREIGN KEY(withdrawn_by) REFERENCES people (id)
);

CREATE INDEX ix_decision_withdrawals_withdrawn_by ON decision_withdrawals (withdrawn_by);

CREATE TABLE draws (
	frame_id INTEGER NOT NULL,
	round_id INTEGER NOT NULL,
	seed_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	sample_count INTEGER NOT NULL,
	rate_numerator INTEGER NOT NULL,
	rate_denominator INTEGER NOT NULL,
	certificate TEXT NOT NULL,
	private_part TEXT NOT NULL,
	key_id VARCHAR(64) NOT NULL,
	audit_head VARCHAR(64) NOT NULL,
	drawn_by INTEGER NOT NULL,
	drawn_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_draws PRIMARY KEY (id),
	CONSTRAINT fk_draws_frame_id_round_id FOREIGN KEY(frame_id, round_id) REFERENCES frames (id, round_id),
	CONSTRAINT fk_draws_seed_id_round_id FOREIGN KEY(seed_id, round_id) REFERENCES seeds (id, round_id),
	CONSTRAINT fk_draws_seed_id FOREIGN KEY(seed_id) REFERENCES seed_confirmations (seed_id),
	CONSTRAINT uq_draws_frame_id_number UNIQUE (frame_id, number),
	CONSTRAINT uq_draws_id_frame_id UNIQUE (id, frame_id),
	CONSTRAINT fk_draws_kind FOREIGN KEY(kind) REFERENCES draw_kinds (code),
	CONSTRAINT ck_draws_audit_head_length CHECK (length(audit_head) = 64),
	CONSTRAINT ck_draws_key_id_length CHECK (length(key_id) = 64),
	CONSTRAINT ck_draws_metric_is_first CHECK ((number = 1) = (kind = 'metric') AND number >= 1),
	CONSTRAINT ck_draws_sample_not_empty CHECK (sample_count >= 1),
	CONSTRAINT ck_draws_rate_is_a_share CHECK (rate_numerator BETWEEN 1 AND rate_denominator),
	CONSTRAINT fk_draws_drawn_by FOREIGN KEY(drawn_by) REFERENCES people (id),
	CONSTRAINT uq_draws_public_id UNIQUE (public_id)
);

CREATE INDEX ix_draws_drawn_by ON draws (drawn_by);

CREATE INDEX ix_draws_frame_id_round_id ON draws (frame_id, round_id);

CREATE INDEX ix_draws_seed_id_round_id ON draws (seed_id, round_id);

CREATE TABLE remedial_actions (
	decision_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	due_on DATE NOT NULL,
	text_hash VARCHAR(64) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_remedial_actions PRIMARY KEY (id),
	CONSTRAINT uq_remedial_actions_decision_id_number UNIQUE (decision_id, number),
	CONSTRAINT ck_remedial_actions_number_from_one CHECK (number >= 1),
	CONSTRAINT ck_remedial_actions_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT fk_remedial_actions_decision_id FOREIGN KEY(decision_id) REFERENCES decisions (id),
	CONSTRAINT uq_remedial_actions_public_id UNIQUE (public_id)
);

CREATE TABLE remedial_evidence (
	action_id INTEGER NOT NULL,
	text_hash VARCHAR(64) NOT NULL,
	submitted_by INTEGER NOT NULL,
	submitted_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_remedial_evidence PRIMARY KEY (id),
	CONSTRAINT ck_remedial_evidence_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT fk_remedial_evidence_action_id FOREIGN KEY(action_id) REFERENCES remedial_actions (id),
	CONSTRAINT fk_remedial_evidence_submitted_by FOREIGN KEY(submitted_by) REFERENCES people (id),
	CONSTRAINT uq_remedial_evidence_public_id UNIQUE (public_id)
);

CREATE INDEX ix_remedial_evidence_action_id_id ON remedial_evidence (action_id, id);

CREATE INDEX ix_remedial_evidence_submitted_by ON remedial_evidence (submitted_by);

CREATE TABLE remedial_judgements (
	action_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	verdict VARCHAR(32) NOT NULL,
	text_hash VARCHAR(64) NOT NULL,
	judged_by INTEGER NOT NULL,
	judged_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_remedial_judgements PRIMARY KEY (id),
	CONSTRAINT uq_remedial_judgements_action_id_number UNIQUE (action_id, number),
	CONSTRAINT ck_remedial_judgements_number_from_one CHECK (number >= 1),
	CONSTRAINT fk_remedial_judgements_verdict FOREIGN KEY(verdict) REFERENCES verdicts (code),
	CONSTRAINT ck_remedial_judgements_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT fk_remedial_judgements_action_id FOREIGN KEY(action_id) REFERENCES remedial_actions (id),
	CONSTRAINT fk_remedial_judgements_judged_by FOREIGN KEY(judged_by) REFERENCES people (id),
	CONSTRAINT uq_remedial_judgements_public_id UNIQUE (public_id)
);

CREATE INDEX ix_remedial_judgements_judged_by ON remedial_judgements (judged_by);

CREATE TABLE sampled_scripts (
	frame_id INTEGER NOT NULL,
	draw_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	rank INTEGER NOT NULL,
	ticket VARCHAR(80) NOT NULL,
	purpose VARCHAR(32) NOT NULL,
	return_id INTEGER NOT NULL,
	"row" INTEGER NOT NULL,
	script_ref VARCHAR(64) NOT NULL,
	alias VARCHAR(16) NOT NULL,
	due_on DATE NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_sampled_scripts PRIMARY KEY (id),
	CONSTRAINT fk_sampled_scripts_draw_id_frame_id FOREIGN KEY(draw_id, frame_id) REFERENCES draws (id, frame_id),
	CONSTRAINT fk_sampled_scripts_return_id_row FOREIGN KEY(return_id, "row") REFERENCES results (return_id, "row"),
	CONSTRAINT uq_sampled_scripts_frame_id_position UNIQUE (frame_id, position),
	CONSTRAINT uq_sampled_scripts_frame_id_rank UNIQUE (frame_id, rank),
	CONSTRAINT uq_sampled_scripts_frame_id_script_ref UNIQUE (frame_id, script_ref),
	CONSTRAINT fk_sampled_scripts_purpose FOREIGN KEY(purpose) REFERENCES purposes (code),
	CONSTRAINT ck_sampled_scripts_alias_length CHECK (length(alias) BETWEEN 10 AND 16),
	CONSTRAINT ck_sampled_scripts_numbers_from_one CHECK (position >= 1 AND rank >= 1),
	CONSTRAINT uq_sampled_scripts_alias UNIQUE (alias),
	CONSTRAINT uq_sampled_scripts_public_id UNIQUE (public_id)
);

CREATE INDEX ix_sampled_scripts_draw_id_frame_id ON sampled_scripts (draw_id, frame_id);

CREATE INDEX ix_sampled_scripts_due_on ON sampled_scripts (due_on);

CREATE INDEX ix_sampled_scripts_return_id_row ON sampled_scripts (return_id, "row");

CREATE TABLE adjudications (
	sampled_script_id INTEGER NOT NULL,
	decision VARCHAR(32) NOT NULL,
	outcome VARCHAR(32),
	mark INTEGER,
	max_mark INTEGER,
	text_hash VARCHAR(64) NOT NULL,
	decided_by INTEGER NOT NULL,
	decided_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_adjudications PRIMARY KEY (id),
	CONSTRAINT fk_adjudications_decision FOREIGN KEY(decision) REFERENCES adjudication_decisions (code),
	CONSTRAINT fk_adjudications_outcome FOREIGN KEY(outcome) REFERENCES outcomes (code),
	CONSTRAINT ck_adjudications_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT ck_adjudications_mark_in_range CHECK ((mark IS NULL) = (max_mark IS NULL) AND (mark IS NULL OR (max_mark BETWEEN 1 AND 10000 AND mark BETWEEN 0 AND max_mark))),
	CONSTRAINT ck_adjudications_outcome_unless_referred CHECK ((decision = 'refer_back') = (outcome IS NULL)),
	CONSTRAINT fk_adjudications_sampled_script_id FOREIGN KEY(sampled_script_id) REFERENCES sampled_scripts (id),
	CONSTRAINT fk_adjudications_decided_by FOREIGN KEY(decided_by) REFERENCES people (id),
	CONSTRAINT uq_adjudications_public_id UNIQUE (public_id)
);

CREATE INDEX ix_adjudications_decided_by ON adjudications (decided_by);

CREATE INDEX ix_adjudications_sampled_script_id ON adjudications (sampled_script_id);

CREATE TABLE allocations (
	sampled_script_id INTEGER NOT NULL,
	moderator_id INTEGER NOT NULL,
	role VARCHAR(32) NOT NULL,
	allocated_by INTEGER NOT NULL,
	allocated_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_allocations PRIMARY KEY (id),
	CONSTRAINT uq_allocations_sampled_script_id_moderator_id UNIQUE (sampled_script_id, moderator_id),
	CONSTRAINT fk_allocations_role FOREIGN KEY(role) REFERENCES marking_roles (code),
	CONSTRAINT fk_allocations_sampled_script_id FOREIGN KEY(sampled_script_id) REFERENCES sampled_scripts (id),
	CONSTRAINT fk_allocations_moderator_id FOREIGN KEY(moderator_id) REFERENCES people (id),
	CONSTRAINT fk_allocations_allocated_by FOREIGN KEY(allocated_by) REFERENCES people (id),
	CONSTRAINT uq_allocations_public_id UNIQUE (public_id)
);

CREATE INDEX ix_allocations_allocated_by ON allocations (allocated_by);

CREATE INDEX ix_allocations_moderator_id ON allocations (moderator_id);

CREATE TABLE comments (
	finding_id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	sampled_script_id INTEGER,
	text_hash VARCHAR(64),
	commented_by INTEGER NOT NULL,
	commented_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_comments PRIMARY KEY (id),
	CONSTRAINT fk_comments_kind FOREIGN KEY(kind) REFERENCES comment_kinds (code),
	CONSTRAINT ck_comments_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT ck_comments_text_unless_none CHECK ((kind = 'none') = (text_hash IS NULL)),
	CONSTRAINT ck_comments_script_named CHECK ((kind = 'representation') = (sampled_script_id IS NOT NULL)),
	CONSTRAINT fk_comments_finding_id FOREIGN KEY(finding_id) REFERENCES findings (id),
	CONSTRAINT fk_comments_sampled_script_id FOREIGN KEY(sampled_script_id) REFERENCES sampled_scripts (id),
	CONSTRAINT fk_comments_commented_by FOREIGN KEY(commented_by) REFERENCES people (id),
	CONSTRAINT uq_comments_public_id UNIQUE (public_id)
);

CREATE INDEX ix_comments_commented_by ON comments (commented_by);

CREATE INDEX ix_comments_finding_id_id ON comments (finding_id, id);

CREATE INDEX ix_comments_sampled_script_id ON comments (sampled_script_id);

CREATE TABLE outcome_corrections (
	sampled_script_id INTEGER NOT NULL,
	corrects INTEGER NOT NULL,
	outcome VARCHAR(32) NOT NULL,
	mark INTEGER,
	max_mark INTEGER,
	text_hash VARCHAR(64) NOT NULL,
	proposed_by INTEGER NOT NULL,
	proposed_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_outcome_corrections PRIMARY KEY (id),
	CONSTRAINT uq_outcome_corrections_id_proposed_by UNIQUE (id, proposed_by),
	CONSTRAINT fk_outcome_corrections_outcome FOREIGN KEY(outcome) REFERENCES outcomes (code),
	CONSTRAINT ck_outcome_corrections_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT ck_outcome_corrections_mark_in_range CHECK ((mark IS NULL) = (max_mark IS NULL) AND (mark IS NULL OR (max_mark BETWEEN 1 AND 10000 AND mark BETWEEN 0 AND max_mark))),
	CONSTRAINT ck_outcome_corrections_corrects_from_one CHECK (corrects >= 1),
	CONSTRAINT fk_outcome_corrections_sampled_script_id FOREIGN KEY(sampled_script_id) REFERENCES sampled_scripts (id),
	CONSTRAINT fk_outcome_corrections_proposed_by FOREIGN KEY(proposed_by) REFERENCES people (id),
	CONSTRAINT uq_outcome_corrections_public_id UNIQUE (public_id)
);

CREATE INDEX ix_outcome_corrections_proposed_by ON outcome_corrections (proposed_by);

CREATE INDEX ix_outcome_corrections_sampled_script_id ON outcome_corrections (sampled_script_id);

CREATE TABLE reveals (
	sampled_script_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	revealed_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_reveals PRIMARY KEY (sampled_script_id, person_id),
	CONSTRAINT fk_reveals_sampled_script_id FOREIGN KEY(sampled_script_id) REFERENCES sampled_scripts (id),
	CONSTRAINT fk_reveals_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_reveals_person_id ON reveals (person_id);

CREATE TABLE script_events (
	sampled_script_id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	reason_code VARCHAR(32),
	sha256 VARCHAR(64),
	byte_count BIGINT,
	due_on DATE,
	takes_reason BOOLEAN NOT NULL,
	takes_day BOOLEAN NOT NULL,
	proposal_id INTEGER,
	proposed_by INTEGER,
	recorded_by INTEGER,
	recorded_by_token INTEGER,
	recorded_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_script_events PRIMARY KEY (id),
	CONSTRAINT uq_script_events_id_sampled_script_id_recorded_by UNIQUE (id, sampled_script_id, recorded_by),
	CONSTRAINT fk_script_events_proposal_id_sampled_script_id_proposed_by FOREIGN KEY(proposal_id, sampled_script_id, proposed_by) REFERENCES script_events (id, sampled_script_id, recorded_by),
	CONSTRAINT fk_script_events_kind_takes_reason_takes_day FOREIGN KEY(kind, takes_reason, takes_day) REFERENCES script_event_kinds (code, takes_reason, takes_day),
	CONSTRAINT fk_script_events_reason_code FOREIGN KEY(reason_code) REFERENCES script_reasons (code),
	CONSTRAINT fk_script_events_kind_reason_code FOREIGN KEY(kind, reason_code) REFERENCES script_event_reasons (kind, reason_code),
	CONSTRAINT ck_script_events_sha256_length CHECK (length(sha256) = 64),
	CONSTRAINT ck_script_events_reason_when_taken CHECK (takes_reason = (reason_code IS NOT NULL)),
	CONSTRAINT ck_script_events_day_when_taken CHECK (takes_day = (due_on IS NOT NULL)),
	CONSTRAINT ck_script_events_one_recorder CHECK ((recorded_by IS NULL) <> (recorded_by_token IS NULL)),
	CONSTRAINT ck_script_events_bytes_not_negative CHECK (byte_count >= 0),
	CONSTRAINT ck_script_events_file_when_supplied CHECK ((sha256 IS NULL) = (byte_count IS NULL) AND (kind = 'supplied' OR sha256 IS NULL)),
	CONSTRAINT ck_script_events_answers_a_proposal CHECK ((kind IN ('exclusion_approved', 'exclusion_refused')) = (proposal_id IS NOT NULL) AND (proposal_id IS NULL) = (proposed_by IS NULL)),
	CONSTRAINT ck_script_events_person_proposes CHECK (kind <> 'exclusion_proposed' OR recorded_by IS NOT NULL),
	CONSTRAINT ck_script_events_two_people CHECK (recorded_by <> proposed_by),
	CONSTRAINT fk_script_events_sampled_script_id FOREIGN KEY(sampled_script_id) REFERENCES sampled_scripts (id),
	CONSTRAINT uq_script_events_proposal_id UNIQUE (proposal_id),
	CONSTRAINT fk_script_events_recorded_by FOREIGN KEY(recorded_by) REFERENCES people (id),
	CONSTRAINT fk_script_events_recorded_by_token FOREIGN KEY(recorded_by_token) REFERENCES tokens (id),
	CONSTRAINT uq_script_events_public_id UNIQUE (public_id)
);

CREATE INDEX ix_script_events_recorded_by ON script_events (recorded_by);

CREATE INDEX ix_script_events_recorded_by_token ON script_events (recorded_by_token);

CREATE INDEX ix_script_events_sampled_script_id_id ON script_events (sampled_script_id, id);

CREATE UNIQUE INDEX uq_script_events_excluded_or_marked ON script_events (sampled_script_id) WHERE kind IN ('exclusion_approved', 'marking_started');

CREATE TABLE allocation_ends (
	allocation_id INTEGER NOT NULL,
	reason_code VARCHAR(32) NOT NULL,
	ended_by INTEGER NOT NULL,
	ended_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_allocation_ends PRIMARY KEY (allocation_id),
	CONSTRAINT fk_allocation_ends_reason_code FOREIGN KEY(reason_code) REFERENCES allocation_end_reasons (code),
	CONSTRAINT fk_allocation_ends_allocation_id FOREIGN KEY(allocation_id) REFERENCES allocations (id),
	CONSTRAINT fk_allocation_ends_ended_by FOREIGN KEY(ended_by) REFERENCES people (id)
);

CREATE INDEX ix_allocation_ends_ended_by ON allocation_ends (ended_by);

CREATE TABLE comment_answers (
	comment_id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	text_hash VARCHAR(64) NOT NULL,
	answered_by INTEGER NOT NULL,
	answered_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_comment_answers PRIMARY KEY (id),
	CONSTRAINT fk_comment_answers_kind FOREIGN KEY(kind) REFERENCES answer_kinds (code),
	CONSTRAINT ck_comment_answers_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT uq_comment_answers_comment_id UNIQUE (comment_id),
	CONSTRAINT fk_comment_answers_comment_id FOREIGN KEY(comment_id) REFERENCES comments (id),
	CONSTRAINT fk_comment_answers_answered_by FOREIGN KEY(answered_by) REFERENCES people (id),
	CONSTRAINT uq_comment_answers_public_id UNIQUE (public_id)
);

CREATE INDEX ix_comment_answers_answered_by ON comment_answers (answered_by);

CREATE TABLE correction_refusals (
	correction_id INTEGER NOT NULL,
	refused_by INTEGER NOT NULL,
	refused_at VARCHAR(27) NOT NULL,
	CONSTRAINT pk_correction_refusals PRIMARY KEY (correction_id),
	CONSTRAINT fk_correction_refusals_correction_id FOREIGN KEY(correction_id) REFERENCES outcome_corrections (id),
	CONSTRAINT fk_correction_refusals_refused_by FOREIGN KEY(refused_by) REFERENCES people (id)
);

CREATE INDEX ix_correction_refusals_refused_by ON correction_refusals (refused_by);

CREATE TABLE judgements (
	allocation_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	scheme_id INTEGER,
	total_mark INTEGER,
	max_mark INTEGER,
	outcome VARCHAR(32) NOT NULL,
	reason_code VARCHAR(32) NOT NULL,
	total_misleads BOOLEAN NOT NULL,
	supersedes_id INTEGER,
	text_hash VARCHAR(64),
	submitted_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_judgements PRIMARY KEY (id),
	CONSTRAINT uq_judgements_allocation_id_number UNIQUE (allocation_id, number),
	CONSTRAINT uq_judgements_allocation_id_id UNIQUE (allocation_id, id),
	CONSTRAINT fk_judgements_allocation_id_supersedes_id FOREIGN KEY(allocation_id, supersedes_id) REFERENCES judgements (allocation_id, id),
	CONSTRAINT fk_judgements_outcome FOREIGN KEY(outcome) REFERENCES outcomes (code),
	CONSTRAINT fk_judgements_reason_code FOREIGN KEY(reason_code) REFERENCES judgement_reasons (code),
	CONSTRAINT ck_judgements_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT ck_judgements_total_mark_in_range CHECK ((total_mark IS NULL) = (max_mark IS NULL) AND (total_mark IS NULL OR (max_mark BETWEEN 1 AND 10000 AND total_mark BETWEEN 0 AND max_mark))),
	CONSTRAINT ck_judgements_corrects_the_last CHECK ((number = 1) = (supersedes_id IS NULL) AND number >= 1),
	CONSTRAINT ck_judgements_reason_when_corrected CHECK ((number > 1) = (reason_code = 'correction')),
	CONSTRAINT ck_judgements_misleads_why CHECK (NOT total_misleads OR (scheme_id IS NOT NULL AND text_hash IS NOT NULL)),
	CONSTRAINT fk_judgements_allocation_id FOREIGN KEY(allocation_id) REFERENCES allocations (id),
	CONSTRAINT fk_judgements_scheme_id FOREIGN KEY(scheme_id) REFERENCES schemes (id),
	CONSTRAINT uq_judgements_supersedes_id UNIQUE (supersedes_id),
	CONSTRAINT uq_judgements_public_id UNIQUE (public_id)
);

CREATE INDEX ix_judgements_scheme_id ON judgements (scheme_id);

CREATE TABLE settlements (
	sampled_script_id INTEGER NOT NULL,
	sequence INTEGER NOT NULL,
	national_outcome VARCHAR(32) NOT NULL,
	national_mark INTEGER,
	max_mark INTEGER,
	how VARCHAR(32) NOT NULL,
	adjudication_id INTEGER,
	correction_id INTEGER,
	proposed_by INTEGER,
	import_id INTEGER,
	text_hash VARCHAR(64),
	settled_by INTEGER NOT NULL,
	settled_at VARCHAR(27) NOT NULL,
	id INTEGER NOT NULL,
	public_id CHAR(32) NOT NULL,
	CONSTRAINT pk_settlements PRIMARY KEY (id),
	CONSTRAINT uq_settlements_sampled_script_id_sequence UNIQUE (sampled_script_id, sequence),
	CONSTRAINT fk_settlements_correction_id_proposed_by FOREIGN KEY(correction_id, proposed_by) REFERENCES outcome_corrections (id, proposed_by),
	CONSTRAINT fk_settlements_national_outcome FOREIGN KEY(national_outcome) REFERENCES outcomes (code),
	CONSTRAINT fk_settlements_how FOREIGN KEY(how) REFERENCES ways_of_settling (code),
	CONSTRAINT ck_settlements_text_hash_length CHECK (length(text_hash) = 64),
	CONSTRAINT ck_settlements_national_mark_in_range CHECK ((national_mark IS NULL) = (max_mark IS NULL) AND (national_mark IS NULL OR (max_mark BETWEEN 1 AND 10000 AND national_mark BETWEEN 0 AND max_mark))),
	CONSTRAINT ck_settlements_sequence_from_one CHECK (sequence >= 1),
	CONSTRAINT ck_settlements_import_named CHECK ((how = 'imported') = (import_id IS NOT NULL)),
	CONSTRAINT ck_settlements_correction_named CHECK ((how = 'corrected') = (correction_id IS NOT NULL) AND (correction_id IS NULL) = (proposed_by IS NULL)),
	CONSTRAINT ck_settlements_two_people CHECK (proposed_by <> settled_by),
	CONSTRAINT ck_settlements_adjudication_named CHECK ((how IN ('adjudicated', 're_adjudicated')) = (adjudication_id IS NOT NULL)),
	CONSTRAINT fk_settlements_sampled_script_id FOREIGN KEY(sampled_script_id) REFERENCES sampled_scripts (id),
	CONSTRAINT uq_settlements_adjudication_id UNIQUE (adjudication_id),
	CONSTRAINT fk_settlements_adjudication_id FOREIGN KEY(adjudication_id) REFERENCES adjudications (id),
	CONSTRAINT uq_settlements_correction_id UNIQUE (correction_id),
	CONSTRAINT fk_settlements_import_id FOREIGN KEY(import_id) REFERENCES outcome_imports (id),
	CONSTRAINT fk_settlements_settled_by FOREIGN KEY(settled_by) REFERENCES people (id),
	CONSTRAINT uq_settlements_public_id UNIQUE (public_id)
);

CREATE INDEX ix_settlements_import_id ON settlements (import_id);

CREATE INDEX ix_settlements_settled_by ON settlements (settled_by);

CREATE TABLE judgement_scores (
	judgement_id INTEGER NOT NULL,
	criterion_id INTEGER NOT NULL,
	score INTEGER NOT NULL,
	CONSTRAINT pk_judgement_scores PRIMARY KEY (judgement_id, criterion_id),
	CONSTRAINT ck_judgement_scores_score_not_negative CHECK (score >= 0),
	CONSTRAINT fk_judgement_scores_judgement_id FOREIGN KEY(judgement_id) REFERENCES judgements (id),
	CONSTRAINT fk_judgement_scores_criterion_id FOREIGN KEY(criterion_id) REFERENCES criteria (id)
);

CREATE INDEX ix_judgement_scores_criterion_id ON judgement_scores (criterion_id);

CREATE TRIGGER accreditations_kept_from_update BEFORE UPDATE ON accreditations BEGIN SELECT RAISE(ABORT, 'The table accreditations keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER accreditations_kept_from_delete BEFORE DELETE ON accreditations BEGIN SELECT RAISE(ABORT, 'The table accreditations keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER accreditations_kept_from_replace BEFORE INSERT ON accreditations BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: accreditations.code') WHERE EXISTS (SELECT 1 FROM accreditations WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: accreditations.rowid') WHERE EXISTS (SELECT 1 FROM accreditations WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER adjudication_decisions_kept_from_update BEFORE UPDATE ON adjudication_decisions BEGIN SELECT RAISE(ABORT, 'The table adjudication_decisions keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER adjudication_decisions_kept_from_delete BEFORE DELETE ON adjudication_decisions BEGIN SELECT RAISE(ABORT, 'The table adjudication_decisions keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER adjudication_decisions_kept_from_replace BEFORE INSERT ON adjudication_decisions BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: adjudication_decisions.code') WHERE EXISTS (SELECT 1 FROM adjudication_decisions WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: adjudication_decisions.rowid') WHERE EXISTS (SELECT 1 FROM adjudication_decisions WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER adjudications_kept_from_update BEFORE UPDATE ON adjudications BEGIN SELECT RAISE(ABORT, 'The table adjudications keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER adjudications_kept_from_delete BEFORE DELETE ON adjudications BEGIN SELECT RAISE(ABORT, 'The table adjudications keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER adjudications_kept_from_replace BEFORE INSERT ON adjudications BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: adjudications.id') WHERE EXISTS (SELECT 1 FROM adjudications WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: adjudications.public_id') WHERE EXISTS (SELECT 1 FROM adjudications WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER allocation_end_reasons_kept_from_update BEFORE UPDATE ON allocation_end_reasons BEGIN SELECT RAISE(ABORT, 'The table allocation_end_reasons keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER allocation_end_reasons_kept_from_delete BEFORE DELETE ON allocation_end_reasons BEGIN SELECT RAISE(ABORT, 'The table allocation_end_reasons keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER allocation_end_reasons_kept_from_replace BEFORE INSERT ON allocation_end_reasons BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: allocation_end_reasons.code') WHERE EXISTS (SELECT 1 FROM allocation_end_reasons WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: allocation_end_reasons.rowid') WHERE EXISTS (SELECT 1 FROM allocation_end_reasons WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER allocation_ends_kept_from_update BEFORE UPDATE ON allocation_ends BEGIN SELECT RAISE(ABORT, 'The table allocation_ends keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER allocation_ends_kept_from_delete BEFORE DELETE ON allocation_ends BEGIN SELECT RAISE(ABORT, 'The table allocation_ends keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER allocation_ends_kept_from_replace BEFORE INSERT ON allocation_ends BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: allocation_ends.allocation_id') WHERE EXISTS (SELECT 1 FROM allocation_ends WHERE "allocation_id" = NEW."allocation_id"); END;

CREATE TRIGGER allocations_kept_from_update BEFORE UPDATE ON allocations BEGIN SELECT RAISE(ABORT, 'The table allocations keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER allocations_kept_from_delete BEFORE DELETE ON allocations BEGIN SELECT RAISE(ABORT, 'The table allocations keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER allocations_kept_from_replace BEFORE INSERT ON allocations BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: allocations.id') WHERE EXISTS (SELECT 1 FROM allocations WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: allocations.public_id') WHERE EXISTS (SELECT 1 FROM allocations WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: allocations.sampled_script_id, allocations.moderator_id') WHERE EXISTS (SELECT 1 FROM allocations WHERE "sampled_script_id" = NEW."sampled_script_id" AND "moderator_id" = NEW."moderator_id"); END;

CREATE TRIGGER amendment_reasons_kept_from_update BEFORE UPDATE ON amendment_reasons BEGIN SELECT RAISE(ABORT, 'The table amendment_reasons keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER amendment_reasons_kept_from_delete BEFORE DELETE ON amendment_reasons BEGIN SELECT RAISE(ABORT, 'The table amendment_reasons keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER amendment_reasons_kept_from_replace BEFORE INSERT ON amendment_reasons BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: amendment_reasons.code') WHERE EXISTS (SELECT 1 FROM amendment_reasons WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: amendment_reasons.rowid') WHERE EXISTS (SELECT 1 FROM amendment_reasons WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER amendments_kept_from_update BEFORE UPDATE ON amendments BEGIN SELECT RAISE(ABORT, 'The table amendments keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER amendments_kept_from_delete BEFORE DELETE ON amendments BEGIN SELECT RAISE(ABORT, 'The table amendments keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER amendments_kept_from_replace BEFORE INSERT ON amendments BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: amendments.id') WHERE EXISTS (SELECT 1 FROM amendments WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: amendments.public_id') WHERE EXISTS (SELECT 1 FROM amendments WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER answer_kinds_kept_from_update BEFORE UPDATE ON answer_kinds BEGIN SELECT RAISE(ABORT, 'The table answer_kinds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER answer_kinds_kept_from_delete BEFORE DELETE ON answer_kinds BEGIN SELECT RAISE(ABORT, 'The table answer_kinds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER answer_kinds_kept_from_replace BEFORE INSERT ON answer_kinds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: answer_kinds.code') WHERE EXISTS (SELECT 1 FROM answer_kinds WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: answer_kinds.rowid') WHERE EXISTS (SELECT 1 FROM answer_kinds WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER appeals_kept_from_update BEFORE UPDATE ON appeals BEGIN SELECT RAISE(ABORT, 'The table appeals keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER appeals_kept_from_delete BEFORE DELETE ON appeals BEGIN SELECT RAISE(ABORT, 'The table appeals keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER appeals_kept_from_replace BEFORE INSERT ON appeals BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: appeals.id') WHERE EXISTS (SELECT 1 FROM appeals WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: appeals.decision_id') WHERE EXISTS (SELECT 1 FROM appeals WHERE "decision_id" = NEW."decision_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: appeals.public_id') WHERE EXISTS (SELECT 1 FROM appeals WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER audit_entries_kept_from_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'The table audit_entries keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER audit_entries_kept_from_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'The table audit_entries keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER audit_entries_kept_from_replace BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: audit_entries.number') WHERE EXISTS (SELECT 1 FROM audit_entries WHERE "number" = NEW."number"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: audit_entries.hash') WHERE EXISTS (SELECT 1 FROM audit_entries WHERE "hash" = NEW."hash"); END;

CREATE TRIGGER audit_forms_kept_from_update BEFORE UPDATE ON audit_forms BEGIN SELECT RAISE(ABORT, 'The table audit_forms keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER audit_forms_kept_from_delete BEFORE DELETE ON audit_forms BEGIN SELECT RAISE(ABORT, 'The table audit_forms keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER audit_forms_kept_from_replace BEFORE INSERT ON audit_forms BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: audit_forms.number') WHERE EXISTS (SELECT 1 FROM audit_forms WHERE "number" = NEW."number"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: audit_forms.table_name, audit_forms.column_names') WHERE EXISTS (SELECT 1 FROM audit_forms WHERE "table_name" = NEW."table_name" AND "column_names" = NEW."column_names"); END;

CREATE TRIGGER audit_vouchers_kept_from_update BEFORE UPDATE ON audit_vouchers BEGIN SELECT RAISE(ABORT, 'The table audit_vouchers keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER audit_vouchers_kept_from_delete BEFORE DELETE ON audit_vouchers BEGIN SELECT RAISE(ABORT, 'The table audit_vouchers keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER audit_vouchers_kept_from_replace BEFORE INSERT ON audit_vouchers BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: audit_vouchers.form_number, audit_vouchers.row_key, audit_vouchers.entry_number') WHERE EXISTS (SELECT 1 FROM audit_vouchers WHERE "form_number" = NEW."form_number" AND "row_key" = NEW."row_key" AND "entry_number" = NEW."entry_number"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: audit_vouchers.rowid') WHERE EXISTS (SELECT 1 FROM audit_vouchers WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER bases_kept_from_update BEFORE UPDATE ON bases BEGIN SELECT RAISE(ABORT, 'The table bases keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER bases_kept_from_delete BEFORE DELETE ON bases BEGIN SELECT RAISE(ABORT, 'The table bases keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER bases_kept_from_replace BEFORE INSERT ON bases BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: bases.code') WHERE EXISTS (SELECT 1 FROM bases WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: bases.rowid') WHERE EXISTS (SELECT 1 FROM bases WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER cases_kept_from_update BEFORE UPDATE ON cases BEGIN SELECT RAISE(ABORT, 'The table cases keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER cases_kept_from_delete BEFORE DELETE ON cases BEGIN SELECT RAISE(ABORT, 'The table cases keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER cases_kept_from_replace BEFORE INSERT ON cases BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: cases.id') WHERE EXISTS (SELECT 1 FROM cases WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: cases.enquiry_id') WHERE EXISTS (SELECT 1 FROM cases WHERE "enquiry_id" = NEW."enquiry_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: cases.public_id') WHERE EXISTS (SELECT 1 FROM cases WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER comment_answers_kept_from_update BEFORE UPDATE ON comment_answers BEGIN SELECT RAISE(ABORT, 'The table comment_answers keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER comment_answers_kept_from_delete BEFORE DELETE ON comment_answers BEGIN SELECT RAISE(ABORT, 'The table comment_answers keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER comment_answers_kept_from_replace BEFORE INSERT ON comment_answers BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: comment_answers.id') WHERE EXISTS (SELECT 1 FROM comment_answers WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: comment_answers.comment_id') WHERE EXISTS (SELECT 1 FROM comment_answers WHERE "comment_id" = NEW."comment_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: comment_answers.public_id') WHERE EXISTS (SELECT 1 FROM comment_answers WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER comment_kinds_kept_from_update BEFORE UPDATE ON comment_kinds BEGIN SELECT RAISE(ABORT, 'The table comment_kinds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER comment_kinds_kept_from_delete BEFORE DELETE ON comment_kinds BEGIN SELECT RAISE(ABORT, 'The table comment_kinds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER comment_kinds_kept_from_replace BEFORE INSERT ON comment_kinds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: comment_kinds.code') WHERE EXISTS (SELECT 1 FROM comment_kinds WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: comment_kinds.rowid') WHERE EXISTS (SELECT 1 FROM comment_kinds WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER comments_kept_from_update BEFORE UPDATE ON comments BEGIN SELECT RAISE(ABORT, 'The table comments keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER comments_kept_from_delete BEFORE DELETE ON comments BEGIN SELECT RAISE(ABORT, 'The table comments keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER comments_kept_from_replace BEFORE INSERT ON comments BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: comments.id') WHERE EXISTS (SELECT 1 FROM comments WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: comments.public_id') WHERE EXISTS (SELECT 1 FROM comments WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER correction_refusals_kept_from_update BEFORE UPDATE ON correction_refusals BEGIN SELECT RAISE(ABORT, 'The table correction_refusals keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER correction_refusals_kept_from_delete BEFORE DELETE ON correction_refusals BEGIN SELECT RAISE(ABORT, 'The table correction_refusals keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER correction_refusals_kept_from_replace BEFORE INSERT ON correction_refusals BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: correction_refusals.correction_id') WHERE EXISTS (SELECT 1 FROM correction_refusals WHERE "correction_id" = NEW."correction_id"); END;

CREATE TRIGGER criteria_kept_from_update BEFORE UPDATE ON criteria BEGIN SELECT RAISE(ABORT, 'The table criteria keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER criteria_kept_from_delete BEFORE DELETE ON criteria BEGIN SELECT RAISE(ABORT, 'The table criteria keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER criteria_kept_from_replace BEFORE INSERT ON criteria BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: criteria.id') WHERE EXISTS (SELECT 1 FROM criteria WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: criteria.public_id') WHERE EXISTS (SELECT 1 FROM criteria WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: criteria.scheme_id, criteria.number') WHERE EXISTS (SELECT 1 FROM criteria WHERE "scheme_id" = NEW."scheme_id" AND "number" = NEW."number"); END;

CREATE TRIGGER decision_confirmations_kept_from_update BEFORE UPDATE ON decision_confirmations BEGIN SELECT RAISE(ABORT, 'The table decision_confirmations keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER decision_confirmations_kept_from_delete BEFORE DELETE ON decision_confirmations BEGIN SELECT RAISE(ABORT, 'The table decision_confirmations keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER decision_confirmations_kept_from_replace BEFORE INSERT ON decision_confirmations BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: decision_confirmations.decision_id') WHERE EXISTS (SELECT 1 FROM decision_confirmations WHERE "decision_id" = NEW."decision_id"); END;

CREATE TRIGGER decision_kinds_kept_from_update BEFORE UPDATE ON decision_kinds BEGIN SELECT RAISE(ABORT, 'The table decision_kinds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER decision_kinds_kept_from_delete BEFORE DELETE ON decision_kinds BEGIN SELECT RAISE(ABORT, 'The table decision_kinds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER decision_kinds_kept_from_replace BEFORE INSERT ON decision_kinds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: decision_kinds.code') WHERE EXISTS (SELECT 1 FROM decision_kinds WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: decision_kinds.rowid') WHERE EXISTS (SELECT 1 FROM decision_kinds WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER decision_withdrawals_kept_from_update BEFORE UPDATE ON decision_withdrawals BEGIN SELECT RAISE(ABORT, 'The table decision_withdrawals keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER decision_withdrawals_kept_from_delete BEFORE DELETE ON decision_withdrawals BEGIN SELECT RAISE(ABORT, 'The table decision_withdrawals keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER decision_withdrawals_kept_from_replace BEFORE INSERT ON decision_withdrawals BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: decision_withdrawals.decision_id') WHERE EXISTS (SELECT 1 FROM decision_withdrawals WHERE "decision_id" = NEW."decision_id"); END;

CREATE TRIGGER decisions_kept_from_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'The table decisions keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER decisions_kept_from_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'The table decisions keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER decisions_kept_from_replace BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: decisions.id') WHERE EXISTS (SELECT 1 FROM decisions WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: decisions.id, decisions.proposed_by') WHERE EXISTS (SELECT 1 FROM decisions WHERE "id" = NEW."id" AND "proposed_by" = NEW."proposed_by"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: decisions.public_id') WHERE EXISTS (SELECT 1 FROM decisions WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER declared_interests_kept_from_update BEFORE UPDATE ON declared_interests BEGIN SELECT RAISE(ABORT, 'The table declared_interests keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER declared_interests_kept_from_delete BEFORE DELETE ON declared_interests BEGIN SELECT RAISE(ABORT, 'The table declared_interests keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER declared_interests_kept_from_replace BEFORE INSERT ON declared_interests BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: declared_interests.id') WHERE EXISTS (SELECT 1 FROM declared_interests WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: declared_interests.public_id') WHERE EXISTS (SELECT 1 FROM declared_interests WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: declared_interests.withdraws_id') WHERE EXISTS (SELECT 1 FROM declared_interests WHERE "withdraws_id" = NEW."withdraws_id"); END;

CREATE TRIGGER dimensions_kept_from_update BEFORE UPDATE ON dimensions BEGIN SELECT RAISE(ABORT, 'The table dimensions keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER dimensions_kept_from_delete BEFORE DELETE ON dimensions BEGIN SELECT RAISE(ABORT, 'The table dimensions keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER dimensions_kept_from_replace BEFORE INSERT ON dimensions BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: dimensions.code') WHERE EXISTS (SELECT 1 FROM dimensions WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: dimensions.rowid') WHERE EXISTS (SELECT 1 FROM dimensions WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER draw_kinds_kept_from_update BEFORE UPDATE ON draw_kinds BEGIN SELECT RAISE(ABORT, 'The table draw_kinds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER draw_kinds_kept_from_delete BEFORE DELETE ON draw_kinds BEGIN SELECT RAISE(ABORT, 'The table draw_kinds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER draw_kinds_kept_from_replace BEFORE INSERT ON draw_kinds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: draw_kinds.code') WHERE EXISTS (SELECT 1 FROM draw_kinds WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: draw_kinds.rowid') WHERE EXISTS (SELECT 1 FROM draw_kinds WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER draws_kept_from_update BEFORE UPDATE ON draws BEGIN SELECT RAISE(ABORT, 'The table draws keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER draws_kept_from_delete BEFORE DELETE ON draws BEGIN SELECT RAISE(ABORT, 'The table draws keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER draws_kept_from_replace BEFORE INSERT ON draws BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: draws.id') WHERE EXISTS (SELECT 1 FROM draws WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: draws.frame_id, draws.number') WHERE EXISTS (SELECT 1 FROM draws WHERE "frame_id" = NEW."frame_id" AND "number" = NEW."number"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: draws.id, draws.frame_id') WHERE EXISTS (SELECT 1 FROM draws WHERE "id" = NEW."id" AND "frame_id" = NEW."frame_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: draws.public_id') WHERE EXISTS (SELECT 1 FROM draws WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER enquiries_kept_from_update BEFORE UPDATE ON enquiries BEGIN SELECT RAISE(ABORT, 'The table enquiries keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER enquiries_kept_from_delete BEFORE DELETE ON enquiries BEGIN SELECT RAISE(ABORT, 'The table enquiries keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER enquiries_kept_from_replace BEFORE INSERT ON enquiries BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: enquiries.id') WHERE EXISTS (SELECT 1 FROM enquiries WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: enquiries.finding_id, enquiries.ground') WHERE EXISTS (SELECT 1 FROM enquiries WHERE "finding_id" = NEW."finding_id" AND "ground" = NEW."ground"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: enquiries.public_id') WHERE EXISTS (SELECT 1 FROM enquiries WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER enquiry_event_kinds_kept_from_update BEFORE UPDATE ON enquiry_event_kinds BEGIN SELECT RAISE(ABORT, 'The table enquiry_event_kinds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER enquiry_event_kinds_kept_from_delete BEFORE DELETE ON enquiry_event_kinds BEGIN SELECT RAISE(ABORT, 'The table enquiry_event_kinds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER enquiry_event_kinds_kept_from_replace BEFORE INSERT ON enquiry_event_kinds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: enquiry_event_kinds.code') WHERE EXISTS (SELECT 1 FROM enquiry_event_kinds WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: enquiry_event_kinds.rowid') WHERE EXISTS (SELECT 1 FROM enquiry_event_kinds WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER enquiry_events_kept_from_update BEFORE UPDATE ON enquiry_events BEGIN SELECT RAISE(ABORT, 'The table enquiry_events keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER enquiry_events_kept_from_delete BEFORE DELETE ON enquiry_events BEGIN SELECT RAISE(ABORT, 'The table enquiry_events keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER enquiry_events_kept_from_replace BEFORE INSERT ON enquiry_events BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: enquiry_events.id') WHERE EXISTS (SELECT 1 FROM enquiry_events WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: enquiry_events.public_id') WHERE EXISTS (SELECT 1 FROM enquiry_events WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER enquiry_grounds_kept_from_update BEFORE UPDATE ON enquiry_grounds BEGIN SELECT RAISE(ABORT, 'The table enquiry_grounds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER enquiry_grounds_kept_from_delete BEFORE DELETE ON enquiry_grounds BEGIN SELECT RAISE(ABORT, 'The table enquiry_grounds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER enquiry_grounds_kept_from_replace BEFORE INSERT ON enquiry_grounds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: enquiry_grounds.code') WHERE EXISTS (SELECT 1 FROM enquiry_grounds WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: enquiry_grounds.rowid') WHERE EXISTS (SELECT 1 FROM enquiry_grounds WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER evidence_kept_from_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'The table evidence keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER evidence_kept_from_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'The table evidence keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER evidence_kept_from_replace BEFORE INSERT ON evidence BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: evidence.id') WHERE EXISTS (SELECT 1 FROM evidence WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: evidence.public_id') WHERE EXISTS (SELECT 1 FROM evidence WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER evidence_kinds_kept_from_update BEFORE UPDATE ON evidence_kinds BEGIN SELECT RAISE(ABORT, 'The table evidence_kinds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER evidence_kinds_kept_from_delete BEFORE DELETE ON evidence_kinds BEGIN SELECT RAISE(ABORT, 'The table evidence_kinds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER evidence_kinds_kept_from_replace BEFORE INSERT ON evidence_kinds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: evidence_kinds.code') WHERE EXISTS (SELECT 1 FROM evidence_kinds WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: evidence_kinds.rowid') WHERE EXISTS (SELECT 1 FROM evidence_kinds WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER finding_breakdowns_kept_from_update BEFORE UPDATE ON finding_breakdowns BEGIN SELECT RAISE(ABORT, 'The table finding_breakdowns keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER finding_breakdowns_kept_from_delete BEFORE DELETE ON finding_breakdowns BEGIN SELECT RAISE(ABORT, 'The table finding_breakdowns keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER finding_breakdowns_kept_from_replace BEFORE INSERT ON finding_breakdowns BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: finding_breakdowns.finding_id, finding_breakdowns.dimension, finding_breakdowns.value') WHERE EXISTS (SELECT 1 FROM finding_breakdowns WHERE "finding_id" = NEW."finding_id" AND "dimension" = NEW."dimension" AND "value" = NEW."value"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: finding_breakdowns.rowid') WHERE EXISTS (SELECT 1 FROM finding_breakdowns WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER finding_statuses_kept_from_update BEFORE UPDATE ON finding_statuses BEGIN SELECT RAISE(ABORT, 'The table finding_statuses keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER finding_statuses_kept_from_delete BEFORE DELETE ON finding_statuses BEGIN SELECT RAISE(ABORT, 'The table finding_statuses keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER finding_statuses_kept_from_replace BEFORE INSERT ON finding_statuses BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: finding_statuses.code') WHERE EXISTS (SELECT 1 FROM finding_statuses WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: finding_statuses.rowid') WHERE EXISTS (SELECT 1 FROM finding_statuses WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER findings_kept_from_update BEFORE UPDATE ON findings BEGIN SELECT RAISE(ABORT, 'The table findings keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER findings_kept_from_delete BEFORE DELETE ON findings BEGIN SELECT RAISE(ABORT, 'The table findings keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER findings_kept_from_replace BEFORE INSERT ON findings BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: findings.id') WHERE EXISTS (SELECT 1 FROM findings WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: findings.provider_id, findings.window_id, findings.metric, findings.version') WHERE EXISTS (SELECT 1 FROM findings WHERE "provider_id" = NEW."provider_id" AND "window_id" = NEW."window_id" AND "metric" = NEW."metric" AND "version" = NEW."version"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: findings.public_id') WHERE EXISTS (SELECT 1 FROM findings WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: findings.supersedes_id') WHERE EXISTS (SELECT 1 FROM findings WHERE "supersedes_id" = NEW."supersedes_id"); END;

CREATE TRIGGER frame_seals_kept_from_update BEFORE UPDATE ON frame_seals BEGIN SELECT RAISE(ABORT, 'The table frame_seals keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER frame_seals_kept_from_delete BEFORE DELETE ON frame_seals BEGIN SELECT RAISE(ABORT, 'The table frame_seals keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER frame_seals_kept_from_replace BEFORE INSERT ON frame_seals BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: frame_seals.id') WHERE EXISTS (SELECT 1 FROM frame_seals WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: frame_seals.frame_id, frame_seals.number') WHERE EXISTS (SELECT 1 FROM frame_seals WHERE "frame_id" = NEW."frame_id" AND "number" = NEW."number"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: frame_seals.public_id') WHERE EXISTS (SELECT 1 FROM frame_seals WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER frames_kept_from_update BEFORE UPDATE ON frames BEGIN SELECT RAISE(ABORT, 'The table frames keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER frames_kept_from_delete BEFORE DELETE ON frames BEGIN SELECT RAISE(ABORT, 'The table frames keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER frames_kept_from_replace BEFORE INSERT ON frames BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: frames.id') WHERE EXISTS (SELECT 1 FROM frames WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: frames.id, frames.round_id') WHERE EXISTS (SELECT 1 FROM frames WHERE "id" = NEW."id" AND "round_id" = NEW."round_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: frames.public_id') WHERE EXISTS (SELECT 1 FROM frames WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: frames.window_id, frames.provider_id') WHERE EXISTS (SELECT 1 FROM frames WHERE "window_id" = NEW."window_id" AND "provider_id" = NEW."provider_id"); END;

CREATE TRIGGER grant_revocations_kept_from_update BEFORE UPDATE ON grant_revocations BEGIN SELECT RAISE(ABORT, 'The table grant_revocations keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER grant_revocations_kept_from_delete BEFORE DELETE ON grant_revocations BEGIN SELECT RAISE(ABORT, 'The table grant_revocations keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER grant_revocations_kept_from_replace BEFORE INSERT ON grant_revocations BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: grant_revocations.grant_id') WHERE EXISTS (SELECT 1 FROM grant_revocations WHERE "grant_id" = NEW."grant_id"); END;

CREATE TRIGGER grants_kept_from_update BEFORE UPDATE ON grants BEGIN SELECT RAISE(ABORT, 'The table grants keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER grants_kept_from_delete BEFORE DELETE ON grants BEGIN SELECT RAISE(ABORT, 'The table grants keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER grants_kept_from_replace BEFORE INSERT ON grants BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: grants.id') WHERE EXISTS (SELECT 1 FROM grants WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: grants.public_id') WHERE EXISTS (SELECT 1 FROM grants WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER grounds_kept_from_update BEFORE UPDATE ON grounds BEGIN SELECT RAISE(ABORT, 'The table grounds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER grounds_kept_from_delete BEFORE DELETE ON grounds BEGIN SELECT RAISE(ABORT, 'The table grounds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER grounds_kept_from_replace BEFORE INSERT ON grounds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: grounds.code') WHERE EXISTS (SELECT 1 FROM grounds WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: grounds.rowid') WHERE EXISTS (SELECT 1 FROM grounds WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER incorrect_awards_kept_from_update BEFORE UPDATE ON incorrect_awards BEGIN SELECT RAISE(ABORT, 'The table incorrect_awards keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER incorrect_awards_kept_from_delete BEFORE DELETE ON incorrect_awards BEGIN SELECT RAISE(ABORT, 'The table incorrect_awards keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER incorrect_awards_kept_from_replace BEFORE INSERT ON incorrect_awards BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: incorrect_awards.id') WHERE EXISTS (SELECT 1 FROM incorrect_awards WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: incorrect_awards.investigation_id, incorrect_awards.return_id, incorrect_awards.row') WHERE EXISTS (SELECT 1 FROM incorrect_awards WHERE "investigation_id" = NEW."investigation_id" AND "return_id" = NEW."return_id" AND "row" = NEW."row"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: incorrect_awards.public_id') WHERE EXISTS (SELECT 1 FROM incorrect_awards WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER interest_kinds_kept_from_update BEFORE UPDATE ON interest_kinds BEGIN SELECT RAISE(ABORT, 'The table interest_kinds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER interest_kinds_kept_from_delete BEFORE DELETE ON interest_kinds BEGIN SELECT RAISE(ABORT, 'The table interest_kinds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER interest_kinds_kept_from_replace BEFORE INSERT ON interest_kinds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: interest_kinds.code') WHERE EXISTS (SELECT 1 FROM interest_kinds WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: interest_kinds.rowid') WHERE EXISTS (SELECT 1 FROM interest_kinds WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER investigations_kept_from_update BEFORE UPDATE ON investigations BEGIN SELECT RAISE(ABORT, 'The table investigations keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER investigations_kept_from_delete BEFORE DELETE ON investigations BEGIN SELECT RAISE(ABORT, 'The table investigations keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER investigations_kept_from_replace BEFORE INSERT ON investigations BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: investigations.id') WHERE EXISTS (SELECT 1 FROM investigations WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: investigations.public_id') WHERE EXISTS (SELECT 1 FROM investigations WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: investigations.supersedes_id') WHERE EXISTS (SELECT 1 FROM investigations WHERE "supersedes_id" = NEW."supersedes_id"); END;

CREATE TRIGGER judgement_reasons_kept_from_update BEFORE UPDATE ON judgement_reasons BEGIN SELECT RAISE(ABORT, 'The table judgement_reasons keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER judgement_reasons_kept_from_delete BEFORE DELETE ON judgement_reasons BEGIN SELECT RAISE(ABORT, 'The table judgement_reasons keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER judgement_reasons_kept_from_replace BEFORE INSERT ON judgement_reasons BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: judgement_reasons.code') WHERE EXISTS (SELECT 1 FROM judgement_reasons WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: judgement_reasons.rowid') WHERE EXISTS (SELECT 1 FROM judgement_reasons WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER judgement_scores_kept_from_update BEFORE UPDATE ON judgement_scores BEGIN SELECT RAISE(ABORT, 'The table judgement_scores keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER judgement_scores_kept_from_delete BEFORE DELETE ON judgement_scores BEGIN SELECT RAISE(ABORT, 'The table judgement_scores keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER judgement_scores_kept_from_replace BEFORE INSERT ON judgement_scores BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: judgement_scores.judgement_id, judgement_scores.criterion_id') WHERE EXISTS (SELECT 1 FROM judgement_scores WHERE "judgement_id" = NEW."judgement_id" AND "criterion_id" = NEW."criterion_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: judgement_scores.rowid') WHERE EXISTS (SELECT 1 FROM judgement_scores WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER judgements_kept_from_update BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'The table judgements keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER judgements_kept_from_delete BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'The table judgements keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER judgements_kept_from_replace BEFORE INSERT ON judgements BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: judgements.id') WHERE EXISTS (SELECT 1 FROM judgements WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: judgements.allocation_id, judgements.id') WHERE EXISTS (SELECT 1 FROM judgements WHERE "allocation_id" = NEW."allocation_id" AND "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: judgements.allocation_id, judgements.number') WHERE EXISTS (SELECT 1 FROM judgements WHERE "allocation_id" = NEW."allocation_id" AND "number" = NEW."number"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: judgements.public_id') WHERE EXISTS (SELECT 1 FROM judgements WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: judgements.supersedes_id') WHERE EXISTS (SELECT 1 FROM judgements WHERE "supersedes_id" = NEW."supersedes_id"); END;

CREATE TRIGGER malpractice_kinds_kept_from_update BEFORE UPDATE ON malpractice_kinds BEGIN SELECT RAISE(ABORT, 'The table malpractice_kinds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER malpractice_kinds_kept_from_delete BEFORE DELETE ON malpractice_kinds BEGIN SELECT RAISE(ABORT, 'The table malpractice_kinds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER malpractice_kinds_kept_from_replace BEFORE INSERT ON malpractice_kinds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: malpractice_kinds.code') WHERE EXISTS (SELECT 1 FROM malpractice_kinds WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: malpractice_kinds.rowid') WHERE EXISTS (SELECT 1 FROM malpractice_kinds WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER malpractice_reports_kept_from_update BEFORE UPDATE ON malpractice_reports BEGIN SELECT RAISE(ABORT, 'The table malpractice_reports keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER malpractice_reports_kept_from_delete BEFORE DELETE ON malpractice_reports BEGIN SELECT RAISE(ABORT, 'The table malpractice_reports keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER malpractice_reports_kept_from_replace BEFORE INSERT ON malpractice_reports BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: malpractice_reports.id') WHERE EXISTS (SELECT 1 FROM malpractice_reports WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: malpractice_reports.public_id') WHERE EXISTS (SELECT 1 FROM malpractice_reports WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER malpractice_stages_kept_from_update BEFORE UPDATE ON malpractice_stages BEGIN SELECT RAISE(ABORT, 'The table malpractice_stages keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER malpractice_stages_kept_from_delete BEFORE DELETE ON malpractice_stages BEGIN SELECT RAISE(ABORT, 'The table malpractice_stages keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER malpractice_stages_kept_from_replace BEFORE INSERT ON malpractice_stages BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: malpractice_stages.code') WHERE EXISTS (SELECT 1 FROM malpractice_stages WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: malpractice_stages.rowid') WHERE EXISTS (SELECT 1 FROM malpractice_stages WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER marking_roles_kept_from_update BEFORE UPDATE ON marking_roles BEGIN SELECT RAISE(ABORT, 'The table marking_roles keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER marking_roles_kept_from_delete BEFORE DELETE ON marking_roles BEGIN SELECT RAISE(ABORT, 'The table marking_roles keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER marking_roles_kept_from_replace BEFORE INSERT ON marking_roles BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: marking_roles.code') WHERE EXISTS (SELECT 1 FROM marking_roles WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: marking_roles.rowid') WHERE EXISTS (SELECT 1 FROM marking_roles WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER metrics_kept_from_update BEFORE UPDATE ON metrics BEGIN SELECT RAISE(ABORT, 'The table metrics keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER metrics_kept_from_delete BEFORE DELETE ON metrics BEGIN SELECT RAISE(ABORT, 'The table metrics keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER metrics_kept_from_replace BEFORE INSERT ON metrics BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: metrics.code') WHERE EXISTS (SELECT 1 FROM metrics WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: metrics.rowid') WHERE EXISTS (SELECT 1 FROM metrics WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER outcome_corrections_kept_from_update BEFORE UPDATE ON outcome_corrections BEGIN SELECT RAISE(ABORT, 'The table outcome_corrections keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER outcome_corrections_kept_from_delete BEFORE DELETE ON outcome_corrections BEGIN SELECT RAISE(ABORT, 'The table outcome_corrections keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER outcome_corrections_kept_from_replace BEFORE INSERT ON outcome_corrections BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: outcome_corrections.id') WHERE EXISTS (SELECT 1 FROM outcome_corrections WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: outcome_corrections.id, outcome_corrections.proposed_by') WHERE EXISTS (SELECT 1 FROM outcome_corrections WHERE "id" = NEW."id" AND "proposed_by" = NEW."proposed_by"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: outcome_corrections.public_id') WHERE EXISTS (SELECT 1 FROM outcome_corrections WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER outcome_imports_kept_from_update BEFORE UPDATE ON outcome_imports BEGIN SELECT RAISE(ABORT, 'The table outcome_imports keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER outcome_imports_kept_from_delete BEFORE DELETE ON outcome_imports BEGIN SELECT RAISE(ABORT, 'The table outcome_imports keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER outcome_imports_kept_from_replace BEFORE INSERT ON outcome_imports BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: outcome_imports.id') WHERE EXISTS (SELECT 1 FROM outcome_imports WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: outcome_imports.public_id') WHERE EXISTS (SELECT 1 FROM outcome_imports WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER outcomes_kept_from_update BEFORE UPDATE ON outcomes BEGIN SELECT RAISE(ABORT, 'The table outcomes keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER outcomes_kept_from_delete BEFORE DELETE ON outcomes BEGIN SELECT RAISE(ABORT, 'The table outcomes keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER outcomes_kept_from_replace BEFORE INSERT ON outcomes BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: outcomes.code') WHERE EXISTS (SELECT 1 FROM outcomes WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: outcomes.rowid') WHERE EXISTS (SELECT 1 FROM outcomes WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER people_kept_from_update BEFORE UPDATE ON people BEGIN SELECT RAISE(ABORT, 'The table people keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER people_kept_from_delete BEFORE DELETE ON people BEGIN SELECT RAISE(ABORT, 'The table people keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER people_kept_from_replace BEFORE INSERT ON people BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: people.id') WHERE EXISTS (SELECT 1 FROM people WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: people.public_id') WHERE EXISTS (SELECT 1 FROM people WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER person_erasures_kept_from_update BEFORE UPDATE ON person_erasures BEGIN SELECT RAISE(ABORT, 'The table person_erasures keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER person_erasures_kept_from_delete BEFORE DELETE ON person_erasures BEGIN SELECT RAISE(ABORT, 'The table person_erasures keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER person_erasures_kept_from_replace BEFORE INSERT ON person_erasures BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: person_erasures.person_id') WHERE EXISTS (SELECT 1 FROM person_erasures WHERE "person_id" = NEW."person_id"); END;

CREATE TRIGGER policy_adoptions_kept_from_update BEFORE UPDATE ON policy_adoptions BEGIN SELECT RAISE(ABORT, 'The table policy_adoptions keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER policy_adoptions_kept_from_delete BEFORE DELETE ON policy_adoptions BEGIN SELECT RAISE(ABORT, 'The table policy_adoptions keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER policy_adoptions_kept_from_replace BEFORE INSERT ON policy_adoptions BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: policy_adoptions.window_id, policy_adoptions.number') WHERE EXISTS (SELECT 1 FROM policy_adoptions WHERE "window_id" = NEW."window_id" AND "number" = NEW."number"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: policy_adoptions.rowid') WHERE EXISTS (SELECT 1 FROM policy_adoptions WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER policy_values_kept_from_update BEFORE UPDATE ON policy_values BEGIN SELECT RAISE(ABORT, 'The table policy_values keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER policy_values_kept_from_delete BEFORE DELETE ON policy_values BEGIN SELECT RAISE(ABORT, 'The table policy_values keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER policy_values_kept_from_replace BEFORE INSERT ON policy_values BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: policy_values.policy_version_id, policy_values.key') WHERE EXISTS (SELECT 1 FROM policy_values WHERE "policy_version_id" = NEW."policy_version_id" AND "key" = NEW."key"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: policy_values.rowid') WHERE EXISTS (SELECT 1 FROM policy_values WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER policy_versions_kept_from_update BEFORE UPDATE ON policy_versions BEGIN SELECT RAISE(ABORT, 'The table policy_versions keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER policy_versions_kept_from_delete BEFORE DELETE ON policy_versions BEGIN SELECT RAISE(ABORT, 'The table policy_versions keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER policy_versions_kept_from_replace BEFORE INSERT ON policy_versions BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: policy_versions.id') WHERE EXISTS (SELECT 1 FROM policy_versions WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: policy_versions.label') WHERE EXISTS (SELECT 1 FROM policy_versions WHERE "label" = NEW."label"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: policy_versions.public_id') WHERE EXISTS (SELECT 1 FROM policy_versions WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: policy_versions.version') WHERE EXISTS (SELECT 1 FROM policy_versions WHERE "version" = NEW."version"); END;

CREATE TRIGGER provider_publications_kept_from_update BEFORE UPDATE ON provider_publications BEGIN SELECT RAISE(ABORT, 'The table provider_publications keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER provider_publications_kept_from_delete BEFORE DELETE ON provider_publications BEGIN SELECT RAISE(ABORT, 'The table provider_publications keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER provider_publications_kept_from_replace BEFORE INSERT ON provider_publications BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: provider_publications.id') WHERE EXISTS (SELECT 1 FROM provider_publications WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: provider_publications.public_id') WHERE EXISTS (SELECT 1 FROM provider_publications WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER provider_statuses_kept_from_update BEFORE UPDATE ON provider_statuses BEGIN SELECT RAISE(ABORT, 'The table provider_statuses keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER provider_statuses_kept_from_delete BEFORE DELETE ON provider_statuses BEGIN SELECT RAISE(ABORT, 'The table provider_statuses keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER provider_statuses_kept_from_replace BEFORE INSERT ON provider_statuses BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: provider_statuses.id') WHERE EXISTS (SELECT 1 FROM provider_statuses WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: provider_statuses.public_id') WHERE EXISTS (SELECT 1 FROM provider_statuses WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER providers_kept_from_update BEFORE UPDATE ON providers BEGIN SELECT RAISE(ABORT, 'The table providers keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER providers_kept_from_delete BEFORE DELETE ON providers BEGIN SELECT RAISE(ABORT, 'The table providers keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER providers_kept_from_replace BEFORE INSERT ON providers BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: providers.id') WHERE EXISTS (SELECT 1 FROM providers WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: providers.code') WHERE EXISTS (SELECT 1 FROM providers WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: providers.public_id') WHERE EXISTS (SELECT 1 FROM providers WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER publications_kept_from_update BEFORE UPDATE ON publications BEGIN SELECT RAISE(ABORT, 'The table publications keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER publications_kept_from_delete BEFORE DELETE ON publications BEGIN SELECT RAISE(ABORT, 'The table publications keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER publications_kept_from_replace BEFORE INSERT ON publications BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: publications.id') WHERE EXISTS (SELECT 1 FROM publications WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: publications.finding_id') WHERE EXISTS (SELECT 1 FROM publications WHERE "finding_id" = NEW."finding_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: publications.public_id') WHERE EXISTS (SELECT 1 FROM publications WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER purposes_kept_from_update BEFORE UPDATE ON purposes BEGIN SELECT RAISE(ABORT, 'The table purposes keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER purposes_kept_from_delete BEFORE DELETE ON purposes BEGIN SELECT RAISE(ABORT, 'The table purposes keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER purposes_kept_from_replace BEFORE INSERT ON purposes BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: purposes.code') WHERE EXISTS (SELECT 1 FROM purposes WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: purposes.rowid') WHERE EXISTS (SELECT 1 FROM purposes WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER regimes_kept_from_update BEFORE UPDATE ON regimes BEGIN SELECT RAISE(ABORT, 'The table regimes keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER regimes_kept_from_delete BEFORE DELETE ON regimes BEGIN SELECT RAISE(ABORT, 'The table regimes keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER regimes_kept_from_replace BEFORE INSERT ON regimes BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: regimes.code') WHERE EXISTS (SELECT 1 FROM regimes WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: regimes.rowid') WHERE EXISTS (SELECT 1 FROM regimes WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER remedial_actions_kept_from_update BEFORE UPDATE ON remedial_actions BEGIN SELECT RAISE(ABORT, 'The table remedial_actions keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER remedial_actions_kept_from_delete BEFORE DELETE ON remedial_actions BEGIN SELECT RAISE(ABORT, 'The table remedial_actions keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER remedial_actions_kept_from_replace BEFORE INSERT ON remedial_actions BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: remedial_actions.id') WHERE EXISTS (SELECT 1 FROM remedial_actions WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: remedial_actions.decision_id, remedial_actions.number') WHERE EXISTS (SELECT 1 FROM remedial_actions WHERE "decision_id" = NEW."decision_id" AND "number" = NEW."number"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: remedial_actions.public_id') WHERE EXISTS (SELECT 1 FROM remedial_actions WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER remedial_evidence_kept_from_update BEFORE UPDATE ON remedial_evidence BEGIN SELECT RAISE(ABORT, 'The table remedial_evidence keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER remedial_evidence_kept_from_delete BEFORE DELETE ON remedial_evidence BEGIN SELECT RAISE(ABORT, 'The table remedial_evidence keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER remedial_evidence_kept_from_replace BEFORE INSERT ON remedial_evidence BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: remedial_evidence.id') WHERE EXISTS (SELECT 1 FROM remedial_evidence WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: remedial_evidence.public_id') WHERE EXISTS (SELECT 1 FROM remedial_evidence WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER remedial_judgements_kept_from_update BEFORE UPDATE ON remedial_judgements BEGIN SELECT RAISE(ABORT, 'The table remedial_judgements keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER remedial_judgements_kept_from_delete BEFORE DELETE ON remedial_judgements BEGIN SELECT RAISE(ABORT, 'The table remedial_judgements keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER remedial_judgements_kept_from_replace BEFORE INSERT ON remedial_judgements BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: remedial_judgements.id') WHERE EXISTS (SELECT 1 FROM remedial_judgements WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: remedial_judgements.action_id, remedial_judgements.number') WHERE EXISTS (SELECT 1 FROM remedial_judgements WHERE "action_id" = NEW."action_id" AND "number" = NEW."number"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: remedial_judgements.public_id') WHERE EXISTS (SELECT 1 FROM remedial_judgements WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER reopening_reasons_kept_from_update BEFORE UPDATE ON reopening_reasons BEGIN SELECT RAISE(ABORT, 'The table reopening_reasons keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER reopening_reasons_kept_from_delete BEFORE DELETE ON reopening_reasons BEGIN SELECT RAISE(ABORT, 'The table reopening_reasons keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER reopening_reasons_kept_from_replace BEFORE INSERT ON reopening_reasons BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: reopening_reasons.code') WHERE EXISTS (SELECT 1 FROM reopening_reasons WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: reopening_reasons.rowid') WHERE EXISTS (SELECT 1 FROM reopening_reasons WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER reopenings_kept_from_update BEFORE UPDATE ON reopenings BEGIN SELECT RAISE(ABORT, 'The table reopenings keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER reopenings_kept_from_delete BEFORE DELETE ON reopenings BEGIN SELECT RAISE(ABORT, 'The table reopenings keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER reopenings_kept_from_replace BEFORE INSERT ON reopenings BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: reopenings.id') WHERE EXISTS (SELECT 1 FROM reopenings WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: reopenings.finding_id') WHERE EXISTS (SELECT 1 FROM reopenings WHERE "finding_id" = NEW."finding_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: reopenings.public_id') WHERE EXISTS (SELECT 1 FROM reopenings WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER results_kept_from_update BEFORE UPDATE ON results BEGIN SELECT RAISE(ABORT, 'The table results keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER results_kept_from_delete BEFORE DELETE ON results BEGIN SELECT RAISE(ABORT, 'The table results keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER results_kept_from_replace BEFORE INSERT ON results BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: results.return_id, results.row') WHERE EXISTS (SELECT 1 FROM results WHERE "return_id" = NEW."return_id" AND "row" = NEW."row"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: results.rowid') WHERE EXISTS (SELECT 1 FROM results WHERE "rowid" = NEW."rowid"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: results.return_id, results.script_ref') WHERE EXISTS (SELECT 1 FROM results WHERE "return_id" = NEW."return_id" AND "script_ref" = NEW."script_ref"); END;

CREATE TRIGGER results_hashes_kept_from_update BEFORE UPDATE ON results_hashes BEGIN SELECT RAISE(ABORT, 'The table results_hashes keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER results_hashes_kept_from_delete BEFORE DELETE ON results_hashes BEGIN SELECT RAISE(ABORT, 'The table results_hashes keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER results_hashes_kept_from_replace BEFORE INSERT ON results_hashes BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: results_hashes.return_id') WHERE EXISTS (SELECT 1 FROM results_hashes WHERE "return_id" = NEW."return_id"); END;

CREATE TRIGGER returns_kept_from_update BEFORE UPDATE ON returns BEGIN SELECT RAISE(ABORT, 'The table returns keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER returns_kept_from_delete BEFORE DELETE ON returns BEGIN SELECT RAISE(ABORT, 'The table returns keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER returns_kept_from_replace BEFORE INSERT ON returns BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: returns.id') WHERE EXISTS (SELECT 1 FROM returns WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: returns.public_id') WHERE EXISTS (SELECT 1 FROM returns WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: returns.window_id, returns.provider_id, returns.version') WHERE EXISTS (SELECT 1 FROM returns WHERE "window_id" = NEW."window_id" AND "provider_id" = NEW."provider_id" AND "version" = NEW."version"); END;

CREATE TRIGGER reveals_kept_from_update BEFORE UPDATE ON reveals BEGIN SELECT RAISE(ABORT, 'The table reveals keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER reveals_kept_from_delete BEFORE DELETE ON reveals BEGIN SELECT RAISE(ABORT, 'The table reveals keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER reveals_kept_from_replace BEFORE INSERT ON reveals BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: reveals.sampled_script_id, reveals.person_id') WHERE EXISTS (SELECT 1 FROM reveals WHERE "sampled_script_id" = NEW."sampled_script_id" AND "person_id" = NEW."person_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: reveals.rowid') WHERE EXISTS (SELECT 1 FROM reveals WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER roles_kept_from_update BEFORE UPDATE ON roles BEGIN SELECT RAISE(ABORT, 'The table roles keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER roles_kept_from_delete BEFORE DELETE ON roles BEGIN SELECT RAISE(ABORT, 'The table roles keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER roles_kept_from_replace BEFORE INSERT ON roles BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: roles.code') WHERE EXISTS (SELECT 1 FROM roles WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: roles.rowid') WHERE EXISTS (SELECT 1 FROM roles WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER sample_findings_kept_from_update BEFORE UPDATE ON sample_findings BEGIN SELECT RAISE(ABORT, 'The table sample_findings keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER sample_findings_kept_from_delete BEFORE DELETE ON sample_findings BEGIN SELECT RAISE(ABORT, 'The table sample_findings keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER sample_findings_kept_from_replace BEFORE INSERT ON sample_findings BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: sample_findings.finding_id') WHERE EXISTS (SELECT 1 FROM sample_findings WHERE "finding_id" = NEW."finding_id"); END;

CREATE TRIGGER sampled_scripts_kept_from_update BEFORE UPDATE ON sampled_scripts BEGIN SELECT RAISE(ABORT, 'The table sampled_scripts keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER sampled_scripts_kept_from_delete BEFORE DELETE ON sampled_scripts BEGIN SELECT RAISE(ABORT, 'The table sampled_scripts keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER sampled_scripts_kept_from_replace BEFORE INSERT ON sampled_scripts BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: sampled_scripts.id') WHERE EXISTS (SELECT 1 FROM sampled_scripts WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: sampled_scripts.alias') WHERE EXISTS (SELECT 1 FROM sampled_scripts WHERE "alias" = NEW."alias"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: sampled_scripts.frame_id, sampled_scripts.position') WHERE EXISTS (SELECT 1 FROM sampled_scripts WHERE "frame_id" = NEW."frame_id" AND "position" = NEW."position"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: sampled_scripts.frame_id, sampled_scripts.rank') WHERE EXISTS (SELECT 1 FROM sampled_scripts WHERE "frame_id" = NEW."frame_id" AND "rank" = NEW."rank"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: sampled_scripts.frame_id, sampled_scripts.script_ref') WHERE EXISTS (SELECT 1 FROM sampled_scripts WHERE "frame_id" = NEW."frame_id" AND "script_ref" = NEW."script_ref"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: sampled_scripts.public_id') WHERE EXISTS (SELECT 1 FROM sampled_scripts WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER schemes_kept_from_update BEFORE UPDATE ON schemes BEGIN SELECT RAISE(ABORT, 'The table schemes keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER schemes_kept_from_delete BEFORE DELETE ON schemes BEGIN SELECT RAISE(ABORT, 'The table schemes keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER schemes_kept_from_replace BEFORE INSERT ON schemes BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: schemes.id') WHERE EXISTS (SELECT 1 FROM schemes WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: schemes.public_id') WHERE EXISTS (SELECT 1 FROM schemes WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: schemes.qualification, schemes.version') WHERE EXISTS (SELECT 1 FROM schemes WHERE "qualification" = NEW."qualification" AND "version" = NEW."version"); END;

CREATE TRIGGER scopes_kept_from_update BEFORE UPDATE ON scopes BEGIN SELECT RAISE(ABORT, 'The table scopes keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER scopes_kept_from_delete BEFORE DELETE ON scopes BEGIN SELECT RAISE(ABORT, 'The table scopes keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER scopes_kept_from_replace BEFORE INSERT ON scopes BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: scopes.code') WHERE EXISTS (SELECT 1 FROM scopes WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: scopes.rowid') WHERE EXISTS (SELECT 1 FROM scopes WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER script_event_kinds_kept_from_update BEFORE UPDATE ON script_event_kinds BEGIN SELECT RAISE(ABORT, 'The table script_event_kinds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER script_event_kinds_kept_from_delete BEFORE DELETE ON script_event_kinds BEGIN SELECT RAISE(ABORT, 'The table script_event_kinds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER script_event_kinds_kept_from_replace BEFORE INSERT ON script_event_kinds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_event_kinds.code') WHERE EXISTS (SELECT 1 FROM script_event_kinds WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_event_kinds.rowid') WHERE EXISTS (SELECT 1 FROM script_event_kinds WHERE "rowid" = NEW."rowid"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_event_kinds.code, script_event_kinds.takes_reason, script_event_kinds.takes_day') WHERE EXISTS (SELECT 1 FROM script_event_kinds WHERE "code" = NEW."code" AND "takes_reason" = NEW."takes_reason" AND "takes_day" = NEW."takes_day"); END;

CREATE TRIGGER script_event_reasons_kept_from_update BEFORE UPDATE ON script_event_reasons BEGIN SELECT RAISE(ABORT, 'The table script_event_reasons keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER script_event_reasons_kept_from_delete BEFORE DELETE ON script_event_reasons BEGIN SELECT RAISE(ABORT, 'The table script_event_reasons keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER script_event_reasons_kept_from_replace BEFORE INSERT ON script_event_reasons BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_event_reasons.kind, script_event_reasons.reason_code') WHERE EXISTS (SELECT 1 FROM script_event_reasons WHERE "kind" = NEW."kind" AND "reason_code" = NEW."reason_code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_event_reasons.rowid') WHERE EXISTS (SELECT 1 FROM script_event_reasons WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER script_events_kept_from_update BEFORE UPDATE ON script_events BEGIN SELECT RAISE(ABORT, 'The table script_events keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER script_events_kept_from_delete BEFORE DELETE ON script_events BEGIN SELECT RAISE(ABORT, 'The table script_events keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER script_events_kept_from_replace BEFORE INSERT ON script_events BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_events.id') WHERE EXISTS (SELECT 1 FROM script_events WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_events.id, script_events.sampled_script_id, script_events.recorded_by') WHERE EXISTS (SELECT 1 FROM script_events WHERE "id" = NEW."id" AND "sampled_script_id" = NEW."sampled_script_id" AND "recorded_by" = NEW."recorded_by"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_events.proposal_id') WHERE EXISTS (SELECT 1 FROM script_events WHERE "proposal_id" = NEW."proposal_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_events.public_id') WHERE EXISTS (SELECT 1 FROM script_events WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_events.sampled_script_id') WHERE EXISTS (SELECT 1 FROM script_events WHERE "sampled_script_id" = NEW."sampled_script_id" AND (kind IN ('exclusion_approved', 'marking_started'))) AND EXISTS (SELECT 1 FROM (SELECT NEW."kind" AS "kind") WHERE kind IN ('exclusion_approved', 'marking_started')); END;

CREATE TRIGGER script_reasons_kept_from_update BEFORE UPDATE ON script_reasons BEGIN SELECT RAISE(ABORT, 'The table script_reasons keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER script_reasons_kept_from_delete BEFORE DELETE ON script_reasons BEGIN SELECT RAISE(ABORT, 'The table script_reasons keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER script_reasons_kept_from_replace BEFORE INSERT ON script_reasons BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_reasons.code') WHERE EXISTS (SELECT 1 FROM script_reasons WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: script_reasons.rowid') WHERE EXISTS (SELECT 1 FROM script_reasons WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER seed_confirmations_kept_from_update BEFORE UPDATE ON seed_confirmations BEGIN SELECT RAISE(ABORT, 'The table seed_confirmations keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER seed_confirmations_kept_from_delete BEFORE DELETE ON seed_confirmations BEGIN SELECT RAISE(ABORT, 'The table seed_confirmations keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER seed_confirmations_kept_from_replace BEFORE INSERT ON seed_confirmations BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: seed_confirmations.id') WHERE EXISTS (SELECT 1 FROM seed_confirmations WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: seed_confirmations.public_id') WHERE EXISTS (SELECT 1 FROM seed_confirmations WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: seed_confirmations.round_id') WHERE EXISTS (SELECT 1 FROM seed_confirmations WHERE "round_id" = NEW."round_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: seed_confirmations.seed_id') WHERE EXISTS (SELECT 1 FROM seed_confirmations WHERE "seed_id" = NEW."seed_id"); END;

CREATE TRIGGER seed_rounds_kept_from_update BEFORE UPDATE ON seed_rounds BEGIN SELECT RAISE(ABORT, 'The table seed_rounds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER seed_rounds_kept_from_delete BEFORE DELETE ON seed_rounds BEGIN SELECT RAISE(ABORT, 'The table seed_rounds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER seed_rounds_kept_from_replace BEFORE INSERT ON seed_rounds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: seed_rounds.id') WHERE EXISTS (SELECT 1 FROM seed_rounds WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: seed_rounds.public_id') WHERE EXISTS (SELECT 1 FROM seed_rounds WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: seed_rounds.window_id, seed_rounds.number') WHERE EXISTS (SELECT 1 FROM seed_rounds WHERE "window_id" = NEW."window_id" AND "number" = NEW."number"); END;

CREATE TRIGGER seed_ways_kept_from_update BEFORE UPDATE ON seed_ways BEGIN SELECT RAISE(ABORT, 'The table seed_ways keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER seed_ways_kept_from_delete BEFORE DELETE ON seed_ways BEGIN SELECT RAISE(ABORT, 'The table seed_ways keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER seed_ways_kept_from_replace BEFORE INSERT ON seed_ways BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: seed_ways.code') WHERE EXISTS (SELECT 1 FROM seed_ways WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: seed_ways.rowid') WHERE EXISTS (SELECT 1 FROM seed_ways WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER seeds_kept_from_update BEFORE UPDATE ON seeds BEGIN SELECT RAISE(ABORT, 'The table seeds keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER seeds_kept_from_delete BEFORE DELETE ON seeds BEGIN SELECT RAISE(ABORT, 'The table seeds keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER seeds_kept_from_replace BEFORE INSERT ON seeds BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: seeds.id') WHERE EXISTS (SELECT 1 FROM seeds WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: seeds.id, seeds.round_id') WHERE EXISTS (SELECT 1 FROM seeds WHERE "id" = NEW."id" AND "round_id" = NEW."round_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: seeds.id, seeds.round_id, seeds.recorded_by') WHERE EXISTS (SELECT 1 FROM seeds WHERE "id" = NEW."id" AND "round_id" = NEW."round_id" AND "recorded_by" = NEW."recorded_by"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: seeds.public_id') WHERE EXISTS (SELECT 1 FROM seeds WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: seeds.round_id, seeds.number') WHERE EXISTS (SELECT 1 FROM seeds WHERE "round_id" = NEW."round_id" AND "number" = NEW."number"); END;

CREATE TRIGGER settlements_kept_from_update BEFORE UPDATE ON settlements BEGIN SELECT RAISE(ABORT, 'The table settlements keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER settlements_kept_from_delete BEFORE DELETE ON settlements BEGIN SELECT RAISE(ABORT, 'The table settlements keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER settlements_kept_from_replace BEFORE INSERT ON settlements BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: settlements.id') WHERE EXISTS (SELECT 1 FROM settlements WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: settlements.adjudication_id') WHERE EXISTS (SELECT 1 FROM settlements WHERE "adjudication_id" = NEW."adjudication_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: settlements.correction_id') WHERE EXISTS (SELECT 1 FROM settlements WHERE "correction_id" = NEW."correction_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: settlements.public_id') WHERE EXISTS (SELECT 1 FROM settlements WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: settlements.sampled_script_id, settlements.sequence') WHERE EXISTS (SELECT 1 FROM settlements WHERE "sampled_script_id" = NEW."sampled_script_id" AND "sequence" = NEW."sequence"); END;

CREATE TRIGGER sides_kept_from_update BEFORE UPDATE ON sides BEGIN SELECT RAISE(ABORT, 'The table sides keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER sides_kept_from_delete BEFORE DELETE ON sides BEGIN SELECT RAISE(ABORT, 'The table sides keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER sides_kept_from_replace BEFORE INSERT ON sides BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: sides.code') WHERE EXISTS (SELECT 1 FROM sides WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: sides.rowid') WHERE EXISTS (SELECT 1 FROM sides WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER sign_offs_kept_from_update BEFORE UPDATE ON sign_offs BEGIN SELECT RAISE(ABORT, 'The table sign_offs keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER sign_offs_kept_from_delete BEFORE DELETE ON sign_offs BEGIN SELECT RAISE(ABORT, 'The table sign_offs keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER sign_offs_kept_from_replace BEFORE INSERT ON sign_offs BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: sign_offs.id') WHERE EXISTS (SELECT 1 FROM sign_offs WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: sign_offs.public_id') WHERE EXISTS (SELECT 1 FROM sign_offs WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: sign_offs.window_id, sign_offs.number') WHERE EXISTS (SELECT 1 FROM sign_offs WHERE "window_id" = NEW."window_id" AND "number" = NEW."number"); END;

CREATE TRIGGER signing_keys_kept_from_update BEFORE UPDATE ON signing_keys BEGIN SELECT RAISE(ABORT, 'The table signing_keys keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER signing_keys_kept_from_delete BEFORE DELETE ON signing_keys BEGIN SELECT RAISE(ABORT, 'The table signing_keys keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER signing_keys_kept_from_replace BEFORE INSERT ON signing_keys BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: signing_keys.key_id') WHERE EXISTS (SELECT 1 FROM signing_keys WHERE "key_id" = NEW."key_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: signing_keys.rowid') WHERE EXISTS (SELECT 1 FROM signing_keys WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER standardisation_judgements_kept_from_update BEFORE UPDATE ON standardisation_judgements BEGIN SELECT RAISE(ABORT, 'The table standardisation_judgements keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER standardisation_judgements_kept_from_delete BEFORE DELETE ON standardisation_judgements BEGIN SELECT RAISE(ABORT, 'The table standardisation_judgements keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER standardisation_judgements_kept_from_replace BEFORE INSERT ON standardisation_judgements BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: standardisation_judgements.id') WHERE EXISTS (SELECT 1 FROM standardisation_judgements WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: standardisation_judgements.public_id') WHERE EXISTS (SELECT 1 FROM standardisation_judgements WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: standardisation_judgements.script_id, standardisation_judgements.moderator_id') WHERE EXISTS (SELECT 1 FROM standardisation_judgements WHERE "script_id" = NEW."script_id" AND "moderator_id" = NEW."moderator_id"); END;

CREATE TRIGGER standardisation_scripts_kept_from_update BEFORE UPDATE ON standardisation_scripts BEGIN SELECT RAISE(ABORT, 'The table standardisation_scripts keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER standardisation_scripts_kept_from_delete BEFORE DELETE ON standardisation_scripts BEGIN SELECT RAISE(ABORT, 'The table standardisation_scripts keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER standardisation_scripts_kept_from_replace BEFORE INSERT ON standardisation_scripts BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: standardisation_scripts.id') WHERE EXISTS (SELECT 1 FROM standardisation_scripts WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: standardisation_scripts.public_id') WHERE EXISTS (SELECT 1 FROM standardisation_scripts WHERE "public_id" = NEW."public_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: standardisation_scripts.qualification, standardisation_scripts.round_number, standardisation_scripts.name') WHERE EXISTS (SELECT 1 FROM standardisation_scripts WHERE "qualification" = NEW."qualification" AND "round_number" = NEW."round_number" AND "name" = NEW."name"); END;

CREATE TRIGGER status_reasons_kept_from_update BEFORE UPDATE ON status_reasons BEGIN SELECT RAISE(ABORT, 'The table status_reasons keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER status_reasons_kept_from_delete BEFORE DELETE ON status_reasons BEGIN SELECT RAISE(ABORT, 'The table status_reasons keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER status_reasons_kept_from_replace BEFORE INSERT ON status_reasons BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: status_reasons.code') WHERE EXISTS (SELECT 1 FROM status_reasons WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: status_reasons.rowid') WHERE EXISTS (SELECT 1 FROM status_reasons WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER text_erasures_kept_from_update BEFORE UPDATE ON text_erasures BEGIN SELECT RAISE(ABORT, 'The table text_erasures keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER text_erasures_kept_from_delete BEFORE DELETE ON text_erasures BEGIN SELECT RAISE(ABORT, 'The table text_erasures keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER text_erasures_kept_from_replace BEFORE INSERT ON text_erasures BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: text_erasures.record_id') WHERE EXISTS (SELECT 1 FROM text_erasures WHERE "record_id" = NEW."record_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: text_erasures.rowid') WHERE EXISTS (SELECT 1 FROM text_erasures WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER token_requests_kept_from_update BEFORE UPDATE ON token_requests BEGIN SELECT RAISE(ABORT, 'The table token_requests keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER token_requests_kept_from_delete BEFORE DELETE ON token_requests BEGIN SELECT RAISE(ABORT, 'The table token_requests keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER token_requests_kept_from_replace BEFORE INSERT ON token_requests BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: token_requests.token_id, token_requests.key_hash') WHERE EXISTS (SELECT 1 FROM token_requests WHERE "token_id" = NEW."token_id" AND "key_hash" = NEW."key_hash"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: token_requests.rowid') WHERE EXISTS (SELECT 1 FROM token_requests WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER token_revocations_kept_from_update BEFORE UPDATE ON token_revocations BEGIN SELECT RAISE(ABORT, 'The table token_revocations keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER token_revocations_kept_from_delete BEFORE DELETE ON token_revocations BEGIN SELECT RAISE(ABORT, 'The table token_revocations keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER token_revocations_kept_from_replace BEFORE INSERT ON token_revocations BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: token_revocations.token_id') WHERE EXISTS (SELECT 1 FROM token_revocations WHERE "token_id" = NEW."token_id"); END;

CREATE TRIGGER tokens_kept_from_update BEFORE UPDATE ON tokens BEGIN SELECT RAISE(ABORT, 'The table tokens keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER tokens_kept_from_delete BEFORE DELETE ON tokens BEGIN SELECT RAISE(ABORT, 'The table tokens keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER tokens_kept_from_replace BEFORE INSERT ON tokens BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: tokens.id') WHERE EXISTS (SELECT 1 FROM tokens WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: tokens.digest') WHERE EXISTS (SELECT 1 FROM tokens WHERE "digest" = NEW."digest"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: tokens.public_id') WHERE EXISTS (SELECT 1 FROM tokens WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER verdicts_kept_from_update BEFORE UPDATE ON verdicts BEGIN SELECT RAISE(ABORT, 'The table verdicts keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER verdicts_kept_from_delete BEFORE DELETE ON verdicts BEGIN SELECT RAISE(ABORT, 'The table verdicts keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER verdicts_kept_from_replace BEFORE INSERT ON verdicts BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: verdicts.code') WHERE EXISTS (SELECT 1 FROM verdicts WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: verdicts.rowid') WHERE EXISTS (SELECT 1 FROM verdicts WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER ways_of_settling_kept_from_update BEFORE UPDATE ON ways_of_settling BEGIN SELECT RAISE(ABORT, 'The table ways_of_settling keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER ways_of_settling_kept_from_delete BEFORE DELETE ON ways_of_settling BEGIN SELECT RAISE(ABORT, 'The table ways_of_settling keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER ways_of_settling_kept_from_replace BEFORE INSERT ON ways_of_settling BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: ways_of_settling.code') WHERE EXISTS (SELECT 1 FROM ways_of_settling WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: ways_of_settling.rowid') WHERE EXISTS (SELECT 1 FROM ways_of_settling WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER window_policies_kept_from_update BEFORE UPDATE ON window_policies BEGIN SELECT RAISE(ABORT, 'The table window_policies keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER window_policies_kept_from_delete BEFORE DELETE ON window_policies BEGIN SELECT RAISE(ABORT, 'The table window_policies keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER window_policies_kept_from_replace BEFORE INSERT ON window_policies BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: window_policies.window_id') WHERE EXISTS (SELECT 1 FROM window_policies WHERE "window_id" = NEW."window_id"); END;

CREATE TRIGGER window_providers_kept_from_update BEFORE UPDATE ON window_providers BEGIN SELECT RAISE(ABORT, 'The table window_providers keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER window_providers_kept_from_delete BEFORE DELETE ON window_providers BEGIN SELECT RAISE(ABORT, 'The table window_providers keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER window_providers_kept_from_replace BEFORE INSERT ON window_providers BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: window_providers.window_id, window_providers.provider_id') WHERE EXISTS (SELECT 1 FROM window_providers WHERE "window_id" = NEW."window_id" AND "provider_id" = NEW."provider_id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: window_providers.rowid') WHERE EXISTS (SELECT 1 FROM window_providers WHERE "rowid" = NEW."rowid"); END;

CREATE TRIGGER windows_kept_from_update BEFORE UPDATE ON windows BEGIN SELECT RAISE(ABORT, 'The table windows keeps every row as it was written; UPDATE is refused.'); END;

CREATE TRIGGER windows_kept_from_delete BEFORE DELETE ON windows BEGIN SELECT RAISE(ABORT, 'The table windows keeps every row as it was written; DELETE is refused.'); END;

CREATE TRIGGER windows_kept_from_replace BEFORE INSERT ON windows BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: windows.id') WHERE EXISTS (SELECT 1 FROM windows WHERE "id" = NEW."id"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: windows.code') WHERE EXISTS (SELECT 1 FROM windows WHERE "code" = NEW."code"); SELECT RAISE(ABORT, 'UNIQUE constraint failed: windows.public_id') WHERE EXISTS (SELECT 1 FROM windows WHERE "public_id" = NEW."public_id"); END;

CREATE TRIGGER frames_closed_by_seeds BEFORE INSERT ON frames BEGIN SELECT RAISE(ABORT, 'The table frames takes no further row of this round_id: it stands in seeds already.') WHERE EXISTS (SELECT 1 FROM seeds WHERE round_id = NEW.round_id); END;

CREATE TRIGGER results_closed_by_frames BEFORE INSERT ON results BEGIN SELECT RAISE(ABORT, 'The table results takes no further row of this return_id: it stands in frames already.') WHERE EXISTS (SELECT 1 FROM frames WHERE return_id = NEW.return_id); END;

INSERT INTO accreditations (code) VALUES ('accredited');

INSERT INTO accreditations (code) VALUES ('notice_given');

INSERT INTO accreditations (code) VALUES ('revoked');

INSERT INTO accreditations (code) VALUES ('withdrawn');

INSERT INTO adjudication_decisions (code) VALUES ('confirm');

INSERT INTO adjudication_decisions (code) VALUES ('override');

INSERT INTO adjudication_decisions (code) VALUES ('refer_back');

INSERT INTO allocation_end_reasons (code) VALUES ('recognised');

INSERT INTO allocation_end_reasons (code) VALUES ('unreadable');

INSERT INTO allocation_end_reasons (code) VALUES ('wrong_person');

INSERT INTO allocation_end_reasons (code) VALUES ('identifies_a_child');

INSERT INTO allocation_end_reasons (code) VALUES ('interest');

INSERT INTO allocation_end_reasons (code) VALUES ('absence');

INSERT INTO allocation_end_reasons (code) VALUES ('balance');

INSERT INTO allocation_end_reasons (code) VALUES ('script_excluded');

INSERT INTO amendment_reasons (code) VALUES ('participant_appeal');

INSERT INTO amendment_reasons (code) VALUES ('clerical_error');

INSERT INTO amendment_reasons (code) VALUES ('malpractice');

INSERT INTO amendment_reasons (code) VALUES ('award_corrected');

INSERT INTO answer_kinds (code) VALUES ('noted');

INSERT INTO answer_kinds (code) VALUES ('accepted');

INSERT INTO answer_kinds (code) VALUES ('declined');

INSERT INTO bases (code) VALUES ('sourced');

INSERT INTO bases (code) VALUES ('analogy');

INSERT INTO bases (code) VALUES ('policy');

INSERT INTO comment_kinds (code) VALUES ('none');

INSERT INTO comment_kinds (code) VALUES ('comment');

INSERT INTO comment_kinds (code) VALUES ('representation');

INSERT INTO decision_kinds (code) VALUES ('no_action');

INSERT INTO decision_kinds (code) VALUES ('notice_of_remedial_action');

INSERT INTO decision_kinds (code) VALUES ('remedial_action_accepted');

INSERT INTO decision_kinds (code) VALUES ('revocation');

INSERT INTO decision_kinds (code) VALUES ('appeal_allowed');

INSERT INTO decision_kinds (code) VALUES ('appeal_dismissed');

INSERT INTO dimensions (code) VALUES ('qualification');

INSERT INTO dimensions (code) VALUES ('peer_moderation');

INSERT INTO draw_kinds (code) VALUES ('metric');

INSERT INTO draw_kinds (code) VALUES ('extension');

INSERT INTO enquiry_event_kinds (code) VALUES ('reasons_asked');

INSERT INTO enquiry_event_kinds (code) VALUES ('reasons_given');

INSERT INTO enquiry_event_kinds (code) VALUES ('remedy_possible');

INSERT INTO enquiry_event_kinds (code) VALUES ('remedy_impossible');

INSERT INTO enquiry_event_kinds (code) VALUES ('closed');

INSERT INTO enquiry_grounds (code) VALUES ('metric_5');

INSERT INTO enquiry_grounds (code) VALUES ('requirement_a');

INSERT INTO evidence_kinds (code) VALUES ('finding');

INSERT INTO evidence_kinds (code) VALUES ('scripts_missing');

INSERT INTO evidence_kinds (code) VALUES ('enquiry_reasons');

INSERT INTO evidence_kinds (code) VALUES ('remedial_action');

INSERT INTO evidence_kinds (code) VALUES ('malpractice_report');

INSERT INTO evidence_kinds (code) VALUES ('investigation');

INSERT INTO evidence_kinds (code) VALUES ('self_assessment');

INSERT INTO evidence_kinds (code) VALUES ('participant_feedback');

INSERT INTO evidence_kinds (code) VALUES ('performance_review');

INSERT INTO evidence_kinds (code) VALUES ('extenuating_circumstances');

INSERT INTO evidence_kinds (code) VALUES ('provider_evidence');

INSERT INTO evidence_kinds (code) VALUES ('other_evidence');

INSERT INTO finding_statuses (code) VALUES ('met');

INSERT INTO finding_statuses (code) VALUES ('not_met');

INSERT INTO finding_statuses (code) VALUES ('not_yet_determined');

INSERT INTO finding_statuses (code) VALUES ('not_shown');

INSERT INTO finding_statuses (code) VALUES ('not_assessable');

INSERT INTO grounds (code) VALUES ('remedial_action_not_taken');

INSERT INTO grounds (code) VALUES ('no_reasonable_steps');

INSERT INTO grounds (code) VALUES ('not_reported_immediately');

INSERT INTO interest_kinds (code) VALUES ('provider');

INSERT INTO interest_kinds (code) VALUES ('school');

INSERT INTO interest_kinds (code) VALUES ('person');

INSERT INTO judgement_reasons (code) VALUES ('scored');

INSERT INTO judgement_reasons (code) VALUES ('marked_without_scheme');

INSERT INTO judgement_reasons (code) VALUES ('total_misleads');

INSERT INTO judgement_reasons (code) VALUES ('correction');

INSERT INTO malpractice_kinds (code) VALUES ('malpractice');

INSERT INTO malpractice_kinds (code) VALUES ('maladministration');

INSERT INTO malpractice_stages (code) VALUES ('investigation');

INSERT INTO malpractice_stages (code) VALUES ('confirmed');

INSERT INTO marking_roles (code) VALUES ('first');

INSERT INTO marking_roles (code) VALUES ('second');

INSERT INTO marking_roles (code) VALUES ('third');

INSERT INTO metrics (code) VALUES ('metric_5');

INSERT INTO outcomes (code) VALUES ('pass');

INSERT INTO outcomes (code) VALUES ('fail');

INSERT INTO purposes (code) VALUES ('metric');

INSERT INTO purposes (code) VALUES ('extension');

INSERT INTO purposes (code) VALUES ('targeted');

INSERT INTO purposes (code) VALUES ('standardisation');

INSERT INTO regimes (code) VALUES ('2017');

INSERT INTO regimes (code) VALUES ('reformed');

INSERT INTO reopening_reasons (code) VALUES ('representation');

INSERT INTO reopening_reasons (code) VALUES ('error_found');

INSERT INTO reopening_reasons (code) VALUES ('script_supplied_late');

INSERT INTO roles (code) VALUES ('provider');

INSERT INTO roles (code) VALUES ('moderator');

INSERT INTO roles (code) VALUES ('lead_moderator');

INSERT INTO roles (code) VALUES ('case_officer');

INSERT INTO roles (code) VALUES ('official');

INSERT INTO roles (code) VALUES ('administrator');

INSERT INTO scopes (code) VALUES ('dfe');

INSERT INTO scopes (code) VALUES ('provider');

INSERT INTO script_event_kinds (code, takes_reason, takes_day) VALUES ('supplied', 0, 0);

INSERT INTO script_event_kinds (code, takes_reason, takes_day) VALUES ('declared_missing', 1, 0);

INSERT INTO script_event_kinds (code, takes_reason, takes_day) VALUES ('more_time_given', 0, 1);

INSERT INTO script_event_kinds (code, takes_reason, takes_day) VALUES ('returned', 1, 1);

INSERT INTO script_event_kinds (code, takes_reason, takes_day) VALUES ('receipt_taken_back', 1, 0);

INSERT INTO script_event_kinds (code, takes_reason, takes_day) VALUES ('exclusion_proposed', 1, 0);

INSERT INTO script_event_kinds (code, takes_reason, takes_day) VALUES ('exclusion_approved', 0, 0);

INSERT INTO script_event_kinds (code, takes_reason, takes_day) VALUES ('exclusion_refused', 0, 0);

INSERT INTO script_event_kinds (code, takes_reason, takes_day) VALUES ('marking_started', 0, 0);

INSERT INTO script_reasons (code) VALUES ('not_kept');

INSERT INTO script_reasons (code) VALUES ('file_lost');

INSERT INTO script_reasons (code) VALUES ('not_answered');

INSERT INTO script_reasons (code) VALUES ('unreadable');

INSERT INTO script_reasons (code) VALUES ('wrong_person');

INSERT INTO script_reasons (code) VALUES ('recorded_by_mistake');

INSERT INTO script_reasons (code) VALUES ('identifies_a_child');

INSERT INTO script_reasons (code) VALUES ('consent_withdrawn');

INSERT INTO script_reasons (code) VALUES ('result_voided');

INSERT INTO script_reasons (code) VALUES ('under_investigation');

INSERT INTO seed_ways (code) VALUES ('digits');

INSERT INTO seed_ways (code) VALUES ('hex');

INSERT INTO sides (code) VALUES ('for');

INSERT INTO sides (code) VALUES ('against');

INSERT INTO status_reasons (code) VALUES ('added');

INSERT INTO status_reasons (code) VALUES ('remedial_action_required');

INSERT INTO status_reasons (code) VALUES ('remedial_action_completed');

INSERT INTO status_reasons (code) VALUES ('serious_underperformance');

INSERT INTO status_reasons (code) VALUES ('appeal_upheld');

INSERT INTO status_reasons (code) VALUES ('provider_request');

INSERT INTO verdicts (code) VALUES ('taken');

INSERT INTO verdicts (code) VALUES ('not_taken_for_compelling_reasons');

INSERT INTO verdicts (code) VALUES ('not_taken');

INSERT INTO ways_of_settling (code) VALUES ('first_agreed');

INSERT INTO ways_of_settling (code) VALUES ('second_agreed');

INSERT INTO ways_of_settling (code) VALUES ('adjudicated');

INSERT INTO ways_of_settling (code) VALUES ('imported');

INSERT INTO ways_of_settling (code) VALUES ('re_adjudicated');

INSERT INTO ways_of_settling (code) VALUES ('corrected');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('declared_missing', 'not_kept');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('declared_missing', 'file_lost');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('declared_missing', 'not_answered');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('returned', 'unreadable');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('returned', 'wrong_person');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('returned', 'identifies_a_child');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('receipt_taken_back', 'recorded_by_mistake');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('receipt_taken_back', 'unreadable');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('receipt_taken_back', 'wrong_person');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('exclusion_proposed', 'consent_withdrawn');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('exclusion_proposed', 'result_voided');

INSERT INTO script_event_reasons (kind, reason_code) VALUES ('exclusion_proposed', 'under_investigation');

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQML', 'NPQ for Middle Leadership', '2017', '2017-10-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQSL', 'NPQ for Senior Leadership', '2017', '2017-10-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQH', 'NPQ for Headship', '2017', '2017-10-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQEL', 'NPQ for Executive Leadership', '2017', '2017-10-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQLT', 'NPQ for Leading Teaching', 'reformed', '2021-09-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQLTD', 'NPQ for Leading Teacher Development', 'reformed', '2021-09-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQLBC', 'NPQ for Leading Behaviour and Culture', 'reformed', '2021-09-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQSL', 'NPQ for Senior Leadership', 'reformed', '2021-09-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQH', 'NPQ for Headship', 'reformed', '2021-09-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQEL', 'NPQ for Executive Leadership', 'reformed', '2021-09-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQLL', 'NPQ for Leading Literacy', 'reformed', '2022-09-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQEYL', 'NPQ for Early Years Leadership', 'reformed', '2022-09-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQLPM', 'NPQ for Leading Primary Mathematics', 'reformed', '2024-02-01', NULL);

INSERT INTO qualifications (code, name, regime, from_on, to_on) VALUES ('NPQSENCO', 'NPQ for Special Educational Needs Co-ordinators', 'reformed', '2024-09-01', NULL);

INSERT INTO audit_forms (number, table_name, column_names) VALUES (1, 'adjudications', 'decided_at decided_by decision id mark max_mark outcome public_id sampled_script_id text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (2, 'allocation_ends', 'allocation_id ended_at ended_by reason_code');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (3, 'allocations', 'allocated_at allocated_by id moderator_id public_id role sampled_script_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (4, 'amendments', 'field frame_id id public_id reason_code recorded_at recorded_by script_ref value_after value_before');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (5, 'appeals', 'decision_id id lodged_at lodged_by public_id text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (6, 'cases', 'enquiry_id id opened_at opened_by provider_id public_id text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (7, 'comment_answers', 'answered_at answered_by comment_id id kind public_id text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (8, 'comments', 'commented_at commented_by finding_id id kind public_id sampled_script_id text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (9, 'correction_refusals', 'correction_id refused_at refused_by');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (10, 'criteria', 'id max_score number public_id scheme_id title');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (11, 'decision_confirmations', 'confirmed_at confirmed_by decision_id proposed_by');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (12, 'decision_withdrawals', 'decision_id withdrawn_at withdrawn_by');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (13, 'decisions', 'case_id ground id kind proposed_at proposed_by public_id text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (14, 'declared_interests', 'code declared_at id kind person_id public_id withdraws_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (15, 'draws', 'audit_head certificate drawn_at drawn_by frame_id id key_id kind number private_part public_id rate_denominator rate_numerator round_id sample_count seed_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (16, 'enquiries', 'finding_id ground id opened_at opened_by provider_id public_id window_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (17, 'enquiry_events', 'enquiry_id id kind public_id recorded_at recorded_by text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (18, 'evidence', 'case_id facts gathered_at gathered_by ground id kind public_id side source_id text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (19, 'finding_breakdowns', 'dimension excluded_count fail_to_pass_count finding_id missing_count moderated_count pass_to_fail_count scripts_count value');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (20, 'findings', 'as_at audit_head figure id metric policy_version_id provider_id public_id sign_off_id status supersedes_id version window_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (21, 'frame_seals', 'frame_id id number public_id turned_at turned_by');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (22, 'frames', 'digest frozen_at frozen_by id late pending_count presented_count provider_id public_id return_id round_id salt scripts_count text_hash voided_count window_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (23, 'grant_revocations', 'created_at grant_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (24, 'grants', 'created_at id person_id provider_id public_id role');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (25, 'incorrect_awards', 'id investigation_id public_id recorded_at recorded_by return_id row text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (26, 'investigations', 'began_at id kind provider_id public_id recorded_at recorded_by recorded_by_token report_id stage supersedes_id text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (27, 'judgement_scores', 'criterion_id judgement_id score');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (28, 'judgements', 'allocation_id id max_mark number outcome public_id reason_code scheme_id submitted_at supersedes_id text_hash total_mark total_misleads');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (29, 'malpractice_reports', 'began_at id kind provider_id public_id reported_at reported_by reported_by_token stage text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (30, 'outcome_corrections', 'corrects id mark max_mark outcome proposed_at proposed_by public_id sampled_script_id text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (31, 'outcome_imports', 'excluded_count id imported_at imported_by public_id repeated_count rows_count sha256 unsampled_count used_count window_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (32, 'people', 'created_at email_hash id public_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (33, 'person_erasures', 'erased_at person_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (34, 'policy_adoptions', 'adopted_at adopted_by number policy_version_id window_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (35, 'policy_values', 'basis citation key policy_version_id value');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (36, 'policy_versions', 'approved_by created_at effective_on id label public_id version window_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (37, 'provider_publications', 'address finding_id id public_id published_on recorded_at recorded_by');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (38, 'provider_statuses', 'created_at id provider_id public_id reason_code since status');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (39, 'providers', 'code created_at id name public_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (40, 'publications', 'finding_id id public_id published_at published_by');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (41, 'remedial_actions', 'decision_id due_on id number public_id text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (42, 'remedial_evidence', 'action_id id public_id submitted_at submitted_by text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (43, 'remedial_judgements', 'action_id id judged_at judged_by number public_id text_hash verdict');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (44, 'reopenings', 'finding_id id public_id reason_code reopened_at reopened_by');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (45, 'results_hashes', 'column_names return_id sha256');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (46, 'returns', 'byte_count changed_count filed_at filed_by filed_by_token final_count id pass_count peer_moderated_count pending_count presented_count provider_id public_id sha256 text_hash version voided_count window_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (47, 'reveals', 'person_id revealed_at sampled_script_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (48, 'sample_findings', 'excluded_count fail_to_pass_count finding_id frame_id missing_count moderated_count overturned_count pass_to_fail_count pending_count rate_denominator rate_numerator sample_count scripts_count');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (49, 'sampled_scripts', 'alias draw_id due_on frame_id id position public_id purpose rank return_id row script_ref ticket');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (50, 'schemes', 'created_at id max_mark pass_mark public_id qualification version');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (51, 'script_events', 'byte_count due_on id kind proposal_id proposed_by public_id reason_code recorded_at recorded_by recorded_by_token sampled_script_id sha256 takes_day takes_reason');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (52, 'seed_confirmations', 'confirmed_at confirmed_by id public_id recorded_by round_id seed_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (53, 'seed_rounds', 'announced_at announced_by id not_before number public_id source way window_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (54, 'seeds', 'first_frame_id id number public_id recorded_at recorded_by round_id seed');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (55, 'settlements', 'adjudication_id correction_id how id import_id max_mark national_mark national_outcome proposed_by public_id sampled_script_id sequence settled_at settled_by text_hash');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (56, 'sign_offs', 'audit_head id number public_id signed_at signed_by window_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (57, 'signing_keys', 'key_id public_pem recorded_at');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (58, 'standardisation_judgements', 'id moderator_id outcome public_id script_id submitted_at');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (59, 'standardisation_scripts', 'added_by agreed_outcome created_at id name public_id qualification round_number');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (60, 'text_erasures', 'erased_at record_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (61, 'token_revocations', 'created_at token_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (62, 'tokens', 'created_at digest expires_on id label provider_id public_id scope');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (63, 'window_policies', 'fixed_at policy_version_id window_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (64, 'window_providers', 'added_at provider_id window_id');

INSERT INTO audit_forms (number, table_name, column_names) VALUES (65, 'windows', 'all_providers assessed_from_on assessed_to_on code comments_due_on frames_close_on id moderation_due_on opened_at opened_by public_id regime returns_due_on scripts_due_on');

