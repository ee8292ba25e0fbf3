"""Cut scores in the editor: a change is a new row, with the day from which it holds."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from certification.exams.models import CutScore
from stc.accounts.snippets import keep_for_platform_admins

keep_for_platform_admins(CutScore)


class CutScoreViewSet(SnippetViewSet):
    model = CutScore
    icon = "check"
    list_display = ["paper", "percent", "valid_from", "decree"]


register_snippet(CutScoreViewSet)
