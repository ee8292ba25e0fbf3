"""The body-wide groups as Wagtail sees them: what each may do in the editor under /cms/.

Everything else that a role may do is a predicate in some app's ``permissions.py``.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    DraftStateMixin,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)
from wagtail.snippets.models import get_snippet_models

from stc.accounts import groups

PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
FILES = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
EDITOR = ("wagtailadmin.access_admin", "wagtail_localize.submit_translation")
SNIPPETS = ("view", "add", "change", "publish", "lock", "unlock")  # as far as a model knows them
# Who edits, and what a platform admin may do there besides.
EDITORS = {
    groups.CATALOGUE_EDITORS: (),
    groups.PLATFORM_ADMINS: (
        "wagtailcore.change_site",
        "wagtailcore.view_locale",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
        "wagtailcore.add_collection",
        "wagtailcore.change_collection",
    ),
}


@transaction.atomic
def load_groups() -> None:
    """Make the groups, with exactly these rights in the editor. A second call changes nothing."""
    for name in groups.LABELS:
        group, _made = Group.objects.get_or_create(name=name)
        edits = name in EDITORS
        wanted = [*EDITOR, *_snippet_rights(), *EDITORS[name]] if edits else []
        group.permissions.set(_named(wanted))
        page = Page.get_first_root_node()
        _grant(GroupPagePermission, group, "page", page, _page_rights() if edits else [])
        collection = Collection.get_first_root_node()
        files = _named(FILES) if edits else []
        _grant(GroupCollectionPermission, group, "collection", collection, files)


def _grant(model, group: Group, field: str, at, rights) -> None:
    """Exactly these rights at one place, for one group."""
    wanted = {right.pk for right in rights}
    held = model.objects.filter(group=group)
    held.exclude(**{field: at, "permission__in": wanted}).delete()
    there = set(held.values_list("permission_id", flat=True))
    for right_id in sorted(wanted - there):
        model.objects.create(group=group, permission_id=right_id, **{field: at})


def _page_rights():
    return Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGES)


def _named(names) -> list[Permission]:
    """Permissions by ``app.codename``; every name must be there (a mistake in this file)."""
    wanted = Q(pk__in=[])
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(wanted).select_related("content_type"))
    missing = set(names) - {f"{p.content_type.app_label}.{p.codename}" for p in found}
    if missing:
        raise LookupError(f"no such right: {', '.join(sorted(missing))}")
    return found


def _snippet_rights() -> list[str]:
    """What editors may do with each snippet; nobody deletes what others may refer to."""
    names = []
    for model in get_snippet_models():
        options = model._meta
        known = {
            *options.default_permissions,
            *(code.split("_")[0] for code, _ in options.permissions),
            *(("publish",) if issubclass(model, DraftStateMixin) else ()),  # Wagtail's own
        }
        names += [
            f"{options.app_label}.{act}_{options.model_name}" for act in SNIPPETS if act in known
        ]
    return names
