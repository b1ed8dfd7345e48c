"""One law for all routes: every method, every kind of token, one's own record, another's and none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from uuid import uuid4

import pytest
from flask import Flask

from api.v1.door.dispatch import blueprint_of
from api.v1.door.routes import Body
from api.v1.door.viewer import ANY_TOKEN, PUBLIC
from api.v1.routes import ROUTES
from tests.api.world import World

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
EVERYBODY, TOKENS, DFE, PROVIDER = "everybody", "tokens", "dfe", "provider"


@dataclass(frozen=True)
class Law:
    """Who may do what at an address, written by hand: the oracle knows nothing of the code's own table."""

    methods: Mapping[str, str]
    kind: str | None = None


def _kind(kind: str, who: str, **more: str) -> dict[str, Law]:
    return {f"/{kind}": Law({"GET": who, **more}), f"/{kind}/<uuid:id>": Law({"GET": who}, kind)}


LAWS: Mapping[str, Law] = {
    **_kind("windows", TOKENS),
    **_kind("providers", TOKENS),
    **_kind("returns", TOKENS, POST=PROVIDER),
    **_kind("frames", TOKENS),
    **_kind("draws", TOKENS),
    "/draws/<uuid:id>/certificate": Law({"GET": TOKENS}, "draws"),
    "/draws/<uuid:id>/private-certificate": Law({"GET": TOKENS}, "draws"),
    **_kind("samples", TOKENS),
    **_kind("scripts", TOKENS),
    "/scripts/<uuid:id>/file": Law({"PUT": PROVIDER}, "scripts"),
    **_kind("outcomes", TOKENS),
    **_kind("accuracy", TOKENS),
    "/accuracy/<uuid:id>/breakdowns": Law({"GET": TOKENS}, "accuracy"),
    **_kind("enquiries", DFE),
    **_kind("cases", DFE),
    **_kind("malpractice-reports", TOKENS, POST=PROVIDER),
    **_kind("audit-entries", DFE),
    "/health": Law({"GET": EVERYBODY}),
    "/ready": Law({"GET": EVERYBODY}),
    "/openapi.json": Law({"GET": EVERYBODY}),
    "/reference": Law({"GET": EVERYBODY}),
    "/states": Law({"GET": EVERYBODY}),
    "/style.css": Law({"GET": EVERYBODY}),
}

BAD_TOKENS = (None, "expired", "revoked", "npq_unknown", "é", "")
# A body that is no envelope: whoever is let in gets as far as being told so.
REFUSED_BODY = {
    "/returns": HTTPStatus.UNPROCESSABLE_ENTITY,
    "/malpractice-reports": HTTPStatus.UNPROCESSABLE_ENTITY,
    "/scripts/<uuid:id>/file": HTTPStatus.UNPROCESSABLE_ENTITY,
}


def expected(law: Law, method: str, who: str | None, whose: str) -> HTTPStatus:
    """Return the status that the law gives."""
    permitted = law.methods.get("GET" if method == "HEAD" else method)
    if permitted is None:
        return HTTPStatus.METHOD_NOT_ALLOWED
    if permitted == EVERYBODY:
        return HTTPStatus.OK
    if who not in {"dfe", "own"}:
        return HTTPStatus.UNAUTHORIZED
    if (permitted == DFE and who == "own") or (permitted == PROVIDER and who == "dfe"):
        return HTTPStatus.FORBIDDEN
    if whose == "nobody's" or (whose == "foreign" and who == "own"):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.OK


def test_the_law_names_every_route_and_no_other() -> None:
    served = {(route.path, route.method) for route in ROUTES}
    assert served == {(path, method) for path, law in LAWS.items() for method in law.methods}


def test_a_route_that_does_not_say_who_may_use_it_stops_the_start(seen: World) -> None:
    looks, says = (next(route for route in ROUTES if route.path == path) for path in ("/windows", "/health"))
    for broken in (
        replace(looks, access=PUBLIC),
        replace(says, access=ANY_TOKEN),
        replace(looks, act=looks.act, body=Body(shapes={})),
    ):
        with pytest.raises(ValueError, match="not declared whole"):
            blueprint_of(seen.door, (broken,))
    with pytest.raises(ValueError, match="declared twice"):
        blueprint_of(seen.door, (looks, looks))


