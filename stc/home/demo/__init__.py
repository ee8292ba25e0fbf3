"""A believable world for a trial: made up, the same each time, made once.

A demo has log-ins printed for everyone, so it is never made where real people are: the first run
needs an empty installation, and leaves a line in the trail by which later runs know their own.
What lies in the past is written as rows with their own times; what happens now goes through the
services. Serials, and what a running exam draws, are as random as they are for everyone.
"""

from stc.home.demo.errors import NotADemo, RealPeopleHere
from stc.home.demo.people import LOGINS, PASSWORD, sheet
from stc.home.demo.story import make

__all__ = ["LOGINS", "PASSWORD", "NotADemo", "RealPeopleHere", "make", "sheet"]
