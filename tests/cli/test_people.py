"""The operator lets people and programs in."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Run


def test_a_person_can_be_let_in_and_given_a_second_role(service: Run) -> None:
    assert service("user", "add", "Ann@example.org", "--role", "official").out == "ann@example.org is official now.\n"
    assert service("user", "add", "ann@example.org", "--role", "case_officer").status == 0
    both = service("user", "add", "ann@example.org", "--role", "moderator")
    assert (both.status, "cannot be combined" in both.err) == (1, True)


def test_the_same_role_twice_is_a_conflict(service: Run) -> None:
    service("user", "add", "ann@example.org", "--role", "official")
    again = service("user", "add", "ann@example.org", "--role", "official")
    assert (again.status, again.err) == (1, "This person has this role already.\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ann", "--role", "official"), "email, 'ann'"),
        (("ann@example.org", "--role", "provider"), "provider: The role provider needs the provider's code."),
        (("ann@example.org", "--role", "official", "--provider", "CCC"), "belongs to no provider"),
        (("ann@example.org", "--role", "provider", "--provider", "CCC"), "There is no provider"),
    ],
)
def test_what_is_wrong_with_a_person_is_said(service: Run, arguments: tuple[str, ...], words: str) -> None:
    refused = service("user", "add", *arguments)
    assert refused.status == 1
    assert words in refused.err
    assert refused.out == ""


def test_a_role_that_does_not_exist_is_misuse(service: Run) -> None:
    misuse = service("user", "add", "ann@example.org", "--role", "king")
    assert misuse.status == 2
    assert "lead_moderator" in misuse.err


def test_a_token_is_the_last_line(service: Run) -> None:
    made = service("token", "add", "--scope", "dfe", "--expires-on", "2099-12-31")
    assert made.status == 0
    assert re.fullmatch(r"npq_[A-Za-z0-9_-]{43}", made.lines[-1])


def test_a_token_that_expired_before_it_was_made_is_refused(service: Run) -> None:
    refused = service("token", "add", "--scope", "dfe", "--expires-on", "2001-12-31")
    assert refused.status == 1
    assert "expires_on, '2001-12-31'" in refused.err


@pytest.mark.parametrize("day", ["2030-02-30", "tomorrow", "20301231", "2030-W01-1", "31/12/2030", ""])
def test_a_day_that_is_none_is_misuse(service: Run, day: str) -> None:
    misuse = service("token", "add", "--scope", "dfe", "--expires-on", day)
    assert misuse.status == 2
    assert "written like 2026-06-22" in misuse.err


def test_neither_log_nor_token_list_keeps_what_must_stay_secret(service: Run) -> None:
    service("user", "add", "ann@example.org", "--role", "official")
    token = service("token", "add", "--scope", "dfe", "--expires-on", "2099-12-31").lines[-1]
    shown = service("audit", "show", "--json").out
    assert "role_given" in shown
    assert "ann@" not in shown
    assert token not in shown


def test_a_role_is_taken_back(service: Run) -> None:
    service("user", "add", "ann@example.org", "--role", "lead_moderator")
    assert service("user", "list").lines == ["ann@example.org                           lead moderator"]
    taken = service("user", "remove", "Ann@example.org", "--role", "lead_moderator")
    assert (taken.status, taken.out) == (0, "ann@example.org is lead moderator no more.\n")
    assert service("user", "list").lines == ["ann@example.org                           no role any more"]
    again = service("user", "remove", "ann@example.org", "--role", "lead_moderator")
    assert again.status == 1
    assert "is lead moderator now" in again.err


def test_tokens_are_listed_without_themselves_and_revoked_once(service: Run) -> None:
    token = service("token", "add", "--scope", "dfe", "--expires-on", "2099-12-31", "--label", "Nightly").lines[-1]
    (listed,) = service("token", "list").lines
    assert token not in listed
    assert "until the end of 2099-12-31  never used  Nightly" in listed
    identifier = listed.split()[0]
    assert service("token", "revoke", identifier).status == 0
    assert "  revoked " in service("token", "list").out
    again = service("token", "revoke", identifier)
    assert (again.status, again.err) == (1, "This token was revoked already.\n")
    assert service("token", "revoke", "0b1d4bc0-6a3f-4f43-9c1a-3f3a4f0e7d55").err == "There is no such token.\n"
    assert service("token", "revoke", "nonsense").status == 2
