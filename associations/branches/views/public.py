from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, IntegerField, When
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from associations.branches.models import Association, Branch, Office


@login_not_required
@require_safe
def tree(request):
    """Each association: its national body, the provinces, the cities, and who chairs each."""
    branches = list(
        Branch.objects.still_open().select_related("association").order_by("region__code", "pk")
    )
    board: dict[int, list[Office]] = {}
    for office in _board().filter(branch__in=Branch.objects.still_open()):
        board.setdefault(office.branch_id, []).append(office)
    below: dict[int | None, list[Branch]] = {}
    for branch in branches:
        branch.board = board.get(branch.pk, [])
        branch.chair = next((o.person for o in branch.board if o.role == Office.Role.CHAIR), None)
        branch.below = below.setdefault(branch.pk, [])
        below.setdefault(branch.parent_id, []).append(branch)
    roots = sorted(below.get(None, []), key=lambda root: root.association.name)
    return render(request, "branches/association_tree.html", {"roots": roots})


@login_not_required
@require_safe
def branch(request, association, branch):
    """An open branch: its board, and the branches next to it in the tree."""
    found = get_object_or_404(
        Branch.objects.still_open().select_related("association", "region", "parent__association"),
        association=get_object_or_404(Association, slug=association),
        slug=branch,
    )
    below = found.children.still_open().select_related("association").order_by("region__code", "pk")
    context = {"branch": found, "board": _board().filter(branch=found), "below": below}
    return render(request, "branches/branch_public.html", context)


def _board():
    """Chair, secretary, treasurer: in this order."""
    ranks = [When(role=role, then=rank) for rank, role in enumerate(Office.BOARD)]
    rows = Office.objects.public().select_related("person")
    return rows.order_by(Case(*ranks, output_field=IntegerField()), "pk")
