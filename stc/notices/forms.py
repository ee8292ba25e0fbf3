from django import forms
from django.utils.functional import cached_property

from stc.accounts.models import User
from stc.notices import channels, kinds, services


class ChoicesForm(forms.Form):
    """One box for each group of optional notices and each channel; ticked where nothing is said."""

    def __init__(self, *args, person: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        said = services.choices_of(person)
        for group, channel in self._cells():
            self.fields[f"{group.name}:{channel.name}"] = forms.BooleanField(
                required=False,
                label=channel.label,
                initial=said.get((group.name, channel.name), True),
            )

    @cached_property
    def _groups(self):
        return [group for group in kinds.groups() if group.concerns(self.person)]

    def _cells(self):
        return [
            (group, channel)
            for group in self._groups
            if kinds.is_optional(group.name)
            for channel in channels.known()
        ]

    @cached_property
    def rows(self) -> list[dict[str, object]]:
        """What the page shows: each group, its kinds, its boxes (none where all are mandatory)."""
        return [
            {
                "group": group,
                "always": [k for k in kinds.known() if k.group == group.name and k.mandatory],
                "optional": [k for k in kinds.known() if k.group == group.name and not k.mandatory],
                "boxes": [
                    self[f"{group.name}:{channel.name}"]
                    for channel in channels.known()
                    if f"{group.name}:{channel.name}" in self.fields
                ],
            }
            for group in self._groups
        ]

    @property
    def wanted(self) -> dict[tuple[str, str], bool]:
        """The answers by (group, channel), as the service takes them."""
        return {tuple(name.split(":")): self.cleaned_data[name] for name in self.fields}
