"""Files looked at before anything is added (`qa.doctor.examine`): what would be refused, what is damaged, what is there twice."""

from qa.doctor.found import Examined, Flag

__all__ = ["Examined", "Flag"]
