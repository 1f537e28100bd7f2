"""Links, anchors and verifications of the record; the database itself refuses to change the first two.

The tables are new. The two indexes of the record are built under a lock that keeps writers out for as long
as one pass over it takes.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("auditlink", "auditanchor")
SQLITE = [
    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON casefile_{table} "
    "BEGIN SELECT RAISE(ABORT, 'audit rows are insert-only'); END"
    for table in TABLES
    for verb in ("update", "delete")
]
SQLITE_BACK = [f"DROP TRIGGER {table}_no_{verb}" for table in TABLES for verb in ("update", "delete")]
POSTGRES = [
    f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON casefile_{table} "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
    for table in TABLES
]
POSTGRES_BACK = [f"DROP TRIGGER {table}_no_change ON casefile_{table}" for table in TABLES]


def _run(editor: BaseDatabaseSchemaEditor, *, sqlite: list[str], postgres: list[str]) -> None:
    for statement in postgres if editor.connection.vendor == "postgresql" else sqlite:
        editor.execute(statement)


def guard(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, sqlite=SQLITE, postgres=POSTGRES)


def unguard(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, sqlite=SQLITE_BACK, postgres=POSTGRES_BACK)


KEY = models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("casefile", "0017_elements_are_checked")]
    operations = [
        migrations.AddIndex("auditentry", models.Index(fields=["actor", "id"], name="audit_by_actor")),
        migrations.AddIndex("auditentry", models.Index(fields=["at"], name="audit_by_time")),
        migrations.CreateModel(
            "AuditLink",
            [
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link",
                        to="casefile.auditentry",
                    ),
                ),
            ],
            options={"ordering": ("number",)},
        ),
        migrations.CreateModel(
            "AuditAnchor",
            [
                ("id", KEY),
                ("number", models.BigIntegerField(db_index=True)),
                ("sha256", models.CharField(max_length=64)),
                ("where", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("number", "at"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("where", "number"), name="one_anchor_per_place_and_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "AuditVerification",
            [
                ("id", KEY.clone()),
                ("at", models.DateTimeField()),
                ("rows", models.BigIntegerField()),
                ("head", models.BigIntegerField()),
                ("unlinked", models.BigIntegerField()),
                ("fault", models.CharField(blank=True, max_length=32)),
                ("number", models.BigIntegerField(null=True)),
                ("by", models.CharField(max_length=64)),
            ],
            options={"ordering": ("at",)},
        ),
        migrations.RunPython(guard, unguard),
    ]