def test_the_api_hangs_in_an_application_once(seen: World) -> None:
    app, looks = Flask(__name__), next(route for route in ROUTES if route.path == "/windows")
    app.register_blueprint(blueprint_of(seen.door, (looks,)))
    with pytest.raises(ValueError, match="already"):
        app.register_blueprint(blueprint_of(seen.door, (looks,)))


@pytest.mark.parametrize("path", LAWS)
def test_every_method_token_and_record_obeys_the_law(seen: World, path: str) -> None:
    law = LAWS[path]
    records = {"nobody's": str(uuid4())} if law.kind else {"": ""}
    if law.kind:
        records |= whose_records(seen, law.kind)
    for whose, record in records.items():
        address = path.replace("<uuid:id>", record)
        for method in METHODS:
            for who in ("dfe", "own", *BAD_TOKENS):
                answer = seen.ask(method, address, token=who, json={} if method in {"POST", "PUT"} else None)
                wanted = expected(law, method, who, whose)
                if wanted == HTTPStatus.OK and method in {"POST", "PUT"}:
                    assert answer.status_code in {REFUSED_BODY[path], HTTPStatus.CONFLICT}
                    continue
                assert answer.status_code == wanted, f"{method} {path} by {who} on {whose}"
                if wanted == HTTPStatus.UNAUTHORIZED:
                    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
                if wanted == HTTPStatus.METHOD_NOT_ALLOWED:
                    assert answer.headers["Allow"] == ", ".join(sorted({*law.methods, *_head(law)}))
                if answer.is_json and wanted != HTTPStatus.OK and method != "HEAD":
                    assert set(answer.get_json()) == {"errors", "meta", "then"}


def whose_records(seen: World, kind: str) -> dict[str, str]:
    """Return a record of one's own and one of another provider, of a kind."""
    by_dfe = seen.get(f"/{kind}?page[per_page]=3000").get_json()["data"]
    if kind == "windows":
        named = {each["attributes"]["code"]: each["id"] for each in by_dfe}
        return {"own": named["2014J"], "foreign": named["2015X"]}
    code = "code" if kind == "providers" else "provider_code"
    own = next(each["id"] for each in by_dfe if each["attributes"][code] == "AAA")
    foreign = next(each["id"] for each in by_dfe if each["attributes"][code] == "BBB")
    return {"own": own, "foreign": foreign}


def _head(law: Law) -> set[str]:
    return {"HEAD"} if "GET" in law.methods else set()


@pytest.mark.parametrize("kind", [law.kind for path, law in LAWS.items() if law.kind and path.endswith(">")])
def test_a_list_shows_a_provider_only_what_is_its_own(seen: World, kind: str) -> None:
    everything, own, foreign = (set(seen.ids(kind)), *(_ids(seen, kind, who) for who in ("own", "foreign")))
    if kind in {"enquiries", "cases", "audit-entries"}:
        assert own == foreign == set()
        return
    shared = own & foreign
    assert own < everything
    assert foreign <= everything
    # Both are judged in two of the windows; nothing else belongs to two.
    assert len(shared) == (2 if kind == "windows" else 0)


def _ids(seen: World, kind: str, who: str) -> set[str]:
    answer = seen.get(f"/{kind}?page[per_page]=3000", token=who)
    return {each["id"] for each in answer.get_json()["data"]} if answer.status_code == HTTPStatus.OK else set()


@pytest.mark.parametrize(
    "path", ["/nothing", "/samples/not-a-uuid", "/samples/", "/", "/samples/a%0Ab", "/a//b", "/draws/%0A/certificate"]
)
def test_an_address_that_is_none_is_not_found_in_the_same_form(seen: World, path: str) -> None:
    for method in METHODS:
        answer = seen.ask(method, path)
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert method == "HEAD" or answer.get_json()["errors"][0]["code"] == "not_found"


def test_a_filter_by_another_providers_code_says_as_little_as_one_by_nobodys(seen: World) -> None:
    for kind in ("returns", "frames", "draws", "samples", "scripts", "outcomes", "accuracy"):
        other = seen.get(f"/{kind}?filter[provider]=BBB", token="own")
        nobody = seen.get(f"/{kind}?filter[provider]=ZZZ", token="own")
        assert other.data == nobody.data == b'{"data":[]}'


def test_a_providers_answers_name_no_other_provider(seen: World) -> None:
    for route in ROUTES:
        if route.method == "GET" and not route.has_id and not route.access.public:
            body = seen.get(f"{route.path}?page[per_page]=3000", token="own").data
            assert b"BBB" not in body
            assert b"CCC" not in body
