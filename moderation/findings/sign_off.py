"""Signs off the moderation of a window: from then on there are findings, and enquiries where reasons are needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject, head
from moderation.audit.records import canonical
from moderation.draws.records import Purpose
from moderation.errors import Conflict, Fault, Rejected, Step, Verb
from moderation.findings.breakdown import breakdown_rows
from moderation.findings.cells import cells_of, frame_counts
from moderation.findings.enquiry_records import Enquiry, log_opened, open_enquiries
from moderation.findings.figure import compute
from moderation.findings.records import Finding, FindingStatus, Metric, SampleFinding, WindowSignOff
from moderation.findings.standing import FrameStanding, chosen, standing_of
from moderation.findings.tally import Cell, CountsAs, Tally, tally
from moderation.marking.correct_outcome import open_corrections
from moderation.marking.settle import log_settled, settle_due
from moderation.returns.records import Frame
from moderation.scripts.find import open_proposals
from moderation.scripts.seal_records import turn_seals
from moderation.windows.policy import Policy, policy_in, version_of
from moderation.windows.records import Window, lock_window, window_by_code
from sampling.ratio import Ratio

MOST_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """The window whose moderation is complete; without codes, of every provider that was drawn."""

    window_code: str
    provider_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What all findings of one sign-off share."""

    sign_off: WindowSignOff
    policy: Policy
    policy_version_id: int


def sign_off(act: Act, command: SignOff) -> tuple[Finding, ...]:
    """Record a finding for each drawn provider that has none in force, and open the enquiries that follow."""
    person = act.permit_person(Permission.SIGN_OFF)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    due = _due(standing_of(session, window, codes=command.provider_codes), command)
    # What waits for nobody any more needs no act of its own before this one.
    settled = settle_due(session, window, person=person, at=act.at)
    cells, unsupplied = _cells(session, due)
    _refuse_pending(window, due, cells)
    _refuse_unanswered(session, window, due)
    _refuse_uncorrected(session, window, due)
    version = version_of(session, window)
    grounds = _Grounds(
        sign_off=_record_sign_off(session, window, by=person, at=act.at),
        policy=policy_in(session, version),
        policy_version_id=version.id,
    )
    findings = [_finding(each, cells=cells[each.frame.id], grounds=grounds) for each in due]
    session.add_all(findings)
    session.flush()
    counts = frame_counts(session, (each.frame for each in due))
    for standing, finding in zip(due, findings, strict=True):
        frame = standing.frame.id
        session.add_all(breakdown_rows(finding.id, cells[frame], frame=counts[frame]))
    turn_seals(session, [each.frame.id for each in due], by=person, at=act.at)
    enquiries = open_enquiries(session, findings, unsupplied=unsupplied, by=person, at=act.at)
    log_settled(act, settled)
    _log(act, window=window, signed=list(zip(due, findings, strict=True)), enquiries=enquiries)
    return tuple(findings)


def _due(standing: list[FrameStanding], command: SignOff) -> list[FrameStanding]:
    """Return the frames to sign off, or say why there is none."""
    named, unknown = chosen(standing, command.provider_codes)
    if unknown:
        sentence = f"This provider has no frame in the window {command.window_code}: nothing of it was moderated."
        raise Rejected([Fault(sentence, column="provider", value=code) for code in unknown])
    due = [each for each in named if each.awaits_sign_off]
    refused = named if not due else [each for each in named if command.provider_codes and not each.awaits_sign_off]
    if refused or not due:
        raise _nothing_due(refused, command.window_code)
    return due


def _nothing_due(refused: list[FrameStanding], window_code: str) -> Conflict:
    sealed = [each.provider.code for each in refused if each.is_sealed]
    undrawn = [each.provider.code for each in refused if not each.is_sealed]
    parts, verbs = [], []
    if sealed:
        parts.append(f"signed off already: {_listed(sealed)}")
    if undrawn:
        parts.append(f"not drawn yet: {_listed(undrawn)}")
        verbs.append(Verb.DRAW)
    if not parts:
        parts.append("no frame is frozen")
        verbs.append(Verb.FREEZE_FRAME)
    sentence = f"There is nothing to sign off here in the window {window_code}: {'; '.join(parts)}."
    return Conflict(sentence, then=tuple(Step(verb, window=window_code) for verb in verbs))


def _cells(session: Session, due: list[FrameStanding]) -> tuple[dict[int, list[Cell]], set[int]]:
    """Return the metric sample of each frame, and the frames of whose extension a script is missing."""
    metric: dict[int, list[Cell]] = {each.frame.id: [] for each in due}
    unsupplied = set()
    for cell in cells_of(session, metric.keys()):
        if cell.purpose is Purpose.METRIC:
            metric[cell.frame_id].append(cell)
        elif cell.purpose is Purpose.EXTENSION and cell.counts_as is CountsAs.MISSING:
            unsupplied.add(cell.frame_id)
    return metric, unsupplied


