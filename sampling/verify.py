"""Checking a draw from its certificate: each check by name, and whether it holds, fails or was not made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sampling.certificate import Json
from sampling.certificate_file import CERTIFICATE_MEMBERS, PRIVATE_MEMBERS, form_faults
from sampling.draw import first_positions
from sampling.faults import Refused
from sampling.frame import Frame
from sampling.ratio import Ratio, parse_ratio
from sampling.tickets import identifier, ticket

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Verdict(StrEnum):
    """The three things that can be said of a check."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a certificate, what came of it, and why."""

    name: str
    verdict: Verdict
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: {self.verdict.value} - {self.reason}"


@dataclass(frozen=True, slots=True)
class Given:
    """What the verifier has beside the certificate: a frame with its salt, a private part, a public key."""

    frame: Frame | None = None
    salt: bytes = b""
    private: Json | None = None
    public_key: Ed25519PublicKey | None = None


def verify(certificate: Json, given: Given | None = None) -> tuple[Check, ...]:
    """Return every check of a certificate; a certificate without the right form gets that one check alone."""
    return tuple(_checks(certificate, given or Given()))


def _checks(document: Json, given: Given) -> Iterator[Check]:
    if faults := form_faults(document, CERTIFICATE_MEMBERS):
        yield Check("form", Verdict.FAILS, "; ".join(str(fault) for fault in faults))
        return
    try:
        rate = parse_ratio(document["rate"])
    except Refused as refusal:
        yield Check("form", Verdict.FAILS, str(refusal))
        return
    yield Check("form", Verdict.HOLDS, "the certificate has the members of its schema")
    yield _sample_size(document, rate)
    yield from _redrawn(document)
    yield _order_of_events(document)
    yield _frame_digest(document, given)
    yield _references(document, given)
    yield _signature(document, given)


def _sample_size(document: Json, rate: Ratio) -> Check:
    right = rate.ceiling_of(document["scripts_count"])
    if document["sample_count"] != right:
        reason = f"{rate} of {document['scripts_count']}, rounded up, is {right}, not {document['sample_count']}"
    elif not right <= document["extended_to"] <= document["scripts_count"]:
        reason = f"an extension to {document['extended_to']} is outside {right} to {document['scripts_count']}"
    elif len(document["sample"]) != document["extended_to"]:
        reason = f"{len(document['sample'])} positions are listed, not {document['extended_to']}"
    else:
        return Check("sample size", Verdict.HOLDS, f"{right} of {document['scripts_count']} at {rate}, rounded up")
    return Check("sample size", Verdict.FAILS, reason)


def _redrawn(document: Json) -> Iterator[Check]:
    """Yield the checks of positions (the order of a fresh draw) and of each position's ticket."""
    listed = document["sample"]
    scripts, take = document["scripts_count"], len(listed)
    if take > scripts:
        yield Check("positions", Verdict.FAILS, f"{take} positions are listed of a frame of {scripts}")
        return
    fresh = first_positions(
        document["provider"], document["window"], seed=document["seed"], scripts_count=scripts, take=take
    )
    differing = next((index for index, entry in enumerate(listed) if entry["position"] != fresh[index]), None)
    if differing is None:
        yield Check("positions", Verdict.HOLDS, f"a fresh draw from the seed gives the same {take} in the same order")
    else:
        found, right = listed[differing]["position"], fresh[differing]
        reason = f"place {differing + 1} holds position {found}; a fresh draw from the seed gives {right}"
        yield Check("positions", Verdict.FAILS, reason)
    wrong = next((entry for entry in listed if entry["ticket"] != _ticket(document, entry)), None)
    if wrong is None:
        yield Check("tickets", Verdict.HOLDS, "each is that of its position under the seed")
    else:
        yield Check(
            "tickets", Verdict.FAILS, f"the ticket of position {wrong['position']} is {_ticket(document, wrong)}"
        )


