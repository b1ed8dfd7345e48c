"""The page that everybody sees."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from moderation.database.engine import open_engine
from moderation.database.transaction import reading
from moderation.errors import Busy
from moderation.findings.figures import published_figures
from moderation.providers.records import Provider
from moderation.settings import Environment, Settings
from moderation.web.session import session
from sampling.signature import is_signed_by, read_public_key
from tests.inserting import inserting
from tests.web.conftest import BEGAN, Visit

READ_ONLY = "readonly database|read-only transaction"
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Reads a page strictly: every element that opens closes, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.heard: dict[str, list[str]] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        assert len(attrs) == len(dict(attrs)), f"an attribute of {tag} stands twice"
        if tag not in VOID:
            self.open.append(tag)
            self.heard.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.heard[tag][-1] += data

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.elements if "id" in attrs]


def engine_of(client: FlaskClient) -> Engine:
    app = client.application
    with app.app_context():
        engine: Engine = app.extensions["sqlalchemy"].engine
    return engine


def fetched(client: FlaskClient, path: str, status: int = 200) -> Page:
    with client.get(path) as answer:
        assert answer.status_code == status
        text = answer.get_data(as_text=True)
    assert text.startswith("<!doctype html>")
    return Page(text)


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/nowhere", 404)])
def test_each_page_is_whole_and_names_itself(visit: Visit, told: Settings, path: str, status: int) -> None:
    page = fetched(visit(told), path, status)
    assert page.open == []
    assert len(page.heard["h1"]) == 1
    assert page.heard["title"][0].startswith(page.heard["h1"][0].strip())
    assert len(page.ids()) == len(set(page.ids()))
    assert ("html", {"lang": "en-GB"}) in page.elements
    targets = [str(attrs["href"])[1:] for _, attrs in page.elements if str(attrs.get("href", "")).startswith("#")]
    assert set(targets) - set(page.ids()) == set()
    labelled = [str(attrs["aria-labelledby"]) for _, attrs in page.elements if "aria-labelledby" in attrs]
    assert set(labelled) - set(page.ids()) == set()


def test_each_published_figure_stands_with_its_counts_and_its_sentence(visit: Visit, told: Settings) -> None:
    engine = open_engine(told.database_url)
    with reading(engine) as session:
        shown = published_figures(session)
    engine.dispose()
    page = fetched(visit(told), "/")
    articles = page.heard["article"]
    assert len(shown) == 7
    for figure in shown:
        article = next(text for text in articles if figure.answer["sentence"] in " ".join(text.split()))
        assert f"{figure.answer['scripts_count']:,}" in article
        assert f"{figure.answer['sample_count']:,}" in article
        assert figure.provider_name in article


def test_providers_stand_in_alphabetical_order(visit: Visit, told: Settings) -> None:
    page = fetched(visit(told), "/")
    codes = [re.split(r"\s", text.strip())[0] for text in page.heard["th"][7:]]
    assert codes == sorted(codes)
    assert codes[0] == "AAA-EAR19"


def test_a_figure_that_is_not_published_is_not_shown(visit: Visit, told: Settings) -> None:
    page = fetched(visit(told), "/")
    waiting = next(text for text in page.heard["article"] if "Window 2014J" in text)
    assert "overturned" not in waiting.lower()
    assert "Not recorded yet." in waiting
    assert len(re.findall("[0-9a-f]{64}", waiting)) == 5


def test_the_certificate_of_a_draw_can_be_fetched_and_names_no_script(visit: Visit, told: Settings) -> None:
    client = visit(told)
    page = fetched(client, "/")
    links = [str(attrs["href"]) for tag, attrs in page.elements if "/certificates/" in str(attrs.get("href"))]
    assert len(links) == 7
    for link in links:
        with client.get(link) as answer:
            assert answer.mimetype == "application/json"
            document = json.loads(answer.data)
        assert document["signature"]
        assert "script_ref" not in answer.get_data(as_text=True)


def test_the_public_key_stands_beside_the_certificate_that_it_checks(visit: Visit, told: Settings) -> None:
    client = visit(told)
    page = fetched(client, "/")
    links = [str(attrs["href"]) for tag, attrs in page.elements if tag == "a" and "href" in attrs]
    with client.get(next(link for link in links if "/certificates/" in link)) as answer:
        certificate = json.loads(answer.data)
    with client.get(f"/signing-keys/{certificate['key_id']}.pem") as answer:
        assert answer.mimetype == "application/x-pem-file"
        assert is_signed_by(certificate, read_public_key(answer.data))
    assert f"/signing-keys/{certificate['key_id']}.pem" in links
    assert fetched(client, f"/signing-keys/{'0' * 64}.pem", 404).heard["h1"]


def test_a_figure_says_what_a_sample_of_its_size_can_never_show(visit: Visit, told: Settings) -> None:
    page = fetched(visit(told), "/")
    small = next(text for text in page.heard["article"] if "AAA-EAR19" in text)
    assert "can never show that the true rate is within 5%, even with no overturn." in small
    assert "One overturn in a sample of " in small


def test_nothing_private_stands_on_the_page(visit: Visit, told: Settings) -> None:
    with visit(told).get("/") as answer:
        text = answer.get_data(as_text=True)
    assert "@example.org" not in text
    assert not re.search(r"2013J-[0-9]{3,}", text)


def test_the_number_of_queries_does_not_grow_with_the_records(visit: Visit, told: Settings) -> None:
    client = visit(told)
    statements: list[str] = []
    event.listen(engine_of(client), "before_cursor_execute", lambda *given: statements.append(given[2]))
    fetched(client, "/")
    assert 0 < len([each for each in statements if each.startswith("SELECT")]) <= 8


def test_a_page_that_is_only_looked_at_writes_nothing(visit: Visit, told: Settings) -> None:
    client = visit(told)
    statements: list[str] = []
    event.listen(engine_of(client), "before_cursor_execute", lambda *given: statements.append(given[2]))
    fetched(client, "/")
    assert statements
    assert [each for each in statements if each.split()[0] in {"INSERT", "UPDATE", "DELETE"}] == []


def test_a_write_through_the_session_of_a_page_is_refused(visit: Visit, bare: Settings) -> None:
    app = visit(bare).application
    with app.test_request_context("/"):
        session().add(Provider(code="ZZZ", name="Nobody", created_at=BEGAN))
        with pytest.raises(DBAPIError, match=READ_ONLY):
            session().flush()
    for statement in ("UPDATE alembic_version SET version_num = 'x'", "DELETE FROM alembic_version"):
        with app.test_request_context("/"), pytest.raises(DBAPIError, match=READ_ONLY):
            session().execute(text(statement))
    with reading(engine_of(visit(bare))) as after:
        assert after.scalars(select(Provider.code)).all() == []
        assert after.scalar(text("SELECT version_num FROM alembic_version")) != "x"


def test_a_page_sees_one_moment(visit: Visit, bare: Settings) -> None:
    app = visit(bare).application
    with app.test_request_context("/"):
        before = session().scalar(select(func.count()).select_from(Provider))
        with inserting(engine_of(visit(bare))) as other:
            other.add(Provider(code="ZZZ", name="Nobody", created_at=BEGAN))
        assert session().scalar(select(func.count()).select_from(Provider)) == before == 0
    with app.test_request_context("/"):
        assert session().scalar(select(func.count()).select_from(Provider)) == 1


def test_what_a_page_opened_is_given_back(visit: Visit, told: Settings) -> None:
    client = visit(told)
    fetched(client, "/")
    fetched(client, "/nowhere", 404)
    pool = engine_of(client).pool
    assert isinstance(pool, QueuePool)
    assert pool.checkedout() == 0


def test_a_busy_database_is_a_page_that_says_when_to_come_again(
    visit: Visit, told: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Busy("The database is busy with somebody else's work. Nothing was changed: try again.")

    monkeypatch.setattr("moderation.web.home.public_page", busy)
    client = visit(told)
    page = fetched(client, "/", 503)
    assert "try again" in page.heard["main"][0]
    with client.get("/") as answer:
        assert answer.headers["Retry-After"] == "2"


def test_a_service_in_which_nothing_happened_has_a_page(visit: Visit, bare: Settings) -> None:
    page = fetched(visit(bare), "/")
    assert "No figure has been published yet." in page.heard["main"][0]


def test_the_service_says_whether_it_lives(visit: Visit, bare: Settings) -> None:
    with visit(bare).get("/health") as answer:
        assert (answer.status_code, answer.data) == (200, b"ok\n")


def test_each_answer_carries_the_headers_that_protect_it(visit: Visit, told: Settings) -> None:
    client = visit(told)
    for path in ("/", "/nowhere", "/static/style.css", "/health"):
        with client.get(path) as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Request-Id"]
            assert "Strict-Transport-Security" not in answer.headers


def test_in_production_only_https_is_spoken(visit: Visit, told: Settings) -> None:
    settings = Settings(
        environment=Environment.PRODUCTION,
        var=told.var,
        database_url=told.database_url,
        signing_key=told.signing_key,
    )
    with visit(settings).get("/health") as answer:
        assert "max-age=" in answer.headers["Strict-Transport-Security"]


def test_no_page_carries_a_script_or_a_style_of_its_own(visit: Visit, told: Settings) -> None:
    page = fetched(visit(told), "/")
    assert [tag for tag, attrs in page.elements if tag in {"script", "style"} or "style" in attrs] == []
    assert [attrs for _, attrs in page.elements if any(name.startswith("on") for name in attrs)] == []


def test_a_database_that_is_gone_is_a_page_with_a_way_out(
    visit: Visit, told: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    gone = Settings(
        environment=told.environment,
        var=told.var,
        database_url=f"sqlite:///{tmp_path_factory.mktemp('gone') / 'no' / 'such.db'}",
        signing_key=told.signing_key,
    )
    page = fetched(visit(gone), "/", 503)
    assert "cannot be reached" in page.heard["main"][0]


def test_an_error_that_nobody_foresaw_shows_no_word_of_it(
    visit: Visit, told: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("moderation.web.home.public_page", fail)
    page = fetched(visit(told), "/", 500)
    assert "secret words" not in page.heard["main"][0]
    logged = capsys.readouterr().out
    assert "request_failed" in logged
    assert "secret words" not in logged
