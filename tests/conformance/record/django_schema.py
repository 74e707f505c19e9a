# Django: a migration with AlterField of n from TextField to IntegerField, and one that makes c.pid a
# ForeignKey, by its migration executor. The models say what Django 3.2 can say of each case: the
# collation (db_collation) and a CheckConstraint, which has a name; no generated column.
import sys

import recording

recording.record()

import django
from django.conf import settings


def fields_of(case, models, wanted):
    """Model p's fields; n is the one that changes."""
    key = models.AutoField if case in ("sequence", "empty_sequence") else models.IntegerField
    fields = [("id", key(primary_key=True)),
              ("n", models.IntegerField(null=True) if wanted else models.TextField(null=True))]
    if case == "self_reference":
        fields.append(("parent", models.ForeignKey("self", models.CASCADE, null=True,
                                                   db_column="parent")))
    if case == "check":
        fields.append(("k", models.IntegerField(null=True)))
    if case == "collate":
        fields.append(("name", models.TextField(null=True, db_collation="NOCASE")))
    if case == "special_indexes":
        fields.append(("name", models.TextField(null=True)))
    return fields


def indexes_of(case, models):
    if case == "indexes":
        return [models.Index(fields=["n"], name="p_n")]
    if case == "special_indexes":
        return [models.Index(fields=["name"], name="p_partial",
                             condition=models.Q(name__isnull=False))]
    return []


def main(database, change, case):
    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
        INSTALLED_APPS=[], USE_TZ=False)
    django.setup()
    from django.db import connection, migrations, models
    from django.db.migrations.state import ProjectState

    start = migrations.Migration("start", "shop")
    options = {"db_table": "p", "indexes": indexes_of(case, models)}
    if case == "check":
        options["constraints"] = [
            models.CheckConstraint(check=models.Q(k__gt=0, k__lt=100), name="p_k")]
    start.operations = [
        migrations.CreateModel("P", fields_of(case, models, False), options),
        migrations.CreateModel("C", [
            ("id", models.IntegerField(primary_key=True)),
            ("pid", models.IntegerField(null=True))], {"db_table": "c"}),
    ]
    step = migrations.Migration("change", "shop")
    if change == "type":
        step.operations = [migrations.AlterField("P", "n", models.IntegerField(null=True))]
    else:
        step.operations = [migrations.AlterField("C", "pid", models.ForeignKey(
            "shop.P", models.DO_NOTHING, null=True, db_column="pid"))]
    state = start.mutate_state(ProjectState())
    with connection.schema_editor(atomic=step.atomic) as editor:
        step.apply(state, editor)


if sys.argv[1] == "version":
    print(f"Django {django.__version__}")
else:
    main(*sys.argv[1:4])