def _ticket(document: Json, entry: Json) -> str:
    return ticket(document["seed"], identifier(document["provider"], document["window"], entry["position"]))


def _order_of_events(document: Json) -> Check:
    names = "seed_announced_at", "frame_frozen_at", "seed_recorded_at"
    moments = [document[name] for name in names]
    if None in moments:
        return Check("order of events", Verdict.NOT_CHECKED, "the certificate does not hold all three times")
    announced, frozen, recorded = (_in_microseconds(moment) for moment in moments)
    if not announced <= frozen <= recorded:
        return Check(
            "order of events",
            Verdict.FAILS,
            "the source is announced first, then the frame frozen, then the seed recorded",
        )
    return Check("order of events", Verdict.HOLDS, "source announced, frame frozen, seed recorded")


def _in_microseconds(moment: str) -> str:
    """Return a time with all six decimals of its seconds, so that the order of texts is that of times."""
    seconds, _, decimals = moment.rstrip("Z").partition(".")
    return f"{seconds}.{decimals:0<6}"


def _frame_digest(document: Json, given: Given) -> Check:
    name = "frame digest"
    if given.frame is None:
        return Check(name, Verdict.NOT_CHECKED, "no frame was given")
    if given.frame.scripts_count != document["scripts_count"]:
        reason = f"the frame holds {given.frame.scripts_count} scripts, the certificate {document['scripts_count']}"
        return Check(name, Verdict.FAILS, reason)
    if document["frame_digest"] is None:
        return Check(name, Verdict.NOT_CHECKED, "the certificate holds no digest")
    found = given.frame.digest(given.salt)
    if found != document["frame_digest"]:
        reason = f"this frame with this salt has the digest {found}: a result or the salt is not what was frozen"
        return Check(name, Verdict.FAILS, reason)
    return Check(name, Verdict.HOLDS, "frame and salt are those that were frozen")


def _references(document: Json, given: Given) -> Check:
    """Check that a private part belongs to the certificate and its references stand in the frame."""
    name, private = "references", given.private
    if private is None:
        return Check(name, Verdict.NOT_CHECKED, "no private part was given")
    if faults := form_faults(private, PRIVATE_MEMBERS):
        return Check(name, Verdict.FAILS, "; ".join(str(fault) for fault in faults))
    for member in ("provider", "window", "frame_digest"):
        if private[member] != document[member]:
            return Check(name, Verdict.FAILS, f"the private part belongs to another certificate: its {member} differs")
    listed: list[dict[str, Any]] = private["references"]
    if [entry["position"] for entry in listed] != [entry["position"] for entry in document["sample"]]:
        return Check(name, Verdict.FAILS, "its positions are not those of the certificate, in the same order")
    if given.frame is None:
        return Check(name, Verdict.NOT_CHECKED, "no frame was given to look the references up in")
    for entry in listed:
        if entry["position"] > given.frame.scripts_count:
            return Check(name, Verdict.FAILS, f"the frame has no position {entry['position']}")
        right = given.frame.reference(entry["position"])
        if entry["script_ref"] != right:
            return Check(name, Verdict.FAILS, f"position {entry['position']} is {right}, not {entry['script_ref']}")
    return Check(name, Verdict.HOLDS, "each reference stands in the frame at its position")


def _signature(document: Json, given: Given) -> Check:
    name = "signature"
    if given.public_key is None:
        reason = "the certificate is not signed" if document["signature"] is None else "no public key was given"
        return Check(name, Verdict.NOT_CHECKED, reason)
    from sampling.signature import is_signed_by, key_id

    if document["signature"] is None:
        return Check(name, Verdict.FAILS, "the certificate is not signed")
    if document["key_id"] != key_id(given.public_key):
        return Check(name, Verdict.FAILS, "the certificate names another key than the one given")
    if not is_signed_by(document, given.public_key):
        return Check(name, Verdict.FAILS, "the signature is not that of this key over this certificate")
    return Check(name, Verdict.HOLDS, "this key signed this certificate")
