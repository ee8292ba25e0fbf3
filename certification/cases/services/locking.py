from certification.cases.models import Case
from stc.impartiality import services as impartiality


def locked(case_id: int) -> Case:
    """The case with its candidate's row locked before it, in that order everywhere.

    A merge of records may give the case to another record while we wait: then it is read anew.
    """
    while True:
        candidate_id = Case.objects.values_list("candidate", flat=True).get(pk=case_id)
        impartiality.lock(candidate_id)
        rows = Case.objects.with_all().select_for_update(of=("self",))
        case = rows.filter(pk=case_id, candidate=candidate_id).first()
        if case is not None:
            return case
