"""The public pages: published figures in alphabetical order, digests, certificates, and whether the service lives."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, Response, current_app, render_template
from sqlalchemy import text
from sqlalchemy.orm import Session

from moderation.database.clock import london_day
from moderation.errors import NotFound
from moderation.web.published import certificate_text, public_key, public_windows

pages = Blueprint("home", __name__, template_folder="templates", static_folder="static", static_url_path="/static")


@pages.get("/")
def home() -> str:
    """Show what everybody may know."""
    return render_template("home.html", windows=public_windows(_session()))


@pages.get("/certificates/<uuid:public_id>.json")
def certificate(public_id: UUID) -> Response:
    """Give the public certificate of a draw, byte for byte as it was signed."""
    found = certificate_text(_session(), public_id)
    if found is None:
        raise NotFound("There is no certificate under this address.")
    return Response(found, mimetype="application/json")


@pages.get("/signing-keys/<key_id>.pem")
def signing_key(key_id: str) -> Response:
    """Give the public half of a key that signed certificates."""
    found = public_key(_session(), key_id)
    if found is None:
        raise NotFound("No certificate is signed with a key of this identifier.")
    return Response(found, mimetype="application/x-pem-file")


@pages.get("/health")
def health() -> Response:
    """Say that the service and its database answer."""
    _session().execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@pages.app_template_filter("day")
def day(value: date | datetime) -> str:
    """Write a day as people do: 22 June 2026."""
    on = london_day(value) if isinstance(value, datetime) else value
    return f"{on.day} {on:%B %Y}"


@pages.app_template_filter("rate")
def rate(value: float | list[float] | None) -> str:
    """Write a rate in per cent, as its two ends where scripts are missing."""
    if value is None:
        return "not given"
    return f"{value[0]:.1%} to {value[1]:.1%}" if isinstance(value, list) else f"{value:.1%}"


@pages.app_template_filter("many")
def many(value: int) -> str:
    """Write a count with its thousands parted."""
    return f"{value:,}"


def _session() -> Session:
    session: Session = current_app.extensions["sqlalchemy"].session
    return session
