"""The fields of a figure: those of `python -m sampling accuracy --json`, and the service's own."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.fields import Attributes, Moment, Part, code, count, e_value, rate
from moderation.findings.records import FindingStatus
from sampling.evidence import Evidence


class IntervalAttributes(Part):
    """The interval of the true number of overturns in the frame."""

    confidence = rate(required=True)
    lower_count = count(required=True)
    upper_count = count(required=True)
    lower_rate = rate(required=True)
    upper_rate = rate(required=True)


class DirectionAttributes(Part):
    """Which way the overturns went."""

    pass_to_fail_count = count(required=True)
    fail_to_pass_count = count(required=True)


class PeerCounts(Part):
    """The counts of one kind of peer moderation."""

    moderated_count = count(required=True)
    overturned_count = count(required=True)


class PeerModerationAttributes(Part):
    """What peer moderation had done to the marks; empty in a breakdown, which is not broken down further."""

    changed = fields.Nested(PeerCounts)
    unchanged = fields.Nested(PeerCounts)
    not_peer_moderated = fields.Nested(PeerCounts)


class AccuracyAttributes(Attributes):
    """A figure; `signed_off_at` is null while nobody signed it."""

    provider_code = code(required=True)
    window_code = code(required=True)
    qualification = code(required=True, allow_none=True)
    scripts_count = count(required=True)
    sample_count = count(required=True)
    moderated_count = count(required=True)
    pending_count = count(required=True)
    missing_count = count(required=True)
    overturned_count = count(required=True)
    overturn_rate = rate(required=True, allow_none=True)
    overturn_rate_lower = rate(required=True, allow_none=True)
    overturn_rate_upper = rate(required=True, allow_none=True)
    accuracy = rate(required=True, allow_none=True)
    accuracy_lower = rate(required=True, allow_none=True)
    accuracy_upper = rate(required=True, allow_none=True)
    status = fields.Enum(FindingStatus, by_value=True, required=True)
    interval = fields.Nested(IntervalAttributes, required=True, allow_none=True)
    upper_bound_count = count(required=True, allow_none=True)
    p_fails = rate(required=True, allow_none=True)
    p_meets = rate(required=True, allow_none=True)
    evidence = fields.Enum(Evidence, by_value=True, required=True, allow_none=True)
    e_met = e_value(required=True, allow_none=True)
    e_met_text = fields.String(required=True, allow_none=True)
    e_fails = e_value(required=True, allow_none=True)
    e_fails_text = fields.String(required=True, allow_none=True)
    settles_at = count(required=True, allow_none=True)
    sentence = fields.String(required=True)
    excluded_count = count(required=True)
    sampling_rate = rate(required=True)
    late = fields.Boolean(required=True)
    policy_version = fields.String(required=True)
    as_at = Moment(required=True)
    signed_off_at = Moment(required=True, allow_none=True)
    published_at = Moment(required=True, allow_none=True)
    direction = fields.Nested(DirectionAttributes, required=True)
    peer_moderation = fields.Nested(PeerModerationAttributes, required=True)
    frame_id = fields.UUID(required=True)
    finding_id = fields.UUID(required=True, allow_none=True)
