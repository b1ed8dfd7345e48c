"""Reading a certificate or its private part from a file that may hold anything."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from sampling.certificate import METHOD, METHOD_VERSION, SCHEMA_VERSION, Json
from sampling.codes import CODE_RULE, LARGEST_FRAME, is_code, is_reference, seed_faults
from sampling.faults import Fault, Refused, number_shown
from sampling.rows import opened

LARGEST_DOCUMENT = 1 << 28
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SIGNATURE = re.compile(r"[0-9a-f]{128}", re.ASCII)
_RATE = re.compile(r"[1-9][0-9]{0,8}/[1-9][0-9]{0,8}", re.ASCII)
_TICKET = re.compile(r"0\.[0-9]{64,78}", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z", re.ASCII)
_SALT = re.compile(r"(?:[0-9a-f]{2}){0,64}", re.ASCII)

Check = Callable[[Any], bool]


def _text(pattern: re.Pattern[str]) -> Check:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _known(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _count(value: Any) -> bool:
    return type(value) is int and 1 <= value <= LARGEST_FRAME


def _words(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200


def _pairs(second: str, check: Check) -> Check:
    """Return the check of a list of objects with a position and one other member."""

    def is_pair(value: Any) -> bool:
        return (
            isinstance(value, dict)
            and value.keys() == {"position", second}
            and _count(value["position"])
            and check(value[second])
        )

    return lambda value: isinstance(value, list) and 0 < len(value) <= LARGEST_FRAME and all(map(is_pair, value))


_HEX = "is 64 hexadecimal digits in lower case, or null"
_TIME = "is a time in UTC like 2026-06-22T09:30:00Z, or null"
_NAME = "is 1 to 200 characters, or null"
_CODE: tuple[Check, str] = (lambda value: isinstance(value, str) and is_code(value), CODE_RULE)
_VERSION: tuple[Check, str] = (lambda value: type(value) is int and value == SCHEMA_VERSION, f"is {SCHEMA_VERSION}")

CERTIFICATE_MEMBERS: Mapping[str, tuple[Check, str]] = {
    "schema_version": _VERSION,
    "method": (lambda value: value == METHOD, f"is {METHOD}"),
    "method_version": (lambda value: value == METHOD_VERSION, f"is {METHOD_VERSION}"),
    "provider": _CODE,
    "window": _CODE,
    "scripts_count": (_count, f"is a whole number from 1 to {LARGEST_FRAME}"),
    "rate": (_text(_RATE), "is two whole numbers with a slash, like 1/10"),
    "sample_count": (_count, f"is a whole number from 1 to {LARGEST_FRAME}"),
    "extended_to": (_count, f"is a whole number from 1 to {LARGEST_FRAME}"),
    "frame_digest": (_known(_text(_HASH)), _HEX),
    "frame_frozen_at": (_known(_text(_MOMENT)), _TIME),
    "seed": (lambda value: isinstance(value, str) and not seed_faults(value), "is 20 to 200 characters of text"),
    "seed_source": (_known(_words), _NAME),
    "seed_announced_at": (_known(_text(_MOMENT)), _TIME),
    "seed_recorded_at": (_known(_text(_MOMENT)), _TIME),
    "recorder_role": (_known(_words), _NAME),
    "witness_role": (_known(_words), _NAME),
    "sample": (_pairs("ticket", _text(_TICKET)), "is a list of objects with a position and its ticket"),
    "audit_head": (_known(_text(_HASH)), _HEX),
    "key_id": (_known(_text(_HASH)), _HEX),
    "signature": (_known(_text(_SIGNATURE)), "is 128 hexadecimal digits in lower case, or null"),
}

PRIVATE_MEMBERS: Mapping[str, tuple[Check, str]] = {
    "schema_version": _VERSION,
    "provider": _CODE,
    "window": _CODE,
    "frame_digest": (_text(_HASH), "is 64 hexadecimal digits in lower case"),
    "salt": (_text(_SALT), "is pairs of hexadecimal digits in lower case, at most 64"),
    "references": (
        _pairs("script_ref", lambda value: isinstance(value, str) and is_reference(value)),
        "is a list of objects with a position and its script_ref",
    ),
}


def form_faults(document: Json, members: Mapping[str, tuple[Check, str]]) -> list[Fault]:
    """Return what is wrong with the form of a document: missing, unknown and unfit members."""
    faults = [Fault("The member is missing.", column=name) for name in members if name not in document]
    faults += [Fault("The member is not known.", column=name) for name in document if name not in members]
    for name, (is_right, rule) in members.items():
        if name in document and not is_right(document[name]):
            sentence = rule if rule == CODE_RULE else f"The member {rule}."
            faults.append(Fault(sentence, column=name, value=_written(document[name])))
    return faults


def read_document(path: str | os.PathLike[str]) -> Json:
    """Read a JSON object of strings and integers from a file; refuse anything else with a sentence."""
    with opened(path) as file:
        content = file.read(LARGEST_DOCUMENT + 1)
    name = os.fspath(path)
    if len(content) > LARGEST_DOCUMENT:
        raise Refused([Fault(f"The file {name!r} is larger than {LARGEST_DOCUMENT} bytes: it is no certificate.")])
    try:
        document = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_single,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except Refused:
        raise
    except (ValueError, RecursionError):
        raise Refused([Fault(f"The file {name!r} is not JSON in UTF-8.")]) from None
    if not isinstance(document, dict):
        raise Refused([Fault(f"The file {name!r} holds no JSON object.")])
    return document


def _single(pairs: Iterable[tuple[str, Any]]) -> Json:
    """Return the members of an object, refusing a member that stands twice: readers would disagree on it."""
    found: Json = {}
    for name, value in pairs:
        if name in found:
            raise Refused([Fault("The member stands twice.", column=name)])
        found[name] = value
    return found


def _refuse_number(text: str) -> NoReturn:
    raise Refused([Fault("Numbers in a certificate are whole.", value=text)])


def _written(value: Any) -> str:
    if type(value) is int:
        return number_shown(value)
    return value if isinstance(value, str) else json.dumps(value)[:200] if not isinstance(value, (list, dict)) else "…"