def _refuse_pending(window: Window, due: list[FrameStanding], cells: dict[int, list[Cell]]) -> None:
    counted = [(each.provider.code, tally(cells[each.frame.id])) for each in due]
    waiting = [f"{code} {found.pending} of {found.sample}" for code, found in counted if found.pending]
    if waiting:
        raise Conflict(
            f"The window {window.code} cannot be signed off: sampled scripts are still without an outcome "
            f"({_listed(waiting)}). Moderate them, import their outcomes, or record them as missing; or sign off the "
            "other providers alone.",
            then=(Step(Verb.IMPORT_OUTCOMES, window=window.code), Step(Verb.DECLARE_MISSING, window=window.code)),
        )


def _refuse_unanswered(session: Session, window: Window, due: list[FrameStanding]) -> None:
    """Refuse while a proposal to exclude a script waits for another official's answer: it would change the count."""
    proposals = open_proposals(session, [each.frame.id for each in due])
    waiting = [f"{each.provider.code} {reference}" for each in due for reference in proposals.get(each.frame.id, [])]
    if waiting:
        raise Conflict(
            f"The window {window.code} cannot be signed off: the exclusion of {_listed(waiting)} is proposed and not "
            "answered. Another official answers it first.",
            then=(Step(Verb.APPROVE_EXCLUSION, window=window.code), Step(Verb.REFUSE_EXCLUSION, window=window.code)),
        )


def _refuse_uncorrected(session: Session, window: Window, due: list[FrameStanding]) -> None:
    """Refuse while a correction waits for an answer: somebody says that an outcome is recorded wrongly."""
    waiting = open_corrections(session, [each.frame.id for each in due])
    named = [(each.provider.code, reference) for each in due for reference in waiting.get(each.frame.id, [])]
    if named:
        code, reference = named[0]
        place = {"window": window.code, "provider": code, "script": reference}
        raise Conflict(
            f"The window {window.code} cannot be signed off: the correction of "
            f"{_listed([f'{provider} {script}' for provider, script in named])} is proposed and not answered. "
            "Another lead moderator answers it first.",
            then=(Step(Verb.CONFIRM_CORRECTION, **place), Step(Verb.REFUSE_CORRECTION, **place)),
        )


def _record_sign_off(session: Session, window: Window, *, by: int, at: datetime) -> WindowSignOff:
    counted = select(func.count()).select_from(WindowSignOff).where(WindowSignOff.window_id == window.id)
    signed = WindowSignOff(
        window_id=window.id,
        number=(session.scalar(counted) or 0) + 1,
        audit_head=head(session),
        signed_by=by,
        signed_at=at,
    )
    session.add(signed)
    session.flush()
    return signed


def _finding(standing: FrameStanding, *, cells: list[Cell], grounds: _Grounds) -> Finding:
    frame, last = standing.frame, standing.finding
    computed = compute(cells, scripts=frame.scripts_count, policy=grounds.policy)
    return Finding(
        provider_id=frame.provider_id,
        window_id=frame.window_id,
        metric=Metric.METRIC_5,
        version=1 if last is None else last.version + 1,
        sign_off_id=grounds.sign_off.id,
        policy_version_id=grounds.policy_version_id,
        as_at=grounds.sign_off.signed_at,
        status=FindingStatus(computed.answer["status"]),
        figure=canonical(computed.as_json()),
        supersedes_id=None if last is None else last.id,
        audit_head=grounds.sign_off.audit_head,
        sample=_sample_finding(frame, tally(cells), rate=grounds.policy.sample_rate),
    )


def _sample_finding(frame: Frame, found: Tally, *, rate: Ratio) -> SampleFinding:
    return SampleFinding(
        frame_id=frame.id,
        rate_numerator=rate.numerator,
        rate_denominator=rate.denominator,
        scripts_count=frame.scripts_count,
        sample_count=found.sample,
        moderated_count=found.moderated,
        pending_count=found.pending,
        missing_count=found.missing,
        excluded_count=found.excluded,
        overturned_count=found.overturned,
        pass_to_fail_count=found.pass_to_fail,
        fail_to_pass_count=found.fail_to_pass,
    )


def _log(act: Act, *, window: Window, signed: list[tuple[FrameStanding, Finding]], enquiries: list[Enquiry]) -> None:
    codes = {finding.provider_id: standing.provider.code for standing, finding in signed}
    for _, finding in signed:
        act.log(
            Happened.FINDING_SIGNED_OFF,
            Subject("finding", finding.public_id),
            provider_code=codes[finding.provider_id],
            window_code=window.code,
            details={
                "version": finding.version,
                "status": finding.status.value,
                "scripts_count": finding.sample.scripts_count,
                "moderated_count": finding.sample.moderated_count,
                "missing_count": finding.sample.missing_count,
                "excluded_count": finding.sample.excluded_count,
                "overturned_count": finding.sample.overturned_count,
                "policy_version": finding.policy_version_id,
            },
        )
    for enquiry in enquiries:
        code = codes[enquiry.provider_id]
        log_opened(act, enquiry, provider_code=code, window_code=window.code)


def _listed(items: list[str]) -> str:
    more = f" and {len(items) - MOST_NAMED} more" if len(items) > MOST_NAMED else ""
    return ", ".join(items[:MOST_NAMED]) + more
