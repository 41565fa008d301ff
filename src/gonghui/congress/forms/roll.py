"""The cells of one row of a list of delegates, as texts; what is wrong with them is said by the judge, not here."""

from django import forms

from gonghui.congress.intake import ROLL
from gonghui.kernel.staging import Line


class RollRowForm(forms.Form):
    """One row, to be put right."""

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        for column in ROLL.columns:
            widget = forms.TextInput(attrs={"autocomplete": "off"})
            self.fields[column.key] = forms.CharField(
                label=str(column.title), required=False, strip=False, widget=widget
            )

    @classmethod
    def of(cls, line: Line) -> "RollRowForm":
        """Return the form with the texts of a row, and what stands against each at its field."""
        form = cls(dict(line.values))
        form.full_clean()
        for reason in line.reasons:
            form.add_error(reason.column if reason.column in form.fields else None, reason.sentence)
        return form

    def texts(self) -> dict[str, str]:
        """Return what was typed, by column."""
        return {column.key: str(self.data.get(column.key, ""))[:1000] for column in ROLL.columns}
