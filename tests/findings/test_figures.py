"""Figures: live before sign-off, the finding after it, and any past one again."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from moderation.database.transaction import reading
from moderation.errors import Conflict, NotFound, Rejected
from moderation.findings.breakdown import by_qualification
from moderation.findings.figure import Figure
from moderation.findings.figures import figures, published_figures
from moderation.findings.records import Publication
from moderation.scripts.seal_records import sealed_scripts
from tests import builders
from tests.builders import later, make_lines
from tests.findings.signing import reopened, sign
from tests.inserting import inserting
from tests.moderated import SETTLED, SIGNED, Drawn, declare_missing, drawn_window, settle, settle_sample, supply
from tests.worlds import Stand

NOW = later(SIGNED, days=300)
ACCURACY_FIELDS = {
    "scripts_count", "sample_count", "moderated_count", "pending_count", "missing_count", "overturned_count",
    "overturn_rate", "overturn_rate_lower", "overturn_rate_upper", "accuracy", "accuracy_lower", "accuracy_upper",
    "status", "interval", "upper_bound_count", "p_fails", "p_meets", "evidence",
    "e_met", "e_met_text", "e_fails", "e_fails_text", "settles_at", "sentence",
}  # fmt: skip
BESIDE = {
    "provider_code", "window_code", "qualification", "excluded_count", "sampling_rate", "late", "policy_version",
    "as_at", "signed_off_at", "published_at", "direction", "peer_moderation",
}  # fmt: skip


@pytest.fixture
def world(stand: Stand) -> Drawn:
    return stand(drawn_window, {"AAA": make_lines(23), "CCC": make_lines(200)})


def figure_of(world: Drawn, code: str, *, as_at: datetime | None = None) -> Figure:
    with reading(world.engine) as session:
        (found,) = figures(session, provider_code=code, as_at=as_at, now=NOW)
        return found


def test_a_figure_has_the_fields_of_the_command_and_those_beside_it(world: Drawn) -> None:
    assert set(figure_of(world, "CCC").as_json()) == ACCURACY_FIELDS | BESIDE


def test_before_sign_off_a_figure_is_live_and_gives_no_evidence_while_scripts_are_pending(world: Drawn) -> None:
    settle_sample(world, "CCC", overturned=1, pending=3)
    figure = figure_of(world, "CCC")
    assert figure.signed_off_at is None
    assert figure.finding_id is None
    assert figure.as_at == NOW
    assert figure.answer["status"] == "not_yet_determined"
    assert (figure.answer["pending_count"], figure.answer["overturn_rate"], figure.answer["evidence"]) == (
        3,
        None,
        None,
    )


def test_what_is_not_drawn_at_that_moment_has_no_figure(world: Drawn) -> None:
    with reading(world.engine) as session:
        assert figures(session, as_at=later(builders.DRAWN, minutes=-1)) == ()
        assert len(figures(session, as_at=builders.DRAWN)) == 2


def test_live_counts_are_those_of_the_moment(world: Drawn) -> None:
    lead = world.cast.lead.person_id
    assert lead is not None
    with inserting(world.engine) as session:
        first, second, third = world.sample(session, "AAA")
        settle(session, first, by=lead, at=later(SETTLED, days=1))
        settle(session, first, by=lead, overturn=True, at=later(SETTLED, days=4))
        declare_missing(session, second, by=lead, at=later(SETTLED, days=2))
        supply(session, second, by=lead, at=later(SETTLED, days=3))
        settle(session, third, by=lead, at=later(SETTLED, days=5))
    counted = []
    for day in range(6):
        answer = figure_of(world, "AAA", as_at=later(SETTLED, days=day)).answer
        counted.append(tuple(answer[f"{name}_count"] for name in ("moderated", "overturned", "missing", "pending")))
    assert counted == [(0, 0, 0, 3), (1, 0, 0, 2), (1, 0, 1, 1), (1, 0, 0, 2), (1, 1, 0, 2), (2, 1, 0, 1)]


def test_any_past_figure_comes_again_to_the_byte(world: Drawn) -> None:
    settle_sample(world, "CCC", overturned=1)
    moments = [later(SETTLED, days=-1), SETTLED, SIGNED, later(SIGNED, days=10), later(SIGNED, days=20)]
    before = figure_of(world, "CCC", as_at=later(SETTLED, days=-1))
    live = figure_of(world, "CCC", as_at=SETTLED)
    sign(world, "CCC")
    first = figure_of(world, "CCC")
    reopened(world, "CCC", at=later(SIGNED, days=5))
    lead = world.cast.lead.person_id
    assert lead is not None
    with inserting(world.engine) as session:
        settle(session, world.sample(session, "CCC")[5], by=lead, overturn=True, at=later(SIGNED, days=6))
    assert figure_of(world, "CCC") == first
    sign(world, "CCC", at=later(SIGNED, days=20))
    second = figure_of(world, "CCC")
    assert (first.answer["overturned_count"], second.answer["overturned_count"]) == (1, 2)
    assert second.answer["status"] == "not_met"
    again = [figure_of(world, "CCC", as_at=moment) for moment in moments]
    assert [json.dumps(each.as_json()) for each in again] == [
        json.dumps(each.as_json()) for each in (before, live, first, first, second)
    ]
    assert second.signed_off_at == second.as_at == later(SIGNED, days=20)


def test_the_moment_that_a_figure_names_brings_it_back(world: Drawn) -> None:
    settle_sample(world, "CCC", overturned=1)
    sign(world, "CCC", at=SIGNED.replace(microsecond=123456))
    figure = figure_of(world, "CCC")
    named = datetime.fromisoformat(figure.as_json()["as_at"])
    assert figure_of(world, "CCC", as_at=named) == figure
    assert figure_of(world, "CCC", as_at=named.replace(microsecond=123455)).signed_off_at is None


def test_a_signed_figure_has_the_order_of_the_command_too(world: Drawn) -> None:
    settle_sample(world, "CCC", overturned=1)
    before = figure_of(world, "CCC").as_json()
    sign(world, "CCC")
    after = figure_of(world, "CCC").as_json()
    assert list(after) == list(before)
    assert list(after["interval"]) == list(before["interval"])
    assert list(after["peer_moderation"]) == list(before["peer_moderation"])


def test_a_superseding_finding_keeps_the_one_before(world: Drawn) -> None:
    settle_sample(world, "AAA", overturned=1)
    (first,) = sign(world, "AAA")
    reopened(world, "AAA", at=later(SIGNED, days=1))
    with reading(world.engine) as session:
        assert not sealed_scripts(session, world.sample(session, "AAA"))
    (second,) = sign(world, "AAA", at=later(SIGNED, days=2))
    assert (second.version, second.supersedes_id) == (2, first.id)
    with reading(world.engine) as session:
        assert sealed_scripts(session, world.sample(session, "AAA"))


def test_only_what_is_sealed_is_reopened(world: Drawn) -> None:
    settle_sample(world, "AAA")
    with pytest.raises(Conflict, match="nothing to reopen"):
        reopened(world, at=SIGNED)
    sign(world, "AAA")
    with pytest.raises(Rejected, match="CCC"):
        reopened(world, "AAA", "CCC", at=SIGNED)
    assert len(reopened(world, at=SIGNED)) == 1


def test_directions_and_peer_moderation_add_up_to_the_figure(world: Drawn) -> None:
    settle_sample(world, "CCC", overturned=4)
    figure = figure_of(world, "CCC")
    answer = figure.answer
    assert sum(figure.direction.values()) == answer["overturned_count"] == 4
    for name in ("moderated_count", "overturned_count"):
        assert sum(counts[name] for counts in figure.peer_moderation.values()) == answer[name]
    assert list(figure.peer_moderation) == ["changed", "unchanged", "not_peer_moderated"]


def test_figures_by_qualification_add_up_and_say_that_they_are_no_verdict(world: Drawn) -> None:
    settle_sample(world, "AAA", overturned=1)
    sign(world, "AAA")
    with reading(world.engine) as session:
        (figure,) = figures(session, provider_code="AAA")
        parts = by_qualification(session, figure)
    assert [part.qualification for part in parts] == ["NPQEL", "NPQH", "NPQML", "NPQSL"]
    for name in ("scripts_count", "moderated_count", "overturned_count"):
        assert sum(part.answer[name] for part in parts) == figure.answer[name]
    uncovered = [part for part in parts if part.answer["sample_count"] == 0]
    assert uncovered
    assert {part.answer["status"] for part in uncovered} == {"not_assessable"}
    assert all("no verdict" in part.answer["sentence"] for part in parts)


def test_figures_come_in_alphabetical_order_and_for_known_codes_alone(world: Drawn) -> None:
    with reading(world.engine) as session:
        assert [each.provider_code for each in figures(session)] == ["AAA", "CCC"]
        assert [each.provider_code for each in figures(session, window_code="2014J", provider_code="CCC")] == ["CCC"]
        with pytest.raises(NotFound):
            figures(session, window_code="2099Z")
        with pytest.raises(NotFound):
            figures(session, provider_code="ZZZ")


def test_what_is_public_stays_until_a_later_finding_is_published(world: Drawn) -> None:
    settle_sample(world, "AAA")
    (first,) = sign(world, "AAA")
    publish(world, first.id, later(SIGNED, days=1))
    reopened(world, "AAA", at=later(SIGNED, days=2))
    (second,) = sign(world, "AAA", at=later(SIGNED, days=3))
    with reading(world.engine) as session:
        assert [each.finding_id for each in published_figures(session)] == [first.public_id]
    publish(world, second.id, later(SIGNED, days=4))
    with reading(world.engine) as session:
        (public,) = published_figures(session, window_code="2014J")
        assert (public.finding_id, public.published_at) == (second.public_id, later(SIGNED, days=4))
    assert figure_of(world, "AAA", as_at=SIGNED).published_at is None


def publish(world: Drawn, finding_id: int, at: datetime) -> None:
    with inserting(world.engine) as session:
        person = world.cast.official.person_id
        session.add(Publication(finding_id=finding_id, published_by=person, published_at=at))


def test_a_moment_that_has_not_come_is_taken_for_now(world: Drawn) -> None:
    with reading(world.engine) as session:
        now, hence = (figures(session, as_at=moment, now=NOW) for moment in (NOW, later(NOW, days=365)))
    assert now == hence
    assert {figure.as_at for figure in hence if figure.finding_id is None} <= {NOW}
