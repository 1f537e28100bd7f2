"""The whole document goes: what a packet showed is in the packet, and the desk works explanations out again."""

from django.db import migrations


class Migration(migrations.Migration):
    """PostgreSQL only marks the column as dropped; SQLite rewrites the table."""

    dependencies = (("casefile", "0004_documents_become_traces"),)
    operations = (migrations.RemoveField("determination", "document"),)
