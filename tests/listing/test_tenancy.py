"""Who sees what: a provider its own and nothing else, whoever marks nothing of providers, DfE everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from moderation.access.actor import ONLOOKER, Actor
from moderation.access.permissions import Role
from moderation.cases.shown_case_file import whole_case
from moderation.database.transaction import reading
from moderation.draws.shown import private_certificate
from moderation.draws.shown_export import draws_to_export, frame_file, frames_to_export, whole_sample
from moderation.draws.shown_frames import frames_in_window
from moderation.errors import NotAllowed, NotFound
from moderation.feedback.shown import replies, report
from moderation.findings.shown_figures import evidence_of_extension, figure_of, figures_signed, standing_figures
from moderation.listing.listing import Wanted
from moderation.marking.shown_scripts import scripts_in_window
from moderation.people.shown import people, tokens
from moderation.providers.records import provider_by_code
from moderation.providers.shown import provider_shown
from moderation.windows.shown import refuse_unknown_window, windows_by_date
from tests import builders
from tests.cases.steps import Scene
from tests.findings.signing import sign
from tests.inserting import inserting
from tests.listing.many import LISTINGS
from tests.moderated import SIGNED, Drawn, drawn_window, settle_sample

OWN, OTHER, UNSIGNED = "CCC", "DDD", "EEE"
OTHERS_WINDOW = "2015X"
OF_PROVIDERS = ("returns", "frames", "draws", "samples", "scripts", "outcomes", "reports")
NOBODY = Actor(person_id=None, public_id="n", roles=frozenset({Role.PROVIDER}))
Look = Callable[[Session, Actor], Any]


@pytest.fixture
def world(engine: Engine) -> Drawn:
    lines = {code: builders.make_lines(20, prefix=code) for code in (OWN, OTHER, UNSIGNED)}
    world = drawn_window(engine, lines)
    for code in lines:
        settle_sample(world, code, overturned=1)
    sign(world, OWN, OTHER)
    return world


@pytest.fixture
def own(world: Drawn) -> Actor:
    with inserting(world.engine) as session:
        provider, other = provider_by_code(session, OWN), provider_by_code(session, OTHER)
        builders.make_window(session, world.cast, code=OTHERS_WINDOW, providers=[other])
        staff = builders.make_person(session, Role.PROVIDER, "ccc@ccc.example", provider=provider)
        other_staff = builders.make_person(session, Role.PROVIDER, "ddd@ddd.example", provider=other)
    scene = Scene(world.engine, world.cast, staff)
    scene.report()
    assert other_staff.is_bound
    return staff


def test_a_provider_sees_its_own_records_and_another_providers_as_none(world: Drawn, own: Actor) -> None:
    with reading(world.engine) as session:
        for kind in OF_PROVIDERS:
            listing = LISTINGS[kind]
            everything = listing.page(session, world.cast.official, Wanted())
            mine = listing.page(session, own, Wanted())
            assert mine, kind
            assert {each.provider_code for each in mine} == {OWN}, kind
            assert listing.find(session, own, mine[0].public_id).public_id == mine[0].public_id
            for another in (each for each in everything if each.provider_code != OWN):
                with pytest.raises(NotFound) as unknown:
                    listing.find(session, own, uuid4())
                with pytest.raises(NotFound) as refused:
                    listing.find(session, own, another.public_id)
                assert refused.value.sentence == unknown.value.sentence
            assert listing.page(session, own, Wanted(provider_code=OTHER)) == []


def test_a_provider_knows_itself_and_the_windows_in_which_it_is_judged(world: Drawn, own: Actor) -> None:
    with reading(world.engine) as session:
        assert [each.code for each in windows_by_date(session, own)] == [world.code]
        assert provider_shown(session, own, OWN).code == OWN
        with pytest.raises(NotFound, match=r"^There is no such provider\.$"):
            provider_shown(session, own, OTHER)
        with pytest.raises(NotFound, match=r"^There is no such window\.$"):
            refuse_unknown_window(session, own, OTHERS_WINDOW)
        refuse_unknown_window(session, world.cast.official, OTHERS_WINDOW)


def test_somebody_of_no_provider_that_is_named_sees_nothing(world: Drawn, own: Actor) -> None:
    with reading(world.engine) as session:
        for kind in ("windows", "providers", *OF_PROVIDERS):
            assert LISTINGS[kind].page(session, NOBODY, Wanted()) == [], kind


def test_somebody_of_two_providers_sees_the_records_of_both(world: Drawn, own: Actor) -> None:
    both = replace(own, provider_codes=frozenset({OWN, UNSIGNED}))
    with reading(world.engine) as session:
        assert {each.provider_code for each in LISTINGS["frames"].page(session, both, Wanted())} == {OWN, UNSIGNED}


def test_whoever_marks_sees_no_list_of_what_providers_reported(world: Drawn) -> None:
    with reading(world.engine) as session:
        for kind, listing in LISTINGS.items():
            for actor in (world.cast.moderators[0], world.cast.lead):
                if kind in {"windows", "providers"}:
                    listing.page(session, actor, Wanted())
                    continue
                with pytest.raises(NotAllowed):
                    listing.page(session, actor, Wanted())
                with pytest.raises(NotAllowed):
                    listing.find(session, actor, uuid4())


def test_a_provider_learns_its_figure_and_outcomes_with_the_sign_off(world: Drawn, own: Actor) -> None:
    with inserting(world.engine) as session:
        unsigned = builders.make_person(
            session, Role.PROVIDER, "eee@eee.example", provider=provider_by_code(session, UNSIGNED)
        )
    with reading(world.engine) as session:
        (figure,) = standing_figures(session, own, now=SIGNED)
        assert figure.provider_code == OWN
        assert standing_figures(session, unsigned, now=SIGNED) == ()
        assert LISTINGS["outcomes"].page(session, unsigned, Wanted()) == []
        seen = standing_figures(session, world.cast.case_officer, now=SIGNED)
        assert [each.provider_code for each in seen] == [OWN, OTHER, UNSIGNED]
        with pytest.raises(NotFound):
            figure_of(session, own, seen[1].frame_id, now=SIGNED)
        with pytest.raises(NotFound):
            standing_figures(session, own, provider_code=OTHER, now=SIGNED)


def test_a_provider_sees_its_own_part_of_a_window(world: Drawn, own: Actor) -> None:
    with reading(world.engine) as session:
        assert [each.provider_code for each in frames_in_window(session, own, world.code)] == [OWN]
        mine = scripts_in_window(session, own, window_code=world.code)
        assert {(each.provider_code, each.is_settled) for each in mine} == {(OWN, None)}
        whole = scripts_in_window(session, ONLOOKER, window_code=world.code)
        assert {each.provider_code for each in whole if each.is_settled} == {OWN, OTHER, UNSIGNED}
        assert report(session, own, window_code=world.code, provider_code=OWN, now=SIGNED).figure.provider_code == OWN
        assert replies(session, own, world.code) == ()
        with pytest.raises(NotFound):
            report(session, own, window_code=world.code, provider_code=OTHER, now=SIGNED)
        with pytest.raises(NotFound):
            scripts_in_window(session, own, window_code=world.code, provider_code=OTHER)
        with pytest.raises(NotFound):
            frames_in_window(session, own, OTHERS_WINDOW)


FOR_DFE: dict[str, Look] = {
    "export of draws": lambda session, actor: draws_to_export(session, actor, "2014J"),
    "export of frames": lambda session, actor: frames_to_export(session, actor, "2014J"),
    "file of a frame": lambda session, actor: frame_file(session, actor, provider_code=OWN, window_code="2014J"),
    "whole sample": lambda session, actor: whole_sample(session, actor, provider_code=OWN, window_code="2014J"),
}


@pytest.mark.parametrize("what", FOR_DFE)
def test_an_export_is_for_dfe_alone(world: Drawn, own: Actor, what: str) -> None:
    with reading(world.engine) as session:
        assert FOR_DFE[what](session, world.cast.official)
        assert FOR_DFE[what](session, ONLOOKER)
        for actor in (own, world.cast.lead, world.cast.moderators[0], world.cast.administrator):
            with pytest.raises(NotAllowed):
                FOR_DFE[what](session, actor)


def test_evidence_cases_people_and_tokens_are_not_for_providers(world: Drawn, own: Actor) -> None:
    with reading(world.engine) as session:
        with pytest.raises(NotAllowed):
            evidence_of_extension(session, own, window_code=world.code, provider_code=OWN)
        with pytest.raises(NotAllowed):
            figures_signed(session, own, (), window_code=world.code)
        with pytest.raises(NotAllowed):
            whole_case(session, own, uuid4())
        for reading_of in (people, tokens):
            with pytest.raises(NotAllowed):
                reading_of(session, own)
            reading_of(session, world.cast.administrator)


def test_the_private_part_of_a_certificate_is_for_its_provider_and_officials(world: Drawn, own: Actor) -> None:
    with reading(world.engine) as session:
        draws = LISTINGS["draws"].page(session, ONLOOKER, Wanted())
        by_provider = {draw.provider_code: draw.public_id for draw in draws}
        assert private_certificate(session, own, by_provider[OWN])
        assert private_certificate(session, world.cast.official, by_provider[OTHER])
        with pytest.raises(NotFound):
            private_certificate(session, own, by_provider[OTHER])
        with pytest.raises(NotAllowed):
            private_certificate(session, world.cast.case_officer, by_provider[OTHER])


def test_who_moderated_is_told_to_the_operator_alone(world: Drawn, own: Actor) -> None:
    with reading(world.engine) as session:
        told = LISTINGS["entries"].page(session, ONLOOKER, Wanted())
        assert all(entry.actor_id for entry in told)
        shown = LISTINGS["entries"].page(session, world.cast.official, Wanted())
        assert [entry.number for entry in shown] == [entry.number for entry in told]
        assert all((entry.actor_id is None) == (entry.actor_role == "moderator") for entry in shown)
