"""The quick way of writing an answer says what the schema itself would say."""

from __future__ import annotations

from api.v1.door.dumping import dump
from api.v1.door.viewer import Viewer
from api.v1.every_route import COLLECTIONS
from moderation.access.actor import OPERATOR
from moderation.database.transaction import reading
from moderation.people.records import Scope
from tests.api.world import World


def test_records_of_every_kind_are_written_as_their_schemas_write_them(seen: World) -> None:
    viewer = Viewer(1, Scope.DFE, OPERATOR)
    with reading(seen.engine) as session:
        for collection in COLLECTIONS:
            keys = session.scalars(collection.rows(viewer)).all()
            for item in collection.load(session, keys, viewer):
                assert dump(collection.attributes, item.values) == collection.attributes.dump(item.values)
            assert keys
