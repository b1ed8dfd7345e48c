"""A refusal on a page: its sentence, and what can be done next as links or plain words."""

from __future__ import annotations

from typing import NoReturn

import pytest

from moderation.app import create_app
from moderation.errors import Busy, Conflict, ServiceError, Step, Verb
from moderation.settings import Settings
from moderation.web.errors import PAGES


def refused(settings: Settings, error: ServiceError) -> tuple[int, str]:
    app = create_app(settings)

    def refuse() -> NoReturn:
        raise error

    app.add_url_rule("/refused", view_func=refuse)
    answer = app.test_client().get("/refused")
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    return answer.status_code, answer.get_data(as_text=True)


def test_a_step_without_a_page_is_told_in_words(bare: Settings) -> None:
    status, page = refused(bare, Conflict("Not drawn.", then=Step(Verb.DRAW, window="2014J")))
    assert status == 409
    assert "<li>Draw the sample (window 2014J)</li>" in page
    assert "moderation draw" not in page


def test_a_step_with_a_page_is_a_link(bare: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PAGES, Verb.PUBLISH, "home.home")
    _, page = refused(bare, Conflict("Not public.", then=Step(Verb.PUBLISH)))
    assert '<a href="/">Publish the figures</a>' in page


def test_a_refusal_without_a_way_out_has_no_list(bare: Settings) -> None:
    assert "What can be done" not in refused(bare, Conflict("No."))[1]


def test_a_busy_database_is_not_available(bare: Settings) -> None:
    assert refused(bare, Busy("Busy."))[0] == 503


def test_every_page_of_a_step_exists(bare: Settings) -> None:
    app = create_app(bare)
    assert set(PAGES.values()) <= set(app.view_functions)
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
