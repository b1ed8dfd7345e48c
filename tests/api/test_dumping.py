"""The quick way of writing an answer says what the schema itself would say."""

from __future__ import annotations

from api.v1.door.dumping import dump
from api.v1.every_route import COLLECTIONS
from moderation.access.actor import ONLOOKER
from moderation.database.transaction import reading
from moderation.listing.listing import Wanted
from tests.api.world import World


def test_records_of_every_kind_are_written_as_their_schemas_write_them(seen: World) -> None:
    with reading(seen.engine) as session:
        for collection in COLLECTIONS:
            found = collection.listing.page(session, ONLOOKER, Wanted(limit=1_000))
            for shown in found:
                assert dump(collection.attributes, shown) == collection.attributes.dump(shown)
            assert found
