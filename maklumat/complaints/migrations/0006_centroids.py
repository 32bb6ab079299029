from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("complaints", "0005_sums_for_figures")]

    operations = [migrations.RenameField("learnedrouting", "against", "centroids")]
