"""The way out of a refusal as data: what somebody does next, which each door shows in its own language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, fields

from sampling.told import Told, told


class Verb(Told):
    """What can be done next; the label is an instruction, the meaning says who may follow it."""

    SET_UP = told("set_up", "Set the service up", "The operator of the machine sets the service up.")
    CHECK_RECORDS = told("check_records", "Check the records", "The operator looks for what was changed.")
    RESTORE = told("restore", "Restore a backup", "The operator restores the last backup into a new database.")
    SHOW_LOG = told("show_log", "Look what was done", "The audit log says what was done.")
    ADD_PERSON = told("add_person", "Add the person", "An administrator lets somebody in.")
    ADD_PROVIDER = told("add_provider", "Add the provider", "An administrator adds a provider.")
    OPEN_WINDOW = told("open_window", "Open a window", "An official opens a window.")
    FILE_RETURN = told("file_return", "File the return", "The provider files its results.")
    AMEND_RESULT = told("amend_result", "Amend the result", "The provider says what changed since its frame froze.")
    FREEZE_FRAME = told("freeze_frame", "Freeze the frame", "An official freezes what the provider filed.")
    FREEZE_EARLY = told("freeze_early", "Freeze it early", "An official freezes before returns are due, and says why.")
    RECORD_SEED = told("record_seed", "Record the seed", "An official records the announced digits.")
    CONFIRM_SEED = told("confirm_seed", "Confirm the seed", "Another official confirms the recorded digits.")
    DRAW = told("draw", "Draw the sample", "An official draws the sample of each frozen frame.")
    EXTEND_SAMPLE = told("extend_sample", "Extend the sample", "An official draws further tickets.")
    LIST_SAMPLE = told("list_sample", "See what was sampled", "The sample of a provider, in the order of its tickets.")
    LIST_SCRIPTS = told("list_scripts", "See the scripts", "The sampled scripts of a window and where each stands.")
    SUPPLY_SCRIPT = told("supply_script", "Supply the script", "The provider hands the script in.")
    TAKE_BACK_RECEIPT = told("take_back_receipt", "Take the receipt back", "What was received is not the script.")
    DECLARE_MISSING = told("declare_missing", "Record it as missing", "The provider says why it cannot supply.")
    GIVE_MORE_TIME = told("give_more_time", "Give more time", "The moderation team gives a later day.")
    PROPOSE_EXCLUSION = told("propose_exclusion", "Propose to exclude it", "An official proposes it with a reason.")
    APPROVE_EXCLUSION = told("approve_exclusion", "Approve the exclusion", "Another official approves it.")
    REFUSE_EXCLUSION = told("refuse_exclusion", "Refuse the exclusion", "Another official refuses it.")
    CORRECT_JUDGEMENT = told("correct_judgement", "Correct the judgement", "The moderator corrects it with a reason.")
    IMPORT_OUTCOMES = told("import_outcomes", "Import the outcomes", "A lead moderator imports outcomes.")
    IMPORT_OTHER_MAXIMUM = told(
        "import_other_maximum", "Confirm the maximum", "A lead moderator imports marks out of another maximum."
    )
    PROPOSE_CORRECTION = told("propose_correction", "Propose to correct it", "A lead moderator proposes it, and why.")
    CONFIRM_CORRECTION = told("confirm_correction", "Confirm the correction", "Another lead moderator confirms it.")
    REFUSE_CORRECTION = told("refuse_correction", "Refuse the correction", "A lead moderator refuses it.")
    SIGN_OFF = told("sign_off", "Sign off", "A lead moderator signs the moderation off.")
    REOPEN = told("reopen", "Reopen the finding", "A lead moderator reopens what is signed off, with a reason.")
    JUDGE_AGAIN = told("judge_again", "Judge the script again", "A moderator who had no part decides anew.")
    LIST_REPLIES = told("list_replies", "Read the replies", "What the providers of a window said.")
    ANSWER_REPLY = told("answer_reply", "Answer the reply", "A case officer or an official answers.")
    PUBLISH = told("publish", "Publish the figures", "An official publishes what is signed off.")
    LIST_CASES = told("list_cases", "See the cases", "The enquiries and cases there are.")
    RECORD_ENQUIRY = told("record_enquiry", "Record what happened", "What happened in an enquiry, step by step.")
    GATHER_EVIDENCE = told("gather_evidence", "Gather the evidence", "What the records say comes into the case.")
    PROPOSE_DECISION = told("propose_decision", "Propose a decision", "An official proposes a decision in a case.")
    CONFIRM_DECISION = told("confirm_decision", "Confirm the decision", "Another official confirms what one proposed.")
    WITHDRAW_PROPOSAL = told("withdraw_proposal", "Withdraw the proposal", "What was proposed is not decided.")
    JUDGE_REMEDY = told("judge_remedy", "Judge the action", "An official judges whether an action was taken.")
    REPORT_MALPRACTICE = told("report_malpractice", "Report it", "The provider reports malpractice.")
    OPEN_CASE = told("open_case", "Open a case", "A case officer or an official opens a case.")


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next, and what is known already of where."""

    verb: Verb
    _: KW_ONLY
    window: str | None = None
    provider: str | None = None
    script: str | None = None
    reason: str | None = None

    @property
    def known(self) -> Mapping[str, str]:
        """What is known, by name."""
        held = {name: getattr(self, name) for name in PARAMETERS}
        return {name: value for name, value in held.items() if value is not None}

    @property
    def words(self) -> str:
        """What to do in plain words.

        >>> Step(Verb.FREEZE_FRAME, window="2014J", provider="CCC").words
        'Freeze the frame (window 2014J, provider CCC)'
        """
        place = ", ".join(f"{name} {value}" for name, value in self.known.items())
        return f"{self.verb.label} ({place})" if place else self.verb.label


PARAMETERS = tuple(field.name for field in fields(Step) if field.name != "verb")
