"""The order of steps in an enquiry into reasons; the steps themselves are in findings/enquiry_records.py."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from moderation.findings.enquiry_records import EnquiryEventKind

_K = EnquiryEventKind

# What may follow what; None is an enquiry in which nothing happened yet. Reasons may come unasked, and again.
NEXT: Mapping[EnquiryEventKind | None, frozenset[EnquiryEventKind]] = MappingProxyType(
    {
        None: frozenset({_K.REASONS_ASKED, _K.REASONS_GIVEN, _K.CLOSED}),
        _K.REASONS_ASKED: frozenset({_K.REASONS_ASKED, _K.REASONS_GIVEN, _K.CLOSED}),
        _K.REASONS_GIVEN: frozenset(
            {_K.REASONS_ASKED, _K.REASONS_GIVEN, _K.REMEDY_POSSIBLE, _K.REMEDY_IMPOSSIBLE, _K.CLOSED}
        ),
        _K.REMEDY_POSSIBLE: frozenset({_K.REASONS_GIVEN, _K.REMEDY_IMPOSSIBLE, _K.CLOSED}),
        _K.REMEDY_IMPOSSIBLE: frozenset({_K.REASONS_GIVEN, _K.REMEDY_POSSIBLE, _K.CLOSED}),
        _K.CLOSED: frozenset(),
    }
)
