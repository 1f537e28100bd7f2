"""Rows that are written once leave the database through one door only."""

import ast
from pathlib import Path

from django.apps import apps
from django.db import models

from casefile import purging
from tests.house.test_invariants import FLOORS, ROOT, sources

DOOR = ROOT / "casefile" / "purging.py"
HINGES = {"_raw_delete", "_base_manager"}


def uses(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text()))
    return {node.attr for node in tree if isinstance(node, ast.Attribute)} & HINGES


def test_only_purging_reaches_past_the_guard_of_written_rows() -> None:
    assert uses(DOOR) == HINGES
    assert [path for path in sources(*FLOORS) if path != DOOR and uses(path)] == []


def test_only_an_erasure_opens_it() -> None:
    importing = {
        path.stem
        for path in sources(*FLOORS)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and (
            node.module == "casefile.purging"
            or (node.module == "casefile" and "purging" in {name.name for name in node.names})
        )
    }
    assert importing == {"tombstones"}


def test_every_column_that_names_a_sealed_file_is_known_to_it() -> None:
    named = {
        field.name
        for model in apps.get_app_config("casefile").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and field.name.endswith("_as")
    }
    assert named == set(purging.STORED)
