"""Cut scores in the editor: a change is a new row, with the day from which it holds."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from certification.exams.models import CutScore


class CutScoreViewSet(SnippetViewSet):
    model = CutScore
    icon = "check"
    list_display = ["paper", "percent", "valid_from", "decree"]


register_snippet(CutScoreViewSet)
