from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_lock_profiles'),
        ('printing', '0001_sets_of_paper'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='printjob',
            name='content',
            field=models.CharField(choices=[('paper', 'posters and booklets'), ('copy', 'copy of the public catalogue')], default='paper', max_length=8, verbose_name='content'),
        ),
        migrations.AddConstraint(
            model_name='printjob',
            constraint=models.CheckConstraint(condition=models.Q(('content__in', ['paper', 'copy'])), name='printjob_content'),
        ),
    ]
