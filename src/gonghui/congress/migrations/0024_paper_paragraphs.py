from django.db import migrations


def part(apps, schema_editor):
    """Part the paragraphs of texts that were typed in line by line with empty lines, as those of files are."""
    papers = apps.get_model("congress", "Paper").objects.filter(text__contains="\n")
    for paper in papers.only("text").iterator():
        parted = "\n\n".join(line.strip() for line in paper.text.splitlines() if line.strip())
        if parted != paper.text:
            paper.text = parted
            paper.save(update_fields=["text"])


class Migration(migrations.Migration):

    dependencies = [
        ("congress", "0023_paper_versions"),
    ]

    operations = [migrations.RunPython(part, migrations.RunPython.noop)]
