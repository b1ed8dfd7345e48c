"""The kinds of entries of the log, each with its meaning: the whole list of what can be done to the records."""

from __future__ import annotations

from sampling.told import Told, told


class Happened(Told):
    """What an act did, as a past-tense name."""

    SIGNING_KEY_REPLACED = told(
        "signing_key_replaced", "Signing key replaced", "A signing key that was lost was replaced by a new one."
    )
    DEFAULT_POLICY_RECORDED = told(
        "default_policy_recorded", "Default policy recorded", "A version of the default policy was recorded."
    )

    ROLE_GIVEN = told("role_given", "Role given", "A person was given a role.")
    ROLE_TAKEN_BACK = told("role_taken_back", "Role taken back", "A role was taken back from a person.")
    TOKEN_ADDED = told("token_added", "Token added", "A token was made for a program.")
    TOKEN_REVOKED = told("token_revoked", "Token revoked", "A token was ended before its day.")

    PROVIDER_ADDED = told("provider_added", "Provider added", "A provider was added, as accredited.")
    PROVIDER_STATUS_CHANGED = told(
        "provider_status_changed", "Provider status changed", "A provider's accreditation changed."
    )
    SCHEME_LOADED = told("scheme_loaded", "Scheme loaded", "A version of a mark scheme was loaded.")

    WINDOW_OPENED = told("window_opened", "Window opened", "A window was opened, with its days and its policy.")
    POLICY_ADOPTED = told("policy_adopted", "Policy adopted", "A window adopted a version of the policy.")
    SEED_ROUND_ANNOUNCED = told(
        "seed_round_announced", "Seed round announced", "The source of a round's seed was announced."
    )

    RETURN_FILED = told("return_filed", "Return filed", "A provider filed a version of its return.")
    FRAME_FROZEN = told("frame_frozen", "Frame frozen", "A provider's final results were fixed under a digest.")
    RESULT_AMENDED = told(
        "result_amended", "Result amended", "A change to a frozen result was recorded beside the frame."
    )

    SEED_RECORDED = told("seed_recorded", "Seed recorded", "A round's seed was recorded by one official.")
    SEED_CONFIRMED = told("seed_confirmed", "Seed confirmed", "Another official confirmed a seed, which counts.")
    SAMPLE_DRAWN = told(
        "sample_drawn", "Sample drawn", "A provider's sample for metric 5 was drawn, and its certificate signed."
    )
    SAMPLE_EXTENDED = told(
        "sample_extended", "Sample extended", "A provider's sample was extended, as evidence beside the metric."
    )

    SCRIPT_SUPPLIED = told("script_supplied", "Script supplied", "A sampled script was received.")
    SCRIPT_RECEIPT_TAKEN_BACK = told(
        "script_receipt_taken_back",
        "Script receipt taken back",
        "The receipt of a script was taken back, and why.",
    )
    SCRIPT_DECLARED_MISSING = told(
        "script_declared_missing", "Script declared missing", "A sampled script was said not to be supplied, and why."
    )
    SCRIPT_MORE_TIME_GIVEN = told(
        "script_more_time_given", "Script more time given", "More time was given for a sampled script."
    )
    SCRIPT_RETURNED = told(
        "script_returned", "Script returned", "A sampled script went back to its provider, which supplies it again."
    )
    SCRIPT_MARKING_STARTED = told(
        "script_marking_started", "Script marking started", "The marking of a sampled script began."
    )
    SCRIPT_EXCLUSION_PROPOSED = told(
        "script_exclusion_proposed", "Script exclusion proposed", "One official proposed to exclude a script."
    )
    SCRIPT_EXCLUSION_APPROVED = told(
        "script_exclusion_approved", "Script exclusion approved", "Another official approved the exclusion of a script."
    )
    SCRIPT_EXCLUSION_REFUSED = told(
        "script_exclusion_refused", "Script exclusion refused", "Another official refused the exclusion of a script."
    )

    INTEREST_DECLARED = told("interest_declared", "Interest declared", "A moderator declared an interest.")
    INTEREST_WITHDRAWN = told(
        "interest_withdrawn", "Interest withdrawn", "A moderator withdrew an interest that no longer holds."
    )
    STANDARDISATION_ROUND_ADDED = told(
        "standardisation_round_added", "Standardisation round added", "A round of standardisation scripts was added."
    )
    STANDARDISATION_JUDGED = told(
        "standardisation_judged", "Standardisation judged", "A moderator judged a standardisation script."
    )
    SCRIPTS_ALLOCATED = told("scripts_allocated", "Scripts allocated", "Sampled scripts were given to moderators.")
    ALLOCATION_ENDED = told(
        "allocation_ended", "Allocation ended", "A moderator's allocation ended before a judgement counted."
    )
    JUDGEMENT_SUBMITTED = told("judgement_submitted", "Judgement submitted", "A moderator judged a script.")
    JUDGEMENT_CORRECTED = told(
        "judgement_corrected", "Judgement corrected", "A moderator corrected a judgement while that was allowed."
    )
    SCRIPT_ADJUDICATED = told(
        "script_adjudicated",
        "Script adjudicated",
        "A lead moderator decided between judgements, or referred a script back.",
    )
    OUTCOMES_IMPORTED = told("outcomes_imported", "Outcomes imported", "National outcomes were imported from a file.")
    OUTCOME_SETTLED = told("outcome_settled", "Outcome settled", "The national outcome of a script was settled.")
    OUTCOME_CORRECTION_PROPOSED = told(
        "outcome_correction_proposed",
        "Outcome correction proposed",
        "One lead moderator proposed to correct an outcome that was recorded wrongly.",
    )
    OUTCOME_CORRECTED = told(
        "outcome_corrected", "Outcome corrected", "Another lead moderator confirmed the correction of an outcome."
    )
    OUTCOME_CORRECTION_REFUSED = told(
        "outcome_correction_refused",
        "Outcome correction refused",
        "The correction of an outcome was refused, or taken back by its proposer.",
    )
    MARK_REVEALED = told(
        "mark_revealed", "Mark revealed", "Somebody who marked saw what the provider had decided, after settlement."
    )

    FINDING_SIGNED_OFF = told(
        "finding_signed_off", "Finding signed off", "A lead moderator signed off a provider's accuracy in a window."
    )
    FINDING_REOPENED = told(
        "finding_reopened", "Finding reopened", "A lead moderator reopened what was signed off, with a reason."
    )
    ENQUIRY_OPENED = told("enquiry_opened", "Enquiry opened", "An enquiry into the reasons for a finding was opened.")

    FINDING_REPLIED_TO = told(
        "finding_replied_to", "Finding replied to", "A provider commented on a finding, or said that it has no comment."
    )
    REPLY_ANSWERED = told("reply_answered", "Reply answered", "What a provider said of a finding was answered.")
    FINDING_PUBLISHED = told("finding_published", "Finding published", "A figure was made public.")
    PROVIDER_PUBLICATION_RECORDED = told(
        "provider_publication_recorded",
        "Provider publication recorded",
        "An official recorded where a provider published its own figure.",
    )

    ENQUIRY_STEP_RECORDED = told("enquiry_step_recorded", "Enquiry step recorded", "A step of an enquiry was recorded.")
    MALPRACTICE_REPORTED = told(
        "malpractice_reported", "Malpractice reported", "Malpractice or maladministration was reported."
    )
    INVESTIGATION_RECORDED = told(
        "investigation_recorded", "Investigation recorded", "An investigation, or a confirmed instance, was recorded."
    )
    INCORRECT_AWARD_RECORDED = told(
        "incorrect_award_recorded", "Incorrect award recorded", "It was recorded that an award was wrong."
    )
    CASE_OPENED = told("case_opened", "Case opened", "A compliance case was opened.")
    EVIDENCE_GATHERED = told(
        "evidence_gathered", "Evidence gathered", "The evidence that the records hold was gathered into a case."
    )
    EVIDENCE_ADDED = told("evidence_added", "Evidence added", "A person added evidence to a case.")
    DECISION_PROPOSED = told("decision_proposed", "Decision proposed", "One official proposed a decision in a case.")
    PROPOSAL_WITHDRAWN = told("proposal_withdrawn", "Proposal withdrawn", "A proposed decision was withdrawn.")
    DECISION_CONFIRMED = told(
        "decision_confirmed", "Decision confirmed", "Another official confirmed a decision, which took effect."
    )
    REMEDY_SHOWN = told("remedy_shown", "Remedy shown", "A provider showed what it did about a remedial action.")
    REMEDY_JUDGED = told("remedy_judged", "Remedy judged", "What a provider did about a remedial action was judged.")
    APPEAL_LODGED = told("appeal_lodged", "Appeal lodged", "A provider appealed against a decision.")

    EXPIRED_ERASED = told(
        "expired_erased", "Expired erased", "Words, names and drafts that were past their time were erased."
    )
