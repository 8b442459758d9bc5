import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0006_roadmap_reminders'),
        ('readiness', '0003_waivers_hold_for_what_was_said'),
    ]

    # What is kept can be reckoned again, so that the table is made anew.
    operations = [
        migrations.DeleteModel(name='KeptVerdict'),
        migrations.CreateModel(
            name='KeptVerdict',
            fields=[
                ('campaign', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='kept_verdict', serialize=False, to='campaigns.campaign')),
                ('mark', models.CharField(max_length=64)),
                ('state', models.CharField(max_length=20)),
                ('words', models.CharField(max_length=60)),
                ('errors', models.PositiveIntegerField()),
                ('warnings', models.PositiveIntegerField()),
                ('waived', models.PositiveIntegerField()),
                ('passed', models.PositiveIntegerField()),
                ('areas', models.JSONField()),
                ('assessment', models.JSONField()),
                ('numbers', models.JSONField()),
                ('reckoned_at', models.DateTimeField()),
            ],
        ),
    ]
