"""`moderation user` and `moderation token`: the operator lets people and programs in."""

from __future__ import annotations

from datetime import date

import click

from moderation.access.actor import OPERATOR
from moderation.access.permissions import Role
from moderation.cli.acting import operating
from moderation.cli.commands import OneOf, command, day, group
from moderation.database.clock import system_clock
from moderation.people.add_user import AddUser, add_user
from moderation.people.records import Scope
from moderation.people.tokens import AddToken, add_token

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
    with operating() as session:
        add_user(session, OPERATOR, wanted, clock=system_clock)
    click.echo(f"{email.strip().lower()} is {role.value.replace('_', ' ')} now.")


@command("token add --scope provider --provider CCC --expires-on 2030-12-31", name="add", under=token)
@click.option("--scope", type=OneOf(Scope), required=True, help="Whose data the token opens.")
@click.option("--provider", metavar="CODE", help="The provider, for the scope provider.")
@click.option("--expires-on", type=day, required=True, help="The last day on which the token works.")
@click.option("--label", default="API", show_default=True, help="What the token is for.")
def add_key(*, scope: Scope, provider: str | None, expires_on: date, label: str) -> None:
    """Make a token and print it as the last line: it is shown once and kept nowhere."""
    wanted = AddToken(scope=scope, provider_code=provider, expires_on=expires_on, label=label)
    with operating() as session:
        made = add_token(session, OPERATOR, wanted, clock=system_clock)
    until = expires_on.isoformat()
    click.echo(f"A token of the scope {scope.value}, until the end of {until}. It is shown once:", err=True)
    click.echo(made.plaintext)
