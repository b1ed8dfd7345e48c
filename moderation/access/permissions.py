"""The one table of who may do what; every action asks it, and the tests read it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto
from types import MappingProxyType

from sampling.told import Told, told


class Role(Told):
    """What a person is to the service."""

    PROVIDER = told("provider", "Provider", "A member of a provider's staff.")
    MODERATOR = told("moderator", "Moderator", "Judges sampled scripts.")
    LEAD_MODERATOR = told(
        "lead_moderator", "Lead moderator", "Allocates scripts, decides between judgements, signs off."
    )
    CASE_OFFICER = told("case_officer", "Case officer", "Follows up findings and keeps cases.")
    OFFICIAL = told("official", "Official", "Acts for DfE.")
    ADMINISTRATOR = told("administrator", "Administrator", "Lets people in and adds providers.")


class Permission(StrEnum):
    """One verb of the service."""

    ADD_PROVIDER = auto()
    CHANGE_PROVIDER_STATUS = auto()
    OPEN_WINDOW = auto()
    FIX_POLICY = auto()
    FILE_RETURN = auto()
    AMEND_FRAME = auto()
    FREEZE_FRAME = auto()
    ANNOUNCE_SEED = auto()
    RECORD_SEED = auto()
    WITNESS_SEED = auto()
    DRAW = auto()
    EXTEND_SAMPLE = auto()
    SUPPLY_SCRIPT = auto()
    RECORD_SCRIPT = auto()
    EXCLUDE_SCRIPT = auto()
    APPROVE_EXCLUSION = auto()
    LOAD_SCHEME = auto()
    DECLARE_INTEREST = auto()
    ALLOCATE = auto()
    JUDGE = auto()
    ADJUDICATE = auto()
    IMPORT_OUTCOMES = auto()
    SETTLE_OUTCOMES = auto()
    REVEAL = auto()
    SIGN_OFF = auto()
    REOPEN = auto()
    PUBLISH = auto()
    COMMENT = auto()
    WRITE_FEEDBACK = auto()
    OPEN_ENQUIRY = auto()
    REPORT_MALPRACTICE = auto()
    OPEN_CASE = auto()
    GATHER_EVIDENCE = auto()
    PROPOSE_DECISION = auto()
    CONFIRM_DECISION = auto()
    SEE_RECORDS = auto()
    SEE_ACCURACY = auto()
    SEE_OWN_ACCURACY = auto()
    SEE_CASES = auto()
    SEE_AUDIT = auto()
    SEE_PRIVATE_CERTIFICATE = auto()
    SET_UP = auto()
    MANAGE_PEOPLE = auto()
    MANAGE_TOKENS = auto()
    EXPORT = auto()
    ERASE_EXPIRED = auto()


_P = Permission

# Each verb as it stands in a sentence: "Only an administrator may …".
DEEDS: Mapping[Permission, str] = MappingProxyType(
    {
        _P.ADD_PROVIDER: "add a provider",
        _P.CHANGE_PROVIDER_STATUS: "change a provider's status",
        _P.OPEN_WINDOW: "open a window",
        _P.FIX_POLICY: "fix a policy",
        _P.FILE_RETURN: "file a return",
        _P.AMEND_FRAME: "amend a frame",
        _P.FREEZE_FRAME: "freeze a frame",
        _P.ANNOUNCE_SEED: "announce a seed",
        _P.RECORD_SEED: "record a seed",
        _P.WITNESS_SEED: "witness a seed",
        _P.DRAW: "draw a sample",
        _P.EXTEND_SAMPLE: "extend a sample",
        _P.SUPPLY_SCRIPT: "supply a script",
        _P.RECORD_SCRIPT: "record where a script stands",
        _P.EXCLUDE_SCRIPT: "exclude a script",
        _P.APPROVE_EXCLUSION: "approve an exclusion",
        _P.LOAD_SCHEME: "load a scheme",
        _P.DECLARE_INTEREST: "declare an interest",
        _P.ALLOCATE: "allocate scripts",
        _P.JUDGE: "judge a script",
        _P.ADJUDICATE: "adjudicate",
        _P.IMPORT_OUTCOMES: "import outcomes",
        _P.SETTLE_OUTCOMES: "settle outcomes",
        _P.REVEAL: "see what the provider decided",
        _P.SIGN_OFF: "sign off a window",
        _P.REOPEN: "reopen a finding",
        _P.PUBLISH: "publish a figure",
        _P.COMMENT: "comment on a finding",
        _P.WRITE_FEEDBACK: "write feedback",
        _P.OPEN_ENQUIRY: "open an enquiry",
        _P.REPORT_MALPRACTICE: "report malpractice",
        _P.OPEN_CASE: "open a case",
        _P.GATHER_EVIDENCE: "gather evidence",
        _P.PROPOSE_DECISION: "propose a decision",
        _P.CONFIRM_DECISION: "confirm a decision",
        _P.SEE_RECORDS: "see what was reported, drawn and settled",
        _P.SEE_ACCURACY: "see every provider's accuracy",
        _P.SEE_OWN_ACCURACY: "see a provider's accuracy",
        _P.SEE_CASES: "see enquiries and cases",
        _P.SEE_AUDIT: "see the audit log",
        _P.SEE_PRIVATE_CERTIFICATE: "see a private certificate",
        _P.SET_UP: "set the service up",
        _P.MANAGE_PEOPLE: "let people in",
        _P.MANAGE_TOKENS: "make and end tokens",
        _P.EXPORT: "export a window",
        _P.ERASE_EXPIRED: "erase what is past its time",
    }
)

MATRIX: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        # A provider's people act for their own provider alone.
        Role.PROVIDER: frozenset(
            {
                _P.FILE_RETURN,
                _P.AMEND_FRAME,
                _P.SUPPLY_SCRIPT,
                _P.COMMENT,
                _P.REPORT_MALPRACTICE,
                _P.SEE_RECORDS,
                _P.SEE_OWN_ACCURACY,
                _P.SEE_PRIVATE_CERTIFICATE,
            }
        ),
        Role.MODERATOR: frozenset({_P.DECLARE_INTEREST, _P.JUDGE, _P.REVEAL}),
        Role.LEAD_MODERATOR: frozenset(
            {
                _P.DECLARE_INTEREST,
                _P.LOAD_SCHEME,
                _P.ALLOCATE,
                _P.ADJUDICATE,
                _P.IMPORT_OUTCOMES,
                _P.SETTLE_OUTCOMES,
                _P.RECORD_SCRIPT,
                _P.REVEAL,
                _P.SIGN_OFF,
                _P.REOPEN,
            }
        ),
        Role.CASE_OFFICER: frozenset(
            {
                _P.WRITE_FEEDBACK,
                _P.OPEN_ENQUIRY,
                _P.OPEN_CASE,
                _P.GATHER_EVIDENCE,
                _P.RECORD_SCRIPT,
                _P.SEE_RECORDS,
                _P.SEE_ACCURACY,
                _P.SEE_CASES,
            }
        ),
        Role.OFFICIAL: frozenset(
            {
                _P.CHANGE_PROVIDER_STATUS,
                _P.OPEN_WINDOW,
                _P.FIX_POLICY,
                _P.FREEZE_FRAME,
                _P.ANNOUNCE_SEED,
                _P.RECORD_SEED,
                _P.WITNESS_SEED,
                _P.DRAW,
                _P.EXTEND_SAMPLE,
                _P.RECORD_SCRIPT,
                _P.EXCLUDE_SCRIPT,
                _P.APPROVE_EXCLUSION,
                _P.PUBLISH,
                _P.WRITE_FEEDBACK,
                _P.OPEN_ENQUIRY,
                _P.OPEN_CASE,
                _P.GATHER_EVIDENCE,
                _P.PROPOSE_DECISION,
                _P.CONFIRM_DECISION,
                _P.SEE_RECORDS,
                _P.SEE_ACCURACY,
                _P.SEE_CASES,
                _P.SEE_AUDIT,
                _P.SEE_PRIVATE_CERTIFICATE,
                _P.EXPORT,
                _P.ERASE_EXPIRED,
            }
        ),
        # No right to judge or decide.
        Role.ADMINISTRATOR: frozenset({_P.ADD_PROVIDER, _P.MANAGE_PEOPLE, _P.MANAGE_TOKENS, _P.SEE_AUDIT}),
    }
)

# What a program may do with a token: it never judges, seals or decides.
DFE_TOKEN: frozenset[Permission] = frozenset(
    {_P.SEE_RECORDS, _P.SEE_ACCURACY, _P.SEE_CASES, _P.SEE_AUDIT, _P.SEE_PRIVATE_CERTIFICATE, _P.EXPORT}
)
PROVIDER_TOKEN: frozenset[Permission] = frozenset(
    {
        _P.FILE_RETURN,
        _P.SUPPLY_SCRIPT,
        _P.REPORT_MALPRACTICE,
        _P.SEE_RECORDS,
        _P.SEE_OWN_ACCURACY,
        _P.SEE_PRIVATE_CERTIFICATE,
    }
)
# What a command may show to whoever has the machine, who could read the database itself.
LOOKING: frozenset[Permission] = DFE_TOKEN | {_P.MANAGE_PEOPLE, _P.MANAGE_TOKENS}

ROLE_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        Role.PROVIDER: "the provider's own staff",
        Role.MODERATOR: "a moderator",
        Role.LEAD_MODERATOR: "a lead moderator",
        Role.CASE_OFFICER: "a case officer",
        Role.OFFICIAL: "a DfE official",
        Role.ADMINISTRATOR: "an administrator",
    }
)


def roles_that_may(permission: Permission) -> tuple[Role, ...]:
    """Return the roles that have a permission, in the order of the table."""
    return tuple(role for role, held in MATRIX.items() if permission in held)
