"""The house's own rules, held against the source as it stands."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

import matters

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("config", "intake", "review", "casefile", "packets", "matters", "eligibility", "exposure")
ALWAYS_WRITES = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "executemany"}
WRITES_ON_ROWS = {"create", "update", "delete"}
ON_ROWS = {"objects", "filter", "all", "exclude", "get"}
FACE_LIBRARIES = re.compile(
    r"face|dlib|insightface|mediapipe|opencv|torch|tensorflow|keras|onnx|retina|arcface|biometr",
    re.IGNORECASE,
)


def sources(*floors: str) -> Iterator[Path]:
    for floor in floors:
        for path in (ROOT / floor).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def names_in(chain: ast.expr) -> set[str]:
    found = set()
    for node in ast.walk(chain):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found


def writes(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        verb = node.func.attr
        if verb in ALWAYS_WRITES or (verb in WRITES_ON_ROWS and names_in(node.func.value) & ON_ROWS):
            found.append(f"{path.relative_to(ROOT)}:{node.lineno} {verb}")
    return found


def test_the_scan_for_writes_sees_a_write() -> None:
    path = ROOT / "casefile" / "drafts.py"
    assert any(line.endswith(" update") for line in writes(path))
    assert any(line.endswith(" create") for line in writes(path))


@pytest.mark.parametrize("floor", [floor for floor in FLOORS if floor != "casefile"])
def test_only_the_file_room_writes_rows(floor: str) -> None:
    assert [line for path in sources(floor) for line in writes(path)] == []


def test_only_jobs_and_deliveries_carry_a_state() -> None:
    carrying = {
        model.__name__
        for model in apps.get_app_config("casefile").get_models()
        for field in model._meta.get_fields()
        if field.name in {"state", "status"} and model.__name__ != "Consent"  # a text's own DRAFT or APPROVED
    }
    assert carrying == {"Job", "Delivery"}


# What is not of the file: drafts and what hangs on them, work and messages that go on, counts, and people.
MAY_CHANGE = {
    "Draft", "DraftKey", "Pass", "DeletedIntake", "Upload", "Job", "Heartbeat", "Delivery", "StageCount",
    "StaffMember", "Tally", "Grant", "PartyKey", "PartyUpload",
    # The queue's own rows, worked out from the file's; what the desk remembers of a person; work under way.
    "QueueRow", "QueueFinding", "SearchKey", "LastSeen", "QueueTab", "BulkItem",
    # How far a day's round over many files is.
    "Round",
    # The calendar, worked out from the file's rows; how far a run of the clock is.
    "Deadline", "ClockRun",
}  # fmt: skip
# Refuse in the database itself (tests/casefile/test_audit.py, test_chain.py).
GUARDED = {"AuditEntry", "AuditLink"}


def tables() -> dict[str, type[models.Model]]:
    return {model.__name__: model for model in apps.get_app_config("casefile").get_models()}


def test_every_table_of_the_file_is_written_once() -> None:
    from casefile.models.append_only import AppendOnly

    changing = {name for name, model in tables().items() if not issubclass(model, AppendOnly)}
    assert changing == MAY_CHANGE | GUARDED


@pytest.mark.parametrize("name", sorted(tables().keys() - MAY_CHANGE - GUARDED))
def test_rows_of_the_file_refuse_to_change(name: str) -> None:
    from casefile.models.append_only import Unchangeable

    model = apps.get_model("casefile", name)
    row = model()
    row._state.adding = False
    for change in (row.save, row.delete, model._default_manager.all().delete):
        with pytest.raises(Unchangeable):
            change()
    with pytest.raises(Unchangeable):
        model._default_manager.all().update(id=None)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def names_a_matter(module: str) -> bool:
    return any(module.startswith(f"matters.{slug.replace('-', '_')}") for slug in matters.SLUGS)


def test_only_a_matters_own_folder_names_it() -> None:
    assert any(names_a_matter(name) for path in sources("matters") for name in imported(path))
    assert [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources("config", "intake", "review", "casefile", "packets", "eligibility", "exposure")
        for name in imported(path)
        if names_a_matter(name)
    ] == []


def test_no_room_is_named_for_nothing() -> None:
    banned = {"utils", "core", "common", "helpers", "services", "managers", "misc", "tools"}
    assert [path for path in sources(*FLOORS) if path.stem in banned or banned & set(path.parts)] == []


@pytest.mark.parametrize("path", [path for path in sources(*FLOORS) if path.read_text().strip()], ids=str)
def test_every_module_opens_with_its_duty(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text())), f"{path.relative_to(ROOT)} has no opening sentence"


def test_no_function_outgrows_a_screen() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.name} {node.end_lineno - node.lineno + 1}"
        for path in sources(*FLOORS)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= 60
    ]
    assert long == []


def test_nothing_here_can_process_a_face() -> None:
    pinned = (ROOT / "requirements.txt").read_text()
    packages = re.findall(r"^([a-z0-9_.-]+)==", pinned, flags=re.MULTILINE)
    assert packages
    assert [name for name in packages if FACE_LIBRARIES.search(name) and name != "fontface"] == []


def test_a_celery_message_carries_a_job_id_and_nothing_else() -> None:
    import inspect

    from casefile import tasks

    signature = inspect.signature(tasks.work.run)
    assert [
        name
        for name, parameter in signature.parameters.items()
        if parameter.kind is not parameter.VAR_KEYWORD
    ] == ["job_id"]


def test_paper_knows_no_tables_and_no_settings() -> None:
    known = {
        line for path in sources("packets") for line in path.read_text().splitlines() if "import" in line
    }
    assert [line for line in known if "django.db" in line or "django.conf" in line] == []


def test_the_door_has_no_left_and_no_right() -> None:
    """Only logical sides, so that a language written from right to left needs no second stylesheet."""
    styles = (ROOT / "static" / "css" / "portal.css").read_text()
    physical = r"(?:^|[\s;{-])(?:left|right|(?:margin|padding|border)-(?:top|bottom|left|right))\s*[:;-]"
    assert re.findall(physical, styles, flags=re.MULTILINE) == []
    assert "url(" not in styles and "@import" not in styles
