"""People are let in with a role, programs with a token, and neither can be more than one thing at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import Engine, delete, select, text
from sqlalchemy.orm import Session

from moderation.access.actor import OPERATOR, Actor
from moderation.access.permissions import Permission, Role
from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.clock import end_of_day, fixed_clock
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected
from moderation.people.add_user import AddUser, add_user
from moderation.people.find import all_people, person_by_email, person_by_id
from moderation.people.records import Grant, GrantRevocation, PersonDetail, Scope, Token, TokenUse
from moderation.people.take_back_role import TakeBackRole, take_back_role
from moderation.people.tokens import (
    AddToken,
    NewToken,
    RevokeToken,
    TokenActor,
    TokenRefusal,
    add_token,
    authenticate,
    note_token_use,
    revoke_token,
)
from moderation.providers.records import Provider
from tests.inserting import inserting

NOW = datetime(2026, 6, 22, 9, 30, tzinfo=UTC)
CLOCK = fixed_clock(NOW)
LAST_DAY = date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _providers(engine: Engine) -> None:
    with inserting(engine) as session:
        session.add_all(Provider(code=code, name=code, created_at=NOW) for code in ("AAA", "BBB"))


def add(engine: Engine, email: str, role: Role, provider_code: str | None = None, *, by: Actor = OPERATOR) -> Actor:
    with inserting(engine) as session:
        add_user(Act(session, by, CLOCK()), AddUser(email=email, role=role, provider_code=provider_code))
    with reading(engine) as session:
        return person_by_email(session, email)


def test_a_person_is_found_by_the_address_however_it_is_written(engine: Engine) -> None:
    added = add(engine, " Ada@Example.ORG ", Role.OFFICIAL)
    with reading(engine) as session:
        assert person_by_email(session, "ada@example.org") == added
    assert added.roles == {Role.OFFICIAL}
    assert added.may(Permission.DRAW)


def test_a_provider_s_person_belongs_to_the_provider(engine: Engine) -> None:
    person = add(engine, "pat@aaa.example", Role.PROVIDER, "AAA")
    assert person.provider_codes == {"AAA"}
    assert person.may(Permission.FILE_RETURN, provider_code="AAA")
    assert not person.may(Permission.FILE_RETURN, provider_code="BBB")


def test_somebody_may_have_two_roles(engine: Engine) -> None:
    add(engine, "ada@example.org", Role.OFFICIAL)
    assert add(engine, "ada@example.org", Role.CASE_OFFICER).roles == {Role.OFFICIAL, Role.CASE_OFFICER}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((Role.PROVIDER, "AAA"), (Role.MODERATOR, None)),
        ((Role.OFFICIAL, None), (Role.PROVIDER, "AAA")),
        ((Role.MODERATOR, None), (Role.OFFICIAL, None)),
        ((Role.CASE_OFFICER, None), (Role.LEAD_MODERATOR, None)),
        ((Role.OFFICIAL, None), (Role.ADMINISTRATOR, None)),
        ((Role.ADMINISTRATOR, None), (Role.MODERATOR, None)),
    ],
)
def test_roles_of_different_sides_are_never_one_person_s(
    engine: Engine, first: tuple[Role, str | None], second: tuple[Role, str | None]
) -> None:
    add(engine, "pat@aaa.example", *first)
    with pytest.raises(Conflict, match="cannot be combined"):
        add(engine, "pat@aaa.example", *second)


def test_a_moderator_may_be_a_lead_moderator_too(engine: Engine) -> None:
    add(engine, "mo@example.org", Role.MODERATOR)
    assert add(engine, "mo@example.org", Role.LEAD_MODERATOR).roles == {Role.MODERATOR, Role.LEAD_MODERATOR}


def test_a_role_of_the_other_side_may_be_given_once_the_first_is_taken_back(engine: Engine) -> None:
    add(engine, "mo@example.org", Role.MODERATOR)
    with inserting(engine) as session:
        take_back_role(Act(session, OPERATOR, CLOCK()), TakeBackRole(email="mo@example.org", role=Role.MODERATOR))
    assert add(engine, "mo@example.org", Role.OFFICIAL).roles == {Role.OFFICIAL}


def test_two_who_give_one_role_at_once_give_it_once(engine: Engine) -> None:
    person = add(engine, "ada@example.org", Role.CASE_OFFICER)
    command = AddUser(email="ada@example.org", role=Role.OFFICIAL)
    refused = []

    def give_too() -> None:
        try:
            with inserting(engine) as session:
                add_user(Act(session, OPERATOR, CLOCK()), command)
        except Conflict as conflict:
            refused.append(conflict.sentence)

    with inserting(engine) as session:
        add_user(Act(session, OPERATOR, CLOCK()), command)
        other = Thread(target=give_too)
        other.start()
        # Long enough to come as far as it can.
        other.join(timeout=0.5)
    other.join()
    assert refused == ["This person has this role already."]
    with reading(engine) as session:
        held = session.scalars(select(Grant.role).where(Grant.person_id == person.person_id)).all()
    assert sorted(held) == [Role.CASE_OFFICER, Role.OFFICIAL]


def test_a_role_that_was_given_twice_is_taken_back_whole(engine: Engine) -> None:
    person = add(engine, "ada@example.org", Role.OFFICIAL)
    with inserting(engine) as session:
        session.add(Grant(person_id=person.person_id, role=Role.OFFICIAL, provider_id=None, created_at=NOW))
    with inserting(engine) as session:
        take_back_role(Act(session, OPERATOR, CLOCK()), TakeBackRole(email="ada@example.org", role=Role.OFFICIAL))
    with reading(engine) as session:
        assert person_by_email(session, "ada@example.org").roles == frozenset()


def test_the_same_role_twice_is_a_conflict(engine: Engine) -> None:
    add(engine, "ada@example.org", Role.OFFICIAL)
    with pytest.raises(Conflict, match="already"):
        add(engine, "ADA@example.org", Role.OFFICIAL)


@pytest.mark.parametrize(
    ("email", "role", "code", "columns"),
    [
        ("nonsense", Role.OFFICIAL, None, ["email"]),
        ("a b@c", Role.OFFICIAL, None, ["email"]),
        ("a@b@c", Role.OFFICIAL, None, ["email"]),
        ("ä@b.org", Role.OFFICIAL, None, ["email"]),
        ("x" * 250 + "@b.org", Role.OFFICIAL, None, ["email"]),
        ("a@b.org", Role.PROVIDER, None, ["provider"]),
        ("@", Role.MODERATOR, "AAA", ["email", "provider"]),
    ],
)
def test_what_is_wrong_with_a_new_user_is_said_at_once(
    engine: Engine, email: str, role: Role, code: str | None, columns: list[str]
) -> None:
    with pytest.raises(Rejected) as refused:
        add(engine, email, role, code)
    assert [fault.column for fault in refused.value.faults] == columns


def test_an_unknown_provider_is_not_found(engine: Engine) -> None:
    with pytest.raises(NotFound, match="ZZZ"):
        add(engine, "pat@zzz.example", Role.PROVIDER, "ZZZ")


def test_only_administrators_and_the_operator_let_people_in(engine: Engine) -> None:
    official = add(engine, "ada@example.org", Role.OFFICIAL)
    with pytest.raises(NotAllowed, match="administrator"):
        add(engine, "eve@example.org", Role.OFFICIAL, by=official)
    administrator = add(engine, "root@example.org", Role.ADMINISTRATOR)
    assert add(engine, "new@example.org", Role.MODERATOR, by=administrator).roles == {Role.MODERATOR}


def test_nobody_unknown_acts(engine: Engine) -> None:
    with reading(engine) as session, pytest.raises(NotFound, match=r"nobody@example\.org"):
        person_by_email(session, "nobody@example.org")


def test_a_role_that_was_taken_back_is_not_held(engine: Engine) -> None:
    person = add(engine, "ada@example.org", Role.OFFICIAL)
    with inserting(engine) as session:
        session.add(GrantRevocation(grant_id=1, created_at=NOW))
    with reading(engine) as session:
        assert person_by_email(session, "ada@example.org").roles == frozenset()
    assert person.roles == {Role.OFFICIAL}


def test_a_role_is_taken_back_from_one_person_and_can_be_given_again(engine: Engine) -> None:
    add(engine, "ada@example.org", Role.OFFICIAL)
    add(engine, "ada@example.org", Role.CASE_OFFICER)
    add(engine, "ben@example.org", Role.OFFICIAL)
    with inserting(engine) as session:
        take_back_role(Act(session, OPERATOR, CLOCK()), TakeBackRole(email="ADA@example.org", role=Role.OFFICIAL))
    with reading(engine) as session:
        held = {person.email: {grant.role for grant in person.grants} for person in all_people(session)}
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
    assert held == {"ada@example.org": {Role.CASE_OFFICER}, "ben@example.org": {Role.OFFICIAL}}
    assert entry.action == "role_taken_back"
    assert Role.OFFICIAL in add(engine, "ada@example.org", Role.OFFICIAL).roles


@pytest.mark.parametrize(
    "wanted",
    [
        TakeBackRole(email="ada@example.org", role=Role.MODERATOR),
        TakeBackRole(email="ada@example.org", role=Role.OFFICIAL, provider_code="AAA"),
        TakeBackRole(email="nobody@example.org", role=Role.OFFICIAL),
        TakeBackRole(email="pat@example.org", role=Role.PROVIDER),
        TakeBackRole(email="pat@example.org", role=Role.PROVIDER, provider_code="BBB"),
    ],
)
def test_a_role_that_nobody_holds_cannot_be_taken_back(engine: Engine, wanted: TakeBackRole) -> None:
    add(engine, "ada@example.org", Role.OFFICIAL)
    add(engine, "pat@example.org", Role.PROVIDER, "AAA")
    with pytest.raises(NotFound, match="now"), inserting(engine) as session:
        take_back_role(Act(session, OPERATOR, CLOCK()), wanted)
    with reading(engine) as session:
        assert all(person.grants for person in all_people(session))


def test_only_administrators_and_the_operator_take_roles_back(engine: Engine) -> None:
    official = add(engine, "ada@example.org", Role.OFFICIAL)
    with pytest.raises(NotAllowed), inserting(engine) as session:
        take_back_role(Act(session, official, CLOCK()), TakeBackRole(email="ada@example.org", role=Role.OFFICIAL))


def test_a_person_can_be_erased_and_the_number_stays(engine: Engine) -> None:
    person = add(engine, "ada@example.org", Role.OFFICIAL)
    assert person.person_id is not None
    with inserting(engine) as session:
        session.execute(delete(PersonDetail))
    with reading(engine) as session:
        assert person_by_id(session, person.person_id).label == "a former user"


def test_neither_address_nor_name_enters_the_log(engine: Engine) -> None:
    with inserting(engine) as session:
        command = AddUser(email="ada@example.org", role=Role.OFFICIAL, name="Ada Lovelace")
        add_user(Act(session, OPERATOR, CLOCK()), command)
    with reading(engine) as session:
        said = " ".join(str(cell) for row in session.execute(text("SELECT * FROM audit_entries")) for cell in row)
    assert "role_given" in said
    # Not "ada" alone, which a hash may hold.
    assert [word for word in ("ada@", "example", "lovelace") if word in said.lower()] == []


def token(engine: Engine, scope: Scope = Scope.DFE, code: str | None = None, expires_on: date = LAST_DAY) -> NewToken:
    with inserting(engine) as session:
        command = AddToken(scope=scope, provider_code=code, expires_on=expires_on)
        return add_token(Act(session, OPERATOR, CLOCK()), command)


def come_in(engine: Engine, plaintext: str, now: datetime = NOW) -> TokenActor | TokenRefusal:
    with reading(engine) as session:
        return authenticate(session, plaintext, now)


def test_a_token_opens_what_its_scope_says(engine: Engine) -> None:
    new = token(engine)
    found = come_in(engine, new.plaintext)
    assert isinstance(found, TokenActor)
    assert found.actor.may(Permission.SEE_ACCURACY)
    assert found.actor.public_id == str(new.record.public_id)


def test_a_provider_s_token_is_bound_to_it(engine: Engine) -> None:
    found = come_in(engine, token(engine, Scope.PROVIDER, "AAA").plaintext)
    assert isinstance(found, TokenActor)
    assert found.actor.may(Permission.FILE_RETURN, provider_code="AAA")
    assert not found.actor.may(Permission.FILE_RETURN, provider_code="BBB")
    assert not found.actor.may(Permission.SEE_ACCURACY, provider_code="AAA")


def test_a_token_is_long_random_and_kept_as_a_digest_only(engine: Engine) -> None:
    first, second = token(engine), token(engine)
    assert first.plaintext != second.plaintext
    assert len(first.plaintext) == len("npq_") + 43
    with reading(engine) as session:
        kept = session.execute(select(Token.digest, Token.label)).all()
    assert first.plaintext not in str(kept)


def test_a_token_opens_until_the_end_of_its_last_day_in_london(engine: Engine) -> None:
    last_day = date(2026, 7, 1)
    plaintext = token(engine, expires_on=last_day).plaintext
    over = end_of_day(last_day)
    assert isinstance(come_in(engine, plaintext, over - timedelta(microseconds=1)), TokenActor)
    assert come_in(engine, plaintext, over) is TokenRefusal.EXPIRED


def test_a_revoked_token_opens_nothing(engine: Engine) -> None:
    new = token(engine)
    with inserting(engine) as session:
        revoke_token(Act(session, OPERATOR, CLOCK()), RevokeToken(new.record.public_id))
    assert come_in(engine, new.plaintext) is TokenRefusal.REVOKED
    with pytest.raises(Conflict, match="revoked already"), inserting(engine) as session:
        revoke_token(Act(session, OPERATOR, CLOCK()), RevokeToken(new.record.public_id))


@pytest.mark.parametrize("plaintext", ["", "npq_", "npq_" + "x" * 43, "\udcff", "x" * 100_000])
def test_an_unknown_token_opens_nothing(engine: Engine, plaintext: str) -> None:
    assert come_in(engine, plaintext) is TokenRefusal.UNKNOWN


@pytest.mark.parametrize(
    ("command", "columns"),
    [
        (AddToken(scope=Scope.PROVIDER, expires_on=LAST_DAY), ["provider"]),
        (AddToken(scope=Scope.DFE, provider_code="AAA", expires_on=LAST_DAY), ["provider"]),
        (AddToken(scope=Scope.DFE, expires_on=date(2026, 6, 21), label=""), ["expires_on", "label"]),
    ],
)
def test_what_is_wrong_with_a_new_token_is_said_at_once(engine: Engine, command: AddToken, columns: list[str]) -> None:
    with pytest.raises(Rejected) as refused, inserting(engine) as session:
        add_token(Act(session, OPERATOR, CLOCK()), command)
    assert [fault.column for fault in refused.value.faults] == columns


def test_the_last_use_of_a_token_is_kept_and_moves_on(engine: Engine) -> None:
    record = token(engine).record
    for moment in (NOW, NOW + timedelta(hours=1)):
        with inserting(engine) as session:
            note_token_use(session, record.id, moment)
    with reading(engine) as session:
        assert _last_use(session, record.id) == NOW + timedelta(hours=1)


def _last_use(session: Session, token_id: int) -> datetime:
    return session.get_one(TokenUse, token_id).last_used_at


def test_tokens_are_in_the_log_without_themselves(engine: Engine) -> None:
    new = token(engine, Scope.PROVIDER, "AAA")
    with reading(engine) as session:
        entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.provider_code) == ("token_added", "AAA")
    assert new.plaintext not in entry.details
