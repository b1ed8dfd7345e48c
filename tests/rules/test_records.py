"""Who loads a record has loaded all it refers to: a command loads the rooms it needs and can write what it finds."""

from __future__ import annotations

import grimp
import pytest
from sqlalchemy.orm import Mapper

from moderation.database.model import Model
from moderation.proof.all_tables import all_records

# A round's seed names the first of the frames, which name their round: whoever records a seed loads both.
MUTUAL = {("moderation.windows.seed_records", "moderation.returns.records")}


@pytest.fixture(scope="module")
def loads() -> grimp.ImportGraph:
    return grimp.build_graph("moderation", exclude_type_checking_imports=True)


@pytest.fixture(scope="module")
def mappers() -> list[Mapper[Model]]:
    all_records()
    return list(Model.registry.mappers)


def test_every_record_loads_what_it_refers_to(loads: grimp.ImportGraph, mappers: list[Mapper[Model]]) -> None:
    module_of = {mapper.local_table: mapper.class_.__module__ for mapper in mappers}
    missing = set()
    for table, module in module_of.items():
        loaded = {module, *loads.find_upstream_modules(module)}
        targets = {module_of[key.column.table] for key in table.foreign_keys if key.column.table in module_of}
        missing |= {(module, target) for target in targets - loaded}
    assert missing == MUTUAL


def test_who_records_a_seed_loads_the_frames(loads: grimp.ImportGraph) -> None:
    for module, target in MUTUAL:
        writers = {name for name in loads.find_modules_that_directly_import(module) if name.endswith(".record_seed")}
        assert writers
        assert all(target in loads.find_upstream_modules(name) for name in writers)
