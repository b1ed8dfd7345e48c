"""The words for every closed list of values that the API serves: what a value means, and what may be done then."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from moderation.cases.decision_records import DecisionKind
from moderation.cases.malpractice_records import MalpracticeKind, MalpracticeStage
from moderation.cases.records import Ground
from moderation.cases.shown import CaseState
from moderation.draws.records import DrawKind, Purpose
from moderation.findings.enquiry_records import EnquiryEventKind, EnquiryGround
from moderation.findings.records import FindingStatus
from moderation.marking.records import SettledHow
from moderation.providers.records import Accreditation, Regime
from moderation.returns.records import Outcome
from moderation.scripts.records import ScriptReason
from moderation.scripts.state import ScriptStanding
from sampling.evidence import Evidence

Words = Mapping[str, tuple[str, str]]

NOTHING = "Nothing: it is a fact."
SUPPLY = "The provider hands the file in: PUT /scripts/{id}/file."
WHILE_OPEN = "Until its day is over or its marking has begun, the provider hands the file in: PUT /scripts/{id}/file."

MEANINGS: Mapping[type[Enum], Words] = {
    Regime: {
        "2017": ("The suite of 2017: NPQML, NPQSL, NPQH, NPQEL.", NOTHING),
        "reformed": ("The reformed suite.", NOTHING),
    },
    Accreditation: {
        "accredited": ("Accredited.", "The provider files returns and is judged."),
        "notice_given": ("Accredited, with a notice of remedial action.", "Judged as before; actions are due."),
        "revoked": ("Accreditation was revoked by two officials.", "The provider may appeal."),
        "withdrawn": ("The provider gave its accreditation up.", "Later windows leave it out."),
    },
    DrawKind: {
        "metric": ("The draw that metric 5 rests on.", "Anybody can draw again from its certificate."),
        "extension": ("Further tickets of the same order.", "It adds evidence and changes no decision."),
    },
    Purpose: {
        "metric": ("One of the random tenth; it counts in metric 5.", SUPPLY),
        "extension": ("Drawn later as further evidence; it does not count in metric 5.", SUPPLY),
        "targeted": ("Chosen for a reason, such as a borderline mark; it does not count.", SUPPLY),
        "standardisation": ("Chosen for moderators to practise on; it does not count.", SUPPLY),
    },
    ScriptStanding: {
        "asked": ("Asked for, and no file is here.", WHILE_OPEN + " After the sign-off nothing is asked any more."),
        "supplied": (
            "Here, with its receipt.",
            "Another file replaces it until its marking begins or its day is over.",
        ),
        "missing": ("Recorded as missing; it stays in the denominator.", SUPPLY),
        "excluded": ("Two officials took it out of the sample.", "Nothing more is recorded of it."),
    },
    ScriptReason: {
        "not_kept": ("The provider kept no copy.", SUPPLY),
        "file_lost": ("The provider lost the file.", SUPPLY),
        "not_answered": ("The day was over and no answer had come.", "Ask for more time, and hand it in."),
        "unreadable": ("What came cannot be read.", SUPPLY),
        "wrong_person": ("What came is somebody else's.", SUPPLY),
        "identifies_a_child": ("What came names a child.", "Hand in a copy that does not."),
        "consent_withdrawn": ("The participant withdrew consent.", NOTHING),
        "result_voided": ("The result was voided.", NOTHING),
        "under_investigation": ("The result is under investigation.", NOTHING),
    },
    Outcome: {"pass": ("Passed.", NOTHING), "fail": ("Failed.", NOTHING)},
    SettledHow: {
        "first_agreed": ("The first moderator agreed with the provider.", NOTHING),
        "second_agreed": ("Two independent judgements agreed.", NOTHING),
        "adjudicated": ("Two judgements differed and a lead moderator decided.", "A representation may be made."),
        "imported": ("Settled elsewhere, and imported.", NOTHING),
        "re_adjudicated": ("Judged again by a third moderator after a representation.", "A new finding supersedes."),
    },
    FindingStatus: {
        "met": ("No more than 5% of the sample was overturned.", "The provider publishes its figure."),
        "not_met": (
            "More than 5% of the sample was overturned.",
            "Once signed off, an enquiry into reasons opens.",
        ),
        "not_yet_determined": ("Sampled scripts are without an outcome.", "Wait: a part result is biased."),
        "not_shown": ("Missing scripts leave it open on which side of 5% it lies.", "Supply the missing scripts."),
        "not_assessable": ("There was nothing to sample.", NOTHING),
    },
    Evidence: {
        "certain": ("The whole frame was moderated, or no other result is possible.", NOTHING),
        "strong_met": ("Strong evidence that the true rate is within 5%.", NOTHING),
        "strong_not_met": ("Strong evidence that the true rate is above 5%.", NOTHING),
        "inconclusive": ("The sample cannot tell.", "An official may extend the sample."),
    },
    EnquiryGround: {
        "metric_5": ("Metric 5 was not met.", "The provider is asked for its reasons."),
        "requirement_a": ("A sampled script was not supplied.", "The provider is asked for its reasons."),
    },
    EnquiryEventKind: {
        "reasons_asked": ("The provider was asked for its reasons.", "The provider answers."),
        "reasons_given": ("The provider gave its reasons.", "DfE judges whether a remedy is possible."),
        "remedy_possible": ("A remedy is possible.", "A notice names every remedial action."),
        "remedy_impossible": ("No remedy is possible.", "A case may be opened."),
        "closed": ("The enquiry is over.", "Nothing more is recorded."),
    },
    CaseState: {
        "open": ("Evidence is gathered.", "An official may propose a decision."),
        "proposal_waits": ("One official proposed a decision.", "Another official confirms or refuses it."),
        "closed": ("The last word was spoken.", "Nothing more is decided."),
    },
    DecisionKind: {
        "no_action": ("Nothing follows.", "The case is closed."),
        "notice_of_remedial_action": (
            "A notice names what must be done and by when.",
            "The provider shows what it did.",
        ),
        "remedial_action_accepted": ("What was required was done.", "The case is closed."),
        "revocation": ("Accreditation is revoked.", "The provider may appeal to an independent panel."),
        "appeal_allowed": (
            "The panel allowed the appeal; its word is final.",
            "What held before the revocation holds again, an earlier notice too; without one the case is closed.",
        ),
        "appeal_dismissed": ("The panel dismissed the appeal; its word is final.", "The case is closed."),
    },
    Ground: {
        "remedial_action_not_taken": ("Required action was not taken.", NOTHING),
        "no_reasonable_steps": ("No reasonable steps against malpractice or maladministration.", NOTHING),
        "not_reported_immediately": ("An investigation or a confirmed instance was not reported at once.", NOTHING),
    },
    MalpracticeKind: {
        "malpractice": ("Deliberate.", NOTHING),
        "maladministration": ("A failure to follow the rules.", NOTHING),
    },
    MalpracticeStage: {
        "investigation": ("It is being investigated.", "Report it again once it is confirmed."),
        "confirmed": ("It is confirmed.", NOTHING),
    },
}
