"""The database itself refuses to change or remove an entry of the activity log."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER activity_no_update BEFORE UPDATE ON people_activity
        BEGIN SELECT RAISE(ABORT, 'the activity log is append-only'); END""",
    """CREATE TRIGGER activity_no_delete BEFORE DELETE ON people_activity
        BEGIN SELECT RAISE(ABORT, 'the activity log is append-only'); END""",
]
POSTGRES = [
    """CREATE FUNCTION activity_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the activity log is append-only'; END $$""",
    """CREATE TRIGGER activity_append_only BEFORE UPDATE OR DELETE ON people_activity
        FOR EACH ROW EXECUTE FUNCTION activity_refuse()""",
]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER activity_no_update")
        schema_editor.execute("DROP TRIGGER activity_no_delete")
    else:
        schema_editor.execute("DROP TRIGGER activity_append_only ON people_activity")
        schema_editor.execute("DROP FUNCTION activity_refuse")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
