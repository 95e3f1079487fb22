from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_papers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='paper',
            name='kind',
            field=models.CharField(choices=[('map', 'A map of people, drawn on paper'), ('agreement', 'Saying yes, filled in on paper'), ('answer', 'A question about one person, or a stop, filled in on paper'), ('drawing', 'A drawing'), ('letter', 'A letter or card'), ('photo', 'A photo'), ('other', 'Something else')], max_length=12),
        ),
    ]
