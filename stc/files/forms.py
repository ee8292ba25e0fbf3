from wagtail.images.forms import BaseImageForm

from stc.files import uploads

PAGE_SIDE = 2560


class CleanImageForm(BaseImageForm):
    """What editors upload is encoded anew too: Wagtail's own renditions would keep the place."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        return uploads.clean_photo(file, side=PAGE_SIDE)
