from django.core.management.base import BaseCommand, CommandError

from stc.accounts import groups
from stc.accounts.services import roles
from stc.accounts.services.groups import load_groups
from stc.errors import DomainError


class Command(BaseCommand):
    help = "Give a body-wide role to a person: how an installation gets its first platform admin."

    def add_arguments(self, parser) -> None:
        parser.add_argument("person", help="e-mail address or phone number of the person")
        parser.add_argument("group", choices=sorted(groups.LABELS))

    def handle(self, *args, **options) -> None:
        person = roles.find_person(options["person"])
        if person is None:
            raise CommandError(f"nobody here has {options['person']}: they sign up first")
        load_groups()
        try:
            roles.appoint(person=person, group=options["group"], by=None, why="manage.py appoint")
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['group']}: {person.pk}")
