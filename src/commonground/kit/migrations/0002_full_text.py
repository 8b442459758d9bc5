"""Full text: an FTS5 table kept by triggers on SQLite; a generated tsvector with a GIN index on PostgreSQL."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE kit_search_fts USING fts5(
        body, content='kit_searchdocument', content_rowid='id', tokenize="unicode61")""",
    """CREATE TRIGGER kit_search_ai AFTER INSERT ON kit_searchdocument BEGIN
        INSERT INTO kit_search_fts(rowid, body) VALUES (new.id, new.body); END""",
    """CREATE TRIGGER kit_search_ad AFTER DELETE ON kit_searchdocument BEGIN
        INSERT INTO kit_search_fts(kit_search_fts, rowid, body)
        VALUES ('delete', old.id, old.body); END""",
    """CREATE TRIGGER kit_search_au AFTER UPDATE ON kit_searchdocument BEGIN
        INSERT INTO kit_search_fts(kit_search_fts, rowid, body)
        VALUES ('delete', old.id, old.body);
        INSERT INTO kit_search_fts(rowid, body) VALUES (new.id, new.body); END""",
]
POSTGRES = [
    """ALTER TABLE kit_searchdocument ADD COLUMN document tsvector GENERATED ALWAYS AS
        (to_tsvector('simple', body)) STORED""",
    "CREATE INDEX kit_search_gin ON kit_searchdocument USING gin(document)",
]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("ai", "ad", "au"):
            schema_editor.execute(f"DROP TRIGGER kit_search_{trigger}")
        schema_editor.execute("DROP TABLE kit_search_fts")
    else:
        schema_editor.execute("ALTER TABLE kit_searchdocument DROP COLUMN document")


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
