"""The database itself refuses to change or delete an audit row."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = [
    f"CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON casefile_auditentry "
    "BEGIN SELECT RAISE(ABORT, 'audit rows are insert-only'); END"
    for verb in ("update", "delete")
]
SQLITE_BACK = ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"]

POSTGRES = [
    """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit rows are insert-only'; END $$""",
    """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON casefile_auditentry
FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
]
POSTGRES_BACK = ["DROP TRIGGER audit_no_change ON casefile_auditentry", "DROP FUNCTION audit_refuse()"]


def _run(editor: BaseDatabaseSchemaEditor, *, sqlite: list[str], postgres: list[str]) -> None:
    for statement in postgres if editor.connection.vendor == "postgresql" else sqlite:
        editor.execute(statement)


def guard(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, sqlite=SQLITE, postgres=POSTGRES)


def unguard(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, sqlite=SQLITE_BACK, postgres=POSTGRES_BACK)


class Migration(migrations.Migration):
    """No lock worth the name: the table is new."""

    dependencies = (("casefile", "0001_first_tables"),)
    operations = (migrations.RunPython(guard, unguard),)
