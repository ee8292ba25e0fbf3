"""Templates in the editor: kept by platform admins, shown as printed, frozen when published."""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.models import FormState
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

from certification.credentials import services
from certification.credentials.looks import specimen
from certification.credentials.models import Template
from stc.accounts.snippets import keep_for_platform_admins

# Nobody adds one: each kind has its own from the start.
keep_for_platform_admins(Template, acts=frozenset({"view", "change", "publish"}))


class TemplateEdit(snippets.EditView):
    def publish_action(self) -> None:
        """Our own act: it freezes what new credentials will look like."""
        services.publish_template(revision=self.new_revision, by=self.request.user)


class TemplateUnpublish(snippets.UnpublishView):
    permission_required = "unpublish"  # nobody's: a kind always has a template


class TemplatePreview(snippets.PreviewOnEditView):
    """Whatever is typed has a preview: what cannot be printed is said there, not kept silent."""

    def post(self, request, *args, **kwargs) -> JsonResponse:
        self.remove_old_preview_data()
        FormState.objects.update_or_create_by_instance(
            instance=self.object,
            parent_object_id=self.parent_object_id,
            user=request.user,
            defaults={"data": request.POST.urlencode(), "last_updated_at": now()},
        )
        return JsonResponse({"is_valid": True, "is_available": True})

    def error_response(self):
        form = self.get_form(self._get_form_data(self._get_form_state()))
        self.validate_form(form)
        return specimen.refused(self.request, list(_reasons(form)))


def _reasons(form: forms.ModelForm) -> Iterator[str]:
    """Each error with the name of its field."""
    for field, errors in form.errors.as_data().items():
        label = form.fields[field].label if field in form.fields else ""
        for error in errors:
            for said in _said(error):
                yield f"{label}: {said}" if label else said


def _said(error: ValidationError) -> list[str]:
    """The words of an error; those of a stream lie in its blocks."""
    parts = getattr(error, "block_errors", None)
    if parts is None:
        return error.messages
    inner = [said for part in parts.values() for said in _said(part)]
    return inner + list(error.non_block_errors)


def _colour(name: str) -> FieldPanel:
    return FieldPanel(name, widget=forms.ColorInput)


class TemplateViewSet(snippets.SnippetViewSet):
    model = Template
    icon = "doc-full"
    list_display = ["__str__", "issuer", Column("newest_number", label=_("Versi"))]
    edit_view_class = TemplateEdit
    unpublish_view_class = TemplateUnpublish
    preview_on_edit_view_class = TemplatePreview
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "Yang diterbitkan menjadi versi baru, untuk sertifikat yang terbit sesudahnya. "
                    "Sertifikat yang sudah terbit tetap seperti semula."
                )
            ),
            FieldPanel("kind", read_only=True),
            FieldPanel("issuer"),
            FieldRowPanel([FieldPanel("heading_id"), FieldPanel("heading_en")]),
            FieldRowPanel([FieldPanel("awarded_id"), FieldPanel("awarded_en")]),
            FieldPanel("note_id"),
            FieldPanel("note_en"),
            MultiFieldPanel(
                [
                    FieldRowPanel([_colour("ink"), _colour("quiet"), _colour("accent")]),
                    FieldRowPanel([_colour("ornament"), _colour("gold")]),
                    FieldPanel("background"),
                ],
                heading=_("Warna dan latar"),
            ),
            FieldPanel("crest"),
            FieldPanel("signatories"),
        ]
    )


register_snippet(TemplateViewSet)


@hooks.register("construct_snippet_action_menu")
def _never_taken_back(menu_items, request, context) -> None:
    if context["model"] is Template:
        menu_items[:] = [item for item in menu_items if item.name != "action-unpublish"]
