from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0003_need_notice")]

    operations = [
        migrations.RemoveConstraint(model_name="organisation", name="organisation_colour_and_letters_once"),
    ]
