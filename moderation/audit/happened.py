"""The kinds of entries of the log, each with its meaning: the whole list of what can be done to the records."""

from __future__ import annotations

from enum import StrEnum


class Happened(StrEnum):
    """What an act did, as a past-tense name; `meaning` says it in a sentence."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Happened:
        """Make a kind from its name in the log and its meaning."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    SIGNING_KEY_REPLACED = "signing_key_replaced", "A signing key that was lost was replaced by a new one."
    DEFAULT_POLICY_RECORDED = "default_policy_recorded", "A version of the default policy was recorded."

    ROLE_GIVEN = "role_given", "A person was given a role."
    ROLE_TAKEN_BACK = "role_taken_back", "A role was taken back from a person."
    TOKEN_ADDED = "token_added", "A token was made for a program."
    TOKEN_REVOKED = "token_revoked", "A token was ended before its day."

    PROVIDER_ADDED = "provider_added", "A provider was added, as accredited."
    PROVIDER_STATUS_CHANGED = "provider_status_changed", "A provider's accreditation changed."
    SCHEME_LOADED = "scheme_loaded", "A version of a mark scheme was loaded."

    WINDOW_OPENED = "window_opened", "A window was opened, with its days and its policy."
    POLICY_ADOPTED = "policy_adopted", "A window adopted a version of the policy."
    SEED_ROUND_ANNOUNCED = "seed_round_announced", "The source of a round's seed was announced."

    RETURN_FILED = "return_filed", "A provider filed a version of its return."
    FRAME_FROZEN = "frame_frozen", "A provider's final results were fixed under a digest."
    RESULT_AMENDED = "result_amended", "A change to a frozen result was recorded beside the frame."

    SEED_RECORDED = "seed_recorded", "A round's seed was recorded before a witness."
    SAMPLE_DRAWN = "sample_drawn", "A provider's sample for metric 5 was drawn, and its certificate signed."
    SAMPLE_EXTENDED = "sample_extended", "A provider's sample was extended, as evidence beside the metric."

    SCRIPT_SUPPLIED = "script_supplied", "A sampled script was received."
    SCRIPT_DECLARED_MISSING = "script_declared_missing", "A sampled script was said not to be supplied, and why."
    SCRIPT_MORE_TIME_GIVEN = "script_more_time_given", "More time was given for a sampled script."
    SCRIPT_RETURNED = "script_returned", "A sampled script went back to its provider, which supplies it again."
    SCRIPT_MARKING_STARTED = "script_marking_started", "The marking of a sampled script began."
    SCRIPT_EXCLUSION_PROPOSED = "script_exclusion_proposed", "One official proposed to exclude a script."
    SCRIPT_EXCLUSION_APPROVED = "script_exclusion_approved", "Another official approved the exclusion of a script."
    SCRIPT_EXCLUSION_REFUSED = "script_exclusion_refused", "Another official refused the exclusion of a script."

    INTEREST_DECLARED = "interest_declared", "A moderator declared an interest."
    INTEREST_WITHDRAWN = "interest_withdrawn", "A moderator withdrew an interest that no longer holds."
    STANDARDISATION_ROUND_ADDED = "standardisation_round_added", "A round of standardisation scripts was added."
    STANDARDISATION_JUDGED = "standardisation_judged", "A moderator judged a standardisation script."
    SCRIPTS_ALLOCATED = "scripts_allocated", "Sampled scripts were given to moderators."
    ALLOCATION_ENDED = "allocation_ended", "A moderator's allocation ended before a judgement counted."
    JUDGEMENT_SUBMITTED = "judgement_submitted", "A moderator judged a script."
    JUDGEMENT_CORRECTED = "judgement_corrected", "A moderator corrected a judgement while that was allowed."
    SCRIPT_ADJUDICATED = "script_adjudicated", "A lead moderator decided between judgements, or referred a script back."
    OUTCOMES_IMPORTED = "outcomes_imported", "National outcomes were imported from a file."
    OUTCOME_SETTLED = "outcome_settled", "The national outcome of a script was settled."
    MARK_REVEALED = "mark_revealed", "Somebody who marked saw what the provider had decided, after settlement."

    FINDING_SIGNED_OFF = "finding_signed_off", "A lead moderator signed off a provider's accuracy in a window."
    FINDING_REOPENED = "finding_reopened", "A lead moderator reopened what was signed off, with a reason."
    ENQUIRY_OPENED = "enquiry_opened", "An enquiry into the reasons for a finding was opened."

    FINDING_REPLIED_TO = "finding_replied_to", "A provider commented on a finding, or said that it has no comment."
    REPLY_ANSWERED = "reply_answered", "What a provider said of a finding was answered."
    FINDING_PUBLISHED = "finding_published", "A figure was made public."
    PROVIDER_PUBLICATION_RECORDED = (
        "provider_publication_recorded",
        "An official recorded where a provider published its own figure.",
    )

    ENQUIRY_STEP_RECORDED = "enquiry_step_recorded", "A step of an enquiry was recorded."
    MALPRACTICE_REPORTED = "malpractice_reported", "Malpractice or maladministration was reported."
    INVESTIGATION_RECORDED = "investigation_recorded", "An investigation, or a confirmed instance, was recorded."
    INCORRECT_AWARD_RECORDED = "incorrect_award_recorded", "It was recorded that an award was wrong."
    CASE_OPENED = "case_opened", "A compliance case was opened."
    EVIDENCE_GATHERED = "evidence_gathered", "The evidence that the records hold was gathered into a case."
    EVIDENCE_ADDED = "evidence_added", "A person added evidence to a case."
    DECISION_PROPOSED = "decision_proposed", "One official proposed a decision in a case."
    PROPOSAL_WITHDRAWN = "proposal_withdrawn", "A proposed decision was withdrawn."
    DECISION_CONFIRMED = "decision_confirmed", "Another official confirmed a decision, which took effect."
    REMEDY_SHOWN = "remedy_shown", "A provider showed what it did about a remedial action."
    REMEDY_JUDGED = "remedy_judged", "What a provider did about a remedial action was judged."
    APPEAL_LODGED = "appeal_lodged", "A provider appealed against a decision."

    EXPIRED_ERASED = "expired_erased", "Words, names and drafts that were past their time were erased."
