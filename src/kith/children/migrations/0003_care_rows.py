import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_initial'),
        ('children', '0002_initial'),
    ]

    operations = [
        migrations.DeleteModel(name='CareEpisode'),
        migrations.DeleteModel(name='CareRow'),
        migrations.CreateModel(
            name='CareEpisode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decom', models.DateField()),
                ('dec', models.DateField(null=True)),
                ('rne', models.CharField(blank=True, max_length=20)),
                ('ls', models.CharField(blank=True, max_length=20)),
                ('cin', models.CharField(blank=True, max_length=20)),
                ('place', models.CharField(blank=True, max_length=20)),
                ('provider', models.CharField(blank=True, max_length=20)),
                ('rec', models.CharField(blank=True, max_length=20)),
                ('reason_place_change', models.CharField(blank=True, max_length=20)),
                ('urn', models.CharField(blank=True, max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('batch_number', models.PositiveIntegerField()),
                ('line', models.PositiveIntegerField()),
                ('raw_row_id', models.BigIntegerField()),
                ('repaired_by', models.CharField(blank=True, max_length=20)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='episodes', to='children.child')),
            ],
        ),
        migrations.CreateModel(
            name='CareRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('batch_number', models.PositiveIntegerField()),
                ('line', models.PositiveIntegerField()),
                ('values', models.JSONField()),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='care_rows', to='children.child')),
            ],
        ),
        migrations.AddIndex(
            model_name='carerow',
            index=models.Index(fields=['child', 'table'], name='children_row_by_child'),
        ),
        migrations.AddIndex(
            model_name='careepisode',
            index=models.Index(fields=['child', 'decom'], name='children_episode_by_child'),
        ),
    ]
