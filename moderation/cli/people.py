"""`moderation user` and `moderation token`: the operator lets people and programs in."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import click

from moderation.access.permissions import Role
from moderation.cli.acting import looking, operating
from moderation.cli.commands import OneOf, command, day, group
from moderation.database.columns import moment_text
from moderation.people.add_user import AddUser, add_user
from moderation.people.find import StandingGrant
from moderation.people.records import Scope
from moderation.people.shown import people, tokens
from moderation.people.take_back_role import TakeBackRole, take_back_role
from moderation.people.tokens import AddToken, KnownToken, RevokeToken, add_token, revoke_token

user = group(
    "user",
    does="Let people in and give them roles. A command of the operator of this machine.",
    example="user add ann@example.org --role official",
)
token = group(
    "token",
    does="Make keys for programs that use the API. A command of the operator of this machine.",
    example="token add --scope dfe --expires-on 2030-12-31",
)


@command("user add ann@example.org --role official", name="add", under=user)
@click.argument("email")
@click.option("--role", type=OneOf(Role), required=True, help="What the person is to the service.")
@click.option("--provider", metavar="CODE", help="The provider, for the role provider.")
@click.option("--name", help="How the person is shown.")
def add(*, email: str, role: Role, provider: str | None, name: str | None) -> None:
    """Give a person a role, and let them in if they are new."""
    wanted = AddUser(email=email, role=role, provider_code=provider, name=name)
    with operating() as act:
        add_user(act, wanted)
    click.echo(f"{email.strip().lower()} is {role.in_a_sentence} now.")


@command("user list", name="list", under=user)
def list_() -> None:
    """List everybody by their e-mail address, with the roles they hold now."""
    with looking() as (session, actor):
        for person in people(session, actor):
            held = ", ".join(_role(grant) for grant in person.grants) or "no role any more"
            click.echo(f"{person.email:<40}  {held}")


@command("user remove ann@example.org --role official", name="remove", under=user)
@click.argument("email")
@click.option("--role", type=OneOf(Role), required=True, help="The role to take back.")
@click.option("--provider", metavar="CODE", help="The provider, for the role provider.")
def remove(*, email: str, role: Role, provider: str | None) -> None:
    """Take a role back from somebody; what they did in it stays on record."""
    wanted = TakeBackRole(email=email, role=role, provider_code=provider)
    with operating() as act:
        take_back_role(act, wanted)
    click.echo(f"{email.strip().lower()} is {_role(StandingGrant(role, provider))} no more.")


@command("token add --scope provider --provider CCC --expires-on 2030-12-31", name="add", under=token)
@click.option("--scope", type=OneOf(Scope), required=True, help="Whose data the token opens.")
@click.option("--provider", metavar="CODE", help="The provider, for the scope provider.")
@click.option("--expires-on", type=day, required=True, help="The last day on which the token works.")
@click.option("--label", default="API", show_default=True, help="What the token is for.")
def add_key(*, scope: Scope, provider: str | None, expires_on: date, label: str) -> None:
    """Make a token and print it as the last line: it is shown once and kept nowhere."""
    wanted = AddToken(scope=scope, provider_code=provider, expires_on=expires_on, label=label)
    with operating() as act:
        made = add_token(act, wanted)
    until = expires_on.isoformat()
    click.echo(f"A token of the scope {scope.label}, until the end of {until}. It is shown once:", err=True)
    click.echo(made.plaintext)


@command("token list", name="list", under=token)
def list_keys() -> None:
    """List all tokens, oldest first: what each opens, until when, and when it was last used; never the token itself."""
    with looking() as (session, actor):
        for each in tokens(session, actor):
            used = f"last used {moment_text(each.last_used_at)}" if each.last_used_at else "never used"
            click.echo(f"{each.public_id}  {_opens(each):<28}  {_until(each)}  {used}  {each.label}")


@command("token revoke 8b1d4bc0-6a3f-4f43-9c1a-3f3a4f0e7d55", name="revoke", under=token)
@click.argument("token_id", metavar="ID", type=click.UUID)
def revoke(*, token_id: UUID) -> None:
    """End a token now, by its identifier in `token list`."""
    with operating() as act:
        revoke_token(act, RevokeToken(token_id))
    click.echo(f"The token {token_id} opens nothing any more.")


def _role(grant: StandingGrant) -> str:
    role = grant.role.in_a_sentence
    return f"{role} of {grant.provider_code}" if grant.provider_code else role


def _opens(token: KnownToken) -> str:
    return f"{token.scope.label} {token.provider_code}" if token.provider_code else token.scope.label


def _until(token: KnownToken) -> str:
    if token.revoked_at is not None:
        return f"revoked {moment_text(token.revoked_at)}"
    return f"until the end of {token.expires_on.isoformat()}"
